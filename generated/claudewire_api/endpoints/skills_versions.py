# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Endpoint functions of `skills.versions`: keyword arguments in, a `Call` out. They send nothing."""

from __future__ import annotations

from collections.abc import Sequence

from .. import models
from .._call import (
    Call,
    FileInput,
    Omit,
    header_values,
    omit,
    path_segment,
    query_pairs,
)
from ..operations import (
    SKILLS_VERSIONS_CREATE,
    SKILLS_VERSIONS_DELETE,
    SKILLS_VERSIONS_DOWNLOAD,
    SKILLS_VERSIONS_LIST,
    SKILLS_VERSIONS_RETRIEVE,
)


def list(
    skill_id: str,
    *,
    limit: int | Omit | None = omit,
    page: str | Omit | None = omit,
    workspace_id: str | Omit = omit,
) -> Call[models.SkillVersionPage]:
    """List the versions of a skill

    The versions of a skill. To continue, send `next_page` as `page` until `next_page` is null. With the beta value
    `skills-2025-10-02` a page has `has_more` as well.

    See `GET /v1/skills/{skill_id}/versions`.
    """
    return Call(
        operation=SKILLS_VERSIONS_LIST,
        path="/v1/skills/" + path_segment("skill_id", skill_id) + "/versions",
        decode=models.SkillVersionPage.from_dict,
        query=query_pairs(
            {
                "limit": limit,
                "page": page,
            }
        ),
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def create(
    skill_id: str,
    *,
    files: Sequence[FileInput],
    workspace_id: str | Omit = omit,
) -> Call[models.SkillVersion]:
    """Create a version of a skill

    Stores a folder as the newest version of a skill. The rules are those of a new skill. Earlier versions stay as
    they are.

    See `POST /v1/skills/{skill_id}/versions`.
    """
    return Call(
        operation=SKILLS_VERSIONS_CREATE,
        path="/v1/skills/" + path_segment("skill_id", skill_id) + "/versions",
        decode=models.SkillVersion.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
        body={},
        files=(*(("files[]", file) for file in files),),
    )


def retrieve(
    version: str,
    *,
    skill_id: str,
    workspace_id: str | Omit = omit,
) -> Call[models.SkillVersion]:
    """Get a version of a skill

    One version of a skill. The version `latest` gives the newest one.

    See `GET /v1/skills/{skill_id}/versions/{version}`.
    """
    return Call(
        operation=SKILLS_VERSIONS_RETRIEVE,
        path="/v1/skills/" + path_segment("skill_id", skill_id) + "/versions/" + path_segment("version", version),
        decode=models.SkillVersion.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def delete(
    version: str,
    *,
    skill_id: str,
    workspace_id: str | Omit = omit,
) -> Call[models.DeletedSkillVersion]:
    """Delete a version of a skill

    Removes one version permanently. Later requests that name this version are refused.

    See `DELETE /v1/skills/{skill_id}/versions/{version}`.
    """
    return Call(
        operation=SKILLS_VERSIONS_DELETE,
        path="/v1/skills/" + path_segment("skill_id", skill_id) + "/versions/" + path_segment("version", version),
        decode=models.DeletedSkillVersion.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def download(
    version: str,
    *,
    skill_id: str,
    workspace_id: str | Omit = omit,
) -> Call[bytes]:
    """Download a version of a skill

    The folder of a version as a zip archive.

    See `GET /v1/skills/{skill_id}/versions/{version}/content`.
    """
    return Call(
        operation=SKILLS_VERSIONS_DOWNLOAD,
        path="/v1/skills/"
        + path_segment("skill_id", skill_id)
        + "/versions/"
        + path_segment("version", version)
        + "/content",
        decode=bytes,
        kind="bytes",
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )
