"""Recorded requests of other projects, answered here: the server refuses none that the API took, and its answers are legal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema_rs
import pytest

from claudewire._stream.accumulator import Accumulator
from claudewire.testing import Settings
from claudewire.testing.api import files, models
from claudewire.testing.api.messages import write
from claudewire.testing.checks.validate import first_problem
from claudewire.testing.replies.streams import payloads
from claudewire.testing.responses.errors import APIErrorResponse
from claudewire.testing.state import State
from tests.traffic.recorded import FOLDER, MISSING, body, path, records

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=MISSING)

EXPECTED = (
    # What the API took in 2024 and would not take now: the result of a tool call that the turn before does not have.
    "unexpected `tool_use_id` found in `tool_result` blocks: toolu_01DYJo37oETVsCdLTTcCWcdq",
    # Containers of other days.
    "not found or expired",
)


def taken(status: int) -> Iterator[tuple[dict[str, Any], frozenset[str]]]:
    """Bodies and beta values of message requests that were answered with this status."""
    for record in records():
        if path(record) == "/v1/messages" and record["response"]["status"] == status:
            try:
                value = json.loads(body(record, "request"))
            except ValueError:
                continue
            betas = [v for n, v in record["request"]["headers"] if n.lower() == "anthropic-beta"]
            yield value, frozenset(value.strip() for line in betas for value in line.split(","))


@pytest.fixture(scope="module")
def state() -> Iterator[State]:
    made = State(Settings(seed=1))
    yield made
    made.store.close()


def test_what_the_api_took_is_valid_and_what_it_refused_is_named_alike(state: State) -> None:
    schema = state.document.schemas["MessageCreateParams"]
    hidden = frozenset({"**REDACTED**"})
    seen = 0
    for value, betas in taken(200):
        known = state.document.betas if betas & hidden or not betas else betas
        assert first_problem(state.document, schema, value, known) is None
        seen += 1
    assert seen > 1000
    named = {first_problem(state.document, schema, value, state.document.betas) for value, _ in taken(400)}
    assert named >= {
        "messages.0: Input does not match the expected shape.",
        "temperature: range: 0..1",
        "tools.0.custom.input_schema: Input does not match the expected shape.",
        "tools.0.custom.input_schema.type: Field required",
        "tools.0.custom.input_schema.type: Input should be 'object'",
        "output_format.schema: Field required",
    }


def test_every_request_gets_a_legal_answer_whose_stream_adds_up(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {model.id: model for model in models.MODELS}
    # Many recorded models are retired: one that is as large as any, and accepts a prefilled turn, stands for them.
    old = models.Model("claude-old", date(2025, 1, 1), 1_000_000, 128_000)
    monkeypatch.setattr(
        models,
        "find",
        lambda _, name: known[name] if name in known and known[name].modern else old,
    )
    monkeypatch.setattr(files, "check_named", lambda *_: None)
    components = state.document.raw["components"]
    message = jsonschema_rs.validator_for({"$ref": "#/components/schemas/Message", "components": components})
    event = jsonschema_rs.validator_for({"$ref": "#/components/schemas/MessageStreamEvent", "components": components})
    answered = 0
    refused: list[str] = []
    for value, _ in taken(200):
        if "model" not in value:
            continue
        try:
            answer = write(state, value)
        except APIErrorResponse as refusal:
            refused.append(refusal.message)
            continue
        assert message.is_valid(answer)
        whole = Accumulator()
        for payload in payloads(answer):
            assert event.is_valid(payload), payload
            whole.feed(json.loads(json.dumps(payload)))
        assert whole.finish() == answer
        answered += 1
    assert answered > 1000
    assert [message for message in refused if not any(known in message for known in EXPECTED)] == []
