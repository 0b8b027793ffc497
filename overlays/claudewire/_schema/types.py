"""From a Python type to a codec: its plain JSON Schema, and what turns a JSON value into a value of the type.

Plain means: with every keyword, also those that the API does not compile; `rewrite` decides what is sent. Classes become
definitions (`$defs`); a definition that is used once and does not contain itself is written where it is used.
"""

from __future__ import annotations

import types
import typing
from collections import abc
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Annotated, Any, Final, ForwardRef, Literal, TypeVar, Union, cast

from .classes import class_codec
from .codec import Codec, Decode
from .problems import Problem, SchemaInvalid, child, describe, expected
from .rules.constraints import (
    ARRAY_KEYWORDS,
    NUMBER_KEYWORDS,
    OBJECT_KEYWORDS,
    STRING_KEYWORDS,
    keywords_of,
    problems_of,
)
from .rules.references import tidy
from .scalars import STRINGS

_ARRAYS: Final[dict[Any, Callable[[Iterable[Any]], Any]]] = {
    list: list,
    abc.Sequence: list,
    abc.MutableSequence: list,
    abc.Iterable: list,
    abc.Collection: list,
    set: set,
    abc.Set: set,
    abc.MutableSet: set,
    frozenset: frozenset,
}
_MAPPINGS: Final = (dict, abc.Mapping, abc.MutableMapping)
_SETS: Final = (set, frozenset, abc.Set, abc.MutableSet)
#: Wrappers of an annotation that say nothing about the values.
_TRANSPARENT: Final = ("Required", "NotRequired", "ReadOnly", "Final", "ClassVar")


def _unchanged(value: Any, path: str, problems: list[Problem]) -> Any:  # noqa: ARG001  # the form of a `Decode`
    return value


#: The codec of `Any`.
ANYTHING: Final = Codec({}, _unchanged)


def codec_of(hint: Any, *, at: str = "") -> Codec:
    """Returns the codec of a type, with all its definitions.

    Args:
        hint: A type or an annotation.
        at: JSON pointer at which errors say that the type stands.

    Raises:
        SchemaInvalid: the type, or one that it contains, has no JSON form; the message names the place.
    """
    builder = CodecBuilder()
    return builder.complete(builder.codec(hint, at))


