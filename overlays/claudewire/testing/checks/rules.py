"""Rules of the Messages API that a schema cannot express, with the messages of the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from claudewire.contract.values import is_array
from claudewire.testing.responses.errors import invalid_request

from . import output_schema
from .images import check_images

_BREAKPOINTS: Final = 4
_EMPTY: Final = "all messages must have non-empty content except for the optional final assistant message"
_NO_CALL: Final = (
    "unexpected `tool_use_id` found in `tool_result` blocks: {}. Each `tool_result` block must have a corresponding "
    "`tool_use` block in the previous message."
)
_NO_RESULT: Final = (
    "`tool_use` ids were found without `tool_result` blocks immediately after: {}. Each `tool_use` block must have a "
    "corresponding `tool_result` block in the next message."
)


def check_message(body: Mapping[str, Any], max_output: int, *, prefill: bool = True) -> None:
    """Refuse what the API refuses.

    Args:
        body: the request.
        max_output: output tokens that the model can write.
        prefill: whether the model accepts a last message of the assistant.

    Raises:
        APIErrorResponse: 400, with the sentence of the first broken rule.
    """
    sentence = next(_broken(body, max_output, prefill=prefill), None)
    if sentence:
        raise invalid_request(sentence)
    check_images(body["messages"])


def check_batched(params: Mapping[str, Any], max_output: int, *, prefill: bool = True) -> None:
    """Refuse what the API refuses in a batch, where a request may not stream, hurry, or only warm the cache.

    Raises:
        APIErrorResponse: 400, with the sentence of the first broken rule.
    """
    if params.get("stream"):
        raise invalid_request("stream: Streaming is not supported in message batches")
    if params.get("speed"):
        raise invalid_request("speed: Extra inputs are not permitted")
    if params["max_tokens"] == 0:
        raise invalid_request("max_tokens: Input should be greater than or equal to 1")
    if _payer(params) == "user_profile":
        raise invalid_request("billing_policy.bill_to: Message batches cannot be billed to a user profile")
    check_message(params, max_output, prefill=prefill)


def check_billed(body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
    """Refuse to bill a customer whom the request does not name.

    Raises:
        APIErrorResponse: 400 `user_profile_required`.
    """
    if _payer(body) == "user_profile" and not headers.get("anthropic-user-profile-id"):
        raise invalid_request(
            "billing_policy: bill_to user_profile needs the header anthropic-user-profile-id",
            code="user_profile_required",
        )


def _payer(body: Mapping[str, Any]) -> str:
    policy: Mapping[str, Any] = body.get("billing_policy") or {}
    return policy.get("bill_to") or "self"


def check_countable(body: Mapping[str, Any]) -> None:
    """Refuse tools that run on the server, which token counting does not support.

    Raises:
        APIErrorResponse: 400.
    """
    for index, tool in enumerate(body.get("tools") or ()):
        kind = tool.get("type") or "custom"
        if kind.startswith(("web_search_", "web_fetch_", "code_execution_", "advisor_")):
            raise invalid_request(f"tools.{index}: Server tools are not supported in token counting")


def _broken(body: Mapping[str, Any], max_output: int, *, prefill: bool) -> Iterator[str]:
    yield from _sizes(body, max_output)
    yield from _conversation(body["messages"])
    if (
        body.get("fallback_credit_token") is None
    ):  # with it, the last message may be what a model that declined has written
        yield from _prefilled(body["messages"], prefill=prefill)
    yield from output_schema.check_request(body)
    yield from _tools(body)
    yield from _thinking(body)
    marks = sum(1 for _ in _cache_marks(body))
    if marks > _BREAKPOINTS:
        yield f"A maximum of {_BREAKPOINTS} blocks with cache_control may be provided. Found {marks}."


def _sizes(body: Mapping[str, Any], max_output: int) -> Iterator[str]:
    if body.get("max_tokens", 0) > max_output:
        yield (
            f"max_tokens: {body['max_tokens']} > {max_output}, which is the maximum allowed number of output tokens "
            f"for {body['model']}"
        )


def _conversation(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not messages:
        yield "messages: at least one message is required"
    for index, message in enumerate(messages):
        optional = message["role"] == "system" or (message["role"] == "assistant" and index == len(messages) - 1)
        if not message["content"] and not optional:
            yield f"messages.{index}: {_EMPTY}"
    yield from _tool_calls(messages)
    yield from _failed_results(messages)


def _is_paused(content: Any) -> bool:
    """Whether a turn of the assistant was interrupted by the API: it is sent back unchanged after `pause_turn` or `compaction`."""
    last: Any = cast("list[object]", content)[-1] if isinstance(content, list) and content else {}
    kind = str(last.get("type"))
    return kind in ("server_tool_use", "compaction") or kind.endswith("_tool_result")


def _prefilled(messages: Sequence[Mapping[str, Any]], *, prefill: bool) -> Iterator[str]:
    if not messages or messages[-1]["role"] != "assistant":
        return
    content: Any = messages[-1]["content"]
    if not prefill and not _is_paused(content):
        yield "This model does not support assistant message prefill. The conversation must end with a user message."
    last: Any = content if isinstance(content, str) else content[-1].get("text", "") if content else ""
    if isinstance(last, str) and last != last.rstrip():
        yield "messages: final assistant content cannot end with trailing whitespace"


def _failed_results(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The result of a failed tool is text, and not empty."""
    for index, message in enumerate(messages):
        for place, block in enumerate(_blocks(message)):
            if block["type"] != "tool_result" or not block.get("is_error"):
                continue
            content: Any = block.get("content")
            path = f"messages.{index}.content.{place}.tool_result"
            if not content:
                yield f'{path}: content cannot be empty if "is_error" is true'
            elif is_array(content) and any(part["type"] != "text" for part in content):
                yield f'{path}: all content must be type "text" if "is_error" is true'


