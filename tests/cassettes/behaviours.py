"""What the API does, as programs: each is recorded once and replayed for ever.

A behaviour whose name is in `LOCAL_ONLY` needs a server that can be told to fail; the real API can not, so
`make record LIVE=1` leaves its cassette as it is.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any, Final

import pytest

import claudewire
from tests.cassettes.breadth import BREADTH
from tests.cassettes.stage import Stage

MODEL: Final = "claude-haiku-4-5"
HELLO: Final = [{"role": "user", "content": "Say hello in five words."}]
SMALL: Final[dict[str, Any]] = {"model": MODEL, "max_tokens": 64, "messages": HELLO}
WEATHER: Final = {
    "name": "get_weather",
    "description": "The weather in a city, right now.",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
SKILL: Final = b"---\nname: tidy-tables\ndescription: Makes tables tidy.\n---\n# Tidy tables\n"
FOLDER: Final = [("tidy-tables/SKILL.md", SKILL), ("tidy-tables/scripts/tidy.py", b"print('tidy')\n")]

Behaviour = Callable[[Stage], None]


# -- messages


def messages_create(on: Stage) -> None:
    """One turn, at once."""
    message = on.client.messages.create(**SMALL)
    assert message.stop_reason == "end_turn"
    assert message.content[0].type == "text"
    assert message.usage.output_tokens > 0
    assert message.response.request_id.startswith("req_")
    assert message.response.rate_limits.requests.limit > 0


def messages_create_with_everything_in_the_prompt(on: Stage) -> None:
    """Image, document with citations, and a cache breakpoint in one prompt."""
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    content = [
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": pixel}},
        {
            "type": "document",
            "title": "Grass",
            "citations": {"enabled": True},
            "cache_control": {"type": "ephemeral"},
            "source": {"type": "text", "media_type": "text/plain", "data": "Grass is green. The sky is blue."},
        },
        {"type": "text", "text": "What colour is grass?"},
    ]
    message = on.client.messages.create(
        model=MODEL, max_tokens=64, messages=[{"role": "user", "content": content}], system="Answer in one sentence."
    )
    assert message.usage.input_tokens > 0


def messages_create_with_a_tool(on: Stage) -> None:
    """The model asks for a tool, gets its result, and answers."""
    turns: list[Any] = [{"role": "user", "content": "What is the weather in Lisbon?"}]
    settings: dict[str, Any] = {"model": MODEL, "max_tokens": 256, "tools": [WEATHER]}
    first = on.client.messages.create(messages=turns, tool_choice={"type": "any"}, **settings)
    assert first.stop_reason == "tool_use"
    (call,) = [block for block in first.content if block.type == "tool_use"]
    assert call.name == "get_weather"
    turns.append({"role": "assistant", "content": first.content})
    turns.append(
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call.id, "content": "21 degrees, sunny"}]}
    )
    assert on.client.messages.create(messages=turns, **settings).stop_reason == "end_turn"


def messages_create_thinking(on: Stage) -> None:
    message = on.client.messages.create(
        model=MODEL, max_tokens=2048, messages=HELLO, thinking={"type": "enabled", "budget_tokens": 1024}
    )
    assert [block.type for block in message.content] == ["thinking", "text"]


def messages_stream(on: Stage) -> None:
    """The same turn, as it is written."""
    with on.client.messages.stream(**SMALL) as stream:
        text = "".join(stream.text_stream)
        message = stream.get_final_message()
    assert message.content[0].text == text
    assert message.stop_reason == "end_turn"


def messages_stream_raw(on: Stage) -> None:
    with on.client.messages.create(**SMALL, stream=True) as stream:
        kinds = [event.type for event in stream]
    assert kinds[0] == "message_start"
    assert kinds[-2:] == ["message_delta", "message_stop"]


def messages_stream_with_a_tool(on: Stage) -> None:
    with on.client.messages.stream(
        model=MODEL, max_tokens=256, messages=HELLO, tools=[WEATHER], tool_choice={"type": "any"}
    ) as stream:
        fragments = "".join(event.partial_json for event in stream if event.type == "input_json")
        message = stream.get_final_message()
    (call,) = [block for block in message.content if block.type == "tool_use"]
    assert isinstance(call.input, dict)
    assert fragments


def messages_stream_thinking(on: Stage) -> None:
    with on.client.messages.stream(
        model=MODEL, max_tokens=2048, messages=HELLO, thinking={"type": "enabled", "budget_tokens": 1024}
    ) as stream:
        kinds = {event.type for event in stream}
        message = stream.get_final_message()
    assert {"thinking", "signature", "text"} <= kinds
    assert message.content[0].signature


def messages_stream_that_breaks(on: Stage) -> None:
    """An `error` event in the middle is the error that its type names, and what came before is not lost."""
    on.fault("stream_error", after_events=4)
    with pytest.raises(claudewire.OverloadedError) as caught, on.client.messages.stream(**SMALL) as stream:
        stream.until_done()
    assert caught.value.partial_message.id.startswith("msg_")


def messages_stream_cut_short(on: Stage) -> None:
    """A stream without `message_stop` is no message."""
    on.fault("cut", after_events=5)
    with pytest.raises(claudewire.StreamTruncated), on.client.messages.stream(**SMALL) as stream:
        stream.get_final_message()


def messages_beta(on: Stage) -> None:
    """Through the beta door, with a field whose header is derived."""
    edits = {"edits": [{"type": "clear_tool_uses_20250919"}]}
    message = on.client.beta.messages.create(**SMALL, context_management=edits)
    assert message.stop_reason == "end_turn"


def messages_count_tokens(on: Stage) -> None:
    assert on.client.messages.count_tokens(model=MODEL, messages=HELLO, tools=[WEATHER]).input_tokens > 0
    assert on.client.beta.messages.count_tokens(model=MODEL, messages=HELLO).input_tokens > 0


# -- batches


def _requests() -> list[Any]:
    return [{"custom_id": name, "params": SMALL} for name in ("first", "second")]


def batches_to_the_end(on: Stage) -> None:
    """Created, waited for, read, deleted."""
    batches = on.client.messages.batches
    batch = batches.create(requests=_requests())
    assert batch.processing_status == "in_progress"
    on.advance(100_000)
    batch = batches.wait(batch.id, poll_interval=30)
    assert batch.request_counts.succeeded == 2
    with batches.results(batch.id) as results:
        answers = {line.custom_id: line.result for line in results}
    assert {result.type for result in answers.values()} == {"succeeded"}
    assert answers["first"].message.stop_reason == "end_turn"
    assert batches.delete(batch.id).id == batch.id


def batches_canceled(on: Stage) -> None:
    batches = on.client.messages.batches
    batch = batches.create(requests=_requests())
    assert batches.cancel(batch.id).processing_status == "canceling"


def batches_listed(on: Stage) -> None:
    """Page after page, and through the beta door."""
    made = [on.client.messages.batches.create(requests=_requests()).id for _ in range(3)]
    listed = [batch.id for batch in on.client.messages.batches.list(limit=2)]
    assert set(made) <= set(listed)
    assert on.client.beta.messages.batches.list(limit=1).data[0].id in made


def batches_results_too_early(on: Stage) -> None:
    """There are none, and such a batch can not be deleted."""
    batch = on.client.messages.batches.create(requests=_requests())
    with pytest.raises(claudewire.NotFoundError):
        list(on.client.messages.batches.results(batch.id))
    with pytest.raises(claudewire.BadRequestError):
        on.client.messages.batches.delete(batch.id)


# -- models


def models_listed(on: Stage) -> None:
    """All of them, by pages of five; forwards, and backwards from the last."""
    models = list(on.client.models.list(limit=5))
    assert len(models) > 5
    assert on.client.models.list(limit=2, before_id=models[-1].id).data[-1].id == models[-2].id


def models_retrieved(on: Stage) -> None:
    """By alias."""
    assert on.client.models.retrieve("claude-haiku-4-5").id.startswith("claude-haiku-4-5")
    with pytest.raises(claudewire.NotFoundError):
        on.client.models.retrieve("claude-none")


# -- files


def files_to_the_end(on: Stage) -> None:
    """Uploaded, looked up, refused for download, deleted, gone."""
    file = on.client.files.upload(file=("a.txt", b"alpha", "text/plain"))
    assert (file.filename, file.size_bytes) == ("a.txt", 5)
    assert on.client.files.retrieve_metadata(file.id).id == file.id
    with pytest.raises(claudewire.BadRequestError), on.client.files.download(file.id) as content:
        content.read()
    assert on.client.files.delete(file.id).id == file.id
    with pytest.raises(claudewire.NotFoundError):
        on.client.files.retrieve_metadata(file.id)


def files_downloaded(on: Stage) -> None:
    """What code execution made."""
    message = on.client.messages.create(
        model=MODEL,
        max_tokens=1024,
        messages=[{"role": "user", "content": "Write the word hello into hello.txt and give me the file."}],
        tools=[{"type": "code_execution_20250825", "name": "code_execution"}],
    )
    (result, *_) = [block for block in message.content if block.type == "bash_code_execution_tool_result"]
    with on.client.files.download(result.content.content[0].file_id) as content:
        assert content.read()


def files_listed(on: Stage) -> None:
    """By cursor; and by id, in the beta shape."""
    made = [on.client.files.upload(file=(f"{number}.txt", b"x", "text/plain")).id for number in range(3)]
    assert set(made) <= {file.id for file in on.client.files.list(limit=2)}
    assert set(made) <= {file.id for file in on.client.beta.files.list(limit=2)}


# -- skills


def skills_to_the_end(on: Stage) -> None:
    skill = on.client.skills.create(files=FOLDER, display_name="Tidy tables")
    assert on.client.skills.retrieve(skill.id).display_name == "Tidy tables"
    version = on.client.skills.versions.create(skill.id, files=FOLDER)
    assert on.client.skills.versions.retrieve(version.id, skill_id=skill.id).name == "tidy-tables"
    assert len(list(on.client.skills.versions.list(skill.id, limit=1))) == 2
    with on.client.skills.versions.download(version.id, skill_id=skill.id) as content:
        assert "tidy-tables/SKILL.md" in zipfile.ZipFile(io.BytesIO(content.read())).namelist()
    assert on.client.skills.versions.delete(version.id, skill_id=skill.id).id == version.id
    assert skill.id in [found.id for found in on.client.skills.list(source="custom")]
    assert on.client.skills.delete(skill.id).id == skill.id


def skills_beta(on: Stage) -> None:
    """The beta shape has titles, and keeps a skill that has versions."""
    skill = on.client.beta.skills.create(files=FOLDER, display_title="Tidy tables, again")
    assert skill.display_title == "Tidy tables, again"
    with pytest.raises(claudewire.BadRequestError):
        on.client.beta.skills.delete(skill.id)
    assert on.client.skills.delete(skill.id).id == skill.id


def skills_refused(on: Stage) -> None:
    """Without SKILL.md."""
    with pytest.raises(claudewire.BadRequestError):
        on.client.skills.create(files=[("tidy-tables/README.md", b"# Nothing\n")])


# -- errors


def errors_of_the_request(on: Stage) -> None:
    """A field that does not exist, a model that does not, a beta that does not: refused in words."""
    with pytest.raises(claudewire.BadRequestError, match="surprise") as caught:
        on.client.messages.create(**SMALL, extra_body={"surprise": 1})
    assert caught.value.error_type == "invalid_request_error"
    with pytest.raises(claudewire.NotFoundError):
        on.client.messages.create(model="claude-none", max_tokens=10, messages=HELLO)
    with pytest.raises(claudewire.BadRequestError, match="beta"):
        on.client.messages.create(**SMALL, betas=["no-such-thing-2025-01-01"])


def errors_of_the_key(on: Stage) -> None:
    with pytest.raises(claudewire.AuthenticationError):
        on.client.with_options(api_key="sk-ant-invalid-key").messages.create(**SMALL)


def _error(fault: str, kind: type[Exception], error_type: str) -> Behaviour:
    def behaviour(on: Stage) -> None:
        on.fault(fault)
        with pytest.raises(kind) as caught:
            on.client.messages.create(**SMALL)
        assert caught.value.error_type == error_type
        assert caught.value.request_id.startswith("req_")

    behaviour.__doc__ = f"{error_type}, as the document has it."
    return behaviour


ERRORS: Final = {
    "invalid_request_error": ("bad_request", claudewire.BadRequestError),
    "authentication_error": ("bad_key", claudewire.AuthenticationError),
    "billing_error": ("billing", claudewire.PaymentRequiredError),
    "permission_error": ("permission", claudewire.PermissionDeniedError),
    "not_found_error": ("not_found", claudewire.NotFoundError),
    "conflict_error": ("conflict", claudewire.ConflictError),
    "request_too_large": ("too_large", claudewire.RequestTooLargeError),
    "rate_limit_error": ("rate_limit", claudewire.RateLimitError),
    "api_error": ("server_error", claudewire.InternalServerError),
    "timeout_error": ("timeout", claudewire.GatewayTimeoutError),
    "overloaded_error": ("overloaded", claudewire.OverloadedError),
}


def errors_retried(on: Stage) -> None:
    """An overload that passes."""
    on.fault("overloaded", retry_after=0)
    message = on.client.with_options(max_retries=1).messages.create(**SMALL)
    assert message.response.attempts == 2


_SUBJECTS: Final = {"messages", "batches", "models", "files", "skills", "errors"}
BEHAVIOURS: Final[dict[str, Behaviour]] = {
    **{name: value for name, value in list(globals().items()) if name.partition("_")[0] in _SUBJECTS},
    **{f"error_{kind}": _error(fault, error, kind) for kind, (fault, error) in ERRORS.items()},
    **BREADTH,
}
LOCAL_ONLY: Final = frozenset(
    {
        "messages_stream_that_breaks",
        "messages_stream_cut_short",
        "errors_retried",
        *(f"error_{kind}" for kind in ERRORS),
        *BREADTH,
    }
)
