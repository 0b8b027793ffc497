"""Models as pydantic sees them. pydantic is not needed: it calls this where it is used."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple, cast, get_type_hints

from attrs import NOTHING, fields

from ._errors import RequestInvalid


class FieldInfo(NamedTuple):
    """What is known of a field of a model, under pydantic's names."""

    annotation: Any
    default: Any
    alias: str
    required: bool
    description: str | None = None

    def is_required(self) -> bool:
        """Return whether the API promises the field."""
        return self.required


@lru_cache(maxsize=512)
def model_fields(cls: Any) -> dict[str, FieldInfo]:
    """Return the fields of a model by Python name."""
    found = fields(cls)
    hints = get_type_hints(cls)
    return {
        name: FieldInfo(
            annotation=hints.get(name, getattr(found, name).type),
            default=None if getattr(found, name).default is NOTHING else getattr(found, name).default,
            alias=wire,
            required=wire in cls._REQUIRED,
        )
        for wire, name in cls._names().items()
    }


def validate(cls: Any, value: Any) -> Any:
    """Return `value` as a model of `cls`.

    Raises:
        RequestInvalid: it is no object, lacks a field that is required, or has the `type` of another model.
    """
    if isinstance(value, cls):
        return value
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if not isinstance(value, Mapping):
        from ._hints import described

        raise RequestInvalid(f"{cls.__name__} takes a JSON object, not {described(value)}")
    data = cast("Mapping[str, Any]", value)
    expected = getattr(fields(cls), "type", None)
    if (
        expected is not None
        and isinstance(expected.default, str)
        and data.get("type", expected.default) != expected.default
    ):
        raise RequestInvalid(f"{cls.__name__} has the type {expected.default!r}, not {data['type']!r}")
    missing = [key for key in cls._REQUIRED if key not in data]
    names = cls._names()
    if missing and not all(names[key] in data for key in missing):
        raise RequestInvalid(f"{cls.__name__} needs {', '.join(missing)}")
    return cls._decode(by_wire_name(cls, data))


def validate_unknown(cls: Any, union: Any, value: Any) -> Any:
    """Return `value` as the member of a union that the document does not know.

    Raises:
        RequestInvalid: a known member has its tag.
    """
    if isinstance(value, cls):
        return value
    if union is not None and union.is_known(value):
        raise RequestInvalid(f"this is no {cls.__name__}: another model has its tag")
    return cls(value)


def by_wire_name(cls: Any, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the same object with the names of the wire in place of Python names."""
    if not cls._RENAMED:
        return data
    wire = {python: name for name, python in cls._RENAMED.items()}
    return {wire.get(key, key): value for key, value in data.items()}


def core_schema(cls: Any, check: Any) -> Any:
    """Return pydantic's schema for a class whose values `check` makes.

    A mapping becomes a model where no TypedDict takes it: pydantic tries the members of a union strictly first.
    """
    from pydantic_core import core_schema as schemas  # pyright: ignore[reportMissingImports]

    serializer = schemas.plain_serializer_function_ser_schema(_serialize, info_arg=True)
    return schemas.lax_or_strict_schema(
        lax_schema=schemas.no_info_plain_validator_function(check),
        strict_schema=schemas.is_instance_schema(cls),
        serialization=serializer,
    )


def _serialize(value: Any, info: Any) -> Any:
    if not hasattr(value, "model_dump"):
        return value.to_dict() if hasattr(value, "to_dict") else value
    return value.model_dump(
        mode=info.mode,
        by_alias=bool(info.by_alias),
        exclude_unset=info.exclude_unset,
        exclude_defaults=info.exclude_defaults,
        exclude_none=info.exclude_none,
    )


@lru_cache(maxsize=1)
def _schemas() -> dict[str, Any]:
    text = resources.files(__package__ or "").joinpath("openapi.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document["components"]["schemas"]  # type: ignore[no-any-return]


def inline_schema(name: str) -> dict[str, Any]:
    """Return the JSON schema of a model with everything that it holds in place, without descriptions.

    A schema inside itself becomes `{}`.
    """

    def resolve(node: Any, path: tuple[str, ...]) -> Any:
        if isinstance(node, list):
            return [resolve(item, path) for item in cast("list[Any]", node)]
        if not isinstance(node, dict):
            return node
        schema = cast("dict[str, Any]", node)
        if (target := _target(schema)) is not None:
            return {} if target in path else resolve(_schemas()[target], (*path, target))
        return {key: resolve(value, path) for key, value in schema.items() if _is_kept(key) and key != "description"}

    return {"title": name, **resolve(_schemas().get(name, {"type": "object"}), (name,))}


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON schema of a model; what it holds stands in `$defs`."""
    definitions: dict[str, Any] = {}

    def rewrite(node: Any) -> Any:
        if isinstance(node, list):
            return [rewrite(item) for item in cast("list[Any]", node)]
        if not isinstance(node, dict):
            return node
        schema = cast("dict[str, Any]", node)
        if (target := _target(schema)) is not None:
            if target not in definitions:
                definitions[target] = {}
                definitions[target] = rewrite(_schemas()[target])
            return {"$ref": f"#/$defs/{target}"}
        return {key: rewrite(value) for key, value in schema.items() if _is_kept(key)}

    schema = {"title": name, **rewrite(_schemas().get(name, {"type": "object"}))}
    return {**copy.copy(schema), **({"$defs": definitions} if definitions else {})}


def _target(schema: Mapping[str, Any]) -> str | None:
    reference = schema.get("$ref")
    return reference.rpartition("/")[2] if isinstance(reference, str) else None


def _is_kept(key: str) -> bool:
    """Whether a keyword is one of JSON Schema: those of OpenAPI and of this project say nothing to its readers."""
    return key not in ("discriminator", "example") and not key.startswith("x-")
