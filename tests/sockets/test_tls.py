"""TLS on every kind of client: certificates, versions, forged bytes, connections that are cut."""

import socket
import ssl
import threading
from datetime import UTC, datetime

import pytest
import trustme

from claudewire import APIConnectionError, Claude, ClaudeError
from tests.faults.server import FaultServer
from tests.support.faulty import ONCE, ask, claude
from tests.support.scripted import CLIENTS, ScriptedServer, answering, call, json_response, read_request

CLIENT = pytest.mark.parametrize("client", CLIENTS)
FORGED, GENUINE = json_response("forged"), json_response("genuine")


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def server_context(authority):
    return context_for(authority, "127.0.0.1")


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def context_for(authority, *names, **options):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **options).configure_cert(context)
    return context


def over_tls(context, script):
    """Return a script that makes the handshake and then runs `script` on the TLS connection."""

    def run(raw):
        with context.wrap_socket(raw.dup(), server_side=True) as sock:
            sock.settimeout(10)
            script(sock)

    return run


def https(server):
    return f"https://127.0.0.1:{server.port}"


@CLIENT
@pytest.mark.usefixtures("trusted")
class TestCertificates:
    def test_a_trusted_server_is_answered(self, client, server_context):
        with ScriptedServer(over_tls(server_context, answering(GENUINE, GENUINE))) as server:
            assert call(client, https(server), 2) == ["msg_genuine"] * 2
            assert server.connections == 1

    def test_the_wrong_host_is_refused_before_a_request(self, client, authority):
        with FaultServer(tls=context_for(authority, "other.example")) as server:
            with pytest.raises(APIConnectionError, match=r"(?i)certificate"):
                call(client, server.url)
            assert server.requests == []

    def test_an_expired_certificate_is_refused(self, client, authority):
        old = datetime(2020, 1, 1, tzinfo=UTC)
        with FaultServer(tls=context_for(authority, "127.0.0.1", not_before=old, not_after=old)) as server:
            with pytest.raises(APIConnectionError, match=r"(?i)certificate"):
                call(client, server.url)
            assert server.requests == []

    def test_another_authority_is_refused(self, client):
        with FaultServer(tls=context_for(trustme.CA(), "127.0.0.1")) as server:
            with pytest.raises(APIConnectionError, match=r"(?i)certificate"):
                call(client, server.url)
            assert server.requests == []

    def test_a_server_that_speaks_only_tls_1_1_is_refused(self, client, authority):
        context = context_for(authority, "127.0.0.1")
        with pytest.warns(DeprecationWarning, match="TLSv1_1"):
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with ScriptedServer(over_tls(context, answering(GENUINE))) as server, pytest.raises(APIConnectionError):
            call(client, https(server))

    def test_a_server_without_tls_is_refused(self, client):
        with FaultServer() as server, pytest.raises(APIConnectionError):
            call(client, f"https://127.0.0.1:{server.port}", timeout=1)

    def test_a_handshake_that_is_cut_is_an_error(self, client):
        with FaultServer(cut_handshake=True) as server, pytest.raises(APIConnectionError):
            call(client, f"https://127.0.0.1:{server.port}")


@CLIENT
@pytest.mark.usefixtures("trusted")
class TestForgedBytes:
    """Somebody on the way puts plain bytes into a TLS connection. They never become a response."""

    def answers(self, client, script, count=1):
        with ScriptedServer(script) as server:
            for _ in range(count):
                try:
                    answers = call(client, https(server))
                except ClaudeError:
                    continue
                assert answers == ["msg_genuine"]

    def test_bytes_before_the_handshake_are_no_response(self, client, server_context):
        genuine = over_tls(server_context, answering(GENUINE))

        def script(raw):
            raw.sendall(FORGED)
            genuine(raw)

        self.answers(client, script, 10)

    def test_bytes_during_the_handshake_are_no_response(self, client, server_context):
        self.answers(client, man_in_the_middle(server_context, after_records=1), 10)

    def test_bytes_after_the_handshake_are_no_response(self, client, server_context):
        genuine = over_tls(server_context, answering(GENUINE))

        def script(raw):
            context = server_context
            with context.wrap_socket(raw.dup(), server_side=True) as sock:
                raw.sendall(FORGED)
                answering(GENUINE)(sock)

        self.answers(client, script, 10)
        with ScriptedServer(genuine) as server:  # the test can succeed
            assert call(client, https(server)) == ["msg_genuine"]


