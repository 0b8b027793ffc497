"""Deliveries of webhooks: which are taken, which are refused and why, and what they become. H-1 to H-5 are the acceptance cases."""

from __future__ import annotations

import base64
import copy
import json
import pickle
import random
from datetime import UTC, datetime
from email.message import Message as HeaderMessage
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
import standardwebhooks
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers as StarletteHeaders
from werkzeug.datastructures import EnvironHeaders

import claudewire
from claudewire import AsyncClaude, Claude, ConfigurationError, webhooks
from claudewire._secrets import Secret
from claudewire.webhooks.samples import event_types, sample_event
from claudewire_api import models

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "webhooks.json").read_text("utf-8"))["cases"]
SECRET = "whsec_bm90LWEtcmVhbC1zZWNyZXQtMDAwMDE="
OTHER = "whsec_YW5vdGhlci1zZWNyZXQtdGhhdC1pcy1ub25l"
NOW = 1_773_568_800.0
EVENT = sample_event("session.status_idled", event_id="whe_1", created_at="2026-03-15T10:00:00Z")
BODY = json.dumps(EVENT).encode()


def clock() -> float:
    return NOW


def signed(body: Any = BODY, secret: Any = SECRET, at: float = NOW) -> dict[str, str]:
    return webhooks.sign(body, secret, delivery_id="msg_1", timestamp=at)


