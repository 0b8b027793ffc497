"""`python -m tests.faults.memory URL WHAT SIZE`: how many MiB this process grows by, on its first line of output."""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

import anyio

from claudewire import AsyncClaude, Claude, ClaudeError

from .matrix import HELLO, ask, ask_async


def peak() -> float:
    """The most memory that this process has had, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage() gives there includes the process that started this one
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sparse(folder: str, size: int) -> Path:
    path = Path(folder) / "large"
    with path.open("wb") as file:
        file.truncate(size)
    return path


def blocking(url: str, what: str, size: int, folder: str) -> tuple[float, str]:
    with Claude(api_key="sk-ant-fault-123456", base_url=url, max_retries=0, timeout=120) as client:
        for kind in ("json", "upload"):
            ask(client, kind, "warm")
        before = peak()
        if what == "bomb":
            try:
                client.messages.create(**HELLO, extra_headers={"x-fault": "gzip_bomb"})
                said = "not refused"
            except ClaudeError as error:
                said = type(error).__name__
        elif what == "upload":
            said = f"({client.files.upload(file=sparse(folder, size)).size_bytes >> 20:,} MiB sent)"
        else:
            target = Path(folder) / "target"
            client.files.download_to("file_1", target, extra_headers={"x-fault": "large", "x-size": str(size)})
            said = f"({target.stat().st_size >> 20:,} MiB received)"
        return peak() - before, said


async def waiting(url: str, what: str, size: int, folder: str) -> tuple[float, str]:
    async with AsyncClaude(api_key="sk-ant-fault-123456", base_url=url, max_retries=0, timeout=120) as client:
        for kind in ("json", "upload"):
            await ask_async(client, kind, "warm")
        before = peak()
        if what == "upload":
            sent = await client.files.upload(file=sparse(folder, size))
            said = f"({sent.size_bytes >> 20:,} MiB sent, async)"
        else:
            target = Path(folder) / "target"
            await client.files.download_to("file_1", target, extra_headers={"x-fault": "large", "x-size": str(size)})
            said = f"({target.stat().st_size >> 20:,} MiB received, async)"
        return peak() - before, said


def main(url: str, what: str, size: int) -> None:
    what, _, form = what.partition("-")
    with tempfile.TemporaryDirectory() as folder:
        if form == "async":
            grown, said = anyio.run(waiting, url, what, size, folder)
        else:
            grown, said = blocking(url, what, size, folder)
    sys.stdout.write(f"{grown:.1f} {said}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
