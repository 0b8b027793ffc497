"""Server-sent events and JSON lines: numbered vectors cut at every place, the HTML standard as oracle, limits, linear work."""

from __future__ import annotations

import base64
import json
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claudewire._errors import ClaudeError, StreamLimitExceeded
from claudewire._stream import sse
from claudewire._stream.sse import EventDecoder, LineDecoder, ServerSentEvent
from tests.counting import Bytes, growth, steps
from tests.fuzz.standard import FRAGMENTS, Standard, decode, random_chunks, random_stream, standard
from tests.traffic.recorded import FOLDER as TRAFFIC
from tests.traffic.recorded import MISSING

ROOT = Path(__file__).parents[3]
VECTORS = json.loads((ROOT / "tests/vectors/sse.json").read_text("utf-8"))["vectors"]


def feed(decoder: Any, chunks: Iterable[bytes], out: list[Any]) -> None:
    for chunk in chunks:
        out += decoder.feed(chunk)
    decoder.finish()


def expected(vector: dict[str, Any]) -> Standard:
    retry = vector.get("retry")
    # An event carries the reconnection time that was set before it; the vectors that have one set it before the first event.
    events = [ServerSentEvent(event["event"], event["data"], event["id"], retry) for event in vector["events"]]
    return Standard((events, vector["unterminated"], retry), vector.get("comments", 0), vector.get("last_event_id", ""))


def encoded(vector: dict[str, Any]) -> bytes:
    return base64.b64decode(vector["base64"]) if "base64" in vector else vector["text"].encode()


def cuts(data: bytes) -> Iterator[list[bytes]]:
    """Yield the bytes in one chunk; byte by byte; cut once, at each place; in random chunks with empty ones between them."""
    yield [data]
    yield [data[i : i + 1] for i in range(len(data))]
    places: Iterable[int] = range(len(data) + 1) if len(data) < 2000 else range(0, len(data) + 1, 97)
    for place in places:
        yield [data[:place], data[place:]]
    chance = random.Random(len(data))
    for _ in range(20):
        parts, rest = [], data
        while rest:
            size = chance.randint(1, 12)
            parts += [rest[:size], b""]
            rest = rest[size:]
        yield parts


@pytest.mark.parametrize("vector", VECTORS, ids=[f"{v['id']}: {v['name']}" for v in VECTORS])
def test_a_vector_gives_the_same_events_in_any_chunks(vector: dict[str, Any]) -> None:
    data, want = encoded(vector), expected(vector)
    assert standard(data) == want, "the vector contradicts the standard"
    for chunks in cuts(data):
        assert decode(chunks) == want.decoded, chunks


def test_vectors_are_numbered() -> None:
    assert [vector["id"] for vector in VECTORS] == list(range(1, len(VECTORS) + 1))


