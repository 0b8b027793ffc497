"""A tour of claudewire: a message, a stream, a tool, a token count, the models, a failure that is retried, and a trace.

Without arguments it starts a local server and talks to that: no model, no key, no cost. `--base-url URL` talks to a
server that runs already (`claudewire serve`), and `--live` to the real API, with the key in ANTHROPIC_API_KEY and for a
few cents at most.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack
from uuid import uuid4

from claudewire import Claude, ClaudeError, tool
from claudewire.types import Message

WEATHER = {
    "name": "get_weather",
    "description": "The weather in a city, right now.",
    "input_schema": {
        "type": "object",
        "properties": {"city": {"type": "string", "description": "Name of the city.", "examples": ["Lisbon"]}},
        "required": ["city"],
    },
}


def main() -> int:
    options = arguments()
    with ExitStack() as stack:
        client = stack.enter_context(connect(options, stack))
        print(f"claudewire at {client.base_url}, model {options.model}")
        plain_message(client, options.model)
        stream(client, options.model)
        tool_round_trip(client, options.model)
        token_count(client, options.model)
        models(client)
        if options.live:
            print("\n6. A retried failure: left out, the real API does not fail on demand.")
        else:
            retried_failure(client, options.model)
        trace(client, options.model)
    print("\nThat was the tour.")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A tour of claudewire.")
    parser.add_argument("--live", action="store_true", help="use the real API and the key in ANTHROPIC_API_KEY")
    parser.add_argument("--base-url", default=os.environ.get("ANTHROPIC_BASE_URL"), help="a server that runs already")
    parser.add_argument("--model", default=os.environ.get("ANTHROPIC_MODEL", "claude-haiku-5-5"))
    return parser.parse_args()


def connect(options: argparse.Namespace, stack: ExitStack) -> Claude:
    if options.live:
        return Claude()
    if options.base_url:
        return Claude(base_url=options.base_url, api_key=os.environ.get("ANTHROPIC_API_KEY", "sk-ant-local"))
    from claudewire.testing import LocalServer

    server = stack.enter_context(LocalServer(tokens_per_second=80))
    return Claude(base_url=server.url, api_key="sk-ant-local")


def plain_message(client: Claude, model: str) -> None:
    print("\n1. A message")
    message = client.messages.create(
        model=model,
        max_tokens=200,
        messages=[{"role": "user", "content": "Greet a new user of this library, in one sentence."}],
    )
    print("  ", text_of(message))
    facts(message)


def stream(client: Claude, model: str) -> None:
    print("\n2. A stream, as it arrives")
    print("   ", end="")
    with client.messages.stream(
        model=model,
        max_tokens=200,
        messages=[{"role": "user", "content": "Say in two sentences why streaming feels fast."}],
    ) as events:
        for text in events.text_stream:
            print(text.replace("\n", "\n   "), end="", flush=True)
        message = events.get_final_message()
    print()
    facts(message)


def tool_round_trip(client: Claude, model: str) -> None:
    print("\n3. A tool, there and back")
    question = {"role": "user", "content": "What is the weather in Lisbon? Use the tool."}
    asked = client.messages.create(
        model=model, max_tokens=500, tools=[WEATHER], tool_choice={"type": "any"}, messages=[question]
    )
    facts(asked)
    calls = [block for block in asked.content if block.type == "tool_use"]
    results = []
    for call in calls:
        print(f"   {call.name}({call.input}) -> 21 degrees, sunny")
        results.append({"type": "tool_result", "tool_use_id": call.id, "content": "21 degrees, sunny"})
    if not results:
        print("   The model did not call the tool.")
        return
    message = client.messages.create(
        model=model,
        max_tokens=500,
        tools=[WEATHER],
        messages=[question, {"role": "assistant", "content": asked.content}, {"role": "user", "content": results}],
    )
    print("  ", text_of(message))
    facts(message)


def token_count(client: Claude, model: str) -> None:
    print("\n4. A token count")
    count = client.messages.count_tokens(
        model=model, tools=[WEATHER], messages=[{"role": "user", "content": "How long is this?"}]
    )
    print(f"   {count.input_tokens} input tokens, the tool included")


def models(client: Claude) -> None:
    print("\n5. The models, page by page")
    for model in client.models.list(limit=10):
        print(f"   {model.id:<28} {model.display_name:<22} {model.created_at:%Y-%m-%d}")


def retried_failure(client: Claude, model: str) -> None:
    print("\n6. A failure that is retried")
    # The local server answers the first request that carries this header with a 529, and the next one as usual.
    fault = {"x-claudewire-fault": f"overloaded;times=1;id={uuid4()}"}
    message = client.messages.create(
        model=model,
        max_tokens=200,
        messages=[{"role": "user", "content": "Still there?"}],
        extra_headers=fault,
    )
    print(f"   overloaded (529) at first, answered at attempt {message.response.attempts}")
    facts(message)


def trace(client: Claude, model: str) -> None:
    print("\n7. A trace of a tool loop, in OpenTelemetry's console exporter")
    try:
        from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
    except ImportError:
        print("   Left out: pip install 'claudewire[otel]' opentelemetry-sdk")
        return
    from claudewire.telemetry import instrument

    def line(span: ReadableSpan) -> str:
        seconds = ((span.end_time or 0) - (span.start_time or 0)) / 1e9
        attributes = span.attributes or {}
        tokens = [
            attributes[name]
            for name in ("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens")
            if name in attributes
        ]
        return (
            f"   {span.name:<28} {seconds:6.3f} s" + ("  {} tokens in, {} out".format(*tokens) if tokens else "") + "\n"
        )

    @tool
    def get_weather(city: str) -> str:
        """The weather in a city, right now."""
        return f"21 degrees and sunny in {city}"

    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter(formatter=line)))
    watched = instrument(client.with_options(), tracer_provider=provider, agent_name="tour")
    watched.messages.tool_runner(
        model=model,
        max_tokens=500,
        max_turns=5,
        tools=[get_weather],
        tool_choice={"type": "any"},
        messages=[{"role": "user", "content": "What is the weather in Lisbon? Use the tool."}],
    ).until_done()


def text_of(message: Message) -> str:
    return " ".join(block.text for block in message.content if block.type == "text").replace("\n", "\n   ")


def facts(message: Message) -> None:
    usage = message.usage
    print(
        f"   [{message.response.request_id}, stopped at {message.stop_reason}, "
        f"{usage.input_tokens} tokens in, {usage.output_tokens} out]"
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ClaudeError as error:
        sys.exit(f"{type(error).__name__}: {error}")
