"""From a call to bytes: headers, query, body, size, and what is refused before anything is sent."""

import json
import warnings
from base64 import b64decode
from datetime import UTC, datetime

import pytest

from claudewire._call.requests.request import RequestBuilder, encode
from claudewire._config import configure
from claudewire._errors import ConfigurationError, RequestInvalid, RequestTooLargeError
from claudewire_api._call import Call, Operation, Options, beta_view, omit
from claudewire_api.endpoints import messages as endpoints
from claudewire_api.endpoints import messages_batches, skills
from claudewire_api.models import TextBlock

POST = Operation(id="things.create", method="POST", path="/v1/things", body="json", max_request_bytes=1000)
GET = Operation(id="things.get", method="GET", path="/v1/things")


def build(call=None, options=None, environ=None, **config):
    builder = RequestBuilder(configure(environ=environ or {}, **config))
    return builder.build(call or a_call(), options or Options())


def a_call(operation=POST, **values):
    return Call(operation=operation, path=operation.path, decode=lambda value: value, **{"body": {"a": 1}, **values})


def get(**values):
    return Call(operation=GET, path=GET.path, decode=lambda value: value, **values)


def header(request, name):
    value = request.headers.get(name.encode())
    return None if value is None else value.decode()


def hello(model="m", **more):
    return endpoints.create(model=model, max_tokens=5, messages=[{"role": "user", "content": "hi"}], **more)


class TestModelsThatRetire:
    """Each test has a model of its own, because a process warns of a model once."""

    def test_a_process_warns_once_at_the_line_of_the_call(self):
        with pytest.warns(DeprecationWarning, match=r"'claude-instant-1\.1-100k'.* 2024-11-06\.") as caught:
            [build(hello("claude-instant-1.1-100k")) for _ in range(2)]

        assert [warning.filename for warning in caught] == [__file__]

    def test_the_requests_of_a_batch_are_looked_at(self):
        params = {"model": "claude-1.3-100k", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]}
        requests = [{"custom_id": str(number), "params": params} for number in range(3)]

        with pytest.warns(DeprecationWarning, match="claude-1\\.3-100k") as caught:
            build(messages_batches.create(requests=iter(requests)))

        assert len(caught) == 1

    @pytest.mark.parametrize(
        "model", ["claude-opus-5-5", "claude-sonnet-9", "us.anthropic.claude-sonnet-4-5", 7, ["x"]]
    )
    def test_other_models_are_nothing_to_warn_of(self, model):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert build(hello(model)).operation == "messages.create"


class TestHeaders:
    def test_what_every_request_has(self):
        request = build()
        assert header(request, "anthropic-version") == "2023-06-01"
        assert header(request, "content-type") == "application/json"
        assert header(request, "accept") == "application/json"
        assert header(request, "host") == "api.anthropic.com"
        assert header(request, "user-agent").startswith("claudewire/")
        assert header(request, "content-length") == str(len(request.body))

    def test_no_credential_is_in_a_request(self):
        request = build(api_key="sk-ant-secret-123456")
        assert b"sk-ant" not in b"".join(request.headers.values())
        assert request.needs_auth

    def test_precedence(self):
        environ = {"ANTHROPIC_CUSTOM_HEADERS": "X-One: env\nX-Two: env\nX-Three: env\nbroken line\n"}
        request = build(
            options=Options(extra_headers={"x-three": "call"}),
            environ=environ,
            default_headers={"x-TWO": "client", "X-Three": "client"},
        )
        assert [header(request, name) for name in ("x-one", "x-two", "x-three")] == ["env", "client", "call"]

    def test_names_are_case_insensitive(self):
        request = build(options=Options(extra_headers={"Anthropic-Version": "2099-01-01", "ACCEPT": "x/y"}))
        assert header(request, "anthropic-version") == "2099-01-01"
        assert header(request, "accept") == "x/y"
        assert len({name.lower() for name in request.headers}) == len(request.headers)

    def test_omit_removes(self):
        request = build(options=Options(extra_headers={"User-Agent": omit, "x-none": omit}))
        assert header(request, "user-agent") is None

    def test_omit_as_a_default_removes(self):
        assert header(build(default_headers={"user-agent": omit}), "user-agent") is None

    def test_defaults_win_over_what_is_computed(self):
        assert header(build(default_headers={"Accept": "x/y"}), "accept") == "x/y"

    @pytest.mark.parametrize("name", ["authorization", "X-Api-Key"])
    @pytest.mark.parametrize("value", ["mine", omit])
    def test_a_credential_by_hand_replaces_ours(self, name, value):
        assert not build(options=Options(extra_headers={name: value})).needs_auth
        assert not build(default_headers={name: value}).needs_auth

    def test_each_call_has_an_idempotency_key_of_its_own(self):
        keys = {header(build(), "idempotency-key") for _ in range(50)}
        assert len(keys) == 50
        assert None not in keys
        assert header(build(get()), "idempotency-key") is None

    def test_streams_are_not_compressed(self):
        assert header(build(hello(stream=True)), "accept-encoding") == "identity"
        assert header(build(hello(stream=True)), "accept") == "text/event-stream"
        assert header(build(hello()), "accept-encoding") == "gzip, deflate"

    def test_parameters_of_the_operation(self):
        assert header(build(hello(workspace_id="wrk_1")), "anthropic-workspace-id") == "wrk_1"


