"""Endpoint functions: keyword arguments in, a `Call` out, and nothing is sent."""

from __future__ import annotations

import copy
import datetime as dt
import inspect
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire_api import models, operations
from claudewire_api._call import beta_view, omit, path_segment, query_pairs, required_betas
from claudewire_api.endpoints import files, messages, messages_batches, skills, skills_versions
from claudewire_api.endpoints import models as models_endpoints
from tests import instances

HELLO = [{"role": "user", "content": "Hello"}]


class TestCreate:
    def test_holds_what_was_given_and_nothing_else(self):
        call = messages.create(model="claude-opus-4-8", max_tokens=10, messages=HELLO)
        assert call.operation is operations.MESSAGES_CREATE
        assert (call.path, call.kind, call.query, call.headers) == ("/v1/messages", "json", (), {})
        assert call.body == {"model": "claude-opus-4-8", "max_tokens": 10, "messages": HELLO}

    def test_none_is_sent_and_omit_is_not(self):
        call = messages.create(model="m", max_tokens=10, messages=HELLO, cache_control=None, temperature=omit)
        assert call.body == {"model": "m", "max_tokens": 10, "messages": HELLO, "cache_control": None}

    def test_header_parameters_go_into_headers(self):
        call = messages.create(model="m", max_tokens=10, messages=HELLO, user_profile_id="p_1", workspace_id="w_1")
        assert call.headers == {"anthropic-user-profile-id": "p_1", "anthropic-workspace-id": "w_1"}
        assert set(call.body or {}) == {"model", "max_tokens", "messages"}

    def test_streaming_changes_the_kind_and_the_decoder(self):
        call = messages.create(model="m", max_tokens=10, messages=HELLO, stream=True)
        assert call.kind == "events"
        assert type(call.decode({"type": "ping"})) is models.PingEvent
        call = messages.create(model="m", max_tokens=10, messages=HELLO, stream=False)
        assert call.kind == "json"
        assert isinstance(call.decode({"type": "message"}), models.Message)
        assert (call.body or {})["stream"] is False

    def test_a_missing_argument_and_a_misspelt_one_are_type_errors(self):
        with pytest.raises(TypeError, match="max_tokens"):
            messages.create(model="m", messages=HELLO)
        with pytest.raises(TypeError, match="temprature"):
            messages.create(model="m", max_tokens=1, messages=HELLO, temprature=1)


class TestPath:
    def test_parameters_become_one_segment_each(self):
        assert skills_versions.retrieve("v/1", skill_id="skill 01").path == "/v1/skills/skill%2001/versions/v%2F1"

    @pytest.mark.parametrize(
        ("value", "encoded"),
        [
            ("a/b", "a%2Fb"),
            ("../x", "..%2Fx"),
            ("a?b=c", "a%3Fb%3Dc"),
            ("a#b", "a%23b"),
            ("é", "%C3%A9"),
            ("%2e", "%252e"),
        ],
    )
    def test_nothing_in_a_parameter_reaches_beyond_its_segment(self, value: str, encoded: str):
        assert models_endpoints.retrieve(value).path == f"/v1/models/{encoded}"

    @pytest.mark.parametrize("value", ["", ".", ".."])
    def test_an_empty_or_climbing_parameter_is_refused(self, value: str):
        with pytest.raises(ValueError, match="Expected a non-empty value for `model_id`|model_id must be an id"):
            models_endpoints.retrieve(value)

    def test_a_parameter_that_is_no_string_is_refused(self):
        with pytest.raises(TypeError, match="file_id must be a string, not list"):
            files.delete(["a"])  # pyright: ignore[reportArgumentType]

    @given(st.text(min_size=1))
    def test_any_text_stays_one_segment(self, value: str):
        if value in (".", "..") or (not value.isprintable() and max(value) >= "\ud800"):
            return
        try:
            encoded = path_segment("id", value)
        except UnicodeEncodeError:  # a lone surrogate has no form in a URL
            return
        assert not set(encoded) & set("/?#\\ ")
        assert encoded not in (".", "..")


