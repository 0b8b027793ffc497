"""The only module that imports openapi-python-client: it parses the lowered document, names modules, and renders.

Its models keep no operation extensions, discriminators, union names or order, so the templates read those from
`index.py`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import field, frozen
from openapi_python_client import Project
from openapi_python_client.config import ClassOverride, Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from . import docstrings
from .names import snake
from .problems import Problem, SpecError

TEMPLATES = Path(__file__).parent / "templates"
VERSION = version("openapi-python-client")


@frozen
class Parsed:
    """What openapi-python-client made of the document."""

    #: Schema name → module name of its model.
    modules: Mapping[str, str]
    _project: Project = field(repr=False)

    def render(self, template: str, **values: Any) -> str:
        """A template of ours, with the library's environment (filters, macros, block rules) around it."""
        return str(self._project.env.get_template(template).render(**values))


def parse(document: Any) -> Parsed:
    """Parse the lowered document. Every warning of the library is an error: it would mean a lost model or endpoint.

    Raises:
        SpecError: with each of the library's complaints.
    """
    # It drops underscores from class names; ours keep them (`ToolSearchToolBm25_20251119`).
    names: dict[str, str] = {name.replace("_", ""): name for name in document["components"]["schemas"]}
    modules = {plain: ClassOverride(module_name=snake(name)) for plain, name in names.items()}
    settings = ConfigFile(post_hooks=[], class_overrides=modules)
    config = Config.from_sources(settings, MetaType.NONE, Path("openapi.json"), "utf-8", True, None)
    with redirect_stdout(io.StringIO()):
        data = GeneratorData.from_dict(document, config=config)
    if isinstance(data, GeneratorError):
        raise _refused([data])
    complaints = [e for tag in data.endpoint_collections_by_tag.values() for e in tag.parse_errors] + list(data.errors)
    complaints += [e for tag in data.endpoint_collections_by_tag.values() for ep in tag.endpoints for e in ep.errors]
    if complaints:
        raise _refused(complaints)
    found = {
        names.get(str(m.class_info.name), str(m.class_info.name)): str(m.class_info.module_name) for m in data.models
    }
    wanted = len([method for item in document["paths"].values() for method in item])
    endpoints = [endpoint for tag in data.endpoint_collections_by_tag.values() for endpoint in tag.endpoints]
    if lost := sorted(found.keys() ^ document["components"]["schemas"].keys()):
        raise _refused_because(f"it lost or renamed these schemas: {', '.join(lost)}")
    if len(endpoints) != wanted:
        raise _refused_because(f"it kept {len(endpoints)} of {wanted} operations")
    project = Project(openapi=data, config=config, custom_template_path=TEMPLATES)
    environment: Any = project.env
    environment.filters.update(
        docstring=docstrings.docstring,
        inside=docstrings.inside,
        argument=docstrings.argument,
        literal=docstrings.literal,
    )
    return Parsed(found, project)


def _refused(errors: list[Any]) -> SpecError:
    return _refused_because(*(f"{e.header}: {e.detail}" for e in errors))


def _refused_because(*reasons: str) -> SpecError:
    lines = [docstrings.one_line(f"openapi-python-client {VERSION}: {reason}")[:500] for reason in reasons]
    return SpecError([Problem("openapi.yaml", 1, line) for line in lines])
