# pyright: basic
"""Turns the tracer on whose module is named, uses a client in five ways, and prints what became of each as JSON lines."""

import asyncio
import contextlib
import json
import sys
import traceback
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "tracers"))
tracer = import_module(sys.argv[1])

import anthropic  # noqa: E402  # after the tracer, as in programs

HELLO = {"model": "claude-sonnet-4-5", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}
around = getattr(tracer, "around", contextlib.nullcontext)


def wrapped(client):
    return getattr(tracer, "wrap", lambda client: client)(client)


def message(client):
    assert client.messages.create(**HELLO).content[0].text


def events(client):
    assert list(client.messages.create(stream=True, **HELLO))[-1].type == "message_stop"


def text(client):
    with client.messages.stream(**HELLO) as stream:
        texts = "".join(stream.text_stream)
        assert texts
        assert texts == stream.get_final_message().content[0].text


async def async_message(client):
    assert (await client.messages.create(**HELLO)).content[0].text


async def async_text(client):
    async with client.messages.stream(**HELLO) as stream:
        texts = "".join([text async for text in stream.text_stream])
        assert texts
        assert texts == (await stream.get_final_message()).content[0].text


USES = {
    "message": (message, anthropic.Anthropic),
    "stream of events": (events, anthropic.Anthropic),
    "stream of text": (text, anthropic.Anthropic),
    "async message": (async_message, anthropic.AsyncAnthropic),
    "async stream of text": (async_text, anthropic.AsyncAnthropic),
}

for name, (use, make) in USES.items():
    before, error = tracer.seen(), None
    try:
        with around():
            done = use(wrapped(make()))
            if done is not None:
                asyncio.run(done)
    except Exception as failure:
        error = "".join(traceback.format_exception_only(failure)).strip()[-300:]
        if "-v" in sys.argv:
            traceback.print_exc()
    print(json.dumps({"use": name, "runs": error is None, "seen": tracer.seen() > before, "error": error}), flush=True)
