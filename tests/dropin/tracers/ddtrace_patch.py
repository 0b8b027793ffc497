# pyright: basic, reportMissingImports=false
import os

os.environ |= {"DD_TRACE_AGENT_URL": "http://127.0.0.1:9", "DD_INSTRUMENTATION_TELEMETRY_ENABLED": "false"}
os.environ |= {"DD_REMOTE_CONFIGURATION_ENABLED": "false", "DD_TRACE_STARTUP_LOGS": "false"}

import ddtrace
from ddtrace.trace import TraceFilter, tracer

found = []


class Keep(TraceFilter):
    def process_trace(self, trace):
        found.extend(trace)


tracer.configure(trace_processors=[Keep()])
ddtrace.patch(anthropic=True)


def seen():
    return len(found)
