"""A span as the current one of a block, and steps of recording that may fail without failing the call."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

from opentelemetry.context import Context, attach, detach, get_current
from opentelemetry.trace import INVALID_SPAN

from claudewire import _log

P = ParamSpec("P")


def guarded(step: Callable[P, None]) -> Callable[P, None]:
    """Return a step of recording that logs its exception: samplers, processors and exporters must not fail a call."""

    @wraps(step)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with contained():
            step(*args, **kwargs)

    return run


@contextmanager
def contained() -> Generator[None]:
    """Log an exception of the block, and go on behind it."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  # whatever OpenTelemetry, or what the program gave it, raises
        _log.logger().warning("telemetry was not recorded: %s", type(error).__name__, exc_info=_log.is_enabled())


def start_span(tracer: Any, name: str, **options: Any) -> Any:
    """Return a new span; one that records nothing if it cannot be started."""
    with contained():
        return tracer.start_span(name, **options)
    return INVALID_SPAN


@contextmanager
def current(context: Context) -> Generator[None]:
    """Make a context the current one inside the block. A block that ends in another task or thread changes nothing there."""
    token = attach(context)
    try:
        yield
    finally:
        if get_current() is context:
            detach(token)
