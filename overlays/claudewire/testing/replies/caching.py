"""Prompt caching in `usage`: the first request writes a prefix, a later one reads it until it expires."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from claudewire.contract.values import is_object
from claudewire.testing.clock import Clock
from claudewire.testing.responses.steps import dumps

from . import tokens

#: A shorter prefix is not cached.
MINIMUM: Final = 1_024
_SECONDS: Final = {"5m": 300, "1h": 3600}


class PromptCache:
    """Prefixes by hash, with the time at which each expires."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}

    def usage(self, body: Mapping[str, Any], total: int) -> dict[str, Any]:
        """Return the input side of `usage` for a request of `total` input tokens."""
        written = read = 0
        kept = {"5m": 0, "1h": 0}
        for size, key, ttl in _prefixes(body):
            if size < MINIMUM:
                continue
            if self._until.get(key, 0.0) > self._clock.now():
                read = size
            else:
                kept[ttl] += size - read - written
                written = size - read
            self._until[key] = self._clock.now() + _SECONDS[ttl]
        return {
            "input_tokens": max(0, total - read - written),
            "cache_creation_input_tokens": written,
            "cache_read_input_tokens": read,
            "cache_creation": {"ephemeral_5m_input_tokens": kept["5m"], "ephemeral_1h_input_tokens": kept["1h"]},
        }


def _prefixes(body: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Yield size, hash and time to live of the prefix up to each breakpoint: tools first, then system, then messages."""
    digest = hashlib.sha256(body["model"].encode())
    size = 0
    for part, weight in _parts(body):
        control: dict[str, Any] | None = part.get("cache_control") if is_object(part) else None
        content = {key: value for key, value in part.items() if key != "cache_control"} if is_object(part) else part
        digest.update(dumps(content))
        size += weight
        if control:
            yield size, digest.hexdigest(), control.get("ttl") or "5m"
    if body.get("cache_control"):
        yield size, digest.hexdigest(), body["cache_control"].get("ttl") or "5m"


def _parts(body: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    for tool in body.get("tools") or ():
        yield tool, tokens.of_tool(tool)
    yield from _blocks(body.get("system"))
    for message in body["messages"]:
        yield {"role": message["role"]}, tokens.PER_MESSAGE
        yield from _blocks(message["content"])


def _blocks(content: Any) -> Iterator[tuple[Any, int]]:
    if isinstance(content, str):
        yield content, tokens.of_text(content)
    else:
        for block in content or ():
            yield block, tokens.of_block(block)
