"""What the small programs of `uses.txt` share. It runs them, one after the other, and prints what came of each as JSON lines."""

import json
import sys
import traceback
import warnings
from pathlib import Path

import anthropic  # noqa: F401  # the programs use it
import httpx
from anthropic import Anthropic, AsyncAnthropic

warnings.simplefilter("ignore")
USAGE = {"input_tokens": 3, "output_tokens": 5}
MESSAGE = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "stop_reason": "end_turn", "stop_sequence": None,
    "content": [{"type": "text", "text": "Hello", "citations": None}], "usage": USAGE,
}  # fmt: skip
TOOL = {
    **MESSAGE,
    "stop_reason": "tool_use",
    "content": [{"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"a": 1}}],
}
HELLO = {"model": "claude-sonnet-4-5", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}
MODEL = {"type": "model", "id": "claude-x", "display_name": "X", "created_at": "2025-01-01T00:00:00Z"}
EVENTS = [
    {"type": "message_start", "message": {**MESSAGE, "content": [], "stop_reason": None}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "ping"},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hel"}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "lo"}},
    {"type": "content_block_stop", "index": 0},
    {
        "type": "message_delta",
        "delta": {"stop_reason": "end_turn", "stop_sequence": None},
        "usage": {"output_tokens": 5},
    },
    {"type": "message_stop"},
]


def sse(events=EVENTS):
    return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)


class Wire(list):
    """The requests that were sent, and a client that sends them."""

    def __init__(self, *answers, cls=Anthropic, **options):
        answers = list(answers) or [MESSAGE]

        def handle(request):
            self.append(request)
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if isinstance(answer, str):
                return httpx.Response(200, text=answer, headers={"content-type": "text/event-stream"})
            return (
                answer
                if isinstance(answer, httpx.Response)
                else httpx.Response(200, json=answer, headers={"request-id": "req_1"})
            )

        http = (httpx.AsyncClient if cls is AsyncAnthropic else httpx.Client)(transport=httpx.MockTransport(handle))
        options = {"api_key": "sk-ant-test", "max_retries": 0, **options}
        self.client = cls(http_client=http, **options)

    @property
    def body(self):
        return json.loads(self[-1].content)


def error(status, kind, **headers):
    body = {"type": "error", "error": {"type": kind, "message": "no"}, "request_id": "req_2"}
    return httpx.Response(status, json=body, headers={"request-id": "req_2", **headers})


def raises(kind, action):
    try:
        action()
    except kind as error:
        return error
    raise AssertionError(f"no {kind}")


def main():
    names = {name: value for name, value in globals().items() if not name.startswith("_")}
    for block in Path(sys.argv[1]).read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, code = block.partition("\n")
        result = {"use": title.strip(), "ok": True}
        try:
            exec(compile(code, title, "exec"), dict(names))
        except BaseException as error:
            result = {
                "use": title.strip(),
                "ok": False,
                "error": "".join(traceback.format_exception_only(error)).strip()[-300:],
            }
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
