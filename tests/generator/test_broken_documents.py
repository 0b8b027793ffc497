"""A broken document gives one line that names file and line, never a traceback, and nothing is written."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from generator import __main__ as cli
from generator import load

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"spec/[\w./-]+\.(yaml|json):\d+: \S")

#: name: (file, what stands there, what is put there and | at the end of the file, part of the complaint)
TEXT = "schemas/content.yaml"
REQUEST = "schemas/messages_request.yaml"
PATHS = "paths/models.yaml"
ERRORS = "common/errors.yaml"
MESSAGE = "schemas/message.yaml"
BROKEN: dict[str, tuple[str, str, str, str]] = {
    # YAML and JSON
    "tab as indentation": (TEXT, "\nTextBlock:\n  type: object\n", "\nTextBlock:\n\ttype: object\n", "is not YAML"),
    "unclosed bracket": (TEXT, "required: [type, text]", "required: [type, text", "is not YAML"),
    "unclosed brace": (REQUEST, "model: {$ref: '#/Model',", "model: {{$ref: '#/Model',", "is not YAML"),
    "unclosed quote": (PATHS, "tags: [Models]", "tags: ['Models]", "is not YAML"),
    "bad indentation": (
        REQUEST,
        "messages]\n  properties:\n    model",
        "messages]\n   properties:\n    model",
        "is not YAML",
    ),
    "colon in plain text": (PATHS, "summary: List models", "summary: List: models: all", "is not YAML"),
    "undefined anchor": (PATHS, "tags: [Models]", "tags: *nowhere", "is not YAML"),
    "key twice": (
        TEXT,
        "\nTextBlock:\n  type: object\n",
        "\nTextBlock:\n  type: object\n  type: object\n",
        "stands here twice",
    ),
    "schema twice in one file": (
        TEXT,
        "\nTextBlock:\n",
        "\nThinkingBlock: {type: string}\nTextBlock:\n",
        "stands here twice",
    ),
    "root is a list": ("openapi.yaml", None, "- openapi\n", "must be a mapping"),
    "root key twice": ("openapi.yaml", "openapi: 3.1.1\n", "openapi: 3.1.1\nopenapi: 3.1.1\n", "stands here twice"),
    "example is not JSON": ("examples/model.json", "{", "{,", "is not JSON"),
    "example is empty": ("examples/models_list.json", None, "", "is not JSON"),
    "number without a digit": (TEXT, "A piece of text", "!!int abc # text", "content.yaml:50: abc is no number"),
    "two documents in a file": (PATHS, "\nmodel:", "\n---\nmodel:", "is not YAML"),
    "control character": (TEXT, "A piece of text", "A run \x07 of text", "is not YAML"),
    # References
    "dangling local reference": (
        REQUEST,
        "items: {$ref: '#/MessageParam'}",
        "items: {$ref: '#/Missing'}",
        "leads nowhere",
    ),
    "dangling reference to another file": (
        REQUEST,
        "request_config.yaml#/ThinkingConfigParam'",
        "request_config.yaml#/Missing'",
        "leads nowhere",
    ),
    "reference to a missing file": (
        REQUEST,
        "'request_config.yaml#/ThinkingConfigParam'",
        "'missing.yaml#/ThinkingConfigParam'",
        "leads nowhere",
    ),
    "dangling path reference": (
        "openapi.yaml",
        "paths/models.yaml#/models}",
        "paths/models.yaml#/missing}",
        "leads nowhere",
    ),
    "dangling parameter reference": (
        PATHS,
        "parameters.yaml#/AnthropicVersion",
        "parameters.yaml#/Missing",
        "leads nowhere",
    ),
    "dangling response reference": (ERRORS, "responses.yaml#/BadRequest", "responses.yaml#/Missing", "leads nowhere"),
    "an error that the table does not have": (PATHS, "x-errors: [404]", "x-errors: [404, 418]", "x-errors names '418'"),
    "an error that the operation has already": (
        PATHS,
        "    responses:\n      '200':\n        description: The model,",
        "    responses:\n      '404': {$ref: ../common/responses.yaml#/NotFound}\n      '200':\n        description: The model,",
        "the status 404 is described here and comes from",
    ),
    "errors that are text": (PATHS, "x-errors: [404]", "x-errors: none", "x-errors"),
    "dangling header reference": (PATHS, "headers.yaml#/RequestId", "headers.yaml#/Missing", "leads nowhere"),
    "dangling mapping": (TEXT, "      text: '#/TextBlock'\n", "      text: '#/Missing'\n", "leads nowhere"),
    "missing example file": (
        PATHS,
        "externalValue: ../examples/model.json",
        "externalValue: ../examples/missing.json",
        "does not exist",
    ),
    "a name in two files": (
        "schemas/files.yaml",
        "id: {type: string, description: ID of the file that was deleted.}",
        "id: {$ref: '#/TextBlock'}|TextBlock: {type: string, description: Again.}",
        "is defined in",
    ),
    "reference is a number": (REQUEST, "items: {$ref: '#/MessageParam'}", "items: {$ref: 7}", "$ref"),
    # Operations
    "operationId twice": (PATHS, "operationId: models.retrieve", "operationId: models.list", "models.list"),
    "no operationId": (PATHS, "    operationId: models.retrieve\n", "", "operationId"),
    "no x-sdk": (PATHS, "    x-sdk: {resource: models, method: retrieve}\n", "", "x-sdk"),
    "x-sdk names another method": (PATHS, "method: retrieve}", "method: fetch}", "x-sdk"),
    "x-sdk is text": (PATHS, "x-sdk: {resource: models, method: retrieve}", "x-sdk: models.retrieve", "x-sdk"),
    "no summary": (PATHS, "    summary: List models\n", "", "no summary"),
    "no tags": (PATHS, "    tags: [Models]\n", "", "no tags"),
    "no responses": (PATHS, "responses:\n      '200':", "x-nothing:\n      '200':", "x-nothing"),
    "no success": (
        PATHS,
        "      '200':\n        description: The model,",
        "      '418':\n        description: The model,",
        "what success looks like",
    ),
    "pages without a list": (
        PATHS,
        "    tags: [Models]\n    summary: Get",
        "    x-pagination: page\n    tags: [Models]\n    summary: Get",
        "no list `data`",
    ),
    "missing common errors": (PATHS, "    x-errors: [404]\n", "", "does not say what 529 looks like"),
    "missing shared parameter": (
        PATHS,
        "      - $ref: ../common/parameters.yaml#/AnthropicBeta\n",
        "",
        "anthropic-beta",
    ),
    "path parameter is not declared": (
        PATHS,
        "      - $ref: ../common/parameters.yaml#/ModelId\n",
        "",
        "its path parameter 'model_id'",
    ),
    "paths is a list": ("openapi.yaml", "paths:\n", "paths: []\nx-paths:\n", "paths"),
    # Schemas
    "unknown keyword": (
        TEXT,
        "\nTextBlock:\n  type: object\n",
        "\nTextBlock:\n  type: object\n  propertys: {}\n",
        "propertys",
    ),
    "unknown x- key": (
        TEXT,
        "\nTextBlock:\n  type: object\n",
        "\nTextBlock:\n  type: object\n  x-betta: a-2026-01-01\n",
        "x-betta",
    ),
    "unknown x- key of an operation": (
        PATHS,
        "    tags: [Models]\n",
        "    tags: [Models]\n    x-retry: true\n",
        "x-retry",
    ),
    "no description of a property": (
        MESSAGE,
        "    original_input_tokens: {type: integer, description: Input tokens before anything is removed.}",
        "    original_input_tokens: {type: integer}",
        "no description",
    ),
    "no description of a schema": (
        MESSAGE,
        "  description: The reason of a refusal, and how to continue after it.\n",
        "",
        "no description",
    ),
    "a day of retirement that is none": (REQUEST, "'2027-01-22'", "'2027-02-30'", "not a day"),
    "a text of no list": ("schemas/message.yaml", "  x-text: content\n", "  x-text: id\n", "which is no list of"),
    "days of retirement as a list": (REQUEST, "  x-retires:\n", "  x-retires: []\n  x-rest:\n", "maps values to days"),
    "required without a property": (TEXT, "required: [type, text]", "required: [type, text, texts]", "'texts'"),
    "required is text": (TEXT, "required: [type, text]", "required: type", "required"),
    "required names a number": (TEXT, "required: [type, text]", "required: [type, 7]", "7"),
    "properties is a list": (
        TEXT,
        "  required: [type, text]\n  properties:\n    type: {const: text}\n",
        "  required: []\n  properties: []\n  x-rest:\n",
        "properties",
    ),
    "missing const of a union member": (
        TEXT,
        "type: {const: text}",
        "type: {type: string, description: What kind of block this is.}",
        "const",
    ),
    "wrong const of a union member": (TEXT, "type: {const: text}", "type: {const: txt}", "const"),
    "union without a discriminator": (
        TEXT,
        "  discriminator:\n    propertyName: type\n    mapping:\n      text: '#/TextBlock'\n",
        "  x-rest:\n    propertyName: type\n    mapping:\n      text: '#/TextBlock'\n",
        "discriminator",
    ),
    "member missing from the mapping": (TEXT, "      text: '#/TextBlock'\n", "", "TextBlock"),
    "mapping names no member": (TEXT, "    - $ref: '#/TextBlock'\n", "", "not a member"),
    "inline object": (
        TEXT,
        "    text: {type: string, description: The text that the model has written.}",
        "    text: {type: object, description: x, properties: {a: {type: string, description: b}}}",
        "give it a name",
    ),
    "closed enum in a response": (
        TEXT,
        "    text: {type: string, description: The text that the model has written.}",
        "    text: {type: string, enum: [a], description: The text that the model has written.}",
        "must be open",
    ),
    "open object in a request": (
        REQUEST,
        "  type: object\n  additionalProperties: false\n  description: >-\n    The body of a request for a message",
        "  type: object\n  description: >-\n    The body of a request for a message",
        "additionalProperties",
    ),
    "unreached schema": (
        TEXT,
        "\nTextBlock:\n",
        "\nNobodyAsks: {type: string, description: Unused.}\nTextBlock:\n",
        "reaches",
    ),
    "names that become one": (
        TEXT,
        "text: {type: string, description: The text that the model has written.}",
        "text: {$ref: '#/Textblock'}|Textblock: {type: string, description: Again.}",
        "become one in Python",
    ),
    "bad beta value": (REQUEST, "x-beta: mcp-client-2025-11-20", "x-beta: mcp-client", "beta header value"),
    "unknown type": (
        TEXT,
        "    text: {type: string, description: The text that the model has written.}",
        "    text: {type: strin, description: The text that the model has written.}",
        "strin",
    ),
    "schema is text": (
        TEXT,
        "    text: {type: string, description: The text that the model has written.}",
        "    text: string",
        "text",
    ),
    "limit is text": (REQUEST, "      maximum: 1\n", "      maximum: one\n", "maximum"),
    # Examples
    "example of the wrong type": ("examples/model.json", '"type": "model"', '"type": 7', "does not fit"),
    "example without a required field": ("examples/file.json", '"id"', '"idd"', "does not fit"),
    "request example with an unknown field": (
        "examples/batch_create_request.json",
        '"requests"',
        '"request"',
        "does not fit",
    ),
}


#: What refers to the broken place is told: the example in its operation, the second definition where it is used.
TOLD_ELSEWHERE = (
    "a name in two files",
    "example of the wrong type",
    "example without a required field",
    "request example with an unknown field",
)


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """The document and a generated package, in a place of their own."""
    folder = tmp_path_factory.mktemp("clean")
    shutil.copytree(ROOT / "spec", folder / "spec")
    return folder


def test_there_are_60():
    assert len(BROKEN) >= 60


@pytest.fixture(scope="module")
def read_once():
    """Of all files but one nothing changes from test to test."""
    with pytest.MonkeyPatch.context() as patch:
        for reader in ("read_yaml", "_read_json"):
            patch.setattr(load, reader, cache(getattr(load, reader)))
        yield


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_told_in_lines(name, clean, tmp_path, capsys):
    file, old, new, complaint = BROKEN[name]
    shutil.copytree(clean / "spec", tmp_path / "spec")
    target = tmp_path / "spec" / file
    text = target.read_text(encoding="utf-8")
    if old is None:
        text = new
    else:
        assert old in text, f"{file} no longer holds what this test breaks"
        here, _, at_the_end = new.partition("|")
        text = text.replace(old, here, 1) + at_the_end + "\n"
    target.write_text(text, encoding="utf-8")
    output = tmp_path / "generated"
    output.mkdir()

    # Schemas that nobody reaches are left out of what is generated: only `lint` minds them.
    command = "lint" if complaint == "reaches" else "generate"
    status = cli.main(["--spec", str(tmp_path / "spec"), "--output", str(output), command])

    told = capsys.readouterr().err
    lines = [line for line in told.splitlines() if not line.startswith("nothing was written")]
    assert status == 1
    assert lines, "nothing was said"
    assert all(LINE.match(line) for line in lines), told
    assert complaint in told
    assert "Traceback" not in told
    assert not list(output.iterdir())
    assert name in TOLD_ELSEWHERE or f"spec/{file}:" in told
    if old is not None and complaint in ("is not YAML", "is not JSON", "is not UTF-8"):
        # The line is where the parser noticed it; of a second document, where the first has ended.
        first = text.count("\n", 0, text.index(here) + len(here) - len(here.lstrip("\n"))) + 1
        assert int(lines[0].split(":")[1]) >= first - ("---" in here)
