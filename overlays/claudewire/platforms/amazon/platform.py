"""Claude on Amazon: Bedrock's InvokeModel, Messages and mantle endpoints, and the Claude Platform on AWS."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, ClassVar, Final, Literal, TypeAlias

from attrs import field, frozen

from claudewire import _json
from claudewire._call.requests.request import encode
from claudewire._checks import shown
from claudewire._config import Credential
from claudewire._errors.base import ConfigurationError
from claudewire._model_names import first_party, translate, without_profile
from claudewire._platform import Authorizer, Dialect, Draft, Platform
from claudewire.platforms.arguments import check_flag, check_header, check_label, environment, given
from claudewire.platforms.requests import (
    betas_in_header,
    check_request,
    drop_headers,
    path_segment,
    supports,
    take_model,
    user_profile_in_body,
    version_in_body,
    without_beta_view,
)
from claudewire_api._errors import RequestInvalid

from .credentials import AWSAuth, profile_region, resolve_auth
from .responses import INVOKE, MESSAGES
from .sigv4 import Signer

Endpoint: TypeAlias = Literal["invoke", "messages", "mantle"]
_BODY_LIMIT: Final = 25_000_000
_LONGEST_MODEL: Final = 2048
_LONGEST_METADATA: Final = 8500
#: Beginning of a region → suffix of its hosts, and of its dual-stack hosts. The first that fits counts.
_SUFFIXES: Final = (
    ("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
    ("us-isob-", "sc2s.sgov.gov", "sc2s.sgov.gov"),
    ("us-iso-", "c2s.ic.gov", "c2s.ic.gov"),
    ("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
    ("", "amazonaws.com", "api.aws"),
)


@frozen(kw_only=True)
class AmazonPlatform(Platform):
    """What the four surfaces of Amazon share."""

    service: ClassVar[str] = "bedrock"
    #: None only with a `base_url` and without signatures.
    region: str | None
    auth: AWSAuth = field(repr=False)
    check_features: bool = True

    def authorizer(self, *, is_async: bool) -> Authorizer:
        """Return what signs each attempt, or adds the Bedrock key."""
        return self.auth.authorizer(Signer(region=self.region or "", service=self.service), is_async=is_async)

    def supports(self, feature: str) -> bool:
        """Return whether the platform has an operation, a resource, a feature or a beta, by the table of the document."""
        return supports(self.name, feature)

    def model_id(self, model: str) -> str:
        """Return the platform's id of a model, with the inference profile of the region."""
        return translate(model, self.name, region=self.region or "us-east-1")

    def first_party(self, model: str) -> str:
        """Return the name in the Claude API of a model of Bedrock."""
        return first_party(model)

    def host_url(self, *, fips: bool, dualstack: bool) -> str:
        """Return the base URL of the region."""
        raise NotImplementedError


@frozen(kw_only=True)
class Bedrock(AmazonPlatform):
    """P1: InvokeModel. The model is in the path, the version in the body, streams are frames of AWS."""

    name: ClassVar[str] = "bedrock"
    title: ClassVar[str] = "Amazon Bedrock"
    dialect: ClassVar[Dialect] = INVOKE
    #: Headers that Bedrock knows, for every request.
    headers: Mapping[str, str] = field(factory=dict[str, str])

    def host_url(self, *, fips: bool, dualstack: bool) -> str:
        """Return the base URL of `bedrock-runtime`."""
        return runtime_url(self.region, fips=fips, dualstack=dualstack)

    def rewrite(self, draft: Draft) -> None:
        """Write the request as InvokeModel, or as CountTokens."""
        check_request(self.name, draft, features=self.check_features)
        body = draft.body
        assert body is not None
        model = self.model_id(take_model(draft))
        if len(model) > _LONGEST_MODEL:
            raise RequestInvalid(f"a model id of Bedrock has at most {_LONGEST_MODEL} characters")
        body.pop("stream", None)
        user_profile_in_body(draft)
        drop_headers(draft, b"anthropic-version", b"anthropic-beta", b"idempotency-key")
        without_beta_view(draft)
        version_in_body(draft, "bedrock-2023-05-31")
        if draft.betas:
            body.setdefault("anthropic_beta", list(draft.betas))
        draft.limit = _BODY_LIMIT
        if draft.call.operation.id == "messages.count_tokens":
            draft.path = f"/model/{_segment(_countable(model))}/count-tokens"
            body.setdefault("max_tokens", 1)
            draft.body = {"input": {"invokeModel": {"body": b64encode(encode(body)).decode()}}}
            return
        is_stream = draft.call.kind == "events"
        draft.path = f"/model/{_segment(model)}/invoke{'-with-response-stream' if is_stream else ''}"
        draft.headers[b"accept"] = b"application/vnd.amazon.eventstream" if is_stream else b"application/json"
        if is_stream:
            draft.headers[b"x-amzn-bedrock-accept"] = b"application/json"
        for name, value in self.headers.items():
            draft.headers.setdefault(name.encode(), value.encode())