class CodecBuilder:
    """Makes codecs that share definitions."""

    def __init__(self) -> None:
        self.definitions: dict[str, dict[str, Any]] = {}
        self._named: dict[Any, tuple[str, list[Decode]]] = {}

    def complete(self, codec: Codec) -> Codec:
        """Returns the codec with the definitions that its schema refers to."""
        return Codec(tidy({**codec.schema, "$defs": self.definitions}), codec.decode)

    def codec(self, hint: Any, at: str) -> Codec:
        """Returns the codec of an annotation; `at` is where errors say that it stands."""
        if hint is Any or hint is object:
            return ANYTHING
        if hint is None or hint is type(None):
            return Codec({"type": "null"}, _exactly("null", lambda value: value is None))
        if isinstance(hint, (str, ForwardRef)):
            raise SchemaInvalid(f"{at or 'the type'}: the annotation {hint!r} cannot be resolved")
        if isinstance(hint, TypeVar):
            return self.codec(hint.__bound__ or Any, at)
        if isinstance(hint, typing.NewType):
            return self.codec(hint.__supertype__, at)
        if type(hint).__name__ == "TypeAliasType":
            return self.codec(hint.__value__, at)
        origin = typing.get_origin(hint)
        if origin is Annotated:
            return self._annotated(hint.__origin__, hint.__metadata__, at)
        if origin is Literal:
            return self._literal(typing.get_args(hint), at)
        if origin in (Union, types.UnionType):
            return self._union(typing.get_args(hint), at)
        if origin is not None and getattr(origin, "_name", None) in _TRANSPARENT:
            return self.codec(typing.get_args(hint)[0], at)
        return self._container(hint, origin or hint, typing.get_args(hint), at)

    def reference(self, key: Any, name: str, make: Callable[[str], Codec]) -> Codec:
        """Returns a codec that refers to the definition of `key`, which is made once."""
        if key not in self._named:
            unique, count = name, 2
            while unique in self.definitions:
                unique, count = f"{name}{count}", count + 1
            decoders: list[Decode] = []
            self._named[key] = unique, decoders
            self.definitions[unique] = {}
            codec = make(unique)
            self.definitions[unique].update(codec.schema)
            decoders.append(codec.decode)
        unique, decoders = self._named[key]
        return Codec({"$ref": f"#/$defs/{unique}"}, lambda value, path, problems: decoders[0](value, path, problems))

    # -- one method for each form of a type ------------------------------------------------------------------------------

    def _container(self, hint: Any, origin: Any, args: tuple[Any, ...], at: str) -> Codec:
        if not isinstance(origin, type):
            raise SchemaInvalid(f"{at or 'the type'}: {hint!r} has no JSON form")
        if origin in _ARRAYS:
            return self._array(origin, args, at)
        if origin is tuple:
            return self._tuple(args, at, bare=hint is tuple)
        if origin in _MAPPINGS:
            return self._mapping(args, at)
        if (scalar := _SCALARS.get(origin)) is not None:
            return scalar
        if issubclass(origin, Enum):
            return self._enum(origin, at)
        codec = class_codec(self, hint, cast("type[Any]", origin), args, at)
        if codec is not None:
            return codec
        for base, (schema, wanted, read) in STRINGS.items():
            if issubclass(origin, base):
                return Codec(dict(schema), _string(wanted, read))
        raise SchemaInvalid(f"{at or 'the type'}: {origin.__qualname__} has no JSON form")

    def _annotated(self, hint: Any, metadata: Iterable[Any], at: str) -> Codec:
        inner = self.codec(hint, at)
        keywords, description = keywords_of(metadata, self.json_types(inner.schema))
        schema = self._with_keywords(inner.schema, keywords)
        if description:
            schema = {**schema, "description": description}
        if not keywords:
            return Codec(schema, inner.decode)

        def decode(value: Any, path: str, problems: list[Problem]) -> Any:
            before = len(problems)
            result = inner.decode(value, path, problems)
            if len(problems) == before:
                problems.extend(Problem(path, text) for text in problems_of(value, keywords))
            return result

        return Codec(schema, decode)

    def _with_keywords(self, schema: dict[str, Any], keywords: dict[str, Any]) -> dict[str, Any]:
        """Returns the schema with constraints; those of a union go to the members that they are about."""
        if "anyOf" not in schema or not keywords:
            return {**schema, **keywords}
        members: list[dict[str, Any]] = []
        for member in schema["anyOf"]:
            kinds = self.json_types(member)
            fitting = {k: v for k, v in keywords.items() if _applies(k, kinds)}
            members.append({**member, **fitting})
        return {**schema, "anyOf": members}

    def json_types(self, schema: Mapping[str, Any]) -> set[str]:
        """Returns the JSON types that a schema allows, as far as it says."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self.json_types(self.definitions[name])
        if "anyOf" in schema:
            return {kind for member in schema["anyOf"] for kind in self.json_types(member)}
        return {schema["type"]} if isinstance(schema.get("type"), str) else set()

    def _literal(self, values: tuple[Any, ...], at: str) -> Codec:
        flat = [value.value if isinstance(value, Enum) else value for value in values]
        members = dict(zip(map(_key, flat), values, strict=True))
        return Codec(_enumeration(flat, at), _one_of(flat, members))

    def _enum(self, enum: type[Enum], at: str) -> Codec:
        members = list(enum)
        by_name = not all(_is_primitive(member.value) for member in members)
        flat = [member.name if by_name else member.value for member in members]
        named = dict(zip(map(_key, flat), members, strict=True))

        def make(_: str) -> Codec:
            return Codec(_enumeration(flat, at), _one_of(flat, named))

        return self.reference(enum, enum.__name__, make)

    def _union(self, hints: tuple[Any, ...], at: str) -> Codec:
        codecs = [self.codec(hint, at) for hint in hints]

        def decode(value: Any, path: str, problems: list[Problem]) -> Any:
            best: list[Problem] | None = None
            for codec in codecs:
                found: list[Problem] = []
                result = codec.decode(value, path, found)
                if not found:
                    return result
                # Of the members that are of the JSON type of the value, the one with the fewest problems says most.
                if any(problem.is_other_type and problem.path == path for problem in found):
                    continue
                if best is None or len(found) < len(best):
                    best = found
            if best is None:
                wanted = " or ".join(dict.fromkeys(self._name(codec.schema) for codec in codecs))
                best = [expected(path, wanted, value)]
            problems.extend(best)
            return None

        return Codec({"anyOf": [codec.schema for codec in codecs]}, decode)

    def _name(self, schema: Mapping[str, Any]) -> str:
        if "$ref" in schema:
            return str(schema["$ref"].rpartition("/")[2])
        if "const" in schema or "enum" in schema:
            return _shown([schema["const"]] if "const" in schema else schema["enum"])
        return str(schema.get("format") or schema.get("type") or "another type")

    def _array(self, origin: Any, args: tuple[Any, ...], at: str) -> Codec:
        item = self.codec(args[0], child(at, "items")) if args else ANYTHING
        make = _ARRAYS[origin]
        schema: dict[str, Any] = {"type": "array", "items": item.schema}
        if origin in _SETS:
            schema["uniqueItems"] = True
        return Codec(schema, _array_of(item.decode, make))

    def _tuple(self, args: tuple[Any, ...], at: str, *, bare: bool) -> Codec:
        if bare or (len(args) == 2 and args[1] is Ellipsis):
            item = self.codec(Any if bare else args[0], child(at, "items"))
            return Codec({"type": "array", "items": item.schema}, _array_of(item.decode, tuple))
        members = [self.codec(hint, child(child(at, "prefixItems"), n)) for n, hint in enumerate(args)]
        count = len(members)
        schema: dict[str, Any] = {"type": "array", "items": False, "minItems": count, "maxItems": count}
        if members:
            schema["prefixItems"] = [member.schema for member in members]

        def decode(value: Any, path: str, problems: list[Problem]) -> Any:
            if not isinstance(value, list):
                problems.append(expected(path, "array", value))
                return None
            items = cast("list[object]", value)
            if len(items) != count:
                problems.append(Problem(path, f"expected {count} items, got {len(items)}"))
                return None
            pairs = enumerate(zip(members, items, strict=True))
            return tuple(member.decode(item, child(path, n), problems) for n, (member, item) in pairs)

        return Codec(schema, decode)

    def _mapping(self, args: tuple[Any, ...], at: str) -> Codec:
        if not args:
            return Codec({"type": "object"}, _exactly("object", lambda value: isinstance(value, dict)))
        key = self.codec(args[0], child(at, "propertyNames"))
        value_ = self.codec(args[1], child(at, "additionalProperties"))
        if self.json_types(key.schema) != {"string"}:
            raise SchemaInvalid(f"{at or 'the type'}: the keys of a JSON object are strings, not {args[0]!r}")
        schema: dict[str, Any] = {"type": "object", "additionalProperties": value_.schema}
        if key.schema != {"type": "string"}:
            schema["propertyNames"] = key.schema

        def decode(value: Any, path: str, problems: list[Problem]) -> Any:
            if not isinstance(value, dict):
                problems.append(expected(path, "object", value))
                return None
            entries = cast("dict[str, Any]", value)
            return {
                key.decode(name, child(path, name), problems): value_.decode(entry, child(path, name), problems)
                for name, entry in entries.items()
            }

        return Codec(schema, decode)


# -- readers -----------------------------------------------------------------------------------------------------------


def _exactly(wanted: str, fits: Callable[[Any], bool]) -> Decode:
    def decode(value: Any, path: str, problems: list[Problem]) -> Any:
        if not fits(value):
            problems.append(expected(path, wanted, value))
        return value

    return decode


def _integer(value: Any, path: str, problems: list[Problem]) -> Any:
    """Reads an integer. JSON Schema counts 3.0 as one."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        problems.append(expected(path, "integer", value))
    return value