def refusal(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(webhooks.WebhookInvalid) as caught:
        webhooks.unwrap(*args, **{"now": clock, **kwargs})
    return caught.value.reason


# H-1: the signature


@pytest.mark.parametrize("case", VECTORS, ids=[f"{case['id']} {case['name']}" for case in VECTORS])
def test_published_signatures_are_made_and_accepted(case: dict[str, Any]) -> None:
    """H-1."""
    headers = webhooks.sign(case["body"], case["secret"], delivery_id=case["delivery_id"], timestamp=case["timestamp"])

    assert headers["webhook-signature"] == case["signature"]
    found = webhooks.verify(case["body"].encode(), headers, case["secret"], now=lambda: case["timestamp"])
    assert found == case["delivery_id"]


@pytest.mark.parametrize("case", VECTORS, ids=[f"{case['id']} {case['name']}" for case in VECTORS])
def test_one_changed_byte_is_refused(case: dict[str, Any]) -> None:
    """H-1, for every byte of the body and every part of the headers."""
    now = float(case["timestamp"])
    headers = {
        "webhook-id": case["delivery_id"],
        "webhook-timestamp": str(case["timestamp"]),
        "webhook-signature": case["signature"],
    }
    body = case["body"].encode()
    changed = [(body[:n] + bytes([body[n] ^ 1]) + body[n + 1 :], headers) for n in range(len(body))]
    changed += [(body + b" ", headers), (body, {**headers, "webhook-id": case["delivery_id"] + "x"})]
    changed += [(body, {**headers, "webhook-timestamp": str(case["timestamp"] + 1)})]
    changed += [(body, {**headers, "webhook-signature": case["signature"].swapcase().replace("V1,", "v1,")})]
    for wrong_body, wrong_headers in changed:
        with pytest.raises(webhooks.WebhookInvalid) as caught:
            webhooks.verify(wrong_body, wrong_headers, case["secret"], now=lambda: now)
        assert caught.value.reason == "signature"


@given(body=st.text(), key=st.binary(min_size=1, max_size=64), delivery_id=st.text("abcXYZ019_-.", min_size=1))
@settings(deadline=None, max_examples=60)
def test_peer_accepts_what_sign_makes_and_the_other_way_round(body: str, key: bytes, delivery_id: str) -> None:
    secret = "whsec_" + base64.b64encode(key).decode()
    peer = standardwebhooks.Webhook(secret)

    ours = webhooks.sign(body.encode(), secret, delivery_id=delivery_id)
    peer.verify(body, ours, json_parse=False)

    now = datetime.now(UTC)
    theirs = {
        "webhook-id": delivery_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": peer.sign(delivery_id, now, body),
    }
    assert webhooks.verify(body.encode(), theirs, secret) == delivery_id


# H-2: what is refused, and what it says


@pytest.mark.parametrize("seconds", [301, -301])
def test_delivery_that_is_too_old_or_ahead_is_refused(seconds: float) -> None:
    """H-2."""
    assert refusal(BODY, signed(at=NOW - seconds), SECRET) == "timestamp"


@pytest.mark.parametrize("seconds", [300, -300, 0])
def test_delivery_within_the_tolerance_is_taken(seconds: float) -> None:
    assert webhooks.unwrap(BODY, signed(at=NOW - seconds), SECRET, now=clock).id == "whe_1"


def test_tolerance_can_be_changed() -> None:
    assert webhooks.unwrap(BODY, signed(at=NOW - 900), SECRET, tolerance=1000, now=clock).id == "whe_1"
    assert refusal(BODY, signed(at=NOW - 2), SECRET, tolerance=1) == "timestamp"


@pytest.mark.parametrize("tolerance", [-1, float("nan")])
def test_tolerance_that_is_no_number_of_seconds_is_refused(tolerance: float) -> None:
    with pytest.raises(ConfigurationError, match="number of seconds"):
        webhooks.verify(BODY, signed(), SECRET, tolerance=tolerance, now=clock)


@pytest.mark.parametrize("text", ["", "soon", "-5", "1e9", "17735688000000", "٣", "1773568800.5", "²", " "])
def test_timestamp_that_is_no_unix_time_is_refused(text: str) -> None:
    assert refusal(BODY, {**signed(), "webhook-timestamp": text}, SECRET) in ("timestamp", "missing_header")


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("value", [None, "", " "])
def test_missing_header_is_named(name: str, value: str | None) -> None:
    """H-2."""
    headers = {**signed(), name: value}
    if value is None:
        del headers[name]
    with pytest.raises(webhooks.WebhookInvalid, match=name) as caught:
        webhooks.unwrap(BODY, headers, SECRET, now=clock)
    assert caught.value.reason == "missing_header"


@pytest.mark.parametrize(
    ("secret", "sentence"),
    [
        ("whsec_", "is empty"),
        ("", "begins with 'whsec_'"),
        (b"", "is empty"),
        ("v1,whsec_bm90", "begins with 'v1,'"),
        ("whsec_not base64!", "is not base64"),
        ("whsec_a", "is not base64"),
        ("whsec_ümlaut", "is not base64"),
        ("sk-ant-api03-not-a-real-key", "begins with 'whsec_'"),
        (b"whsec_bm90", "is a str"),
        (17, "not a int"),
        ({"secret": SECRET}, "not a dict"),
        ([], "no signing secret"),
        ([SECRET, "whsec_"], "is empty"),
        ([None], "not a NoneType"),
    ],
)
def test_secret_that_is_none_is_told_without_showing_it(secret: Any, sentence: str) -> None:
    """H-2."""
    with pytest.raises(ConfigurationError, match=sentence) as caught:
        webhooks.unwrap(BODY, signed(), secret, now=clock)
    if isinstance(secret, str) and len(secret) > 8:
        assert secret not in str(caught.value)


def test_missing_secret_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_WEBHOOK_SIGNING_KEY", raising=False)
    with pytest.raises(ConfigurationError, match="ANTHROPIC_WEBHOOK_SIGNING_KEY"):
        webhooks.unwrap(BODY, signed(), now=clock)


@pytest.mark.parametrize("body", [{"type": "event"}, [1], None, 7, object()])
def test_parsed_body_is_told_to_be_raw(body: Any) -> None:
    """H-2."""
    with pytest.raises(ConfigurationError, match="raw body"):
        webhooks.unwrap(body, signed(), SECRET, now=clock)
    with pytest.raises(ConfigurationError, match="raw body"):
        webhooks.parse_unverified(body)


@pytest.mark.parametrize("headers", [None, "webhook-id: 1", 5, [1, 2], ["ab"]])
def test_headers_of_another_kind_are_told(headers: Any) -> None:
    with pytest.raises((ConfigurationError, webhooks.WebhookInvalid)) as caught:
        webhooks.verify(BODY, headers, SECRET, now=clock)
    assert "header" in str(caught.value)


@pytest.mark.parametrize(
    "signature", ["v1", "v1,", ",", "v1,ä", "v2,abc", "v1a,abc", "g0hM9SsE", "v1,\udcff", "v1 " * 9999]
)
def test_malformed_signature_is_refused(signature: str) -> None:
    assert refusal(BODY, {**signed(), "webhook-signature": signature}, SECRET) == "signature"


def test_error_shows_neither_secret_nor_signature() -> None:
    headers = signed(secret=OTHER)
    with pytest.raises(webhooks.WebhookInvalid) as caught:
        webhooks.unwrap(BODY, headers, Secret(SECRET), now=clock)
    shown = f"{caught.value!r} {caught.value} {caught.value.__dict__}"
    assert SECRET not in shown
    assert SECRET.removeprefix("whsec_") not in shown


def test_error_is_the_official_name_and_survives_pickling() -> None:
    assert claudewire.APIWebhookValidationError is claudewire.WebhookInvalid is webhooks.WebhookInvalid
    error = webhooks.WebhookInvalid("late", reason="timestamp")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(again), again.reason, isinstance(again, claudewire.ClaudeError)) == ("late", "timestamp", True)


