"""Credentials of the clouds that count how often they are loaded."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import google.auth.credentials
import google.auth.transport.requests  # here: two threads of tests that import it together can see a part of it
import httpx

from tests.support.clouds import MESSAGE, cloud_client

REGION = {"region": "us-east-1"}


VERTEX = {"region": "us-east5", "project": "p"}


class GoogleCredentials(google.auth.credentials.Credentials):
    """Counts its refreshes."""

    def __init__(self, seconds: float = 0.0, quota: str | None = None) -> None:
        super().__init__()
        self._seconds = seconds
        self._quota_project_id = quota
        self.count = 0
        self.threads: set[int] = set()

    def refresh(self, request: Any) -> None:
        self.count += 1
        self.threads.add(threading.get_ident())
        time.sleep(self._seconds)
        self.token = f"token-{self.count}"
        self.expiry = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=1)


class Keys:
    """Keys as botocore has them, that expire."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds
        self.count = 0
        self._expiry_time = datetime.now(UTC) + timedelta(hours=1)

    def get_frozen_credentials(self) -> Any:
        self.count += 1
        time.sleep(self._seconds)
        return type("Frozen", (), {"access_key": "AKIDEXAMPLE", "secret_key": "s" * 40, "token": f"t{self.count}"})


def ok(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=MESSAGE)


def foundry(cls: str = "ClaudeFoundry", respond: Any = ok, **arguments: Any) -> Any:
    return cloud_client(cls, respond, resource="res", **arguments)
