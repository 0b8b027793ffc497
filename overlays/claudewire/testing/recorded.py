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

#: Headers that belong to the answer; the others belong to the connection, or to this server.
_KEPT: Final = ("content-type", "content-disposition", "retry-after", "retry-after-ms", "x-should-retry")
_BLANK: Final = re.compile(r"\r\n\r\n|\n\n|\r\r")


class Recorded:
    """Recorded answers by operation. Each is given once, in the order of the recording."""

    def __init__(self) -> None:
        self._answers: dict[str, deque[Interaction]] = {}
        #: The files that were read.
        self.paths: list[Path] = []

    def add(self, paths: Iterable[str | PathLike[str]], document: Document) -> int:
        """Queue the answers in files and folders; how many there are.

        Raises:
            ValueError: a file is no recording.
        """
        from claudewire.contract.readers import read, recordings

        count = 0
        for path in recordings(paths):
            self.paths.append(path)
            for interaction in read(path):
                operation = document.route(interaction.method, interaction.path)
                if not isinstance(operation, bool) and interaction.response.body is not None:
                    self._answers.setdefault(operation.id, deque()).append(interaction)
                    count += 1
        return count

    def take(self, operation: str) -> Steps | None:
        """The next answer of an operation, or None."""
        answers = self._answers.get(operation)
        return _script(answers.popleft()) if answers else None

    def clear(self) -> None:
        self._answers.clear()
        self.paths.clear()


def _script(interaction: Interaction) -> Steps:
    response = interaction.response
    content = response.content() or b""
    headers = {name: value for name, value in response.headers if name in _KEPT}
    if interaction.events_unnamed or response.media_type == "text/event-stream":
        headers = {**headers, "content-type": "text/event-stream; charset=utf-8"}
        yield Head(interaction.status, headers)
        yield from _events(content.decode())
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