# H-3: several secrets, several signatures


def test_delivery_signed_by_the_second_secret_is_taken() -> None:
    """H-3."""
    assert webhooks.unwrap(BODY, signed(secret=OTHER), [SECRET, OTHER], now=clock).id == "whe_1"
    assert webhooks.unwrap(BODY, signed(secret=OTHER), iter((SECRET, OTHER)), now=clock).id == "whe_1"
    assert refusal(BODY, signed(secret=OTHER), [SECRET]) == "signature"


def test_second_of_two_signatures_is_enough() -> None:
    """H-3."""
    both = f"{signed(secret=OTHER)['webhook-signature']} {signed()['webhook-signature']}"
    assert webhooks.unwrap(BODY, {**signed(), "webhook-signature": both}, SECRET, now=clock).id == "whe_1"
    newer = f"v2,c29tZXRoaW5n {signed()['webhook-signature']}"
    assert webhooks.unwrap(BODY, {**signed(), "webhook-signature": newer}, SECRET, now=clock).id == "whe_1"


@pytest.mark.parametrize(
    "secret", [SECRET, SECRET.rstrip("="), Secret(SECRET), base64.b64decode(SECRET[6:]), (SECRET,)]
)
def test_secret_may_have_any_of_its_forms(secret: Any) -> None:
    assert webhooks.verify(BODY, signed(), secret, now=clock) == "msg_1"


def test_variable_may_hold_two_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_WEBHOOK_SIGNING_KEY", f"{SECRET} {OTHER}")
    for secret in (SECRET, OTHER):
        assert webhooks.verify(BODY, signed(secret=secret), now=clock) == "msg_1"


# H-4: what an event is


def test_unknown_event_type_is_kept_as_it_came() -> None:
    """H-4."""
    data = {"type": "moon.landed", "id": "moon_1", "crew": [1, 2]}
    body = json.dumps({**EVENT, "data": data, "later": True})

    event = webhooks.unwrap(body, signed(body), SECRET, now=clock)

    assert isinstance(event.data, models.UnknownWebhookEventData)
    assert event.data.raw == data
    assert event.to_dict() == json.loads(body)


@pytest.mark.parametrize(
    "body", ["[]", "null", '"event"', "7", "{}", '{"type": "event"}', '{"type": "event", "data": []}']
)
def test_json_that_is_no_event_is_refused(body: str) -> None:
    """H-4."""
    assert refusal(body, signed(body), SECRET) == "not_an_event"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"type": "event", "data": {}} x'])
def test_body_that_is_no_json_is_refused(body: bytes) -> None:
    assert refusal(body, signed(body), SECRET) == "not_an_event"


def test_forged_delivery_is_refused_before_its_body_is_read() -> None:
    assert refusal(b"[" * 100_000, signed(), SECRET) == "signature"


