"""What each kind of change does, on the wire and to the users of this SDK. The judgement itself is data: `rules.yaml`."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import frozen


class Wire(IntEnum):
    """What a change does to programs that speak HTTP."""

    NONE = 0
    COMPATIBLE = 1
    BREAKING = 2


class Bump(IntEnum):
    """What a change does to programs that use the SDK, as the part of the version that it raises."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Direction(StrEnum):
    """Which way a value travels; `operation` for what concerns neither body."""

    REQUEST = "request"
    RESPONSE = "response"
    OPERATION = "operation"


@frozen
class Impact:
    """Both answers for one direction."""

    wire: Wire
    sdk: Bump


@frozen
class Rule:
    """One kind of change."""

    id: str
    says: str
    why: str
    impacts: dict[Direction, Impact]

    def impact(self, direction: Direction) -> Impact:
        return self.impacts[direction]


def _rule(name: str, row: dict[str, Any]) -> Rule:
    judged = {direction: row[direction.value] for direction in Direction if direction.value in row}
    impacts = {direction: Impact(Wire[wire.upper()], Bump[sdk.upper()]) for direction, (wire, sdk) in judged.items()}
    return Rule(name, row["says"], row.get("why", ""), impacts)


_FILE = Path(__file__).with_name("rules.yaml")
RULES: Final = {name: _rule(name, row) for name, row in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items()}
