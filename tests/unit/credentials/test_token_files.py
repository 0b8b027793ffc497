"""Files with tokens: who may read them, and what they hold (acceptance case C-7)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claudewire.credentials import (
    CredentialsError,
)
from tests.support.token_clients import Claude, tokens_of
from tests.support.tokens import HELLO, TokenServer, user_profile


def test_tokens_that_others_can_read_are_refused(folder: Path, server: TokenServer) -> None:
    """C-7."""
    path = user_profile(folder, server)
    path.chmod(0o644)
    with pytest.raises(CredentialsError, match=f"chmod 600 {path}"):
        Claude().messages.create(**HELLO)
    assert server.grants == []


def test_configuration_that_others_can_change_is_refused(folder: Path, server: TokenServer) -> None:
    user_profile(folder, server)
    config = folder / "configs" / "default.json"
    config.chmod(0o666)
    with pytest.raises(CredentialsError, match=f"chmod go-w {config}"):
        Claude(profile="default")


@pytest.mark.parametrize("name", ["../default", "a/b", ".hidden", "a b", " default", "a\0b", ""])
def test_name_of_a_profile_that_is_no_file_name_is_refused(folder: Path, name: str) -> None:
    """C-7."""
    with pytest.raises(CredentialsError, match="name of a profile"):
        Claude(profile=name)


def test_link_to_tokens_is_followed(folder: Path, server: TokenServer, tmp_path: Path) -> None:
    """As Kubernetes mounts secrets. The link stays one when tokens are written."""
    path = user_profile(folder, server)
    target = tmp_path / "elsewhere.json"
    path.rename(target)
    path.symlink_to(target)

    assert Claude().messages.create(**HELLO).id == "msg_1"
    assert path.is_symlink()
    assert tokens_of(target)["refresh_token"] == server.refresh_token

    target.chmod(0o640)
    with pytest.raises(CredentialsError, match="chmod 600"):
        Claude().messages.create(**HELLO)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not JSON: sign in again, or write it anew$"),
        (b"[]", "JSON object"),
        (b'{"type": "password"}', "'oauth_token' was expected"),
        (b"{}", "no `refresh_token`"),
        (b'{"access_token": "", "refresh_token": ""}', "no `refresh_token`"),
        (b'{"access_token": "x", "expires_at": "soon"}', "whole number of seconds"),
    ],
)
def test_damaged_tokens_are_told_with_their_path(
    folder: Path, server: TokenServer, content: bytes, sentence: str
) -> None:
    path = user_profile(folder, server)
    path.write_bytes(content)
    with pytest.raises(CredentialsError, match=sentence) as caught:
        Claude().messages.create(**HELLO)
    assert str(path) in str(caught.value)


def test_missing_tokens_say_to_sign_in(folder: Path, server: TokenServer) -> None:
    user_profile(folder, server).unlink()
    with pytest.raises(CredentialsError, match="Sign in first"):
        Claude().messages.create(**HELLO)


def test_folder_that_cannot_be_written_is_told_before_the_token_is_spent(folder: Path, server: TokenServer) -> None:
    path = user_profile(folder, server)
    if os.geteuid() == 0:
        path.with_name("default.json.lock").mkdir()  # root may write everywhere: nothing else fails
    else:
        path.parent.chmod(0o500)
    try:
        with pytest.raises(CredentialsError, match="writable"):
            Claude().messages.create(**HELLO)
    finally:
        path.parent.chmod(0o700)
    assert server.grants == []


def test_token_that_cannot_be_sent_is_refused_with_its_file(folder: Path, server: TokenServer) -> None:
    path = user_profile(folder, server)
    path.write_text('{"type": "oauth_token", "access_token": "not-real\\nx-evil: 1", "expires_at": null}')

    with pytest.raises(CredentialsError, match=str(path)) as caught:
        Claude().messages.create(**HELLO)

    assert "evil" not in str(caught.value)
    assert server.calls == []


@pytest.mark.parametrize("workspace", ["w\r\nx-evil: 1", " w", "wörk"])
def test_workspace_of_a_profile_that_cannot_be_sent_is_refused(
    workspace: str, folder: Path, server: TokenServer
) -> None:
    user_profile(folder, server, name="work", workspace_id=workspace)

    with pytest.raises(CredentialsError, match="workspace_id"):
        Claude(profile="work")
