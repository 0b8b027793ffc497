"""Models as pydantic sees them. pydantic is not needed: it calls this where it is used."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple, cast, get_type_hints

from attrs import NOTHING, fields

from ._decoders import TaggedUnion
from ._errors import ModelInvalid, Problem


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


def validate(cls: Any, value: Any, from_attributes: bool | None = None) -> Any:
    """Return `value` as a model of `cls`.

    Raises:
        ModelInvalid: it does not fit the document; the error lists the places.
    """
    from ._validate import problems_of

    if isinstance(value, cls):
        return value
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if from_attributes and not isinstance(value, Mapping):
        value = {key: getattr(value, name) for key, name in cls._names().items() if hasattr(value, name)}
    if not isinstance(value, Mapping):
        from ._hints import described

        found = f"not a JSON object, but {described(value)}"
        raise ModelInvalid.of(cls.__name__, [Problem((), found, "model_type", value)])
    model = cls._decode(by_wire_name(cls, cast("Mapping[str, Any]", value)))
    if problems := list(problems_of(model)):
        raise ModelInvalid.of(cls.__name__, problems)
    return model


def validate_unknown(cls: Any, value: Any) -> Any:
    """Return `value` as the member of a union that the document does not know.

    Raises:
        ModelInvalid: a known member has its tag, or it has none.
    """
    from ._validate import problems_of

    if isinstance(value, cls):
        return value
    union = next((one for one in vars(sys.modules[cls.__module__]).values() if isinstance(one, TaggedUnion)), None)
    if union is not None and union.is_known(value):
        known = Problem((), "another model has its tag", "model_type", value)
        raise ModelInvalid.of(cls.__name__, [known])
    unknown = cls(value)
    if problems := list(problems_of(unknown)):
        raise ModelInvalid.of(cls.__name__, problems)
    return unknown


def construct(cls: Any, fields_set: set[str] | None, values: Mapping[str, Any]) -> Any:
    """Return a model of values that are not checked; a field that has one possible value only, has it."""
    data = by_wire_name(cls, values)
    defaults = {wire: getattr(fields(cls), name).default for wire, name in cls._names().items() if wire not in data}
    model = cls._decode({**{key: one for key, one in defaults.items() if isinstance(one, str)}, **data})
    if fields_set is not None:
        model._keys = tuple(key for key in model._keys or () if cls._names().get(key, key) in fields_set)
    return model


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
    from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError
    from pydantic_core import core_schema as schemas

    def checked(value: Any) -> Any:
        try:
            return check(value)
        except ModelInvalid as error:
            details = [
                InitErrorDetails(
                    type=PydanticCustomError(cast("Any", problem.type), "{text}", {"text": problem.message}),
                    loc=problem.loc,
                    input=problem.input,
                )
                for problem in error.problems
            ]
            raise ValidationError.from_exception_data(cls.__name__, details) from None

    serializer = schemas.plain_serializer_function_ser_schema(_serialize, info_arg=True)
    return schemas.lax_or_strict_schema(
        lax_schema=schemas.no_info_plain_validator_function(checked),
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
