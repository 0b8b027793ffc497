"""The local server as another platform: our clients against it, with signatures that are really checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import claudewire
from claudewire.testing import LocalServer, Settings
from tests.support.clouds import KEYS, SURFACES

NAMES = {
    "P1": "bedrock",
    "P2": "bedrock-messages",
    "P3": "bedrock-mantle",
    "P4": "aws",
    "P5": "vertex",
    "P6": "google-cloud",
    "P7": "foundry",
}
#: What follows the address in a base URL.
SUFFIXES = {"P2": "/anthropic", "P3": "/anthropic", "P5": "/v1", "P7": "/anthropic"}
HELLO: dict[str, Any] = {
    "model": "claude-haiku-4-5-20251001",
    "max_tokens": 50,
    "messages": [{"role": "user", "content": "Hello"}],
}


def client_of(surface: str, url: str, **more: Any) -> Any:
    name, arguments = SURFACES[surface]
    arguments = {key: value for key, value in arguments.items() if key != "resource"}
    return getattr(claudewire, name)(base_url=url + SUFFIXES.get(surface, ""), max_retries=0, **{**arguments, **more})


@pytest.mark.parametrize("surface", SURFACES)
def test_client_of_a_platform_talks_to_the_local_server(surface: str) -> None:
    with LocalServer(Settings(platform=NAMES[surface])) as server, client_of(surface, server.url) as client:
        message = client.messages.create(**HELLO)
        with client.messages.stream(**HELLO) as stream:
            streamed = stream.get_final_message()
        tokens = client.messages.count_tokens(model=HELLO["model"], messages=HELLO["messages"])

    assert message.content[0].text
    assert streamed.content[0].text
    assert tokens.input_tokens > 0


@pytest.mark.parametrize("surface", ["P1", "P7"])
def test_response_of_a_platform_can_be_late(surface: str) -> None:
    settings = Settings(platform=NAMES[surface], latency=0.001)
    with LocalServer(settings) as server, client_of(surface, server.url) as client:
        server.reply("Late.", delay=0.001, times=None)
        server.fault("slow", seconds=0.001, times=1)

        assert client.messages.create(**HELLO, timeout=5).content[0].text == "Late."
        with client.messages.stream(**HELLO, timeout=5) as stream:
            assert stream.get_final_text() == "Late."


def test_server_of_a_platform_stops_while_a_client_waits_for_it() -> None:
    with LocalServer(Settings(platform="foundry")) as server, client_of("P7", server.url) as client:
        server.fault("hang")
        with pytest.raises(claudewire.APITimeoutError):
            client.messages.create(**HELLO, timeout=0.05)


def test_wrong_secret_is_refused() -> None:
    with (
        LocalServer(Settings(platform="bedrock")) as server,
        client_of("P1", server.url, secret_key="wrong") as client,
        pytest.raises(claudewire.AuthenticationError, match="does not match"),
    ):
        client.messages.create(**HELLO)


def test_clock_of_the_server_repairs_an_expired_signature() -> None:
    with LocalServer(Settings(platform="bedrock")) as server, client_of("P1", server.url) as client:
        client.platform.auth.source.clock_offset = -3600.0

        assert client.messages.create(**HELLO).content[0].text


#: Surface, status of the fault and its type → class, code, status that the client sees.
ERRORS: list[tuple[str, int, str | None, str, str | None, int]] = [
    ("P1", 400, None, "BadRequestError", "ValidationException", 400),
    ("P1", 400, "rate_limit_error", "RateLimitError", "ThrottlingException", 400),
    ("P1", 429, None, "RateLimitError", "ThrottlingException", 429),
    ("P1", 503, "rate_limit_error", "ServiceUnavailableError", "ServiceUnavailableException", 503),
    ("P1", 500, None, "InternalServerError", "InternalServerException", 500),
    ("P1", 529, None, "ServiceUnavailableError", "ServiceUnavailableException", 503),
    ("P2", 429, None, "RateLimitError", "ThrottlingException", 429),
    ("P2", 400, None, "BadRequestError", None, 400),
    ("P3", 403, None, "PermissionDeniedError", "AccessDeniedException", 403),
    ("P3", 429, None, "RateLimitError", "ThrottlingException", 429),
    ("P3", 500, None, "InternalServerError", "InternalServerException", 500),
    ("P3", 400, None, "BadRequestError", None, 400),
    ("P4", 429, None, "RateLimitError", None, 429),
    ("P5", 429, None, "RateLimitError", "RESOURCE_EXHAUSTED", 429),
    ("P5", 400, None, "BadRequestError", "INVALID_ARGUMENT", 400),
    ("P6", 429, None, "RateLimitError", None, 429),
    ("P7", 404, None, "NotFoundError", "DeploymentNotFound", 404),
    ("P7", 403, None, "PermissionDeniedError", "PermissionDenied", 403),
    ("P7", 429, None, "RateLimitError", "429", 429),
    ("P7", 500, None, "InternalServerError", "500", 500),
    ("P7", 400, None, "BadRequestError", None, 400),
]


@pytest.mark.parametrize(("surface", "status", "kind", "cls", "code", "seen"), ERRORS)
def test_error_has_the_form_of_the_platform(
    surface: str, status: int, kind: str | None, cls: str, code: str | None, seen: int
) -> None:
    with LocalServer(Settings(platform=NAMES[surface])) as server, client_of(surface, server.url) as client:
        server.fault("status", status=status, type=kind)
        with pytest.raises(claudewire.APIStatusError) as caught:
            client.messages.create(**HELLO)

    assert (type(caught.value).__name__, caught.value.error_code, caught.value.status_code) == (cls, code, seen)
    assert caught.value.request_id


@pytest.mark.parametrize("surface", [surface for surface in SURFACES if surface not in ("P1", "P2", "P3", "P4")])
def test_expired_token_has_the_form_of_the_platform(surface: str) -> None:
    with LocalServer(Settings(platform=NAMES[surface])) as server, client_of(surface, server.url) as client:
        server.fault("expired_token", times=1)
        with pytest.raises(claudewire.AuthenticationError) as caught:
            client.messages.create(**HELLO)

        assert caught.value.status_code == 401
        assert client.messages.create(**HELLO).content[0].text


@pytest.mark.parametrize("surface", ["P1", "P2", "P3", "P4"])
def test_expired_keys_of_amazon_are_loaded_again(surface: str) -> None:
    loads: list[int] = []

    def keys() -> claudewire.AWSCredentials:
        loads.append(1)
        return claudewire.AWSCredentials(**KEYS)

    with LocalServer(Settings(platform=NAMES[surface])) as server:
        server.fault("expired_token", times=1)
        with client_of(surface, server.url, access_key=None, secret_key=None, credentials=keys) as client:
            assert client.messages.create(**HELLO).content[0].text

    assert len(loads) == 2


@pytest.mark.parametrize("surface", ["P1", "P2", "P3", "P4"])
def test_expired_signature_is_repaired_with_the_clock_of_the_server(surface: str) -> None:
    with LocalServer(Settings(platform=NAMES[surface])) as server, client_of(surface, server.url) as client:
        server.fault("expired_signature", times=1)
        message = client.messages.create(**HELLO)
        client.messages.create(**HELLO)

        assert message._response.attempts == 2
        assert len(server.requests) == 3


def test_signature_is_judged_by_the_clock_that_the_server_was_set_to() -> None:
    with LocalServer(Settings(platform="bedrock")) as server, client_of("P1", server.url) as client:
        server.advance(7200)

        assert client.messages.create(**HELLO)._response.attempts == 2


#: What goes wrong in a stream → the class of the error, and its code on Bedrock.
BROKEN: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("bad_checksum", {}, "StreamDataInvalid", None),
    ("bad_json", {}, "StreamDataInvalid", None),
    ("cut_frame", {}, "StreamTruncated", None),
    ("cut", {}, "StreamTruncated", None),
    ("stream_error", {"type": "rate_limit_error"}, "RateLimitError", "throttlingException"),
    ("stream_error", {"type": "overloaded_error"}, "OverloadedError", "serviceUnavailableException"),
    ("stream_error", {"type": "invalid_request_error"}, "BadRequestError", "validationException"),
    ("stream_error", {"type": "api_error"}, "InternalServerError", "internalServerException"),
]


@pytest.fixture(scope="module", params=["P1", "P5", "P7"])
def broken(request: pytest.FixtureRequest) -> Iterator[tuple[str, LocalServer]]:
    """One server of a platform for all of these tests: starting one takes a quarter of a second."""
    with LocalServer(Settings(platform=NAMES[request.param])) as server:
        yield request.param, server


@pytest.mark.parametrize(("fault", "options", "cls", "code"), BROKEN)
@pytest.mark.parametrize("how", ["fault", "script"])
def test_stream_breaks_in_the_form_of_the_platform(
    broken: tuple[str, LocalServer], how: str, fault: str, options: dict[str, Any], cls: str, code: str | None
) -> None:
    surface, server = broken
    server.reset()
    with client_of(surface, server.url) as client:
        if how == "fault":
            server.fault(fault, after_events=4, **options)
        else:
            text = ";".join([fault, "after_events=4", *(f"{name}={value}" for name, value in options.items())])
            server.script([{"text": "A long enough text for four events.", "fault": text}])
        with (
            pytest.raises(claudewire.APIError) as caught,
            client.messages.stream(**HELLO) as stream,
        ):
            stream.get_final_message()

    error: Any = caught.value
    expected = "ServiceUnavailableError" if (surface, cls) == ("P1", "OverloadedError") else cls
    assert (type(error).__name__, getattr(error, "error_code", None)) == (expected, code if surface == "P1" else None)
    assert error.partial_message.content[0].text


def test_upload_of_binary_bytes_is_signed_over_its_form() -> None:
    """Vector 47: the local server checks the signature over the bytes of the multipart body."""
    data = bytes(range(256)) * 8
    with LocalServer(Settings(platform="aws")) as server, client_of("P4", server.url) as client:
        file = client.files.upload(file=("data.bin", data, "application/octet-stream"))

        assert [found.id for found in client.files.list(limit=3)] == [file.id]
        assert file.size_bytes == len(data)


#: A beta value that the platform refuses; one that it knows.
BETAS = {
    "P1": ("files-api-2025-04-14", "context-management-2025-06-27"),
    "P2": ("skills-2025-10-02", "context-management-2025-06-27"),
    "P3": ("code-execution-2025-08-25", "context-management-2025-06-27"),
    "P5": ("effort-2025-11-24", "context-management-2025-06-27"),
    "P7": ("fast-mode-2026-02-01", "files-api-2025-04-14"),
}


@pytest.mark.parametrize("surface", BETAS)
def test_beta_that_the_platform_refuses_fails_the_whole_request(surface: str) -> None:
    refused, known = BETAS[surface]
    with LocalServer(Settings(platform=NAMES[surface])) as server, client_of(surface, server.url) as client:
        assert client.messages.create(**HELLO, betas=[known]).content
        with pytest.raises(claudewire.BadRequestError, match=r"beta") as caught:
            client.messages.create(**HELLO, betas=[known, refused])

    assert caught.value.error_type == "invalid_request_error"
    assert refused in str(caught.value)


@pytest.mark.parametrize("surface", ["P4", "P6"])
def test_platform_with_the_whole_claude_api_takes_its_betas(surface: str) -> None:
    with LocalServer(Settings(platform=NAMES[surface])) as server, client_of(surface, server.url) as client:
        assert client.messages.create(**HELLO, betas=["files-api-2025-04-14", "skills-2025-10-02"]).content


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("invoke", {"anthropic_beta": "one"}), ("invoke", {"anthropic_beta": [1]}), ("invoke", []), ("count-tokens", {}),
        ("count-tokens", {"input": []}), ("count-tokens", {"input": {"invokeModel": {"body": "no base64!"}}}),
    ],
    ids=["text", "number", "list", "no input", "other input", "other body"],
)  # fmt: skip
def test_malformed_request_is_refused_in_the_form_of_bedrock(path: str, body: Any) -> None:
    with LocalServer(Settings(platform="bedrock")) as server:
        response = httpx.post(
            f"{server.url}/model/anthropic.claude-sonnet-5/{path}", json=body, headers={"authorization": "Bearer key"}
        )

    assert response.status_code == 400
    assert response.headers["x-amzn-errortype"].startswith("ValidationException:")


def test_signature_for_another_service_is_refused() -> None:
    """P3 is signed for `bedrock-mantle`, and P2 for `bedrock`."""
    with (
        LocalServer(Settings(platform="bedrock-messages")) as server,
        client_of("P3", server.url) as client,
        pytest.raises(claudewire.AuthenticationError, match="correct service: 'bedrock'"),
    ):
        client.messages.create(**HELLO)
