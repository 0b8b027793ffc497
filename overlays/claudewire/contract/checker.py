"""Recorded interactions against the document, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .answers import check_answer
from .document import Document
from .evidence import Evidence
from .findings import RULES, Finding, Report
from .interaction import Interaction
from .requests import check_request
from .visit import Contract, Visit


class Checker:
    """Checks interactions against one document, and keeps what it has seen.

    Args:
        document: The document; by default the one that ships with the package.
        hosts: Hosts, besides the API's own and loopback, whose traffic is the Claude API's.
    """

    def __init__(self, document: Document | None = None, *, hosts: Sequence[str] = ()) -> None:
        self.document = document or Document.load()
        self.hosts = hosts
        self.contract = Contract(self.document)
        self.report = Report()
        self.evidence = Evidence()

    def run(self, interactions: Iterable[Interaction]) -> Report:
        """Check them all; the report grows with every call."""
        for interaction in interactions:
            self.check(interaction)
        return self.report

    def check(self, interaction: Interaction) -> list[Finding]:
        """Check one interaction: what was found in it."""
        if not interaction.is_ours(self.hosts):
            self.report.foreign += 1
            return []
        self.report.interactions.append(interaction.place)
        before = len(self.report.findings)
        operation = self.document.route(interaction.method, interaction.path)
        if isinstance(operation, bool):
            self._nowhere(interaction, "unknown-method" if operation else "unknown-path")
        else:
            visit = Visit(self.contract, interaction, operation, self.report, self.evidence)
            check_answer(visit, check_request(visit))
        return self.report.findings[before:]

    def _nowhere(self, interaction: Interaction, rule: str) -> None:
        message = f"{interaction.method} {interaction.path} is not in the document"
        found = Finding(rule=rule, level=RULES[rule].level, message=message, place=interaction.place, part="request")
        self.report.findings.append(found)
        self.report.count("request", False)
