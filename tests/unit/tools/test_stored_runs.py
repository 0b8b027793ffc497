"""A run as JSON."""

from __future__ import annotations

import json

import pytest

from claudewire import (
    Claude,
    Run,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import RunInvalid
from tests.support.runs import BASE, echo


def test_options_of_the_call_are_sent_and_not_stored(client: Claude, server: LocalServer) -> None:
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("done")
    headers = {"x-secret": "sk-ant-api03-CANARY-canary"}
    runner = client.messages.tool_runner(**BASE, tools=[echo], extra_headers=headers, deadline=30.0)
    runner.until_done()

    assert [request.headers["x-secret"] for request in server.requests] == [headers["x-secret"]] * 2
    assert "CANARY" not in runner.run.to_json()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 99}',
        '{"version": "1"}',
        '{"version": 1}',
        '{"version": 1, "params": [], "messages": 1}',
        "\ufeff",
    ],
)
def test_json_that_is_not_of_a_run_is_refused(text: str) -> None:
    with pytest.raises(RunInvalid):
        Run.from_json(text)


def test_json_of_a_run_has_a_version_and_no_python() -> None:
    run = Run.start({**BASE, "system": "x"})
    data = json.loads(run.to_json())

    assert data["version"] == 1
    assert Run.from_json(run.to_json()) == run
    with pytest.raises(RunInvalid, match="99"):
        Run.from_json(json.dumps({**data, "version": 99}))


def test_steps_that_do_not_fit_are_refused() -> None:
    run = Run.start(BASE)
    with pytest.raises(RunInvalid, match="no call"):
        run.feed_result("x", "y")
    with pytest.raises(RunInvalid, match="ready"):
        run.follow_up("more")
    with pytest.raises(RunInvalid, match="at least 0"):
        Run.start(BASE, max_turns=-1)
    with pytest.raises(RunInvalid, match="no limit"):
        run.extend(max_fun=1)
    with pytest.raises(RunInvalid, match="messages of the model"):
        run.feed_message({"role": "user"})
