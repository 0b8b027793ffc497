"""What is logged: one line per attempt and one per answer, on the logger `claudewire`, with the facts as fields of the record.

`CLAUDEWIRE_LOG=debug` or `info` shows it on standard error. Bodies are logged only if `CLAUDEWIRE_LOG_BODIES=1` asks for them as well,
and secrets never.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from typing import Any

from ._secrets import Secret, redact, redact_headers

logger = logging.getLogger("claudewire")
logger.addHandler(logging.NullHandler())

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO}


def set_up() -> None:
    """Do what the environment asks for. Called when a client is made, never by an import."""
    level = _LEVELS.get(os.environ.get("CLAUDEWIRE_LOG", "").lower())
    if level is None or any(not isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("[%(asctime)s %(name)s %(levelname)s] %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level)


def request(request: Any, attempt: int, secrets: Iterable[Secret]) -> None:
    headers = redact_headers({name.decode(): value.decode() for name, value in request.headers.items()}, secrets)
    url = redact(request.url, secrets)
    fields = {"operation": request.operation, "method": request.method, "url": url, "attempt": attempt}
    text = f"{request.method} {url}"
    if os.environ.get("CLAUDEWIRE_LOG_BODIES") == "1" and isinstance(request.body, bytes):
        text += f" {redact(request.body.decode('utf-8', 'replace'), secrets)}"
    logger.debug("%s (attempt %d) %s", text, attempt, headers, extra=_named(fields))


def response(request: Any, info: Any, secrets: Iterable[Secret]) -> None:
    fields = {
        "operation": request.operation,
        "status": info.status_code,
        "request_id": info.request_id,
        "attempt": info.attempts,
        "elapsed": info.elapsed,
    }
    headers = redact_headers(info.headers, secrets)
    logger.debug(
        "%d after %.3f s, %s %s", info.status_code, info.elapsed, info.request_id, headers, extra=_named(fields)
    )


def retry(operation: str, attempt: int, delay: float, reason: str) -> None:
    fields = {"operation": operation, "attempt": attempt, "delay": delay, "reason": reason}
    logger.info("%s: trying again in %.3f s (%s)", operation, delay, reason, extra=_named(fields))


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    return {f"claudewire_{name}": value for name, value in fields.items()}