def _tool_calls(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Each tool call has its result in the next turn, and each result its call. Neighbours of one role are one turn."""
    waiting: set[str] = set()
    for index, message in enumerate(messages):
        if message["role"] == "assistant":
            waiting |= {block["id"] for block in _blocks(message) if block["type"] == "tool_use"}
            continue
        for place, block in enumerate(_blocks(message)):
            if block["type"] == "tool_result" and block["tool_use_id"] not in waiting:
                yield f"messages.{index}.content.{place}: {_NO_CALL.format(block['tool_use_id'])}"
        if message["role"] == "user":
            waiting -= {block["tool_use_id"] for block in _blocks(message) if block["type"] == "tool_result"}
            over = [later["role"] for later in messages[index + 1 : index + 2]] != ["user"]
            if waiting and over:
                yield f"messages.{index - 1}: {_NO_RESULT.format(', '.join(sorted(waiting)))}"


def _blocks(message: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    content: str | Sequence[Mapping[str, Any]] = message["content"]
    return () if isinstance(content, str) else content


def _tools(body: Mapping[str, Any]) -> Iterator[str]:
    names = [tool["name"] for tool in body.get("tools") or () if "name" in tool]
    if len(names) != len(set(names)):
        yield "tools: Tool names must be unique."
    choice: Mapping[str, Any] = body.get("tool_choice") or {}
    if choice.get("type") == "tool" and choice["name"] not in names:
        yield f"Tool '{choice['name']}' not found in provided tools"
    if choice.get("type") in ("any", "tool") and not body.get("tools"):
        yield "tool_choice: tools must be provided when tool_choice asks for one"


def _thinking(body: Mapping[str, Any]) -> Iterator[str]:
    config: Mapping[str, Any] = body.get("thinking") or {}
    choice: Mapping[str, Any] = body.get("tool_choice") or {}
    if config.get("type") in ("enabled", "adaptive") and choice.get("type") in ("any", "tool"):
        yield "Thinking may not be enabled when tool_choice forces tool use."
    on = config.get("type") in ("enabled", "adaptive")
    if on and body.get("temperature") not in (None, 1):
        yield "`temperature` may only be set to 1 when thinking is enabled."
    if on and body.get("top_k") is not None:
        yield "`top_k` must be unset when thinking is enabled."
    if config.get("type") == "enabled" and config["budget_tokens"] >= body.get(
        "max_tokens", config["budget_tokens"] + 1
    ):
        yield "`max_tokens` must be greater than `thinking.budget_tokens`."


def _cache_marks(body: Mapping[str, Any]) -> Iterator[Any]:
    parts: list[Any] = [body.get("tools"), body.get("system"), *(message["content"] for message in body["messages"])]
    for part in parts:
        for block in part if is_array(part) else ():
            if block.get("cache_control"):
                yield block
    if body.get("cache_control"):
        yield body
