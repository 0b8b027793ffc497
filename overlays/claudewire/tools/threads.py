"""`thread=True`: the API keeps the conversation of a run, and each request sends only what is new.

Only the way to the API changes: the run has the whole conversation all the same, so it can be stored, and the loop goes on with plain
requests as soon as the API refuses a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from claudewire._errors import APIStatusError

from .requests import Requests
from .state.conversation import plain_message

#: What a thread keeps from the request that created it.
_KEPT: Final = ("system", "tools")
#: Stop reasons after which a thread can be continued; after a refusal or a cut a new one begins.
_CONTINUABLE: Final = frozenset({"tool_use", "end_turn", "stop_sequence"})
#: Error codes that are about one thread, and not about the API behind a client.
_THIS_THREAD: Final = frozenset({"thread_not_found", "thread_already_continued", "thread_continue_in_flight"})
#: What `refused` of a client holds when its API has no threads.
FEATURE: Final = "message threads"


class ThreadedRequests:
    """Sends the requests of a loop over a thread.

    Args:
        requests: Sends requests.
        refused: What the API behind the client has refused before; threads are added to it.
    """

    def __init__(self, requests: Requests, refused: set[str]) -> None:
        self._requests, self._refused = requests, refused
        self._is_off = False
        self._previous: str | None = None
        self._known: list[Any] = []
        self._fields: dict[str, Any] = {}
        self._sent: Mapping[str, Any] = {}
        self.next_event: Callable[[Any], Coroutine[Any, Any, Any]] = requests.next_event
        self.close_stream: Callable[[Any], Coroutine[Any, Any, None]] = requests.close_stream

    async def create(self, params: Mapping[str, Any]) -> Any:
        """Returns the message."""
        if "compaction" in params:  # a summary of the whole conversation
            return await self._requests.create(params)
        message = await self._asked(self._requests.create, params)
        self._learn(message)
        return message

    async def open_stream(self, params: Mapping[str, Any]) -> Any:
        """Returns an open message stream."""
        return await self._asked(self._requests.open_stream, params)

    async def final_message(self, stream: Any) -> Any:
        """Reads a stream to its end and returns the message."""
        message = await self._requests.final_message(stream)
        self._learn(message)
        return message

    async def _asked(self, ask: Any, params: Mapping[str, Any]) -> Any:
        self._sent = params
        if self._is_off or FEATURE in self._refused:
            return await ask(params)
        threaded = self._threaded(params)
        self._previous = None  # a request that fails may have continued the thread all the same
        try:
            return await ask(threaded)
        except APIStatusError as error:
            if not _is_about_threads(error):
                raise
            self._is_off = True
            if error.error_code not in _THIS_THREAD:
                self._refused.add(FEATURE)
        return await ask(params)

    def _threaded(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Returns a request that continues the thread; one that begins a thread if this one is not the same conversation."""
        messages: list[Any] = params["messages"]
        count = len(self._known)
        same = messages[:count] == self._known and {name: params.get(name) for name in _KEPT} == self._fields
        if self._previous is None or not same or len(messages) == count:
            return {**params, "thread": {"type": "create"}}
        kept = {name: value for name, value in params.items() if name not in _KEPT}
        thread = {"type": "continue", "previous_message_id": self._previous}
        return {**kept, "messages": messages[count:], "thread": thread}

    def _learn(self, message: Any) -> None:
        """Takes a response: the thread ends with it now."""
        plain = plain_message(message)
        content: list[dict[str, Any]] = plain["content"]
        stays = plain.get("stop_reason") in _CONTINUABLE and all(block.get("type") != "fallback" for block in content)
        self._previous = plain.get("id") if stays else None
        self._known = [*self._sent["messages"], {"role": "assistant", "content": content}]
        self._fields = {name: self._sent.get(name) for name in _KEPT}


def _is_about_threads(error: APIStatusError) -> bool:
    """Whether an error says that there is no thread, or that this API has none."""
    if error.status_code not in (400, 404):
        return False
    return (error.error_code or "").startswith("thread_") or "thread" in error.message.lower()
