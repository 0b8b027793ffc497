"""What is logged: one line per attempt and one per answer, on the logger `claudewire`, with the facts as fields of the record.

`CLAUDEWIRE_LOG=debug` or `info` shows it on standard error. Bodies are logged only if `CLAUDEWIRE_LOG_BODIES=1` asks for them as well,
and secrets never.
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
    """The logger `claudewire`. It is silent until a program adds handlers."""
    global _logger  # noqa: PLW0603 - made when it is first needed: `logging` takes as long to load as all our errors
    if _logger is None:
        import logging

        _logger = logging.getLogger("claudewire")
        _logger.addHandler(logging.NullHandler())
    return _logger


def wanted(level: int = 10) -> bool:
    """Whether anybody listens at a level, or at DEBUG. Nobody does where `logging` has not been loaded."""
    if _logger is None and "logging" not in sys.modules:
        return False
    return (_logger or logger()).isEnabledFor(level)


def set_up() -> None:
    """Do what the environment asks for. Called when a client is made, never by an import."""
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
    headers = redact_headers({name.decode(): value.decode() for name, value in request.headers.items()}, secrets)
    url = redact(request.url, secrets)
    fields = {"operation": request.operation, "method": request.method, "url": url, "attempt": attempt}
    text = f"{request.method} {url}"
    if os.environ.get("CLAUDEWIRE_LOG_BODIES") == "1" and isinstance(request.body, bytes):
        text += f" {redact(request.body.decode('utf-8', 'replace'), secrets)}"
    logger().debug("%s (attempt %d) %s", text, attempt, headers, extra=_named(fields))


def response(request: Any, info: Any, secrets: Iterable[Secret]) -> None:
    fields = {
        "operation": request.operation,
        "status": info.status_code,
        "request_id": info.request_id,
        "attempt": info.attempts,
        "elapsed": info.elapsed,
    }
    headers = redact_headers(info.headers, secrets)
    logger().debug(
        "%d after %.3f s, %s %s", info.status_code, info.elapsed, info.request_id, headers, extra=_named(fields)
    )


def retry(operation: str, attempt: int, delay: float, reason: str) -> None:
    if not wanted(20):
        return
    fields = {"operation": operation, "attempt": attempt, "delay": delay, "reason": reason}
    logger().info("%s: trying again in %.3f s (%s)", operation, delay, reason, extra=_named(fields))


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    return {f"claudewire_{name}": value for name, value in fields.items()}
