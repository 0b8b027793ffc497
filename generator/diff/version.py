"""Which version follows from the changes, the fragment for the changelog, and the check before a release."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

from attrs import frozen

from .changes import Report
from .formats import change_list
from .rules import Bump

FRAGMENT = "document.md"


@frozen(order=True)
class Version:
    """Three numbers."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """The three numbers at the start of `1.2.3`, `v1.2.3` or `1.2.3rc1`."""
        found = re.match(r"v?(\d+)\.(\d+)\.(\d+)", text)
        if not found:
            raise ValueError(f"{text!r} is not a version of the form 1.2.3")
        return cls(*map(int, found.groups()))

    def after(self, bump: Bump) -> Version:
        """The version that follows. Before 1.0 what breaks raises the second number and all else the third, as `^0.1` expects."""
        if bump is Bump.NONE:
            return self
        if self.major == 0:
            bump = Bump.MINOR if bump is Bump.MAJOR else Bump.PATCH
        if bump is Bump.MAJOR:
            return Version(self.major + 1, 0, 0)
        return (
            Version(self.major, self.minor + 1, 0)
            if bump is Bump.MINOR
            else Version(self.major, self.minor, self.patch + 1)
        )

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def project_version(repository: Path) -> Version:
    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    return Version.parse(settings["project"]["version"])


def last_tag(repository: Path) -> str | None:
    """The newest tag `v1.2.3` that this commit comes after."""
    command = ["git", "-C", str(repository), "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def fragment(report: Report) -> str:
    """What the changelog says of the changes; nothing if there is nothing to say."""
    return f"<!-- written by `make diff`, from {report.base} -->\n{change_list(report)}" if report.told else ""


def write_fragment(report: Report, folder: Path) -> Path | None:
    """Put the fragment where the next release picks it up; an old one goes if nothing changed."""
    path, text = folder / FRAGMENT, fragment(report)
    if not text:
        path.unlink(missing_ok=True)
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
