"""Responses that lack fields, and pages that lead nowhere: gateways, compatible servers and old recordings send both."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest

from claudewire import AsyncClaude, Claude, ClaudeError, FieldMissing, PaginationError, ResponseInvalid
from claudewire._errors import OverloadedError, StreamDataInvalid, StreamTruncated
from claudewire_api import _page
from tests.support.clients import mocked_client, on_both_clients
from tests.support.requests import HELLO

MESSAGE: dict[str, Any] = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [{"type": "text", "text": "Hi"}],
    "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 3, "output_tokens": 4},
}  # fmt: skip
BATCH: dict[str, Any] = {
    "id": "msgbatch_1", "type": "message_batch", "processing_status": "ended", "created_at": "2026-01-01T00:00:00Z",
    "expires_at": "2026-01-02T00:00:00Z", "results_url": None,
    "request_counts": {"processing": 0, "succeeded": 1, "errored": 0, "canceled": 0, "expired": 0},
}  # fmt: skip


def send_both(body: Any, use: Callable[[Any], Any]) -> tuple[Any, Any]:
    async def use_async(client: AsyncClaude) -> Any:
        return await use(client)

    return on_both_clients(use, use_async, lambda _: httpx.Response(200, json=body))


class TestMissingFields:
    @pytest.mark.parametrize("missing", MESSAGE)
    def test_a_message_that_lacks_a_field_is_decoded(self, missing: str) -> None:
        body = {key: value for key, value in MESSAGE.items() if key != missing}
        for message in send_both(body, lambda client: client.messages.create(**HELLO)):
            assert message.to_dict() == body
            assert message.response.status_code == 200
            if missing in ("stop_reason", "stop_sequence"):  # optional
                assert getattr(message, missing) is None
                continue
            with pytest.raises(FieldMissing, match=f"Message.{missing}"):
                getattr(message, missing)

    def test_several_and_inner_fields_may_be_missing(self) -> None:
        body: dict[str, Any] = {"type": "message", "content": [{"type": "text", "text": "Hi"}], "usage": {}}
        for message in send_both(body, lambda client: client.messages.create(**HELLO)):
            assert message.content[0].text == "Hi"
            assert message.to_dict() == body
            for read in (lambda m: m.id, lambda m: m.usage.input_tokens):
                with pytest.raises(FieldMissing):
                    read(message)

    def test_an_old_recording_of_a_batch_is_decoded(self) -> None:
        """The API added `archived_at` later; `created_at` has always been required."""
        body = {key: value for key, value in BATCH.items() if key != "created_at"}
        for batch in send_both(body, lambda client: client.messages.batches.retrieve("msgbatch_1")):
            assert batch.to_dict() == body
            assert batch.processing_status == "ended"
            assert batch.archived_at is None
            with pytest.raises(FieldMissing, match=r"MessageBatch\.created_at"):
                _ = batch.created_at

    @pytest.mark.parametrize(
        "body",
        [
            {},
            [],
            None,
            "text",
            7,
            {"detail": "Not Found"},
            {"error": {"type": "overloaded_error", "message": "Overloaded"}},
            {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}},
            {"type": "completion", "id": "compl_1", "model": "m", "completion": "Hi"},
            {"choices": [{"message": {"content": "Hi"}}], "object": "chat.completion"},
        ],
    )
    def test_what_is_not_the_promised_object_at_all_is_invalid(self, body: Any) -> None:
        text = json.dumps(body)
        with (
            mocked_client(lambda _: httpx.Response(200, text=text)) as client,
            pytest.raises(ResponseInvalid) as raised,
        ):
            client.messages.create(**HELLO)
        assert raised.value.body == text

    def test_a_page_without_its_ends_is_read(self) -> None:
        body = {"data": [{"type": "model", "id": "m"}]}

        async def use_async(client: AsyncClaude) -> Any:
            return [model.id async for model in client.models.list()]

        found = on_both_clients(
            lambda client: [model.id for model in client.models.list()],
            use_async,
            lambda _: httpx.Response(200, json=body),
        )
        assert found == (["m"], ["m"])

    def test_a_page_without_its_items_is_an_error_and_not_an_empty_list(self) -> None:
        respond = httpx.Response(200, json={"has_more": False})
        with mocked_client(lambda _: respond) as client, pytest.raises(FieldMissing, match="data"):
            list(client.models.list())


def items(*ids: str) -> list[dict[str, Any]]:
    return [{"type": "model", "id": identity} for identity in ids]


class Pages:
    """Answers requests for pages, by the cursor of the request."""

    def __init__(self, **pages: Any) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = request.url.params
        cursor = query.get("page") or query.get("after_id") or query.get("before_id") or "first"
        self.asked.append(cursor)
        assert len(self.asked) < 20, "an endless loop"
        return httpx.Response(200, json=self.pages[cursor])


def read_all(pages: Pages, **query: Any) -> list[tuple[list[str], type[Exception] | None]]:
    """Read all items with both clients: the ids read, and the class of the error that ended it."""

    def use(client: Claude) -> tuple[list[str], Any]:
        read: list[str] = []
        try:
            for model in client.models.list(**query):
                read.append(model.id)
        except ClaudeError as error:
            return read, type(error)
        return read, None

    async def use_async(client: AsyncClaude) -> tuple[list[str], Any]:
        read: list[str] = []
        try:
            async for model in client.models.list(**query):
                read.append(model.id)
        except ClaudeError as error:
            return read, type(error)
        return read, None

    return list(on_both_clients(use, use_async, pages))


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str], type[Exception] | None]] = {
    "a last id that does not move": (
        {"first": {"data": items("a"), "has_more": True, "last_id": "a"}, "a": {"data": items("a"), "has_more": True, "last_id": "a"}},
        {}, ["a", "a"], PaginationError,
    ),
    "a cursor that does not move": (
        {"first": {"data": items("a"), "next_page": "p"}, "p": {"data": items("b"), "next_page": "p"}},
        {}, ["a", "b"], PaginationError,
    ),
    "a cursor that does not move, without items": (
        {"first": {"data": [], "next_page": "p"}, "p": {"data": [], "next_page": "p"}}, {}, [], PaginationError,
    ),
    "cursors that lead back": (
        {"first": {"data": items("a"), "next_page": "p"}, "p": {"data": items("b"), "next_page": "q"},
         "q": {"data": items("c"), "next_page": "p"}},
        {}, ["a", "b", "c"], PaginationError,
    ),
    "ids that lead back": (
        {"first": {"data": items("a"), "has_more": True, "last_id": "a"}, "a": {"data": items("b"), "has_more": True, "last_id": "b"},
         "b": {"data": items("a"), "has_more": True, "last_id": "a"}},
        {}, ["a", "b", "a"], PaginationError,
    ),
    "a cursor that the caller gave": (
        {"p": {"data": items("a"), "next_page": "p"}}, {"extra_query": {"page": "p"}}, ["a", "a"], PaginationError,
    ),
    "an empty page that claims more": ({"first": {"data": [], "has_more": True}}, {}, [], PaginationError),
    "an empty page that claims more, with null ids": (
        {"first": {"data": [], "has_more": True, "first_id": None, "last_id": None}}, {}, [], PaginationError,
    ),
    "an empty page that leads on": (
        {"first": {"data": [], "has_more": True, "last_id": "x"}, "x": {"data": items("b"), "has_more": False}}, {}, ["b"], None,
    ),
    "an empty cursor page that leads on": (
        {"first": {"data": [], "next_page": "p"}, "p": {"data": items("b"), "next_page": None}}, {}, ["b"], None,
    ),
    "a page without its last id": (
        {"first": {"data": items("a", "b"), "has_more": True}, "b": {"data": items("c"), "has_more": False}}, {}, ["a", "b", "c"], None,
    ),
    "a page without its first id, backwards": (
        {"z": {"data": items("x", "y"), "has_more": True}, "x": {"data": items("w")}}, {"before_id": "z"},
        ["x", "y", "w"], None,
    ),
    "a number as cursor": (
        {"first": {"data": items("a"), "next_page": 2}, "2": {"data": items("b")}}, {}, ["a", "b"], None,
    ),
}  # fmt: skip

CASES |= {
    "a cursor in a list that goes by ids, backwards": (
        {"z": {"data": items("y"), "next_page": "p"}, "p": {"data": items("x"), "next_page": None}}, {"before_id": "z"},
        ["y", "x"], None,
    ),
    "new cursors to the same items": (
        {name: {"data": items("a"), "has_more": True, "last_id": f"{name}x"} for name in ("first", "firstx", "firstxx")}, {},
        ["a", "a"], PaginationError,
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", [5, "abc", {"id": "a"}, True])
def test_items_that_are_no_list_are_an_error(data: Any) -> None:
    assert read_all(Pages(first={"data": data, "has_more": False})) == [([], PaginationError)] * 2


def test_a_list_of_empty_pages_ends_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page leads to another cursor, so no page is read twice."""
    monkeypatch.setattr(_page, "MAX_EMPTY_PAGES", 5)
    names = ["first", *(str(number) for number in range(9))]
    empty = {name: {"data": [], "has_more": True, "last_id": after} for name, after in pairwise(names)}
    assert read_all(Pages(**empty)) == [([], PaginationError)] * 2
    empty["4"] = {"data": items("a"), "has_more": False}
    monkeypatch.setattr(_page, "MAX_EMPTY_PAGES", 6)
    assert read_all(Pages(**empty)) == [(["a"], None)] * 2