def _number(value: Any, path: str, problems: list[Problem]) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        problems.append(expected(path, "number", value))
        return value
    return float(value)


def _string(wanted: str, read: Callable[[str], Any]) -> Decode:
    def decode(value: Any, path: str, problems: list[Problem]) -> Any:
        if not isinstance(value, str):
            problems.append(expected(path, f"string ({wanted})", value))
            return None
        try:
            return read(value)
        except (ValueError, ArithmeticError) as error:
            problems.append(expected(path, wanted, value, error))
            return None

    return decode


def _array_of(item: Decode, make: Callable[[Iterable[Any]], Any]) -> Decode:
    def decode(value: Any, path: str, problems: list[Problem]) -> Any:
        if not isinstance(value, list):
            problems.append(expected(path, "array", value))
            return None
        before = len(problems)
        items = [item(entry, child(path, n), problems) for n, entry in enumerate(cast("list[object]", value))]
        if len(problems) > before:
            return None
        try:
            return make(items)
        except TypeError as error:  # a set of something that has no hash
            problems.append(Problem(path, str(error), error))
            return None

    return decode


_SCALARS: Final[dict[type, Codec]] = {
    str: Codec({"type": "string"}, _exactly("string", lambda value: isinstance(value, str))),
    bool: Codec({"type": "boolean"}, _exactly("boolean", lambda value: isinstance(value, bool))),
    int: Codec({"type": "integer"}, _integer),
    float: Codec({"type": "number"}, _number),
    **{kind: Codec(schema, _string(wanted, read)) for kind, (schema, wanted, read) in STRINGS.items()},
}


