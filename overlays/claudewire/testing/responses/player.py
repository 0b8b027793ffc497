"""Sends the steps of a response over an ASGI connection."""

from __future__ import annotations

import asyncio
import socket
import struct
from asyncio import Transport
from random import Random
from typing import Final

from starlette.types import Receive, Scope, Send

from .steps import Disconnect, Event, Head, Pause, Raw, Steps

#: Where `Protocol` leaves the connection for the faults that need it.
CONNECTION: Final = "claudewire.connection"


class Player:
    """Sends the steps of one response. As from a real server, events leave mostly one by one, some joined, some split."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, *, seed: str) -> None:
        self._receive = receive
        self._send = send
        self._connection: Transport | None = scope.get(CONNECTION)
        self._chance = Random(seed)  # noqa: S311 - repeatable, not secret
        self._waiting = b""
        self._started = False

    async def play(self, steps: Steps) -> None:
        """Send all steps, or as many as the client stays for."""
        try:
            await self._play(steps)
        finally:
            close = getattr(steps, "close", None)
            if close is not None:
                close()

    async def _play(self, steps: Steps) -> None:
        for step in steps:
            if self._connection is not None and self._connection.is_closing():
                return  # writing on would only fill the terminal with asyncio's warnings
            match step:
                case Head():
                    await self._start(step)
                case Event():
                    await self._event(step.encode())
                case bytes():
                    await self._flush(step)
                case Pause():
                    await self._flush()
                    if await self._gone_within(step.seconds):
                        return
                case Disconnect():
                    await self._flush()
                    self._hang_up(step)
                    return
                case Raw():
                    if self._connection:
                        self._connection.write(step.data)
        await self._flush()
        if self._started:
            await self._send({"type": "http.response.body", "body": b""})

    async def _start(self, head: Head) -> None:
        self._started = True
        await self._send(
            {
                "type": "http.response.start",
                "status": head.status,
                "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in head.headers.items()],
            }
        )

    async def _event(self, data: bytes) -> None:
        data, self._waiting = self._waiting + data, b""
        chance = self._chance.random()
        if chance < 0.15:
            self._waiting = data
        elif chance < 0.25:
            place = self._chance.randrange(len(data))
            self._waiting = data[place:]
            await self._body(data[:place])
        else:
            await self._body(data)

    async def _flush(self, data: bytes = b"") -> None:
        data, self._waiting = self._waiting + data, b""
        await self._body(data)

    async def _body(self, data: bytes) -> None:
        if data:
            await self._send({"type": "http.response.body", "body": data, "more_body": True})

    async def _gone_within(self, seconds: float) -> bool:
        """Sleep until `seconds` have passed or the client leaves. Returns whether it left."""
        try:
            async with asyncio.timeout(seconds):
                while (await self._receive())["type"] != "http.disconnect":
                    pass
        except TimeoutError:
            return False
        return True

    def _hang_up(self, hangup: Disconnect) -> None:
        if self._connection is None:
            return
        if hangup.how == "reset":
            # Lingering for no time turns the close into a reset.
            connection: socket.socket = self._connection.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._connection.abort()
        else:
            self._connection.close()
