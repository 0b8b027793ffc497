"""Profiles: what a configuration file says, with the gaps filled from the environment. Values without I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, cast

from attrs import field, frozen

from claudewire import _json
from claudewire._checks import check_base_url, header_value
from claudewire._errors.base import ConfigurationError
from claudewire_api._errors import RequestInvalid

from .errors import CredentialsError

DEFAULT_PROFILE: Final = "default"
FEDERATION: Final = "oidc_federation"
USER: Final = "user_oauth"
#: The one version of configuration files that there is.
VERSION: Final = "1.0"


@frozen(kw_only=True)
class Profile:
    """How one profile signs in.

    Attributes:
        name: Of the profile; None for one that a program gives as a mapping.
        where: The file or argument that it comes from, for errors.
        kind: `oidc_federation` exchanges the identity token of a workload, `user_oauth` uses the login of a person.
        identity_token_path: The file with the identity token.
        identity_token_variable: The environment variable with the identity token, if there is no file.
        credentials_path: The file with the tokens, if it is not the usual one.
    """

    name: str | None
    where: str
    kind: Literal["oidc_federation", "user_oauth"]
    organization_id: str | None = None
    workspace_id: str | None = None
    base_url: str | None = None
    federation_rule_id: str | None = None
    service_account_id: str | None = None
    identity_token_path: str | None = None
    identity_token_variable: str | None = None
    client_id: str | None = None
    credentials_path: str | None = None
    scope: str | None = field(default=None)

    def headers(self) -> dict[str, str]:
        """Return the headers of every API request. The workspace of a federation is part of its token instead."""
        return {"anthropic-workspace-id": self.workspace_id} if self.kind == USER and self.workspace_id else {}


def check_name(name: str, source: str) -> str:
    """Return the name of a profile unchanged.

    Args:
        source: Where the name comes from, for errors.

    Raises:
        CredentialsError: it is no name of a file in the folder of profiles.
    """
    if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise CredentialsError(f"{source}: the name of a profile is a string, not {type(name).__name__}")
    if not name:
        raise CredentialsError(f"{source}: the name of a profile is empty")
    if name != name.strip() or any(char.isspace() or char == "\0" for char in name):
        raise CredentialsError(f"{source}: the name of a profile has no white space and no NUL, and this is {name!r}")
    if name.startswith(".") or "/" in name or "\\" in name:
        raise CredentialsError(
            f"{source}: the name of a profile is a plain file name without slashes and a leading dot, and this is {name!r}"
        )
    return name


def parse_profile(text: str, *, name: str, where: str, environ: Mapping[str, str]) -> Profile:
    """Return the profile in the text of a configuration file.

    Raises:
        CredentialsError: it is not JSON, or not a profile.
    """
    try:
        value: Any = _json.loads(text.encode())
    except (ValueError, RecursionError) as error:
        raise CredentialsError(f"{where} is not JSON: {error}") from None
    return profile_of(value, name=name, where=where, environ=environ)


def profile_of(value: Any, *, name: str | None, where: str, environ: Mapping[str, str]) -> Profile:
    """Return the profile in a JSON value.

    Args:
        value: The content of a configuration file.
        name: Of the profile; None for a mapping that a program gives.
        where: Where it comes from, for errors.
        environ: Fills what the file leaves out.

    Raises:
        CredentialsError: it is not a profile.
    """
    if not isinstance(value, Mapping):
        raise CredentialsError(f"{where} must hold a JSON object, not a {type(value).__name__}")
    config = cast("Mapping[str, Any]", value)
    block = config.get("authentication")
    if not isinstance(block, Mapping):
        raise CredentialsError(
            f'{where} has no object `authentication`, such as {{"authentication": {{"type": "{USER}", "client_id": "…"}}}}'
        )
    auth = cast("Mapping[str, Any]", block)
    kind = auth.get("type")
    if kind not in (FEDERATION, USER):
        raise CredentialsError(f"{where}: `authentication.type` is {FEDERATION!r} or {USER!r}, and not {kind!r}")

    def text_of(holder: Mapping[str, Any], key: str, variable: str | None = None) -> str | None:
        found = holder.get(key)
        if found is not None and not isinstance(found, str):
            raise CredentialsError(f"{where}: `{key}` must be a string, not a {type(found).__name__}")
        text = found or (environ.get(variable) if variable else None) or None
        if text is not None and not text.isprintable():
            raise CredentialsError(f"{where}: `{key}` has a line break or another control character")
        return text

    common = Profile(
        name=name,
        where=where,
        kind=kind,
        organization_id=text_of(config, "organization_id", "ANTHROPIC_ORGANIZATION_ID"),
        workspace_id=text_of(config, "workspace_id", "ANTHROPIC_WORKSPACE_ID"),
        base_url=(text_of(config, "base_url") or "").rstrip("/") or None,
        credentials_path=text_of(auth, "credentials_path"),
        client_id=text_of(auth, "client_id"),
        scope=text_of(auth, "scope", "ANTHROPIC_SCOPE"),
        federation_rule_id=text_of(auth, "federation_rule_id", "ANTHROPIC_FEDERATION_RULE_ID"),
        service_account_id=text_of(auth, "service_account_id", "ANTHROPIC_SERVICE_ACCOUNT_ID"),
        **_identity_token(auth, where, environ),
    )
    if common.base_url is not None:
        try:
            check_base_url(common.base_url, allow_http=None)
        except ConfigurationError as error:
            raise CredentialsError(f"{where}: `base_url` must use https: {error}") from None
    if common.workspace_id is not None:
        try:
            header_value("anthropic-workspace-id", common.workspace_id)
        except RequestInvalid:
            raise CredentialsError(f"{where}: `workspace_id` has characters that a header may not have") from None
    if kind == FEDERATION:
        _check_federation(common)
    elif name is None and not common.credentials_path:
        raise CredentialsError(
            f"{where}: a {USER} profile needs `authentication.credentials_path`, where its tokens are"
        )
    return common


def _identity_token(auth: Mapping[str, Any], where: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return where the identity token is: the file of the profile, the file of the environment, or its variable."""
    given: Any = auth.get("identity_token")
    if given is not None:
        source: Mapping[str, Any] = cast("Mapping[str, Any]", given) if isinstance(given, Mapping) else {}
        path = source.get("path")
        if source.get("source") != "file" or not isinstance(path, str) or not path:
            raise CredentialsError(f'{where}: `identity_token` must be {{"source": "file", "path": "…"}}')
        return {"identity_token_path": path}
    return identity_token_of(environ)


def identity_token_of(environ: Mapping[str, str]) -> dict[str, str]:
    """Return where the environment has an identity token; nothing if it has none. A file goes before a variable."""
    if path := environ.get("ANTHROPIC_IDENTITY_TOKEN_FILE"):
        return {"identity_token_path": path}
    if environ.get("ANTHROPIC_IDENTITY_TOKEN"):
        return {"identity_token_variable": "ANTHROPIC_IDENTITY_TOKEN"}
    return {}


def only_identity(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the part of the environment that says where an identity token is: all that a mapping of a program takes from there."""
    names = ("ANTHROPIC_IDENTITY_TOKEN_FILE", "ANTHROPIC_IDENTITY_TOKEN")
    return {name: environ[name] for name in names if name in environ}


def _check_federation(profile: Profile) -> None:
    missing = [
        label
        for label, value in (
            ("authentication.federation_rule_id", profile.federation_rule_id),
            ("organization_id", profile.organization_id),
        )
        if not value
    ]
    if missing:
        raise CredentialsError(f"{profile.where}: a {FEDERATION} profile needs `{'` and `'.join(missing)}`")
