"""Calls of the functions that a program has handed to the client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ._errors.base import ConfigurationError

T = TypeVar("T")


def call_back(name: str, function: Callable[..., T], *arguments: Any) -> T:
    """Call a function of the program from inside a coroutine or generator, which would take its StopIteration for their own end.

    Raises:
        ConfigurationError: the function raised StopIteration. Other exceptions are raised as they are.
    """
    try:
        return function(*arguments)
    except StopIteration as error:
        raise stopped(name) from error


def stopped(name: str) -> ConfigurationError:
    """Return the error for a function of the program that raised StopIteration; `name` says which one."""
    return ConfigurationError(f"{name} raised StopIteration: give next() a default, or catch it")
