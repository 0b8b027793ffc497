"""Middleware in the official form: functions around each attempt, `fn(request, call_next) -> response`.

They see every response, also those with an error status. What they return goes on as if the server had sent it; a value that is no
response is the result of the call. Generator functions (see `middleware`) run around the whole call, outside of these.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from attrs import evolve

from claudewire import _json
from claudewire._callbacks import calling, name_of
from claudewire._errors.base import APIError, ConfigurationError
from claudewire._http.decoders import ContentDecoder
from claudewire._http.network.sync_stream import run_blocking
from claudewire_api._call import Call, Omit, Options, omit

from .handlers import is_handler
from .requests.paths import check_method, check_path
from .requests.request import PreparedRequest, encode
from .responses.api_response import APIResponse, AsyncAPIResponse
from .responses.response import ResponseInfo
from .responses.results import error_from_response
from .responses.streamed import AsyncStreamedResponse, StreamedResponse

if TYPE_CHECKING:
    from .call_state import CallState
    from .interfaces import Send
    from .pipeline import BasePipeline


class APIRequest:
    """One attempt as middleware of the official form sees it. A value: `copy` returns a changed one.

    Attributes:
        operation: ID of the operation, such as `messages.create`.
        method: HTTP method, in lower case.
        url: Path below the base URL.
        headers: Headers that the call was given; neither the credential nor the headers of the client.
        query_params: Parameters of the query.
        timeout: Of the call; `omit` for that of the client.
        max_retries: Of the call; `omit` for that of the client.
        retries_taken: Attempts before this one.
        stream: Whether the result is a stream.

    Args:
        call: The call that the attempt belongs to.
        options: The options of the call.
    """

    def __init__(self, call: Call[Any], options: Options, *, retries_taken: int = 0) -> None:
        self._call, self._options = call, options
        self.retries_taken = retries_taken
        self.operation: str = call.operation.id
        self.method: str = call.operation.method.lower()
        self.url: str = call.path
        self.headers: Mapping[str, Any] = {**call.headers, **(options.extra_headers or {})}
        self.query_params: Mapping[str, Any] = {**dict(call.query), **(options.extra_query or {})}
        self.timeout: Any = options.timeout
        self.max_retries: Any = omit if options.max_retries is None else options.max_retries
        self.stream: bool = call.kind in ("events", "lines")

    @cached_property
    def json(self) -> Any:
        """The JSON body, as plain values; None if there is none."""
        call, extra = self._call, self._options.extra_body
        if call.operation.body != "json":
            return None
        if call.body is None:
            return None if isinstance(call.content, Omit) else _json.loads(encode(call.content))
        fields = {name: value for name, value in {**call.body, **(extra or {})}.items() if not isinstance(value, Omit)}
        return _json.loads(encode(fields))

    @property
    def cast_to(self) -> Any:
        """The class of the result, if it has one."""
        return getattr(self._call.decode, "__self__", None)

    def copy(
        self,
        *,
        method: str | Omit = omit,
        url: str | Omit = omit,
        headers: Mapping[str, Any] | Omit = omit,
        params: Mapping[str, Any] | Omit = omit,
        body: Any = omit,
        timeout: Any = omit,
    ) -> APIRequest:
        """Return a changed request. Headers, parameters and a body replace those that were there.

        Args:
            method: HTTP method.
            url: Path below the base URL.
            headers: Headers of the call.
            params: Parameters of the query.
            body: The JSON body.
            timeout: Seconds, an `httpx.Timeout`, or None for no limit.

        Raises:
            RequestInvalid: the method is not one that an API has.
        """
        call, options = self._call, self._options
        if not isinstance(method, Omit):
            call = evolve(call, operation=evolve(call.operation, method=check_method(method)))
        if not isinstance(url, Omit):
            call = evolve(call, path=url)
        if not isinstance(headers, Omit):
            call, options = evolve(call, headers={}), evolve(options, extra_headers=dict(headers))
        if not isinstance(params, Omit):
            call, options = evolve(call, query=()), evolve(options, extra_query=dict(params))
        if not isinstance(timeout, Omit):
            options = evolve(options, timeout=timeout)
        if not isinstance(body, Omit):
            call, options = _with_body(call, body), evolve(options, extra_body=None)
        copied = APIRequest(call, options, retries_taken=self.retries_taken)
        if isinstance(body, Omit) and "json" in self.__dict__:
            copied.__dict__["json"] = copy.deepcopy(self.json)
        return copied

    # Headers may be credentials, and a repr appears in logs.
    def __repr__(self) -> str:
        return f"<APIRequest {self.method} {self.url}>"

    def _unsent(self) -> tuple[Call[Any], Options]:
        """Return the call and its options; with the body, if a program has changed what `json` returned."""
        call = self._call
        if "json" in self.__dict__ and self.json is not None:
            return _with_body(call, self.json), evolve(self._options, extra_body=None)
        return call, self._options


def _with_body(call: Call[Any], body: Any) -> Call[Any]:
    if isinstance(body, Mapping):
        return evolve(call, body=cast("Mapping[str, Any]", body), content=omit)
    return evolve(call, body=None, content=body)


CallNext: TypeAlias = "Callable[[APIRequest], APIResponse[Any]]"
AsyncCallNext: TypeAlias = "Callable[[APIRequest], Awaitable[AsyncAPIResponse[Any]]]"
MiddlewareCallable: TypeAlias = "Callable[[APIRequest, CallNext], APIResponse[Any]]"
AsyncMiddlewareCallable: TypeAlias = "Callable[[APIRequest, AsyncCallNext], Awaitable[AsyncAPIResponse[Any]]]"


class Answer(Exception):
    """Carries a result that middleware gives in the place of a response."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


