"""What was sent: path, headers, query, JSON bodies and forms."""

from __future__ import annotations

import json
from typing import Any, Final

from .document import Node
from .forms import FormError, Part, parts
from .headers import query_values, value_of
from .interaction import is_masked
from .visit import NOTHING, Visit

#: Where one of these was recorded, the recorder did not leave out headers at large: a missing one was not sent.
_CREDENTIALS: Final = ("x-api-key", "authorization")
#: `?beta=true` is how official clients mark a call that came through their beta door; the API passes over it.
_CLIENT_QUERY: Final = frozenset({"beta"})


def check_request(visit: Visit) -> Any:
    """Check everything that was sent.

    Returns:
        The JSON body; NOTHING if there is none.
    """
    visit.touch("request", "operation")
    if not visit.interaction.request_known:
        return NOTHING
    betas = _betas(visit)
    visit.counted("request", lambda: _head(visit, betas))
    return _body(visit, betas)


def _betas(visit: Visit) -> frozenset[str] | None:
    """The beta values of the request; None where its headers were not kept."""
    value = visit.interaction.request.header("anthropic-beta")
    if (value is None and not _has_credentials(visit)) or (value is not None and is_masked(value)):
        return None
    return frozenset(text.strip() for text in (value or "").split(",") if text.strip())


def _has_credentials(visit: Visit) -> bool:
    return any(visit.interaction.request.header(name) is not None for name in _CREDENTIALS)


def _head(visit: Visit, betas: frozenset[str] | None) -> None:
    operation, request = visit.operation, visit.interaction.request
    for name, text in request.headers:
        if name in operation.headers:
            visit.touch("request", f"header {name}")
            if not is_masked(text):
                visit.header("request header", name, text, operation.headers[name])
    if _has_credentials(visit):
        for name in sorted(operation.required_headers):
            if request.header(name) is None:
                visit.add("missing-header", "request headers", f"`{name}` is missing", statement=f"header {name}")
    for beta in sorted(betas or ()):
        if beta not in visit.document.betas and visit.accepted:
            visit.unknown("request", "beta", "anthropic-beta", beta, beta)
            visit.add("undocumented-beta", "request header anthropic-beta", f"the document does not name `{beta}`")
    _query(visit)


def _query(visit: Visit) -> None:
    operation = visit.operation
    given = [(name, text) for name, text in visit.interaction.query if name not in _CLIENT_QUERY]
    values = query_values(given, operation.query)
    for name, value in values.items():
        if name in operation.query:
            visit.touch("request", f"query {name}")
            visit.value("query", "request", operation.query[name], value, at=(None, name))
        else:
            visit.unknown("request", "query", operation.id, name, value)
            visit.add("undocumented-query", "query", f"`{operation.id}` has no parameter `{name}`", pointer=f"/{name}")
    for name in sorted(operation.required_query - values.keys()):
        visit.add("missing-query", "query", f"`{name}` is missing", statement=f"query {name}")


def _body(visit: Visit, betas: frozenset[str] | None) -> Any:
    operation, request = visit.operation, visit.interaction.request
    raw = visit.content(request, "request body")
    if raw is None:
        return NOTHING
    if not visit.accepted:
        return _json_or_nothing(raw)
    if operation.max_bytes is not None and len(raw) > operation.max_bytes:
        visit.add("too-large", "request body", f"{len(raw):,} bytes; the operation accepts {operation.max_bytes:,}")
    if not raw.strip():
        # With another length, or none, there may have been a body that the recorder did not keep.
        if operation.body_required and request.header("content-length") == "0":
            visit.add("missing-body", "request body", f"`{operation.id}` needs a body")
        return NOTHING
    if not operation.body:
        if raw.strip() not in (b"{}", b"null"):
            visit.add("unexpected-body", "request body", f"`{operation.id}` takes no body")
        return NOTHING
    media, schema = next(iter(operation.body.items()))
    given = request.media_type
    if given is not None and given not in operation.body:
        visit.add("undocumented-media-type", "request body", f"`{given}` instead of {' or '.join(operation.body)}")
    if media == "multipart/form-data":
        visit.counted("form", lambda: _form(visit, schema, raw))
        return NOTHING
    body = visit.json(raw, "request body")
    if body is not NOTHING:
        visit.counted("request body", lambda: visit.value("request body", "request", schema, body, betas=betas))
    return body


def _form(visit: Visit, schema: Node, raw: bytes) -> None:
    try:
        found = parts(raw, visit.interaction.request.header("content-type"))
    except FormError as error:
        visit.add("bad-multipart", "request form", str(error))
        return
    fields = visit.document.resolve(schema)["properties"]
    value: dict[str, Any] = {}
    for part in found:
        node = fields.get(part.name, {})
        item = _part(visit, part, node.get("items", node))
        if "items" in node:
            value.setdefault(part.name, []).append(item)
        elif part.name in value:
            _wrong_part(visit, part, f"two parts are named `{part.name}`")
        else:
            value[part.name] = item
    visit.value("request form", "request", schema, value)


def _part(visit: Visit, part: Part, node: Node) -> Any:
    if node.get("format") == "binary":
        if part.filename is None:
            _wrong_part(visit, part, f"the part `{part.name}` is a file, and has no file name")
        return "<bytes>"
    if part.filename is not None and node:
        _wrong_part(visit, part, f"the part `{part.name}` is a field, and has a file name")
    return value_of(part.value, node)


def _wrong_part(visit: Visit, part: Part, message: str) -> None:
    visit.add("bad-multipart", "request form", message, pointer=f"/{part.name}")


def _json_or_nothing(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return NOTHING
