# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseTool(Model):
    """A tool that the caller defined and runs."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("name", "input_schema")

    type: Literal["custom"] | None = None
    """`custom`; null or no `type` at all means the same."""
    name: str
    """Name of the tool."""
    description: str | None = None
    """What the tool does."""
    input_schema: models.ResponseToolInputSchema
    """The input that the tool takes."""
    input_examples: list[dict[str, Any]] | None = None
    """Inputs that show how the tool is called."""
    eager_input_streaming: bool | None = None
    """Whether the input is streamed before its values are complete."""
    strict: bool | None = None
    """Whether the input is guaranteed to fit the schema."""
    allowed_callers: list[models.ToolCaller] | None = None
    """Who may call the tool."""
    defer_loading: bool | None = None
    """Whether the definition stays out of the prompt until tool search returns it."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = get("type")
        self.type = "custom" if value == "custom" else value
        self.name = data["name"]
        self.description = get("description")
        value = data["input_schema"]
        self.input_schema = decoders.ResponseToolInputSchema(value) if isinstance(value, dict) else value
        self.input_examples = get("input_examples")
        self.eager_input_streaming = get("eager_input_streaming")
        self.strict = get("strict")
        self.allowed_callers = get("allowed_callers")
        self.defer_loading = get("defer_loading")
        return self