class TestQuery:
    def test_values_become_text(self):
        when = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
        values = {"a": True, "b": False, "c": 3, "d": "x y", "e": when, "f": when.date(), "g": omit, "h": None}
        assert query_pairs(values) == (
            ("a", "true"),
            ("b", "false"),
            ("c", "3"),
            ("d", "x y"),
            ("e", "2026-01-02T03:04:05+00:00"),
            ("f", "2026-01-02"),
        )

    def test_a_list_repeats_its_name(self):
        assert files.list(ids=["file_1", "file_2"]).query == (("ids[]", "file_1"), ("ids[]", "file_2"))

    def test_a_parameter_brings_the_beta_value_that_it_needs(self):
        assert files.list().betas == ()
        assert files.list(after_id="file_1").betas == ("files-api-2025-04-14",)
        assert files.list(after_id="file_1", before_id="file_2").betas == ("files-api-2025-04-14",)

    def test_only_a_given_parameter_needs_its_beta_value(self):
        assert required_betas({"a": (omit, None), "b": (omit, 0), "c": ()}) == ("b",)


class TestBetaView:
    def test_adds_the_query_parameter_and_the_header_value_of_the_operation(self):
        call = beta_view(files.list(limit=3))
        assert call.query == (("beta", "true"), ("limit", "3"))
        assert call.betas == ("files-api-2025-04-14",)
        assert call.operation is operations.FILES_LIST

    def test_does_not_repeat_a_value(self):
        assert beta_view(files.list(after_id="f")).betas == ("files-api-2025-04-14",)

    def test_an_operation_without_a_view_only_gets_the_query_parameter(self):
        call = beta_view(messages.create(model="m", max_tokens=1, messages=HELLO))
        assert (call.query, call.betas) == ((("beta", "true"),), ())


class TestKinds:
    def test_files_become_parts_in_order(self):
        call = skills.create(files=[("a/SKILL.md", b"1"), ("a/b.py", b"2")])
        assert call.files == (("files[]", ("a/SKILL.md", b"1")), ("files[]", ("a/b.py", b"2")))
        assert call.operation.body == "multipart"

    def test_one_file_is_one_part_beside_the_other_fields(self):
        call = files.upload(file=b"data", expires_in_seconds=3600)
        assert call.files == (("file", b"data"),)
        assert call.body == {"expires_in_seconds": 3600}

    def test_bytes_lines_and_events_say_so(self):
        assert files.download("file_1").kind == "bytes"
        assert messages_batches.results("batch_1").kind == "lines"
        line = messages_batches.results("b").decode({"custom_id": "1", "result": {"type": "canceled"}})
        assert type(line.result) is models.MessageBatchCanceledResult

    def test_an_operation_without_arguments_sends_an_empty_query(self):
        assert models_endpoints.list().query == ()


def test_every_operation_of_the_document_has_an_endpoint_function():
    from importlib import import_module

    declared = {
        op["operationId"]
        for item in instances.document()["paths"].values()
        for op in item.values()
        if isinstance(op, dict)
    }
    assert set(operations.OPERATIONS) == declared
    for identifier in declared:
        resource, _, method = identifier.rpartition(".")
        function = getattr(import_module(f"claudewire_api.endpoints.{resource.replace('.', '_')}"), method)
        assert inspect.getdoc(function)


def test_operations_say_what_the_document_says():
    create = operations.OPERATIONS["messages.create"]
    assert (create.method, create.path, create.stream_field, create.max_request_bytes) == (
        "POST",
        "/v1/messages",
        "stream",
        32 * 1024 * 1024,
    )
    assert not create.retry_safe
    assert operations.OPERATIONS["messages.count_tokens"].retry_safe


def test_the_shipped_document_is_the_one_of_the_manifest():
    import hashlib
    from pathlib import Path

    import claudewire_api

    manifest = json.loads((Path(claudewire_api.__file__).parents[1] / "MANIFEST.json").read_text())
    canonical = json.dumps(instances.document(), sort_keys=True, ensure_ascii=False).encode()
    assert hashlib.sha256(canonical).hexdigest() == manifest["document"]["sha256"]


def test_omit_is_one_false_value_with_its_own_name():
    assert repr(omit) == "omit"
    assert not omit
    assert copy.deepcopy(omit) is pickle.loads(pickle.dumps(omit)) is omit
