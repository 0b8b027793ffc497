"""`claudewire contract scrub`: replace secrets in recordings, or only look for them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from claudewire.contract.escaping import printable
from claudewire.contract.readers import UnreadableError, nothing_in, recordings
from claudewire.contract.scrub.files import SecretLeftError, file
from claudewire.contract.scrub.scrubber import Scrubber


def main(paths: Sequence[Path], *, check: bool = False) -> int:
    """Scrub recordings in place, or only look for secrets.

    Returns:
        The exit status: 1 if there is a secret and nothing may be changed, or one is left; 2 if a named file cannot be read, or there
        is none.
    """
    scrubber = Scrubber()
    status = changed = searched = 0
    for path in recordings(paths):
        known = len(scrubber.leaks)
        try:
            data = path.read_bytes()
            clean = file(data, str(path), scrubber)
        except (UnreadableError, OSError) as error:
            if path in paths or isinstance(error, OSError):
                reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
                print(f"{printable(str(path))}: {printable(reason)}", file=sys.stderr)
                status = 2
            continue
        except SecretLeftError as error:
            print(printable(str(error)), file=sys.stderr)
            status = status or 1
            continue
        searched += 1
        for leak in scrubber.leaks[known:]:
            print(f"{printable(str(path))}: {leak.kind} {leak.hint}")
        if clean != data:
            changed += 1
            if not check:
                path.write_bytes(clean)
    if not searched and not status:
        print(f"claudewire contract: {nothing_in(paths)}", file=sys.stderr)
        return 2
    outcome = "with secrets or headers to remove" if check else "changed"
    print(f"{searched} recordings, {changed} {outcome}, {len(scrubber.leaks)} secrets")
    return status or (1 if check and changed else 0)
