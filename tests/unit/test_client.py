"""The clients: names, environment, copies, pickles, what they show; conveniences; and a cheap import."""

import copy
import importlib
import inspect
import io
import json
import logging
import pickle
import subprocess
import sys
import traceback
import zipfile

import anyio
import httpx
import pytest

import claudewire
from claudewire import (
    APIStatusError,
    AsyncClaude,
    Claude,
    ConfigurationError,
    DeadlineExpired,
    MissingCredentials,
    RequestInvalid,
    RetryPolicy,
    SkillInvalid,
)
from claudewire._skills import skill_files
from tests.conftest import KEY

HELLO = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}


def mocked(answer, cls=Claude, **options):
    if cls is Claude:
        client = httpx.Client(transport=httpx.MockTransport(answer))
    else:
        client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return cls(**{"api_key": KEY, "http_client": client, "retry": RetryPolicy(max_retries=0), **options})


class TestPackage:
    def test_official_names_are_the_same_things(self):
        assert claudewire.Anthropic is claudewire.Client is Claude
        assert claudewire.AsyncAnthropic is claudewire.AsyncClient is AsyncClaude
        assert claudewire.NOT_GIVEN is claudewire.not_given is claudewire.omit

    def test_every_name_can_be_had(self):
        for name in claudewire.__all__:
            assert getattr(claudewire, name) is not None
        with pytest.raises(AttributeError):
            claudewire.nothing  # noqa: B018

    def test_types_under_their_official_names(self):
        from claudewire import types
        from claudewire_api import models

        assert types.Message is types.BetaMessage is models.Message
        assert types.MessageParam is types.BetaMessageParam
        with pytest.raises(AttributeError):
            types.Nothing  # noqa: B018
        assert "Message" in dir(types)
        assert importlib.import_module("claudewire.types.beta").BetaMessage is models.Message
        assert importlib.import_module("claudewire.types.messages").MessageBatch is models.MessageBatch
        assert (
            importlib.import_module("claudewire.types.messages.batch_create_params").Request is types.BatchRequestParam
        )
        assert importlib.import_module("claudewire.types.message_create_params").MessageCreateParams

    def test_httpx_clients_with_our_settings(self):
        for cls, client in ((claudewire.DefaultHttpxClient, Claude), (claudewire.DefaultAsyncHttpxClient, AsyncClaude)):
            http = cls(headers={"x-a": "1"})
            assert client(api_key=KEY, http_client=http).timeout["connect"] == 5.0
            assert not http.follow_redirects
        assert claudewire.DefaultHttpxClient(timeout=3).timeout == httpx.Timeout(3)

    def test_importing_loads_neither_httpx_nor_models(self):
        script = (
            "import sys, claudewire\n"
            "from claudewire import __version__\n"
            "assert not [m for m in sys.modules if m.startswith(('httpx', 'claudewire_api.models', 'attr'))], sys.modules\n"
            "print(len([m for m in sys.modules if m.startswith('claudewire')]))\n"
        )
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert int(result.stdout) <= 4

    def test_making_a_client_loads_no_httpx(self):
        script = (
            "import sys, claudewire; c = claudewire.Claude(api_key='k'); repr(c); assert 'httpx' not in sys.modules"
        )
        subprocess.run([sys.executable, "-c", script], check=True)


