"""Raw requests: endpoints that the generated methods do not have, through the pipeline of the client."""

from __future__ import annotations

import json
from typing import TypedDict

import anyio
import httpx
import pytest

import claudewire
from claudewire import AsyncClaude, AsyncPage, Claude, NotFoundError, Page, RequestInvalid, ResponseInvalid
from claudewire.types import ModelInfo
from tests.support.clients import mocked_client

MODELS = [{"type": "model", "id": f"m{n}", "display_name": "M", "created_at": "2026-01-01T00:00:00Z"} for n in range(3)]


class Answer(TypedDict):
    data: list[object]


def respond(request):
    path = request.url.path
    if path == "/v1/models":
        page = int(request.url.params.get("page", 0))
        return httpx.Response(
            200, json={"data": MODELS[page : page + 1], "next_page": str(page + 1) if page < 2 else None}
        )
    if path == "/v1/stream":
        text = 'event: a\ndata: {"type": "a", "n": 1}\n\nevent: b\ndata: {"type": "b"}\n\n'
        return httpx.Response(200, text=text, headers={"content-type": "text/event-stream"})
    if path == "/v1/list":
        return httpx.Response(200, json=[1, 2])
    if path == "/v1/echo":
        return httpx.Response(
            200, json={"method": request.method, "body": request.content.decode(), "headers": dict(request.headers)}
        )
    if path == "/v1/empty":
        return httpx.Response(204)
    return httpx.Response(404, json={"type": "error", "error": {"type": "not_found_error", "message": path}})


@pytest.fixture(params=["sync", "async"])
def send(request):
    """Send one raw request with the client, and return its result."""

    def run(method, *args, **options):
        if request.param == "sync":
            with mocked_client(respond) as client:
                return getattr(client, method)(*args, **options)

        async def main():
            async with mocked_client(respond, AsyncClaude) as client:
                return await getattr(client, method)(*args, **options)

        return anyio.run(main)

    return run


@pytest.mark.parametrize("cast_to", [dict, object, Answer, dict[str, object]])
def test_a_json_object_is_returned_as_a_mapping(send, cast_to):
    """W-4"""
    assert send("get", "/v1/models", cast_to=cast_to)["data"] == MODELS[:1]


def test_a_list_is_returned_as_a_list(send):
    assert send("get", "/v1/list", cast_to=list) == [1, 2]


@pytest.mark.parametrize("method", ["post", "put", "patch"])
def test_a_body_is_sent_as_json_with_the_headers_of_the_client(send, method):
    echo = send(method, "/v1/echo", body={"a": 1}, extra_headers={"x-a": "b"}, betas=["beta-1"])

    assert echo["method"] == method.upper()
    assert echo["body"] == '{"a":1}'
    assert echo["headers"]["x-a"] == "b"
    assert echo["headers"]["anthropic-beta"] == "beta-1"
    assert echo["headers"]["x-api-key"]
    assert echo["headers"]["content-type"] == "application/json"


def test_other_types_of_results(send):
    assert send("get", "/v1/list", cast_to=bytes) == b"[1,2]"
    assert send("get", "/v1/list", cast_to=str) == "[1,2]"
    assert send("delete", "/v1/empty", cast_to=None) is None
    assert send("get", "/v1/list", cast_to=httpx.Response).json() == [1, 2]


class Number:
    """A model of the program that takes no list."""

    @classmethod
    def model_validate(cls, value):
        raise ValueError(f"not a number: {value}")


@pytest.mark.parametrize("to", [int, float, Number])
def test_a_response_that_cannot_become_the_type_is_kept_in_the_error(send, to):
    with pytest.raises(ResponseInvalid, match="cannot become") as caught:
        send("get", "/v1/list", cast_to=to)
    assert "[1,2]" in str(caught.value)
    assert caught.value.status_code == 200
    assert isinstance(caught.value.__cause__, (TypeError, ValueError))


@pytest.mark.parametrize(
    "arguments",
    [
        {"cast_to": 5},
        {"cast_to": "dict"},
        {"cast_to": {}},
        {"query": 5},
        {"query": "a=b"},
        {"options": [1]},
        {"options": "x"},
    ],
    ids=str,
)
def test_an_argument_of_another_type_is_refused_before_anything_is_sent(send, arguments):
    with pytest.raises(RequestInvalid, match=next(iter(arguments))):
        send("get", "/v1/list", **arguments)


