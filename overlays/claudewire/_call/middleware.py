"""Middleware: code of the caller around calls, and facts about attempts. No I/O here; the pipeline runs it.

A middleware is a generator function. It gets the call, yields it (changed or not), receives the result, and returns the result:

    def log_calls(call):
        started = time.monotonic()
        message = yield call                        # sent here; errors are raised here
        print(call.operation, time.monotonic() - started)
        return message

One form serves `Claude` and `AsyncClaude`. It may return without `yield` (nothing is sent), yield again (the call is repeated), or
yield a changed call. The first middleware of a client is the outermost. `Middleware` is the class form, which can also listen to attempts.
"""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from inspect import isgenerator
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias

from attrs import evolve, frozen

from claudewire import _log
from claudewire._callbacks import call_back, raise_stopped
from claudewire._errors.base import APIError, ConfigurationError
from claudewire._secrets import Secret, redact, redact_headers
from claudewire_api._call import Call, Options

from .handlers import is_handler

if TYPE_CHECKING:
    from .responses.response import ResponseInfo


@frozen(repr=False)
class MiddlewareCall:
    """One call as a middleware sees it. A value: the methods return changed copies.

    Attributes:
        call: The call: operation, path, query, body.
        options: Options of this call, such as `timeout` and `max_retries`.
    """

    call: Call[Any]
    options: Options

    @property
    def operation(self) -> str:
        """ID of the operation, such as `messages.create`."""
        return self.call.operation.id

    @property
    def params(self) -> Mapping[str, Any]:
        """Fields of the request body, read-only."""
        return MappingProxyType(dict(self.call.body or {}))

    @property
    def is_stream(self) -> bool:
        """Whether the result is a stream: it is handed over before its first event."""
        return self.call.kind in ("events", "lines")

    def with_params(self, **changes: Any) -> MiddlewareCall:
        """Return the call with changed fields of the request body.

        Args:
            changes: Fields by name, with their new values.
        """
        return evolve(self, call=evolve(self.call, body={**(self.call.body or {}), **changes}))

    def with_options(self, **changes: Any) -> MiddlewareCall:
        """Return the call with changed options: `timeout`, `max_retries`, `deadline`, `betas`, `extra_headers`, …

        Args:
            changes: Options by name, with their new values.

        Raises:
            TypeError: there is no such option.
        """
        return evolve(self, options=evolve(self.options, **changes))

    def with_listener(self, listener: Listener) -> MiddlewareCall:
        """Return the call with a function that hears of its attempts, as `Middleware.on_attempt` does of those of all calls.

        Args:
            listener: A function that takes `AttemptFacts`.
        """
        return self.with_options(listeners=(*self.options.listeners, listener))

    # The body may be private, and a repr appears in logs.
    def __repr__(self) -> str:
        return f"<MiddlewareCall {self.operation}>"


@frozen(kw_only=True)
class AttemptFacts:
    """What is known about one attempt to send a request, at one moment. Times are in seconds.

    Attributes:
        event: `start` before the request is sent, `response` when the response headers have arrived, `first_content` with the first
            content of a stream, `end` when the attempt is over.
        call_id: Equal for all attempts of one call.
        operation: ID of the operation, such as `messages.create`.
        attempt: Number of the attempt, from 1.
        method: HTTP method.
        url: URL, with secrets redacted.
        headers: Request headers without the credential, with secrets redacted.
        elapsed: Time since the attempt began.
        status: Status of the response; None if there was none.
        request_id: ID of the request, for Anthropic's support.
        response: Headers of the response, with secrets redacted, and its rate limits; None if there was none.
        connection_reused: Whether the connection had served another request; None if that is unknown.
        time_to_headers: From the start of the attempt until the response headers arrived.
        time_to_first_content: From the start of the attempt until the first content of a stream.
        bytes_received: Bytes of the body, as they arrived (compressed); None before the end.
        result: At the end, the message of a success, or what was received of a stream that the program left. None otherwise: the
            `partial_message` of a broken stream is in `error`.
        usage: Tokens, as the result states them; None if it has none, or if the stream is incomplete.
        error: Why the attempt failed.
        wait: Seconds until the next attempt; None if there is none.
        reason: Reason for the next attempt, or for stopping.
        left: The program left the stream before its end, or the call was cancelled.
    """

    event: Literal["start", "response", "first_content", "end"]
    call_id: str
    operation: str
    attempt: int
    method: str
    url: str
    headers: Mapping[str, str]
    elapsed: float = 0.0
    status: int | None = None
    request_id: str | None = None
    response: ResponseInfo | None = None
    connection_reused: bool | None = None
    time_to_headers: float | None = None
    time_to_first_content: float | None = None
    bytes_received: int | None = None
    result: Any = None
    usage: Any = None
    error: APIError | None = None
    wait: float | None = None
    reason: str | None = None
    left: bool = False


