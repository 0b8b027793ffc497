# pyright: basic, reportMissingImports=false
import asyncio

from mirascope import llm

MODEL = "anthropic/claude-sonnet-4-5"


@llm.call(MODEL)
def hello():
    return "hi"


@llm.call(MODEL)
async def async_hello():
    return "hi"


@llm.tool
def look(place: str) -> str:
    """Look at a place."""
    return f"{place} is fine"


@llm.call(MODEL, tools=[look])
def with_tools():
    return "hi"


async def async_message():
    return (await async_hello()).content


USES = {
    "message": lambda: hello().content,
    "stream": lambda: "".join(hello.stream().text_stream()),
    "async message": lambda: asyncio.run(async_message()),
    "tools": lambda: with_tools().content,
}
