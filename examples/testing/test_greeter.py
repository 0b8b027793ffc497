"""Its tests, without a key and without a network: a scripted answer, a fault, a cassette.

With `pip install ".[testing,contract]" pytest pytest-recording`, `pytest` runs them.
"""

from __future__ import annotations

import pytest
from greeter import greet, greet_aloud

from claudewire import Claude
from claudewire.testing import LocalServer


def test_it_says_what_the_model_says(claude_server: LocalServer, claude: Claude) -> None:
    claude_server.reply("Moin, Jan!")
    assert greet(claude, "Jan") == "Moin, Jan!"
    assert "Jan" in claude_server.requests[-1].body["messages"][0]["content"]


@pytest.mark.claude_faults("overloaded", times=None, retry_after=0.01)
def test_it_greets_even_when_the_api_is_overloaded(claude_server: LocalServer, claude: Claude) -> None:
    assert greet(claude, "Jan") == "Hello, Jan!"
    assert len(claude_server.requests) > 1  # the client tried again before it gave up


@pytest.mark.usefixtures("claude_cassette")
def test_it_speaks_while_the_model_writes(claude: Claude) -> None:
    """Replayed from cassettes/, event by event; `pytest --record-mode=rewrite` records it anew, with your ANTHROPIC_API_KEY."""
    words = greet_aloud(claude, "Jan")
    assert len(words) > 1
    assert "".join(words).strip()
