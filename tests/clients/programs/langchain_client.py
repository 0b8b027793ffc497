"""LangChain."""

from checks import MODEL, QUESTION, run, weather
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from pydantic import BaseModel

model = ChatAnthropic(model=MODEL, max_tokens=500, max_retries=0)


class Person(BaseModel):
    """A person."""

    name: str
    age: int


def message():
    return model.invoke("Hello").content


def stream():
    return [
        chunk.content if isinstance(chunk.content, str) else "".join(b.get("text", "") for b in chunk.content)
        for chunk in model.stream("Hello")
    ]


def tools():
    run_weather = tool(weather)
    bound = model.bind_tools([run_weather])
    dialogue = [HumanMessage(QUESTION)]
    while True:
        answer = bound.invoke(dialogue)
        dialogue.append(answer)
        if not answer.tool_calls:
            return answer.content
        dialogue += [
            ToolMessage(run_weather.invoke(call["args"]), tool_call_id=call["id"]) for call in answer.tool_calls
        ]


def structured():
    return model.with_structured_output(Person).invoke("A person")


run(message=message, stream=stream, tools=tools, structured=structured, error=message)
