"""The ASGI application: routes from the document, and what every request goes through."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from claudewire.contract.document import Operation
from claudewire.testing import console
from claudewire.testing.api import HANDLERS
from claudewire.testing.faults import HEADER
from claudewire.testing.responses.errors import APIErrorResponse, invalid_request, not_found
from claudewire.testing.responses.player import Player
from claudewire.testing.responses.steps import Head, Pause, Steps, json_response
from claudewire.testing.state import LoggedRequest, State, ValidRequest

from .read import check_headers, read

ORGANIZATION: Final = "c1a0de00-0000-4000-8000-00000000c0de"
_SECRETS: Final = frozenset({"x-api-key", "authorization", "proxy-authorization", "cookie"})

_log = logging.getLogger("claudewire.testing")


def application(state: State) -> Starlette:
    """One route per operation of the document; what it does not have is a 404 in the API's own shape."""
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in state.document.operations:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    # A path without parameters goes first: `/v1/messages/batches` is no `/v1/messages/{id}`.
    fixed_first = sorted(by_path, key=lambda path: path.count("{"))
    return Starlette(
        routes=[
            *(Route(path, Endpoint(state, by_path[path])) for path in fixed_first),
            *console.routes(state),
            Route("/{path:path}", Endpoint(state, {})),
        ]
    )


class Endpoint:
    """Answers the operations of one path."""

    def __init__(self, state: State, operations: Mapping[str, Operation]) -> None:
        self._state = state
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state, request = self._state, Request(scope, receive)
        operation = self._operations.get(request.method)
        received = _received(state, request, operation)
        state.log.append(received)
        try:
            script = await self._script(request, operation, received)
        except ClientDisconnect:
            return

        def headers() -> dict[str, str]:
            common = {"request-id": received.request_id, "anthropic-organization-id": ORGANIZATION}
            return common | state.limits.headers()

        player = Player(scope, receive, send, headers, seed=received.request_id)
        await player.play(_late(state.settings.latency, _noted(script, received)))

    async def _script(self, request: Request, operation: Operation | None, received: LoggedRequest) -> Steps:
        try:
            fault = self._state.faults.next(received.operation, request.headers.get(HEADER))
        except ValueError as error:
            return _refused(invalid_request(f"{HEADER}: {error}"), received)
        try:
            incoming = await self._incoming(request, operation)
            received.body, received.files = incoming.body or None, incoming.files
            script = self._handled(incoming, received)
        except APIErrorResponse as refusal:
            script = _refused(refusal, received)
        if fault is None:
            return script
        received.fault = fault.name
        return fault.apply(script, received.request_id)

    async def _incoming(self, request: Request, operation: Operation | None) -> ValidRequest:
        document = self._state.document
        betas = check_headers(request.headers, document.betas)
        if operation is None and self._operations:
            raise APIErrorResponse(405, "Method Not Allowed", headers={"allow": ", ".join(self._operations)})
        if operation is None:
            raise not_found(f"Not found: {request.url.path}")
        return await read(document, operation, request, betas)

    def _handled(self, incoming: ValidRequest, received: LoggedRequest) -> Steps:
        """The handler's answer. It runs when the first step is asked for: a fault in its place leaves no trace."""
        handler = HANDLERS.get(incoming.operation.id, _example)
        try:
            script = self._state.recorded.take(incoming.operation.id) or handler(self._state, incoming)
        except APIErrorResponse as refusal:
            script = _refused(refusal, received)
        except Exception as error:  # noqa: BLE001 - whatever breaks here must not look like a broken connection
            _log.exception("the local server failed on %s %s", received.method, received.path)
            script = _refused(APIErrorResponse(500, f"The local server failed: {error!r}"), received)
        yield from script


def _received(state: State, request: Request, operation: Operation | None) -> LoggedRequest:
    return LoggedRequest(
        method=request.method,
        path=request.url.path,
        query=request.url.query,
        headers={name: "(not kept)" if name in _SECRETS else value for name, value in request.headers.items()},
        at=state.clock.now(),
        request_id=state.ids.request(),
        operation=operation.id if operation else None,
        parameters={name: str(value) for name, value in request.path_params.items()},
    )


def _example(_: State, incoming: ValidRequest) -> Steps:
    """An operation that is new in the document is answered with its own example until somebody writes more."""
    return json_response(incoming.operation.example)


def _refused(refusal: APIErrorResponse, received: LoggedRequest) -> Steps:
    received.error = refusal.message
    headers: dict[str, Any] = {
        "x-should-retry": "false" if refusal.status < 429 and refusal.status != 409 else "true",
        **refusal.headers,
    }
    return json_response(refusal.body(received.request_id), refusal.status, headers)


def _noted(script: Steps, received: LoggedRequest) -> Steps:
    """The log has the status before the client does, so a test that has its answer can look at the log."""
    for step in script:
        if isinstance(step, Head):
            received.status = step.status
        yield step


def _late(seconds: float, script: Steps) -> Steps:
    if seconds:
        yield Pause(seconds)
    yield from script
