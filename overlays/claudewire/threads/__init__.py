"""`client.messages.thread(…)`: a conversation that the API keeps, so that each turn sends only its new messages.

Public: `MessageThread` and `AsyncMessageThread`. The conversation of a thread is a `Run` of `claudewire.tools`; the place in the
thread is a `ThreadPosition`. The package is given a resource, and knows no client.
"""

from __future__ import annotations

from .thread import AsyncMessageThread, MessageThread

#: Names of the official SDK.
BetaMessageThread = MessageThread
BetaAsyncMessageThread = AsyncMessageThread

__all__ = ["AsyncMessageThread", "BetaAsyncMessageThread", "BetaMessageThread", "MessageThread"]
