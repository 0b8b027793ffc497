"""Arguments and credentials of the clouds that cannot work: an error of ours, before anything is sent, that shows no secret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

import claudewire
from claudewire import AWSCredentials, ClaudeError, ConfigurationError, MissingCredentials
from tests.support.cloud_credentials import REGION, VERTEX, GoogleCredentials, foundry
from tests.support.clouds import HELLO, KEYS, SURFACES, cloud_client

BAD_KEYS = [
    ("AKIDEXAMPLE\n", "secret", None),
    ("AKIDEXAMPLE", "secret\n", None),
    ("AKIDEXAMPLE", "secret", "session\r\nx-evil: 1"),
    (" AKIDEXAMPLE", "secret", None),
    ("AKIDÄ", "secret", None),
    (1, "secret", None),
    ("AKIDEXAMPLE", b"secret", None),
    ("AKIDEXAMPLE", "secret", 5),
]


def call(name: str, **arguments: Any) -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        pytest.fail("it was sent")

    cloud_client(name, respond, **arguments).messages.create(**HELLO)


def frozen(access_key: Any, secret_key: Any, token: Any) -> Any:
    return type("Frozen", (), {"access_key": access_key, "secret_key": secret_key, "token": token})()


@pytest.mark.parametrize("keys", BAD_KEYS, ids=map(repr, range(len(BAD_KEYS))))
@pytest.mark.parametrize("form", ["arguments", "function", "object"])
def test_key_of_aws_that_cannot_be_in_a_header_is_refused(form: str, keys: tuple[Any, Any, Any]) -> None:
    access_key, secret_key, token = keys
    given: dict[str, dict[str, Any]] = {
        "arguments": {"access_key": access_key, "secret_key": secret_key, "session_token": token},
        "function": {
            "credentials": lambda: AWSCredentials(access_key=access_key, secret_key=secret_key, session_token=token)
        },
        "object": {"credentials": frozen(*keys)},
    }

    with pytest.raises(ConfigurationError) as caught:
        call("ClaudeBedrock", **REGION, **given[form])

    assert "evil" not in str(caught.value)


def test_empty_key_of_a_function_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="secret_key is empty"):
        call("ClaudeBedrock", **REGION, credentials=lambda: AWSCredentials(access_key="A", secret_key=""))


def test_error_of_keys_that_cannot_be_frozen_is_the_cause_of_ours() -> None:
    """botocore raises its own errors there, such as that of an SSO session that has ended."""

    class Ended:
        def get_frozen_credentials(self) -> Any:
            raise RuntimeError("the session has ended")

    with pytest.raises(MissingCredentials) as caught:
        call("ClaudeBedrock", **REGION, credentials=Ended())

    assert isinstance(caught.value.__cause__, RuntimeError)


@pytest.mark.parametrize(
    "arguments",
    [
        {"guardrail": "an-id"},
        {"guardrail": ("an-id",)},
        {"guardrail": ("an-id", 1)},
        {"guardrail": ("an-id", "1\n")},
        {"guardrail": ("", "1")},
        {"request_metadata": ["a"]},
        {"request_metadata": {"a": object()}},
        {"request_metadata": {1: "a"}},
        {"request_metadata": {"a": "é"}},
        {"request_metadata": {"a": "x" * 8500}},
        {"endpoint": ["invoke"]},
        {"endpoint": "other"},
        {"use_fips": "false"},
        {"use_dualstack": 1},
        {"latency": ["standard"]},
        {"service_tier": "fast"},
        {"trace": True},
        {"region": "US-EAST-1"},
        {"region": b"us-east-1"},
        {"api_key": "key-of-a-test", "credentials": frozen("A", "s", None)},
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_option_of_bedrock_is_refused_at_construction(arguments: dict[str, Any]) -> None:
    keys = {} if "api_key" in arguments else KEYS

    make: Any = claudewire.ClaudeBedrock
    with pytest.raises(ConfigurationError):
        make(**{**REGION, **keys, **arguments})


@pytest.mark.parametrize(
    ("surface", "arguments"),
    [
        ("P1", {"skip_auth": "false"}),
        ("P4", {"workspace_id": "w\r\nx: y"}),
        ("P4", {"workspace_id": 5}),
        ("P5", {"quota_project": "q\r\nx: y"}),
        ("P5", {"quota_project": "projekt-ä"}),
        ("P5", {"project": "a\nb"}),
        ("P5", {"project": "\udc80"}),
        ("P5", {"access_token": None, "credentials": "a token"}),
        ("P5", {"access_token": None, "credentials": object()}),
        ("P5", {"access_token": "token-of-a-test\n"}),
        ("P6", {"workspace_id": "\x00"}),
        ("P6", {"token_provider": b"token"}),
        ("P7", {"api_key": "key-of-a-test\n"}),
        ("P7", {"api_key": None, "credential": object()}),
        ("P7", {"api_key": None, "credential": type("C", (), {"get_token": None})()}),
        ("P7", {"api_key": None, "token_provider": "token"}),
        ("P7", {"api_key": None, "credential": type("C", (), {"get_token": print})(), "scope": 5}),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_argument_of_a_cloud_is_refused_at_construction(surface: str, arguments: dict[str, Any]) -> None:
    name, others = SURFACES[surface]

    with pytest.raises(ConfigurationError) as caught:
        getattr(claudewire, name)(**{**others, **arguments})

    assert "of-a-test" not in str(caught.value)


@pytest.mark.parametrize("surface", ["P1", "P2", "P5", "P7"])
@pytest.mark.parametrize("model", ["\ud800", "a\x00b", "a\nb"], ids=["surrogate", "null", "line break"])
def test_model_that_cannot_be_written_is_refused(surface: str, model: str) -> None:
    name, arguments = SURFACES[surface]

    def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"message": "no such model"})

    with pytest.raises(ClaudeError):
        cloud_client(name, respond, **arguments).messages.create(**{**HELLO, "model": model})


@pytest.mark.parametrize(
    "token",
    [None, "token", type("T", (), {"token": "t"})(), type("T", (), {"token": "t", "expires_on": "soon"})()],
    ids=["None", "str", "no expiry", "no number"],
)
def test_result_of_an_azure_credential_that_is_not_a_token_is_refused(token: Any) -> None:
    credential = type("Credential", (), {"get_token": lambda *_: token})()

    with pytest.raises(ConfigurationError, match="token and expires_on"):
        foundry(credential=credential).messages.create(**HELLO)


@pytest.mark.parametrize("quota", ["q\nx: y", "projekt-ä"], ids=["line break", "letter"])
def test_project_of_credentials_that_cannot_be_in_a_header_is_refused(quota: str) -> None:
    with pytest.raises(ConfigurationError, match="quota_project_id"):
        call("ClaudeVertex", credentials=GoogleCredentials(quota=quota), **VERTEX)


@pytest.mark.parametrize(
    "make",
    [
        lambda: claudewire.connect(5),  # type: ignore[arg-type]
        lambda: claudewire.Claude(api_key="key-of-a-test").or_else("https://example.com"),  # type: ignore[arg-type]
        lambda: claudewire.Claude(api_key="key-of-a-test\n"),
        lambda: claudewire.Claude(auth_token=" token-of-a-test"),
    ],
    ids=["connect", "or_else", "api_key", "auth_token"],
)
def test_value_of_another_kind_is_a_configuration_error(make: Callable[[], Any]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make()

    assert "of-a-test" not in str(caught.value)
