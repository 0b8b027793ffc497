"""What the API refuses, the server refuses: vectors with their sources, and images of every size."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire.testing.checks.output_schema import check_schema

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "server_refusals.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_request_gets_the_status_type_and_message_of_the_api(
    http: httpx.Client, hello: dict[str, Any], vector: dict[str, Any]
) -> None:
    response = http.post("/v1/messages", content=json.dumps({**hello, **vector["body"]}))

    assert response.status_code == vector["status"], response.text
    if vector["status"] != 200:
        problem = response.json()["error"]
        assert problem["type"] == vector["type"]
        assert problem["message"].startswith(vector["message"])


def test_batch_refuses_the_same_in_its_results(http: httpx.Client, hello: dict[str, Any]) -> None:
    refused = next(vector for vector in VECTORS if vector["name"] == "output schema that is open")
    item = {"custom_id": "a", "params": {**hello, **refused["body"]}}

    batch = http.post("/v1/messages/batches", json={"requests": [item]}).json()
    http.post("/-/clock", json={"advance": 60})

    result = http.get(f"/v1/messages/batches/{batch['id']}/results").json()["result"]
    assert result["type"] == "errored"
    assert result["error"]["error"]["message"].startswith(refused["message"])


def test_token_counting_does_not_compile_schemas(http: httpx.Client, hello: dict[str, Any]) -> None:
    """Only a request for a message needs the grammar."""
    body = {"model": hello["model"], "messages": hello["messages"]}
    assert http.post("/v1/messages/count_tokens", json=body).status_code == 200


def png(width: int, height: int, padding: int = 0) -> str:
    """The header of a PNG in base64, and so many bytes more."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunk + bytes(padding)).decode()


def image(data: str, **more: Any) -> dict[str, Any]:
    return {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}, **more}


class TestImages:
    def ask(self, http: httpx.Client, hello: dict[str, Any], blocks: list[dict[str, Any]]) -> str | None:
        response = http.post("/v1/messages", json={**hello, "messages": [{"role": "user", "content": blocks}]})
        return None if response.status_code == 200 else response.json()["error"]["message"]

    @pytest.mark.parametrize(("width", "height"), [(8000, 8000), (1, 8000), (1, 1)])
    def test_image_of_the_documented_size_is_accepted(
        self, http: httpx.Client, hello: dict[str, Any], width: int, height: int
    ) -> None:
        assert self.ask(http, hello, [image(png(width, height))]) is None

    @pytest.mark.parametrize(("width", "height"), [(8001, 1), (1, 8001)])
    def test_image_with_too_many_pixels_is_refused(
        self, http: httpx.Client, hello: dict[str, Any], width: int, height: int
    ) -> None:
        message = self.ask(http, hello, [image(png(1, 1)), image(png(width, height))])

        assert message == (
            "messages.0.content.1.image.source.base64.data: At least one of the image dimensions exceed max allowed size: "
            "8000 pixels"
        )

    def test_more_than_20_images_may_have_2000_pixels_each(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        twenty = [image(png(2001, 1))] * 20
        assert self.ask(http, hello, twenty) is None
        message = self.ask(http, hello, [*twenty, image(png(1, 1))])
        assert message
        assert message.endswith("max allowed size for many-image requests: 2000 pixels")

    def test_image_with_too_many_bytes_is_refused(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        data = png(10, 10, padding=4 * 1024 * 1024)
        message = self.ask(http, hello, [image(data)])
        assert message == (
            f"messages.0.content.0.image.source.base64: image exceeds 5 MB maximum: {len(data)} bytes > 5242880 bytes"
        )

    def test_image_in_a_tool_result_is_measured_as_well(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        call = {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {}}
        result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": [image(png(9000, 1))]}
        messages = [*hello["messages"], {"role": "assistant", "content": [call]}, {"role": "user", "content": [result]}]

        response = http.post("/v1/messages", json={**hello, "messages": messages})

        assert "messages.2.content.0.tool_result.content.0.image" in response.json()["error"]["message"]

    def test_request_can_ask_for_an_error_instead_of_a_smaller_image(
        self, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        block = image(png(1569, 1), transformations={"oversized_image": "error"})

        response = http.post("/v1/messages", json={**hello, "messages": [{"role": "user", "content": [block]}]})

        assert response.json()["error"]["details"] == {
            "error_code": "image_dimensions_too_large",
            "max_side_length_pixels": 1568,
            "paths": ["messages.0.content.0.image.source"],
        }

    @pytest.mark.parametrize("data", ["", "AAAA", "!!!!", base64.b64encode(b"\x89PNG").decode()])
    def test_file_that_is_no_image_is_not_measured(self, http: httpx.Client, hello: dict[str, Any], data: str) -> None:
        self.ask(http, hello, [image(data)])  # whatever it says, it is no 500
        assert http.get("/-/requests").json()[-1]["status"] in (200, 400)


class TestBounds:
    def test_definitions_that_multiply_are_checked_once_each(self) -> None:
        """Ten definitions that each use the next one ten times would be ten billion schemas."""
        schema: dict[str, Any] = {"$ref": "#/$defs/d0", "$defs": {}}
        for level in range(10):
            inner = {"$ref": f"#/$defs/d{level + 1}"} if level < 9 else {"type": "string"}
            properties = {f"p{number}": inner for number in range(10)}
            schema["$defs"][f"d{level}"] = {
                "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False
            }  # fmt: skip

        assert list(check_schema(schema, "schema")) == []

    def test_deep_request_is_a_400(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        content = json.dumps(hello)[:-1] + ', "metadata": ' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}"

        response = http.post("/v1/messages", content=content)

        assert response.status_code == 400
        assert "nested more than" in response.json()["error"]["message"]

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        [
                            "type",
                            "properties",
                            "items",
                            "anyOf",
                            "allOf",
                            "$ref",
                            "enum",
                            "required",
                            "pattern",
                            "format",
                            "minItems",
                        ]
                    ),
                    inner | st.sampled_from(["object", "array", "string", "#/$defs/A"]),
                    max_size=5,
                )
            ),
            max_leaves=12,
        )
    )
    def test_any_value_as_a_schema_is_judged_without_an_exception(self, schema: Any) -> None:
        assert all(sentence.startswith("schema: ") for sentence in check_schema(schema, "schema"))


def test_capabilities_of_every_model_are_complete(http: httpx.Client) -> None:
    """The levels of effort, and what else a program asks for by name."""
    for model in http.get("/v1/models", params={"limit": 1000}).json()["data"]:
        has = model["capabilities"]
        assert list(has["effort"]) == ["supported", "low", "medium", "high", "xhigh", "max"]
        assert list(has["thinking"]["types"]) == ["enabled", "adaptive"]
        assert list(has["context_management"]) == [
            "supported", "clear_tool_uses_20250919", "clear_thinking_20251015", "compact_20260112",
        ]  # fmt: skip