@pytest.mark.parametrize("kind", event_types())
def test_every_known_event_has_its_class_and_fields(kind: str) -> None:
    event = webhooks.parse_unverified(
        json.dumps(sample_event(kind, event_id="whe_2", created_at="2026-03-15T10:00:00Z"))
    )

    assert event.data.type == kind
    assert not isinstance(event.data, models.UnknownWebhookEventData)
    assert all(event.data.to_dict().values())
    assert event.created_at == datetime(2026, 3, 15, 10, tzinfo=UTC)


def test_document_knows_51_events_in_5_forms() -> None:
    assert len(event_types()) == 51
    assert len(get_args(models.WebhookEventData)) == 5 + 1  # and the unknown one


# H-5: round trip, in every form of body and headers


def test_round_trip_takes_every_form_of_body_and_headers() -> None:
    """H-5."""
    headers = signed()
    message = HeaderMessage()
    for name, value in headers.items():
        message[name] = value
    wsgi = {"REQUEST_METHOD": "POST", **{f"HTTP_{n.upper().replace('-', '_')}": v for n, v in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    forms: list[Any] = [
        headers,
        {name.title(): value for name, value in headers.items()},
        {name.upper(): [value] for name, value in headers.items()},
        list(headers.items()),
        httpx.Headers(headers),
        StarletteHeaders(headers),
        raw,
        iter(raw),
        wsgi,
        EnvironHeaders(wsgi),
        message,
    ]
    bodies: list[Any] = [BODY, BODY.decode(), bytearray(BODY), memoryview(BODY)]
    for form in forms:
        body = random.choice(bodies)
        assert webhooks.unwrap(body, form, SECRET, now=clock).to_dict() == EVENT
    for body in bodies:
        assert webhooks.unwrap(body, headers, SECRET, now=clock).to_dict() == EVENT


# Deliveries that come again


def test_delivery_that_arrives_again_is_refused() -> None:
    seen = webhooks.ReplayWindow()
    webhooks.unwrap(BODY, signed(), SECRET, replay=seen, now=clock)

    assert refusal(BODY, signed(), SECRET, replay=seen) == "replayed"

    seen.forget("msg_1")
    assert webhooks.unwrap(BODY, signed(), SECRET, replay=seen, now=clock).id == "whe_1"


def test_refused_delivery_is_not_remembered() -> None:
    seen = webhooks.ReplayWindow()
    refusal(BODY, signed(secret=OTHER), SECRET, replay=seen)
    assert webhooks.unwrap(BODY, signed(), SECRET, replay=seen, now=clock).id == "whe_1"


def test_ids_are_forgotten_after_the_window_and_beyond_the_limit() -> None:
    seen = webhooks.ReplayWindow(10, max_ids=2)
    assert seen.is_new("a", now=0)
    assert not seen.is_new("a", now=10)
    assert seen.is_new("a", now=10.5)
    assert seen.is_new("b", now=11)
    assert seen.is_new("c", now=12)
    assert len(seen) == 2
    assert not seen.is_new("c", now=12)
    assert seen.is_new("a", now=12)


def test_repeat_does_not_push_another_id_out() -> None:
    seen = webhooks.ReplayWindow(max_ids=2)
    assert [seen.is_new(each, now=0) for each in "abb"] == [True, True, False]
    assert not seen.is_new("a", now=0)


@pytest.mark.parametrize(("seconds", "ids"), [(0, 1), (-1, 1), (float("nan"), 1), (1, 0)])
def test_window_without_room_is_refused(seconds: float, ids: int) -> None:
    with pytest.raises(ConfigurationError, match="positive"):
        webhooks.ReplayWindow(seconds, max_ids=ids)


# Through a client, as the official SDK has it


@pytest.mark.parametrize("make", [Claude, AsyncClaude])
@pytest.mark.parametrize("key", [SECRET, base64.b64decode(SECRET[6:])])
def test_client_checks_with_its_own_key(make: Any, key: Any) -> None:
    client = make(api_key="sk-ant-not-real", webhook_key=key)
    headers = webhooks.sign(BODY, SECRET)

    assert client.beta.webhooks.unwrap(BODY.decode(), headers=headers).id == "whe_1"
    assert client.webhooks.unwrap(BODY, headers=headers).data.type == "session.status_idled"
    assert client.beta.webhooks.parse_unverified(BODY.decode()).id == "whe_1"
    with pytest.raises(claudewire.WebhookInvalid):
        client.webhooks.unwrap(BODY, headers=headers, key=OTHER)


def test_key_of_a_call_wins_over_that_of_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Claude(api_key="sk-ant-not-real", webhook_key="wrong")
    headers = webhooks.sign(BODY, SECRET)

    assert client.webhooks.unwrap(BODY, headers=headers, key=SECRET).id == "whe_1"
    assert client.with_options(webhook_key=SECRET).webhooks.unwrap(BODY, headers=headers).id == "whe_1"
    with pytest.raises(ConfigurationError, match="whsec_"):
        client.webhooks.unwrap(BODY, headers=headers)
    monkeypatch.setenv("ANTHROPIC_WEBHOOK_SIGNING_KEY", SECRET)
    assert Claude(api_key="sk-ant-not-real").webhooks.unwrap(BODY, headers=headers).id == "whe_1"


def test_client_with_a_key_hides_it_and_can_be_pickled() -> None:
    client = Claude(api_key="sk-ant-not-real", webhook_key=SECRET)

    assert SECRET not in repr(client)
    assert SECRET.encode() not in pickle.dumps(client)


@pytest.mark.parametrize("kind", event_types())
def test_official_type_of_every_event_is_its_class_here(kind: str) -> None:
    from claudewire.types import beta

    words = "".join(word.capitalize() for word in kind.replace(".", "_").split("_"))
    official = getattr(beta, f"BetaWebhook{words}EventData")
    event = webhooks.parse_unverified(json.dumps(sample_event(kind, event_id="e", created_at="2026-03-15T10:00:00Z")))
    assert isinstance(event.data, official)
    assert beta.BetaWebhookEvent is beta.UnwrapWebhookEvent is models.WebhookEvent


@pytest.mark.parametrize("tolerance", ["300", None, True, b"300"])
def test_tolerance_of_another_type_is_refused(tolerance: Any) -> None:
    with pytest.raises(ConfigurationError, match="tolerance"):
        webhooks.unwrap(BODY, signed(), SECRET, tolerance=tolerance, now=clock)


@pytest.mark.parametrize("arguments", [{"seconds": "600"}, {"seconds": None}, {"max_ids": "1"}])
def test_window_of_another_type_is_refused(arguments: Any) -> None:
    with pytest.raises(ConfigurationError):
        webhooks.ReplayWindow(**arguments)


def test_window_that_forgets_before_a_delivery_is_too_old_is_refused() -> None:
    """A delivery that is 1,000 s ahead is taken for 2,000 s; a window of 600 s would take it twice."""
    with pytest.raises(ConfigurationError, match=r"ReplayWindow\(2000\)"):
        webhooks.unwrap(BODY, signed(), SECRET, tolerance=1000, replay=webhooks.ReplayWindow(), now=clock)

    assert webhooks.unwrap(BODY, signed(), SECRET, tolerance=1000, replay=webhooks.ReplayWindow(2000), now=clock)


@pytest.mark.parametrize("make", [Claude, AsyncClaude], ids=["sync", "async"])
def test_client_refuses_repeats_and_takes_a_tolerance(make: Any) -> None:
    client, seen = make(api_key="key-of-a-test", webhook_key=SECRET), webhooks.ReplayWindow()
    now = datetime.now(UTC).timestamp()
    headers = signed(at=now - 1000)

    with pytest.raises(webhooks.WebhookInvalid):
        client.webhooks.unwrap(BODY, headers=headers)
    assert client.webhooks.unwrap(BODY, headers=headers, tolerance=2000).id == "whe_1"
    assert client.webhooks.unwrap(BODY, headers=signed(at=now), replay=seen).id == "whe_1"
    with pytest.raises(webhooks.WebhookInvalid) as caught:
        client.webhooks.unwrap(BODY, headers=signed(at=now), replay=seen)
    assert caught.value.reason == "replayed"
