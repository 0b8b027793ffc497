"""Measures one candidate, in a process of its own: commands come as JSON lines, figures go back the same way.

All times are CPU time of this process, user and system, all threads; the server is another process.
"""

from __future__ import annotations

import os
import sys
import time

if sys.argv[1] != "cold":  # a cold start counts every module that the candidate needs: none is loaded for it here
    import asyncio
    import cProfile
    import gc
    import json
    import pstats
    import tempfile
    import tracemalloc
    from collections import deque
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor
    from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))


def cold(path: str, url: str) -> None:
    """Import, then a client and its first answer, in a process that has loaded nothing else."""
    with open(path) as file:
        source = file.read()
    start, before = time.process_time(), len(sys.modules)
    statement = next(line for line in source.splitlines() if line.startswith("IMPORT = "))
    exec(eval(statement.removeprefix("IMPORT = ")), {})
    imported, modules = time.process_time(), len(sys.modules)
    sys.path.append(os.path.dirname(path))
    adapter: dict[str, object] = {"__name__": "adapter", "__file__": path}
    exec(compile(source, path, "exec"), adapter)
    client = adapter["make"](url)  # type: ignore[operator]
    body = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "Hello"}]}
    adapter["create"](client, body)  # type: ignore[operator]
    figures = {
        "import": (imported - start) * 1e3,
        "modules": modules - before,
        "first": (time.process_time() - start) * 1e3,
        "first_modules": len(sys.modules) - before,
    }
    print(str(figures).replace("'", '"'), flush=True)


