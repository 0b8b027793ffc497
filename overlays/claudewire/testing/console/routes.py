"""What is not the API: the page at `/`, and a few addresses under `/-/` that direct a server from another process.

| | |
|---|---|
| `GET /` | what is served, and the last requests |
| `GET /-/requests` | the same requests as JSON |
| `POST /-/faults` | `{"name": "overloaded", "times": 1, …}`: fields of `Fault` |
| `POST /-/replies` | `{"answer": …, "times": 1, "stop_reason": …, "usage": …}`: arguments of `LocalServer.reply` |
| `POST /-/clock` | `{"advance": seconds}` |
| `POST /-/reset` | forget scripted answers, faults and the log |
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from claudewire.testing.clock import timestamp
from claudewire.testing.faults import Fault
from claudewire.testing.replies.queue import ScriptedReply
from claudewire.testing.state import LoggedRequest, State

#: Requests that the page shows.
_SHOWN: Final = 50


def routes(state: State) -> list[Route]:
    """The page and the directions."""

    async def page(request: Request) -> Response:
        return HTMLResponse(_page(state, str(request.base_url).rstrip("/")))

    async def requests(request: Request) -> Response:
        _ = request
        return JSONResponse([_facts(received) for received in state.log])

    def directed(act: Callable[[dict[str, Any]], None]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            if "origin" in request.headers:
                return JSONResponse({"error": "web pages may not direct this server"}, 403)
            try:
                act(await request.json() if await request.body() else {})
            except (KeyError, TypeError, ValueError) as error:
                return JSONResponse({"error": str(error)}, 400)
            return JSONResponse({"ok": True})

        return answer

    return [
        Route("/", page),
        Route("/-/requests", requests),
        Route("/-/faults", directed(lambda body: state.faults.add(Fault.of_options(body))), methods=["POST"]),
        Route("/-/replies", directed(lambda body: _reply(state, **body)), methods=["POST"]),
        Route("/-/clock", directed(lambda body: state.clock.advance(float(body["advance"]))), methods=["POST"]),
        Route("/-/reset", directed(lambda _: state.clear_scripts()), methods=["POST"]),
    ]


def _reply(
    state: State,
    *,
    answer: Any,
    times: int | None = 1,
    stop_reason: str | None = None,
    usage: dict[str, int] | None = None,
) -> None:
    state.replies.add(ScriptedReply(answer=answer, when=None, stop_reason=stop_reason, usage=usage or {}), times)


def _facts(received: LoggedRequest) -> dict[str, Any]:
    return {
        "at": timestamp(received.at),
        "method": received.method,
        "path": received.path,
        "query": received.query,
        "operation": received.operation,
        "status": received.status,
        "fault": received.fault,
        "error": received.error,
        "request_id": received.request_id,
        "body": received.body,
    }


def _page(state: State, url: str) -> str:
    operations = "".join(
        f"<tr><td>{escape(operation.method)}<td><code>{escape(operation.path)}</code><td>{escape(operation.summary)}"
        for operation in state.document.operations
    )
    last = "".join(_row(received) for received in list(state.log)[: -_SHOWN - 1 : -1])
    faults = "".join(f"<li><code>{escape(str(fault))}</code>" for fault in state.faults.active())
    waiting = len(state.replies)
    return _TEMPLATE.format(
        url=escape(url),
        operations=operations,
        count=len(state.document.operations),
        last=last or "<tr><td colspan=5>None so far.",
        faults=f"<ul>{faults}</ul>" if faults else "<p>None.</p>",
        waiting=f"{waiting} scripted answer{'' if waiting == 1 else 's'} waiting.",
        title=escape(str(state.document.raw["info"]["title"])),
    )


def _row(received: LoggedRequest) -> str:
    note = received.error or (f"fault: {received.fault}" if received.fault else "")
    cells = (
        timestamp(received.at)[11:19],
        received.method,
        received.path + (f"?{received.query}" if received.query else ""),
        str(received.status or "…"),
        note,
    )
    kind = ' class="failed"' if (received.status or 0) >= 400 else ""
    return f"<tr{kind}>" + "".join(f"<td>{escape(cell)}" for cell in cells)


_TEMPLATE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<link rel="icon" href="data:,">
<title>claudewire: {title}, without a model</title>
<style>
  :root {{ color-scheme: light dark }}
  body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }}
  code, pre {{ font: 13px/1.5 ui-monospace, monospace }}
  pre {{ padding: .7rem 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); overflow-x: auto }}
  div {{ overflow-x: auto }}
  table {{ border-collapse: collapse; width: 100% }}
  td, th {{ text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top }}
  td {{ border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent) }}
  .failed {{ color: light-dark(#a11, #f88) }}
</style>
<h1>{title}, without a model</h1>
<p>This is <b>claudewire</b>'s local server. It is not Anthropic's API and there is no model behind it: its answers are
canned or scripted. It checks every request against the document of the API.</p>
<pre>export ANTHROPIC_BASE_URL={url} ANTHROPIC_API_KEY=sk-ant-local</pre>
<h2>Last requests</h2>
<div><table><tr><th>at<th>method<th>path<th>status<th>what happened{last}</table></div>
<h2>Faults</h2>
{faults}
<p>{waiting}</p>
<h2>What is served: {count} operations</h2>
<div><table>{operations}</table></div>
"""
