"""The other two layers: what differs between the generated packages, and which recordings hold what changed."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
import yaml

from generator import build
from generator.diff import Bump, Source, report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def document(real_bundle):
    return real_bundle.document


@pytest.fixture(scope="module")
def package(real_files):
    """A few modules of the real package: reading all of them takes most of a second, and each test reads two packages."""
    dropped = re.compile(
        r".*/(models|endpoints|resources)/(?!__init__|usage|files|file_).*\.py|.*/(params|openapi)\..*"
    )
    return {path: content for path, content in real_files.items() if not dropped.fullmatch(path)}


def changed_words(document):
    """A document that says the same in other words."""
    copy = json.loads(json.dumps(document))
    copy["components"]["schemas"]["Message"]["description"] = "Other words."
    return copy


def replaced(package, path, old, new):
    name = f"{build.PACKAGE}/{path}"
    assert old in package[name].decode()
    return {**package, name: package[name].decode().replace(old, new).encode()}


def python_changes(document, before, after):
    found = report(Source("a", document, before), Source("b", changed_words(document), after))
    assert found.surface
    return {(change.rule.id, change.names[0], change.text) for change in found.told}


def test_a_method_that_only_the_generator_renamed_is_seen(document, package):
    after = replaced(package, "resources/files.py", "def retrieve_metadata(", "def metadata(")
    assert python_changes(document, package, after) == {
        ("python-broken", "client.files.retrieve_metadata", "public object was removed"),
        ("python-added", "client.files.metadata", "a new name"),
    }


def test_an_argument_that_becomes_required_is_seen(document, package):
    after = replaced(package, "resources/files.py", "ids: Sequence[str] | Omit | None = omit,", "ids: Sequence[str],")
    found = python_changes(document, package, after)
    assert ("python-broken", "client.files.list(ids=)", "parameter is now required") in found


def test_a_model_that_is_gone_is_seen(document, package):
    after = replaced(package, "models/usage.py", "class Usage(", "class TokenUsage(")
    found = {name for rule, name, _ in python_changes(document, package, after) if rule == "python-broken"}
    assert found == {"models.Usage"}


def test_a_change_of_the_generator_alone_is_seen_though_the_documents_are_equal(document, package):
    after = replaced(package, "resources/files.py", "def retrieve_metadata(", "def metadata(")
    found = report(Source("a", document, package), Source("b", document, after))
    assert found.bump is Bump.MAJOR
    assert {change.rule.id for change in found.changes} == {"python-broken", "python-added"}


def test_equal_packages_add_nothing(document, package):
    assert python_changes(document, package, package) == set()


def test_what_a_change_of_the_document_explains_is_not_told_twice(document, real_files):
    head = json.loads(json.dumps(document))
    del head["components"]["schemas"]["MessageCreateParams"]["properties"]["top_k"]
    found = report(Source("a", document, real_files), Source("b", head))
    assert [change.rule.id for change in found.told] == ["field-removed"]
    assert found.bump is Bump.MAJOR


# Recordings

MESSAGE = {
    "id": "msg_01",
    "type": "message",
    "role": "assistant",
    "model": "claude-opus-4-8",
    "content": [{"type": "text", "text": "Hello"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 2},
}
REQUEST = {"model": "claude-opus-4-8", "max_tokens": 10, "top_k": 5, "messages": [{"role": "user", "content": "Hi"}]}
STREAM = 'event: ping\ndata: {"type": "ping"}\n\nevent: message_stop\ndata: {"type": "message_stop"}\n\n'


@pytest.fixture
def recordings(tmp_path):
    url = "https://api.anthropic.com/v1/messages?beta=true"
    plain = {"request": {"method": "POST", "uri": url, "body": json.dumps(REQUEST)}}
    plain["response"] = {"status": {"code": 200}, "body": {"string": json.dumps(MESSAGE)}}
    streamed = {"request": {"method": "POST", "uri": url, "body": json.dumps({**REQUEST, "stream": True})}}
    streamed["response"] = {"status": {"code": 200}, "body": {"string": STREAM}}
    (tmp_path / "messages.yaml").write_text(yaml.safe_dump({"interactions": [plain, streamed], "version": 1}))
    record = {"request": {"method": "GET", "url": "https://api.anthropic.com/v1/models/x", "body": None}}
    record["response"] = {"status": 404, "body": '{"type":"error","error":{"type":"not_found_error","message":"no"}}'}
    with gzip.open(tmp_path / "other.jsonl.gz", "wt") as file:
        file.write(json.dumps(record) + "\n")
    return tmp_path


def recorded(document, recordings, edit):
    head = json.loads(json.dumps(document))
    edit(head["components"]["schemas"], head["paths"])
    found = report(Source("a", document), Source("b", head), python=False, recordings=[recordings])
    assert found.recorded == 3
    return [(change.rule.id, change.recorded, change.cassettes) for change in found.told]


def remove(schema, field):
    def edit(schemas, _):
        del schemas[schema]["properties"][field]
        schemas[schema]["required"] = [name for name in schemas[schema].get("required", []) if name != field]

    return edit


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (remove("MessageCreateParams", "top_k"), ("field-removed", 2, ("messages.yaml",))),
        (remove("Usage", "output_tokens"), ("field-removed", 1, ("messages.yaml",))),
        (remove("MessageCreateParams", "top_p"), ("field-removed", 0, ())),
        (remove("NotFoundErrorObject", "message"), ("field-removed", 1, ("other.jsonl.gz",))),
        (
            lambda schemas, _: schemas["StopReason"]["anyOf"][0]["enum"].remove("end_turn"),
            ("open-enum-value-removed", 1, ("messages.yaml",)),
        ),
        (
            lambda schemas, _: schemas["StopReason"]["anyOf"][0]["enum"].remove("tool_use"),
            ("open-enum-value-removed", 0, ()),
        ),
        (
            lambda schemas, _: schemas["PingEvent"]["properties"].update(at={"type": "string", "description": "New."}),
            ("field-added", 1, ("messages.yaml",)),
        ),
        (
            lambda _, paths: paths["/v1/models/{model_id}"]["get"]["responses"].pop("404"),
            ("error-status-removed", 1, ("other.jsonl.gz",)),
        ),
        (lambda _, paths: paths["/v1/models/{model_id}"].pop("get"), ("operation-removed", 1, ("other.jsonl.gz",))),
    ],
)
def test_a_change_says_which_recordings_hold_its_place(document, recordings, edit, expected):
    assert recorded(document, recordings, edit) == [expected]