class _Parsed:
    """The result, made once: middleware and program get the same object."""

    _parsed: Any = omit

    def is_parsed(self) -> bool:
        return not isinstance(self._parsed, Omit)


class AttemptResponse(_Parsed, APIResponse[Any]):
    """A response of one attempt."""

    def parse(self, *, to: Any = None) -> Any:
        if to is not None:
            return super().parse(to=to)
        if not self.is_parsed():
            self._parsed = super().parse()
        return self._parsed


class AsyncAttemptResponse(_Parsed, AsyncAPIResponse[Any]):
    """Async version of `AttemptResponse`."""

    async def parse(self, *, to: Any = None) -> Any:
        if to is not None:
            return await super().parse(to=to)
        if not self.is_parsed():
            self._parsed = await super().parse()
        return self._parsed


class ReadResponse:
    """A response whose body was read and decoded."""

    is_complete: Final = True

    def __init__(self, body: bytes) -> None:
        self._left: bytes | None = body

    async def read(self, _: Any) -> bytes:
        return self._left or b""

    async def read_chunk(self) -> bytes | None:
        return self.receive()

    def receive(self) -> bytes | None:
        left, self._left = self._left, None
        return left

    def set_read_deadline(self, deadline: float | None) -> None: ...

    def close(self) -> None: ...

    async def aclose(self) -> None: ...


