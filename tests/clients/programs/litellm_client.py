"""LiteLLM."""

import json

import litellm
from checks import MODEL, QUESTION, URL, run, weather
from pydantic import BaseModel

litellm.suppress_debug_info = True
SETTINGS = {"model": f"anthropic/{MODEL}", "max_tokens": 500, "api_base": URL, "num_retries": 0, "max_retries": 0}
HELLO = [{"role": "user", "content": "Hello"}]
TOOL = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather of a town.",
        "parameters": {"type": "object", "properties": {"town": {"type": "string"}}, "required": ["town"]},
    },
}


class Person(BaseModel):
    name: str
    age: int


def message():
    return litellm.completion(messages=HELLO, **SETTINGS).choices[0].message.content


def stream():
    chunks = litellm.completion(messages=HELLO, stream=True, **SETTINGS)
    return [chunk.choices[0].delta.content for chunk in chunks if chunk.choices[0].delta.content]


def tools():
    dialogue = [{"role": "user", "content": QUESTION}]
    while True:
        answer = litellm.completion(messages=dialogue, tools=[TOOL], **SETTINGS).choices[0].message
        if not answer.tool_calls:
            return answer.content
        dialogue.append(answer.model_dump())
        for call in answer.tool_calls:
            result = weather(**json.loads(call.function.arguments))
            dialogue.append({"role": "tool", "tool_call_id": call.id, "content": result})


def structured():
    answer = litellm.completion(messages=HELLO, response_format=Person, **SETTINGS)
    return json.loads(answer.choices[0].message.content)


run(message=message, stream=stream, tools=tools, structured=structured, error=message)
