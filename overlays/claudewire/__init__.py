"""An unofficial Python SDK for the Claude API.

    from claudewire import Claude

    client = Claude()
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1024,
        messages=[{"role": "user", "content": "Hello, Claude"}],
    )

A name of this package loads its module when it is first used: importing the package loads neither httpx nor any model.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from httpx import Timeout as Timeout

    from claudewire_api._call import Omit as Omit
    from claudewire_api._call import omit as omit
    from claudewire_api._model import Model as Model
    from claudewire_api._page import AsyncPage as AsyncPage
    from claudewire_api._page import Page as Page

    from . import types as types
    from ._client import AsyncClaude as AsyncClaude
    from ._client import Claude as Claude
    from ._config import DEFAULT_MAX_RETRIES as DEFAULT_MAX_RETRIES
    from ._config import DEFAULT_TIMEOUT as DEFAULT_TIMEOUT
    from ._errors import *  # noqa: F403
    from ._exchange import LONG_REQUEST_SECONDS as LONG_REQUEST_SECONDS
    from ._exchange import expected_seconds as expected_seconds
    from ._httpx import DEFAULT_CONNECTION_LIMITS as DEFAULT_CONNECTION_LIMITS
    from ._httpx import DefaultAsyncHttpxClient as DefaultAsyncHttpxClient
    from ._httpx import DefaultHttpxClient as DefaultHttpxClient
    from ._message_events import CitationEvent as CitationEvent
    from ._message_events import CompactionEvent as CompactionEvent
    from ._message_events import ContentBlockStopEvent as ContentBlockStopEvent
    from ._message_events import InputJsonEvent as InputJsonEvent
    from ._message_events import MessageStopEvent as MessageStopEvent
    from ._message_events import MessageStreamEvent as MessageStreamEvent
    from ._message_events import SignatureEvent as SignatureEvent
    from ._message_events import TextEvent as TextEvent
    from ._message_events import ThinkingEvent as ThinkingEvent
    from ._ratelimits import RateLimit as RateLimit
    from ._ratelimits import RateLimits as RateLimits
    from ._raw import APIResponse as APIResponse
    from ._raw import AsyncAPIResponse as AsyncAPIResponse
    from ._response import ResponseInfo as ResponseInfo
    from ._resume import Continuation as Continuation
    from ._resume import continuation as continuation
    from ._retry import Retry as Retry
    from ._retry import RetryPolicy as RetryPolicy
    from ._secrets import Secret as Secret
    from ._skills import SkillInvalid as SkillInvalid
    from ._streaming import AsyncMessageStream as AsyncMessageStream
    from ._streaming import AsyncMessageStreamManager as AsyncMessageStreamManager
    from ._streaming import AsyncStream as AsyncStream
    from ._streaming import MessageStream as MessageStream
    from ._streaming import MessageStreamManager as MessageStreamManager
    from ._streaming import Stream as Stream

    BaseModel = Model
    Anthropic = Client = Claude
    AsyncAnthropic = AsyncClient = AsyncClaude
    NOT_GIVEN = not_given = omit
    NotGiven = Omit

_ERRORS = (
    "ClaudeError AnthropicError ConfigurationError MissingCredentials RequestInvalid APIError APIConnectionError RedirectRefused "
    "APITimeoutError DeadlineExpired StreamStalled ResponseInvalid APIResponseValidationError ResponseTooLarge StreamError "
    "StreamTruncated StreamLimitExceeded StreamOrderError StreamDataInvalid APIStatusError BadRequestError AuthenticationError "
    "BillingError PaymentRequiredError PermissionDeniedError NotFoundError RequestTimeoutError ConflictError "
    "PreconditionFailedError RequestTooLargeError ContentTooLargeError UnprocessableEntityError RateLimitError "
    "InternalServerError ServiceUnavailableError GatewayTimeoutError DeadlineExceededError OverloadedError"
)

_EVENTS = (
    "TextEvent ThinkingEvent SignatureEvent CitationEvent InputJsonEvent CompactionEvent ContentBlockStopEvent MessageStopEvent "
    "MessageStreamEvent"
)

#: Name → the module that holds it, and its name there where that is another.
_NAMES: dict[str, tuple[str, str]] = {
    **{name: ("._errors", name) for name in _ERRORS.split()},
    **dict.fromkeys(("Claude", "Anthropic", "Client"), ("._client", "Claude")),
    **dict.fromkeys(("AsyncClaude", "AsyncAnthropic", "AsyncClient"), ("._client", "AsyncClaude")),
    **{name: ("._config", name) for name in ("DEFAULT_TIMEOUT", "DEFAULT_MAX_RETRIES")},
    **{name: ("._exchange", name) for name in ("LONG_REQUEST_SECONDS", "expected_seconds")},
    **{
        name: ("._httpx", name)
        for name in ("DEFAULT_CONNECTION_LIMITS", "DefaultAsyncHttpxClient", "DefaultHttpxClient")
    },
    **{name: ("._message_events", name) for name in _EVENTS.split()},
    **{name: ("._raw", name) for name in ("APIResponse", "AsyncAPIResponse")},
    **{name: ("._ratelimits", name) for name in ("RateLimit", "RateLimits")},
    **{name: ("._resume", name) for name in ("Continuation", "continuation")},
    **{name: ("._retry", name) for name in ("Retry", "RetryPolicy")},
    **{
        name: ("._streaming", name)
        for kind in ("Stream", "MessageStream", "MessageStreamManager")
        for name in (kind, f"Async{kind}")
    },
    **{name: ("claudewire_api._page", name) for name in ("Page", "AsyncPage")},
    **dict.fromkeys(("Model", "BaseModel"), ("claudewire_api._model", "Model")),
    "Timeout": ("httpx", "Timeout"),
    "Omit": ("claudewire_api._call", "Omit"),
    "NotGiven": ("claudewire_api._call", "Omit"),
    **dict.fromkeys(("omit", "NOT_GIVEN", "not_given"), ("claudewire_api._call", "omit")),
    "ResponseInfo": ("._response", "ResponseInfo"),
    "Secret": ("._secrets", "Secret"),
    "SkillInvalid": ("._skills", "SkillInvalid"),
}

__all__ = ["__version__", "types", *_NAMES]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name == "types":
        return import_module(".types", __name__)
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _NAMES[name]
    globals()[name] = value = getattr(import_module(module, __name__), attribute)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
