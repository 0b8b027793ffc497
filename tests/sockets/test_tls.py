"""TLS: certificates, hosts, handshakes that break."""

import ssl

import pytest
import trustme

from claudewire import (
    APIConnectionError,
    Claude,
)
from tests.faults.server import FaultServer
from tests.support.faulty import ONCE, ask, claude


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


class TestTls:
    def served(self, authority, *names, **options):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names, **options).configure_cert(context)
        return FaultServer(tls=context)

    @pytest.fixture
    def trusted(self, authority, tmp_path, monkeypatch):
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

    @pytest.mark.usefixtures("trusted")
    def test_a_trusted_server(self, authority):
        with self.served(authority, "127.0.0.1") as server, claude(server) as client:
            assert ask(client).id == "msg_t"
            assert server.requests[0][2] == "/v1/messages"

    @pytest.mark.usefixtures("trusted")
    def test_the_wrong_host(self, authority):
        with self.served(authority, "other.example") as server:
            with claude(server) as client, pytest.raises(APIConnectionError, match=r"(?i)certificate"):
                ask(client)
            assert server.requests == []

    @pytest.mark.usefixtures("trusted")
    def test_an_expired_certificate(self, authority):
        from datetime import UTC, datetime

        expired = datetime(2020, 1, 1, tzinfo=UTC)
        with (
            self.served(authority, "127.0.0.1", not_before=expired, not_after=expired) as server,
            claude(server) as client,
            pytest.raises(APIConnectionError, match=r"(?i)certificate"),
        ):
            ask(client)

    @pytest.mark.parametrize("name", ["PYTHONHTTPSVERIFY", "CURL_CA_BUNDLE", "SSL_VERIFY", "REQUESTS_CA_BUNDLE"])
    def test_an_unknown_authority_whatever_the_environment_says(self, authority, name, monkeypatch):
        monkeypatch.setenv(name, "0" if "VERIFY" in name else "")
        with self.served(authority, "127.0.0.1") as server, claude(server) as client:
            with pytest.raises(APIConnectionError, match=r"(?i)certificate"):
                ask(client)
            assert server.requests == []

    def test_a_plain_server_on_a_tls_port(self, server):
        client = Claude(api_key="k" * 10, base_url=f"https://127.0.0.1:{server.port}", retry=ONCE, timeout=0.3)
        with client, pytest.raises(APIConnectionError):
            ask(client)

    def test_a_cut_handshake(self):
        with FaultServer(cut_handshake=True) as server:
            client = Claude(api_key="k" * 10, base_url=f"https://127.0.0.1:{server.port}", retry=ONCE)
            with client, pytest.raises(APIConnectionError):
                ask(client)

    def test_all_clients_share_one_context(self):
        from claudewire._http.origin import ssl_context

        assert ssl_context() is ssl_context()
