"""No text of the document becomes code: 40 payloads stand in every place of a document, and what is made of it runs nothing.

Where a place takes any text, the package is generated, imported and used in a process of its own; where it does not, a rule refuses
the text. Each payload would leave a file behind if a part of it were ever run.
"""

from __future__ import annotations

import ast
import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import rules
from tests.generator import probe

CODE = "__import__('pathlib').Path('RAN').write_text('x')"
#: Each ends a string, a docstring, a comment, a template or a line of some kind, and goes on with code.
PAYLOADS = [
    f'"; {CODE}; "',
    f"'; {CODE}; '",
    f'"""; {CODE}; """',
    f"'''; {CODE}; '''",
    f'"""\n{CODE}\n"""',
    f"'''\n{CODE}\n'''",
    f'\\"; {CODE}; "',
    f'\\\\"; {CODE}; "',
    f'\\"""\n{CODE}\n"""',
    f'""""\n{CODE}\n""""',
    f"\n{CODE}\n",
    f"\r\n{CODE}\r\n",
    f"\r{CODE}\r",
    f"\u2028{CODE}\u2028",
    f"\x0c{CODE}\x0c",
    f"x\x85{CODE}",
    f"# \n{CODE}",
    f"{{{CODE}}}",
    f"{{{{ {CODE} }}}}",
    f"{{{{ self._TemplateReference__context.__init__.__globals__ }}}}{CODE}",
    f"{{% for x in {CODE} %}}{{% endfor %}}",
    f"{{# {CODE} #}}",
    "{{ cycler.__init__.__globals__.os.system('touch RAN') }}",
    f"%s %(x)s {CODE}",
    f"f'{{{CODE}}}'",
    f'"+{CODE}+"',
    f"'+{CODE}+'",
    f'"}}, {CODE}, {{"',
    f"'), {CODE}, ('",
    f']"; {CODE}',
    f"`{CODE}`",
    f"$({CODE})",
    f"x = {CODE}",
    f"lambda: {CODE}",
    f"\\N{{DIGIT ONE}}\\x41\\u0041\\{CODE}",
    f"\x07\x1b[31m{CODE}\x7f",
    f"\u202e{CODE}\u202c",
    "\\",
    '"',
    '"""',
]

