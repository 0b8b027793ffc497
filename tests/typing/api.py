"""Programs that use the package as its users do. Both type checkers must understand every line as it is meant."""

# pyright: strict
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_type

import claudewire
from claudewire import AsyncClaude, Claude
from claudewire_api import models, params
from claudewire_api._call import AsyncStream, Call, Stream
from claudewire_api._page import AsyncPage, Page
from claudewire_api.client import AsyncClient, Client
from claudewire_api.endpoints import messages as endpoints

HELLO: list[params.MessageParam] = [{"role": "user", "content": "Hello"}]


def tags_narrow_unions(message: models.Message) -> None:
    for block in message.content:
        if block.type == "text":
            assert_type(block, models.TextBlock)
            assert_type(block.text, str)
            for citation in block.citations or []:
                if citation.type == "page_location":
                    assert_type(citation.start_page_number, int)
        elif block.type == "tool_use":
            assert_type(block, models.ToolUseBlock)
            assert_type(block.input, dict[str, Any])
        elif block.type == "thinking":
            assert_type(block.signature, str)
        elif isinstance(block, models.UnknownContentBlock):
            raw: dict[str, Any] = block.raw
            print(raw)


def tags_narrow_in_match_statements(event: models.MessageStreamEvent) -> str | None:
    match event.type:
        case "content_block_delta":
            return event.delta.text if event.delta.type == "text_delta" else None
        case "message_delta":
            return event.delta.stop_reason
        case _:
            return None


def classes_narrow_too(event: models.MessageStreamEvent) -> int | None:
    match event:
        case models.RawContentBlockDeltaEvent(delta=models.TextDelta(text=text)):
            return len(text)
        case models.RawMessageStartEvent():
            return event.message.usage.input_tokens
        case _:
            return None


def fields_have_their_types(message: models.Message) -> None:
    assert_type(message.id, str)
    assert_type(message.usage.input_tokens, int)
    assert_type(message.stop_sequence, str | None)
    assert_type(message.to_dict(), dict[str, Any])
    reason: str | None = message.stop_reason
    if message.stop_reason == "end_turn":
        print("done", reason)
    if message.usage.cache_creation is not None:
        assert_type(message.usage.cache_creation.ephemeral_5m_input_tokens, int)


def endpoint_functions_say_what_comes_back(stream: bool) -> None:
    assert_type(endpoints.create(model="m", max_tokens=1, messages=HELLO), Call[models.Message])
    assert_type(endpoints.create(model="m", max_tokens=1, messages=HELLO, stream=False), Call[models.Message])
    assert_type(endpoints.create(model="m", max_tokens=1, messages=HELLO, stream=True), Call[models.MessageStreamEvent])
    assert_type(
        endpoints.create(model="m", max_tokens=1, messages=HELLO, stream=stream),
        Call[models.MessageStreamEvent] | Call[models.Message],
    )


def the_small_client(client: Client) -> None:
    message = client.messages.create(model="m", max_tokens=1, messages=HELLO)
    assert_type(message, models.Message)
    stream = client.messages.create(model="m", max_tokens=1, messages=HELLO, stream=True)
    assert_type(stream, Stream[models.MessageStreamEvent])
    for event in stream:
        assert_type(event, models.MessageStreamEvent)
    page = client.models.list(limit=3)
    assert_type(page, Page[models.ModelInfo])
    for model in page:
        assert_type(model, models.ModelInfo)
    assert_type(client.beta.files.upload(file=Path("a.pdf")), models.FileMetadata)
    assert_type(client.files.download("file_1").read(), bytes)
    for line in client.messages.batches.results("batch_1"):
        if line.result.type == "succeeded":
            assert_type(line.result.message, models.Message)
    client.skills.versions.retrieve("1", skill_id="skill_1")


async def the_small_async_client(client: AsyncClient) -> None:
    assert_type(await client.messages.create(model="m", max_tokens=1, messages=HELLO), models.Message)
    stream = await client.messages.create(model="m", max_tokens=1, messages=HELLO, stream=True)
    assert_type(stream, AsyncStream[models.MessageStreamEvent])
    async for event in stream:
        assert_type(event, models.MessageStreamEvent)
    assert_type(await client.models.list(), AsyncPage[models.ModelInfo])
    async for model in client.models.list():
        assert_type(model, models.ModelInfo)


