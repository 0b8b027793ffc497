# pyright: basic, reportMissingImports=false
import asyncio

from haystack.dataclasses import ChatMessage
from haystack.tools import Tool
from haystack.utils import Secret
from haystack_integrations.components.generators.anthropic import AnthropicChatGenerator

HELLO = [ChatMessage.from_user("hi")]
TOOL = Tool(name="look", description="Looks.", parameters={"type": "object", "properties": {}}, function=lambda: "fine")


def generator(**options):
    return AnthropicChatGenerator(api_key=Secret.from_token("sk-ant-local"), model="claude-sonnet-4-5", **options)


def stream():
    chunks = []
    text = generator(streaming_callback=lambda chunk: chunks.append(chunk.content)).run(HELLO)["replies"][0].text
    return "".join(chunks) == text


USES = {
    "message": lambda: generator().run(HELLO)["replies"][0].text,
    "stream": stream,
    "async message": lambda: asyncio.run(generator().run_async(HELLO))["replies"][0].text,
    "tools": lambda: generator(tools=[TOOL]).run(HELLO)["replies"],
}