@frozen(kw_only=True)
class BedrockMessages(AmazonPlatform):
    """P2: the Messages API on `bedrock-runtime`."""

    name: ClassVar[str] = "bedrock-messages"
    title: ClassVar[str] = "Amazon Bedrock (Messages endpoint)"
    dialect: ClassVar[Dialect] = MESSAGES

    def host_url(self, *, fips: bool, dualstack: bool) -> str:
        """Return the base URL of `bedrock-runtime`."""
        return f"{runtime_url(self.region, fips=fips, dualstack=dualstack)}/anthropic"

    def rewrite(self, draft: Draft) -> None:
        """Translate the model and filter the betas; the rest is as in the Claude API."""
        check_request(self.name, draft, features=self.check_features)
        if draft.body is not None and isinstance(model := draft.body.get("model"), str):
            draft.body["model"] = self.model_id(model)
        betas_in_header(draft)
        user_profile_in_body(draft)


@frozen(kw_only=True)
class BedrockMantle(BedrockMessages):
    """P3: the Messages API on `bedrock-mantle`."""

    name: ClassVar[str] = "bedrock-mantle"
    title: ClassVar[str] = "Amazon Bedrock (mantle)"
    service: ClassVar[str] = "bedrock-mantle"

    def host_url(self, *, fips: bool, dualstack: bool) -> str:
        """Return the base URL of `bedrock-mantle`."""
        if fips or dualstack:
            raise ConfigurationError(
                "the mantle endpoint has neither FIPS nor dual-stack hosts: leave out use_fips and use_dualstack"
            )
        return f"https://bedrock-mantle.{self.region}.api.aws/anthropic"


@frozen(kw_only=True)
class ClaudePlatformOnAWS(AmazonPlatform):
    """P4: the whole Claude API behind credentials of AWS."""

    name: ClassVar[str] = "aws"
    title: ClassVar[str] = "Claude Platform on AWS"
    service: ClassVar[str] = "aws-external-anthropic"
    dialect: ClassVar[Dialect] = MESSAGES
    workspace_id: str | None = None

    def host_url(self, *, fips: bool, dualstack: bool) -> str:  # noqa: ARG002
        """Return the base URL of the region."""
        return f"https://aws-external-anthropic.{self.region}.api.aws"

    def rewrite(self, draft: Draft) -> None:
        """Name the workspace; one that the call names wins."""
        if self.workspace_id is not None:
            draft.headers.setdefault(b"anthropic-workspace-id", self.workspace_id.encode())


