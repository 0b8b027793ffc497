"""What the application and the environment give is checked where it is given, with one sentence of ours."""

import asyncio
import math
import os
import re
import warnings
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from claudewire import (
    APIConnectionError,
    AsyncClaude,
    Claude,
    ClaudeError,
    ConfigurationError,
    NotFoundError,
    RateLimitError,
    RequestInvalid,
    RetryPolicy,
)
from claudewire.testing import LocalServer
from tests.conftest import KEY
from tests.support.clients import mocked_client
from tests.support.requests import HELLO

ASK = {**HELLO, "model": "claude-sonnet-5-5"}


@pytest.fixture(scope="module")
def server():
    with LocalServer() as running:
        yield running


OPTIONS = [
    *({"timeout": value} for value in (-1, 0, math.nan, True, "5", (1, 2), (1, 2, 3, -4), [1])),
    *({"deadline": value} for value in (-1, 0, math.nan, True, "5")),
    *({"stall_timeout": value} for value in (-1, 0, math.nan, "5")),
    *({"max_retries": value} for value in (-1, 1.5, True, "2", None)),
    *({"max_connections": value} for value in (0, -1, 1.5, True, None)),
    *({"max_response_bytes": value} for value in (0, -1, 1.5)),
    *({"betas": value} for value in ("x", b"x", 5, [1], ["a\nb"])),
    *({"proxy": value} for value in ("x", "ftp://h", "http://", "http://[", 5, "http://h:99999")),
    *({"api_key": value} for value in ("", 5, b"k", "a\nb")),
    *(
        {"proxy": value}
        for value in ("http://h:0", "http://a b", "http://h\n", "http://h?x", "http://h#x", "http://a..b")
    ),
    *({"auth_scheme": value} for value in ("basic", None)),
    *(
        {name: value}
        for name in ("allow_http", "stream_long_requests")
        for value in ("false", 1, 0, None, [], math.nan)
    ),
    *({"retry": value} for value in (3, 0, False, "", [], {"max_retries": 1})),
    *(
        {"default_query": value}
        for value in ("a=b", 5, ["x"], [], False, {b"a": "b"}, {1: 2}, {"a": "\ud83d"}, {"\ud83d": 1})
    ),
    *({"webhook_key": value} for value in (5, True, ["x"], {"a": 1})),
    *({"profile": value} for value in (5, True, b"x", ["x"], math.nan)),
    *({"api_version": value} for value in ("", 5, None, "a\nb", b"x")),
    {"betas": {"x": 1}},
    *({"default_headers": value} for value in ({"content-length": "5"}, {"Transfer-Encoding": "chunked"}, ["x"])),
    *(
        {"base_url": value}
        for value in (
            "http://[",
            "x",
            "ftp://h",
            f"https://{'a' * 64}.example",
            "https://a..b",
            5,
            "https://h:x",
            "https://h:0",
        )
    ),
    *(
        {"base_url": value}
        for value in (
            0,
            False,
            [],
            {},
            (),
            b"https://h",
            math.nan,
            "https://h?",
            "https://h/#",
            "https://h/x?#",
            "https://h\n",
            " https://h",
            "//h",
        )
    ),
]


def complaint(options):
    """What the message must hold: the name of the option, or of the header that it becomes or holds."""
    ((name, value),) = options.items()
    words = [name, "headers must be a mapping", "the body cannot be written as JSON"]
    if isinstance(value, dict):
        words += [re.escape(str(key).lower()) for key in value]
    header = {"betas": "anthropic-beta", "without_betas": "anthropic-beta", "api_version": "anthropic-version"}
    return "|".join([*words, header.get(name, name)])


@pytest.mark.parametrize("options", OPTIONS, ids=repr)
@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
def test_a_client_refuses_an_option_that_cannot_work(cls, options):
    """The error names the option; of headers, the header."""
    with pytest.raises((ConfigurationError, RequestInvalid), match=complaint(options)):
        cls(**({"api_key": KEY} if "profile" not in options else {}) | options)


