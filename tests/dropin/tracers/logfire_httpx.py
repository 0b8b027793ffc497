# pyright: basic, reportMissingImports=false
import logfire
from in_memory import seen, spans  # noqa: F401
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

logfire.configure(send_to_logfire=False, console=False, additional_span_processors=[SimpleSpanProcessor(spans)])
logfire.instrument_httpx()
