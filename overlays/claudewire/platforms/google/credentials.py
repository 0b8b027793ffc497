"""Credentials of Google: tokens from arguments, everything else through google-auth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from inspect import iscoroutinefunction
from typing import Any, Final

from claudewire._call.shared_value import NEVER, SharedValue
from claudewire._checks import check_credential, shown
from claudewire._config import Credential
from claudewire._errors.base import ConfigurationError, MissingCredentials
from claudewire._platform import Authorizer
from claudewire._secrets import Secret
from claudewire.platforms.arguments import check_flag, check_header, given
from claudewire.platforms.credentials import KeyAuthorizer, NoCredential, TokenAuthorizer, missing_extra

SCOPE: Final = "https://www.googleapis.com/auth/cloud-platform"
#: Seconds before the expiry at which google-auth calls a token stale.
_EARLY: Final = 225.0
_INSTEAD: Final = "No credentials for Google: give access_token=... or credentials=..."


class GoogleAuth:
    """How the requests of a client are authorized, and which project the credentials belong to. Copies share it.

    Args:
        token: A token, or a function that returns it and is called before every attempt.
        credentials: An object of google-auth; None for Application Default Credentials.
        skip: Send nothing.
    """

    def __init__(
        self,
        *,
        token: Secret | Callable[[], Any] | None = None,
        credentials: Any = None,
        skip: bool = False,
    ) -> None:
        self._token = token
        self._credentials = credentials
        self._default_project: str | None = None
        self.skip = skip
        self._shared: SharedValue[str] = SharedValue(self._load, early=_EARLY)
        self._project: SharedValue[str] = SharedValue(self._load_project)

    def project(self) -> str | None:
        """Return the project of the credentials, if they are known by now."""
        found = getattr(self._credentials, "project_id", None) or self._default_project
        return found or getattr(self._credentials, "quota_project_id", None) or None

    def authorizer(self, *, is_async: bool, needs_project: bool, quota_project: str | None) -> Authorizer:
        """Return what adds the credential, and the name of the project that pays, to each attempt."""
        if self.skip:
            return NoCredential()
        if self._token is not None:
            return _WithQuota(self._token, quota_project, is_async=is_async)
        needed = self._project if needs_project else None
        return _GoogleAuthorizer(
            self._shared, needed, is_async=is_async, more=lambda: self._more_headers(quota_project)
        )

    def _more_headers(self, quota_project: str | None) -> Mapping[str, str]:
        """Return the header that names the project which pays; default: that of the credentials."""
        project = quota_project or getattr(self._credentials, "quota_project_id", None)
        return {"x-goog-user-project": check_header("quota_project_id", project)} if project else {}

    def _load_project(self, _: bool) -> tuple[str, float]:
        self._found()
        project = self.project()
        if project is None:
            raise ConfigurationError("the credentials of Google belong to no project: give project=...")
        return project, NEVER

    def _found(self) -> Any:
        if self._credentials is None:
            try:
                auth = import_module("google.auth")
            except ImportError:
                raise missing_extra("vertex", "google-auth", _INSTEAD) from None
            try:
                self._credentials, self._default_project = auth.default(scopes=[SCOPE])
            except Exception as error:
                raise MissingCredentials(
                    f"{_INSTEAD}, or run `gcloud auth application-default login` ({error})"
                ) from error
        elif (
            getattr(self._credentials, "requires_scopes", False) is True
        ):  # those of a service account, as they come from its file
            self._credentials = self._credentials.with_scopes([SCOPE])
        return self._credentials

    def _load(self, refused: bool) -> tuple[str, float]:
        credentials = self._found()
        if refused or not getattr(credentials, "valid", False):
            try:
                request = import_module("google.auth.transport.requests").Request()
            except ImportError:
                raise missing_extra("vertex", "google-auth[requests]", _INSTEAD) from None
            try:
                credentials.refresh(request)
            except Exception as error:
                raise MissingCredentials(
                    f"the token of Google cannot be renewed: {type(error).__name__}: {error}"
                ) from error
        if not credentials.token:
            raise MissingCredentials("the credentials of Google gave no token")
        expiry: Any = getattr(credentials, "expiry", None)
        return str(credentials.token), expiry.replace(tzinfo=UTC).timestamp() if isinstance(expiry, datetime) else NEVER


class _WithQuota(KeyAuthorizer):
    """A token of the caller, and the project that pays."""

    def __init__(self, token: Secret | Callable[[], Any], project: str | None, *, is_async: bool) -> None:
        super().__init__(token, names=("authorization",), is_async=is_async)
        self._project = project

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:
        headers = dict(await super().headers(request))
        if self._project and b"x-goog-user-project" not in request.headers:
            headers[b"x-goog-user-project"] = self._project.encode()
        return headers


class _GoogleAuthorizer(TokenAuthorizer):
    """A token of google-auth; loads the project first, if the path needs it."""

    def __init__(
        self,
        token: SharedValue[str],
        needed: SharedValue[str] | None,
        *,
        is_async: bool,
        more: Callable[[], Mapping[str, str]],
    ) -> None:
        super().__init__(token, is_async=is_async, more=more)
        self._needed = needed

    async def setup(self) -> None:
        if self._needed is not None:
            await self._needed.get(is_async=self._is_async)


def resolve_google(
    *,
    token: Credential | None,
    credentials: Any,
    skip_auth: bool,
    token_name: str,
) -> GoogleAuth:
    """Return the credential of a client: token > credentials > Application Default Credentials.

    Raises:
        ConfigurationError: the arguments contradict each other.
    """
    given(token_name, token)
    if skip_auth and (token is not None or credentials is not None):
        raise ConfigurationError(f"skip_auth=True sends no credential: leave out {token_name} and credentials")
    refresh = getattr(credentials, "refresh", None)
    if credentials is not None and (not callable(refresh) or iscoroutinefunction(refresh)):
        raise ConfigurationError(
            f"credentials must be those of google-auth, which have a blocking method refresh(request), not {shown(credentials)}"
        )
    key = check_credential(token_name, token)
    return GoogleAuth(token=key, credentials=credentials, skip=check_flag("skip_auth", skip_auth))


def resolve_quota(quota_project: str | None, environ: Mapping[str, str]) -> str | None:
    """Return the project that pays, from the argument or the environment; None: that of the credentials. Raises ConfigurationError."""
    found = given("quota_project", quota_project) or environ.get("GOOGLE_CLOUD_QUOTA_PROJECT") or None
    return None if found is None else check_header("quota_project", found)
