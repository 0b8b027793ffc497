"""Which middleware has the official form: functions around each attempt, or objects with `handle` and `handle_async`."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from claudewire._errors.base import ConfigurationError

#: Hooks of our own form. An object that has one is never called itself.
_OWN = ("around", "on_attempt", "handle_call")


def _overrides(item: Any, name: str) -> bool:
    hook = getattr(item, name, None)
    return hook is not None and not getattr(hook, "is_default", False)


def is_handler(item: Any) -> bool:
    """Whether middleware has the official form: an object with `handle` or `handle_async`, or a function of two arguments."""
    if _overrides(item, "handle") or _overrides(item, "handle_async"):
        return True
    if not callable(item) or any(hasattr(item, name) for name in _OWN) or inspect.isgeneratorfunction(item):
        return False
    try:
        parameters = inspect.signature(item).parameters.values()
    except (TypeError, ValueError):
        return False
    positional = [
        p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty
    ]
    return len(positional) == 2


def check_colours(items: Iterable[Any], *, is_async: bool) -> None:
    """Check that middleware of the official form fits the client.

    Raises:
        ConfigurationError: a blocking client got an async function, or the reverse.
    """
    client = "an async client" if is_async else "a blocking client"
    for item in filter(is_handler, items):
        name = getattr(item, "__name__", None) or type(item).__name__
        if not (_overrides(item, "handle") or _overrides(item, "handle_async")):
            if _is_coroutine_function(item) is not is_async:
                verb = "is not" if is_async else "is"
                raise ConfigurationError(f"middleware {name} {verb} an async function, and this is {client}")
            continue
        method = "handle_async" if is_async else "handle"
        if not _overrides(item, method):
            raise ConfigurationError(f"middleware {name} does not implement `{method}()`, and this is {client}")
        if _is_coroutine_function(getattr(item, method)) is not is_async:
            kind = "a sync" if is_async else "an async"
            raise ConfigurationError(f"middleware {name} defines `{method}()` as {kind} function, and this is {client}")


def _is_coroutine_function(item: Any) -> bool:
    return inspect.iscoroutinefunction(item) or inspect.iscoroutinefunction(getattr(item, "__call__", None))  # noqa: B004
