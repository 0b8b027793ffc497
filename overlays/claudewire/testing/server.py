"""A local server in a thread of its own: the whole API on loopback, for tests and demonstrations."""

from __future__ import annotations

import socket
from asyncio import Transport
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from .faults import Fault
from .replies.queue import Answer, Condition, ScriptedReply
from .state import Limits, LoggedRequest, Settings, State

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"


class LocalServer:
    """The Claude API on loopback, made from the document. Its text is canned: it is not a model.

        with LocalServer() as server:
            client = Claude(api_key="sk-ant-local", base_url=server.url)

    Args:
        port: 0 takes a free one.
        data: folder that keeps files, batches and skills from run to run; without it they live in memory.
        latency: seconds before the first byte of every answer.
        tokens_per_second: how fast streams are written; None is as fast as they go.
        batch_seconds: time from the creation of a batch to its end.
        limits: rate limits per minute, for instance `Limits(requests=5)`.
        seed: the same seed gives the same ids in the same order.
        document: another bundled document than the one that is installed.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        data: str | PathLike[str] | None = None,
        latency: float = 0.0,
        tokens_per_second: float | None = None,
        batch_seconds: float = 1.0,
        limits: Limits | None = None,
        seed: int | None = None,
        document: Mapping[str, Any] | str | PathLike[str] | None = None,
    ) -> None:
        settings = Settings(
            latency=latency,
            tokens_per_second=tokens_per_second,
            batch_seconds=batch_seconds,
            limits=limits or Limits(),
            seed=seed,
        )
        self.state = State(settings, data=data, document=document)
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: Thread | None = None

    @property
    def url(self) -> str:
        """Base URL for a client.

        Raises:
            RuntimeError: the server has not been started.
        """
        if not self._port:
            raise RuntimeError("the local server is not running: use it in a `with` block, or call start()")
        return f"http://{HOST}:{self._port}"

    # ------------------------------------------------------------------------------------------ life

    def start(self) -> Self:
        """Listen, and return as soon as requests are answered. After a `stop` it is the same server at the same address.

        Raises:
            ImportError: the extra `testing` is not installed.
            OSError: the port is taken.
        """
        server = make_server(self.state)
        listener = bind_socket(self._port)
        self._port = listener.getsockname()[1]
        thread = Thread(target=server.run, args=([listener],), name="claudewire-local-server", daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(0.005)
        self._server, self._thread = server, thread
        return self

    def stop(self) -> None:
        """Answer nothing more; open streams are cut."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.state.store.close()

    # ------------------------------------------------------------------------------------------ direction

    @property
    def requests(self) -> list[LoggedRequest]:
        """The requests so far, oldest first."""
        return list(self.state.log)

    def reply(
        self,
        answer: Answer,
        *,
        when: Condition | None = None,
        stop_reason: str | None = None,
        usage: Mapping[str, int] | None = None,
        times: int | None = 1,
    ) -> Self:
        """Steps the next answer. Several calls make a queue; without one, answers are canned.

        Args:
            answer: text, a content block, a list of both, a message, or a function from the request body to these.
            when: only for request bodies of which this is true.
            stop_reason: instead of the one that follows from the content.
            usage: fields of `usage` that replace the counted ones.
            times: how often; None is for ever, after the queue.
        """
        self.state.replies.add(
            ScriptedReply(answer=answer, when=when, stop_reason=stop_reason, usage=usage or {}), times
        )
        return self

    def replay(self, *paths: str | PathLike[str]) -> Self:
        """Answer from recordings: each recorded answer once, in order, to the next request of its operation.

        Args:
            paths: cassettes (YAML or JSON), HAR files, JSON lines, gzipped or not, or folders of them.

        Raises:
            ValueError: a file is no recording, or no answer in it belongs to the API.
        """
        if not self.state.recorded.add(paths, self.state.document):
            raise ValueError(f"no recorded answer of the API in {', '.join(map(str, paths))}")
        return self

    def fault(
        self,
        name: str,
        *,
        times: int | None = 1,
        after: int = 0,
        operation: str | None = None,
        after_events: int = 3,
        seconds: float = 1.0,
        status: int = 500,
        type: str | None = None,
        message: str | None = None,
        retry_after: float | None = None,
        should_retry: bool | None = None,
    ) -> Self:
        """Let something go wrong with the next answers: see `claudewire.testing.FAULTS`.

        Args:
            name: name of the fault.
            times: requests that it strikes; None for all.
            after: requests that it lets pass first.
            operation: only this operation, by `operationId`, for instance `messages.create`.
            after_events: for faults in the middle of a stream: events that come through first.
            seconds: for faults that take time.
            status: for `status`: which.
            type: for errors: `error.type`, if not the usual one.
            message: for errors: the sentence, if not the usual one.
            retry_after: for errors: seconds in the `retry-after` header.
            should_retry: for errors: the verdict in the `x-should-retry` header.
        """
        fault = Fault(
            name=name,
            times=times,
            after=after,
            operation=operation,
            after_events=after_events,
            seconds=seconds,
            status=status,
            type=type,
            message=message,
            retry_after=retry_after,
            should_retry=should_retry,
        )
        self.state.faults.add(fault)
        return self

    def reset(self) -> None:
        """Forget scripted answers, faults and the log; what is stored stays."""
        self.state.clear_scripts()

    def advance(self, seconds: float) -> None:
        """Let time pass at once: batches end, files expire, rate limits refill."""
        self.state.clock.advance(seconds)


def bind_socket(port: int) -> socket.socket:
    """A socket on loopback. Bound here, so that the port is known before the server runs."""
    # With its protocol named, asyncio switches Nagle's algorithm off; without, a body waits 40 ms for the head's acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    return listener


def make_server(state: State) -> uvicorn.Server:
    """The HTTP server around the application.

    Raises:
        ImportError: the extra `testing` is not installed.
    """
    try:
        import uvicorn
        from uvicorn.protocols.http.h11_impl import H11Protocol

        from .app.routes import application
    except ImportError as error:
        raise ImportError(
            f"the local server needs the extra `testing`: pip install 'claudewire[testing]' ({error.name} is missing)"
        ) from error

    class Protocol(H11Protocol):
        """Lets the application reach the connection: some faults end it in ways that HTTP does not know."""

        def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            inner: Callable[..., Any] = self.app

            async def app(scope: Any, receive: Any, send: Any) -> None:
                await inner({**scope, "claudewire.connection": transport}, receive, send)

            self.app = app

    return uvicorn.Server(
        uvicorn.Config(
            application(state),
            http=Protocol,
            loop="asyncio",
            lifespan="off",
            ws="none",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            # Open streams do not hold up the end of a test.
            timeout_graceful_shutdown=0,
        )
    )


__all__: Sequence[str] = ("LocalServer",)
