"""`thread=True`: the API keeps the conversation of a run, and each request sends only what is new.

Only the way to the API changes: the run has the whole conversation all the same, so it can be stored, and the loop goes on with plain
requests as soon as the API refuses a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, Literal, TypeAlias, cast

from attrs import define, field

from claudewire._errors.statuses import APIStatusError
from claudewire.tools.driver.requests import Requests
from claudewire.tools.state.conversation import plain_message
from claudewire_api._errors import RequestInvalid

#: What a thread keeps from the request that created it.
KEPT: Final = ("system", "tools")
#: Stop reasons after which a thread can be continued; after a refusal or a cut a new one begins.
_CONTINUABLE: Final = frozenset({"tool_use", "end_turn", "stop_sequence", "pause_turn"})
#: Error codes that are about one thread, and not about the API behind a client.
_THIS_THREAD: Final = frozenset({"thread_not_found", "thread_already_continued", "thread_continue_in_flight"})
#: What `refused` of a client holds when its API has no threads.
FEATURE: Final = "message threads"
#: Keys of a block that hold other blocks.
_HOLD_BLOCKS: Final = ("content", "source")

OnRefusal: TypeAlias = Literal["plain", "error", "continue_unthreaded"]


@define
class ThreadPosition:
    """Where the next request stands in the conversation that the API keeps. No I/O.

    Attributes:
        previous_message_id: The response that the next request continues from; None if it begins a thread.
        is_off: Whether requests go without a thread.
    """

    previous_message_id: str | None = None
    is_off: bool = False
    #: Whether this thread took the place of one that the API had lost, and was not continued yet.
    replaces_lost: bool = False
    _known: list[Any] = field(factory=list[Any])
    _fields: dict[str, Any] = field(factory=dict[str, Any])

    def changed(self, params: Mapping[str, Any]) -> list[str]:
        """Returns the fields that differ from those of the thread; none if there is no thread."""
        if self.previous_message_id is None:
            return []
        return [name for name in KEPT if params.get(name) != self._fields.get(name)]

    def threaded(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Returns a request that continues the thread; one that begins a thread if this one is not the same conversation."""
        messages: list[Any] = params["messages"]
        count = len(self._known)
        same = messages[:count] == self._known and not self.changed(params)
        if self.previous_message_id is None or not same:
            return {**params, "thread": {"type": "create"}}
        kept = {name: value for name, value in params.items() if name not in KEPT}
        thread = {"type": "continue", "previous_message_id": self.previous_message_id}
        return {**kept, "messages": messages[count:], "thread": thread}

    def learn(self, sent: Mapping[str, Any], message: Any) -> None:
        """Takes the response to a request: the thread ends with it now."""
        plain = plain_message(message)
        content: list[dict[str, Any]] = plain["content"]
        usage: Any = plain.get("usage")
        runs: Any = cast("dict[str, Any]", usage).get("iterations") if isinstance(usage, dict) else None
        # The API keeps nothing of what a fallback model wrote.
        parts: list[Any] = [*content, *(cast("list[Any]", cast("Any", runs)) if isinstance(runs, list) else ())]
        fell_back = any(
            cast("dict[str, Any]", part).get("type") in ("fallback", "fallback_message")
            for part in parts
            if isinstance(part, dict)
        )
        stays = str(plain.get("stop_reason")) in _CONTINUABLE and not fell_back
        if self.previous_message_id is not None:
            self.replaces_lost = False
        self.previous_message_id = plain.get("id") if stays and not self.is_off else None
        self._known = [*sent["messages"], {"role": "assistant", "content": content}]
        self._fields = {name: sent.get(name) for name in KEPT}


