# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._model import Unknown, Variants


class UnknownErrorObject(Unknown):
    """A `ErrorObject` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .api_error_object import APIErrorObject
    from .authentication_error_object import AuthenticationErrorObject
    from .billing_error_object import BillingErrorObject
    from .conflict_error_object import ConflictErrorObject
    from .gateway_timeout_error_object import GatewayTimeoutErrorObject
    from .invalid_request_error_object import InvalidRequestErrorObject
    from .not_found_error_object import NotFoundErrorObject
    from .overloaded_error_object import OverloadedErrorObject
    from .permission_error_object import PermissionErrorObject
    from .rate_limit_error_object import RateLimitErrorObject
    from .request_too_large_error_object import RequestTooLargeErrorObject

    ErrorObject: TypeAlias = (
        InvalidRequestErrorObject
        | AuthenticationErrorObject
        | BillingErrorObject
        | PermissionErrorObject
        | NotFoundErrorObject
        | ConflictErrorObject
        | RequestTooLargeErrorObject
        | RateLimitErrorObject
        | APIErrorObject
        | GatewayTimeoutErrorObject
        | OverloadedErrorObject
        | UnknownErrorObject
    )
    """One error, told apart by `type`. The set of types may grow within an API version, so a reader keeps a type that
    it does not know and goes by the HTTP status.
    """


ERROR_OBJECT = Variants(
    __name__,
    "type",
    {
        "invalid_request_error": ("invalid_request_error_object", "InvalidRequestErrorObject"),
        "authentication_error": ("authentication_error_object", "AuthenticationErrorObject"),
        "billing_error": ("billing_error_object", "BillingErrorObject"),
        "permission_error": ("permission_error_object", "PermissionErrorObject"),
        "not_found_error": ("not_found_error_object", "NotFoundErrorObject"),
        "conflict_error": ("conflict_error_object", "ConflictErrorObject"),
        "request_too_large": ("request_too_large_error_object", "RequestTooLargeErrorObject"),
        "rate_limit_error": ("rate_limit_error_object", "RateLimitErrorObject"),
        "api_error": ("api_error_object", "APIErrorObject"),
        "timeout_error": ("gateway_timeout_error_object", "GatewayTimeoutErrorObject"),
        "overloaded_error": ("overloaded_error_object", "OverloadedErrorObject"),
    },
    ("error_object", "UnknownErrorObject"),
)


def __getattr__(name: str) -> Any:
    if name == "ErrorObject":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = ERROR_OBJECT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
