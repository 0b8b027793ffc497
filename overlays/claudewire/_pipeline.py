"""The one module that runs a call: prepare → attempt → decide → wait or stop → decode.

The steps are written once, as coroutines. An event loop drives them for the async client. For the sync client `run` drives them:
its transport's coroutines block instead of waiting, so they never suspend, and the first `send` runs them to their end.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Mapping
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from claudewire_api._call import Call, Options

from ._config import Config
from ._decoding import Body, Decoder
from ._errors import APIError, ConfigurationError, MissingCredentials, ResponseInvalid
from ._exchange import Exchange, as_stream, error_from, invalid, is_events, result_of
from ._request import Builder, Request
from ._response import ResponseInfo
from ._retry import Budget
from ._secrets import HeaderDict, Secret, reveal

if TYPE_CHECKING:
    from ._streaming import AsyncStream, Stream
    from ._transport import Incoming
    from ._transport_async import AsyncIncoming

T = TypeVar("T")

#: As much of an error's body as is read.
_ERROR_BYTES: Final = 1024 * 1024


def run(steps: Coroutine[Any, Any, T]) -> T:
    """Run steps that never suspend."""
    try:
        steps.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    steps.close()
    raise ConfigurationError("a coroutine function was given to a sync client")


class Steps:
    """What the sync and the async pipeline share: the configuration and the steps of a call."""

    def __init__(self, config: Config, transport: Any, *, budget: Budget | None = None, name: str = "Claude") -> None:
        self.config = config
        self.transport = transport
        self.builder = Builder(config, client_name=name)
        size = config.retry.budget
        self.budget = None if size is None else budget if budget is not None and budget.size == size else Budget(size)
        self.secrets = config.secrets()
        self._header = _static_header(config)

    def prepare(self, call: Call[Any], options: Options) -> Exchange:
        """Everything that can be wrong before something is sent is found here."""
        request = self.builder.build(call, options)
        return Exchange(call, options, request, self.config, self.budget, self.secrets)

    async def authorization(self, request: Request) -> Mapping[bytes, bytes]:
        """The credential as a header."""
        if not request.needs_auth:
            return {}
        if self._header is not None:
            return self._header
        for ask, scheme in ((self.config.api_key, self.config.auth_scheme), (self.config.auth_token, "bearer")):
            if callable(ask):
                value: Any = ask()
                if isawaitable(value):
                    value = await value
                return _header(scheme, value)
        raise MissingCredentials(
            "No API key: set ANTHROPIC_API_KEY, or pass api_key=... or auth_token=... to the client. "
            "(A pickled client takes no key along; give it a function as api_key.)"
        )

    async def open(self, exchange: Exchange) -> tuple[Any, ResponseInfo]:
        """One attempt: an answer with a success status, its body unread.

        Raises:
            APIError: any other answer, or none.
        """
        exchange.begin()
        request = exchange.request
        while True:
            incoming = await self.transport.open(request, await self.authorization(request), exchange.deadline)
            info = exchange.info(incoming)
            if 200 <= info.status_code < 300:
                return incoming, info
            body = await self._error_body(incoming, info)
            if 300 <= info.status_code < 400 and "location" in info.headers:
                request = exchange.redirected(info)
                continue
            raise error_from(info, body, self.secrets)

    async def _error_body(self, incoming: Any, info: ResponseInfo) -> bytes:
        """The body of an error, or what can be had of it: the status says more than the body."""
        body = None
        try:
            body = Body(Decoder(info.headers.get("content-encoding", "")), _ERROR_BYTES)
            whole: bytes = await incoming.read(body)
        except APIError:
            await incoming.aclose()
            return body.so_far() if body is not None else b""
        return whole

    async def opened(self, exchange: Exchange) -> tuple[Any, ResponseInfo, Decoder]:
        """As many attempts as it takes, and is allowed."""
        while True:
            try:
                incoming, info = await self.open(exchange)
                decoder = await self._expected(exchange.call, incoming, info)
            except APIError as error:
                await self.transport.sleep(exchange.failed(error))
            else:
                exchange.succeeded()
                return incoming, info, decoder

    async def fetched(self, exchange: Exchange) -> tuple[bytes, ResponseInfo]:
        """The same, with the body read: a body that breaks off is a failed attempt."""
        while True:
            try:
                incoming, info = await self.open(exchange)
                body = await self._read(incoming, info)
            except APIError as error:
                await self.transport.sleep(exchange.failed(error))
            else:
                exchange.succeeded()
                return body, info

    async def sent(self, call: Call[Any], options: Options) -> Any:
        """The decoded result of a call."""
        exchange = self.prepare(as_stream(call, self.config, options) or call, options)
        while True:
            try:
                incoming, info = await self.open(exchange)
                result = result_of(call, info, await self._read(incoming, info))
            except APIError as error:
                await self.transport.sleep(exchange.failed(error))
            else:
                exchange.succeeded()
                return result

    async def _read(self, incoming: Any, info: ResponseInfo) -> bytes:
        try:
            body = Body(Decoder(info.headers.get("content-encoding", "")), self.config.max_response_bytes)
            whole: bytes = await incoming.read(body)
        except APIError as error:
            await incoming.aclose()
            _know(error, info)
            raise
        return whole

    async def _expected(self, call: Call[Any], incoming: Any, info: ResponseInfo) -> Decoder:
        """The decoder for a body that is what it should be: a proxy's page would be searched to its end for an event."""
        content_type = str(info.headers.get("content-type", "")).lower()
        if (call.kind == "events" and not is_events(info)) or content_type.startswith("text/html"):
            body = await self._error_body(incoming, info)
            raise invalid(info, f"The response is not the {call.kind} that were promised", body)
        try:
            return Decoder(info.headers.get("content-encoding", ""))
        except ResponseInvalid as error:
            await incoming.aclose()
            _know(error, info)
            raise


