"""`claudewire auth status` says which credential would be used, and why, and never shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claudewire.cli import main
from tests.support.tokens import TokenServer, user_profile

SECRETS = ("sk-ant-api03-not-a-real-key", "jwt-not-real-0123456789", "access-", "refresh-")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / ".config" / "anthropic"


def status(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["auth", "status", *arguments])
    shown = capsys.readouterr()
    assert not [secret for secret in SECRETS if secret in shown.out + shown.err]
    return code, shown.out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code, shown = status(capsys, "--format", "json", *arguments)
    return code, json.loads(shown)


def test_missing_credential_lists_what_was_looked_at(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, shown = status(capsys)
    assert code == 1
    for place in ("ANTHROPIC_API_KEY", "ANTHROPIC_PROFILE", "federation", str(folder / "configs" / "default.json")):
        assert place in shown


def test_key_of_the_environment_is_named_and_not_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRETS[0])
    monkeypatch.setenv("ANTHROPIC_PROFILE", "work")
    code, report = as_json(capsys)
    assert (code, report["credential"], report["origin"]) == (0, "api_key", "ANTHROPIC_API_KEY")
    assert {"place": "ANTHROPIC_PROFILE", "state": "not needed", "why": "ANTHROPIC_API_KEY goes first"} in report[
        "looked_at"
    ]


def test_profile_is_shown_with_its_files_and_without_its_tokens(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    with TokenServer() as server:
        path = user_profile(folder, server, name="work", expires_in=3600, workspace_id="wrkspc_1")
        code, shown = status(capsys, "--profile", "work")
        assert code == 0
        for text in ("the login of a person", str(path), "wrkspc_1", server.url, "UTC, then renewed"):
            assert text in shown
        assert server.grants == []


def test_expired_token_that_nothing_renews_is_a_problem(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    with TokenServer() as server:
        user_profile(folder, server, client_id=None)
        code, report = as_json(capsys)
    assert code == 1
    assert "sign in again" in report["problem"]


@pytest.mark.parametrize("mode", [0o644, 0o640])
def test_tokens_that_others_can_read_are_a_problem(capsys: pytest.CaptureFixture[str], folder: Path, mode: int) -> None:
    with TokenServer() as server:
        user_profile(folder, server).chmod(mode)
        code, report = as_json(capsys)
    assert code == 1
    assert "chmod 600" in report["problem"]


def test_profile_that_does_not_exist_is_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    code, report = as_json(capsys, "--profile", "nobody")
    assert code == 1
    assert "nobody" in report["problem"]
    assert report["looked_at"][0]["place"] == "the argument profile"


def test_federation_says_where_its_identity_token_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ANTHROPIC_FEDERATION_RULE_ID", "fdrl_1")
    monkeypatch.setenv("ANTHROPIC_ORGANIZATION_ID", "org")
    monkeypatch.setenv("ANTHROPIC_IDENTITY_TOKEN", SECRETS[1])
    code, report = as_json(capsys)
    assert (code, report["credential"], report["identity_token"]) == (0, "federation", "ANTHROPIC_IDENTITY_TOKEN")

    monkeypatch.setenv("ANTHROPIC_IDENTITY_TOKEN_FILE", str(tmp_path / "missing"))
    code, report = as_json(capsys)
    assert code == 1
    assert "does not exist" in report["problem"]
