"""Warnings about a request that is sent all the same: fields that an API version refuses, models that are about to be retired."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeGuard

from claudewire_api.operations import RETIRES

_DAYS: Final = RETIRES["Model"]
#: Models that this process has warned about. One warning each is enough: a program can use its model a million times.
_warned: set[str] = set()


def warn_unsupported(version: str, operation: str, fields: Mapping[str, Any]) -> None:
    """Warn of each field that `version` refuses.

    Warns:
        UserWarning: with the place of the field.
    """
    from claudewire_api.versions import refused

    for place in refused(version, operation, fields):
        _warn(f"API version {version} refuses `{place}` of {operation}", UserWarning)


def warn_retiring(fields: Mapping[str, Any]) -> None:
    """Warn if a request, or a request of a batch, names a model with a day of retirement; once per model and process.

    Warns:
        DeprecationWarning: with the day, from which on requests to the model fail.
    """
    for model in _models(fields):
        if type(model) is str and model in _DAYS and model not in _warned:
            _warned.add(model)
            _warn(
                f"the model {model!r} is deprecated: requests to it stop working on {_DAYS[model]}. "
                "client.models.list() lists the models that stay",
                DeprecationWarning,
            )


def warn_blocking(client: str, operation: str) -> None:
    """Warn that a blocking client is used on an event loop, which is in debug mode.

    Warns:
        RuntimeWarning: with what to write.
    """
    _warn(
        f"{client} stops the running event loop until the API has answered {operation}: use Async{client} with `await` there, "
        "or `await asyncio.to_thread(...)`",
        RuntimeWarning,
    )


def _models(fields: Mapping[str, Any]) -> Iterator[Any]:
    """The value of `model` of a request, and those of the requests of a batch."""
    yield fields.get("model")
    requests = fields.get("requests")
    for request in requests if _is_list(requests) else ():
        params = request.get("params") if _is_mapping(request) else None
        yield params.get("model") if _is_mapping(params) else None


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _is_mapping(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _warn(message: str, category: type[Warning]) -> None:
    """Warn at the line of the program that made the call."""
    from inspect import currentframe

    level, frame = 1, currentframe()
    while frame and frame.f_globals.get("__name__", "").partition(".")[0] in ("claudewire", "claudewire_api"):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)
