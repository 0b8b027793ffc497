"""Constraints of values: from the metadata of `Annotated` to JSON Schema keywords, to words, and to checks."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, cast

from claudewire._schema.problems import describe

#: Attribute of a metadata object (annotated-types, pydantic, msgspec) → keyword by the JSON type that it limits.
_NUMBERS: Final = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
}
_LENGTHS: Final = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
}
NUMBER_KEYWORDS: Final = frozenset(_NUMBERS.values())
STRING_KEYWORDS: Final = frozenset({"minLength", "maxLength", "pattern", "format", "contentEncoding"})
ARRAY_KEYWORDS: Final = frozenset({"items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"})
OBJECT_KEYWORDS: Final = frozenset(
    {
        "properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties",
        "maxProperties", "dependentRequired",
    }
)  # fmt: skip

#: Parts of a regular expression that the API does not compile: back references, look-around, `\b`, inline flags.
_UNSUPPORTED: Final = re.compile(r"\\[1-9bBAZzGkKpP]|\(\?(?!:)|[*+?}]\+")
_REPEATS: Final = re.compile(r"\{(\d+)(?:,(\d*))?\}")
#: The largest `{n,m}` that counts as simple.
_LARGEST_REPEAT: Final = 100


def keywords_of(metadata: Iterable[Any], types: set[str]) -> tuple[dict[str, Any], str | None]:
    """Returns the keywords and the description that `Annotated` metadata stands for.

    Args:
        metadata: Strings are descriptions; other objects are read by their attributes (`ge`, `min_length`, `pattern`, …).
        types: JSON types of the annotated type, which decide what a length means.
    """
    keywords: dict[str, Any] = {}
    description: str | None = None
    for item in _flattened(metadata):
        if isinstance(item, str):
            description = item
            continue
        text = getattr(item, "description", None) or getattr(item, "documentation", None)
        if isinstance(text, str):
            description = text
        for attribute, keyword in _NUMBERS.items():
            value = getattr(item, attribute, None)
            if isinstance(value, (int, float)) and types & {"integer", "number"}:
                keywords[keyword] = value
        for kind in types & set(_LENGTHS):
            for attribute, keyword in zip(("min_length", "max_length"), _LENGTHS[kind], strict=True):
                value = getattr(item, attribute, None)
                if isinstance(value, int) and not (attribute == "min_length" and value == 0):
                    keywords[keyword] = value
        pattern = getattr(item, "pattern", None)
        if isinstance(pattern, re.Pattern):
            pattern = cast("re.Pattern[str]", pattern).pattern
        if isinstance(pattern, str) and "string" in types:
            keywords["pattern"] = pattern
    return keywords, description


def _flattened(metadata: Iterable[Any]) -> Iterator[Any]:
    """Yields the metadata; a pydantic `Field()` holds some of its own, and annotated-types groups are iterable."""
    for item in metadata:
        yield item
        nested: Any = getattr(item, "metadata", None)
        if isinstance(nested, (list, tuple)):
            yield from _flattened(cast("list[object]", nested))


def _is_multiple(value: float, factor: float) -> bool:
    ratio = value / factor
    return abs(ratio - round(ratio)) < 1e-9


_HOLDS: Final[dict[str, Callable[[float, float], bool]]] = {
    "minimum": operator.ge,
    "exclusiveMinimum": operator.gt,
    "maximum": operator.le,
    "exclusiveMaximum": operator.lt,
    "multipleOf": _is_multiple,
}


def problems_of(value: Any, keywords: Mapping[str, Any]) -> Iterator[str]:
    """Yields one text for each keyword that a JSON value violates. A keyword of another JSON type is not asked."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, float)):
        yield from _number_problems(value, keywords)
    elif isinstance(value, str):
        yield from _length_problems(len(value), "string", keywords, "characters")
        pattern = keywords.get("pattern")
        if pattern is not None and re.search(pattern, value) is None:
            yield f"expected a string that matches {pattern}, got {describe(value)}"
    elif isinstance(value, list):
        items = cast("list[object]", value)
        yield from _length_problems(len(items), "array", keywords, "items")
    elif isinstance(value, dict):
        entries = cast("dict[str, Any]", value)
        yield from _length_problems(len(entries), "object", keywords, "entries")


def _number_problems(value: float, keywords: Mapping[str, Any]) -> Iterator[str]:
    for keyword, fits in _HOLDS.items():
        limit = keywords.get(keyword)
        if limit is not None and not fits(value, limit):
            yield f"expected a number that is {words({keyword: limit})}, got {describe(value)}"


def _length_problems(length: int, kind: str, keywords: Mapping[str, Any], unit: str) -> Iterator[str]:
    low, high = _LENGTHS[kind]
    least, most = keywords.get(low), keywords.get(high)
    if (least is not None and length < least) or (most is not None and length > most):
        wanted = {keyword: keywords[keyword] for keyword in (low, high) if keyword in keywords}
        yield f"expected {words(wanted)}, got {length} {unit}"


_WORDS: Final[dict[str, str]] = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minProperties": "at least {} entries",
    "maxProperties": "at most {} entries",
    "uniqueItems": "without duplicates",
    "pattern": "matching the regular expression {}",
    "format": "in the format {}",
    "contentEncoding": "encoded as {}",
    "contentMediaType": "of the media type {}",
}


def words(keywords: Mapping[str, Any]) -> str:
    """Returns constraints in English, for the description of a schema that may not have them as keywords."""
    phrases: list[str] = []
    for keyword, value in keywords.items():
        if keyword == "uniqueItems" and value is not True:
            continue
        template = _WORDS.get(keyword)
        shown = str(value).lower() if isinstance(value, bool) else value
        phrase = template.format(shown) if template else f"{keyword}: {_compact(value)}"
        phrases.append(phrase.replace(" 1 items", " 1 item").replace(" 1 characters", " 1 character"))
    return ", ".join(phrases)


def _compact(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def is_supported_pattern(pattern: Any) -> bool:
    """Returns whether the API compiles a regular expression: no references, no look-around, no large repeats."""
    if not isinstance(pattern, str) or _UNSUPPORTED.search(pattern):
        return False
    return all(int(number) <= _LARGEST_REPEAT for pair in _REPEATS.findall(pattern) for number in pair if number)
