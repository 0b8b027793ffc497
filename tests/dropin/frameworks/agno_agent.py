# pyright: basic, reportMissingImports=false
import asyncio

from agno.agent import Agent
from agno.models.anthropic import Claude


def look(place: str) -> str:
    """Look at a place."""
    return f"{place} is fine"


def agent(**options):
    return Agent(model=Claude(id="claude-sonnet-4-5", max_tokens=50), telemetry=False, **options)


USES = {
    "message": lambda: agent().run("hi").content,
    "stream": lambda: "".join(getattr(event, "content", None) or "" for event in agent().run("hi", stream=True)),
    "async message": lambda: asyncio.run(agent().arun("hi")).content,
    "tools": lambda: agent(tools=[look]).run("hi").content,
}
