"""Claude on Google: Vertex AI, and the Claude models of Google Cloud."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final, cast

from attrs import field, frozen

from claudewire._config import Credential
from claudewire._errors.base import ConfigurationError
from claudewire._errors.bodies import ErrorReading
from claudewire._model_names import first_party, translate
from claudewire._platform import Authorizer, Dialect, Draft, Platform
from claudewire.platforms.arguments import check_label, check_segment, environment, given
from claudewire.platforms.requests import (
    betas_in_header,
    check_request,
    drop_headers,
    path_segment,
    supports,
    take_model,
    version_in_body,
    without_beta_view,
)

from .credentials import GoogleAuth, resolve_google, resolve_quota

#: In bytes (unverified).
_BODY_LIMIT: Final = 30_000_000
_PCHAR: Final = ":@!$&'()*+,=~"
#: Status of Google → status that chooses the class, and the type in the Claude API.
_ERRORS: Final[Mapping[str, tuple[int, str | None]]] = {
    "INVALID_ARGUMENT": (400, "invalid_request_error"),
    "FAILED_PRECONDITION": (400, "invalid_request_error"),
    "OUT_OF_RANGE": (400, "invalid_request_error"),
    "UNAUTHENTICATED": (401, "authentication_error"),
    "PERMISSION_DENIED": (403, "permission_error"),
    "NOT_FOUND": (404, "not_found_error"),
    "ABORTED": (409, "conflict_error"),
    "ALREADY_EXISTS": (409, "conflict_error"),
    "RESOURCE_EXHAUSTED": (429, "rate_limit_error"),
    "INTERNAL": (500, "api_error"),
    "UNKNOWN": (500, "api_error"),
    "UNAVAILABLE": (503, "api_error"),
    "DEADLINE_EXCEEDED": (504, "timeout_error"),
}
#: Paths that belong to the organization and not to a workspace.
_ORGANIZATION: Final = re.compile(r"/v1/(?:organizations/|user_profiles(?:/|$))").match


def read_error(status: int, headers: Mapping[str, str], body: Any, request: Any) -> ErrorReading | None:  # noqa: ARG001
    """Read an error of Google: `{"error": {"code", "message", "status"}}`, or a list with one such object."""
    if isinstance(body, list) and body:
        body = body[0]  # pyright: ignore[reportUnknownVariableType]
    outer: Any = body.get("error") if isinstance(body, Mapping) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if not isinstance(outer, Mapping):
        return None
    error = cast("Mapping[str, Any]", outer)
    name, message = error.get("status"), error.get("message")
    text = message if isinstance(message, str) else None
    if not isinstance(name, str) and not isinstance(error.get("code"), int):
        return _about_betas(status, error, cast("Mapping[str, Any]", body), request)
    found, error_type = _ERRORS.get(str(name), (status, None))
    details: Any = error.get("details")
    hint = None
    if found == 404 and "ublisher" in (text or ""):
        hint = "check the region (many models are only in 'global', 'us' or 'eu'), and the name: it may need @date"
    return ErrorReading(
        found if status < 400 or found != status else status,
        error_type,
        text,
        error_code=name if isinstance(name, str) else None,
        details={"details": details} if details is not None else None,
        hint=hint,
    )


def _about_betas(status: int, error: Mapping[str, Any], body: Mapping[str, Any], request: Any) -> ErrorReading | None:
    message = str(error.get("message", ""))
    if "anthropic-beta" not in message or request is None or not request.betas:
        return None
    return ErrorReading(
        status,
        error.get("type"),
        message,
        request_id=body.get("request_id"),
        hint=f"the request had the betas {', '.join(request.betas)}",
    )


VERTEX: Final = Dialect(request_id_headers=("request-id", "x-vertex-ai-received-request-id"), read_error=read_error)


@frozen(kw_only=True)
class Vertex(Platform):
    """P5: the model is in the path, the version in the body."""

    name: ClassVar[str] = "vertex"
    title: ClassVar[str] = "Vertex AI"
    dialect: ClassVar[Dialect] = VERTEX
    region: str
    #: None: that of the credentials.
    project: str | None
    #: The project that pays. None: that of the credentials.
    quota_project: str | None = None
    auth: GoogleAuth = field(repr=False)
    check_features: bool = True

    def authorizer(self, *, is_async: bool) -> Authorizer:
        """Return what adds the token to each attempt."""
        return self.auth.authorizer(
            is_async=is_async, needs_project=self.project is None, quota_project=self.quota_project
        )

    def supports(self, feature: str) -> bool:
        """Return whether the platform has an operation, a resource, a feature or a beta, by the table of the document."""
        return supports(self.name, feature)

    def model_id(self, model: str) -> str:
        """Return the name of a model on Vertex AI."""
        return translate(model, self.name)

    def first_party(self, model: str) -> str:
        """Return the name in the Claude API of a model of Vertex AI."""
        return first_party(model)

    def rewrite(self, draft: Draft) -> None:
        """Write the request as rawPredict or streamRawPredict."""
        check_request(self.name, draft, features=self.check_features)
        project = self.project or self.auth.project()
        if project is None:
            raise ConfigurationError(
                "no project: give project=..., or set ANTHROPIC_VERTEX_PROJECT_ID or GOOGLE_CLOUD_PROJECT"
            )
        model = self.model_id(take_model(draft))
        body = draft.body
        assert body is not None
        verb = "streamRawPredict" if draft.call.kind == "events" else "rawPredict"
        name = path_segment(model, safe=_PCHAR)
        if draft.call.operation.id == "messages.count_tokens":
            body["model"], name = model, "count-tokens"
        version_in_body(draft, "vertex-2023-10-16")
        drop_headers(draft, b"anthropic-version", b"idempotency-key")
        without_beta_view(draft)
        betas_in_header(draft)
        places = f"/projects/{path_segment(project, safe=_PCHAR)}/locations/{self.region}"
        draft.path = f"{places}/publishers/anthropic/models/{name}:{verb}"
        draft.limit = _BODY_LIMIT


@frozen(kw_only=True)
class GoogleCloud(Platform):
    """P6: the whole Claude API below a project of Google Cloud."""

    name: ClassVar[str] = "google-cloud"
    title: ClassVar[str] = "Claude on Google Cloud"
    dialect: ClassVar[Dialect] = Dialect(read_error=read_error)
    location: str
    project: str | None
    #: The project that pays. None: that of the credentials.
    quota_project: str | None = None
    workspace_id: str | None
    auth: GoogleAuth = field(repr=False)
    #: Whether the host is that of Google, where paths begin with the project.
    is_derived: bool = True

    def authorizer(self, *, is_async: bool) -> Authorizer:
        """Return what adds the token to each attempt."""
        return self.auth.authorizer(
            is_async=is_async,
            needs_project=self.is_derived and self.project is None,
            quota_project=self.quota_project,
        )

    def rewrite(self, draft: Draft) -> None:
        """Put project, location and workspace before the path."""
        if not self.is_derived:
            return
        project = self.project or self.auth.project()
        if project is None:
            raise ConfigurationError(
                "no project: give project=..., or set ANTHROPIC_GOOGLE_CLOUD_PROJECT or GOOGLE_CLOUD_PROJECT"
            )
        start = f"/v1/projects/{path_segment(project, safe=_PCHAR)}/locations/{self.location}"
        if _ORGANIZATION(draft.path):
            draft.path = f"{start}/claudeOrganization/invoke{draft.path}"
            return
        if self.workspace_id is None:
            raise ConfigurationError("no workspace: give workspace_id=..., or set ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID")
        draft.path = f"{start}/workspaces/{path_segment(self.workspace_id, safe=_PCHAR)}/invoke{draft.path}"


def vertex_url(region: str) -> str:
    """Return the base URL of Vertex AI in a region, or of `global`, `us` or `eu`."""
    if region == "global":
        host = "aiplatform.googleapis.com"
    elif region in ("us", "eu"):
        host = f"aiplatform.{region}.rep.googleapis.com"
    else:
        host = f"{region}-aiplatform.googleapis.com"
    return f"https://{host}/v1"


def vertex(
    *,
    project: str | None = None,
    region: str | None = None,
    access_token: Credential | None = None,
    credentials: Any = None,
    quota_project: str | None = None,
    skip_auth: bool = False,
    base_url: str | None = None,
    check_features: bool = True,
    auth: GoogleAuth | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[Vertex, str]:
    """Return the platform and its base URL; see `ClaudeVertex` for the arguments. Raises ConfigurationError."""
    environ = environment(environ)
    region = region if region is not None else environ.get("CLOUD_ML_REGION") or None
    if region is None:
        raise ConfigurationError("no region: give region=..., or set CLOUD_ML_REGION ('global' is one)")
    check_label("region", region)
    if project is None:
        project = environ.get("ANTHROPIC_VERTEX_PROJECT_ID") or environ.get("GOOGLE_CLOUD_PROJECT") or None
    if project is not None:
        check_segment("project", project)
    auth = auth or resolve_google(
        token=access_token,
        credentials=credentials,
        skip_auth=skip_auth,
        token_name="access_token",  # noqa: S106
    )
    if project is None and (access_token is not None or auth.skip):
        raise ConfigurationError(
            "no project: give project=..., or set ANTHROPIC_VERTEX_PROJECT_ID or GOOGLE_CLOUD_PROJECT"
        )
    url = given("base_url", base_url) or environ.get("ANTHROPIC_VERTEX_BASE_URL") or vertex_url(region)
    quota = resolve_quota(quota_project, environ)
    platform = Vertex(region=region, project=project, quota_project=quota, auth=auth, check_features=check_features)
    return platform, url


def google_cloud(
    *,
    project: str | None = None,
    location: str | None = None,
    workspace_id: str | None = None,
    token_provider: Credential | None = None,
    credentials: Any = None,
    quota_project: str | None = None,
    skip_auth: bool = False,
    base_url: str | None = None,
    auth: GoogleAuth | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[GoogleCloud, str]:
    """Return the platform and its base URL; see `ClaudeOnGoogleCloud` for the arguments. Raises ConfigurationError."""
    environ = environment(environ)
    location = check_label(
        "location", location if location is not None else environ.get("ANTHROPIC_GOOGLE_CLOUD_LOCATION") or "global"
    )
    if project is None:
        project = environ.get("ANTHROPIC_GOOGLE_CLOUD_PROJECT") or environ.get("GOOGLE_CLOUD_PROJECT") or None
    if workspace_id is None:
        workspace_id = environ.get("ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID") or None
    for name, value in (("project", project), ("workspace_id", workspace_id)):
        if value is not None:
            check_segment(name, value)
    auth = auth or resolve_google(
        token=token_provider,
        credentials=credentials,
        skip_auth=skip_auth,
        token_name="token_provider",  # noqa: S106
    )
    url = given("base_url", base_url) or environ.get("ANTHROPIC_GOOGLE_CLOUD_BASE_URL") or None
    if project is None and url is None and (token_provider is not None or auth.skip):
        raise ConfigurationError(
            "no project: give project=..., or set ANTHROPIC_GOOGLE_CLOUD_PROJECT or GOOGLE_CLOUD_PROJECT"
        )
    platform = GoogleCloud(
        location=location,
        project=project,
        quota_project=resolve_quota(quota_project, environ),
        workspace_id=workspace_id,
        auth=auth,
        is_derived=url is None,
    )
    return platform, url or "https://claude.googleapis.com"
