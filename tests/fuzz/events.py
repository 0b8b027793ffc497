"""Bytes → events: whatever the bytes and wherever they are cut, the decoder says what the standard says.

`python -m tests.fuzz.events -max_total_time=300` runs for five minutes; other arguments are those of libFuzzer. Needs atheris.
"""

from __future__ import annotations

import random
import sys

import atheris

with atheris.instrument_imports(include=["claudewire._sse"]):
    from claudewire import _sse
from tests.fuzz.standard import decode, random_pieces, standard

_ORDINARY = _sse._LARGE


def check(data: bytes) -> None:
    """The first byte chooses the cuts, and whether chunks are treated as large ones."""
    seed, rest = data[:1], data[1:]
    chance = random.Random(seed)
    _sse._LARGE = 0 if chance.random() < 0.3 else _ORDINARY  # type: ignore[misc]
    pieces = random_pieces(rest, chance)
    found, wanted = decode(pieces), standard(rest)
    if found != wanted:
        raise AssertionError(f"{pieces!r}: {found} and not {wanted}")


def main() -> None:
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
