"""Keys and clocks of Amazon."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

import claudewire
from claudewire import AuthenticationError, AWSCredentials, MissingCredentials
from tests.support.cloud_credentials import REGION, Keys, ok
from tests.support.clouds import HELLO, KEYS, SURFACES, cloud_client, run


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_concurrent_calls_load_the_keys_of_aws_once(library: str) -> None:
    keys = Keys(0.05)

    async def steps() -> None:
        async with (
            cloud_client("AsyncClaudeBedrock", ok, credentials=keys, **REGION) as client,
            anyio.create_task_group() as tasks,
        ):
            for _ in range(50):
                tasks.start_soon(lambda: client.messages.create(**HELLO))

    run(library, steps)

    assert keys.count == 1


def skew(request: httpx.Request, name: str = "InvalidSignatureException") -> httpx.Response:
    headers = {"x-amzn-errortype": name, "date": format_datetime(datetime.now(UTC) + timedelta(hours=1))}
    return httpx.Response(403, json={"message": "Signature not yet current"}, headers=headers)


def test_wrong_clock_is_corrected_once_and_kept() -> None:
    """Vector 49."""
    dates: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        dates.append(request.headers["x-amz-date"])
        return skew(request) if len(dates) == 1 else ok(request)

    client = cloud_client("ClaudeBedrock", respond, **SURFACES["P1"][1])

    client.messages.create(**HELLO)
    client.with_options(max_retries=1).messages.create(**HELLO)

    moments = [datetime.strptime(date, "%Y%m%dT%H%M%SZ") for date in dates]
    assert [round((moment - moments[0]).total_seconds() / 3600) for moment in moments] == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Signature expired: 20250325T235114Z is now earlier than 20250521T030314Z (20250521T030814Z - 5 min.)",
            "20250521T0308",
        ),
        (
            "Signature not yet current: 20990325T235114Z is still later than 20250521T031314Z (20250521T030814Z + 5 min.)",
            "20250521T0308",
        ),
        ("Signature expired: 20250325T235114Z is now earlier than 20250521T030314Z", "20250521T0303"),
    ],
)
def test_clock_of_the_message_wins(text: str, expected: str) -> None:
    """The time of the server stands in brackets: the other one is the oldest that it takes."""
    dates: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        dates.append(request.headers["x-amz-date"])
        headers = {"x-amzn-errortype": "InvalidSignatureException", "date": "Thu, 01 Jan 2099 00:00:00 GMT"}
        return httpx.Response(403, json={"message": text}, headers=headers) if len(dates) == 1 else ok(request)

    cloud_client("ClaudeBedrock", respond, **SURFACES["P1"][1]).messages.create(**HELLO)

    assert dates[1].startswith(expected)


def test_wrong_signature_with_the_right_clock_is_an_error_at_once() -> None:
    count: list[int] = []

    def respond(_: httpx.Request) -> httpx.Response:
        count.append(1)
        headers = {"x-amzn-errortype": "InvalidSignatureException", "date": format_datetime(datetime.now(UTC))}
        return httpx.Response(403, json={"message": "no"}, headers=headers)

    with pytest.raises(AuthenticationError):
        cloud_client("ClaudeBedrock", respond, **SURFACES["P1"][1], max_retries=2).messages.create(**HELLO)
    assert count == [1]


@pytest.mark.parametrize("fixed", [False, True])
def test_expired_keys_are_loaded_again_unless_they_are_fixed(fixed: bool) -> None:
    """Vector 50."""
    keys, count = Keys(), []

    def respond(request: httpx.Request) -> httpx.Response:
        count.append(request.headers.get("x-amz-security-token"))
        if len(count) == 1:
            headers = {"x-amzn-errortype": "ExpiredTokenException"}
            return httpx.Response(403, json={"message": "expired"}, headers=headers)
        return ok(request)

    client = cloud_client("ClaudeBedrock", respond, **REGION, **(KEYS if fixed else {"credentials": keys}))
    if fixed:
        with pytest.raises(AuthenticationError):
            client.messages.create(**HELLO)
        assert len(count) == 1
        return
    client.messages.create(**HELLO)

    assert count == ["t1", "t2"]


def test_each_attempt_is_signed_when_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vector 48."""
    clock = iter([1767322800.0 + n for n in range(100)])
    monkeypatch.setattr("claudewire.platforms.amazon.credentials.time.time", lambda: next(clock))
    seen: list[tuple[str, str]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append((request.headers["x-amz-date"], request.headers["authorization"][-64:]))
        return httpx.Response(500, json={"message": "m"}) if len(seen) == 1 else ok(request)

    policy = claudewire.RetryPolicy(initial_delay=0.0)
    arguments = {**SURFACES["P1"][1], "retry": policy, "max_retries": 1}
    cloud_client("ClaudeBedrock", respond, **arguments).messages.create(**HELLO)

    assert len(set(seen)) == len({date for date, _ in seen}) == 2


def test_chain_of_botocore_reads_a_profile_and_sees_a_change_on_disk(tmp_path: Path) -> None:
    """Vector 27."""
    file = tmp_path / "credentials"

    def write(key: str) -> None:
        file.write_text(f"[dev]\naws_access_key_id = {key}\naws_secret_access_key = {'s' * 40}\n")

    write("AKIDOLD")
    seen: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"].partition("Credential=")[2].partition("/")[0])
        if len(seen) == 2:
            write("AKIDNEW")
            headers = {"x-amzn-errortype": "ExpiredTokenException"}
            return httpx.Response(403, json={"message": "expired"}, headers=headers)
        return ok(request)

    client = cloud_client("ClaudeBedrock", respond, profile="dev", **REGION)
    client.messages.create(**HELLO)
    client.messages.create(**HELLO)

    assert seen == ["AKIDOLD", "AKIDOLD", "AKIDNEW"]


def test_credentials_may_come_from_a_function() -> None:
    seen: list[str] = []
    client = cloud_client(
        "ClaudeBedrock",
        lambda r: (seen.append(r.headers["authorization"]), ok(r))[1],
        credentials=lambda: AWSCredentials(access_key="AKIDFUNCTION", secret_key="s" * 40),
        **REGION,
    )

    client.messages.create(**HELLO)

    assert "AKIDFUNCTION" in seen[0]


def test_error_of_a_function_for_keys_is_the_cause_of_ours() -> None:
    def fail() -> Any:
        raise StopIteration

    client = cloud_client("ClaudeBedrock", ok, credentials=fail, **REGION)
    with pytest.raises(MissingCredentials, match="StopIteration"):
        client.messages.create(**HELLO)

    other = cloud_client("AsyncClaudeBedrock", ok, credentials=fail, **REGION)
    with pytest.raises(MissingCredentials, match="StopIteration"):
        anyio.run(lambda: other.messages.create(**HELLO))


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_expired_keys_of_many_tasks_are_loaded_again_once(library: str) -> None:
    """Vector 51. 50 calls that are all refused share one new load, and the event loop runs meanwhile: the load waits for it."""
    waiting, ran = threading.Event(), threading.Event()

    class SlowKeys(Keys):
        def get_frozen_credentials(self) -> Any:
            if self.count:
                waiting.set()
                assert ran.wait(10)
            return super().get_frozen_credentials()

    keys = SlowKeys()

    def respond(request: httpx.Request) -> httpx.Response:
        if request.headers["x-amz-security-token"] == "t1":
            headers = {"x-amzn-errortype": "ExpiredTokenException"}
            return httpx.Response(403, json={"message": "expired"}, headers=headers)
        return ok(request)

    async def tick() -> None:
        while not waiting.is_set():
            await anyio.sleep(0.001)
        ran.set()

    async def steps() -> None:
        async with (
            cloud_client("AsyncClaudeBedrock", respond, credentials=keys, **REGION) as client,
            anyio.create_task_group() as tasks,
        ):
            tasks.start_soon(tick)
            for _ in range(50):
                tasks.start_soon(lambda: client.messages.create(**HELLO))

    run(library, steps)

    assert keys.count == 2


def test_short_term_key_is_the_presigned_url_in_base64() -> None:
    from base64 import b64decode

    from claudewire.platforms.amazon.sigv4 import short_term_key

    key = short_term_key(AWSCredentials(**KEYS), region="us-west-2", timestamp="20260102T030405Z", seconds=3600)
    text = b64decode(key.removeprefix("bedrock-api-key-")).decode()

    assert text.startswith("bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256")
    assert text.endswith("&Version=1")
    assert "X-Amz-Expires=3600" in text
