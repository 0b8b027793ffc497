"""A local server in a thread of its own: the whole API on loopback, for tests and demonstrations."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from attrs import evolve

from .app.serving import LOOPBACK, Certificate, bind_socket, make_certificate, make_server
from .errors import InvalidScript
from .faults import Fault
from .replies.match import Condition, condition_of
from .replies.queue import Script, ScriptedReply, Then
from .replies.turn import Reply, turn
from .state import Limits, LoggedRequest, Settings, State

if TYPE_CHECKING:
    import uvicorn

#: Seconds in which a server has to stop; it takes a tenth of one, unless a function of the caller keeps its thread.
STOP_SECONDS: Final = 30.0


class LocalServer:
    """The Claude API on loopback, made from the document. Its text is canned: it is not a model.

        with LocalServer() as server:
            client = Claude(api_key="sk-ant-local", base_url=server.url)

    Args:
        settings: how the server behaves; the arguments from `latency` to `fixtures` set single fields of it.
        port: 0 takes a free one.
        host: address of an interface; another than loopback lets other machines in.
        tls: serve HTTPS, with a certificate made for this server; clients trust the file `server.certificate`.
        data: folder that keeps files, batches and skills from run to run; without it they live in memory.
        document: another bundled document than the one that is installed.
        latency: seconds before the first byte of every response.
        tokens_per_second: how fast streams are written; None is as fast as they go.
        batch_seconds: time from the creation of a batch to its end.
        limits: rate limits per minute, for instance `Limits(requests=5)`.
        seed: the same seed gives the same IDs in the same order.
        models: names of models in addition to those of the API; `*` stands for any characters.
        call_tools: let canned responses call a tool also where the request does not force one.
        fixtures: file with rules that reply.

    Raises:
        InvalidScript: the fixtures file is not valid.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        port: int = 0,
        host: str = LOOPBACK,
        tls: bool = False,
        data: str | PathLike[str] | None = None,
        document: Mapping[str, Any] | str | PathLike[str] | None = None,
        latency: float | None = None,
        tokens_per_second: float | None = None,
        batch_seconds: float | None = None,
        limits: Limits | None = None,
        seed: int | None = None,
        models: Sequence[str] | None = None,
        call_tools: bool | None = None,
        fixtures: str | PathLike[str] | None = None,
    ) -> None:
        given = {
            "latency": latency,
            "tokens_per_second": tokens_per_second,
            "batch_seconds": batch_seconds,
            "limits": limits,
            "seed": seed,
            "models": models,
            "call_tools": call_tools,
            "fixtures": fixtures,
        }
        changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        self.state: State = State(evolve(settings or Settings(), **changes), data=data, document=document)
        self._host = host
        self._port = port
        self._tls = tls
        self._data = data
        self._certificate: Certificate | None = None
        self._server: uvicorn.Server | None = None
        self._thread: Thread | None = None

    @property
    def url(self) -> str:
        """Base URL for a client on this machine.

        Raises:
            RuntimeError: the server has not been started.
        """
        if not self._port:
            raise RuntimeError("the local server is not running: use it in a `with` block, or call start()")
        return base_url(self._host, self._port, tls=self._tls)

    @property
    def certificate(self) -> Path:
        """PEM file of the authority that clients of a server with `tls=True` have to trust.

        Raises:
            RuntimeError: the server has not been started, or serves no HTTPS.
        """
        if self._certificate is None:
            raise RuntimeError("the local server has no certificate: start it with tls=True")
        return self._certificate.authority

    # ------------------------------------------------------------------------------------------ life

    def start(self) -> Self:
        """Start the server, and return as soon as it responds. After a `stop` it is the same server at the same address.

        Raises:
            ImportError: the extra `testing` is not installed.
            OSError: the port is taken.
            InvalidScript: `tls=True` without the extra `tls`.
        """
        if self._tls and self._certificate is None:
            self._certificate = make_certificate(self._data, (*self.state.settings.allow_hosts, *_own_name(self._host)))
        server = make_server(self.state, self._certificate)
        listener = bind_socket(self._port, self._host)
        self._port = listener.getsockname()[1]
        thread = Thread(target=server.run, args=([listener],), name="claudewire-local-server", daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(0.005)
        self._server, self._thread = server, thread
        return self

    def stop(self) -> None:
        """Stop the server. Open streams are cut.

        Raises:
            RuntimeError: the server did not stop within `STOP_SECONDS`: a function given to `reply` or `script` does not return.
        """
        server, thread = self._server, self._thread
        self._server = self._thread = None
        if server and thread:
            server.should_exit = True
            thread.join(STOP_SECONDS)
            if thread.is_alive():
                raise RuntimeError(
                    f"the local server did not stop within {STOP_SECONDS:g} s. Its thread is in:\n{_stack_of(thread)}"
                )

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.stop()
        finally:
            self.state.store.close()

    # ------------------------------------------------------------------------------------------ control

    @property
    def requests(self) -> list[LoggedRequest]:
        """The logged requests, oldest first."""
        return list(self.state.log)

    def reply(
        self,
        answer: Reply,
        *,
        when: Condition | None = None,
        stop_reason: str | None = None,
        usage: Mapping[str, int] | None = None,
        delay: float = 0.0,
        times: int | None = 1,
    ) -> Self:
        """Script the next response. Several calls make a queue; without one, responses are canned.

        Args:
            answer: text, a content block, a list of both, a message, an error (`api_error`), a fault, `turn(…)`, or a function of
                the request body that returns one of these. The function runs in the server's thread: it must not call the server.
            when: only for request bodies of which this function is true, or that fulfil these conditions:
                `{"model": …, "system": …, "user": …, "tool_result": …, "tools": […], "turn": 1}`.
            stop_reason: instead of the one that follows from the content.
            usage: fields of `usage` that replace the counted ones.
            delay: seconds before the response.
            times: how often; None is for all requests after the queue.

        Raises:
            InvalidScript: one of these is not valid; nothing was added.
        """
        made = turn(answer, stop_reason=stop_reason, usage=usage, delay=delay)
        self.state.replies.add(ScriptedReply(turn=made, when=condition_of(when)), times)
        return self

    def script(
        self,
        turns: Iterable[Reply] | Callable[[dict[str, Any]], Reply],
        *,
        when: Condition | None = None,
        then: Then = "error",
    ) -> Script:
        """Script a model: its turns in order, one for each request.

        Args:
            turns: what `reply` takes, as a list; or one function of the request body, which makes every turn.
            when: as for `reply`; two scripts with different conditions play two models.
            then: what follows the last turn: `error` (a 400 that says so), `canned`, or `repeat` (the last turn, for ever).

        Returns:
            The script: `script.requests` are the request bodies that it replied to, `script.assert_finished()` checks that every
            turn was used.

        Raises:
            InvalidScript: a turn is not valid; nothing was added.
        """
        script = Script(turns, when, then)
        self.state.replies.add_script(script)
        return script

    def replay(self, *paths: str | PathLike[str]) -> Self:
        """Respond from recordings: each recorded response once, in order, to the next request of its operation.

        Args:
            paths: cassettes (YAML or JSON), HAR files, JSON lines, gzipped or not, or folders of them.

        Raises:
            ValueError: a file is not a recording, or no response in it belongs to the API.
        """
        if not self.state.recorded.add(paths, self.state.document):
            raise InvalidScript(f"no recorded response of the API in {', '.join(map(str, paths))}")
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
        """Let something go wrong with the next responses: see `claudewire.testing.FAULTS`.

        Args:
            name: name of the fault.
            times: requests that it strikes; None for all.
            after: requests that it lets pass first.
            operation: only this operation, by `operationId`, for instance `messages.create`.
            after_events: for faults in the middle of a stream: events that are sent before it.
            seconds: for faults that take time.
            status: for `status`: which.
            type: for errors: `error.type`, if not the usual one.
            message: for errors: the sentence, if not the usual one.
            retry_after: for errors: seconds in the `retry-after` header.
            should_retry: for errors: the verdict in the `x-should-retry` header.

        Raises:
            InvalidScript: there is no such fault, or an option has a value that it cannot have.
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
        """Forget everything: files, batches, skills, scripted replies, faults, the log, and the time that was added to the clock."""
        self.state.reset()

    def advance(self, seconds: float) -> None:
        """Set the clock forward: batches end, files expire, rate limits refill.

        Args:
            seconds: How many seconds.

        Raises:
            InvalidScript: `seconds` is negative or not a finite number.
        """
        self.state.clock.advance(seconds)


def base_url(host: str, port: int, *, tls: bool = False) -> str:
    """Return the base URL of a server for clients on this machine."""
    name = LOOPBACK if host in ("", "0.0.0.0", "::") else host  # noqa: S104 - the client's side of it
    return f"{'https' if tls else 'http'}://{f'[{name}]' if ':' in name else name}:{port}"


def _stack_of(thread: Thread) -> str:
    frame = sys._current_frames().get(thread.ident or 0)  # pyright: ignore[reportPrivateUsage]
    return "".join(traceback.format_stack(frame)) if frame else "(it has just ended)"


def _own_name(host: str) -> tuple[str, ...]:
    return () if host in ("", "0.0.0.0", "::") else (host,)  # noqa: S104


__all__ = ("LocalServer",)
