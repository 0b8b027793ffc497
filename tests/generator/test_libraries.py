"""The two libraries that the generator stands on, each on a small input: what of them the generator relies on.

They are pinned, and neither promises that its output stays. When one of these tests fails after a change of a pin, read the
library's changelog, look at the one module of the generator that imports it, and then change what is expected here.
"""

from __future__ import annotations

import tomllib
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

import pytest

from generator import openapi_client, typed_dicts
from generator.problems import SpecError

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
PINS = dict(pin.split("==") for pin in PROJECT["dependency-groups"]["generator"] if "==" in pin)


def differs(library: str, module: str) -> str:
    """What a reader of a failed test needs to know first."""
    return f"{library} {version(library)} (pinned: {PINS[library]}) does something else than generator/{module}.py relies on"


@pytest.mark.parametrize("library", ["openapi-python-client", "datamodel-code-generator", "ruff"])
def test_the_pinned_version_is_the_installed_one(library: str):
    assert version(library) == PINS[library], f"{library} {version(library)} is installed, and {PINS[library]} pinned"


class TestOpenapiPythonClient:
    DOCUMENT: ClassVar[Any] = {
        "openapi": "3.1.1",
        "info": {"title": "Notes", "version": "1"},
        "paths": {
            "/notes/{note_id}": {
                "get": {
                    "operationId": "notes.retrieve",
                    "tags": ["notes"],
                    "parameters": [{"name": "note_id", "in": "path", "required": True, "schema": {"type": "string"}}],
                    "responses": {
                        "200": {
                            "description": "ok",
                            "content": {
                                "application/json": {"schema": {"$ref": "#/components/schemas/MCPNote25_2020"}}
                            },
                        }
                    },
                }
            }
        },
        "components": {
            "schemas": {
                "MCPNote25_2020": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string"},
                        "type": {},
                        "inner": {"$ref": "#/components/schemas/Inner"},
                    },
                },
                "Inner": {"type": "object", "properties": {"values": {"type": "array", "items": {"type": "integer"}}}},
            }
        },
    }

    def test_it_names_a_module_for_each_schema(self):
        parsed = openapi_client.parse(self.DOCUMENT)
        expected = {"MCPNote25_2020": "mcp_note25_2020", "Inner": "inner"}
        assert parsed.modules == expected, differs("openapi-python-client", "openapi_client")

    def test_it_renders_templates_of_ours(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        (tmp_path / "own.jinja").write_text("{% for x in items %}\n{{ x | docstring(4) }}\n{% endfor %}\n")
        monkeypatch.setattr(openapi_client, "TEMPLATES", tmp_path)
        text = openapi_client.parse(self.DOCUMENT).render("own.jinja", items=["a\\b"])
        assert text == "a\\\\b\n", differs("openapi-python-client", "openapi_client")

    @pytest.mark.parametrize(
        ("change", "complaint"),
        [
            ({"openapi": "2.0.0"}, "Failed to parse OpenAPI document"),
            ({"openapi": "3.1.1", "info": {}}, "Failed to parse OpenAPI document"),
        ],
    )
    def test_a_document_that_it_refuses_is_one_line_with_its_name_and_version(self, change: Any, complaint: str):
        with pytest.raises(
            SpecError, match=rf"openapi-python-client {PINS['openapi-python-client']}: .*{complaint}"
        ) as e:
            openapi_client.parse({**self.DOCUMENT, **change})
        assert all("\n" not in problem.message for problem in e.value.problems)

    def test_a_warning_fails_the_build(self):
        """It goes on after a schema that it does not understand, and leaves it out."""
        broken = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Nowhere"}}}
        schemas = {**self.DOCUMENT["components"]["schemas"], "Broken": broken}
        with pytest.raises(SpecError, match=r"openapi-python-client 0\.\S+: .*Broken"):
            openapi_client.parse({**self.DOCUMENT, "components": {"schemas": schemas}})

    def test_a_lost_operation_fails_the_build(self):
        item = {"get": {**self.DOCUMENT["paths"]["/notes/{note_id}"]["get"], "parameters": []}}
        with pytest.raises(SpecError, match=r"openapi-python-client 0\.\S+: .*note_id"):
            openapi_client.parse({**self.DOCUMENT, "paths": {"/notes/{note_id}": item}})

    def test_it_prints_nothing(self, capfd: pytest.CaptureFixture[str]):
        openapi_client.parse(self.DOCUMENT)
        assert capfd.readouterr() == ("", "")


class TestDatamodelCodeGenerator:
    PREFIX = "#/components/schemas/"
    DOCUMENT: ClassVar[Any] = {
        "openapi": "3.1.1",
        "info": {"title": "Notes", "version": "1"},
        "paths": {},
        "components": {
            "schemas": {
                "NoteParams": {
                    "type": "object",
                    "description": "A note.",
                    "required": ["type"],
                    "properties": {
                        "type": {"const": "note", "description": "Always `note`."},
                        "level": {"enum": ["low", "high"]},
                        "tags": {"type": "array", "items": {"type": "string"}},
                        "any": {"type": "object", "additionalProperties": True},
                        "inner": {"anyOf": [{"$ref": PREFIX + "InnerParam_2020"}, {"type": "null"}]},
                        "either": {"$ref": PREFIX + "Either"},
                    },
                },
                "InnerParam_2020": {
                    "type": "object",
                    "properties": {
                        "from": {
                            "anyOf": [{"$ref": PREFIX + "NoteParams"}, {"customTypePath": "claudewire_api.models.Note"}]
                        }
                    },
                },
                "Either": {
                    "description": "One or the other.",
                    "anyOf": [{"$ref": PREFIX + "NoteParams"}, {"customTypePath": "claudewire_api.models.Note"}],
                },
            }
        },
    }
    EXPECTED = '''\
"""What requests hold: a TypedDict per object. A plain dict of the same shape does as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, Union

from ._typing import TypedDict

from typing import Union

from . import models

InnerParam_2020 = TypedDict(
    'InnerParam_2020',
    {
        'from': Union['NoteParams', "models.Note"]
    },
    total=False,
)


class NoteParams(TypedDict, total=False):
    """A note."""

    type: Required[Literal['note']]
    """Always `note`."""
    level: Literal['low', 'high']
    tags: Sequence[str]
    any: Mapping[str, Any]
    inner: InnerParam_2020 | None
    either: Either


Either: TypeAlias = Union[NoteParams, "models.Note"]
"""One or the other."""'''

    def test_it_writes_a_typed_dict_per_object_and_an_alias_per_union(self):
        assert typed_dicts.typed_dicts(self.DOCUMENT) == self.EXPECTED, differs(
            "datamodel-code-generator", "typed_dicts"
        )

    def test_a_warning_fails_the_build(self, monkeypatch: pytest.MonkeyPatch):
        def warn(*_: object, **__: object) -> str:
            warnings.warn("a field was lost\non the way", stacklevel=1)
            return ""

        monkeypatch.setattr(typed_dicts, "generate", warn)
        expected = f"datamodel-code-generator {PINS['datamodel-code-generator']}: a field was lost on the way"
        with pytest.raises(SpecError) as raised:
            typed_dicts.typed_dicts(self.DOCUMENT)
        assert [problem.message for problem in raised.value.problems] == [expected]

    def test_a_document_that_it_refuses_is_one_line_with_its_name_and_version(self):
        with pytest.raises(
            SpecError, match=rf"datamodel-code-generator {PINS['datamodel-code-generator']}: "
        ) as raised:
            typed_dicts.typed_dicts({**self.DOCUMENT, "components": {"schemas": {"A": {"$ref": "#/nowhere"}}}})
        assert all("\n" not in problem.message for problem in raised.value.problems)

    def test_an_expression_of_a_new_kind_is_noticed(self):
        source = "from claudewire_api.models import Note\nX: TypeAlias = wrap(Note)\n"
        with pytest.raises(TypeError, match="datamodel-code-generator wrote an expression of a new kind: wrap"):
            typed_dicts._lazy_models(source)

    def test_without_models_nothing_is_changed(self):
        source = "X: TypeAlias = int\n"
        assert typed_dicts._lazy_models(source) == source
