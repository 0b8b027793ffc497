# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class FileMetadata(Model):
    """What the API knows about a file."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "filename", "mime_type", "size_bytes", "created_at")

    type: Literal["file"] = "file"
    """Always `file`."""
    id: str
    """What `file_id` in a request names."""
    filename: str
    """Name that the file came with."""
    mime_type: str
    """Media type of the content."""
    size_bytes: int
    """Size of the content in bytes."""
    created_at: str
    """When the file was stored."""
    downloadable: bool | None = None
    """Whether the content can be fetched; true only for files that a skill or tool made."""
    expires_at: str | None = None
    """When the file will be deleted by itself; null if it stays. Not in the beta shape."""
    scope: models.FileScope | None = None
    """What the file belongs to, if it does not belong to the whole workspace. Beta: needs the header value
    `managed-agents-2026-04-01`.
    """

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
        value = data["type"]
        self.type = "file" if value == "file" else value
        self.id = data["id"]
        self.filename = data["filename"]
        self.mime_type = data["mime_type"]
        self.size_bytes = data["size_bytes"]
        self.created_at = data["created_at"]
        self.downloadable = get("downloadable")
        self.expires_at = get("expires_at")
        value = get("scope")
        self.scope = decoders.FileScope(value) if value is not None and isinstance(value, dict) else value
        return self
