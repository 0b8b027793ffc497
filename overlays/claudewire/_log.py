"""Logging: one record per attempt, per response and per retry on the logger `claudewire`, with the values as fields of the record.

`CLAUDEWIRE_LOG=debug` or `info` writes the records to standard error. `CLAUDEWIRE_LOG_BODIES=1` adds request bodies. Secrets are
redacted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ._secrets import Secret, redact, redact_headers

if TYPE_CHECKING:
    import logging

_logger: logging.Logger | None = None


def logger() -> logging.Logger:
    """Return the logger `claudewire`. It writes nothing until the program adds a handler."""
    global _logger  # noqa: PLW0603 - `logging` takes as long to import as all our errors
    if _logger is None:
        import logging

        _logger = logging.getLogger("claudewire")
        _logger.addHandler(logging.NullHandler())
    return _logger


def is_enabled(level: int = 10) -> bool:
    """Return whether records of this level (default: DEBUG) are handled. If `logging` is not imported, none are."""
    if _logger is None and "logging" not in sys.modules:
        return False
    return (_logger or logger()).isEnabledFor(level)


def configure_from_environment() -> None:
    """Apply `CLAUDEWIRE_LOG`. A new client calls this; importing the package does not."""
    name = os.environ.get("CLAUDEWIRE_LOG", "").upper()
    if name not in ("DEBUG", "INFO"):
        return
    import logging

    log = logger()
    if any(not isinstance(handler, logging.NullHandler) for handler in log.handlers):
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("[%(asctime)s %(name)s %(levelname)s] %(message)s"))
    log.addHandler(handler)
    log.setLevel(name)


def request(request: Any, attempt: int, secrets: Iterable[Secret]) -> None:
    """Log one attempt."""
    headers = redact_headers({name.decode(): value.decode() for name, value in request.headers.items()}, secrets)
    url = redact(request.url, secrets)
    fields = {"operation": request.operation, "method": request.method, "url": url, "attempt": attempt}
    text = f"{request.method} {url}"
    if os.environ.get("CLAUDEWIRE_LOG_BODIES") == "1" and isinstance(request.body, bytes):
        text += f" {redact(request.body.decode('utf-8', 'replace'), secrets)}"
    logger().debug("%s (attempt %d) %s", text, attempt, headers, extra=_prefixed(fields))


def response(request: Any, info: Any, secrets: Iterable[Secret]) -> None:
    """Log a response."""
    request_id = (
        None if info.request_id is None else redact(info.request_id, secrets)
    )  # a server may repeat a key in it
    fields = {
        "operation": request.operation,
        "status": info.status_code,
        "request_id": request_id,
        "attempt": info.attempts,
        "elapsed": info.elapsed,
    }
    headers = redact_headers(info.headers, secrets)
    logger().debug(
        "%d after %.3f s, %s %s", info.status_code, info.elapsed, request_id, headers, extra=_prefixed(fields)
    )


def retry(operation: str, attempt: int, delay: float, reason: str) -> None:
    """Log the wait before another attempt; `delay` in seconds."""
    if not is_enabled(20):
        return
    fields = {"operation": operation, "attempt": attempt, "delay": delay, "reason": reason}
    logger().info("%s: trying again in %.3f s (%s)", operation, delay, reason, extra=_prefixed(fields))


def _prefixed(fields: dict[str, Any]) -> dict[str, Any]:
    return {f"claudewire_{name}": value for name, value in fields.items()}
