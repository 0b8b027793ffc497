"""The TypedDicts of requests: they resolve, load nothing that they only mention, and take models where those fit."""

from __future__ import annotations

import subprocess
import sys
import typing
from typing import Any, get_args, get_type_hints

import pytest

from claudewire_api import models, params

NAMES = [name for name in vars(params) if not name.startswith("_") and name[0].isupper()]
TYPED_DICTS = [name for name in NAMES if typing.is_typeddict(getattr(params, name)) and name != "TypedDict"]


def members(hint: Any) -> set[Any]:
    """All classes in a type, however deep."""
    inner = get_args(hint)
    return {hint} if not inner else {each for arg in inner if not isinstance(arg, str) for each in members(arg)}


@pytest.mark.parametrize("name", TYPED_DICTS)
def test_every_hint_resolves(name: str):
    hints = get_type_hints(getattr(params, name))
    assert hints
    assert not any(isinstance(part, (str, typing.ForwardRef)) for hint in hints.values() for part in members(hint))


def test_a_block_of_an_answer_fits_into_a_request():
    content = get_type_hints(params.MessageParam)["content"]
    assert {models.TextBlock, models.ToolUseBlock, models.UnknownContentBlock, params.TextBlockParam} <= members(
        content
    )


def test_a_model_with_a_field_that_the_api_refuses_does_not():
    """A whole message has an id and a usage: sent as one of `messages` it would be a 400."""
    assert models.Message not in members(get_type_hints(params.MessageCreateParams)["messages"])


def test_loading_them_loads_no_model():
    script = "import sys, claudewire_api.params; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert {module for module in found if module.startswith("claudewire_api")} == {
        "claudewire_api",
        "claudewire_api._typing",
        "claudewire_api.models",
        "claudewire_api.params",
    }
