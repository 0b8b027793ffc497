"""How large an image may be. Sizes are read from the first bytes of the file; a file that cannot be read is not measured."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import imagesize  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
from attrs import frozen

from claudewire.contract.values import is_array, is_object
from claudewire.testing.responses.errors import APIErrorResponse, invalid_request

#: Characters of base64: the limit is on what is sent, not on the file.
MAX_BASE64: Final = 5 * 1024 * 1024
#: Pixels of the longer side.
MAX_SIDE: Final = 8_000
#: The same for every image of a request with more images than `MANY`.
MAX_SIDE_OF_MANY: Final = 2_000
MANY: Final = 20
#: Longest side that a model sees; with `oversized_image: error`, larger images are refused instead of made smaller.
MODEL_SIDE: Final = 1_568


@frozen
class _Image:
    path: str
    data: str
    #: Whether the request wants an error instead of a smaller image.
    exact: bool

    @property
    def side(self) -> int:
        """The longer side, in pixels; 0 if the file cannot be read."""
        try:
            measured: tuple[int, int] = imagesize.get(io.BytesIO(base64.b64decode(self.data)))  # pyright: ignore[reportUnknownMemberType]
            return max(measured)
        except (ValueError, binascii.Error, OSError, TypeError):
            return 0


def check_images(messages: Sequence[Mapping[str, Any]]) -> None:
    """Refuse images that are too large.

    Raises:
        APIErrorResponse: 400, in the API's words.
    """
    found = [
        image
        for index, message in enumerate(messages)
        for image in _images(message["content"], f"messages.{index}.content")
    ]
    for image in found:
        if len(image.data) > MAX_BASE64:
            raise invalid_request(
                f"{image.path}.base64: image exceeds 5 MB maximum: {len(image.data)} bytes > {MAX_BASE64} bytes"
            )
    many = len(found) > MANY
    limit = MAX_SIDE_OF_MANY if many else MAX_SIDE
    for image in found:
        if image.side > limit:
            which = " for many-image requests" if many else ""
            raise invalid_request(
                f"{image.path}.base64.data: At least one of the image dimensions exceed max allowed size{which}: {limit} pixels"
            )
    oversized = [image.path for image in found if image.exact and image.side > MODEL_SIDE]
    if oversized:
        raise APIErrorResponse(
            400,
            f"{oversized[0]}: the image is larger than {MODEL_SIDE} pixels, and `oversized_image` is `error`",
            code="image_dimensions_too_large",
            details={"max_side_length_pixels": MODEL_SIDE, "paths": oversized},
        )


def _images(content: Any, path: str) -> Iterator[_Image]:
    for index, block in enumerate(content if is_array(content) else ()):
        if not is_object(block):
            continue
        place = f"{path}.{index}.{block.get('type')}"
        source: Any = block.get("source")
        if block.get("type") == "image" and is_object(source) and source.get("type") == "base64":
            changes: Mapping[str, Any] = block.get("transformations") or {}
            yield _Image(f"{place}.source", str(source["data"]), changes.get("oversized_image") == "error")
        yield from _images(block.get("content"), f"{place}.content")
        if is_object(source):
            yield from _images(source.get("content"), f"{place}.source.content")
