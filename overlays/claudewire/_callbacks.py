"""Calls of the functions that a program has handed to the client."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from ._errors.base import ConfigurationError, DeadlineExpired

T = TypeVar("T")

#: What Python takes for the end of an iteration.
STOPS: Final = (StopIteration, StopAsyncIteration)


def call_back(name: str, function: Callable[..., T], *arguments: Any) -> T:
    """Call a function of the program from inside a coroutine or generator, which would take its StopIteration for their own end.

    Raises:
        ConfigurationError: the function raised StopIteration or StopAsyncIteration. Other exceptions are raised as they are.
    """
    try:
        return function(*arguments)
    except STOPS as error:
        raise stopped(name, error) from error


@contextmanager
def calling(name: str) -> Generator[None]:
    """Do the same for a block that calls a function of the program and awaits what it returns."""
    try:
        yield
    except STOPS as error:
        raise stopped(name, error) from error
    except RuntimeError as error:
        raise_stopped(name, error)
        raise


async def awaited_until(value: Awaitable[T], deadline: float | None) -> T:
    """Return the result of a function of the program that waits, at most until `deadline` on the monotonic clock.

    Raises:
        DeadlineExpired: the deadline has passed. The awaitable was cancelled.
    """
    if deadline is None:
        return await value
    from anyio import move_on_after

    with move_on_after(max(0.0, deadline - time.monotonic())):
        return await value
    raise DeadlineExpired("The deadline of the call passed.", is_retryable=False)


def raise_stopped(name: str, error: RuntimeError) -> None:
    """Raise ConfigurationError if `error` is what Python makes of a StopIteration in a generator or coroutine."""
    if isinstance(error.__cause__, STOPS):
        raise stopped(name, error.__cause__) from error.__cause__


def stopped(name: str, error: BaseException) -> ConfigurationError:
    """Return the error for a function of the program that raised StopIteration; `name` says which one."""
    return ConfigurationError(f"{name} raised {type(error).__name__}: give next() a default, or catch it")


def name_of(function: Any) -> str:
    """Return the name of a function or object of the program, for messages."""
    name: str = getattr(function, "__qualname__", None) or type(function).__name__
    return name
