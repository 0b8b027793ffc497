"""The Messages API and token counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from claudewire.testing.checks import rules
from claudewire.testing.errors import InvalidScript
from claudewire.testing.replies import canned, tokens
from claudewire.testing.replies.canned import Block
from claudewire.testing.replies.situations import HEADER, situation
from claudewire.testing.replies.streams import stream
from claudewire.testing.replies.turn import Turn, parse_turn
from claudewire.testing.responses.errors import invalid_request
from claudewire.testing.responses.steps import Steps, delayed, event_stream, json_response
from claudewire.testing.state import Handler, State, ValidRequest

from . import containers, files, models, server_tools, threads

#: Bytes of text per token, by the rule of `tokens`.
_BYTES: Final = 4


def create(state: State, request: ValidRequest) -> Steps:
    rules.check_billed(request.body, request.headers)
    turn, message = _respond(state, request.body, _asked(request.headers.get(HEADER)))
    streamed = request.body.get("stream")
    steps = event_stream(stream(message, state.settings.tokens_per_second)) if streamed else json_response(message)
    if turn.fault:
        steps = turn.fault.apply(steps, request.request_id)
    return delayed(turn.delay, steps) if turn.delay else steps


def count_tokens(state: State, request: ValidRequest) -> Steps:
    models.find(state, request.body["model"])
    rules.check_countable(request.body)
    rules.check_billed(request.body, request.headers)
    count: dict[str, Any] = {"input_tokens": tokens.of_request(request.body)}
    if request.body.get("context_management"):
        count["context_management"] = {"original_input_tokens": count["input_tokens"]}
    return json_response(count)


def write(state: State, body: dict[str, Any], *, batched: bool = False) -> dict[str, Any]:
    """Return the message that responds to a request body.

    Raises:
        APIErrorResponse: no such model, a broken rule, a limit that is used up, or a scripted error.
    """
    return _respond(state, body, None, batched=batched)[1]


def _asked(header: str | None) -> Turn | None:
    """Return the canned response that a request asks for by its header."""
    if header is None:
        return None
    try:
        return parse_turn({"canned": header.strip()})
    except InvalidScript as error:
        raise invalid_request(f"{HEADER}: {error}") from None


def _respond(
    state: State, request: dict[str, Any], asked: Turn | None, *, batched: bool = False
) -> tuple[Turn, dict[str, Any]]:
    body = threads.resume(state, request)
    model = models.find(state, body["model"])
    (rules.check_batched if batched else rules.check_message)(body, model.max_output, prefill=not model.modern)
    for message in body["messages"]:
        files.check_named(state, message["content"])
    total = tokens.of_request(body)
    if not batched:
        state.limits.admit(total)
    container = containers.open_container(state, body)
    turn = _filled(state, body, asked or _scripted(state, body) or _canned(state, body))
    if turn.error:
        raise turn.error.delayed(turn.delay)
    made = _message(state, body, turn, total, container, batched=batched)
    threads.keep(state, request, body, made)
    return turn, made


def _scripted(state: State, body: dict[str, Any]) -> Turn | None:
    turn = state.replies.take(body)
    return turn or (state.fixtures.take(body) if state.fixtures else None)


def _filled(state: State, body: dict[str, Any], turn: Turn) -> Turn:
    """Return the turn with the content of the canned response that it names."""
    if turn.canned is None:
        return turn
    made = parse_turn(situation(turn.canned)(body, state.settings.seed))
    return evolve(
        made,
        stop_reason=turn.stop_reason or made.stop_reason,
        usage={**made.usage, **turn.usage},
        delay=turn.delay,
        fault=turn.fault,
    )


def _message(
    state: State, body: dict[str, Any], turn: Turn, total: int, container: dict[str, Any] | None, *, batched: bool
) -> dict[str, Any]:
    model = models.find(state, body["model"])
    content, ending = _finished(turn, turn.blocks(state.ids), body)
    usage = state.cache.usage(body, total) | _output(content) | {"service_tier": "batch" if batched else "standard"}
    usage |= {"inference_geo": body.get("inference_geo") or "global", "server_tool_use": _server_tool_use(content)}
    if body.get("speed"):
        usage["speed"] = body["speed"]
    message: dict[str, Any] = {
        "id": state.ids.new("msg_01"),
        "type": "message",
        "role": "assistant",
        "model": model.id if body["model"] in model.aliases else body["model"],
        "content": content,
        "stop_sequence": None,
        **ending,
        "stop_details": None,
        "usage": usage,
    }
    if container:
        message["container"] = container
    message |= {**turn.fixed, "usage": {**usage, **turn.usage}}
    state.limits.spend(message["usage"]["output_tokens"])
    return message


def _canned(state: State, body: Mapping[str, Any]) -> Turn:
    if body.get("compaction"):
        return Turn(canned="compaction")
    summary, pause = server_tools.compact(body)
    if pause:
        return Turn(content=summary, stop_reason="compaction")
    work = server_tools.run_server_tools(state, body)
    settings = state.settings
    return Turn(content=[*summary, *canned.reply(body, work, call_tools=settings.call_tools, seed=settings.seed)])


def _finished(turn: Turn, blocks: Sequence[Block], body: Mapping[str, Any]) -> tuple[list[Block], dict[str, Any]]:
    """The content as far as it goes, and why it ends there."""
    content: list[Block] = []
    room = body["max_tokens"] * _BYTES
    for block in blocks:
        stop = _stop_sequence(block, body.get("stop_sequences") or ())
        if stop:
            words, sequence = stop
            return [*content, {**block, "text": words}], {"stop_reason": "stop_sequence", "stop_sequence": sequence}
        key = {"text": "text", "thinking": "thinking"}.get(block["type"])
        size = len(block[key].encode()) if key else tokens.of_block(block) * _BYTES
        if size > room:
            rest = {**block, key: block[key].encode()[:room].decode(errors="ignore")} if key and room else None
            return [*content, *([rest] if rest else [])], {"stop_reason": "max_tokens"}
        content.append(block)
        room -= size
    reason = "tool_use" if any(block["type"] == "tool_use" for block in content) else "end_turn"
    return content, {"stop_reason": turn.stop_reason or ("max_tokens" if body["max_tokens"] == 0 else reason)}


def _stop_sequence(block: Block, sequences: Sequence[str]) -> tuple[str, str] | None:
    """The text before the first stop sequence in a text block, and that sequence."""
    places = [
        (block["text"].find(sequence), sequence)
        for sequence in sequences
        if block["type"] == "text" and sequence in block["text"]
    ]
    if not places:
        return None
    place, sequence = min(places)
    return block["text"][:place], sequence


def _output(content: Sequence[Block]) -> dict[str, Any]:
    thought = sum(tokens.of_text(block["thinking"]) for block in content if block["type"] == "thinking")
    total = sum(tokens.of_block(block) for block in content if block["type"] != "thinking") + thought
    return {"output_tokens": total, "output_tokens_details": {"thinking_tokens": thought}}


def _server_tool_use(content: Sequence[Block]) -> dict[str, int] | None:
    names = [block["name"] for block in content if block["type"] == "server_tool_use"]
    if not names:
        return None
    return {"web_search_requests": names.count("web_search"), "web_fetch_requests": names.count("web_fetch")}


HANDLERS: Final[Mapping[str, Handler]] = {"messages.create": create, "messages.count_tokens": count_tokens}
