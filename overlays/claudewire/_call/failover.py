"""Failover: a call that one client cannot get through goes to the next one, before its first content.

The clients stand in an order. A call moves on after an outage or a throttle, when the retry policy of the client has given up. Its
deadline is the same for all, and its attempts are counted together.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from attrs import evolve

from claudewire import _log
from claudewire._errors.base import APIError

from .call_state import CallState
from .pipeline import AsyncPipeline, BasePipeline, Pipeline
from .responses.response import ResponseInfo


class _Failover(BasePipeline):
    """What both kinds share."""

    async def with_retries(self, state: CallState, finish: Callable[[CallState, Any, ResponseInfo], Any]) -> Any:
        """Attempt a call on one client after the other. Raises the error of the last one that was asked."""
        while True:
            try:
                if state.target == 0:
                    return await super().with_retries(state, finish)
                return await self.others[state.target - 1].with_retries(state, finish)
            except APIError as error:
                if not self.may_switch(state, error):
                    raise
            await self.switch(state)

    def may_switch(self, state: CallState, error: APIError) -> bool:
        """Return whether another client may succeed: not after an error of the request itself, nor after the deadline."""
        if state.deadline is not None and time.monotonic() >= state.deadline:
            return False
        return error.is_retryable and state.request.rewindable and state.target < len(self.others)

    async def switch(self, state: CallState) -> None:
        """Let the next client carry out the call."""
        now = self if state.target == 0 else self.others[state.target - 1]
        target = self.others[state.target]
        call = state.call
        if call.body is not None and isinstance(model := call.body.get("model"), str):
            call = evolve(call, body={**call.body, "model": now.config.platform.first_party(model)})
        state.switch_to(await target.prepare_call(call, state.options))
        _log.logger().info("%s: going on with %s", call.operation.id, target.config.platform.title)

    async def _reopen(self, state: CallState, error: APIError) -> Any:
        try:
            delay = state.next_delay(error)
        except APIError:
            if not self.may_switch(state, error):
                raise
            await self.switch(state)
        else:
            await self._sleep(delay)
        return await self.open_state(state)


class FailoverPipeline(_Failover, Pipeline):
    """Runs calls, blocking, on one client or the next."""


class AsyncFailoverPipeline(_Failover, AsyncPipeline):
    """Runs calls on an event loop, on one client or the next."""
