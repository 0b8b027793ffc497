"""`client.models`."""

from __future__ import annotations

from claudewire._model_names import on
from claudewire_api.resources.models import AsyncModels as _AsyncModels
from claudewire_api.resources.models import Models as _Models

from .views import RawViews


class Models(RawViews, _Models):
    """`client.models`"""

    __slots__ = ()
    IS_ASYNC, GENERATED = False, _Models

    on = staticmethod(on)


class AsyncModels(RawViews, _AsyncModels):
    """`client.models`"""

    __slots__ = ()
    IS_ASYNC, GENERATED = True, _Models

    on = staticmethod(on)
