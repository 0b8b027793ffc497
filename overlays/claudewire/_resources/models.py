"""`client.models`."""

from __future__ import annotations

from claudewire_api.resources.models import AsyncModels as _AsyncModels
from claudewire_api.resources.models import Models as _Models

from .views import Views


class Models(Views, _Models):
    """`client.models`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Models


class AsyncModels(Views, _AsyncModels):
    """`client.models`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Models
