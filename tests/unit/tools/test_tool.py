"""Functions as tools. The numbers are those of the acceptance cases (F-1 …)."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import decimal
import enum
import functools
import inspect
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import attrs
import msgspec
import pydantic
import pytest

from claudewire import Claude, ValueInvalid, beta_async_tool, beta_tool, tool
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import ToolResultInvalid, result_content
from tests.support.runs import BASE, PNG, Row, weather


@tool
def weather_annotated(
    city: Annotated[str, "Name of the city, in English."], days: Annotated[int, "How many days."] = 3
) -> str:
    """Returns the weather of a city."""
    return city


@tool
def weather_numpy(city: str, days: int = 3) -> str:
    """Returns the weather of a city.

    Parameters
    ----------
    city : str
        Name of the city, in English.
    days : int
        How many days.
    """
    return city


@tool
def weather_rest(city: str, days: int = 3) -> str:
    """Returns the weather of a city.

    :param city: Name of the city, in English.
    :param days: How many days.
    """
    return city


SCHEMA = {
    "type": "object",
    "properties": {
        "city": {"type": "string", "description": "Name of the city, in English."},
        "days": {"type": "integer", "description": "How many days.", "default": 3},
    },
    "required": ["city"],
    "additionalProperties": False,
}


class Shop:
    def __init__(self, name: str) -> None:
        self.name = name

    @tool
    def orders(self, status: str) -> str:
        """Returns the orders of a status."""
        return f"{self.name}: {status}"

    @classmethod
    @tool
    def kind(cls, n: int) -> str:
        return f"{cls.__name__} {n}"

    @tool
    @staticmethod
    def twice(n: int) -> int:
        return n * 2


SHOP = Shop("here")


@pytest.mark.parametrize("made", [weather, weather_annotated, weather_numpy, weather_rest], ids=lambda made: made.name)
def test_schema_is_read_from_signature_and_texts(made: Any) -> None:
    """F-1 and F-2: the same schema from Google, NumPy and reST docstrings and from `Annotated`."""
    assert made.input_schema == SCHEMA
    assert made.description == "Returns the weather of a city."
    assert made.to_dict() == {
        "name": made.name,
        "description": "Returns the weather of a city.",
        "input_schema": SCHEMA,
    }


def test_google_docstrings_are_read_without_the_extra() -> None:
    program = """
import sys
sys.modules["docstring_parser"] = None
from tests.support.runs import weather
from tests.unit.tools.test_tool import SCHEMA
assert weather.input_schema == SCHEMA, weather.input_schema
assert weather.description == "Returns the weather of a city."
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60, cwd=Path(__file__).parents[3])


def test_given_schema_is_checked_by_its_extra() -> None:
    """F-2: a schema that the program gives is checked by jsonschema-rs, with the place."""
    schema = {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}}, "required": ["n"]}

    @tool(input_schema=schema)
    def count(n):  # type: ignore[no-untyped-def]
        return n

    assert count.input_schema == schema
    assert count.call({"n": 2}) == "2"
    with pytest.raises(ValueInvalid) as caught:
        count.call({"n": 0})
    assert caught.value.path == "/n"


def test_given_schema_is_passed_on_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)

    @tool(input_schema={"type": "object", "properties": {"n": {"type": "integer"}}})
    def count(n):  # type: ignore[no-untyped-def]
        return n

    assert count.call({"n": "x"}) == "x"


def test_given_class_is_the_schema() -> None:
    class Input(pydantic.BaseModel):
        n: int

    @tool(input_schema=Input)
    def count(n):  # type: ignore[no-untyped-def]
        return n

    assert count.input_schema["properties"]["n"]["type"] == "integer"
    with pytest.raises(ValueInvalid):
        count.call({"n": "x"})


class Rgb(NamedTuple):
    r: int
    g: int


class Kind(enum.Enum):
    A = "a"


@attrs.define
class AttrsRow:
    id: int


