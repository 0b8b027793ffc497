"""`x-retires` of a schema: the days on which values of an enum stop working, such as models."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from . import schemas as S

Json = Any
KEY = "x-retires"


def check_days(document: Json) -> Iterator[tuple[tuple[str, ...], str]]:
    """A day of retirement is a day, written as `YYYY-MM-DD`."""
    for name, schema in S.named_schemas(document).items():
        pointer = ("components", "schemas", name, KEY)
        days = schema.get(KEY, {})
        if not S.is_object(days):
            yield pointer, f"{KEY} maps values to days, such as `claude-opus-4-5: '2027-01-22'`"
            continue
        for value, day in days.items():
            if not isinstance(day, str) or not _is_day(day):
                yield (*pointer, value), f"{KEY} of {value!r} is not a day like 2027-01-22: {day!r}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def table(schemas: dict[str, Json]) -> dict[str, dict[str, str]]:
    """The days by value, by the name of the schema that has them."""
    return {name: schema[KEY] for name, schema in schemas.items() if schema.get(KEY)}
