"""No region, resource, project, location, workspace or model sends a credential to a host that is not the cloud's. Property tests."""

from __future__ import annotations

import os
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import claudewire
from claudewire import ClaudeError
from tests.support.clouds import HELLO, MESSAGE, SURFACES, cloud_client

#: Examples of each test; CLAUDEWIRE_HOSTS=20000 for a long run.
COUNT = int(os.environ.get("CLAUDEWIRE_HOSTS", "12"))
#: Surface → the ends that the host of a request may have.
HOSTS = {
    "P1": (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".ic.gov", ".sgov.gov", ".amazonaws.eu"),
    "P2": (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".ic.gov", ".sgov.gov", ".amazonaws.eu"),
    "P3": (".api.aws",),
    "P4": (".api.aws",),
    "P5": (".googleapis.com", "aiplatform.googleapis.com"),
    "P6": ("claude.googleapis.com",),
    "P7": (".services.ai.azure.com",),
}
#: Surface → the arguments that become a part of the URL.
ARGUMENTS = {
    "P1": ("region",),
    "P2": ("region",),
    "P3": ("region",),
    "P4": ("region", "workspace_id"),
    "P5": ("region", "project"),
    "P6": ("project", "location", "workspace_id"),
    "P7": ("resource",),
}
CASES = [(surface, name) for surface, names in ARGUMENTS.items() for name in names]
#: Pieces that change what a URL means, between letters.
PIECES = (
    "evil.example", "a", "us-east-1", "/", "\\", "#", "?", "@", ":", ".", "..", "%2f", "%23", "%40", "%00", ";", " ", "\t", "\r\n", "\x00",
    "[::1]", "127.0.0.1", "localhost", "//", "xn--", "é", "。", "／", "＠", "\u200b", "\u2028", "-", "_", ",", "&", "=",
)  # fmt: skip
ATTACK = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join) | st.text(max_size=12)
PROPERTY = settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def hosts_of(surface: str, **changed: Any) -> list[httpx.URL]:
    """Return the URLs that a client with these arguments sends a call to; none if it refuses."""
    seen: list[httpx.URL] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.url)
        return httpx.Response(200, json=MESSAGE)

    call = {**HELLO, **({"model": changed.pop("model")} if "model" in changed else {})}
    copy = changed.pop("copy", {})
    name, arguments = SURFACES[surface]
    try:
        client = cloud_client(name, respond, **{**arguments, **changed})
        client = client.with_options(**copy) if copy else client
        client.messages.create(**call)
    except ClaudeError:
        pass
    return seen


def check(surface: str, urls: list[httpx.URL]) -> None:
    for url in urls:
        assert url.scheme == "https"
        assert url.host.endswith(HOSTS[surface]), url
        assert url.port is None
        assert not url.userinfo
        assert not url.fragment


@pytest.mark.parametrize(("surface", "name"), CASES)
@PROPERTY
@example(value="evil.example/x#")
@example(value="evil.example/")
@example(value="x@evil.example")
@given(value=ATTACK)
def test_argument_of_a_client_reaches_no_other_host(surface: str, name: str, value: str) -> None:
    check(surface, hosts_of(surface, **{name: value}))


@pytest.mark.parametrize(("surface", "name"), [case for case in CASES if case[1] in ("region", "resource", "location")])
@PROPERTY
@example(value="evil.example/x#")
@given(value=ATTACK)
def test_argument_of_a_copy_reaches_no_other_host(surface: str, name: str, value: str) -> None:
    check(surface, hosts_of(surface, copy={name: value}))


@pytest.mark.parametrize("surface", HOSTS)
@PROPERTY
@example(value="../../../x")
@given(value=ATTACK)
def test_model_reaches_no_other_host_and_climbs_out_of_no_path(surface: str, value: str) -> None:
    urls = hosts_of(surface, model=value)

    check(surface, urls)
    for url in urls:
        assert not {".", ".."} & set(url.raw_path.decode().partition("?")[0].split("/"))


@pytest.mark.parametrize(
    "template",
    ["bedrock://{}", "vertex://{}/us-east5", "vertex://p/{}", "foundry://{}", "aws://{}", "google-cloud://{}"],
)
@PROPERTY
@example(value="evil.example/x#")
@example(value="／")
@example(value="[::1")
@given(value=ATTACK)
def test_url_of_a_platform_reaches_no_other_host(template: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANTHROPIC_FOUNDRY_API_KEY", "AWS_BEARER_TOKEN_BEDROCK", "ANTHROPIC_AWS_API_KEY"):
        monkeypatch.setenv(name, "key-of-a-test")
    monkeypatch.setenv("ANTHROPIC_AWS_WORKSPACE_ID", "w")
    seen: list[httpx.URL] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.url)
        return httpx.Response(200, json=MESSAGE)

    options: dict[str, Any] = {"http_client": httpx.Client(transport=httpx.MockTransport(respond)), "max_retries": 0}
    if template.startswith(("vertex", "google")):
        options["access_token" if template.startswith("vertex") else "token_provider"] = "token-of-a-test"
    try:
        claudewire.connect(template.format(value), **options).messages.create(**HELLO)
    except ClaudeError:
        pass
    allowed = tuple(end for ends in HOSTS.values() for end in ends)
    assert [url for url in seen if not url.host.endswith(allowed)] == []
