"""The files of profiles: where they are, who may read them, and how they are written."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from claudewire import _json
from claudewire._secrets import Secret, reveal

from .errors import CredentialsError, IdentityTokenFileError

#: Fields of a file with tokens that are secrets.
_SECRET_FIELDS = ("access_token", "refresh_token")


def config_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of profiles: `ANTHROPIC_CONFIG_DIR`, else the one of the user."""
    if folder := environ.get("ANTHROPIC_CONFIG_DIR"):
        return Path(folder).expanduser()
    if sys.platform == "win32":
        return Path(environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "Anthropic"
    return Path(environ.get("HOME") or Path.home()) / ".config" / "anthropic"


class ConfigFiles:
    """The folder of profiles, for `resolve`.

    Args:
        folder: Where `configs/`, `credentials/` and `active_config` are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def location(self, relative: str) -> str:
        """Return the whole path of a file."""
        return str(self.folder / relative)

    def read(self, relative: str) -> str | None:
        """Return the text of a file; None if there is none.

        Raises:
            CredentialsError: it cannot be read, or others may write it.
        """
        path = self.folder / relative
        try:
            with path.open(encoding="utf-8") as file:
                if relative.startswith("configs/"):
                    _check_mode(path, os.fstat(file.fileno()), refused=0o022, verb="change", mend="go-w")
                return file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            if isinstance(error, CredentialsError):
                raise
            raise CredentialsError(f"{path} cannot be read: {error}") from error


def _check_mode(path: Path, found: os.stat_result, *, refused: int, verb: str, mend: str) -> None:
    """Refuse a file that other users can read or write. Windows has no such modes."""
    if os.name != "posix":
        return
    mode = stat.S_IMODE(found.st_mode)
    if mode & refused:
        raise CredentialsError(f"other users can {verb} {path} (mode {mode:04o}): run `chmod {mend} {path}`")
    if found.st_uid not in (os.geteuid(), 0) and os.geteuid() != 0:
        raise CredentialsError(f"{path} belongs to another user: run `chown $(id -un) {path}`")


def read_tokens(path: Path) -> dict[str, Any] | None:
    """Return what a file with tokens holds, its tokens as `Secret`; None if there is no file.

    A link is followed: owner and mode of the file that it leads to count.

    Raises:
        CredentialsError: others may read it, or it cannot be read, or it is no file with tokens.
    """
    try:
        fields = _hidden_fields(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CredentialsError(f"{path} cannot be read: {error.strerror}") from error
    if isinstance(fields, str):
        raise CredentialsError(f"{path} {fields}")
    if fields.get("type") not in (None, "oauth_token"):
        raise CredentialsError(f"{path} has the type {fields['type']!r}, and 'oauth_token' was expected")
    return fields


def _hidden_fields(path: Path) -> dict[str, Any] | str:
    """Return the fields of a file with their tokens hidden, or what is wrong with it: no traceback shows its content.

    Raises:
        OSError: it cannot be read.
        CredentialsError: others may read it.
    """
    with path.open("rb") as file:
        _check_mode(path, os.fstat(file.fileno()), refused=0o077, verb="read", mend="600")
        content = file.read(1024 * 1024)
    try:
        value: Any = _json.loads(content)
    except (ValueError, RecursionError):
        return "is not JSON: sign in again, or write it anew"
    if not isinstance(value, dict):
        return f"must hold a JSON object, not a {type(value).__name__}"
    fields = cast("dict[str, Any]", value)
    for name in _SECRET_FIELDS:
        if isinstance(text := fields.get(name), str) and text:
            fields[name] = Secret(text)
        else:
            fields.pop(name, None)
    return fields


def expiry_of(fields: Mapping[str, Any], path: Path) -> int | None:
    """Return `expires_at` of a file with tokens; None if it says nothing.

    Raises:
        CredentialsError: it is no number of seconds.
    """
    value: Any = fields.get("expires_at")
    if isinstance(value, str) and value.isdigit():
        value = int(value)
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return None if value is None else int(value)
    raise CredentialsError(f"{path}: `expires_at` must be a whole number of seconds since 1970")


def write_tokens(path: Path, fields: Mapping[str, Any]) -> None:
    """Write a file with tokens: readable for its owner only, and whole or not at all, also after a crash.

    Raises:
        OSError: it cannot be written.
    """
    target = Path(os.path.realpath(path))  # a link stays a link
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:  # mkstemp has made it with mode 0600
            file.write(_plain(fields))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _plain(fields: Mapping[str, Any]) -> bytes:
    plain = {name: reveal(value) if isinstance(value, Secret) else value for name, value in fields.items()}
    return json.dumps(plain, indent=2).encode() + b"\n"


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a crash, where the system can do that."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def read_identity_token(path: Path) -> str:
    """Return the identity token in a file. It is read each time: platforms replace it.

    Raises:
        IdentityTokenFileError: the file is missing, empty or unreadable.
    """
    try:
        text = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IdentityTokenFileError(f"the identity token {path} does not exist", path=path) from error
    except IsADirectoryError as error:
        raise IdentityTokenFileError(
            f"the identity token {path} is a folder: name the file in it", path=path
        ) from error
    except UnicodeDecodeError:
        raise IdentityTokenFileError(f"the identity token {path} is no text", path=path) from None
    except OSError as error:
        raise IdentityTokenFileError(
            f"the identity token {path} cannot be read: {error.strerror}", path=path
        ) from error
    if not text:
        raise IdentityTokenFileError(f"the identity token {path} is empty: has its platform written it yet?", path=path)
    return text
