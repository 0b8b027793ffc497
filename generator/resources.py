"""Sync and async resource classes, both from one template."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from . import schemas as S
from .endpoints import Endpoints
from .index import Index
from .names import class_of_resource, module_of_resource
from .openapi_client import Parsed


@frozen
class ResourceView:
    """A resource: `skills.versions` is the class `SkillsVersions`, reached as `client.skills.versions`."""

    path: str
    doc: str
    children: list[ResourceView]

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def parent(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def module(self) -> str:
        return module_of_resource(self.path)

    @property
    def class_name(self) -> str:
        return class_of_resource(self.path)


class Resources:
    """Emits `resources/`."""

    def __init__(self, index: Index, parsed: Parsed, endpoints: Endpoints) -> None:
        self.index, self.parsed, self.endpoints = index, parsed, endpoints

    @cached_property
    def views(self) -> list[ResourceView]:
        views = [ResourceView(path, self._doc(path), []) for path in self.index.resource_paths]
        for view in views:
            view.children.extend(child for child in views if child.parent == view.path)
        return views

    def files(self) -> dict[str, str]:
        out = {
            f"resources/{view.module}.py": self.parsed.render(
                "resource.py.jinja", resource=view, operations=self.endpoints.views.get(view.path, [])
            )
            for view in self.views
        }
        out["resources/__init__.py"] = self.parsed.render(
            "resources_init.py.jinja",
            resources=self.views,
            top=[view for view in self.views if not view.parent],
            has_beta=self.index.knows_betas,
        )
        return out

    def _doc(self, resource: str) -> str:
        """The description of the tag that the resource's operations have."""
        tag = next(
            (str(t) for op in self.index.resources.get(resource, []) for t in S.sequence(op.raw, "tags")), resource
        )
        described = {t["name"]: t.get("description", "") for t in self.index.document.get("tags", [])}
        return " ".join(str(described.get(tag, tag)).split())
