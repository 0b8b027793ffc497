"""What the generator makes of `spec/`, the small document beside this file: kept in `golden/`, to be read in a review.

python -m tests.generator.small        # write golden/ anew, after a change that is meant
"""

from __future__ import annotations

import sys
from pathlib import Path

from generator import build, load

HERE = Path(__file__).parent
SPEC, GOLDEN = HERE / "spec", HERE / "golden"


def files() -> dict[str, bytes]:
    """The generated files, without those that are copied and those that repeat the document."""
    copied = {path.name for path in build.RUNTIME.glob("*.py")} | {"openapi.json", "py.typed", "versions.py"}
    inside = {
        path.removeprefix(f"{build.PACKAGE}/"): content for path, content in build.generate(load.bundle(SPEC)).items()
    }
    return {path: content for path, content in inside.items() if path not in copied and path != "MANIFEST.json"}


if __name__ == "__main__":
    changed = build.write(files(), GOLDEN)
    sys.stdout.write("".join(f"{path}\n" for path in changed) + f"{len(changed)} files changed\n")
