"""Runs a call: prepare, attempt, decide, wait or stop, decode.

The steps are written once, as coroutines. `AsyncPipeline` runs them on an event loop. `Pipeline` runs them with `run_blocking`: over its
pool and its `sleep` they never suspend.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from functools import partial
from sys import modules
from typing import TYPE_CHECKING, Any, Final, TypeVar

from claudewire._config import PROCESS_MIDDLEWARE, Config
from claudewire._errors.base import APIError, ConfigurationError
from claudewire._errors.statuses import APIStatusError
from claudewire._http.decoders import BodyBuffer, ContentDecoder
from claudewire._http.network.sync_stream import run_blocking
from claudewire._http.request import HeaderList, Request
from claudewire._json import FileFound
from claudewire._secrets import CREDENTIAL_IN_URL, Secret, body_secrets, redact, sensitive_values
from claudewire_api._call import Call, Options

from .call_state import CallState, as_streaming_call
from .credentials import authorizer_of
from .requests.request import PreparedRequest, RequestBuilder
from .responses.http_errors import conceal_received, raise_mapped
from .responses.response import RequestFacts, ResponseInfo
from .responses.results import check_content_type, decode_result, error_from_response, read_error_body
from .retry import RetryBudget

if TYPE_CHECKING:
    from .interfaces import Chain, Send, Streams
    from .middleware import Hooks
    from .responses.streamed import StreamedResponse

T = TypeVar("T")

#: Bytes of a download that is read before the program asks for it.
_SMALL_DOWNLOAD: Final = 64 * 1024


def _hooks_of(config: Config) -> Hooks | None:
    if not config.middleware and not PROCESS_MIDDLEWARE:
        return None
    from .middleware import hooks_of

    return hooks_of((*config.middleware, *PROCESS_MIDDLEWARE))


class BasePipeline:
    """Configuration and steps that both pipelines share."""

    IS_ASYNC: bool
    #: The pipelines that go on after an outage: see `failover`.
    others: tuple[BasePipeline, ...] = ()

    def __init__(
        self, config: Config, pool: Any, streams: Streams, *, budget: RetryBudget | None = None, name: str = "Claude"
    ) -> None:
        self.streams = streams
        self._name = name
        #: Features that the API behind this client has refused: helpers do not ask for them again.
        self.refused: set[str] = set()
        self.configure(config, pool, budget)

    def configure(self, config: Config, pool: Any, budget: RetryBudget | None) -> None:
        """Send calls from now on with this configuration, over this pool. Calls that are under way keep what they have."""
        self.config = config
        self.pool = pool
        self.builder = RequestBuilder(config, client_name=self._name, on_loop=self.IS_ASYNC)
        size = config.retry.budget
        shared = budget is not None and budget.size == size
        self.budget = None if size is None else budget if shared else RetryBudget(size)
        self._secrets = config.secrets()
        #: None without middleware.
        self.hooks = _hooks_of(config)
        #: Functions around each attempt; None without.
        self.chain: Chain | None = None
        self._authorizer = authorizer_of(config, pool, is_async=self.IS_ASYNC)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The secrets that are known now: they are redacted from logs and errors."""
        return (*self._secrets, *self._authorizer.secrets())

    async def _sleep(self, seconds: float) -> None:
        raise NotImplementedError

    def prepare(self, call: Call[Any], options: Options) -> CallState:
        """Build the request of a call. Whatever can be wrong before something is sent is found here.

        Raises:
            RequestInvalid: the request cannot be sent as it is.
        """
        request = self.builder.build(call, options)
        if not self.IS_ASYNC:
            if request.form is not None and request.form.is_async:
                raise ConfigurationError("an async iterator can only be uploaded by an async client")
            loop = modules["_asyncio"]._get_running_loop() if "_asyncio" in modules else None
            if loop is not None and loop.get_debug():
                from .requests.notices import warn_blocking

                warn_blocking(self._name, call.operation.id)
        secrets = self.secrets
        if options.extra_headers or options.extra_query:
            secrets = (*secrets, *sensitive_values(options.extra_headers), *sensitive_values(options.extra_query))
        if call.query and CREDENTIAL_IN_URL.search(request.url):
            secrets = (*secrets, *sensitive_values(dict(call.query)))
        if (call.body and ("mcp_servers" in call.body or "requests" in call.body)) or options.extra_body:
            secrets = (*secrets, *body_secrets(call.body, options.extra_body))
        observer = permit = None
        listeners = options.listeners if self.hooks is None else (*self.hooks.listeners, *options.listeners)
        if self.config.rate_limit is not None:
            from .permit import permit_for

            permit = permit_for(self.config.rate_limit, call, request, is_async=self.IS_ASYNC)
            if permit is not None:
                listeners = (permit.on_attempt, *listeners)
        if listeners:
            from .attempts import AttemptObserver

            observer = AttemptObserver(listeners, request, secrets)
        return CallState(call, options, request, self.config, self.budget, secrets, observer, permit)

    async def prepare_call(self, call: Call[Any], options: Options) -> CallState:
        """Load what the URL depends on, and build the request of a call; see `prepare`."""
        await self._authorizer.setup()
        try:
            return self.prepare(call, options)
        except FileFound as found:
            from .requests.files import with_contents

            call, options = await with_contents(call, options, found.fields)
        return self.prepare(call, options)

    async def with_retries(self, state: CallState, finish: Callable[[CallState, Any, ResponseInfo], Any]) -> Any:
        """Attempt a call until it succeeds or the retry policy stops. Returns what `finish` makes of the response.

        Raises:
            APIError: the last attempt failed; so does an attempt whose `finish` raises.
        """
        if state.permit is not None:
            await state.permit.acquire(state.deadline)
        while True:
            try:
                response, info = await self._attempt(state)
                result = await finish(state, response, info)
            except APIError as error:
                conceal_received(error)
                if not await self._has_renewed(state, error):
                    await self._sleep(state.next_delay(error))
                if state.permit is not None and not await state.permit.has_turn(state.deadline):
                    raise
            except BaseException:
                if state.observer is not None:
                    state.observer.end(left=True)
                raise
            else:
                state.record_success()
                return result

    async def _has_renewed(self, state: CallState, error: APIError) -> bool:
        """Renew the credential, if that is what `error` asks for. A call does that once, beside its retries."""
        if state.has_renewed or not isinstance(error, APIStatusError) or not state.request.rewindable:
            return False
        if state.request.needs_auth:
            state.has_renewed = await self._authorizer.renew(error, state.request)
        return state.has_renewed

    async def _attempt(self, state: CallState) -> tuple[Any, ResponseInfo]:
        """Send the request once, and return a response with a success status, its body unread.

        Raises:
            APIError: any other status, or no response.
        """
        state.start_attempt()
        if self.chain is not None:
            return await self.chain.run(state)
        prepared = state.request
        while True:
            response = await self._send(prepared, state.deadline)
            info = state.response_info(response)
            if 200 <= info.status_code < 300:
                return response, info
            body = await read_error_body(response, info)
            if 300 <= info.status_code < 400 and "location" in info.headers:
                prepared = state.redirect_request(info)
                continue
            raise error_from_response(info, body, self.secrets, prepared)

    async def exchange(self, state: CallState, prepared: PreparedRequest) -> tuple[Any, ResponseInfo]:
        """Send a request once, and return its response, whatever its status is. Raises APIError if there is none."""
        response = await self._send(prepared, state.deadline)
        return response, state.response_info(response)

    def retry_of(self, state: CallState) -> Callable[[APIError], Any]:
        """Return what opens the response of a call again; see `_retry`."""
        return partial(self._retry, state)

    async def http_request(self, prepared: PreparedRequest, deadline: float | None) -> Request:
        """Return one attempt to send a request: with its credential, timeouts (seconds) and deadline (monotonic clock)."""
        headers = HeaderList(prepared.headers.items())
        if prepared.needs_auth:
            headers += (await self._authorizer.headers(prepared)).items()
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
            if prepared.form is not None and prepared.form.error is error:
                raise  # the caller's own: a file that cannot be read, an iterator that failed
            raise_mapped(error, deadline, request=RequestFacts(prepared.method, redact(prepared.url)))

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
        if state.observer is not None:
            state.observer.add_bytes(buffer.received)
        return body

    async def _read_raw(self, state: CallState, response: Any, info: ResponseInfo) -> tuple[bytes, ResponseInfo]:
        body = await self.read_body(state, response, info)
        if state.observer is not None:
            state.observer.end()
        return body, info

    async def _read_result(self, call: Call[Any], state: CallState, response: Any, info: ResponseInfo) -> Any:
        body = await self.read_body(state, response, info)
        if state.parse is None:
            result = self.decode(call, info, body)
        else:
            result = state.parse()
            result = await result if self.IS_ASYNC else result
        if state.observer is not None:
            state.observer.end(result=result)
        return result

    def decode(self, call: Call[Any], info: ResponseInfo, body: bytes) -> Any:
        """Return the result in a complete body. Raises ResponseInvalid."""
        return decode_result(call, info, body, self.streams.accumulate)

    async def send_call(self, call: Call[Any], options: Options) -> Any:
        """Return the decoded result of a call. A message that may take long is requested as a stream."""
        state = await self.prepare_call(as_streaming_call(call, self.config, options) or call, options)
        state.asked = call
        return await self.with_retries(state, partial(self._read_result, call))

    async def fetch(self, call: Call[Any], options: Options) -> tuple[bytes, ResponseInfo]:
        """Return the body of a call, not decoded. A body that breaks off is a failed attempt."""
        return await self.read_raw(await self.prepare_call(call, options))

    async def read_raw(self, state: CallState) -> tuple[bytes, ResponseInfo]:
        """Return the body of a call that was prepared, not decoded."""
        result: tuple[bytes, ResponseInfo] = await self.with_retries(state, self._read_raw)
        return result

    async def _check_content(self, state: CallState, response: Any, info: ResponseInfo) -> tuple[Any, ...]:
        """Return the arguments of a streamed response.

        Raises:
            ResponseInvalid: the body is not of the promised kind.
        """
        await check_content_type(state.call.kind, response, info)
        try:
            coding = "" if state.is_decoded else info.headers.get("content-encoding", "")
            return response, info, ContentDecoder(coding)
        except Exception as error:
            await response.aclose()
            raise_mapped(error, None, info)

    # -- what a caller is asked for: each with the middleware around it -----------------------------------------------

    async def open_streamed(self, call: Call[Any], options: Options) -> Any:
        """Return a response whose body was not read yet: a `StreamedResponse` or an `AsyncStreamedResponse`."""
        return await self.open_state(await self.prepare_call(call, options))

    async def open_state(self, state: CallState) -> Any:
        """Return the response of a call that was prepared; see `open_streamed`."""
        from .responses.streamed import AsyncStreamedResponse, StreamedResponse

        response, info, decoder = await self.with_retries(state, self._check_content)
        make: Any = AsyncStreamedResponse if self.IS_ASYNC else StreamedResponse
        return make(
            response,
            info,
            decoder,
            deadline=state.deadline,
            stall_timeout=state.stall_timeout,
            retry=partial(self._retry, state),
            observer=state.observer,
        )

    def _retry(self, state: CallState, error: APIError) -> Any:
        """Wait as the retry policy says, and open the response again. The async version returns a coroutine."""
        raise NotImplementedError

    async def _reopen(self, state: CallState, error: APIError) -> Any:
        await self._sleep(state.next_delay(error))
        if state.permit is not None and not await state.permit.has_turn(state.deadline):
            raise error
        return await self.open_state(state)

    async def open_stream(self, call: Call[Any], options: Options) -> Any:
        """Return the stream of a call."""
        return self.streams.open(call, await self.open_streamed(call, options))

    async def open_download(self, call: Call[bytes], options: Options) -> Any:
        """Return the bytes of a call. A small body is read, which gives the connection back; a large one is not."""
        state = await self.prepare_call(call, options)
        response = await self.open_state(state)
        content = self.content_of(call, options, response, state.request)
        length = str(response.info.headers.get("content-length", ""))
        if length.isdecimal() and int(length) <= _SMALL_DOWNLOAD:
            body = content.read()
            if self.IS_ASYNC:
                await body
        return content

    def content_of(self, call: Call[bytes], options: Options, response: Any, request: Any = None) -> Any:
        """Return the bytes of a response whose body was not read yet."""
        from .responses.content import AsyncContent, Content

        make: Any = AsyncContent if self.IS_ASYNC else Content
        return make(call, options, self, response.info, None, response, request)

    def with_middleware(self, send: Send) -> Send:
        """Return `send` with the middleware of the client around it."""
        hooks = self.hooks
        if hooks is None:
            return send
        if self.chain is not None:
            send = self.chain.answering(send)
        return hooks.around_send(send, self.config.deadline)


