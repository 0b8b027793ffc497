"""Recorded traffic against the document: what it contradicts, what it lacks, what no recording touches."""

from .checker import Checker
from .document import Document
from .findings import LEVELS, RULES, Finding, Place, Report, Rule
from .interaction import Interaction, Message
from .readers import NotARecordingError, UnreadableError, parse, read, recordings
from .run import check

__all__ = [
    "LEVELS",
    "RULES",
    "Checker",
    "Document",
    "Finding",
    "Interaction",
    "Message",
    "NotARecordingError",
    "Place",
    "Report",
    "Rule",
    "UnreadableError",
    "check",
    "parse",
    "read",
    "recordings",
]
