# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ModelCapabilities` (spec/schemas/models.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ModelCapabilities(Model):
    """What a model can do. A capability that is absent is not known; it may be supported."""

    _REQUIRED: ClassVar[tuple[str, ...]] = (
        "batch",
        "citations",
        "code_execution",
        "context_management",
        "effort",
        "image_input",
        "pdf_input",
        "structured_outputs",
        "thinking",
    )

    batch: models.CapabilitySupport
    """Whether message batches accept the model."""
    citations: models.CapabilitySupport
    """Whether the model can quote the documents of a request."""
    code_execution: models.CapabilitySupport
    """Whether code that the model runs can call the other tools of the request. The code execution tool itself is in
    `server_tools`.
    """
    context_management: models.ContextManagementCapability
    """Which edits of `context_management` the model supports."""
    effort: models.EffortCapability
    """Which levels of `output_config.effort` the model supports."""
    image_input: models.CapabilitySupport
    """Whether messages may hold images."""
    pdf_input: models.CapabilitySupport
    """Whether messages may hold PDF documents."""
    server_tools: models.ServerToolsCapability | None = None
    """Which tools of the API's servers the model can use. An organization may have switched them off."""
    structured_outputs: models.CapabilitySupport
    """Whether responses and tool inputs can be made to follow a JSON Schema."""
    thinking: models.ThinkingCapability
    """Whether and how the model can think before it answers."""
    compaction: models.CompactionCapability | None = None
    """Which forms of the request field `compaction` the model supports. Null when it supports none. Beta: needs the
    header value `compact-2026-09-04`.
    """

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
        value = data["batch"]
        self.batch = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = data["citations"]
        self.citations = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = data["code_execution"]
        self.code_execution = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = data["context_management"]
        self.context_management = decoders.ContextManagementCapability(value) if isinstance(value, dict) else value
        value = data["effort"]
        self.effort = decoders.EffortCapability(value) if isinstance(value, dict) else value
        value = data["image_input"]
        self.image_input = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = data["pdf_input"]
        self.pdf_input = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = get("server_tools")
        self.server_tools = (
            decoders.ServerToolsCapability(value) if value is not None and isinstance(value, dict) else value
        )
        value = data["structured_outputs"]
        self.structured_outputs = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = data["thinking"]
        self.thinking = decoders.ThinkingCapability(value) if isinstance(value, dict) else value
        value = get("compaction")
        self.compaction = (
            decoders.CompactionCapability(value) if value is not None and isinstance(value, dict) else value
        )
        return self
