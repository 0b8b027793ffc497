"""`assert_matches_type` of the official suites, for models that are attrs classes."""

import builtins
import typing
from types import UnionType

import attrs


def assert_matches_type(type_, value, *, path, allow_none=False):
    """Hold a value to a type: its class, its items, and, for a model, that it gives back the JSON that it came from."""
    where = ".".join(path)
    origin, inner = typing.get_origin(type_), typing.get_args(type_)
    if type_ is typing.Any or (value is None and allow_none):
        return
    if origin in (typing.Union, UnionType):
        assert any(_matches(member, value, path) for member in inner), f"{where}: {value!r} is no {type_}"
    elif origin is typing.Literal:
        assert value in inner or isinstance(value, str), f"{where}: {value!r} is no {type_}"
    elif origin in (list, builtins.list):
        assert isinstance(value, list), f"{where}: {value!r} is no list"
        for item in value:
            assert_matches_type(inner[0], item, path=[*path, "[]"])
    elif hasattr(value, "__aiter__") or hasattr(value, "has_next_page"):
        assert isinstance(value, origin or type_), f"{where}: {value!r} is no {type_}"
        assert value.data, f"{where}: an empty page"
        for item in value.data:
            assert_matches_type(inner[0] if inner else object, item, path=[*path, "data"])
    elif isinstance(type_, type):
        assert isinstance(value, type_), f"{where}: {value!r} is no {type_.__name__}"
        if attrs.has(type(value)):
            assert type(value)(**value.to_dict()).to_dict() == value.to_dict()


def _matches(type_, value, path):
    try:
        assert_matches_type(type_, value, path=path)
    except AssertionError:
        return False
    return True
