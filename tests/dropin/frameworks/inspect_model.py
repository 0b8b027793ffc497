# pyright: basic, reportMissingImports=false
import asyncio

from inspect_ai.model import GenerateConfig, get_model
from inspect_ai.tool import ToolInfo, ToolParams

LOOK = ToolInfo(name="look", description="Looks.", parameters=ToolParams())


def model():
    return get_model("anthropic/claude-sonnet-4-5", config=GenerateConfig(max_tokens=50), memoize=False)


async def message():
    out = await model().generate("hi")
    return out.completion and out.usage.output_tokens


async def tools():
    return (await model().generate("hi", tools=[LOOK])).completion


async def count():
    return await model().api.count_tokens("hi")


USES = {
    "async message": lambda: asyncio.run(message()),
    "tools": lambda: asyncio.run(tools()),
    "count tokens": lambda: asyncio.run(count()),
}