class TestConfiguration:
    def test_at_most_one_credential(self):
        with pytest.raises(ConfigurationError, match="at most one"):
            Claude(api_key="a", auth_token="b")
        with pytest.raises(ConfigurationError, match="at most one"):
            Claude(api_key="a").with_options(api_key="a", auth_token="b")

    @pytest.mark.parametrize(
        "options",
        [
            {"auth_scheme": "basic"},
            {"api_key": 7},
            {"base_url": "x"},
            {"timeout": "soon"},
            {"max_retries": -1},
            {"max_retries": None},
        ],
    )
    def test_what_can_not_work(self, options):
        with pytest.raises((ConfigurationError, TypeError)):
            Claude(**options)

    def test_everything_is_keyword_only(self):
        for cls in (Claude, AsyncClaude):
            kinds = {p.kind for p in list(inspect.signature(cls).parameters.values())}
            assert kinds == {inspect.Parameter.KEYWORD_ONLY}

    def test_arguments_have_their_official_names(self):
        ours = set(inspect.signature(Claude).parameters)
        assert ours >= {
            "api_key",
            "auth_token",
            "base_url",
            "timeout",
            "max_retries",
            "default_headers",
            "default_query",
            "http_client",
        }

    def test_a_client_without_a_credential_can_be_made(self):
        with Claude() as client, pytest.raises(MissingCredentials):
            client.messages.create(**HELLO)

    def test_a_key_wins_over_a_token_and_a_warning_says_so(self, monkeypatch, caplog):
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "t0k")
        client = Claude()
        assert client._config.api_key is not None
        assert client._config.auth_token is None
        assert "the key is used" in caplog.text

    def test_headers_add_up_or_are_replaced(self):
        client = Claude(api_key=KEY, default_headers={"X-A": "1"})
        assert dict(client.with_options(default_headers={"x-b": "2"}).default_headers) == {"x-a": "1", "x-b": "2"}
        assert dict(client.with_options(set_default_headers={"x-b": "2"}).default_headers) == {"x-b": "2"}
        with pytest.raises(ConfigurationError):
            client.with_options(default_headers={}, set_default_headers={})

    def test_options_of_a_copy(self):
        client = Claude(api_key=KEY, max_retries=5, timeout=7)
        assert client.max_retries == 5
        assert client.timeout["read"] == 7
        other = client.copy(max_retries=1, timeout=None, base_url="https://gw.example/x/", api_version="2026-10-21")
        assert (other.max_retries, other.timeout["read"], other.base_url) == (1, None, "https://gw.example/x")
        assert other.api_version == "2026-10-21"
        assert client.max_retries == 5
        assert type(other) is Claude

    def test_the_timeout_of_a_foreign_client_counts_if_somebody_chose_it(self):
        with httpx.Client(timeout=3) as mine:
            assert Claude(api_key=KEY, http_client=mine).timeout["read"] == 3
            assert Claude(api_key=KEY, http_client=mine, timeout=4).timeout["read"] == 4
        with httpx.Client() as mine:
            assert Claude(api_key=KEY, http_client=mine).timeout["read"] == 600

    def test_is_closed(self):
        client = Claude(api_key=KEY)
        copied = client.with_options(timeout=1)
        assert not client.is_closed()
        client.close()
        assert client.is_closed()
        assert copied.is_closed()
        with pytest.raises(ConfigurationError, match="closed"):
            copied.messages.create(**HELLO)


@pytest.mark.parametrize("cls", [Claude, AsyncClaude])
class TestCopies:
    def test_a_pickle_holds_the_configuration_and_no_secret(self, cls, monkeypatch):
        client = cls(
            api_key=KEY, max_retries=4, default_headers={"x-a": "1", "authorization": f"Bearer {KEY}"}, betas=["b-1"]
        )
        data = pickle.dumps(client)
        assert b"CANARY" not in data
        twin = pickle.loads(data)
        assert twin.max_retries == 4
        assert dict(twin.default_headers) == {"x-a": "1"}
        assert twin._config.api_key is None
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-over-there")
        assert pickle.loads(data)._config.api_key is not None

    def test_a_function_goes_along(self, cls):
        assert pickle.loads(pickle.dumps(cls(api_key=a_key)))._config.api_key is a_key

    def test_a_foreign_client_does_not(self, cls):
        client = mocked(lambda request: None, cls)
        with pytest.raises(TypeError, match="can not be pickled"):
            pickle.dumps(client)

    def test_copies_in_the_process_keep_the_key(self, cls):
        client = cls(api_key=KEY)
        deep, shallow = copy.deepcopy(client), copy.copy(client)
        assert deep._config == shallow._config == client._config
        assert deep._connections is not client._connections
        assert shallow._connections is client._connections
        assert copy.deepcopy({"clients": [client]})["clients"][0]._config == client._config


def a_key():
    return KEY


