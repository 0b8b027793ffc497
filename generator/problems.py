"""What is wrong with the document, said with file and line."""

from __future__ import annotations

from attrs import frozen


@frozen(order=True)
class Problem:
    """One thing to mend, as one line that an editor can jump to."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class SpecError(Exception):
    """The document can not be used as it is."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, sorted(set(problems)))))
        self.problems = sorted(set(problems))
