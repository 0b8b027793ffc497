"""Annotations of classes and functions, and the JSON form of defaults."""

from __future__ import annotations

import sys
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any, cast

from .problems import SchemaInvalid
from .scalars import write_scalar


def json_form(value: Any) -> Any:
    """Returns the JSON form of a default value.

    Raises:
        TypeError: the value has no JSON form that is certain.
    """
    if isinstance(value, Enum):
        return json_form(value.value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (list, tuple)):
        return [json_form(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {str(key): json_form(item) for key, item in cast("dict[object, Any]", value).items()}
    return write_scalar(value)


def resolve_hints(owner: Any, at: str = "", local_names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Returns the annotations of a class or function, with `Annotated` kept.

    Args:
        owner: The class or function.
        at: What errors call it; without it, its qualified name.
        local_names: Names that are known in addition to those of its module.

    Raises:
        SchemaInvalid: a name in an annotation is not known where the class or function is defined.
    """
    try:
        return typing.get_type_hints(owner, localns=dict(local_names) if local_names else None, include_extras=True)
    except (NameError, SyntaxError, TypeError, AttributeError) as error:
        module = sys.modules.get(getattr(owner, "__module__", ""), None)
        where = f" in the module {module.__name__}" if module else ""
        name = getattr(owner, "__qualname__", repr(owner))
        raise SchemaInvalid(f"{at or name}: an annotation of {name} cannot be resolved{where}: {error}") from error


def substituted(hint: Any, variables: Mapping[Any, Any]) -> Any:
    """Returns the annotation with type variables replaced."""
    if isinstance(hint, typing.TypeVar):
        return variables.get(hint, hint)
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(variables.get(p, p) for p in parameters)] if parameters else hint
