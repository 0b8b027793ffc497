# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new


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
        get = data.get
        value: Any
        value = get("batch")
        self.batch = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("citations")
        self.citations = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("code_execution")
        self.code_execution = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("context_management")
        self.context_management = (
            models.ContextManagementCapability._decode(value) if isinstance(value, dict) else value
        )
        value = get("effort")
        self.effort = models.EffortCapability._decode(value) if isinstance(value, dict) else value
        value = get("image_input")
        self.image_input = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("pdf_input")
        self.pdf_input = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("server_tools")
        self.server_tools = models.ServerToolsCapability._decode(value) if isinstance(value, dict) else value
        value = get("structured_outputs")
        self.structured_outputs = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("thinking")
        self.thinking = models.ThinkingCapability._decode(value) if isinstance(value, dict) else value
        value = get("compaction")
        self.compaction = models.CompactionCapability._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
