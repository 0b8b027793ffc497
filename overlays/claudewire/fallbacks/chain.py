"""One call that goes from model to model: which request is next, and the message that the parts add up to. Pure.

The form is that of the API's own `fallbacks`: a `fallback` block at each point where one model declined and another went on,
`usage` as the sum and `usage.iterations` with each run. So a conversation can move between this, the API and other SDKs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from attrs import define, field

from claudewire._errors.base import ConfigurationError
from claudewire._outputs.seams import THINKING, clean_history
from claudewire._outputs.usage import add_usage

JSON = dict[str, Any]

#: Statuses after which the API names the model in `recommended_model`: it could not be tried for want of capacity.
CAPACITY: Final = frozenset({429, 529})
#: Fields of a message that the parts do not simply hand on.
_OWN_FIELDS: Final = frozenset({
    "id", "type", "role", "model", "content", "usage", "stop_reason", "stop_sequence", "stop_details",
})  # fmt: skip
_COUNTS: Final = ("input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")


def check_entries(entries: Iterable[Any]) -> tuple[JSON, ...]:
    """Returns the models to try, each as the fields that replace those of the request.

    Raises:
        ConfigurationError: an entry is neither the name of a model nor an object with one.
    """
    out: list[JSON] = []
    for entry in entries:
        given: Any = {"model": entry} if isinstance(entry, str) else entry
        fields: JSON = dict(cast("JSON", given)) if isinstance(given, Mapping) else {}
        if not isinstance(fields.get("model"), str) or not fields["model"]:
            raise ConfigurationError(f"a fallback is a model, or an object with a model, not {entry!r}")
        out.append(fields)
    return tuple(out)


def patched(params: Mapping[str, Any], entry: Mapping[str, Any]) -> JSON:
    """Returns the request for an entry: its fields replace those of the original request, and None removes one.

    `output_config` is combined field by field. Thinking between tools is turned off, because another model may not have it.
    """
    out = _replaced(params, entry)
    thinking: Any = params.get("thinking")
    if "thinking" not in entry and _kind_of(thinking) == "between_tools":
        out["thinking"] = {"type": "disabled"}
    config: Any = entry.get("output_config")
    if isinstance(config, Mapping):
        given: Any = params.get("output_config")
        base = cast("JSON", given) if isinstance(given, Mapping) else given.to_dict() if given is not None else {}
        combined = _replaced(base, cast("JSON", config))
        out.pop("output_config", None)
        if combined:
            out["output_config"] = combined
    return out


def _kind_of(value: Any) -> Any:
    return cast("JSON", value).get("type") if isinstance(value, Mapping) else getattr(value, "type", None)


def _replaced(base: Mapping[str, Any], changes: Mapping[str, Any]) -> JSON:
    merged = {**base, **changes}
    return {name: value for name, value in merged.items() if value is not None or name not in changes}


def is_refusal(message: Mapping[str, Any]) -> bool:
    """Whether a message ends in a refusal."""
    return message.get("stop_reason") == "refusal"


@define
class Part:
    """What one model said.

    Attributes:
        model: The model, as the request named it.
        message: The message, as JSON.
    """

    model: str
    message: JSON

    @property
    def content(self) -> list[JSON]:
        return list(self.message.get("content") or ())

    @property
    def details(self) -> JSON:
        """`stop_details` of a refusal."""
        return self.message.get("stop_details") or {}


@define(kw_only=True)
class Chain:
    """The state of one call.

    Attributes:
        params: The original request. Every entry changes it, never the request of another entry.
        entries: The models to try, in order.
        index: Which entry is asked; -1 for the original request.
        parts: What the models said that were reached, in order.
    """

    params: JSON
    entries: tuple[JSON, ...]
    index: int = -1
    parts: list[Part] = field(factory=list[Part])
    #: A token for the retry. It stays until a model is reached: a request that failed has not used it.
    _token: str | None = field(default=None, init=False)
    _prefill: list[JSON] = field(factory=list[JSON], init=False)
    _recommended: str | None = field(default=None, init=False)

    @property
    def has_next(self) -> bool:
        return self.index + 1 < len(self.entries)

    @property
    def entry(self) -> JSON:
        """The entry that is asked; empty for the original request."""
        return self.entries[self.index] if self.index >= 0 else {}

    @property
    def model(self) -> str:
        """The model that is asked."""
        return str(self.entry.get("model") or self.params.get("model"))

    @property
    def has_prefill(self) -> bool:
        return bool(self._prefill)

    def drop_prefill(self) -> None:
        """Sends the request without what the first model had written: the API did not take it."""
        self._prefill = []

    def request(self) -> JSON:
        """Returns the body of the request that is due."""
        body = patched(self.params, self.entry) if self.index >= 0 else dict(self.params)
        messages = clean_history(list(body.get("messages") or ()))
        if self._token is not None:
            # `best_effort`: a token that cannot be redeemed costs its discount, not the response.
            body["fallback_credit_token"] = {"token": self._token, "mode": "best_effort"}
        if self._prefill:
            messages.append({"role": "assistant", "content": list(self._prefill)})
        return {**body, "messages": messages}

    def take(self, message: JSON) -> bool:
        """Takes what the model that was asked has said. Returns whether it declined and another one is left."""
        part = Part(self.model, message)
        self.parts.append(part)
        self._recommended = None
        if not is_refusal(message):
            return False
        token = part.details.get("fallback_credit_token")
        self._token = token if isinstance(token, str) and token else None
        # Without a claim the token is for the request as it was, with what an earlier model had written.
        if self._token is not None and part.details.get("fallback_has_prefill_claim") is True:
            self._prefill = [*self._prefill, *_as_prefill(part.content)]
        while self._prefill and self._prefill[-1].get("type") in THINKING:  # the API takes no message that ends so
            self._prefill.pop()
        return self.has_next

    def advance(self) -> None:
        """Goes to the next entry."""
        self.index += 1

    def failed(self, status: int | None) -> None:
        """Takes that the model that was asked could not be reached."""
        self._recommended = self.model if status in CAPACITY else None

    # -- what the parts add up to ----------------------------------------------------------------------------------------

    def pending_seams(self, *, shown: int) -> list[JSON]:
        """Returns the `fallback` blocks between the parts of which the last `shown` come before content that follows."""
        names = [part.model for part in self.parts] + [self.model]
        first = len(self.parts) - shown
        return [
            _seam(names[n], names[n + 1], self.parts[n].details.get("category")) for n in range(first, len(self.parts))
        ]

    def content(self) -> list[JSON]:
        """Returns the content of all parts, with a `fallback` block wherever another model went on."""
        out: list[JSON] = []
        pending: list[JSON] = []
        for n, part in enumerate(self.parts):
            if n > 0:
                pending.append(_seam(self.parts[n - 1].model, part.model, self.parts[n - 1].details.get("category")))
            if part.content or not is_refusal(part.message):
                out += [*pending, *part.content]
                pending = []
        return out

    def usage(self) -> JSON:
        """Returns the tokens of all parts, and each run in `iterations`."""
        total: JSON = {}
        iterations: list[JSON] = []
        for n, part in enumerate(self.parts):
            usage: JSON = part.message.get("usage") or {}
            total = add_usage(total, usage)
            serves = n > 0 and not is_refusal(part.message)
            reported: list[JSON] = usage.get("iterations") or [_iteration(usage)]
            runs = [{"model": part.model, **run, "type": "message"} for run in reported]
            if serves:
                runs[-1]["type"] = "fallback_message"
            iterations += runs
        return {**total, "iterations": iterations}

    def carried(self) -> JSON:
        """Returns the other fields of the last message: a stream whose beginning was another model's has them at its end."""
        last = self.parts[-1].message
        return {name: value for name, value in last.items() if name not in _OWN_FIELDS and value is not None}

    def ending(self) -> JSON:
        """Returns how the whole ends: the fields of the last message, or of the first refusal if every model declined."""
        last = self.parts[-1].message
        if not is_refusal(last):
            return {
                "stop_reason": last.get("stop_reason"),
                "stop_sequence": last.get("stop_sequence"),
                "model": last.get("model"),
            }
        first = self.parts[0]
        details = {**first.details}
        if self._recommended is not None:
            details["recommended_model"] = self._recommended
        ending: JSON = {"stop_reason": "refusal", "stop_sequence": None, "model": first.message.get("model")}
        return {**ending, "stop_details": details or None}

    def message(self) -> JSON:
        """Returns the whole message, as JSON."""
        first, last = self.parts[0].message, self.parts[-1].message
        if len(self.parts) == 1 and self._recommended is None:
            return first
        base = last if not is_refusal(last) else {**first, **self.carried()}
        return {**base, **self.ending(), "id": first.get("id"), "content": self.content(), "usage": self.usage()}


def _seam(origin: str, target: str, category: Any) -> JSON:
    trigger = {"type": "refusal", "category": category}
    return {"type": "fallback", "from": {"model": origin}, "to": {"model": target}, "trigger": trigger}


def _iteration(usage: Mapping[str, Any]) -> JSON:
    counts: JSON = {name: usage.get(name) or 0 for name in _COUNTS}
    return {"type": "message", **counts, "cache_creation": usage.get("cache_creation")}


def _as_prefill(content: Iterable[JSON]) -> list[JSON]:
    """Returns blocks as they are sent back: without notes of this client, and without `fallback` blocks."""
    notes = ("input_error", "input_json")
    return [
        {name: value for name, value in block.items() if name not in notes}
        for block in content
        if block.get("type") != "fallback"
    ]
