# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ModelInfo` (spec/schemas/models.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._dates import timestamp
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ModelInfo(Model):
    """A model, with its limits, its capabilities and its stage of life."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "display_name", "created_at")

    type: Literal["model"] = "model"
    """Tells what kind of object this is: always `model`."""
    id: str
    """ID of the model, which a request names in `model`."""
    display_name: str
    """Name of the model for people, such as `Claude Sonnet 4.5`."""
    created_at: datetime
    """When the model was released (RFC 3339). The start of 1970 where that is not known."""
    max_input_tokens: int | None = None
    """Size of the context window in tokens. Null where it is not known."""
    max_tokens: int | None = None
    """The largest value of `max_tokens` in a request. Null where it is not known."""
    capabilities: models.ModelCapabilities | None = None
    """What the model can do. Null where that is not known."""
    lifecycle: models.ModelLifecycle | None = None
    """The model's stage of life. Only this field says whether requests are still answered."""
    deprecated_at: datetime | None = None
    """When the model was deprecated. Null while it is active."""
    retires_at: datetime | None = None
    """When requests to the model are to stop working. The date may change. A date in the past on a `deprecated` model
    means that retirement is overdue, not that it has happened. Null where no date is set.
    """
    line: models.ModelLine | None = None
    """The family that the model belongs to, such as `opus`. Null for a model without one. It is not part of `id` in all
    cases.
    """
    allowed_fallback_models: list[str] | None = None
    """IDs of the models that `fallbacks` of a message request may name for this model. Null when it allows no list.
    Beta: needs the header value `server-side-fallback-2026-07-01`.
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
        self.type = "model" if value == "model" else value
        self.id = data["id"]
        self.display_name = data["display_name"]
        value = data["created_at"]
        self.created_at = timestamp(value) if type(value) is str else value
        self.max_input_tokens = get("max_input_tokens")
        self.max_tokens = get("max_tokens")
        value = get("capabilities")
        self.capabilities = (
            decoders.ModelCapabilities(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("lifecycle")
        self.lifecycle = intern(value) if type(value) is str else value
        value = get("deprecated_at")
        self.deprecated_at = timestamp(value) if type(value) is str else value
        value = get("retires_at")
        self.retires_at = timestamp(value) if type(value) is str else value
        value = get("line")
        self.line = intern(value) if type(value) is str else value
        self.allowed_fallback_models = get("allowed_fallback_models")
        return self
