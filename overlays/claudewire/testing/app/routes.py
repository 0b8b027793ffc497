"""Routes from the document, and the steps that every request takes."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from claudewire.contract.document import Operation
from claudewire.contract.headers import LOCAL_SERVER
from claudewire.testing import console
from claudewire.testing.api import HANDLERS
from claudewire.testing.faults import HEADER, Fault
from claudewire.testing.responses.errors import APIErrorResponse, invalid_request, not_found
from claudewire.testing.responses.player import Player
from claudewire.testing.responses.steps import Head, Steps, delayed, full_response, json_response
from claudewire.testing.state import LoggedRequest, Recorder, State, ValidRequest, safe_headers

from .access import check_headers, check_host, cors_headers, is_preflight, preflight_headers
from .read import read
from .tokens import token_route
from .upstream import Upstream

ORGANIZATION: Final = "c1a0de00-0000-4000-8000-00000000c0de"

_log = logging.getLogger("claudewire.testing")


def application(state: State) -> ASGIApp:
    """Return the ASGI application: one route per operation of the document, the console, and a 404 for all other paths."""
    settings = state.settings
    upstream = None if settings.record_to is None else Upstream(settings.upstream, Path(settings.record_to))
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in state.document.operations:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    # Paths without parameters go first: `/v1/messages/batches` also fits `/v1/messages/{id}`.
    fixed_first = sorted(by_path, key=lambda path: path.count("{"))
    routes = Starlette(
        routes=[
            *(Route(path, Endpoint(state, by_path[path], upstream)) for path in fixed_first),
            *([token_route()] if upstream is None else []),
            *console.routes(state),
            Route("/{path:path}", Endpoint(state, {}, upstream)),
        ]
    )
    return HostGuard(routes, state)


class HostGuard:
    """Refuses requests that address the server by a name that is not its own."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            check_host(request.headers, self._state.settings.allow_hosts)
        except APIErrorResponse as refusal:
            steps = json_response(refusal.body(None), refusal.status)
            await Player(scope, receive, send, seed="").play(steps)
            return
        await self._app(scope, receive, send)


class Endpoint:
    """Responds to the operations of one path."""

    def __init__(self, state: State, operations: Mapping[str, Operation], upstream: Upstream | None = None) -> None:
        self._state = state
        self._operations = operations
        self._upstream = upstream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state, request = self._state, Request(scope, receive)
        if is_preflight(request.method, request.headers):
            steps = full_response(200, b"", "text/plain", preflight_headers(request.headers))
            await Player(scope, receive, send, seed="").play(steps)
            return
        operation = self._operations.get(request.method)
        logged = _logged(state, request, operation)
        state.log.append(logged)
        recorder = Recorder(state.log, logged, time.monotonic)
        if self._upstream is not None:
            try:
                await self._upstream.forward(request, send, logged, state.log)
            except ClientDisconnect:
                return
            except APIErrorResponse as error:
                steps = recorder.record(_error_steps(error, logged))
                await Player(scope, receive, send, seed=logged.request_id).play(steps)
            return
        try:
            steps = await self._steps(request, operation, logged)
        except ClientDisconnect:
            return
        if state.settings.latency:
            steps = delayed(state.settings.latency, steps)

        def headers() -> dict[str, str]:
            common = {"request-id": logged.request_id, "anthropic-organization-id": ORGANIZATION}
            return (
                {LOCAL_SERVER.name: LOCAL_SERVER.value}
                | common
                | state.limits.headers()
                | cors_headers(request.headers)
            )

        player = Player(scope, receive, send, seed=logged.request_id)
        await player.play(recorder.record(_with_headers(steps, headers)))

    async def _steps(self, request: Request, operation: Operation | None, logged: LoggedRequest) -> Steps:
        try:
            fault = self._state.faults.next(logged.operation, request.headers.get(HEADER))
        except ValueError as error:
            return _error_steps(invalid_request(f"{HEADER}: {error}"), logged)
        try:
            valid = await self._validated(request, operation, logged)
            logged.body, logged.files = valid.body or None, valid.files
            steps = self._handled(valid, logged)
        except APIErrorResponse as refusal:
            steps = _error_steps(refusal, logged)
        return _with_fault(fault, steps, logged)

    async def _validated(self, request: Request, operation: Operation | None, logged: LoggedRequest) -> ValidRequest:
        document = self._state.document
        access = check_headers(request.headers, document.betas, self._state.settings)
        logged.notes += access.notes
        if operation is None and self._operations:
            raise APIErrorResponse(405, "Method Not Allowed", headers={"allow": ", ".join(self._operations)})
        if operation is None:
            raise not_found(f"Not found: {request.url.path}{_hint(self._state, request)}")
        return await read(document, operation, request, access.betas, logged.request_id)

    def _handled(self, request: ValidRequest, logged: LoggedRequest) -> Steps:
        """Yield the steps of the handler. It runs when the first step is asked for: a fault in its place leaves no trace."""
        handler = HANDLERS.get(request.operation.id, _example)
        try:
            steps = self._state.recorded.take(request.operation.id) or handler(self._state, request)
        except APIErrorResponse as refusal:
            steps = _error_steps(refusal, logged)
        except Exception as error:  # noqa: BLE001 - whatever breaks here must not look like a broken connection
            _log.exception("the local server failed on %s %s", logged.method, logged.path)
            steps = _error_steps(APIErrorResponse(500, f"The local server failed: {error!r}"), logged)
        yield from steps


def _logged(state: State, request: Request, operation: Operation | None) -> LoggedRequest:
    return LoggedRequest(
        method=request.method,
        path=request.url.path,
        query=request.url.query,
        headers=safe_headers(request.headers),
        at=state.clock.now(),
        request_id=state.ids.request(),
        operation=operation.id if operation else None,
        parameters={name: str(value) for name, value in request.path_params.items()},
    )


def _hint(state: State, request: Request) -> str:
    """Return what is probably wrong with a path that is not of the API: some clients leave the version out."""
    routed = state.document.route(request.method, f"/v1{request.url.path}")
    if isinstance(routed, bool):
        return ""
    return f". The API has /v1{request.url.path}: set the base URL of this client to {request.base_url}v1"


def _example(_: State, request: ValidRequest) -> Steps:
    """Respond to an operation that has no handler yet with the example of the document."""
    return json_response(request.operation.example)


def _error_steps(error: APIErrorResponse, logged: LoggedRequest) -> Steps:
    logged.error = error.message
    headers: dict[str, Any] = {
        "x-should-retry": "false" if error.status < 429 and error.status != 409 else "true",
        **error.headers,
    }
    steps = json_response(error.body(logged.request_id), error.status, headers)
    return delayed(error.delay, steps) if error.delay else steps


def _with_fault(fault: Fault | None, steps: Steps, logged: LoggedRequest) -> Steps:
    if fault is None:
        return steps
    logged.fault = fault.name
    return fault.apply(steps, logged.request_id)


def _with_headers(steps: Steps, headers: Any) -> Steps:
    """Add the headers that every response has, as they are at the moment of the response."""
    for step in steps:
        yield Head(step.status, {**headers(), **step.headers}) if isinstance(step, Head) else step
