"""Answers from recordings: cassettes, HAR files, JSON lines, whatever `claudewire contract` reads."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claudewire.contract.document import Document

from .responses.steps import Event, Head, Step, Steps

if TYPE_CHECKING:
    from claudewire.contract.readers.interaction import Interaction

#: Headers that belong to the response; the others belong to the connection, or to this server.
_KEPT: Final = ("content-type", "content-disposition", "retry-after", "retry-after-ms", "x-should-retry")
_BLANK: Final = re.compile(r"\r\n\r\n|\n\n|\r\r")


class Recorded:
    """Recorded responses by operation. Each is sent once, in the order of the recording."""

    def __init__(self) -> None:
        self._responses: dict[str, deque[Interaction]] = {}
        #: The files that were read.
        self.paths: list[Path] = []

    def add(self, paths: Iterable[str | PathLike[str]], document: Document) -> int:
        """Queue the responses in files and folders. Returns how many there are.

        Exchanges with other services are left out; where a file holds none of the Claude API (its headers and host were removed), the path
        of the request decides.

        Raises:
            ValueError: a file is not a recording.
        """
        from claudewire.contract.checks.ownership import Ownership
        from claudewire.contract.readers import read, recordings

        ownership = Ownership(document)
        count = 0
        for path in recordings(paths):
            self.paths.append(path)
            recorded = read(path)
            ours = [interaction for interaction in recorded if ownership.path_of(interaction) is not None]
            for interaction in ours or recorded:
                operation = document.route(interaction.method, interaction.path)
                if not isinstance(operation, bool) and _has_body(interaction):
                    self._responses.setdefault(operation.id, deque()).append(interaction)
                    count += 1
        return count

    def take(self, operation: str) -> Steps | None:
        """The next response of an operation, or None."""
        responses = self._responses.get(operation)
        return _script(responses.popleft()) if responses else None

    def clear(self) -> None:
        self._responses.clear()
        self.paths.clear()


def _has_body(interaction: Interaction) -> bool:
    """Whether there is a body, and one that can be read."""
    try:
        return interaction.response.content() is not None
    except ValueError:
        return False


def _script(interaction: Interaction) -> Steps:
    response = interaction.response
    content = response.content() or b""
    headers = {name: value for name, value in response.headers if name in _KEPT}
    if interaction.events_unnamed or response.media_type == "text/event-stream":
        headers = {**headers, "content-type": "text/event-stream; charset=utf-8"}
        yield Head(interaction.status, headers)
        yield from _events(content.decode(errors="replace"))
    else:
        yield Head(
            interaction.status, {"content-type": "application/json", **headers, "content-length": str(len(content))}
        )
        yield content


def _events(text: str) -> Iterator[Step]:
    """The events one by one, so that faults can count them; what is no event stays as it is."""
    for block in filter(str.strip, _BLANK.split(text)):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in fields:
            yield Event(fields.get("event") or _type(fields["data"]), fields["data"])
        else:
            yield f"{block}\n\n".encode()


def _type(data: str) -> str:
    try:
        payload: Any = json.loads(data)
        return str(payload["type"])
    except (ValueError, KeyError, TypeError):
        return "message"
