"""The clients: names, environment, copies, pickles, what they show; conveniences; and a cheap import."""

import copy
import importlib
import inspect
import logging
import pickle
import subprocess
import sys
import traceback

import anyio
import httpx
import pytest

import claudewire
from claudewire import (
    AsyncClaude,
    Claude,
    ConfigurationError,
    MissingCredentials,
    RequestInvalid,
    RetryPolicy,
)
from tests.conftest import KEY

HELLO = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}


def mocked(answer, cls=Claude, **options):
    if cls is Claude:
        client = httpx.Client(transport=httpx.MockTransport(answer))
    else:
        client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return cls(**{"api_key": KEY, "http_client": client, "retry": RetryPolicy(max_retries=0), **options})


class TestPackage:
    def test_official_names_are_the_same_things(self):
        assert claudewire.Anthropic is claudewire.Client is Claude
        assert claudewire.AsyncAnthropic is claudewire.AsyncClient is AsyncClaude
        assert claudewire.NOT_GIVEN is claudewire.not_given is claudewire.omit

    def test_every_name_can_be_had(self):
        for name in claudewire.__all__:
            assert getattr(claudewire, name) is not None
        with pytest.raises(AttributeError):
            claudewire.nothing  # noqa: B018

    def test_types_under_their_official_names(self):
        from claudewire import types
        from claudewire_api import models

        assert types.Message is types.BetaMessage is models.Message
        assert types.MessageParam is types.BetaMessageParam
        with pytest.raises(AttributeError):
            types.Nothing  # noqa: B018
        assert "Message" in dir(types)
        assert importlib.import_module("claudewire.types.beta").BetaMessage is models.Message
        assert importlib.import_module("claudewire.types.messages").MessageBatch is models.MessageBatch
        assert (
            importlib.import_module("claudewire.types.messages.batch_create_params").Request is types.BatchRequestParam
        )
        assert importlib.import_module("claudewire.types.message_create_params").MessageCreateParams

    def test_httpx_clients_with_our_settings(self):
        for cls, client in ((claudewire.DefaultHttpxClient, Claude), (claudewire.DefaultAsyncHttpxClient, AsyncClaude)):
            http = cls(headers={"x-a": "1"})
            assert client(api_key=KEY, http_client=http).timeout.connect == 5.0
            assert not http.follow_redirects
        assert claudewire.DefaultHttpxClient(timeout=3).timeout == httpx.Timeout(3)

    def test_importing_loads_neither_httpx_nor_models(self):
        script = (
            "import sys, claudewire\n"
            "from claudewire import __version__\n"
            "assert not [m for m in sys.modules if m.startswith(('httpx', 'claudewire_api.models', 'attr'))], sys.modules\n"
            "print(len([m for m in sys.modules if m.startswith('claudewire')]))\n"
        )
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert int(result.stdout) <= 4

    def test_making_a_client_loads_no_httpx(self):
        script = (
            "import sys, claudewire; c = claudewire.Claude(api_key='k'); repr(c); assert 'httpx' not in sys.modules"
        )
        subprocess.run([sys.executable, "-c", script], check=True)