EVIL = [
    "a\r\nx-evil: 1",
    "a\nb",
    "a\rb",
    "a\0b",
    "\r\n\r\nGET / HTTP/1.1",
    "a\x1fb",
    "a\x7f",
    "caf\u00e9",
    " a",
    "a ",
    "a\u2028b",
]


class TestInjection:
    @pytest.mark.parametrize("value", EVIL)
    def test_header_values(self, value):
        with pytest.raises(RequestInvalid):
            build(options=Options(extra_headers={"x-a": value}))

    @pytest.mark.parametrize("name", ["a b", "a:b", "", "a\r\nb", "caf\u00e9", ":path", "a\0", "a(b)"])
    def test_header_names(self, name):
        with pytest.raises(RequestInvalid):
            build(options=Options(extra_headers={name: "x"}))

    @pytest.mark.parametrize("value", EVIL)
    @pytest.mark.parametrize("name", ["api_key", "auth_token", "api_version"])
    def test_configuration(self, name, value):
        with pytest.raises((RequestInvalid, ConfigurationError)):
            configure(environ={}, **{name: value})

    @pytest.mark.parametrize("value", EVIL)
    def test_default_headers(self, value):
        with pytest.raises(RequestInvalid):
            configure(environ={}, default_headers={"x-a": value})

    @pytest.mark.parametrize("value", EVIL[:8])
    def test_betas(self, value):
        with pytest.raises(RequestInvalid):
            build(options=Options(betas=[value]))

    @pytest.mark.parametrize("value", EVIL)
    def test_parameters_that_are_headers(self, value):
        with pytest.raises(RequestInvalid):
            build(hello(workspace_id=value))

    @pytest.mark.parametrize(
        "value", ["../models", "a/../../b", "x?beta=true", "x#y", "..", ".", "", "a\r\nb", "%2e%2e", ";x"]
    )
    def test_path_parameters_can_not_climb(self, value):
        try:
            request = build(skills.retrieve(value))
        except ValueError:
            return
        path = request.url.removeprefix("https://api.anthropic.com")
        assert path.startswith("/v1/skills/")
        assert path.count("/") == 3
        assert not set("?#\r\n") & set(path)
        assert ".." not in path.split("/")

    def test_the_message_does_not_show_the_value(self):
        with pytest.raises(ConfigurationError) as caught:
            configure(environ={}, api_key="sk-ant-secret\n123456789")
        assert "secret" not in str(caught.value)


