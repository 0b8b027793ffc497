"""What the application and the environment give is checked where it is given, with one sentence of ours."""

import asyncio
import math
import os
import warnings

import httpx
import pytest

from claudewire import (
    APIConnectionError,
    AsyncClaude,
    Claude,
    ClaudeError,
    ConfigurationError,
    RequestInvalid,
    RetryPolicy,
)
from tests.conftest import KEY
from tests.support.clients import mocked_client
from tests.support.requests import HELLO

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
    *({"auth_scheme": value} for value in ("basic", None)),
    *({"default_headers": value} for value in ({"content-length": "5"}, {"Transfer-Encoding": "chunked"}, ["x"])),
    *(
        {"base_url": value}
        for value in ("http://[", "x", "ftp://h", f"https://{'a' * 64}.example", "https://a..b", 5, "https://h:x")
    ),
]


@pytest.mark.parametrize("options", OPTIONS, ids=repr)
@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
def test_a_client_refuses_an_option_that_cannot_work(cls, options):
    with pytest.raises(ClaudeError) as caught:
        cls(**{"api_key": KEY, **options})
    assert str(caught.value)


CALLS = [
    *({"timeout": value} for value in (-1, 0, math.nan, True, "5")),
    *({"deadline": value} for value in (-1, 0, math.nan, "5")),
    *({"max_retries": value} for value in (-1, 1.5, True, "2")),
    *({"betas": value} for value in ("x", 5, [1])),
    *({"without_betas": value} for value in ("x",)),
    *(
        {"extra_headers": value}
        for value in ({"content-length": "1"}, {"transfer-encoding": "chunked"}, ["x"], {"a b": "c"}, {"x": 1})
    ),
    *({"extra_query": value} for value in ("x", {"a": "\ud83d"}, {"a": 10**5000})),
    *({"extra_body": value} for value in ("x", {"a": 10**5000}, {"max_tokens": 10**5000})),
]


@pytest.mark.parametrize("options", CALLS, ids=[f"{next(iter(call))} {number}" for number, call in enumerate(CALLS)])
def test_a_call_refuses_an_option_that_cannot_work(options):
    with mocked_client(lambda request: pytest.fail("it was sent")) as client, pytest.raises(ClaudeError):
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


def test_an_empty_proxy_is_no_proxy():
    assert Claude(api_key=KEY, proxy="")._config.proxy == ""


@pytest.mark.parametrize("options", [{"max_delay": -1}, {"budget": -1}, {"initial_delay": "x"}, {"max_retries": True}])
def test_a_retry_policy_refuses_what_cannot_work(options):
    with pytest.raises(ConfigurationError):
        RetryPolicy(**options)


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

    def test_a_log_of_tls_keys_that_cannot_be_written(self, asked):
        assert "/nonexistent/keys" in asked("SSLKEYLOGFILE", "/nonexistent/keys")

    def test_certificates_of_the_package_that_are_gone(self, monkeypatch, kind):
        monkeypatch.setattr("certifi.where", lambda: "/nonexistent/cacert.pem")
        with pytest.raises(ConfigurationError, match=r"certifi names '/nonexistent/cacert\.pem'"):
            create(kind, "https://127.0.0.1:9")

    def test_several_folders_of_certificates_are_taken(self, monkeypatch, kind, tmp_path):
        monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join(["/nonexistent", str(tmp_path)]))
        with pytest.raises(APIConnectionError):
            create(kind, "https://127.0.0.1:9")

    @pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
    @pytest.mark.parametrize("value", ["socks5://user:geheim@127.0.0.1:1", "ftp://h", "http://", "http://h:x"])
    def test_a_proxy_that_cannot_be_used(self, asked, name, value):
        said = asked(name, value, "https://api.example")
        assert "geheim" not in said