def _know(error: APIError, info: ResponseInfo) -> None:
    """Let an error know which answer it is about."""
    error.request_id = error.request_id or info.request_id
    error.organization_id = error.organization_id or info.organization_id
    error.headers = error.headers or info.headers
    error.attempts = info.attempts
    if isinstance(error, ResponseInvalid):
        error.status_code = info.status_code
        error.response = info


def _static_header(config: Config) -> Mapping[bytes, bytes] | None:
    """The header of a credential that does not change."""
    if isinstance(config.api_key, Secret):
        return _header(config.auth_scheme, reveal(config.api_key))
    if isinstance(config.auth_token, Secret):
        return _header("bearer", reveal(config.auth_token))
    return None


def _header(scheme: str, value: Any) -> Mapping[bytes, bytes]:
    from ._config import header_value

    name, text = ("x-api-key", value) if scheme == "x-api-key" else ("authorization", f"Bearer {value}")
    return HeaderDict({name.encode(): header_value(name, text).encode()})


class OpenResponse:
    """A response with a success status whose body is still to come.

    Attributes:
        info: How it came.
        deadline: When the call must be over, on the monotonic clock; None for never.
        stall_timeout: Seconds that a stream may bring nothing but pings; None for any number.
    """

    __slots__ = ("_decoder", "_exchange", "_incoming", "_steps", "deadline", "info", "stall_timeout")

    def __init__(
        self, steps: Steps, exchange: Exchange, incoming: Incoming, info: ResponseInfo, decoder: Decoder
    ) -> None:
        self._steps, self._exchange, self._incoming, self._decoder = steps, exchange, incoming, decoder
        self.info = info
        self.deadline = exchange.deadline
        self.stall_timeout = exchange.stall_timeout

    def iter_bytes(self) -> Iterator[bytes]:
        """The body, decoded, as it comes. Raises our errors."""
        decoder = self._decoder
        try:
            if decoder.transparent:
                yield from self._incoming.iter_raw()
            else:
                for chunk in self._incoming.iter_raw():
                    yield from decoder.decode(chunk)
                decoder.finish()
        except APIError as error:
            self.close()
            _know(error, self.info)
            raise

    def close(self) -> None:
        """Give up what was not read. Any number of times."""
        self._incoming.close()

    def abort(self) -> None:
        """Break the connection, from another thread: whoever reads wakes up with an APIConnectionError."""
        self._incoming.abort()

    def read_until(self, moment: float | None) -> bool:
        """Reads give up at this moment, on the monotonic clock. False if only `abort` can end them."""
        return self._incoming.read_until(moment)

    def reopen(self, error: APIError) -> OpenResponse:
        """The same call once more, after the wait that the retry policy asks for.

        Raises:
            APIError: `error` itself when the policy says no; or what became of the further attempts.
        """
        self.close()
        exchange, steps = self._exchange, self._steps
        run(steps.transport.sleep(exchange.failed(error)))
        return OpenResponse(steps, exchange, *run(steps.opened(exchange)))


