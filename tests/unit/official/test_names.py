"""Names of the official SDK: where they lie there, they are here."""

from __future__ import annotations

import importlib
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import get_args
from unittest.mock import patch

import pytest

import claudewire
from claudewire import Claude, types
from claudewire._errors.codes import NAMES as CODE_NAMES
from claudewire._errors.codes import class_named
from claudewire._errors.responses import from_status
from claudewire.types import Message

NAMES = json.loads((Path(__file__).parents[2] / "vectors" / "official_names.json").read_text())

#: Settings of OpenTelemetry and types of middleware, which have a form of their own here.
NOT_HERE = {"OpenTelemetryClientOption", "OpenTelemetryOptions", "OpenTelemetryTraces", "ResolvedOpenTelemetryOptions",
            "ResolvedOpenTelemetryTraces", "APIRequest", "CallNext", "AsyncCallNext", "MiddlewareCallable",
            "AsyncMiddlewareCallable", "RetryableError"}  # fmt: skip


@pytest.mark.parametrize("module", NAMES["types"])
def test_every_type_of_the_areas_that_we_cover_has_its_official_name(module):
    found = importlib.import_module(f"claudewire.{module}")
    missing = [name for name in NAMES["types"][module] if getattr(found, name, None) is None]
    assert missing == []


@pytest.mark.parametrize(
    "name",
    ["ParsedMessage", "MessageStream", "AsyncMessageStream", "MessageStreamManager", "AsyncMessageStreamManager"],
)
def test_an_annotation_may_give_the_type_of_the_output(name):
    from claudewire._outputs.streams import OutputStream

    assert getattr(claudewire, name)[int] is not None
    assert get_args(OutputStream[int]) == get_args(claudewire.ParsedMessage[int]) == (int,)


def test_a_name_with_the_prefix_is_the_type_without_it():
    from claudewire.types import beta

    assert beta.BetaMessage is types.Message
    assert beta.BetaToolUseBlockParam is types.ToolUseBlockParam
    assert types.MessageStartEvent is types.RawMessageStartEvent
    assert beta.BetaAuthenticationError is types.AuthenticationErrorObject


@pytest.mark.parametrize(
    ("module", "name", "expected"),
    [
        ("types.tool_use_block", "ToolUseBlock", lambda: types.ToolUseBlock),
        ("types.message", "Message", lambda: types.Message),
        ("types.beta.beta_tool_param", "BetaToolParam", lambda: types.ToolParam),
        ("types.beta.beta_usage", "BetaUsage", lambda: types.Usage),
        ("types.model_param", "ModelParam", lambda: types.Model),
        ("types.message_create_params", "MessageCreateParamsNonStreaming", lambda: types.MessageCreateParamsNonStreaming),
        ("types.messages.batch_create_params", "Request", lambda: types.BatchRequestParam),
        ("types.beta.parsed_beta_message", "ParsedBetaMessage", lambda: claudewire.ParsedMessage),
        ("resources", "Messages", lambda: type(Claude(api_key="sk-test").messages)),
        ("resources.messages", "AsyncMessages", lambda: type(claudewire.AsyncClaude(api_key="sk-test").messages)),
        ("resources.beta.messages.messages", "Messages", lambda: type(Claude(api_key="sk-test").beta.messages)),
        ("pagination", "SyncPage", lambda: claudewire.Page),
        ("lib.streaming", "BetaMessageStream", lambda: claudewire.MessageStream),
        ("lib.tools", "BetaFunctionTool", lambda: claudewire.Tool),
        ("_types", "NOT_GIVEN", lambda: claudewire.omit),
        ("_exceptions", "APIStatusError", lambda: claudewire.APIStatusError),
        ("_models", "BaseModel", lambda: claudewire.Model),
        ("_streaming", "Stream", lambda: claudewire.Stream),
    ],
)  # fmt: skip
def test_a_module_of_the_official_sdk_has_its_names(module, name, expected):
    assert getattr(importlib.import_module(f"claudewire.{module}"), name) is expected()


def test_a_module_of_one_type_has_the_types_of_its_fields():
    module = importlib.import_module("claudewire.types.beta.beta_tool_result_block_param")
    assert module.Content is not None


def test_types_of_arguments_are_made_from_the_method():
    assert {"limit", "after_id"} <= types.ModelListParams.__annotations__.keys()
    assert "extra_headers" not in types.ModelListParams.__annotations__


@pytest.mark.parametrize(
    "module", ["types.no_such_type", "resources.nothing", "lib.nothing", "_nothing", "types.beta.nothing"]
)
def test_a_module_that_is_not_there_is_a_plain_import_error(module):
    with pytest.raises(ModuleNotFoundError, match=module.rpartition(".")[2]):
        importlib.import_module(f"claudewire.{module}")


