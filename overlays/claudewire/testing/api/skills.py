"""The Skills API. With `skills-2025-10-02` it responds as the beta did: `display_title`, and numbers for versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from claudewire.testing.clock import timestamp
from claudewire.testing.responses.errors import APIErrorResponse, invalid_request, not_found
from claudewire.testing.responses.steps import Steps, full_response, json_response
from claudewire.testing.state import Handler, State, ValidRequest

from .pages import by_cursor
from .skill_folder import Folder, unpack_skill

BETA: Final = "skills-2025-10-02"
#: The most skills on a page of the beta.
_BETA_PAGE: Final = 100
#: Anthropic's own skills: ids and names. They have one version here, and no content.
_ANTHROPIC: Final = {"xlsx": "Excel", "pptx": "PowerPoint", "pdf": "PDF", "docx": "Word"}
_ANTHROPIC_DATE: Final = "2025-10-13T00:00:00Z"
_ANTHROPIC_VERSION: Final = "20251013"


def create(state: State, request: ValidRequest) -> Steps:
    title = request.body.get("display_title") if BETA in request.betas else request.body.get("display_name")
    if BETA in request.betas and title and any(skill["title"] == title for skill in state.store.newest("skill")):
        raise invalid_request(f"Skill cannot reuse an existing display_title: {title}")
    folder = unpack_skill(request.files)
    now = timestamp(state.clock.now())
    skill: dict[str, Any] = {
        "id": state.ids.new("skill_01"),
        "title": title,
        "name": folder.name,
        "source": "custom",
        "created": now,
        "updated": now,
    }
    state.store.put("skill", skill["id"], skill)
    _add_version(state, skill, folder)
    return json_response(_shape(state, request, skill))


def list_skills(state: State, request: ValidRequest) -> Steps:
    wanted = request.query.get("source")
    skills = [
        skill
        for skill in [*state.store.newest("skill"), *map(_anthropic, _ANTHROPIC)]
        if wanted in (None, "", skill["source"])
    ]
    limit = request.query.get("limit") or 20
    query = {**request.query, "limit": min(limit, _BETA_PAGE) if BETA in request.betas else limit}
    return json_response(_page(request, by_cursor([_shape(state, request, skill) for skill in skills], query)))


def retrieve(state: State, request: ValidRequest) -> Steps:
    return json_response(_shape(state, request, _found(state, request)))


def delete(state: State, request: ValidRequest) -> Steps:
    skill = _own(state, request)
    versions = _versions(state, skill)
    if versions and BETA in request.betas:
        raise invalid_request("Cannot delete skill with existing versions. Delete all versions first.")
    for version in versions:
        state.store.delete("skill_version", version["id"])
    state.store.delete("skill", skill["id"])
    return json_response({"id": skill["id"], "type": "skill_deleted"})


def create_version(state: State, request: ValidRequest) -> Steps:
    skill = _own(state, request)
    version = _add_version(state, skill, unpack_skill(request.files))
    state.store.put("skill", skill["id"], {**skill, "updated": version["created_at"]})
    return json_response(_version_shape(request, version))


def list_versions(state: State, request: ValidRequest) -> Steps:
    versions = [_version_shape(request, version) for version in _versions(state, _found(state, request))]
    return json_response(_page(request, by_cursor(versions, request.query)))


def retrieve_version(state: State, request: ValidRequest) -> Steps:
    return json_response(_version_shape(request, _version(state, request)))


def delete_version(state: State, request: ValidRequest) -> Steps:
    _own(state, request)
    version = _version(state, request)
    state.store.delete("skill_version", version["id"])
    return json_response({"id": version["version" if BETA in request.betas else "id"], "type": "skill_version_deleted"})


def download_version(state: State, request: ValidRequest) -> Steps:
    version = _version(state, request)
    content = state.store.content("skill_version", version["id"])
    if content is None:
        raise APIErrorResponse(403, "The content of Anthropic's skills cannot be downloaded.")
    return full_response(
        200, content, "application/zip", {"content-disposition": f'attachment; filename="{version["name"]}.zip"'}
    )


def _add_version(state: State, skill: Mapping[str, Any], folder: Folder) -> dict[str, Any]:
    now = state.clock.now()
    taken = {version["version"] for version in _versions(state, skill)}
    number = int(now * 1_000_000)
    while str(number) in taken:
        number += 1
    version = {
        "type": "skill_version",
        "id": state.ids.new("skillver_01"),
        "skill_id": skill["id"],
        "name": folder.name,
        "description": folder.description,
        "created_at": timestamp(now),
        "directory": folder.directory,
        "version": str(number),
    }
    state.store.put("skill_version", version["id"], version, folder.archive())
    return version


def _anthropic(id: str) -> dict[str, Any]:
    return {
        "id": id,
        "title": _ANTHROPIC[id],
        "name": id,
        "source": "anthropic",
        "created": _ANTHROPIC_DATE,
        "updated": _ANTHROPIC_DATE,
    }


def _versions(state: State, skill: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Newest first."""
    if skill["source"] == "anthropic":
        return [
            {
                "type": "skill_version",
                "id": f"skillver_{skill['id']}_{_ANTHROPIC_VERSION}",
                "skill_id": skill["id"],
                "name": skill["name"],
                "description": f"One of Anthropic's skills; the local server has only its name: {skill['title']}.",
                "created_at": _ANTHROPIC_DATE,
                "directory": skill["id"],
                "version": _ANTHROPIC_VERSION,
            }
        ]
    return [version for version in state.store.newest("skill_version") if version["skill_id"] == skill["id"]]


