"""Objects that lack a field which the document requires: decoded, compared, copied and sent back as they are."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from claudewire import ClaudeError, FieldMissing
from claudewire_api import models
from claudewire_api._model import Model
from tests import instances

REQUIRING = sorted(
    name
    for name, cls in ((name, getattr(models, name)) for name in models.MODULES)
    if isinstance(cls, type) and issubclass(cls, Model) and cls._REQUIRED
)


def complete(name: str) -> dict[str, Any]:
    value: dict[str, Any] = instances.example(instances.schema(name))
    return value


@pytest.mark.parametrize("name", REQUIRING)
class TestEachRequiredField:
    def test_only_reading_it_is_an_error_which_names_it(self, name: str) -> None:
        cls = getattr(models, name)
        for key in cls._REQUIRED:
            value = {other: item for other, item in complete(name).items() if other != key}
            model = cls.from_dict(value)
            python = cls._names()[key]
            with pytest.raises(FieldMissing, match=f"{name}.{python}"):
                getattr(model, python)
            assert isinstance(model, cls)
            assert model.missing_fields() == (key,)
            assert json.dumps(model.to_dict()) == json.dumps(value)
            repr(model)

    def test_it_survives_copies_and_pickles_and_can_be_set(self, name: str) -> None:
        cls = getattr(models, name)
        for key in cls._REQUIRED:
            value = {other: item for other, item in complete(name).items() if other != key}
            model = cls.from_dict(value)
            python = cls._names()[key]
            for copied in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model)), cls.from_dict(value)):
                assert copied == model
                assert copied.to_dict() == value
                assert not hasattr(copied, python)
                setattr(copied, python, "set")
                assert getattr(copied, python) == "set"
                assert copied.missing_fields() == ()
                assert copied != model
            assert model != cls.from_dict(complete(name))


def test_an_empty_object_lacks_all() -> None:
    message = models.Message.from_dict({})
    assert message.missing_fields() == models.Message._REQUIRED
    assert message.to_dict() == {}
    assert repr(message) == "Message()"


def test_a_field_inside_is_named_with_its_own_object() -> None:
    message = models.Message.from_dict({"id": "m", "usage": {"input_tokens": 1}})
    assert message.usage.input_tokens == 1
    with pytest.raises(FieldMissing, match=r"^Usage\.output_tokens: the server did not send this field"):
        _ = message.usage.output_tokens


def test_the_error_is_ours_and_an_attribute_error() -> None:
    with pytest.raises(ClaudeError) as raised:
        _ = models.Message.from_dict({}).id
    assert isinstance(raised.value, AttributeError)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)
    assert getattr(models.Message.from_dict({}), "id", "none") == "none"


def test_a_field_that_is_null_is_not_missing() -> None:
    assert models.Message.from_dict({"id": None, "type": "message"}).id is None


def test_objects_that_lack_ever_new_fields_do_not_fill_the_memory() -> None:
    from claudewire_api import _incomplete

    names = models.ModelInfo._REQUIRED
    for number in range(2 ** min(len(names), 9)):
        models.ModelInfo.from_dict({name: 1 for place, name in enumerate(names) if number >> place & 1})
    assert _incomplete.incomplete.cache_info().currsize <= 256


def test_a_match_statement_takes_them_for_what_they_are() -> None:
    match models.TextBlock.from_dict({"type": "text"}):
        case models.TextBlock(text=text):
            pytest.fail(f"it has no text, and not {text!r}")
        case models.TextBlock(type="text"):
            pass
        case _:
            pytest.fail("it is a text block")
