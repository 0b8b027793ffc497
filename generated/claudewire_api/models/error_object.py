# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `ErrorObject` (spec/schemas/errors.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


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
    """One error; `type` tells its kind. New types may appear at any time, so a reader keeps a type that it does not
    know and decides by the HTTP status.
    """


ERROR_OBJECT = TaggedUnion(
    "type",
    {
        "invalid_request_error": "InvalidRequestErrorObject",
        "authentication_error": "AuthenticationErrorObject",
        "billing_error": "BillingErrorObject",
        "permission_error": "PermissionErrorObject",
        "not_found_error": "NotFoundErrorObject",
        "conflict_error": "ConflictErrorObject",
        "request_too_large": "RequestTooLargeErrorObject",
        "rate_limit_error": "RateLimitErrorObject",
        "api_error": "APIErrorObject",
        "timeout_error": "GatewayTimeoutErrorObject",
        "overloaded_error": "OverloadedErrorObject",
    },
    "UnknownErrorObject",
)
decode: Callable[[Any], Any] = ERROR_OBJECT.decode


def __getattr__(name: str) -> Any:
    if name == "ErrorObject":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = ERROR_OBJECT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
