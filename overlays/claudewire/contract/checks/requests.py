"""What was sent: path, headers, query, JSON bodies and forms."""

from __future__ import annotations

from typing import Any, Final

from claudewire.contract.checks.context import NOTHING, CheckContext
from claudewire.contract.checks.multipart import FormError, Part, parts
from claudewire.contract.document import Node
from claudewire.contract.headers import query_values, value_of
from claudewire.contract.readers.interaction import is_redacted
from claudewire.contract.readers.json_text import loads

#: Where one of these was recorded, the recorder did not leave out headers at large: a missing one was not sent.
_CREDENTIALS: Final = ("x-api-key", "authorization")
#: `?beta=true` is how official clients mark a call that came through their beta door; the API passes over it.
_CLIENT_QUERY: Final = frozenset({"beta"})


def check_request(context: CheckContext) -> Any:
    """Check everything that was sent.

    Returns:
        The JSON body; NOTHING if there is none.
    """
    context.cover("request", "operation")
    if not context.interaction.request_known:
        return NOTHING
    betas = _betas(context)
    context.counted("request", lambda: _head(context, betas))
    return _body(context, betas)


def _betas(context: CheckContext) -> frozenset[str] | None:
    """The beta values of the request; None where its headers were not kept."""
    value = context.interaction.request.header("anthropic-beta")
    if (value is None and not _has_credentials(context)) or (value is not None and is_redacted(value)):
        return None
    return frozenset(text.strip() for text in (value or "").split(",") if text.strip())


def _has_credentials(context: CheckContext) -> bool:
    return any(context.interaction.request.header(name) is not None for name in _CREDENTIALS)


def _head(context: CheckContext, betas: frozenset[str] | None) -> None:
    operation, request = context.operation, context.interaction.request
    for name, text in request.headers:
        if name in operation.headers:
            context.cover("request", f"header {name}")
            if not is_redacted(text):
                context.header("request header", name, text, operation.headers[name])
    if _has_credentials(context):
        for name in sorted(operation.required_headers):
            if request.header(name) is None:
                context.add("missing-header", "request headers", f"`{name}` is missing", statement=f"header {name}")
    for beta in sorted(betas or ()):
        if beta not in context.document.betas and context.accepted:
            context.unknown("request", "beta", "anthropic-beta", beta, beta)
            context.add("undocumented-beta", "request header anthropic-beta", f"the document does not name `{beta}`")
    _query(context)


def _query(context: CheckContext) -> None:
    operation = context.operation
    given = [(name, text) for name, text in context.interaction.query if name not in _CLIENT_QUERY]
    values = query_values(given, operation.query)
    for name, value in values.items():
        if name in operation.query:
            context.cover("request", f"query {name}")
            context.value("query", "request", operation.query[name], value, at=(None, name))
        else:
            context.unknown("request", "query", operation.id, name, value)
            context.add(
                "undocumented-query", "query", f"`{operation.id}` has no parameter `{name}`", pointer=f"/{name}"
            )
    for name in sorted(operation.required_query - values.keys()):
        context.add("missing-query", "query", f"`{name}` is missing", statement=f"query {name}")


def _body(context: CheckContext, betas: frozenset[str] | None) -> Any:
    operation, request = context.operation, context.interaction.request
    raw = context.content(request, "request body")
    if raw is None:
        return NOTHING
    if not context.accepted:
        return _json_or_nothing(raw)
    if operation.max_bytes is not None and len(raw) > operation.max_bytes:
        context.add("too-large", "request body", f"{len(raw):,} bytes; the operation accepts {operation.max_bytes:,}")
    if not raw.strip():
        # With another length, or none, there may have been a body that the recorder did not keep.
        if operation.body_required and request.header("content-length") == "0":
            context.add("missing-body", "request body", f"`{operation.id}` needs a body")
        return NOTHING
    if not operation.body:
        if raw.strip() not in (b"{}", b"null"):
            context.add("unexpected-body", "request body", f"`{operation.id}` takes no body")
        return NOTHING
    media, schema = next(iter(operation.body.items()))
    given = request.media_type
    if given is not None and given not in operation.body:
        context.add("undocumented-media-type", "request body", f"`{given}` instead of {' or '.join(operation.body)}")
    if media == "multipart/form-data":
        context.counted("form", lambda: _form(context, schema, raw))
        return NOTHING
    body = context.json(raw, "request body")
    if body is not NOTHING:
        context.counted("request body", lambda: context.value("request body", "request", schema, body, betas=betas))
    return body


def _form(context: CheckContext, schema: Node, raw: bytes) -> None:
    try:
        found = parts(raw, context.interaction.request.header("content-type"))
    except FormError as error:
        context.add("bad-multipart", "request form", str(error))
        return
    fields = context.document.resolve(schema)["properties"]
    value: dict[str, Any] = {}
    for part in found:
        node = fields.get(part.name, {})
        item = _part(context, part, node.get("items", node))
        if "items" in node:
            value.setdefault(part.name, []).append(item)
        elif part.name in value:
            _wrong_part(context, part, f"two parts are named `{part.name}`")
        else:
            value[part.name] = item
    context.value("request form", "request", schema, value)


def _part(context: CheckContext, part: Part, node: Node) -> Any:
    if node.get("format") == "binary":
        if part.filename is None:
            _wrong_part(context, part, f"the part `{part.name}` is a file, and has no file name")
        return "<bytes>"
    if part.filename is not None and node:
        _wrong_part(context, part, f"the part `{part.name}` is a field, and has a file name")
    return value_of(part.value, node)


def _wrong_part(context: CheckContext, part: Part, message: str) -> None:
    context.add("bad-multipart", "request form", message, pointer=f"/{part.name}")


def _json_or_nothing(raw: bytes) -> Any:
    try:
        return loads(raw)
    except ValueError:
        return NOTHING
