"""The only module that imports openapi-python-client: it parses the lowered document, names classes and modules, and renders.

Its models keep no operation extensions, discriminators, union names or order, so the templates read those from `index.py`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from attrs import field, frozen
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from .problems import Problem, SpecError

TEMPLATES = Path(__file__).parent / "templates"


@frozen
class Parsed:
    """What openapi-python-client made of the document."""

    #: Schema name → module name of its model.
    modules: Mapping[str, str]
    #: Operation id → name of its function.
    endpoints: Mapping[str, str]
    _project: Project = field(repr=False)

    def render(self, template: str, **values: Any) -> str:
        """A template of ours, with the library's environment (filters, macros, block rules) around it."""
        return str(self._project.env.get_template(template).render(**values))


def parse(document: Any) -> Parsed:
    """Parse the lowered document. Every warning of the library is an error: it would mean a lost model or endpoint.

    Raises:
        SpecError: with each of the library's complaints.
    """
    config = Config.from_sources(ConfigFile(post_hooks=[]), MetaType.NONE, Path("openapi.json"), "utf-8", True, None)
    with redirect_stdout(io.StringIO()):
        data = GeneratorData.from_dict(document, config=config)
    if isinstance(data, GeneratorError):
        raise _refused([data])
    complaints = [e for tag in data.endpoint_collections_by_tag.values() for e in tag.parse_errors] + list(data.errors)
    complaints += [e for tag in data.endpoint_collections_by_tag.values() for ep in tag.endpoints for e in ep.errors]
    if complaints:
        raise _refused(complaints)
    # It drops underscores from class names; ours keep them (`ToolSearchToolBm25_20251119`).
    names = {name.replace("_", ""): name for name in document["components"]["schemas"]}
    modules = {
        names.get(str(m.class_info.name), str(m.class_info.name)): str(m.class_info.module_name) for m in data.models
    }
    lost = sorted(set(document["components"]["schemas"]) ^ set(modules))
    if lost:
        message = f"openapi-python-client lost or renamed these schemas: {', '.join(lost)}"
        raise SpecError([Problem("openapi.yaml", 1, message)])
    endpoints = {
        _id(document, endpoint): str(endpoint.name)
        for tag in data.endpoint_collections_by_tag.values()
        for endpoint in tag.endpoints
    }
    return Parsed(modules, endpoints, Project(openapi=data, config=config, custom_template_path=TEMPLATES))


def _id(document: Any, endpoint: Any) -> str:
    path = endpoint.path.get_untrusted_value() if hasattr(endpoint.path, "get_untrusted_value") else str(endpoint.path)
    return str(document["paths"][path][endpoint.method]["operationId"])


def _refused(errors: list[Any]) -> SpecError:
    lines = [f"openapi-python-client: {e.header}: {e.detail}".replace("\n", " ")[:500] for e in errors]
    return SpecError([Problem("openapi.yaml", 1, line) for line in lines])
