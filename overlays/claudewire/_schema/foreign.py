"""Types of pydantic and msgspec: their own schema, their own validator. Neither library is loaded for any other type."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from typing import Any, Final, cast

from .codec import Builder, Codec
from .problems import Problem, child

_MSGSPEC_PATH: Final = re.compile(r"^(?P<text>.*?)(?: - at `\$(?P<path>.*)`)?$", re.DOTALL)
_STEP: Final = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")


def codec(builder: Builder, hint: Any, cls: type[Any]) -> Codec | None:
    """Returns the codec of a class that pydantic or msgspec made, None for others."""
    if hasattr(cls, "__pydantic_validator__") or hasattr(cls, "__pydantic_core_schema__"):
        return _pydantic(builder, hint, cls)
    if hasattr(cls, "__struct_fields__") and "msgspec" in sys.modules:
        return _msgspec(builder, hint, cls)
    return None


# -- pydantic ------------------------------------------------------------------------------------------------------------


def _pydantic(builder: Builder, hint: Any, cls: type[Any]) -> Codec:
    from pydantic import TypeAdapter, ValidationError

    adapter: Any = TypeAdapter(hint)

    def decode(value: Any, path: str, problems: list[Problem]) -> Any:
        try:
            # The JSON form, because strict models and sets accept in JSON what they refuse as Python values.
            return adapter.validate_json(json.dumps(value))
        except ValidationError as error:
            problems.extend(
                Problem(_joined(path, item["loc"]), str(item["msg"]), error)
                for item in error.errors(include_url=False, include_context=False, include_input=False)
            )
            return None

    def make(name: str) -> Codec:
        return Codec(_adopt(builder, adapter.json_schema(), name), decode)

    return builder.reference(hint, cls.__name__, make)


def _joined(path: str, location: tuple[Any, ...]) -> str:
    for part in location:
        path = child(path, part)
    return path


# -- msgspec -------------------------------------------------------------------------------------------------------------


def _msgspec(builder: Builder, hint: Any, cls: type[Any]) -> Codec:
    import msgspec

    def decode(value: Any, path: str, problems: list[Problem]) -> Any:
        try:
            return msgspec.convert(value, hint, strict=True)
        except msgspec.ValidationError as error:
            found = _MSGSPEC_PATH.match(str(error))
            text, where = (found["text"], found["path"] or "") if found else (str(error), "")
            for name, index in _STEP.findall(where):
                path = child(path, name or index)
            problems.append(Problem(path, text.replace("`", ""), error))
            return None

    def make(name: str) -> Codec:
        return Codec(_adopt(builder, msgspec.json.schema(hint), name), decode)

    return builder.reference(hint, cls.__name__, make)


def _adopt(builder: Builder, schema: Mapping[str, Any], own: str) -> dict[str, Any]:
    """Returns a foreign schema whose definitions have been moved to those of the builder, under names that are free."""
    definitions: dict[str, Any] = dict(schema.get("$defs") or {})
    names: dict[str, str] = {}
    for name in definitions:
        new, count = name, 2
        while new in builder.definitions:
            new, count = f"{name}{count}", count + 1
        names[name] = new
        builder.definitions[new] = {}
    root = schema.get("$ref", "").removeprefix("#/$defs/")
    if root in definitions and set(schema) <= {"$ref", "$defs"}:
        # The class itself is a definition, because it contains itself or because msgspec writes it so.
        del builder.definitions[names[root]]
        names[root] = own
        schema = definitions.pop(root)

    def moved(value: Any) -> Any:
        if isinstance(value, list):
            return [moved(item) for item in cast("list[object]", value)]
        if not isinstance(value, dict):
            return value
        entries = cast("dict[str, Any]", value)
        out: dict[str, Any] = {}
        for key, item in entries.items():
            if key == "$ref" and isinstance(item, str):
                name = item.removeprefix("#/$defs/")
                out[key] = f"#/$defs/{names.get(name, name)}"
            elif key == "mapping" and isinstance(item, dict):  # of a discriminator
                out[key] = {k: moved({"$ref": v})["$ref"] for k, v in cast("dict[str, str]", item).items()}
            else:
                out[key] = moved(item)
        return out

    for name, definition in definitions.items():
        builder.definitions[names[name]].update(moved(definition))
    return cast("dict[str, Any]", moved({key: value for key, value in schema.items() if key != "$defs"}))
