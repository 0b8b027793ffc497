"""`python -m tests.generator.edits EDITS [SEED]`."""

import sys

from .running import run

found = run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
print("\n".join(found))
sys.exit(bool(found))
