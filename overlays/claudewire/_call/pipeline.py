"""Runs a call: prepare, attempt, decide, wait or stop, decode.

The steps are written once, as coroutines. `AsyncPipeline` runs them on an event loop. `Pipeline` runs them with `run_blocking`: over its
pool and its `sleep` they never suspend.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from claudewire._config import Config
from claudewire._errors import APIError, ConfigurationError
from claudewire._http.decoders import BodyBuffer, ContentDecoder
from claudewire._http.request import Request
from claudewire._http.sync_stream import run_blocking
from claudewire_api._call import Call, Options

from .call_state import CallState, as_streaming_call
from .credentials import Credentials
from .http_errors import is_transport_error, raise_mapped
from .multipart import MultipartEncoder
from .request import PreparedRequest, RequestBuilder
from .response import ResponseInfo
from .results import decode_result, error_from_response, invalid_response, is_event_stream
from .retry import RetryBudget
from .streamed import AsyncStreamedResponse, StreamedResponse

T = TypeVar("T")
R = TypeVar("R")

#: Bytes of an error body that are read, at most.
_MAX_ERROR_BYTES: Final = 1024 * 1024


class Streams(Protocol):
    """What the pipeline needs of the streams, which are built on it: the client passes it in."""

    def open(self, call: Call[Any], response: Any) -> Any:
        """Return the stream over a response that was not read yet."""
        ...

    def accumulate(self, call: Call[Any], info: ResponseInfo, body: bytes) -> Any:
        """Return the JSON object that a complete event stream adds up to. Raises APIError."""
        ...


class _BasePipeline:
    """Configuration and steps that both pipelines share."""

    _IS_ASYNC: bool

    def __init__(
        self, config: Config, pool: Any, streams: Streams, *, budget: RetryBudget | None = None, name: str = "Claude"
    ) -> None:
        self.config = config
        self.pool = pool
        self.streams = streams
        self.builder = RequestBuilder(config, client_name=name)
        size = config.retry.budget
        shared = budget is not None and budget.size == size
        self.budget = None if size is None else budget if shared else RetryBudget(size)
        self.secrets = config.secrets()
        self._credentials = Credentials(config, is_async=self._IS_ASYNC)

    async def _sleep(self, seconds: float) -> None:
        raise NotImplementedError

    def prepare(self, call: Call[Any], options: Options) -> CallState:
        """Build the request of a call. Whatever can be wrong before something is sent is found here.

        Raises:
            RequestInvalid: the request cannot be sent as it is.
        """
        request = self.builder.build(call, options)
        if not self._IS_ASYNC and isinstance(request.body, MultipartEncoder) and request.body.is_async:
            raise ConfigurationError("an async iterator can only be uploaded by an async client")
        return CallState(call, options, request, self.config, self.budget, self.secrets)

    async def with_retries(self, state: CallState, finish: Callable[[CallState, Any, ResponseInfo], Any]) -> Any:
        """Attempt a call until it succeeds or the retry policy stops. Returns what `finish` makes of the response.

        Raises:
            APIError: the last attempt failed; so does an attempt whose `finish` raises.
        """
        while True:
            try:
                response, info = await self._attempt(state)
                result = await finish(state, response, info)
            except APIError as error:
                await self._sleep(state.next_delay(error))
            else:
                state.record_success()
                return result

    async def _attempt(self, state: CallState) -> tuple[Any, ResponseInfo]:
        """Send the request once, and return a response with a success status, its body unread.

        Raises:
            APIError: any other status, or no response.
        """
        state.start_attempt()
        prepared = state.request
        while True:
            response = await self._send(prepared, state.deadline)
            info = state.response_info(response)
            if 200 <= info.status_code < 300:
                return response, info
            body = await self._read_error_body(response, info)
            if 300 <= info.status_code < 400 and "location" in info.headers:
                prepared = state.redirect_request(info)
                continue
            raise error_from_response(info, body, self.secrets)

    async def http_request(self, prepared: PreparedRequest, deadline: float | None) -> Request:
        """Return one attempt to send a request: with its credential, timeouts (seconds) and deadline (monotonic clock)."""
        headers = [*prepared.headers.items()]
        if prepared.needs_auth:
            headers += (await self._credentials.headers()).items()
        return Request(
            prepared.method,
            prepared.url,
            headers,
            prepared.body,
            timeouts=prepared.timeouts,
            deadline=deadline,
            rewindable=prepared.rewindable,
        )

    async def _send(self, prepared: PreparedRequest, deadline: float | None) -> Any:
        request = await self.http_request(prepared, deadline)
        try:
            return await self.pool.handle_request(request)
        except Exception as error:
            body = prepared.body
            if isinstance(body, MultipartEncoder) and body.error is error:
                raise  # the caller's own: a file that cannot be read, an iterator that failed
            raise_mapped(error, deadline)

    async def _read_error_body(self, response: Any, info: ResponseInfo) -> bytes:
        """Return the body of an error, or the part of it that can be read: the status says more than the body."""
        buffer = None
        try:
            buffer = BodyBuffer(ContentDecoder(info.headers.get("content-encoding", "")), _MAX_ERROR_BYTES)
            body: bytes = await response.read(buffer)
        except Exception as error:
            if not is_transport_error(error):
                raise
            await response.aclose()
            return buffer.getvalue() if buffer is not None else b""
        return body

    async def read_body(self, state: CallState, response: Any, info: ResponseInfo) -> bytes:
        """Return the complete body of a response. Raises APIError if the connection breaks or the body is damaged."""
        try:
            buffer = BodyBuffer(
                ContentDecoder(info.headers.get("content-encoding", "")), self.config.max_response_bytes
            )
            body: bytes = await response.read(buffer)
        except Exception as error:
            await response.aclose()
            raise_mapped(error, state.deadline, info)
        return body

    async def _read_raw(self, state: CallState, response: Any, info: ResponseInfo) -> tuple[bytes, ResponseInfo]:
        return await self.read_body(state, response, info), info

    async def _read_result(self, call: Call[Any], state: CallState, response: Any, info: ResponseInfo) -> Any:
        return self.decode(call, info, await self.read_body(state, response, info))

    def decode(self, call: Call[Any], info: ResponseInfo, body: bytes) -> Any:
        """Return the result in a complete body. Raises ResponseInvalid."""
        return decode_result(call, info, body, self.streams.accumulate)

    async def send_call(self, call: Call[Any], options: Options) -> Any:
        """Return the decoded result of a call. A message that may take long is requested as a stream."""
        state = self.prepare(as_streaming_call(call, self.config, options) or call, options)
        return await self.with_retries(state, partial(self._read_result, call))

    async def fetch(self, call: Call[Any], options: Options) -> tuple[bytes, ResponseInfo]:
        """Return the body of a call, not decoded. A body that breaks off is a failed attempt."""
        result: tuple[bytes, ResponseInfo] = await self.with_retries(self.prepare(call, options), self._read_raw)
        return result

    async def _check_content(self, state: CallState, response: Any, info: ResponseInfo) -> tuple[Any, ...]:
        """Return the arguments of a streamed response.

        Raises:
            ResponseInvalid: the body is not of the promised kind. A proxy's page would be searched to its end for an event.
        """
        kind = state.call.kind
        content_type = str(info.headers.get("content-type", "")).lower()
        if (kind == "events" and not is_event_stream(info)) or content_type.startswith("text/html"):
            body = await self._read_error_body(response, info)
            raise invalid_response(info, f"The response is not the {kind} that were promised", body)
        try:
            return response, info, ContentDecoder(info.headers.get("content-encoding", ""))
        except Exception as error:
            await response.aclose()
            raise_mapped(error, None, info)


class Pipeline(_BasePipeline):
    """Runs calls, blocking."""

    _IS_ASYNC = False

    async def _sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def send(self, call: Call[T], options: Options) -> T:
        """Return the decoded result of a call."""
        result: T = run_blocking(self.send_call(call, options))
        return result

    def open_response(self, call: Call[Any], options: Options) -> StreamedResponse:
        """Return a response whose body was not read yet."""
        return self._open(self.prepare(call, options))

    def _open(self, state: CallState) -> StreamedResponse:
        response, info, decoder = run_blocking(self.with_retries(state, self._check_content))
        return StreamedResponse(
            response,
            info,
            decoder,
            deadline=state.deadline,
            stall_timeout=state.stall_timeout,
            retry=partial(self._reopen, state),
        )

    def _reopen(self, state: CallState, error: APIError) -> StreamedResponse:
        time.sleep(state.next_delay(error))
        return self._open(state)

    def stream(self, call: Call[Any], options: Options) -> Any:
        """Return the stream of a call."""
        return self.streams.open(call, self.open_response(call, options))

    def download(self, call: Call[bytes], options: Options) -> Any:
        """Return the bytes of a call, unread."""
        from .content import Content

        return Content(self.open_response(call, options))


class AsyncPipeline(_BasePipeline):
    """Runs calls on an event loop."""

    _IS_ASYNC = True

    async def _sleep(self, seconds: float) -> None:
        from anyio import sleep

        await sleep(seconds)

    async def send(self, call: Call[T], options: Options) -> T:
        """Return the decoded result of a call."""
        result: T = await self.send_call(call, options)
        return result

    async def open_response(self, call: Call[Any], options: Options) -> AsyncStreamedResponse:
        """Return a response whose body was not read yet."""
        return await self._open(self.prepare(call, options))

    async def _open(self, state: CallState) -> AsyncStreamedResponse:
        response, info, decoder = await self.with_retries(state, self._check_content)
        return AsyncStreamedResponse(
            response,
            info,
            decoder,
            deadline=state.deadline,
            stall_timeout=state.stall_timeout,
            retry=partial(self._reopen, state),
        )

    async def _reopen(self, state: CallState, error: APIError) -> AsyncStreamedResponse:
        await self._sleep(state.next_delay(error))
        return await self._open(state)

    async def stream(self, call: Call[Any], options: Options) -> Any:
        """Return the stream of a call."""
        return self.streams.open(call, await self.open_response(call, options))

    async def download(self, call: Call[bytes], options: Options) -> Any:
        """Return the bytes of a call, unread."""
        from .content import AsyncContent

        return AsyncContent(await self.open_response(call, options))
