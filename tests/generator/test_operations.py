"""What an operation may be: each form is sent and read as the standard says, by the generated package alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.generator import probe

REF = {"$ref": "#/components/schemas/Probe"}
STRINGS = {"type": "array", "items": {"type": "string"}}


def parameter(name: str, place: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": place, "schema": schema, **({"required": True} if place == "path" else {}), **more}


def get(*parameters: Any, **more: Any) -> dict[str, Any]:
    return {"parameters": list(parameters), **more}


def body(media_type: str, schema: Any, required: bool = True) -> dict[str, Any]:
    return {"requestBody": {"required": required, "content": {media_type: {"schema": schema}}}}


def answer(schema: Any, media_type: str = "application/json", status: str = "200") -> dict[str, Any]:
    return {"responses": {status: {"description": "Fine.", "content": {media_type: {"schema": schema}}}}}


#: method: (HTTP method, path, what the operation holds)
OPERATIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    # parameters
    "dashed": ("get", "/dashed/{probe-id}", get(parameter("probe-id", "path", {"type": "string"}))),
    "number": ("get", "/number/{n}", get(parameter("n", "path", {"type": "integer"}))),
    "several": (
        "get",
        "/several/{yes}/{price}/{id}",
        get(
            parameter("yes", "path", {"type": "boolean"}),
            parameter("price", "path", {"type": "number"}),
            parameter("id", "path", {"type": "string"}),
            parameter("id", "query", {"type": "string"}),
        ),
    ),
    "joined": ("get", "/joined", get(parameter("ids", "query", STRINGS, style="form", explode=False))),
    "repeated": ("get", "/repeated", get(parameter("ids[]", "query", STRINGS))),
    "deep": (
        "get",
        "/deep",
        get(
            parameter(
                "filter", "query", {"type": "object", "additionalProperties": {"type": "string"}}, style="deepObject"
            )
        ),
    ),
    "deep_named": (
        "get",
        "/deep_named",
        get(parameter("range", "query", {"$ref": "#/components/schemas/Range"}, style="deepObject")),
    ),
    "ranges": (
        "get",
        "/ranges",
        get(
            parameter("created_at[gte]", "query", {"type": "string", "format": "date-time"}),
            parameter("created_at[lt]", "query", {"type": "string", "format": "date-time"}),
        ),
    ),
    "scalars": (
        "get",
        "/scalars",
        get(
            parameter("limit", "query", {"type": "integer"}),
            parameter("deep", "query", {"type": "boolean"}),
            parameter("fields", "query", {"type": "string"}),
            parameter("self", "query", {"type": "string"}),
            parameter("stall_timeout", "query", {"type": "integer"}),
        ),
    ),
    "headers": (
        "get",
        "/headers",
        get(
            parameter("X-Tags", "header", STRINGS),
            parameter("X-Dry-Run", "header", {"type": "boolean"}),
            parameter("X-Count", "header", {"type": "integer"}),
        ),
    ),
    # bodies
    "json_list": ("post", "/json_list", body("application/json", STRINGS)),
    "json_map": ("post", "/json_map", body("application/json", {"type": "object", "additionalProperties": True})),
    "json_text": ("post", "/json_text", body("application/json", {"type": "string"})),
    "json_maybe": ("post", "/json_maybe", body("application/json", STRINGS, required=False)),
    "json_models": ("post", "/json_models", body("application/json", {"type": "array", "items": REF})),
    "merge": (
        "patch",
        "/merge",
        body("application/merge-patch+json", {"type": "object", "additionalProperties": True}),
    ),
    "octets": ("put", "/octets", body("application/octet-stream", {"type": "string", "format": "binary"})),
    "image": ("put", "/image", body("image/png", {"type": "string", "format": "binary"})),
    "login": (
        "post",
        "/login",
        body("application/x-www-form-urlencoded", {"$ref": "#/components/schemas/LoginParams"}),
    ),
    "upload": ("post", "/upload", body("multipart/form-data", {"$ref": "#/components/schemas/UploadParams"})),
    # responses
    "listed": ("get", "/listed", answer({"type": "array", "items": REF})),
    "mapped": ("get", "/mapped", answer({"type": "object", "additionalProperties": REF})),
    "counted": ("get", "/counted", answer({"type": "integer"})),
    "named": ("get", "/named", answer({"$ref": "#/components/schemas/Label"})),
    "nothing": ("delete", "/nothing", {"responses": {"204": {"description": "Gone."}}}),
    "empty": ("post", "/empty", {"responses": {"200": {"description": "Done."}}}),
    "nulled": ("get", "/nulled", answer({"type": "null"})),
    "maybe": ("get", "/maybe", answer({"anyOf": [REF, {"type": "null"}]})),
    "sometimes": ("get", "/sometimes", {"responses": {"200": probe.ANSWER, "204": {"description": "Not yet."}}}),
    "moment": ("get", "/moment", answer({"type": "string", "format": "date-time"})),
    "file": ("get", "/file", answer({"type": "string", "format": "binary"}, "application/zip")),
    "lines": ("get", "/lines", answer(REF, "application/x-ndjson")),
    "list": ("get", "/list", answer({"type": "array", "items": REF})),
    "pages": (
        "get",
        "/pages",
        {
            **get(parameter("page", "query", {"type": "string"})),
            **answer({"$ref": "#/components/schemas/AnyPage"}),
            "x-pagination": "cursor",
        },
    ),
    "overridden": ("get", "/overridden", {}),
}
SCHEMAS = {
    "Label": {"type": "string"},
    "AnyPage": {
        "type": "object",
        "properties": {"data": {"type": "array", "items": {}}, "next_page": {"type": "string"}},
    },
    "Range": {
        "type": "object",
        "additionalProperties": False,
        "properties": {"gte": {"type": "integer"}, "tags": STRINGS, "on": {"type": "boolean"}},
    },
    "LoginParams": {
        "type": "object",
        "required": ["user"],
        "properties": {"user": {"type": "string"}, "keep": {"type": "boolean"}, "roles": STRINGS},
    },
    "UploadParams": {
        "type": "object",
        "required": ["file", "meta"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "meta": {"$ref": "#/components/schemas/MetaParam"},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/MetaParam"}},
            "tags": STRINGS,
            "public": {"type": "boolean"},
        },
    },
    "MetaParam": {"type": "object", "properties": {"a": {"type": "integer"}}},
}

PREAMBLE = """
import httpx
from probes_api import models
from probes_api.client import Client
from datetime import datetime, UTC
asked = []
def serve(request):
    request.read()
    asked.append(request)
    return answers.pop(0) if answers else httpx.Response(200, json={"type": "probe", "note": "hi"})
