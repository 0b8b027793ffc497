"""Testing an agent: the model is a script, the API is the local server, and failures come on demand."""

import pytest

from claudewire import Claude, OverloadedError, tool
from claudewire.testing import LocalServer, tool_use


@tool
def delete_file(name: str) -> str:
    """Deletes a file."""
    return f"{name} deleted"


def agent(client: Claude, task: str) -> str:
    """The program under test."""
    runner = client.messages.tool_runner(
        model="claude-sonnet-5-5",
        max_tokens=500,
        tools=[delete_file],
        messages=[{"role": "user", "content": task}],
        max_turns=5,
    )
    message = runner.until_done()
    return "".join(block.text for block in message.content if block.type == "text")


def test_the_agent_deletes_what_it_was_told_to(claude: Claude, claude_server: LocalServer) -> None:
    script = claude_server.script([tool_use("delete_file", {"name": "old.txt"}), "It is gone."])

    assert agent(claude, "Delete old.txt") == "It is gone."

    script.assert_finished()
    result = script.requests[-1]["messages"][-1]["content"][0]
    assert result["content"] == "old.txt deleted"


def test_the_agent_survives_a_wrong_argument(claude: Claude, claude_server: LocalServer) -> None:
    script = claude_server.script([tool_use("delete_file", {"file": "old.txt"}), "Sorry."])
    assert agent(claude, "Delete old.txt") == "Sorry."
    assert script.requests[-1]["messages"][-1]["content"][0]["is_error"] is True


@pytest.mark.claude_faults("overloaded", times=1)
def test_the_agent_goes_on_after_one_failure(claude: Claude) -> None:
    assert agent(claude, "Say hello")


@pytest.mark.claude_faults("overloaded", times=3)
def test_the_agent_reports_an_api_that_stays_overloaded(claude: Claude) -> None:
    with pytest.raises(OverloadedError):
        agent(claude, "Say hello")
