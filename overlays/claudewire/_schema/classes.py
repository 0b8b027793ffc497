"""Classes with fields: dataclasses, attrs classes, TypedDicts, NamedTuples; and those of pydantic and msgspec, by their own means."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from attrs import field, frozen

from .codec import Builder, Codec
from .docstrings import read_docstring
from .foreign import codec as foreign_codec
from .hints import json_form, resolve_hints, substituted
from .problems import Problem, SchemaInvalid, child, expected

_MISSING: Final[Any] = object()


@frozen
class Member:
    """A field of an object: its key in JSON, its annotation, and its default."""

    key: str
    hint: Any
    required: bool = True
    default: Any = field(default=_MISSING)
    description: str | None = None


def class_codec(builder: Builder, hint: Any, cls: type[Any], args: tuple[Any, ...], at: str) -> Codec | None:
    """Returns the codec of a class with fields, None for any other class."""
    if (codec := foreign_codec(builder, hint, cls)) is not None:
        return codec
    read = _reader(cls)
    if read is None:
        return None

    def make(name: str) -> Codec:
        members = read(cls, _variables(cls, args), at or name)
        return object_codec(builder, members, _constructor(cls), at=at, description=_description(cls))

    return builder.reference(hint, _title(cls, args), make)


def object_codec(
    builder: Builder,
    members: list[Member],
    construct: Callable[[dict[str, Any]], Any],
    *,
    at: str = "",
    description: str | None = None,
    rest: Any = _MISSING,
    errors: bool = True,
) -> Codec:
    """Returns the codec of a JSON object.

    Args:
        builder: Makes the codecs of the members.
        members: What the object has.
        construct: Makes the result of the decoded members; its ValueError or TypeError is a problem of the value.
        at: JSON pointer of the object in the schema.
        description: Its description.
        rest: Annotation of the values of all other keys; without it there may be none.
        errors: Whether `construct` may raise because of the value.
    """
    codecs = {m.key: builder.codec(m.hint, child(child(at, "properties"), m.key)) for m in members}
    others = None if rest is _MISSING else builder.codec(rest, child(at, "additionalProperties"))
    properties: dict[str, Any] = {}
    for member in members:
        schema = dict(codecs[member.key].schema)
        if member.description and "description" not in schema:
            schema["description"] = member.description
        if member.default is not _MISSING:
            try:
                schema["default"] = json_form(member.default)
            except TypeError:
                pass  # the default has no JSON form: the key is optional all the same
        properties[member.key] = schema
    required = [member.key for member in members if member.required]
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    if others is not None:
        schema["additionalProperties"] = others.schema
    if description:
        schema = {"description": description, **schema}

    def decode(value: Any, path: str, problems: list[Problem]) -> Any:
        if not isinstance(value, Mapping):
            problems.append(expected(path, "object", value))
            return None
        entries = cast("Mapping[str, Any]", value)
        before, found = len(problems), dict[str, Any]()
        problems.extend(Problem(child(path, key), "is missing") for key in required if key not in entries)
        for key, item in entries.items():
            codec = codecs.get(key, others)
            if codec is None:
                known = ", ".join(codecs) or "none"
                problems.append(Problem(child(path, key), f"is not a known key; known are: {known}"))
            else:
                found[key] = codec.decode(item, child(path, key), problems)
        if len(problems) > before:
            return None
        if not errors:
            return construct(found)
        try:
            return construct(found)
        except (ValueError, TypeError, AssertionError) as error:
            problems.append(Problem(path, str(error) or type(error).__name__, error))
            return None

    return Codec(schema, decode)


# -- readers of fields ---------------------------------------------------------------------------------------------------


def _reader(cls: Any) -> Callable[[type[Any], Mapping[Any, Any], str], list[Member]] | None:
    if typing.is_typeddict(cls) or hasattr(cls, "__required_keys__"):  # that of typing_extensions is another one
        return _typed_dict
    if hasattr(cls, "__attrs_attrs__"):
        return _attrs
    if dataclasses.is_dataclass(cls):
        return _dataclass
    if hasattr(cls, "_fields") and hasattr(cls, "_field_defaults"):
        return _named_tuple
    return None


def _dataclass(cls: type[Any], variables: Mapping[Any, Any], at: str) -> list[Member]:
    hints, texts = _hints(cls, variables, at), _texts(cls)
    members: list[Member] = []
    for item in dataclasses.fields(cls):
        if not item.init:
            continue
        default: Any = item.default
        if item.default_factory is not dataclasses.MISSING:
            default = _made(item.default_factory)
        missing = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        members.append(
            Member(
                item.name,
                hints[item.name],
                required=missing,
                default=_MISSING if missing else default,
                description=item.metadata.get("description") or texts.get(item.name),
            )
        )
    return members


def _attrs(cls: type[Any], variables: Mapping[Any, Any], at: str) -> list[Member]:
    import attrs

    hints, texts = _hints(cls, variables, at), _texts(cls)
    members: list[Member] = []
    for item in attrs.fields(cls):
        if not item.init:
            continue
        missing, default = item.default is attrs.NOTHING, item.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class at run time
            factory: Any = default
            default = _MISSING if factory.takes_self else _made(factory.factory)
        members.append(
            Member(
                item.alias or item.name,
                hints.get(item.name, Any),
                required=missing,
                default=_MISSING if missing else default,
                description=item.metadata.get("description") or texts.get(item.name),
            )
        )
    return members


def _typed_dict(cls: type[Any], variables: Mapping[Any, Any], at: str) -> list[Member]:
    hints, texts = _hints(cls, variables, at), _texts(cls)
    required: frozenset[str] = getattr(cls, "__required_keys__", frozenset(hints))
    members: list[Member] = []
    for name, hint in hints.items():
        # With postponed annotations, `__required_keys__` of Python 3.11 does not see the wrappers: they come first.
        wrapper = getattr(typing.get_origin(hint), "_name", None)
        needed = wrapper == "Required" or (wrapper != "NotRequired" and name in required)
        members.append(Member(name, hint, required=needed, description=texts.get(name)))
    return members


def _named_tuple(cls: type[Any], variables: Mapping[Any, Any], at: str) -> list[Member]:
    hints, texts = _hints(cls, variables, at), _texts(cls)
    defaults: Mapping[str, Any] = cls._field_defaults
    return [
        Member(
            name,
            hints.get(name, Any),
            required=name not in defaults,
            default=defaults.get(name, _MISSING),
            description=texts.get(name),
        )
        for name in cast("tuple[str, ...]", cls._fields)
    ]


def _constructor(cls: type[Any]) -> Callable[[dict[str, Any]], Any]:
    if _reader(cls) is _typed_dict:
        return lambda found: found
    return lambda found: cls(**found)


def _made(factory: Callable[[], Any]) -> Any:
    """Returns what a default factory of a plain container makes; others may have effects and are not called."""
    plain: tuple[Any, ...] = (list, dict, tuple, str, int, float, bool)
    return factory() if factory in plain else _MISSING


def _description(cls: type[Any]) -> str | None:
    doc = cls.__dict__.get("__doc__")
    if not doc or doc.startswith((f"{cls.__name__}(", "Method generated by attrs")):
        return None
    return read_docstring(doc)[0] or None


def _texts(cls: type[Any]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        texts.update(read_docstring(base.__dict__.get("__doc__"))[1] if base.__module__ != "builtins" else {})
    return texts


# -- generic classes -----------------------------------------------------------------------------------------------------


def _hints(cls: type[Any], variables: Mapping[Any, Any], at: str) -> dict[str, Any]:
    hints = resolve_hints(cls, at)
    return {name: substituted(hint, variables) for name, hint in hints.items()} if variables else hints


def _variables(cls: type[Any], args: tuple[Any, ...]) -> dict[Any, Any]:
    parameters: tuple[Any, ...] = getattr(cls, "__parameters__", ())
    if args and len(parameters) != len(args):
        raise SchemaInvalid(f"{cls.__name__} takes {len(parameters)} type arguments, got {len(args)}")
    return dict(zip(parameters, args, strict=True)) if args else {}


def _title(cls: type[Any], args: tuple[Any, ...]) -> str:
    parts = [cls.__name__, *(getattr(arg, "__name__", "") or "X" for arg in args)]
    return "_".join("".join(c if c.isalnum() else "_" for c in part) for part in parts)
