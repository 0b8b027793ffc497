"""`client.files`: uploads."""

from __future__ import annotations

import io

import httpx
import pytest

from claudewire import APIStatusError, RetryPolicy
from tests.support.clients import mocked_client


def test_an_open_file_is_sent_in_full_with_every_attempt():
    lengths = []

    def respond(request):
        lengths.append(len(request.read()))
        return httpx.Response(529)

    with mocked_client(respond, retry=RetryPolicy(initial_delay=0)) as client, pytest.raises(APIStatusError):
        client.files.upload(file=("x", io.BytesIO(b"y" * 1000)))

    assert len(lengths) == 3
    assert len(set(lengths)) == 1
