"""Multipart forms, as a recorder kept them: the parts with their names, file names and content."""

from __future__ import annotations

import re
from email.message import Message as Headers
from typing import Final

from attrs import frozen

_BOUNDARY: Final = re.compile(rb"--([^\r\n]{1,70})\r?\n(?i:content-)")


class FormError(ValueError):
    """The bytes are no multipart form."""


@frozen
class Part:
    """One part of a form."""

    name: str
    filename: str | None
    media_type: str | None
    content: bytes

    @property
    def value(self) -> str:
        """The part as text."""
        return self.content.decode("utf-8", "replace")


def parts(body: bytes, content_type: str | None) -> list[Part]:
    """The parts of a form, in order.

    Args:
        body: The bytes of the form. Recorders may have replaced line ends by single newlines.
        content_type: The header, for its boundary. Where it was not recorded, or belongs to another sending of the same request, the
            first line of the body names the boundary.

    Raises:
        FormError: there is no boundary, the form does not end, or a part has no name.
    """
    boundary = _boundary(content_type)
    if boundary is None or not body.lstrip().startswith(b"--" + boundary):
        found = _BOUNDARY.match(body.lstrip())
        if found is None:
            raise FormError("the body does not begin with a boundary")
        boundary = found.group(1)
    pieces = re.split(rb"(?:^|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|$)", body)
    # split() keeps the group: text, "--" or None, text, …
    if len(pieces) < 3 or pieces[0].strip():
        raise FormError("the body does not begin with the boundary of its content type")
    if b"--" not in pieces[1::2]:
        raise FormError("the form has no closing boundary")
    return [_part(piece) for piece in _open_parts(body, boundary)]


def _open_parts(body: bytes, boundary: bytes) -> list[bytes]:
    found: list[bytes] = []
    mark = b"--" + boundary
    position = body.find(mark) + len(mark)
    while body[position : position + 2] != b"--":
        position = body.find(b"\n", position) + 1
        end = body.find(b"\n" + mark, position)
        if not position or end < 0:
            break
        found.append(body[position : end - 1] if body[end - 1 : end] == b"\r" else body[position:end])
        position = end + 1 + len(mark)
    return found


def _part(piece: bytes) -> Part:
    head, separator, content = piece.partition(b"\r\n\r\n") if b"\r\n\r\n" in piece else piece.partition(b"\n\n")
    if not separator:
        raise FormError("a part has no empty line after its headers")
    headers = Headers()
    for line in head.splitlines():
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip()] = value.strip()
    field = headers.get_param("name", header="content-disposition")
    if not isinstance(field, str):
        raise FormError("a part has no name")
    return Part(field, headers.get_filename(), headers.get("content-type"), content)


def _boundary(content_type: str | None) -> bytes | None:
    if content_type is None:
        return None
    headers = Headers()
    headers["content-type"] = content_type
    boundary = headers.get_boundary()
    return boundary.encode() if boundary else None