#: What a copy takes, too. A `None` leaves the option as it is.
COPIED = [
    options
    for options in OPTIONS
    if next(iter(options)) not in ("max_connections", "proxy", "allow_http") and None not in options.values()
]


@pytest.mark.parametrize("options", COPIED, ids=repr)
@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
def test_a_copy_refuses_what_its_client_would_refuse(cls, options):
    client = cls(api_key=KEY)
    with pytest.raises(ClaudeError):
        client.with_options(**options)
    if "default_query" in options:
        with pytest.raises(ClaudeError):
            client.copy(set_default_query=options["default_query"])


@pytest.mark.parametrize(
    "seconds",
    [2_000_001, 1e9, 2**63, 1e308, math.inf, 10**400],
    ids=lambda value: f"{value:.0e}"[:9] if value < 1e300 else "most",
)
@pytest.mark.parametrize("name", ["timeout", "deadline", "stall_timeout"])
@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
def test_more_seconds_than_a_timer_takes_are_no_limit(cls, name, seconds, server):
    options = {"api_key": KEY, "base_url": server.url, "max_retries": 0}

    async def both():
        async with AsyncClaude(**options, **{name: seconds}) as first, AsyncClaude(**options) as second:
            await first.messages.create(**ASK)
            await second.messages.create(**ASK, **{name: seconds})
            async with second.messages.stream(**ASK, **{name: seconds}) as stream:
                return await stream.get_final_text()

    if cls is AsyncClaude:
        assert asyncio.run(both())
        return
    with Claude(**options, **{name: seconds}) as first, Claude(**options) as second:
        first.messages.create(**ASK)
        second.messages.create(**ASK, **{name: seconds})
        with second.messages.stream(**ASK, **{name: seconds}) as stream:
            assert stream.get_final_text()


@pytest.mark.parametrize("connections", [10**6, 2**63, 10**400], ids=["a million", "2 ** 63", "10 ** 400"])
@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
def test_a_large_number_of_connections_costs_nothing_until_they_are_used(cls, connections, server):
    options = {"api_key": KEY, "base_url": server.url, "max_connections": connections}
    if cls is Claude:
        with Claude(**options) as client:
            assert client.messages.create(**ASK).content
        return

    async def main():
        async with AsyncClaude(**options) as client:
            return await client.messages.create(**ASK)

    assert asyncio.run(main()).content


CALLS = [
    *({"timeout": value} for value in (-1, 0, math.nan, True, "5")),
    *({"deadline": value} for value in (-1, 0, math.nan, "5")),
    *({"max_retries": value} for value in (-1, 1.5, True, "2")),
    *({name: value} for name in ("betas", "without_betas") for value in ("x", 5, [1], {"x": 1}, ["a\nb"])),
    *(
        {"extra_headers": value}
        for value in ({"content-length": "1"}, {"transfer-encoding": "chunked"}, ["x"], {"a b": "c"}, {"x": 1})
    ),
    *({"extra_query": value} for value in ("x", {"a": "\ud83d"}, {"a": 10**5000}, {b"a": 1}, {1: 2}, {"\ud83d": 1})),
    *({"extra_body": value} for value in ("x", {"a": 10**5000}, {"max_tokens": 10**5000})),
]


@pytest.mark.parametrize("options", CALLS, ids=[f"{next(iter(call))} {number}" for number, call in enumerate(CALLS)])
def test_a_call_refuses_an_option_that_cannot_work(options):
    refused = pytest.raises((ConfigurationError, RequestInvalid), match=complaint(options))
    with mocked_client(lambda request: pytest.fail("it was sent")) as client, refused:
        client.messages.create(**HELLO, **options)


@pytest.mark.parametrize("value", ["", ".", "..", None, 5, "\ud83d"])
def test_a_path_parameter_that_is_no_id_is_our_error(value):
    with mocked_client(lambda request: pytest.fail("it was sent")) as client, pytest.raises(RequestInvalid):
        client.models.retrieve(value)


