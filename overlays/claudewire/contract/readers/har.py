"""HAR files: those of browsers and proxies (Charles, Fiddler), and of Polly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claudewire.contract.readers.interaction import Interaction
from claudewire.contract.readers.json_text import loads
from claudewire.contract.readers.limits import AbsentBodyError, UndecodableError
from claudewire.contract.readers.messages import (
    Location,
    as_mapping,
    from_base64,
    from_chunks,
    interaction,
    json_body,
    message,
    status_of,
)
from claudewire.contract.values import is_array, is_object


def read_har(item: Mapping[str, Any], location: Location) -> Interaction:
    """One entry of a HAR file. An entry that was aborted has no response, and the status 0.

    Raises:
        UndecodableError: there is no request.
    """
    request = item.get("request")
    if not is_object(request):
        raise UndecodableError("it has no request")
    response = as_mapping(item.get("response"))
    content = as_mapping(response.get("content"))
    return interaction(
        location,
        request.get("method"),
        request.get("url"),
        message(request.get("headers"), _body(as_mapping(request.get("postData")), is_binary=False)),
        status_of(response.get("status")),
        message(response.get("headers"), _body(content, is_binary=bool(content.get("_isBinary")))),
    )


def _body(content: Mapping[str, Any], *, is_binary: bool) -> bytes | str | UndecodableError | None:
    text = content.get("text")
    encoding = str(content.get("encoding") or "").lower()
    if is_array(text):
        return from_chunks(text)
    if is_object(text):
        return json_body(text)
    if not isinstance(text, str):
        return None
    # Polly keeps a compressed body as a JSON list of its chunks, inside the text.
    if (is_binary or encoding == "base64") and text[:1] == "[":
        try:
            chunks = loads(text)
        except ValueError:
            return UndecodableError("the list of its chunks is not valid JSON")
        return from_chunks(chunks) if is_array(chunks) else UndecodableError("its chunks are not a list")
    if encoding == "base64":
        return from_base64(text)
    if encoding in ("hex", "base16"):
        return from_chunks([text])
    size = content.get("size")
    if not text and isinstance(size, int) and size > 0:
        return AbsentBodyError(str(content.get("comment") or f"the recorder did not keep its {size:,} bytes"))
    return text
