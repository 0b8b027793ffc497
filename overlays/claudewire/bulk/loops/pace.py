"""How many requests are in flight, and in which order they start. Pure: `now` is an argument.

`Concurrency` climbs as long as more requests at once finish more requests per second, and gives way to throttles and failures.
`Window` holds the next requests and hands out those with the same prompt-cache prefix one after the other.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict, deque
from collections.abc import Mapping
from typing import Any, Final, Generic, TypeVar, cast

T = TypeVar("T")

_START: Final = 8
#: What a response takes at most, as long as nothing is known.
_USUAL_SECONDS: Final = 6.0
#: Seconds that one measurement lasts at least, and completions that it has at least.
_EPOCH_SECONDS: Final = 0.2
_EPOCH_LEAST: Final = 32
#: How much more throughput is worth twice the level, or half of it more; and which throughput is as good, for a fifth less.
_WORTH_DOUBLE, _WORTH, _AS_GOOD = 1.3, 1.1, 0.99
#: The same as `_WORTH` within an allowed rate, which is all to be used.
_WORTH_WITHIN: Final = 1.04
#: Measurements that agree before the climb ends: the durations of responses differ, so a single one says little.
_STRIKES: Final = 3
#: Epochs between two probes at the level that was found.
_REST: Final = 3
_MAX_PAUSE: Final = 60.0


class Concurrency:
    """The number of requests in flight.

    Args:
        fixed: A number that is kept; None lets the level find itself.
        most: The highest level.
    """

    def __init__(self, fixed: int | None = None, *, most: int = 256) -> None:
        self.limit: int = fixed or min(_START, most)
        self._fixed, self._most = fixed, fixed or most
        self._climbing, self._strikes = True, 0  # doubling, until that gains nothing
        self._done, self._since, self._full = 0, None, False
        self._best, self._back, self._rest, self._down = 0.0, 0, 0, False
        self._failures = 0
        self._held_back, self._worth = False, _WORTH
        #: Until when nothing starts: after failures without any success between them.
        self.paused_until: float = 0.0

    _since: float | None

    def expect(self, per_minute: float | None) -> None:
        """Note the rate that is allowed: the climb then begins at the level that it takes, with responses of a few seconds."""
        if per_minute is not None and self._climbing and self._fixed is None:
            self.limit = max(self.limit, min(self._most, int(per_minute / 60 * _USUAL_SECONDS)))
            self._worth = _WORTH_WITHIN

    def allows(self, now: float, in_flight: int) -> bool:
        """Whether one more may start. While nothing succeeds, one at a time tries."""
        if self._failures > self.limit:
            return in_flight == 0 and now >= self.paused_until
        return in_flight < self.limit and now >= self.paused_until

    def started(self, in_flight: int) -> None:
        """Note how many are in flight: a level that is not used up says nothing about a higher one."""
        self._full = self._full or in_flight >= self.limit

    def held_back(self, waiting: int) -> None:
        """Note how many calls wait for the rate limiter. While some do, the rate is used, and more at once would change nothing."""
        self._held_back = self._held_back or waiting > 0

    def succeeded(self, now: float) -> None:
        """Note a request that the API has dealt with."""
        self._failures, self.paused_until = 0, 0.0
        if self._fixed is not None:
            return
        if self._since is None:
            self._since = now
            return
        self._done += 1
        elapsed = now - self._since
        least = max(_EPOCH_LEAST // 2, self.limit) if self._climbing else max(_EPOCH_LEAST, 2 * self.limit)
        if self._done >= least * (self._strikes + 1) and elapsed >= _EPOCH_SECONDS:
            rate, full = self._done / elapsed, self._full
            if self._held_back:
                self._stay(now)
                return
            if full and self._climbing and not self._gains(rate) and self._strikes < _STRIKES:
                self._strikes += 1  # measure on
                return
            self._done, self._since, self._full, self._strikes = 0, now, False, 0
            if full:
                self._judge(rate)

    def failed(self, now: float, *, retry_after: float | None = None) -> None:
        """Note a throttle, an overload, or a lost connection.

        The server's `retry_after` is waited for. Without one, failures in a row without a success make a growing pause.
        """
        self._failures += 1
        over = self._failures - self.limit
        if retry_after is not None or over > 0:
            pause = min(_MAX_PAUSE, retry_after if retry_after is not None else 2.0 ** min(over - 1, 6))
            self.paused_until = max(self.paused_until, now + pause)
        if self._fixed is None and self._failures == 1:
            self.limit = max(1, int(self.limit * 0.7))
            self._climbing, self._strikes, self._back, self._rest = False, 0, 0, _REST
            self._done, self._since, self._full, self._best = 0, None, False, 0.0

    def _stay(self, now: float) -> None:
        """Keep the level, or the higher one of a probe, and measure anew."""
        self.limit, self._back, self._rest = max(self.limit, self._back), 0, _REST
        self._climbing, self._strikes, self._best = False, 0, 0.0
        self._done, self._since, self._full, self._held_back = 0, now, False, False

    def _gains(self, rate: float) -> bool:
        return rate > self._best * _WORTH_DOUBLE

    def _judge(self, rate: float) -> None:
        """Choose the next level after an epoch that finished `rate` requests per second."""
        if self._climbing:
            if self._gains(rate):
                self._best, self._back = rate, self.limit
                self.limit = min(self._most, self.limit * 2)
                self._climbing = self.limit > self._back
                return
            self.limit, self._back, self._climbing, self._rest = self._back, 0, False, _REST
            return
        if self._back:  # a probe has ended
            worth = self._worth if self.limit > self._back else _AS_GOOD
            if rate >= self._best * worth:
                self._best, self._rest = max(rate, self._best), 1
            else:
                self.limit, self._rest, self._down = self._back, _REST, not self._down
            self._back = 0
            return
        self._best = rate if not self._best else 0.7 * self._best + 0.3 * rate
        self._rest -= 1
        if self._rest <= 0:
            level = max(1, int(self.limit * 0.8)) if self._down else max(self.limit + 1, int(self.limit * 1.5))
            level = min(self._most, level)
            if level == self.limit:
                self._down = not self._down
            else:
                self._back, self.limit = self.limit, level


def cache_prefix(params: Mapping[str, Any]) -> bytes | None:
    """Return a key for the part of a request that the prompt cache keeps; None if the request marks none with `cache_control`."""
    parts: list[Any] = [params.get("model")]
    marked = 0
    for name in ("tools", "system"):
        blocks: Any = params.get(name)
        parts.append(blocks)
        if isinstance(blocks, list) and any(_is_marked(block) for block in cast("list[Any]", cast("Any", blocks))):
            marked = len(parts)
    for message in cast("list[Any]", params.get("messages") or []):
        content: Any = cast("Mapping[str, Any]", message).get("content") if isinstance(message, Mapping) else None
        for block in cast("list[Any]", cast("Any", content)) if isinstance(content, list) else ():
            parts.append(block)
            if _is_marked(block):
                marked = len(parts)
    if not marked:
        return None
    text = json.dumps(parts[:marked], sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _is_marked(block: Any) -> bool:
    return isinstance(block, Mapping) and bool(cast("Mapping[str, Any]", block).get("cache_control"))


class Window(Generic[T]):
    """The next requests, grouped by their cache prefix. The first of a prefix goes alone: the others then read what it has written.

    Args:
        size: Requests that it holds.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._groups: OrderedDict[bytes | None, deque[T]] = OrderedDict()
        self._count = 0
        self._writing: set[bytes] = set()
        self._warm: OrderedDict[bytes, None] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    @property
    def is_grouped(self) -> bool:
        """Whether there are requests with a cache prefix."""
        return any(prefix is not None for prefix in self._groups)

    @property
    def room(self) -> int:
        """How many more it takes."""
        return max(0, self.size - self._count)

    def push(self, item: T, prefix: bytes | None, *, first: bool = False) -> None:
        """Add a request; `first` puts it in front of those with its prefix."""
        group = self._groups.setdefault(prefix, deque())
        (group.appendleft if first else group.append)(item)
        self._count += 1

    def pop(self) -> T | None:
        """Return the next request; None if there is none, or if all of them wait for the first one of their prefix."""
        for prefix, group in self._groups.items():
            if prefix is not None and prefix in self._writing:
                continue
            if prefix is not None and prefix not in self._warm:
                self._writing.add(prefix)
            item = group.popleft()
            self._count -= 1
            if not group:
                del self._groups[prefix]
            return item
        return None

    def written(self, prefix: bytes | None) -> None:
        """Note that a request with this prefix has finished: the others may go."""
        if prefix is None:
            return
        self._writing.discard(prefix)
        self._warm[prefix] = None
        while len(self._warm) > 4096:
            self._warm.popitem(last=False)
