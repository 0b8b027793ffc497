"""Responses of models that decline, and clients with fallbacks."""

from __future__ import annotations

from typing import Any

from claudewire import Claude, RetryPolicy
from claudewire.testing import LocalServer

M0, M1, M2 = "claude-sonnet-5-5", "claude-opus-4-8", "claude-haiku-4-5"
PARAMS: dict[str, Any] = {"model": M0, "max_tokens": 200, "messages": [{"role": "user", "content": "Go"}]}
QUICK = RetryPolicy(max_retries=2, initial_delay=0.001, max_delay=0.002)


def refusal(*content: Any, token: str | None = "T1", claim: bool | None = None) -> dict[str, Any]:
    return {
        "type": "message",
        "content": [{"type": "text", "text": item} if isinstance(item, str) else item for item in content],
        "stop_reason": "refusal",
        "stop_details": {
            "type": "refusal",
            "category": None,
            "explanation": None,
            "fallback_credit_token": token,
            "fallback_has_prefill_claim": claim,
        },
    }


def client_of(server: LocalServer, *middleware: Any, **options: Any) -> Claude:
    given = {"max_retries": 0, **options}
    if "retry" in options:
        del given["max_retries"]
    return Claude(base_url=server.url, api_key="sk-ant-local", middleware=middleware, **given)


def models(server: LocalServer) -> list[str]:
    return [request.body["model"] for request in server.requests]
