"""A limit: what the default installation speaks through, one connection of httpcore's, and json. No pool, no errors, no models."""

import json
import os
import sys

import httpcore

TITLE = "httpcore + json, no SDK"
VENV = "limits"
REQUIREMENTS = ["httpx"]
ROLE = "limit"
IMPORT = "import httpcore, json"
ONE_SOCKET = True

sys.path.append(os.path.dirname(sys._getframe().f_code.co_filename))  # runners may give no __file__
from _limits import delta_text, dumps, events, final, message_text  # noqa: F401

HEADERS = [(b"x-api-key", b"k"), (b"anthropic-version", b"2023-06-01"), (b"content-type", b"application/json")]


class Client:
    def __init__(self, base):
        self.url = httpcore.URL(f"{base}/v1/messages")
        stream = httpcore.SyncBackend().connect_tcp(self.url.host.decode(), self.url.port)
        self.connection = httpcore.HTTP11Connection(self.url.origin, stream)

    def send(self, body):
        data = dumps(body)
        headers = [(b"host", b"x"), *HEADERS, (b"content-length", b"%d" % len(data))]
        return self.connection.handle_request(httpcore.Request("POST", self.url, headers=headers, content=data))


def make(base, max_retries=0):  # noqa: ARG001
    return Client(base)


def close(client):
    client.connection.close()


def create(client, body):
    response = client.send(body)
    data = response.read()
    response.close()
    return json.loads(data)


def stream(client, body):
    response = client.send({**body, "stream": True})
    yield from events(response.iter_stream())
    response.close()


def stream_final(client, body):
    return final(stream(client, body))
