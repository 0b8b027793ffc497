# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ErrorDetails` (spec/schemas/errors.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, Self

from attrs import define

from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ErrorDetails(Model):
    """The cause of an error in a form that a program can act on. Which other fields are present depends on
    `error_code`; the ones listed here are those that concern the APIs of this document.
    """

    error_code: models.ErrorCode | None = None
    """The cause, more precise than the error's type, such as `file_expired`. Absent for causes that have no code."""
    max_side_length_pixels: int | None = None
    """Only with `image_dimensions_too_large`, the longest side in pixels that an image of this request may have."""
    paths: list[str] | None = None
    """Only with `image_dimensions_too_large`, the places of the refused images, such as `messages.0.content.1`."""
    skill_name: str | None = None
    """Only with `skill_name_taken`, the name that another skill has."""
    appeal_url: str | None = None
    """Only with `organization_on_hold`, the address at which the organization can object. Null when there is none."""
    unsupported: list[str] | None = None
    """Only with `thread_unsupported_request`, the fields of the request that do not work with `thread`. Null when they
    are not known.
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
        value = get("error_code")
        self.error_code = intern(value) if type(value) is str else value
        self.max_side_length_pixels = get("max_side_length_pixels")
        self.paths = get("paths")
        self.skill_name = get("skill_name")
        self.appeal_url = get("appeal_url")
        self.unsupported = get("unsupported")
        return self
