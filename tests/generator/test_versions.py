"""API versions as overlays: how they are applied, what is wrong with them, and what the client is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from claudewire_api import models
from claudewire_api import versions as generated
from generator import __main__ as cli
from generator import load, rules, versions
from generator.problems import SpecError

ROOT = Path(__file__).parents[2]
NAME = "2026-10-21"


@pytest.fixture(scope="module")
def base():
    return load.bundle(ROOT / "spec")


@pytest.fixture(scope="module")
def version(base):
    return versions.apply(ROOT / "spec" / "versions" / f"{NAME}{versions.SUFFIX}", base)


# The next API version


def test_the_document_of_the_version_keeps_every_rule(version):
    assert rules.lint(version) == []


def test_it_says_which_version_it_describes(version):
    parameter = version.document["components"]["parameters"]["AnthropicVersion"]
    assert parameter["example"] == NAME
    assert NAME in parameter["description"]
    assert "2023-06-01" not in str({**version.document, "paths": None})


def test_it_has_no_sampling_parameters(version):
    for name in ("MessageCreateParams", "MessageCreateParamsNonStreaming"):
        assert (
            not {"temperature", "top_p", "top_k"} & version.document["components"]["schemas"][name]["properties"].keys()
        )


def test_a_message_is_of_one_of_three_roles(version):
    union = version.document["components"]["schemas"]["MessageParam"]
    assert list(union["discriminator"]["mapping"]) == ["user", "assistant", "system"]


def test_the_guide_is_what_the_overlay_gives(capsys):
    assert cli.main(["migration", "--check"]) == 0, capsys.readouterr().err


# What the client is told


def test_the_table_of_refusals_is_what_the_overlays_give(base):
    assert versions.unsupported_fields(ROOT / "spec", base) == generated.REFUSED
    assert generated.API_VERSIONS == ("2023-06-01", NAME)


def user(*content):
    return {"messages": [{"role": "user", "content": [*content]}]}


CITED = {"type": "text", "text": "x", "citations": [{"type": "char_location"}]}
CITE = "messages[](role=user).content[](text).citations[]"
HIT = "messages[](role=user).content[](search_result).content[].citations[]"
DOCUMENT = "messages[](role=assistant).content[](document)"


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"model": "m", "max_tokens": 1, "messages": []}, []),
        ({"temperature": 1.0}, ["temperature"]),
        ({"temperature": None, "top_p": 1, "top_k": 1}, ["temperature", "top_k", "top_p"]),
        (user(CITED), [CITE]),
        (user({**CITED, "citations": []}), []),
        (user({**CITED, "citations": None}), []),
        (user({"type": "search_result", "content": [CITED]}), [HIT]),
        (user({"type": "document"}), []),
        (user(models.TextBlock.from_dict(CITED)), [CITE]),
        (user(models.TextBlock(text="x")), []),
        ({"messages": [{"role": "assistant", "content": [{"type": "document"}]}]}, [DOCUMENT]),
        ({"messages": [{"role": "assistant", "content": [CITED]}]}, []),
        ({"messages": [{"role": "assistant", "content": "text"}]}, []),
        ({"messages": "not a list"}, []),
        (None, []),
    ],
)
def test_places_of_a_body_that_the_version_refuses(body, places):
    assert sorted(generated.refused(NAME, "messages.create", body)) == sorted(places)
    assert generated.refused("2023-06-01", "messages.create", body) == []
    assert generated.refused("2030-01-01", "messages.create", body) == []
    assert generated.refused(NAME, "models.list", body) == []


def test_the_requests_of_a_batch_are_looked_into():
    body = {"requests": [{"custom_id": "a", "params": {}}, {"custom_id": "b", "params": {"top_k": 1}}]}
    assert generated.refused(NAME, "messages.batches.create", body) == ["requests[].params.top_k"]


# Overlays


def applied(base, tmp_path, actions, head="overlay: 1.1.0\n"):
    folder = tmp_path / versions.FOLDER
    folder.mkdir(exist_ok=True)
    file = folder / f"next{versions.SUFFIX}"
    file.write_text(head + "actions:\n" + actions)
    return versions.apply(file, base).document


def test_names_filters_and_wildcards_lead_to_places(base):
    schemas = base.document["components"]["schemas"]
    assert versions.find(base.document, "$")[0].value is base.document
    assert versions.find(base.document, "$.components.schemas['Usage']")[0].value is schemas["Usage"]
    assert len(versions.find(base.document, "$.components.schemas.*")) == len(schemas)
    every = versions.find(base.document, "$.tags[*]")
    assert len(every) == len(base.document["tags"])
    named = versions.find(base.document, "$.tags[?@.name == 'Files']")
    assert [place.value["name"] for place in named] == ["Files"]
    others = versions.find(base.document, "$.tags[?@.name != 'Files']")
    assert len(others) == len(every) - 1
    assert versions.find(base.document, "$.nowhere.at.all") == []


def test_an_update_merges_objects_and_grows_arrays(base, tmp_path):
    document = applied(
        base,
        tmp_path,
        "  - {target: $.info, description: x, update: {title: Other}}\n"
        "  - {target: $.tags, description: x, update: [{name: New, description: y}]}\n",
    )
    assert document["info"] == {**base.document["info"], "title": "Other"}
    assert document["tags"] == [*base.document["tags"], {"name": "New", "description": "y"}]
    assert base.document["info"]["title"] == "Claude API"


def test_schemas_that_nothing_reaches_any_more_are_left_out(base, tmp_path):
    """All who refer to it are gone: so is what only they needed."""
    document = applied(
        base, tmp_path, "  - {target: \"$.paths['/v1/models/{model_id}']\", description: x, remove: true}\n"
        "  - {target: \"$.paths['/v1/models']\", description: x, remove: true}\n"
    )  # fmt: skip
    assert "ModelInfo" not in document["components"]["schemas"]
    assert "Message" in document["components"]["schemas"]


@pytest.mark.parametrize(
    ("actions", "complaint"),
    [
        ("  - {target: $.info, update: {title: Other}}\n", "has no description"),
        ("  - {target: $.nowhere, description: x, remove: true}\n", "is not in the document"),
        ("  - {target: $.info, description: x, update: {title: Claude API}}\n", "already as the action"),
        ("  - {target: info, description: x, remove: true}\n", "does not start with $"),
        ("  - {target: '$..info', description: x, remove: true}\n", "not understood"),
        ("  - {target: '$.tags[0:2]', description: x, remove: true}\n", "not understood"),
        ("  - {target: $.info, description: x}\n", "neither updates, removes nor copies"),
        ("  - {target: $.info, description: x, copy: $.tags.*}\n", "leads to 6 places"),
        ("  - {target: \"$.components.schemas['Usage']\", description: x, remove: true}\n", "leads nowhere"),
    ],
)
def test_an_action_that_does_nothing_or_can_not_be_done_is_an_error(base, tmp_path, actions, complaint):
    with pytest.raises(SpecError, match=r"versions/next\.overlay\.yaml:\d+: ") as caught:
        applied(base, tmp_path, actions)
    assert complaint in str(caught.value)


def test_what_is_no_overlay_is_an_error(base, tmp_path):
    with pytest.raises(SpecError, match="is not an OpenAPI Overlay"):
        applied(base, tmp_path, "  []\n", head="")
