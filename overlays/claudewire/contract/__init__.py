"""Recorded traffic against the document: what it contradicts, what it lacks, what no recording touches."""

from claudewire.contract.checks.checker import Checker
from claudewire.contract.document import Document
from claudewire.contract.findings import LEVELS, RULES, Finding, Place, Report, Rule
from claudewire.contract.recordings import NotARecordingError, UnreadableError, parse, read, recordings
from claudewire.contract.recordings.interaction import Interaction, Message
from claudewire.contract.run import check

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
