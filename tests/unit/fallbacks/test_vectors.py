"""Fallbacks as data: what the models say → the requests and the result, plain and as a stream, on both doors, in every kind of client."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claudewire import APIStatusError, AsyncClaude, Claude
from claudewire.fallbacks import Fallbacks, FallbackState
from claudewire.testing import LocalServer, api_error
from tests.support.loops import run_on

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "vectors" / "fallbacks.json").read_text())
MODELS = {"M0": "claude-sonnet-5-5", "M1": "claude-opus-4-8", "M2": "claude-haiku-4-5"}
PARAMS: dict[str, Any] = {"max_tokens": 200, "messages": [{"role": "user", "content": "Go"}]}


def block_of(item: Any) -> dict[str, Any]:
    return {"type": "text", "text": item} if isinstance(item, str) else item


def turn_of(spec: dict[str, Any]) -> Any:
    if "error" in spec:
        return api_error(spec["error"])
    message = {
        "type": "message",
        "content": [block_of(item) for item in spec.get("refusal") or spec.get("content") or ()],
        "usage": {"input_tokens": 5, "output_tokens": 10},
        "stop_reason": "refusal" if "refusal" in spec else "end_turn",
    }
    if "refusal" in spec:
        message["stop_details"] = {
            "type": "refusal",
            "category": spec.get("category"),
            "explanation": None,
            "fallback_credit_token": spec.get("token"),
            "fallback_has_prefill_claim": spec.get("claim"),
        }
    return message


def entry_of(spec: Any) -> Any:
    return MODELS[spec] if isinstance(spec, str) else {**spec, "model": MODELS[spec["model"]]}


def request_of(body: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """The part of a request that a vector names."""
    token = body.get("fallback_credit_token")
    assert token is None or token["mode"] == "best_effort"
    last = body["messages"][-1]
    prefill = [block["text"] for block in last["content"]] if last["role"] == "assistant" else None
    found = {"model": body["model"], "token": token and token["token"], "prefill": prefill}
    return {name: body.get(name, "absent") for name in names if name not in found} | {
        name: value for name, value in found.items() if value is not None
    }


def content_of(message: Any) -> list[dict[str, Any]]:
    names = {model: name for name, model in MODELS.items()}
    out: list[dict[str, Any]] = []
    for block in message.content:
        if block.type == "fallback":
            assert block.trigger.type == "refusal"
            out.append({"seam": [names[block.from_.model], names[block.to.model]]})
        else:
            out.append({"text": block.text} if block.type == "text" else {"type": block.type})
    return out


@pytest.mark.parametrize("client", ["sync", "asyncio", "trio"])
@pytest.mark.parametrize("form", ["create", "create beta", "stream", "stream beta", "events"])
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_models_are_asked_in_order_and_make_one_message(
    vector: dict[str, Any], form: str, client: str, server: LocalServer
) -> None:
    """B-1 to B-7: the content is the same in every form."""
    script = server.script([turn_of(spec) for spec in vector["turns"]])
    state = FallbackState(vector.get("state"))
    entries = [entry_of(spec) for spec in vector.get("entries", ["M1"])]
    options: dict[str, Any] = {
        "base_url": server.url,
        "api_key": "sk-ant-local",
        "max_retries": 0,
        "middleware": [Fallbacks(*entries, outage=vector.get("outage", True))],
    }
    given = {"model": MODELS["M0"], **PARAMS, **vector.get("params", {})}
    events: list[str] = []

    def blocking() -> Any:
        with Claude(**options) as claude, state:
            messages = claude.beta.messages if "beta" in form else claude.messages
            if form.startswith("create"):
                return messages.create(**given)
            if form == "events":
                with messages.create(**given, stream=True) as stream:
                    events.extend(event.type for event in stream)
                return None
            with messages.stream(**given) as stream:
                return stream.get_final_message()

    async def waiting() -> Any:
        async with AsyncClaude(**options) as claude:
            with state:
                messages = claude.beta.messages if "beta" in form else claude.messages
                if form.startswith("create"):
                    return await messages.create(**given)
                if form == "events":
                    async with await messages.create(**given, stream=True) as stream:
                        events.extend([event.type async for event in stream])
                    return None
                async with messages.stream(**given) as stream:
                    return await stream.get_final_message()

    def run() -> Any:
        return blocking() if client == "sync" else run_on(client, waiting)

    message = None
    if "raises" in vector:
        with pytest.raises(APIStatusError) as caught:
            run()
        assert caught.value.status_code == vector["raises"]
        if "refusal" in vector["turns"][0]:  # nothing that was said is lost
            assert caught.value.partial_message is not None
            assert caught.value.partial_message.content[0].text == "a"
    else:
        message = run()

    script.assert_finished()
    sent = [request.body for request in server.requests]
    assert [request_of(body, names) for body, names in zip(sent, vector["requests"], strict=True)] == [
        {name: MODELS.get(value, value) if name == "model" else value for name, value in request.items()}
        for request in vector["requests"]
    ]
    assert all("fallback-credit-2026-07-01" in request.headers["anthropic-beta"] for request in server.requests)
    if "index" in vector:
        assert state.index == vector["index"]
    if form == "events" and "raises" not in vector:
        assert events.count("message_start") == events.count("message_stop") == events.count("message_delta") == 1
    if message is None:
        return
    if "content" in vector:
        assert content_of(message) == vector["content"]
    assert message.stop_reason == vector["stop"]
    if "category" in vector:
        assert message.stop_details.category == vector["category"]
    if "recommended" in vector:
        assert message.stop_details.recommended_model == MODELS[vector["recommended"]]
    if "iterations" in vector:
        names = {model: name for name, model in MODELS.items()}
        assert [f"{run.type} {names[run.model]}" for run in message.usage.iterations] == vector["iterations"]
    if "output_tokens" in vector:
        assert message.usage.output_tokens == vector["output_tokens"]
