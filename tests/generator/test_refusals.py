"""What the generator cannot do is refused by the rule for it, at its line, and never becomes wrong code or a traceback."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator import __main__ as cli
from generator import load, rules
from generator.problems import SpecError
from generator.rules.names import operation_names
from tests.generator import probe
from tests.generator.test_operations import REF, STRINGS, answer, body, get, parameter

REPOSITORY = Path(__file__).parents[2]


def op(path: str = "/probe", http: str = "get", **more: Any) -> dict[str, Any]:
    return {"paths": {path: {http: probe.operation(**more)}}}


def schema(name: str = "Extra", **content: Any) -> dict[str, Any]:
    """A document whose probe leads to this schema."""
    linked = {
        **probe.PROBE,
        "properties": {**probe.PROBE["properties"], "extra": {"$ref": f"#/components/schemas/{name}"}},
    }
    return {"schemas": {"Probe": linked, name: content}}


def schemas(**content: Any) -> dict[str, Any]:
    fields = {f"f{n}": {"$ref": f"#/components/schemas/{name}"} for n, name in enumerate(content)}
    return {"schemas": {"Probe": {**probe.PROBE, "properties": {**probe.PROBE["properties"], **fields}}, **content}}


def query(schema_: Any, **more: Any) -> dict[str, Any]:
    return op(**get(parameter("q", "query", schema_, **more)))


TEXT = {"type": "string"}
INLINE = {"type": "object", "properties": {"a": TEXT}}
ONE = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "one"}}}
TWO = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "two"}}}


def union(tag: str = "kind", one: Any = ONE, **more: Any) -> dict[str, Any]:
    at = "#/components/schemas/"
    value = {
        "oneOf": [{"$ref": at + "One"}, {"$ref": at + "Two"}],
        "discriminator": {"propertyName": tag, "mapping": {"one": at + "One", "two": at + "Two"}},
    }
    return schemas(Choice={**value, **more}, One=one, Two=TWO)


def webhook(schema_: Any, kind: str = "application/json") -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {kind: {"schema": schema_}}}}


#: what is wrong: (document, rule, part of the sentence)
REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    # the document
    "OpenAPI 3.0": ({"openapi": "3.0.3"}, "G001", "only OpenAPI 3.1"),
    "no operation": ({"paths": {"/x": {}}}, "G301", "no operation"),
    "a server with variables": ({"servers": [{"url": "https://{region}.example"}]}, "G301", "absolute http"),
    "a server that is a path": ({"servers": [{"url": "/v1"}]}, "G301", "absolute http"),
    "no server": ({"servers": []}, "G301", "names no server"),
    # webhooks
    "a webhook by GET": ({"webhooks": {"sent": {"get": {}}}}, "G312", "method POST"),
    "a webhook with two methods": ({"webhooks": {"sent": {"post": webhook({}), "put": {}}}}, "G312", "method POST"),
    "a webhook without a body": ({"webhooks": {"sent": {"post": {}}}}, "G312", "application/json"),
    "a webhook with a form": ({"webhooks": {"sent": {"post": webhook({}, "text/plain")}}}, "G312", "application/json"),
    "a webhook whose event has no name": ({"webhooks": {"sent": {"post": webhook({"type": "string"})}}}, "G312", "no name"),
    "a webhook whose event cannot be generated": (
        {"webhooks": {"sent": {"post": webhook({"type": "object", "properties": {"a": {"type": "string"}}})}}},
        "G102",
        "give it a name",
    ),
    "a credential in the query": (
        {"security": [{"Key": []}], "components": {"securitySchemes": {"Key": {"type": "apiKey", "in": "query", "name": "k"}}}},
        "G301",
        "not a header",
    ),
    "a credential that nobody describes": ({"security": [{"Key": []}]}, "G301", "does not exist"),
    # paths
    "a path with a quote": (op('/a"b'), "G302", "is no path"),
    "a path with a query": (op("/a?b=c"), "G302", "is no path"),
    "HEAD": (op(http="head"), "G302", "HEAD"),
    "TRACE": (op(http="trace"), "G302", "TRACE"),
    "a server of its own": ({"paths": {"/a": {"servers": [{"url": "https://b"}], "get": probe.operation()}}}, "G302", "one base URL"),
    "a callback": (op(callbacks={"done": {"{$request.body#/url}": {"post": probe.operation("x")}}}), "G302", "callbacks"),
    "credentials of its own": (op(security=[{"Other": []}]), "G302", "credentials"),
    "an undeclared path parameter": (op("/a/{id}"), "G303", "does not declare its path parameter 'id'"),
    "a path parameter too many": (op(**get(parameter("id", "path", TEXT))), "G303", "which its path does not have"),
    "a path parameter twice": (op("/a/{id}/{id}", **get(parameter("id", "path", TEXT))), "G303", "twice"),
    # parameters
    "a cookie": (op(**get(parameter("sid", "cookie", TEXT))), "G304", "stands in a cookie"),
    "the same parameter twice": (op(**get(parameter("a", "query", TEXT), parameter("a", "query", TEXT))), "G304", "twice"),
    "two headers in other letters": (op(**get(parameter("X-A", "header", TEXT), parameter("x-a", "header", TEXT))), "G304", "twice"),
    "spaces between items": (query(STRINGS, style="spaceDelimited"), "G304", "the style spaceDelimited"),
    "pipes between items": (query(STRINGS, style="pipeDelimited"), "G304", "the style pipeDelimited"),
    "a path in the style label": (op("/a/{id}", **get(parameter("id", "path", TEXT, style="label"))), "G304", "the style label"),
    "a list in a path": (op("/a/{id}", **get(parameter("id", "path", STRINGS))), "G304", "is a list"),
    "null in a path": (
        op("/a/{id}", **get(parameter("id", "path", {"type": ["string", "null"]}))),
        "G304",
        "cannot be null",
    ),
    "a list of lists": (query({"type": "array", "items": STRINGS}), "G304", "is a list"),
    "an object in a query": (query({"type": "object", "additionalProperties": TEXT}), "G304", "say `style: deepObject`"),
    "a deep object of objects": (
        query({"type": "object", "additionalProperties": {"type": "object"}}, style="deepObject"),
        "G304",
        "scalar entries",
    ),
    "a deep list": (query(STRINGS, style="deepObject"), "G304", "scalar entries"),
    "a parameter without a type": (query({}), "G304", "has no type"),
    "reserved characters": (query(TEXT, allowReserved=True), "G304", "allowReserved"),
    "a parameter as JSON": (
        op(parameters=[{"name": "q", "in": "query", "content": {"application/json": {"schema": TEXT}}}]),
        "G108",
        "`content` in its place",
    ),
    "a header that is no name": (op(**get(parameter("X A", "header", TEXT))), "G304", "no header name"),
    "a header that the client sets": (op(**get(parameter("Content-Type", "header", TEXT))), "G304", "that the client sets"),
    # bodies
    "a body of GET": (op(**body("application/json", STRINGS)), "G305", "a GET has no body"),
    "two media types": (
        op(http="post", requestBody={"content": {"application/json": {"schema": REF}, "text/plain": {"schema": TEXT}}}),
        "G305",
        "one media type",
    ),
    "any media type": (op(http="post", **body("*/*x", STRINGS)), "G305", "is no media type"),
    "text that is typed": (op(http="post", **body("text/plain", TEXT)), "G305", "format: binary"),
    "xml": (op(http="post", **body("application/xml", REF)), "G305", "format: binary"),
    "a form that is a list": (op(http="post", **body("application/x-www-form-urlencoded", STRINGS)), "G305", "object with properties"),
    "an object in a form": (
        {**op(http="post", **body("application/x-www-form-urlencoded", {"$ref": "#/components/schemas/Form"})),
         "schemas": {"Form": {"type": "object", "properties": {"deep": REF}}}},
        "G305",
        "neither a scalar nor a list",
    ),
    "an encoding": (
        {**op(http="post", requestBody={"required": True, "content": {"multipart/form-data": {
            "schema": {"$ref": "#/components/schemas/Form"}, "encoding": {"a": {"contentType": "text/csv"}}}}}),
         "schemas": {"Form": {"type": "object", "properties": {"a": TEXT}}}},
        "G305",
        "`encoding`",
    ),
    "required fields of a body that is not": (op(http="post", **body("application/json", REF, required=False)), "G305", "required: true"),
    "an inline body": (op(http="post", **body("application/json", INLINE)), "G102", "give it a name"),
    # responses
    "no success": (op(responses={"400": probe.ANSWER}), "G306", "success"),
    "an inline response": (op(**answer(INLINE)), "G102", "give it a name"),
    "text that is read": (op(**answer(TEXT, "text/plain")), "G306", "format: binary"),
    "two shapes of success": (
        op(responses={"200": probe.ANSWER, "202": answer(STRINGS)["responses"]["200"]}),
        "G306",
        "several types",
    ),
    "a response without a schema": (op(responses={"200": {"description": "x", "content": {"application/json": {}}}}), "G306", "schema"),
    "events without a union": (op(**answer({"type": "object"}, "text/event-stream")), "G306", "x-stream"),
    "a field that streams and is not there": (
        op(http="post", **{**answer(REF), "x-stream": {"field": "stream", "events": "Probe"}}),
        "G306",
        "no boolean of this name",
    ),
    "pages that are none": (op(**{**answer(REF), "x-pagination": "page"}), "G307", "no list `data`"),
    "pages that stream": (
        op(http="post", **{**answer(REF), "x-pagination": "page", "x-stream": {"field": "on", "events": "Probe"}}),
        "G307",
        "not streamed",
    ),
    "pages of another kind": (op(**{**answer(REF), "x-pagination": "offset"}), "G307", "offset"),
    # schemas
    "allOf": (schema(allOf=[REF]), "G003", "write the properties of all its parts into one schema"),
    "nullable": (schema(type="string", nullable=True), "G003", "type: [string, 'null']"),
    "a misspelt keyword": (schema(type="string", fromat="date"), "G003", "unknown schema keyword 'fromat'"),
    "a loop": (schema("Loop", **{"$ref": "#/components/schemas/Loop"}), "G002", "refers only to itself"),
    "a loop of two": (
        schemas(A={"$ref": "#/components/schemas/B"}, B={"anyOf": [{"$ref": "#/components/schemas/A"}, TEXT]}),
        "G002",
        "refers only to itself",
    ),
    "an empty enum": (schema(type="string", enum=[]), "G105", "an enum without values"),
    "a fraction as a known value": (schema(enum=[1.5]), "G105", "1.5"),
    "an object as a known value": (schema(const={"a": 1}), "G105", "literal"),
    "a known value of another type": (schema(type="string", enum=["a", 1]), "G105", "not of the type string"),
    "two lists in a union": (schema(anyOf=[STRINGS, {"type": "array", "items": REF}]), "G104", "are lists"),
    "null or null": (schema(anyOf=[{"type": "null"}, {"type": "null"}]), "G104", "all null"),
    "a name for null": (schema(type="null"), "G107", "always null"),
    "a property without a name": (schema(type="object", properties={"": TEXT}), "G107", "without a name"),
    "two objects without a tag": (schema(anyOf=[REF, {"type": "object"}]), "G104", "discriminator"),
    "entries beside properties": (schema(type="object", properties={"a": TEXT}, additionalProperties=TEXT), "G106", "beside properties"),
    "items of text": (schema(type="string", items=TEXT), "G107", "belongs to the type array"),
    "an object that may be null": (schema(type=["object", "null"], properties={"a": TEXT}), "G107", "null"),
    "keywords beside a reference": (schema(type="array", items={**REF, "enum": ["a"]}), "G107", "beside a reference"),
    "a number that tells members apart": (union(one={**ONE, "properties": {"kind": {"const": 1}}}), "G103", "only text"),
    "a member without its const": (union(one={**ONE, "properties": {"kind": TEXT}}), "G103", "no const kind"),
    "a member that is no object": (union(one=TEXT), "G103", "not an object"),
    "null as a member": (union(oneOf=[REF, {"type": "null"}]), "G103", ""),
    # names
    "a name that is too long": (schema("L" + "o" * 253, type="object", properties={"a": TEXT}), "G201", "254 letters"),
    "a name that is no class": (schema("lower", type="object", properties={"a": TEXT}), "G201", "cannot be the name of a class"),
    "a name with a dash": (schema("A-B", type="object", properties={"a": TEXT}), "G201", "cannot be the name of a class"),
    "Any": (schema("Any", type="object", properties={"a": TEXT}), "G201", "uses the name 'Any' itself"),
    "Model": (schema("Model", type="object", properties={"a": TEXT}), "G201", "uses the name 'Model' itself"),
    "ValueError": (schema("ValueError", type="object", properties={"a": TEXT}), "G201", "uses the name 'ValueError' itself"),
    "names that become one": (schemas(ABC=TEXT, Abc=TEXT), "G202", "become one in Python"),
    "Unknown of a union": (
        {"schemas": {**union()["schemas"], "UnknownChoice": {"type": "object", "properties": {"a": TEXT}}}},
        "G202",
        "'UnknownChoice' is also made for",
    ),
    "a tag that is a keyword": (union("from"), "G203", "'from' cannot be an attribute"),
    "a tag with a sign": (union("@type", ONE), "G203", "'@type' cannot be an attribute"),
    "a method that is a keyword": (op(method="import"), "G204", "'import' cannot be the name"),
    "a method that hides a type": (op(method="str"), "G204", "'str' itself"),
    "a resource that hides close": (op(resource="close"), "G204", "attribute 'close'"),
    "a resource that hides beta": (op(resource="beta"), "G204", "attribute 'beta'"),
    "a resource that is a class of ours": (op(resource="page"), "G204", "class Page"),
    "code as a method": (op(method="x(); import os"), "G204", "cannot be the name"),
    "two operations of one name": (
        {"paths": {"/a": {"get": probe.operation()}, "/b": {"get": {**probe.operation(), "operationId": "b"}}}},
        "G204",
        "two operations",
    ),
    "two resources of one module": (
        {"paths": {"/a": {"get": probe.operation("x", "a.b")}, "/b": {"get": probe.operation("x", "a_b")}}},
        "G204",
        "become one",
    ),
    "a method that is a resource": (
        {"paths": {"/a": {"get": probe.operation("b", "a")}, "/b": {"get": probe.operation("x", "a.b")}}},
        "G204",
        "is a method and a resource",
    ),
    "an operationId twice": (
        {"paths": {"/a": {"get": probe.operation()}, "/b": {"get": {**probe.operation("other"), "operationId": "probes.probe"}}}},
        "G205",
        "used twice",
    ),
    "no operationId": ({"paths": {"/a": {"get": {"responses": {"200": probe.ANSWER}}}}}, "G204", "no operationId"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_generated_is_refused_with_rule_and_line(name: str, tmp_path: Path):
    content, rule, sentence = REFUSED[name]
    found = [str(problem) for problem in probe.problems(probe.document(**content), tmp_path)]
    assert any(re.match(rf"openapi\.yaml:\d+: {rule}", each) and sentence in each for each in found), found


def test_every_rule_for_all_documents_is_tried():
    tried = {rule for _, rule, _ in REFUSED.values()}
    elsewhere = {"G101", "G308", "G309", "G310", "G311"}  # tests/generator/test_broken_documents.py
    wanted = {rule.id for rule in rules.RULES if rule.id.startswith("G")}
    assert {rule for rule in wanted if not any(rule.startswith(each) for each in tried)} <= elsewhere


def test_every_rule_has_an_id_of_its_own_and_stands_in_the_readme():
    text = (REPOSITORY / "spec" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([GC]\d{3}) \| (.*) \|$", text, re.MULTILINE)
    assert listed == sorted((rule.id, rule.sentence) for rule in rules.RULES)


#: text of a file: part of the complaint
UNREADABLE = {
    "an anchor inside itself": (b"a: &a\n  b: *a\n", "anchor"),
    "a tag of Python": (b"a: !!python/object/apply:os.system [ls]\n", "tag"),
    "a date by tag": (b"a: !!timestamp 2026-01-01\n", "tag"),
    "a set": (b"a: !!set {x, y}\n", "tag"),
    "bytes by tag": (b"a: !!binary aGk=\n", "tag"),
    "no number": (b"a: .nan\n", "no number"),
    "an endless number": (b"a: -.inf\n", "no number"),
    "half a character": (b'a: "\\ud800"\n', ""),
    "no UTF-8": (b"a: \xff\n", "not UTF-8"),
    "a key that is a list": (b"? [a, b]\n: c\n", "key must be text"),
    "a list": (b"- a\n", "mapping"),
    "nothing": (b"", ""),
    "deep nesting": (b"a: " + b"[" * 5000 + b"]" * 5000, "deep"),
    "a reference out of the document": (b"a: {$ref: 'https://example.com/x.yaml#/A'}\n", "out of the document"),
    "a place that holds itself": (b"a: {b: {$ref: '#/a'}}\n", "refers to itself"),
    "components that are text": (b"components: text\na: {$ref: '#/components/schemas/A'}\n", ""),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_file_and_line(name: str, tmp_path: Path):
    text, sentence = UNREADABLE[name]
    (tmp_path / "openapi.yaml").write_bytes(text)
    try:
        found = [str(problem) for problem in rules.lint(load.bundle(tmp_path), "openapi")]
    except SpecError as error:
        found = [str(problem) for problem in error.problems]
    assert any(re.match(r"openapi\.yaml:\d+: ", each) and sentence in each for each in found), found


def test_a_status_without_quotes_is_text(tmp_path: Path):
    (tmp_path / "openapi.yaml").write_text("paths: {/a: {get: {responses: {200: {description: Fine.}}}}}")
    assert load.bundle(tmp_path).document["paths"]["/a"]["get"]["responses"] == {"200": {"description": "Fine."}}


class TestTheMachine:
    """Problems of the machine are a sentence, too."""

    def test_a_folder_that_does_not_exist(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        assert cli.main(["lint", "--spec", str(tmp_path / "nowhere")]) == 1
        assert capsys.readouterr().err.startswith("nowhere/openapi.yaml:1: cannot be read: No such file")

    def test_an_output_that_is_a_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        file = tmp_path / "file"
        file.write_text("")
        probe.bundle(probe.document(), tmp_path)
        arguments = [
            "generate",
            "--profile",
            "openapi",
            "--spec",
            str(tmp_path / "openapi.yaml"),
            "--output",
            str(file),
        ]
        assert cli.main(arguments) == 2
        assert "the files could not be read or written" in capsys.readouterr().err

    def test_options_may_stand_before_and_after_the_command(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        probe.bundle(probe.document(), tmp_path)
        common = ["--spec", str(tmp_path / "openapi.yaml"), "--profile", "openapi"]
        assert cli.main([*common, "lint"]) == cli.main(["lint", *common]) == 0
        assert capsys.readouterr().out == "the document is clean\n" * 2

    def test_a_package_name_that_is_code_is_refused(self, capsys: pytest.CaptureFixture[str]):
        with pytest.raises(SystemExit):
            cli.main(["generate", "--package", "x; import os"])
        assert "is no name of a package" in capsys.readouterr().err


def test_operations_behind_one_without_an_id_are_checked_too():
    operation = {"responses": {}}
    paths = {
        "/a": {"get": operation},
        "/b": {"get": {**operation, "operationId": "import.str"}},
        "/c": {"get": {**operation, "operationId": "notes.import"}},
    }

    found = [(pointer[1], problem) for pointer, problem in operation_names({"paths": paths})]

    assert [path for path, _ in found] == ["/a", "/b", "/c"]
    assert found[0][1] == "the operation has no operationId"
