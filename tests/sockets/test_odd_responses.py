"""Odd and hostile responses, as bytes, to real clients: both parsers give the message, or the same error, and never what follows it."""

import json

import pytest

from claudewire import APIConnectionError, RetryPolicy
from claudewire._http.parsers.parser import ResponseParser
from claudewire._http.parsers.parser_llhttp import LlhttpParser
from tests.faults.faults import message
from tests.support.scripted import CLIENTS, ScriptedServer, answering, call, json_response, read_request

BODY = json.dumps(message("t")).encode()
SIZE = b"%x" % len(BODY)
LENGTH = b"content-length: %d\r\n" % len(BODY)
OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
CHUNKS = SIZE + b"\r\n" + BODY + b"\r\n0\r\n\r\n"
CHUNKED = b"transfer-encoding: chunked\r\n"
FORGED = json_response("forged")

#: Responses that are read: what real gateways send.
READ = {
    "a length beside chunked": OK + b"content-length: 5\r\n" + CHUNKED + b"\r\n" + CHUNKS,
    "chunked beside a length": OK + CHUNKED + b"content-length: 5\r\n\r\n" + CHUNKS,
    "one length, said twice": OK + LENGTH + LENGTH + b"\r\n" + BODY,
    "one length, as a list": OK + b"content-length: %d, %d\r\n\r\n" % (len(BODY), len(BODY)) + BODY,
    "a folded header": OK + b"x-note: a\r\n  b\r\n" + LENGTH + b"\r\n" + BODY,
    "a control character in a value": OK + b"x-note: a\x01b\r\n" + LENGTH + b"\r\n" + BODY,
    "LF as every line end": (OK + LENGTH + b"\r\n").replace(b"\r\n", b"\n") + BODY,
    "an empty line first": b"\r\n" + OK + LENGTH + b"\r\n" + BODY,
    "blanks behind the size of a chunk": OK + CHUNKED + b"\r\n" + SIZE + b"  \r\n" + BODY + b"\r\n0\r\n\r\n",
    "an extension of a chunk": OK + CHUNKED + b"\r\n" + SIZE + b';a=b;c="d"\r\n' + BODY + b"\r\n0\r\n\r\n",
    "a trailer": OK + CHUNKED + b"\r\n" + SIZE + b"\r\n" + BODY + b"\r\n0\r\nx-sum: 1\r\n\r\n",
    "a size with zeros": OK + CHUNKED + b"\r\n000" + CHUNKS,
    "no reason": b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n" + BODY,
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "interim responses": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n" + OK + LENGTH + b"\r\n" + BODY,
    "a byte order mark": OK + b"content-length: %d\r\n\r\n\xef\xbb\xbf" % (len(BODY) + 3) + BODY,
    "bytes behind a response that closes": OK + b"connection: close\r\n" + LENGTH + b"\r\n" + BODY + b"more",
    "another response behind it": OK + LENGTH + b"\r\n" + BODY + FORGED,
    "another response behind chunks": OK + CHUNKED + b"\r\n" + CHUNKS + FORGED,
}  # fmt: skip
#: Responses that are refused: what can hide another response in them, or is none.
REFUSED = {
    "two lengths": OK + LENGTH + b"content-length: 5\r\n\r\n" + BODY,
    "a list of two lengths": OK + b"content-length: %d, 5\r\n\r\n" % len(BODY) + BODY,
    "a length with a sign": OK + b"content-length: +%d\r\n\r\n" % len(BODY) + BODY,
    "a negative length": OK + b"content-length: -1\r\n\r\n" + BODY,
    "chunked twice": OK + CHUNKED + CHUNKED + b"\r\n" + CHUNKS,
    "another coding": OK + b"transfer-encoding: gzip, chunked\r\n\r\n" + CHUNKS,
    "a coding with a blank in it": OK + b"transfer-encoding: chun ked\r\n\r\n" + CHUNKS,
    "a blank before the colon": OK + b"content-length : %d\r\n\r\n" % len(BODY) + BODY,
    "NUL in a value": OK + b"x-note: a\0b\r\n" + LENGTH + b"\r\n" + BODY,
    "a bare CR in a value": OK + b"x-note: a\rcontent-length: 5\r\n" + LENGTH + b"\r\n" + BODY,
    "a size with a sign": OK + CHUNKED + b"\r\n+" + CHUNKS,
    "a size with 0x": OK + CHUNKED + b"\r\n0x" + CHUNKS,
    "LF behind the size of a chunk": OK + CHUNKED + b"\r\n" + SIZE + b"\n" + BODY + b"\r\n0\r\n\r\n",
    "a chunk that is longer than its size": OK + CHUNKED + b"\r\n5\r\n" + BODY + b"\r\n0\r\n\r\n",
    "a length in the trailer": OK + CHUNKED + b"\r\n" + CHUNKS[:-2] + b"content-length: 5\r\n\r\n",
    "a body that is cut": OK + LENGTH + b"\r\n" + BODY[:-1],
    "chunks that are cut": OK + CHUNKED + b"\r\n" + CHUNKS[:-2],
    "another protocol": b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n" + OK + LENGTH + b"\r\n" + BODY,
    "another version": b"HTTP/2 200 OK\r\n" + LENGTH + b"\r\n" + BODY,
    "no HTTP": b"220 ready\r\n" + BODY,
}  # fmt: skip


