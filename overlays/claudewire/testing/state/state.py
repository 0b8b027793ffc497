"""What one server knows and how it was set up. Every handler gets it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import Any, Final

from attrs import field, frozen, mutable

from claudewire.contract.document import Document, Node, Operation
from claudewire.testing.clock import Clock
from claudewire.testing.faults import Faults
from claudewire.testing.ids import Ids
from claudewire.testing.recorded import Recorded
from claudewire.testing.replies.caching import PromptCache
from claudewire.testing.replies.queue import Replies
from claudewire.testing.responses.steps import Steps

from .ratelimits import Limits, RateLimits
from .store import Store

#: How many requests the log remembers.
LOG: Final = 1_000


@frozen(kw_only=True)
class Settings:
    """How the server behaves; all of it can be given on the command line."""

    #: Seconds before the first byte of every answer.
    latency: float = 0.0
    #: How fast a stream is written; None is as fast as it goes.
    tokens_per_second: float | None = None
    #: Seconds from the creation of a batch to its end.
    batch_seconds: float = 1.0
    limits: Limits = field(factory=Limits)
    #: Same seed, same ids in the same order.
    seed: int | None = None


@frozen(kw_only=True)
class Upload:
    """One file of a multipart body."""

    field: str
    filename: str
    content: bytes
    media_type: str


@frozen(kw_only=True)
class ValidRequest:
    """A request that the document allows."""

    operation: Operation
    path: Mapping[str, str]
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    betas: frozenset[str]
    #: Where the client found this server: the base of URLs in answers.
    base_url: str
    body: dict[str, Any] = field(factory=dict[str, Any])
    files: Sequence[Upload] = ()


@mutable(kw_only=True)
class LoggedRequest:
    """A request as the log keeps it. Credentials are not kept."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    at: float
    request_id: str
    #: `operationId`, or None for a path that the document does not have.
    operation: str | None = None
    #: Path parameters by name.
    parameters: Mapping[str, str] = field(factory=dict[str, str])
    #: The JSON value, or the fields of the form.
    body: Any = None
    files: Sequence[Upload] = ()
    status: int | None = None
    #: The fault that the answer suffered.
    fault: str | None = None
    error: str | None = None


#: Answers an operation.
Handler = Callable[["State", ValidRequest], Steps]


class State:
    """One server's memory."""

    clock: Clock
    ids: Ids
    limits: RateLimits
    cache: PromptCache

    def __init__(
        self,
        settings: Settings,
        *,
        data: str | PathLike[str] | None = None,
        document: Node | str | PathLike[str] | None = None,
    ) -> None:
        self.settings = settings
        self.document = Document.load(document)
        self.store = Store(data)
        self.replies = Replies()
        self.recorded = Recorded()
        self.faults = Faults()
        self.log: deque[LoggedRequest] = deque(maxlen=LOG)
        self._start()

    def reset(self, settings: Settings) -> None:
        """Forget everything, also what is stored, and go on with these settings."""
        self.settings = settings
        self.store.clear()
        self.clear_scripts()
        self._start()

    def clear_scripts(self) -> None:
        """Forget scripted answers, faults and the log; what is stored stays."""
        self.replies.clear()
        self.recorded.clear()
        self.faults.clear()
        self.log.clear()

    def _start(self) -> None:
        self.clock = Clock()
        self.ids = Ids(self.settings.seed)
        self.limits = RateLimits(self.settings.limits, self.clock)
        self.cache = PromptCache(self.clock)