class ModelRow(pydantic.BaseModel):
    id: int


class StructRow(msgspec.Struct):
    id: int


@pytest.mark.parametrize(
    ("value", "content"),
    [
        ("text", "text"),
        ("", ""),
        (None, "(no output)"),
        (5, "5"),
        (True, "true"),
        (1.5, "1.5"),
        ({"a": 1}, '{"a":1}'),
        ([1, "x"], '[1,"x"]'),
        ([], "[]"),
        ((1, 2), "[1,2]"),
        ({"é"}, '["é"]'),
        ((n for n in (1, 2)), "[1,2]"),
        (Rgb(1, 2), '{"r":1,"g":2}'),
        (Kind.A, '"a"'),
        (Row(1, dt.date(2026, 1, 2)), '{"id":1,"at":"2026-01-02"}'),
        (AttrsRow(1), '{"id":1}'),
        (ModelRow(id=1), '{"id":1}'),
        (StructRow(1), '{"id":1}'),
        ({Kind.A: dt.datetime(2026, 1, 2), 1: decimal.Decimal("1.5")}, '{"a":"2026-01-02T00:00:00","1":"1.5"}'),
        ({"type": "dog"}, '{"type":"dog"}'),
        ("half \ud800 pair", "half ? pair"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_ordinary_results_become_text(value: Any, content: Any) -> None:
    """F-4."""
    assert result_content(value) == content


def test_images_and_blocks_become_blocks() -> None:
    """F-4."""
    image = {
        "type": "image",
        "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgowMDAwMDAwMA=="},
    }
    text = {"type": "text", "text": "seen"}

    assert result_content(PNG) == [image]
    assert result_content(text) == [text]
    assert result_content(["seen", PNG]) == [text, image]
    assert result_content([text, {"type": "text", "text": ""}]) == [text]
    assert result_content(b"%PDF-1.7")[0]["type"] == "document"  # type: ignore[index]


@pytest.mark.parametrize(
    "value", [object(), b"not an image", {"x": object()}, lambda: 1], ids=["object", "bytes", "inside", "function"]
)
def test_result_without_a_form_is_an_error_for_the_developer(value: Any) -> None:
    with pytest.raises(ToolResultInvalid):
        result_content(value)


def test_method_becomes_a_tool_of_its_instance() -> None:
    """F-7."""
    assert SHOP.orders.input_schema["properties"] == {"status": {"type": "string"}}
    assert SHOP.orders.call({"status": "open"}) == "here: open"
    assert SHOP.orders("open") == "here: open"
    assert list(inspect.signature(SHOP.orders).parameters) == ["status"]
    assert SHOP.twice.call({"n": 2}) == "4"
    with pytest.raises(TypeError, match="from an instance"):
        Shop.orders.call({"status": "open"})


def test_class_method_and_partial_and_callable_become_tools(client: Claude, server: LocalServer) -> None:
    class Greeter:
        def __call__(self, name: str) -> str:
            """Greets."""
            return f"hello {name}"

    named = functools.partial(weather.func, days=7)
    server.reply(
        [tool_use("kind", {"n": 1}), tool_use("weather", {"city": "Oslo"}), tool_use("Greeter", {"name": "A"})]
    )
    server.reply("done")

    runner = client.messages.tool_runner(**BASE, tools=[SHOP.kind, named, Greeter()])
    runner.until_done()

    results = [block["content"] for block in runner.run.messages[2]["content"]]
    assert results == ["Shop 1", "Oslo: sun for 7 days", "hello A"]
    properties = {t["name"]: list(t["input_schema"]["properties"]) for t in runner.run.params["tools"]}
    assert properties == {"kind": ["n"], "weather": ["city"], "Greeter": ["name"]}


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def f(a, /): ...", "'a' is positional-only"),
        ("def f(*args): ...", r"\*args"),
        ("def f(a): ...", "'a' has no annotation"),
        ("def f(**rest): ...", "'rest' has no annotation"),
    ],
)
def test_parameter_that_cannot_be_passed_is_refused_at_decoration(source: str, says: str) -> None:
    """F-8."""
    names: dict[str, Any] = {}
    exec(source, names)

    with pytest.raises(TypeError, match=says):
        tool(names["f"])


