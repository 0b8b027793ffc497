"""What programs read of a client, set on it, and put in the places of its resources."""

import inspect
import subprocess
import sys
from importlib import import_module
from typing import Any
from unittest.mock import AsyncMock, Mock, patch

import httpx
import httpx2
import pytest
import wrapt

from claudewire import (
    DEFAULT_TIMEOUT,
    APIConnectionError,
    AsyncClaude,
    Claude,
    ConfigurationError,
    InternalServerError,
    NotFoundError,
    RetryPolicy,
)
from claudewire.types import Message

KEY = "sk-ant-test-attributes"
HELLO = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}
MESSAGE = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": []}


class Recorded:
    """A client (not typed here: tests also set what it refuses) over a mock transport, and the requests that it has sent."""

    def __init__(self, library=httpx, answer=None, **options):
        self.requests = []

        def handle(request):
            self.requests.append(request)
            return answer(request) if answer else library.Response(200, json=MESSAGE)

        transport = library.MockTransport(handle)
        self.client: Any = Claude(api_key=KEY, http_client=library.Client(transport=transport), **options)

    def sent(self):
        self.client.messages.create(**HELLO)
        return self.requests[-1]


@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
@pytest.mark.parametrize(
    "path", ["messages", "messages.batches", "models", "files", "skills", "skills.versions", "beta", "beta.messages"]
)
def test_a_resource_is_one_object_for_a_client(cls, path):
    def resource(client):
        for name in path.split("."):
            client = getattr(client, name)
        return client

    client = cls(api_key=KEY)

    assert resource(client) is resource(client)
    assert resource(client) is not resource(client.with_options(timeout=1))


def test_a_method_is_replaced_by_a_patch_and_by_an_assignment():
    client: Any = Claude(api_key=KEY)
    original = client.messages.create

    with patch.object(client.messages, "create", return_value="patched"):
        assert client.messages.create(**HELLO) == "patched"
    assert client.messages.create == original

    client.messages.create = lambda **_: "assigned"
    assert client.messages.create(**HELLO) == "assigned"
    client.beta.messages.create = Mock(return_value="mocked")
    assert client.beta.messages.create(**HELLO) == "mocked"


@pytest.mark.anyio
async def test_an_async_method_is_replaced_by_a_patch():
    client = AsyncClaude(api_key=KEY)
    with patch.object(client.messages, "create", AsyncMock(return_value="patched")):
        assert await client.messages.create(**HELLO) == "patched"


def test_wrapt_sees_calls_of_every_client():
    messages: Any = import_module("claudewire.resources.messages")

    seen = []

    def wrapper(wrapped, instance, args, kwargs):
        seen.append((type(instance).__name__, kwargs["model"]))
        return wrapped(*args, **kwargs)

    with pytest.MonkeyPatch.context() as context:
        context.setattr(messages.Messages, "create", messages.Messages.create)
        wrapt.wrap_function_wrapper("claudewire.resources.messages", "Messages.create", wrapper)
        recorded = Recorded()
        recorded.sent()
        recorded.client.beta.messages.create(**HELLO)
    assert seen == [("Messages", "m"), ("Messages", "m")]


def test_a_resource_can_be_replaced():
    client: Any = Claude(api_key=KEY)
    client.messages = Mock()
    client.messages.create.return_value = "mocked"
    assert client.messages.create(**HELLO) == "mocked"


def test_the_credential_is_read_and_set_with_effect():
    recorded = Recorded()
    kept = recorded.client.messages
    assert (recorded.client.api_key, recorded.client.auth_token) == (KEY, None)
    assert recorded.sent().headers["x-api-key"] == KEY

    recorded.client.api_key = "sk-ant-test-second"
    kept.create(**HELLO)
    assert recorded.requests[-1].headers["x-api-key"] == "sk-ant-test-second"

    recorded.client.api_key = None
    recorded.client.auth_token = "token-for-tests"
    assert recorded.sent().headers["authorization"] == "Bearer token-for-tests"
    assert recorded.client.auth_token == "token-for-tests"
    assert "token-for-tests" not in repr(recorded.client)
    with pytest.raises(ConfigurationError, match="api_key"):
        recorded.client.api_key = 5


