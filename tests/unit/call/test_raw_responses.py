"""Raw responses, downloads and uploads."""

import json

import httpx
import pytest

from claudewire import (
    APIConnectionError,
    OverloadedError,
    ResponseInvalid,
)
from claudewire_api.models import Message, ModelInfo
from tests.support.pipelines import HELLO, Bytes, Sync, failure, ids, ok, page


class TestRawResponses:
    def test_read_at_once(self, run):
        def action(client):
            response = client.messages.with_raw_response.create(**HELLO)

            async def later():
                raw = await response
                return raw, await raw.parse(), await raw.text(), (await raw.json())["id"]

            if hasattr(response, "__await__"):
                return later()
            return response, response.parse(), response.text(), response.json()["id"]

        raw, parsed, text, name = run(failure(), ok())(action)
        assert isinstance(parsed, Message)
        assert json.loads(text)["id"] == name == parsed.id == "msg_1"
        assert (raw.status_code, raw.request_id, raw.retries_taken, raw.method) == (200, "req_1", 1, "POST")
        assert raw.headers["REQUEST-ID"] == "req_1"
        assert raw.url == "https://api.anthropic.com/v1/messages"
        assert 0 < raw.elapsed.total_seconds() < 60
        assert raw.is_closed

    def test_errors_are_raised_there_too(self, run):
        with pytest.raises(OverloadedError):
            run(failure())(lambda client: client.messages.with_raw_response.create(**HELLO))

    def test_a_page(self, run):
        def action(client):
            response = client.models.with_raw_response.list(limit=1)

            async def later():
                return await ids(await (await response).parse())

            return later() if hasattr(response, "__await__") else ids(response.parse())

        answers = [httpx.Response(200, json=page(["a"], True)), httpx.Response(200, json=page(["b"], False))]
        assert run(*answers)(action) == ["a", "b"]

    def test_through_the_client_and_the_beta_door(self, run):
        def action(client):
            response = client.with_raw_response.beta.models.list()

            async def later():
                return (await response).url

            return later() if hasattr(response, "__await__") else response.url

        assert run(httpx.Response(200, json=page([], False)))(action).endswith("/v1/models?beta=true")

    def test_unread(self, run):
        def action(client):
            manager = client.messages.with_streaming_response.create(**HELLO)

            async def later():
                async with manager as response:
                    assert not response.is_closed
                    lines = [line async for line in response.iter_lines()]
                return response, lines

            if hasattr(manager, "__aenter__"):
                return later()
            with manager as response:
                assert not response.is_closed
                return response, list(response.iter_lines())

        response, lines = run(httpx.Response(200, content=b"a\r\nb\n\nc"))(action)
        assert lines == ["a", "b", "", "c"]
        assert response.is_closed

    def test_parsed_as_something_else(self):
        with Sync(ok()).client as client:
            raw = client.messages.with_raw_response.create(**HELLO)
        assert raw.parse(to=str).startswith("{")
        assert raw.parse(to=dict)["id"] == "msg_1"
        assert raw.parse(to=bytes) == raw.read()
        assert isinstance(raw.parse(to=ModelInfo), ModelInfo)


class TestDownloads:
    def test_into_a_file(self, run, tmp_path):
        target = tmp_path / "out.bin"
        run(httpx.Response(200, content=b"x" * 100_000))(lambda client: client.files.download_to("file_1", target))
        assert target.read_bytes() == b"x" * 100_000
        assert [path.name for path in tmp_path.iterdir()] == ["out.bin"]

    def test_a_file_is_whole_or_not_there(self, run, tmp_path):
        class Broken(Bytes):
            def __iter__(self):
                yield b"half"
                raise httpx.ReadError("gone")

            async def __aiter__(self):
                yield b"half"
                raise httpx.ReadError("gone")

        with pytest.raises(APIConnectionError) as caught:
            run(httpx.Response(200, stream=Broken(b""), headers={"request-id": "req_d"}))(
                lambda client: client.files.download_to("file_1", tmp_path / "x")
            )
        assert list(tmp_path.iterdir()) == []
        assert caught.value.request_id == "req_d"

    def test_a_page_of_a_proxy_is_no_file(self, run):
        with pytest.raises(ResponseInvalid, match="Free WiFi"):
            run(httpx.Response(200, html="Free WiFi"))(lambda client: client.files.download("file_1"))


class TestUploads:
    def test_progress(self, run):
        told = []
        body = {"type": "file", "id": "file_1", "filename": "x", "mime_type": "a/b", "size_bytes": 5,
                "created_at": "2026-01-01T00:00:00Z", "downloadable": False}  # fmt: skip
        runner = run(httpx.Response(200, json=body))
        result = runner(
            lambda client: client.files.upload(file=("x", b"hello"), progress=lambda *args: told.append(args))
        )
        assert result.id == "file_1"
        assert told[-1][0] == told[-1][1] == int(runner.script.requests[0].headers["content-length"])

    def test_an_iterator_is_not_sent_twice(self, run):
        runner = run(failure())
        with pytest.raises(OverloadedError):
            runner(lambda client: client.files.upload(file=("x", iter([b"a", b"b"]))))
        assert len(runner.script.requests) == 1
        assert runner.script.requests[0].headers["transfer-encoding"] == "chunked"

    def test_what_the_callers_content_raises_is_the_callers(self, run):
        def chunks():
            yield b"a"
            raise LookupError("mine")

        with pytest.raises(LookupError):
            run(ok())(lambda client: client.files.upload(file=("x", chunks())))
