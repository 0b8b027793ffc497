"""Tokens of a profile: read, renewed under a lock, written back."""

from __future__ import annotations

import copy
import os
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Self

from claudewire._log import logger
from claudewire._secrets import Secret, reveal

from .errors import CredentialsError, WorkloadIdentityError
from .exchange import Exchange, check_endpoint
from .files import ConfigFiles, config_folder, expiry_of, read_tokens, write_tokens
from .grants import Granted, is_spent, refresh_grant
from .lock import LockFileError, locked
from .profile import USER, VERSION, Profile, check_name, only_identity, parse_profile, profile_of
from .resolve import active_profile
from .sources import Wanted, WorkloadIdentityCredentials, call_alone, identity_provider
from .tokens import EARLY, MARGIN, AccessToken, IdentityTokenProvider, is_sendable


class ProfileTokens:
    """Loads the tokens of a profile.

    The file with the tokens is read first: another process may have renewed them. Otherwise one process at a time renews them, and
    writes them before it releases the lock, because a refresh token can be used once.

    Args:
        settings: How it signs in.
        path: The file with its tokens; None keeps the tokens of a federation in memory only.
        identity: Where the identity token of a federation comes from. Default: what the profile says.
        http_client: An `httpx.Client` for calls of this object as a function.
    """

    def __init__(
        self,
        settings: Profile,
        path: Path | None,
        *,
        identity: IdentityTokenProvider | None = None,
        http_client: Any = None,
    ) -> None:
        self.settings: Profile = settings
        self.path: Path | None = path
        self._identity, self._http_client = identity, http_client
        self._bound: str | None = None
        #: A refresh token that was refused, and the error: it is not sent again.
        self._spent: tuple[Secret, WorkloadIdentityError] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return ProfileTokens, (self.settings, self.path)

    @property
    def profile(self) -> str | None:
        """Name of the profile; None for a mapping."""
        return self.settings.name

    @property
    def resolved_base_url(self) -> str | None:
        """The base URL that the profile names."""
        return self.settings.base_url

    def extra_headers(self) -> dict[str, str]:
        """Return the headers of every API request."""
        return self.settings.headers()

    def bind_base_url(self, base_url: str) -> None:
        """Renew tokens at this deployment when the object is called as a function, if the profile names none.

        Args:
            base_url: URL of the API.
        """
        self._bound = check_endpoint(base_url)

    def for_base_url(self, base_url: str) -> Self:
        """Return the object for a client at this base URL: itself, or a copy if it serves another one.

        Args:
            base_url: URL of the API.
        """
        if self._bound in (None, check_endpoint(base_url)) or self.settings.base_url or self.settings.kind == USER:
            self.bind_base_url(base_url)
            return self
        other = copy.copy(self)
        other.path = None  # the tokens on disk belong to the other deployment
        other.bind_base_url(base_url)
        return other

    def __copy__(self) -> Self:
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        """Return a token, over a connection of this object.

        Args:
            force_refresh: Whether the last token was refused, so that a stored one is of no use.

        Raises:
            CredentialsError: there is no token.
        """
        return call_alone(self, self._bound, force_refresh, self._http_client)

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    async def load(self, exchange: Exchange, wanted: Wanted) -> AccessToken:
        """Return a token that is good for a while.

        Args:
            exchange: Where and how requests for tokens are sent.
            wanted: What the client knows: its base URL, the last token, and whether that was refused.

        Raises:
            CredentialsError: there is no token.
        """
        base_url = self.settings.base_url or wanted.base_url
        if self.settings.kind == USER:
            return await self._user_token(exchange, wanted, base_url)
        path = self.path if wanted.use_cache else None
        if path is None:
            return await self._federated(exchange, base_url)
        if (token := _cached(read_tokens(path), path, wanted)) is not None:
            return token
        try:
            async with locked(path, exchange.sleep):
                fields = read_tokens(path)
                if (token := _cached(fields, path, wanted)) is not None:
                    return token
                token = await self._federated(exchange, base_url)
                try:
                    await exchange.run(partial(_save, path, fields or {}, Granted(token)))
                except OSError as error:
                    logger().debug("a token of %s is kept in memory only: %s", self.settings.where, error)
                return token
        except LockFileError:  # the folder cannot be written: tokens are kept in memory only
            return await self._federated(exchange, base_url)

    async def _federated(self, exchange: Exchange, base_url: str) -> AccessToken:
        profile = self.settings
        federation = WorkloadIdentityCredentials(
            identity_token_provider=self._identity or identity_provider(profile),
            federation_rule_id=profile.federation_rule_id or "",
            organization_id=profile.organization_id or "",
            service_account_id=profile.service_account_id,
            workspace_id=profile.workspace_id,
        )
        return await federation.load(exchange, Wanted(base_url=base_url))

    async def _user_token(self, exchange: Exchange, wanted: Wanted, base_url: str) -> AccessToken:
        path = self.path
        assert path is not None  # `profile_of` sees to it
        fields = self._read(path)
        if self.settings.client_id is None:  # somebody else renews the file
            return _token(fields, path)
        if (token := _usable(fields, path, wanted)) is not None:
            return token
        check_endpoint(base_url)
        try:
            async with locked(path, exchange.sleep):
                fields = self._read(path)
                if (token := _usable(fields, path, wanted)) is not None:
                    return token
                return await self._refreshed(exchange, fields, wanted, base_url)
        except LockFileError as error:
            raise CredentialsError(
                f"the tokens in {path} cannot be renewed: the folder must be writable ({error.strerror})"
            ) from None

    async def _refreshed(
        self, exchange: Exchange, fields: dict[str, Any], wanted: Wanted, base_url: str
    ) -> AccessToken:
        """Renew the tokens. The caller holds the lock."""
        path, client_id = self.path, self.settings.client_id
        assert path is not None
        assert client_id is not None
        refresh = fields.get("refresh_token")
        if not isinstance(refresh, Secret):
            raise CredentialsError(f"{path} has no `refresh_token`, and its access token has expired: sign in again")
        if self._spent is not None and self._spent[0] == refresh:
            raise self._spent[1]
        try:
            granted = await exchange.send(refresh_grant(refresh, client_id), base_url)
        except WorkloadIdentityError as error:
            if not is_spent(error):
                raise
            # Another program, which does not know the lock, may have renewed them.
            again = self._read(path)
            if again.get("refresh_token") == refresh or not isinstance(again.get("refresh_token"), Secret):
                self._spent = (refresh, error)
                raise
            if (token := _usable(again, path, wanted)) is not None:
                return token
            fields, refresh = again, again["refresh_token"]
            granted = await exchange.send(refresh_grant(refresh, client_id), base_url)
        if granted.refresh_token is None:
            granted = Granted(granted.token, refresh)
        try:
            await exchange.run(partial(_save, path, fields, granted))
        except OSError as error:
            raise CredentialsError(
                f"new tokens were received and cannot be written to {path} ({error.strerror}): mend that, then sign in again"
            ) from error
        return granted.token

    def _read(self, path: Path) -> dict[str, Any]:
        fields = read_tokens(path)
        if fields is None:
            raise CredentialsError(f"{self.settings.where} has no tokens yet: there is no {path}. Sign in first")
        return fields