_ENDPOINTS: Final[Mapping[str, type[AmazonPlatform]]] = {
    "invoke": Bedrock, "messages": BedrockMessages, "mantle": BedrockMantle,
}  # fmt: skip
#: Environment variables with a base URL, in order.
_RUNTIME_URLS: Final = ("ANTHROPIC_BEDROCK_BASE_URL", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME")
_BASE_URLS: Final[Mapping[str, tuple[str, ...]]] = {
    "bedrock": _RUNTIME_URLS,
    "bedrock-messages": _RUNTIME_URLS,  # the same host, and another path
    "bedrock-mantle": ("ANTHROPIC_BEDROCK_MANTLE_BASE_URL",),
    "aws": ("ANTHROPIC_AWS_BASE_URL",),
}


def _with_path(url: str, kind: type[AmazonPlatform]) -> str:
    """Return the address of Bedrock's runtime as a base URL: its Messages endpoint is below `/anthropic`."""
    url = url.rstrip("/")
    return f"{url}/anthropic" if kind is BedrockMessages and not url.endswith("/anthropic") else url


def amazon(
    kind: type[AmazonPlatform],
    *,
    region: str | None = None,
    profile: str | None = None,
    access_key: str | None = None,
    secret_key: str | None = None,
    session_token: str | None = None,
    api_key: Credential | None = None,
    credentials: Any = None,
    skip_auth: bool = False,
    base_url: str | None = None,
    use_fips: bool | None = None,
    use_dualstack: bool | None = None,
    workspace_id: str | None = None,
    guardrail: tuple[str, str] | None = None,
    trace: str | None = None,
    latency: str | None = None,
    service_tier: str | None = None,
    request_metadata: Mapping[str, str] | None = None,
    check_features: bool = True,
    auth: AWSAuth | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[AmazonPlatform, str]:
    """Return a platform of Amazon and its base URL; see `ClaudeBedrock` for the arguments.

    Raises:
        ConfigurationError: the arguments or the environment contradict each other, or a necessary one is missing.
    """
    environ = environment(environ)
    if auth is None:
        variables = {
            "bedrock-mantle": ("AWS_BEARER_TOKEN_BEDROCK", "ANTHROPIC_AWS_API_KEY"),
            "aws": ("ANTHROPIC_AWS_API_KEY",),
        }
        auth = resolve_auth(
            api_key=api_key,
            access_key=access_key,
            secret_key=secret_key,
            session_token=session_token,
            profile=profile,
            credentials=credentials,
            skip_auth=check_flag("skip_auth", skip_auth),
            key_variables=variables.get(kind.name, ("AWS_BEARER_TOKEN_BEDROCK",)),
            key_wins=kind.name in ("bedrock-mantle", "aws"),
            environ=environ,
        )
    url = given("base_url", base_url)
    if url is None and (url := next((environ[v] for v in _BASE_URLS[kind.name] if environ.get(v)), None)):
        url = _with_path(url, kind)
    region = _region(region, profile, environ, needed=url is None or auth.source is not None)
    more: dict[str, Any] = {}
    if kind is Bedrock:
        more["headers"] = _bedrock_headers(guardrail, trace, latency, service_tier, request_metadata)
    elif any(value is not None for value in (guardrail, trace, latency, service_tier, request_metadata)):
        raise ConfigurationError(
            "guardrail, trace, latency, service_tier and request_metadata belong to endpoint='invoke'"
        )
    if kind is ClaudePlatformOnAWS:
        workspace_id = given("workspace_id", workspace_id) or environ.get("ANTHROPIC_AWS_WORKSPACE_ID") or None
        if workspace_id is None and not auth.skip:
            raise ConfigurationError("the Claude Platform on AWS needs workspace_id=... or ANTHROPIC_AWS_WORKSPACE_ID")
        more["workspace_id"] = None if workspace_id is None else check_header("workspace_id", workspace_id)
    platform = kind(region=region, auth=auth, check_features=check_features, **more)
    fips = _flag(use_fips, "AWS_USE_FIPS_ENDPOINT", environ)
    dualstack = _flag(use_dualstack, "AWS_USE_DUALSTACK_ENDPOINT", environ)
    return platform, url or platform.host_url(fips=fips, dualstack=dualstack)


def endpoint_kind(endpoint: str) -> type[AmazonPlatform]:
    """Return the platform of an `endpoint` argument. Raises ConfigurationError."""
    if not isinstance(endpoint, str) or endpoint not in _ENDPOINTS:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError(f"endpoint must be 'invoke', 'messages' or 'mantle', not {endpoint!r}")
    return _ENDPOINTS[endpoint]


def runtime_url(region: str | None, *, fips: bool, dualstack: bool) -> str:
    """Return the URL of `bedrock-runtime` in a region, by the rules of AWS' endpoints."""
    service = "bedrock-runtime-fips" if fips else "bedrock-runtime"
    suffix = next(
        (dual if dualstack else plain) for start, plain, dual in _SUFFIXES if (region or "").startswith(start)
    )
    return f"https://{service}.{region}.{suffix}"


def _region(region: str | None, profile: str | None, environ: Mapping[str, str], *, needed: bool) -> str | None:
    found = region if region is not None else environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION") or None
    if found is None:
        found = profile_region(profile, environ)
    if found is None:
        if not needed:
            return None
        raise ConfigurationError(
            "no region: give region=..., or set AWS_REGION or AWS_DEFAULT_REGION, or configure a profile"
        )
    return check_label("region", found)


def _flag(value: bool | None, variable: str, environ: Mapping[str, str]) -> bool:
    return environ.get(variable, "").lower() == "true" if value is None else check_flag(variable[4:-9].lower(), value)


def _bedrock_headers(
    guardrail: tuple[str, str] | None,
    trace: str | None,
    latency: str | None,
    service_tier: str | None,
    request_metadata: Mapping[str, str] | None,
) -> dict[str, str]:
    headers: dict[str, str] = {}
    if guardrail is not None:
        if not isinstance(guardrail, (tuple, list)) or len(guardrail) != 2:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigurationError(f"guardrail must be (identifier, version), not {shown(guardrail)}")
        identifier, version = guardrail
        headers["x-amzn-bedrock-guardrailidentifier"] = check_header("the identifier of guardrail", identifier)
        headers["x-amzn-bedrock-guardrailversion"] = check_header("the version of guardrail", version)
    for name, argument, value, allowed in (
        ("x-amzn-bedrock-trace", "trace", trace, ("ENABLED", "DISABLED", "ENABLED_FULL")),
        ("x-amzn-bedrock-performanceconfig-latency", "latency", latency, ("standard", "optimized")),
        ("x-amzn-bedrock-service-tier", "service_tier", service_tier, ("priority", "default", "flex", "reserved")),
    ):
        if value is not None:
            if value not in allowed:
                raise ConfigurationError(f"{argument} must be one of {', '.join(allowed)}, not {value!r}")
            headers[name] = value
    if request_metadata is not None:
        headers["x-amzn-bedrock-request-metadata"] = _metadata(request_metadata)
    return headers


def _metadata(values: Any) -> str:
    pairs: dict[Any, Any] = {**values} if isinstance(values, Mapping) else {None: values}
    if not all(isinstance(part, str) for pair in pairs.items() for part in pair):
        raise ConfigurationError(f"request_metadata must map strings to strings, not {shown(values)}")
    text = check_header("request_metadata", _json.dumps(pairs).decode())
    if len(text) > _LONGEST_METADATA:
        raise ConfigurationError(
            f"request_metadata has {len(text):,} characters as JSON; AWS takes {_LONGEST_METADATA:,}"
        )
    return text


def _segment(model: str) -> str:
    return path_segment(model, safe=":;")


def _countable(model: str) -> str:
    """Return the foundation model that CountTokens takes in the place of a profile.

    Raises:
        RequestInvalid: the id does not say which model it stands for.
    """
    if model.startswith("arn:"):
        kind, _, name = model.rpartition(":")[2].partition("/")
        if kind not in ("foundation-model", "inference-profile"):
            raise RequestInvalid(
                f"count_tokens on Bedrock takes foundation models only, and {model} does not say which one it stands for: "
                "give the foundation model (anthropic.…)"
            )
        model = name
    return without_profile(model)
