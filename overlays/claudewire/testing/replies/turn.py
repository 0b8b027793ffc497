"""One turn of a scripted model: what it says, how it ends, how late it is, or how it fails."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

from attrs import evolve, field, frozen

from claudewire.testing.errors import InvalidScript
from claudewire.testing.faults import Fault
from claudewire.testing.ids import Ids
from claudewire.testing.json_values import check_json
from claudewire.testing.responses.errors import APIErrorResponse, status_of
from claudewire.testing.responses.steps import dumps

from .canned import SIGNATURE, Block, text
from .situations import situation

#: Text, a content block, or several of both; a block can also be a complete message, or options as `turn()` has them.
Content: TypeAlias = "str | Mapping[str, Any] | Sequence[str | Mapping[str, Any]]"
#: What a turn can be given as; the function gets the request body.
Reply: TypeAlias = "Content | Turn | Fault | APIErrorResponse | Callable[[dict[str, Any]], Reply]"
_OPTIONS: Final = ("stop_reason", "usage", "delay")
_CONTENT: Final = ("text", "thinking", "tool", "blocks", "message", "error", "fault", "json", "canned")
_USAGE_NUMBERS: Final = "whole numbers by name, such as {'output_tokens': 7}"
#: A function that returns functions ends here.
_MAX_CALLS: Final = 10


@frozen(kw_only=True)
class Turn:
    """A checked turn."""

    #: Content blocks; None where `make`, `error` or `fault` stands instead.
    content: list[Block] | None = None
    #: A function of the request body that returns another turn.
    make: Callable[[dict[str, Any]], Reply] | None = None
    #: Name of a canned response, which stands in for the content.
    canned: str | None = None
    #: Error instead of a message.
    error: APIErrorResponse | None = None
    #: Fault that the response suffers.
    fault: Fault | None = None
    #: Overrides what follows from the content.
    stop_reason: str | None = None
    #: Fields of `usage` that replace the counted ones.
    usage: Mapping[str, Any] = field(factory=dict[str, Any])
    #: Seconds before the response.
    delay: float = 0.0
    #: Fields of a complete message, taken unchanged.
    fixed: Mapping[str, Any] = field(factory=dict[str, Any])

    def resolve(self, body: dict[str, Any]) -> Turn:
        """Return the turn for this request: that of the function, if there is one, with the options of this turn.

        Args:
            body: Body of the request, as JSON.

        Raises:
            ValueError: the function returned something that is not a turn.
        """
        found = self
        for _ in range(_MAX_CALLS):
            if found.make is None:
                return found
            made = parse_turn(found.make(body))
            found = evolve(
                made,
                stop_reason=made.stop_reason or found.stop_reason,
                usage={**found.usage, **made.usage},
                delay=made.delay or found.delay,
                fault=made.fault or found.fault,
            )
        raise InvalidScript(f"a scripted function returned functions {_MAX_CALLS} times")

    def blocks(self, ids: Ids) -> list[Block]:
        """Return the content; tool calls without an ID get one.

        Args:
            ids: Makes the IDs.
        """
        return [
            {"id": ids.new(_IDS[kind]), "input": {}, **block} if (kind := block["type"]) in _IDS else dict(block)
            for block in self.content or ()
        ]


_IDS: Final = {"tool_use": "toolu_01", "server_tool_use": "srvtoolu_01", "mcp_tool_use": "mcptoolu_01"}


def turn(
    reply: Reply = "",
    *,
    stop_reason: str | None = None,
    usage: Mapping[str, int] | None = None,
    delay: float = 0.0,
    fault: Fault | str | None = None,
) -> Turn:
    """A turn with options.

    Args:
        reply: what a turn without options is: text, blocks, a message, an error, or a function of the request body.
        stop_reason: instead of the one that follows from the content.
        usage: fields of `usage` that replace the counted ones.
        delay: seconds before the response.
        fault: a fault that this response suffers, for instance `"cut;after_events=3"`.

    Raises:
        InvalidScript: one of these has a value that it cannot have.
    """
    made = parse_turn(reply)
    return evolve(
        made,
        stop_reason=_stop_reason(stop_reason) or made.stop_reason,
        usage=_usage(usage) or made.usage,
        delay=_delay(delay) or made.delay,
        fault=(Fault.parse(fault) if isinstance(fault, str) else fault) or made.fault,
    )


def api_error(
    status: int | None = None,
    message: str | None = None,
    *,
    type: str | None = None,
    code: str | None = None,
    retry_after: float | None = None,
    should_retry: bool | None = None,
) -> APIErrorResponse:
    """An error of the API, as a scripted turn.

    Args:
        status: status code, 400 to 599; follows from `type` if that is given alone, else 500.
        message: `error.message`.
        type: `error.type`, for instance `overloaded_error`; follows from the status.
        code: `error.details.error_code`.
        retry_after: seconds in the `retry-after` header.
        should_retry: value of the `x-should-retry` header.

    Raises:
        InvalidScript: one of these has a value that it cannot have.
    """
    given: dict[str, Any] = {
        "status": status, "message": message, "type": type, "code": code, "retry_after": retry_after, "should_retry": should_retry
    }  # fmt: skip
    return _error({name: value for name, value in given.items() if value is not None})


def parse_turn(value: Any) -> Turn:
    """Parse a turn from a test or a file.

    Raises:
        InvalidScript: it is not a turn; the message names the location.
    """
    match value:
        case Turn():
            return value
        case Fault():
            return Turn(content=[text("This response suffers a fault.")], fault=value)
        case APIErrorResponse():
            return Turn(error=value)
        case str():
            _check_json(value)
            return Turn(content=[text(value)])
        case Mapping():
            return _of_mapping(dict(cast("Mapping[str, Any]", value)))
        case list() | tuple():
            return Turn(content=_blocks(cast("Sequence[Any]", value), ""))
        case _ if callable(value):
            return Turn(make=cast("Callable[[dict[str, Any]], Reply]", value))
        case _:
            raise InvalidScript(
                "a turn is text, a content block, a list of both, a message, an error, a fault, or a function of the "
                f"request, not {type(value).__name__}"
            )


def _of_mapping(value: dict[str, Any]) -> Turn:
    if value.get("type") == "message":
        return _of_message(value)
    if "type" in value and not isinstance(value.get("error"), Mapping):
        return Turn(content=[_block(value, "")])
    if value.get("type") == "error":
        value = {name: inner for name, inner in value.items() if name in ("error", *_OPTIONS)}
    kinds = [name for name in _CONTENT if name in value]
    allowed = (*_CONTENT, *_OPTIONS, "input")
    unknown = [name for name in value if name not in allowed]
    if unknown:
        raise InvalidScript(f"a turn has no field {unknown[0]!r}; it has {', '.join(allowed)}")
    if not kinds:
        raise InvalidScript(f"a turn needs one of {', '.join(_CONTENT)}")
    return evolve(
        _of_fields(value, kinds),
        stop_reason=_stop_reason(value.get("stop_reason")),
        usage=_usage(value.get("usage")),
        delay=_delay(value.get("delay", 0.0)),
    )


def _of_fields(value: dict[str, Any], kinds: Sequence[str]) -> Turn:
    """Content fields can stand together: thinking, then text, then a tool call."""
    content: list[Any] = []
    if "thinking" in value:
        content.append({"type": "thinking", "thinking": value["thinking"]})
    if "text" in value:
        content.append(value["text"])
    if "json" in value:
        _check_json(value["json"])
        content.append(dumps(value["json"]).decode())
    if "blocks" in value:
        content += _list(value["blocks"], "blocks")
    if "tool" in value:
        content.append({"type": "tool_use", "name": value["tool"], "input": value.get("input") or {}})
    elif "input" in value:
        raise InvalidScript("input: goes with `tool`")
    fault = _fault(value["fault"]) if "fault" in value else None
    if "error" in value:
        if len(kinds) > 1:
            raise InvalidScript(
                f"error: cannot be combined with {', '.join(kind for kind in kinds if kind != 'error')}"
            )
        return Turn(error=_error(value["error"]))
    if "canned" in value:
        situation(str(value["canned"]))
        return Turn(canned=str(value["canned"]), fault=fault)
    if "message" in value:
        return evolve(_of_message(value["message"]), fault=fault)
    return Turn(content=_blocks(content or ["This response suffers a fault."], ""), fault=fault)


def _of_message(value: Any) -> Turn:
    if not isinstance(value, Mapping):
        raise InvalidScript(f"message: should be an object, not {type(value).__name__}")
    message: dict[str, Any] = dict(cast("Mapping[str, Any]", value))
    _check_json({name: inner for name, inner in message.items() if name != "content"})
    content = message.get("content", [])
    blocks = _blocks([content] if isinstance(content, str) else _list(content, "content"), "content.")
    usage = _usage(message.get("usage"))
    fixed = {name: inner for name, inner in message.items() if name not in ("content", "stop_reason", "usage")}
    return Turn(content=blocks, stop_reason=_stop_reason(message.get("stop_reason")), usage=usage, fixed=fixed)


def _list(value: Any, path: str) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)):
        raise InvalidScript(f"{path}: should be a list, not {type(value).__name__}")
    return cast("Sequence[Any]", value)


def _blocks(values: Sequence[Any], path: str) -> list[Block]:
    return [_block(value, f"{path}{index}: ") for index, value in enumerate(values)]


#: Fields without which a block can be neither counted nor streamed.
_FIELDS: Final[Mapping[str, Mapping[str, type]]] = {
    "text": {"text": str},
    "thinking": {"thinking": str},
    "tool_use": {"name": str, "input": dict},
    "server_tool_use": {"name": str, "input": dict},
    "mcp_tool_use": {"name": str, "server_name": str, "input": dict},
}


def _block(value: Any, path: str) -> Block:
    if isinstance(value, str):
        _check_json(value)
        return text(value)
    if not isinstance(value, Mapping):
        raise InvalidScript(f"{path}should be text or a content block, not {type(value).__name__}")
    block: Block = dict(cast("Mapping[str, Any]", value))
    kind = block.get("type")
    if not isinstance(kind, str):
        raise InvalidScript(f"{path}a content block needs a `type`")
    if kind == "thinking":
        block = {"signature": SIGNATURE, **block}
    if kind in ("tool_use", "server_tool_use", "mcp_tool_use"):
        block = {"input": {}, **block}
    for name, expected in _FIELDS.get(kind, {}).items():
        if name not in block:
            raise InvalidScript(f"{path}a `{kind}` block needs `{name}`")
        if not isinstance(block[name], expected):
            raise InvalidScript(
                f"{path}{name} should be {'text' if expected is str else 'an object'}, not {type(block[name]).__name__}"
            )
    _check_json(block)
    return block


def _fault(value: Any) -> Fault:
    if isinstance(value, Fault):
        return value
    if isinstance(value, str):
        return Fault.parse(value)
    if isinstance(value, Mapping):
        return Fault.of_options(cast("Mapping[str, Any]", value))
    raise InvalidScript(f"fault: should be a name or options, not {type(value).__name__}")


_ERROR_FIELDS: Final = ("status", "type", "message", "code", "retry_after", "should_retry")


def _error(value: Any) -> APIErrorResponse:
    """An error from its status, from its type, or from an object with both."""
    if isinstance(value, bool) or not isinstance(value, (int, str, Mapping)):
        raise InvalidScript(f"error: should be a status, an error type, or an object, not {type(value).__name__}")
    if isinstance(value, (int, str)):
        value = {"status": value} if isinstance(value, int) else {"type": value}
    options: dict[str, Any] = dict(cast("Mapping[str, Any]", value))
    unknown = [name for name in options if name not in _ERROR_FIELDS]
    if unknown:
        raise InvalidScript(f"error: has no field {unknown[0]!r}; it has {', '.join(_ERROR_FIELDS)}")
    for name in ("type", "message", "code"):
        if not isinstance(options.get(name, ""), str):
            raise InvalidScript(f"error: {name} should be text, not {type(options[name]).__name__}")
        _check_json(options.get(name))
    status = options.get("status", status_of(options.get("type", "")))
    if isinstance(status, bool) or not isinstance(status, int) or not 400 <= status <= 599:
        raise InvalidScript(f"error: status should be 400 to 599, not {status!r}")
    headers: dict[str, str] = {}
    if "retry_after" in options:
        headers["retry-after"] = f"{_seconds(options['retry_after'], 'error: retry_after'):g}"
    if "should_retry" in options:
        if not isinstance(options["should_retry"], bool):
            raise InvalidScript(f"error: should_retry should be true or false, not {options['should_retry']!r}")
        headers["x-should-retry"] = str(options["should_retry"]).lower()
    message = options.get("message", "A scripted error.")
    return APIErrorResponse(status, message, kind=options.get("type"), code=options.get("code"), headers=headers)


def _stop_reason(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InvalidScript(f"stop_reason: should be text, not {type(value).__name__}")
    _check_json(value)
    return value


def _usage(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidScript(f"usage: should be {_USAGE_NUMBERS}, not {type(value).__name__}")
    usage: dict[str, Any] = dict(cast("Mapping[str, Any]", value))
    for name, count in usage.items():
        if (
            name.endswith("_tokens")
            and count is not None
            and (isinstance(count, bool) or not isinstance(count, int) or count < 0)
        ):
            raise InvalidScript(f"usage: should be {_USAGE_NUMBERS}; {name} is {count!r}")
    _check_json(usage)
    return usage


def _delay(value: Any) -> float:
    return _seconds(value, "delay")


def _seconds(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        raise InvalidScript(f"{name}: should be a number of seconds, not negative, not {value!r}")
    return float(value)


def _check_json(value: Any) -> None:
    try:
        check_json(value)
    except ValueError as error:
        raise InvalidScript(str(error)) from None