def _token(fields: Mapping[str, Any], path: Path) -> AccessToken:
    text = fields.get("access_token")
    if not isinstance(text, Secret):
        raise CredentialsError(f"{path} has no `access_token`: sign in again")
    if not is_sendable(reveal(text)):
        raise CredentialsError(f"{path}: `access_token` has characters that a header may not have: sign in again")
    return AccessToken(reveal(text), expiry_of(fields, path))


def _usable(fields: Mapping[str, Any] | None, path: Path, wanted: Wanted) -> AccessToken | None:
    """Return the token of the file, if it is better than the last one; else None."""
    if fields is None or not isinstance(fields.get("access_token"), Secret):
        return None
    token = _token(fields, path)
    left = token.seconds_left(time.time())
    if wanted.last is not None and token.token == wanted.last.token:
        return None if wanted.refused or left <= EARLY else token
    return None if left <= MARGIN or (wanted.refused and wanted.last is None) else token


def _cached(fields: Mapping[str, Any] | None, path: Path, wanted: Wanted) -> AccessToken | None:
    """The same for the token of a federation: one that cannot be understood is replaced, because nothing is lost with it."""
    try:
        return _usable(fields, path, wanted)
    except CredentialsError:
        return None


def _save(path: Path, fields: Mapping[str, Any], granted: Granted) -> None:
    new: dict[str, Any] = {
        **fields,
        "version": VERSION,
        "type": "oauth_token",
        "access_token": Secret(granted.token.token),
        "expires_at": granted.token.expires_at,
    }
    if granted.refresh_token is not None:
        new["refresh_token"] = granted.refresh_token
    write_tokens(path, new)


