"""Sync and async resource classes, both from one template."""

from __future__ import annotations

from typing import Any

from .endpoints import Endpoints, module_name
from .index import Index
from .opc import Parsed


class Resources:
    """Emits `resources/`."""

    def __init__(self, index: Index, parsed: Parsed, endpoints: Endpoints) -> None:
        self.index, self.parsed, self.endpoints = index, parsed, endpoints

    def files(self) -> dict[str, str]:
        views = {resource: self.view(resource) for resource in self.index.resources}
        out = {
            f"resources/{view['module']}.py": self.parsed.render(
                "resource.py.jinja",
                operations=[self.endpoints.view(op) for op in self.index.resources[resource]],
                children=[child for child in views.values() if child["parent"] == resource],
                **view,
            )
            for resource, view in views.items()
        }
        out["resources/__init__.py"] = self.parsed.render("resources_init.py.jinja", resources=list(views.values()))
        return out

    def view(self, resource: str) -> dict[str, Any]:
        """Names of a resource: `skills.versions` is the class `SkillsVersions`, reached as `client.skills.versions`."""
        parent, _, name = resource.rpartition(".")
        tag = self.index.resources[resource][0].raw["tags"][0]
        described = {t["name"]: t.get("description", "") for t in self.index.document.get("tags", [])}
        return {
            "resource": resource,
            "module": module_name(resource),
            "class": "".join(part.capitalize() for part in resource.split(".")),
            "name": name,
            "path": resource,
            "parent": parent,
            "doc": " ".join(str(described.get(tag, tag)).split()),
        }
