"""Errors: their class, their attributes, and pickles and copies of all of them."""

import copy
import inspect
import json
import pickle
from pathlib import Path

import httpx
import pytest

from claudewire import _errors
from claudewire._errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    ClaudeError,
    InternalServerError,
    OverloadedError,
    RateLimitError,
    ResponseInvalid,
    StreamTruncated,
)
from claudewire._errors.responses import from_error_event, from_status

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "errors.json").read_text("utf-8"))["cases"]
CLASSES = sorted(
    {c for c in vars(_errors).values() if inspect.isclass(c) and issubclass(c, ClaudeError)}, key=lambda c: c.__name__
)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: f"{case['id']}-{case['name']}")
def test_the_class_of_an_error_fits_status_and_type(case):
    if "event" in case:
        error = from_error_event(case["event"], events_seen=3)
        assert error.events_seen == 3
    else:
        error = from_status(case["status"], case.get("headers", {}), case["body"])
    assert type(error).__name__ == case["class"]
    assert error.status_code == case["status"]
    assert error.error_type == error.type == case["error_type"]
    assert error.is_retryable is case["retryable"]
    if "request_id" in case:
        assert error.request_id == case["request_id"]
    assert error.error_code == case.get("error_code")


def test_an_error_event_has_the_class_of_its_status():
    payload = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    event, response = from_error_event(payload), from_status(529, {}, payload)
    assert type(event) is type(response) is OverloadedError
    assert event.status_code == response.status_code == 529
    assert isinstance(event, InternalServerError)


def test_every_class_is_in_the_tree_at_the_top():
    for cls in CLASSES:
        assert cls.__name__ in _errors.__doc__, cls


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
class TestEveryClass:
    def make(self, cls):
        error = cls("it failed")
        error.note = {"kept": [1, 2]}
        if isinstance(error, APIError):
            error.request_id, error.attempts, error.partial_message = "req_1", 3, {"id": "msg_1"}
        return error

    def same(self, error, twin):
        assert type(twin) is type(error)
        assert twin.args == error.args
        assert twin.__dict__ == error.__dict__
        assert str(twin) == str(error)

    def test_a_pickled_error_is_restored(self, cls):
        error = self.make(cls)
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            self.same(error, pickle.loads(pickle.dumps(error, protocol)))

    def test_a_copied_error_is_equal(self, cls):
        error = self.make(cls)
        self.same(error, copy.copy(error))
        self.same(error, copy.deepcopy(error))

    def test_a_copy_keeps_the_cause(self, cls):
        with pytest.raises(ClaudeError) as caught:
            raise self.make(cls) from ValueError("because")
        assert isinstance(copy.copy(caught.value).__cause__, ValueError)

    def test_an_error_can_be_made_without_arguments(self, cls):
        assert isinstance(cls(), ClaudeError)

    def test_an_error_is_caught_as_claude_error(self, cls):
        with pytest.raises(ClaudeError):
            raise cls("x")


def test_official_names_are_aliases():
    assert _errors.AnthropicError is ClaudeError
    assert _errors.APIResponseValidationError is ResponseInvalid
    assert issubclass(APITimeoutError, APIConnectionError)


def test_errors_can_be_made_with_the_arguments_of_the_official_sdk():
    request = httpx.Request("POST", "https://api.anthropic.com/v1/messages")
    response = httpx.Response(429, headers={"request-id": "req_7", "retry-after": "3"}, request=request)
    error = RateLimitError("slow down", response=response, body={"error": {"type": "rate_limit_error"}})
    assert (error.status_code, error.request_id, error.type, error.message) == (
        429,
        "req_7",
        "rate_limit_error",
        "slow down",
    )
    assert error.response.headers["retry-after"] == "3"
    assert APITimeoutError(request).request is request
    assert APIConnectionError(message="x", request=request).message == "x"


def test_the_text_of_an_error_names_status_type_and_request():
    error = from_status(
        429,
        {"request-id": "req_1"},
        {"error": {"type": "rate_limit_error", "message": "Slow"}},
        attempts=3,
        retry_after=12.0,
    )
    assert str(error) == "429 rate_limit_error: Slow (request req_1, 3 attempts, retry after 12 s)"
    assert str(from_status(502, {}, b"<html>\n  <h1>Bad gateway</h1>")) == "502: <html> <h1>Bad gateway</h1>"
    assert str(from_status(500, {}, b"")) == "500, with an empty body"


def test_a_long_body_is_quoted_in_part():
    assert len(str(from_status(500, {}, "x" * 100_000))) < 300


def test_a_body_that_is_not_utf_8_is_decoded_with_replacement():
    assert from_status(500, {}, b"\xff\xfe").body == "\ufffd\ufffd"


def test_a_stream_error_has_the_partial_message():
    error = StreamTruncated(partial_message={"id": "m"}, events_seen=7, request_id="req_1")
    assert (error.partial_message, error.events_seen, error.request_id, error.is_retryable) == (
        {"id": "m"},
        7,
        "req_1",
        True,
    )


def test_status_errors_are_api_errors():
    assert issubclass(APIStatusError, APIError)
