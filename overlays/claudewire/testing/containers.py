"""Containers, and what the server's own tools would do in them. Here no code is run and nothing is searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from . import canned, files, skills
from .canned import Block
from .clock import timestamp
from .refusal import invalid, not_found
from .state import State

#: Seconds that a container lives after its last use.
LIFETIME: Final = 30 * 60
#: The most skills of one request.
MOST_SKILLS: Final = 8


def opened(state: State, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """The container that a request names, or a new one if its skills or its tools need one.

    Raises:
        Refusal: no such container or skill, or too many skills.
    """
    named = body.get("container")
    if not named and not any(_family(tool) == "code_execution" for tool in body.get("tools") or ()):
        return None
    wanted: dict[str, Any] = {"id": named} if isinstance(named, str) else named or {}
    container = _found(state, wanted["id"]) if wanted.get("id") else _new(state)
    if wanted.get("skills"):
        container["skills"] = [_loaded(state, skill) for skill in _few(wanted["skills"])]
    container["expires_at"] = timestamp(state.clock.now() + LIFETIME)
    state.store.put("container", container["id"], {**container, "until": state.clock.now() + LIFETIME})
    return container


def worked(state: State, body: Mapping[str, Any]) -> list[Block]:
    """One canned use of each server tool in the request; code execution leaves a file that can be downloaded."""
    if canned.tool_results(body):
        return []
    blocks: list[Block] = []
    for tool in body.get("tools") or ():
        blocks.extend(_use(state, tool))
    return blocks


def _use(state: State, tool: Mapping[str, Any]) -> Iterator[Block]:
    match _family(tool):
        case "code_execution":
            file = files.keep(state, "canned.txt", f"{canned.DISCLAIMER}\n".encode(), "text/plain", downloadable=True)
            old = tool["type"] == "code_execution_20250522"
            name = "code_execution" if old else "bash_code_execution"
            call = _call(state, name, {"code": "print('canned')"} if old else {"command": "echo canned > canned.txt"})
            output = {"type": f"{name}_output", "file_id": file["id"]}
            result = {
                "type": f"{name}_result",
                "stdout": "canned\n",
                "stderr": "",
                "return_code": 0,
                "content": [output],
            }
            yield call
            yield {"type": f"{name}_tool_result", "tool_use_id": call["id"], "content": result}
        case "web_search":
            call = _call(state, "web_search", {"query": "canned"})
            hit = {
                "type": "web_search_result",
                "title": "Not a search result: claudewire's local server searches nothing",
                "url": "https://example.com/",
                "encrypted_content": canned.SIGNATURE,
                "page_age": None,
            }
            yield call
            yield {"type": "web_search_tool_result", "tool_use_id": call["id"], "content": [hit]}
        case _:
            return


def _call(state: State, name: str, input: Mapping[str, Any]) -> Block:
    return {"type": "server_tool_use", "id": state.ids.new("srvtoolu_01"), "name": name, "input": dict(input)}


def _family(tool: Mapping[str, Any]) -> str:
    """`code_execution` for `code_execution_20250825`."""
    return (tool.get("type") or "custom").rpartition("_")[0]


def _new(state: State) -> dict[str, Any]:
    return {"id": state.ids.new("container_01"), "skills": None}


def _found(state: State, id: str) -> dict[str, Any]:
    container = state.store.get("container", id)
    if container is None or container.pop("until") < state.clock.now():
        raise not_found(f"Container {id} not found or expired.")
    return container


def _few(wanted: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    if len(wanted) > MOST_SKILLS:
        raise invalid(
            f"container.skills: List should have at most {MOST_SKILLS} items after validation, not {len(wanted)}"
        )
    return wanted


def _loaded(state: State, skill: Mapping[str, Any]) -> dict[str, Any]:
    version = skill.get("version") or "latest"
    skills.find_version(state, skills.find(state, skill["skill_id"]), version)
    return {"type": skill["type"], "skill_id": skill["skill_id"], "version": version}
