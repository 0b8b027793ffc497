"""Tracing: one line for each attempt and one for each call, from a middleware."""

import time
from collections.abc import Generator
from typing import Any

from claudewire import AttemptFacts, Claude, Middleware, MiddlewareCall


def trace_calls(call: MiddlewareCall) -> Generator[MiddlewareCall, Any, Any]:
    """A span around a call. Send it to where your traces are; here it is printed."""
    began = time.perf_counter()
    try:
        result = yield call
    except BaseException as error:
        print(f"{call.operation}: {type(error).__name__} after {time.perf_counter() - began:.3f} s")
        raise
    print(f"{call.operation}: {time.perf_counter() - began:.3f} s")
    return result


class TraceAttempts(Middleware):
    def on_attempt(self, facts: AttemptFacts) -> None:
        if facts.event == "end":
            print(
                f"  attempt {facts.attempt}: status {facts.status}, {facts.bytes_received} bytes, next in {facts.wait} s"
            )


def main() -> None:
    client = Claude(middleware=[trace_calls, TraceAttempts()])
    client.messages.create(model="claude-haiku-5-5", max_tokens=50, messages=[{"role": "user", "content": "Hello!"}])


if __name__ == "__main__":
    main()
