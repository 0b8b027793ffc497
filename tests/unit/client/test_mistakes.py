"""Mistakes that programs make: each error says what to write instead, and what is right costs nothing."""

from __future__ import annotations

import asyncio
import json
import pickle
import threading
import warnings
from typing import Any

import httpx
import pytest

import claudewire
from claudewire import AsyncClaude, Claude, RequestInvalid, StreamClosed
from claudewire.types import Message
from tests.support.clients import mocked_client

HELLO: Any = {"model": "claude-sonnet-5-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]}
MESSAGE: dict[str, Any] = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-5-5", "stop_reason": "end_turn", "stop_sequence": None,
    "content": [{"type": "text", "text": "Hello"}], "usage": {"input_tokens": 1, "output_tokens": 2},
}  # fmt: skip
EVENTS: list[dict[str, Any]] = [
    {"type": "message_start", "message": {**MESSAGE, "content": [], "stop_reason": None}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}},
    {"type": "content_block_stop", "index": 0},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 2}},
    {"type": "message_stop"},
]  # fmt: skip


def respond(request: httpx.Request) -> httpx.Response:
    if request.url.path.endswith("/models"):
        return httpx.Response(200, json={"data": [], "has_more": False})
    if b'"stream":true' in request.content:
        text = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in EVENTS)
        return httpx.Response(200, text=text, headers={"content-type": "text/event-stream"})
    return httpx.Response(200, json=MESSAGE)


@pytest.fixture
def client() -> Any:
    with mocked_client(respond) as client:
        yield client


@pytest.fixture
def async_client() -> Any:
    return mocked_client(respond, AsyncClaude)


# -- attributes --------------------------------------------------------------------------------------------------------

MISSPELT = [
    (lambda client: client.message, "messages"),
    (lambda client: client.chat.completions, "messages"),
    (lambda client: client.messages.creat, "create"),
    (lambda client: client.beta.messages.creat, "create"),
    (lambda client: client.messages.batches.retreive, "retrieve"),
    (lambda client: client.messages.create(**HELLO).contents, "content"),
    (lambda client: client.messages.create(**HELLO).choices, "content"),
    (lambda client: client.messages.create(**HELLO).content[0].txt, "text"),
    (lambda client: client.messages.create(**HELLO).usage.prompt_tokens, "input_tokens"),
    (lambda client: client.models.list().has_mor, "has_more"),
    (lambda client: getattr(claudewire.APIStatusError("no"), "status"), "status_code"),  # noqa: B009  # no type checker
    (lambda client: claudewire.Antropic, "Anthropic"),
]


@pytest.mark.parametrize(("use", "meant"), MISSPELT, ids=[f"{at} {meant}" for at, (_, meant) in enumerate(MISSPELT)])
def test_a_misspelt_name_is_an_error_with_the_right_one(client: Any, use: Any, meant: str) -> None:
    with pytest.raises(AttributeError, match=rf"has no attribute '\w+'. Did you mean: '{meant}'\?$") as caught:
        use(client)
    assert caught.value.name


def test_names_without_a_similar_one_get_no_suggestion(client: Any) -> None:
    usage = client.messages.create(**HELLO).usage
    for name in ("total_tokens", "zebra"):
        with pytest.raises(AttributeError, match=f"'Usage' object has no attribute '{name}'$"):
            getattr(usage, name)


def test_nothing_is_searched_for_a_program_that_asks_whether_a_field_is_there(client: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("claudewire_api._hints.hint_for", pytest.fail)
    message = client.messages.create(**HELLO)
    assert getattr(message.content[0], "thinking", None) is None
    assert not hasattr(client, "message")


def test_the_error_of_a_misspelt_name_survives_a_pickle(client: Any) -> None:
    with pytest.raises(AttributeError) as caught:
        _ = client.mesages
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)
    assert repr(caught.value).startswith("AttributeError(")


def test_an_error_inside_a_property_is_not_taken_for_a_misspelt_name() -> None:
    class Mine(Claude):
        @property
        def team(self) -> str:
            return self.nothing.name  # type: ignore[attr-defined, no-any-return]

    with Mine(api_key="sk-ant-fake") as client, pytest.raises(AttributeError, match="attribute 'nothing'"):
        _ = client.team


