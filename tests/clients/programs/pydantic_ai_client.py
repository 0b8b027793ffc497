"""Pydantic AI."""

from anthropic import AsyncAnthropic
from checks import MODEL, QUESTION, run, weather
from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.providers.anthropic import AnthropicProvider


class Person(BaseModel):
    name: str
    age: int


def model():
    return AnthropicModel(MODEL, provider=AnthropicProvider(anthropic_client=AsyncAnthropic(max_retries=0)))


def message():
    return Agent(model()).run_sync("Hello").output


async def stream():
    async with Agent(model()).run_stream("Hello") as result:
        return [text async for text in result.stream_text(delta=True, debounce_by=None)]


def tools():
    return Agent(model(), tools=[weather]).run_sync(QUESTION).output


def structured():
    return Agent(model(), output_type=NativeOutput(Person)).run_sync("A person").output


run(message=message, stream=stream, tools=tools, structured=structured, error=message)
