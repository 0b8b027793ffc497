"""The contract of every operation of the document, from its own examples: a new operation is tested as soon as it is described.

The client is called with what the request example holds. What it sends must be what the document describes, and what the response
example says must come back as the model, and from it as the same JSON.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest

import claudewire_api
from claudewire import AsyncClaude, Claude
from generator import schemas as S
from generator.index import Index
from generator.operation import Operation

DOCUMENT = json.loads(Path(claudewire_api.__file__).with_name("openapi.json").read_text(encoding="utf-8"))
INDEX = Index(DOCUMENT)
KEY = "sk-ant-test"


def fits(schema: Any, value: Any) -> bool:
    whole = {**schema, "components": {"schemas": DOCUMENT["components"]["schemas"]}}
    return jsonschema_rs.Draft202012Validator(whole).is_valid(value)


def examples(medium: Any) -> list[Any]:
    return [S.resolve(DOCUMENT, example)["value"] for example in medium.get("examples", {}).values()]


def cases():
    """Each operation with each of its request examples, and with none where it has no JSON body."""
    for operation in INDEX.operations:
        if operation.body_kind == "json":
            media = S.request_media(DOCUMENT, operation.raw)
            for number, body in enumerate(example for medium in media.values() for example in examples(medium)):
                if not body.get("stream"):
                    yield pytest.param(operation, body, id=f"{operation.id}-{number}")
        else:
            yield pytest.param(operation, {}, id=operation.id)


def arguments(operation: Operation, body: dict[str, Any]) -> dict[str, Any]:
    """What the method is called with: the fields of the example, and all else that is required."""
    names = {field.name: field.python for field in operation.body_fields}
    keywords = {names[name]: value for name, value in body.items()}
    if operation.body_kind == "multipart":
        for field in operation.body_fields:
            if field.required:
                many = field.schema.get("type") == "array"
                file = ("folder/SKILL.md", b"---\nname: a\n---\n")
                keywords[field.python] = [file] if many else file
    keywords |= {field.python: "x" for field in operation.query_parameters if field.required}
    return keywords | {field.python: "id_1" for field in operation.path_parameters}


class Api:
    """Answers with the documented example, and keeps the request."""

    def __init__(self, operation: Operation) -> None:
        content = S.resolve(DOCUMENT, operation.raw["responses"]["200"]).get("content", {})
        self.kind, medium = next(iter(content.items()))
        self.examples = examples(medium)
        self.request: httpx.Request | None = None

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.request = request
        headers = {"content-type": self.kind, "request-id": "req_1"}
        if "jsonl" in self.kind:
            lines = self.examples[0] if isinstance(self.examples[0], list) else self.examples
            return httpx.Response(200, headers=headers, text="".join(json.dumps(line) + "\n" for line in lines))
        if "json" in self.kind:
            return httpx.Response(200, headers=headers, json=self.examples[0])
        return httpx.Response(200, headers=headers, content=b"bytes")


async def called(client: Any, operation: Operation, body: dict[str, Any]) -> Any:
    """The decoded answer, as plain JSON or bytes, whichever client it is."""
    method = client
    for name in [*operation.resource.split("."), operation.method]:
        method = getattr(method, name)
    result = method(**arguments(operation, body))
    if inspect.isawaitable(result):
        result = await result
    if operation.kind == "bytes":
        content = result.read()
        return await content if inspect.isawaitable(content) else content
    if operation.kind == "lines":
        if hasattr(result, "__aiter__"):
            return [item.to_dict() async for item in result]
        return [item.to_dict() for item in result]
    return result.to_dict()


@pytest.mark.parametrize("make", [Claude, AsyncClaude], ids=["sync", "async"])
@pytest.mark.parametrize(("operation", "body"), [*cases()])
def test_what_is_sent_and_what_comes_back_is_what_the_document_describes(operation, body, make):
    api = Api(operation)
    transport = httpx.MockTransport(api.answer)
    http = httpx.Client(transport=transport) if make is Claude else httpx.AsyncClient(transport=transport)
    client = make(api_key=KEY, http_client=http, max_retries=0, stream_long_requests=False)

    result = asyncio.run(called(client, operation, body))

    request = api.request
    assert request is not None
    assert request.method == operation.http
    assert re.fullmatch(re.sub(r"\{\w+\}", "id_1", operation.path), request.url.path)
    assert request.headers["anthropic-version"] == claudewire_api.API_VERSION
    assert request.headers["x-api-key"] == KEY
    if operation.body_kind == "json":
        sent = json.loads(request.content)
        assert sent == body
        assert fits(operation.body_schema, sent)
    elif operation.body_kind == "multipart":
        assert request.headers["content-type"].startswith("multipart/form-data")
    else:
        assert not request.content
    if operation.kind == "bytes":
        assert result == b"bytes"
    elif operation.kind == "lines":
        assert result == (api.examples[0] if isinstance(api.examples[0], list) else api.examples)
    else:
        assert result == api.examples[0]


def test_every_operation_is_among_them():
    assert {case.values[0].id for case in cases()} == {operation.id for operation in INDEX.operations}
