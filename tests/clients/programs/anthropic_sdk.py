"""The official Python SDK."""

import anthropic
import pydantic
from checks import MODEL, QUESTION, run, weather

client = anthropic.Anthropic(max_retries=0)
HELLO = [{"role": "user", "content": "Hello"}]


class Person(pydantic.BaseModel):
    name: str
    age: int


def message():
    return client.messages.create(model=MODEL, max_tokens=500, messages=HELLO).content[0].text


def stream():
    with client.messages.stream(model=MODEL, max_tokens=500, messages=HELLO) as events:
        return list(events.text_stream)


def tools():
    runner = client.beta.messages.tool_runner(
        model=MODEL,
        max_tokens=500,
        tools=[anthropic.beta_tool(weather)],
        messages=[{"role": "user", "content": QUESTION}],
    )
    return runner.until_done().content[0].text


def structured():
    api = client.messages if hasattr(client.messages, "parse") else client.beta.messages
    return api.parse(model=MODEL, max_tokens=500, messages=HELLO, output_format=Person).parsed_output


def error():
    return message()


run(message=message, stream=stream, tools=tools, structured=structured, error=error)