class Pipeline(BasePipeline):
    """Runs calls, blocking."""

    IS_ASYNC = False

    async def _sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def _retry(self, state: CallState, error: APIError) -> StreamedResponse:
        response: StreamedResponse = run_blocking(self._reopen(state, error))
        return response

    def send(self, call: Call[T], options: Options) -> T:
        """Return the decoded result of a call."""
        result: T = run_blocking(self.with_middleware(self.send_call)(call, options))
        return result

    def stream(self, call: Call[Any], options: Options) -> Any:
        """Return the stream of a call."""
        return run_blocking(self.with_middleware(self.open_stream)(call, options))

    def download(self, call: Call[bytes], options: Options) -> Any:
        """Return the bytes of a call, unread."""
        return run_blocking(self.with_middleware(self.open_download)(call, options))


class AsyncPipeline(BasePipeline):
    """Runs calls on an event loop."""

    IS_ASYNC = True

    async def _sleep(self, seconds: float) -> None:
        from anyio import sleep

        await sleep(seconds)

    def _retry(self, state: CallState, error: APIError) -> Coroutine[Any, Any, Any]:
        return self._reopen(state, error)

    async def send(self, call: Call[T], options: Options) -> T:
        """Return the decoded result of a call."""
        result: T = await self.with_middleware(self.send_call)(call, options)
        return result

    async def stream(self, call: Call[Any], options: Options) -> Any:
        """Return the stream of a call."""
        return await self.with_middleware(self.open_stream)(call, options)

    async def download(self, call: Call[bytes], options: Options) -> Any:
        """Return the bytes of a call, unread."""
        return await self.with_middleware(self.open_download)(call, options)
