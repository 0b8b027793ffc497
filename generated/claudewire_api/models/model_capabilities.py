# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ModelCapabilities(Model):
    """What a model can do. A capability that is missing is not known, not unsupported."""

    REQUIRED: ClassVar[tuple[str, ...]] = (
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
    """Requests in message batches."""
    citations: models.CapabilitySupport
    """Citing the documents of a request."""
    code_execution: models.CapabilitySupport
    """Running code in Anthropic's sandbox."""
    context_management: models.ContextManagementCapability
    """Editing a long context on the server."""
    effort: models.EffortCapability
    """Levels of effort."""
    image_input: models.CapabilitySupport
    """Images in messages."""
    pdf_input: models.CapabilitySupport
    """PDF documents in messages."""
    server_tools: models.ServerToolsCapability | None = None
    """Tools that run on Anthropic's servers."""
    structured_outputs: models.CapabilitySupport
    """Answers and tool inputs that follow a JSON schema."""
    thinking: models.ThinkingCapability
    """Thinking before answering."""
    compaction: models.CompactionCapability | None = None
    """Compaction that the request asks for. Beta: needs the header value `compact-2026-09-04`."""

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
