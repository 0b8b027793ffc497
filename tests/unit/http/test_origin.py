"""Where requests go: URLs, proxies, socket options."""

import socket
import subprocess
import sys

import httpx
import pytest


def test_the_environments_proxy(monkeypatch):
    from claudewire._http.network.origin import proxy_for

    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "internal.example")
    assert proxy_for("https://api.anthropic.com") == "http://proxy.example:3128"
    assert proxy_for("https://gw.internal.example") is None
    assert proxy_for("http://localhost:1") is None
    monkeypatch.setenv("ALL_PROXY", "proxy.example:1080")
    assert proxy_for("http://localhost:1") == "http://proxy.example:1080"


def test_keep_alive_probes_are_on():
    from claudewire._http.network.origin import socket_options

    with socket.socket() as probe:
        for option in socket_options():
            probe.setsockopt(*option)
        assert probe.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


#: Base URLs as a client takes them, ordinary and not.
PLACES = [
    "http://localhost:8080",
    "https://api.anthropic.com",
    "https://api.anthropic.com:443",
    "http://127.0.0.1:1",
    "https://a-b.example/x/y",
    "https://EXAMPLE.com/A",
    "HTTPS://example.com",
    "https://user:pass@example.com/p",
    "http://[::1]:8080/v",
    "http://[::1]",
    "https://xn--bcher-kva.example",
    "https://under_score.example",
    "https://example.com/a/../b",
    "https://example.com/50%off",
    "https://example.com/{x}",
    "https://example.com:0443",
    "https://example.com/%2F",
    "https://example.com./.well-known",
]


@pytest.mark.parametrize("base", PLACES)
@pytest.mark.parametrize(
    "path", ["/v1/messages", "/v1/files/a%2Fb", "/v1/models?limit=20&after_id=x%20y&q='", "/v1/./x"]
)
def test_urls_mean_what_they_mean_to_httpx(base, path):
    from claudewire._http.network.origin import Origin, split_url

    url = httpx.URL(base + path)
    port = url.port or (443 if url.scheme == "https" else 80)
    assert split_url(base) == (url.scheme, url.raw_host.decode(), port)
    assert Origin(base).target(base + path) == url.raw_path


def test_nothing_of_httpx_is_loaded_for_an_ordinary_url():
    code = (
        "import sys; from claudewire._http.network.origin import Origin, proxy_for;"
        "assert proxy_for('https://a.example') is None;"
        "assert Origin('http://a.example/x').target('http://a.example/x/v1/messages?beta=true') == b'/x/v1/messages?beta=true';"
        "assert not {'httpx', 'urllib.request'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={})
