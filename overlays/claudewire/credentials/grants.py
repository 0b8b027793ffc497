"""The token endpoint: what is sent to it, and what its responses say. Values without I/O."""

from __future__ import annotations

from typing import Any, Final, cast

from attrs import frozen

from claudewire import _json
from claudewire._secrets import Secret, redact, reveal

from .errors import WorkloadIdentityError
from .profile import Profile
from .tokens import AccessToken, is_sendable

TOKEN_PATH: Final = "/v1/oauth/token"  # noqa: S105  # a path
#: Needed by API requests with an access token, and by the refresh of one.
OAUTH_BETA: Final = "oauth-2025-04-20"
FEDERATION_BETA: Final = "oidc-federation-2026-04-01"
#: Seconds for an exchange.
TIMEOUT: Final = 30.0
#: Bytes that a response may have, and an identity token.
MAX_RESPONSE: Final = 1024 * 1024
MAX_ASSERTION: Final = 16 * 1024
_MAX_ERROR_TEXT: Final = 256
_MAX_LIFE: Final = 10 * 365 * 86400
_ERROR_FIELDS: Final = ("error", "error_description", "error_uri")


@frozen
class Grant:
    """A request to the token endpoint. The tokens in it are hidden until it is sent."""

    name: str
    fields: dict[str, str | Secret]
    betas: tuple[str, ...] = ()

    def body(self) -> bytes:
        """Return the request body: JSON with the tokens in it."""
        return _json.dumps({name: reveal(v) if isinstance(v, Secret) else v for name, v in self.fields.items()})


@frozen
class Granted:
    """What the token endpoint gave."""

    token: AccessToken
    #: The next refresh token; None if the old one stays good.
    refresh_token: Secret | None = None


def federation_grant(profile: Profile, assertion: Secret) -> Grant:
    """Return the exchange of an identity token.

    Raises:
        WorkloadIdentityError: the identity token is too large to be one.
    """
    if (size := len(reveal(assertion).encode("utf-8", "replace"))) > MAX_ASSERTION:
        raise WorkloadIdentityError(
            f"the identity token has {size:,} bytes, and {MAX_ASSERTION:,} are allowed: this is no JWT; check the path of its file"
        )
    fields: dict[str, str | Secret] = {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": assertion,
        "federation_rule_id": profile.federation_rule_id or "",
        "organization_id": profile.organization_id or "",
    }
    more = (("service_account_id", profile.service_account_id), ("workspace_id", profile.workspace_id))
    fields |= {name: value for name, value in more if value}
    return Grant("the exchange of the identity token", fields, (OAUTH_BETA, FEDERATION_BETA))


def refresh_grant(refresh_token: Secret, client_id: str) -> Grant:
    """Return the refresh of the login of a person."""
    fields: dict[str, str | Secret] = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
        "client_id": client_id,
    }
    return Grant("the refresh of the access token", fields, (OAUTH_BETA,))


def read_response(
    grant: Grant, status: int, body: bytes, *, now: float, request_id: str | None, headers: Any = None
) -> Granted | WorkloadIdentityError:
    """Return what a response of the token endpoint grants, or why it grants nothing. The error does not show what was sent.

    The error is returned and not raised, so that no frame in its traceback holds the body.

    Args:
        now: Seconds since 1970, when the response arrived.
    """
    try:
        value: Any = _json.loads(body)
    except (ValueError, RecursionError):
        value = None
    fields = cast("dict[str, Any]", value) if isinstance(value, dict) else {}

    def refused(sentence: str, shown: Any = None) -> WorkloadIdentityError:
        return WorkloadIdentityError(
            f"{grant.name} {sentence}", status_code=status, body=shown, request_id=request_id, headers=headers
        )

    if status != 200:
        shown, code = _shown(fields, body), fields.get("error")
        error = refused(f"failed with status {status}: {shown}{_hint(grant, status, code)}", shown)
        error.error_code = code if isinstance(code, str) else None
        return error
    if not fields:
        return refused("was answered with something else than a JSON object")
    kind, token, life = fields.get("token_type"), fields.get("access_token"), fields.get("expires_in", 3600)
    if kind is not None and str(kind).lower() != "bearer":
        return refused(f"gave a token of the type {str(kind)[:40]!r}, and not a bearer token")
    if not isinstance(token, str) or not token:
        return refused("was answered without `access_token`")
    if not is_sendable(token):
        return refused("gave a token that cannot be sent in a header")
    if isinstance(life, str) and life.isdecimal():
        life = int(life)
    if isinstance(life, bool) or not isinstance(life, (int, float)) or not 0 <= life < _MAX_LIFE:
        return refused("was answered with an `expires_in` that is no number of seconds")
    refresh = fields.get("refresh_token")
    next_one = Secret(refresh) if isinstance(refresh, str) and refresh else None
    return Granted(AccessToken(token, int(now + life)), next_one)


def is_spent(error: WorkloadIdentityError) -> bool:
    """Return whether the error says that a refresh token was used before, or withdrawn."""
    return error.status_code in (400, 401) and error.error_code == "invalid_grant"


def _shown(fields: dict[str, Any], body: bytes) -> Any:
    """Return the part of an error that can be shown: it may echo what was sent."""
    kept = {name: fields[name] for name in _ERROR_FIELDS if isinstance(fields.get(name), (str, int))}
    nested = fields.get("error")
    if not kept and isinstance(nested, dict):  # the form of the API's own errors
        kept = {name: text for name, text in cast("dict[str, Any]", nested).items() if name in ("type", "message")}
    if kept or fields:
        return {name: redact(str(text))[:_MAX_ERROR_TEXT] for name, text in kept.items()}
    return redact(body[: 4 * _MAX_ERROR_TEXT].decode("utf-8", "replace"))[:_MAX_ERROR_TEXT]


def _hint(grant: Grant, status: int, code: Any) -> str:
    if "assertion" in grant.fields and status == 401:
        workspace = (
            "" if "workspace_id" in grant.fields else "; a rule for several workspaces needs ANTHROPIC_WORKSPACE_ID"
        )
        return f" (does the federation rule match the identity token?{workspace})"
    if code == "invalid_grant" and "refresh_token" in grant.fields:
        return " (the login has ended, or another program has used its refresh token: sign in again)"
    return ""
