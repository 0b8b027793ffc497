"""Streaming to a browser with FastAPI: text goes out as server-sent events while it arrives."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Body, FastAPI, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from claudewire import APIError, AsyncClaude

PAGE = """<!doctype html><title>Chat</title><form><input name="text" autofocus><button>Send</button></form><pre></pre><script>
document.forms[0].onsubmit = async event => {
  event.preventDefault()
  const shown = document.querySelector("pre")
  shown.textContent = ""
  const response = await fetch("/chat", {method: "POST", headers: {"content-type": "application/json"},
    body: JSON.stringify({text: event.target.text.value})})
  let rest = ""
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + chunk).split("\\n\\n")
    rest = events.pop()
    for (const line of events) shown.textContent += JSON.parse(line.slice(6)).text ?? ""
  }
}
</script>"""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    async with AsyncClaude() as client:  # one client, and its connections, for all requests
        app.state.claude = client
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/")
def page() -> HTMLResponse:
    return HTMLResponse(PAGE)


@app.post("/chat")
def chat(request: Request, text: Annotated[str, Body(embed=True)]) -> StreamingResponse:
    client: AsyncClaude = request.app.state.claude
    return StreamingResponse(events(client, text), media_type="text/event-stream")


async def events(client: AsyncClaude, text: str) -> AsyncIterator[str]:
    """A browser that leaves cancels this generator, and leaving the `with` block stops the model."""
    try:
        async with client.messages.stream(
            model="claude-sonnet-5-5", max_tokens=1000, messages=[{"role": "user", "content": text}]
        ) as stream:
            async for piece in stream.text_stream:
                yield event(text=piece)
            message = await stream.get_final_message()
            yield event(done=message.stop_reason, output_tokens=message.usage.output_tokens)
    except APIError as error:
        # The status line has left: an error can only be one more event.
        yield event(error=type(error).__name__, request_id=error.request_id)


def event(**data: object) -> str:
    return f"data: {json.dumps(data)}\n\n"
