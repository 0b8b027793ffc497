"""Redirects: a credential never leaves its origin."""

import pytest

from claudewire import (
    RedirectRefused,
)
from tests.faults.server import FaultServer
from tests.support.faulty import ask, claude


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize(
        "place", ["other-port", "other-host", "userinfo", "https", "relative", "same", "protocol-relative"]
    )
    def test_a_post_goes_nowhere_else(self, server, status, place):
        with FaultServer() as other:
            target = places(server, other)[place]
            with claude(server) as client:
                with pytest.raises(RedirectRefused) as caught:
                    ask(client, fault="redirect", headers={"x-status": str(status), "x-location": target})
                assert not caught.value.is_retryable
            assert other.requests == []
            assert other.connections == 0
            assert len(server.requests) == 1

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize("place", ["other-port", "other-host", "userinfo", "https", "protocol-relative"])
    def test_a_get_stays_in_its_origin(self, server, status, place):
        with FaultServer() as other:
            headers = {"x-fault": "redirect", "x-status": str(status), "x-location": places(server, other)[place]}
            with claude(server) as client, pytest.raises(RedirectRefused):
                client.models.list(extra_headers=headers)
            assert other.connections == 0

    def test_a_get_in_circles_ends(self, server):
        headers = {"x-fault": "redirect", "x-status": "302", "x-location": "/v1/models?again"}
        with claude(server) as client, pytest.raises(RedirectRefused):
            client.models.list(extra_headers=headers)
        assert len(server.requests) == 6


def places(server, other):
    return {
        "other-port": f"{other.url}/v1/messages",
        "other-host": f"http://localhost:{other.port}/v1/messages",
        "userinfo": f"http://127.0.0.1@localhost:{other.port}/v1/messages",
        "https": f"https://127.0.0.1:{server.port}/v1/messages",
        "protocol-relative": f"//localhost:{other.port}/v1/messages",
        "relative": "elsewhere",
        "same": f"{server.url}/v1/elsewhere",
    }
