"""What a tool returns, as the content of a `tool_result` block."""

from __future__ import annotations

import dataclasses
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Any, Final, cast

from claudewire._schema.scalars import write_scalar

from .errors import ToolResultInvalid

NO_OUTPUT: Final = "(no output)"

#: Type of a content block → the key that tells it from a dictionary of the user.
_BLOCKS: Final = {
    "text": "text",
    "image": "source",
    "document": "source",
    "search_result": "content",
    "tool_reference": "tool_name",
    "browser_state": "type",
}
_IMAGES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def result_content(value: Any) -> str | list[dict[str, Any]]:
    """Returns what a tool returned as the API takes it: a text, or content blocks.

    Text stays as it is. None becomes a short text. Bytes of an image or a PDF become a block. Content blocks, as
    dictionaries or models, stay; in a list with them, texts and images become blocks. Everything else becomes compact JSON:
    numbers, dates, lists, dictionaries, dataclasses, attrs classes, models of pydantic, structs of msgspec.

    Args:
        value: What the tool returned.

    Raises:
        ToolResultInvalid: the value has no such form.
    """
    if value is None:
        return NO_OUTPUT
    if isinstance(value, str):
        return clean(str(value.value) if isinstance(value, Enum) else value)
    block = _block(value)
    if block is not None:
        return [block]
    if isinstance(value, Iterator):
        value = list(cast("Iterator[object]", value))
    if isinstance(value, (list, tuple)) and not _is_named_tuple(value):
        items: list[Any] = list(cast("Iterable[object]", value))
        blocks = [_block(item) for item in items]
        if any(block is not None for block in blocks):
            return _with_texts(items, blocks)
    try:
        text = json.dumps(json_value(value), ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise ToolResultInvalid(f"a tool returned something without a JSON form: {error}") from error
    return clean(text)


def _with_texts(items: list[Any], blocks: list[dict[str, Any] | None]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for item, block in zip(items, blocks, strict=True):
        if block is None:
            text = item if isinstance(item, str) else json.dumps(json_value(item), ensure_ascii=False)
            out.append({"type": "text", "text": clean(text)})
        else:
            out.append(block)
    return [block for block in out if block["type"] != "text" or block["text"]]  # the API refuses empty text blocks


def _block(value: Any) -> dict[str, Any] | None:
    """Returns a content block, None if the value is not one."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _media(bytes(cast("bytes", value)))
    kind: Any = None
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        kind = entries.get("type")
    elif hasattr(value, "to_dict") and hasattr(value, "type"):
        entries = value.to_dict()
        kind = entries.get("type")
    else:
        return None
    if not isinstance(kind, str) or kind not in _BLOCKS or _BLOCKS[kind] not in entries:
        return None
    return {key: clean(item) if isinstance(item, str) else item for key, item in entries.items()}


def _media(data: bytes) -> dict[str, Any]:
    media = next((media for magic, media in _IMAGES if data.startswith(magic)), None)
    if media is None and data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        media = "image/webp"
    kind = "image"
    if media is None and data.startswith(b"%PDF-"):
        kind, media = "document", "application/pdf"
    if media is None:
        raise ToolResultInvalid(
            f"a tool returned {len(data)} bytes that are not a PNG, JPEG, GIF or WebP image and not a PDF: return text, or a block"
        )
    return {"type": kind, "source": {"type": "base64", "media_type": media, "data": b64encode(data).decode()}}


def json_value(value: Any) -> Any:
    """Returns a value as JSON values: dictionaries, lists, strings, numbers, booleans and None.

    Raises:
        TypeError: the value, or one inside it, has no JSON form.
    """
    if isinstance(value, Enum):
        return json_value(value.value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, Mapping):
        entries = cast("Mapping[object, object]", value)
        return {_key(key): json_value(item) for key, item in entries.items()}
    if _is_named_tuple(value):
        return json_value(value._asdict())
    if isinstance(value, (list, tuple, AbstractSet, Iterator)):
        return [json_value(item) for item in cast("Iterable[object]", value)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: json_value(getattr(value, item.name)) for item in dataclasses.fields(value)}
    return _foreign(value)


def _foreign(value: Any) -> Any:
    cls: Any = cast("type[object]", type(value))
    if hasattr(cls, "to_dict") and not isinstance(value, type):
        return json_value(value.to_dict())
    if hasattr(cls, "model_dump"):
        return cast("Any", value).model_dump(mode="json")
    if hasattr(cls, "__attrs_attrs__"):
        names = (item.name for item in cls.__attrs_attrs__)
        return {name.lstrip("_"): json_value(getattr(value, name)) for name in names}
    if hasattr(cls, "__struct_fields__"):
        return {name: json_value(getattr(value, name)) for name in cls.__struct_fields__}
    return write_scalar(value)


def _is_named_tuple(value: Any) -> bool:
    return isinstance(value, tuple) and hasattr(cast("object", value), "_asdict")


def _key(key: Any) -> str:
    if isinstance(key, Enum):
        key = key.value
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, (bool, int, float)):
        return str(json.dumps(key))
    return str(_foreign(key))


def clean(text: str) -> str:
    """Returns the text without lone surrogates, which have no form in UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
