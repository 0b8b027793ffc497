"""`ClaudeBedrock` and `ClaudeOnAWS`: the clients for Amazon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Unpack

from claudewire._client.attributes import forgets_arguments
from claudewire._config import Credential
from claudewire._platform import Platform
from claudewire.platforms.clients import AsyncClaude, Claude, ClientOptions, PlatformClient

from .platform import ClaudePlatformOnAWS, Endpoint, amazon, endpoint_kind


class _Bedrock(PlatformClient):
    _NAMES: ClassVar = frozenset(
        {
            "access_key", "api_key", "check_features", "credentials", "endpoint", "guardrail", "latency", "profile", "region",
            "request_metadata", "secret_key", "service_tier", "session_token", "skip_auth", "trace", "use_dualstack", "use_fips",
        }
    )  # fmt: skip

    @forgets_arguments
    def __init__(
        self,
        *,
        region: str | None = None,
        endpoint: Endpoint = "invoke",
        api_key: Credential | None = None,
        access_key: str | None = None,
        secret_key: str | None = None,
        session_token: str | None = None,
        profile: str | None = None,
        credentials: Any = None,
        skip_auth: bool | None = None,
        use_fips: bool | None = None,
        use_dualstack: bool | None = None,
        guardrail: tuple[str, str] | None = None,
        trace: str | None = None,
        latency: str | None = None,
        service_tier: str | None = None,
        request_metadata: Mapping[str, str] | None = None,
        check_features: bool = True,
        base_url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client for Amazon Bedrock. Arguments win over the environment, and an empty variable is an unset one.

        Args:
            region: A region of AWS. Default: `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile.
            endpoint: `invoke` (InvokeModel), `messages` (Messages on `bedrock-runtime`) or `mantle`.
            api_key: A Bedrock key, or a function that returns it. Default: `AWS_BEARER_TOKEN_BEDROCK`.
            access_key: An access key of AWS, with `secret_key`. Default: the variables of AWS, then botocore's chain.
            secret_key: Its secret.
            session_token: Its session token.
            profile: A profile of AWS' configuration files; needs `claudewire[bedrock]`.
            credentials: A function that returns `AWSCredentials`, or an object with `get_frozen_credentials()`.
            skip_auth: Send no credential.
            use_fips: Use the FIPS host. Default: `AWS_USE_FIPS_ENDPOINT`.
            use_dualstack: Use the host with IPv6. Default: `AWS_USE_DUALSTACK_ENDPOINT`.
            guardrail: Identifier and version of a guardrail, for every request.
            trace: `ENABLED`, `DISABLED` or `ENABLED_FULL`.
            latency: `standard` or `optimized`.
            service_tier: `priority`, `default`, `flex` or `reserved`.
            request_metadata: Names and values for the logs of AWS.
            check_features: Refuse features that the platform does not have before anything is sent.
            base_url: Another host, such as a VPC endpoint. Default: `ANTHROPIC_BEDROCK_BASE_URL` or
                `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`, with `/anthropic` for its Messages endpoint
                (`ANTHROPIC_BEDROCK_MANTLE_BASE_URL` for mantle), then the host of the region.
            options: The arguments that all clients have; see `Claude`.

        Raises:
            ConfigurationError: the client cannot work; the message says why.
        """
        self._start(
            {
                "region": region,
                "endpoint": endpoint,
                "api_key": api_key,
                "access_key": access_key,
                "secret_key": secret_key,
                "session_token": session_token,
                "profile": profile,
                "credentials": credentials,
                "skip_auth": skip_auth,
                "use_fips": use_fips,
                "use_dualstack": use_dualstack,
                "guardrail": guardrail,
                "trace": trace,
                "latency": latency,
                "service_tier": service_tier,
                "request_metadata": request_metadata,
                "check_features": check_features,
                "base_url": base_url,
            },
            options,
        )

    @classmethod
    def _make(cls, *, endpoint: str = "invoke", **arguments: Any) -> tuple[Platform, str]:
        return amazon(endpoint_kind(endpoint), **arguments)

    @property
    def region(self) -> str | None:
        """The region; None only with a `base_url`."""
        platform: Any = self._config.platform
        region: str | None = platform.region
        return region


class ClaudeBedrock(_Bedrock, Claude):
    """Claude on Amazon Bedrock, blocking."""


class AsyncClaudeBedrock(_Bedrock, AsyncClaude):
    """Claude on Amazon Bedrock, for asyncio and trio."""


class _OnAWS(PlatformClient):
    _NAMES: ClassVar = frozenset(
        {
            "access_key", "api_key", "credentials", "profile", "region", "secret_key", "session_token", "skip_auth",
            "workspace_id",
        }
    )  # fmt: skip

    @forgets_arguments
    def __init__(
        self,
        *,
        region: str | None = None,
        workspace_id: str | None = None,
        api_key: Credential | None = None,
        access_key: str | None = None,
        secret_key: str | None = None,
        session_token: str | None = None,
        profile: str | None = None,
        credentials: Any = None,
        skip_auth: bool | None = None,
        base_url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client for the Claude Platform on AWS.

        Args:
            region: A region of AWS. Default: `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile.
            workspace_id: The workspace. Default: `ANTHROPIC_AWS_WORKSPACE_ID`. One that a call names wins.
            api_key: A key, sent as a bearer token, or a function that returns it. Default: `ANTHROPIC_AWS_API_KEY`.
            access_key: An access key of AWS, with `secret_key`. Default: the variables of AWS, then botocore's chain.
            secret_key: Its secret.
            session_token: Its session token.
            profile: A profile of AWS' configuration files; needs `claudewire[bedrock]`.
            credentials: A function that returns `AWSCredentials`, or an object with `get_frozen_credentials()`.
            skip_auth: Send no credential; then no workspace is needed.
            base_url: Another host. Default: `ANTHROPIC_AWS_BASE_URL`, then the host of the region.
            options: The arguments that all clients have; see `Claude`.

        Raises:
            ConfigurationError: the client cannot work; the message says why.
        """
        self._start(
            {
                "region": region,
                "workspace_id": workspace_id,
                "api_key": api_key,
                "access_key": access_key,
                "secret_key": secret_key,
                "session_token": session_token,
                "profile": profile,
                "credentials": credentials,
                "skip_auth": skip_auth,
                "base_url": base_url,
            },
            options,
        )

    @classmethod
    def _make(cls, **arguments: Any) -> tuple[Platform, str]:
        return amazon(ClaudePlatformOnAWS, **arguments)

    @property
    def region(self) -> str | None:
        """The region; None only with a `base_url`."""
        platform: Any = self._config.platform
        region: str | None = platform.region
        return region

    @property
    def workspace_id(self) -> str | None:
        """The workspace of calls that name none."""
        platform: Any = self._config.platform
        workspace: str | None = platform.workspace_id
        return workspace


class ClaudeOnAWS(_OnAWS, Claude):
    """The Claude Platform on AWS, blocking."""


class AsyncClaudeOnAWS(_OnAWS, AsyncClaude):
    """The Claude Platform on AWS, for asyncio and trio."""
