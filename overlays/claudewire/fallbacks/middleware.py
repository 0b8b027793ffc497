"""`Fallbacks`: middleware that goes on with another model where one declines or is down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from claudewire import _json
from claudewire._call.middleware import MiddlewareCall

from .chain import Chain, check_entries
from .hops import Hops, Send
from .response import AsyncSplicedResponse, SplicedResponse
from .state import FallbackState, current_state

#: Beta values that make a refusal carry a token for the retry.
DEFAULT_BETAS: Final = ("fallback-credit-2026-07-01",)


class Fallbacks:
    """Middleware: a message that one model declines, or cannot write because of an outage, is written by the next.

        client = Claude(middleware=[Fallbacks("claude-opus-4-8", {"model": "claude-sonnet-4-6", "temperature": None})])

    The result is one message, or one stream, on both doors. A call that has `fallbacks` of its own is left to the API.

    Args:
        entries: Models to try, in order: names, or objects with a `model` and fields that replace those of the request (None
            removes one; `output_config` is combined field by field).
        outage: Whether an error that the retries of a call could not overcome leads to the next model, too.
        state: Which model the calls begin with, and remembers the one that answered. By default that of `with state:`.
        betas: Beta values of every request. The default gets a token with which the second model does not bill the input again.

    Raises:
        ConfigurationError: an entry is not a model.
    """

    def __init__(
        self,
        *entries: str | Mapping[str, Any],
        outage: bool = True,
        state: FallbackState | None = None,
        betas: Iterable[str] = DEFAULT_BETAS,
    ) -> None:
        self._entries = check_entries(entries)
        self._outage, self._state, self._betas = outage, state, tuple(betas)

    def __repr__(self) -> str:
        return f"Fallbacks({', '.join(entry['model'] for entry in self._entries)})"

    def applies_to(self, call: MiddlewareCall) -> bool:
        """Whether a call may go to another model.

        Args:
            call: The call.
        """
        return bool(self._entries) and call.operation == "messages.create" and not call.params.get("fallbacks")

    async def handle_call(self, call: MiddlewareCall, send: Send) -> Any:
        """Runs a call. Suspends only where `send` does.

        Args:
            call: The call.
            send: A coroutine function that sends a call and returns its result.
        """
        if not self.applies_to(call):
            return await send(call)
        betas = call.options.betas
        given = list(betas or ())
        call = call.with_options(betas=[*given, *(beta for beta in self._betas if beta not in given)] or betas)
        chain = Chain(params=dict(call.call.body or {}), entries=self._entries)
        hops = Hops(call, send, chain, state=self._state or current_state(), outage=self._outage)
        result = await hops.first_result()
        if hasattr(result, "_state"):
            return type(result)(call.call, _spliced(hops, result))
        if getattr(result, "_open", None) is not None and call.is_stream:  # a raw response, unread
            return _raw(result, None, _spliced(hops, result))
        return await _finish(hops, result)


def _spliced(hops: Hops, result: Any) -> Any:
    make: Any = (
        AsyncSplicedResponse if hasattr(result, "__aiter__") or hasattr(result, "aiter_bytes") else SplicedResponse
    )
    return make(hops, result)


async def _finish(hops: Hops, result: Any) -> Any:
    """Returns the result of a call that is not a stream, after all models that it takes."""
    while (message := _message_of(result)) is not None and hops.chain.take(message):
        following = await hops.next_result()
        if following is None:
            break
        result = following
    if message is None or not hops.chain.parts:
        return result
    hops.finish()
    whole = hops.chain.message()
    if whole is hops.chain.parts[0].message:
        return result
    if hasattr(result, "_body"):
        return _raw(result, _json.dumps(whole), None)
    decoded = hops.call.call.decode(whole)
    decoded._response = result._response
    return decoded


def _message_of(result: Any) -> dict[str, Any] | None:
    """Returns a result as JSON; None if it is not a message: a raw response in another form, say."""
    found: Any = None
    if hasattr(result, "_body"):
        found = _json.loads(result._body or b"null")
    elif hasattr(result, "to_dict"):
        found = result.to_dict()
    return cast("dict[str, Any]", found) if isinstance(found, dict) and "stop_reason" in found else None


def _raw(response: Any, body: bytes | None, opened: Any) -> Any:
    return type(response)(response._call, response._options, response._caller, response.info, body, opened)


class BetaRefusalFallbackMiddleware(Fallbacks):
    """`Fallbacks` by the name and with the arguments of the official SDK: refusals only.

    Args:
        fallbacks: Models to try, in order, as objects.
        betas: Beta values of every request.
    """

    def __init__(self, fallbacks: Iterable[str | Mapping[str, Any]], *, betas: Iterable[str] | None = None) -> None:
        super().__init__(*fallbacks, outage=False, betas=DEFAULT_BETAS if betas is None else betas)


BetaFallbackState = FallbackState
