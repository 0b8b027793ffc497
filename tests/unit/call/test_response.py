"""How a result came: headers, rate limits, and a value that may be kept."""

import copy
import pickle
from datetime import UTC, datetime

import pytest

from claudewire._call.responses.ratelimits import RateLimit, RateLimits
from claudewire._call.responses.response import Headers, ResponseInfo
from claudewire._http.decoders import BodyBuffer, ContentDecoder
from claudewire._http.exceptions import BodyTooLarge, DecodingError

RAW = [
    (b"Request-Id", b"req_1"),
    (b"anthropic-organization-id", b"org_1"),
    (b"set-cookie", b"session=s3cret"),
    (b"x-two", b"a"),
    (b"X-Two", b"b"),
    (b"anthropic-ratelimit-requests-limit", b"50"),
    (b"anthropic-ratelimit-requests-remaining", b"49"),
    (b"anthropic-ratelimit-requests-reset", b"2026-11-22T10:00:00Z"),
    (b"anthropic-ratelimit-input-tokens-remaining", b"1000"),
    (b"anthropic-priority-output-tokens-limit", b"7"),
    (b"anthropic-ratelimit-unified-status", b"allowed"),
]


class TestHeaders:
    headers = Headers(RAW)

    def test_any_case(self):
        assert self.headers["REQUEST-ID"] == self.headers.get("request-id") == "req_1"
        assert "Request-ID" in self.headers
        assert self.headers.get("nothing") is None
        with pytest.raises(KeyError):
            self.headers["nothing"]

    def test_a_name_that_came_twice(self):
        assert self.headers["x-two"] == "a, b"
        assert [value for name, value in self.headers.multi_items() if name == "x-two"] == ["a", "b"]

    def test_no_credential_is_shown(self):
        assert "s3cret" not in repr(self.headers)
        assert "req_1" in repr(self.headers)

    def test_bytes_that_are_no_ascii(self):
        assert Headers([(b"x", b"caf\xe9")])["x"] == "caf\u00e9"

    def test_copies(self):
        assert dict(pickle.loads(pickle.dumps(self.headers))) == dict(copy.deepcopy(self.headers)) == dict(self.headers)


class TestRateLimits:
    def test_what_is_told(self):
        limits = ResponseInfo(headers=Headers(RAW)).rate_limits
        assert limits.requests == RateLimit(50, 49, datetime(2026, 11, 22, 10, tzinfo=UTC))
        assert limits.input_tokens == RateLimit(None, 1000, None)
        assert limits.priority_output_tokens == RateLimit(7, None, None)
        assert limits.output_tokens is limits.tokens is None
        assert limits.other == {"anthropic-ratelimit-unified-status": "allowed"}

    def test_fast_mode_has_limits_of_its_own(self):
        headers = {
            f"anthropic-fast-{kind}-tokens-{part}": value
            for kind in ("input", "output")
            for part, value in (("limit", "9"), ("remaining", "8"), ("reset", "2026-11-22T10:00:00Z"))
        }

        limits = RateLimits.from_headers(headers)

        fast = RateLimit(9, 8, datetime(2026, 11, 22, 10, tzinfo=UTC))
        assert limits == RateLimits(fast_input_tokens=fast, fast_output_tokens=fast)

    @pytest.mark.parametrize("value", ["", "many", "-1", "1.5", "\u0661"])
    def test_what_is_no_number_is_nothing(self, value):
        assert RateLimits.from_headers({"anthropic-ratelimit-tokens-limit": value}).tokens == RateLimit()

    @pytest.mark.parametrize("value", ["", "soon", "2026-99-99T00:00:00Z"])
    def test_what_is_no_date_is_nothing(self, value):
        assert RateLimits.from_headers({"anthropic-ratelimit-tokens-reset": value}).tokens.reset is None

    def test_nothing_told(self):
        assert RateLimits.from_headers({}) == RateLimits()


class TestInfo:
    info = ResponseInfo(headers=Headers(RAW), attempts=3, method="POST", url="https://x/y", elapsed=0.5)

    def test_ids(self):
        assert (self.info.request_id, self.info.organization_id) == ("req_1", "org_1")
        assert (self.info.attempts, self.info.retries_taken) == (3, 2)

    def test_it_may_be_kept(self):
        assert pickle.loads(pickle.dumps(self.info)).request_id == "req_1"
        assert copy.deepcopy(self.info).rate_limits == self.info.rate_limits

    def test_what_a_person_reads(self):
        assert repr(self.info) == "ResponseInfo(200, request_id='req_1', attempts=3)"


class TestDecoding:
    def decode(self, coding, data, size=7):
        body = BodyBuffer(ContentDecoder(coding), 10_000)
        for start in range(0, len(data), size):
            body.add(data[start : start + size])
        return body.finish()

    def test_every_coding(self):
        import gzip
        import zlib

        text = b"hello, hello, hello " * 50
        raw = zlib.compressobj(wbits=-15)
        assert self.decode("", text) == self.decode("identity", text) == text
        assert self.decode("gzip", gzip.compress(text)) == self.decode("x-gzip", gzip.compress(text)) == text
        assert self.decode("deflate", zlib.compress(text)) == text
        assert self.decode("deflate", raw.compress(text) + raw.flush(), size=10_000) == text
        assert self.decode("GZIP", gzip.compress(text) + gzip.compress(text)) == text * 2

    @pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
    def test_what_was_not_asked_for(self, coding):
        with pytest.raises(DecodingError, match="not asked for"):
            ContentDecoder(coding)

    def test_damage_and_truncation(self):
        import gzip

        data = gzip.compress(b"hello" * 100)
        with pytest.raises(DecodingError, match="damaged"):
            self.decode("gzip", b"\0" + data)
        with pytest.raises(DecodingError, match="inside its compressed data"):
            self.decode("gzip", data[:-5])

    def test_the_limit(self):
        with pytest.raises(BodyTooLarge):
            self.decode("", b"x" * 10_001)
        assert len(self.decode("", b"x" * 10_000)) == 10_000

    def test_air_is_refused_long_before_the_limit(self):
        import gzip

        body = BodyBuffer(ContentDecoder("gzip"), 1 << 30)
        with pytest.raises(BodyTooLarge, match="received"):
            body.add(gzip.compress(b"\0" * (64 << 20)))
