"""Sign in with access tokens: profiles, federation of workload identities, and tokens of your own.

    from claudewire import Claude

    client = Claude()                       # the credential of the environment, else the active profile
    client = Claude(profile="work")         # the profile of this name
    client = Claude(credentials=provider)   # a function that returns an AccessToken

`resolve` decides from arguments, environment and files which credential is used (pure). `profile`, `tokens` and `grants` are values;
`files` and `lock` touch the disk; `exchange` talks to the token endpoint, over the connections of the client. `sources` and `profiles`
load tokens, `client` holds them for a client, `official` has more functions of the official SDK.

This package is loaded when a client has no key. `_call` knows it only as `Config.credentials`, which makes an authorizer.
"""

from __future__ import annotations

from .client import resolution_of as resolution_of
from .errors import CredentialsError as CredentialsError
from .errors import IdentityTokenFileError as IdentityTokenFileError
from .errors import WorkloadIdentityError as WorkloadIdentityError
from .official import CredentialResult as CredentialResult
from .official import TokenCache as TokenCache
from .official import default_credentials as default_credentials
from .official import exchange_federation_assertion as exchange_federation_assertion
from .profiles import CredentialsFile as CredentialsFile
from .profiles import InMemoryConfig as InMemoryConfig
from .resolve import Resolution as Resolution
from .resolve import Step as Step
from .sources import EnvToken as EnvToken
from .sources import IdentityTokenFile as IdentityTokenFile
from .sources import StaticToken as StaticToken
from .sources import WorkloadIdentityCredentials as WorkloadIdentityCredentials
from .tokens import AccessToken as AccessToken
from .tokens import AccessTokenProvider as AccessTokenProvider
from .tokens import AsyncAccessTokenProvider as AsyncAccessTokenProvider
from .tokens import BaseURLBoundProvider as BaseURLBoundProvider
from .tokens import IdentityTokenProvider as IdentityTokenProvider

__all__ = [
    "AccessToken",
    "AccessTokenProvider",
    "AsyncAccessTokenProvider",
    "BaseURLBoundProvider",
    "CredentialResult",
    "CredentialsError",
    "CredentialsFile",
    "EnvToken",
    "IdentityTokenFile",
    "IdentityTokenFileError",
    "IdentityTokenProvider",
    "InMemoryConfig",
    "Resolution",
    "StaticToken",
    "Step",
    "TokenCache",
    "WorkloadIdentityCredentials",
    "WorkloadIdentityError",
    "default_credentials",
    "exchange_federation_assertion",
    "resolution_of",
]
