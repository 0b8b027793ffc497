"""Recorded interactions against the document, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claudewire.contract.checks.context import CheckContext, CompiledDocument
from claudewire.contract.checks.observations import Observations
from claudewire.contract.checks.ownership import Ownership
from claudewire.contract.checks.requests import check_request
from claudewire.contract.checks.responses import check_response
from claudewire.contract.document import Document
from claudewire.contract.findings import Finding, Report
from claudewire.contract.readers.clouds import as_first_party
from claudewire.contract.readers.interaction import Interaction


class Checker:
    """Checks interactions against one document, and keeps what it has seen.

    Args:
        document: The document; by default the one that ships with the package.
        hosts: Further hosts that serve the Claude API, such as gateways: a name, a name with a port, or a URL with a path prefix.

    Raises:
        ValueError: one of `hosts` is not a host.
    """

    def __init__(self, document: Document | None = None, *, hosts: Sequence[str] = ()) -> None:
        self.document: Document = document or Document.load()
        self.ownership: Ownership = Ownership(self.document, hosts)
        self.contract: CompiledDocument = CompiledDocument(self.document)
        self.report: Report = Report()
        self.observations: Observations = Observations()

    def run(self, interactions: Iterable[Interaction]) -> Report:
        """Check them all; the report grows with every call.

        Args:
            interactions: Requests and their responses.
        """
        for interaction in interactions:
            self.check(interaction)
        return self.report

    def check(self, interaction: Interaction) -> list[Finding]:
        """Check one interaction: what was found in it.

        Args:
            interaction: The request and its response.
        """
        interaction = as_first_party(interaction)
        path = self.ownership.path_of(interaction)
        if path is None:
            self.report.other_services += 1
            return []
        self.report.interactions.append(interaction.place)
        before = len(self.report.findings)
        operation = self.document.route(interaction.method, path)
        if isinstance(operation, bool):
            self._report_unknown(interaction, "unknown-method" if operation else "unknown-path")
        else:
            context = CheckContext(self.contract, interaction, operation, self.report, self.observations)
            check_response(context, check_request(context))
        return self.report.findings[before:]

    def _report_unknown(self, interaction: Interaction, rule: str) -> None:
        message = f"{interaction.method} {interaction.path} is not in the document"
        self.report.add(rule, interaction.place, "request", message)
        self.report.count("request", False)
