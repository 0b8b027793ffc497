"""What operations may be: parameters, bodies and responses that the generator sends and reads as they are described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from generator import schemas as S
from generator.index import Index
from generator.load import Pointer
from generator.operation import CLIENT_HEADERS, body_kind, response_kind

from .places import each_operation, followed, parameters
from .registry import Found, rule

Json = Any
_SCALARS = frozenset({"string", "integer", "number", "boolean"})
_PATH = re.compile(r"(/([A-Za-z0-9._~!$&()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{[^{}/]+\})*)+")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9_.-]+=[A-Za-z0-9_.-]+)*")
#: Headers that say how a request is sent, not what it asks for.
_WORDS = """
    accept accept-encoding authorization connection content-length content-type cookie host te transfer-encoding upgrade
"""
_OWN_HEADERS = frozenset(_WORDS.split())
_UNSUPPORTED_METHODS = ("head", "options", "trace")


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
            elif scheme.get("type") == "apiKey" and not _TOKEN.fullmatch(str(scheme.get("name"))):
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
        if not S.is_object(item) or [method for method in (*S.METHODS, *_UNSUPPORTED_METHODS) if method in item] != [
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


@rule("G302", "A path is sent as it stands; its operations have a method that has a request and a response.")
def paths(document: Json) -> Found:
    for path, item in S.mapping(document, "paths").items():
        if not S.is_object(item):
            continue
        if not _PATH.fullmatch(path):
            yield (
                ("paths", path),
                f"{path!r} is no path: letters, digits, -._~!$&()*+,;=:@ and parameters in braces, after a /",
            )
        for method in _UNSUPPORTED_METHODS:
            if method in item:
                yield (
                    ("paths", path, method),
                    f"operations with the method {method.upper()} are not generated: leave it out",
                )
        for holder, here in ((item, ("paths", path)), *((item[m], ("paths", path, m)) for m in S.METHODS if m in item)):
            if S.sequence(holder, "servers"):
                yield (*here, "servers"), "a server of its own is not supported: the client has one base URL"
    for pointer, _, operation in each_operation(document):
        if S.mapping(operation, "callbacks"):
            yield (*pointer, "callbacks"), "callbacks are not generated: leave them out"
        own = operation.get("security")
        if own is not None and own not in ([], S.sequence(document, "security")):
            yield (
                (*pointer, "security"),
                "the credentials of an operation are those of the document: leave `security` out here",
            )


@rule("G303", "A path and its parameters name the same.")
def path_parameters(document: Json) -> Found:
    for pointer, item, operation in each_operation(document):
        where = operation.get("operationId", pointer[1])
        named = re.findall(r"\{([^{}]*)\}", pointer[1])
        declared = [str(p["name"]) for p in S.parameters(document, item, operation) if p["in"] == "path"]
        for name in named:
            if named.count(name) > 1:
                yield pointer, f"the path has the parameter {name!r} twice"
            if name not in declared:
                yield pointer, f"{where} does not declare its path parameter {name!r}"
        for name in declared:
            if name not in named:
                yield pointer, f"{where} declares the path parameter {name!r}, which its path does not have"


@rule("G304", "A parameter stands in the path, the query or a header, in a style that is written as the standard says.")
def parameter_styles(document: Json) -> Found:
    for pointer, item, operation in each_operation(document):
        here: dict[tuple[Pointer, str, str], Pointer] = {}
        for at, parameter in parameters(document, pointer[1], pointer[2], item, operation):
            name, place = str(parameter["name"]), str(parameter["in"])
            holder = at[:4] if at[0] == "paths" else at
            key = (
                holder[:3] if len(at) > 3 and at[2] in S.METHODS else at[:2],
                place,
                name.lower() if place == "header" else name,
            )
            if here.setdefault(key, at) != at:
                yield at, f"the parameter {name!r} stands here twice"
            if place == "header" and name.lower() in CLIENT_HEADERS:
                continue
            yield from (
                (at, f"the parameter {name!r} {problem}") for problem in _parameter(document, name, place, parameter)
            )


def _parameter(document: Json, name: str, place: str, parameter: Json) -> list[str]:
    """What is wrong with a parameter, as the end of a sentence."""
    out: list[str] = []
    if place not in ("path", "query", "header"):
        return [
            f"stands in a {place}: only path, query and header are supported; a cookie is sent with `extra_headers`"
        ]
    if not name or not name.isprintable():
        out.append("has a name that cannot be sent")
    if place == "header" and not _TOKEN.fullmatch(name):
        out.append("is no header name")
    if place == "header" and name.lower() in _OWN_HEADERS:
        out.append("is a header that the client sets: leave it out")
    if place == "path" and not parameter.get("required"):
        out.append("is part of the path and must say `required: true`")
    unsupported = [key for key in ("allowReserved", "allowEmptyValue") if parameter.get(key)]
    out += [f"says `{key}`, which is not supported: leave it out" for key in unsupported]
    style = parameter.get("style") or ("form" if place == "query" else "simple")
    wanted = {"path": ("simple",), "header": ("simple",), "query": ("form", "deepObject")}[place]
    if style not in wanted:
        out.append(f"has the style {style}: in the {place} only {' and '.join(wanted)} are supported")
    schema = parameter.get("schema")
    if not S.is_object(schema) or style not in wanted:
        return out
    kinds = S.json_types(document, schema) - {"null"}
    if place == "path" and "null" in S.json_types(document, schema):
        out.append("is part of the path and cannot be null: say which type it has")
    elif kinds == S.ALL_TYPES - {"null"}:
        out.append("has no type: say which")
    elif style == "deepObject":
        if kinds != frozenset({"object"}) or not _flat_object(document, schema):
            out.append("has the style deepObject, which is for objects with scalar entries")
    elif "object" in kinds:
        out.append("is an object: in a query, say `style: deepObject`")
    elif "array" in kinds and (place == "path" or not _flat_lists(document, schema)):
        out.append("is a list: only lists of scalars, in a query or a header, are supported")
    return out


def _flat_object(document: Json, schema: Json) -> bool:
    """Whether the entries of an object are scalars, or lists of them."""
    target = S.resolve(document, S.without_null(schema)[0])
    values = [*S.mapping(target, "properties").values()]
    more = target.get("additionalProperties")
    if not values and not (S.is_object(more) and more):
        return False
    values += [more] if S.is_object(more) and more else []
    return all(_flat_value(document, value) for value in values)


def _flat_value(document: Json, schema: Json) -> bool:
    kinds = S.json_types(document, schema) - {"null"}
    return kinds <= _SCALARS or (kinds <= _SCALARS | {"array"} and _flat_lists(document, schema))


def _flat_lists(document: Json, schema: Json) -> bool:
    """Whether every list that this schema allows is one of scalars."""
    schema = S.resolve(document, schema)
    members = [*S.sequence(schema, "anyOf"), *S.sequence(schema, "oneOf")]
    if members:
        return all(_flat_lists(document, member) for member in members)
    if "array" not in S.json_types(document, schema):
        return True
    return "items" in schema and S.json_types(document, schema["items"]) <= _SCALARS


@rule("G305", "A request body is JSON, a form, or bytes, in one media type.")
def request_bodies(document: Json) -> Found:
    for pointer, _, operation in each_operation(document):
        if "requestBody" not in operation:
            continue
        at, body = followed(document, (*pointer, "requestBody"), operation["requestBody"])
        content = S.mapping(body, "content")
        if pointer[2] == "get":
            yield at, "a GET has no body: use query parameters"
        if len(content) != 1:
            yield (*at, "content"), f"a body has one media type, and this has {len(content)}: leave the others out"
        for media_type, media in content.items():
            here = (*at, "content", media_type)
            if not _MEDIA_TYPE.fullmatch(media_type):
                yield here, f"{media_type!r} is no media type that can be sent: name one"
            elif S.mapping(media, "encoding"):
                yield (
                    (*here, "encoding"),
                    "`encoding` is not supported: files and text are sent as the standard says, objects as JSON",
                )
            else:
                yield from (
                    (here, problem) for problem in _body(document, media_type, S.mapping(media, "schema"), body)
                )


def _body(document: Json, media_type: str, schema: Json, body: Json) -> list[str]:
    kind, target = body_kind(media_type), S.resolve(document, schema)
    properties = S.mapping(target, "properties")
    out: list[str] = []
    if not body.get("required") and S.sequence(target, "required") and kind != "bytes":
        out.append("a body that may be left out has no required fields: say `required: true` of the body")
    if kind == "bytes":
        if not _is_binary(target):
            out.append(
                f"a body of the type {media_type} is sent as bytes: say `schema: {{type: string, format: binary}}`"
            )
    elif kind == "json":
        pass
    elif not properties:
        out.append(f"a body of the type {media_type} is an object with properties")
    else:
        for name, sub in properties.items():
            if kind == "form" and not _flat_value(document, sub):
                out.append(
                    f"the field {name!r} of the form is neither a scalar nor a list of scalars: use application/json"
                )
            if kind == "multipart" and not S.is_file(sub) and not _part(document, sub):
                out.append(
                    f"the part {name!r} of the form is no file, scalar, object, or list of one of them: say which type it has"
                )
            if not name.isprintable() or any(char in name for char in '"\\\r\n'):
                out.append(f"{name!r} cannot be the name of a field of a form")
    return out


def _part(document: Json, schema: Json) -> bool:
    """Whether a field of a multipart form is sent as one part, or as one for each of its items."""
    kinds = S.json_types(document, schema) - {"null"}
    if kinds <= _SCALARS | {"object"}:
        return True
    target = S.resolve(document, S.without_null(schema)[0])
    return kinds == frozenset({"array"}) and S.json_types(document, target.get("items", {})) <= _SCALARS | {"object"}


def _is_binary(schema: Json) -> bool:
    return not schema.keys() - {"description"} or S.is_file(schema)


@rule("G306", "A success is JSON, JSON lines, bytes, or nothing; next to JSON may stand a stream of events.")
def responses(document: Json) -> Found:
    for pointer, _, operation in each_operation(document):
        where = operation.get("operationId", pointer[1])
        found = {status: node for status, node in S.mapping(operation, "responses").items() if status.startswith("2")}
        if not found:
            yield (*pointer, "responses"), f"{where} does not say what success looks like"
        described: list[tuple[Pointer, str, Json]] = []
        for status, node in found.items():
            at, response = followed(document, (*pointer, "responses", status), node)
            content = S.mapping(response, "content")
            described += [((*at, "content", kind), kind, media) for kind, media in content.items()]
        yield from _event_stream(document, pointer, operation, [(at, kind) for at, kind, _ in described])
        plain = [(at, kind, media) for at, kind, media in described if kind != S.EVENT_STREAM]
        for at, kind, media in plain:
            schema = S.mapping(media, "schema")
            if not _MEDIA_TYPE.fullmatch(kind):
                yield at, f"{kind!r} is no media type that can be asked for: name one"
            elif response_kind(kind) == "bytes" and not _is_binary(S.resolve(document, schema)):
                yield (
                    at,
                    f"a response of the type {kind} is read as bytes: say `schema: {{type: string, format: binary}}`",
                )
            elif response_kind(kind) != "bytes" and not schema:
                yield at, f"{where} does not say what its response holds: give it a schema"
        if len({(kind, str(S.mapping(media, "schema"))) for _, kind, media in plain}) > 1:
            yield (
                (*pointer, "responses"),
                f"{where} has responses of several types: describe one success, as `anyOf` if need be",
            )
        if len(plain) < len(found) and plain and response_kind(plain[0][1]) != "json" and not operation.get("x-stream"):
            yield (
                (*pointer, "responses"),
                f"{where} may answer with {plain[0][1]} or with nothing: describe one success",
            )


def _event_stream(document: Json, pointer: Pointer, operation: Json, described: list[tuple[Pointer, str]]) -> Found:
    streams = [at for at, kind in described if kind == S.EVENT_STREAM]
    here = (*pointer, "x-stream")
    if streams and "x-stream" not in operation:
        yield (
            streams[0],
            "a stream of events needs `x-stream: {field: …, events: …}`: the field that turns it on, and the payloads",
        )
    if "x-stream" not in operation:
        return
    stream = S.mapping(operation, "x-stream")
    name, union = S.string(stream, "field") or "", S.string(stream, "events") or ""
    body = S.resolve(document, operation.get("requestBody", {}))
    schemas = [S.resolve(document, media.get("schema", {})) for media in S.mapping(body, "content").values()]
    fields = [S.mapping(schema, "properties").get(name) for schema in schemas]
    if not any(S.is_object(field) and S.json_types(document, field) == frozenset({"boolean"}) for field in fields):
        yield here, f"x-stream names the field {name!r}, and the body has no boolean of this name"
    elif any(name in S.sequence(schema, "required") for schema in schemas):
        yield here, f"the field {name!r} turns streaming on and off: it is not required"
    if "discriminator" not in S.named_schemas(document).get(union, {}):
        yield here, f"x-stream names the events {union!r}, which is no union with a discriminator"
    if len(streams) == len(described):
        yield here, "beside the stream of events there is a JSON response, for calls that do not stream"


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
            if key in operation and not (isinstance(value, str) and _TOKEN.fullmatch(value)):
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
