"""Requests of every platform, by the numbered vectors of tests/vectors/platforms.json."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

import claudewire
from claudewire import RequestTooLargeError
from tests.support.clouds import MESSAGE, SURFACES, cloud_client, frames, message_events, run
from tests.support.clouds import chunk as chunk_of

DATA = json.loads((Path(__file__).parents[2] / "vectors/platforms.json").read_text("utf-8"))
VECTORS = DATA["vectors"]


def name_of(vector: dict[str, Any]) -> str:
    return f"{vector['n']} {vector.get('name', vector['class'])}"


def answer(request: httpx.Request) -> httpx.Response:
    url = str(request.url)
    if url.endswith("count-tokens"):
        return httpx.Response(200, json={"inputTokens": 18})
    if "count-tokens:" in url or url.endswith("count_tokens"):
        return httpx.Response(200, json={"input_tokens": 18})
    if url.endswith("invoke-with-response-stream"):
        return frames(b"".join(map(chunk_of, message_events())))
    if "streamRawPredict" in url or b'"stream":true' in request.content:
        events = "".join(f"event: {e['type']}\ndata: {json.dumps(e)}\n\n" for e in message_events())
        return httpx.Response(200, text=events, headers={"content-type": "text/event-stream"})
    return httpx.Response(200, json=MESSAGE if request.method == "POST" else {"data": [], "has_more": False})


def arguments_of(call: dict[str, Any]) -> dict[str, Any]:
    arguments = {**DATA["defaults"], **call}
    if (size := arguments.pop("big", None)) is not None:
        arguments["system"] = "x" * size
    return arguments


def use(client: Any, call: dict[str, Any]) -> Any:
    """Make the call of a vector on a sync client."""
    arguments = dict(call)
    resource = client.beta if arguments.pop("beta", False) else client
    if (operation := arguments.pop("operation", None)) is not None:
        for part in operation.split("."):
            resource = getattr(resource, part)
        return resource(**arguments)
    arguments = arguments_of(arguments)
    if arguments.pop("count", False):
        arguments.pop("max_tokens")
        return resource.messages.count_tokens(**arguments)
    arguments.pop("no_answer", None)
    result = resource.messages.create(**arguments)
    return list(result) if arguments.get("stream") else result


@pytest.mark.parametrize("vector", VECTORS, ids=name_of)
def test_request_is_that_of_the_vector(vector: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in vector.get("env", {}).items():
        monkeypatch.setenv(name, value)
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answer(request)

    def make_and_use() -> None:
        client = cloud_client(vector["class"], respond, **vector["client"])
        if "copy" in vector:
            client = client.with_options(**vector["copy"])
        if "call" in vector:
            use(client, vector["call"])

    if "refused" in vector:
        with pytest.raises(getattr(claudewire, vector["refused"]), match=vector.get("message")):
            make_and_use()
        assert requests == []
        return
    make_and_use()
    (request,) = requests
    check(request, vector["expect"])


def check(request: httpx.Request, expect: dict[str, Any]) -> None:
    url, headers = str(request.url), request.headers
    body = json.loads(request.content) if request.content else {}
    assert url == expect.get("url", url)
    assert url.endswith(expect.get("url_ends", ""))
    assert body == expect.get("body", body)
    assert {name: body.get(name) for name in expect.get("fields", {})} == expect.get("fields", {})
    assert {name: headers.get(name) for name in expect.get("has", {})} == expect.get("has", {})
    assert [name for name in expect.get("lacks", []) if name in headers] == []
    assert expect.get("auth", "") in headers.get("authorization", "")
    if "beta_header" in expect:
        assert headers["anthropic-beta"].split(",") == expect["beta_header"]
    if "inner" in expect:
        assert json.loads(base64.b64decode(body["input"]["invokeModel"]["body"])) == expect["inner"]
    for text in expect.get("never", []):
        assert text not in f"{url} {dict(headers)} {request.content!r}"


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_async_client_sends_the_bytes_of_the_sync_client(
    surface: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vector 106."""
    name, arguments = SURFACES[surface]
    monkeypatch.setattr("claudewire.platforms.amazon.credentials.time.time", lambda: 1767322800.0)
    monkeypatch.setattr("claudewire._call.requests.request.os.urandom", bytes)
    sent: list[tuple[str, Any, bytes]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        headers = {k: v for k, v in request.headers.items() if k != "user-agent"}
        sent.append((str(request.url), headers, request.content))
        return answer(request)

    call = arguments_of({"model": "claude-haiku-4-5-20251001"})
    expected = cloud_client(name, respond, **arguments).messages.create(**call)

    async def steps() -> Any:
        async with cloud_client(f"Async{name}", respond, **arguments) as client:
            return await client.messages.create(**call)

    assert run(library, steps).to_dict() == expected.to_dict() == MESSAGE
    assert sent[0] == sent[1]


def test_count_tokens_of_bedrock_has_the_shape_of_the_claude_api() -> None:
    client = cloud_client("ClaudeBedrock", answer, **SURFACES["P1"][1])
    call = {"model": "anthropic.claude-sonnet-4-20250514-v1:0", "messages": DATA["defaults"]["messages"]}

    assert client.messages.count_tokens(**call).to_dict() == {"input_tokens": 18}
    assert client.messages.with_raw_response.count_tokens(**call).parse().input_tokens == 18


def test_long_request_without_stream_returns_one_message() -> None:
    for surface in ("P1", "P5"):
        name, arguments = SURFACES[surface]
        message = cloud_client(name, answer, **arguments).messages.create(
            **arguments_of({"model": "m", "max_tokens": 100_000})
        )
        assert message.content[0].text == "hi"


def test_region_of_the_profile_is_used_on_every_surface_of_amazon(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("[default]\nregion = eu-west-3\n[profile dev]\nregion = us-west-2\n")
    for name, more in (
        ("ClaudeBedrock", {}),
        ("ClaudeBedrock", {"endpoint": "mantle"}),
        ("ClaudeOnAWS", {"workspace_id": "w"}),
    ):
        assert cloud_client(name, answer, profile="dev", **more).region == "us-west-2"
        assert cloud_client(name, answer, **more).region == "eu-west-3"


def test_organization_routes_of_google_cloud_leave_the_workspace() -> None:
    from claudewire._platform import Draft
    from claudewire._secrets import RedactedHeaders
    from claudewire.platforms.google.platform import google_cloud
    from claudewire_api._call import Call, Operation

    platform, url = google_cloud(project="p", workspace_id="w", token_provider="t")
    found = []
    for path in ("/v1/organizations/me", "/v1/user_profiles", "/v1/user_profiles/x", "/v1/user_profiles_x"):
        call: Any = Call(operation=Operation(id="x", method="GET", path=path), path=path, decode=dict)
        draft = Draft(
            call=call,
            api_version="",
            base_url=url,
            path=path,
            query=(),
            headers=RedactedHeaders(),
            body=None,
            betas=(),
            derived_betas=frozenset(),
            limit=None,
        )
        platform.rewrite(draft)
        found.append(draft.path.removeprefix("/v1/projects/p/locations/global/"))

    assert found == [
        "claudeOrganization/invoke/v1/organizations/me",
        "claudeOrganization/invoke/v1/user_profiles",
        "claudeOrganization/invoke/v1/user_profiles/x",
        "workspaces/w/invoke/v1/user_profiles_x",
    ]


def test_unknown_argument_of_a_client_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="auth_token"):
        cloud_client("ClaudeOnGoogleCloud", answer, project="p", workspace_id="w", auth_token="t")


def test_upload_is_signed_over_its_bytes() -> None:
    from hashlib import sha256

    from claudewire.platforms.amazon.sigv4 import canonical_request

    seen: list[tuple[str, str]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        signed = request.headers["authorization"].partition("SignedHeaders=")[2].partition(",")[0].split(";")
        digest = sha256(request.read()).hexdigest()
        text, _ = canonical_request(request.method, str(request.url), [(n, request.headers[n]) for n in signed], digest)
        from claudewire.platforms.amazon.sigv4 import Signer

        signer = Signer(region="us-east-1", service="aws-external-anthropic")
        import hmac

        key = signer.key(SURFACES["P4"][1]["secret_key"], request.headers["x-amz-date"][:8])
        signature = hmac.digest(
            key, signer.string_to_sign(text, request.headers["x-amz-date"]).encode(), "sha256"
        ).hex()
        seen.append((signature, request.headers["authorization"].rpartition("=")[2]))
        return httpx.Response(
            200,
            json={
                "id": "file_1",
                "type": "file",
                "filename": "a",
                "mime_type": "b",
                "size_bytes": 3,
                "created_at": "2026-01-01T00:00:00Z",
                "data": [],
                "has_more": False,
            },
        )

    client = cloud_client("ClaudeOnAWS", respond, **SURFACES["P4"][1])
    client.files.upload(file=("a.bin", b"\x00\xff\x01" * 1000))
    client.files.list(limit=3, after_id="a b")

    assert all(ours == sent for ours, sent in seen)
    assert len(seen) == 2


def test_body_over_the_limit_of_bedrock_is_refused() -> None:
    client = cloud_client("ClaudeBedrock", answer, **SURFACES["P1"][1])
    with pytest.raises(RequestTooLargeError, match="25,000,000"):
        client.messages.create(**arguments_of({"model": "m", "system": "x" * 25_000_000}))


def test_supports_says_what_a_platform_has() -> None:
    has = {
        surface: cloud_client(name, answer, **arguments).platform.supports
        for surface, (name, arguments) in SURFACES.items()
    }

    assert [surface for surface in SURFACES if has[surface]("batches")] == ["P4", "P6"]
    assert [surface for surface in SURFACES if has[surface]("files")] == ["P4", "P6", "P7"]
    assert all(
        has[surface](feature) for surface in SURFACES for feature in ("messages.create", "count_tokens", "messages")
    )
    assert not has["P1"]("web_search")
    assert has["P5"]("web_search")
    assert not has["P5"]("structured-outputs-2025-11-13")
    assert claudewire.Claude(api_key="k").platform.supports("batches")