answers = []
client = Client(http_client=httpx.Client(transport=httpx.MockTransport(serve)))
def url(call):
    call()
    return asked[-1].url.raw_path.decode()
def sent(call):
    call()
    return asked[-1].headers.get("content-type"), asked[-1].content
def header(call):
    call()
    return {k: v for k, v in asked[-1].headers.items() if k.startswith("x-")}
def answered(call, status=200, **content):
    answers.append(httpx.Response(status, **content))
    return call()
P = {"type": "probe", "note": "hi"}
JSON_PART = b'name="meta"\\r\\nContent-Type: application/json\\r\\n\\r\\n{"a": 1}\\r\\n'
p = client.probes
"""

#: (expression, its text)
SENT = [
    ("url(lambda: p.dashed('a/b'))", "/dashed/a%2Fb"),
    ("url(lambda: p.number(3))", "/number/3"),
    ("url(lambda: p.number('3'))", "RequestInvalid: n must be an integer, not str"),
    ("url(lambda: p.number(True))", "RequestInvalid: n must be an integer, not bool"),
    ("url(lambda: p.several('x', yes=True, price=1, id_query='q'))", "/several/true/1/x?id=q"),
    ("url(lambda: p.several(3, yes=True, price=1.5))", "RequestInvalid: id must be a string, not int"),
    ("url(lambda: p.joined(ids=['a', 'b']))", "/joined?ids=a%2Cb"),
    ("url(lambda: p.joined(ids=[]))", "/joined"),
    ("url(lambda: p.joined(ids=['a,b']))", "ValueError: an item of ids must not hold a comma: 'a,b'"),
    ("url(lambda: p.repeated(ids=['a', 'b']))", "/repeated?ids%5B%5D=a&ids%5B%5D=b"),
    ("url(lambda: p.deep(filter={'a': '1', 'b c': '&'}))", "/deep?filter%5Ba%5D=1&filter%5Bb+c%5D=%26"),
    ("url(lambda: p.deep())", "/deep"),
    ("url(lambda: p.deep(filter='a'))", "TypeError: filter must be a mapping, not str"),
    (
        "url(lambda: p.deep_named(range={'gte': 3, 'tags': ['x', 'y'], 'on': False}))",
        "/deep_named?range%5Bgte%5D=3&range%5Btags%5D=x&range%5Btags%5D=y&range%5Bon%5D=false",
    ),
    (
        "url(lambda: p.ranges(created_at_gte=datetime(2026, 1, 2, tzinfo=UTC), created_at_lt='2027-01-01T00:00:00Z'))",
        "/ranges?created_at%5Bgte%5D=2026-01-02T00%3A00%3A00%2B00%3A00&created_at%5Blt%5D=2027-01-01T00%3A00%3A00Z",
    ),
    (
        "url(lambda: p.scalars(limit=0, deep=False, fields='a', self_='b', stall_timeout_=3))",
        "/scalars?limit=0&deep=false&fields=a&self=b&stall_timeout=3",
    ),
    (
        "header(lambda: p.headers(X_Tags=['a', 'b'], X_Dry_Run=True, X_Count=3))",
        "{'x-tags': 'a,b', 'x-dry-run': 'true', 'x-count': '3'}",
    ),
    ("header(lambda: p.headers())", "{}"),
    ("url(lambda: p.overridden('n', size=3))", "/overridden/n?size=3"),
    ("p.overridden.__annotations__['size']", "int | Omit"),
    ("sent(lambda: p.json_list(body=['a']))", "('application/json', b'[\"a\"]')"),
    ("sent(lambda: p.json_map(body={'a': 1}))", "('application/json', b'{\"a\": 1}')"),
    ("sent(lambda: p.json_map(body={'a': 1}, extra_body={'b': 2}))", "('application/json', b'{\"a\": 1, \"b\": 2}')"),
    (
        "sent(lambda: p.json_list(body=['a'], extra_body={'b': 2}))",
        "TypeError: extra_body has fields, and the body of probes.json_list has none",
    ),
    ("sent(lambda: p.json_text(body='a'))", "('application/json', b'\"a\"')"),
    ("sent(lambda: p.json_maybe())", "(None, b'')"),
    ("sent(lambda: p.json_maybe(body=[]))", "('application/json', b'[]')"),
    ("sent(lambda: p.json_models(body=[models.Probe(note='n'), P]))[1].count(b'probe')", "2"),
    ("sent(lambda: p.merge(body={'a': None}))", "('application/merge-patch+json', b'{\"a\": null}')"),
    ("sent(lambda: p.octets(body=b'x\\x00y'))", "('application/octet-stream', b'x\\x00y')"),
    ("sent(lambda: p.image(body=b'x'))", "('image/png', b'x')"),
    (
        "sent(lambda: p.octets(body='x'))",
        "TypeError: a str cannot be read as bytes here: pass bytes, a path or an open binary file",
    ),
    (
        "sent(lambda: p.login(user='a b', keep=True, roles=['x', 'y']))",
        "('application/x-www-form-urlencoded', b'user=a+b&keep=true&roles=x&roles=y')",
    ),
    (
        "JSON_PART in sent(lambda: p.upload(file=('a.txt', b'x'), meta={'a': 1}))[1]",
        "True",
    ),
    ("sent(lambda: p.upload(file=b'x', meta={}, parts=[{'a': 1}, {'a': 2}]))[1].count(b'name=\"parts\"')", "2"),
    ("b'name=\"public\"\\r\\n\\r\\ntrue\\r\\n' in sent(lambda: p.upload(file=b'x', meta={}, public=True))[1]", "True"),
]
RECEIVED = [
    ("answered(p.listed, json=[P])", "[Probe(type='probe', note='hi')]"),
    ("answered(p.list, json=[])", "[]"),
    ("answered(p.mapped, json={'a': P})['a'].note", "hi"),
    ("answered(p.counted, json=3)", "3"),
    ("answered(p.named, json='red')", "red"),
    ("answered(p.nothing, status=204)", "None"),
    ("answered(p.empty)", "None"),
    ("answered(p.empty, json={'more': 'than promised'})", "None"),
    ("answered(p.nulled, text='null')", "None"),
    ("answered(p.maybe, text='null')", "None"),
    ("answered(p.maybe, json=P).note", "hi"),
    ("answered(p.sometimes, status=204)", "None"),
    ("answered(p.sometimes, json=P).note", "hi"),
    ("answered(p.moment, json='2026-01-02T03:04:05Z').year", "2026"),
    ("answered(p.file, content=b'zip').read()", "b'zip'"),
    ('[line.note for line in answered(p.lines, text=\'{"note": "a"}\\n{"note": "b"}\')]', "['a', 'b']"),
    ("answered(p.pages, json={'data': [1, {'a': None}]}).data", "[1, {'a': None}]"),
    ("answered(p.listed, json={'not': 'a list'})", "{'not': 'a list'}"),
]
TYPES = """
from probes_api.client import Client
from probes_api import models
from datetime import datetime
from typing import assert_type

