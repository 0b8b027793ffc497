"""OpenTelemetry: spans, metrics and events of calls, tool loops and tools, by the conventions for generative AI.

    from claudewire.telemetry import instrument

    client = instrument(Claude())

Needs `claudewire[otel]`, and the OpenTelemetry SDK of the program. Nothing is recorded unless a program asks for it, and no content of
messages unless it asks for that as well.

`names` holds the names of the conventions, `attributes` and `content` turn requests and messages into attributes (both pure), `metrics`
makes the instruments, `call` is the span of one call, `run` those of a tool loop, `middleware` listens to the client, `instrumentor`
serves `opentelemetry-instrument`. This package stands on middleware alone; it must not know the pipeline, streams, or how the loop works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claudewire._errors.base import ConfigurationError

if TYPE_CHECKING:
    from .instrumentor import ClaudewireInstrumentor as ClaudewireInstrumentor
    from .middleware import Telemetry as Telemetry
    from .middleware import instrument as instrument

_MODULES = {"Telemetry": "middleware", "instrument": "middleware", "ClaudewireInstrumentor": "instrumentor"}

__all__ = ["ClaudewireInstrumentor", "Telemetry", "instrument"]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        module = import_module(f".{_MODULES[name]}", __name__)
    except ImportError as error:
        if not (error.name or "").startswith("opentelemetry"):
            raise
        package = (
            "claudewire[otel]" if name != "ClaudewireInstrumentor" else "claudewire[otel] opentelemetry-instrumentation"
        )
        raise ConfigurationError(f"claudewire.telemetry.{name} needs OpenTelemetry: pip install '{package}'") from error
    return getattr(module, name)
