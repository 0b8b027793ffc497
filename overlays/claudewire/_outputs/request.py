"""`output_format` as the field of a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from attrs import evolve

from claudewire._schema.problems import SchemaInvalid
from claudewire._schema.schema import Schema, schema_of
from claudewire_api._call import Call, Omit
from claudewire_api._errors import RequestInvalid

from .parsed import ParsedMessage


def output_schema(output_format: Any) -> Schema[Any]:
    """Returns the schema of the type of an `output_format`.

    Raises:
        SchemaInvalid: it is not a type, or one that cannot be sent.
    """
    if output_format is None:
        raise SchemaInvalid("output_format takes a type, not None")
    return schema_of(output_format)


def with_format(output_config: Any, schema: Schema[Any]) -> dict[str, Any]:
    """Returns the `output_config` of a request that asks for a type; effort and other fields are kept.

    Raises:
        RequestInvalid: it has a format already.
    """
    given: Any = {} if isinstance(output_config, Omit) else output_config or {}
    fields: dict[str, Any] = dict(cast("Mapping[str, Any]", given) if isinstance(given, Mapping) else given.to_dict())
    if fields.get("format") is not None:
        raise RequestInvalid("output_format and output_config.format say two things: give one of them")
    return {**fields, "format": {"type": "json_schema", "schema": schema.json}}


def with_output(arguments: Mapping[str, Any], output_format: Any) -> tuple[dict[str, Any], Schema[Any]]:
    """Returns the arguments of a request that asks for a type, and the schema of the type.

    Raises:
        SchemaInvalid: the type cannot be sent.
        RequestInvalid: there is another format, or a part of the request does not go with one.
    """
    schema = output_schema(output_format)
    config = with_format(arguments.get("output_config"), schema)
    return {**arguments, "output_config": config}, schema


def is_type(output_format: Any) -> bool:
    """Returns whether an `output_format` is a type, and not the dictionary of an old beta, nor left out."""
    return output_format is not None and not isinstance(output_format, (Mapping, Omit))


def is_left_out(output_format: Any) -> bool:
    """Returns whether an `output_format` says nothing."""
    return output_format is None or isinstance(output_format, Omit)


def with_formats(requests: Any) -> list[Any]:
    """Returns the requests of a batch; an `output_format` in their `params` that is a type becomes the field of a request."""
    out: list[Any] = []
    for request in requests:
        params: Any = cast("Any", request).get("params") if isinstance(request, Mapping) else None
        if isinstance(params, Mapping) and is_type(cast("Any", params).get("output_format")):
            fields = dict(cast("Mapping[str, Any]", params))
            fields, _ = with_output(fields, fields.pop("output_format"))
            request = {**cast("Mapping[str, Any]", request), "params": fields}  # noqa: PLW2901
        out.append(request)
    return out


def parsed_as(schema: Schema[Any] | None) -> Callable[[Call[Any]], Call[Any]]:
    """Returns a change of calls of `messages.create`: their result is a `ParsedMessage`."""

    def change(call: Call[Any]) -> Call[Any]:
        def decode(value: Any) -> Any:
            return ParsedMessage.of(call.decode(value), schema)

        return evolve(call, decode=decode)

    return change


def results_as(schema: Schema[Any]) -> Callable[[Call[Any]], Call[Any]]:
    """Returns a change of calls of `batches.results`: the messages of their results are `ParsedMessage`s."""

    def change(call: Call[Any]) -> Call[Any]:
        def decode(value: Any) -> Any:
            line = call.decode(value)
            result = line.result
            if result is not None and result.type == "succeeded":
                result.message = ParsedMessage.of(result.message, schema)
            return line

        return evolve(call, decode=decode)

    return change
