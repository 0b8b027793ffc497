"""The token endpoint, `POST /v1/oauth/token`: access tokens for profiles and federation, which the server then takes as any key.

It is not in the document. A refresh token is good once, whichever it is; an identity token is not checked.
"""

from __future__ import annotations

import json
import secrets
from typing import Any, Final, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_BETA: Final = "oauth-2025-04-20"
_FEDERATION_BETA: Final = "oidc-federation-2026-04-01"
_JWT_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
#: Grant → the fields that it needs, and its beta values.
_GRANTS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "refresh_token": (("refresh_token", "client_id"), (_BETA,)),
    _JWT_BEARER: (("assertion", "federation_rule_id", "organization_id"), (_BETA, _FEDERATION_BETA)),
}
#: Seconds for which a token is good. It is not forgotten afterwards.
_LIFE: Final = 3600


def token_route() -> Route:
    """Return the route of the endpoint."""
    used: set[str] = set()

    async def endpoint(request: Request) -> Response:
        try:
            value: Any = json.loads(await request.body())
        except ValueError:
            value = None
        fields = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
        if (problem := _problem(fields, request.headers.get("anthropic-beta", ""))) is not None:
            return JSONResponse({"error": problem[0], "error_description": problem[1]}, 400)
        answer = {"access_token": _token("oat01"), "token_type": "Bearer", "expires_in": _LIFE}
        if "refresh_token" in fields:
            if fields["refresh_token"] in used:
                description = "The refresh token was used before."
                return JSONResponse({"error": "invalid_grant", "error_description": description}, 400)
            used.add(fields["refresh_token"])
            answer["refresh_token"] = _token("ort01")
        return JSONResponse(answer)

    return Route("/v1/oauth/token", endpoint, methods=["POST"])


def _problem(fields: dict[str, Any], betas: str) -> tuple[str, str] | None:
    """Return the code and the description of what is wrong with a request; None if nothing is."""
    grant = _GRANTS.get(str(fields.get("grant_type")))
    if grant is None:
        return "unsupported_grant_type", f"grant_type must be one of {', '.join(_GRANTS)}"
    wanted, needed = grant
    missing = [name for name in wanted if not isinstance(fields.get(name), str) or not fields[name]]
    if missing:
        return "invalid_request", f"missing: {', '.join(missing)}"
    sent = [value.strip() for value in betas.split(",")]
    lacking = [beta for beta in needed if beta not in sent]
    return ("invalid_request", f"the anthropic-beta header lacks {', '.join(lacking)}") if lacking else None


def _token(kind: str) -> str:
    return f"sk-ant-{kind}-local-{secrets.token_hex(12)}"
