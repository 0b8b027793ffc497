"""Whoever watches the network sees every request: mocks and tracers of httpx, guards of sockets, before and after a first call."""

import functools
import socket
import subprocess
import sys

import anyio
import httpcore
import httpcore2
import httpx
import httpx2
import pook
import pytest
import respx
import wrapt

from claudewire import APIConnectionError, Claude, ConfigurationError
from claudewire._http.httpx_patches import patched_library
from tests.support.faulty import ask, async_claude, claude

EMPTY = {"data": [], "has_more": False}
#: What mocks, recorders and tracers replace: class, method, and whether `AsyncClaude` is asked.
POINTS = [
    (cls, method, is_async)
    for client, core in ((httpx, httpcore), (httpx2, httpcore2))
    for cls, method, is_async in (
        (client.Client, "send", False),
        (client.Client, "_send_single_request", False),
        (client.Client, "_transport_for_url", False),
        (client.HTTPTransport, "handle_request", False),
        (core.ConnectionPool, "handle_request", False),
        (core.HTTPConnection, "handle_request", False),
        (client.AsyncClient, "send", True),
        (client.AsyncClient, "_send_single_request", True),
        (client.AsyncHTTPTransport, "handle_async_request", True),
        (core.AsyncConnectionPool, "handle_async_request", True),
    )
]
NAMES = [f"{cls.__module__}.{cls.__name__}.{method}" for cls, method, _ in POINTS]


def by_assignment(cls, method, seen, monkeypatch):
    original = getattr(cls, method)

    @functools.wraps(original)
    def replaced(*args, **kwargs):
        seen.append(method)
        return original(*args, **kwargs)

    monkeypatch.setattr(cls, method, replaced)


def by_wrapt(cls, method, seen, monkeypatch):
    def wrapper(wrapped, instance, args, kwargs):
        seen.append(method)
        return wrapped(*args, **kwargs)

    monkeypatch.setattr(cls, method, wrapt.FunctionWrapper(getattr(cls, method), wrapper))


class Asked:
    """A client, blocking or not, that is asked any number of times on one event loop."""

    def __init__(self, server, portal, *, is_async):
        self._portal = portal if is_async else None
        self._client = async_claude(server) if is_async else claude(server)

    def ask(self):
        if self._portal is None:
            return ask(self._client)
        return self._portal.call(lambda: ask(self._client))


@pytest.fixture(scope="module")
def portal():
    with anyio.from_thread.start_blocking_portal() as portal:
        yield portal


@pytest.mark.parametrize("replace", [by_assignment, by_wrapt])
@pytest.mark.parametrize(("cls", "method", "is_async"), POINTS, ids=NAMES)
def test_a_replaced_method_sees_requests_of_new_and_of_used_clients(
    server, portal, monkeypatch, replace, cls, method, is_async
):
    used = Asked(server, portal, is_async=is_async)
    used.ask()
    seen = []

    replace(cls, method, seen, monkeypatch)
    assert patched_library() is not None
    assert patched_library() is not None
    used.ask()
    Asked(server, portal, is_async=is_async).ask()
    assert seen == [method, method]

    monkeypatch.undo()
    assert patched_library() is None
    used.ask()
    assert seen == [method, method]


@pytest.mark.parametrize("library", [httpx, httpx2])
def test_a_replaced_class_sees_requests(server, monkeypatch, library):
    seen = []

    class Traced(library.Client):
        def send(self, *args, **kwargs):
            seen.append("send")
            return super().send(*args, **kwargs)

    monkeypatch.setattr(library, "Client", Traced)
    ask(claude(server))
    assert seen == ["send"]


def test_httpx2_in_the_place_of_httpx_is_no_patch_and_a_patch_of_it_is_one():
    program = (
        "import httpx2; httpx2.alias_httpx(); import httpx; from claudewire._http.httpx_patches import patched_library as patched\n"
        "before = patched(); httpx.Client.send = lambda *_, **__: None; print(before, patched())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "None httpx\n", done.stderr


@pytest.mark.parametrize("using", ["httpx", "httpcore"])
def test_respx_answers_over_both_libraries(using):
    with respx.mock(base_url="https://api.anthropic.com", using=using) as router:
        route = router.get("/v1/models").mock(return_value=httpx.Response(200, json=EMPTY))
        assert Claude(api_key="sk-ant-mock-123456").models.list().data == []
        assert route.called


def test_pook_answers_before_and_after_the_first_request(server):
    used = claude(server)
    ask(used)
    with pook.use():
        pook.get(f"{server.url}/v1/models").times(1).reply(200).json(EMPTY)
        assert used.models.list().data == []
        pook.get("https://api.anthropic.com/v1/models").times(1).reply(200).json(EMPTY)
        assert Claude(api_key="sk-ant-mock-123456").models.list().data == []
    assert len(server.requests) == 1
    ask(used)
    assert len(server.requests) == 2


def test_requests_go_through_httpx_if_the_caller_says_so(server, monkeypatch):
    with claude(server, transport="httpx") as client:
        assert ask(client).id == ask(client).id == "msg_t"
        assert "httpcore" in str(client._shared.pool._state.idle[0]._client._transport._pool.__class__)
    monkeypatch.setenv("CLAUDEWIRE_TRANSPORT", "httpx")
    assert claude(server)._config.transport == "httpx"
    assert claude(server).with_options(timeout=1)._config.transport == "httpx"
    with pytest.raises(ConfigurationError, match="transport must be 'httpx'"):
        claude(server, transport="requests")
    monkeypatch.setenv("CLAUDEWIRE_TRANSPORT", "curl")
    with pytest.raises(ConfigurationError, match="CLAUDEWIRE_TRANSPORT"):
        claude(server)


def test_a_name_in_the_url_is_not_sent_as_a_credential():
    with respx.mock() as router:
        route = router.get(path="/v1/models").mock(return_value=httpx.Response(200, json=EMPTY))
        Claude(api_key="sk-ant-mock-123456", base_url="https://user:password@gw.example").models.list()
    assert "authorization" not in route.calls[0].request.headers


class Guarded(socket.socket):
    """What pytest-socket puts in the place of `socket.socket`."""

    def __new__(cls, *args, **kwargs):
        raise RuntimeError("a test tried to use socket.socket")


def guarded_class(monkeypatch):
    monkeypatch.setattr(socket, "socket", Guarded)


def guarded_connect(monkeypatch):
    def refuse(self, address):
        self.close()
        raise RuntimeError("network is disabled")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("guard", [guarded_class, guarded_connect])
@pytest.mark.parametrize("transport", [None, "httpx"], ids=["own", "httpx"])
def test_a_guard_of_sockets_holds_for_connections_that_were_kept(server, monkeypatch, guard, transport):
    with claude(server, transport=transport) as client:
        ask(client)
        assert len(server.requests) == 1

        guard(monkeypatch)
        with pytest.raises((RuntimeError, APIConnectionError), match=r"socket\.socket|disabled"):
            ask(client)
        assert len(server.requests) == 1

        monkeypatch.undo()
        ask(client)
        assert len(server.requests) == 2


def test_connections_are_kept_while_the_guard_stays_the_same(server, monkeypatch):
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: connect(self, address))
    with claude(server) as client:
        for _ in range(3):
            ask(client)
    assert server.connections == 1
