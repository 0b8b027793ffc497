# pyright: basic, reportMissingImports=false
from in_memory import seen, spans  # noqa: F401
from traceloop.sdk import Traceloop
from traceloop.sdk.instruments import Instruments

Traceloop.init(exporter=spans, disable_batch=True, telemetry_enabled=False, instruments={Instruments.ANTHROPIC})
