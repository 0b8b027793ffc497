"""A server may repeat what it was sent: no text of an error or a log record shows a secret, wherever it came from."""

import json
import logging

import httpx
import pytest

from claudewire import Claude, ClaudeError
from tests.support.clients import mocked_client
from tests.support.requests import HELLO

SECRET = "geheimZ-4711/abc"
ESCAPED = SECRET.replace("Z", "\\u005a").replace("/", "\\/")
#: How a secret gets into a request.
WAYS = {
    "key": {"api_key": SECRET},
    "token": {"api_key": None, "auth_token": SECRET},
    "function": {"api_key": lambda: SECRET},
    "default header": {"default_headers": {"x-session-token": SECRET}},
    "authorization": {"default_headers": {"authorization": f"Bearer {SECRET}"}},
    "query": {"default_query": {"key": SECRET}},
}
#: Responses that repeat it.
ECHOES = {
    "401": lambda text: httpx.Response(401, json={"error": {"type": "authentication_error", "message": f"no {text}"}}),
    "401 escaped": lambda text: httpx.Response(
        401, content=b'{"error": {"type": "x", "message": "' + ESCAPED.encode() + b'"}}'
    ),
    "500 text": lambda text: httpx.Response(500, text=f"you sent {text}"),
    "header": lambda text: httpx.Response(400, headers={"x-echo": text, "request-id": text}, json={}),
    "200 text": lambda text: httpx.Response(200, text=f"you sent {text}"),
    "200 HTML": lambda text: httpx.Response(200, html=f"<p>{text}"),
    "200 list": lambda text: httpx.Response(200, json=[text]),
    "200 broken": lambda text: httpx.Response(
        200, content=b'{"id": "' + text.encode(), headers={"content-type": "application/json"}
    ),
    "redirect": lambda text: httpx.Response(307, headers={"location": f"https://other.example/{text}"}),
}


def shown(error):
    seen = []
    while error is not None:
        seen += [
            str(error),
            repr(error),
            repr(error.args),
            repr({k: v for k, v in vars(error).items() if k != "request"}),
        ]
        error = error.__cause__
    return "\n".join(seen)


@pytest.mark.parametrize("echo", ECHOES.values(), ids=ECHOES)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_an_echo_of_a_secret_is_masked_in_errors_and_logs(way, echo, caplog):
    caplog.set_level(logging.DEBUG, "claudewire")
    with mocked_client(lambda request: echo(SECRET), **way) as client:
        with pytest.raises(ClaudeError) as caught:
            client.messages.create(**HELLO)
        assert SECRET not in repr(client)
    text = shown(caught.value) + caplog.text
    assert SECRET not in text
    assert ESCAPED not in text


def test_a_secret_of_one_call_is_masked(caplog):
    caplog.set_level(logging.DEBUG, "claudewire")
    headers = {"authorization": f"Bearer {SECRET}"}
    with mocked_client(lambda request: ECHOES["500 text"](SECRET)) as client, pytest.raises(ClaudeError) as caught:
        client.messages.create(**HELLO, extra_headers=headers)
    assert SECRET not in shown(caught.value) + caplog.text


def test_the_password_of_a_proxy_is_in_no_representation():
    assert "geheim" not in repr(Claude(api_key="k" * 10, proxy="http://user:geheim4711@proxy.example:3128"))


def test_an_error_event_that_repeats_a_secret_is_masked():
    event = {"type": "error", "error": {"type": "api_error", "message": f"you sent {SECRET}"}}
    body = f"event: error\ndata: {json.dumps(event)}\n\n"
    answer = httpx.Response(200, text=body, headers={"content-type": "text/event-stream"})
    client = mocked_client(lambda request: answer, api_key=SECRET)
    with client, client.messages.stream(**HELLO) as stream, pytest.raises(ClaudeError) as caught:
        stream.until_done()
    assert SECRET not in shown(caught.value)
