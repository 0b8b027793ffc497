"""Which credential a client uses, and why: a pure function of arguments, environment and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, Protocol, TypeAlias

from attrs import frozen

from .errors import CredentialsError
from .profile import (
    DEFAULT_PROFILE,
    FEDERATION,
    Profile,
    check_name,
    identity_token_of,
    only_identity,
    parse_profile,
    profile_of,
)

#: The arguments of a client that say how it signs in. At most one is given.
ARGUMENTS: Final = ("api_key", "auth_token", "credentials", "config", "profile")
KEYS: Final = {"api_key": "ANTHROPIC_API_KEY", "auth_token": "ANTHROPIC_AUTH_TOKEN"}
POINTER: Final = "active_config"
_FEDERATION_VARIABLES: Final = ("ANTHROPIC_FEDERATION_RULE_ID", "ANTHROPIC_ORGANIZATION_ID")

Kind: TypeAlias = Literal["api_key", "auth_token", "provider", "profile", "federation", "none"]
State: TypeAlias = Literal["used", "not set", "not needed", "not usable"]


class Files(Protocol):
    """Reads the folder of profiles."""

    def location(self, relative: str) -> str:
        """Return the whole path of a file in the folder, for sentences."""
        ...

    def read(self, relative: str) -> str | None:
        """Return the text of a file in the folder; None if there is none.

        Raises:
            CredentialsError: there is one, and it must not or cannot be read.
        """
        ...


@frozen
class Step:
    """One place that was looked at, and what was found there."""

    #: The argument, variable or file.
    place: str
    #: What became of it.
    state: State
    #: The reason, in a sentence; empty if there is nothing to say.
    why: str = ""


@frozen(kw_only=True)
class Resolution:
    """The credential that is used, and every place that was looked at, in order.

    Attributes:
        kind: What it is; `none` if there is no credential.
        origin: The argument, variable or file that it comes from.
        profile: How a profile or a federation signs in.
    """

    kind: Kind
    origin: str = ""
    profile: Profile | None = None
    #: The places, in the order in which they were looked at.
    steps: tuple[Step, ...] = ()


def resolve(arguments: Mapping[str, Any], environ: Mapping[str, str], files: Files) -> Resolution:
    """Return the credential of a client, in the official order.

    1. An argument. 2. `ANTHROPIC_API_KEY`, then `ANTHROPIC_AUTH_TOKEN`. 3. The profile that `ANTHROPIC_PROFILE` names. 4. Federation by
    environment variables. 5. The active profile: the one that the file `active_config` names, or `default`.

    An empty variable counts as unset. A broken profile is an error where the user has asked for it: by argument, by variable, by
    `ANTHROPIC_CONFIG_DIR` or by `active_config`. Otherwise it is passed over, with a note.

    Args:
        arguments: Those of `ARGUMENTS` that are not None.
        environ: The environment.
        files: The folder of profiles.

    Raises:
        CredentialsError: what the user asked for cannot be used, or several arguments contradict each other.
    """
    search = _Search(arguments, environ, files)
    try:
        return search.run()
    except CredentialsError as error:
        error.steps = tuple(search.steps)
        raise


class _Search:
    def __init__(self, arguments: Mapping[str, Any], environ: Mapping[str, str], files: Files) -> None:
        self.arguments = {name: arguments[name] for name in ARGUMENTS if arguments.get(name) is not None}
        self.environ, self.files = environ, files
        self.steps: list[Step] = []

    def run(self) -> Resolution:
        found = self._arguments()
        places: tuple[tuple[Callable[[], Resolution | None], tuple[str, ...]], ...] = (
            (self._keys, tuple(KEYS.values())),
            (self._named_profile, ("ANTHROPIC_PROFILE",)),
            (self._federation, ("ANTHROPIC_FEDERATION_RULE_ID",)),
            (self._active_profile, ("ANTHROPIC_CONFIG_DIR",)),
        )
        for look, variables in places:
            if found is None:
                found = look()
                continue
            for variable in variables:  # a user should see what goes before it
                if self.environ.get(variable):
                    self._note(variable, "not needed", f"{found.origin} goes first")
        found = found or Resolution(kind="none")
        return Resolution(kind=found.kind, origin=found.origin, profile=found.profile, steps=tuple(self.steps))

    # -- the five places, in their order -----------------------------------------------------------------------------

    def _arguments(self) -> Resolution | None:
        if len(self.arguments) > 1:
            raise CredentialsError(
                f"pass at most one of {', '.join(self.arguments)}: each says how the client signs in"
            )
        for name, value in self.arguments.items():
            origin = f"the argument {name}"
            self._note(origin, "used")
            if name in KEYS:
                return Resolution(kind="api_key" if name == "api_key" else "auth_token", origin=origin)
            if name == "credentials":
                return Resolution(kind="provider", origin=origin)
            if name == "config":
                profile = profile_of(value, name=None, where=origin, environ=only_identity(self.environ))
                return Resolution(kind="profile", origin=origin, profile=profile)
            return self._profile(check_name(value, origin), origin)
        self._note("arguments", "not set")
        return None

    def _keys(self) -> Resolution | None:
        found: Resolution | None = None
        for name, variable in KEYS.items():
            if not self.environ.get(variable):
                self._note(variable, "not set", "empty" if variable in self.environ else "")
            elif found is None:
                self._note(variable, "used")
                found = Resolution(kind="api_key" if name == "api_key" else "auth_token", origin=variable)
            else:
                self._note(variable, "not needed", f"{found.origin} goes first")
        return found

    def _named_profile(self) -> Resolution | None:
        name = self.environ.get("ANTHROPIC_PROFILE")
        if not name:
            self._note("ANTHROPIC_PROFILE", "not set")
            return None
        self._note("ANTHROPIC_PROFILE", "used", f"profile {name!r}")
        return self._profile(check_name(name, "ANTHROPIC_PROFILE"), "ANTHROPIC_PROFILE")

    def _federation(self) -> Resolution | None:
        values = {name: self.environ.get(name) for name in _FEDERATION_VARIABLES}
        token = identity_token_of(self.environ)
        missing = [name for name, value in values.items() if not value]
        if not token:
            missing.append("ANTHROPIC_IDENTITY_TOKEN_FILE or ANTHROPIC_IDENTITY_TOKEN")
        place = "federation by environment variables"
        if missing:
            some = len(missing) <= len(values)
            self._note(place, "not usable" if some else "not set", f"without {', '.join(missing)}" if some else "")
            return None
        profile = Profile(
            name=None,
            where="the environment",
            kind=FEDERATION,
            organization_id=values["ANTHROPIC_ORGANIZATION_ID"],
            federation_rule_id=values["ANTHROPIC_FEDERATION_RULE_ID"],
            service_account_id=self.environ.get("ANTHROPIC_SERVICE_ACCOUNT_ID") or None,
            workspace_id=self.environ.get("ANTHROPIC_WORKSPACE_ID") or None,
            scope=self.environ.get("ANTHROPIC_SCOPE") or None,
            **token,
        )
        self._note(place, "used", f"rule {profile.federation_rule_id}")
        return Resolution(kind="federation", origin=place, profile=profile)

    def _active_profile(self) -> Resolution | None:
        name, origin, asked = active_profile(self.environ, self.files)
        try:
            if not asked and self.files.read(f"configs/{name}.json") is None:
                self._note(
                    f"profile {name!r}", "not set", f"{self.files.location(f'configs/{name}.json')} does not exist"
                )
                return None
            found = self._profile(name, origin)
        except CredentialsError as error:
            if asked:
                raise
            self._note(f"profile {name!r}", "not usable", str(error))
            return None
        self._note(f"profile {name!r}", "used", origin)
        return found

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _profile(self, name: str, origin: str) -> Resolution:
        relative = f"configs/{name}.json"
        where = self.files.location(relative)
        text = self.files.read(relative)
        if text is None:
            raise CredentialsError(
                f"the profile {name!r} ({origin}) does not exist: there is no {where}. Set ANTHROPIC_PROFILE to choose another "
                "one, or ANTHROPIC_CONFIG_DIR to look elsewhere"
            )
        profile = parse_profile(text, name=name, where=where, environ=self.environ)
        return Resolution(kind="profile", origin=f"{where} ({origin})", profile=profile)

    def _note(self, place: str, state: State, why: str = "") -> None:
        self.steps.append(Step(place, state, why))


def active_profile(environ: Mapping[str, str], files: Files) -> tuple[str, str, bool]:
    """Return the name of the active profile, where it comes from, and whether the user has asked for it.

    Raises:
        CredentialsError: `active_config` holds no name of a profile.
    """
    pointer = files.read(POINTER)
    where = files.location(POINTER)
    if pointer is not None and pointer.strip():
        return check_name(pointer.strip(), where), where, True
    return DEFAULT_PROFILE, "the default profile", bool(environ.get("ANTHROPIC_CONFIG_DIR"))