def man_in_the_middle(context, after_records):
    """Return a script that relays a TLS server, and writes a plain response after its first packets."""

    def serve(far):
        with far:
            quietly(over_tls(context, answering(GENUINE)), far)

    def script(raw):
        near, far = socket.socketpair()
        inner = threading.Thread(target=serve, args=(far,), daemon=True)
        inner.start()
        up = threading.Thread(target=quietly, args=(pump, raw, near), daemon=True)
        up.start()
        try:
            for _ in range(after_records):
                raw.sendall(near.recv(65536))
            raw.sendall(FORGED)
            pump(near, raw)
        finally:
            for sock in (raw, near):
                quietly(lambda sock: sock.shutdown(socket.SHUT_RDWR), sock)
            inner.join(10)
            up.join(10)
            near.close()

    return script


def quietly(action, *arguments):
    try:
        action(*arguments)
    except (OSError, ValueError):
        pass


def pump(source, target):
    source.settimeout(10)
    while data := source.recv(65536):
        target.sendall(data)
    target.shutdown(socket.SHUT_WR)


@CLIENT
@pytest.mark.usefixtures("trusted")
class TestEnds:
    """A body may end with its connection. Then only a close_notify of the server says that it is whole."""

    HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n"

    def ending(self, context, data, *, close_notify):
        def script(raw):
            tls = context.wrap_socket(raw.dup(), server_side=True, suppress_ragged_eofs=True)
            read_request(tls)
            tls.sendall(data)
            if close_notify:
                tls.settimeout(0.5)
                quietly(lambda tls: tls.unwrap(), tls)
            tls.close()

        return script

    def test_a_body_without_length_ends_with_close_notify(self, client, server_context):
        data = self.HEAD + GENUINE.partition(b"\r\n\r\n")[2]
        with ScriptedServer(self.ending(server_context, data, close_notify=True)) as server:
            assert call(client, https(server)) == ["msg_genuine"]

    def test_a_connection_that_is_cut_in_such_a_body_is_an_error(self, client, server_context):
        data = self.HEAD + GENUINE.partition(b"\r\n\r\n")[2]
        with (
            ScriptedServer(self.ending(server_context, data, close_notify=False)) as server,
            pytest.raises(APIConnectionError),
        ):
            call(client, https(server))

    def test_a_connection_that_was_closed_is_not_used_again(self, client, server_context):
        """The server ends the TLS connection, and leaves the TCP connection open."""

        def script(raw):
            tls = server_context.wrap_socket(raw.dup(), server_side=True)
            read_request(tls)
            tls.sendall(GENUINE)
            tls.settimeout(0.5)
            quietly(lambda tls: tls.unwrap(), tls)
            quietly(lambda raw: raw.recv(65536), raw)
            tls.close()

        with ScriptedServer(script) as server:
            assert call(client, https(server), 3, pause=0.05) == ["msg_genuine"] * 3
            assert server.connections == 3


class TestContext:
    @pytest.mark.parametrize("name", ["PYTHONHTTPSVERIFY", "CURL_CA_BUNDLE", "SSL_VERIFY", "REQUESTS_CA_BUNDLE"])
    def test_an_unknown_authority_is_refused_whatever_the_environment_says(self, authority, name, monkeypatch):
        monkeypatch.setenv(name, "0" if "VERIFY" in name else "")
        with FaultServer(tls=context_for(authority, "127.0.0.1")) as server, claude(server) as client:
            with pytest.raises(APIConnectionError, match=r"(?i)certificate"):
                ask(client)
            assert server.requests == []

    def test_all_clients_share_one_context(self):
        from claudewire._http.network.origin import ssl_context

        assert ssl_context() is ssl_context()

    def test_an_unanswered_handshake_ends_with_the_timeout(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"https://127.0.0.1:{silent.getsockname()[1]}"
            client = Claude(api_key="k" * 10, base_url=url, retry=ONCE, timeout=0.2)
            with client, pytest.raises(APIConnectionError, match="connect"):
                ask(client)
