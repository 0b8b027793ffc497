"""What the document says: that each description says something, and facts that were wrong once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claudewire.contract import Checker, Interaction, Message, Place
from claudewire_api import betas
from claudewire_api.operations import RETIRES
from generator import load
from generator import schemas as S

ROOT = Path(__file__).parents[2]
#: Below this a description only repeats the name of what it describes ("The text.", "ID of the file.").
SHORTEST = 25


@pytest.fixture(scope="module")
def bundle() -> load.Bundle:
    return load.bundle(ROOT / "spec")


def described(node: Any, pointer: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every description of the document with its place; examples are not the document's own words."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from described(item, (*pointer, str(index)))
    elif isinstance(node, dict):
        names = pointer[-1:] in (("properties",), ("schemas",), ("headers",))
        if not names and isinstance(node.get("description"), str):
            yield pointer, node["description"]
        for key, item in node.items():
            if names or key not in ("example", "examples", "value", "x-stream"):
                yield from described(item, (*pointer, key))


def codes(bundle: load.Bundle) -> list[list[str]]:
    members = bundle.document["components"]["schemas"]["ErrorCode"]["anyOf"]
    return [member["enum"] for member in members if "enum" in member]


# Descriptions


def test_every_description_says_more_than_a_name(bundle: load.Bundle) -> None:
    found = list(described(bundle.document))
    short = [bundle.problem(place, text) for place, text in found if len(text.strip()) < SHORTEST]

    assert len(found) > 1500
    assert [str(problem) for problem in short if problem.file != "openapi.yaml"] == []


def test_a_description_is_a_sentence(bundle: load.Bundle) -> None:
    """It begins with a capital letter or a code word, and ends with a full stop."""
    odd = [
        (place, text)
        for place, text in described(bundle.document)
        if place[:1] == ("components",) and not (text[0] in "`*" or text[0].isupper() or text[0].isdigit())
    ]
    open_ended = [
        text
        for place, text in described(bundle.document)
        if place[0] == "components" and text.rstrip()[-1] not in ".`|"
    ]

    assert odd == []
    assert open_ended == []


def test_both_directions_of_a_type_are_described_by_one_text(bundle: load.Bundle) -> None:
    """What the file of requests leaves out is filled in from the file of answers, and the other way round."""
    schemas = S.named_schemas(bundle.document)
    listed = schemas["WebSearchTool20260318"]["properties"]
    asked = schemas["WebSearchTool20260318Param"]["properties"]

    assert {name: sub["description"] for name, sub in listed.items()} == {
        name: sub["description"] for name, sub in asked.items()
    }


# Errors


def test_every_operation_has_the_errors_of_the_one_table(bundle: load.Bundle) -> None:
    for _, _, _, operation in S.operations(bundle.document):
        assert "x-errors" not in operation
        assert {"400", "401", "403", "429", "500", "503", "504", "529", "default"} <= operation["responses"].keys()
    responses = bundle.document["paths"]["/v1/models"]["get"]["responses"]
    assert list(responses) == ["200", "400", "401", "403", "429", "500", "503", "504", "529", "default"]


def test_error_codes_of_other_apis_stand_apart(bundle: load.Bundle) -> None:
    ours, others = codes(bundle)

    assert {"file_expired", "thread_not_found", "workspace_human_review_disabled"} <= set(ours)
    assert {"already_member", "change_outcome_unknown", "storage_in_use"} <= set(others)
    assert len(ours) + len(others) == len({*ours, *others}) == 133


# Betas and models


@pytest.mark.parametrize("value", ["message-threads-2026-08-12", "user-profiles-billing-2026-10-01"])
def test_a_newer_field_names_its_beta_value(value: str) -> None:
    assert value in betas.KNOWN


@pytest.mark.parametrize("name", ["claude-fable-5-2", "claude-mythos-5-2"])
def test_the_newest_models_are_known(bundle: load.Bundle, name: str) -> None:
    assert name in bundle.document["components"]["schemas"]["Model"]["anyOf"][0]["enum"]


def test_days_of_retirement_are_days() -> None:
    assert {date.fromisoformat(day) for day in RETIRES["Model"].values()} >= {date(2026, 11, 30), date(2027, 1, 22)}


@pytest.mark.parametrize(
    ("schema", "field", "default"),
    [
        ("ImageTransformationsParam", "oversized_image", "downsize"),
        ("ThinkingBlockBindingParam", "prefix_mismatch_behavior", "error"),
        ("MessageParam", "clear_at", "never"),
        ("CacheControlEphemeralParam", "ttl", "5m"),
        ("FallbackCreditTokenParam", "mode", "strict"),
        ("BillingPolicyParam", "bill_to", "self"),
        ("SkillParams", "version", "latest"),
        ("WebSearchTool20260318Param", "response_inclusion", "full"),
    ],
)
def test_a_default_that_the_api_states_is_data(bundle: load.Bundle, schema: str, field: str, default: str) -> None:
    assert bundle.document["components"]["schemas"][schema]["properties"][field]["default"] == default


# What recorded traffic has


BATCH = {
    "id": "msgbatch_1",
    "type": "message_batch",
    "processing_status": "in_progress",
    "request_counts": {"processing": 1, "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0},
    "created_at": "2024-10-08T00:00:00Z",
    "expires_at": "2024-10-09T00:00:00Z",
    "ended_at": None,
    "cancel_initiated_at": None,
    "results_url": None,
}


def judged(
    method: str, path: str, *, answer: Any, request: Any = None, status: int = 200, headers: tuple[str, ...] = ()
) -> list[str]:
    """The rules of the findings about one recorded interaction."""
    plain = isinstance(answer, str)
    kind = "text/plain" if plain else "application/json"
    interaction = Interaction(
        place=Place(file="a.yaml", line=1, index=0, title=f"{method} {path}"),
        method=method,
        url=f"https://api.anthropic.com{path}",
        request=Message(
            headers=[("x-api-key", "sk-ant-fake"), ("anthropic-version", "2023-06-01")],
            body=None if request is None else json.dumps(request).encode(),
        ),
        status=status,
        response=Message(
            headers=[("content-type", kind), *((name, "value") for name in headers)],
            body=(answer if plain else json.dumps(answer)).encode(),
        ),
    )
    return [finding.rule for finding in Checker().check(interaction) if finding.level != "note"]


def test_a_batch_of_2024_has_no_archived_at() -> None:
    assert judged("GET", "/v1/messages/batches/msgbatch_1", answer=BATCH) == []


def test_the_proxy_in_front_of_the_api_answers_503_in_plain_text() -> None:
    text = "upstream connect error or disconnect/reset before headers. reset reason: connection termination"

    assert judged("GET", "/v1/messages/batches/msgbatch_1", answer=text, status=503) == []


def test_headers_of_the_content_delivery_network_are_no_findings() -> None:
    """`cf-…` of every name is Cloudflare's own; another header that the document does not list still is a finding."""
    network = ("cf-cache-status", "cf-ray", "cf-mitigated", "cf-placement", "cf-ew-via")

    assert judged("GET", "/v1/messages/batches/msgbatch_1", answer=BATCH, headers=network) == []
    assert judged("GET", "/v1/messages/batches/msgbatch_1", answer=BATCH, headers=("anthropic-new",)) == [
        "undocumented-header"
    ]


def test_the_time_of_a_fetch_may_have_no_zone() -> None:
    """In an answer, and in a request that sends it back."""
    page = {
        "type": "web_fetch_result",
        "url": "https://example.com",
        "retrieved_at": "2026-08-02T17:44:16.540847",
        "content": {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "Hello"}},
    }
    result = {"type": "web_fetch_tool_result", "tool_use_id": "srvtoolu_1", "content": page}
    call = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_fetch", "input": {"url": "https://example.com"}}
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-opus-5-5",
        "content": [call, result],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }
    turns = [
        {"role": "user", "content": "Read it."},
        {"role": "assistant", "content": [call, result]},
        {"role": "user", "content": "Go on."},
    ]
    request = {"model": "claude-opus-5-5", "max_tokens": 9, "messages": turns}

    assert judged("POST", "/v1/messages", request=request, answer=message) == []