class AsyncBytes:
    """Decoded bytes for `async for`. An object, because an async generator can not be dropped without a trace."""

    __slots__ = ("_decoder", "_incoming", "_info", "_pieces")

    def __init__(self, incoming: AsyncIncoming, decoder: Decoder, info: ResponseInfo) -> None:
        self._incoming, self._decoder, self._info = incoming, decoder, info
        self._pieces: Iterator[bytes] = iter(())

    def __aiter__(self) -> AsyncBytes:
        return self

    async def __anext__(self) -> bytes:
        try:
            while True:
                for piece in self._pieces:
                    return piece
                chunk = await self._incoming.chunk()
                if chunk is None:
                    self._decoder.finish()
                    raise StopAsyncIteration
                if self._decoder.transparent:
                    return chunk
                self._pieces = self._decoder.decode(chunk)
        except APIError as error:
            await self._incoming.aclose()
            _know(error, self._info)
            raise

    async def aclose(self) -> None:
        await self._incoming.aclose()


class AsyncOpenResponse:
    """The same, awaited."""

    __slots__ = ("_decoder", "_exchange", "_incoming", "_steps", "deadline", "info", "stall_timeout")

    def __init__(
        self, steps: Steps, exchange: Exchange, incoming: AsyncIncoming, info: ResponseInfo, decoder: Decoder
    ) -> None:
        self._steps, self._exchange, self._incoming, self._decoder = steps, exchange, incoming, decoder
        self.info = info
        self.deadline = exchange.deadline
        self.stall_timeout = exchange.stall_timeout

    def aiter_bytes(self) -> AsyncBytes:
        """The body, decoded, as it comes. Raises our errors."""
        return AsyncBytes(self._incoming, self._decoder, self.info)

    async def aclose(self) -> None:
        """Give up what was not read. Any number of times."""
        await self._incoming.aclose()

    async def reopen(self, error: APIError) -> AsyncOpenResponse:
        """The same call once more, after the wait that the retry policy asks for.

        Raises:
            APIError: `error` itself when the policy says no; or what became of the further attempts.
        """
        await self.aclose()
        exchange, steps = self._exchange, self._steps
        await steps.transport.sleep(exchange.failed(error))
        return AsyncOpenResponse(steps, exchange, *await steps.opened(exchange))


class Pipeline(Steps):
    """Runs calls, blocking."""

    def send(self, call: Call[T], options: Options) -> T:
        result: T = run(self.sent(call, options))
        return result

    def open_response(self, call: Call[Any], options: Options) -> OpenResponse:
        """A response whose body is still to come."""
        exchange = self.prepare(call, options)
        return OpenResponse(self, exchange, *run(self.opened(exchange)))

    def stream(self, call: Call[T], options: Options) -> Stream[T]:
        from ._streaming import Stream

        return Stream(call, self.open_response(call, options))

    def download(self, call: Call[bytes], options: Options) -> Any:
        from ._content import Content

        return Content(self.open_response(call, options))


class AsyncPipeline(Steps):
    """Runs calls on an event loop."""

    async def send(self, call: Call[T], options: Options) -> T:
        result: T = await self.sent(call, options)
        return result

    async def open_response(self, call: Call[Any], options: Options) -> AsyncOpenResponse:
        """A response whose body is still to come."""
        exchange = self.prepare(call, options)
        return AsyncOpenResponse(self, exchange, *await self.opened(exchange))

    async def stream(self, call: Call[T], options: Options) -> AsyncStream[T]:
        from ._streaming import AsyncStream

        return AsyncStream(call, await self.open_response(call, options))

    async def download(self, call: Call[bytes], options: Options) -> Any:
        from ._content import AsyncContent

        return AsyncContent(await self.open_response(call, options))