def test_bad_names_and_options_are_refused_at_decoration() -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        tool(name="a b")(weather.func)
    with pytest.raises(ValueError, match="timeout"):
        tool(timeout=0)(weather.func)
    with pytest.raises(TypeError, match="colour"):
        tool(colour="red")(weather.func)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="already"):
        tool(weather)


def test_rest_parameters_take_values_of_their_type() -> None:
    @tool
    def label(name: str, **labels: int) -> dict[str, int]:
        return labels

    assert label.input_schema["additionalProperties"] == {"type": "integer"}
    assert label.call({"name": "x", "a": 1}) == '{"a":1}'
    with pytest.raises(ValueInvalid, match="/a"):
        label.call({"name": "x", "a": "b"})


def test_annotations_of_a_nested_function_are_resolved() -> None:
    @dataclasses.dataclass
    class Local:
        n: int

    @tool
    def nested(value: Local) -> int:
        return value.n

    assert nested.call({"value": {"n": 4}}) == "4"


def test_plain_tool_keeps_every_keyword_and_a_strict_one_is_rewritten() -> None:
    """F-13."""
    import annotated_types

    def total(counts: dict[str, int], least: Annotated[int, annotated_types.Ge(1)] = 1) -> int:
        return sum(counts.values())

    plain, strict = tool(total), tool(strict=True)(total)

    assert plain.input_schema["properties"]["least"]["minimum"] == 1
    assert plain.call({"counts": {"a": 2}}) == "2"
    assert strict.to_dict()["strict"] is True
    assert strict.input_schema["properties"]["counts"]["type"] == "array"
    assert "minimum" not in strict.input_schema["properties"]["least"]
    assert strict.call({"counts": [{"key": "a", "value": 2}]}) == "2"
    with pytest.raises(ValueInvalid, match="/least"):
        strict.call({"counts": [], "least": 0})


def test_recursive_type_is_allowed_in_a_plain_tool() -> None:
    assert walk.call({"node": {"value": 1, "next": {"value": 2, "next": None}}}) == "3"
    assert "$defs" in walk.input_schema


@dataclasses.dataclass
class Node:
    value: int
    next: Node | None


@tool
def walk(node: Node) -> int:
    return node.value + (walk.func(node.next) if node.next else 0)


def test_official_names_make_the_same_tool() -> None:
    @beta_tool(name="other", cache_control={"type": "ephemeral"})
    def one(n: int) -> str:
        return str(n)

    @beta_async_tool
    async def two(n: int) -> str:
        return str(n)

    assert one.to_dict()["cache_control"] == {"type": "ephemeral"}
    assert one.name == "other"
    assert one(3) == one.call({"n": 3}) == "3"
    assert asyncio.run(two.call({"n": 3})) == "3"


def test_tool_is_an_honest_wrapper() -> None:
    assert weather("Oslo", days=1) == "Oslo: sun for 1 days"
    assert weather.__wrapped__ is weather.func
    assert weather.__doc__ == weather.func.__doc__
    assert list(inspect.signature(weather).parameters) == ["city", "days"]
    assert "weather" in repr(weather)
    assert pickle.loads(pickle.dumps(weather)) is weather
    assert pickle.loads(pickle.dumps(SHOP.orders)).call({"status": "x"}) == "here: x"


def test_decoration_evaluates_no_annotation() -> None:
    """F-12, counted and not timed: 100 functions are cheap because their schemas are made on first use."""

    @tool
    def lazy(value: Missing) -> None: ...  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(TypeError, match="Missing"):
        _ = lazy.input_schema
