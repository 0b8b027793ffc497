"""Secrets stay out of what people and logs see."""

import copy
import json
import pickle
from pathlib import Path

import pytest

from claudewire._secrets import RedactedHeaders, Secret, is_sensitive, redact, redact_bytes, redact_headers, reveal

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "redaction.json").read_text("utf-8"))["cases"]
KEY = "sk-ant-api03-CANARY_canary-0123456789"


@pytest.mark.parametrize("case", [c for c in VECTORS if "text" in c], ids=lambda case: str(case["id"]))
def test_text_is_redacted(case):
    assert redact(case["text"], [Secret(value) for value in case["secrets"]]) == case["expect"]


@pytest.mark.parametrize("case", [c for c in VECTORS if "header" in c], ids=lambda case: case["header"])
def test_headers_with_credentials_are_sensitive(case):
    assert is_sensitive(case["header"]) is case["sensitive"]
    assert ("value" in str(redact_headers({case["header"]: "value"}))) is not case["sensitive"]


class TestSecret:
    secret = Secret(KEY)

    @pytest.mark.parametrize(
        "show",
        [
            repr,
            str,
            "{}".format,
            "{!r:>40}".format,
            lambda s: f"{s}",
            lambda s: f"{[s]}{ {'k': s} }",
        ],
    )
    def test_a_secret_hides_its_value(self, show):
        assert KEY not in show(self.secret)

    def test_reveal_returns_the_value(self):
        assert reveal(self.secret) == KEY

    def test_a_secret_cannot_be_pickled(self):
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(self.secret)

    def test_a_copy_of_a_secret_is_the_secret(self):
        assert copy.copy(self.secret) is self.secret
        assert copy.deepcopy([self.secret])[0] is self.secret

    def test_secrets_compare_by_value(self):
        assert self.secret == Secret(KEY)
        assert self.secret != KEY
        assert len({self.secret, Secret(KEY)}) == 1

    def test_a_secret_has_no_dict(self):
        assert not hasattr(self.secret, "__dict__")

    def test_an_empty_secret_is_false(self):
        assert not Secret("")


def test_bytes_are_redacted():
    data = b'{"key": "' + KEY.encode() + b'", "own": "tok_777777", "bin": "\xff\xfe"}'
    out = redact_bytes(data, [Secret("tok_777777")])
    assert KEY.encode() not in out
    assert b"tok_777777" not in out
    assert b"\xff\xfe" in out
    assert redact_bytes(b"plain") == b"plain"


def test_the_repr_of_request_headers_hides_credentials():
    shown = repr(RedactedHeaders({b"x-api-key": KEY.encode(), b"host": b"h"}))
    assert "CANARY" not in shown
    assert "host" in shown