@pytest.mark.parametrize("file", [5, [1, 2, 3], (1,), {"a": 1}, {1}, ["a"], "text", None, object()])
def test_what_is_no_file_is_not_uploaded(file):
    with mocked_client(lambda request: pytest.fail("it was sent")) as client, pytest.raises(RequestInvalid):
        client.files.upload(file=file)


@pytest.mark.parametrize("name", ['a"\r\nX: y\r\n\r\n', "a\nb", "a\0", "\ud83d"])
def test_a_name_of_a_form_field_is_checked_as_a_file_name_is(name):
    with mocked_client(lambda request: pytest.fail("it was sent")) as client, pytest.raises(RequestInvalid):
        client.files.upload(file=b"x", extra_body={name: "v"})


@pytest.mark.parametrize("value", ["", None, 5, b"k"])
def test_a_function_that_returns_no_key_is_an_error_of_the_configuration(value):
    client = mocked_client(lambda request: pytest.fail("it was sent"), api_key=lambda: value)
    with client, pytest.raises(ConfigurationError, match="function"):
        client.messages.create(**HELLO)


def test_stop_iteration_out_of_the_function_of_the_key_is_our_error():
    client = mocked_client(lambda request: pytest.fail("it was sent"), api_key=lambda: next(iter(())))
    with client, pytest.raises(ConfigurationError, match="StopIteration"):
        client.messages.create(**HELLO)


@pytest.mark.parametrize("url", ["https://gw.example/v1", "https://gw.example/x/v1/"])
def test_a_base_url_that_ends_in_v1_loses_it_with_a_warning(url):
    with pytest.warns(UserWarning, match="/v1"):
        client = Claude(api_key=KEY, base_url=url)
    assert str(client.base_url).rstrip("/") == url.rstrip("/").removesuffix("/v1")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Claude(api_key=KEY, base_url="https://gw.example/v10")


def test_a_404_says_which_url_was_asked():
    client = mocked_client(lambda request: httpx.Response(404, text="nothing"))
    with client, pytest.raises(ClaudeError, match=r"GET https://api\.anthropic\.com/v1/models/m"):
        client.models.retrieve("m")


@pytest.mark.parametrize("transport", [None, "httpx"])
def test_a_url_that_httpx_cannot_use_is_refused_and_not_sent_again(transport, server):
    with Claude(api_key=KEY, base_url=server.url, transport=transport) as client:
        with pytest.raises((RequestInvalid, NotFoundError)) as caught:
            client.models.retrieve("x" * 70_000)
        assert isinstance(caught.value, NotFoundError if transport is None else RequestInvalid)


def test_an_empty_proxy_is_no_proxy():
    assert Claude(api_key=KEY, proxy="")._config.proxy == ""


@pytest.mark.parametrize(
    "options",
    [
        {"max_delay": -1},
        {"budget": -1},
        {"initial_delay": "x"},
        {"max_retries": True},
        {"budget": 10**9},
        {"on_retry": "x"},
        {"max_retry_after": math.nan},
    ],
)
def test_a_retry_policy_refuses_what_cannot_work(options):
    with pytest.raises(ConfigurationError):
        RetryPolicy(**options)


def test_a_server_that_asks_for_an_endless_wait_is_not_waited_for():
    headers = {"retry-after": "1e300"}
    policy = RetryPolicy(max_retries=1, max_retry_after=math.inf)
    with (
        mocked_client(lambda request: httpx.Response(429, headers=headers), retry=policy) as client,
        pytest.raises(RateLimitError),
    ):
        client.messages.create(**HELLO)


