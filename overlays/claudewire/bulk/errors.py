"""Errors of bulk runs. Each says what is safe: what is in the journal is never lost, and never paid for twice."""

from __future__ import annotations

from typing import Any

from claudewire_api._errors import ClaudeError


class BulkError(ClaudeError):
    """A bulk run failed. Everything that had finished is in the journal: the same call continues.

    Attributes:
        report: The `Report` of the run up to here; None if it had not begun.
    """

    def __init__(self, message: str = "", *, report: Any = None) -> None:
        super().__init__(message)
        self.report = report


class BulkInvalid(BulkError, ValueError):
    """An argument, a source or a request cannot be used. Requests before it are in the journal."""


class RowUnfit(BulkInvalid):
    """A row lacks what the arguments of the run name, such as a column of the template. Other rows will lack it as well."""


class BulkStopped(BulkError):
    """An error that every other request would meet as well, such as a refused key. Its cause is the error of the API."""


class JournalError(BulkError):
    """The journal cannot be used: the file is not a journal, is damaged, or cannot be written."""


class JournalBusy(JournalError):
    """Another run is using the journal."""


class DiskFull(JournalError):
    """There is no space left for the journal or the results."""


class RequestChanged(BulkError):
    """A request has another content than the one that the journal has under its `custom_id`.

    Attributes:
        custom_id: The id of the request.

    Args:
        message: What went wrong, in a sentence.
        custom_id: The id of the request.
        report: What the run did before.
    """

    def __init__(self, message: str = "", *, custom_id: str = "", report: Any = None) -> None:
        super().__init__(message, report=report)
        self.custom_id = custom_id
