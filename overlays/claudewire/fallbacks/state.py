"""Which model a conversation has come to: a value that several calls share."""

from __future__ import annotations

from contextvars import ContextVar, Token
from types import TracebackType
from typing import Final, Self


class FallbackState:
    """Remembers the model that answered, so that the next call begins there. One for each conversation.

        state = FallbackState()
        with state:
            client.messages.create(…)   # declined by the first model, answered by the second
            client.messages.create(…)   # begins with the second

    Only a finished answer moves it. Threads and tasks may share one.

    Args:
        index: Which entry of `Fallbacks` the calls begin with; None for the model of the request.
    """

    def __init__(self, index: int | None = None) -> None:
        self.index = index

    def __enter__(self) -> Self:
        _tokens.set((*_tokens.get(), _current.set(self)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        *others, token = _tokens.get()
        _tokens.set(tuple(others))
        _current.reset(token)

    def __repr__(self) -> str:
        return f"FallbackState(index={self.index})"


_current: Final[ContextVar[FallbackState | None]] = ContextVar("claudewire_fallback_state", default=None)
#: A token may only be reset in the context that made it, so the tokens are in the context and not on the state.
_tokens: Final[ContextVar[tuple[Token[FallbackState | None], ...]]] = ContextVar(
    "claudewire_fallback_tokens", default=()
)


def current_state() -> FallbackState | None:
    """Returns the state of the innermost `with` block."""
    return _current.get()
