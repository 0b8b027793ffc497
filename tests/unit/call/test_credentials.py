"""From a key or a token to a header."""

import pytest

from claudewire import (
    AuthenticationError,
    MissingCredentials,
)
from tests.support.pipelines import HELLO, Async, create, failure, ok


class TestCredentials:
    def sent(self, run, **options):
        runner = run(ok(), **{"api_key": None, **options})
        runner(create)
        headers = runner.script.requests[0].headers
        return headers.get("x-api-key"), headers.get("authorization")

    def test_a_key(self, run):
        assert self.sent(run, api_key="sk-ant-1") == ("sk-ant-1", None)

    def test_a_key_as_bearer(self, run):
        assert self.sent(run, api_key="sk-ant-1", auth_scheme="bearer") == (None, "Bearer sk-ant-1")

    def test_a_token(self, run):
        assert self.sent(run, auth_token="t0k") == (None, "Bearer t0k")

    def test_from_the_environment(self, run, monkeypatch):
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "t0k")
        assert self.sent(run) == (None, "Bearer t0k")
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-env")
        assert self.sent(run) == ("sk-ant-env", None)

    def test_an_argument_wins_over_the_environment(self, run, monkeypatch):
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-env")
        assert self.sent(run, auth_token="t0k") == (None, "Bearer t0k")

    def test_a_function_is_asked_before_every_attempt(self, run):
        keys = iter(["first", "second"])
        runner = run(failure(), ok(), api_key=lambda: next(keys))
        runner(create)
        assert [request.headers["x-api-key"] for request in runner.script.requests] == ["first", "second"]

    def test_what_a_function_gives_is_checked(self, run):
        from claudewire import RequestInvalid

        with pytest.raises(RequestInvalid):
            run(ok(), api_key=lambda: "a\r\nx-evil: 1")(create)

    def test_none_at_all(self, run):
        runner = run(ok(), api_key=None)
        with pytest.raises(MissingCredentials, match="ANTHROPIC_API_KEY") as caught:
            runner(create)
        assert isinstance(caught.value, TypeError)
        assert runner.script.requests == []

    def test_a_header_by_hand_is_enough(self, run):
        runner = run(ok(), api_key=None)
        runner(lambda client: client.messages.create(**HELLO, extra_headers={"X-Api-Key": "mine"}))
        assert runner.script.requests[0].headers["x-api-key"] == "mine"

    def test_a_coroutine_function(self):
        async def key():
            return "later"

        runner = Async("asyncio", ok(), api_key=key)
        runner(create)
        assert runner.script.requests[0].headers["x-api-key"] == "later"

    def test_an_echo_is_redacted(self, run):
        body = {"error": {"type": "authentication_error", "message": "bad key sk-ant-test-123456"}}
        with pytest.raises(AuthenticationError) as caught:
            run(failure(401, body, x_echo="sk-ant-test-123456"))(create)
        assert "123456" not in str(caught.value) + repr(caught.value.body) + repr(caught.value.headers) + repr(
            vars(caught.value)
        )
