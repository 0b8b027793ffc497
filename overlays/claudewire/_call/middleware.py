"""Middleware: code of the caller around calls. No I/O here; the pipeline runs it.

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

from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from inspect import isgenerator
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from attrs import evolve, frozen

from claudewire._callbacks import call_back, name_of, raise_stopped
from claudewire._errors.base import ConfigurationError
from claudewire_api._call import Call, Options

from .attempts import AttemptFacts, Listener
from .handlers import is_handler

if TYPE_CHECKING:
    from .interfaces import Send


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
        name = name_of(self.around[index])
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

    def around_send(self, send: Send, deadline: float | None) -> Send:
        """Return `send` with the middleware around it.

        Args:
            send: Sends a call.
            deadline: Seconds for a call without a deadline of its own: middleware that sends again shares it. None for no limit.
        """

        def run(call: Call[Any], options: Options) -> Coroutine[Any, Any, Any]:
            if options.deadline is None and deadline is not None:
                options = evolve(options, deadline=deadline)
            return self.run(MiddlewareCall(call, options), send)

        return run

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
