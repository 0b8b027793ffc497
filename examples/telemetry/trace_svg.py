"""Draws one trace as an SVG: a tool loop with two turns, two tools, and a request that is retried.

    python examples/telemetry/trace_svg.py docs/img/trace.svg

The spans are those that OpenTelemetry's in-memory exporter has got. The loop runs against a local server: no model, no key. Needs
`pip install ".[otel,testing,tools]" opentelemetry-sdk`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from claudewire import Claude, RetryPolicy, tool
from claudewire.telemetry import instrument
from claudewire.testing import LocalServer

WIDTH, LABEL, ROW = 900, 300, 34
COLORS = {"invoke_agent": "#8a63d2", "chat": "#c96442", "execute_tool": "#3a7d64"}


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    time.sleep(0.12)
    return f"21 degrees in {city}"


@tool
def get_time(city: str) -> str:
    """The time in a city."""
    time.sleep(0.05)
    return f"noon in {city}"


def record() -> Sequence[ReadableSpan]:
    """Return the spans of one run of the loop."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    calls = [
        {"type": "tool_use", "id": f"toolu_{name}", "name": name, "input": {"city": "Lisbon"}}
        for name in ("get_weather", "get_time")
    ]
    with LocalServer(latency=0.08) as server:
        server.fault("overloaded", times=1)
        server.script([{"blocks": calls}, {"text": "It is noon in Lisbon, and 21 degrees."}])
        client = Claude(api_key="sk-ant-local", base_url=server.url, retry=RetryPolicy(initial_delay=0.1))
        instrument(client, tracer_provider=provider, agent_name="meteorologist").messages.tool_runner(
            model="claude-sonnet-5-5",
            max_tokens=200,
            tools=[get_weather, get_time],
            messages=[{"role": "user", "content": "What is the weather, and what is the time, in Lisbon?"}],
        ).until_done()
    return sorted(exporter.get_finished_spans(), key=lambda span: (span.start_time or 0, -(span.end_time or 0)))


def draw(spans: Sequence[ReadableSpan]) -> str:
    """Return the picture: a row for each span, in the order of their begin."""
    begin = min(span.start_time or 0 for span in spans)
    end = max(span.end_time or 0 for span in spans)
    scale = (WIDTH - LABEL - 20) / (end - begin)
    height = ROW * len(spans) + 40
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for row, span in enumerate(spans):
        top = 12 + row * ROW
        x = LABEL + ((span.start_time or 0) - begin) * scale
        width = max(2.0, ((span.end_time or 0) - (span.start_time or 0)) * scale)
        color = COLORS[span.name.partition(" ")[0]]
        indent = 12 if span.parent is None else 30
        seconds = ((span.end_time or 0) - (span.start_time or 0)) / 1e9
        out.append(f'<text x="{indent}" y="{top + 17}" fill="#222222">{escape(span.name)}</text>')
        out.append(f'<rect x="{x:.1f}" y="{top + 3}" width="{width:.1f}" height="20" rx="3" fill="{color}"/>')
        for event in span.events:
            mark = LABEL + (event.timestamp - begin) * scale
            failed = "error.type" in (event.attributes or {})
            fill = "#ffd43b" if failed else "#ffffff"
            out.append(f'<circle cx="{mark:.1f}" cy="{top + 13}" r="4" fill="{fill}" stroke="#222222"/>')
        text, anchor = (x + width - 6, "end") if width > 120 else (x - 6, "end")
        out.append(
            f'<text x="{text:.1f}" y="{top + 17}" text-anchor="{anchor}" fill="{"#ffffff" if width > 120 else "#444444"}">'
            f"{seconds * 1000:.0f} ms</text>"
        )
    legend = "Circles: attempts (yellow: failed, and repeated). One trace; tokens are on the chat spans only."
    out.append(f'<text x="12" y="{height - 10}" fill="#666666" font-size="12">{legend}</text>')
    return "\n".join([*out, "</svg>", ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(draw(record()), encoding="utf-8")