class TestUrl:
    @pytest.mark.parametrize(
        ("base", "url"),
        [
            ("https://api.anthropic.com", "https://api.anthropic.com/v1/things"),
            ("https://api.anthropic.com/", "https://api.anthropic.com/v1/things"),
            ("https://gw.example/claude/", "https://gw.example/claude/v1/things"),
            ("http://localhost:8000", "http://localhost:8000/v1/things"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1/v1/things"),
            ("http://[::1]:1", "http://[::1]:1/v1/things"),
        ],
    )
    def test_base_url(self, base, url):
        assert build(base_url=base).url == url

    @pytest.mark.parametrize(
        "base",
        ["", "api.anthropic.com", "ftp://x", "http://example.com", "http://127.0.0.1.example", "http://10.0.0.1", "https://",
         "https://x y", "https://x/?a=b", "https://x/#f", "https://x:99999", "https://x\r\ny", "file:///etc/passwd"],
    )  # fmt: skip
    def test_what_is_no_base_url(self, base):
        with pytest.raises(ConfigurationError):
            configure(base_url=base or " ", environ={})

    def test_http_only_on_request(self):
        assert configure(base_url="http://gw.internal", allow_http=True, environ={}).base_url == "http://gw.internal"

    def test_environment(self):
        assert build(environ={"ANTHROPIC_BASE_URL": "https://gw.example"}).url.startswith("https://gw.example/")
        assert build(environ={"ANTHROPIC_BASE_URL": ""}).url.startswith("https://api.anthropic.com/")

    def test_query(self):
        options = Options(extra_query={"b": "x y", "c": True, "d": [1, 2], "e": None})
        request = build(get(query=(("a", "1"), ("b", "call"))), options, default_query={"a": "client", "z": "&="})
        assert request.url.partition("?")[2] == "z=%26%3D&a=1&b=x%20y&c=true&d=1&d=2"

    def test_the_beta_view(self):
        assert build(beta_view(hello())).url.endswith("/v1/messages?beta=true")


class TestBetas:
    def test_union_in_order(self):
        call = beta_view(
            endpoints.count_tokens(
                model="m", messages=[{"role": "user", "content": [{"type": "compaction", "content": "x"}]}]
            )
        )
        options = Options(betas=["call-1", "client-1"], extra_headers={"Anthropic-Beta": "hand-1, call-1"})
        request = build(call, options, betas=("client-1",), default_headers={"anthropic-beta": "default-1"})
        assert header(request, "anthropic-beta").split(",") == [
            "token-counting-2024-11-01", "compact-2026-01-12", "client-1", "default-1", "call-1", "hand-1",
        ]  # fmt: skip

    def test_without_betas(self):
        options = Options(betas=["a-1"], without_betas=["a-1", "client-1"])
        assert header(build(options=options, betas=("client-1",)), "anthropic-beta") is None

    def test_omit_removes_the_header(self):
        assert (
            header(build(options=Options(extra_headers={"anthropic-beta": omit}), betas=("a-1",)), "anthropic-beta")
            is None
        )

    def test_nothing_needed_nothing_sent(self):
        assert header(build(hello()), "anthropic-beta") is None


class TestBody:
    def body(self, **values):
        return json.loads(build(a_call(body=values)).body)

    def test_extra_body_wins(self):
        assert json.loads(build(options=Options(extra_body={"a": 2, "b": None})).body) == {"a": 2, "b": None}

    def test_models_dictionaries_and_what_lies_between(self):
        block = TextBlock.from_dict({"type": "text", "text": "x", "citations": None, "new": 1})
        body = self.body(
            messages=[{"role": "assistant", "content": [block, {"type": "text", "text": "y"}]}],
            when=datetime(2026, 1, 2, tzinfo=UTC),
        )
        assert body["messages"][0]["content"][0] == {"type": "text", "text": "x", "citations": None, "new": 1}
        assert body["when"] == "2026-01-02T00:00:00+00:00"

    def test_iterators_are_written_and_looked_into(self):
        def turns():
            yield {"role": "user", "content": [{"type": "compaction", "content": "x"}]}

        request = build(endpoints.create(model="m", max_tokens=1, messages=turns()))
        assert len(json.loads(request.body)["messages"]) == 1
        assert header(request, "anthropic-beta") == "compact-2026-01-12"

    def test_omit_disappears_at_any_depth(self):
        assert self.body(a={"b": omit, "c": [omit, {"d": omit}]}, e=omit) == {"a": {"c": [{}]}}

    def test_binary_content_becomes_base64(self, tmp_path):
        (tmp_path / "x.png").write_bytes(b"\x89PNG")
        with (tmp_path / "x.png").open("rb") as file:
            body = self.body(a=b"\0\1", b=tmp_path / "x.png", c=file)
        assert b64decode(body["a"]) == b"\0\1"
        assert b64decode(body["b"]) == b64decode(body["c"]) == b"\x89PNG"

    def test_text_is_utf_8(self):
        assert "\u00e9\U0001f600".encode() in build(a_call(body={"a": "\u00e9\U0001f600"})).body

    def test_half_a_surrogate_pair_is_still_json(self):
        assert self.body(a="\ud800") == {"a": "\ud800"}

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, object()}, 1j])
    def test_what_is_no_json_is_refused(self, value):
        with pytest.raises(RequestInvalid):
            self.body(a=value)

    def test_a_value_inside_itself_is_refused(self):
        loop = []
        loop.append(loop)
        with pytest.raises(RequestInvalid):
            self.body(a=loop)

    def test_too_deep_is_refused(self):
        deep = []
        for _ in range(100_000):
            deep = [deep]
        with pytest.raises(RequestInvalid):
            self.body(a=deep)

    def test_too_large_is_refused(self):
        with pytest.raises(RequestTooLargeError, match=r"1,000 bytes.*not sent") as caught:
            build(a_call(body={"a": "x" * 1000}))
        assert caught.value.attempts == 0
        assert not caught.value.is_retryable

    def test_exactly_the_limit_is_not_too_large(self):
        assert len(build(a_call(body={"a": "x" * (1000 - 8)})).body) == 1000

    def test_a_post_without_a_body_says_so(self):
        assert header(build(a_call(Operation(id="x", method="POST", path="/x"))), "content-length") == "0"
        assert header(build(get()), "content-length") is None

    def test_a_request_shows_neither_headers_nor_query(self):
        request = build(get(query=(("token", "t0k3n"),)), Options(extra_headers={"authorization": "Bearer s3cret"}))
        assert "t0k3n" not in repr(request)
        assert "s3cret" not in repr(request) + repr(request.headers)