class Middleware:
    """Base class of middleware with both hooks. Override one or both."""

    def around(self, call: MiddlewareCall) -> Generator[MiddlewareCall, Any, Any]:
        """Run around each call: yield the call, receive its result, return the result. Exceptions of the call are raised at `yield`.

        Args:
            call: The call: its operation, arguments and options.
        """
        return (yield call)

    def on_attempt(self, facts: AttemptFacts) -> None:
        """Listen to the attempts of each call. An exception raised here is logged and has no other effect.

        Args:
            facts: What happened: the attempt, its status or error, and its seconds.
        """

    def handle(self, request: Any, call_next: Any) -> Any:
        """Run around each attempt of a blocking client, in the official form: `call_next(request)` sends it; return a response.

        Args:
            request: The attempt, an `APIRequest`.
            call_next: A function that sends the request and returns the response.
        """
        return call_next(request)

    async def handle_async(self, request: Any, call_next: Any) -> Any:
        """Run around each attempt of an async client, as `handle` does.

        Args:
            request: The attempt, an `APIRequest`.
            call_next: A coroutine function that sends the request and returns the response.
        """
        return await call_next(request)

    handle.is_default = handle_async.is_default = True  # type: ignore[attr-defined]  # see `handlers`

    def around_tool(self, call: Any) -> Generator[Any, Any, Any]:
        """Run around each tool that a loop executes, in the thread or task of the tool: yield, receive what it returns, return that.

        Args:
            call: A `ToolCall`: name, id, arguments.
        """
        return (yield call)

    def watch_run(self, run: Any) -> RunWatcher | None:
        """Return what watches a loop of tools from its first step to its end; None to leave it alone. `run` is a `Run`.

        Args:
            run: The `Run`, before its first step.
        """


class RunWatcher:
    """Watches one loop of tools. Override what you need. An exception raised here is logged and has no other effect."""

    def step(self) -> AbstractContextManager[Any]:
        """Return a context manager around each step: requests are sent and tools start inside."""
        return nullcontext()

    def end(self, message: Any, error: BaseException | None) -> None:
        """The loop is over, or pauses until it gets a verdict or a result.

        Args:
            message: The last message; None if there is none.
            error: Why the loop stopped; None if it did not fail.
        """


class CallHandler(Protocol):
    """Middleware of this package that may send a call while a stream is read, long after the result was handed over."""

    async def handle_call(self, call: MiddlewareCall, send: Callable[[MiddlewareCall], Awaitable[Any]], /) -> Any:
        """Return the result of a call. Suspends only where `send` does."""
        ...


#: A generator function, or an object with `around`, `on_attempt` or both; or `Fallbacks`; or `(request, call_next)` of the official SDK.
MiddlewareInput: TypeAlias = "Middleware | CallHandler | _CallMiddleware | Callable[[Any, Any], Any]"
_CallMiddleware: TypeAlias = "Callable[[MiddlewareCall], Generator[MiddlewareCall, Any, Any]]"
_Around: TypeAlias = "Callable[[MiddlewareCall], Any]"
Listener: TypeAlias = "Callable[[AttemptFacts], Any]"


@frozen(repr=False)
class Hooks:
    """The middleware of one client, by kind of hook."""

    around: tuple[_Around, ...] = ()
    listeners: tuple[Listener, ...] = ()
    tools: tuple[_Around, ...] = ()
    runs: tuple[Callable[[Any], Any], ...] = ()

    async def run(
        self, call: MiddlewareCall, send: Callable[[Call[Any], Options], Awaitable[Any]], index: int = 0
    ) -> Any:
        """Return the result of a call, with the middleware from `index` on around it. Suspends only where `send` does."""
        if index == len(self.around):
            return await send(call.call, call.options)
        direct: Any = getattr(self.around[index], "handle_call", None)
        if (
            direct is not None
        ):  # of this package: it may send a call while a stream is read, long after this method has returned
            return await direct(call, partial(self._run_inside, send, index + 1))
        name = _name(self.around[index])
        steps: Any = call_back(name, self.around[index], call)
        if not isgenerator(steps):
            raise ConfigurationError(
                f"middleware must be a generator function: {name} returned a {type(steps).__name__}"
            )
        try:
            step = next(steps)
            while True:
                if not isinstance(step, MiddlewareCall):
                    raise ConfigurationError(f"middleware yields the call, and {name} yielded a {type(step).__name__}")
                try:
                    result = await self.run(step, send, index + 1)
                except BaseException as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(result)
        except StopIteration as stop:
            return stop.value
        except RuntimeError as error:
            raise_stopped(name, error)
            raise
        finally:
            steps.close()

    async def _run_inside(
        self, send: Callable[[Call[Any], Options], Awaitable[Any]], index: int, call: MiddlewareCall
    ) -> Any:
        return await self.run(call, send, index)


