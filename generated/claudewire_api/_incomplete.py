# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Models that lack a field which the document requires: reading it fails, everything else works."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, cast

from attrs import fields


class _MissingField:
    """Stands for the slot of a required field that the server did not send. Reading fails, so `Model.__getattr__` is asked."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, model: Any, owner: Any = None) -> Any:
        if model is None:
            return self
        value = self._slot.__get__(model, owner)
        if value is None:
            raise AttributeError
        return value

    def __set__(self, model: Any, value: Any) -> None:
        self._slot.__set__(model, value)


class _Incomplete:
    """What models have that lack a required field: comparing and copying them must not read it."""

    __slots__ = ()
    _LACKS: ClassVar[Mapping[str, str]]
    _COMPLETE: ClassVar[type[Any]]

    def __eq__(self, other: object) -> bool:
        return other.__class__ is self.__class__ and other.to_dict() == self.to_dict()  # type: ignore[attr-defined]

    __hash__ = None  # type: ignore[assignment]  # as of all models

    def __reduce_ex__(self, _: Any) -> tuple[Any, ...]:
        if self._COMPLETE.__reduce__ is not object.__reduce__:  # a subclass that says itself how it is pickled
            reduced: Any = self.__reduce__()
            return cast("tuple[Any, ...]", reduced)
        slots = {field.name: getattr(self, field.name, None) for field in fields(self._COMPLETE)}
        return _incomplete_from, (self._COMPLETE, tuple(self._LACKS), slots)


@lru_cache(maxsize=256)
def incomplete(cls: type[Any], missing: tuple[str, ...]) -> type[Any]:
    """The subclass of a model whose objects lack these fields. An object of it becomes no other when the fields are set."""
    lacks = {key: cls._names()[key] for key in missing}
    namespace = {
        "__slots__": (), "__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": cls.__doc__,
        "_COMPLETE": cls, "_LACKS": lacks, **{name: _MissingField(getattr(cls, name)) for name in lacks.values()},
    }  # fmt: skip
    return type(cls.__name__, (_Incomplete, cls), namespace)


def _incomplete_from(cls: type[Any], missing: tuple[str, ...], slots: Mapping[str, Any]) -> Any:
    model = object.__new__(incomplete(cls, missing))
    for name, value in slots.items():
        setattr(model, name, value)
    return model
