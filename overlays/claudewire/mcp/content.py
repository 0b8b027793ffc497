"""Contents of MCP as content blocks. Pure functions, and total: what the API does not take becomes a text that says what it was."""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

from claudewire.tools.results import clean

from .fields import UnsupportedMCPValueError, field_of, list_of

Block = dict[str, Any]

_IMAGES: Final = {
    "image/png": "image/png",
    "image/jpeg": "image/jpeg",
    "image/jpg": "image/jpeg",
    "image/gif": "image/gif",
    "image/webp": "image/webp",
}
_PDF: Final = "application/pdf"
_TEXTS: Final = re.compile(r"text/.+|.+[/+](?:json|xml|yaml|x-yaml|toml|javascript|x-sh|x-ndjson)")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([^\s;"']+)""", re.IGNORECASE)
#: Characters of an unknown content that are shown.
_MAX_UNKNOWN: Final = 2_000


def mcp_content(content: Any, *, cache_control: Mapping[str, Any] | None = None) -> Block:
    """Returns one content of a tool result or a prompt as a content block.

    Args:
        content: Text, image, audio, resource link or embedded resource.
        cache_control: Field of the block.
    """
    kind = field_of(content, "type")
    if kind == "text":
        block = _text(str(field_of(content, "text", "")))
    elif kind == "image":
        block = _image(str(field_of(content, "data", "")), str(field_of(content, "mime_type", "")))
    elif kind == "audio":
        block = _note("audio", content, size=_size(str(field_of(content, "data", ""))))
    elif kind == "resource_link":
        block = _note("resource link", content)
    elif kind == "resource":
        block = _resource(field_of(content, "resource"))
    else:
        block = _text(f"(a content of type {kind!r} that is not known: {_dump(content)})")
    return _with_cache(block, cache_control)


def mcp_contents(contents: Iterable[Any]) -> list[Block]:
    """Returns contents as content blocks, in their order. Empty texts are left out, because the API refuses them.

    Args:
        contents: Contents of MCP: text, images, audio, resources.
    """
    blocks = [mcp_content(content) for content in contents]
    return [block for block in blocks if block["type"] != "text" or block["text"]]


def mcp_message(message: Any, *, cache_control: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Returns a message of a prompt as a message of a request.

    Args:
        message: `role` and `content`: one content, or several.
        cache_control: Field of the last block.
    """
    content = field_of(message, "content")
    contents: list[Any] = cast("Any", content) if isinstance(content, list) else [content]
    blocks = [mcp_content(item) for item in contents]
    if blocks:
        blocks[-1] = _with_cache(blocks[-1], cache_control)
    return {"role": field_of(message, "role", "user"), "content": blocks}


def mcp_resource_to_contents(result: Any) -> list[Block]:
    """Returns everything that `read_resource` gave as content blocks.

    Args:
        result: What `read_resource` returned.

    Raises:
        UnsupportedMCPValueError: it gave nothing.
    """
    contents = list_of(result, "contents")
    if not contents:
        raise UnsupportedMCPValueError("a resource needs at least one item in its contents")
    return [_resource(item) for item in contents]


def mcp_resource_to_content(result: Any, *, cache_control: Mapping[str, Any] | None = None) -> Block:
    """Returns the first of the contents of a resource that the API takes; a text that names the first if it takes none.

    `mcp_resource_to_contents` returns all.

    Args:
        result: What `read_resource` returned.
        cache_control: `cache_control` of the block; None for none.

    Raises:
        UnsupportedMCPValueError: there are none.
    """
    blocks = mcp_resource_to_contents(result)
    block = next((block for block in blocks if block["type"] != "text"), blocks[0])
    return _with_cache(block, cache_control)


def mcp_resource_to_file(result: Any) -> tuple[str | None, bytes, str | None]:
    """Returns the first of the contents of a resource for `client.files.upload`: name, bytes, media type.

    Args:
        result: What `read_resource` returned.

    Raises:
        UnsupportedMCPValueError: there are none, or its bytes are not base64.
    """
    contents = list_of(result, "contents")
    if not contents:
        raise UnsupportedMCPValueError("a resource needs at least one item in its contents")
    resource = contents[0]
    text = field_of(resource, "text")
    if text is not None:
        data = str(text).encode()
    elif (decoded := _decoded(str(field_of(resource, "blob", "")))) is not None:
        data = decoded
    else:
        raise UnsupportedMCPValueError("the bytes of the resource are not base64")
    return _file_name(resource), data, field_of(resource, "mime_type")


def _file_name(resource: Any) -> str | None:
    parts = urlsplit(str(field_of(resource, "uri", "")))
    return unquote(parts.path.rstrip("/").rpartition("/")[2]) or None


def _text(text: str) -> Block:
    return {"type": "text", "text": clean(text)}


def _document(text: str) -> Block:
    if not text:  # the API refuses an empty document
        return _text("(an empty resource)")
    return {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": clean(text)}}


def _base64(kind: str, media_type: str, data: str) -> Block:
    return {"type": kind, "source": {"type": "base64", "media_type": media_type, "data": data}}


def _media_type(value: str) -> str:
    return value.partition(";")[0].strip().lower()


def _image(data: str, mime_type: str) -> Block:
    media_type = _media_type(mime_type)
    if media_type in _IMAGES:
        return _base64("image", _IMAGES[media_type], data)
    decoded = _decoded(data)
    if decoded is not None and _TEXTS.fullmatch(media_type) and (text := _as_text(decoded, mime_type)) is not None:
        return _text(text)  # SVG
    return _note("image", {"mime_type": mime_type}, size=_size(data))


def _resource(resource: Any) -> Block:
    mime_type = str(field_of(resource, "mime_type", ""))
    text = field_of(resource, "text")
    if text is not None:
        return _document(str(text))
    blob, media_type = str(field_of(resource, "blob", "")), _media_type(mime_type)
    data = _decoded(blob)
    if data is None:
        return _note("resource whose bytes are not base64", resource)
    if media_type in _IMAGES:
        return _base64("image", _IMAGES[media_type], blob)
    if media_type == _PDF:
        return _base64("document", _PDF, blob)
    if _TEXTS.fullmatch(media_type):
        found = _as_text(data, mime_type)
        return _document(found) if found is not None else _note("resource", resource, size=len(data), base64=blob)
    return _note("resource", resource, size=len(data))


def _decoded(data: str) -> bytes | None:
    try:
        return b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return None


def _size(data: str) -> int | None:
    decoded = _decoded(data)
    return None if decoded is None else len(decoded)


def _as_text(data: bytes, mime_type: str) -> str | None:
    charset = _CHARSET.search(mime_type)
    try:
        return data.decode(charset[1] if charset else "utf-8")
    except (UnicodeDecodeError, LookupError):
        return None


def _note(what: str, value: Any, *, size: int | None = None, base64: str | None = None) -> Block:
    """Returns a text in the place of something that the API does not take."""
    found = (
        field_of(value, "name"),
        field_of(value, "title"),
        field_of(value, "mime_type"),
        None if size is None else f"{size} bytes",
        field_of(value, "uri"),
        field_of(value, "description"),
    )
    facts = [str(fact) for fact in found if fact not in (None, "")]
    text = f"({what}: {', '.join(facts)})" if facts else f"({what})"
    return _text(text if base64 is None else f"{text}\nbase64: {base64}")


def _dump(value: Any) -> str:
    found = value.model_dump(mode="json") if hasattr(value, "model_dump") else value
    try:
        text = json.dumps(found, ensure_ascii=False)
    except (TypeError, ValueError):
        text = type(value).__name__
    return text if len(text) <= _MAX_UNKNOWN else f"{text[:_MAX_UNKNOWN]}…"


def _with_cache(block: Block, cache_control: Mapping[str, Any] | None) -> Block:
    return block if cache_control is None else {**block, "cache_control": dict(cache_control)}
