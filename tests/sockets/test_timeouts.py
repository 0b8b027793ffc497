"""Each timeout, on every kind of client: which error it becomes, and that the client goes on. And what connections are made with."""

import gc
import socket
import sys

import httpx
import pytest

from claudewire import APITimeoutError, AsyncClaude, Claude
from tests.support.faulty import HELLO, ONCE
from tests.support.loops import run_on
from tests.support.scripted import CLIENTS


@pytest.fixture(params=CLIENTS)
def kind(request):
    return request.param


def use(kind, url, steps, **options):
    """Run `steps(client, wait)` with a client of this kind; `wait` gives the result of a call. Without retries."""
    options = {"api_key": "sk-ant-local-123456", "base_url": url, "retry": ONCE, **options}
    if kind == "sync":

        async def given(value):
            return value

        async def run_sync():
            with Claude(**options) as client:
                return await steps(client, given)

        coroutine = run_sync()
        try:
            coroutine.send(None)
        except StopIteration as stop:
            return stop.value
        raise AssertionError("it waits for an event loop")

    async def awaited(value):
        return await value

    async def main():
        async with AsyncClaude(**options) as client:
            return await steps(client, awaited)

    return run_on(kind, main)


def timed_out(name, sent):
    """A step that expects the timeout of this name."""

    async def steps(client, wait, **more):
        with pytest.raises(APITimeoutError, match=name) as caught:
            await wait(client.messages.create(**HELLO, **more))
        assert caught.value.sent is sent
        assert type(caught.value) is APITimeoutError

    return steps


def test_a_read_timeout_is_told_as_one_and_the_client_goes_on(kind, server):
    async def steps(client, wait):
        await timed_out("read", sent=True)(client, wait, extra_headers={"x-fault": "silent"})
        assert (await wait(client.messages.create(**HELLO, extra_headers={"x-tag": "next"}))).id == "msg_next"

    use(kind, server.url, steps, timeout=httpx.Timeout(10, read=0.1))


def test_a_read_timeout_in_a_body_is_told_as_one(kind, server):
    async def steps(client, wait):
        await timed_out("read", sent=True)(client, wait, extra_headers={"x-fault": "slow_body"})

    use(kind, server.url, steps, timeout=httpx.Timeout(10, read=0.03))


def test_a_connect_timeout_is_told_as_one(kind):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        use(kind, url, timed_out("connect", sent=False), timeout=httpx.Timeout(10, connect=0.1))


def test_a_write_timeout_is_told_as_one(kind):
    with socket.create_server(("127.0.0.1", 0)) as deaf:

        async def steps(client, wait):
            with pytest.raises(APITimeoutError, match="write") as caught:
                await wait(client.files.upload(file=("x", bytes(30_000_000))))
            assert type(caught.value) is APITimeoutError
            del caught
            gc.collect()  # what read the file has been ended: trio would warn

        use(kind, f"http://127.0.0.1:{deaf.getsockname()[1]}", steps, timeout=httpx.Timeout(10, write=0.1))


def test_a_pool_timeout_is_told_as_one_and_a_free_connection_is_used(kind, server):
    async def steps(client, wait):
        stream = await wait(client.messages.create(**HELLO, stream=True, extra_headers={"x-fault": "slow_body"}))
        await timed_out("pool", sent=False)(client, wait)
        closed = stream.close()
        if kind != "sync":
            await closed
        assert (await wait(client.messages.create(**HELLO))).id

    use(kind, server.url, steps, timeout=httpx.Timeout(10, pool=0.05), max_connections=1)


def test_no_timeout_waits_for_a_late_response(kind, server):
    async def steps(client, wait):
        for _ in range(2):
            assert (await wait(client.messages.create(**HELLO, extra_headers={"x-fault": "bandwidth"}))).id

    use(kind, server.url, steps, timeout=None)


def test_a_timeout_counts_each_read_anew(kind, server):
    """The whole response takes longer than the timeout, and no part of it does."""

    async def steps(client, wait):
        short, long = (client.with_options(timeout=httpx.Timeout(10, read=read)) for read in (0.3, 60.0))
        for timed in (long, short):
            assert (await wait(timed.messages.create(**HELLO))).id
        # A shorter wait behind a longer one ends in time: the server would end the connection after five seconds.
        await timed_out("read", sent=True)(short, wait, extra_headers={"x-fault": "silent"})
        assert (await wait(short.messages.create(**HELLO, extra_headers={"x-fault": "slow_headers"}))).id

    use(kind, server.url, steps)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other names for these options")
def test_connections_are_probed_while_a_response_is_silent(kind, server):
    found = []

    async def steps(client, wait):
        assert (await wait(client.messages.create(**HELLO))).id
        pool = client._shared.pool
        connection = (pool._state if kind == "sync" else pool._state_of_this_loop()).idle[0]
        stream = connection._stream
        raw = next(
            value
            for value in (
                getattr(stream, "_raw", None),
                getattr(getattr(stream, "_tcp", None), "socket", None),
                stream._transport.get_extra_info("socket") if hasattr(stream, "_transport") else None,
            )
            if value is not None
        )
        names = ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_NODELAY")
        found.extend(raw.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) for name in names)
        found.append(raw.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE))

    use(kind, server.url, steps)
    assert found == [60, 60, 5, 1, 1]