def test_a_resource_of_the_class_in_place_of_the_client_says_so() -> None:
    with pytest.raises(AttributeError, match=r"belongs to a client.*Claude\(\)\.messages\.create"):
        Claude.messages.create(**HELLO)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportFunctionMemberAccess]


# -- models ------------------------------------------------------------------------------------------------------------


def test_json_dumps_of_a_model_says_how_it_is_written(client: Any) -> None:
    message = client.messages.create(**HELLO)
    for value in (message, {"message": message}, [message.content[0]]):
        with pytest.raises(TypeError, match=r"is not JSON serializable: write `message\.to_json\(\)`"):
            json.dumps(value)
    assert json.loads(json.dumps([message], default=lambda model: model.to_dict())) == [MESSAGE]
    assert Message.__name__ == type(message).__name__ == "Message"


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (lambda message: message["content"], r"a Message is not a dict: read `\.content`"),
        (lambda message: message.content[0]["text"], r"a TextBlock is not a dict: read `\.text`"),
        (lambda message: message[0], "not a list or a dict"),
    ],
)
def test_a_model_that_is_read_like_a_dict_says_how_it_is_read(client: Any, use: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        use(client.messages.create(**HELLO))


# -- await -------------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
@pytest.mark.parametrize(
    "use",
    [
        Message.from_dict,
        Message.model_validate,
        lambda value: mocked_client(respond).messages.create(**{**HELLO, "messages": [{"role": "user", "content": value}]}),
    ],
    ids=["from_dict", "model_validate", "a request"],
)  # fmt: skip
def test_a_coroutine_in_place_of_a_value_says_that_await_is_missing(async_client: Any, use: Any) -> None:
    with pytest.raises(TypeError, match="write `await` in front of the call"):
        use(async_client.messages.create(**HELLO))


def test_an_async_list_says_how_it_is_read(async_client: Any) -> None:
    with pytest.raises(TypeError, match="`async for`, not `for`"):
        list(async_client.models.list())
    with pytest.raises(AttributeError, match=r"page = await client\.models\.list\(\)"):
        _ = async_client.models.list().data


# -- streams -----------------------------------------------------------------------------------------------------------


def test_a_stream_without_with_says_how_it_is_opened(client: Any, async_client: Any) -> None:
    for manager, words in ((client, "`with client"), (async_client, "`async with client")):
        stream = manager.messages.stream(**HELLO)
        for use in (lambda stream: stream.text_stream, lambda stream: stream.get_final_message()):
            with pytest.raises(AttributeError, match=rf"Nothing was sent yet: open it in a block, {words}"):
                use(stream)
        assert words in repr(stream)
    with pytest.raises(TypeError, match="nothing was sent yet"):
        list(client.messages.stream(**HELLO))
    with pytest.raises(AttributeError, match="with_streaming_response"):
        client.messages.with_streaming_response.create(**HELLO).parse()


def test_an_async_stream_in_a_sync_block_or_loop_says_async(async_client: Any) -> None:
    with pytest.raises(TypeError, match="needs `async with`"), async_client.messages.stream(**HELLO):
        pass

    async def main() -> None:
        for stream in (
            await async_client.messages.create(stream=True, **HELLO),
            await async_client.messages.stream(**HELLO).__aenter__(),
        ):
            with pytest.raises(TypeError, match="`async for`, not `for`"):
                list(stream)
            if hasattr(stream, "text_stream"):
                with pytest.raises(TypeError, match="`async for`, not `for`"):
                    list(stream.text_stream)
            await stream.close()

    asyncio.run(main())


def test_events_that_are_taken_for_a_message_say_how_they_are_read(client: Any) -> None:
    with (
        client.messages.create(stream=True, **HELLO) as stream,
        pytest.raises(AttributeError, match="in a loop, or use"),
    ):
        _ = stream.content
    with client.messages.stream(**HELLO) as stream, pytest.raises(AttributeError, match="get_final_message"):
        _ = stream.content


def test_a_stream_that_is_read_a_second_time_says_so(client: Any) -> None:
    stream = client.messages.create(stream=True, **HELLO)
    assert len(list(stream)) == len(EVENTS)
    with pytest.raises(StreamClosed, match="read to its end already"):
        list(stream)
    with client.messages.stream(**HELLO) as again:
        assert list(again.text_stream) == ["Hello"]
        for second in (again, again.text_stream):
            with pytest.raises(StreamClosed, match="read to its end already"):
                list(second)
        assert again.get_final_text() == "Hello"


def test_a_stream_that_was_left_in_a_loop_can_be_read_on(client: Any) -> None:
    with client.messages.stream(**HELLO) as stream:
        for event in stream:
            if event.type == "text":
                break
        assert [event.type for event in stream][-1] == "message_stop"


def test_printed_streams_show_how_they_are_read(client: Any) -> None:
    stream = client.messages.create(stream=True, **HELLO)
    assert repr(stream) == "<Stream of messages.create: 0 events up to here, read it in a loop>"
    list(stream)
    assert repr(stream) == "<Stream of messages.create: 6 events up to here, closed>"


# -- event loops -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("debug", [True, False])
def test_a_blocking_client_on_an_event_loop_warns_in_debug_mode_only(client: Any, debug: bool) -> None:
    async def main() -> None:
        client.messages.create(**HELLO)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        asyncio.run(main(), debug=debug)
        client.messages.create(**HELLO)
    found = [str(warning.message) for warning in caught if warning.category is RuntimeWarning]
    assert len(found) == debug
    assert all("use AsyncClaude with `await`" in text for text in found)


class Image:
    """An open file that notes the thread that reads it."""

    def __init__(self, content: Any = b"image") -> None:
        self.content, self.threads = content, list[int]()

    def read(self) -> Any:
        self.threads.append(threading.get_ident())
        return self.content


def with_image(file: Any) -> Any:
    source = {"type": "base64", "media_type": "image/png", "data": file}
    return {**HELLO, "messages": iter([{"role": "user", "content": ({"type": "image", "source": source} for _ in "a")}])}  # fmt: skip


@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
def test_files_in_a_body_are_read_by_a_thread_on_event_loops(cls: Any, tmp_path: Any) -> None:
    path = tmp_path / "image.png"
    path.write_bytes(b"image")
    image, bodies = Image(), list[Any]()

    def keep(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return respond(request)

    async def main() -> None:
        async with mocked_client(keep, AsyncClaude) as client:
            await client.messages.create(**with_image(path))
            await client.messages.create(**with_image(image))
            await client.messages.create(**HELLO, extra_body={"metadata": {"user_id": path}})

    if cls is Claude:
        with mocked_client(keep) as client:
            client.messages.create(**with_image(path))
            client.messages.create(**with_image(image))
            client.messages.create(**HELLO, extra_body={"metadata": {"user_id": path}})
    else:
        asyncio.run(main())
    for body in bodies[:2]:
        assert body["messages"][0]["content"][0]["source"]["data"] == "aW1hZ2U="
    assert bodies[2]["metadata"] == {"user_id": "aW1hZ2U="}
    assert (image.threads == [threading.get_ident()]) is (cls is Claude)


@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
def test_a_text_file_or_a_missing_file_in_a_body_is_an_error_before_anything_is_sent(cls: Any, tmp_path: Any) -> None:
    async def send(file: Any) -> None:
        async with mocked_client(respond, AsyncClaude) as client:
            await client.messages.create(**with_image(file))

    def ask(file: Any) -> None:
        if cls is AsyncClaude:
            asyncio.run(send(file))
        else:
            mocked_client(respond).messages.create(**with_image(file))

    with pytest.raises(RequestInvalid, match="open in binary mode"):
        ask(Image("text"))
    with pytest.raises(FileNotFoundError):
        ask(tmp_path / "nothing.png")


@pytest.mark.parametrize("once", [Image(), iter("a")], ids=["file", "iterator"])
def test_a_body_that_would_be_read_twice_is_refused(once: Any) -> None:
    image = open(__file__, "rb") if isinstance(once, Image) else once  # noqa: SIM115
    body = {**HELLO, "metadata": {"user_id": claudewire.omit, "once": image}}
    with pytest.raises(RequestInvalid, match="pass a list, or bytes"):
        mocked_client(respond).messages.create(**body)
    if isinstance(once, Image):
        image.close()
