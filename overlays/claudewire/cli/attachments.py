"""Files of this machine as content of a message: images, PDFs and texts."""

from __future__ import annotations

from base64 import b64encode
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

from claudewire._errors import RequestInvalid

_IMAGES: Final = ("image/jpeg", "image/png", "image/gif", "image/webp")
_PDF: Final = "application/pdf"
_SIGNATURES: Final = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"GIF8": "image/gif", b"%PDF-": _PDF}


def attachment(path: Path) -> dict[str, Any]:
    """Return the content block for a file.

    Raises:
        RequestInvalid: the file is neither an image, a PDF, nor UTF-8 text.
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    kind = _media_type(path, data)
    if kind in _IMAGES:
        return {"type": "image", "source": {"type": "base64", "media_type": kind, "data": b64encode(data).decode()}}
    if kind == _PDF:
        source = {"type": "base64", "media_type": kind, "data": b64encode(data).decode()}
        return {"type": "document", "title": path.name, "source": source}
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestInvalid(f"{path} is neither a JPEG, PNG, GIF or WebP image, nor a PDF, nor UTF-8 text") from None
    return {
        "type": "document",
        "title": path.name,
        "source": {"type": "text", "media_type": "text/plain", "data": text},
    }


def _media_type(path: Path, data: bytes) -> str | None:
    """What a file is, by its first bytes; by its name where these do not tell."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES.items() if data.startswith(start)), guess_type(path.name)[0])