LINE: dict[str, Any] = {"custom_id": "a", "result": {"type": "canceled"}}
ERROR_LINE = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
LINES: dict[str, tuple[str, int, type[Exception] | None]] = {
    "blank lines": ("\n\n{0}\n \t\n{0}\n\n", 2, None),
    "CRLF": ("{0}\r\n{0}\r\n\r\n", 2, None),
    "no newline at the end": ("{0}\n{0}", 2, None),
    "a byte order mark": ("\ufeff{0}\n{0}", 2, None),
    "a mark at each line": ("\ufeff{0}\n\ufeff{0}", 2, None),
    "a mark on a line of its own": ("\ufeff\n{0}\n\ufeff", 1, None),
    "separators of lines in a text": ('{0}\n{{"custom_id": "\u2028\u2029\x85", "result": {{}}}}\n', 2, None),
    "a bad line in the middle": ("{0}\n{{bad\n{0}\n", 1, StreamDataInvalid),
    "a list in the middle": ("{0}\n[1]\n{0}\n", 1, StreamDataInvalid),
    "a cut line": ('{0}\n{{"custom_id": "b", "res', 1, StreamTruncated),
    "HTML": ("<html>", 0, StreamTruncated),
    "an error in the place of the lines": ("{1}", 0, OverloadedError),
    "an error behind a line": ("{0}\n{1}\n", 1, OverloadedError),
    "lines without their fields": ('{{}}\n{{"custom_id": null}}\n{{"result": []}}', 3, None),
}


