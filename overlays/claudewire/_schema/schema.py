"""`schema_of`: everything about a type that is needed to ask for it and to read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from attrs import field, frozen

from .codec import Codec
from .problems import Loss, Problem, SchemaInvalid, ValueInvalid
from .restore import restore
from .rewrite import rewrite
from .rules.limits import check_limits
from .types import codec_of

T = TypeVar("T")


@frozen(eq=False)
class Schema(Generic[T]):
    """A type as JSON Schema.

    Attributes:
        type: The type.
        json: The schema that is sent. The API compiles it.
        plain: The schema before the rewriting, with every keyword.
        losses: The keywords that could not be sent; the decoder checks most of them.
        plan: Places of `json` that have another form than the type: JSON pointer → `pairs` (a dictionary is sent as a list
            of key and value) or `items` (a tuple is sent as an object). `decode` changes them back.
    """

    type: Any
    json: dict[str, Any]
    plain: dict[str, Any]
    losses: tuple[Loss, ...]
    plan: Mapping[str, str]
    _codec: Codec = field(repr=False)

    def decode(self, value: Any) -> T:
        """Returns a JSON value that follows `json` as a value of the type.

        Enum values that differ only in case are accepted, because the API does not guarantee their case.

        Args:
            value: The JSON value.

        Raises:
            ValueInvalid: the value does not fit; `problems` has every reason.
        """
        return self.decode_plain(restore(value, self.json, self.plan))

    def decode_plain(self, value: Any) -> T:
        """Returns a JSON value that follows `plain` as a value of the type.

        Args:
            value: The JSON value.

        Raises:
            ValueInvalid: the value does not fit.
        """
        problems: list[Problem] = []
        result = self._codec.decode(value, "", problems)
        if problems:
            raise ValueInvalid(problems) from next((p.cause for p in problems if p.cause is not None), None)
        return cast("T", result)

    def parse(self, text: str) -> T:
        """Returns a JSON text as a value of the type.

        Args:
            text: The JSON text.

        Raises:
            ValueInvalid: the text is not JSON, or does not fit.
        """
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValueInvalid([Problem("", f"not valid JSON: {error}", error)]) from error
        return self.decode(value)


_by_class: WeakKeyDictionary[type[Any], Schema[Any]] = WeakKeyDictionary()
#: Schemas of annotations such as `list[int]`, which nobody keeps alive: the last ones are remembered.
_by_hint: dict[Any, Schema[Any]] = {}
_HINTS_KEPT = 256


def schema_of(type_: Any) -> Schema[Any]:
    """Returns the schema of a type: what is sent, what is lost on the way, and how the answer is read.

    Accepts primitives, `Literal`, `Enum`, lists, tuples, sets, dictionaries with string keys, unions, `Annotated`,
    dataclasses, attrs classes, TypedDicts, NamedTuples, dates, times, UUIDs, decimals, paths, IP addresses and bytes; and
    models of pydantic and structs of msgspec. None of these libraries is needed for the other types.

    Args:
        type_: The type.

    Raises:
        SchemaInvalid: the type cannot be sent; the message names the place and the reason.
    """
    if isinstance(type_, Mapping):
        raise SchemaInvalid(
            "output_format takes a type; a schema goes into output_config={'format': {'type': 'json_schema', 'schema': …}}"
        )
    is_class = isinstance(type_, type)
    key: Any = type_ if is_class else (repr(type_), type_)
    cache: Any = _by_class if is_class else _by_hint
    try:
        if (known := cache.get(key)) is not None:
            return cast("Schema[Any]", known)
    except TypeError:  # no hash, or no weak reference
        return _made(type_)
    schema = _made(type_)
    if not is_class and len(_by_hint) >= _HINTS_KEPT:
        _by_hint.clear()
    cache[key] = schema
    return schema


def _made(type_: Any) -> Schema[Any]:
    codec = codec_of(type_)
    rewritten = rewrite(codec.schema)
    check_limits({"": rewritten.json})
    return Schema(type_, rewritten.json, codec.schema, rewritten.losses, rewritten.plan, codec)


def transform_schema(schema: Any) -> dict[str, Any]:
    """Returns the schema that is sent for a type or for a JSON Schema.

    Args:
        schema: A JSON Schema as a dictionary, or a type (see `schema_of`).

    Raises:
        SchemaInvalid: it cannot be sent.
    """
    if isinstance(schema, Mapping):
        return rewrite(cast("Mapping[str, Any]", schema)).json
    return rewrite(codec_of(schema).schema).json
