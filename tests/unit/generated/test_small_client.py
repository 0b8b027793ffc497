"""The small client of the generated package, by itself."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from claudewire_api import models
from claudewire_api._call import omit
from claudewire_api.client import ApiError, AsyncClient, Client

MESSAGE = {"id": "msg_01", "type": "message", "role": "assistant", "model": "m", "content": [], "usage": {}}
HELLO: Any = [{"role": "user", "content": "Hello"}]
CREATE: dict[str, Any] = {"model": "m", "max_tokens": 5, "messages": HELLO}
Handler = Callable[[httpx.Request], httpx.Response]


class Recorder:
    """Answers with what it is given, one after the other, and keeps the requests."""

    def __init__(self, *answers: Any, headers: dict[str, str] | None = None, status: int = 200) -> None:
        self.answers, self.headers, self.status = list(answers), {"request-id": "req_1"} | (headers or {}), status
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self.answer(request)

    async def later(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self.answer(request)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        content = {"json": answer} if isinstance(answer, dict) else {"content": answer}
        return httpx.Response(self.status, headers=self.headers, **content)

    def client(self) -> Client:
        return Client(
            api_key="key", base_url="http://api/", http_client=httpx.Client(transport=httpx.MockTransport(self))
        )

    def async_client(self) -> AsyncClient:
        transport = httpx.MockTransport(self.later)
        return AsyncClient(api_key="key", base_url="http://api", http_client=httpx.AsyncClient(transport=transport))


class Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in portions, which remembers whether it was closed."""

    def __init__(self, *chunks: bytes) -> None:
        self.chunks, self.closed = chunks, False

    def __iter__(self) -> Iterator[bytes]:
        yield from self.chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            yield chunk

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def streaming(*chunks: bytes) -> tuple[Client, AsyncClient, Chunks]:
    body = Chunks(*chunks)

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"request-id": "req_1"}, stream=body)

    transport = httpx.MockTransport(handler)
    return (
        Client(api_key="key", http_client=httpx.Client(transport=transport)),
        AsyncClient(api_key="key", http_client=httpx.AsyncClient(transport=transport)),
        body,
    )


class TestRequest:
    def test_says_what_the_api_wants_to_know(self):
        server = Recorder(MESSAGE)
        message = server.client().messages.create(**CREATE)
        assert type(message) is models.Message
        [request] = server.requests
        assert (request.method, str(request.url)) == ("POST", "http://api/v1/messages")
        assert request.headers["x-api-key"] == "key"
        assert request.headers["anthropic-version"] == "2023-06-01"
        assert request.headers["content-type"] == "application/json"
        assert "anthropic-beta" not in request.headers
        assert json.loads(request.content) == CREATE

    def test_models_and_dicts_may_be_mixed(self):
        server = Recorder(MESSAGE)
        block = models.TextBlock.from_dict({"type": "text", "text": "Hi", "aura": 1})
        asked: Any = [*HELLO, {"role": "assistant", "content": [block, {"type": "text", "text": "!"}]}]
        server.client().messages.create(**{**CREATE, "messages": asked})
        sent = json.loads(server.requests[0].content)["messages"][1]["content"]
        assert sent == [{"type": "text", "text": "Hi", "aura": 1}, {"type": "text", "text": "!"}]

    def test_options_add_replace_and_remove(self):
        server = Recorder(MESSAGE)
        server.client().messages.create(
            **CREATE,
            betas=["one-2026-01-01", "two-2026-01-01"],
            without_betas=["two-2026-01-01"],
            extra_headers={"X-Api-Key": omit, "Authorization": "Bearer t"},
            extra_query={"a": True},
            extra_body={"max_tokens": 6, "later": [1]},
            timeout=3,
        )
        [request] = server.requests
        assert request.headers["anthropic-beta"] == "one-2026-01-01"
        assert "x-api-key" not in request.headers
        assert request.headers["authorization"] == "Bearer t"
        assert request.url.query == b"a=true"
        assert json.loads(request.content) == {**CREATE, "max_tokens": 6, "later": [1]}
        assert request.extensions["timeout"]["read"] == 3

    def test_the_beta_door_asks_for_the_beta_view(self):
        server = Recorder({"data": []})
        server.client().beta.files.list(limit=2)
        [request] = server.requests
        assert request.url.query == b"beta=true&limit=2"
        assert request.headers["anthropic-beta"] == "files-api-2025-04-14"

    def test_the_key_is_not_in_the_repr_of_anything(self):
        client = Client(api_key="sk-secret")
        assert "sk-secret" not in repr(client) + repr(vars(client))
        client.close()