def hooks_of(middleware: Iterable[Any]) -> Hooks:
    """Return the hooks of a client from checked middleware (`_config.check_middleware`)."""
    found: dict[str, list[Any]] = {name: [] for name in _HOOKS}
    for item in middleware:
        mine = {name: hook for name in _HOOKS if (hook := getattr(item, name, None)) is not None}
        if not mine:
            mine = {} if is_handler(item) else {"around": item}
        for name, hook in mine.items():
            if getattr(hook, "__func__", None) is not getattr(Middleware, name):
                found[name].append(hook)
    return Hooks(*map(tuple, found.values()))


#: In the order of the fields of `Hooks`.
_HOOKS: Final = ("around", "on_attempt", "around_tool", "watch_run")


class ObservedRequest(Protocol):
    """What is told of a request; `PreparedRequest` has it."""

    @property
    def operation(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def headers(self) -> Mapping[bytes, bytes]: ...


class AttemptObserver:
    """Collects the facts of the attempts of one call, and reports them to the listeners."""

    def __init__(self, listeners: Iterable[Listener], request: ObservedRequest, secrets: Iterable[Secret]) -> None:
        self._listeners = tuple(listeners)
        headers = {name.decode(): value.decode() for name, value in request.headers.items()}
        self._facts = AttemptFacts(
            event="start",
            call_id=os.urandom(8).hex(),
            operation=request.operation,
            attempt=0,
            method=request.method,
            url=redact(request.url, secrets),
            headers=MappingProxyType(redact_headers(headers, secrets)),
        )
        self._started = 0.0
        self._received = 0
        self._over = True

    def start(self, attempt: int) -> None:
        """An attempt begins."""
        base = self._facts
        self._started, self._received, self._over = time.monotonic(), 0, False
        self._facts = AttemptFacts(
            event="start",
            call_id=base.call_id,
            operation=base.operation,
            attempt=attempt,
            method=base.method,
            url=base.url,
            headers=base.headers,
        )
        self._report()

    def response(self, info: ResponseInfo, *, reused: bool | None) -> None:
        """The response headers have arrived."""
        self._update(
            event="response",
            status=info.status_code,
            request_id=info.request_id,
            response=info,
            connection_reused=reused,
            time_to_headers=time.monotonic() - self._started,
        )

    def add_bytes(self, count: int) -> None:
        """Count bytes of the body."""
        self._received += count

    def watch(self, payloads: Iterator[Any]) -> Generator[Any, None, None]:
        """Yield `payloads`, and report the first one as the first content of a stream."""
        for payload in payloads:
            if self._facts.time_to_first_content is None:
                self._update(event="first_content", time_to_first_content=time.monotonic() - self._started)
            yield payload

    def end(
        self,
        *,
        result: Any = None,
        error: APIError | None = None,
        wait: float | None = None,
        reason: str | None = None,
        left: bool = False,
    ) -> None:
        """The attempt is over. Only the first call for an attempt counts."""
        if self._over:
            return
        self._over = True
        self._update(
            event="end",
            result=result,
            usage=None if left else getattr(result, "usage", None),
            error=error,
            wait=wait,
            reason=reason,
            left=left,
            status=self._facts.status if error is None or self._facts.status else getattr(error, "status_code", None),
            bytes_received=self._received,
        )

    def _update(self, **changes: Any) -> None:
        self._facts = evolve(self._facts, elapsed=time.monotonic() - self._started, **changes)
        self._report()

    def _report(self) -> None:
        for listener in self._listeners:
            try:
                listener(self._facts)
            except Exception as error:
                _log.logger().warning("middleware %s raised %r; the call goes on", _name(listener), error)


def _name(hook: Any) -> str:
    name: str = getattr(hook, "__qualname__", None) or type(hook).__name__
    return name
