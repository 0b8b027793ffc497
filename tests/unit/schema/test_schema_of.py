"""Types as schemas, and values of them. The numbers are those of the acceptance cases (S-9 …)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import ipaddress
import pathlib
import uuid
from typing import (
    Annotated,
    Any,
    Generic,
    Literal,
    NamedTuple,
    NewType,
    NotRequired,
    Required,
    TypedDict,
    TypeVar,
)

import annotated_types
import attrs
import msgspec
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire import SchemaInvalid, ValueInvalid, schema_of

T = TypeVar("T")
UserId = NewType("UserId", str)


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


@dataclasses.dataclass
class Address:
    """Where somebody lives."""

    street: str
    code: Annotated[str, "postal code"]


@dataclasses.dataclass
class Person:
    """A person.

    Attributes:
        name: The full name.
    """

    name: str
    home: Annotated[Address, "home address"]
    work: Annotated[Address, "work address"] | None = None


@dataclasses.dataclass
class Tree:
    value: int
    children: list[Tree]


@dataclasses.dataclass
class Box(Generic[T]):
    content: T


@attrs.define
class Point:
    x: int
    _y: int = 0


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int


class Mixed(TypedDict):
    a: int
    b: NotRequired[int]


class Pair(NamedTuple):
    left: int
    right: str = "r"


@dataclasses.dataclass
class Picky:
    n: int

    def __post_init__(self) -> None:
        if self.n % 2:
            raise ValueError("n has to be even")


class Model(pydantic.BaseModel):
    name: str = pydantic.Field(description="full name", min_length=2)
    counts: dict[str, int]
    pair: tuple[int, str]
    color: Color = pydantic.Field(Color.RED, description="which color")


class Struct(msgspec.Struct):
    name: str
    age: int = 3


def test_dictionary_is_sent_as_pairs_and_read_as_a_dictionary() -> None:
    """S-9: nothing is lost; of two pairs with one key the last counts."""
    schema = schema_of(dict[str, int])

    assert schema.decode([{"key": "a", "value": 1}]) == {"a": 1}
    assert schema.decode([{"key": "a", "value": 1}, {"key": "a", "value": 2}]) == {"a": 2}
    assert schema.losses == ()


def test_recursive_type_is_refused_with_the_cycle() -> None:
    """S-11."""
    with pytest.raises(SchemaInvalid, match=r"Tree\.children → Tree"):
        schema_of(Tree)


def test_more_optional_fields_than_the_api_takes_are_refused_with_their_names() -> None:
    """S-12."""
    many = dataclasses.make_dataclass("Many", [(f"f{n}", int, 0) for n in range(25)])
    enough = dataclasses.make_dataclass("Enough", [(f"f{n}", int, 0) for n in range(24)])

    assert len(schema_of(enough).json["properties"]) == 24
    with pytest.raises(SchemaInvalid, match=r"at most 24 optional.*/properties/f24"):
        schema_of(many)


def test_more_unions_than_the_api_takes_are_refused() -> None:
    many = dataclasses.make_dataclass("Unions", [(f"f{n}", int | None) for n in range(17)])

    with pytest.raises(SchemaInvalid, match="at most 16 union-typed"):
        schema_of(many)


def test_description_of_a_nested_class_arrives() -> None:
    """S-15."""
    json = schema_of(Person).json

    assert json["properties"]["name"]["description"] == "The full name."
    assert json["properties"]["home"]["description"] == "home address"
    assert json["$defs"]["Address"]["description"] == "Where somebody lives."
    assert json["$defs"]["Address"]["properties"]["code"]["description"] == "postal code"
    assert json["description"] == "A person."


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        (str, "a", "a"),
        (int, 3.0, 3),
        (float, 3, 3.0),
        (bool, True, True),
        (type(None), None, None),
        (Literal["a", 1], 1, 1),
        (Color, "Blue", Color.BLUE),
        (Level, 2, Level.HIGH),
        (list[int], [1], [1]),
        (set[int], [1, 1], {1}),
        (frozenset[str], ["a"], frozenset({"a"})),
        (tuple[int, ...], [1, 2], (1, 2)),
        (tuple[int, str], {"0": 1, "1": "b"}, (1, "b")),
        (tuple[()], {}, ()),
        (dict[Color, int], [{"key": "RED", "value": 1}], {Color.RED: 1}),
        (int | None, None, None),
        (Address | None, {"street": "s", "code": "c"}, Address("s", "c")),
        (Point | Address, {"street": "s", "code": "c"}, Address("s", "c")),
        (UserId, "u1", "u1"),
        (Box[list[int]], {"content": [1]}, Box([1])),
        (Point, {"x": 1, "y": 2}, Point(1, 2)),
        (Movie, {"title": "t"}, {"title": "t"}),
        (Mixed, {"a": 1}, {"a": 1}),
        (Pair, {"left": 1}, Pair(1)),
        (dt.datetime, "2026-01-02T03:04:05Z", dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)),
        (dt.date, "2026-01-02", dt.date(2026, 1, 2)),
        (dt.time, "03:04:05", dt.time(3, 4, 5)),
        (dt.timedelta, "P1DT2H", dt.timedelta(days=1, hours=2)),
        (dt.timedelta, "-PT90S", dt.timedelta(seconds=-90)),
        (uuid.UUID, "12345678123456781234567812345678", uuid.UUID("12345678123456781234567812345678")),
        (decimal.Decimal, "1.50", decimal.Decimal("1.50")),
        (pathlib.Path, "a/b", pathlib.Path("a/b")),
        (ipaddress.IPv4Address, "127.0.0.1", ipaddress.IPv4Address("127.0.0.1")),
        (bytes, "aGk=", b"hi"),
        (Struct, {"name": "A"}, Struct("A")),
        (
            Model,
            {"name": "Ab", "counts": [{"key": "a", "value": 1}], "pair": {"0": 1, "1": "x"}, "color": "BLUE"},
            Model(name="Ab", counts={"a": 1}, pair=(1, "x"), color=Color.BLUE),
        ),
        (dict[str, Model | None], [{"key": "a", "value": None}], {"a": None}),
    ],
    ids=str,
)
def test_value_is_read_as_its_type(type_: Any, value: Any, expected: Any) -> None:
    found = schema_of(type_).decode(value)

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("type_", "value", "path", "text"),
    [
        (int, "5", "", 'expected integer, got string "5"'),
        (int, True, "", "expected integer, got boolean true"),
        (str, None, "", "expected string, got null"),
        (bool, 1, "", "expected boolean, got integer 1"),
        (list[int], [1, "x"], "/1", 'expected integer, got string "x"'),
        (Color, "green", "", 'expected one of "red", "blue", got string "green"'),
        (dt.date, "soon", "", "a date as YYYY-MM-DD"),
        (decimal.Decimal, "NaN", "", "a decimal number"),
        (Person, {"home": {"street": "s", "code": "c"}}, "/name", "is missing"),
        (Person, {"name": "A", "home": {"street": 1, "code": "c"}}, "/home/street", "expected string"),
        (Address, {"street": "s", "code": "c", "zip": 1}, "/zip", "not a known key; known are: street, code"),
        (Picky, {"n": 1}, "", "n has to be even"),
        (Point | Address, {"street": 5, "code": "c"}, "/street", "expected string"),
        (int | str, [], "", "expected integer or string, got array"),
        (Annotated[str, annotated_types.Len(2, 3)], "a", "", "at least 2 characters"),
        (Annotated[int, annotated_types.MultipleOf(5)], 7, "", "a multiple of 5"),
        (Annotated[list[int], annotated_types.MinLen(2)], [1], "", "at least 2 items"),
        (Annotated[int, annotated_types.Ge(0)] | None, -1, "", "at least 0"),
        (Model, {"name": "A", "counts": [], "pair": {"0": 1, "1": "x"}}, "/name", "at least 2 characters"),
        (Struct, {"name": "A", "age": "x"}, "/age", "Expected int, got str"),
    ],
    ids=str,
)
def test_value_that_does_not_fit_is_reported_with_its_place(type_: Any, value: Any, path: str, text: str) -> None:
    with pytest.raises(ValueInvalid) as caught:
        schema_of(type_).decode(value)

    assert caught.value.path == path
    assert text in str(caught.value)


def test_every_problem_of_a_value_is_reported() -> None:
    with pytest.raises(ValueInvalid) as caught:
        schema_of(Person).decode({"name": 1, "home": {"street": 2, "code": 3}})

    assert [problem.path for problem in caught.value.problems] == ["/name", "/home/street", "/home/code"]


@pytest.mark.parametrize(
    ("type_", "says"),
    [
        (Any, "accepts anything"),
        (dict, "give its values a type"),
        (list, "anything"),
        (complex, "complex"),
        (dict[int, str], "keys"),
        (Box[object], "/properties/content"),
    ],
    ids=str,
)
def test_type_that_cannot_be_sent_is_refused(type_: Any, says: str) -> None:
    with pytest.raises(TypeError, match=says):
        schema_of(type_)


def test_unknown_annotation_is_refused_with_the_class() -> None:
    broken = type("Broken", (), {"__annotations__": {"x": "Missing"}, "__module__": __name__})
    broken = dataclasses.dataclass(broken)

    with pytest.raises(SchemaInvalid, match="Missing"):
        schema_of(broken)


def test_schema_of_a_type_is_made_once() -> None:
    assert schema_of(Person) is schema_of(Person)
    assert schema_of(list[Person]) is schema_of(list[Person])


def test_losses_name_what_was_put_into_words() -> None:
    (loss,) = schema_of(Annotated[int, annotated_types.Ge(1)]).losses

    assert (loss.pointer, loss.keyword, loss.value, loss.kept_as) == ("", "minimum", 1, "at least 1")


scalars: st.SearchStrategy[tuple[Any, Any, Any]] = st.one_of(
    st.tuples(st.just(int), st.integers(-5, 5)).map(lambda p: (p[0], p[1], p[1])),
    st.tuples(st.just(str), st.text(max_size=5)).map(lambda p: (p[0], p[1], p[1])),
    st.tuples(st.just(bool), st.booleans()).map(lambda p: (p[0], p[1], p[1])),
    st.sampled_from(list(Color)).map(lambda c: (Color, c, c.value.upper())),
    st.dates(dt.date(2000, 1, 1)).map(lambda d: (dt.date, d, d.isoformat())),
)


def containers(inner: st.SearchStrategy[tuple[Any, Any, Any]]) -> st.SearchStrategy[tuple[Any, Any, Any]]:
    return st.one_of(
        inner.map(lambda i: (list[i[0]], [i[1], i[1]], [i[2], i[2]])),
        inner.map(lambda i: (dict[str, i[0]], {"k": i[1]}, [{"key": "k", "value": i[2]}])),
        inner.map(lambda i: (Box[i[0]], Box(i[1]), {"content": i[2]})),
        inner.map(lambda i: (i[0] | None, None, None)),
        st.tuples(inner, inner).map(
            lambda p: (tuple[p[0][0], p[1][0]], (p[0][1], p[1][1]), {"0": p[0][2], "1": p[1][2]})
        ),
    )


@given(st.recursive(scalars, containers, max_leaves=4))
def test_any_nesting_is_read_back_from_the_form_that_is_sent(case: tuple[Any, Any, Any]) -> None:
    """A type, a value of it, and the same value as the API would write it."""
    type_, value, sent = case

    schema = schema_of(type_)

    assert schema.decode(sent) == value
    assert schema.losses == ()


# What small changes of the code would break


def test_json_text_is_parsed_as_the_type() -> None:
    assert schema_of(list[int]).parse("[1, 2]") == [1, 2]
    with pytest.raises(ValueInvalid, match="not valid JSON"):
        schema_of(list[int]).parse("[1, 2")


@pytest.mark.parametrize("hint", ["list[UnknownHere]", "set[UnknownHere]", "tuple[UnknownHere, ...]"])
def test_annotation_that_does_not_resolve_names_class_and_module(hint: str) -> None:
    broken = type("Broken", (), {"__annotations__": {"items": hint}, "__module__": __name__})

    with pytest.raises(SchemaInvalid, match=f"Broken.* in the module {__name__}: name 'UnknownHere'"):
        schema_of(dataclasses.dataclass(broken))


@pytest.mark.parametrize("hint", [list[Any], set[Any], tuple[Any, ...]], ids=str)
def test_place_of_an_array_without_a_schema_is_its_items(hint: Any) -> None:
    hint = hint.__origin__[(complex, ...)] if hint.__origin__ is tuple else hint.__origin__[complex]

    with pytest.raises(SchemaInvalid, match="items"):
        schema_of(hint)


def test_fields_that_a_constructor_does_not_take_are_not_in_the_schema() -> None:
    @attrs.define
    class Counted:
        count: int = attrs.field(default=0, init=False)
        name: str

    @dataclasses.dataclass
    class Sized:
        size: int = dataclasses.field(default=0, init=False)
        name: str = ""

    for cls in (Counted, Sized):
        assert list(schema_of(cls).json["properties"]) == ["name"]
        assert schema_of(cls).decode({"name": "a"}) == cls(name="a")
