"""An agent in a terminal: it reads and writes notes, and asks before it deletes one.

export ANTHROPIC_API_KEY=…    # or ANTHROPIC_BASE_URL of `claudewire serve`
python examples/agents/terminal.py "Which notes are old? Delete them."
"""

from __future__ import annotations

import sys

from claudewire import Allow, Claude, Deny, Run, ToolError, tool
from claudewire.tools import ToolCall

NOTES = {"shopping": "Flour, eggs, milk.", "2019": "Renew the passport."}


@tool
def read_notes() -> dict[str, str]:
    """Returns all notes by their titles."""
    return NOTES


@tool(sequential=True)
def write_note(title: str, text: str) -> str:
    """Writes a note. A note of the same title is replaced."""
    NOTES[title] = text
    return "written"


def ask(call: ToolCall, run: Run) -> Allow | Deny:
    """Asks the person at the terminal."""
    answer = input(f"{call.name}({call.input}) after {run.usage['output_tokens']} tokens: may it run? [y/N] ")
    return Allow() if answer.strip().lower() == "y" else Deny("The user does not want that.")


@tool(approve=ask, sequential=True)
def delete_note(title: str) -> str:
    """Deletes a note for ever."""
    if title not in NOTES:
        raise ToolError(f"there is no note {title!r}; there are: {', '.join(NOTES)}")
    del NOTES[title]
    return "deleted"


def main() -> None:
    """Runs the agent once."""
    client = Claude()
    runner = client.messages.tool_runner(
        model="claude-sonnet-5-5",
        max_tokens=1024,
        max_turns=10,
        messages=[{"role": "user", "content": " ".join(sys.argv[1:]) or "What is in my notes?"}],
        tools=[read_notes, write_note, delete_note],
        stream=True,
    )
    with runner:
        for event in runner.events():
            if event.type == "text":
                print(event.text, end="", flush=True)
            elif event.type == "tool_finished":
                print(f"[{event.call.name}: {event.call.content}]")
    print(f"\n{runner.run.turns} turns, {runner.usage['output_tokens']} output tokens, notes: {', '.join(NOTES)}")


if __name__ == "__main__":
    main()
