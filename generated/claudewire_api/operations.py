# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Every operation of the document."""

from __future__ import annotations

from typing import Final

from ._call import Operation

MESSAGES_CREATE: Final = Operation(
    id="messages.create",
    method="POST",
    path="/v1/messages",
    body="json",
    stream_field="stream",
    max_request_bytes=33554432,
    beta_fields="MessageCreateParams",
)
MESSAGES_COUNT_TOKENS: Final = Operation(
    id="messages.count_tokens",
    method="POST",
    path="/v1/messages/count_tokens",
    body="json",
    beta_view="token-counting-2024-11-01",
    max_request_bytes=33554432,
    retry_safe=True,
    beta_fields="MessageCountTokensParams",
)
MESSAGES_BATCHES_LIST: Final = Operation(
    id="messages.batches.list",
    method="GET",
    path="/v1/messages/batches",
    beta_view="message-batches-2024-09-24",
    pagination="page",
    retry_safe=True,
)
MESSAGES_BATCHES_CREATE: Final = Operation(
    id="messages.batches.create",
    method="POST",
    path="/v1/messages/batches",
    body="json",
    beta_view="message-batches-2024-09-24",
    max_request_bytes=268435456,
    beta_fields="BatchCreateParams",
)
MESSAGES_BATCHES_RETRIEVE: Final = Operation(
    id="messages.batches.retrieve",
    method="GET",
    path="/v1/messages/batches/{message_batch_id}",
    beta_view="message-batches-2024-09-24",
    retry_safe=True,
)
MESSAGES_BATCHES_DELETE: Final = Operation(
    id="messages.batches.delete",
    method="DELETE",
    path="/v1/messages/batches/{message_batch_id}",
    beta_view="message-batches-2024-09-24",
    retry_safe=True,
)
MESSAGES_BATCHES_CANCEL: Final = Operation(
    id="messages.batches.cancel",
    method="POST",
    path="/v1/messages/batches/{message_batch_id}/cancel",
    beta_view="message-batches-2024-09-24",
    retry_safe=True,
)
MESSAGES_BATCHES_RESULTS: Final = Operation(
    id="messages.batches.results",
    method="GET",
    path="/v1/messages/batches/{message_batch_id}/results",
    kind="lines",
    accept="application/x-jsonl",
    beta_view="message-batches-2024-09-24",
    retry_safe=True,
)
MODELS_LIST: Final = Operation(id="models.list", method="GET", path="/v1/models", pagination="page", retry_safe=True)
MODELS_RETRIEVE: Final = Operation(id="models.retrieve", method="GET", path="/v1/models/{model_id}", retry_safe=True)
FILES_LIST: Final = Operation(
    id="files.list",
    method="GET",
    path="/v1/files",
    beta_view="files-api-2025-04-14",
    pagination="cursor",
    retry_safe=True,
)
FILES_UPLOAD: Final = Operation(
    id="files.upload",
    method="POST",
    path="/v1/files",
    body="multipart",
    beta_view="files-api-2025-04-14",
    max_request_bytes=524288000,
)
FILES_RETRIEVE_METADATA: Final = Operation(
    id="files.retrieve_metadata",
    method="GET",
    path="/v1/files/{file_id}",
    beta_view="files-api-2025-04-14",
    retry_safe=True,
)
FILES_DELETE: Final = Operation(
    id="files.delete", method="DELETE", path="/v1/files/{file_id}", beta_view="files-api-2025-04-14", retry_safe=True
)
FILES_DOWNLOAD: Final = Operation(
    id="files.download",
    method="GET",
    path="/v1/files/{file_id}/content",
    kind="bytes",
    accept="application/octet-stream",
    beta_view="files-api-2025-04-14",
    retry_safe=True,
)
SKILLS_LIST: Final = Operation(
    id="skills.list",
    method="GET",
    path="/v1/skills",
    beta_view="skills-2025-10-02",
    pagination="cursor",
    retry_safe=True,
)
SKILLS_CREATE: Final = Operation(
    id="skills.create",
    method="POST",
    path="/v1/skills",
    body="multipart",
    beta_view="skills-2025-10-02",
    beta_fields="SkillCreateParams",
)
SKILLS_RETRIEVE: Final = Operation(
    id="skills.retrieve", method="GET", path="/v1/skills/{skill_id}", beta_view="skills-2025-10-02", retry_safe=True
)
SKILLS_DELETE: Final = Operation(
    id="skills.delete", method="DELETE", path="/v1/skills/{skill_id}", beta_view="skills-2025-10-02", retry_safe=True
)
SKILLS_VERSIONS_LIST: Final = Operation(
    id="skills.versions.list",
    method="GET",
    path="/v1/skills/{skill_id}/versions",
    beta_view="skills-2025-10-02",
    pagination="cursor",
    retry_safe=True,
)
SKILLS_VERSIONS_CREATE: Final = Operation(
    id="skills.versions.create",
    method="POST",
    path="/v1/skills/{skill_id}/versions",
    body="multipart",
    beta_view="skills-2025-10-02",
)
SKILLS_VERSIONS_RETRIEVE: Final = Operation(
    id="skills.versions.retrieve",
    method="GET",
    path="/v1/skills/{skill_id}/versions/{version}",
    beta_view="skills-2025-10-02",
    retry_safe=True,
)
SKILLS_VERSIONS_DELETE: Final = Operation(
    id="skills.versions.delete",
    method="DELETE",
    path="/v1/skills/{skill_id}/versions/{version}",
    beta_view="skills-2025-10-02",
    retry_safe=True,
)
SKILLS_VERSIONS_DOWNLOAD: Final = Operation(
    id="skills.versions.download",
    method="GET",
    path="/v1/skills/{skill_id}/versions/{version}/content",
    kind="bytes",
    accept="application/zip",
    beta_view="skills-2025-10-02",
    retry_safe=True,
)

