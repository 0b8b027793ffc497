"""What the checks say, where they point, and what they leave alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from claudewire.contract import Checker, Document, Finding, Interaction, Message, Place, read
from claudewire.contract.checks.schema import Schemas, Walk
from tests.counting import growth, steps

from .samples import events, interactions, whole_streams


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.load()


def ask(body: Any, *, beta: str | None = None, status: int = 200, answer: Any = None) -> Interaction:
    headers = [
        ("x-api-key", "sk-ant-redacted-1"),
        ("anthropic-version", "2023-06-01"),
        ("content-type", "application/json"),
    ]
    if beta:
        headers.append(("anthropic-beta", beta))
    return Interaction(
        place=Place(file="a.yaml", line=3, index=0, title="POST /v1/messages → 200"),
        method="POST",
        url="https://api.anthropic.com/v1/messages",
        request=Message(headers=headers, body=json.dumps(body).encode()),
        status=status,
        response=Message(
            headers=[("content-type", "application/json")], body=None if answer is None else json.dumps(answer).encode()
        ),
    )


def found(document: Document, interaction: Interaction) -> list[Finding]:
    return [finding for finding in Checker(document).check(interaction) if finding.level != "note"]


SHARED = Checker()

MINIMAL = {"model": "claude-opus-4-8", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}


def test_a_finding_names_the_one_mistake(document: Document) -> None:
    """Deep in a union of thirty tools, the message is about the field, and the pointer leads there."""
    tool = {"name": "f", "input_schema": {"type": "object"}, "cache_control": {"type": "ephemeral", "ttl": "2h"}}
    (finding,) = found(document, ask({**MINIMAL, "tools": [tool]}))
    assert finding.rule == "wrong-value"
    assert (finding.part, finding.pointer) == ("request body", "/tools/0/cache_control/ttl")
    assert finding.statement == "CacheControlEphemeralParam.ttl"
    assert finding.message == "should be '5m' or '1h', is '2h'"
    assert str(finding).startswith("a.yaml:3: wrong-value: request body /tools/0/cache_control/ttl: should be")


def test_a_refused_request_may_be_wrong(document: Document) -> None:
    """Nothing is said about a request that the API refused: that it was wrong is what the answer says."""
    error = {"type": "error", "error": {"type": "invalid_request_error", "message": "max_tokens: Field required"}}
    assert found(document, ask({"messages": "Hi"}, status=400, answer=error)) == []


def test_a_beta_field_needs_its_header(document: Document) -> None:
    """Only where the headers were recorded, and a value of the same feature with another date will do."""
    body = {**MINIMAL, "context_management": {"edits": []}}
    assert [finding.rule for finding in found(document, ask(body))] == ["missing-beta"]
    assert found(document, ask(body, beta="context-management-2025-06-27")) == []
    assert found(document, ask(body, beta="context-management-2024-01-01"))[0].rule == "undocumented-beta"
    unknown = ask(body)
    assert found(document, evolve(unknown, request=evolve(unknown.request, headers=[]))) == []


def test_a_request_that_is_too_large_is_found(document: Document) -> None:
    """The size limit of the operation counts, if the request was accepted."""
    big = ask({**MINIMAL, "system": "x" * 33554432})
    assert [finding.rule for finding in found(document, big)] == ["too-large"]


def test_what_the_caller_picks_is_a_note(document: Document) -> None:
    """A model that the document does not list is legal, and worth knowing."""
    (finding,) = Checker(document).check(ask({**MINIMAL, "model": "claude-2.1"}))
    assert (finding.rule, finding.level) == ("unlisted-literal", "note")


def test_hidden_values_are_not_judged(document: Document) -> None:
    """A recorder may hide any value; what it put in its place is no bad one."""
    clean = ask(MINIMAL)
    hidden = [("retry-after", "**REDACTED**"), ("anthropic-ratelimit-requests-reset", "<redacted>")]
    assert found(document, evolve(clean, response=evolve(clean.response, headers=hidden))) == []


def test_every_keyword_of_the_document_has_a_check(document: Document) -> None:
    """A keyword without one would be an error: nothing is skipped in silence."""
    schemas = Schemas(document)
    for name, schema in document.schemas.items():
        schemas.check(schema, name)
    with pytest.raises(NotImplementedError, match="multipleOf"):
        schemas.check({"type": "integer", "multipleOf": 2}, "X")


#: What the checks report beyond JSON Schema, or put milder: an open object has a new field, a list is open.
BEYOND = {"undocumented-field", "undocumented-literal", "unlisted-literal", "wrong-format", "missing-beta"}


def same_verdict(document: Document, name: str, value: Any, cache: dict[str, Any]) -> bool:
    """Whether ours and a general validator agree on a value."""
    if name not in cache:
        schema = {"$ref": f"#/components/schemas/{name}", "components": document.raw["components"]}
        cache[name] = (jsonschema_rs.Draft202012Validator(schema), Schemas(document).named(name))
    validator, ours = cache[name]
    walk = Walk()
    ours(value, None, walk)
    valid = not any(rule not in BEYOND for rule, *_ in walk.problems)
    assert validator.is_valid(value) == valid, (name, walk.problems[:3], json.dumps(value)[:500])
    return valid


def test_a_general_validator_agrees_on_recorded_traffic(document: Document, traffic_files: list[str]) -> None:
    """On every fifth body and on broken copies of it, an independent implementation of JSON Schema comes to the same verdict."""
    cache: dict[str, Any] = {}
    verdicts = {True: 0, False: 0}
    for file in traffic_files:
        for interaction in read(file)[::5]:
            if interaction.path != "/v1/messages":
                continue
            name = "Message" if interaction.status < 400 else "ErrorResponse"
            for schema, raw in (("MessageCreateParams", interaction.request.body), (name, interaction.response.body)):
                try:
                    value = json.loads(raw or b"")
                except ValueError:
                    continue
                for variant in variants(value):
                    verdicts[same_verdict(document, schema, variant, cache)] += 1
    assert verdicts[True] > 1000
    assert verdicts[False] > 1000


def variants(value: Any) -> list[Any]:
    """The value, and copies with one field of another type, one missing, one too many."""
    made = [value]
    if isinstance(value, dict):
        for key in value:
            made.append({**value, key: [[]]})
            made.append({name: inner for name, inner in value.items() if name != key})
        made.append({**value, "surprise": 1})
    return made


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["text", "message", "error"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "content", "index", "delta", "error", "usage", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(
    sent=JSON,
    came=st.lists(JSON, max_size=5),
    status=st.sampled_from([200, 400, 599]),
    media=st.sampled_from(["application/json", "text/event-stream", "a/b"]),
)
def test_nothing_recorded_makes_the_checks_fail(sent: Any, came: list[Any], status: int, media: str) -> None:
    """Whatever JSON stands wherever, there are findings or none, and no exception."""
    stream = media == "text/event-stream"
    body = (
        b"".join(b"data: %s\n\n" % json.dumps(value).encode() for value in came)
        if stream
        else json.dumps(came[:1]).encode()
    )
    clean = ask(sent, status=status)
    SHARED.check(evolve(clean, response=Message(headers=[("content-type", media)], body=body)))


def test_an_address_that_is_none_is_passed_over() -> None:
    """It is nobody's: no host, no path."""
    assert (
        Checker().check(evolve(ask({}), url="http://[half/v1/messages", request=Message(headers=[], body=None))) == []
    )


