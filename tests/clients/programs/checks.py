"""The five checks that every program of this folder runs, without any library."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import traceback
import urllib.request
from collections.abc import Callable
from typing import Any

URL = os.environ["ANTHROPIC_BASE_URL"]
MODEL = "claude-sonnet-4-5"
TEXT = "A scripted text, long enough for several events: " + "one two three four five. " * 10
QUESTION = "What is the weather in Bergen?"
FINAL = "It rains in Bergen."
PROBLEM = "A scripted problem."


def order(path: str, body: Any = None) -> None:
    data = json.dumps({} if body is None else body).encode()
    urllib.request.urlopen(urllib.request.Request(f"{URL}/-/{path}", data=data, method="POST")).close()


def weather(town: str) -> str:
    """Return the weather of a town.

    Args:
        town: The town.
    """
    assert town == "Bergen"
    return "rain"


SCRIPTS: dict[str, list[Any]] = {
    "message": [TEXT],
    "stream": [TEXT],
    "tools": [{"tool": "weather", "input": {"town": "Bergen"}}, FINAL],
    "structured output": [],
    "error": [{"error": {"status": 400, "message": PROBLEM}}],
}


def is_person(value: Any) -> bool:
    """Whether a value is what every program asks for: a name and an age."""
    read = value.get if isinstance(value, dict) else lambda name: getattr(value, name)
    return isinstance(read("name"), str) and isinstance(read("age"), int)


def holds(check: str, got: Any) -> bool:
    match check:
        case "message":
            return got == TEXT
        case "stream":
            return "".join(got) == TEXT and len(got) > 1
        case "tools":
            return got == FINAL
        case "structured output":
            return is_person(got)
        case _:
            return False  # an error has to be raised


def run(**programs: Callable[[], Any]) -> None:
    """Run the programs, each with its script, and print what came of each."""
    for name, program in programs.items():
        check = {"structured": "structured output"}.get(name, name)
        order("reset")
        if SCRIPTS[check]:
            order("script", SCRIPTS[check])
        try:
            made = program()
            got = asyncio.run(made) if inspect.isawaitable(made) else made
            result = {"check": check, "ok": holds(check, got), "got": repr(got)[:500]}
        except Exception as error:
            right = check == "error" and PROBLEM in str(error)
            result = {"check": check, "ok": right, "error": "".join(traceback.format_exception(error))[-1500:]}
        print(json.dumps(result), flush=True)
