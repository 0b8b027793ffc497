"""Calls that wait for their turn, first come, first served. Pure: every method takes the time, in seconds of any clock that only grows."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from math import inf
from typing import Any, Final, Literal, NamedTuple

from .bucket import Bucket

#: Calls that an adaptive queue admits before it knows any limit.
PROBES: Final = 8
#: What remains of the rate after a 429, and the seconds in which all of it comes back.
CUT: Final = 0.7
LEAST_SHARE: Final = 0.1
RECOVERY_SECONDS: Final = 120.0
#: Growth of a rate that no header states, for each success.
GROWTH: Final = 1.05
#: Seconds of a pause if a 429 does not say how long, and the longest pause.
DEFAULT_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
#: Weight of the newest call in the mean of output tokens.
_NEWEST: Final = 0.2


class Cost(NamedTuple):
    """What a call takes: requests and tokens. Also limits of these, per minute."""

    requests: float | None = 1.0
    input_tokens: float | None = 0.0
    output_tokens: float | None = 0.0


class Reported(NamedTuple):
    """What the headers of a response say of one rate."""

    limit: float | None
    remaining: float | None


class Ticket:
    """The place of one call in the queue.

    Attributes:
        cost: What the call will probably take.
        deadline: Time until which it must be admitted; infinity for none.
        state: `new`, `waiting`, `admitted`, `refused`, or `left`: the caller went away.
        due: Time at which the ticket in front looks again; infinity if only a message from another call can help.
        wait: Seconds that a refused call would have waited.
        wake: Tells the caller that something changed.
    """

    __slots__ = ("cost", "deadline", "due", "state", "wait", "wake")

    def __init__(self, cost: Cost, wake: Callable[[], None], deadline: float = inf) -> None:
        self.cost: Cost = cost
        self.deadline: float = deadline
        self.state: Literal["new", "waiting", "admitted", "refused", "left"] = "new"
        self.due: float = inf
        self.wait: float = 0.0
        self.wake: Callable[[], None] = wake


class RateQueue:
    """The queue of one set of limits.

    Args:
        limits: Units per minute; None for no limit. An adaptive queue never goes beyond them.
        adaptive: Whether the queue learns its limits from headers and 429s.
    """

    def __init__(self, limits: Cost, *, adaptive: bool, now: float) -> None:
        self._ceilings = limits
        self._adaptive = adaptive
        self._now = now
        self._buckets: tuple[Bucket, ...] = tuple(map(Bucket, limits))
        self._waiting: OrderedDict[Ticket, None] = OrderedDict()
        #: Costs of the calls that wait.
        self._queued = [0.0, 0.0, 0.0]
        #: Calls that were admitted, and whose response headers have not arrived.
        self._unanswered = 0
        self._paused_until = -inf
        #: Whether some response has arrived: an adaptive queue then knows limits, or that there are no headers.
        self._knows = not adaptive
        self._share = 1.0
        #: Whether headers state the rate of requests.
        self._is_stated = False
        #: Times of admissions, to estimate a rate that no header states.
        self._admissions: deque[float] = deque(maxlen=10_000)
        self._mean_output: float | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def __repr__(self) -> str:
        levels = ", ".join(f"{bucket.level:.0f} of {bucket.limit:.0f}" for bucket in self._buckets if bucket.limit)
        return f"<{len(self)} waiting, {levels or 'no limits'}>"

    @property
    def requests_per_minute(self) -> float | None:
        """The limit of requests that holds now; None if none is known."""
        return self._buckets[0].limit

    def expected_output(self, max_tokens: float) -> float:
        """Return the output tokens that a call will probably take: the mean of those before, at most `max_tokens`."""
        return max_tokens if self._mean_output is None else min(max_tokens, self._mean_output)

    # -- callers: join, look, leave --------------------------------------------------------------------------------

    def join(self, ticket: Ticket, now: float) -> None:
        """Put a ticket behind the others, or refuse it: it cannot be served before its deadline."""
        if ticket.state != "new":
            return
        self._advance(now)
        ticket.wait = self._expected_wait(ticket.cost, self._queued, now)
        if ticket.wait != inf and now + ticket.wait > ticket.deadline:
            ticket.state = "refused"
            ticket.wake()
            return
        ticket.state = "waiting"
        self._waiting[ticket] = None
        self._count(ticket.cost, 1)

    def look(self, ticket: Ticket, now: float) -> None:
        """Refuse a ticket whose deadline has passed."""
        if ticket.state == "waiting" and now >= ticket.deadline:
            self._advance(now)
            self._refuse(ticket, max(self._expected_wait(ticket.cost, (0.0, 0.0, 0.0), now), 0.0))

    def leave(self, ticket: Ticket, now: float) -> None:
        """Take a ticket out: its caller was cancelled. What an admitted one has taken comes back."""
        if ticket.state == "waiting":
            self._remove(ticket)
        elif ticket.state == "admitted":
            self._advance(now)
            self._unanswered = max(0, self._unanswered - 1)
            for bucket, units in zip(self._buckets, ticket.cost, strict=True):
                bucket.put_back(units or 0.0)
        ticket.state = "left"

    def admit(self, now: float) -> None:
        """Admit the tickets in front whose time has come, and tell the next one when to look again."""
        self._advance(now)
        while self._waiting:
            ticket = next(iter(self._waiting))
            seconds = self._expected_wait(ticket.cost, (0.0, 0.0, 0.0), now)
            if seconds > 0.0:
                due = now + seconds
                if due != ticket.due:
                    ticket.due = due
                    ticket.wake()
                return
            self._remove(ticket)
            ticket.state = "admitted"
            self._unanswered += 1
            if self._adaptive:
                self._admissions.append(now)
            for bucket, units in zip(self._buckets, ticket.cost, strict=True):
                bucket.take(units or 0.0)
            ticket.wake()

    # -- responses -------------------------------------------------------------------------------------------------

    def answered(self, reported: tuple[Reported, Reported, Reported], now: float) -> None:
        """Note the headers of a response: limits, and what remains of them."""
        self._advance(now)
        self._unanswered = max(0, self._unanswered - 1)
        if not self._adaptive:
            return
        self._knows = True
        for index, (bucket, report, ceiling) in enumerate(zip(self._buckets, reported, self._ceilings, strict=True)):
            if not report.limit:
                continue
            self._is_stated = self._is_stated or index == 0
            limit = report.limit if ceiling is None else min(report.limit, ceiling)
            if limit != bucket.limit:
                bucket.set_limit(limit)
            if report.remaining is not None:
                # The server has not counted the calls that are under way. Others may use the same limits.
                under_way = self._unanswered if index == 0 else 0
                bucket.level = min(bucket.level, report.remaining - under_way)

    def unanswered(self, now: float) -> None:
        """Note that a call has ended without response headers."""
        self._advance(now)
        self._unanswered = max(0, self._unanswered - 1)

    def settle(self, cost: Cost, used: Cost, now: float) -> None:
        """Replace what a call was expected to take by what it took. None in `used`: unknown."""
        self._advance(now)
        for bucket, expected, actual in zip(self._buckets, cost, used, strict=True):
            if actual is not None:
                bucket.put_back((expected or 0.0) - actual)
        if used.output_tokens:
            mean = self._mean_output
            self._mean_output = used.output_tokens if mean is None else mean + _NEWEST * (used.output_tokens - mean)

    def succeeded(self, now: float) -> None:
        """Note a success: a rate that no header states grows."""
        self._advance(now)
        requests = self._buckets[0]
        if self._adaptive and not self._is_stated and requests.limit is not None:
            ceiling = self._ceilings.requests
            requests.limit = min(requests.limit * GROWTH, inf if ceiling is None else ceiling)

    def throttle(self, retry_after: float | None, now: float) -> None:
        """Note a 429: nobody starts for `retry_after` seconds. An adaptive queue also lowers its rate."""
        self._advance(now)
        first = now >= self._paused_until
        pause = DEFAULT_PAUSE if retry_after is None else min(retry_after, LONGEST_PAUSE)
        self._paused_until = max(self._paused_until, now + pause)
        requests = self._buckets[0]
        if self._adaptive and first:
            self._knows = True
            if self._is_stated:
                self._share = max(LEAST_SHARE, self._share * CUT)
            elif requests.limit is None:
                recent = sum(time > now - 60.0 for time in self._admissions)
                requests.set_limit(max(1.0, CUT * recent))
            else:
                requests.limit = max(1.0, CUT * requests.limit)
        if first:
            requests.level = min(requests.level, 0.0)
        self._refuse_late(now)

    # -- parts -----------------------------------------------------------------------------------------------------

    def _advance(self, now: float) -> None:
        seconds = now - self._now
        if seconds <= 0.0:
            return
        self._now = now
        for bucket in self._buckets:
            bucket.refill(seconds, self._share)
        self._share = min(1.0, self._share + seconds / RECOVERY_SECONDS)

    def _expected_wait(self, cost: Cost, before: Any, now: float) -> float:
        """Return the seconds until a call starts behind others that take `before`; infinity if no clock can say it."""
        if not self._knows and self._unanswered + len(self._waiting if before is self._queued else ()) >= PROBES:
            return inf
        seconds = max(0.0, self._paused_until - now)
        for bucket, units, queued in zip(self._buckets, cost, before, strict=True):
            seconds = max(seconds, bucket.wait(units or 0.0, queued, self._share))
        return seconds

    def _refuse_late(self, now: float) -> None:
        """Refuse the waiting calls that cannot be served before their deadline any more."""
        before = [0.0, 0.0, 0.0]
        for ticket in list(self._waiting):
            seconds = self._expected_wait(ticket.cost, before, now)
            if seconds != inf and now + seconds > ticket.deadline:
                self._refuse(ticket, seconds)
            else:
                for index, units in enumerate(ticket.cost):
                    before[index] += units or 0.0

    def _refuse(self, ticket: Ticket, seconds: float) -> None:
        self._remove(ticket)
        ticket.state, ticket.wait = "refused", seconds
        ticket.wake()

    def _remove(self, ticket: Ticket) -> None:
        self._waiting.pop(ticket, None)
        self._count(ticket.cost, -1)

    def _count(self, cost: Cost, sign: int) -> None:
        for index, units in enumerate(cost):
            self._queued[index] += sign * (units or 0.0)
