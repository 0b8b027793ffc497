"""What every model of the generated package does, seen through its public surface."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import types
import typing
from importlib import import_module
from typing import Any, get_args, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claudewire_api import models
from claudewire_api._decoders import TaggedUnion
from claudewire_api._model import Model, Unknown
from tests import instances

NAMES = models.__all__
CLASSES = [
    name for name in NAMES if isinstance(getattr(models, name), type) and issubclass(getattr(models, name), Model)
]
UNKNOWN = [
    name for name in NAMES if isinstance(getattr(models, name), type) and issubclass(getattr(models, name), Unknown)
]
UNIONS = [name.removeprefix("Unknown") for name in UNKNOWN]
MEMBERS = [(union, tag) for union in UNIONS for tag in instances.schema(union)["discriminator"]["mapping"]]

MESSAGE = {
    "id": "msg_01",
    "type": "message",
    "role": "assistant",
    "model": "claude-opus-4-8",
    "content": [{"type": "text", "text": "Hello", "citations": None}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 3, "output_tokens": 4},
}


def text(value: Any) -> str:
    """JSON with its order: equal texts are equal to the last key."""
    return json.dumps(value, ensure_ascii=False)


def whole(name: str) -> Any:
    return instances.example(instances.schema(name))


def bare(name: str) -> Any:
    return instances.example(instances.schema(name), whole=False)


def decoded(union: str, value: Any) -> Any:
    """A value of a union, decoded by the table of its module."""
    module = import_module(getattr(models, f"Unknown{union}").__module__)
    [variants] = [value for value in vars(module).values() if isinstance(value, TaggedUnion)]
    return variants.decode(value)


class TestWhatArrives:
    def test_fields_are_read_by_name(self):
        message = models.Message.from_dict(MESSAGE)
        assert (message.id, message.role, message.stop_reason) == ("msg_01", "assistant", "end_turn")
        assert message.usage.output_tokens == 4
        [block] = message.content
        assert type(block) is models.TextBlock
        assert block.text == "Hello"

    def test_a_missing_optional_field_is_none(self):
        assert models.Message.from_dict({**MESSAGE}).container is None

    def test_null_and_absent_stay_apart(self):
        assert models.Message.from_dict(MESSAGE).to_dict()["stop_sequence"] is None
        assert "container" not in models.Message.from_dict(MESSAGE).to_dict()

    def test_unknown_fields_are_kept_where_they_stood_and_can_be_read(self):
        value = {"id": "msg_01", "aura": {"colour": "blue"}, "type": "message"}
        message = models.Message.from_dict(value)
        assert message.aura == {"colour": "blue"}
        assert message.extra_fields == {"aura": {"colour": "blue"}}
        assert text(message.to_dict()) == text(value)

    @pytest.mark.parametrize("block", ['{"type": "text", "text": "a"}', '{"type": "text", "text": "a", "aura": 1}'])
    def test_objects_with_the_same_keys_remember_them_together(self, block: str):
        first, second = (models.TextBlock.from_dict(json.loads(block)) for _ in range(2))
        assert first._keys is second._keys
        assert text(second.to_dict()) == block

    def test_ever_new_keys_do_not_fill_the_memory(self):
        for number in range(1000):
            value = {"type": "text", f"field_{number}": number}
            assert models.TextBlock.from_dict({**value, "text": "a"}).extra_fields == {f"field_{number}": number}
        assert len(models.TextBlock._shapes) <= 64

    def test_a_misspelt_field_is_an_attribute_error(self):
        with pytest.raises(AttributeError, match="'Message' object has no attribute 'contents'"):
            _ = models.Message.from_dict(MESSAGE).contents

    def test_unknown_values_of_an_enum_are_kept(self):
        message = models.Message.from_dict({**MESSAGE, "stop_reason": "bored", "model": "claude-1000"})
        assert (message.stop_reason, message.model) == ("bored", "claude-1000")

    def test_an_unknown_member_of_a_union_keeps_all_that_came(self):
        block = {"type": "hologram", "depth": 3, "layers": [{"type": "text"}]}
        message = models.Message.from_dict({**MESSAGE, "content": [block]})
        [unknown] = message.content
        assert type(unknown) is models.UnknownContentBlock
        assert unknown.type == "hologram"
        assert unknown.raw == block
        assert unknown.depth == 3
        assert message.to_dict()["content"] == [block]

    def test_fields_that_an_unknown_member_does_not_have(self):
        with pytest.raises(AttributeError, match="'UnknownContentBlock' object has no attribute 'text'"):
            _ = models.UnknownContentBlock.from_dict({"type": "hologram"}).text

    @pytest.mark.parametrize("value", [None, 3, "text", ["type"], {}, {"type": None}, {"type": 3}, {"type": ["text"]}])
    def test_what_no_member_of_a_union_fits_is_unknown(self, value: Any):
        [unknown] = models.Message.from_dict({**MESSAGE, "content": [value]}).content
        assert type(unknown) is models.UnknownContentBlock
        assert unknown.raw == value

    @pytest.mark.parametrize("value", [None, 3, "text", [MESSAGE]])
    def test_what_is_no_object_is_refused(self, value: Any):
        with pytest.raises(TypeError, match=rf"Message.from_dict takes a JSON object, not a {type(value).__name__}"):
            models.Message.from_dict(value)

    @pytest.mark.parametrize("field", ["usage", "content", "container", "input_transformations", "id", "stop_details"])
    @pytest.mark.parametrize("value", ["text", 3, True, ["a"], {"a": 1}])
    def test_a_field_of_another_json_type_is_no_error_and_no_loss(self, field: str, value: Any):
        arrived = {**MESSAGE, field: value}
        assert text(models.Message.from_dict(arrived).to_dict()) == text(arrived)

    def test_a_string_is_not_read_as_a_list_of_blocks(self):
        assert models.Message.from_dict({**MESSAGE, "content": "Hello"}).content == "Hello"

    def test_a_field_that_is_a_list_or_an_object_decodes_both(self):
        found = models.WebSearchToolResultBlock.from_dict(
            {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": [whole("WebSearchResultBlock")]}
        )
        assert [type(item) for item in found.content] == [models.WebSearchResultBlock]
        failed = models.WebSearchToolResultBlock.from_dict(
            {
                "type": "web_search_tool_result",
                "tool_use_id": "srvtoolu_1",
                "content": whole("WebSearchToolResultError"),
            }
        )
        assert type(failed.content) is models.WebSearchToolResultError


class TestEveryModel:
    @pytest.fixture(params=CLASSES)
    def name(self, request: pytest.FixtureRequest) -> str:
        return request.param

    @pytest.mark.parametrize("make", [whole, bare])
    def test_gives_back_what_arrived_to_the_last_key(self, name: str, make: Any):
        value = make(name)
        assert text(getattr(models, name).from_dict(value).to_dict()) == text(value)

    def test_can_be_pickled_and_copied_and_is_equal_to_its_copies(self, name: str):
        model = getattr(models, name).from_dict({**whole(name), "from_the_future": [1, {"a": None}]})
        for copied in (pickle.loads(pickle.dumps(model)), copy.copy(model), copy.deepcopy(model)):
            assert type(copied) is type(model)
            assert copied == model
            assert text(copied.to_dict()) == text(model.to_dict())

    def test_has_slots_and_takes_keywords_only(self, name: str):
        cls = getattr(models, name)
        model = cls.from_dict(bare(name))
        assert not hasattr(model, "__dict__")
        with pytest.raises(TypeError, match="positional argument"):
            cls("positional")
        with pytest.raises(AttributeError):
            model.not_a_field = 1

    def test_can_be_made_by_hand(self, name: str):
        """From the values of its required fields, or of all: `to_dict` is what would have arrived."""
        cls = getattr(models, name)
        model = cls.from_dict(whole(name))
        fields = {field.name: getattr(model, field.name) for field in attrs.fields(cls) if field.init}
        made = cls(**{key: value for key, value in fields.items() if not key.startswith("_")})
        assert made == model
        assert made.to_dict() == model.to_dict()

    def test_evolves_and_keeps_unknown_fields(self, name: str):
        model = getattr(models, name).from_dict({**whole(name), "from_the_future": 1})
        first = next(field.name for field in attrs.fields(type(model)) if not field.name.startswith("_"))
        evolved = attrs.evolve(model, **{first: getattr(model, first)})
        assert evolved == model
        assert text(evolved.to_dict()) == text(model.to_dict())

    def test_has_type_hints_that_resolve(self, name: str):
        cls = getattr(models, name)
        hints = get_type_hints(cls)
        assert {field.name for field in attrs.fields(cls)} <= set(hints)

    def test_says_in_words_what_it_holds(self, name: str):
        model = getattr(models, name).from_dict(whole(name))
        assert repr(model).startswith(f"{name}(")
        assert " object at 0x" not in repr(model)
        assert getattr(models, name).__doc__

    def test_is_not_equal_to_another_value(self, name: str):
        model = getattr(models, name).from_dict(whole(name))
        assert model != getattr(models, name).from_dict({**whole(name), "from_the_future": 1})
        assert model != whole(name)


class TestEveryUnion:
    @pytest.mark.parametrize(("union", "tag"), MEMBERS, ids=[".".join(pair) for pair in MEMBERS])
    def test_each_tag_leads_to_its_member(self, union: str, tag: str):
        value = instances.member(union, tag)
        found = decoded(union, value)
        mapping = instances.schema(union)["discriminator"]["mapping"]
        assert type(found).__name__ == mapping[tag].rpartition("/")[2]
        assert text(found.to_dict()) == text(value)

    @pytest.mark.parametrize("union", UNIONS)
    def test_is_a_type_that_holds_its_members_and_the_unknown_one(self, union: str):
        mapping = instances.schema(union)["discriminator"]["mapping"]
        expected = {getattr(models, ref.rpartition("/")[2]) for ref in mapping.values()}
        assert set(get_args(getattr(models, union))) == expected | {getattr(models, f"Unknown{union}")}

    @pytest.mark.parametrize("union", UNIONS)
    def test_has_an_unknown_variant_of_its_own(self, union: str):
        tag = instances.schema(union)["discriminator"]["propertyName"]
        unknown = decoded(union, {tag: "from_the_future", "a": [1]})
        assert type(unknown) is getattr(models, f"Unknown{union}")
        assert getattr(unknown, tag) == "from_the_future"
        for copied in (pickle.loads(pickle.dumps(unknown)), copy.copy(unknown), copy.deepcopy(unknown)):
            assert copied == unknown
            assert copied.raw == {tag: "from_the_future", "a": [1]}

    def test_unknown_variants_of_two_unions_are_not_equal(self):
        assert models.UnknownContentBlock({"type": "a"}) != models.UnknownTextCitation({"type": "a"})

    def test_a_member_may_come_without_its_tag_where_the_document_says_so(self):
        named = {u: d for u in UNIONS if (d := instances.schema(u)["discriminator"])}
        untagged = [
            (union, ref.rpartition("/")[2])
            for union, discriminator in named.items()
            for ref in discriminator["mapping"].values()
            if discriminator["propertyName"] not in instances.schema(ref.rpartition("/")[2]).get("required", [])
        ]
        assert untagged, "the document has no such union any more: this test is about nothing"
        for union, member in untagged:
            assert isinstance(decoded(union, {}), getattr(models, member))


class TestChanging:
    def test_a_changed_field_is_in_to_dict(self):
        message = models.Message.from_dict(MESSAGE)
        message.stop_sequence = "END"
        message.container = models.Container(id="c", expires_at="2026-01-01T00:00:00Z")
        changed = message.to_dict()
        assert list(changed) == [*MESSAGE, "container"]
        assert changed["stop_sequence"] == "END"
        assert changed["container"] == {"id": "c", "expires_at": "2026-01-01T00:00:00Z"}

    def test_evolve_makes_another_message_and_leaves_the_first(self):
        message = models.Message.from_dict({**MESSAGE, "aura": 1})
        other = attrs.evolve(message, id="msg_02")
        assert (message.id, other.id, other.aura) == ("msg_01", "msg_02", 1)
        assert text(other.to_dict()) == text({**MESSAGE, "aura": 1, "id": "msg_02"})

    def test_what_to_dict_gives_is_yours(self):
        message = models.Message.from_dict({**MESSAGE, "aura": [1], "content": [{"type": "hologram", "parts": []}]})
        mine = message.to_dict()
        mine["aura"].append(2)
        mine["content"][0]["parts"].append(3)
        assert message.to_dict() == {**MESSAGE, "aura": [1], "content": [{"type": "hologram", "parts": []}]}

    def test_made_by_hand_it_writes_its_fields_in_the_order_of_the_document(self):
        block = models.TextBlock(text="Hello")
        assert text(block.to_dict()) == '{"type": "text", "text": "Hello"}'
        assert block == models.TextBlock.from_dict({"type": "text", "text": "Hello"})

    def test_required_fields_are_written_even_if_none(self):
        assert models.TextBlock(text=None).to_dict() == {"type": "text", "text": None}  # pyright: ignore[reportArgumentType]

    def test_json_text_has_no_escapes_and_can_be_one_line(self):
        block = models.TextBlock(text="Grüße")
        assert block.to_json() == '{\n  "type": "text",\n  "text": "Grüße"\n}'
        assert block.to_json(indent=None) == '{"type": "text", "text": "Grüße"}'

    def test_models_are_not_hashable_because_they_can_change(self):
        with pytest.raises(TypeError, match="unhashable"):
            hash(models.TextBlock(text="a"))


class TestRepr:
    def test_names_fields_and_leaves_out_none(self):
        assert repr(models.TextBlock(text="a")) == "TextBlock(type='text', text='a')"

    def test_shows_unknown_fields_and_unknown_variants(self):
        block = models.TextBlock.from_dict({"type": "text", "text": "a", "aura": 1})
        assert repr(block) == "TextBlock(type='text', text='a', aura=1)"
        assert repr(models.UnknownContentBlock({"type": "x"})) == "UnknownContentBlock(raw={'type': 'x'})"

    @pytest.mark.parametrize(
        ("block", "size"),
        [
            (models.TextBlock(text="x" * 10**6), "1,000,000 characters"),
            (models.ToolUseBlock(id="t", name="n", input={"image": {"data": "A" * 10**6}}), "1,000,000 characters"),
            (models.ToolUseBlock(id="t", name="n", input={"rows": list(range(10**5))}), "100000 items"),
            (models.ToolUseBlock(id="t", name="n", input={str(n): n for n in range(10**5)}), "100000 items"),
            (models.UnknownContentBlock({"type": "x", "data": ["A" * 10**6]}), "1,000,000 characters"),
            (models.TextBlock.from_dict({"type": "text", "text": "", "extra": "A" * 10**6}), "1,000,000 characters"),
        ],
        ids=["text", "nested", "list", "dict", "unknown", "extra"],
    )
    def test_is_short_however_much_it_holds(self, block: Any, size: str):
        assert len(repr(block)) < 1000
        assert size in repr(block)


class TestLoading:
    """A fresh process loads what it uses."""

    @staticmethod
    def loaded(code: str) -> set[str]:
        script = f"import sys\n{code}\nprint(*sys.modules)"
        return set(
            subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
        )

    def test_the_package_alone_loads_nothing(self):
        assert {
            m for m in self.loaded("import claudewire_api") if m.startswith(("claudewire_api.", "httpx", "attr"))
        } == set()

    @pytest.mark.parametrize("module", ["models", "resources", "params", "operations", "betas", "endpoints.messages"])
    def test_no_part_but_the_client_loads_httpx_or_a_model(self, module: str):
        found = self.loaded(f"import claudewire_api.{module}")
        assert "httpx" not in found
        assert {m for m in found if m.startswith("claudewire_api.models.")} <= {
            "claudewire_api.models.message_stream_event"
        }

    def test_a_message_loads_the_members_that_it_has(self):
        code = f"from claudewire_api import models; models.Message.from_dict({MESSAGE!r})"
        found = {m.rpartition(".")[2] for m in self.loaded(code) if m.startswith("claudewire_api.models.")}
        assert found == {"message", "content_block", "text_block", "usage"}

    def test_all_names_can_be_listed_and_a_wrong_one_is_an_attribute_error(self):
        assert set(models.__all__) <= set(dir(models))
        with pytest.raises(AttributeError, match="has no attribute 'Massage'"):
            _ = models.Massage  # pyright: ignore[reportAttributeAccessIssue]


def test_every_name_of_the_package_leads_to_something():
    kinds = (type, types.UnionType, type(typing.Union[int, str]), type(typing.Literal["a"]), types.GenericAlias)  # noqa: UP007
    for name in NAMES:
        value = getattr(models, name)
        assert isinstance(value, kinds), name


def test_hints_hold_the_types_themselves():
    hints = get_type_hints(models.Message)
    assert hints["content"] == list[models.ContentBlock]
    assert hints["stop_reason"] == models.StopReason | None
    assert hints["role"] == typing.Literal["assistant"]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_any_model_gives_back_any_value_that_fits_its_schema(data: st.DataObject):
    name = data.draw(st.sampled_from(CLASSES))
    value = data.draw(instances.values(name))
    model = getattr(models, name).from_dict(value)
    assert text(model.to_dict()) == text(value)
    assert getattr(models, name).from_dict(model.to_dict()) == model


@pytest.mark.parametrize("name", ["Message", "MessageBatchIndividualResponse", "RawMessageStartEvent", "ErrorResponse"])
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_the_largest_models_give_back_any_value(name: str, data: st.DataObject):
    value = data.draw(instances.values(name))
    assert text(getattr(models, name).from_dict(value).to_dict()) == text(value)
