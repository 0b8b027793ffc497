"""Requests and messages as attributes. Pure, and without content: that is in `content`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast
from urllib.parse import urlsplit

from .names import (
    CONVERSATION_COMPACTED,
    OUTPUT_TYPE,
    REQUEST_MAX_TOKENS,
    REQUEST_MODEL,
    REQUEST_REASONING_LEVEL,
    REQUEST_STOP_SEQUENCES,
    REQUEST_STREAM,
    REQUEST_TEMPERATURE,
    REQUEST_TOP_K,
    REQUEST_TOP_P,
    RESPONSE_FINISH_REASONS,
    RESPONSE_ID,
    RESPONSE_MODEL,
    SERVER_ADDRESS,
    SERVER_PORT,
    USAGE_CACHE_CREATION,
    USAGE_CACHE_READ,
    USAGE_CACHE_WRITE,
    USAGE_INPUT,
    USAGE_OUTPUT,
    USAGE_REASONING,
)

#: Attributes of a request that are numbers or lists of the body, by field, with the type that the conventions give them.
_FIELDS: Final = {
    "max_tokens": (REQUEST_MAX_TOKENS, int),
    "temperature": (REQUEST_TEMPERATURE, float),
    "top_k": (REQUEST_TOP_K, int),
    "top_p": (REQUEST_TOP_P, float),
}
_PORTS: Final = {"https": 443, "http": 80}


def as_json(value: Any) -> Any:
    """Return a value of a request or response as JSON has it: models become dictionaries."""
    to_dict: Any = getattr(value, "to_dict", None)
    if to_dict is not None and not isinstance(value, type):
        return as_json(to_dict())
    if isinstance(value, Mapping):
        fields: Mapping[Any, Any] = value  # pyright: ignore[reportUnknownVariableType]
        return {str(key): as_json(item) for key, item in fields.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in cast("list[Any]", value)]
    return value


def request_attributes(params: Mapping[str, Any], *, is_stream: bool) -> dict[str, Any]:
    """Return the attributes of a request."""
    out: dict[str, Any] = {}
    if isinstance(model := params.get("model"), str):
        out[REQUEST_MODEL] = model
    if is_stream:
        out[REQUEST_STREAM] = True
    for field, (name, kind) in _FIELDS.items():
        value = params.get(field)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            out[name] = kind(value)
    stop = params.get("stop_sequences")
    if isinstance(stop, (list, tuple)) and stop:
        out[REQUEST_STOP_SEQUENCES] = tuple(map(str, cast("list[Any]", stop)))
    config: dict[str, Any] = as_json(params.get("output_config")) or {}
    if isinstance(effort := config.get("effort"), str):
        out[REQUEST_REASONING_LEVEL] = effort
    if config.get("format") is not None:
        out[OUTPUT_TYPE] = "json"
    return out


def server_attributes(url: str) -> dict[str, Any]:
    """Return the host and port of a URL."""
    parts = urlsplit(url)
    port = parts.port or _PORTS.get(parts.scheme)
    return {SERVER_ADDRESS: parts.hostname or "", **({SERVER_PORT: port} if port else {})}


def response_attributes(message: Any) -> dict[str, Any]:
    """Return the attributes of a message, which may be incomplete."""
    out: dict[str, Any] = {}
    for name, field in ((RESPONSE_ID, "id"), (RESPONSE_MODEL, "model")):
        if isinstance(value := getattr(message, field, None), str):
            out[name] = value
    if isinstance(reason := getattr(message, "stop_reason", None), str):
        out[RESPONSE_FINISH_REASONS] = (reason,)
    content: Any = getattr(message, "content", None) or ()
    if any(getattr(block, "type", None) == "compaction" for block in content):
        out[CONVERSATION_COMPACTED] = True
    return out


def usage_attributes(usage: Any) -> dict[str, int]:
    """Return the tokens of a message. Input tokens include those of the cache, as the conventions ask for."""
    out: dict[str, int] = {}
    fresh, output = _count(usage, "input_tokens"), _count(usage, "output_tokens")
    read, written = _count(usage, "cache_read_input_tokens"), _count(usage, "cache_creation_input_tokens")
    if fresh is not None:
        out[USAGE_INPUT] = fresh + (read or 0) + (written or 0)
    if output is not None:
        out[USAGE_OUTPUT] = output
    if read is not None:
        out[USAGE_CACHE_READ] = read
    if written is not None:
        out[USAGE_CACHE_WRITE] = out[USAGE_CACHE_CREATION] = written
    thinking = _count(getattr(usage, "output_tokens_details", None), "thinking_tokens")
    if thinking is not None:
        out[USAGE_REASONING] = thinking
    return out


def _count(usage: Any, field: str) -> int | None:
    value = getattr(usage, field, None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def error_type(error: BaseException) -> str:
    """Return what an error is called: the name of its class; with its module if it is not one of ours."""
    kind = type(error)
    if kind.__module__.partition(".")[0] in ("claudewire", "claudewire_api", "builtins"):
        return kind.__name__
    return f"{kind.__module__}.{kind.__qualname__}"
