"""The lint rules for the event grammar, for the streams that the document shows, and for requests of a batch."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import grammar, load
from generator.rules import examples, house

SPEC = Path(__file__).resolve().parents[2] / "spec"


@pytest.fixture(scope="module")
def bundled() -> Any:
    return load.bundle(SPEC).document


@pytest.fixture
def document(bundled: Any) -> Any:
    return copy.deepcopy(bundled)


def rules(document: Any) -> Any:
    return document["components"]["schemas"]["MessageStreamEvent"]["x-event-grammar"]


def streams(document: Any) -> Any:
    return document["paths"]["/v1/messages"]["post"]["x-stream"]["examples"]


def said(found: Any) -> str:
    return "\n".join(message for _, message in found)


def test_the_document_is_sound(document: Any) -> None:
    assert said(grammar.check_grammar(document)) == said(grammar.check_examples(document)) == ""
    assert len(streams(document)) >= 6


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda g: g.update(start="nowhere"), "the state 'nowhere' does not exist"),
        (lambda g: g["end"].append("nowhere"), "the state 'nowhere' does not exist"),
        (
            lambda g: g["states"]["in_block"].update(content_block_stop="nowhere"),
            "'content_block_stop' leads to the state 'nowhere'",
        ),
        (lambda g: g["anywhere"].update(error="nowhere"), "'error' leads to the state 'nowhere'"),
        (lambda g: g["anywhere"].pop("ping"), "the grammar says nothing of the event 'ping'"),
        (
            lambda g: g["states"]["in_block"].update(pong="in_block"),
            "the grammar names the event 'pong', which",
        ),
        (lambda g: g["deltas"].pop("fallback"), "the grammar says nothing of the block 'fallback'"),
        (lambda g: g["deltas"].update(poem={}), "the grammar names the block 'poem', which no schema has"),
        (lambda g: g["deltas"]["thinking"].pop("last"), "the grammar says nothing of the delta 'signature_delta'"),
        (lambda g: g["deltas"]["text"]["any"].append("rhyme_delta"), "the grammar names the delta 'rhyme_delta'"),
    ],
)
def test_a_grammar_that_does_not_fit_the_schemas_is_a_problem(document: Any, change: Any, message: str) -> None:
    change(rules(document))
    assert message in said(grammar.check_grammar(document))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda e: e.pop(0), "'content_block_start' may not come in the state 'before_message'"),
        (lambda e: e.pop(), "the stream ends in the state 'after_blocks'"),
        (lambda e: e.append({"type": "ping"}), "'ping' may not come in the state 'done'"),
        (lambda e: e[1].update(index=1), "'content_block_start' has the index 1, and the open block has 0"),
        (
            lambda e: e[3]["delta"].update(type="input_json_delta"),
            "a block of type 'text' can not have 'input_json_delta' here",
        ),
    ],
)
def test_a_stream_that_breaks_the_grammar_is_a_problem(document: Any, change: Any, message: str) -> None:
    change(streams(document)["text"]["stream"])
    assert message in said(grammar.check_examples(document))


def test_the_last_delta_of_a_block_is_the_last(document: Any) -> None:
    events = streams(document)["tools"]["stream"]
    events.insert(5, events[3])
    assert "a block of type 'thinking' can not have 'thinking_delta' here" in said(grammar.check_examples(document))


def test_the_payloads_and_the_message_of_a_stream_are_validated(document: Any) -> None:
    stream = streams(document)["text"]
    del stream["stream"][1]["content_block"]["text"], stream["message"]["id"]
    found = said(examples.examples(document))
    assert "event 1 of the stream does not fit its schema" in found
    assert "the message of the stream does not fit its schema" in found


def test_a_request_of_a_batch_has_the_fields_of_a_message_request(document: Any) -> None:
    assert said(house.batch_requests(document)) == ""
    schemas = document["components"]["schemas"]
    schemas["MessageCreateParams"]["properties"]["tone"] = {}
    schemas["MessageCreateParamsNonStreaming"]["properties"]["pace"] = {}
    found = said(house.batch_requests(document))
    assert "lacks the field 'tone'" in found
    assert "does not have: 'pace'" in found


def test_an_example_that_nothing_shows_is_a_problem(tmp_path: Path) -> None:
    shutil.copytree(SPEC, tmp_path / "spec")
    (tmp_path / "spec/examples/forgotten.json").write_text("{}")
    problems = load.bundle(tmp_path / "spec").unused
    assert [str(p) for p in problems] == ["examples/forgotten.json:1: nothing in the document shows this example"]
