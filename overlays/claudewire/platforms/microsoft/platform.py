"""Claude on Microsoft Foundry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import iscoroutinefunction
from typing import Any, ClassVar, Final, cast

from attrs import field, frozen

from claudewire._call.shared_value import SharedValue
from claudewire._checks import check_credential, shown
from claudewire._config import Credential
from claudewire._errors.base import ConfigurationError, MissingCredentials
from claudewire._errors.bodies import ErrorReading
from claudewire._errors.statuses import APIStatusError
from claudewire._platform import Authorizer, Dialect, Draft, Platform
from claudewire._secrets import Secret
from claudewire.platforms.arguments import check_header, check_label, environment, given
from claudewire.platforms.credentials import (
    KeyAuthorizer,
    TokenAuthorizer,
    awaited,
    close_coroutine,
    missing_extra,
)
from claudewire.platforms.requests import betas_in_header, check_request, supports

SCOPE: Final = "https://ai.azure.com/.default"
#: Seconds before the expiry at which a token is renewed.
_EARLY: Final = 300.0
_TYPES: Final[Mapping[int, str]] = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
}


def read_error(status: int, headers: Mapping[str, str], body: Any, request: Any) -> ErrorReading | None:  # noqa: ARG001
    """Read an error of Azure: `{"error": {"code", "message", "details"}}`."""
    outer: Any = cast("Mapping[str, Any]", body).get("error") if isinstance(body, Mapping) else None
    if not isinstance(outer, Mapping) or "code" not in outer:
        return None
    error = cast("Mapping[str, Any]", outer)
    code, message, details = str(error["code"]), error.get("message"), error.get("details")
    text = message if isinstance(message, str) else None
    lower = (text or "").lower()
    hint = None
    if "audience" in lower:
        hint = "give scope='https://cognitiveservices.azure.com/.default'"
    elif code == "api_not_supported":
        hint = "the base URL ends in /anthropic, without /v1/messages, and is not that of Azure OpenAI"
    elif code == "DeploymentNotFound":
        hint = "model is the name of the deployment; a new one takes some minutes"
    elif code == "PermissionDenied":
        hint = "the identity needs the role Cognitive Services User or Azure AI User"
    return ErrorReading(
        401 if code == "invalid_model_endpoint_authentication" else status,
        _TYPES.get(status, "api_error" if status >= 500 else None),
        text,
        error_code=code,
        details=None if details is None else {"details": details},
        hint=hint,
    )


FOUNDRY: Final = Dialect(request_id_headers=("request-id", "apim-request-id", "x-ms-request-id"), read_error=read_error)


class EntraAuthorizer(TokenAuthorizer):
    """A token of an Azure credential, renewed after a refusal."""

    async def renew(self, error: APIStatusError, request: Any) -> bool:
        """Have the token renewed after a 401, and after the intermittent refusals of the model's endpoint."""
        if error.error_code == "invalid_model_endpoint_authentication" and request.credential is not None:
            self._token.refuse(request.credential)
            return True
        return await super().renew(error, request)


@frozen(kw_only=True)
class FoundryAuth:
    """How the requests of a client are authorized. Copies share it. One of key, token_provider and token is set."""

    key: Secret | Callable[[], Any] | None = field(default=None, repr=False)
    token_provider: Callable[[], Any] | None = field(default=None, repr=False)
    token: SharedValue[str] | None = field(default=None, repr=False)
    #: What gives the token, and for which scope.
    credential: Any = field(default=None, repr=False)
    scope: str = SCOPE

    @classmethod
    def of_credential(cls, credential: Any, scope: Any) -> FoundryAuth:
        """Return the tokens of an Azure credential. Raises ConfigurationError."""
        if credential != "default" and not callable(getattr(credential, "get_token", None)):
            raise ConfigurationError(
                "credential must have a method get_token(scope), or be 'default' for DefaultAzureCredential"
            )
        if not isinstance(scope, str) or not scope:
            raise ConfigurationError(f"scope must be a string that is not empty, not {shown(scope)}")
        return cls(token=_entra(credential, scope), credential=credential, scope=scope)

    def authorizer(self, *, is_async: bool) -> Authorizer:
        """Return what adds the credential to each attempt."""
        if self.token is not None:
            if _is_coroutine(self.credential) and not is_async:
                raise ConfigurationError("a credential whose get_token() is a coroutine function needs an async client")
            return EntraAuthorizer(self.token, is_async=is_async)
        if self.token_provider is not None:
            return KeyAuthorizer(self.token_provider, names=("authorization",), is_async=is_async)
        assert self.key is not None
        return KeyAuthorizer(self.key, names=("x-api-key", "api-key"), is_async=is_async)