class ThreadedRequests:
    """Sends the requests of a loop over a thread.

    Args:
        requests: Sends requests.
        refused: What the API behind the client has refused before; threads are added to it.
        position: The thread, if it exists already.
        on_refusal: What a refusal of a thread leads to. `plain`: requests without a thread from then on. Otherwise a thread that is
            lost begins anew, with the whole conversation, and the error of an API that cannot do it is raised (`error`) or leads to
            requests without a thread (`continue_unthreaded`).
    """

    def __init__(
        self,
        requests: Requests,
        refused: set[str],
        *,
        position: ThreadPosition | None = None,
        on_refusal: OnRefusal = "plain",
    ) -> None:
        self._requests, self._refused = requests, refused
        self._on_refusal = on_refusal
        self._sent: Mapping[str, Any] = {}
        self.position: ThreadPosition = ThreadPosition() if position is None else position
        self.next_event: Callable[[Any], Coroutine[Any, Any, Any]] = requests.next_event
        self.close_stream: Callable[[Any], Coroutine[Any, Any, None]] = requests.close_stream

    async def create(self, params: Mapping[str, Any]) -> Any:
        """Returns the message."""
        if "compaction" in params:  # a summary of the whole conversation
            return await self._requests.create(params)
        message = await self._asked(self._requests.create, params)
        self.learn(message)
        return message

    async def open_stream(self, params: Mapping[str, Any]) -> Any:
        """Returns an open message stream."""
        return await self._asked(self._requests.open_stream, params)

    async def final_message(self, stream: Any) -> Any:
        """Reads a stream to its end and returns the message."""
        message = await self._requests.final_message(stream)
        self.learn(message)
        return message

    def learn(self, message: Any) -> None:
        """Takes the complete message of a stream that somebody else has read."""
        self.position.learn(self._sent, message)

    async def _asked(self, ask: Any, params: Mapping[str, Any]) -> Any:
        self._sent = params
        position = self.position
        if position.is_off or (FEATURE in self._refused and self._on_refusal != "error"):
            return await ask(params)
        if self._on_refusal == "plain":
            threaded = position.threaded(params)
            position.previous_message_id = None  # a request that fails may have continued the thread all the same
        else:
            threaded = self._threaded(params)
        try:
            return await ask(threaded)
        except APIStatusError as error:
            if self._on_refusal == "plain" or error.error_code not in _THIS_THREAD or not position.previous_message_id:
                self._refuse(error)
            elif self._on_refusal == "continue_unthreaded" and position.replaces_lost:
                position.is_off = True  # the API cannot keep this conversation
            else:
                position.previous_message_id = None
                position.replaces_lost = error.error_code == "thread_not_found"
        return await ask(params if position.is_off else self._threaded(params))

    def _threaded(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the next request of a thread of its own, which keeps what it was created with."""
        if changed := self.position.changed(params):
            raise RequestInvalid(
                f"a thread keeps the {' and '.join(changed)} that it was created with: "
                "begin another one with client.messages.thread(**{**thread.params, …})"
            )
        threaded = self.position.threaded(params)
        if threaded["thread"]["type"] == "create":
            threaded["messages"] = without_old_cache_marks(threaded["messages"])
        return threaded

    def _refuse(self, error: APIStatusError) -> None:
        """Turns to requests without a thread. Raises `error` if it is about something else, or is wanted."""
        if self._on_refusal == "error" or not _is_about_threads(error):
            raise error
        self.position.is_off = True
        if error.error_code not in {*_THIS_THREAD, "thread_unsupported_request"}:
            self._refused.add(FEATURE)


def without_old_cache_marks(messages: list[Any]) -> list[Any]:
    """Returns a conversation without `cache_control` up to the last response: each was for the request that it came with.

    A request takes four of them at most.
    """
    end = max((place + 1 for place, message in enumerate(messages) if message.get("role") == "assistant"), default=0)
    return [*(_unmarked(message) for message in messages[:end]), *messages[end:]]


def _unmarked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unmarked(item) for item in cast("list[Any]", cast("Any", value))]
    if not isinstance(value, Mapping):
        return value
    fields = cast("Mapping[str, Any]", value)
    return {
        name: _unmarked(item) if name in _HOLD_BLOCKS else item
        for name, item in fields.items()
        if name != "cache_control"
    }


def _is_about_threads(error: APIStatusError) -> bool:
    """Whether an error says that there is no thread, or that this API has none."""
    if error.status_code not in (400, 404):
        return False
    return (error.error_code or "").startswith("thread_") or "thread" in error.message.lower()
