"""Typed responses of streams: snapshots, items of an array, the final message."""

from __future__ import annotations

from typing import Any

import pytest

from claudewire import Claude, OutputInvalid, RequestInvalid
from claudewire.testing import LocalServer
from tests.support.people import (
    BASE,
    People,
    Person,
)


def test_stream_yields_all_events_before_the_final_message_raises(server: LocalServer, client: Claude) -> None:
    """S-4."""
    server.reply('{"name":"A', stop_reason="max_tokens")

    with client.messages.stream(**BASE, output_format=Person) as stream:
        kinds = [event.type for event in stream]
        with pytest.raises(OutputInvalid) as caught:
            stream.get_final_message()

    assert kinds[-1] == "message_stop"
    assert caught.value.reason == "cut"


def test_snapshots_of_2500_deltas_are_linear(server: LocalServer, client: Claude) -> None:
    """S-16, counted and not timed: every character is read once (the time is in `make tools-compare`)."""
    from claudewire._stream import partial_json

    text = '{"items":[' + ",".join('{"name":"abc","age":1}' for _ in range(400)) + "]}"
    server.reply(text)
    fed = 0
    feed = partial_json.PartialJSON.feed

    def counted(self: Any, part: str) -> None:
        nonlocal fed
        fed += len(part)
        feed(self, part)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partial_json.PartialJSON, "feed", counted)
        with client.messages.stream(**{**BASE, "max_tokens": 60_000}, output_format=People) as stream:
            snapshots = [event.parsed_snapshot() for event in stream if event.type == "text"]

    assert len(snapshots) > 100
    assert snapshots[-1]["items"][-1] == {"name": "abc", "age": 1}
    assert fed == len(text)


def test_snapshot_of_prose_is_none(server: LocalServer, client: Claude) -> None:
    server.reply("Hello there")

    with client.messages.stream(**BASE) as stream:
        assert {event.parsed_snapshot() for event in stream if event.type == "text"} == {None}


def test_output_items_skip_nothing_and_end_before_bad_ones(server: LocalServer, client: Claude) -> None:
    server.reply('[{"name":"A","age":1},{"name":"B","age":"x"},{"name":"C","age":2}]')

    with client.messages.stream(**BASE, output_format=list[Person]) as stream:
        assert list(stream.output_items()) == [Person("A", 1)]
        with pytest.raises(OutputInvalid) as caught:
            stream.get_final_message()

    assert caught.value.path == "/1/age"


def test_parse_of_a_stream_is_refused(client: Claude) -> None:
    with pytest.raises(RequestInvalid, match="stream"):
        client.messages.parse(**BASE, output_format=Person, stream=True)  # type: ignore[call-arg]
