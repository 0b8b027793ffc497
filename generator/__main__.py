"""`python -m generator lint | bundle | generate | check | watch | diff | migration | release-check`"""

from __future__ import annotations

import sys

from . import commands
from .commands.document import shown
from .problems import Problem, SpecError


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns its exit status: 0 for success, 1 for problems of the document, 2 for those of the machine."""
    options = commands.parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SpecError as error:
        for problem in error.problems:
            print(shown(options.spec, problem), file=sys.stderr)
        print("nothing was written: fix these problems in the document first", file=sys.stderr)
        return 1
    except RecursionError:
        print(shown(options.spec, Problem("openapi.yaml", 1, "is nested too deeply to be read")), file=sys.stderr)
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{error.strerror or error}: the files could not be read or written", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