class Seen(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.text = []
        self.deaf = ()

    def emit(self, record):
        if record.name.startswith(self.deaf or "\0"):
            return
        self.text += [record.getMessage(), repr(vars(record))]


class TestCanary:
    """A key that must not turn up anywhere: 40 places."""

    def places(self, server):
        client = Claude(api_key=KEY, base_url=server.url, retry=RetryPolicy(max_retries=1, initial_delay=0), timeout=2,
                        default_headers={"authorization": f"Bearer {KEY}"}, proxy=None)  # fmt: skip
        other = AsyncClaude(auth_token=KEY, base_url=server.url, retry=RetryPolicy(max_retries=0))
        for one in (client, other):
            yield "repr", repr(one)
            yield "str", str(one)
            yield "format", f"{one!r:>400}{one}"
            yield "vars", repr(vars(one))
            yield "config", repr(one._config)
            yield "connections", repr(vars(one._connections))
            yield "default headers", repr(one.default_headers)
            yield "copy", repr(one.with_options(timeout=1))
            yield "pickle", repr(pickle.dumps(one))
            yield "resource", repr(one.messages) + repr(one.beta.messages)
        seen = Seen()
        # httpcore logs the headers of answers: there, nobody can keep a server from repeating what it was sent.
        loggers = [logging.getLogger(name) for name in ("claudewire", "httpx", "httpcore", "asyncio")]
        levels = [logger.level for logger in loggers]
        for logger in loggers:
            logger.addHandler(seen)
            logger.setLevel(logging.DEBUG)
        try:
            for fault in ("", "echo_key", "reset_before_headers", "html_200", "huge_headers", "garbage_status_line", "silent",
                          "reset_in_body", "redirect"):  # fmt: skip
                timeout = 0.1 if fault == "silent" else 2
                seen.deaf = ("httpcore",) if fault in ("echo_key", "redirect") else ()
                headers = {"x-fault": fault, "x-status": "307", "x-location": f"http://a:{KEY}@127.0.0.2/{KEY}"}
                for call in (
                    lambda: client.messages.create(**HELLO, extra_headers=headers, timeout=timeout),  # noqa: B023
                    lambda: anyio.run(asked(other, headers, timeout)),  # noqa: B023
                ):
                    try:
                        yield f"result {fault}", repr(call())
                    except claudewire.ClaudeError as error:
                        yield from self.error(fault, error)
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.removeHandler(seen)
                logger.setLevel(level)
        yield "logs", "\n".join(seen.text)
        with pytest.raises(RequestInvalid) as caught:
            client.messages.create(**HELLO, extra_headers={"x-api-key": f"{KEY}\n"})
        yield "injection", str(caught.value)
        client.close()

    def error(self, fault, error):
        yield f"{fault} str", str(error)
        yield f"{fault} repr", repr(error)
        yield f"{fault} vars", repr(vars(error))
        yield f"{fault} pickle", repr(pickle.dumps(error))
        yield f"{fault} reduce", repr(error.__reduce__())
        # The frame of this test holds the headers itself; ours and those below must not.
        lines = [
            line
            for frame in traceback.TracebackException.from_exception(error, capture_locals=True).format()
            for line in frame.split("\n")
        ]
        yield f"{fault} traceback", "\n".join(line for line in lines if "x-location" not in line)
        cause = error.__cause__
        if cause is not None:
            exc = traceback.TracebackException.from_exception(cause, capture_locals=True)
            yield f"{fault} cause", "".join(exc.format())

    def test_it_leaks_nowhere(self, fault_server):
        places = list(self.places(fault_server))
        assert len(places) >= 40
        leaks = [name for name, text in places if "CANARY" in text]
        assert leaks == []


def asked(client, headers, timeout):
    async def ask():
        try:
            return await client.messages.create(**HELLO, extra_headers=headers, timeout=timeout)
        finally:
            import asyncio

            lanes = client._connections.transport._loops[asyncio.get_running_loop()]
            for lane in lanes.idle:
                await lane.transport.aclose()
            lanes.idle.clear()

    return ask


BATCH = {
    "id": "msgbatch_1", "type": "message_batch", "processing_status": "in_progress", "results_url": None, "ended_at": None,
    "request_counts": {"processing": 1, "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0},
    "created_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-02T00:00:00Z", "archived_at": None,
    "cancel_initiated_at": None,
}  # fmt: skip


def both(action_sync, action_async, answer):
    """The same action on both clients; what both give."""
    with mocked(answer) as client:
        first = action_sync(client)

    async def main():
        async with mocked(answer, AsyncClaude) as client:
            return await action_async(client)

    return first, anyio.run(main)


class TestBatches:
    def request(self, number, size=0):
        return {"custom_id": f"r{number}", "params": {**HELLO, "system": "x" * size}}

    def test_wait(self):
        looks = []

        def answer(request):
            looks.append(request.url.path)
            ended = len(looks) % 3 == 0
            return httpx.Response(200, json={**BATCH, "processing_status": "ended" if ended else "in_progress"})

        told = []
        options = {"poll_interval": 0.001, "on_progress": lambda batch: told.append(batch.processing_status)}
        results = both(
            lambda client: client.messages.batches.wait("msgbatch_1", **options),
            lambda client: client.messages.batches.wait("msgbatch_1", **options),
            answer,
        )
        assert [batch.processing_status for batch in results] == ["ended", "ended"]
        assert told == ["in_progress", "in_progress", "ended"] * 2

    def test_wait_gives_up(self):
        def answer(request):
            return httpx.Response(200, json=BATCH)

        with (
            mocked(answer) as client,
            pytest.raises(DeadlineExpired, match=r"msgbatch_1 is still in_progress after 0\.01 s"),
        ):
            client.messages.batches.wait("msgbatch_1", timeout=0.01, poll_interval=0.005)

    def test_polling_slows_down(self):
        from itertools import islice

        from claudewire._resources.batches import pauses

        found = list(islice(pauses(None), 20))
        assert found[:3] == [1.0, 1.5, 2.25]
        assert max(found) == 60.0
        assert list(islice(pauses(5), 3)) == [5, 5, 5]

    def test_results_by_id(self):
        lines = [{"custom_id": name, "result": {"type": "canceled"}} for name in ("b", "a")]
        data = "\n".join(map(json.dumps, lines)).encode() + b"\n"

        def answer(request):
            return httpx.Response(200, content=data, headers={"content-type": "application/x-jsonl"})

        for results in both(
            lambda client: client.messages.batches.results_by_id("msgbatch_1"),
            lambda client: client.messages.batches.results_by_id("msgbatch_1"),
            answer,
        ):
            assert set(results) == {"a", "b"}
            assert results["a"].result.type == "canceled"

    def test_submit_splits_by_count_and_by_size(self):
        sent = []

        def answer(request):
            sent.append((len(json.loads(request.content)["requests"]), len(request.content)))
            return httpx.Response(200, json=BATCH)

        requests = [self.request(n, size=1000 if n == 5 else 0) for n in range(10)]
        limit = 1700
        for batches in both(
            lambda client: client.messages.batches.submit(iter(requests), max_requests=4, max_bytes=limit),
            lambda client: client.messages.batches.submit(requests, max_requests=4, max_bytes=limit),
            answer,
        ):
            assert len(batches) == len(sent) // 2 or len(batches) == len(sent)
        half = sent[: len(sent) // 2]
        assert half == sent[len(sent) // 2 :]
        assert sum(count for count, _ in half) == 10
        assert all(count <= 4 and size <= limit for count, size in half)

    def test_submit_refuses_what_can_not_be_told_apart(self):
        with mocked(lambda request: httpx.Response(200, json=BATCH)) as client:
            with pytest.raises(RequestInvalid, match="twice"):
                client.messages.batches.submit([self.request(1), self.request(1)])
            with pytest.raises(RequestInvalid, match="one request"):
                client.messages.batches.submit([self.request(1, size=500)], max_bytes=100)
            assert client.messages.batches.submit([]) == []

    def test_submit_from_an_async_iterator(self):
        async def requests():
            for n in range(3):
                yield self.request(n)

        async def main():
            async with mocked(lambda request: httpx.Response(200, json=BATCH), AsyncClaude) as client:
                return await client.messages.batches.submit(requests())

        assert len(anyio.run(main)) == 1


SKILL_MD = "---\nname: my-skill\ndescription: 'Does things'\nlicense: MIT # yes\n---\n# My skill\n"


@pytest.fixture
def skill(tmp_path):
    folder = tmp_path / "my-skill"
    (folder / "scripts").mkdir(parents=True)
    (folder / "SKILL.md").write_text(SKILL_MD)
    (folder / "scripts" / "run.py").write_text("print()")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("x")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "run.pyc").write_text("x")
    return folder


class TestSkills:
    def test_the_files_of_a_folder(self, skill):
        assert [name for name, _ in skill_files(skill)] == ["my-skill/SKILL.md", "my-skill/scripts/run.py"]
        assert skill_files(str(skill)) == skill_files(skill)

    @pytest.mark.parametrize(
        ("text", "match"),
        [
            ("# no front matter", "begin with"),
            ("---\nname: my-skill\n", "does not end"),
            ("---\nname: other\ndescription: x\n---\n", "must be the same"),
            ("---\nname: My Skill\ndescription: x\n---\n", "lower-case"),
            ("---\nname: " + "a" * 65 + "\ndescription: x\n---\n", "1 to 64"),
            ("---\ndescription: x\n---\n", "name:"),
            ("---\nname: my-skill\n---\n", "must say something"),
            ("---\nname: my-skill\ndescription: ''\n---\n", "must say something"),
            ("---\nname: my-skill\ndescription: " + "x" * 1025 + "\n---\n", "1,024"),
            ("---\nname: my-skill\ndescription: <b>x</b>\n---\n", "XML"),
        ],
    )
    def test_the_rules_for_skill_md(self, skill, text, match):
        (skill / "SKILL.md").write_text(text)
        with pytest.raises(SkillInvalid, match=match):
            skill_files(skill)

    def test_reserved_words(self, tmp_path):
        folder = tmp_path / "claude-helper"
        folder.mkdir()
        (folder / "SKILL.md").write_text("---\nname: claude-helper\ndescription: x\n---\n")
        with pytest.raises(SkillInvalid, match="claude"):
            skill_files(folder)

    def test_folded_descriptions(self, skill):
        (skill / "SKILL.md").write_text("---\nname: my-skill\ndescription: >-\n  Does\n  things\n---\n")
        assert len(skill_files(skill)) == 2

    def test_no_skill_md(self, skill):
        (skill / "SKILL.md").unlink()
        with pytest.raises(SkillInvalid, match=r"no SKILL\.md"):
            skill_files(skill)
        with pytest.raises(SkillInvalid, match="neither"):
            skill_files(skill / "nothing")

    def zipped(self, path, files):
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return path

    def test_a_zip_archive(self, tmp_path):
        path = self.zipped(tmp_path / "s.zip", {"my-skill/SKILL.md": SKILL_MD, "my-skill/a.txt": "x"})
        assert skill_files(path) == [("s.zip", path, "application/zip")]

    @pytest.mark.parametrize(
        ("files", "match"),
        [
            ({"SKILL.md": SKILL_MD}, r"no SKILL\.md/SKILL\.md|one folder"),
            ({"a/SKILL.md": SKILL_MD, "b/x": ""}, "one folder"),
            ({"my-skill/x": ""}, r"no my-skill/SKILL\.md"),
            ({"other/SKILL.md": SKILL_MD}, "must be the same"),
            ({}, "one folder"),
        ],
    )
    def test_a_zip_archive_that_breaks_a_rule(self, tmp_path, files, match):
        with pytest.raises(SkillInvalid, match=match):
            skill_files(self.zipped(tmp_path / "s.zip", files))

    def test_something_else_is_no_archive(self, tmp_path):
        (tmp_path / "s.zip").write_bytes(b"nothing")
        with pytest.raises(SkillInvalid, match="not a zip"):
            skill_files(tmp_path / "s.zip")

    def test_upload(self, skill):
        bodies = []

        def answer(request):
            bodies.append(request.content)
            return httpx.Response(400, json={"error": {"type": "invalid_request_error", "message": "seen"}})

        with mocked(answer) as client:
            with pytest.raises(APIStatusError, match="seen"):
                client.skills.create_from_dir(skill, display_name="Mine")
            with pytest.raises(APIStatusError, match="seen"):
                client.skills.versions.create_from_dir("skill_1", skill)
        assert b'name="files[]"; filename="my-skill/scripts/run.py"' in bodies[0]
        assert b'name="display_name"\r\n\r\nMine' in bodies[0]
        assert b"HEAD" not in bodies[0]


def test_an_open_file_can_be_uploaded_twice():
    lengths = []

    def answer(request):
        lengths.append(len(request.read()))
        return httpx.Response(529)

    with mocked(answer, retry=RetryPolicy(initial_delay=0)) as client, pytest.raises(APIStatusError):
        client.files.upload(file=("x", io.BytesIO(b"y" * 1000)))
    assert len(lengths) == 3
    assert len(set(lengths)) == 1
