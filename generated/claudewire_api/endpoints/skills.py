# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Endpoint functions of `skills`: keyword arguments in, a `Call` out. They send nothing."""

from __future__ import annotations

from collections.abc import Sequence

from .. import models
from .._call import (
    Call,
    FileInput,
    Omit,
    drop_omitted,
    header_values,
    omit,
    path_segment,
    query_pairs,
)
from ..operations import SKILLS_CREATE, SKILLS_DELETE, SKILLS_LIST, SKILLS_RETRIEVE


def list(
    *,
    limit: int | Omit = omit,
    page: str | Omit | None = omit,
    source: str | Omit | None = omit,
    workspace_id: str | Omit = omit,
) -> Call[models.SkillPage]:
    """List skills

    The skills that the workspace can use, its own and Anthropic's. To continue, send `next_page` as `page` until
    `next_page` is null. With the beta value `skills-2025-10-02` a page holds at most 100 skills and has `has_more`
    as well.

    See `GET /v1/skills`.
    """
    return Call(
        operation=SKILLS_LIST,
        path="/v1/skills",
        decode=models.SkillPage.from_dict,
        query=query_pairs(
            {
                "limit": limit,
                "page": page,
                "source": source,
            }
        ),
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def create(
    *,
    files: Sequence[FileInput],
    display_name: str | Omit | None = omit,
    display_title: str | Omit | None = omit,
    workspace_id: str | Omit = omit,
) -> Call[models.Skill]:
    """Create a skill

    Stores a folder as a skill, which is its first version. The folder is sent as one part per file, each with its
    path from the folder on as file name (`quarterly-report/SKILL.md`), or as one zip archive. `SKILL.md` stands at
    the top of the folder and begins with front matter: `name`, which is also the name of the folder, and
    `description`. All files together have less than 30 MB.

    See `POST /v1/skills`.
    """
    return Call(
        operation=SKILLS_CREATE,
        path="/v1/skills",
        decode=models.Skill.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
        body=drop_omitted(
            {
                "display_name": display_name,
                "display_title": display_title,
            }
        ),
        files=(*(("files[]", file) for file in files),),
    )


def retrieve(
    skill_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.Skill]:
    """Get a skill

    One skill by its ID, with the ID of its newest version.

    See `GET /v1/skills/{skill_id}`.
    """
    return Call(
        operation=SKILLS_RETRIEVE,
        path="/v1/skills/" + path_segment("skill_id", skill_id),
        decode=models.Skill.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def delete(
    skill_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.DeletedSkill]:
    """Delete a skill

    Removes a skill and all its versions permanently. With the beta value `skills-2025-10-02` the API refuses this
    with a 400 while the skill has versions; delete these first.

    See `DELETE /v1/skills/{skill_id}`.
    """
    return Call(
        operation=SKILLS_DELETE,
        path="/v1/skills/" + path_segment("skill_id", skill_id),
        decode=models.DeletedSkill.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )
