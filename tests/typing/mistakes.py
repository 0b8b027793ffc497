"""Mistakes that both type checkers must find: a comment that ignores nothing is an error of its own, for each of them."""

# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
from __future__ import annotations

from claudewire import Claude
from claudewire_api import models, params
from claudewire_api.endpoints import messages as endpoints
from claudewire_api.endpoints import models as models_endpoints

HELLO: list[params.MessageParam] = [{"role": "user", "content": "Hello"}]


def keys() -> None:
    missing: params.TextBlockParam = {"type": "text"}  # type: ignore[typeddict-item]
    unknown: params.TextBlockParam = {"type": "text", "text": "a", "txt": "b"}  # type: ignore[typeddict-unknown-key]
    role: params.MessageParam = {"role": "robot", "content": ""}  # type: ignore[typeddict-item]
    number: params.MessageParam = {"role": "user", "content": 3}  # type: ignore[typeddict-item]
    print(missing, unknown, role, number)


def variants() -> None:
    """The tag decides which keys are right."""
    mixed: params.ContentBlockParam = {"type": "text", "source": {"type": "url", "url": "u"}}  # type: ignore[assignment]
    nothing: params.ToolChoiceParam = {"type": "sometimes"}  # type: ignore[misc, assignment]
    print(mixed, nothing)


def arguments(client: Claude) -> None:
    endpoints.create(model="m", messages=HELLO)  # type: ignore[call-overload]
    endpoints.create(model="m", max_tokens="1", messages=HELLO)  # type: ignore[call-overload]
    endpoints.create(model="m", max_tokens=1, messages=HELLO, temprature=1)  # type: ignore[call-overload]
    endpoints.create("m", max_tokens=1, messages=HELLO)  # type: ignore[call-overload]
    models_endpoints.retrieve(3)  # type: ignore[arg-type]
    client.messages.create(model="m", max_tokens=1)  # type: ignore[call-overload]
    client.skills.versions.retrieve("skill_1", "1")  # type: ignore[call-arg]


def a_whole_message_is_no_turn(client: Claude, message: models.Message) -> None:
    """Its content is: the API refuses the fields that only an answer has."""
    client.messages.create(model="m", max_tokens=1, messages=[message])  # type: ignore[list-item]


def fields(message: models.Message) -> None:
    print(message.contents)  # type: ignore[attr-defined]
    print(message.content[0].text)  # type: ignore[union-attr]
    models.TextBlock("positional")  # type: ignore[call-arg, arg-type]
    models.TextBlock()  # type: ignore[call-arg]
    for block in message.content:
        if block.type == "tool_use":
            print(block.text)  # type: ignore[attr-defined]


def optional_fields(message: models.Message) -> None:
    """What may be absent must be asked for first."""
    print(message.container.id)  # type: ignore[union-attr]
