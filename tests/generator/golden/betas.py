# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Which fields of a request need a beta header.

`NODES` describes the request bodies as far as betas matter. A node is one of

* `("object", {field: (beta, node)})`
* `("union", tag, {value: (beta, node)}, node of an untagged member)`
* `("values", {literal: beta})`

Lists and nulls are transparent. `Operation.beta_fields` names the node of an operation's body.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

_Step: TypeAlias = tuple[str | None, str | None]
Node: TypeAlias = (
    tuple[Literal["object"], dict[str, _Step]]
    | tuple[Literal["union"], str, dict[str, _Step], str | None]
    | tuple[Literal["values"], dict[str, str]]
)

NODES: Final[dict[str, Node]] = {
    '={"archived": "archive-2020-02-02"}': ("values", {"archived": "archive-2020-02-02"}),
    "BlockParam": (
        "union",
        "type",
        {
            "quote": (None, "QuoteBlockParam"),
            "drawing": ("drawings-2020-02-02", None),
            "drawing_20200202": ("drawings-2020-02-02", None),
        },
        None,
    ),
    "NoteCreateParams": (
        "object",
        {
            "blocks": (None, "BlockParam"),
            "status": (None, '={"archived": "archive-2020-02-02"}'),
            "mood": ("moods-2020-02-02", None),
        },
    ),
    "QuoteBlockParam": ("object", {"blocks": (None, "BlockParam")}),
}

#: Every beta header value that the document names.
KNOWN: Final[frozenset[str]] = frozenset(
    [
        "archive-2020-02-02",
        "deletion-2020-02-02",
        "drawings-2020-02-02",
        "moods-2020-02-02",
        "notes-view-2020-02-02",
        "scopes-2020-02-02",
    ]
)
