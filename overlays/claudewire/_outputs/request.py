"""`output_format` as the field of a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from claudewire._errors import RequestInvalid
from claudewire._schema import Schema, SchemaInvalid, schema_of


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
    given: Any = output_config or {}
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
