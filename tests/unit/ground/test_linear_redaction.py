"""Texts of a server are searched for secrets in linear time: with any of these, a quadratic search would take minutes."""

from __future__ import annotations

import pytest

from claudewire._secrets import CREDENTIAL_IN_URL, MASK, redact, redact_bytes, shown_url

SIZE = 50_000
ATOMS = [
    "x",
    "x-",
    "a.",
    "?",
    "&",
    "?x",
    "&x=",
    "/",
    "//",
    "://",
    "a://",
    "@",
    "a:",
    "x ",
    "bearer ",
    "sk-ant-",
    "%41",
    "\\u0041",
    "\n",
]


@pytest.mark.parametrize("end", ["", "@", "=", "//"])
@pytest.mark.parametrize("atom", ATOMS)
def test_no_text_makes_the_search_slow(atom: str, end: str) -> None:
    text = atom * (SIZE // len(atom)) + end
    assert redact(text) is not None
    assert redact_bytes(text.encode()) is not None
    assert shown_url(text) is not None
    CREDENTIAL_IN_URL.search(text)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:geheim@h/x", f"https://{MASK}@h/x"),
        ("https://user:ge@heim@h", f"https://{MASK}@h"),
        ("//user:geheim@h", f"//{MASK}@h"),
        ("user:geheim@h", f"{MASK}@h"),
        ("user:ge//heim@h", f"{MASK}@h"),
        ("http://user:ge heim@h", f"http://{MASK}@h"),
        ("http://user:ge\nheim@h", f"http://{MASK}@h"),
        ("https://h/x", "https://h/x"),
    ],
)
def test_a_url_is_shown_without_its_user(url: str, shown: str) -> None:
    assert shown_url(url) == shown


@pytest.mark.parametrize(
    "url", ["https://h/?a=1&api_key=x", "https://h?a?token=x", "https://u:p@h", "https://h/?x&session=1"]
)
def test_a_url_with_a_credential_is_known(url: str) -> None:
    assert CREDENTIAL_IN_URL.search(url)
