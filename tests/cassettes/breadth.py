"""Behaviours that go through the document from end to end: every tool, every block, every field, every error of every operation.

Requests and scripted responses are made from the document (`covering`); the local server judges the requests, and the client decodes
the responses. What the real API would answer to them is not known, so all of these are recorded against the local server only.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any, Final

import pytest

import claudewire
from claudewire import Claude
from tests.cassettes.covering import DOCUMENT, covering
from tests.cassettes.stage import Stage

Behaviour = Callable[[Stage], None]

MODEL: Final = "claude-opus-4-8"
HELLO: Final = [{"role": "user", "content": "Say hello in five words."}]
REQUEST: Final[dict[str, Any]] = {"model": MODEL, "max_tokens": 16_000, "messages": HELLO}
_PIXEL: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
SKILL: Final = [("tidy/SKILL.md", b"---\nname: tidy\ndescription: Makes tables tidy.\n---\n# Tidy\n")]
#: Files that exist are sent in `files_in_every_source`; a thread, a container and a profile would have to exist, too.
_NEED_STATE: Final = frozenset(
    {
        "FileImageSourceParam",
        "FileDocumentSourceParam",
        "ContainerUploadBlockParam",
        "ContainerParams",
        "MessageThreadContinueParam",
    }
)
#: In a conversation, the change of one tool stands for all.
_SERVER_TOOLS: Final = frozenset(
    target.rpartition("/")[2] for target in DOCUMENT.schemas["ToolUnionParam"]["discriminator"]["mapping"].values()
) - {"ToolParam"}


# -- requests


_SCHEMA: Final = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}


def breadth_tools(on: Stage) -> None:
    """Every tool with every field of it, in requests and in counts."""
    tools = [
        {**tool, "input_schema": _SCHEMA} if "input_schema" in tool else tool for tool in covering("ToolUnionParam")
    ]
    for tool in tools:
        on.client.messages.create(**REQUEST, tools=[tool])
    for tool in tools[:3]:
        on.client.messages.count_tokens(model=MODEL, messages=HELLO, tools=[tool])


def breadth_blocks(on: Stage) -> None:
    """Every block of a conversation, in the turn of the one who may send it."""
    for block in covering("ContentBlockParam", without=_NEED_STATE | _SERVER_TOOLS):
        if block["type"] in ("tool_use", "tool_result"):
            continue  # they come in pairs
        role = "assistant" if block["type"] in _ASSISTANT else "user"
        turn = {"role": role, "content": [block]}
        on.client.messages.create(**REQUEST | {"messages": [*HELLO, turn, *([] if role == "user" else HELLO)]})


_ASSISTANT: Final = frozenset(
    DOCUMENT.schemas["ContentBlock"]["discriminator"]["mapping"].keys()
    & DOCUMENT.schemas["ContentBlockParam"]["discriminator"]["mapping"].keys()
)


def breadth_tool_results(on: Stage) -> None:
    """A call of a tool and its result, with everything that either can have."""
    results = covering("ToolResultBlockParam", without=_NEED_STATE | {"ToolResultBlockParam.is_error"})
    calls = covering("ToolUseBlockParam")
    for number in range(max(len(calls), len(results))):
        call = {**calls[number % len(calls)], "id": f"toolu_{number}"}
        result = {**results[number % len(results)], "tool_use_id": f"toolu_{number}"}
        turns = [*HELLO, {"role": "assistant", "content": [call]}, {"role": "user", "content": [result]}]
        on.client.messages.create(**REQUEST | {"messages": turns})


_FIELDS: Final = [
    field
    for field in DOCUMENT.schemas["MessageCreateParams"]["properties"]
    if field not in {*REQUEST, "stream", "tools", "thread", "container", "billing_policy"}
]


def _variants(schema: str, field: str) -> list[Any]:
    others = {f"{schema}.{name}" for name in DOCUMENT.schemas[schema]["properties"] if name != field}
    return [value[field] for value in covering(schema, without=frozenset(others)) if field in value]


def _settings(field: str, value: Any) -> dict[str, Any]:
    """The field, and what the API wants with it."""
    if field == "tool_choice":
        tool = {"name": "name", "input_schema": {"type": "object", "properties": {}}}
        return {field: value, "tools": [tool]}
    return {field: value}


def breadth_fields(on: Stage) -> None:
    """Every field of a request alone, with every value that the document lists for it."""
    for field in _FIELDS:
        for value in _variants("MessageCreateParams", field):
            on.client.messages.create(**REQUEST, **_settings(field, value))


def breadth_fields_of_counts_and_batches(on: Stage) -> None:
    for field in _FIELDS:
        value = _variants("MessageCreateParams", field)[0]
        settings = _settings(field, value)
        if field in DOCUMENT.schemas["MessageCountTokensParams"]["properties"]:
            on.client.messages.count_tokens(model=MODEL, messages=HELLO, **settings)
        if field in DOCUMENT.schemas["MessageCreateParamsNonStreaming"]["properties"]:
            on.client.messages.batches.create(requests=[{"custom_id": "a", "params": REQUEST | settings}])


def breadth_sources_and_containers(on: Stage) -> None:
    """Files as images, documents and uploads of a container, which has skills; and a container that is used again."""
    file = on.client.files.upload(file=("a.png", _PIXEL, "image/png"), expires_in_seconds=7200)
    text = on.client.files.upload(file=("a.txt", b"alpha", "text/plain"))
    skill = on.client.skills.create(files=SKILL)
    blocks = [
        {"type": "image", "source": {"type": "file", "file_id": file.id}},
        {"type": "document", "source": {"type": "file", "file_id": text.id}},
        {"type": "container_upload", "file_id": text.id, "cache_control": {"type": "ephemeral"}},
    ]
    skills = [
        {"type": "anthropic", "skill_id": "xlsx", "version": "latest"},
        {"type": "custom", "skill_id": skill.id, "version": "latest"},
    ]
    tools = [{"type": "code_execution_20250825", "name": "code_execution"}]
    turn = [{"role": "user", "content": blocks}]
    first = on.client.messages.create(
        model=MODEL, max_tokens=16_000, messages=turn, tools=tools, container={"skills": skills}
    )
    assert first.container is not None
    on.client.messages.create(**REQUEST, tools=tools, container={"id": first.container.id, "skills": skills})
    on.client.messages.create(**REQUEST, tools=tools, container=first.container.id)


def breadth_threads_and_system_turns(on: Stage) -> None:
    """A thread that is begun and continued; an instruction in the middle of a conversation."""
    first = on.client.messages.create(**REQUEST, thread={"type": "create"})
    on.client.messages.create(**REQUEST, thread={"type": "continue", "previous_message_id": first.id})
    for clear_at in ("never", "next_user_message"):
        system = {"role": "system", "content": "Be brief.", "clear_at": clear_at, "output_config": {"effort": "low"}}
        on.client.messages.create(**REQUEST | {"messages": [*HELLO, system]})


def breadth_pages(on: Stage) -> None:
    """Every way to ask for a page."""
    client = on.client
    files = [client.files.upload(file=(f"{number}.txt", b"x", "text/plain")).id for number in range(2)]
    skills = [client.skills.create(files=SKILL).id for _ in range(2)]
    batches = [client.messages.batches.create(requests=[{"custom_id": "a", "params": REQUEST}]).id for _ in range(2)]
    assert client.messages.batches.list(before_id=batches[0], limit=1).data[0].id == batches[1]
    assert client.beta.files.list(before_id=files[0]).data
    assert client.beta.files.list(scope_id="session_1").data == []
    assert len(list(client.skills.list(limit=1, source="custom"))) == len(skills)


def breadth_results_of_batches(on: Stage) -> None:
    """Succeeded, errored, canceled and expired: what can become of a request."""
    batches = on.client.messages.batches
    wrong = {**REQUEST, "model": "claude-none"}
    requests = [{"custom_id": f"r{number}", "params": wrong if number == 0 else REQUEST} for number in range(4)]

    on.batches_take(40_000)
    canceled = batches.create(requests=requests)
    on.advance(25_000)
    batches.cancel(canceled.id)
    on.advance(25_000)
    with batches.results(canceled.id) as results:
        found = {line.custom_id: line.result.type for line in results}
    assert found == {"r0": "errored", "r1": "succeeded", "r2": "canceled", "r3": "canceled"}

    on.batches_take(160_000)
    expired = batches.create(requests=requests)
    on.advance(100_000)
    with batches.results(expired.id) as results:
        found = {line.custom_id: line.result.type for line in results}
    assert found == {"r0": "errored", "r1": "succeeded", "r2": "expired", "r3": "expired"}


def breadth_models(on: Stage) -> None:
    """Every model that the document lists."""
    for model in covering("Model"):
        on.client.messages.count_tokens(model=model, messages=HELLO)


# -- responses


def breadth_messages(on: Stage) -> None:
    """Every block, citation, usage and detail of a response, decoded and given back as it arrived."""
    for message in covering("Message", without=frozenset({"Message.thread"})):
        on.reply(message)
        decoded = on.client.messages.create(**REQUEST)
        assert [block["type"] for block in message["content"]] == [block.type for block in decoded.content]
        assert not [block for block in decoded.content if type(block).__name__.startswith("Unknown")]


def breadth_streams(on: Stage) -> None:
    """The same responses as streams, accumulated to the same blocks."""
    for message in covering("Message", without=frozenset({"Message.thread"})):
        on.reply(message)
        with on.client.messages.stream(**REQUEST) as stream:
            decoded = stream.get_final_message()
        assert [block["type"] for block in message["content"]] == [block.type for block in decoded.content]


# -- errors

#: Operation → a call of it. Nothing has to exist: the error comes before.
CALLS: Final[dict[str, Callable[[Claude], Any]]] = {
    "messages.create": lambda c: c.messages.create(**REQUEST),
    "messages.count_tokens": lambda c: c.messages.count_tokens(model=MODEL, messages=HELLO),
    "messages.batches.list": lambda c: c.messages.batches.list(),
    "messages.batches.create": lambda c: c.messages.batches.create(requests=[{"custom_id": "a", "params": REQUEST}]),
    "messages.batches.retrieve": lambda c: c.messages.batches.retrieve("msgbatch_1"),
    "messages.batches.delete": lambda c: c.messages.batches.delete("msgbatch_1"),
    "messages.batches.cancel": lambda c: c.messages.batches.cancel("msgbatch_1"),
    "messages.batches.results": lambda c: list(c.messages.batches.results("msgbatch_1")),
    "models.list": lambda c: c.models.list(),
    "models.retrieve": lambda c: c.models.retrieve(MODEL),
    "files.list": lambda c: c.files.list(),
    "files.upload": lambda c: c.files.upload(file=("a.txt", b"alpha", "text/plain")),
    "files.retrieve_metadata": lambda c: c.files.retrieve_metadata("file_1"),
    "files.delete": lambda c: c.files.delete("file_1"),
    "files.download": lambda c: c.files.download("file_1").__enter__(),
    "skills.list": lambda c: c.skills.list(),
    "skills.create": lambda c: c.skills.create(files=SKILL),
    "skills.retrieve": lambda c: c.skills.retrieve("skill_1"),
    "skills.delete": lambda c: c.skills.delete("skill_1"),
    "skills.versions.list": lambda c: c.skills.versions.list("skill_1"),
    "skills.versions.create": lambda c: c.skills.versions.create("skill_1", files=SKILL),
    "skills.versions.retrieve": lambda c: c.skills.versions.retrieve("1", skill_id="skill_1"),
    "skills.versions.delete": lambda c: c.skills.versions.delete("1", skill_id="skill_1"),
    "skills.versions.download": lambda c: c.skills.versions.download("1", skill_id="skill_1").__enter__(),
}
STATUSES: Final = {
    400: "bad_request",
    401: "bad_key",
    402: "billing",
    403: "permission",
    404: "not_found",
    409: "conflict",
    413: "too_large",
    429: "rate_limit",
    500: "server_error",
    503: "status",
    504: "timeout",
    529: "overloaded",
}


def _errors(family: str) -> Behaviour:
    def behaviour(on: Stage) -> None:
        for operation in DOCUMENT.operations:
            if operation.id.partition(".")[0] != family or operation.id not in CALLS:
                continue
            for status, fault in STATUSES.items():
                if str(status) in operation.responses:
                    on.fault(fault, status=status, retry_after=1, should_retry=False)
                    with pytest.raises(claudewire.APIStatusError) as caught:
                        CALLS[operation.id](on.client)
                    assert caught.value.status_code == status

    behaviour.__doc__ = f"Every documented error of every operation of {family}."
    return behaviour


BREADTH: Final[dict[str, Behaviour]] = {
    **{name: value for name, value in list(globals().items()) if name.startswith("breadth_")},
    **{f"breadth_errors_of_{family}": _errors(family) for family in ("messages", "models", "files", "skills")},
}