@pytest.mark.parametrize(
    "module", ["types", "types.beta", "lib.streaming", "pagination", "_types", "resources.messages"]
)
def test_a_name_that_is_not_there_says_what_there_is(module):
    with pytest.raises(AttributeError, match=r"NoSuchThing.*dir"):
        _ = importlib.import_module(f"claudewire.{module}").NoSuchThing


def test_the_package_has_the_public_names_of_the_official_one():
    missing = [name for name in NAMES["package"] if name not in NOT_HERE and not hasattr(claudewire, name)]
    assert missing == []


def test_completions_are_refused_before_anything_is_sent():
    completions = importlib.import_module("claudewire.resources.completions")
    with pytest.raises(claudewire.RequestInvalid, match=r"messages\.create"):
        completions.Completions().create(prompt=claudewire.HUMAN_PROMPT)


def run(*arguments: str, **files: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_compat_gives_anthropic_from_here(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import sys, importlib.metadata, anthropic\n"
        "from anthropic import Anthropic, APIStatusError\n"
        "from anthropic.types import Message\n"
        "from anthropic.types.beta.beta_message import BetaMessage\n"
        "from anthropic._client import AsyncAnthropic, AsyncClient, Client\n"
        "import anthropic.resources.messages, claudewire\n"
        "assert issubclass(Anthropic, claudewire.Claude) and BetaMessage is Message\n"
        "assert Client is Anthropic and AsyncClient is AsyncAnthropic is anthropic.AsyncAnthropic\n"
        "assert anthropic.resources.messages.Messages is claudewire.resources.messages.Messages\n"
        "assert importlib.metadata.version('anthropic') == anthropic.__version__\n"
        "print(anthropic.__version__, sys.argv[1:])\n"
    )
    done = run("-m", "claudewire.compat", str(program), "--name", "value")
    assert (done.stdout, done.returncode) == ("0.125.0 ['--name', 'value']\n", 0), done.stderr


def test_compat_shows_the_version_that_is_asked_for(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import anthropic, importlib.metadata as m, sys; print(anthropic.__version__, m.version('anthropic'), sys.argv[1:])"
    )
    done = run("-m", "claudewire.compat", "--as", "2.14.0", str(program), "--as")
    assert done.stdout == "2.14.0 2.14.0 ['--as']\n", done.stderr


def test_compat_is_off_unless_asked_for():
    done = run(
        "-c", "import sys, claudewire, claudewire.compat; print([type(finder).__name__ for finder in sys.meta_path])"
    )
    assert "_Finder" not in done.stdout.replace("'", " ").split(), done.stderr


def test_an_error_with_a_code_has_a_class_of_its_own():
    body = {
        "type": "error",
        "error": {"type": "not_found_error", "message": "gone", "details": {"error_code": "thread_not_found"}},
    }
    error = from_status(404, {}, body)
    assert type(error) is claudewire.ThreadNotFoundError
    assert isinstance(error, claudewire.NotFoundError)
    assert type(pickle.loads(pickle.dumps(error))) is claudewire.ThreadNotFoundError
    assert error.error_code == "thread_not_found"


def test_a_code_does_not_change_the_class_of_another_status():
    body = {
        "type": "error",
        "error": {"type": "api_error", "message": "x", "details": {"error_code": "thread_not_found"}},
    }
    assert type(from_status(500, {}, body)) is claudewire.InternalServerError


def test_every_code_with_a_class_is_in_the_document():
    literals, _ = get_args(types.ErrorCode)
    assert {class_named(name).__doc__.split("`")[-1].strip(" '.") for name in CODE_NAMES} <= set(get_args(literals))


def test_compat_refuses_when_the_official_sdk_is_loaded():
    program = "import sys, types; sys.modules['anthropic'] = types.ModuleType('anthropic')\nimport claudewire.compat as c\nc.install()"
    done = run("-c", program)
    assert "ConfigurationError: the official SDK is loaded already" in done.stderr


def test_compat_leaves_the_official_sdk_alone_where_it_is_not_installed():
    program = "import sys, types; sys.modules['anthropic'] = types.ModuleType('anthropic')\nimport claudewire.compat as c\nc.uninstall()"
    done = run("-c", program + "\nprint('anthropic' in sys.modules)")
    assert done.stdout == "True\n"


def test_compat_is_a_plugin_of_pytest(tmp_path):
    (tmp_path / "test_it.py").write_text(
        "import anthropic\n\ndef test_it():\n    assert anthropic.Anthropic.__module__.startswith('claudewire')\n"
    )
    done = run("-m", "pytest", "-q", "-p", "claudewire.compat", "-p", "no:cacheprovider", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_compat_without_a_program_says_how_it_is_used():
    done = run("-m", "claudewire.compat")
    assert done.returncode == 2
    assert "python -m claudewire.compat program.py" in done.stdout


def test_a_patch_of_an_official_name_is_seen():
    with patch("claudewire.resources.messages.Messages.create", return_value="patched"):
        assert Claude(api_key="sk-test").messages.create() == "patched"
    assert Message is not None
