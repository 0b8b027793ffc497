"""Recorded traffic against the document: contradictions, gaps of the document, and what no recording touches.

    report = check(["tests/cassettes"]).report
    for finding in report.findings:
        print(finding)

Packages, from top to bottom; imports go down only:

* `cli`, `reports`: the commands, and what they print;
* `run`, `scrub`: whole folders of recordings; recordings without secrets;
* `checks`: one interaction against the document;
* `readers`: files of every known format as interactions;
* `document`, `findings`, `headers`, `betas`, `values`: what all of them use. The local server reads the document with them, too.

A name of this package loads its module when it is first used: the pytest plugin is loaded in every project that has claudewire
installed, and most of them have nothing to check.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .checks.checker import Checker as Checker
    from .document import Document as Document
    from .findings import LEVELS as LEVELS
    from .findings import RULES as RULES
    from .findings import Finding as Finding
    from .findings import Place as Place
    from .findings import Report as Report
    from .findings import Rule as Rule
    from .readers import NotARecordingError as NotARecordingError
    from .readers import UnreadableError as UnreadableError
    from .readers import parse as parse
    from .readers import read as read
    from .readers import recordings as recordings
    from .readers.interaction import Interaction as Interaction
    from .readers.interaction import Message as Message
    from .run import check as check

_NAMES: Final[dict[str, str]] = {
    "Checker": ".checks.checker",
    "Document": ".document",
    **dict.fromkeys(("LEVELS", "RULES", "Finding", "Place", "Report", "Rule"), ".findings"),
    **dict.fromkeys(("NotARecordingError", "UnreadableError", "parse", "read", "recordings"), ".readers"),
    **dict.fromkeys(("Interaction", "Message"), ".readers.interaction"),
    "check": ".run",
}

__all__ = [*_NAMES]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_NAMES[name], __name__), name)
    globals()[name] = value
    return value
