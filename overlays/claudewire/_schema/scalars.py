"""Types whose values are one JSON string or number: how each is written as a schema, and read."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path, PurePath
from typing import Any, Final
from uuid import UUID

_DURATION: Final = re.compile(
    r"(?P<sign>[+-])?P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    parts = {k: float(v) for k, v in found.groupdict().items() if v and k != "sign"} if found else {}
    if not found or not parts:
        raise ValueError("not an ISO 8601 duration")
    value = timedelta(**parts)
    return -value if found["sign"] == "-" else value


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError("not a finite number")
    return value


#: Type → its schema, what it is called in an error, and what reads the string. Subclasses stand before their bases.
STRINGS: Final[dict[type, tuple[dict[str, Any], str, Callable[[str], Any]]]] = {
    datetime: ({"type": "string", "format": "date-time"}, "a date and time in ISO 8601", datetime.fromisoformat),
    date: ({"type": "string", "format": "date"}, "a date as YYYY-MM-DD", date.fromisoformat),
    time: ({"type": "string", "format": "time"}, "a time as HH:MM:SS", time.fromisoformat),
    timedelta: ({"type": "string", "format": "duration"}, "a duration in ISO 8601, such as PT90S", _duration),
    UUID: ({"type": "string", "format": "uuid"}, "a UUID", UUID),
    Decimal: ({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}, "a decimal number as a string", _decimal),
    IPv4Address: ({"type": "string", "format": "ipv4"}, "an IPv4 address", IPv4Address),
    IPv6Address: ({"type": "string", "format": "ipv6"}, "an IPv6 address", IPv6Address),
    Path: ({"type": "string"}, "a path", Path),
    PurePath: ({"type": "string"}, "a path", PurePath),
    bytes: ({"type": "string", "contentEncoding": "base64"}, "base64", _bytes),
}


def write_scalar(value: Any) -> Any:
    """Returns the JSON form of a value of one of these types.

    Raises:
        TypeError: the value has another type.
    """
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"PT{value.total_seconds():.6f}".rstrip("0").rstrip(".") + "S"
    if isinstance(value, bytes):
        from base64 import b64encode

        return b64encode(value).decode()
    if isinstance(value, (UUID, Decimal, IPv4Address, IPv6Address, PurePath)):
        return str(value)
    raise TypeError(type(value).__name__)
