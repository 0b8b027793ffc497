"""The page at `/`: the requests, forms for replies and faults, and the list of operations."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from claudewire.testing.faults import describe_faults
from claudewire.testing.state import State

#: The page loads only its own two files, and talks only to this server.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {"content-security-policy": _POLICY, "x-content-type-options": "nosniff", "cache-control": "no-store"}
_TYPES: Final = {"console.js": "text/javascript; charset=utf-8", "console.css": "text/css; charset=utf-8"}


def routes(state: State) -> list[Route]:
    """Return the page and its files."""

    async def index(request: Request) -> Response:
        page = _page(state, str(request.base_url).rstrip("/"))
        return Response(page, media_type="text/html", headers=_HEADERS)

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _TYPES:
            return Response("no such file", 404, headers=_HEADERS)
        return Response(_read(name), headers={**_HEADERS, "content-type": _TYPES[name]})

    return [Route("/", index), Route("/-/static/{name}", asset)]


def _read(name: str) -> str:
    return files("claudewire.testing.console").joinpath("static", name).read_text(encoding="utf-8")


def _page(state: State, url: str) -> str:
    operations = "".join(
        f"<tr><td>{escape(operation.method)}<td><code>{escape(operation.path)}</code><td>{escape(operation.summary)}"
        for operation in state.document.operations
    )
    faults = "".join(
        f'<option value="{escape(name)}" title="{escape(sentence)}">{escape(name)}</option>'
        for name, sentence in describe_faults().items()
    )
    names = "".join(f'<option value="{escape(operation.id)}">' for operation in state.document.operations)
    values = {
        "url": url,
        "title": str(state.document.raw["info"]["title"]),
        "count": str(len(state.document.operations)),
    }
    page = _read("console.html")
    for name, value in values.items():
        page = page.replace(f"{{{{{name}}}}}", escape(value))
    return page.replace("{{operations}}", operations).replace("{{faults}}", faults).replace("{{names}}", names)