class TestConfiguration:
    def test_at_most_one_credential(self):
        with pytest.raises(ConfigurationError, match="at most one"):
            Claude(api_key="a", auth_token="b")
        with pytest.raises(ConfigurationError, match="at most one"):
            Claude(api_key="a").with_options(api_key="a", auth_token="b")

    @pytest.mark.parametrize(
        "options",
        [
            {"auth_scheme": "basic"},
            {"api_key": 7},
            {"base_url": "x"},
            {"timeout": "soon"},
            {"max_retries": -1},
            {"max_retries": None},
        ],
    )
    def test_what_can_not_work(self, options):
        with pytest.raises((ConfigurationError, TypeError)):
            Claude(**options)

    def test_everything_is_keyword_only(self):
        for cls in (Claude, AsyncClaude):
            kinds = {p.kind for p in list(inspect.signature(cls).parameters.values())}
            assert kinds == {inspect.Parameter.KEYWORD_ONLY}

    def test_arguments_have_their_official_names(self):
        ours = set(inspect.signature(Claude).parameters)
        assert ours >= {
            "api_key",
            "auth_token",
            "base_url",
            "timeout",
            "max_retries",
            "default_headers",
            "default_query",
            "http_client",
        }

    def test_a_client_without_a_credential_can_be_made(self):
        with Claude() as client, pytest.raises(MissingCredentials):
            client.messages.create(**HELLO)

    def test_a_key_wins_over_a_token_and_a_warning_says_so(self, monkeypatch, caplog):
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "t0k")
        client = Claude()
        assert client._config.api_key is not None
        assert client._config.auth_token is None
        assert "the key is used" in caplog.text

    def test_headers_add_up_or_are_replaced(self):
        client = Claude(api_key=KEY, default_headers={"X-A": "1"})
        assert dict(client.with_options(default_headers={"x-b": "2"}).default_headers) == {"x-a": "1", "x-b": "2"}
        assert dict(client.with_options(set_default_headers={"x-b": "2"}).default_headers) == {"x-b": "2"}
        with pytest.raises(ConfigurationError):
            client.with_options(default_headers={}, set_default_headers={})

    def test_options_of_a_copy(self):
        client = Claude(api_key=KEY, max_retries=5, timeout=7)
        assert client.max_retries == 5
        assert client.timeout == 7
        other = client.copy(max_retries=1, timeout=None, base_url="https://gw.example/x/", api_version="2026-10-21")
        assert (other.max_retries, other.timeout, other.base_url) == (1, None, "https://gw.example/x/")
        assert other.api_version == "2026-10-21"
        assert client.max_retries == 5
        assert type(other) is Claude

    def test_the_timeout_of_a_foreign_client_counts_if_somebody_chose_it(self):
        with httpx.Client(timeout=3) as mine:
            assert Claude(api_key=KEY, http_client=mine).timeout == 3
            assert Claude(api_key=KEY, http_client=mine, timeout=4).timeout == 4
        with httpx.Client() as mine:
            assert Claude(api_key=KEY, http_client=mine).timeout == claudewire.DEFAULT_TIMEOUT

    def test_is_closed(self):
        client = Claude(api_key=KEY)
        copied = client.with_options(timeout=1)
        assert not client.is_closed()
        client.close()
        assert client.is_closed()
        assert copied.is_closed()
        with pytest.raises(ConfigurationError, match="closed"):
            copied.messages.create(**HELLO)


@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
class TestCopies:
    def test_a_pickle_holds_the_configuration_and_no_secret(self, cls, monkeypatch):
        client = cls(
            api_key=KEY, max_retries=4, default_headers={"x-a": "1", "authorization": f"Bearer {KEY}"}, betas=["b-1"]
        )
        data = pickle.dumps(client)
        assert b"CANARY" not in data
        twin = pickle.loads(data)
        assert twin.max_retries == 4
        assert dict(twin.default_headers) == {"x-a": "1"}
        assert twin._config.api_key is None
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-over-there")
        assert pickle.loads(data)._config.api_key is not None

    def test_a_function_goes_along(self, cls):
        assert pickle.loads(pickle.dumps(cls(api_key=a_key)))._config.api_key is a_key

    def test_a_foreign_client_does_not(self, cls):
        client = mocked(lambda request: None, cls)
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(client)

    def test_copies_in_the_process_keep_the_key(self, cls):
        client = cls(api_key=KEY)
        deep, shallow = copy.deepcopy(client), copy.copy(client)
        assert deep._config == shallow._config == client._config
        assert deep._shared is not client._shared
        assert shallow._shared is client._shared
        assert copy.deepcopy({"clients": [client]})["clients"][0]._config == client._config


def a_key():
    return KEY