#: Variables that a client reads when it is made, with values that cannot work.
VARIABLES = [
    *(
        ("ANTHROPIC_BASE_URL", value)
        for value in ("x", "http://", "https://h:0", "https://h:x", "https://a b", "https://[")
    ),
    *(
        ("ANTHROPIC_BASE_URL", value)
        for value in ("http://api.example", "https://h?x", "https://h#x", "https://a..b", "//h")
    ),
    *(
        (name, value)
        for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
        for value in ("k\n", " k", "ä", "k\r\nx: y", " ")
    ),
    *(("ANTHROPIC_CUSTOM_HEADERS", value) for value in ("a b: c", "x: \1", "content-length: 5", "x: ä")),
    *(("CLAUDEWIRE_TRANSPORT", value) for value in ("x", " ", "HTTPX")),
]


@pytest.mark.parametrize(("name", "value"), VARIABLES, ids=lambda text: repr(text).strip("'"))
@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
def test_a_variable_that_cannot_work_is_named_when_the_client_is_made(cls, name, value, monkeypatch):
    if "KEY" not in name and "TOKEN" not in name:
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        cls()
    assert name in str(caught.value)
    assert "KEY" not in name or value not in str(caught.value).split(" has ")[0]


def create(kind, url):
    """Create a message with a client of this kind, with retries."""
    options = {"api_key": KEY, "base_url": url, "retry": RetryPolicy(max_retries=2, initial_delay=0)}
    if kind != "async":
        with Claude(**options, **({"transport": "httpx"} if kind == "httpx" else {})) as client:
            return client.messages.create(**HELLO)

    async def main():
        async with AsyncClaude(**options) as client:
            return await client.messages.create(**HELLO)

    return asyncio.run(main())


class TestEnvironment:
    """A setting of the environment that cannot be used is named, and never retried."""

    @pytest.fixture(params=["sync", "async", "httpx"], autouse=True)
    def kind(self, request, monkeypatch):
        for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr("claudewire._http.network.origin._contexts", {})
        return request.param

    @pytest.fixture
    def asked(self, kind, monkeypatch):
        """Return what a client says when it needs a setting."""

        def ask(name, value, url="https://127.0.0.1:9"):
            monkeypatch.setattr("claudewire._http.network.origin._contexts", {})
            monkeypatch.setenv(name, value)
            with pytest.raises(ConfigurationError) as caught:
                create(kind, url)
            assert name in str(caught.value)
            return str(caught.value)

        return ask

    def test_certificates_that_do_not_exist(self, asked):
        assert "/nonexistent.pem" in asked("SSL_CERT_FILE", "/nonexistent.pem")

    def test_a_file_without_certificates(self, asked, tmp_path):
        (tmp_path / "no.pem").write_text("no certificate")
        assert "no.pem" in asked("SSL_CERT_FILE", str(tmp_path / "no.pem"))
        assert "directory" in asked("SSL_CERT_FILE", str(tmp_path))

    def test_a_folder_of_certificates_that_does_not_exist(self, asked):
        assert "/nonexistent" in asked("SSL_CERT_DIR", "/nonexistent")

    def test_folders_without_a_certificate_that_openssl_finds(self, asked, tmp_path):
        asked("SSL_CERT_DIR", str(tmp_path))
        (tmp_path / "ca.pem").write_text("x")
        assert "rehash" in asked("SSL_CERT_DIR", str(tmp_path))
        asked("SSL_CERT_DIR", str(tmp_path / "ca.pem"))
        asked("SSL_CERT_DIR", os.pathsep * 2)

    def test_a_log_of_tls_keys_that_cannot_be_written(self, asked):
        assert "/nonexistent/keys" in asked("SSLKEYLOGFILE", "/nonexistent/keys")

    def test_certificates_of_the_package_that_are_gone(self, monkeypatch, kind):
        monkeypatch.setattr("certifi.where", lambda: "/nonexistent/cacert.pem")
        with pytest.raises(ConfigurationError, match=r"certifi names '/nonexistent/cacert\.pem'"):
            create(kind, "https://127.0.0.1:9")

    def test_several_folders_of_certificates_are_taken(self, monkeypatch, kind, tmp_path):
        (tmp_path / "0a1b2c3d.0").write_text("looked up by OpenSSL only for a server of this subject")
        monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join(["/nonexistent", str(tmp_path)]))
        with pytest.raises(APIConnectionError):
            create(kind, "https://127.0.0.1:9")

    @pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
    @pytest.mark.parametrize(
        "value",
        [
            "socks5://user:geheim@127.0.0.1:1",
            "ftp://h",
            "http://",
            "http://h:x",
            "http://h:0",
            "http://a..b",
            "http://h\n",
            "http://a b",
            "http://h#x",
            "http://h?x",
            f"http://{'a' * 64}",
            "http://[",
        ],
    )
    def test_a_proxy_that_cannot_be_used(self, asked, name, value):
        said = asked(name, value, "https://api.example")
        assert "geheim" not in said


