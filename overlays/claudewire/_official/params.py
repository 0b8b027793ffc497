"""Small things of the official SDK that have no other place here."""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import Any, Final, TypedDict, TypeVar, cast

from claudewire_api._call import Omit
from claudewire_api.operations import RETIRES

#: Model → the day on which it stops working.
DEPRECATED_MODELS = RETIRES["Model"]

ResponseT = TypeVar("ResponseT")

#: Name of the official package.
TITLE: Final = "anthropic"

#: Header by which a call of the official SDK asks for its raw response. Nothing is done with it here.
RAW_RESPONSE_HEADER: Final = "X-Stainless-Raw-Response"

#: Arguments of every method, which are no part of a type of arguments.
_OPTIONS: Final = frozenset({
    "self", "extra_headers", "extra_query", "extra_body", "timeout", "max_retries", "deadline", "stall_timeout", "without_betas",
    "on_progress",
})  # fmt: skip


def arguments_of(name: str, method: str) -> Any:
    """Return a TypedDict of the arguments of a method, such as `models.list`."""
    import claudewire_api.resources as generated

    owner: Any = generated.Resources
    *path, last = method.split(".")
    for part in path:
        hint = inspect.get_annotations(getattr(owner, part).fget, eval_str=False)["return"]
        owner = _resource(str(hint))
    fields = {
        argument: Any for argument in inspect.signature(getattr(owner, last)).parameters if argument not in _OPTIONS
    }
    return TypedDict(name, fields, total=False)  # type: ignore[operator]  # pyright: ignore[reportArgumentType, reportCallIssue, reportGeneralTypeIssues]


def _resource(name: str) -> Any:
    from importlib import import_module

    from claudewire_api import resources

    for module in ("messages", "messages_batches", "files", "models", "skills", "skills_versions"):
        found = getattr(import_module(f"{resources.__name__}.{module}"), name, None)
        if found is not None:
            return found
    raise AttributeError(name)


def is_dict(value: object) -> bool:
    """Return whether a value is a dict."""
    return isinstance(value, dict)


def is_list(value: object) -> bool:
    """Return whether a value is a list."""
    return isinstance(value, list)


def is_given(value: object) -> bool:
    """Return whether an argument was given: it is not `omit`."""
    return not isinstance(value, Omit)


def file_from_path(path: str | os.PathLike[str]) -> tuple[str, bytes]:
    """Return a file for an upload: its name and its content.

    Raises:
        OSError: the file can not be read.
    """
    return Path(path).name, Path(path).read_bytes()


def construct_type(*, type_: Any, value: Any) -> Any:
    """Return `value` as a model of `type_`; other types keep the value as it is."""
    decode = getattr(type_, "from_dict", None)
    return decode(cast("Any", value)) if decode is not None and isinstance(value, dict) else value