@pytest.mark.parametrize(("text", "count", "error"), LINES.values(), ids=LINES.keys())
def test_lines_of_results_are_read_up_to_the_one_that_is_wrong(
    text: str, count: int, error: type[Exception] | None
) -> None:
    body = text.format(json.dumps(LINE), json.dumps(ERROR_LINE)).encode()

    def use(client: Claude) -> Any:
        return collect(iter(client.messages.batches.results("msgbatch_1")))

    async def use_async(client: AsyncClaude) -> Any:
        found: list[Any] = []
        try:
            async for line in await client.messages.batches.results("msgbatch_1"):
                found.append(line)
        except ClaudeError as raised:
            return found, type(raised)
        return found, None

    def collect(lines: Any) -> Any:
        found: list[Any] = []
        try:
            for line in lines:
                found.append(line)
        except ClaudeError as raised:
            return found, type(raised)
        return found, None

    for found, raised in on_both_clients(use, use_async, lambda _: httpx.Response(200, content=body)):
        assert (len(found), raised) == (count, error)
        assert all(line.to_dict() is not None for line in found)


@pytest.mark.parametrize(("pages", "query", "read", "error"), CASES.values(), ids=CASES.keys())
def test_pages_end_in_an_error_or_in_the_next_page(
    pages: dict[str, Any], query: dict[str, Any], read: list[str], error: type[Exception] | None
) -> None:
    assert read_all(Pages(**pages), **query) == [(read, error)] * 2


def test_a_page_says_what_the_server_says() -> None:
    pages = Pages(first={"data": [], "has_more": True}, a={"data": items("a"), "has_more": True, "last_id": "a"})
    with mocked_client(pages) as client:
        page = client.models.list()
        assert page.has_more
        assert page.has_next_page()
        with pytest.raises(PaginationError, match="more items follow this page, but not where"):
            page.get_next_page()
        with pytest.raises(PaginationError, match="a loop: the server leads to after_id=a again"):
            client.models.list(after_id="a").get_next_page()


def test_a_page_can_be_fetched_twice() -> None:
    pages = Pages(first={"data": items("a"), "next_page": "p"}, p={"data": items("b")})
    with mocked_client(pages) as client:
        page = client.models.list()
        assert [next(iter(page.get_next_page())).id for _ in range(2)] == ["b", "b"]
        assert [model.id for model in page] == [model.id for model in page] == ["a", "b"]
