"""llm, with its plugin for Claude."""

import json

import llm
from checks import MODEL, QUESTION, run, weather
from pydantic import BaseModel

model = llm.get_model(f"anthropic/{MODEL}")
model.key = "sk-ant-local"


class Person(BaseModel):
    name: str
    age: int


def message():
    return model.prompt("Hello", stream=False).text()


def stream():
    return list(model.prompt("Hello", stream=True))


def tools():
    return model.chain(QUESTION, tools=[weather]).text().strip()  # the texts of two turns, joined


def structured():
    return json.loads(model.prompt("A person", schema=Person).text())


run(message=message, stream=stream, tools=tools, structured=structured, error=message)
