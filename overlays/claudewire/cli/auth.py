"""`claudewire auth status`: which credential would be used, and why. It shows none of it, and sends nothing."""

from __future__ import annotations

import argparse
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claudewire.credentials import CredentialsError, Resolution, Step, resolution_of
from claudewire.credentials.files import config_folder, expiry_of, read_identity_token, read_tokens
from claudewire.credentials.profiles import tokens_path

from .console import add_format, write_json, write_text
from .exit_status import DONE, NEGATIVE

if TYPE_CHECKING:
    from claudewire.credentials.profile import Profile

_EXAMPLES: Final = """\
examples:
  claudewire auth status                     what a client without arguments uses
  claudewire auth status --profile work      what a client with this profile uses
  claudewire auth status --format json | jq -r .credential
"""
_NAMES: Final = {
    "api_key": "an API key",
    "auth_token": "a bearer token",
    "profile": "a profile",
    "federation": "federation of a workload identity",
    "none": "none",
}
_KINDS: Final = {"user_oauth": "the login of a person", "oidc_federation": "federation of a workload identity"}


def add_commands(commands: Any) -> None:
    """Add `auth` to the subcommands of a parser."""
    auth = commands.add_parser(
        "auth",
        help="say which credential would be used, and why",
        description="The credential of this machine and environment.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = auth.add_subparsers(dest="action", metavar="ACTION", required=True)
    parser: argparse.ArgumentParser = actions.add_parser(
        "status",
        help="say which credential would be used, and why",
        description="Says which credential a client would use, and why. It sends nothing, and shows no secret. "
        "The exit status is 1 if there is none that works.",
    )
    parser.add_argument("--profile", metavar="NAME", help="as if the client had this profile as its argument")
    add_format(parser, records=False)
    parser.set_defaults(run=status)


def status(options: argparse.Namespace) -> int:
    """Say which credential would be used; 1 if none works."""
    arguments = {} if options.profile is None else {"profile": options.profile}
    problem = ""
    try:
        found = resolution_of(**arguments)
        report = _report(found)
        problem = str(report.get("problem") or ("" if found.kind != "none" else "no credential was found"))
    except CredentialsError as error:
        found, report, problem = Resolution(kind="none", steps=error.steps), {"credential": "none"}, str(error)
    report |= {"problem": problem or None, "looked_at": [_step(step) for step in found.steps]}
    if options.format == "json":
        write_json(report)
    else:
        write_text(_text(report))
    return NEGATIVE if problem else DONE


def _report(found: Resolution) -> dict[str, Any]:
    report: dict[str, Any] = {"credential": found.kind, "origin": found.origin or None}
    profile = found.profile
    if profile is None:
        return report
    report |= {
        "profile": profile.name,
        "signs_in_by": profile.kind,
        "base_url": os.environ.get("ANTHROPIC_BASE_URL") or profile.base_url,
        "organization_id": profile.organization_id,
        "workspace_id": profile.workspace_id,
    }
    try:
        report |= _tokens(profile)
    except CredentialsError as error:
        report["problem"] = str(error)
    return report


def _tokens(profile: Profile) -> dict[str, Any]:
    """Return what can be said of the tokens of a profile without showing them.

    Raises:
        CredentialsError: they cannot be used.
    """
    found: dict[str, Any] = {}
    is_user = profile.kind == "user_oauth"
    if profile.identity_token_path and not is_user:
        found["identity_token"] = profile.identity_token_path
        read_identity_token(Path(profile.identity_token_path).expanduser())
    elif profile.identity_token_variable and not is_user:
        found["identity_token"] = profile.identity_token_variable
    elif not is_user:
        raise CredentialsError(f"{profile.where} names no identity token: set ANTHROPIC_IDENTITY_TOKEN_FILE")
    path = tokens_path(profile, config_folder(os.environ))
    if path is None:
        return found
    fields = read_tokens(path)
    if fields is None and is_user:
        raise CredentialsError(f"there are no tokens yet: {path} does not exist. Sign in first")
    if fields is None:
        return found
    expires = expiry_of(fields, path)
    renewable = not is_user or (profile.client_id is not None and "refresh_token" in fields)
    found |= {"tokens": str(path), "expires_at": expires, "renewable": renewable}
    if not renewable and expires is not None and expires <= time.time():
        raise CredentialsError(f"the token in {path} has expired, and nothing here can renew it: sign in again")
    return found


def _step(step: Step) -> dict[str, str]:
    return {"place": step.place, "state": step.state, "why": step.why}


def _text(report: dict[str, Any]) -> str:
    lines = [f"credential    {_NAMES[report['credential']]}"]
    if report["problem"]:
        lines.append(f"problem       {report['problem']}")
    if report.get("signs_in_by"):
        lines.append(f"signs in by   {_KINDS[report['signs_in_by']]}")
    for title, key in (
        ("from", "origin"),
        ("profile", "profile"),
        ("base URL", "base_url"),
        ("organization", "organization_id"),
        ("workspace", "workspace_id"),
        ("identity", "identity_token"),
        ("tokens", "tokens"),
    ):
        if report.get(key):
            lines.append(f"{title:<12}  {report[key]}")
    if report.get("expires_at"):
        moment = datetime.fromtimestamp(report["expires_at"], UTC)
        renewed = ", then renewed" if report["renewable"] else ""
        lines.append(f"good until    {moment:%Y-%m-%d %H:%M:%S} UTC{renewed}")
    lines.append("\nlooked at, in this order:")
    width = max((len(step["place"]) for step in report["looked_at"]), default=0)
    steps = report["looked_at"]
    lines += [f"  {step['place']:<{width}}  {step['state']:<10}  {step['why']}".rstrip() for step in steps]
    return "\n".join(lines)
