# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ToolTextEditor20241022` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ToolTextEditor20241022(Model):
    """A viewer and editor of files that the caller runs for the model, in the version of the first computer use
    beta.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "name")

    type: Literal["text_editor_20241022"] = "text_editor_20241022"
    """Tells what kind of object this is: always `text_editor_20241022`."""
    name: Literal["str_replace_editor"] = "str_replace_editor"
    """Has one possible value: always `str_replace_editor`."""
    input_examples: list[dict[str, Any]] | None = None
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool | None = None
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: list[models.ToolCaller] | None = None
    """Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool | None = None
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: models.CacheControlEphemeral | None = None
    """A cache breakpoint after this tool. None when absent or null."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = _new_instance(cls)
        self._response = None
        # Which keys arrived, and which of them no field holds: the same for all objects of one shape.
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._learn_shape(data)
        self._extra = _pick(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["type"]
        self.type = "text_editor_20241022" if value == "text_editor_20241022" else value
        value = data["name"]
        self.name = "str_replace_editor" if value == "str_replace_editor" else value
        self.input_examples = get("input_examples")
        self.strict = get("strict")
        self.allowed_callers = get("allowed_callers")
        self.defer_loading = get("defer_loading")
        value = get("cache_control")
        self.cache_control = (
            decoders.CacheControlEphemeral(value) if value is not None and isinstance(value, dict) else value
        )
        return self
