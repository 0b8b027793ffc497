"""The floor: one socket and json. No HTTP to speak of: it finds the body by its length, and the events by their marks."""

import json
import socket

TITLE = "a socket + json, the floor"
VENV = "limits"
REQUIREMENTS = []
ROLE = "limit"
IMPORT = "import socket, json"
ONE_SOCKET = True

HEAD = "POST {}/v1/messages HTTP/1.1\r\nhost: x\r\nx-api-key: k\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n"


class Client:
    def __init__(self, base):
        place, _, self.prefix = base.removeprefix("http://").partition("/")
        host, port = place.split(":")
        self.socket = socket.create_connection((host, int(port)))
        self.socket.settimeout(60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, body):
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
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
    rest = b""
    for chunk in chunks(client.socket):
        *blocks, rest = (rest + chunk).split(b"\n\n")
        for block in blocks:
            yield json.loads(block[block.index(b"\ndata: ") + 7 :])


def delta_text(event):
    return event["delta"]["text"] if event["type"] == "content_block_delta" else ""


def message_text(message):
    return message["content"][0]["text"]
