"""What can go wrong with credentials."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claudewire._errors.base import ConfigurationError
from claudewire._errors.statuses import APIStatusError


class CredentialsError(ConfigurationError):
    """A profile, a configuration file or an environment variable for credentials cannot be used. Nothing was sent.

    Attributes:
        steps: The places that were looked at before, if the error is about which credential to use.
    """

    steps: tuple[Any, ...] = ()


class IdentityTokenFileError(CredentialsError):
    """The file with the identity token is missing, empty or unreadable.

    Attributes:
        path: The file.
    """

    def __init__(self, message: str = "", *, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class WorkloadIdentityError(APIStatusError):
    """The token endpoint gave no access token. The retry policy repeats what may succeed later: a 429, a 5xx, no connection.

    Attributes:
        status_code: Status of the response; None if there was none.
        body: `error`, `error_description` and `error_uri` of the response, or its first 256 characters.
        request_id: ID of the request, for support.

    Args:
        message: What went wrong, in a sentence.
        known: What else is known, as for `APIError`.
    """

    def __init__(self, message: str = "", *, status_code: int | None = None, body: Any = None, **known: Any) -> None:
        super().__init__(message, status_code=status_code, body=body, **known)
