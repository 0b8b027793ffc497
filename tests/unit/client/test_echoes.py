"""A server may repeat what it was sent: no text of an error or a log record shows a secret, wherever it came from."""

import base64
import html
import json
import logging
import pickle
import sys
from urllib.parse import quote, quote_plus

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


def as_numbers(form, text):
    return "".join(form % ord(character) for character in text)


#: How a server may spell what it was sent.
SPELLINGS = {
    "upper case": str.upper,
    "all as \\u": lambda text: as_numbers("\\u%04x", text),
    "all as \\U": lambda text: as_numbers("\\u%04X", text),
    "all as \\x": lambda text: as_numbers("\\x%02x", text),
    "JSON": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text))[3:-3],
    "URL": lambda text: quote(text, safe=""),
    "form": quote_plus,
    "all as %": lambda text: as_numbers("%%%02x", text),
    "URL in URL": lambda text: quote(as_numbers("%%%02X", text)),
    "HTML": html.escape,
    "decimal HTML": lambda text: as_numbers("&#%d;", text),
    "hexadecimal HTML": lambda text: as_numbers("&#x%X;", text),
    "repr": lambda text: repr(text)[1:-1],
    "Base64": lambda text: base64.b64encode(text.encode()).decode(),
    "Base64 of more": lambda text: base64.b64encode(f"user:{text}.".encode()).decode(),
    "Base64 for URLs": lambda text: base64.urlsafe_b64encode(f"me:{text}".encode()).decode(),
    "hex": lambda text: text.encode().hex(),
}
ODD = ["geheimZ-4711/abc", "ab\"c\\d'e-99", "p&ss<w>ord;42", "tok+en/==42", "sp ace key 77", "zqxjkvwy", "50%off%41%"]


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("secret", ODD)
def test_a_secret_is_masked_in_every_spelling(secret, spell, caplog):
    caplog.set_level(logging.DEBUG, "claudewire")
    spelled = spell(secret)
    core = spelled[6:-6] if spelled == base64.b64encode(f"user:{secret}.".encode()).decode() else spelled
    document = json.dumps({"error": {"type": "x", "message": "no MARK"}}).replace("MARK", spelled)
    for respond in (
        lambda _: httpx.Response(401, text=document, headers={"content-type": "application/json"}),
        lambda _: httpx.Response(200, html=f"<p>{spelled}"),
        lambda _: httpx.Response(400, headers={"x-echo": spelled, "request-id": spelled}, json={}),
    ):
        with mocked_client(respond, api_key=secret) as client, pytest.raises(ClaudeError) as caught:
            client.messages.create(**HELLO)
        text = shown(caught.value) + caplog.text
        assert secret not in text
        assert core not in text


@pytest.mark.parametrize("known", ["", "sk-ant-api03-", "bedrock-api-key-"])
@pytest.mark.parametrize("at", [100, 199, 200, 780, 799, 1999, 2000, 3999, 4000])
def test_a_secret_that_is_cut_off_is_masked(at, known):
    key = f"{known}gehZ4711-ab_cd-2222"
    for size in range(1, len(key), 5):
        body = "x " * (at // 2) + key[:size] if at < 700 else "y" * (at - size) + key
        client = mocked_client(lambda _, body=body: httpx.Response(200, text=body), api_key=key)
        with client, pytest.raises(ClaudeError) as caught:
            client.messages.create(**HELLO)
        assert f"{known}gehZ47" not in shown(caught.value)


def test_a_secret_inside_another_one_leaves_no_rest():
    long, short = "geheimZ-4711-and-more", "geheimZ-4711"
    respond = ECHOES["500 text"]
    for first, second in ((long, short), (short, long)):
        headers = {"x-session-token": first}
        client = mocked_client(lambda _: respond(long), api_key=second, default_headers=headers)
        with client, pytest.raises(ClaudeError) as caught:
            client.messages.create(**HELLO)
        assert "and-more" not in shown(caught.value)


TOKEN = "mcpZ-token-1234"
SERVER = {"type": "url", "name": "a", "url": "https://mcp.example", "authorization_token": TOKEN}
BODIES = {
    "a message": lambda client: client.messages.create(**HELLO, mcp_servers=[SERVER]),
    "extra_body": lambda client: client.messages.create(**HELLO, extra_body={"mcp_servers": [SERVER]}),
    "a stream": lambda client: client.messages.create(**HELLO, mcp_servers=[SERVER], stream=True),
    "a batch": lambda client: client.messages.batches.create(
        requests=[{"custom_id": "a", "params": {**HELLO, "mcp_servers": [SERVER]}}]
    ),
    "a raw call": lambda client: client.post("/v1/messages", body={**HELLO, "mcp_servers": [SERVER]}),
    "a raw query": lambda client: client.get("/v1/models", query={"access_token": TOKEN}),
}


@pytest.mark.parametrize("use", BODIES.values(), ids=BODIES)
def test_tokens_for_other_servers_are_masked(use, caplog, monkeypatch):
    monkeypatch.setenv("CLAUDEWIRE_LOG_BODIES", "1")
    caplog.set_level(logging.DEBUG, "claudewire")
    with mocked_client(lambda _: ECHOES["401"](TOKEN)) as client, pytest.raises(ClaudeError) as caught:
        use(client)
    assert TOKEN not in shown(caught.value) + caplog.text
    assert "no [redacted]" in shown(caught.value)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_pickle_of_a_result_or_an_error_holds_no_secret(way):
    with mocked_client(lambda _: httpx.Response(200, json=MESSAGE), **way) as client:
        held = pickle.dumps(client.messages.create(**HELLO))
    with mocked_client(lambda _: ECHOES["401"](SECRET), **way) as client, pytest.raises(ClaudeError) as caught:
        client.messages.create(**HELLO)
    held += pickle.dumps(caught.value)
    assert SECRET.encode() not in held
    assert quote(SECRET, safe="").encode() not in held


@pytest.mark.parametrize("where", ["argument", "environment"])
@pytest.mark.parametrize("user", ["user:geheim%40Z4711", "geheim%40Z4711"])
def test_the_password_of_a_proxy_is_masked(where, user, monkeypatch):
    url = f"http://{user}@proxy.example:3128"
    proxy = url if where == "argument" else None
    if where == "environment":
        monkeypatch.setenv("HTTPS_PROXY", url)
    client = mocked_client(lambda _: ECHOES["500 text"]("geheim@Z4711"), proxy=proxy)
    with client, pytest.raises(ClaudeError) as caught:
        client.messages.create(**HELLO)
    assert "Z4711" not in shown(caught.value)


@pytest.mark.parametrize("password", ["ge/heimZ", "ge@heimZ", "ge heimZ", "ge?heimZ", "ge#heimZ", "ge:heimZ", "99999"])
@pytest.mark.parametrize("scheme", ["http://", "https://", "nothing://", ""])
def test_a_wrong_url_is_shown_without_its_password(scheme, password):
    for name in ("base_url", "proxy"):
        url = f"{scheme}user:{password}@[host"
        with pytest.raises(ClaudeError) as caught:
            mocked_client(lambda _: httpx.Response(200), **{name: url})
        assert password.removeprefix("ge") not in shown(caught.value)
