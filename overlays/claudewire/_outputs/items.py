"""Finished elements of an array in a response that is being streamed, and the type of these elements."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, cast

from claudewire._schema.hints import resolve_hints
from claudewire._schema.problems import SchemaInvalid, ValueInvalid
from claudewire._schema.schema import Schema, schema_of
from claudewire._stream.partial_json import PartialJSON


class ItemReader:
    """Takes the events of a stream and yields each element of an array once it is complete.

    Args:
        type_: The type of the response.
        pointer: JSON pointer of the array; empty if the response is one.
    """

    def __init__(self, type_: Any, pointer: str) -> None:
        self._steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        self._schema: Schema[Any] = schema_of(_item_type(type_, self._steps, pointer))
        self._partial, self._count = PartialJSON(), 0

    def feed(self, payload: Mapping[str, Any]) -> Iterator[Any]:
        """Yields the elements that an event completes. Text that is not JSON, or elements that do not fit, end it quietly:
        `get_final_message` reports them.
        """
        if payload["type"] == "content_block_start":
            self._partial, self._count = PartialJSON(), 0
        elif payload["type"] == "content_block_delta" and payload["delta"]["type"] == "text_delta":
            self._partial.feed(payload["delta"]["text"])
            yield from self._complete()

    def _complete(self) -> Iterator[Any]:
        array: Any = self._partial.value
        for step in self._steps:
            array = cast("dict[str, Any]", array).get(step) if isinstance(array, dict) else None
        if not isinstance(array, list):
            return
        items = cast("list[object]", array)
        while self._count < len(items) and not self._partial.is_open(items[self._count]):
            try:
                item = self._schema.decode(items[self._count])
            except ValueInvalid:
                return
            self._count += 1
            yield item


def _item_type(type_: Any, steps: list[str], pointer: str) -> Any:
    """Returns the type of the elements of an array inside a type.

    Raises:
        SchemaInvalid: there is no array.
    """
    found = _plain(type_)
    for step in steps:
        try:
            found = _plain(resolve_hints(typing.get_origin(found) or found)[step])
        except (KeyError, SchemaInvalid, TypeError):
            raise SchemaInvalid(f"{pointer}: the type {type_!r} has no field {step!r}") from None
    args = typing.get_args(found)
    if not args or typing.get_origin(found) in (Union, UnionType) or isinstance(typing.get_origin(found), dict):
        raise SchemaInvalid(f"{pointer or 'output_format'}: {found!r} is not an array with a type of elements")
    return args[0]


def _plain(hint: Any) -> Any:
    """Returns an annotation without `Annotated` and without None."""
    while typing.get_origin(hint) is Annotated:
        hint = typing.get_args(hint)[0]
    if typing.get_origin(hint) in (Union, UnionType):
        others = [arg for arg in typing.get_args(hint) if arg is not type(None)]
        return _plain(others[0]) if len(others) == 1 else hint
    return hint
