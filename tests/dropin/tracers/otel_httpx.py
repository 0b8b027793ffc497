# pyright: basic, reportMissingImports=false
from in_memory import provider, seen  # noqa: F401
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor

HTTPXClientInstrumentor().instrument(tracer_provider=provider)