def test_the_options_of_the_official_sdk_are_accepted(send):
    echo = send("post", "/v1/echo", body={}, options={"headers": {"x-a": "b"}, "params": {"q": 1}, "timeout": 3})
    assert echo["headers"]["x-a"] == "b"
    with pytest.raises(TypeError, match="there is no option 'nothing'"):
        send("get", "/v1/echo", options={"nothing": 1})


def test_an_error_of_the_api_is_raised(send):
    with pytest.raises(NotFoundError, match="/v1/other"):
        send("get", "/v1/other")


@pytest.mark.parametrize(
    "path",
    [
        "https://other.example/v1/models",
        "//other.example/v1/models",
        "http://api.anthropic.com/v1/models",
        "https://api.anthropic.com.other.example/",
        "https://api.anthropic.com@other.example/v1",
        "/v1/../admin",
        "/v1/%2e%2e/admin",
        "/v1/models?limit=1",
        "/v1/models#x",
        "/v1\\models",
        "/v1/mo dels",
        "/v1/m\r\nhost: x",
        "/v1/ü",
        5,
    ],
)
def test_a_path_elsewhere_is_refused_before_the_key_leaves(send, path):
    """W-5"""
    with pytest.raises(RequestInvalid):
        send("get", path)


def test_a_full_url_of_the_same_origin_is_accepted(send):
    assert send("get", "https://api.anthropic.com/v1/models")["data"]


@pytest.mark.parametrize(("method", "body"), [("CONNECT", None), ("GE T", None), ("POST", [1]), ("POST", "text")])
def test_other_methods_and_bodies_are_refused(send, method, body):
    with pytest.raises(RequestInvalid):
        send("request", method, "/v1/echo", body=body)


def test_a_stream_yields_its_events():
    """W-4, as a stream."""
    with mocked_client(respond) as client:
        assert list(client.post("/v1/stream", body={}, stream=True)) == [{"type": "a", "n": 1}, {"type": "b"}]


def test_pages_are_followed():
    with mocked_client(respond) as client:
        assert [model["id"] for model in client.get("/v1/models", cast_to=Page)] == ["m0", "m1", "m2"]
        assert [type(model) for model in client.get("/v1/models", cast_to=Page[ModelInfo])] == [ModelInfo] * 3


def test_pages_are_followed_on_event_loops():
    async def main():
        async with mocked_client(respond, AsyncClaude) as client:
            return [model["id"] async for model in await client.get("/v1/models", cast_to=AsyncPage)]

    assert anyio.run(main) == ["m0", "m1", "m2"]


def test_middleware_sees_raw_requests():
    seen = []

    def watching(call):
        seen.append((call.operation, call.params))
        return (yield call)

    with httpx.Client(transport=httpx.MockTransport(respond)) as http:
        Claude(api_key="k", http_client=http, middleware=[watching]).post("/v1/echo", body={"a": 1})
    assert seen == [("POST /v1/echo", {"a": 1})]


def test_the_verbs_are_documented():
    assert "RequestInvalid" in claudewire.Claude.request.__doc__


def test_options_of_the_official_form_reach_the_request(send):
    given = {
        "headers": {"x-a": "1"}, "extra_headers": {"x-b": "2"}, "betas": ["beta-of-a-test"], "extra_json": {"n": 1},
        "timeout": 5, "max_retries": 0, "deadline": 9,
    }  # fmt: skip
    for name, value in given.items():
        found = send("post", "/v1/echo", body={"m": 0}, cast_to=object, options={name: value})
        match name:
            case "headers" | "extra_headers":
                assert value.items() <= found["headers"].items()
            case "betas":
                assert found["headers"]["anthropic-beta"] == "beta-of-a-test"
            case "extra_json":
                assert json.loads(found["body"]) == {"m": 0, "n": 1}
    with pytest.raises(TypeError, match="there is no option 'header'"):
        send("post", "/v1/echo", body={}, cast_to=object, options={"header": {}})
