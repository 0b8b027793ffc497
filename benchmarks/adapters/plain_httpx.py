"""A limit: httpx and json as a program would use them without any SDK. Dictionaries instead of models, no retries, no errors."""

import json
import os
import sys

import httpx

TITLE = "httpx + json, no SDK"
VENV = "limits"
REQUIREMENTS = ["httpx"]
ROLE = "limit"
IMPORT = "import httpx, json"

sys.path.append(os.path.dirname(sys._getframe().f_code.co_filename))  # runners may give no __file__
from _limits import delta_text, dumps, final, message_text  # noqa: F401

LIMITS = httpx.Limits(max_connections=1000, max_keepalive_connections=1000)
HEADERS = {"x-api-key": "k", "anthropic-version": "2023-06-01", "content-type": "application/json"}


def make(base, max_retries=0):  # noqa: ARG001
    return httpx.Client(base_url=base, headers=HEADERS, limits=LIMITS, timeout=60)


def close(client):
    client.close()


def create(client, body):
    return json.loads(client.post("/v1/messages", content=dumps(body)).content)


def payloads(lines):
    for line in lines:
        if line.startswith("data: "):
            yield json.loads(line[6:])


def stream(client, body):
    with client.stream("POST", "/v1/messages", content=dumps({**body, "stream": True})) as response:
        yield from payloads(response.iter_lines())


def stream_final(client, body):
    return final(stream(client, body))


def models(client):
    query = {}
    while True:
        page = json.loads(client.get("/v1/models", params=query).content)
        yield from page["data"]
        if not page["has_more"]:
            return
        query["after_id"] = page["last_id"]


def batch_results(client, batch):
    client.get(f"/v1/messages/batches/{batch}")
    with client.stream("GET", f"/v1/messages/batches/{batch}/results") as response:
        yield from map(json.loads, response.iter_lines())


def amake(base, max_retries=0):  # noqa: ARG001
    return httpx.AsyncClient(base_url=base, headers=HEADERS, limits=LIMITS, timeout=60)


async def acreate(client, body):
    return json.loads((await client.post("/v1/messages", content=dumps(body))).content)


async def astream(client, body):
    async with client.stream("POST", "/v1/messages", content=dumps({**body, "stream": True})) as response:
        async for line in response.aiter_lines():
            if line.startswith("data: "):
                yield json.loads(line[6:])


async def astream_final(client, body):
    return final([event async for event in astream(client, body)])
