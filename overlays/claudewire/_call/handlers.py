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


def check_forms(items: Iterable[Any]) -> None:
    """Check that middleware has hooks that can be called as they will be.

    Raises:
        ConfigurationError: a hook of our own form is a coroutine function, or takes other arguments.
    """
    for item in items:
        if is_handler(item):
            names = [name for name in ("handle", "handle_async") if _overrides(item, name)]
            for hook in [getattr(item, name) for name in names] or [item]:
                _check_arguments(hook, 2, "(request, call_next)")
        elif not any(hasattr(item, name) for name in _OWN):
            _check_generator(item)
        for name in ("around", "around_tool"):
            if (hook := getattr(item, name, None)) is not None:
                _check_generator(hook)
        for name in ("on_attempt", "watch_run"):
            if (hook := getattr(item, name, None)) is not None:
                _check_arguments(hook, 1, "one argument")
                if _suspends(hook) or inspect.isgeneratorfunction(hook):
                    raise ConfigurationError(f"middleware {_name(hook)} must be a plain function: nothing awaits it")


def _check_generator(hook: Any) -> None:
    _check_arguments(hook, 1, "one argument, the call")
    if _suspends(hook):
        raise ConfigurationError(
            f"middleware {_name(hook)} must be a generator function without `async`: it serves both kinds of clients"
        )


def _check_arguments(hook: Any, count: int, expected: str) -> None:
    try:
        signature = inspect.signature(hook)
    except (TypeError, ValueError):
        return
    try:
        signature.bind(*(None,) * count)
    except TypeError:
        raise ConfigurationError(f"middleware {_name(hook)} must take {expected}, and it takes {signature}") from None


def _suspends(hook: Any) -> bool:
    return _is_coroutine_function(hook) or inspect.isasyncgenfunction(hook)


def _name(hook: Any) -> str:
    name: str = getattr(hook, "__qualname__", None) or type(hook).__name__
    return name


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
