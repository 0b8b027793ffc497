"""Which credential is used, and why: acceptance case C-1 as vectors, and what `resolve` promises beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire.credentials import CredentialsError
from claudewire.credentials.profile import check_name
from claudewire.credentials.resolve import resolve

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "credentials.json").read_text("utf-8"))["cases"]


class Folder:
    """The folder of profiles, in memory."""

    def __init__(self, files: dict[str, Any]) -> None:
        self.files = files

    def location(self, relative: str) -> str:
        return f"/home/u/.config/anthropic/{relative}"

    def read(self, relative: str) -> str | None:
        content = self.files.get(relative)
        return content if content is None or isinstance(content, str) else json.dumps(content)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} {case['name']}" for case in CASES])
def test_credential_is_found_in_the_official_order(case: dict[str, Any]) -> None:
    """C-1."""
    expect = case["expect"]
    if "error" in expect:
        with pytest.raises(CredentialsError) as caught:
            resolve(case["args"], case["env"], Folder(case["files"]))
        assert expect["error"] in str(caught.value)
        return

    found = resolve(case["args"], case["env"], Folder(case["files"]))

    assert found.kind == expect["kind"]
    profile = found.profile
    seen = {
        "kind": found.kind,
        "origin": found.origin,
        "profile": profile and profile.name,
        "rule": profile and profile.federation_rule_id,
        "account": profile and profile.service_account_id,
        "workspace": profile and profile.workspace_id,
        "token": profile and (profile.identity_token_path or profile.identity_token_variable),
        "note": next((s.why for s in found.steps if expect.get("note", "\0") in s.why), None),
    }
    for name, value in expect.items():
        assert (value in seen[name]) if name == "note" else (seen[name] == value), (name, seen)
    assert [step.state for step in found.steps].count("used") == (found.kind != "none")


def test_there_are_at_least_thirty_cases() -> None:
    assert len(CASES) >= 30


def test_what_is_passed_over_is_noted() -> None:
    environ = {"ANTHROPIC_API_KEY": "k", "ANTHROPIC_AUTH_TOKEN": "t", "ANTHROPIC_PROFILE": "work"}
    found = resolve({}, environ, Folder({}))
    assert [(step.place, step.state) for step in found.steps] == [
        ("arguments", "not set"),
        ("ANTHROPIC_API_KEY", "used"),
        ("ANTHROPIC_AUTH_TOKEN", "not needed"),
        ("ANTHROPIC_PROFILE", "not needed"),
    ]


@pytest.mark.parametrize("secret", ["sk-ant-api03-not-real", "jwt-not-real-0123456789"])
def test_no_step_shows_a_secret(secret: str) -> None:
    environ = {
        "ANTHROPIC_API_KEY": secret,
        "ANTHROPIC_AUTH_TOKEN": secret,
        "ANTHROPIC_IDENTITY_TOKEN": secret,
        "ANTHROPIC_FEDERATION_RULE_ID": "rule",
        "ANTHROPIC_ORGANIZATION_ID": "org",
    }
    for left_out in (set(), {"ANTHROPIC_API_KEY"}, {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"}):
        found = resolve({}, {k: v for k, v in environ.items() if k not in left_out}, Folder({}))
        assert secret not in repr(found)


@given(st.text())
def test_name_of_a_profile_stays_in_the_folder(name: str) -> None:
    try:
        check_name(name, "test")
    except CredentialsError:
        return
    path = Path("/folder/configs") / f"{name}.json"
    assert path.parent == Path("/folder/configs")
    assert not name.startswith(".")
    assert "\0" not in name
