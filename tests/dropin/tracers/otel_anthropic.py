# pyright: basic, reportMissingImports=false
from in_memory import provider, seen  # noqa: F401
from opentelemetry.instrumentation.anthropic import AnthropicInstrumentor

AnthropicInstrumentor().instrument(tracer_provider=provider)
