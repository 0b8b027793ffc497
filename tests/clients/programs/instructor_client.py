"""Instructor. It knows structured outputs only: the other checks go through the client that it wraps."""

import anthropic
import instructor
from checks import MODEL, QUESTION, run, weather
from pydantic import BaseModel

raw = anthropic.Anthropic(max_retries=0)
client = instructor.from_anthropic(raw)
HELLO = [{"role": "user", "content": "Hello"}]


class Person(BaseModel):
    name: str
    age: int


def message():
    return client.messages.create(model=MODEL, max_tokens=500, messages=HELLO, response_model=None).content[0].text


def stream():
    parts = client.messages.create(model=MODEL, max_tokens=500, messages=HELLO, response_model=None, stream=True)
    return [event.delta.text for event in parts if event.type == "content_block_delta"]


def tools():
    tool = {
        "name": "weather",
        "input_schema": {"type": "object", "properties": {"town": {"type": "string"}}, "required": ["town"]},
    }
    dialogue = [{"role": "user", "content": QUESTION}]
    while True:
        answer = client.messages.create(
            model=MODEL, max_tokens=500, messages=dialogue, tools=[tool], response_model=None
        )
        calls = [block for block in answer.content if block.type == "tool_use"]
        if not calls:
            return answer.content[0].text
        results = [{"type": "tool_result", "tool_use_id": call.id, "content": weather(**call.input)} for call in calls]
        dialogue += [{"role": "assistant", "content": answer.content}, {"role": "user", "content": results}]


def structured():
    *_, last = client.messages.create_partial(model=MODEL, max_tokens=500, messages=HELLO, response_model=Person)
    assert (last.name, last.age) == (json_mode().name, json_mode().age)
    return client.messages.create(model=MODEL, max_tokens=500, messages=HELLO, response_model=Person)


def json_mode():
    prompted = instructor.from_anthropic(raw, mode=instructor.Mode.JSON)
    return prompted.messages.create(model=MODEL, max_tokens=500, messages=HELLO, response_model=Person)


def error():
    return client.messages.create(model=MODEL, max_tokens=500, messages=HELLO, response_model=Person, max_retries=0)


run(message=message, stream=stream, tools=tools, structured=structured, error=error)