BINARY = {"type": "string", "format": "binary"}
#: Places that hold any text; each sets it in a document.
ANY_TEXT = {
    "info.title": lambda d, t: d["info"].update(title=t),
    "info.version": lambda d, t: d["info"].update(version=t),
    "info.description": lambda d, t: d["info"].update(description=t),
    "tag description": lambda d, t: d["tags"][0].update(description=t),
    "tag name": lambda d, t: (d["tags"][0].update(name=t), op(d).update(tags=[t])),
    "summary": lambda d, t: op(d).update(summary=t),
    "operation description": lambda d, t: op(d).update(description=t),
    "operationId": lambda d, t: op(d).update(operationId=t),
    "parameter description": lambda d, t: op(d)["parameters"][1].update(description=t),
    "parameter enum": lambda d, t: op(d)["parameters"][1].update(schema={"type": "string", "enum": [t, "a"]}),
    "schema description": lambda d, t: schema(d).update(description=t),
    "property description": lambda d, t: schema(d)["properties"]["note"].update(description=t),
    "deprecation": lambda d, t: schema(d)["properties"]["note"].update({"deprecated": True, "x-deprecated-reason": t}),
    "property name": lambda d, t: schema(d)["properties"].update({t: {"type": "string"}}),
    "required property name": lambda d, t: (schema(d)["properties"].update({t: {"type": "string"}}), schema(d)["required"].append(t)),
    "const": lambda d, t: schema(d)["properties"].update(type={"const": t}),
    "open enum": lambda d, t: schema(d)["properties"].update(note={"anyOf": [{"type": "string", "enum": [t]}, {"type": "string"}]}),
    "default": lambda d, t: schema(d)["properties"]["note"].update(default=t),
    "example": lambda d, t: schema(d)["properties"]["note"].update(examples=[t]),
    "alias description": lambda d, t: d["components"]["schemas"]["Label"].update(description=t),
    "union description": lambda d, t: d["components"]["schemas"]["Choice"].update(description=t),
    "discriminator value": lambda d, t: discriminate(d, t),
    "request property name": lambda d, t: d["components"]["schemas"]["ProbeParams"]["properties"].update({t: {"type": "string"}}),
    "request property description": lambda d, t: d["components"]["schemas"]["ProbeParams"]["properties"]["note"].update(description=t),
    "request enum": lambda d, t: d["components"]["schemas"]["ProbeParams"]["properties"].update(level={"type": "string", "enum": [t, "b"]}),
    "nested request property name": lambda d, t: d["components"]["schemas"]["MetaParam"]["properties"].update({t: {"type": "string"}}),
    "nested request description": lambda d, t: d["components"]["schemas"]["MetaParam"].update(description=t),
    "beta map": lambda d, t: d["components"]["schemas"]["ProbeParams"]["properties"].update(
        mood={"type": "string", "enum": [t], "x-beta": {t: "moods-2020-02-02"}}
    ),
    "version example": lambda d, t: d["components"].update(
        parameters={"Other": {"name": "x", "in": "query", "schema": {"type": "string"}, "example": t}}
    ),
    "response description": lambda d, t: op(d)["responses"]["200"].update(description=t),
}  # fmt: skip
#: Places that hold names, addresses and header values: nothing of a payload may stand there.
CHECKED = {
    "query name": lambda d, t: op(d)["parameters"][1].update(name=t),
    "servers[0].url": lambda d, t: d["servers"][0].update(url=f"https://probes.example/{t}"),
    "path": lambda d, t: d["paths"].update({f"/a{t}": d["paths"].pop("/probe/{id}")}),
    "path parameter": lambda d, t: (
        d["paths"].update({f"/probe/{{{t}}}": d["paths"].pop("/probe/{id}")}),
        op(d)["parameters"][0].update(name=t),
    ),
    "header name": lambda d, t: op(d)["parameters"][2].update(name=t),
    "x-sdk.resource": lambda d, t: op(d)["x-sdk"].update(resource=t),
    "x-sdk.method": lambda d, t: op(d)["x-sdk"].update(method=t),
    "x-beta": lambda d, t: op(d).update({"x-beta": t}),
    "x-beta-view": lambda d, t: op(d).update({"x-beta-view": t}),
    "x-beta of a parameter": lambda d, t: op(d)["parameters"][1].update({"x-beta": t}),
    "x-beta of a property": lambda d, t: d["components"]["schemas"]["ProbeParams"]["properties"]["note"].update({"x-beta": t}),
    "x-stream.field": lambda d, t: op(d).update({"x-stream": {"field": t, "events": "Choice"}}),
    "x-stream.events": lambda d, t: op(d).update({"x-stream": {"field": "on", "events": t}}),
    "x-pagination": lambda d, t: op(d).update({"x-pagination": t}),
    "request media type": lambda d, t: op(d)["requestBody"].update(content={t: {"schema": BINARY}}),
    "response media type": lambda d, t: op(d)["responses"].update({"200": {"description": "x", "content": {t: {"schema": BINARY}}}}),
    "schema name": lambda d, t: rename(d, t),
    "discriminator": lambda d, t: d["components"]["schemas"]["Choice"]["discriminator"].update(propertyName=t),
    "api version": lambda d, t: d["components"].update(
        parameters={"AnthropicVersion": {"name": "anthropic-version", "in": "header", "schema": {"type": "string"}, "example": t}}
    ),
    "credential header": lambda d, t: (
        d.update(security=[{"Key": []}]),
        d["components"].update(securitySchemes={"Key": {"type": "apiKey", "in": "header", "name": t}}),
    ),
}  # fmt: skip


def op(content: Any) -> Any:
    return next(iter(content["paths"].values()))["post"]


def schema(content: Any) -> Any:
    return content["components"]["schemas"]["Probe"]


def discriminate(content: Any, text: str) -> None:
    schemas = content["components"]["schemas"]
    schemas["One"]["properties"]["kind"] = {"const": text}
    mapping = schemas["Choice"]["discriminator"]["mapping"]
    mapping[text] = mapping.pop("one")


def rename(content: Any, text: str) -> None:
    schemas = content["components"]["schemas"]
    schemas[text] = schemas.pop("Label")
    schema(content)["properties"]["label"] = {
        "$ref": f"#/components/schemas/{text.replace('~', '~0').replace('/', '~1')}"
    }


