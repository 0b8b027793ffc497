"""The entry point of `opentelemetry-instrument`: all clients of a process, without a line in the program."""

from __future__ import annotations

from collections.abc import Collection
from inspect import signature
from typing import TYPE_CHECKING, Any, Final

from claudewire._config import PROCESS_MIDDLEWARE

from .middleware import Telemetry

#: Arguments of `Telemetry`. `opentelemetry-instrument` may pass others.
_OPTIONS: Final = frozenset(signature(Telemetry).parameters)


if TYPE_CHECKING:

    class BaseInstrumentor:  # the library is not typed
        """What the base class offers."""

        def instrument(self, **kwargs: Any) -> Any:
            """Turn the instrumentation on."""

        def uninstrument(self, **kwargs: Any) -> Any:
            """Turn it off."""
else:
    from opentelemetry.instrumentation.instrumentor import BaseInstrumentor


class ClaudewireInstrumentor(BaseInstrumentor):
    """Records the calls of all clients whose first call comes after `instrument()`. `uninstrument()` ends that.

    `instrument` takes the arguments of `Telemetry`. Content is recorded only if
    `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` asks for it.
    """

    _telemetry: Telemetry | None = None

    def instrumentation_dependencies(self) -> Collection[str]:
        """Return what has to be installed: this package, in any version."""
        return ["claudewire"]

    def _instrument(self, **kwargs: Any) -> None:
        self._telemetry = Telemetry(**{name: value for name, value in kwargs.items() if name in _OPTIONS})
        PROCESS_MIDDLEWARE.append(self._telemetry)

    def _uninstrument(self, **kwargs: Any) -> None:  # noqa: ARG002 - none are needed
        if self._telemetry is not None:
            self._telemetry.enabled = False
            PROCESS_MIDDLEWARE.remove(self._telemetry)
            self._telemetry = None
