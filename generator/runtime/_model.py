"""Base of all models: decoding that tolerates the unknown, and `to_dict()` that gives back what arrived.

A model remembers three things beside its fields: which keys the JSON object had (`_keys`, in order), the values of keys
that the document does not know (`_extra`), and, on the outermost object of a response, how it came (`_response`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from attrs import NOTHING, define, field, fields

from ._errors import FieldMissing, NoSuchAttribute
from ._pydantic_methods import ModelType, PydanticMethods

if TYPE_CHECKING:
    from ._response import Response

#: Key tuples are shared by all instances of one shape. A server that sends ever new keys must not fill the memory.
_SHAPES_KEPT = 64

_ATOMS = frozenset((str, int, float, bool, type(None)))


#: Makes an instance without its `__init__`: decoders fill the slots themselves. Typed loosely: a missing field is None.
_new_instance: Callable[[type[Any]], Any] = object.__new__


def texts_of(blocks: Any) -> list[str]:
    """Return the texts of the blocks whose `type` is `text`. What is no text is left out; FieldMissing if a block came without one."""
    found: list[Any] = [
        block.text
        for block in (cast("list[Any]", blocks) if isinstance(blocks, (list, tuple)) else ())
        if getattr(block, "type", None) == "text"
    ]
    return [text for text in found if isinstance(text, str)]


def joined_text(blocks: Iterable[Any] | None) -> str:
    """Return the joined text of the blocks whose `type` is `text`. Raises FieldMissing if one of them came without text."""
    return "".join(texts_of(blocks))


def _pick(data: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """The entries with these keys."""
    return {key: data[key] for key in keys}


class ClientNote(str):
    """A key of something that a client notes on a JSON object: readable as a field, and no part of the JSON."""

    __slots__ = ()
    #: All names of notes.
    names: ClassVar[set[str]] = set()

    def __new__(cls, name: str) -> Self:
        """Make the key, and remember its name."""
        cls.names.add(name)
        return super().__new__(cls, name)


class _Signature:
    """What `help()` and editors show of `Model(…)`."""

    def __get__(self, model: Any, owner: Any) -> Any:
        from inspect import signature

        made = signature(owner.__init__)
        return made.replace(parameters=list(made.parameters.values())[1:])


if TYPE_CHECKING:
    _ModelType = ModelType
else:

    class _ModelType(ModelType):
        """Makes models of keywords: `Message(**mapping)` keeps fields that the document does not know, as decoding does."""

        def __call__(cls, /, **values: Any) -> Any:  # noqa: N805
            names = cls._names()
            if not values.keys() <= {*names.values(), *_OWN}:
                given = {names.get(key, key): value for key, value in values.items()}
                extra = {key: given.pop(key) for key in given.keys() - {*names.values(), *_OWN}}
                # In the order in which they were given.
                kept = {key: extra[key] for key in values if key in extra}
                values = {**given, "_extra": {**(given.get("_extra") or {}), **kept} or None}
            return super().__call__(**values)


#: Arguments of models that are no fields.
_OWN = frozenset({"_extra", "_keys", "_response"})


@define(kw_only=True, repr=False, eq=False, weakref_slot=False)
class Model(PydanticMethods, metaclass=_ModelType):
    """Base class of everything that a response holds."""

    if not TYPE_CHECKING:
        __signature__ = _Signature()

    #: Names of the fields that the document requires.
    _REQUIRED: ClassVar[tuple[str, ...]] = ()
    #: Python names that differ from the name on the wire: `{"from": "from_"}`.
    _RENAMED: ClassVar[Mapping[str, str]] = {}

    #: Key tuples that have been seen and lack nothing required: as what `_keys` shall be, and those that no field holds. By
    #: the strings as they came: a codec may give the same ones each time.
    _shapes: ClassVar[dict[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    _wire_names: ClassVar[dict[str, str] | None] = None
    #: Required fields that the server did not send: wire name → Python name.
    _LACKS: ClassVar[Mapping[str, str]] = {}

    _extra: dict[str, Any] | None = field(default=None, alias="_extra")
    _keys: tuple[str, ...] | None = field(default=None, alias="_keys", eq=False)
    _response: Any = field(default=None, alias="_response", eq=False)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._shapes = {}
        cls._wire_names = None

    def __attrs_post_init__(self) -> None:
        """Make models of the mappings that a caller passes for nested models, as decoding does. Decoding itself skips this."""
        for wire, name in self._names().items():
            value = getattr(self, name)
            if isinstance(value, Mapping) or (
                isinstance(value, list) and any(isinstance(item, Mapping) for item in value)
            ):
                decoded = self._decode({**dict.fromkeys(self._REQUIRED), wire: value})
                setattr(self, name, getattr(decoded, name))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object.

        Unknown fields and values are kept. An optional field that is missing becomes None; reading a required one that is missing
        raises FieldMissing. A value of another JSON type than the document says stays as it came.

        Args:
            data: The JSON object.

        Raises:
            TypeError: `data` is not an object.
        """
        if type(data) is not dict and not isinstance(data, Mapping):  # to ask for a Mapping takes as long as to decode
            from ._hints import described

            raise TypeError(f"{cls.__name__}.from_dict takes a JSON object, not {described(data)}")
        return cls._decode(data)

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        raise NotImplementedError

    @classmethod
    def _names(cls) -> dict[str, str]:
        """Wire name → Python name, in the order of the document."""
        if cls._wire_names is None:
            wire = {python: name for name, python in cls._RENAMED.items()}
            names: list[str] = [field.name for field in fields(cls) if not field.name.startswith("_")]
            cls._wire_names = {wire.get(name, name): name for name in names}
        return cls._wire_names

    def _learn_shape(self, data: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """Remember which keys came. For what is not in `_shapes` yet.

        Returns the same data, in which no required field is missing, and the keys that no field holds.
        """
        known, came = self._names(), tuple(data)
        self._keys = keys = tuple(sys.intern(key) for key in came if type(key) is not ClientNote)
        unknown = tuple(key for key in came if key not in known)
        missing = tuple(key for key in self._REQUIRED if key not in data)
        if missing:
            from ._incomplete import incomplete

            self.__class__ = cast("Any", incomplete(type(self), missing))
            return {**dict.fromkeys(missing), **data}, unknown
        if ClientNote.names.isdisjoint(came):  # a note equals a key of that name, so such a shape cannot be told apart
            if len(self._shapes) >= _SHAPES_KEPT:
                self._shapes.clear()
            self._shapes[came] = keys, unknown
        return data, unknown

    def get(self, name: str, default: Any = None) -> Any:
        """A field by its name, or the default if there is none: code that also takes plain dicts asks in this way.

        Args:
            name: Name of the field.
            default: What is returned if there is no such field.
        """
        return getattr(self, name, default)

    def to_dict(
        self,
        *,
        mode: str = "json",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,  # noqa: ARG002  # as officially
    ) -> dict[str, Any]:
        """The JSON object: exactly what arrived, plus what was changed since.

        Args:
            mode: "python" keeps times as datetimes.
            use_api_names: Whether keys are the names of the API; else those of Python.
            exclude_unset: False adds the fields that did not arrive, as None.
            exclude_defaults: Leave out what has its default.
            exclude_none: Leave out what is None.
            warnings: Changes nothing.
        """
        if mode != "json" or not use_api_names or not exclude_unset or exclude_defaults or exclude_none:
            from ._dump import DumpOptions, dump

            return dump(self, DumpOptions(mode, use_api_names, exclude_unset, exclude_defaults, exclude_none))
        names, extra = self._names(), self._extra or {}
        out: dict[str, Any] = {}
        for key in self._keys or ():
            if key in names:
                out[key] = _dump(getattr(self, names[key], None))
            elif key in extra:
                out[key] = _dump(extra[key])
        required = self._REQUIRED if self._keys is None else ()
        for key, name in names.items():
            if key not in out and ((value := getattr(self, name, None)) is not None or key in required):
                out[key] = _dump(value)
        for key, value in extra.items():
            if key not in out and type(key) is not ClientNote:
                out[key] = _dump(value)
        return out

    def to_json(
        self,
        *,
        indent: int | None = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,  # noqa: ARG002  # as officially
    ) -> str:
        """The same as text; `indent` is in spaces, None for one line.

        Args:
            indent: Spaces for each level; None for one line.
            use_api_names: Whether keys are the names of the API; else those of Python.
            exclude_unset: False adds the fields that did not arrive, as None.
            exclude_defaults: Leave out what has its default.
            exclude_none: Leave out what is None.
            warnings: Changes nothing.
        """
        values = self.to_dict(
            use_api_names=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
        )
        return json.dumps(values, indent=indent, ensure_ascii=False)

    def missing_fields(self) -> tuple[str, ...]:
        """The fields that the API promises and the server did not send. Reading one raises FieldMissing, until it is set."""
        return tuple(key for key, name in self._LACKS.items() if not hasattr(self, name))

    def looks_right(self) -> bool:
        """Whether the server sent an object of this class: it has a field that the document knows, and no other `type`."""
        if not any(key in self._names() for key in self._keys or ()):
            return False
        expected = getattr(fields(type(self)), "type", None)
        return (
            expected is None or expected.default is NOTHING or getattr(self, "type", None) in (None, expected.default)
        )

    @property
    def response(self) -> Response | Any:  # Any, so that nobody has to ask for None where it can not be
        """How the outermost object of an answer came: request id, rate limits, attempts, headers. None elsewhere."""
        return self._response

    @property
    def _request_id(self) -> str | None:
        """`response.request_id`, under the name that the official SDK has for it."""
        return getattr(self._response, "request_id", None)

    @property
    def extra_fields(self) -> dict[str, Any]:
        """Fields that arrived and that the document does not know."""
        return {key: value for key, value in (self._extra or {}).items() if type(key) is not ClientNote}

    if not TYPE_CHECKING:  # a type checker must go on seeing misspelt names

        def __getattr__(self, name: str) -> Any:
            """An unknown field is as readable as a known one; this is only asked when no field has the name."""
            if not name.startswith("_") and self._extra and name in self._extra:
                return self._extra[name]
            if isinstance(computed := getattr(type(self), name, None), property) and computed.fget is not None:
                return computed.fget(self)  # it read a field that is missing: the error is to name that field
            if name in self._LACKS.values():
                raise FieldMissing(
                    f"{type(self).__name__}.{name}: the server did not send this field; to_dict() is what it sent"
                )
            raise NoSuchAttribute(type(self), name=name)

    def __repr__(self) -> str:
        from ._repr import shorten

        shown = [
            f"{name}={shorten(value)}"
            for name in self._names().values()
            if (value := getattr(self, name, None)) is not None
        ]
        shown += [f"{name}={shorten(value)}" for name, value in (self._extra or {}).items()]
        return f"{type(self).__name__}({', '.join(shown)})"


def _dump(value: Any) -> Any:
    if type(value) in _ATOMS:
        return value
    if isinstance(value, (Model, Unknown)):
        return value.to_dict()
    if isinstance(value, list):
        items: list[Any] = value
        return [_dump(item) for item in items]
    if isinstance(value, dict):
        entries: dict[Any, Any] = value
        return {key: _dump(item) for key, item in entries.items()}
    return _date_text(value) if isinstance(value, date) else value


def _date_text(value: date) -> str:
    from ._dates import timestamp_text  # few models have a date

    return timestamp_text(value)


def json_default(value: Any) -> Any:
    """For `json.dumps(…, default=json_default)`: what a request body may hold beside JSON values.

    Args:
        value: A model, a time, a mapping or a sequence.

    Raises:
        TypeError: the value has no form in JSON.
    """
    if isinstance(value, (Model, Unknown)):
        return value.to_dict()
    if isinstance(value, date):
        return _date_text(value)
    if isinstance(value, Mapping):
        return dict(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, bytearray)):
        return list(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    from ._hints import described

    raise TypeError(f"{described(value)} can not be sent as JSON")


@define(repr=False, weakref_slot=False)
class Unknown:
    """A member of a union that the document does not know: a newer server sent it. Nothing of it is lost."""

    #: The field that tells the members of the union apart.
    _TAG: ClassVar[str] = "type"

    raw: Any

    if not TYPE_CHECKING:  # subclasses declare their tag as a literal that no real value has

        def __getattr__(self, name: str) -> Any:
            """The fields of the raw object, and its tag or None. Only asked when nothing else has the name."""
            if name != "raw" and isinstance(self.raw, dict) and name in self.raw:
                return self.raw[name]
            if name == self._TAG:
                return None
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    @classmethod
    def from_dict(cls, data: Any) -> Self:
        return cls(data)

    _decode = from_dict

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:  # pydantic passes them
        from ._pydantic import core_schema, validate_unknown

        return core_schema(cls, lambda value: validate_unknown(cls, value))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "object", "title": cls.__name__}

    def to_dict(self) -> Any:
        """What arrived."""
        raw = _dump(self.raw)
        return {key: raw[key] for key in raw if type(key) is not ClientNote} if isinstance(raw, dict) else raw

    def __repr__(self) -> str:
        from ._repr import shorten

        return f"{type(self).__name__}(raw={shorten(self.raw)})"
