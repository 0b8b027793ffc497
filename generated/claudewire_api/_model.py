# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
"""What every model shares: decoding that tolerates the unknown, and `to_dict()` that gives back what arrived.

A model remembers three things beside its fields: which keys the JSON object had (`_keys`, in order), the values of keys that
the document does not know (`_extra`), and, on the outermost object of a response, how it came (`_response`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Self, Union

from attrs import define, field, fields

#: Key tuples are shared by all instances of one shape. A server that sends ever new keys must not fill the memory.
_SHAPES_KEPT = 64
_REPR_STRING = 200

#: Makes an instance without its `__init__`: decoders fill the slots themselves. Typed loosely, for a missing field is None.
new: Callable[[type[Any]], Any] = object.__new__


@define(kw_only=True, repr=False, eq=False, weakref_slot=False)
class Model:
    """Base class of everything that a response holds."""

    #: Names of the fields that the document requires.
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    #: Python names that differ from the name on the wire: `{"from": "from_"}`.
    RENAMED: ClassVar[Mapping[str, str]] = {}

    _shapes: ClassVar[dict[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    _wire_names: ClassVar[dict[str, str] | None] = None

    _extra: dict[str, Any] | None = field(default=None, alias="_extra")
    _keys: tuple[str, ...] | None = field(default=None, alias="_keys", eq=False)
    _response: Any = field(default=None, alias="_response", eq=False)

    def __init_subclass__(cls) -> None:
        cls._shapes = {}
        cls._wire_names = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. Unknown fields and values are kept; a missing field becomes None."""
        raise NotImplementedError

    @classmethod
    def _names(cls) -> dict[str, str]:
        """Wire name → Python name, in the order of the document."""
        if cls._wire_names is None:
            wire = {python: name for name, python in cls.RENAMED.items()}
            names: list[str] = [field.name for field in fields(cls) if not field.name.startswith("_")]
            cls._wire_names = {wire.get(name, name): name for name in names}
        return cls._wire_names

    def _receive(self, data: Mapping[str, Any]) -> None:
        """Remember which keys came, and the values of those that no field holds."""
        keys = tuple(data)
        shape = self._shapes.get(keys)
        if shape is None:
            known = self._names()
            keys = tuple(map(sys.intern, keys))
            shape = (keys, tuple(key for key in keys if key not in known))
            if len(self._shapes) < _SHAPES_KEPT:
                self._shapes[keys] = shape
        self._keys, unknown = shape
        self._extra = {key: data[key] for key in unknown} if unknown else None
        self._response = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: exactly what arrived, plus what was changed since."""
        names = self._names()
        extra = self._extra or {}
        out: dict[str, Any] = {}
        if self._keys is None:
            for key in self.REQUIRED:
                out[key] = _dump(getattr(self, names[key]))
        else:
            for key in self._keys:
                if key in names:
                    out[key] = _dump(getattr(self, names[key]))
                elif key in extra:
                    out[key] = extra[key]
        for key, name in names.items():
            if key not in out and (value := getattr(self, name)) is not None:
                out[key] = _dump(value)
        for key in extra:
            if key not in out:
                out[key] = extra[key]
        return out

    def to_json(self, *, indent: int | None = 2) -> str:
        """The same as text; `indent` is in spaces, None for one line."""
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False)

    @property
    def response(self) -> Any:
        """How the outermost object of an answer came: request id, rate limits, attempts, headers. None for anything else."""
        return self._response

    @property
    def _request_id(self) -> str | None:
        """`response.request_id`, under the name that the official SDK has for it."""
        return getattr(self._response, "request_id", None)

    @property
    def extra_fields(self) -> dict[str, Any]:
        """Fields that arrived and that the document does not know."""
        return dict(self._extra or {})

    if not TYPE_CHECKING:  # a type checker must go on seeing misspelt names

        def __getattr__(self, name: str) -> Any:
            """An unknown field is as readable as a known one; this is only asked when no field has the name."""
            if not name.startswith("_") and self._extra and name in self._extra:
                return self._extra[name]
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    def __repr__(self) -> str:
        shown = [
            f"{name}={_shorten(value)}" for name in self._names().values() if (value := getattr(self, name)) is not None
        ]
        shown += [f"{name}={_shorten(value)}" for name, value in (self._extra or {}).items()]
        return f"{type(self).__name__}({', '.join(shown)})"


def _dump(value: Any) -> Any:
    if isinstance(value, (Model, Unknown)):
        return value.to_dict()
    if isinstance(value, list):
        items: list[Any] = value
        return [_dump(item) for item in items]
    if isinstance(value, dict):
        entries: dict[Any, Any] = value
        return {key: _dump(item) for key, item in entries.items()}
    return value


def plain(value: Any) -> Any:
    """For `json.dumps(…, default=plain)`: what a request body may hold beside JSON values.

    Raises:
        TypeError: the value has no form in JSON.
    """
    if isinstance(value, (Model, Unknown)):
        return value.to_dict()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, bytearray)):
        return list(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    raise TypeError(f"a {type(value).__name__} can not be sent as JSON")


def _shorten(value: Any) -> str:
    text = repr(value)
    if isinstance(value, str) and len(value) > _REPR_STRING:
        return f"{value[:_REPR_STRING]!r}… ({len(value):,} characters)"
    return text


@define(repr=False, weakref_slot=False)
class Unknown:
    """A member of a union that the document does not know: a newer server sent it. Nothing of it is lost."""

    raw: Any

    if not TYPE_CHECKING:  # subclasses declare their tag as a literal that no real value has

        @property
        def type(self) -> Any:
            """The tag as it came, or None."""
            return self.raw.get("type") if isinstance(self.raw, dict) else None

    @classmethod
    def from_dict(cls, data: Any) -> Self:
        return cls(data)

    def to_dict(self) -> Any:
        return self.raw

    def __repr__(self) -> str:
        return f"{type(self).__name__}(raw={_shorten(self.raw)})"


class Variants(dict[str, Callable[[Any], Any]]):
    """The decoders of a union by the value of its discriminator. A member's module is loaded when it is first seen.

    `untagged` is the member that may come without its tag.
    """

    __slots__ = ("_members", "_package", "_tag", "_unknown", "_untagged")

    def __init__(
        self,
        module: str,
        tag: str,
        members: Mapping[str, tuple[str, str]],
        unknown: tuple[str, str],
        untagged: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._package, self._tag = module.rpartition(".")[0], tag
        self._members, self._unknown, self._untagged = members, unknown, untagged

    def __missing__(self, tag: str) -> Callable[[Any], Any]:
        member = self._members.get(tag)
        decode = self._load(member or self._unknown)
        if member is not None:  # not for unknown tags: they are without number
            self[tag] = decode
        return decode

    def _load(self, member: tuple[str, str]) -> Callable[[Any], Any]:
        module, name = member
        decode: Callable[[Any], Any] = getattr(import_module(f"{self._package}.{module}"), name).from_dict
        return decode

    def decode(self, raw: Any) -> Any:
        """The model of this JSON value; of whatever no member fits, the union's own `Unknown…`."""
        if type(raw) is not dict:
            return self._load(self._unknown)(raw)
        tag: Any = raw.get(self._tag)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        if type(tag) is str:
            return self[tag](raw)
        return self._load(self._untagged if self._untagged and tag is None else self._unknown)(raw)

    def alias(self) -> Any:
        """The union as a type: all its members, and the class of unknown ones."""
        classes = [self._load(member).__self__ for member in (*self._members.values(), self._unknown)]  # type: ignore[attr-defined]
        return Union[tuple(dict.fromkeys(classes))]  # noqa: UP007  # made at run time from a list