def check(client: Client) -> None:
    p = client.probes
    assert_type(p.listed(), list[models.Probe])
    assert_type(p.mapped(), dict[str, models.Probe])
    assert_type(p.counted(), int)
    assert_type(p.nothing(), None)
    assert_type(p.nulled(), None)
    assert_type(p.maybe(), models.Probe | None)
    assert_type(p.sometimes(), models.Probe | None)
    assert_type(p.moment(), datetime)
    assert_type(p.list(), list[models.Probe])
    p.json_list(body=["a"])
    p.upload(file=b"", meta={"a": 1})
    p.ranges(created_at_gte=datetime.now(), created_at_lt="")
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths: dict[str, Any] = {
        path: {http: probe.operation(method, **more)}
        for method, (http, path, more) in OPERATIONS.items()
        if method != "overridden"
    }
    paths["/overridden/{name}"] = {
        "parameters": [parameter("name", "path", {"type": "string"}), parameter("size", "query", {"type": "string"})],
        "get": probe.operation("overridden", parameters=[parameter("size", "query", {"type": "integer"})]),
    }
    return probe.generate(probe.document(paths, SCHEMAS), tmp_path_factory.mktemp("operations"))


@pytest.fixture(scope="module")
def found(output: Path) -> dict[str, str]:
    return probe.evaluate(output, PREAMBLE, [expression for expression, _ in [*SENT, *RECEIVED]])


