"""A server may repeat what it was sent: no text of an error or a log record shows a secret, wherever it came from."""

import json
import logging
import sys

import httpx
import pytest

from claudewire import Claude, ClaudeError, RetryPolicy
from claudewire_api._call import Options
from tests.support.clients import mocked_client
from tests.support.requests import HELLO

MESSAGE = {
    "id": "m", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": "end_turn",
    "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1},
}  # fmt: skip
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
            repr(vars(error)),
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


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_headers_of_a_success_that_repeat_a_secret_are_masked_in_logs(way, caplog):
    caplog.set_level(logging.DEBUG, "claudewire")
    headers = {"x-echo": f"you sent {SECRET}", "request-id": SECRET}
    with mocked_client(lambda request: httpx.Response(200, headers=headers, json=MESSAGE), **way) as client:
        client.messages.create(**HELLO)
    assert "you sent" in caplog.text
    assert SECRET not in caplog.text + "".join(repr(vars(record)) for record in caplog.records)


class Frames(logging.Handler):
    """Looks at the variables of our functions while they run: what a tool that reports errors would show."""

    def __init__(self):
        super().__init__()
        self.calls, self.seen = 0, set()

    def look(self, *_):
        self.calls += 1
        frame = sys._getframe()
        while frame := frame.f_back:
            if frame.f_globals.get("__name__", "").startswith("claudewire"):
                for name, value in frame.f_locals.items():
                    if SECRET in repr(value):
                        self.seen.add((frame.f_code.co_qualname, name))

    emit = look


@pytest.mark.parametrize("way", WAYS)
def test_no_variable_of_ours_shows_a_secret_while_functions_of_the_program_run(way):
    frames, responses = Frames(), iter([529, 200])
    log = logging.getLogger("claudewire")
    level = log.level
    log.addHandler(frames)
    log.setLevel(logging.DEBUG)

    def respond(request):
        frames.look()
        return httpx.Response(next(responses), json=MESSAGE)

    retry = RetryPolicy(max_retries=1, initial_delay=0, on_retry=frames.look)
    try:
        with mocked_client(respond, retry=retry, **WAYS[way]) as client:
            client.messages.create(**HELLO)
    finally:
        log.removeHandler(frames)
        log.setLevel(level)
    assert frames.calls > 5
    assert frames.seen == set()


def test_options_of_a_call_show_no_header_and_no_query():
    assert SECRET not in repr(Options(extra_headers={"x": SECRET}, extra_query={"key": SECRET}))
