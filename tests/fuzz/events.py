"""Fuzzes `EventDecoder`: for any bytes and any chunks, it must return what the HTML standard says.

`python -m tests.fuzz.events -max_total_time=300` runs for five minutes; other arguments are those of libFuzzer. Needs atheris.
"""

from __future__ import annotations

import random
import sys

import atheris

with atheris.instrument_imports(include=["claudewire._stream.sse"]):
    from claudewire._stream import sse
from tests.fuzz.standard import decode, random_chunks, standard

_LARGE = sse._LARGE


def check(data: bytes) -> None:
    """The first byte chooses the chunks, and whether they are decoded as long ones."""
    seed, rest = data[:1], data[1:]
    chance = random.Random(seed)
    sse._LARGE = 0 if chance.random() < 0.3 else _LARGE  # type: ignore[misc]
    chunks = random_chunks(rest, chance)
    found, expected = decode(chunks), standard(rest).decoded
    if found != expected:
        raise AssertionError(f"{chunks!r}: {found} and not {expected}")


def main() -> None:
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
