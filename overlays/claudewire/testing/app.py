"""The ASGI application: routes from the document, and what every request goes through."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from . import batches, files, messages, models, skills
from .document import Operation
from .faults import HEADER, Fault
from .incoming import check_headers, read
from .player import Player
from .refusal import Refusal, invalid, not_found
from .script import Head, Pause, Script, json_answer
from .state import Handler, Received, State

ORGANIZATION: Final = "c1a0de00-0000-4000-8000-00000000c0de"
_SECRETS: Final = frozenset({"x-api-key", "authorization", "proxy-authorization", "cookie"})

HANDLERS: Final[Mapping[str, Handler]] = {
    **messages.HANDLERS,
    **batches.HANDLERS,
    **models.HANDLERS,
    **files.HANDLERS,
    **skills.HANDLERS,
}

_log = logging.getLogger("claudewire.testing")


def application(state: State) -> Starlette:
    """One route per operation of the document; what it does not have is a 404 in the API's own shape."""
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in state.document.operations:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    return Starlette(
        routes=[
            # A path without parameters goes first: `/v1/messages/batches` is no `/v1/messages/{id}`.
            *(
                Route(path, Endpoint(state, methods))
                for path, methods in sorted(by_path.items(), key=lambda item: "{" in item[0])
            ),
            Route("/{path:path}", Endpoint(state, {})),
        ]
    )


class Endpoint:
    """Answers the operations of one path."""

    def __init__(self, state: State, operations: Mapping[str, Operation]) -> None:
        self._state = state
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        operation = self._operations.get(request.method)
        received = _received(self._state, request, operation)
        try:
            script = await self._answer(request, operation, received)
        except ClientDisconnect:
            return
        headers = {
            "request-id": received.request_id,
            "anthropic-organization-id": ORGANIZATION,
            **self._state.limits.headers(),
        }
        player = Player(scope, receive, send, headers)
        await player.play(_late(self._state.settings.latency, _noted(script, received)))

    async def _answer(self, request: Request, operation: Operation | None, received: Received) -> Script:
        state = self._state
        state.log.append(received)
        try:
            fault = _fault(state, request, operation)
            received.fault = fault.name if fault else None
            script = await self._script(request, operation, received)
        except Refusal as refusal:
            return _refused(refusal, received)
        return fault.strike(script, received.request_id) if fault else script

    async def _script(self, request: Request, operation: Operation | None, received: Received) -> Script:
        state = self._state
        try:
            betas = check_headers(request.headers, state.document.betas)
            if operation is None:
                raise not_found(f"Not found: {request.method} {request.url.path}")
            incoming = await read(state.document, operation, request, betas)
            received.body, received.files = incoming.body or None, incoming.files
            handler = HANDLERS.get(operation.id)
            # An operation that is new in the document is answered with its own example until somebody writes more.
            return handler(state, incoming) if handler else json_answer(operation.example)
        except Refusal as refusal:
            return _refused(refusal, received)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - whatever breaks here must not look like a broken connection
            _log.exception("the local server failed on %s %s", request.method, request.url.path)
            return _refused(Refusal(500, f"The local server failed: {error!r}"), received)


def _received(state: State, request: Request, operation: Operation | None) -> Received:
    return Received(
        method=request.method,
        path=request.url.path,
        query=request.url.query,
        headers={name: "(not kept)" if name in _SECRETS else value for name, value in request.headers.items()},
        at=state.clock.now(),
        request_id=state.ids.request(),
        operation=operation.id if operation else None,
        parameters={name: str(value) for name, value in request.path_params.items()},
    )


def _fault(state: State, request: Request, operation: Operation | None) -> Fault | None:
    try:
        return state.faults.next(operation.id if operation else None, request.headers.get(HEADER))
    except ValueError as error:
        raise invalid(f"{HEADER}: {error}") from None


def _refused(refusal: Refusal, received: Received) -> Script:
    received.error = refusal.message
    headers: dict[str, Any] = {
        "x-should-retry": "false" if refusal.status < 429 and refusal.status != 409 else "true",
        **refusal.headers,
    }
    return json_answer(refusal.body(received.request_id), refusal.status, headers)


def _noted(script: Script, received: Received) -> Script:
    """The log has the status before the client does, so a test that has its answer can look at the log."""
    for step in script:
        if isinstance(step, Head):
            received.status = step.status
        yield step


def _late(seconds: float, script: Script) -> Script:
    if seconds:
        yield Pause(seconds)
    yield from script
