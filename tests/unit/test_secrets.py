"""Secrets stay out of what people and logs see."""

import copy
import json
import pickle
from pathlib import Path

import pytest

from claudewire._secrets import HeaderDict, Secret, is_sensitive, redact, redact_bytes, redact_headers, reveal

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "redaction.json").read_text("utf-8"))["cases"]
KEY = "sk-ant-api03-CANARY_canary-0123456789"


@pytest.mark.parametrize("case", [c for c in VECTORS if "text" in c], ids=lambda case: str(case["id"]))
def test_text(case):
    assert redact(case["text"], [Secret(value) for value in case["secrets"]]) == case["expect"]


@pytest.mark.parametrize("case", [c for c in VECTORS if "header" in c], ids=lambda case: case["header"])
def test_header_class(case):
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
    def test_it_does_not_show_itself(self, show):
        assert KEY not in show(self.secret)

    def test_one_function_reads_it(self):
        assert reveal(self.secret) == KEY

    def test_it_does_not_leave_the_process(self):
        with pytest.raises(TypeError, match="can not be pickled"):
            pickle.dumps(self.secret)

    def test_a_copy_is_itself(self):
        assert copy.copy(self.secret) is self.secret
        assert copy.deepcopy([self.secret])[0] is self.secret

    def test_it_compares_by_value(self):
        assert self.secret == Secret(KEY)
        assert self.secret != KEY
        assert len({self.secret, Secret(KEY)}) == 1

    def test_it_has_no_dictionary_to_look_into(self):
        assert not hasattr(self.secret, "__dict__")

    def test_an_empty_one_is_false(self):
        assert not Secret("")


def test_bytes():
    data = b'{"key": "' + KEY.encode() + b'", "own": "tok_777777", "bin": "\xff\xfe"}'
    out = redact_bytes(data, [Secret("tok_777777")])
    assert KEY.encode() not in out
    assert b"tok_777777" not in out
    assert b"\xff\xfe" in out
    assert redact_bytes(b"plain") == b"plain"


def test_headers_on_their_way_out_show_no_credential():
    shown = repr(HeaderDict({b"x-api-key": KEY.encode(), b"host": b"h"}))
    assert "CANARY" not in shown
    assert "host" in shown
