"""An unofficial Python SDK for the Claude API.

    from claudewire import Claude

    client = Claude()
    message = client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=1024,
        messages=[{"role": "user", "content": "Hello, Claude"}],
    )

A public name loads its module when it is first used, so importing the package is fast: it loads neither httpx nor a model.
"""

from __future__ import annotations

import sys as _sys
from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any, Final

from ._version import __version__

if TYPE_CHECKING:
    from httpx import Timeout as Timeout

    from claudewire_api._call import Omit as Omit
    from claudewire_api._call import omit as omit
    from claudewire_api._errors import ModelInvalid as ModelInvalid
    from claudewire_api._model import Model as Model
    from claudewire_api._model import json_default as json_default
    from claudewire_api._page import AsyncPage as AsyncPage
    from claudewire_api._page import Page as Page

    from . import credentials as credentials
    from . import mcp as mcp
    from . import memory as memory
    from . import toolsets as toolsets
    from . import types as types
    from . import webhooks as webhooks
    from ._call.attempt_chain import APIRequest as APIRequest
    from ._call.attempt_chain import AsyncCallNext as AsyncCallNext
    from ._call.attempt_chain import AsyncMiddlewareCallable as AsyncMiddlewareCallable
    from ._call.attempt_chain import CallNext as CallNext
    from ._call.attempt_chain import MiddlewareCallable as MiddlewareCallable
    from ._call.attempts import AttemptFacts as AttemptFacts
    from ._call.call_state import LONG_REQUEST_SECONDS as LONG_REQUEST_SECONDS
    from ._call.call_state import expected_seconds as expected_seconds
    from ._call.middleware import Middleware as Middleware
    from ._call.middleware import MiddlewareCall as MiddlewareCall
    from ._call.middleware import RunWatcher as RunWatcher
    from ._call.responses.api_response import APIResponse as APIResponse
    from ._call.responses.api_response import AsyncAPIResponse as AsyncAPIResponse
    from ._call.responses.ratelimits import RateLimit as RateLimit
    from ._call.responses.ratelimits import RateLimits as RateLimits
    from ._call.responses.response import ResponseInfo as ResponseInfo
    from ._client import AsyncClaude as AsyncClaude
    from ._client import Claude as Claude
    from ._config import DEFAULT_MAX_RETRIES as DEFAULT_MAX_RETRIES
    from ._config import Retry as Retry
    from ._config import RetryPolicy as RetryPolicy
    from ._errors import AnthropicError as AnthropicError
    from ._errors import APIConnectionError as APIConnectionError
    from ._errors import APIError as APIError
    from ._errors import APIResponseValidationError as APIResponseValidationError
    from ._errors import APIStatusError as APIStatusError
    from ._errors import APITimeoutError as APITimeoutError
    from ._errors import AuthenticationError as AuthenticationError
    from ._errors import BadRequestError as BadRequestError
    from ._errors import BillingError as BillingError
    from ._errors import ClaudeError as ClaudeError
    from ._errors import ClientClosedRequestError as ClientClosedRequestError
    from ._errors import ConcurrentRead as ConcurrentRead
    from ._errors import ConfigurationError as ConfigurationError
    from ._errors import ConflictError as ConflictError
    from ._errors import ContentTooLargeError as ContentTooLargeError
    from ._errors import DeadlineExceededError as DeadlineExceededError
    from ._errors import DeadlineExpired as DeadlineExpired
    from ._errors import FieldMissing as FieldMissing
    from ._errors import GatewayTimeoutError as GatewayTimeoutError
    from ._errors import HTTPNotImplementedError as HTTPNotImplementedError
    from ._errors import InternalServerError as InternalServerError
    from ._errors import MissingCredentials as MissingCredentials
    from ._errors import NotFoundError as NotFoundError
    from ._errors import NotOnPlatform as NotOnPlatform
    from ._errors import OverloadedError as OverloadedError
    from ._errors import PaginationError as PaginationError
    from ._errors import PaymentRequiredError as PaymentRequiredError
    from ._errors import PermissionDeniedError as PermissionDeniedError
    from ._errors import PreconditionFailedError as PreconditionFailedError
    from ._errors import RateLimitError as RateLimitError
    from ._errors import RateLimitTimeout as RateLimitTimeout
    from ._errors import RedirectRefused as RedirectRefused
    from ._errors import RequestHeaderFieldsTooLargeError as RequestHeaderFieldsTooLargeError
    from ._errors import RequestInvalid as RequestInvalid
    from ._errors import RequestTimeoutError as RequestTimeoutError
    from ._errors import RequestTooLargeError as RequestTooLargeError
    from ._errors import ResponseInvalid as ResponseInvalid
    from ._errors import ResponseTooLarge as ResponseTooLarge
    from ._errors import RetryableError as RetryableError
    from ._errors import ServiceUnavailableError as ServiceUnavailableError
    from ._errors import StreamClosed as StreamClosed
    from ._errors import StreamDataInvalid as StreamDataInvalid
    from ._errors import StreamError as StreamError
    from ._errors import StreamLimitExceeded as StreamLimitExceeded
    from ._errors import StreamOrderError as StreamOrderError
    from ._errors import StreamStalled as StreamStalled
    from ._errors import StreamTruncated as StreamTruncated
    from ._errors import UnprocessableEntityError as UnprocessableEntityError
    from ._httpx_clients import DEFAULT_CONNECTION_LIMITS as DEFAULT_CONNECTION_LIMITS
    from ._httpx_clients import DEFAULT_TIMEOUT as DEFAULT_TIMEOUT
    from ._httpx_clients import DefaultAsyncHttpxClient as DefaultAsyncHttpxClient
    from ._httpx_clients import DefaultHttpxClient as DefaultHttpxClient
    from ._limiter.limiter import RateLimiter as RateLimiter
    from ._outputs import OutputInvalid as OutputInvalid
    from ._outputs import ParsedMessage as ParsedMessage
    from ._outputs.streams import AsyncOutputStream as AsyncOutputStream
    from ._outputs.streams import OutputStream as OutputStream
    from ._resources.folders.skill_md import SkillInvalid as SkillInvalid
    from ._schema import Schema as Schema
    from ._schema import SchemaInvalid as SchemaInvalid
    from ._schema import ValueInvalid as ValueInvalid
    from ._schema import schema_of as schema_of
    from ._schema import transform_schema as transform_schema
    from ._secrets import Secret as Secret
    from ._stream.async_stream import AsyncMessageStream as AsyncMessageStream
    from ._stream.async_stream import AsyncMessageStreamManager as AsyncMessageStreamManager
    from ._stream.async_stream import AsyncStream as AsyncStream
    from ._stream.continuation import Continuation as Continuation
    from ._stream.continuation import continuation as continuation
    from ._stream.events import CitationEvent as CitationEvent
    from ._stream.events import CompactionEvent as CompactionEvent
    from ._stream.events import ContentBlockStopEvent as ContentBlockStopEvent
    from ._stream.events import InputJsonEvent as InputJsonEvent
    from ._stream.events import MessageStopEvent as MessageStopEvent
    from ._stream.events import MessageStreamEvent as MessageStreamEvent
    from ._stream.events import SignatureEvent as SignatureEvent
    from ._stream.events import TextEvent as TextEvent
    from ._stream.events import ThinkingEvent as ThinkingEvent
    from ._stream.stream import MessageStream as MessageStream
    from ._stream.stream import MessageStreamManager as MessageStreamManager
    from ._stream.stream import Stream as Stream
    from .credentials import AccessToken as AccessToken
    from .credentials import AccessTokenProvider as AccessTokenProvider
    from .credentials import AsyncAccessTokenProvider as AsyncAccessTokenProvider
    from .credentials import BaseURLBoundProvider as BaseURLBoundProvider
    from .credentials import CredentialResult as CredentialResult
    from .credentials import CredentialsError as CredentialsError
    from .credentials import CredentialsFile as CredentialsFile
    from .credentials import EnvToken as EnvToken
    from .credentials import IdentityTokenFile as IdentityTokenFile
    from .credentials import IdentityTokenFileError as IdentityTokenFileError
    from .credentials import IdentityTokenProvider as IdentityTokenProvider
    from .credentials import InMemoryConfig as InMemoryConfig
    from .credentials import StaticToken as StaticToken
    from .credentials import TokenCache as TokenCache
    from .credentials import WorkloadIdentityCredentials as WorkloadIdentityCredentials
    from .credentials import WorkloadIdentityError as WorkloadIdentityError
    from .credentials import default_credentials as default_credentials
    from .credentials import exchange_federation_assertion as exchange_federation_assertion
    from .tools import Allow as Allow
    from .tools import ApprovalNeeded as ApprovalNeeded
    from .tools import Defer as Defer
    from .tools import Deny as Deny
    from .tools import Run as Run
    from .tools import RunError as RunError
    from .tools import RunExhausted as RunExhausted
    from .tools import RunPaused as RunPaused
    from .tools import Tool as Tool
    from .tools import ToolCallCut as ToolCallCut
    from .tools import ToolContext as ToolContext
    from .tools import ToolError as ToolError
    from .tools import TurnsExhausted as TurnsExhausted
    from .tools import tool as tool
    from .webhooks import WebhookInvalid as WebhookInvalid

    beta_tool: Final = tool
    beta_async_tool: Final = tool
    from ._official.platforms import AnthropicAWS as AnthropicAWS
    from ._official.platforms import AnthropicBedrock as AnthropicBedrock
    from ._official.platforms import AnthropicBedrockMantle as AnthropicBedrockMantle
    from ._official.platforms import AnthropicFoundry as AnthropicFoundry
    from ._official.platforms import AnthropicGoogleCloud as AnthropicGoogleCloud
    from ._official.platforms import AnthropicVertex as AnthropicVertex
    from ._official.platforms import AsyncAnthropicAWS as AsyncAnthropicAWS
    from ._official.platforms import AsyncAnthropicBedrock as AsyncAnthropicBedrock
    from ._official.platforms import AsyncAnthropicBedrockMantle as AsyncAnthropicBedrockMantle
    from ._official.platforms import AsyncAnthropicFoundry as AsyncAnthropicFoundry
    from ._official.platforms import AsyncAnthropicGoogleCloud as AsyncAnthropicGoogleCloud
    from ._official.platforms import AsyncAnthropicVertex as AsyncAnthropicVertex
    from .fallbacks import BetaFallbackState as BetaFallbackState
    from .fallbacks import BetaRefusalFallbackMiddleware as BetaRefusalFallbackMiddleware
    from .fallbacks import Fallbacks as Fallbacks
    from .fallbacks import FallbackState as FallbackState
    from .platforms.amazon.clients import AsyncClaudeBedrock as AsyncClaudeBedrock
    from .platforms.amazon.clients import AsyncClaudeOnAWS as AsyncClaudeOnAWS
    from .platforms.amazon.clients import ClaudeBedrock as ClaudeBedrock
    from .platforms.amazon.clients import ClaudeOnAWS as ClaudeOnAWS
    from .platforms.amazon.sigv4 import AWSCredentials as AWSCredentials
    from .platforms.connect import connect as connect
    from .platforms.connect import connect_async as connect_async
    from .platforms.google.clients import AsyncClaudeOnGoogleCloud as AsyncClaudeOnGoogleCloud
    from .platforms.google.clients import AsyncClaudeVertex as AsyncClaudeVertex
    from .platforms.google.clients import ClaudeOnGoogleCloud as ClaudeOnGoogleCloud
    from .platforms.google.clients import ClaudeVertex as ClaudeVertex
    from .platforms.microsoft.clients import AsyncClaudeFoundry as AsyncClaudeFoundry
    from .platforms.microsoft.clients import ClaudeFoundry as ClaudeFoundry

    BaseModel = Model
    APIWebhookValidationError = WebhookInvalid
    Anthropic = Claude
    Client = Claude
    AsyncAnthropic = AsyncClaude
    AsyncClient = AsyncClaude
    NOT_GIVEN: Omit = omit
    not_given: Omit = omit
    NotGiven = Omit

