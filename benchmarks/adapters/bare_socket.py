"""A limit: one socket and json. No HTTP to speak of: it finds the body by its length, and the events by their marks."""

import json
import os
import socket
import sys

TITLE = "a bare socket + json"
VENV = "limits"
REQUIREMENTS = []
ROLE = "limit"
IMPORT = "import socket, json"
ONE_SOCKET = True

sys.path.append(os.path.dirname(sys._getframe().f_code.co_filename))  # runners may give no __file__
from _limits import delta_text, dumps, events, final, message_text  # noqa: F401

HEAD = "POST {}/v1/messages HTTP/1.1\r\nhost: x\r\nx-api-key: k\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n"


class Client:
    def __init__(self, base):
        place, _, self.prefix = base.removeprefix("http://").partition("/")
        host, port = place.split(":")
        self.socket = socket.create_connection((host, int(port)))
        self.socket.settimeout(60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, body):
        data = dumps(body)
        self.socket.sendall(HEAD.format(f"/{self.prefix}", len(data)).encode() + data)


def make(base, max_retries=0):  # noqa: ARG001
    return Client(base)


def close(client):
    client.socket.close()


def create(client, body):
    client.send(body)
    data = client.socket.recv(65536)
    start = data.index(b"\r\n\r\n") + 4
    at = data.index(b"content-length: ") + 16
    end = start + int(data[at : data.index(b"\r", at)])
    parts, size = [data], len(data)
    while size < end:
        parts.append(client.socket.recv(65536))
        size += len(parts[-1])
    return json.loads(b"".join(parts)[start:end])


def chunks(connection):
    """The body of an answer in chunks."""
    data = connection.recv(65536)
    at = data.index(b"\r\n\r\n") + 4
    while True:
        while (end := data.find(b"\r\n", at)) < 0 or len(data) < end + int(data[at:end], 16) + 4:
            data, at = data[at:] + connection.recv(65536), 0
        size = int(data[at:end], 16)
        if not size:
            return
        yield data[end + 2 : end + 2 + size]
        at = end + size + 4


def stream(client, body):
    client.send({**body, "stream": True})
    return events(chunks(client.socket))


def stream_final(client, body):
    return final(stream(client, body))
