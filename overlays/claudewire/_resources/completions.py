"""The text completions of old: the API has retired them. The classes are there for tools that look for them."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from claudewire_api._errors import RequestInvalid

#: What stood before the words of a person, and of the model, in a prompt.
HUMAN_PROMPT: Final = "\n\nHuman:"
AI_PROMPT: Final = "\n\nAssistant:"


def _refuse() -> NoReturn:
    raise RequestInvalid("the API has no text completions any more: use client.messages.create(messages=[…])")


class Completions:
    """`client.completions` of the official SDK. Every call is refused, before anything is sent."""

    def create(self, **arguments: Any) -> NoReturn:  # noqa: ARG002  # as officially
        """Refuse the call. Raises RequestInvalid."""
        _refuse()


class AsyncCompletions:
    """Async version of `Completions`."""

    async def create(self, **arguments: Any) -> NoReturn:  # noqa: ARG002  # as officially
        """Refuse the call. Raises RequestInvalid."""
        _refuse()