#: By operation id.
OPERATIONS: Final[dict[str, Operation]] = {
    operation.id: operation
    for operation in (
        MESSAGES_CREATE,
        MESSAGES_COUNT_TOKENS,
        MESSAGES_BATCHES_LIST,
        MESSAGES_BATCHES_CREATE,
        MESSAGES_BATCHES_RETRIEVE,
        MESSAGES_BATCHES_DELETE,
        MESSAGES_BATCHES_CANCEL,
        MESSAGES_BATCHES_RESULTS,
        MODELS_LIST,
        MODELS_RETRIEVE,
        FILES_LIST,
        FILES_UPLOAD,
        FILES_RETRIEVE_METADATA,
        FILES_DELETE,
        FILES_DOWNLOAD,
        SKILLS_LIST,
        SKILLS_CREATE,
        SKILLS_RETRIEVE,
        SKILLS_DELETE,
        SKILLS_VERSIONS_LIST,
        SKILLS_VERSIONS_CREATE,
        SKILLS_VERSIONS_RETRIEVE,
        SKILLS_VERSIONS_DELETE,
        SKILLS_VERSIONS_DOWNLOAD,
    )
}

#: Values that stop working on an announced day (`YYYY-MM-DD`), by the name of their schema: `x-retires` of the document.
RETIRES: Final[dict[str, dict[str, str]]] = {
    "Model": {
        "claude-sonnet-4-5": "2026-11-30",
        "claude-sonnet-4-5-20250929": "2026-11-30",
        "claude-opus-4-5": "2027-01-22",
        "claude-opus-4-5-20251101": "2027-01-22",
        "claude-mythos-preview": "2026-06-30",
        "claude-opus-4-0": "2026-06-15",
        "claude-opus-4-20250514": "2026-06-15",
        "claude-sonnet-4-0": "2026-06-15",
        "claude-sonnet-4-20250514": "2026-06-15",
        "claude-3-7-sonnet-latest": "2026-02-19",
        "claude-3-7-sonnet-20250219": "2026-02-19",
        "claude-3-5-haiku-latest": "2026-02-19",
        "claude-3-5-haiku-20241022": "2026-02-19",
        "claude-3-opus-20240229": "2026-01-05",
        "claude-3-sonnet-20240229": "2025-07-21",
        "claude-2.1": "2025-07-21",
        "claude-2.0": "2025-07-21",
        "claude-1.3": "2024-11-06",
        "claude-1.3-100k": "2024-11-06",
        "claude-instant-1.2": "2024-11-06",
        "claude-instant-1.1": "2024-11-06",
        "claude-instant-1.1-100k": "2024-11-06",
    }
}