def test_timeouts():
    assert build().timeouts == {"connect": 5.0, "read": 600.0, "write": 600.0, "pool": 600.0}
    assert build(timeout=None).timeouts["read"] is None
    assert build(options=Options(timeout=3)).timeouts["connect"] == 3
    assert build(options=Options(timeout=None), timeout=3).timeouts["connect"] is None
    with pytest.raises(ConfigurationError):
        build(options=Options(timeout="3"))


def test_a_timeout_of_httpx():
    import httpx

    assert build(timeout=httpx.Timeout(1, read=2)).timeouts == {"connect": 1, "read": 2, "write": 1, "pool": 1}


class TestVersions:
    def test_a_field_that_the_chosen_version_refuses_is_warned_about_where_it_is_given(self):
        """The guide to 2026-10-21 promises it: `temperature` is a 400 there, even at its default."""
        with pytest.warns(
            UserWarning, match="API version 2026-10-21 refuses `temperature` of messages.create"
        ) as caught:
            request = build(hello(temperature=1.0), api_version="2026-10-21")
        assert header(request, "anthropic-version") == "2026-10-21"
        assert [warning.filename for warning in caught] == [__file__]

    def test_nothing_is_said_of_what_is_fine(self):
        """Warnings are errors in this suite."""
        build(hello(), api_version="2026-10-21")
        build(hello(temperature=1.0))


@pytest.mark.parametrize("value", [[omit], (omit, "a"), {omit}, {"a": {omit}}, frozenset([omit])], ids=repr)
def test_omit_is_dropped_at_any_depth(value):
    """Lists, tuples, sets and mappings alike; before, a set with `omit` ended in a recursion error."""
    body = json.loads(encode({"model": "m", "stop": value}))

    assert "omit" not in str(body).lower()
    assert set(body) == {"model", "stop"}


def test_a_value_without_a_json_form_is_refused():
    with pytest.raises(RequestInvalid, match="object has no JSON form"):
        encode({"model": object()})