def methods_beyond_the_generated_ones_take_call_options(client: Claude) -> None:
    client.messages.batches.results_by_id("batch_1", deadline=60.0, stall_timeout=5.0)
    client.messages.stream(model="m", max_tokens=1, messages=HELLO, stall_timeout=5.0)
    client.skills.create_from_dir("folder", deadline=60.0)


def requests_take_dicts(client: Claude) -> None:
    """Written where they are used, they need no annotation."""
    client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1024,
        system=[{"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}],
        messages=[
            {"role": "user", "content": [{"type": "text", "text": "What is in this picture?"}]},
            {"role": "assistant", "content": "A bird."},
            {
                "role": "user",
                "content": [
                    {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
                    {"type": "tool_result", "tool_use_id": "toolu_1", "content": "4", "is_error": False},
                ],
            },
        ],
        tools=[
            {"name": "add", "description": "Adds.", "input_schema": {"type": "object", "properties": {"a": {}}}},
            {"type": "web_search_20250305", "name": "web_search", "max_uses": 3},
        ],
        tool_choice={"type": "tool", "name": "add"},
        thinking={"type": "enabled", "budget_tokens": 1024},
        metadata={"user_id": "u"},
        stop_sequences=("END",),
        temperature=1,
    )


def requests_take_what_an_answer_held(client: Claude, message: models.Message) -> None:
    """Models and dicts, mixed as the program has them."""
    turns: list[params.MessageParam] = [*HELLO, {"role": "assistant", "content": message.content}]
    results: list[params.ToolResultBlockParam] = [
        {"type": "tool_result", "tool_use_id": block.id, "content": "4"}
        for block in message.content
        if block.type == "tool_use"
    ]
    client.messages.create(model=message.model, max_tokens=1, messages=[*turns, {"role": "user", "content": results}])
    texts = [block for block in message.content if block.type == "text"]
    client.messages.create(model="m", max_tokens=1, messages=[{"role": "user", "content": texts}], system=texts)
    client.messages.create(
        model="m",
        max_tokens=1,
        messages=[
            {"role": "assistant", "content": [*message.content, {"type": "text", "text": "And so on"}]},
            {"role": "user", "content": [models.TextBlock(text="Go on"), *results]},
        ],
        cache_control=models.CacheControlEphemeral(),
    )


def a_conversation_grows(client: Claude) -> None:
    messages: list[params.MessageParam] = [{"role": "user", "content": "Hello"}]
    for _ in range(3):
        message = client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=messages)
        messages.append({"role": "assistant", "content": message.content})
        messages.append({"role": "user", "content": "And then?"})


def arguments_may_be_left_out_by_value(client: Claude, system: str | None) -> None:
    client.messages.create(
        model="m", max_tokens=1, messages=HELLO, system=system or claudewire.omit, cache_control=None, timeout=None
    )
    client.messages.create(model="m", max_tokens=1, messages=HELLO, extra_headers={"x-a": claudewire.omit})


def a_model_that_nobody_knows_yet(client: Claude) -> None:
    model: params.Model = "claude-of-tomorrow"
    client.messages.create(model=model, max_tokens=1, messages=HELLO)


def the_client(client: Claude, stream: bool) -> None:
    message = client.messages.create(model="m", max_tokens=1, messages=HELLO)
    assert_type(message, models.Message)
    assert_type(client.messages.count_tokens(model="m", messages=HELLO).input_tokens, int)
    for event in client.messages.create(model="m", max_tokens=1, messages=HELLO, stream=True):
        assert_type(event, models.MessageStreamEvent)
    either = client.messages.create(model="m", max_tokens=1, messages=HELLO, stream=stream)
    if isinstance(either, models.Message):
        print(either.content)
    with client.messages.stream(model="m", max_tokens=1, messages=HELLO) as running:
        for text in running.text_stream:
            assert_type(text, str)
        assert_type(running.get_final_message(), models.Message)
        assert_type(running.get_final_text(), str)
    for model in client.models.list():
        assert_type(model, models.ModelInfo)


async def the_async_client(client: AsyncClaude) -> None:
    assert_type(await client.messages.create(model="m", max_tokens=1, messages=HELLO), models.Message)
    async for event in await client.messages.create(model="m", max_tokens=1, messages=HELLO, stream=True):
        assert_type(event, models.MessageStreamEvent)
    async with client.messages.stream(model="m", max_tokens=1, messages=HELLO) as running:
        async for text in running.text_stream:
            assert_type(text, str)
        assert_type(await running.get_final_message(), models.Message)


@dataclass
class Person:
    name: str


def outputs_have_the_type_that_was_asked_for(client: Claude) -> None:
    message = client.messages.parse(
        model="m", max_tokens=1, messages=HELLO, output_format=Person, repair=1, extra_headers={"x": "y"}
    )
    assert_type(message, claudewire.ParsedMessage[Person])
    assert_type(message.output, Person)
    assert_type(message.parsed_output, Person | None)
    numbers = client.beta.messages.parse(model="m", max_tokens=1, messages=HELLO, output_format=list[int])
    assert_type(numbers.output, list[int])
    with client.messages.stream(model="m", max_tokens=1, messages=HELLO, output_format=Person) as stream:
        assert_type(stream.get_final_message().output, Person)
    with client.messages.stream(model="m", max_tokens=1, messages=HELLO) as plain:
        assert_type(plain.get_final_message(), models.Message)


async def outputs_have_the_type_in_event_loops(client: AsyncClaude) -> None:
    message = await client.messages.parse(model="m", max_tokens=1, messages=HELLO, output_format=Person)
    assert_type(message.output, Person)
    async with client.messages.stream(model="m", max_tokens=1, messages=HELLO, output_format=Person) as stream:
        assert_type((await stream.get_final_message()).output, Person)


@claudewire.tool
def weather(city: str, days: int = 1) -> str:
    return city * days


@claudewire.tool(timeout=1, approve=True)
async def stock(context: claudewire.ToolContext[int], item: str) -> int:
    assert_type(context.deps, int)
    return len(item)


def tools_are_still_functions(client: Claude) -> None:
    assert_type(weather("Oslo", days=2), str)
    runner = client.messages.tool_runner(
        model="m", max_tokens=1, messages=HELLO, tools=[weather, stock], deps=3, max_turns=2
    )
    assert_type(runner.run, claudewire.Run)
    for event in runner.events():
        if event.type == "tool_finished":
            assert_type(event.seconds, float)
    resumed = client.messages.resume(claudewire.Run.from_json("{}"), tools=[weather])
    assert_type(resumed.usage, dict[str, Any])


def raw_responses_hold_the_type_of_the_result(client: Claude, stream: bool) -> None:
    raw = client.messages.with_raw_response.create(model="m", max_tokens=1, messages=HELLO)
    assert_type(raw, claudewire.APIResponse[models.Message])
    assert_type(raw.parse(), models.Message)
    assert_type(raw.parse(to=int), int)
    streamed = client.messages.with_raw_response.create(model="m", max_tokens=1, messages=HELLO, stream=True)
    assert_type(streamed.parse(), Stream[models.MessageStreamEvent])
    assert_type(client.models.with_raw_response.list(limit=3).parse(), Page[models.ModelInfo])
    assert_type(client.with_raw_response.messages.batches.retrieve("b").parse(), models.MessageBatch)
    assert_type(
        client.beta.messages.with_raw_response.count_tokens(model="m", messages=HELLO).parse().input_tokens, int
    )
    with client.files.with_streaming_response.retrieve_metadata("file_1") as response:
        assert_type(response, claudewire.APIResponse[models.FileMetadata])


async def async_raw_responses_hold_the_type_of_the_result(client: AsyncClaude) -> None:
    raw = await client.messages.with_raw_response.create(model="m", max_tokens=1, messages=HELLO)
    assert_type(raw, claudewire.AsyncAPIResponse[models.Message])
    assert_type(await raw.parse(), models.Message)
    page = await client.models.with_raw_response.list()
    assert_type(await page.parse(), AsyncPage[models.ModelInfo])
    async with client.skills.versions.with_streaming_response.retrieve("1", skill_id="s") as response:
        assert_type(await response.parse(), models.SkillVersion)
