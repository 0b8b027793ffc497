"""Rules as data: an id, the sentence that the rule stands for, the function that checks it, and whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from attrs import frozen

from generator.load import Pointer

Json = Any
#: Where something is wrong, and what.
Found = Iterator[tuple[Pointer, str]]
Check = Callable[[Json], Found]
#: `openapi`: any document. `claude`: this API's own document, with what it promises its readers in addition.
Profile = Literal["claude", "openapi"]
PROFILES: tuple[Profile, ...] = ("claude", "openapi")


@frozen
class Rule:
    """One rule.

    `G…` rules say what the generator can do; they hold for every document. `C…` rules say how the document of this API is written.
    """

    id: str
    sentence: str
    check: Check

    def holds_for(self, profile: Profile) -> bool:
        return profile == "claude" or self.id.startswith("G")


#: In the order in which they are checked.
RULES: list[Rule] = []


def rule(rule_id: str, sentence: str) -> Callable[[Check], Check]:
    """Register a function from the bundled document to problems. `spec/README.md` lists each id with its sentence."""

    def register(check: Check) -> Check:
        RULES.append(Rule(rule_id, sentence, check))
        return check

    return register