@pytest.mark.parametrize(("expression", "text"), SENT)
def test_a_request_is_written_as_the_document_describes_it(found: dict[str, str], expression: str, text: str):
    assert found[expression] == text


@pytest.mark.parametrize(("expression", "text"), RECEIVED)
def test_a_response_is_read_as_the_document_describes_it(found: dict[str, str], expression: str, text: str):
    assert found[expression] == text


def test_type_checkers_see_what_is_sent_and_read(output: Path):
    import subprocess
    import sys

    (output / "use.py").write_text(TYPES, encoding="utf-8")
    (output / "pyrightconfig.json").write_text('{"pythonVersion": "3.11"}')
    command = [sys.executable, "-m", "pyright", "-p", str(output), "--pythonpath", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# Webhooks


def hooked(description: str = "Sent.") -> dict[str, Any]:
    """A document with a webhook whose event no operation holds."""
    at = "#/components/schemas/"
    kind = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": ["made", "gone"]}, "id": {"type": "string"}},
    }
    event = {
        "oneOf": [{"$ref": at + "Changed"}],
        "discriminator": {"propertyName": "kind", "mapping": {"made": at + "Changed", "gone": at + "Changed"}},
    }
    hook = {
        "operationId": "probes.sent",
        "description": description,
        **body("application/json", {"$ref": at + "Event"}),
    }
    content = probe.document(schemas={"Event": event, "Changed": kind})
    return {**content, "webhooks": {"sent": {"post": {**hook, "responses": {"200": {"description": "Taken."}}}}}}