def _is_primitive(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float, bool))


def _key(value: Any) -> tuple[str, Any]:
    """Returns a dictionary key that tells True from 1."""
    kind = "boolean" if isinstance(value, bool) else "number" if isinstance(value, (int, float)) else "other"
    return kind, value


def _enumeration(values: list[Any], at: str) -> dict[str, Any]:
    for value in values:
        if not _is_primitive(value):
            raise SchemaInvalid(f"{at or 'the type'}: {value!r} cannot be a member of a JSON enum")
    if len(values) == 1:
        return {"const": values[0]}
    kinds = {"string" if isinstance(v, str) else "other" for v in values}
    return {"type": "string", "enum": values} if kinds == {"string"} else {"enum": values}


def _one_of(values: list[Any], members: Mapping[Any, Any]) -> Decode:
    wanted = f"one of {_shown(values)}" if len(values) > 1 else _shown(values)

    def decode(value: Any, path: str, problems: list[Problem]) -> Any:
        try:
            return members[_key(value)]
        except (KeyError, TypeError):
            problems.append(expected(path, wanted, value))
            return None

    return decode


def _shown(values: list[Any]) -> str:
    return ", ".join(describe(value).partition(" ")[2] or "null" for value in values[:20])


def _applies(keyword: str, kinds: set[str]) -> bool:
    by_kind = {
        "integer": NUMBER_KEYWORDS,
        "number": NUMBER_KEYWORDS,
        "string": STRING_KEYWORDS,
        "array": ARRAY_KEYWORDS,
        "object": OBJECT_KEYWORDS,
    }
    return any(keyword in by_kind.get(kind, ()) for kind in kinds)
