"""The settings and the memory of one server. Every handler receives them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from claudewire.contract.document import Document, Node, Operation
from claudewire.testing.clock import Clock
from claudewire.testing.errors import InvalidScript
from claudewire.testing.faults import Fault, Faults
from claudewire.testing.ids import Ids
from claudewire.testing.recorded import Recorded
from claudewire.testing.replies.caching import PromptCache
from claudewire.testing.replies.fixtures import Fixtures
from claudewire.testing.replies.queue import Replies
from claudewire.testing.responses.steps import Steps

from .log import Log, Upload
from .ratelimits import Limits, RateLimits
from .store import Store

#: The platforms that the server can speak as.
PLATFORMS: Final = ("bedrock", "bedrock-messages", "bedrock-mantle", "aws", "vertex", "google-cloud", "foundry")


@frozen(kw_only=True)
class Settings:
    """Settings of the server; the command line has an option for each.

    Raises:
        InvalidScript: a setting has a value that it cannot have.
    """

    #: Seconds before the first byte of every response.
    latency: float = 0.0
    #: How fast a stream is written; None is as fast as it goes.
    tokens_per_second: float | None = None
    #: Seconds from the creation of a batch to its end.
    batch_seconds: float = 1.0
    #: Rate limits, for each model.
    limits: Limits = field(factory=Limits)
    #: The same seed gives the same IDs in the same order, and the same canned values.
    seed: int | None = None
    #: Names of models in addition to those of the API; `*` stands for any characters.
    models: Sequence[str] = ()
    #: Host names, in addition to those of loopback, under which clients may address the server. `*` allows all.
    allow_hosts: Sequence[str] = ()
    #: Refuse API keys that do not begin with `sk-ant-`.
    strict_keys: bool = False
    #: Refuse beta values that the document does not have; otherwise any value of the form `name-YYYY-MM-DD` is accepted.
    strict_betas: bool = False
    #: Let canned responses call a tool also where the request does not force one.
    call_tools: bool = False
    #: File with rules that reply (see `claudewire.testing.replies.fixtures`); it is read again when it is saved.
    fixtures: str | PathLike[str] | None = None
    #: Recordings to respond from.
    replay: Sequence[str | PathLike[str]] = ()
    #: Folder for cassettes: the server is a proxy in front of `upstream`, and records what passes, without secrets.
    record_to: str | PathLike[str] | None = None
    #: Base URL of the API that is recorded.
    upstream: str = "https://api.anthropic.com"
    #: The platform that is served: one of `PLATFORMS`; None for the Claude API.
    platform: str | None = None
    #: Faults that apply from the start.
    faults: Sequence[Fault] = ()

    def __attrs_post_init__(self) -> None:
        for name in ("latency", "batch_seconds"):
            if not _is_number(getattr(self, name)):
                raise InvalidScript(f"{name}: should be a number of seconds, not negative, not {getattr(self, name)!r}")
        if self.tokens_per_second is not None and not (_is_number(self.tokens_per_second) and self.tokens_per_second):
            raise InvalidScript(f"tokens_per_second: should be a number above 0, not {self.tokens_per_second!r}")
        for name in ("models", "allow_hosts", "replay", "faults"):
            if isinstance(getattr(self, name), str):
                raise InvalidScript(f"{name}: should be a list, not {getattr(self, name)!r}")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value >= 0


@frozen(kw_only=True)
class ValidRequest:
    """A request that the document allows."""

    operation: Operation
    path: Mapping[str, str]
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    betas: frozenset[str]
    #: Base URL under which the client addressed this server: that of URLs in responses.
    base_url: str
    request_id: str
    body: dict[str, Any] = field(factory=dict[str, Any])
    files: Sequence[Upload] = ()


#: Answers an operation.
Handler: TypeAlias = Callable[["State", ValidRequest], Steps]


class State:
    """The memory of one server."""

    clock: Clock
    ids: Ids
    limits: RateLimits
    cache: PromptCache
    fixtures: Fixtures | None

    def __init__(
        self,
        settings: Settings,
        *,
        data: str | PathLike[str] | None = None,
        document: Node | str | PathLike[str] | None = None,
    ) -> None:
        self.settings: Settings = settings
        self.document: Document = Document.load(document)
        self.store: Store = Store(data)
        self.replies: Replies = Replies()
        self.recorded: Recorded = Recorded()
        self.faults: Faults = Faults()
        self.log: Log = Log()
        self._start()

    def reset(self, settings: Settings | None = None) -> None:
        """Forget everything: files, batches, skills, scripts, faults, the log, and the time that was added to the clock.

        Args:
            settings: new settings; None keeps the present ones. Fixtures, recordings and faults that they name are in force again.

        Raises:
            InvalidScript: the fixtures file or a recording of the settings is not valid.
        """
        self.settings = settings or self.settings
        self.store.clear()
        self.clear_scripts()
        self._start()

    def clear_scripts(self) -> None:
        """Forget scripted replies, faults and the log, and keep what is stored."""
        self.replies.clear()
        self.recorded.clear()
        self.faults.clear()
        self.log.clear()

    def _start(self) -> None:
        settings = self.settings
        self.clock = Clock()
        self.ids = Ids(settings.seed)
        self.limits = RateLimits(settings.limits, self.clock)
        self.cache = PromptCache(self.clock)
        self.fixtures = None if settings.fixtures is None else Fixtures(settings.fixtures)
        for fault in settings.faults:
            self.faults.add(fault)
        if settings.replay and not self.recorded.add(settings.replay, self.document):
            raise InvalidScript(f"no recorded response of the API in {', '.join(map(str, settings.replay))}")
