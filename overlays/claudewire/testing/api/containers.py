"""Containers, with the skills that they load. They run no code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from claudewire.testing.clock import timestamp
from claudewire.testing.responses.errors import not_found
from claudewire.testing.state import State

from . import skills
from .server_tools import family

#: Seconds that a container lives after its last use.
LIFETIME: Final = 30 * 60


def open_container(state: State, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the container that a request names, or a new one if its skills or its tools need one.

    Raises:
        APIErrorResponse: no such container or skill.
    """
    named = body.get("container")
    if not named and not any(family(tool) == "code_execution" for tool in body.get("tools") or ()):
        return None
    wanted: dict[str, Any] = {"id": named} if isinstance(named, str) else named or {}
    container = _found(state, wanted["id"]) if wanted.get("id") else _new(state)
    if wanted.get("skills"):
        container["skills"] = [_loaded(state, skill) for skill in wanted["skills"]]
    container["expires_at"] = timestamp(state.clock.now() + LIFETIME)
    state.store.put("container", container["id"], {**container, "until": state.clock.now() + LIFETIME})
    return container


def _new(state: State) -> dict[str, Any]:
    return {"id": state.ids.new("container_01"), "skills": None}


def _found(state: State, id: str) -> dict[str, Any]:
    container = state.store.get("container", id)
    if container is None or container.pop("until") < state.clock.now():
        raise not_found(f"Container {id} not found or expired.")
    return container


def _loaded(state: State, skill: Mapping[str, Any]) -> dict[str, Any]:
    version = skill.get("version") or "latest"
    skills.find_version(state, skills.find(state, skill["skill_id"]), version)
    return {"type": skill["type"], "skill_id": skill["skill_id"], "version": version}