@pytest.mark.parametrize("large", [sse._LARGE, 0], ids=["ordinary", "every chunk treated as a large one"])
def test_random_streams_equal_the_standard(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short run; CLAUDEWIRE_SSE_STREAMS sets the number for a long one."""
    monkeypatch.setattr(sse, "_LARGE", large)
    seed = int(os.environ.get("CLAUDEWIRE_SSE_SEED", "20260101"))
    for number in range(int(os.environ.get("CLAUDEWIRE_SSE_STREAMS", "5000"))):
        chance = random.Random(seed + number)
        data = random_stream(chance)
        assert decode(random_chunks(data, chance)) == standard(data).decoded, (seed + number, data)


@given(st.binary(max_size=200), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_arbitrary_bytes_equal_the_standard(data: bytes, chance: random.Random) -> None:
    assert decode(random_chunks(data, chance)) == standard(data).decoded


@given(st.lists(st.sampled_from(FRAGMENTS)).map(b"".join), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_likely_bytes_equal_the_standard(data: bytes, chance: random.Random) -> None:
    assert decode(random_chunks(data, chance)) == standard(data).decoded


def test_retry_with_absurdly_many_digits_is_ignored() -> None:
    """The interpreter refuses to convert such numbers; the decoder must not fail because of it."""
    events, _, retry = decode([b"retry: " + b"9" * 5000 + b"\ndata: 1\n\n"])
    assert (events[0].data, retry) == ("1", None)


class TestLimits:
    """A limit gives our error, whatever the cut, and never costs an event that came in front of it."""

    @pytest.mark.parametrize(
        "bad", [b"data: " + b"x" * 95 + b"\n\n", b"y" * 101, b":" + b"c" * 101 + b"\n", b"y" * 101 + b"\ndata: 2\n\n"]
    )
    def test_a_line_over_the_limit_is_our_error(self, bad: bytes) -> None:
        data = b"event: a\ndata: 1\n\n" + bad
        for chunks in cuts(data):
            decoder = EventDecoder(max_line=100)
            events: list[ServerSentEvent] = []
            with pytest.raises(StreamLimitExceeded, match="line of more than 100 bytes") as raised:
                feed(decoder, chunks, events)
            assert [event.data for event in events] == ["1"]
            assert isinstance(raised.value, ClaudeError)
            with pytest.raises(StreamLimitExceeded):
                decoder.feed(b"\n\n")

    def test_a_line_at_the_limit_passes(self) -> None:
        data = (b"data: " + b"x" * 94 + b"\r\n\r\n") * 3
        for chunks in cuts(data):
            assert len(decode(chunks, max_line=100)[0]) == 3

    @pytest.mark.parametrize("bad", [b"data: " + b"x" * 51 + b"\n\n", b"data: 2345678\n" * 10 + b"\n", b"data\n" * 52])
    def test_an_event_over_the_limit_is_our_error(self, bad: bytes) -> None:
        data = b"event: a\ndata: 1\n\n" + bad
        for chunks in cuts(data):
            decoder = EventDecoder(max_event=50)
            events: list[ServerSentEvent] = []
            with pytest.raises(StreamLimitExceeded, match="event of more than 50 characters"):
                feed(decoder, chunks, events)
            assert [event.data for event in events] == ["1"]

    def test_an_event_at_the_limit_passes_and_the_count_starts_again(self) -> None:
        data = (b"data: " + b"x" * 50 + b"\n\n" + b"data: 2345678\n" * 6 + b"data: x\n\n") * 2
        for chunks in cuts(data):
            assert [len(event.data) for event in decode(chunks, max_event=50)[0]] == [50, 49] * 2

    def test_an_endless_line_is_read_up_to_the_limit_only(self) -> None:
        """The default limit is 16 MiB: what comes behind it is not read, let alone kept."""
        endless = iter([b"x" * 65536] * (1 << 14))
        with pytest.raises(StreamLimitExceeded):
            feed(EventDecoder(), endless, [])
        read = (1 << 14) - len(list(endless))
        assert read == (16 << 20) // 65536 + 1

    def test_comments_make_no_event(self) -> None:
        decoder = EventDecoder(max_line=100, max_event=100)
        for _ in range(1000):
            assert decoder.feed(b": still here\n" * 100) == []
        assert decoder.finish() is False


@pytest.fixture(params=[sse._LARGE, 1 << 14], ids=["small", "large"])
def _any_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long chunks are decoded by a function of their own. Here a chunk is long from 16 KiB on, because counting is slow."""
    monkeypatch.setattr(sse, "_LARGE", request.param)


def long_event(opening: bytes, piece: bytes, closing: bytes, size: int) -> None:
    decoder = EventDecoder(max_line=1 << 30, max_event=1 << 30)
    decoder.feed(opening)
    for _ in range(size // len(piece)):
        decoder.feed(piece)
    assert len(decoder.feed(closing)) == 1


ONE_LINE = [(b"data: ", b"x" * 64, b"\n\n"), (b"data: ", b"x" * 64, b"\r\r")]
MANY_LINES = [(b"", b"data: " + b"x" * 57 + b"\n", b"\n"), (b"", b"data: xxx\n" * 7, b"\n")]


@pytest.mark.usefixtures("_any_size")
class TestLinearWork:
    """Four times as much takes four times the work; a quadratic step would take sixteen times."""

    @pytest.mark.parametrize("parts", [*ONE_LINE, *MANY_LINES])
    def test_the_steps_for_one_event_grow_linearly(self, parts: tuple[bytes, bytes, bytes]) -> None:
        assert growth(lambda size: steps(lambda: long_event(*parts, size)), 1 << 14) < 4.1

    def test_the_steps_for_many_events_in_one_chunk_grow_linearly(self) -> None:
        def cost(count: int) -> int:
            data = b"event: a\ndata: 1\n\n: x\ndata: 2\ndata: 3\n\n" * count
            return steps(lambda: EventDecoder().feed(data))

        assert growth(cost, 500) < 4.1

    @pytest.mark.parametrize("parts", ONE_LINE)
    def test_unfinished_bytes_are_copied_at_most_three_times(
        self, parts: tuple[bytes, bytes, bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Once when they come, once when their end is looked for, once when they are decoded."""
        monkeypatch.setattr(sse, "bytearray", Bytes, raising=False)
        monkeypatch.setattr(Bytes, "touched", 0)
        long_event(*parts, 1 << 16)
        assert (1 << 16) <= Bytes.touched < 3.1 * (1 << 16)


class TestJSONLines:
    @pytest.mark.parametrize(
        ("data", "lines", "last"),
        [
            (b"", [], None),
            (b'{"a":1}\n{"b":2}\n', [b'{"a":1}', b'{"b":2}'], None),
            (b'{"a":1}\n{"b":2}', [b'{"a":1}'], b'{"b":2}'),
            (b'{"a":1}\r\n\r\n \n{"b":2}\r\n', [b'{"a":1}\r', b'{"b":2}\r'], None),
            ('{"a":"\u2028\u0085é"}\n'.encode(), ['{"a":"\u2028\u0085é"}'.encode()], None),
            (b"1\n  ", [b"1"], None),
        ],
    )
    def test_json_lines_are_the_same_in_any_chunks(self, data: bytes, lines: list[bytes], last: bytes | None) -> None:
        for chunks in cuts(data):
            decoder = LineDecoder()
            assert [line for chunk in chunks for line in decoder.feed(chunk)] == lines
            assert decoder.finish() == last
            assert decoder.finish() is None

    def test_a_line_over_the_limit_is_our_error(self) -> None:
        for chunks in cuts(b"1\n22\n" + b"3" * 21 + b"\n4\n"):
            decoder = LineDecoder(max_line=20)
            lines: list[bytes] = []
            with pytest.raises(StreamLimitExceeded):
                feed(decoder, chunks, lines)
            assert lines == [b"1", b"22"]

    @pytest.mark.parametrize("blank", [b"\n", b"\r\n", b" \n", b"\n" * 7])
    def test_blank_lines_without_end_are_our_error(self, blank: bytes) -> None:
        decoder = LineDecoder(max_line=20)
        for _ in range(5):  # they count from one value to the next
            assert decoder.feed(b"1\n" + blank * 2) == [b"1"]
            assert decoder.feed(blank) == []
        with pytest.raises(StreamLimitExceeded, match="blank lines"):
            feed(decoder, [blank] * 20, [])


@pytest.mark.skipif(not (TRAFFIC / "sse_cases.json").exists(), reason=MISSING)
class TestCasesOfOtherProjects:
    """Cases of other projects, kept beside the recorded traffic."""

    def test_events_of_other_projects_are_decoded_as_the_standard_says(self) -> None:
        for case in json.loads((TRAFFIC / "sse_cases.json").read_text("utf-8"))["cases"]:
            want = case.get("whatwg_expected_events", case["expected_events"])
            data = base64.b64decode(case["bytes_base64"])
            given_chunks = [base64.b64decode(chunk) for chunk in case.get("chunks_base64", [])]
            for chunks in [*cuts(data), given_chunks or [data]]:
                events, _, retry = decode(chunks)
                assert [event._asdict() for event in events] == want, case["name"]
                if "expected_last_retry" in case:
                    assert retry == case["expected_last_retry"], case["name"]

    def test_lines_of_other_projects_are_decoded(self) -> None:
        for case in json.loads((TRAFFIC / "sse_cases.json").read_text("utf-8"))["line_cases"]:
            chunks = [base64.b64decode(chunk) for chunk in case["chunks_base64"]]
            decoder = LineDecoder()
            lines = [line for chunk in chunks for line in decoder.feed(chunk)]
            lines += [last] if (last := decoder.finish()) else []
            if any(b"\r" in chunk for chunk in chunks):
                continue  # for JSON lines a CR is white space, not an end
            assert [line.decode() for line in lines] == [line for line in case["expected_lines"] if line.strip()]