def _found(state: State, request: ValidRequest) -> dict[str, Any]:
    return find(state, request.path["skill_id"])


def find(state: State, id: str) -> dict[str, Any]:
    """A skill, the workspace's or Anthropic's.

    Raises:
        APIErrorResponse: 404.
    """
    skill = _anthropic(id) if id in _ANTHROPIC else state.store.get("skill", id)
    if skill is None:
        raise not_found(f"Skill not found: {id}")
    return skill


def find_version(state: State, skill: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A version by its id, its number, or `latest`.

    Raises:
        APIErrorResponse: 404.
    """
    versions = _versions(state, skill)
    found = (
        versions[:1]
        if name == "latest"
        else [version for version in versions if name in (version["id"], version["version"])]
    )
    if not found:
        raise not_found(f"Skill version not found: {skill['id']} {name}")
    return found[0]


def _own(state: State, request: ValidRequest) -> dict[str, Any]:
    skill = _found(state, request)
    if skill["source"] != "custom":
        raise APIErrorResponse(403, f"Skill {skill['id']} belongs to Anthropic and cannot be changed.")
    return skill


def _version(state: State, request: ValidRequest) -> dict[str, Any]:
    return find_version(state, _found(state, request), request.path["version"])


def _shape(state: State, request: ValidRequest, skill: Mapping[str, Any]) -> dict[str, Any]:
    latest = next(iter(_versions(state, skill)), None)
    common = {"type": "skill", "id": skill["id"], "created_at": skill["created"], "updated_at": skill["updated"]}
    if BETA in request.betas:
        version = latest["version"] if latest else None
        return {**common, "display_title": skill["title"], "latest_version": version, "source": skill["source"]}
    shown = {"display_name": skill["title"] or skill["name"], "source": {"type": skill["source"]}}
    return common | shown | ({"latest_version_id": latest["id"]} if latest else {})


def _version_shape(request: ValidRequest, version: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in version.items() if BETA in request.betas or key not in ("directory", "version")
    }


def _page(request: ValidRequest, page: dict[str, Any]) -> dict[str, Any]:
    return page | {"has_more": page["next_page"] is not None} if BETA in request.betas else page


HANDLERS: Final[Mapping[str, Handler]] = {
    "skills.create": create,
    "skills.list": list_skills,
    "skills.retrieve": retrieve,
    "skills.delete": delete,
    "skills.versions.create": create_version,
    "skills.versions.list": list_versions,
    "skills.versions.retrieve": retrieve_version,
    "skills.versions.delete": delete_version,
    "skills.versions.download": download_version,
}