@frozen(kw_only=True)
class Foundry(Platform):
    """P7: the Claude API behind a resource of Azure. `model` is the name of a deployment."""

    name: ClassVar[str] = "foundry"
    title: ClassVar[str] = "Microsoft Foundry"
    dialect: ClassVar[Dialect] = FOUNDRY
    resource: str | None
    auth: FoundryAuth = field(repr=False)
    check_features: bool = True

    def authorizer(self, *, is_async: bool) -> Authorizer:
        """Return what adds the key or token to each attempt."""
        return self.auth.authorizer(is_async=is_async)

    def supports(self, feature: str) -> bool:
        """Return whether the platform has an operation, a resource, a feature or a beta, by the table of the document."""
        return supports(self.name, feature)

    def rewrite(self, draft: Draft) -> None:
        """Check the operation and filter the betas."""
        check_request(self.name, draft, features=self.check_features)
        betas_in_header(draft)


def foundry(
    *,
    resource: str | None = None,
    api_key: Credential | None = None,
    token_provider: Callable[[], Any] | None = None,
    credential: Any = None,
    scope: str = SCOPE,
    base_url: str | None = None,
    check_features: bool = True,
    auth: FoundryAuth | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[Foundry, str]:
    """Return the platform and its base URL; see `ClaudeFoundry` for the arguments. Raises ConfigurationError."""
    environ = environment(environ)
    given("base_url", base_url)
    if resource is not None and base_url is not None:
        raise ConfigurationError("give either resource or base_url, not both")
    url = base_url
    if resource is None and url is None:
        variables = (
            environ.get("ANTHROPIC_FOUNDRY_RESOURCE") or None,
            environ.get("ANTHROPIC_FOUNDRY_BASE_URL") or None,
        )
        resource, url = variables
        if resource and url:
            raise ConfigurationError(
                "ANTHROPIC_FOUNDRY_RESOURCE and ANTHROPIC_FOUNDRY_BASE_URL are both set: unset one of them"
            )
    if resource is None and url is None:
        raise ConfigurationError("no resource: give resource=... or base_url=..., or set ANTHROPIC_FOUNDRY_RESOURCE")
    if resource is not None:
        check_label("resource", resource.lower() if isinstance(resource, str) else resource)  # pyright: ignore[reportUnnecessaryIsInstance]
    if auth is None:
        auth = _auth(api_key, token_provider, credential, scope, environ)
    elif auth.credential is not None and auth.scope != scope:
        auth = FoundryAuth.of_credential(auth.credential, scope)
    platform = Foundry(resource=resource, auth=auth, check_features=check_features)
    return platform, url or f"https://{resource}.services.ai.azure.com/anthropic"


def _auth(
    api_key: Credential | None,
    token_provider: Callable[[], Any] | None,
    credential: Any,
    scope: str,
    environ: Mapping[str, str],
) -> FoundryAuth:
    given("api_key", api_key)
    if sum(value is not None for value in (api_key, token_provider, credential)) > 1:
        raise ConfigurationError("give one of api_key, token_provider and credential")
    if token_provider is not None:
        if not callable(token_provider):
            raise ConfigurationError("token_provider must be a function that returns a token")
        return FoundryAuth(token_provider=token_provider)
    if credential is not None:
        return FoundryAuth.of_credential(credential, scope)
    api_key = api_key or environ.get("ANTHROPIC_FOUNDRY_API_KEY") or None
    if api_key is None:
        raise MissingCredentials(
            "No credential for Foundry: set ANTHROPIC_FOUNDRY_API_KEY, or give api_key, token_provider or credential "
            "(credential='default' asks azure-identity)"
        )
    return FoundryAuth(key=check_credential("api_key", api_key))


def _is_coroutine(credential: Any) -> bool:
    """Return whether only an event loop can ask a credential for its token, such as those of `azure.identity.aio`."""
    return iscoroutinefunction(getattr(credential, "get_token", None))


def _entra(credential: Any, scope: str) -> SharedValue[str]:
    found: list[Any] = [] if credential == "default" else [credential]
    if _is_coroutine(credential):

        async def load_async(_: bool) -> tuple[str, float]:
            of_a_loop: Any = credential
            return _token(await awaited(of_a_loop.get_token(scope)))

        return SharedValue(load_async, early=_EARLY)

    def load(_: bool) -> tuple[str, float]:
        if not found:
            try:
                found.append(import_module("azure.identity").DefaultAzureCredential())
            except ImportError:
                raise missing_extra(
                    "foundry", "azure-identity", "No credential for Foundry: give api_key=..."
                ) from None
        try:
            token = found[0].get_token(scope)
        except Exception as error:
            raise MissingCredentials(f"the token of Azure cannot be loaded: {type(error).__name__}") from error
        return _token(token)

    return SharedValue(load, early=_EARLY)


def _token(value: Any) -> tuple[str, float]:
    """Return the text of a token, and when it expires."""
    try:
        text, expires_on = value.token, float(value.expires_on)
    except (AttributeError, TypeError, ValueError) as error:
        close_coroutine(value)
        raise ConfigurationError(
            f"get_token() of credential must return an object with token and expires_on, not {type(value).__name__}"
        ) from error
    if not text:
        raise MissingCredentials("the credential of Azure gave an empty token")
    return check_header("the token of Azure", text), expires_on
