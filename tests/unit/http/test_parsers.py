"""What the bytes of a response mean: the same with both parsers, however they are cut, and as h11 reads them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import h11
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claudewire._http.exceptions import LocalProtocolError, RemoteProtocolError
from claudewire._http.parsers.parser import ResponseParser, encode_request
from claudewire._http.parsers.parser_llhttp import LlhttpParser
from claudewire._http.request import Request

HEAD = 100 * 1024
PARSERS = pytest.mark.parametrize("parser", [LlhttpParser, ResponseParser])
VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "http.json").read_text())["cases"]


def read(parser, parts, *, closed=True):
    """(status, headers, body, reusable); raises RemoteProtocolError."""
    answer, body = parser(), b""
    for part in parts:
        if part and not answer.message_complete:
            if content := answer.whole_chunk(part):  # as a connection reads
                body += content
                continue
            answer.feed(part)
            body += answer.pop_body()
            if answer.fault is not None:
                raise answer.fault
        elif part.strip(b"\r\n"):
            answer.keep_alive = False
    if not answer.message_complete and closed:
        answer.feed(b"")
        body += answer.pop_body()
    assert answer.headers_complete
    return answer.status, answer.headers, body, answer.keep_alive and not answer.trailing_data


def bytes_of(vector):
    pad = vector.get("pad", {"text": "", "count": 0})
    return vector["response"].replace("{pad}", pad["text"] * pad["count"]).encode("latin-1")


def pieces(data, size):
    return [data[start : start + size] for start in range(0, len(data), size)]


@PARSERS
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vector(parser, vector):
    data = bytes_of(vector)
    for parts in ([data], pieces(data, 1 if len(data) < 10_000 else 997), pieces(data, len(data) // 2 + 1)):
        if vector.get("error"):
            with pytest.raises(RemoteProtocolError):
                read(parser, parts)
            continue
        status, headers, body, reusable = read(parser, parts)
        assert (status, body.decode("latin-1"), reusable) == (vector["status"], vector["body"], vector["reusable"])
        if "headers" in vector:
            assert [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers] == vector["headers"]


def test_there_are_vectors_for_every_kind_of_oddity():
    assert len(VECTORS) >= 150
    assert [vector["id"] for vector in VECTORS] == list(range(1, len(VECTORS) + 1))


def judged(data):
    """The same by h11."""
    judge = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD)
    judge.send(h11.Request(method="GET", target="/", headers=[("host", "-")]))
    judge.send(h11.EndOfMessage())
    judge.receive_data(data)
    status, headers, body, closed = 0, [], b"", False
    while True:
        event = judge.next_event()
        if isinstance(event, h11.Response):
            status, headers = event.status_code, event.headers.raw_items()
        elif isinstance(event, h11.Data):
            body += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage):
            excess = judge.trailing_data[0].strip(b"\r\n")  # llhttp passes over empty lines
            reusable = judge.their_state is h11.DONE and not closed and not excess
            return status, headers, body, reusable
        elif event is h11.NEED_DATA:
            judge.receive_data(b"")
            closed = True
        elif event is h11.PAUSED or isinstance(event, h11.ConnectionClosed):
            raise h11.RemoteProtocolError("not a whole answer")


def cut(data, seed):
    """The same bytes in parts."""
    chance = random.Random(seed)
    places = sorted(chance.randrange(len(data) + 1) for _ in range(chance.randrange(8)))
    return [data[a:b] for a, b in zip([0, *places], [*places, len(data)], strict=True)]


def agree(parser, data, seed=0):
    """Whatever it and h11 accept, they read alike, however it is cut; and a connection is not used again where h11 would not."""
    other = ResponseParser if parser is LlhttpParser else LlhttpParser
    try:
        whole = read(parser, [data])
    except RemoteProtocolError:
        for parts in ([data], cut(data, seed)):
            with pytest.raises(RemoteProtocolError):
                read(other, parts)
        with pytest.raises(RemoteProtocolError):
            read(parser, cut(data, seed))
        return
    assert read(other, [data]) == whole
    assert read(parser, cut(data, seed))[:3] == whole[:3]
    try:
        status, headers, body, reusable = judged(data)
    except h11.RemoteProtocolError:
        return
    assert whole[:3] == (status, headers, body)
    assert reusable or not whole[3]


def chunked(body, sizes, extension=b"", trailer=b""):
    out, position = b"", 0
    for size in sizes:
        part, position = body[position : position + size], position + size
        if part:
            out += b"%x%b\r\n%b\r\n" % (len(part), extension, part)
    rest = body[position:]
    if rest:
        out += b"%X\r\n%b\r\n" % (len(rest), rest)
    return out + b"0\r\n" + trailer + b"\r\n"


NAMES = st.sampled_from([b"date", b"Request-Id", b"x-a", b"Via", b"anthropic-ratelimit-requests-limit", b"Set-Cookie"])
VALUES = st.sampled_from([b"", b"1", b"a b", b"\tx", b"caf\xc3\xa9", b"x \t", b"close", b"a, b", b'"q"'])
BODIES = st.binary(max_size=200)


@st.composite
def answers(draw):
    status = draw(st.sampled_from([200, 200, 200, 201, 204, 304, 400, 429, 500, 529]))
    version = draw(st.sampled_from([b"1.1", b"1.1", b"1.1", b"1.0"]))
    lines = [b"HTTP/%b %d %b" % (version, status, draw(st.sampled_from([b"OK", b"", b"Too Many"])))]
    lines += [b"%b: %b" % (draw(NAMES), draw(VALUES)) for _ in range(draw(st.integers(0, 5)))]
    if draw(st.booleans()):
        lines.append(b"Connection: " + draw(st.sampled_from([b"close", b"keep-alive", b"Keep-Alive, Close"])))
    body = draw(BODIES)
    framing = draw(st.sampled_from(["length", "chunked", "closed"]))
    if status in (204, 304):
        framing, body = "closed", b""
    if framing == "length":
        lines.append(b"content-length: %d" % len(body))
    elif framing == "chunked":
        lines.append(b"Transfer-Encoding: chunked")
        extension = draw(st.sampled_from([b"", b"", b";a=b", b';q="x"']))
        trailer = draw(st.sampled_from([b"", b"", b"X-T: 1\r\n"]))
        body = chunked(body, draw(st.lists(st.integers(1, 40), max_size=6)), extension, trailer)
    announced = draw(
        st.sampled_from([b"", b"", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early\r\nlink: x\r\n\r\n"])
    )
    return announced + b"\r\n".join(lines) + b"\r\n\r\n" + body


@PARSERS
class TestAgainstH11:
    @settings(deadline=None)
    @given(answers(), st.integers(0, 1000))
    def test_answers(self, parser, data, seed):
        assert read(parser, [data])
        agree(parser, data, seed)

    @settings(deadline=None)
    @given(answers(), st.data())
    def test_broken_answers(self, parser, data, more):
        """Some bytes replaced, removed or put in."""
        broken = bytearray(data)
        for _ in range(more.draw(st.integers(1, 3))):
            place = more.draw(st.integers(0, len(broken)))
            new = more.draw(
                st.sampled_from([b"", b"\r", b"\n", b"\r\n", b":", b" ", b"\0", b"0", b";", b"\xff", b"HTTP/1.1 "])
            )
            broken[place : place + more.draw(st.integers(0, 2))] = new
        agree(parser, bytes(broken), more.draw(st.integers(0, 1000)))

    @settings(deadline=None)
    @given(
        st.lists(
            st.sampled_from(
                [
                    b"HTTP/1.1 200 OK",
                    b"\r\n",
                    b"\n",
                    b"a: b",
                    b" c",
                    b"content-length: 3",
                    b"abc",
                    b"5",
                    b"0",
                    b"transfer-encoding: chunked",
                    b"x",
                ]
            ),
            max_size=14,
        )
    )
    @example(
        [b"HTTP/1.1 200 OK", b"\r\n", b"a: b", b"\r\n", b" c", b"\r\n", b"content-length: 3", b"\r\n", b"\r\n", b"abc"]
    )
    def test_heaps_of_parts(self, parser, parts):
        agree(parser, b"".join(parts))

    @settings(deadline=None)
    @given(
        st.lists(
            st.sampled_from(
                [
                    b"0",
                    b"3",
                    b"abc",
                    b"\r\n",
                    b"\n",
                    b"\r",
                    b" ",
                    b"\t",
                    b";",
                    b"a",
                    b"=",
                    b'"',
                    b"\\",
                    b":",
                    b"x: 1",
                    b"\x0c",
                    b"\x80",
                ]
            ),
            max_size=10,
        )
    )
    @example([b"x:", b"\r", b" 1\r\n\r\n"])
    @example([b"x:", b"\x0c", b" 1\n\r\n"])
    def test_framing_of_chunks(self, parser, parts):
        """Heaps of parts behind a chunk, and behind the last one."""
        head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"
        agree(parser, head + b"".join(parts) + b"\r\n0\r\n\r\n")
        agree(parser, head + b"0\r\n" + b"".join(parts))


@PARSERS
@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\ncontent-length: +3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + b"0" * 5000,
        b"HTTP/1.1 200 OK\r\na b: c\r\n\r\n",
        b"HTTP/1.1 200 OK\r\na: b\0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * HEAD,
        b"HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"SSH-2.0-x\r\n\r\n",
        b"<html>\n\n",
        b"",
    ],
)
def test_what_is_refused(parser, data):
    with pytest.raises(RemoteProtocolError):
        read(parser, [data])


@PARSERS
def test_what_follows_an_answer_costs_the_connection(parser):
    one = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na"
    assert read(parser, [one]) == (200, [(b"content-length", b"1")], b"a", True)
    assert read(parser, [one + one]) == (200, [(b"content-length", b"1")], b"a", False)


@PARSERS
def test_parts_of_a_chunk_are_given_as_they_come(parser):
    answer = parser()
    answer.feed(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\nabc")
    assert answer.pop_body() == b"abc"
    answer.feed(b"defgh")
    assert answer.pop_body() == b"defgh"


CHUNKS = [
    b"3\r\nabc\r\n", b"0003\r\nabc\r\n", b"A\r\n0123456789\r\n", b"a\r\n0123\r\n6789\r\n", b"3;x=y\r\nabc\r\n", b"3 \r\nabc\r\n",
    b"1\r\n\n\r\n", b"2\r\n\r\n\r\n", b"3\r\nab\r\n", b"3\r\nabcd\r\n", b"0x3\r\nabc\r\n", b"+3\r\nabc\r\n",
    b"1_1\r\nabcdefghijklmnopq\r\n",
    b"3\nabc\r\n", b"3\r\nabc\n", b"3\r\nabc", b"\r\n", b"a", b"3\r\nabc\r\n3\r\ndef\r\n",
]  # fmt: skip


@PARSERS
@given(st.lists(st.sampled_from(CHUNKS), max_size=4))
@example([b"3\r\nabc", b"\r\n", b"3\r\nabc\r\n"])
@example([b"8\r\n", b"3\r\nabc\r\n", b"\r\n"])
@settings(max_examples=150, deadline=None)
def test_chunks_that_come_by_themselves_mean_what_they_mean_together(parser, chunks):
    def outcome(parts):
        try:
            return read(parser, parts)
        except RemoteProtocolError:
            return None

    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    assert outcome([head, *chunks, b"0\r\n\r\n"]) == outcome([head + b"".join(chunks) + b"0\r\n\r\n"])


@PARSERS
class TestLimits:
    @pytest.mark.parametrize(
        "endless", [b"1;" + b"a" * 1000, b"0\r\n" + b"x: y\r\n" * 100], ids=["extension", "trailers"]
    )
    def test_framing_without_content_is_refused_after_16_kib(self, parser, endless):
        answer = parser()
        answer.feed(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + endless)
        more = b"a" * 1000 if endless[1:2] == b";" else b"x: y\r\n" * 100
        for _ in range(14):
            answer.feed(more)
        with pytest.raises(RemoteProtocolError):
            answer.feed(more * 20)

    def test_chunks_of_one_byte_are_no_attack(self, parser):
        answer = parser()
        answer.feed(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        for _ in range(10_000):
            answer.feed(b"1\r\na\r\n")
        answer.feed(b"0\r\n\r\n")
        assert (answer.message_complete, len(answer.pop_body())) == (True, 10_000)

    @pytest.mark.parametrize(
        "line", [b"x: " + b" " * 90_000 + b"y", b"x:" + b" y" * 40_000, b"x: a\r\n" + b" \r\n" * 30_000 + b" y"]
    )
    def test_a_long_line_of_blanks_takes_linear_time(self, parser, line):
        answer = parser()
        answer.feed(b"HTTP/1.1 200 OK\r\n" + line + b"\r\ncontent-length: 0\r\n\r\n")
        assert answer.message_complete


class TestRequestHead:
    def test_it_is_what_h11_writes(self):
        headers = [(b"host", b"example.com"), (b"x-b", b"c d"), (b"content-length", b"0")]
        event = h11.Request(method="POST", target="/v1?a=b", headers=headers)
        assert encode_request(request("POST", headers)) == h11.Connection(h11.CLIENT).send(event)

    @pytest.mark.parametrize(
        "header", [(b"x", b"a\r\nhost: evil"), (b"x\r\ny", b"a"), (b"x", b"a\n b"), (b"x", b"a\rb"), (b"x", b"a\0b")]
    )
    def test_no_line_break_gets_into_it(self, header):
        with pytest.raises(LocalProtocolError):
            encode_request(request("GET", [(b"host", b"-"), header]))


def request(method, headers):
    out = Request(method, "", list(headers), None, timeouts={})
    out.target = b"/v1?a=b"
    return out