class Worker:
    """Every method that is a command returns figures by name."""

    def __init__(self, path: str) -> None:
        sys.path.append(os.path.dirname(path))
        self.adapter: dict[str, Any] = {"__name__": "adapter", "__file__": path}
        with open(path) as file:
            exec(compile(file.read(), path, "exec"), self.adapter)
        self.clients: dict[Any, Any] = {}
        self.loop = asyncio.new_event_loop()

    def __getattr__(self, name: str) -> Any:
        try:
            return self.adapter[name]
        except KeyError:
            raise NotImplementedError(name) from None

    def client(self, url: str) -> Any:
        if url not in self.clients:
            self.clients[url] = self.make(url)
        return self.clients[url]

    async def async_client(self, url: str) -> Any:
        if ("async", url) not in self.clients:
            self.clients["async", url] = self.amake(url)
        return self.clients["async", url]

    @staticmethod
    def timed(action: Callable[[], Any], count: int) -> dict[str, float]:
        """Microseconds of each of `count` things that one call of `action` does."""
        gc.collect()
        start = time.process_time()
        action()
        return {"cost": (time.process_time() - start) / count * 1e6}

    def request(self, url: str, count: int, body: dict[str, Any]) -> dict[str, float]:
        client, create = self.client(url), self.create

        def requests(count: int) -> None:
            for _ in range(count):  # no answer is kept: a program that is done with one makes room for the next
                create(client, body)

        requests(3)
        return self.timed(lambda: requests(count), count)

    def threads(self, url: str, count: int, threads: int, body: dict[str, Any]) -> dict[str, float]:
        if self.adapter.get("ONE_SOCKET"):
            raise NotImplementedError("one socket is for one thread")
        client, create = self.client(url), self.create
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda _: create(client, body), range(2 * threads)))
            return self.timed(lambda: deque(pool.map(lambda _: create(client, body), range(count)), maxlen=0), count)

    def in_flight(self, url: str, count: int, calls: int, body: dict[str, Any]) -> dict[str, float]:
        acreate = self.acreate

        async def several(left: int) -> None:
            client, waiting = await self.async_client(url), iter(range(left))

            async def one() -> None:
                for _ in waiting:
                    await acreate(client, body)

            await asyncio.gather(*(one() for _ in range(calls)))

        self.loop.run_until_complete(several(2 * calls))
        return self.timed(lambda: self.loop.run_until_complete(several(count)), count)

    def stream(self, url: str, events: int, how: str, times: int = 1, warm: bool = True) -> dict[str, float]:
        delta_text = self.delta_text

        def once() -> None:
            if how == "events":
                for event in self.adapter["stream"](self.client(url), BODY):
                    delta_text(event)
            elif how == "final":
                self.stream_final(self.client(url), BODY)
            else:
                self.loop.run_until_complete(awaited())

        async def awaited() -> None:
            client = await self.async_client(url)
            if how == "async events":
                async for event in self.astream(client, BODY):
                    delta_text(event)
            else:
                await self.astream_final(client, BODY)

        if warm:
            once()
        return self.timed(lambda: [once() for _ in range(times)], events * times)

    def lines(self, url: str, count: int) -> dict[str, float]:
        def all_lines() -> None:
            assert sum(1 for _ in self.batch_results(self.client(url), "msgbatch_1")) == count

        all_lines()
        return self.timed(all_lines, count)

    def pages(self, url: str, count: int) -> dict[str, float]:
        def all_pages() -> None:
            assert sum(1 for _ in self.models(self.client(url))) == 20 * count

        all_pages()
        return self.timed(all_pages, count)

    def message_memory(self, url: str, count: int, body: dict[str, Any]) -> dict[str, float]:
        client = self.client(url)
        self.create(client, body)
        gc.collect()
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        kept = [self.create(client, body) for _ in range(count)]
        gc.collect()
        after = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return {"cost": (after - before) / len(kept) / 1024}

    def client_memory(self, url: str, count: int) -> dict[str, float]:
        def resident() -> float:
            with open("/proc/self/statm") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024

        kept = [self.make(url) for _ in range(3)]
        gc.collect()
        before = resident()
        kept += [self.make(url) for _ in range(count)]
        return {"cost": (resident() - before) / count}

    def transfer(self, url: str, how: str, megabytes: int) -> dict[str, float]:
        """How far the memory of the process rises, in MB, while a file goes up or comes down."""
        client = self.client(url)

        def peak() -> float:
            with open("/proc/self/status") as file:
                return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024

        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "file.bin")
            with open(path, "wb") as file:
                file.truncate(megabytes * 1_000_000 if how == "upload" else 0)
            gc.collect()
            with open("/proc/self/clear_refs", "w") as file:
                file.write("5")  # the peak is counted anew from here
            before = peak()
            self.upload(client, path) if how == "upload" else self.download(client, "file_1", path)
            if how == "download":
                assert os.path.getsize(path) == megabytes * 1_000_000
            return {"cost": peak() - before}

    def calls(self, url: str, how: str, count: int) -> dict[str, float]:
        """Function calls, of Python and of C: the same on every machine."""

        def action() -> Any:
            if how == "create":
                return self.create(self.client(url), BODY)
            return [self.delta_text(event) for event in self.adapter["stream"](self.client(url), BODY)]

        action()
        action()
        profile = cProfile.Profile()
        profile.runcall(action)
        return {"cost": pstats.Stats(profile).total_calls / count}  # type: ignore[attr-defined]


if __name__ == "__main__":
    if sys.argv[1] == "cold":
        cold(*sys.argv[2:4])
    else:
        sys.path.insert(0, HERE)
        from payloads import BODY, conversation

        bodies = {"small": BODY, "large": conversation()}
        worker = Worker(sys.argv[1])
        print("{}", flush=True)
        for line in sys.stdin:
            command = json.loads(line)
            if "body" in command:
                command["body"] = bodies[command["body"]]
            try:
                print(json.dumps(getattr(Worker, command.pop("op"))(worker, **command)), flush=True)
            except NotImplementedError as error:
                print(json.dumps({"missing": str(error)}), flush=True)
            except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
                print(json.dumps({"failed": repr(error)}), flush=True)
        os._exit(0)  # event loops and clients go with the process