def test_the_base_url_is_a_url_of_httpx_and_set_with_effect():
    recorded = Recorded(base_url="https://one.example/path")
    assert recorded.client.base_url == httpx.URL("https://one.example/path/")
    assert Claude(api_key=KEY).base_url.host == "api.anthropic.com"

    recorded.client.base_url = "https://two.example"
    assert recorded.client.base_url == "https://two.example"
    assert recorded.sent().url == "https://two.example/v1/messages"
    urls: list[Any] = [httpx.URL("https://three.example/x/"), httpx2.URL("https://three.example/x/")]
    for given in urls:
        assert Claude(api_key=KEY, base_url=given).base_url == "https://three.example/x/"
        assert recorded.client.with_options(base_url=given).base_url == "https://three.example/x/"
    with pytest.raises(ConfigurationError, match="unencrypted"):
        recorded.client.base_url = "http://unencrypted.example"
    assert recorded.client.base_url == "https://two.example"


def test_timeouts_are_read_as_they_were_given_and_set_with_effect():
    recorded = Recorded()
    assert recorded.client.timeout == DEFAULT_TIMEOUT == httpx.Timeout(600, connect=5)
    assert Claude(api_key=KEY, timeout=7).timeout == 7
    assert Claude(api_key=KEY, timeout=None).timeout is None
    timeout = httpx.Timeout(3, read=9)
    other: Any = httpx2.Timeout(3, read=9)
    client = Claude(api_key=KEY, timeout=timeout)
    assert client.timeout == timeout
    assert client.with_options(timeout=client.timeout).timeout == timeout
    assert Claude(api_key=KEY, timeout=DEFAULT_TIMEOUT).timeout == DEFAULT_TIMEOUT
    assert client.with_options(timeout=other).timeout == timeout

    recorded.client.timeout = 11
    assert recorded.sent().extensions["timeout"]["read"] == 11
    with pytest.raises(ConfigurationError, match="timeout"):
        recorded.client.timeout = "soon"
    with pytest.raises(ConfigurationError, match="connect, read, write and pool"):
        recorded.client.timeout = {"total": 3}


def test_retries_are_set_with_effect():
    recorded = Recorded(
        answer=lambda request: httpx.Response(500, json={}), retry=RetryPolicy(initial_delay=0, budget=None)
    )
    recorded.client.max_retries = 1
    with pytest.raises(InternalServerError, match="500"):
        recorded.sent()
    assert len(recorded.requests) == 2
    with pytest.raises(ConfigurationError, match="max_retries"):
        recorded.client.max_retries = -1


def test_headers_and_query_are_read_in_any_case_and_set_with_effect():
    recorded = Recorded(default_headers={"X-Team": "one"}, default_query={"a": 1})
    headers = recorded.client.default_headers
    assert headers["x-team"] == headers["X-TEAM"] == headers.get("X-Team") == "one"
    assert "X-Team" in headers
    assert "x-other" not in headers

    recorded.client.default_headers = {"X-Other": "two"}
    recorded.client.default_query = {"b": "2"}
    request = recorded.sent()
    assert request.headers["x-other"] == "two"
    assert "x-team" not in request.headers
    assert request.url.query == b"b=2"


@pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
def test_clients_of_both_libraries_are_taken(library):
    recorded = Recorded(library, answer=lambda request: library.Response(404, json={"type": "error"}))
    with pytest.raises(NotFoundError):
        recorded.sent()

    def refuse(request):
        raise library.ConnectError("refused")

    with pytest.raises(APIConnectionError):
        Recorded(library, answer=refuse, max_retries=0).sent()
    assert isinstance(Recorded(library).client.messages.create(**HELLO), Message)


@pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
@pytest.mark.anyio
async def test_async_clients_of_both_libraries_are_taken(library):
    transport = library.MockTransport(lambda request: library.Response(200, json=MESSAGE))
    async with library.AsyncClient(transport=transport) as own:
        client = AsyncClaude(api_key=KEY, http_client=wrapt.ObjectProxy(own))
        assert (await client.messages.create(**HELLO)).id == "msg_1"
    with pytest.raises(ConfigurationError, match=r"httpx\.Client"):
        Claude(api_key=KEY, http_client=library.AsyncClient())


@pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
def test_a_timeout_of_the_callers_client_is_adopted(library):
    client = Claude(api_key=KEY, http_client=library.Client(timeout=17))
    assert client.timeout == 17
    assert Claude(api_key=KEY, http_client=library.Client()).timeout == DEFAULT_TIMEOUT


def test_a_client_of_httpx2_is_recognised_without_loading_httpx():
    code = """
        import sys
        from claudewire._client.connections import library_of_client
        class Client: pass
        Client.__module__ = "httpx2._client"
        assert library_of_client(Client(), "Client") == "httpx2"
        assert library_of_client(object(), "Client") is None
        assert not {"httpx", "httpx2"} & sys.modules.keys()
    """
    subprocess.run([sys.executable, "-c", inspect.cleandoc(code)], check=True)
