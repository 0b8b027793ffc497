# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ContainerUploadBlock(Model):
    """A file that was put into the container for code execution."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "file_id")

    type: Literal["container_upload"] = "container_upload"
    """Tells what kind of object this is: always `container_upload`."""
    file_id: str
    """ID of the file in the Files API."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        value = data["type"]
        self.type = "container_upload" if value == "container_upload" else value
        self.file_id = data["file_id"]
        return self