class AttemptChain:
    """The functions of one client, the outermost first."""

    def __init__(self, pipeline: BasePipeline, items: Iterable[Any]) -> None:
        self._pipeline = pipeline
        name = "handle_async" if pipeline.IS_ASYNC else "handle"
        self._handlers: list[Callable[..., Any]] = [getattr(item, name, item) for item in items]

    def answering(self, send: Send) -> Send:
        """Return `send`, with what middleware answers as its result, and the exceptions that middleware made of errors."""

        async def answered(call: Call[Any], options: Options) -> Any:
            try:
                return await send(call, options)
            except Answer as answer:
                return answer.value
            except APIError as error:
                wrapper, error.wrapped_by = error.wrapped_by, None
                if wrapper is None:
                    raise
                raise wrapper from error

        return answered

    async def run(self, state: CallState) -> tuple[Any, ResponseInfo]:
        """Return the response of one attempt, which has a success status.

        Raises:
            APIError: any other status, no response, or the cause of an error that middleware raised.
            Answer: middleware has returned another value.
        """
        opened: list[Any] = []
        value: Any = None
        try:
            request = APIRequest(state.asked, state.options, retries_taken=state.attempt - 1)
            value = await self._step(0, state, opened, request)
        except APIError:
            raise
        except Exception as error:
            cause = _api_error_behind(error)
            if cause is None:
                raise
            cause.wrapped_by = error
            raise cause from cause.__cause__
        finally:
            for response in opened:
                if response is not value:
                    await _resolve(response.close())
        if not isinstance(value, (AttemptResponse, AsyncAttemptResponse)):
            raise Answer(value)
        return await self._deliver(state, value)

    async def _step(self, index: int, state: CallState, opened: list[Any], request: APIRequest) -> Any:
        if not isinstance(request, APIRequest):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigurationError(f"call_next takes an APIRequest, not a {type(request).__name__}")
        if index == len(self._handlers):
            response = await self._send(state, request)
            opened.append(response)
            return response
        following = partial(self._step, index + 1, state, opened)
        handler = self._handlers[index]
        with calling(f"middleware {name_of(handler)}"):
            if self._pipeline.IS_ASYNC:
                return await handler(request, following)

            def call_next(changed: APIRequest) -> Any:
                return run_blocking(following(changed))

            return handler(request, call_next)

    async def _send(self, state: CallState, request: APIRequest) -> Any:
        """Send a request once, and return its response, whatever its status is."""
        pipeline = self._pipeline
        prepared = self._prepare(state, request)
        while True:
            response, info = await pipeline.exchange(state, prepared)
            if not 300 <= info.status_code < 400 or "location" not in info.headers:
                break
            await response.aclose()
            prepared = state.redirect_request(info)
        is_async = pipeline.IS_ASYNC
        streamed: Any = (AsyncStreamedResponse if is_async else StreamedResponse)(
            response,
            info,
            ContentDecoder(info.headers.get("content-encoding", "")),
            deadline=state.deadline,
            stall_timeout=state.stall_timeout,
            retry=pipeline.retry_of(state),
            observer=None,
        )
        make: Any = AsyncAttemptResponse if is_async else AttemptResponse
        return make(state.asked, state.options, pipeline, info, None, streamed)

    def _prepare(self, state: CallState, request: APIRequest) -> PreparedRequest:
        """Return the request to send: that of the call, unless middleware has changed it."""
        call, options = request._unsent()  # pyright: ignore[reportPrivateUsage]
        if call is state.asked and options is state.options:
            return state.request
        if state.call.kind != call.kind and isinstance(call.body, Mapping):  # a long request that goes as a stream
            field = str(call.operation.stream_field)
            call = evolve(call, kind=state.call.kind, body={**call.body, field: True})
        builder = self._pipeline.builder
        call = evolve(call, path=check_path(builder.config.base_url, call.path))
        prepared = builder.build(call, options)
        if prepared.body == state.request.body and b"idempotency-key" in state.request.headers:
            prepared.headers.setdefault(b"idempotency-key", b"")
            prepared.headers[b"idempotency-key"] = state.request.headers[b"idempotency-key"]
        return prepared

    async def _deliver(self, state: CallState, value: Any) -> tuple[Any, ResponseInfo]:
        info: ResponseInfo = value.info
        is_success = 200 <= info.status_code < 300
        if is_success and state.asked.kind != "json" and value._body is None:
            return value._open._response, info
        body: bytes = await _resolve(value.read())
        if not is_success:
            raise error_from_response(info, body, self._pipeline.secrets, state.request)
        state.is_decoded = True
        if not state.asked.operation.pagination:
            state.parse = value.parse
        return ReadResponse(body), info


async def _resolve(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


def _api_error_behind(error: BaseException) -> APIError | None:
    """Return the retryable error that caused another one."""
    cause = error.__cause__
    while cause is not None:
        if isinstance(cause, APIError) and cause.is_retryable:
            return cause
        cause = cause.__cause__
    return None


def chain_of(pipeline: BasePipeline) -> AttemptChain | None:
    """Return the chain of a pipeline; None without middleware of this form."""
    handlers = list(filter(is_handler, pipeline.config.middleware))
    return AttemptChain(pipeline, handlers) if handlers else None
