"""Checks of the arguments that become part of a URL or a header, and where the others come from."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, Final, cast

from claudewire._checks import header_value, shown
from claudewire._errors.base import ConfigurationError
from claudewire_api._errors import RequestInvalid

_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?").fullmatch


def check_label(name: str, value: Any) -> str:
    """Return a value that becomes part of a host name. It must be one label of it, so that it cannot name another host.

    Raises:
        ConfigurationError: it is anything else.
    """
    if not isinstance(value, str) or not _LABEL(value):
        raise ConfigurationError(f"{name} must be letters, digits and hyphens, such as 'us-east-1', not {value!r}")
    return value


def check_segment(name: str, value: Any) -> str:
    """Return a value that becomes one segment of a path.

    Raises:
        ConfigurationError: it is empty, a dot segment, begins with a semicolon, or has characters that cannot be printed.
    """
    if not isinstance(value, str) or value in ("", ".", "..") or value.startswith(";") or not value.isprintable():
        raise ConfigurationError(f"{name} cannot be part of a path: {value!r}")
    return value


def check_header(name: str, value: Any) -> str:
    """Return a value that becomes a header, or a part of one.

    Raises:
        ConfigurationError: it is empty, or would end the header. The message does not show the value.
    """
    try:
        if text := header_value(name, value):
            return text
    except RequestInvalid:
        pass
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a string, not {type(value).__name__}")
    if not value:
        raise ConfigurationError(f"{name} is empty")
    raise ConfigurationError(
        f"{name} may only have printable ASCII characters, and no blanks or line breaks at its ends"
    )


def check_flag(name: str, value: Any) -> bool:
    """Return a switch; None is off. Raises ConfigurationError: the text "false" would be on."""
    if value is None or isinstance(value, bool):
        return bool(value)
    raise ConfigurationError(f"{name} must be True or False, not {shown(value)}")


def given(name: str, value: Any) -> Any:
    """Return an argument. Raises ConfigurationError if it is an empty string: an empty variable counts as unset, an argument does not."""
    if value == "":
        raise ConfigurationError(f"{name} is empty: give a value, or leave it out")
    return value


def environment(environ: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return the environment to read."""
    return cast("Mapping[str, str]", os.environ) if environ is None else environ
