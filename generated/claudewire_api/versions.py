# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Which API versions the document knows, and what each refuses of what this package can send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

#: Values of the `anthropic-version` header, the oldest first. The models and signatures of this package are those of
#: the first.
API_VERSIONS: Final = ("2023-06-01", "2026-10-21")

#: API version → operation → places of the request body: `name`, `[]` for each item, `(text)` for the object whose
#: `type` is `text`.
REFUSED: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "2026-10-21": {
        "messages.create": (
            "temperature",
            "top_k",
            "top_p",
            "messages[](role=assistant).content[](document)",
            "messages[](role=user).content[](text).citations[]",
            "messages[](role=user).content[](search_result).content[].citations[]",
        ),
        "messages.count_tokens": (
            "messages[](role=assistant).content[](document)",
            "messages[](role=user).content[](text).citations[]",
            "messages[](role=user).content[](search_result).content[].citations[]",
        ),
        "messages.batches.create": (
            "requests[].params.temperature",
            "requests[].params.top_k",
            "requests[].params.top_p",
            "requests[].params.messages[](role=assistant).content[](document)",
            "requests[].params.messages[](role=user).content[](text).citations[]",
            "requests[].params.messages[](role=user).content[](search_result).content[].citations[]",
        ),
    }
}

_STEP = re.compile(r"(?P<every>\[\])|\((?:(?P<tag>\w+)=)?(?P<value>[^)]+)\)|\.?(?P<name>\w+)")


def refused(version: str, operation: str, body: Mapping[str, Any] | None) -> list[str]:
    """The places of this body that the API version refuses; none for a version that is not known."""
    places = REFUSED.get(version, {}).get(operation, ())
    return [place for place in places if body and any(True for _ in _find(body, place))]


def _find(value: Any, place: str) -> Iterator[Any]:
    values: list[Any] = [value]
    for step in _STEP.finditer(place):
        if step["every"]:
            values = [item for each in values if isinstance(each, (list, tuple)) for item in each]
        elif step["value"]:
            values = [each for each in values if next(_field(each, step["tag"] or "type"), None) == step["value"]]
        else:
            values = [item for each in values for item in _field(each, step["name"])]
    yield from values


def _field(value: Any, name: str) -> Iterator[Any]:
    """The field of a mapping or a model, if it is there."""
    if isinstance(value, Mapping):
        if name in value:
            yield value[name]
    elif (found := getattr(value, name, None)) is not None:
        yield found
