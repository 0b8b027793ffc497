"""The official SDK, unchanged, as a stranger's client of the local server: every method, and its own errors.

It runs with 0.125 as a development dependency; `make official` runs it with 1.17 in an environment of its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Iterator

import anthropic
import pytest

from claudewire.testing import LocalServer, Settings
from claudewire.testing.api import HANDLERS

HELLO = [{"role": "user", "content": "Hello"}]
MODEL = "claude-sonnet-4-5"
SKILL = b"---\nname: tidy-tables\ndescription: Makes tables tidy.\n---\n# Tidy tables\n"
CODE = [{"type": "code_execution_20250825", "name": "code_execution"}]

OLD = anthropic.__version__.startswith("0.")

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def settings() -> Settings:
    return Settings(batch_seconds=100)


@pytest.fixture
def client(server: LocalServer) -> Iterator[anthropic.Anthropic]:
    with anthropic.Anthropic(api_key="sk-ant-local", base_url=server.url, max_retries=0) as made:
        yield made


def folder() -> list[tuple[str, bytes]]:
    return [("tidy-tables/SKILL.md", SKILL), ("tidy-tables/scripts/tidy.py", b"print('tidy')\n")]


def archive() -> tuple[str, bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for path, content in folder():
            file.writestr(path, content)
    return ("tidy-tables.zip", buffer.getvalue())


class TestMessages:
    def test_it_creates_a_message(self, client: anthropic.Anthropic) -> None:
        message = client.messages.create(model=MODEL, max_tokens=100, messages=HELLO)
        assert "canned" in message.content[0].text
        assert message.usage.output_tokens > 0
        assert message._request_id.startswith("req_")

    def test_it_streams_a_message(self, client: anthropic.Anthropic) -> None:
        with client.messages.stream(model=MODEL, max_tokens=100, messages=HELLO) as stream:
            text = "".join(stream.text_stream)
            final = stream.get_final_message()
        assert final.content[0].text == text
        assert final.stop_reason == "end_turn"

    def test_it_goes_round_with_a_tool(self, client: anthropic.Anthropic) -> None:
        tool = {
            "name": "get_weather",
            "description": "Weather of a city.",
            "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
        }
        choice = {"type": "any"}
        with client.messages.stream(
            model=MODEL, max_tokens=200, messages=HELLO, tools=[tool], tool_choice=choice
        ) as stream:
            first = stream.get_final_message()
        call = first.content[-1]
        assert (first.stop_reason, call.name) == ("tool_use", "get_weather")
        assert isinstance(call.input["city"], str)
        result = {"type": "tool_result", "tool_use_id": call.id, "content": "12 degrees"}
        turns = [*HELLO, {"role": "assistant", "content": first.content}, {"role": "user", "content": [result]}]
        second = client.messages.create(model=MODEL, max_tokens=200, messages=turns, tools=[tool])
        assert "12 degrees" in second.content[0].text

    def test_it_thinks_and_streams_the_thoughts(self, client: anthropic.Anthropic) -> None:
        thinking = {"type": "enabled", "budget_tokens": 1024}
        with client.messages.stream(model=MODEL, max_tokens=2000, messages=HELLO, thinking=thinking) as stream:
            kinds = [event.type for event in stream]
            final = stream.get_final_message()
        assert {"thinking", "signature", "text"} <= set(kinds)
        assert [block.type for block in final.content] == ["thinking", "text"]

    def test_it_counts_tokens(self, client: anthropic.Anthropic) -> None:
        assert client.messages.count_tokens(model=MODEL, messages=HELLO).input_tokens > 0

    def test_the_beta_door_leads_to_the_same_messages(self, client: anthropic.Anthropic) -> None:
        assert client.beta.messages.create(model=MODEL, max_tokens=100, messages=HELLO).stop_reason == "end_turn"
        assert client.beta.messages.count_tokens(model=MODEL, messages=HELLO).input_tokens > 0


class TestModels:
    def test_it_lists_all_models_page_by_page(self, client: anthropic.Anthropic) -> None:
        ids = [model.id for model in client.models.list(limit=5)]
        assert len(ids) == len(set(ids)) > 10
        assert ids == [model.id for model in client.beta.models.list()]

    def test_it_gets_a_model_by_alias(self, client: anthropic.Anthropic) -> None:
        assert client.models.retrieve("claude-opus-4-5").id == "claude-opus-4-5-20251101"
        assert client.beta.models.retrieve("claude-opus-4-5").id == "claude-opus-4-5-20251101"


class TestBatches:
    @pytest.mark.parametrize("beta", [False, True])
    def test_a_batch_lives_and_dies(self, server: LocalServer, client: anthropic.Anthropic, beta: bool) -> None:
        batches = client.beta.messages.batches if beta else client.messages.batches
        good = {"custom_id": "good", "params": {"model": MODEL, "max_tokens": 50, "messages": HELLO}}
        bad = {"custom_id": "bad", "params": {"model": "no-such-model", "max_tokens": 50, "messages": HELLO}}
        batch = batches.create(requests=[good, bad])
        assert batch.processing_status == "in_progress"
        server.advance(100)
        batch = batches.retrieve(batch.id)
        assert (batch.processing_status, batch.request_counts.errored) == ("ended", 1)
        results = {line.custom_id: line.result for line in batches.results(batch.id)}
        assert results["good"].message.content
        assert results["bad"].error.error.type == "not_found_error"
        assert [found.id for found in batches.list()] == [batch.id]
        assert batches.delete(batch.id).type == "message_batch_deleted"
        with pytest.raises(anthropic.NotFoundError):
            batches.retrieve(batch.id)

    def test_a_batch_is_cancelled(self, client: anthropic.Anthropic, server: LocalServer) -> None:
        requests = [
            {"custom_id": str(number), "params": {"model": MODEL, "max_tokens": 50, "messages": HELLO}}
            for number in range(3)
        ]
        batch = client.messages.batches.create(requests=requests)
        assert client.messages.batches.cancel(batch.id).processing_status == "canceling"


class TestFiles:
    def test_a_file_lives_and_dies(self, client: anthropic.Anthropic) -> None:
        file = client.files.upload(file=("a.txt", b"alpha", "text/plain"))
        assert (file.filename, file.size_bytes, file.downloadable) == ("a.txt", 5, False)
        assert client.files.retrieve_metadata(file.id).id == file.id
        assert [found.id for found in client.files.list()] == [file.id]
        with pytest.raises(anthropic.BadRequestError, match="not downloadable"):
            client.files.download(file.id)
        assert client.files.delete(file.id).type == "file_deleted"
        with pytest.raises(anthropic.NotFoundError):
            client.files.retrieve_metadata(file.id)

    def test_the_beta_pages_by_id(self, client: anthropic.Anthropic) -> None:
        made = [client.beta.files.upload(file=(f"{number}.txt", b"x", "text/plain")).id for number in range(5)]
        assert [file.id for file in client.beta.files.list(limit=2)] == made[::-1]
        assert client.beta.files.retrieve_metadata(made[0]).filename == "0.txt"
        assert client.beta.files.delete(made[0]).id == made[0]

    def test_the_cursor_reaches_every_file(self, client: anthropic.Anthropic) -> None:
        made = [client.files.upload(file=(f"{number}.txt", b"x", "text/plain")).id for number in range(5)]
        assert [file.id for file in client.files.list(limit=2)] == made[::-1]

    def test_what_code_execution_makes_can_be_downloaded(self, client: anthropic.Anthropic) -> None:
        message = client.messages.create(model=MODEL, max_tokens=500, messages=HELLO, tools=CODE)
        result = next(block for block in message.content if block.type == "bash_code_execution_tool_result")
        content = client.files.download(result.content.content[0].file_id).read()
        assert b"canned" in content
        assert client.beta.files.download(result.content.content[0].file_id).read() == content


class TestSkills:
    def test_a_skill_lives_and_dies(self, client: anthropic.Anthropic) -> None:
        skill = client.skills.create(files=folder(), display_name="Tidy tables")
        assert (skill.display_name, skill.source.type) == ("Tidy tables", "custom")
        assert client.skills.retrieve(skill.id).latest_version_id == skill.latest_version_id
        version = client.skills.versions.create(skill.id, files=[archive()])
        assert version.description == "Makes tables tidy."
        assert client.skills.versions.retrieve(version.id, skill_id=skill.id).name == "tidy-tables"
        assert len(list(client.skills.versions.list(skill.id, limit=1))) == 2
        assert client.skills.versions.delete(version.id, skill_id=skill.id).id == version.id
        assert skill.id in [found.id for found in client.skills.list(limit=1)]
        assert [found.id for found in client.skills.list(source="custom")] == [skill.id]
        assert client.skills.delete(skill.id).type == "skill_deleted"

    def test_the_beta_door_leads_to_the_same_skills(self, client: anthropic.Anthropic) -> None:
        """Clients before 1.2 send `skills-2025-10-02` there, and get titles, and numbers for versions."""
        skills = client.beta.skills
        if OLD:
            skill = skills.create(files=folder(), display_title="Tidy tables")
            assert (skill.display_title, skill.source) == ("Tidy tables", "custom")
            first = skills.versions.create(skill.id, files=folder()).version
            assert skills.versions.retrieve(first, skill_id=skill.id).directory == "tidy-tables"
            with pytest.raises(anthropic.BadRequestError, match="existing versions"):
                skills.delete(skill.id)
            for found in skills.versions.list(skill.id):
                skills.versions.delete(found.version, skill_id=skill.id)
            assert skills.retrieve(skill.id).latest_version is None
        else:
            skill = skills.create(files=folder(), display_name="Tidy tables")
            assert (skill.display_name, skill.source.type) == ("Tidy tables", "custom")
            first = skills.versions.create(skill.id, files=folder()).id
            assert skills.versions.retrieve(first, skill_id=skill.id).name == "tidy-tables"
            assert len(list(skills.versions.list(skill.id, limit=1))) == 2
            content = skills.versions.download(first, skill_id=skill.id).read()
            assert "tidy-tables/SKILL.md" in zipfile.ZipFile(io.BytesIO(content)).namelist()
            skills.versions.delete(first, skill_id=skill.id)
        assert skill.id in [found.id for found in skills.list()]
        assert skills.delete(skill.id).id == skill.id

    def test_a_version_comes_back_as_a_zip(self, client: anthropic.Anthropic) -> None:
        skill = client.skills.create(files=folder())
        content = client.beta.skills.versions.download("latest", skill_id=skill.id).read()
        assert "tidy-tables/SKILL.md" in zipfile.ZipFile(io.BytesIO(content)).namelist()

    def test_a_message_loads_a_skill(self, client: anthropic.Anthropic) -> None:
        skill = client.skills.create(files=folder())
        wanted = {"skills": [{"type": "custom", "skill_id": skill.id, "version": "latest"}]}
        betas = ["code-execution-2025-08-25", "skills-2025-10-02"]
        message = client.beta.messages.create(
            model=MODEL, max_tokens=500, messages=HELLO, tools=CODE, container=wanted, betas=betas
        )
        assert message.container.skills[0].skill_id == skill.id


class TestErrors:
    def test_a_wrong_key_is_its_authentication_error(self, server: LocalServer) -> None:
        with (
            anthropic.Anthropic(api_key="sk-ant-invalid-1", base_url=server.url, max_retries=0) as client,
            pytest.raises(anthropic.AuthenticationError) as caught,
        ):
            client.models.list()
        assert caught.value.status_code == 401
        assert caught.value.request_id.startswith("req_")

    def test_what_is_overloaded_once_is_retried(self, server: LocalServer) -> None:
        server.fault("overloaded", times=1)
        with anthropic.Anthropic(api_key="sk-ant-local", base_url=server.url, max_retries=1) as client:
            client.messages.create(model=MODEL, max_tokens=100, messages=HELLO)
        assert [request.status for request in server.requests] == [529, 200]

    def test_an_error_in_a_stream_is_an_error(self, server: LocalServer, client: anthropic.Anthropic) -> None:
        server.fault("stream_error", after_events=3)
        with (
            client.messages.stream(model=MODEL, max_tokens=100, messages=HELLO) as stream,
            pytest.raises(anthropic.APIStatusError),
        ):
            stream.until_done()


class TestAsync:
    """The same operations through the asynchronous client."""

    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @pytest.fixture
    async def client(self, server: LocalServer) -> AsyncIterator[anthropic.AsyncAnthropic]:
        async with anthropic.AsyncAnthropic(api_key="sk-ant-local", base_url=server.url, max_retries=0) as made:
            yield made

    @pytest.mark.anyio
    async def test_one_call_of_every_method(self, server: LocalServer, client: anthropic.AsyncAnthropic) -> None:
        message = await client.messages.create(model=MODEL, max_tokens=500, messages=HELLO, tools=CODE)
        async with client.messages.stream(model=MODEL, max_tokens=100, messages=HELLO) as stream:
            assert "".join([text async for text in stream.text_stream])
        await client.messages.count_tokens(model=MODEL, messages=HELLO)
        assert [model async for model in client.models.list(limit=7)]
        await client.models.retrieve("claude-opus-5")

        params = {"model": MODEL, "max_tokens": 50, "messages": HELLO}
        batch = await client.messages.batches.create(requests=[{"custom_id": "a", "params": params}])
        await client.messages.batches.cancel(batch.id)
        server.advance(2)
        await client.messages.batches.retrieve(batch.id)
        assert [line.result.type async for line in await client.messages.batches.results(batch.id)] == ["canceled"]
        assert [found.id async for found in client.messages.batches.list()] == [batch.id]
        await client.messages.batches.delete(batch.id)

        file = await client.files.upload(file=("a.txt", b"alpha", "text/plain"))
        await client.files.retrieve_metadata(file.id)
        assert len([found async for found in client.files.list(limit=1)]) == 2
        result = next(block for block in message.content if block.type == "bash_code_execution_tool_result")
        assert await (await client.files.download(result.content.content[0].file_id)).read()
        await client.files.delete(file.id)

        skill = await client.skills.create(files=folder())
        version = await client.skills.versions.create(skill.id, files=[archive()])
        await client.skills.versions.retrieve(version.id, skill_id=skill.id)
        assert await (await client.beta.skills.versions.download(version.id, skill_id=skill.id)).read()
        assert len([found async for found in client.skills.versions.list(skill.id)]) == 2
        await client.skills.versions.delete(version.id, skill_id=skill.id)
        await client.skills.retrieve(skill.id)
        assert [found async for found in client.skills.list(limit=2)]
        await client.skills.delete(skill.id)
        seen = {request.operation for request in server.requests}
        assert seen == set(HANDLERS)