class CredentialsFile(ProfileTokens):
    """A profile on disk: `configs/<name>.json` says how it signs in, `credentials/<name>.json` holds its tokens.

    Args:
        profile: Name of the profile. Default: `ANTHROPIC_PROFILE`, else the one that `active_config` names, else `default`.
        http_client: An `httpx.Client` for calls of this object as a function. A client uses its own connections.

    Raises:
        CredentialsError: the profile does not exist, or cannot be used.
    """

    def __init__(self, profile: str | None = None, *, http_client: Any = None) -> None:
        environ = dict(os.environ)
        files = ConfigFiles(config_folder(environ))
        name = profile if profile is not None else environ.get("ANTHROPIC_PROFILE") or None
        name = active_profile(environ, files)[0] if name is None else check_name(name, "profile")
        self.config_path: Path = files.folder / "configs" / f"{name}.json"
        text = files.read(f"configs/{name}.json")
        if text is None:
            raise CredentialsError(
                f"the profile {name!r} does not exist: there is no {self.config_path}. Set ANTHROPIC_PROFILE to choose another one"
            )
        found = parse_profile(text, name=name, where=str(self.config_path), environ=environ)
        super().__init__(found, tokens_path(found, files.folder), http_client=http_client)

    @classmethod
    def of(cls, profile: Profile, folder: Path) -> Self:
        """Return the tokens of a profile that was read already.

        Args:
            profile: The profile.
            folder: The folder that the files of the profile are in.
        """
        self = cls.__new__(cls)
        ProfileTokens.__init__(self, profile, tokens_path(profile, folder))
        self.config_path = folder / "configs" / f"{profile.name}.json"
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.settings.name,)


class InMemoryConfig(ProfileTokens):
    """A profile that a program gives as a mapping, in the form of a configuration file.

    Args:
        config: The content of a configuration file.
        identity_token_provider: Returns the identity token, in the place of `authentication.identity_token`.
        http_client: An `httpx.Client` for calls of this object as a function.

    Raises:
        CredentialsError: it is no profile.
    """

    def __init__(
        self,
        config: Mapping[str, Any],
        *,
        identity_token_provider: IdentityTokenProvider | None = None,
        http_client: Any = None,
    ) -> None:
        found = profile_of(config, name=None, where="the argument config", environ=only_identity(os.environ))
        super().__init__(found, tokens_path(found, None), identity=identity_token_provider, http_client=http_client)


def tokens_path(profile: Profile, folder: Path | None) -> Path | None:
    """Return the file with the tokens of a profile: the one that it names, or the one of its name in the folder of profiles."""
    if profile.credentials_path:
        return Path(profile.credentials_path).expanduser()
    return None if folder is None or profile.name is None else folder / "credentials" / f"{profile.name}.json"
