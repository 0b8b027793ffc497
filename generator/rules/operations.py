"""What an operation says beside its parameters and bodies, and what the document says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from generator import schemas as S
from generator.index import Index
from generator.load import Pointer

from .places import TOKEN, UNSUPPORTED_METHODS, each_operation, followed
from .registry import Found, rule

Json = Any


@rule("G301", "The document has operations, one server, and credentials that are a header.")
def root(document: Json) -> Found:
    if not any(True for _ in each_operation(document)):
        yield ("paths",), "the document has no operation: there is nothing to generate"
    for number, server in enumerate(S.sequence(document, "servers")[:1]):
        url = str(server.get("url", ""))
        try:
            parts = urlsplit(url)
            sound = (
                parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
            )
        except ValueError:
            sound = False
        if not sound or not url.isascii() or not url.isprintable() or re.search(r"[\s{}<>\"'\\^`|]", url):
            yield (
                ("servers", str(number), "url"),
                f"{url!r} is no absolute http(s) URL without variables: write the address out",
            )
    if not S.sequence(document, "servers"):
        yield (), "the document names no server: say `servers: [{url: https://…}]`"
    schemes = S.mapping(S.mapping(document, "components"), "securitySchemes")
    for number, requirement in enumerate(S.sequence(document, "security")):
        for name in requirement:
            here = ("security", str(number))
            scheme = S.resolve(document, schemes.get(name, {}))
            if not scheme:
                yield here, f"the security scheme {name!r} does not exist"
            elif not _is_header(scheme):
                yield (
                    here,
                    f"the credential {name!r} is not a header: only `apiKey` in a header and bearer tokens are supported",
                )
            elif scheme.get("type") == "apiKey" and not TOKEN.fullmatch(str(scheme.get("name"))):
                yield here, f"{scheme.get('name')!r} is no header name"


def _is_header(scheme: Json) -> bool:
    kind = scheme.get("type")
    return (
        (kind == "apiKey" and scheme.get("in") == "header")
        or kind in ("oauth2", "openIdConnect")
        or (kind == "http" and str(scheme.get("scheme")).lower() == "bearer")
    )


@rule("G312", "A webhook is a POST whose body is JSON, with a schema that has a name.")
def webhooks(document: Json) -> Found:
    for name, node in S.mapping(document, "webhooks").items():
        pointer, item = followed(document, ("webhooks", name), node)
        if not S.is_object(item) or [method for method in (*S.METHODS, *UNSUPPORTED_METHODS) if method in item] != [
            "post"
        ]:
            yield pointer, f"the webhook {name!r} is one operation with the method POST"
            continue
        at, body = followed(document, (*pointer, "post", "requestBody"), S.mapping(item, "post").get("requestBody"))
        content = S.mapping(body, "content")
        if [*content] != ["application/json"] or not S.mapping(body, "content") or not body.get("required"):
            yield (
                (pointer if body is None else at),
                f"the webhook {name!r} has a body of application/json that is required",
            )
        elif S.ref_name(S.mapping(content["application/json"], "schema")) not in S.named_schemas(document):
            yield (*at, "content", "application/json"), f"the event of the webhook {name!r} has no name in components"


@rule("G307", "A list of pages has the items in `data`.")
def pagination(document: Json) -> Found:
    for pointer, item, operation in each_operation(document):
        if "x-pagination" not in operation:
            continue
        here, style = (*pointer, "x-pagination"), operation["x-pagination"]
        if "x-stream" in operation:
            yield here, "a list of pages is not streamed: leave one of the two out"
        if style not in ("page", "cursor"):
            yield here, f"pages are told apart by `page` or `cursor`, not {style!r}"
        answers = [media for status, media in S.response_media(document, operation) if status.startswith("2")]
        schemas = [medium.get("schema", {}) for media in answers for medium in media.values()]
        pages = [S.mapping(S.resolve(document, schema), "properties") for schema in schemas]
        if not pages or not all("items" in S.mapping(page, "data") for page in pages):
            yield here, f"{operation.get('operationId')} has pages, but its answer has no list `data`"
        elif not all(S.ref_name(schema) in S.named_schemas(document) for schema in schemas):
            yield here, "a page is an object with a name in components"
        query = {p["name"] for p in S.parameters(document, item, operation) if p["in"] == "query"}
        wanted = {"page": {"after_id"}, "cursor": {"page"}}.get(str(style), set())
        if not wanted <= query:
            yield here, f"pages are asked for by the query parameter {', '.join(sorted(wanted))}, which is not declared"


@rule("G308", "A mark about requests stands where it has a meaning.")
def marks(document: Json) -> Found:
    for pointer, _, operation in each_operation(document):
        for key in ("x-beta", "x-beta-view"):
            value = operation.get(key)
            if key in operation and not (isinstance(value, str) and TOKEN.fullmatch(value)):
                yield (*pointer, key), f"{value!r} is no header value"
        limit = operation.get("x-max-request-bytes", 1)
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
            yield (*pointer, "x-max-request-bytes"), f"{limit!r} is no number of bytes"
        if not isinstance(operation.get("x-retry-safe", False), bool):
            yield (*pointer, "x-retry-safe"), "`x-retry-safe` is true or false"


@rule("G309", "What the document says of itself can be sent and shown.")
def about(document: Json) -> Found:
    parameters_ = S.mapping(S.mapping(document, "components"), "parameters")
    version = S.mapping(parameters_, "AnthropicVersion").get("example")
    if version is not None and not (isinstance(version, str) and re.fullmatch(r"[A-Za-z0-9._-]+", version)):
        yield (
            ("components", "parameters", "AnthropicVersion", "example"),
            f"{version!r} is no value of the version header",
        )


@rule("G310", "A value that needs a beta header is found by the types that lead to it.")
def beta_values(document: Json) -> Found:
    from generator.beta_nodes import BetaNodes

    index = Index(document)
    nodes = BetaNodes(index)
    for name in index.params:
        for at, schema in _with_pointers(("components", "schemas", name.name), name.schema):
            if "discriminator" not in schema and (problem := nodes.check(schema)):
                yield at, problem


def _with_pointers(pointer: Pointer, schema: Json) -> Iterator[tuple[Pointer, S.Schema]]:
    stack: list[tuple[Pointer, Json]] = [(pointer, schema)]
    while stack:
        at, node = stack.pop()
        if S.is_object(node):
            yield at, node
            stack += [((*at, *keys), sub) for keys, sub in S.subschemas(node)]
