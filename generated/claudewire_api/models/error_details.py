# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, Self

from attrs import define

from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ErrorDetails(Model):
    """The machine-readable part of an error. Which other fields come along depends on `error_code`; the ones listed
    here are those that the Messages, Batches, Models, Files and Skills APIs use, and others are kept.
    """

    error_code: models.ErrorCode | None = None
    """Names the cause more precisely than the error's type."""
    max_side_length_pixels: int | None = None
    """With `image_dimensions_too_large`, the longest side that an image may have."""
    paths: list[str] | None = None
    """With `image_dimensions_too_large`, where in the request the refused images are."""
    skill_name: str | None = None
    """With `skill_name_taken`, the name that another skill has."""
    appeal_url: str | None = None
    """With `organization_on_hold`, where the hold can be contested."""
    unsupported: list[str] | None = None
    """With `thread_unsupported_request`, the features of the request that do not work with threads."""

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
        value = get("error_code")
        self.error_code = intern(value) if type(value) is str else value
        self.max_side_length_pixels = get("max_side_length_pixels")
        self.paths = get("paths")
        self.skill_name = get("skill_name")
        self.appeal_url = get("appeal_url")
        self.unsupported = get("unsupported")
        return self
