# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ContainerUploadBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ContainerUploadBlock(Model):
    """A file that was put into the container for code execution."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "file_id")

    type: Literal["container_upload"] = "container_upload"
    """Tells what kind of object this is: always `container_upload`."""
    file_id: str
    """ID of the file in the Files API."""

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
        value: Any
        value = data["type"]
        self.type = "container_upload" if value == "container_upload" else value
        self.file_id = data["file_id"]
        return self
