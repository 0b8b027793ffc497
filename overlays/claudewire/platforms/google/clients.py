"""`ClaudeVertex` and `ClaudeOnGoogleCloud`: the clients for Google."""

from __future__ import annotations

from typing import Any, ClassVar, Unpack

from claudewire._client.attributes import forgets_arguments
from claudewire._config import Credential
from claudewire._platform import Platform
from claudewire.platforms.clients import AsyncClaude, Claude, ClientOptions, PlatformClient

from .platform import GoogleCloud, Vertex, google_cloud, vertex


class _Vertex(PlatformClient):
    _NAMES: ClassVar = frozenset(
        {"access_token", "check_features", "credentials", "project", "quota_project", "region", "skip_auth"}
    )

    @forgets_arguments
    def __init__(
        self,
        *,
        project: str | None = None,
        region: str | None = None,
        access_token: Credential | None = None,
        credentials: Any = None,
        quota_project: str | None = None,
        skip_auth: bool | None = None,
        check_features: bool = True,
        base_url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client for Vertex AI. Arguments win over the environment, and an empty variable is an unset one.

        Args:
            project: The project. Default: `ANTHROPIC_VERTEX_PROJECT_ID`, `GOOGLE_CLOUD_PROJECT`, that of the credentials.
            region: A region, `global`, `us` or `eu`. Default: `CLOUD_ML_REGION`.
            access_token: A token, or a function that returns it and is called before every attempt.
            credentials: Credentials of google-auth. Default: Application Default Credentials; needs `claudewire[vertex]`.
            quota_project: The project that pays. Default: that of the credentials.
            skip_auth: Send no credential.
            check_features: Refuse features that the platform does not have before anything is sent.
            base_url: Another host. Default: `ANTHROPIC_VERTEX_BASE_URL`, then the host of the region.
            options: The arguments that all clients have; see `Claude`.

        Raises:
            ConfigurationError: the client cannot work; the message says why.
        """
        self._start(
            {
                "project": project,
                "region": region,
                "access_token": access_token,
                "credentials": credentials,
                "quota_project": quota_project,
                "skip_auth": skip_auth,
                "check_features": check_features,
                "base_url": base_url,
            },
            options,
        )

    @classmethod
    def _make(cls, **arguments: Any) -> tuple[Platform, str]:
        return vertex(**arguments)

    @property
    def region(self) -> str:
        """The region."""
        platform = self._config.platform
        assert isinstance(platform, Vertex)
        return platform.region

    @property
    def project(self) -> str | None:
        """The project; None until the credentials are loaded that say it."""
        platform = self._config.platform
        assert isinstance(platform, Vertex)
        return platform.project or platform.auth.project()


class ClaudeVertex(_Vertex, Claude):
    """Claude on Vertex AI, blocking."""


class AsyncClaudeVertex(_Vertex, AsyncClaude):
    """Claude on Vertex AI, for asyncio and trio."""


class _OnGoogleCloud(PlatformClient):
    _NAMES: ClassVar = frozenset(
        {"credentials", "location", "project", "quota_project", "skip_auth", "token_provider", "workspace_id"}
    )

    @forgets_arguments
    def __init__(
        self,
        *,
        project: str | None = None,
        location: str | None = None,
        workspace_id: str | None = None,
        token_provider: Credential | None = None,
        credentials: Any = None,
        quota_project: str | None = None,
        skip_auth: bool | None = None,
        base_url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client for the Claude models of Google Cloud.

        Args:
            project: The project. Default: `ANTHROPIC_GOOGLE_CLOUD_PROJECT`, `GOOGLE_CLOUD_PROJECT`, that of the credentials.
            location: The location. Default: `ANTHROPIC_GOOGLE_CLOUD_LOCATION`, `global`.
            workspace_id: The workspace. Default: `ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID`.
            token_provider: A function that returns a token, called before every attempt; or a token.
            credentials: Credentials of google-auth. Default: Application Default Credentials; needs `claudewire[vertex]`.
            quota_project: The project that pays. Default: that of the credentials.
            skip_auth: Send no credential.
            base_url: Another host, which gets every path as it is. Default: `ANTHROPIC_GOOGLE_CLOUD_BASE_URL`.
            options: The arguments that all clients have; see `Claude`.

        Raises:
            ConfigurationError: the client cannot work; the message says why.
        """
        self._start(
            {
                "project": project,
                "location": location,
                "workspace_id": workspace_id,
                "token_provider": token_provider,
                "credentials": credentials,
                "quota_project": quota_project,
                "skip_auth": skip_auth,
                "base_url": base_url,
            },
            options,
        )

    @classmethod
    def _make(cls, **arguments: Any) -> tuple[Platform, str]:
        return google_cloud(**arguments)

    @property
    def workspace_id(self) -> str | None:
        """The workspace."""
        platform = self._config.platform
        assert isinstance(platform, GoogleCloud)
        return platform.workspace_id


class ClaudeOnGoogleCloud(_OnGoogleCloud, Claude):
    """The Claude models of Google Cloud, blocking."""


class AsyncClaudeOnGoogleCloud(_OnGoogleCloud, AsyncClaude):
    """The Claude models of Google Cloud, for asyncio and trio."""
