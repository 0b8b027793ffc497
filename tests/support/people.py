"""Types that a model fills in, one for each library of classes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, TypedDict

import annotated_types
import attrs
import msgspec
import pydantic

BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 200,
    "messages": [{"role": "user", "content": "Who?"}],
}


@dataclass
class Person:
    name: str
    age: int


@attrs.define
class AttrsPerson:
    name: str
    age: int


class DictPerson(TypedDict):
    name: str
    age: int


class PydanticPerson(pydantic.BaseModel):
    name: str
    age: int


class StructPerson(msgspec.Struct):
    name: str
    age: int


class Topic(Enum):
    TALK = "conversation topic"
    WEATHER = "weather"


@dataclass
class Grown:
    age: Annotated[int, annotated_types.Ge(0)]


@dataclass
class People:
    items: list[Person]