class TestFiles:
    @staticmethod
    def part(file: Any) -> bytes:
        server = Recorder({"id": "file_1"})
        server.client().files.upload(file=file)
        return server.requests[0].content

    def test_a_path_gives_name_and_content(self, tmp_path: Path):
        (tmp_path / "notes.txt").write_bytes(b"some notes")
        sent = self.part(tmp_path / "notes.txt")
        assert b'name="file"; filename="notes.txt"' in sent
        assert b"some notes" in sent

    @pytest.mark.parametrize(
        ("file", "name"),
        [
            (b"data", b"upload"),
            (("a.txt", b"data"), b"a.txt"),
            (("a.txt", io.BytesIO(b"data")), b"a.txt"),
            (io.BytesIO(b"data"), b"upload"),
            (iter([b"da", b"ta"]), b"upload"),
            (("b.bin", (chunk for chunk in (b"da", b"ta"))), b"b.bin"),
        ],
        ids=["bytes", "named bytes", "named file", "file", "chunks", "named chunks"],
    )
    def test_content_comes_in_many_forms(self, file: Any, name: bytes):
        sent = self.part(file)
        assert b'filename="%s"' % name in sent
        assert b"\r\n\r\ndata\r\n" in sent

    def test_a_media_type_goes_along(self):
        assert b"content-type: application/pdf" in self.part(("a", b"data", "application/pdf")).lower()

    def test_fields_of_the_form_are_text(self):
        server = Recorder({"id": "file_1"})
        server.client().files.upload(file=b"data", expires_in_seconds=3600, extra_body={"keep": True})
        sent = server.requests[0].content
        assert b'name="expires_in_seconds"\r\n\r\n3600\r\n' in sent
        assert b'name="keep"\r\n\r\ntrue\r\n' in sent
        assert server.requests[0].headers["content-type"].startswith("multipart/form-data; boundary=")

    def test_an_async_iterator_is_refused(self):
        async def chunks() -> AsyncIterator[bytes]:
            yield b""

        with pytest.raises(TypeError, match="async_generator cannot be read"):
            self.part(chunks())

    def test_a_download_is_bytes(self, tmp_path: Path):
        server = Recorder(b"\x00\xff", b"\x00\xff")
        with server.client().files.download("file_1") as content:
            assert content.request_id == "req_1"
            assert content.read() == b"\x00\xff"
        server.client().files.download("file_1").write_to_file(tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == b"\x00\xff"

    @pytest.mark.anyio
    async def test_an_async_download_is_bytes(self, tmp_path: Path):
        server = Recorder(b"\x00\xff", b"\x00\xff", b"\x00\xff")
        client = server.async_client()
        async with await client.files.download("file_1") as content:
            assert await content.read() == b"\x00\xff"
        await (await client.files.download("file_1")).write_to_file(tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == b"\x00\xff"
        content = await client.files.download("file_1")
        assert [chunk async for chunk in content.iter_bytes()] == [b"\x00\xff"]


#: Their ids hold what `str.splitlines` would split at, and JSON may hold as it is.
RESULTS = [{"custom_id": f"a\u2028b\x85c\x1cd… {n}", "result": {"type": "expired"}} for n in range(3)]
WIRE = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in RESULTS).encode()


class TestStreams:
    @pytest.mark.parametrize("size", [1, 7, 64, 10**6])
    @pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
    def test_lines_are_complete_however_the_bytes_are_cut(self, size: int, newline: bytes):
        wire = WIRE.replace(b"\n", newline)
        client, _, body = streaming(*(wire[i : i + size] for i in range(0, len(wire), size)))
        with client.messages.batches.results("batch_1") as stream:
            assert stream.request_id == "req_1"
            assert [line.to_dict() for line in stream] == RESULTS
        assert body.closed

    @pytest.mark.anyio
    async def test_async_lines_are_complete(self):
        _, client, body = streaming(WIRE[:50], WIRE[50:])
        async with await client.messages.batches.results("batch_1") as stream:
            first = await anext(stream)
            assert [first.to_dict(), *[line.to_dict() async for line in stream]] == RESULTS
        assert body.closed

    def test_the_last_line_needs_no_line_end(self):
        client, _, _ = streaming(WIRE.rstrip())
        found = list(client.messages.batches.results("batch_1"))
        assert {type(line.result) for line in found} == {models.MessageBatchExpiredResult}
        assert len(found) == 3

    def test_leaving_early_closes_the_connection(self):
        client, _, body = streaming(WIRE)
        with client.messages.batches.results("batch_1") as stream:
            next(stream)
        assert body.closed

    def test_an_event_stream_is_refused_before_anything_is_sent(self):
        server = Recorder()
        with pytest.raises(NotImplementedError, match=r"reads no event streams.*messages\.create without stream=True"):
            server.client().messages.create(**CREATE, stream=True)
        assert server.requests == []

    @pytest.mark.anyio
    async def test_an_async_event_stream_is_refused(self):
        with pytest.raises(NotImplementedError, match="reads no event streams"):
            await Recorder().async_client().messages.create(**CREATE, stream=True)


class TestPages:
    IDS = ({"data": [{"id": "1"}], "has_more": True, "last_id": "1"}, {"data": [{"id": "2"}], "has_more": False})
    CURSOR = ({"data": [{"id": "1"}], "next_page": "p2"}, {"data": [], "next_page": "p3"}, {"data": [{"id": "2"}]})

    def test_ids_lead_from_page_to_page(self):
        server = Recorder(*self.IDS)
        assert [model.id for model in server.client().models.list(limit=1)] == ["1", "2"]
        assert [r.url.query for r in server.requests] == [b"limit=1", b"limit=1&after_id=1"]

    def test_a_cursor_goes_on_behind_an_empty_page(self):
        server = Recorder(*self.CURSOR)
        assert [skill.id for skill in server.client().skills.list()] == ["1", "2"]
        assert [r.url.query for r in server.requests] == [b"", b"page=p2", b"page=p3"]

    def test_before_id_goes_backwards(self):
        back = {"data": [{"id": "8"}], "has_more": True, "first_id": "8", "last_id": "8"}
        server = Recorder(back, {"data": [], "has_more": False})
        assert len(list(server.client().models.list(before_id="9"))) == 1
        assert server.requests[1].url.query == b"before_id=8"

    def test_pages_one_at_a_time(self):
        server = Recorder(*self.IDS)
        page = server.client().models.list()
        assert (len(page.data), page.has_next_page(), page.has_more) == (1, True, True)
        last = page.get_next_page()
        assert not last.has_next_page()
        with pytest.raises(RuntimeError, match="last page"):
            last.get_next_page()
        assert page.to_dict() == self.IDS[0]

    @pytest.mark.anyio
    async def test_an_async_list_is_iterated_or_awaited(self):
        server = Recorder(*self.IDS, *self.IDS)
        client = server.async_client()
        assert [model.id async for model in client.models.list()] == ["1", "2"]
        page = await client.models.list()
        assert [p.data[0].id async for p in page.iter_pages()] == ["1", "2"]


class TestErrors:
    def test_an_error_answer_is_raised_with_all_that_it_says(self):
        body = {"type": "error", "error": {"type": "not_found_error", "message": "model: x"}}
        with pytest.raises(ApiError, match=r"404.*not_found_error") as raised:
            Recorder(body, status=404).client().models.retrieve("x")
        assert (raised.value.status_code, raised.value.request_id, raised.value.body) == (404, "req_1", body)

    def test_an_answer_that_is_no_json_is_kept_as_text(self):
        with pytest.raises(ApiError) as raised:
            Recorder(b"<html>Bad gateway", status=502).client().models.retrieve("x")
        assert raised.value.body == "<html>Bad gateway"

    @pytest.mark.anyio
    async def test_async_errors_are_the_same(self):
        with pytest.raises(ApiError, match="529"):
            await Recorder({"type": "error"}, status=529).async_client().messages.create(**CREATE)


class TestOwnership:
    def test_a_client_of_yours_stays_open(self):
        mine = httpx.Client(transport=httpx.MockTransport(Recorder(MESSAGE)))
        with Client(api_key="key", http_client=mine):
            pass
        assert not mine.is_closed
        mine.close()

    def test_a_client_of_its_own_is_closed(self):
        with Client(api_key="key") as client:
            pass
        assert client._http.is_closed

    @pytest.mark.anyio
    async def test_async_clients_likewise(self):
        mine = httpx.AsyncClient(transport=httpx.MockTransport(Recorder(MESSAGE).later))
        async with AsyncClient(api_key="key", http_client=mine) as client:
            assert type(await client.messages.create(**CREATE)) is models.Message
        assert not mine.is_closed
        await mine.aclose()
        async with AsyncClient(api_key="key") as client:
            pass
        assert client._http.is_closed


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    from claudewire.testing import LocalServer

    with LocalServer() as server:
        yield server.url


class TestAgainstTheLocalServer:
    """The generated package alone, over a real socket."""

    def test_a_day_with_it(self, url: str, tmp_path: Path):
        with Client(api_key="sk-ant-local", base_url=url) as client:
            asked: dict[str, Any] = {"model": "claude-haiku-4-5", "max_tokens": 50, "messages": HELLO}
            message = client.messages.create(**asked)
            assert message.content[0].type == "text"
            again = [*HELLO, {"role": "assistant", "content": message.content}, *HELLO]
            assert (
                client.messages.create(**{**asked, "messages": again}).usage.input_tokens > message.usage.input_tokens
            )
            assert client.messages.count_tokens(model="claude-haiku-4-5", messages=HELLO).input_tokens > 0
            assert len({model.id for model in client.models.list(limit=1)}) > 1
            stored = client.files.upload(file=("notes.txt", b"some notes", "text/plain"))
            assert (stored.filename, stored.size_bytes) == ("notes.txt", 10)
            assert client.files.delete(stored.id).id == stored.id
            with pytest.raises(ApiError, match="not_found_error"):
                client.models.retrieve("claude-0")

    @pytest.mark.anyio
    async def test_an_async_day(self, url: str):
        async with AsyncClient(api_key="sk-ant-local", base_url=url) as client:
            message = await client.messages.create(model="claude-haiku-4-5", max_tokens=50, messages=HELLO)
            assert message.content[0].type == "text"
            assert len([model async for model in client.models.list(limit=1)]) > 1