@pytest.fixture
def content() -> Any:
    """A document that has each place."""
    at = "#/components/schemas/"
    tagged = {"type": "object", "required": ["kind"]}
    schemas = {
        "Label": {"type": "string", "description": "A label."},
        "Choice": {
            "description": "One or two.",
            "oneOf": [{"$ref": at + "One"}, {"$ref": at + "Two"}],
            "discriminator": {"propertyName": "kind", "mapping": {"one": at + "One", "two": at + "Two"}},
        },
        "One": {**tagged, "properties": {"kind": {"const": "one"}}},
        "Two": {**tagged, "properties": {"kind": {"const": "two"}}},
        "ProbeParams": {
            "type": "object",
            "description": "Body.",
            "required": ["note"],
            "properties": {"note": {"type": "string"}, "meta": {"$ref": at + "MetaParam"}, "on": {"type": "boolean"}},
        },
        "MetaParam": {"type": "object", "description": "Meta.", "properties": {"a": {"type": "integer"}}},
    }
    operation = probe.operation(
        parameters=[
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "q", "in": "query", "schema": {"type": "string"}},
            {"name": "X-H", "in": "header", "schema": {"type": "string"}},
        ],
        requestBody={"required": True, "content": {"application/json": {"schema": {"$ref": at + "ProbeParams"}}}},
    )
    document = probe.document(
        {"/probe/{id}": {"post": operation}},
        schemas,
        tags=[{"name": "Probes", "description": "Probes."}],
        components={},
    )
    document = copy.deepcopy(document)
    schema(document)["properties"] |= {"label": {"$ref": at + "Label"}, "choice": {"$ref": at + "Choice"}}
    return document


USE = """
import importlib, json, pkgutil, sys
import probes_api
for module in pkgutil.walk_packages(probes_api.__path__, "probes_api."):
    importlib.import_module(module.name)
from probes_api import models, params
from typing import get_type_hints, is_typeddict
for name in models.__all__:
    getattr(models, name)
for value in list(vars(params).values()):
    if is_typeddict(value):
        get_type_hints(value)
document = json.loads(open(probes_api.__path__[0] + "/openapi.json", encoding="utf-8").read())
fields = document["components"]["schemas"]["Probe"]["properties"]
given = {name: schema.get("const", "x") for name, schema in fields.items() if name not in ("choice", "label")}
kinds = document["components"]["schemas"]["Choice"]["discriminator"]["mapping"]
for kind in kinds:
    value = {**given, "choice": {"kind": kind}}
    found = models.Probe.from_dict(value)
    assert found.to_dict() == value, (found.to_dict(), value)
    assert not type(found.choice).__name__.startswith("Unknown"), found.choice
repr(found)
from probes_api.client import Client
import httpx
asked = []
def serve(request):
    asked.append(request)
    return httpx.Response(200, json=value)
client = Client(http_client=httpx.Client(transport=httpx.MockTransport(serve)))
client.probes.probe("a", note="b")
assert asked
print("fine")
"""


def put(content: Any, places: dict[str, Any], text: str) -> None:
    for setter in places.values():
        setter(content, text)


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_payload_in_every_place_for_text_stays_text(content: Any, number: int, tmp_path: Path):
    """It is generated, imported and used, and no module calls what the payload calls."""
    put(content, ANY_TEXT, PAYLOADS[number])

    output = probe.generate(content, tmp_path)

    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(output)!r})\n{USE}"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "fine", done.stderr[-2000:]
    assert not list(tmp_path.rglob("RAN"))
    calls = {
        ast.unparse(node.func)
        for file in output.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert "__import__" not in calls


@pytest.mark.parametrize("place", CHECKED)
def test_a_payload_in_a_place_for_names_is_refused_or_stays_text(content: Any, place: str, tmp_path: Path):
    """The few that are let through (a path parameter may be called `#`) are text in what is generated."""
    for number, text in enumerate(PAYLOADS):
        changed = copy.deepcopy(content)
        CHECKED[place](changed, text)
        folder = tmp_path / str(number)
        folder.mkdir()
        if not rules.lint(probe.bundle(changed, folder), "openapi"):
            output = probe.generate(changed, folder)
            assert probe.run(output, USE) == "fine"
            assert not list(folder.rglob("RAN"))


def test_there_are_40_payloads():
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 40
