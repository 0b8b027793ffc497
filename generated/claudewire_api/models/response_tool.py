# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ResponseTool` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseTool(Model):
    """A tool that the caller has defined and runs."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("name", "input_schema")

    type: Literal["custom"] | None = None
    """Kind of the tool: `custom`. Null or absent means the same."""
    name: str
    """Name of the tool, which `tool_use` blocks carry. It is unique within the request, such as `get_weather`."""
    description: str | None = None
    """What the tool does, when to use it and what it returns. The more it says, the better the model chooses."""
    input_schema: models.ResponseToolInputSchema
    """JSON Schema of the input that the tool takes."""
    input_examples: list[dict[str, Any]] | None = None
    """Examples of inputs, which show the model how to call the tool. Each must fit the tool's schema. None when
    absent.
    """
    eager_input_streaming: bool | None = None
    """Whether the input is streamed as the model writes it, without waiting for complete values. It comes sooner, but
    it is incomplete JSON if the response ends early. When absent or null, the beta value
    `fine-grained-tool-streaming-2025-05-14` decides.
    """
    strict: bool | None = None
    """Whether the model's input is guaranteed to fit the tool's schema, which may then use only a part of JSON Schema.
    Not when absent.
    """
    allowed_callers: list[models.ToolCaller] | None = None
    """Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool | None = None
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""

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
