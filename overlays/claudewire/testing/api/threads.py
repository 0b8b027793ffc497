"""Message threads: conversations that the server keeps under the ID of their latest message."""

from __future__ import annotations

from typing import Any, Final

from claudewire.testing.responses.errors import APIErrorResponse, invalid_request, not_found
from claudewire.testing.state import State

#: Fields that a thread keeps from the request that created it.
_KEPT: Final = ("system", "tools")


def resume(state: State, body: dict[str, Any]) -> dict[str, Any]:
    """Return a request with the complete conversation: that of its thread, if it continues one, and its own messages.

    Raises:
        APIErrorResponse: 404 `thread_not_found`, or 400 `thread_already_continued` or `thread_fingerprint_mismatch`.
    """
    thread: dict[str, Any] = body.get("thread") or {}
    if thread.get("type") != "continue":
        return body
    name = thread["previous_message_id"]
    kept = state.store.get("thread", name)
    if kept is None:
        raise not_found(f"thread: no thread ends with the message {name}", code="thread_not_found")
    if kept["continued"]:
        raise APIErrorResponse(
            400, f"thread: another request has continued the thread after {name}", code="thread_already_continued"
        )
    changed = [field for field in _KEPT if body.get(field) is not None and body[field] != kept["fields"].get(field)]
    if changed:
        raise invalid_request(
            f"thread: {changed[0]} differs from the request that created the thread", code="thread_fingerprint_mismatch"
        )
    return {**body, **kept["fields"], "messages": [*kept["messages"], *body["messages"]]}


def keep(state: State, request: dict[str, Any], complete: dict[str, Any], message: dict[str, Any]) -> None:
    """Keep the conversation under the ID of its new message, if the request has a thread.

    Args:
        state: the server.
        request: the request as it came.
        complete: the request with the complete conversation.
        message: the response.
    """
    thread: dict[str, Any] = request.get("thread") or {}
    if not thread:
        return
    if thread["type"] == "continue":
        before = state.store.get("thread", thread["previous_message_id"])
        state.store.put("thread", thread["previous_message_id"], {**(before or {}), "continued": True})
    state.store.put(
        "thread",
        message["id"],
        {
            "fields": {field: complete[field] for field in _KEPT if complete.get(field) is not None},
            "messages": [*complete["messages"], {"role": "assistant", "content": message["content"]}],
            "continued": False,
        },
    )
