"""Figures of docs/reliability.md about secrets: redirects to another origin, and texts that become headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claudewire import (
    RedirectRefused,
    RequestInvalid,
)

from .matrix import HELLO
from .measures import claude, measured
from .server import FaultServer


@measured("Redirects (301, 302, 303, 307, 308 × places): credentials or bodies that reach another origin", "0")
def redirects() -> tuple[str, bool]:
    tried = refused = 0
    with FaultServer() as server, FaultServer() as other, claude(server) as client:
        targets = [
            f"{other.url}/v1/messages",
            f"http://localhost:{other.port}/v1/messages",
            f"http://127.0.0.1@localhost:{other.port}/v1/messages",
            f"https://127.0.0.1:{other.port}/v1/messages",
            f"//localhost:{other.port}/x",
        ]
        for status in (301, 302, 303, 307, 308):
            for target in targets:
                headers = {"x-fault": "redirect", "x-status": str(status), "x-location": target}
                calls: list[Callable[[], Any]] = [
                    lambda h=headers: client.messages.create(**HELLO, extra_headers=h),
                    lambda h=headers: client.models.list(extra_headers=h),
                    lambda h=headers: client.messages.create(**HELLO, stream=True, extra_headers=h),
                    lambda h=headers: client.files.upload(file=b"x", extra_headers=h),
                ]
                for call in calls:
                    tried += 1
                    try:
                        call()
                    except RedirectRefused:
                        refused += 1
        reached = other.connections
    return f"{reached} ({refused} of {tried} refused)", reached == 0 and refused == tried


EVIL = [
    "a\r\nx-evil: 1",
    "a\nx-evil: 1",
    "a\rb",
    "a\0b",
    "\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "a\x0bb",
    "a\x85b",
    "a\u2028b",
    "\ud800",
]


@measured("Header injection, in every string that becomes a header", "100 % refused, nothing sent")
def header_injection() -> tuple[str, bool]:
    tried = refused = 0
    with FaultServer() as server, claude(server) as client:

        def attempts(evil: str) -> list[Callable[[], Any]]:
            return [
                lambda: client.with_options(api_key=evil).messages.create(**HELLO),
                lambda: client.with_options(auth_token=evil).messages.create(**HELLO),
                lambda: claude(server, api_key=lambda: evil).messages.create(**HELLO),
                lambda: client.with_options(api_version=evil).messages.create(**HELLO),
                lambda: client.with_options(default_headers={"x-a": evil}).messages.create(**HELLO),
                lambda: client.with_options(default_headers={evil: "a"}).messages.create(**HELLO),
                lambda: client.with_options(betas=[evil]).messages.create(**HELLO),
                lambda: client.messages.create(**HELLO, betas=[evil]),
                lambda: client.messages.create(**HELLO, extra_headers={"x-a": evil}),
                lambda: client.messages.create(**HELLO, extra_headers={evil: "a"}),
                lambda: client.messages.create(**HELLO, extra_headers={"anthropic-beta": evil}),
                lambda: client.messages.create(**HELLO, workspace_id=evil),
                lambda: client.files.upload(file=(evil, b"x")),
                lambda: client.files.upload(file=("x", b"x", evil)),
                lambda: client.with_options(base_url=f"{server.url}/{evil}").messages.create(**HELLO),
            ]

        for evil in EVIL:
            for attempt in attempts(evil):
                tried += 1
                try:
                    attempt()
                except (RequestInvalid, ValueError):
                    refused += 1
        sent = len(server.requests)
    return f"{refused} of {tried} refused, {sent} requests sent", refused == tried and sent == 0
