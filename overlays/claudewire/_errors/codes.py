"""A class for each `error_code` that the API documents, below the class of its status.

The class of `thread_not_found` is `ThreadNotFoundError`, a `NotFoundError`. It is made when it is first named or raised.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from .statuses import BY_STATUS, APIStatusError

#: Status → the codes that come with it. The document lists the same codes (`ErrorCode`).
_CODES: Final = {
    400: (
        "available_tools_limit_exceeded claude_code_key_creator_not_member claude_code_version_too_old cmek_key_disabled "
        "cmek_key_network_blocked compaction_block_ambiguous compaction_block_misplaced compaction_content_mismatch "
        "compaction_incomplete_turn compaction_nothing_to_summarize compaction_signature_invalid "
        "compaction_too_many_tool_references compaction_tool_changes_mismatch file_not_downloadable image_dimensions_too_large "
        "organization_on_hold organization_type_not_supported parent_organization_required request_body_encoding_invalid "
        "request_body_encoding_unsupported storage_quota_exceeded thread_already_continued thread_continue_in_flight "
        "thread_fingerprint_mismatch thread_unsupported_request tool_name_conflict tool_reference_unresolved "
        "user_profile_required workspace_human_review_disabled"
    ),
    402: "linked_organization_billing_unavailable linked_organization_spend_limit_reached",
    403: "sandbox_egress_restricted user_profile_billing_not_authorized user_profile_not_billable",
    404: "file_expired thread_not_found",
    409: "skill_name_taken skill_read_blocked_undecryptable",
    413: "request_body_too_large_after_decoding",
    429: "contract_spend_limit_reached enforced_spend_limit_reached ramp_limit_exceeded",
    503: "cmek_context_unavailable cmek_key_unreachable",
    529: "compaction_unavailable",
}
_ACRONYMS: Final = frozenset({"api", "arn", "cmek", "gcp", "rbac"})


def _class_name(code: str) -> str:
    return "".join(word.upper() if word in _ACRONYMS else word.capitalize() for word in code.split("_")) + "Error"


_STATUS_OF: Final = {code: status for status, codes in _CODES.items() for code in codes.split()}
_CODE_OF: Final = {_class_name(code): code for code in _STATUS_OF}

#: Names of all classes.
NAMES: Final = tuple(_CODE_OF)


@cache
def class_of_code(code: str) -> type[APIStatusError] | None:
    """Return the class of an `error_code`; None for one that has none."""
    status = _STATUS_OF.get(code)
    if status is None:
        return None
    doc = f"{status}, with the `error_code` {code!r}."
    # A pickle finds the class by its name in the package.
    return type(_class_name(code), (BY_STATUS[status],), {"__doc__": doc, "__module__": "claudewire"})


def class_named(name: str) -> type[APIStatusError]:
    """Return the class with a name of `NAMES`.

    Raises:
        AttributeError: there is none.
    """
    found = class_of_code(_CODE_OF.get(name, ""))
    if found is None:
        raise AttributeError(name)
    return found