class Seen(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.text = []
        self.deaf = ()

    def emit(self, record):
        if record.name.startswith(self.deaf or "\0"):
            return
        self.text += [record.getMessage(), repr(vars(record))]


class TestCanary:
    """A key that must not turn up anywhere: 40 places."""

    def places(self, server):
        client = Claude(api_key=KEY, base_url=server.url, retry=RetryPolicy(max_retries=1, initial_delay=0), timeout=2,
                        default_headers={"authorization": f"Bearer {KEY}"}, proxy=None)  # fmt: skip
        other = AsyncClaude(auth_token=KEY, base_url=server.url, retry=RetryPolicy(max_retries=0))
        for one in (client, other):
            yield "repr", repr(one)
            yield "str", str(one)
            yield "format", f"{one!r:>400}{one}"
            yield "vars", repr(vars(one))
            yield "config", repr(one._config)
            yield "connections", repr(vars(one._shared))
            yield "default headers", repr(one.default_headers)
            yield "copy", repr(one.with_options(timeout=1))
            yield "pickle", repr(pickle.dumps(one))
            yield "resource", repr(one.messages) + repr(one.beta.messages)
        seen = Seen()
        # httpcore logs the headers of answers: there, nobody can keep a server from repeating what it was sent.
        loggers = [logging.getLogger(name) for name in ("claudewire", "httpx", "httpcore", "asyncio")]
        levels = [logger.level for logger in loggers]
        for logger in loggers:
            logger.addHandler(seen)
            logger.setLevel(logging.DEBUG)
        try:
            for fault in ("", "echo_key", "reset_before_headers", "html_200", "huge_headers", "garbage_status_line", "silent",
                          "reset_in_body", "redirect"):  # fmt: skip
                timeout = 0.1 if fault == "silent" else 2
                seen.deaf = ("httpcore",) if fault in ("echo_key", "redirect") else ()
                headers = {"x-fault": fault, "x-status": "307", "x-location": f"http://a:{KEY}@127.0.0.2/{KEY}"}
                for call in (
                    lambda: client.messages.create(**HELLO, extra_headers=headers, timeout=timeout),  # noqa: B023
                    lambda: anyio.run(asked(other, headers, timeout)),  # noqa: B023
                ):
                    try:
                        yield f"result {fault}", repr(call())
                    except claudewire.ClaudeError as error:
                        yield from self.error(fault, error)
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.removeHandler(seen)
                logger.setLevel(level)
        yield "logs", "\n".join(seen.text)
        with pytest.raises(RequestInvalid) as caught:
            client.messages.create(**HELLO, extra_headers={"x-api-key": f"{KEY}\n"})
        yield "injection", str(caught.value)
        client.close()

    def error(self, fault, error):
        yield f"{fault} str", str(error)
        yield f"{fault} repr", repr(error)
        yield f"{fault} vars", repr(vars(error))
        yield f"{fault} pickle", repr(pickle.dumps(error))
        yield f"{fault} reduce", repr(error.__reduce__())
        # The frame of this test holds the headers itself; ours and those below must not.
        lines = [
            line
            for frame in traceback.TracebackException.from_exception(error, capture_locals=True).format()
            for line in frame.split("\n")
        ]
        yield f"{fault} traceback", "\n".join(line for line in lines if "x-location" not in line)
        cause = error.__cause__
        if cause is not None:
            exc = traceback.TracebackException.from_exception(cause, capture_locals=True)
            yield f"{fault} cause", "".join(exc.format())

    def test_it_leaks_nowhere(self, fault_server):
        places = list(self.places(fault_server))
        assert len(places) >= 40
        leaks = [name for name, text in places if "CANARY" in text]
        assert leaks == []


def asked(client, headers, timeout):
    async def ask():
        try:
            return await client.messages.create(**HELLO, extra_headers=headers, timeout=timeout)
        finally:
            import asyncio

            lanes = client._shared.pool._loops[asyncio.get_running_loop()]
            for lane in lanes.idle:
                await lane.aclose()
            lanes.idle.clear()

    return ask
