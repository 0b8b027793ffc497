# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `FileMetadata` (spec/schemas/files.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._dates import timestamp
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class FileMetadata(Model):
    """Name, type, size and dates of a file, without its content."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "filename", "mime_type", "size_bytes", "created_at")

    type: Literal["file"] = "file"
    """Tells what kind of object this is: always `file`."""
    id: str
    """ID of the file. A request names it in `file_id`."""
    filename: str
    """Name of the file as it was uploaded, without folders."""
    mime_type: str
    """Media type of the content, such as `application/pdf`."""
    size_bytes: int
    """Size of the file's content in bytes."""
    created_at: datetime
    """When the file was stored (RFC 3339)."""
    downloadable: bool | None = None
    """Whether the content can be downloaded. True only for files that a skill or tool made; null when not known."""
    expires_at: datetime | None = None
    """When the file expires and its content can no longer be used; the file itself stays until it is deleted. Null if
    it never expires. Absent in the beta shape.
    """
    scope: models.FileScope | None = None
    """The session of an agent that the file belongs to. Null or absent if it belongs to the whole workspace. Beta:
    needs the header value `managed-agents-2026-04-01`.
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
        value = data["type"]
        self.type = "file" if value == "file" else value
        self.id = data["id"]
        self.filename = data["filename"]
        self.mime_type = data["mime_type"]
        self.size_bytes = data["size_bytes"]
        value = data["created_at"]
        self.created_at = timestamp(value) if type(value) is str else value
        self.downloadable = get("downloadable")
        value = get("expires_at")
        self.expires_at = timestamp(value) if type(value) is str else value
        value = get("scope")
        self.scope = decoders.FileScope(value) if value is not None and isinstance(value, dict) else value
        return self
