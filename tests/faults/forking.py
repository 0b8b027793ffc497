"""`python -m tests.faults.forking URL CALLS`: one client, used by a parent and its children, forked while idle and while busy."""

from __future__ import annotations

import os
import sys
import threading

from claudewire import Claude

from .matrix import ask


def crossed(client: Claude, name: str, calls: int) -> int:
    return sum(ask(client, "json", f"{name}-{number}") != f"msg_{name}-{number}" for number in range(calls))


def child(client: Claude, name: str, calls: int) -> int:
    """Fork a process that makes calls; its id."""
    process = os.fork()
    if process == 0:
        code = 99
        try:
            code = min(crossed(client, name, calls), 98)
        finally:
            os._exit(code)
    return process


def main(url: str, calls: int) -> int:
    share = calls // 4
    client = Claude(api_key="sk-ant-fault-123456", base_url=url, timeout=10)
    wrong = crossed(client, "warm", 1)
    idle = child(client, "idle-child", share)
    wrong += crossed(client, "idle-parent", share)
    counts: list[int] = []
    thread = threading.Thread(target=lambda: counts.append(crossed(client, "busy-parent", share)))
    thread.start()
    while not client._shared.pool._state.busy:
        pass
    busy = child(client, "busy-child", share)
    thread.join()
    wrong += sum(counts)
    codes = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in (idle, busy)]
    wrong += sum(codes)
    sys.stdout.write(f"{wrong} in {share * 4:,} calls by parent and children (exit codes {codes})\n")
    return wrong != 0 or len(counts) != 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