#: Module → its public names. A module is loaded when one of them is first used.
_MODULES = {
    "._client": "Claude AsyncClaude",
    "._config": "DEFAULT_MAX_RETRIES Retry RetryPolicy",
    "._errors": (
        "ClaudeError AnthropicError RetryableError FieldMissing PaginationError ConcurrentRead "
        "ConfigurationError MissingCredentials RequestInvalid NotOnPlatform APIError APIConnectionError "
        "RedirectRefused APITimeoutError DeadlineExpired RateLimitTimeout StreamStalled ResponseInvalid APIResponseValidationError "
        "ResponseTooLarge StreamError StreamTruncated StreamClosed StreamLimitExceeded StreamOrderError StreamDataInvalid APIStatusError "
        "BadRequestError AuthenticationError BillingError PaymentRequiredError PermissionDeniedError NotFoundError "
        "RequestTimeoutError ConflictError PreconditionFailedError RequestTooLargeError ContentTooLargeError "
        "UnprocessableEntityError RateLimitError InternalServerError ServiceUnavailableError GatewayTimeoutError "
        "DeadlineExceededError OverloadedError HTTPNotImplementedError RequestHeaderFieldsTooLargeError ClientClosedRequestError"
    ),
    "._secrets": "Secret",
    ".platforms.connect": "connect connect_async",
    "._call.call_state": "LONG_REQUEST_SECONDS expected_seconds",
    "._call.attempts": "AttemptFacts",
    "._call.middleware": "Middleware MiddlewareCall RunWatcher",
    "._call.attempt_chain": "APIRequest AsyncCallNext AsyncMiddlewareCallable CallNext MiddlewareCallable",
    "._limiter.limiter": "RateLimiter",
    "._call.responses.ratelimits": "RateLimit RateLimits",
    "._call.responses.api_response": "APIResponse AsyncAPIResponse",
    "._call.responses.response": "ResponseInfo",
    "._httpx_clients": "DEFAULT_CONNECTION_LIMITS DEFAULT_TIMEOUT DefaultAsyncHttpxClient DefaultHttpxClient",
    "._outputs": "OutputInvalid ParsedMessage",
    "._outputs.streams": "OutputStream AsyncOutputStream",
    "._resources.folders.skill_md": "SkillInvalid",
    "._schema": "Schema SchemaInvalid ValueInvalid schema_of transform_schema",
    "._stream.async_stream": "AsyncStream AsyncMessageStream AsyncMessageStreamManager",
    "._stream.continuation": "Continuation continuation",
    "._stream.events": (
        "TextEvent ThinkingEvent SignatureEvent CitationEvent InputJsonEvent CompactionEvent ContentBlockStopEvent "
        "MessageStopEvent MessageStreamEvent"
    ),
    "._stream.stream": "Stream MessageStream MessageStreamManager",
    ".tools": (
        "tool Tool ToolContext ToolError Run RunError RunExhausted RunPaused ToolCallCut TurnsExhausted Allow Deny Defer ApprovalNeeded"
    ),
    ".fallbacks": "Fallbacks FallbackState BetaFallbackState BetaRefusalFallbackMiddleware",
    ".platforms.amazon.clients": "ClaudeBedrock AsyncClaudeBedrock ClaudeOnAWS AsyncClaudeOnAWS",
    ".platforms.google.clients": "ClaudeVertex AsyncClaudeVertex ClaudeOnGoogleCloud AsyncClaudeOnGoogleCloud",
    ".platforms.microsoft.clients": "ClaudeFoundry AsyncClaudeFoundry",
    "._official.platforms": (
        "AnthropicBedrock AsyncAnthropicBedrock AnthropicBedrockMantle AsyncAnthropicBedrockMantle "
        "AnthropicAWS AsyncAnthropicAWS AnthropicVertex AsyncAnthropicVertex AnthropicGoogleCloud "
        "AsyncAnthropicGoogleCloud AnthropicFoundry AsyncAnthropicFoundry"
    ),
    ".platforms.amazon.sigv4": "AWSCredentials",
    ".webhooks": "WebhookInvalid",
    ".credentials": (
        "AccessToken CredentialsError CredentialsFile EnvToken IdentityTokenFile IdentityTokenFileError InMemoryConfig StaticToken "
        "TokenCache WorkloadIdentityCredentials WorkloadIdentityError default_credentials exchange_federation_assertion "
        "AccessTokenProvider AsyncAccessTokenProvider BaseURLBoundProvider IdentityTokenProvider CredentialResult"
    ),
    "claudewire_api._call": "Omit omit",
    "claudewire_api._errors": "ModelInvalid",
    "claudewire_api._model": "Model json_default",
    "claudewire_api._page": "Page AsyncPage",
    "httpx": "Timeout",
}
#: Second names, most of them from the official SDK.
_ALIASES = {
    "APIWebhookValidationError": "WebhookInvalid",
    "Anthropic": "Claude",
    "Client": "Claude",
    "AsyncAnthropic": "AsyncClaude",
    "AsyncClient": "AsyncClaude",
    "BaseModel": "Model",
    "beta_tool": "tool",
    "beta_async_tool": "tool",
    "NotGiven": "Omit",
    "NOT_GIVEN": "omit",
    "not_given": "omit",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}

#: Modules that are public themselves.
_SUBMODULES = ("types", "webhooks", "credentials", "memory", "mcp", "toolsets")

__all__ = ["__version__", *_SUBMODULES, *_MODULE_OF, *_ALIASES]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name in _SUBMODULES:
        return _import_module(f".{name}", __name__)
    target = _ALIASES.get(name, name)
    if target not in _MODULE_OF:
        if name.startswith("_") and name != "__title__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return _import_module("._official.modules", __name__).find_top(name)
    globals()[name] = value = getattr(_import_module(_MODULE_OF[target], __name__), target)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _OfficialModules:
    """Finds the modules that the official SDK has and this package does not, such as `claudewire.types.tool_use_block`."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> Any:  # noqa: ARG004  # the import system passes them
        if not name.startswith("claudewire."):
            return None
        return _import_module("._official.modules", __name__).find_spec(name, name.removeprefix("claudewire."))


_sys.meta_path.append(_OfficialModules)  # the last: what exists comes first
