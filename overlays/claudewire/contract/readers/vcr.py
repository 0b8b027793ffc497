"""Cassettes of VCR and its relatives: vcrpy, Betamax, and those of Ruby, R, PHP and Go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claudewire.contract.readers.interaction import Interaction
from claudewire.contract.readers.limits import AbsentBodyError, UndecodableError
from claudewire.contract.readers.messages import (
    Location,
    from_base64,
    from_chunks,
    interaction,
    json_body,
    message,
    status_of,
)
from claudewire.contract.values import is_array, is_object

_BODY_KEYS = frozenset({"string", "text", "base64_string", "encoding", "file", "size", "mimeType"})


def read_vcr(item: Mapping[str, Any], location: Location) -> Interaction:
    """One interaction of a cassette.

    Raises:
        UndecodableError: a part is missing without which there is no exchange.
    """
    request, response = item.get("request"), item.get("response")
    if not is_object(request) or not is_object(response):
        raise UndecodableError("it has no request or no response")
    status = response.get("status")
    code = (status.get("code"), status.get("status_code")) if is_object(status) else (response.get("code"), status)
    return interaction(
        location,
        request.get("method"),
        request.get("uri") or request.get("url") or _address(request),
        message(request.get("headers"), _body(request)),
        status_of(*code, response.get("status_code")),
        message(response.get("headers"), _body(response)),
        chunk_sizes=_chunk_sizes(response),
    )


def _address(request: Mapping[str, Any]) -> str | None:
    """The address as vcrpy wrote it before its version 1: in parts."""
    if "host" not in request:
        return None
    port = f":{request['port']}" if request.get("port") not in (None, 80, 443) else ""
    return f"{request.get('protocol') or 'https'}://{request['host']}{port}{request.get('path') or '/'}"


def _body(message: Mapping[str, Any]) -> bytes | str | UndecodableError | None:
    if "parsed_body" in message:  # some projects keep JSON bodies as YAML, to read them better
        return json_body(message["parsed_body"])
    body = message.get("body", message.get("content"))
    if is_object(body) and (not body or body.keys() & _BODY_KEYS):
        if body.get("file") is True:
            return AbsentBodyError("the recorder keeps the body in a file of its own")
        if isinstance(body.get("base64_string"), (str, bytes)):
            return from_base64(body["base64_string"])
        if body.get("encoding") == "base64":
            return from_base64(body.get("string", body.get("text")))
        body = body.get("string", body.get("text"))
    if is_array(body) and body and all(isinstance(chunk, str) for chunk in body) and "string" in message:
        return from_chunks(body)
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    if isinstance(body, str) or body is None:
        return body
    return json_body(body)


def _chunk_sizes(response: Mapping[str, Any]) -> list[int] | None:
    sizes = response.get("chunk_sizes")
    return [int(size) for size in sizes if isinstance(size, (int, float))] if is_array(sizes) else None