@pytest.mark.parametrize("option", ["base_url", "proxy"])
def test_an_address_at_port_0_is_refused(option):
    with pytest.raises(ConfigurationError, match=f"{option}.*http://h:0.*"):
        Claude(api_key=KEY, **{option: "http://h:0"})


def nested() -> list[object]:
    value: list[object] = []
    for _ in range(50_000):
        value = [value]
    return value


def in_itself() -> list[object]:
    value: list[object] = []
    value.append(value)
    return value


@pytest.mark.parametrize("make", [nested, in_itself])
@pytest.mark.parametrize("name", ["system", "tools", "messages", "thinking"])
def test_a_body_that_is_too_deep_is_refused(make, name):
    with mocked_client(lambda request: pytest.fail("it was sent")) as client:
        for value in (make(), [{"role": "user", "content": make()}]):
            with pytest.raises(RequestInvalid):
                client.messages.create(**{**HELLO, name: value})


@pytest.mark.parametrize("size", [0, -1, 1.5, math.nan, "5", b"5", True, [1]])
def test_a_chunk_size_that_is_no_number_of_bytes_is_refused(size, server):
    with Claude(api_key=KEY, base_url=server.url) as client:
        response = client.messages.with_raw_response.create(**ASK)
        with pytest.raises(RequestInvalid, match="chunk_size"):
            list(response.iter_bytes(size))


def test_a_header_name_that_has_no_text_form_is_refused():
    with mocked_client(lambda request: pytest.fail("it was sent")) as client, pytest.raises(RequestInvalid):
        client.messages.create(**HELLO, extra_headers={10**5000: "x"})


DEEP: list[Any] = []
for _ in range(100_000):
    DEEP = [DEEP]

FOREIGN: dict[str, Callable[[Any], Any]] = {
    "a path of 5,000 digits": lambda client: client.get(10**5000),
    "a method of 5,000 digits": lambda client: client.request(10**5000, "/v1/models"),
    "a deep value in a query": lambda client: client.messages.create(**HELLO, extra_query={"a": DEEP}),
    "a deep value in a header": lambda client: client.messages.create(**HELLO, workspace_id=DEEP),
    "a type that is a list": lambda client: client.messages.parse(**HELLO, output_format=[1]),
    **{
        f"{name} of {value!r}": lambda client, name=name, value=value: getattr(client.messages.batches, name)(
            requests=value
        )
        for name in ("create", "submit")
        for value in (5, None, "abc", b"abc", {"custom_id": "a"}, int)
    },
    "submit of a number": lambda client: client.messages.batches.submit(requests=[1]),
}


@pytest.mark.parametrize("call", FOREIGN.values(), ids=FOREIGN)
def test_a_value_that_python_itself_cannot_use_is_refused(call):
    with mocked_client(lambda request: pytest.fail("it was sent")) as client, pytest.raises(RequestInvalid):
        call(client)

    async def main() -> None:
        async with AsyncClaude(api_key=KEY, base_url="http://127.0.0.1:9", max_retries=0) as client:
            await call(client)

    with pytest.raises(RequestInvalid):
        asyncio.run(main())
