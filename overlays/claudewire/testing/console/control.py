"""Control of a running server over HTTP.

| | |
|---|---|
| `GET /-/health` | `{"status": "ok", …}`, without a key |
| `GET /-/requests` | the last requests, oldest first; `/-/requests/{request_id}` one of them with its response |
| `GET /-/log?after=N` | what has changed since revision N |
| `POST /-/replies` | `{"answer": …, "times": 1, "when": …, "stop_reason": …, "usage": …, "delay": …}`: arguments of `LocalServer.reply` |
| `POST /-/script` | `{"turns": […], "when": …, "then": "error"}`: arguments of `LocalServer.script` |
| `POST /-/faults` | `{"name": "overloaded", "times": 1, …}`: arguments of `LocalServer.fault`; `DELETE` ends all faults |
| `GET /-/models`, `POST /-/models` | the models; `{"add": "name"}` adds one |
| `POST /-/clock` | `{"advance": seconds}` |
| `POST /-/reset` | forget everything |
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import evolve
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from claudewire._version import __version__
from claudewire.contract.values import is_array, is_object
from claudewire.testing.api import models
from claudewire.testing.clock import timestamp
from claudewire.testing.errors import InvalidScript
from claudewire.testing.faults import Fault
from claudewire.testing.json_values import parse_json
from claudewire.testing.replies.match import condition_of, last_user_text
from claudewire.testing.replies.queue import Script, ScriptedReply
from claudewire.testing.replies.turn import turn
from claudewire.testing.state import LoggedRequest, State

from .origin import same_origin

#: Bytes of a request that controls the server.
_MAX_BODY: Final = 32 * 1024 * 1024
#: Characters of a prompt in a list.
_EXCERPT: Final = 200


def routes(state: State) -> list[Route]:
    """Return the addresses below `/-/`."""

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "server": "claudewire", "version": __version__, "model": None})

    async def hello(_: Request) -> Response:
        return JSONResponse({"message": "hello"})

    async def requests(_: Request) -> Response:
        return JSONResponse([summary(logged) | {"body": logged.body} for logged in state.log])

    async def one_request(request: Request) -> Response:
        logged = state.log.find(request.path_params["request_id"])
        return JSONResponse({"error": "no such request"}, 404) if logged is None else JSONResponse(details(logged))

    async def changes(request: Request) -> Response:
        after = request.query_params.get("after", "0")
        return JSONResponse(_changes(state, int(after) if after.isdecimal() else 0))

    async def list_models(_: Request) -> Response:
        return JSONResponse({"models": [model.id for model in models.MODELS], "added": list(state.settings.models)})

    def control(act: Callable[[Any], None]) -> Callable[[Request], Any]:
        async def respond(request: Request) -> Response:
            if not same_origin(request.headers):
                return JSONResponse({"error": "web pages may not control this server"}, 403)
            try:
                act(await _body(request))
            except ValueError as error:
                return JSONResponse({"error": str(error)}, 400)
            return JSONResponse({"ok": True})

        return respond

    return [
        Route("/-/health", health),
        Route("/api/hello", hello),
        Route("/-/requests", requests),
        Route("/-/requests/{request_id}", one_request),
        Route("/-/log", changes),
        Route("/-/models", list_models, methods=["GET"]),
        Route("/-/models", control(lambda body: add_model(state, body)), methods=["POST"]),
        Route("/-/faults", control(lambda body: state.faults.add(Fault.of_options(_object(body)))), methods=["POST"]),
        Route("/-/faults", control(lambda _: state.faults.clear()), methods=["DELETE"]),
        Route("/-/replies", control(lambda body: _reply(state, _object(body))), methods=["POST"]),
        Route("/-/script", control(lambda body: _script(state, body)), methods=["POST"]),
        Route(
            "/-/clock", control(lambda body: state.clock.advance(_field(_object(body), "advance"))), methods=["POST"]
        ),
        Route("/-/reset", control(lambda _: state.reset()), methods=["POST"]),
    ]


async def _body(request: Request) -> Any:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > _MAX_BODY:
            raise InvalidScript(f"the body may have {_MAX_BODY:,} bytes")
    try:
        return parse_json(bytes(content)) if content else {}
    except ValueError as error:
        raise InvalidScript(f"the body is not valid JSON: {error}") from None


def summary(logged: LoggedRequest) -> dict[str, Any]:
    """Return the facts of one request that a list shows."""
    return {
        "at": timestamp(logged.at),
        "method": logged.method,
        "path": logged.path,
        "query": logged.query,
        "operation": logged.operation,
        "status": logged.status,
        "fault": logged.fault,
        "error": logged.error,
        "notes": logged.notes,
        "text": _excerpt(logged.body),
        "request_id": logged.request_id,
        "seconds": logged.response.seconds,
        "revision": logged.revision,
    }


def _excerpt(body: Any) -> str:
    """Return the model and the start of the last user text of a message request."""
    if not is_object(body) or not is_array(body.get("messages")):
        return ""
    return f"{body.get('model', '')} {last_user_text(body)[:_EXCERPT]}"


def details(logged: LoggedRequest) -> dict[str, Any]:
    """Return everything that the log has of one request and its response."""
    response = logged.response
    return {
        **summary(logged),
        "parameters": dict(logged.parameters),
        "headers": dict(logged.headers),
        "body": logged.body,
        "files": [
            {"field": file.field, "filename": file.filename, "media_type": file.media_type, "bytes": len(file.content)}
            for file in logged.files
        ],
        "response": {
            "headers": dict(response.headers),
            "body": None if response.events else bytes(response.body).decode("utf-8", "replace"),
            "events": [{"seconds": seconds, "event": name, "data": data} for seconds, name, data in response.events],
            "cut": response.cut,
        },
    }


def add_model(state: State, body: Any) -> None:
    """Add the name of a model to the settings."""
    name = _field(_object(body), "add")
    if not isinstance(name, str) or not name.strip():
        raise InvalidScript("add: should be the name of a model")
    state.settings = evolve(state.settings, models=[*state.settings.models, name.strip()])


def _changes(state: State, after: int) -> dict[str, Any]:
    logged = list(state.log)
    return {
        "revision": state.log.revision,
        "first": logged[0].request_id if logged else None,
        "count": len(logged),
        "requests": [summary(request) for request in logged if request.revision > after],
        "faults": [str(fault) for fault in state.faults.active()],
        "waiting": len(state.replies),
        "fixtures": _fixtures(state),
    }


def _fixtures(state: State) -> dict[str, Any] | None:
    fixtures = state.fixtures
    if fixtures is None:
        return None
    return {"path": str(fixtures.path), "rules": len(fixtures.rules), "problem": fixtures.problem}


def _reply(state: State, body: dict[str, Any]) -> None:
    answer, times = _field(body, "answer"), body.pop("times", 1)
    del body["answer"]
    when = body.pop("when", None)
    unknown = [name for name in body if name not in ("stop_reason", "usage", "delay", "fault")]
    if unknown:
        raise InvalidScript(
            f"a reply has no field {unknown[0]!r}; it has answer, times, when, stop_reason, usage, delay, fault"
        )
    state.replies.add(ScriptedReply(turn=turn(answer, **body), when=condition_of(when)), times)


def _script(state: State, body: Any) -> None:
    """Accept an object, or the list of turns alone."""
    options: dict[str, Any] = {"turns": body} if isinstance(body, list) else _object(body)
    unknown = [name for name in options if name not in ("turns", "when", "then")]
    if unknown:
        raise InvalidScript(f"a script has no field {unknown[0]!r}; it has turns, when, then")
    turns = _field(options, "turns")
    state.replies.add_script(Script(turns, options.get("when"), options.get("then", "error")))


def _object(body: Any) -> dict[str, Any]:
    if not is_object(body):
        raise InvalidScript(f"the body should be an object, not {type(body).__name__}")
    return body


def _field(body: dict[str, Any], name: str) -> Any:
    if name not in body:
        raise InvalidScript(f"{name}: is missing")
    return body[name]
