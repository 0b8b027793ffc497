"""`message.text`: the joined text of the blocks of text."""

from __future__ import annotations

import pytest

from claudewire_api import models


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ([], ""),
        ([{"type": "text", "text": "Hello, "}, {"type": "text", "text": "you"}], "Hello, you"),
        ([{"type": "thinking", "thinking": "hm", "signature": "s"}, {"type": "text", "text": "a"}], "a"),
        ([{"type": "hologram", "text": "no"}], ""),
        (None, ""),
    ],
)
def test_text_of_a_message_is_that_of_its_text_blocks(content: object, text: str) -> None:
    assert models.Message.from_dict({"type": "message", "content": content}).text == text
