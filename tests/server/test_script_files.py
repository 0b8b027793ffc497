"""Scripted models over HTTP, and from a fixtures file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import httpx
import pytest

from claudewire.testing import (
    InvalidScript,
    LocalServer,
    Settings,
)

from .scripts import INVALID, Body, ask, said


def fits_json(value: Any) -> bool:
    """Whether a value can be sent over HTTP at all; the others are tried with `Script` alone."""
    try:
        json.dumps(value)
    except TypeError:
        return False
    return True


class TestOverHTTP:
    def test_script_over_http(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        turns = [{"tool": "look", "input": {"at": 1}}, {"error": "overloaded_error"}, "Done"]
        assert http.post("/-/script", json={"turns": turns, "when": {"user": "hello"}}).json() == {"ok": True}

        first, second, third = (ask(http, hello) for _ in range(3))

        assert first.json()["content"][0]["input"] == {"at": 1}
        assert second.status_code == 529
        assert said(third) == "Done"

    def test_list_of_turns_alone_is_a_script(self, http: httpx.Client, hello: Body) -> None:
        http.post("/-/script", json=["One"])

        assert said(ask(http, hello)) == "One"

    @pytest.mark.parametrize("value", [value for value in INVALID if fits_json(value)])
    def test_turn_that_is_not_one_is_a_400(self, server: LocalServer, http: httpx.Client, value: Any) -> None:
        response = http.post("/-/script", content=json.dumps({"turns": [value]}))

        assert response.status_code == 400
        assert response.json()["error"]
        assert len(server.state.replies) == 0

    @pytest.mark.parametrize(
        ("path", "content"),
        [
            ("replies", "[1]"),
            ("replies", '{"answer": 123}'),
            ("replies", '{"answer": "x", "times": "x"}'),
            ("replies", '{"answer": "x", "colour": 1}'),
            ("script", '{"turns": ["x"], "then": "stop"}'),
            ("script", "{}"),
            ("clock", '{"advance": "nan"}'),
            ("clock", '{"advance": NaN}'),
            ("clock", '{"advance": 1e300}'),
            ("clock", '{"advance": -5}'),
            ("clock", '{"advance": true}'),
            ("faults", '{"name": "overloaded", "times": "x"}'),
            ("faults", '{"name": ["overloaded"]}'),
            ("faults", '{"name": "slow", "seconds": 1e999}'),
            ("faults", '{"name": "status", "status": 99}'),
            ("models", '{"add": 5}'),
            ("reset", "{"),
            ("script", "[" * 100_000),
            ("script", '["\\ud83d"]'),
            ("script", b"\xff\xfe"),
        ],
    )
    def test_order_that_makes_no_sense_is_a_400_with_a_reason(
        self, http: httpx.Client, hello: Body, path: str, content: str
    ) -> None:
        response = http.post(f"/-/{path}", content=content)

        assert response.status_code == 400
        assert response.json()["error"]
        assert ask(http, hello).status_code == 200

    def test_clock_can_not_be_broken(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        for _ in range(3):
            http.post("/-/clock", content='{"advance": 100000000000}')

        assert ask(http, hello).status_code == 200
        assert http.get("/-/requests").status_code == 200
        with pytest.raises(InvalidScript):
            server.advance(float("inf"))


class TestFixtures:
    @pytest.fixture
    def rules(self, tmp_path: Path) -> Path:
        path = tmp_path / "rules.yaml"
        path.write_text(
            """
- match: {user: weather, turn: 1, tools: [get_weather]}
  reply: {tool: get_weather, input: {town: Bergen}}
- match: {tool_result: rain}
  reply: {text: Take an umbrella., usage: {output_tokens: 3}}
- match: {user: retry}
  sequence: [{error: overloaded_error}, Now it works.]
- match: {user: once}
  times: 1
  reply: Once
- reply: Anything else.
"""
        )
        return path

    @pytest.fixture
    def settings(self, rules: Path) -> Settings:
        return Settings(fixtures=rules)

    @pytest.mark.usefixtures("server")
    def test_first_rule_that_matches_replies(self, http: httpx.Client, hello: Body) -> None:
        tool = {"name": "get_weather", "input_schema": {"type": "object"}}
        question = {"role": "user", "content": "What is the weather?"}

        called = ask(http, hello, messages=[question], tools=[tool]).json()

        assert called["content"][0]["input"] == {"town": "Bergen"}
        result = {"type": "tool_result", "tool_use_id": called["content"][0]["id"], "content": "Rain"}
        dialogue = [
            question,
            {"role": "assistant", "content": called["content"]},
            {"role": "user", "content": [result]},
        ]
        assert said(ask(http, hello, messages=dialogue, tools=[tool])) == "Take an umbrella."
        assert said(ask(http, hello)) == "Anything else."

    @pytest.mark.usefixtures("server")
    def test_sequence_and_times(self, http: httpx.Client, hello: Body) -> None:
        retry, once = ([{"role": "user", "content": word}] for word in ("retry", "once"))

        assert [ask(http, hello, messages=retry).status_code for _ in range(3)] == [529, 200, 200]
        assert [said(ask(http, hello, messages=once)) for _ in range(2)] == ["Once", "Anything else."]

    def test_saved_file_is_read_again(self, server: LocalServer, http: httpx.Client, hello: Body, rules: Path) -> None:
        rules.write_text("- reply: Changed.")
        assert said(ask(http, hello)) == "Changed."

        rules.write_text("- reply: [")
        os.utime(rules, ns=(1, 1))
        assert said(ask(http, hello)) == "Changed."
        assert server.state.fixtures
        assert "not valid YAML" in str(server.state.fixtures.problem)

    def test_reply_of_a_test_goes_before_the_rules(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        server.reply("Mine")

        assert [said(ask(http, hello)) for _ in range(2)] == ["Mine", "Anything else."]

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            ("5", "should be a list of rules"),
            ("- 5", "rule 1: should be an object"),
            ("- reply: x\n- match: {user: x}", "rule 2: needs either"),
            ("- reply: x\n  sequence: [y]", "rule 1: needs either"),
            ("- reply: 5", "rule 1: a turn is text"),
            ("- replies: x", "rule 1: has no field 'replies'"),
            ("- match: {users: x}\n  reply: x", "rule 1: match: has no condition 'users'"),
            ("- sequence: [x, {delay: soon}]", "rule 1: turn 2: "),
            ("- reply: x\n  times: 0", "rule 1: times"),
            ("- reply: x\n  then: error", "`then` goes with `sequence`"),
            ("- reply: !!python/object/apply:os.getcwd []", "not valid YAML"),
            ("a: b: c", "not valid YAML"),
        ],
    )
    def test_file_with_an_invalid_rule_is_refused_with_its_place(
        self, tmp_path: Path, content: str, problem: str
    ) -> None:
        path = tmp_path / "rules.yaml"
        path.write_text(content)

        with pytest.raises(InvalidScript) as caught:
            LocalServer(fixtures=path)

        assert str(path) in str(caught.value)
        assert problem in str(caught.value)

    def test_missing_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidScript, match="cannot be read"):
            LocalServer(fixtures=tmp_path / "none.yaml")

    def test_json_file_works_too(self, tmp_path: Path, hello: Body) -> None:
        path = tmp_path / "rules.json"
        path.write_text('{"rules": [{"reply": "JSON"}]}')

        with (
            LocalServer(fixtures=path) as server,
            httpx.Client(base_url=server.url, headers={"x-api-key": "k", "anthropic-version": "2023-06-01"}) as http,
        ):
            assert said(ask(http, hello)) == "JSON"