@pytest.fixture(params=[ResponseParser, LlhttpParser])
def parser(request, monkeypatch):
    monkeypatch.setattr("claudewire._http.pool._response_parser", lambda name: request.param)


def server_of(response, *, ends=False):
    """Return a server whose first response is `response`, in parts; others are ordinary. `ends`: its connection ends behind it."""
    first = [True]

    def script(sock):
        while True:
            read_request(sock)
            if not first:
                sock.sendall(json_response("next"))
                continue
            first.clear()
            for start in range(0, len(response), 150):
                sock.sendall(response[start : start + 150])
            if ends:
                return

    return ScriptedServer(script)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("client", ["sync", "asyncio"])
class TestOddResponses:
    @pytest.mark.parametrize("response", READ.values(), ids=READ)
    def test_one_that_gateways_send_is_read_and_what_follows_it_is_not(self, client, response):
        with server_of(response, ends=response.startswith(b"HTTP/1.0")) as server:
            assert call(client, f"http://127.0.0.1:{server.port}", count=2) == ["msg_t", "msg_next"]

    @pytest.mark.parametrize("response", REFUSED.values(), ids=REFUSED)
    def test_one_that_can_hide_another_is_refused_and_its_connection_with_it(self, client, response):
        with server_of(response, ends=True) as server:
            url = f"http://127.0.0.1:{server.port}"
            with pytest.raises(APIConnectionError):
                call(client, url)
            assert call(client, url) == ["msg_next"]
            assert server.connections == 2


def through(way, kind, server):
    """Return the options of a client whose requests go through httpx."""
    if way == "proxy":
        return {"proxy": f"http://127.0.0.1:{server.port}"}
    if way == "transport":
        return {"transport": "httpx"}
    library = pytest.importorskip(way)
    return {"http_client": library.Client() if kind == "sync" else library.AsyncClient()}


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize("way", ["proxy", "transport", "httpx", "httpx2"])
def test_what_follows_a_response_through_httpx_is_not_taken_for_the_next_one(way, kind):
    """httpcore keeps the bytes behind a response, and reads the next response from them."""
    with server_of(json_response("t") + FORGED) as server:
        url = "http://localhost:9" if way == "proxy" else f"http://127.0.0.1:{server.port}"
        assert call(kind, url, count=3, **through(way, kind, server)) == ["msg_t", "msg_next", "msg_next"]
        assert server.connections == 2


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize(
    ("status", "attempts"), [(407, 1), (403, 1), (400, 1), (405, 1), (408, 2), (429, 2), (502, 2), (503, 2)]
)
def test_a_proxy_that_refuses_the_connection_is_asked_again_only_if_that_may_help(kind, status, attempts):
    refusal = b"HTTP/1.1 %d No\r\ncontent-length: 0\r\n\r\n" % status
    with ScriptedServer(answering(refusal)) as proxy:
        options = {
            "proxy": f"http://user:geheim@127.0.0.1:{proxy.port}",
            "retry": RetryPolicy(max_retries=1, initial_delay=0),
        }
        with pytest.raises(APIConnectionError, match=f"{status} No") as caught:
            call(kind, "https://localhost:9", **options)
        assert "geheim" not in str(caught.value)
        assert proxy.connections == attempts
