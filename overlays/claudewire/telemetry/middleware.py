"""`Telemetry`: the middleware that records, and `instrument`, which gives it to a client."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from opentelemetry.context import (
    _SUPPRESS_HTTP_INSTRUMENTATION_KEY as SUPPRESS_HTTP,  # pyright: ignore[reportPrivateUsage] - it has no public name
)
from opentelemetry.context import (
    _SUPPRESS_INSTRUMENTATION_KEY as SUPPRESS,  # pyright: ignore[reportPrivateUsage]
)
from opentelemetry.context import get_value, set_value
from opentelemetry.trace import get_current_span

from claudewire._call.middleware import Middleware, MiddlewareCall, RunWatcher
from claudewire._checks import header_name, header_value
from claudewire._errors.base import ConfigurationError

from .call import OPERATION, CallSpan
from .names import OPERATION_NAME
from .recorder import Recorder
from .run import RunSpan, tool_span
from .scope import contained, current

if TYPE_CHECKING:
    from claudewire._client.base import BaseClient

#: Headers that no propagator sets: the credential, and what says how the body is read.
_OF_THE_REQUEST: Final = frozenset(
    {
        "accept", "accept-encoding", "api-key", "authorization", "connection", "content-encoding", "content-length", "content-type",
        "cookie", "host", "transfer-encoding", "x-api-key",
    }
)  # fmt: skip
ClientT = TypeVar("ClientT", bound="BaseClient")
#: Requests that ask a model for a message. Others have no span: the conventions know none for them.
_PATH: Final = "/v1/messages"
#: Names of providers in the conventions, by platform.
_PROVIDERS: Final = {
    "bedrock": "aws.bedrock",
    "bedrock-messages": "aws.bedrock",
    "bedrock-mantle": "aws.bedrock",
    "vertex": "gcp.vertex_ai",
    "google-cloud": "gcp.vertex_ai",
    "foundry": "azure.ai.inference",
}


class Telemetry(Middleware):
    """Middleware that records spans, metrics and events of calls, tool loops and tools.

    Args:
        tracer_provider: Makes spans; the global one by default.
        meter_provider: Makes metrics; the global one by default.
        logger_provider: Emits events; the global one by default.
        content: Where messages, instructions and tool arguments are recorded: `none`, `events`, `attributes` of spans, or `both`. By
            default as `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` says, else `none`.
        propagate: Send the trace context (`traceparent`) with each request.
        suppress_http: Let instrumentations of HTTP clients ignore the requests.
        conversation_id: `gen_ai.conversation.id` of all spans, or a function that returns it.
        agent_name: Name of the tool loops.
        provider: `gen_ai.provider.name`.

    Raises:
        ConfigurationError: an option has a wrong value.
    """

    def __init__(
        self,
        *,
        tracer_provider: Any = None,
        meter_provider: Any = None,
        logger_provider: Any = None,
        content: Literal["none", "events", "attributes", "both"] | None = None,
        propagate: bool = False,
        suppress_http: bool = False,
        conversation_id: str | Callable[[], str | None] | None = None,
        agent_name: str | None = None,
        provider: str = "anthropic",
    ) -> None:
        self._options: dict[str, Any] = {
            "content": content,
            "propagate": propagate,
            "suppress_http": suppress_http,
            "conversation_id": conversation_id,
            "agent_name": agent_name,
            "provider": provider,
        }
        self._recorder = Recorder(
            tracer_provider=tracer_provider,
            meter_provider=meter_provider,
            logger_provider=logger_provider,
            content=content,
            conversation_id=conversation_id,
            agent_name=agent_name,
            provider=provider,
        )
        self._propagate, self._suppress_http = propagate, suppress_http
        #: Whether anything is recorded.
        self.enabled = True

    # Providers belong to their process: a pickle takes the global ones of the process that reads it.
    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Telemetry, **self._options), ()

    def __repr__(self) -> str:
        return f"<Telemetry, {'enabled' if self.enabled else 'disabled'}>"

    def around(self, call: MiddlewareCall) -> Generator[MiddlewareCall, Any, Any]:
        """Record a call that asks for a message.

        Args:
            call: The call.
        """
        if call.call.operation.path != _PATH or not self._is_wanted():
            return (yield call)
        recorded = CallSpan(self._recorder, call)
        call = call.with_listener(recorded.on_attempt)
        if self._propagate:
            call = _with_trace(call, recorded.context)
        context = set_value(SUPPRESS_HTTP, True, recorded.context) if self._suppress_http else recorded.context
        try:
            with current(context):
                result = yield call
        except GeneratorExit:
            recorded.finish(left=True)
            raise
        except BaseException as error:
            recorded.finish(error=error)
            raise
        if call.is_stream:
            recorded.hand_over()
        else:
            recorded.finish(result)
        return result

    def around_tool(self, call: Any) -> Generator[Any, Any, Any]:
        """Record a tool that a loop executes.

        Args:
            call: The call.
        """
        if not self._is_enabled():
            return (yield call)
        return (yield from tool_span(self._recorder, call))

    def watch_run(self, run: Any) -> RunWatcher | None:
        """Record a loop of tools.

        Args:
            run: The `Run`, before its first step.
        """
        return RunSpan(self._recorder, run) if self._is_enabled() else None

    def _is_enabled(self) -> bool:
        return self.enabled and not get_value(SUPPRESS)

    def _is_wanted(self) -> bool:
        """Whether this call has no span yet: another instrumentation may have begun one."""
        attributes: Any = getattr(get_current_span(), "attributes", None) or {}
        return self._is_enabled() and attributes.get(OPERATION_NAME) != OPERATION


def _with_trace(call: MiddlewareCall, context: Any) -> MiddlewareCall:
    carrier: dict[str, str] = {}
    with contained():
        from opentelemetry.propagate import inject  # loads the propagators that the environment names

        inject(carrier, context=context)
    headers: dict[str, str] = {}
    for name, value in carrier.items():
        with contained():  # a propagator must not fail the call, nor sign it in as another
            if header_name(name) not in _OF_THE_REQUEST:
                headers[name] = header_value(name, value)
    return call.with_options(extra_headers={**headers, **(call.options.extra_headers or {})})


def instrument(client: ClientT, **options: Any) -> ClientT:
    """Record the calls, tool loops and tools of a client from now on. Copies that are made of it later are recorded, too.

    A client that is recorded already stays as it is.

    Args:
        client: The client; it is changed.
        options: Arguments of `Telemetry`.

    Returns:
        The client.

    Raises:
        ConfigurationError: an option has a wrong value, or OpenTelemetry is missing.
    """
    if not hasattr(client, "_add_middleware"):
        raise ConfigurationError(f"instrument takes a client, not {type(client).__name__}")
    options.setdefault("provider", _PROVIDERS.get(client.platform.name, "anthropic"))
    telemetry = Telemetry(**options)
    if not any(isinstance(item, Telemetry) for item in client._config.middleware):  # pyright: ignore[reportPrivateUsage]
        client._add_middleware(telemetry)  # pyright: ignore[reportPrivateUsage]
    return client
