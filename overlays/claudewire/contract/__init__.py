"""Recorded traffic against the document: what it contradicts, what it lacks, what no recording touches."""

from .checker import Checker
from .document import Document
from .findings import LEVELS, RULES, Finding, Place, Report, Rule
from .interaction import Interaction, Message
from .readers import Unreadable, parse, read, recordings

__all__ = [
    "LEVELS",
    "RULES",
    "Checker",
    "Document",
    "Finding",
    "Interaction",
    "Message",
    "Place",
    "Report",
    "Rule",
    "Unreadable",
    "parse",
    "read",
    "recordings",
]
