"""Sends the requests of one call, each as a call of its own with its own retries, within one deadline."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from attrs import evolve

from claudewire import _log
from claudewire._call.middleware import MiddlewareCall
from claudewire._errors.base import APIError, ConfigurationError
from claudewire._errors.statuses import APIStatusError

from .chain import CAPACITY, Chain, is_refusal
from .state import FallbackState

Send = Callable[[MiddlewareCall], Awaitable[Any]]


class Hops:
    """The requests of one call.

    Args:
        call: The call, as the program made it.
        send: Sends a call and returns its result.
        chain: Which request is next.
        state: Remembers which model answered; None without.
        outage: Whether an outage of a model leads to the next one, too.
    """

    def __init__(
        self, call: MiddlewareCall, send: Send, chain: Chain, *, state: FallbackState | None, outage: bool
    ) -> None:
        self.call: MiddlewareCall = call
        self.chain: Chain = chain
        self._send, self._state, self._outage = send, state, outage
        self._without_speed: set[int] = set()
        limit = call.options.deadline
        self._end = None if limit is None else time.monotonic() + limit
        if state is not None and state.index is not None and state.index >= 0:
            if state.index >= len(chain.entries):
                raise ConfigurationError(
                    f"the state names entry {state.index} of the fallbacks, and there are {len(chain.entries)}"
                )
            chain.index = state.index

    async def first_result(self) -> Any:
        """Returns the result of the first model that can be reached.

        Raises:
            APIError: there is none, or the request itself is at fault.
        """
        try:
            return await self._ask()
        except APIError as error:
            return await self.next_after(error)

    async def next_after(self, error: APIError) -> Any:
        """Returns the result of the next model after an outage. Raises `error` if it is none, or no model is left."""
        if not (self._outage and error.is_retryable and self.chain.has_next and self._has_time()):
            raise error
        _log.logger().warning("%s failed (%s): going on with another model", self.chain.model, type(error).__name__)
        result = await self.next_result(error)
        if result is None:
            raise error
        return result

    async def next_result(self, failure: APIError | None = None) -> Any:
        """Asks the next models, one after the other. Returns None if none of them could be reached for want of capacity.

        Raises:
            APIError: the last one refused the request itself: this has to be mended. `partial_message` is what was said before.
        """
        while self.chain.has_next and self._has_time():
            self.chain.advance()
            try:
                return await self._ask()
            except APIError as error:
                failure = error
                self.chain.failed(getattr(error, "status_code", None))
                _log.logger().warning("the fallback %s failed: %s", self.chain.model, type(error).__name__)
        if failure is not None and not failure.is_retryable:
            if self.chain.parts and failure.partial_message is None:
                failure.partial_message = self.call.call.decode(self.chain.message())
            raise failure
        return None

    async def _ask(self) -> Any:
        """Sends the request that is due. One that is refused for a part that may be left out is sent again without it."""
        while True:
            body = self.chain.request()
            if self.chain.index in self._without_speed:
                body.pop("speed", None)
            try:
                return await self._send(self._with_body(body))
            except APIStatusError as error:
                if error.status_code == 400 and self.chain.has_prefill:
                    self.chain.drop_prefill()
                elif self._is_too_fast(body, error):
                    self._without_speed.add(self.chain.index)
                else:
                    raise

    def _is_too_fast(self, body: dict[str, Any], error: APIStatusError) -> bool:
        """Whether a fallback has no room for the fast form that only the original request asked for."""
        inherits = self.chain.index >= 0 and "speed" not in self.chain.entry and body.get("speed") == "fast"
        return inherits and error.status_code in CAPACITY

    def _with_body(self, body: dict[str, Any]) -> MiddlewareCall:
        call = evolve(self.call, call=evolve(self.call.call, body=body))
        if self._end is None:
            return call
        return call.with_options(deadline=max(self._end - time.monotonic(), 0.001))

    def _has_time(self) -> bool:
        return self._end is None or time.monotonic() < self._end

    def finish(self) -> None:
        """Takes that the call has ended: a model that answered is where the next call begins."""
        if self._state is not None and not is_refusal(self.chain.parts[-1].message) and self.chain.index >= 0:
            self._state.index = self.chain.index

    def last_message(self) -> Any:
        """Returns what the model that was asked last has said."""
        from claudewire_api.models import Message

        return Message.from_dict(self.chain.parts[-1].message)
