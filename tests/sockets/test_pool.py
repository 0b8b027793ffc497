"""The connection pools: reuse, limits, garbage, cancellation, event loops, forks, threads."""

import asyncio
import gc
import os
import threading
import time

import anyio
import httpx
import pytest

from claudewire import (
    APITimeoutError,
    ConfigurationError,
)
from tests.support.faulty import HELLO, ask, async_claude, claude, closed, idle, wait_until
from tests.support.loops import LOOPS, run_on


class TestReuse:
    def test_one_connection_serves_many_calls(self, server):
        with claude(server) as client:
            for _ in range(10):
                ask(client)
            assert server.connections == 1
            assert idle(client) == 1

    def test_the_latest_connection_is_used_first(self, server):
        with claude(server) as client:
            threads = [threading.Thread(target=ask, args=(client,), kwargs={"fault": "slow_body"}) for _ in range(5)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            opened = server.connections
            for _ in range(10):
                ask(client)
            assert server.connections == opened

    def test_copies_share_connections(self, server):
        with claude(server) as client:
            ask(client)
            ask(client.with_options(timeout=5, max_retries=1))
            assert server.connections == 1

    def test_a_connection_that_the_server_closed_is_not_used(self, server):
        with claude(server) as client:
            for _ in range(5):
                ask(client, fault="close_after")
                time.sleep(0.02)

    def test_bodies_that_can_be_sent_once_open_no_more_connections_than_the_limit(self, server):
        """Each of them gets a new connection. Idle ones must not pile up behind them."""
        with claude(server, max_connections=2) as client:
            ask(client)
            for _ in range(6):
                client.files.upload(file=("f", iter([b"x"])))
                assert idle(client) == 1
            assert server.connections == 7
            wait_until(lambda: len(server.open_sockets) <= 2)

    @pytest.mark.parametrize("loop", LOOPS)
    def test_async_bodies_that_can_be_sent_once_open_no_more_connections_than_the_limit(self, server, loop):
        async def main():
            async def body():
                yield b"x"

            async def upload(client):
                await client.files.upload(file=("f", body()))

            async with async_claude(server, max_connections=3) as client:
                for _ in range(4):
                    async with anyio.create_task_group() as tasks:
                        for _ in range(3):
                            tasks.start_soon(upload, client)
                            tasks.start_soon(ask, client)
                    assert idle(client) <= 3

        async def ask(client):
            await client.messages.create(**HELLO)

        run_on(loop, main)

    def test_closing_closes_all_sockets(self, server):
        client = claude(server)
        ask(client)
        client.close()
        wait_until(lambda: not server.open_sockets)
        with pytest.raises(ConfigurationError, match="closed"):
            ask(client)

    def test_a_dropped_client_closes_its_sockets(self, server):
        client = claude(server)
        ask(client)
        del client
        wait_until(lambda: not server.open_sockets)

    @pytest.mark.parametrize("loop", LOOPS)
    def test_a_dropped_async_client_closes_its_sockets(self, server, loop):
        async def main():
            client = async_claude(server)
            await ask(client)
            del client
            gc.collect()
            await closed(server)

        run_on(loop, main)


class TestGate:
    def test_calls_wait_for_a_free_connection(self, server):
        with claude(server, max_connections=2) as client:
            threads = [threading.Thread(target=ask, args=(client,), kwargs={"fault": "bandwidth"}) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert server.connections <= 2
            assert idle(client) <= 2

    def test_and_give_up_after_the_pool_timeout(self, server):
        with (
            claude(server, max_connections=1, timeout=httpx.Timeout(5, pool=0.05)) as client,
            client.messages.with_streaming_response.create(**HELLO),
            pytest.raises(APITimeoutError, match="pool") as caught,
        ):
            ask(client)
        assert not caught.value.sent

    @pytest.mark.parametrize("loop", LOOPS)
    def test_the_same_for_event_loops(self, server, loop):
        async def main():
            async with async_claude(server, max_connections=1, timeout=httpx.Timeout(5, pool=0.05)) as client:
                async with client.messages.with_streaming_response.create(**HELLO):
                    with pytest.raises(APITimeoutError, match="pool"):
                        await ask(client)
                await ask(client)
                assert idle(client) == 1

        run_on(loop, main)


class TestGarbage:
    def test_an_abandoned_response_frees_its_connection(self, server):
        with claude(server, max_connections=1) as client:
            for _ in range(3):
                response = client.messages.with_streaming_response.create(**HELLO).__enter__()
                del response
                gc.collect()
                assert ask(client).id == "msg_t"

    def test_in_a_cycle_while_the_client_is_at_work(self, server):
        """httpcore's lock is not re-entrant: on its pool this stops the thread for ever."""
        done = threading.Event()

        def work():
            with claude(server) as client:
                for _ in range(30):
                    cycle = [client.messages.with_streaming_response.create(**HELLO).__enter__()]
                    cycle.append(cycle)
                    del cycle
                    threshold = gc.get_threshold()
                    gc.set_threshold(1)
                    try:
                        ask(client)
                    finally:
                        gc.set_threshold(*threshold)
            done.set()

        threading.Thread(target=work, daemon=True).start()
        assert done.wait(30)

    @pytest.mark.parametrize("loop", LOOPS)
    def test_an_abandoned_async_response_frees_its_connection(self, server, loop):
        async def main():
            async with async_claude(server, max_connections=1, timeout=httpx.Timeout(5, pool=2)) as client:
                for _ in range(3):
                    response = await client.messages.with_streaming_response.create(**HELLO).__aenter__()
                    chunks = response.iter_bytes()
                    del response, chunks
                    gc.collect()
                    assert (await ask(client)).id == "msg_t"

        run_on(loop, main)


class TestCancellation:
    @pytest.mark.parametrize("loop", LOOPS)
    def test_cancelled_calls_leave_nothing_behind(self, server, loop):
        async def main():
            async with async_claude(server, max_connections=5, timeout=30) as client:

                async def cancelled(delay):
                    with anyio.move_on_after(delay):
                        await ask(client, fault="bandwidth")

                for round_ in range(10):
                    async with anyio.create_task_group() as group:
                        for n in range(20):
                            group.start_soon(cancelled, 0.0005 * n + 0.0003 * round_)
                async with anyio.create_task_group() as group:
                    for _ in range(50):
                        group.start_soon(ask, client)
            await closed(server)

        run_on(loop, main)

    @pytest.mark.parametrize("loop", [loop for loop in LOOPS if loop != "trio"])
    def test_a_call_whose_coroutine_is_closed_leaves_its_slot_and_no_socket(self, server, loop):
        """As the garbage collector closes it; nothing can be awaited then."""

        async def main():
            async with async_claude(server, max_connections=1, timeout=3) as client:
                await ask(client)
                for _ in range(3):
                    call = ask(client, fault="slow_body").__await__()
                    call.send(None)
                    call.close()
                    assert (await ask(client, "after")).id == "msg_after"
                assert idle(client) == 1

        run_on(loop, main)
        wait_until(lambda: not server.open_sockets)


class TestLoops:
    def test_one_client_over_several_loops(self, server):
        client = async_claude(server)

        async def main():
            return (await ask(client)).id

        loops = [asyncio.new_event_loop() for _ in range(2)]
        try:
            for loop in (*loops, *loops):
                assert loop.run_until_complete(main()) == "msg_t"
            assert server.connections == 2
        finally:
            for loop in loops:
                for lane in client._shared.pool._loops[loop].idle:
                    loop.run_until_complete(lane.aclose())
                loop.close()

    def test_in_parallel(self, server):
        client = async_claude(server)
        failures = []

        async def main():
            for n in range(20):
                if (await ask(client, f"{threading.get_ident()}-{n}")).id != f"msg_{threading.get_ident()}-{n}":
                    failures.append(n)
            for lane in client._shared.pool._loops[asyncio.get_running_loop()].idle:
                await lane.aclose()

        threads = [threading.Thread(target=lambda: asyncio.run(main())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
class TestFork:
    def test_parent_and_child_never_share_a_connection(self, server):
        with claude(server) as client:
            ask(client)
            assert idle(client) == 1
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    code = 0 if all(ask(client, f"c{n}").id == f"msg_c{n}" for n in range(50)) else 2
                finally:
                    os._exit(code)
            answers = [ask(client, f"p{n}").id for n in range(50)]
            assert os.waitpid(child, 0)[1] == 0
            assert answers == [f"msg_p{n}" for n in range(50)]
            assert server.connections == 2


class TestThreads:
    def test_no_answer_reaches_the_wrong_thread(self, server):
        crossed = []
        with claude(server, max_connections=8) as client:

            def work(name):
                for n in range(25):
                    if ask(client, f"{name}-{n}").id != f"msg_{name}-{n}":
                        crossed.append((name, n))

            threads = [threading.Thread(target=work, args=(name,)) for name in range(16)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert crossed == []