def test_a_webhook_gives_models_and_no_method(tmp_path: Path):
    output = probe.generate(hooked(), tmp_path)
    lines = [
        "from probes_api import models, resources",
        "from probes_api._decoders import Event",
        "for raw in ({'kind': 'made', 'id': 'a', 'more': 1}, {'kind': 'gone'}, {'kind': 'lost'}):",
        "    event = Event(raw)",
        "    print(type(event).__name__, event.to_dict() == raw)",
        "print([name for name in dir(resources.Probes) if 'sent' in name])",
    ]
    shown = probe.run(output, "\n".join(lines))

    assert shown.splitlines() == ["Changed True", "Changed True", "UnknownEvent True", "[]"]


def test_changes_of_a_webhook_are_told():
    from generator.diff import compare

    def told(before: Any, after: Any) -> list[tuple[str, str, str]]:
        return [(c.rule.id, c.place.operation, c.place.owner) for c in compare(before, after)]

    base, none = hooked(), {key: value for key, value in hooked().items() if key != "webhooks"}
    assert ("webhook-added", "probes.sent", "") in told(none, base)
    assert ("webhook-removed", "probes.sent", "") in told(base, none)
    assert told(base, hooked("Other words.")) == [("documentation", "probes.sent", "description")]

    more = hooked()
    more["components"]["schemas"]["Changed"]["properties"]["name"] = {"type": "string"}
    assert told(base, more) == [("field-added", "probes.sent", "Changed.name")]

    signed = hooked()
    signed["webhooks"]["sent"]["post"]["parameters"] = [parameter("x-signature", "header", {"type": "string"})]
    assert told(base, signed) == [("webhook-changed", "probes.sent", "parameters")]

    wider = hooked()
    wider["components"]["schemas"]["Changed"]["properties"]["kind"]["enum"].append("moved")
    mapping = wider["components"]["schemas"]["Event"]["discriminator"]["mapping"]
    mapping["moved"] = mapping["made"]
    assert ("union-member-added", "probes.sent", "Event") in told(base, wider)


def test_a_body_that_a_response_holds_as_well_keeps_its_name(tmp_path: Path):
    """It is a TypedDict and a model of one name, and refers to both where it holds itself."""
    body = {"$ref": "#/components/schemas/ThingParams"}
    thing = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "inner": body}}
    answer = {"type": "object", "properties": {"thing": {"anyOf": [body, {"type": "null"}]}}}
    call = probe.operation(
        requestBody={"required": True, "content": {"application/json": {"schema": body}}},
        responses={
            "200": {
                "description": "Fine.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}},
            }
        },
    )
    output = probe.generate(
        probe.document({"/probe": {"post": call}}, {"ThingParams": thing, "Answer": answer}), tmp_path
    )
    hints = "typing.get_type_hints(params.ThingParams, vars(params))"
    shown = probe.run(output, f"import typing; from probes_api import models, params; print({hints})")
    assert "probes_api.params.ThingParams" in shown
    assert "probes_api.models.thing_params.ThingParams" in shown
