"""Results that may be awaited although they are there.

`parse()` of an async raw response is awaited since version 1.0 of the official SDK, and was not before.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from typing import Any, cast

from attrs import fields

from claudewire_api._model import Model


def ready(result: object) -> Any:
    """Return an awaitable of a result: a model, a page or a stream itself, for anything else a coroutine."""
    value = cast("Any", result)
    if isinstance(result, Model):
        value.__class__ = _ready_class(value.__class__, _OF_MODELS)
        return value
    if hasattr(value, "__aiter__"):
        value.__class__ = _ready_class(value.__class__, _OF_ALL)
        return value
    return _returned(value)


async def _returned(result: Any) -> Any:
    return result


def _await(self: Any) -> Generator[Any, None, Any]:
    """Return the object, which is from then on one of its own class."""
    self.__class__ = type(self).__base__
    return self
    yield


# A model is compared, copied and pickled as one that can not be awaited.


def _equals(self: Any, other: object) -> bool:
    return bool(_plain(self) == (_plain(other) if hasattr(type(other), "_is_ready") else other))


def _reduce(self: Any, _: Any) -> tuple[Any, ...]:
    return _same, (_plain(self),)


def _same(model: Any) -> Any:
    return model


def _plain(model: Any) -> Any:
    cls: Any = type(model).__base__
    plain = object.__new__(cls)
    for field in fields(cls):
        object.__setattr__(plain, field.name, getattr(model, field.name, None))
    return plain


_OF_ALL = (("__await__", _await),)
_OF_MODELS = (
    *_OF_ALL,
    ("__eq__", _equals),
    ("__hash__", None),
    ("__reduce_ex__", _reduce),
    ("__slots__", ()),
    ("_is_ready", True),
)


@cache
def _ready_class(cls: type[Any], methods: tuple[tuple[str, Any], ...]) -> type[Any]:
    kept = {name: getattr(cls, name) for name in ("__module__", "__qualname__", "__doc__")}
    if "__slots__" in vars(cls):
        kept["__slots__"] = ()
    return type(cls.__name__, (cls,), {**kept, **dict(methods)})
