"""Tokens stay out of logs, errors, frames and pickles (acceptance case C-9)."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback
from pathlib import Path
from typing import Any

import pytest

import claudewire
from claudewire.credentials import (
    AccessToken,
    WorkloadIdentityError,
    exchange_federation_assertion,
)
from tests.support.token_clients import Claude, tokens_of
from tests.support.tokens import HELLO, TokenServer, user_profile


def test_nothing_shows_a_token(folder: Path, server: TokenServer, caplog: pytest.LogCaptureFixture) -> None:
    """C-9."""
    path = user_profile(folder, server)
    caplog.set_level(logging.DEBUG, logger="claudewire")
    client = Claude()
    client.messages.create(**HELLO)
    secrets = [tokens_of(path)["access_token"], tokens_of(path)["refresh_token"], "refresh-0-not-real"]
    shown = [repr(client), repr(client.credentials), repr(client._config), caplog.text]
    shown += [repr(AccessToken(secrets[0])), str(AccessToken(secrets[0], 5)), f"{AccessToken(secrets[0])}"]

    path.write_text(json.dumps({**tokens_of(path), "expires_at": 1}))
    server.answers = [(400, {"error": "invalid_grant", "error_description": f"{secrets[1]} was used"})]
    with pytest.raises(WorkloadIdentityError) as caught:
        Claude().messages.create(**HELLO)
    error = caught.value
    shown += ["".join(traceback.format_exception(error)), repr(error.__dict__), repr(pickle.dumps(error))]
    again = pickle.loads(pickle.dumps(error))
    assert (again.status_code, str(again)) == (400, str(error))

    for secret in secrets:
        assert not [text for text in shown if secret in text]


def exposed(error: BaseException | None, secrets: list[str]) -> list[str]:
    """Where a crash reporter finds a secret: in variables of our frames, and in exceptions, along causes and contexts."""
    found: list[str] = []
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if "claudewire" in frame.f_code.co_filename and "tests" not in frame.f_code.co_filename:
                values = {name: repr(value) for name, value in frame.f_locals.items()}
                found += [
                    f"{frame.f_code.co_name}.{n}" for n, text in values.items() if any(s in text for s in secrets)
                ]
        shown = f"{error!r} {error.args} {error.__dict__} {getattr(error, 'doc', '')}"
        found += [type(error).__name__ for secret in secrets if secret in shown]
        error = error.__cause__ or error.__context__
    return found


@pytest.mark.parametrize("failure", ["refused", "no JSON", "bad expiry", "no connection", "not written", "damaged"])
def test_no_frame_of_a_failed_refresh_shows_a_token(
    folder: Path, server: TokenServer, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    path = user_profile(folder, server)
    old = tokens_of(path)["refresh_token"]
    if failure in ("refused", "no JSON", "bad expiry"):
        answers: dict[str, tuple[int, Any]] = {
            "refused": (400, {"error": "invalid_request", "refresh_token": old}),
            "no JSON": (200, b"<html>" + old.encode()),
            "bad expiry": (200, {"access_token": "access-minted-not-real", "expires_in": "soon"}),
        }
        server.answers = [answers[failure]]
    elif failure == "no connection":
        config = folder / "configs" / "default.json"
        config.write_text(config.read_text().replace(server.url, "http://127.0.0.1:1"))
    elif failure == "damaged":
        path.write_text(path.read_text()[:-5])
    else:
        import claudewire.credentials.files as files

        def no_space(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files.os, "fsync", no_space)

    with pytest.raises(claudewire.ClaudeError) as caught:
        Claude(max_retries=0).messages.create(**HELLO)

    secrets = [old, "access-minted-not-real", server.refresh_token, "access-old-not-real", *server.good]
    assert exposed(caught.value, secrets) == []


def test_no_frame_of_a_failed_exchange_shows_the_identity_token(server: TokenServer) -> None:
    server.answers = [(401, {"error": "unauthorized"})]
    with pytest.raises(WorkloadIdentityError) as caught:
        exchange_federation_assertion(
            assertion="identity-not-real-0123", federation_rule_id="r", organization_id="o", base_url=server.url
        )
    assert exposed(caught.value, ["identity-not-real-0123"]) == []


def test_client_with_a_profile_is_pickled_without_a_token(folder: Path, server: TokenServer) -> None:
    path = user_profile(folder, server, name="work", expires_in=3600)
    with claudewire.Claude(profile="work") as client:
        client.messages.create(**HELLO)
        packed = pickle.dumps(client)
        assert tokens_of(path)["access_token"].encode() not in packed
        with pickle.loads(packed) as again, copy.deepcopy(client) as copied:
            assert again.messages.create(**HELLO).id == "msg_1"
            assert copied.messages.create(**HELLO).id == "msg_1"