def test_the_thousandth_recording_costs_what_the_first_did(document: Document) -> None:
    """However long the report has become. (How many a second it takes: `make linearity`.)"""
    clean, checker = interactions(document), Checker(document)
    checker.run(clean)
    first = steps(lambda: checker.run(clean))
    checker.run(clean * 10)
    assert len(checker.report.interactions) > 1000
    assert steps(lambda: checker.run(clean)) <= first * 1.01


def test_each_event_of_a_stream_costs_the_same(document: Document) -> None:
    whole = max(whole_streams(), key=len)
    place = next(place for place, event in enumerate(whole) if event["type"] == "content_block_delta")

    def cost(count: int) -> int:
        body = events([*whole[:place], *[whole[place]] * count, *whole[place:]])
        answer = Message(headers=[("content-type", "text/event-stream")], body=body)
        stream, checker = evolve(ask({**MINIMAL, "stream": True}), response=answer), Checker(document)
        assert [finding for finding in checker.check(stream) if finding.level == "error"] == []
        return steps(lambda: checker.check(stream))

    assert growth(cost, 100) < 4.1


def test_the_runtime_does_not_import_the_checks() -> None:
    """A program that only talks to the API loads nothing of this."""
    package = Path(__file__).parents[2] / "overlays" / "claudewire"
    modules = [module for module in package.rglob("*.py") if module.relative_to(package).parts[0].startswith("_")]
    assert len(modules) > 50
    for module in modules:
        assert not re.search(r"^\s*(?:from|import) .*\b(?:contract|testing)\b", module.read_text(), re.MULTILINE), (
            module.name
        )


def test_a_required_query_parameter_that_was_not_sent() -> None:
    """The document has none at present: one is made required."""
    raw = json.loads(json.dumps(Document.load().raw))
    operation = raw["paths"]["/v1/models"]["get"]
    operation["parameters"].append({"name": "region", "in": "query", "required": True, "schema": {"type": "string"}})
    document = Document(raw)
    listed = evolve(ask(None), method="GET", request=evolve(ask(None).request, body=None))
    (finding,) = found(document, evolve(listed, url="https://api.anthropic.com/v1/models"))
    assert (finding.rule, finding.message, finding.statement) == (
        "missing-query",
        "`region` is missing",
        "query region",
    )
    assert found(document, evolve(listed, url="https://api.anthropic.com/v1/models?region=eu")) == []


@pytest.mark.parametrize(("length", "rules"), [("0", ["missing-body"]), ("128", []), (None, [])])
def test_a_body_that_was_not_sent(document: Document, length: str | None, rules: list[str]) -> None:
    """By its length: where that is another, or was not recorded, the recorder may have dropped the body."""
    asked = ask(MINIMAL)
    headers = [*asked.request.headers, *([("content-length", length)] if length else [])]
    empty = evolve(asked, request=Message(headers=headers, body=b""))
    assert [finding.rule for finding in found(document, empty)] == rules


def test_another_date_of_a_feature_will_do(document: Document) -> None:
    """`mcp_servers` with the first of its three header values, and the one value that has its date without hyphens."""
    body = {**MINIMAL, "mcp_servers": [{"type": "url", "name": "a", "url": "https://example.com/mcp"}]}
    assert [finding.rule for finding in found(document, ask(body, beta="claude-code-20250219"))] == ["missing-beta"]
    assert found(document, ask(body, beta="mcp-client-2025-04-04,claude-code-20250219")) == []


def test_a_beta_value_in_an_example_is_no_documented_one(document: Document) -> None:
    (finding,) = found(document, ask(MINIMAL, beta="time-travel-2030-01-01"))
    assert finding.rule == "undocumented-beta"
