"""Streaming to a browser with Starlette: the same as with FastAPI, without its decorators."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from claudewire import APIError, AsyncClaude


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncGenerator[None]:
    async with AsyncClaude() as client:
        app.state.claude = client
        yield


async def chat(request: Request) -> StreamingResponse:
    body = await request.json()
    client: AsyncClaude = request.app.state.claude
    return StreamingResponse(events(client, str(body["text"])), media_type="text/event-stream")


async def events(client: AsyncClaude, text: str) -> AsyncIterator[str]:
    try:
        async with client.messages.stream(
            model="claude-sonnet-5-5", max_tokens=1000, messages=[{"role": "user", "content": text}]
        ) as stream:
            async for piece in stream.text_stream:
                yield f"data: {json.dumps({'text': piece})}\n\n"
    except APIError as error:
        yield f"data: {json.dumps({'error': type(error).__name__})}\n\n"


app = Starlette(routes=[Route("/chat", chat, methods=["POST"])], lifespan=lifespan)
