"""Batches, files and skills on the wire: life cycles, pages, and what is refused."""

from __future__ import annotations

import io
import json
import socket
import threading
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest

from claudewire.testing import LocalServer, Settings

from .conftest import HEADERS

FILES = {"anthropic-beta": "files-api-2025-04-14"}
SKILLS = {"anthropic-beta": "skills-2025-10-02"}
DAY = 24 * 3600


def valid(server: LocalServer, name: str, response: httpx.Response) -> dict[str, Any]:
    """A successful answer that the document allows."""
    assert response.status_code == 200, response.text
    schema = {"$ref": f"#/components/schemas/{name}", "components": server.state.document.raw["components"]}
    jsonschema_rs.validate(schema, response.json())
    return response.json()


def message(response: httpx.Response, status: int) -> str:
    assert response.status_code == status, response.text
    return response.json()["error"]["message"]


class TestBatches:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(seed=1, batch_seconds=100)

    @pytest.fixture
    def batch(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> str:
        requests = [{"custom_id": f"r{number}", "params": hello} for number in range(4)]
        requests[3] = {"custom_id": "r3", "params": {**hello, "stream": True}}
        made = valid(server, "MessageBatch", http.post("/v1/messages/batches", json={"requests": requests}))
        assert made["processing_status"] == "in_progress"
        assert made["request_counts"] == {"processing": 4, "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0}
        return f"/v1/messages/batches/{made['id']}"

    def results(self, http: httpx.Client, batch: str) -> dict[str, str]:
        lines = [json.loads(line) for line in http.get(f"{batch}/results").text.splitlines()]
        return {line["custom_id"]: line["result"]["type"] for line in lines}

    def test_it_ends_when_its_time_has_come(self, server: LocalServer, http: httpx.Client, batch: str) -> None:
        assert int(http.get(batch).headers["retry-after"]) > 0
        assert "no available results" in message(http.get(f"{batch}/results"), 404)
        server.advance(100)
        ended = valid(server, "MessageBatch", http.get(batch))
        assert ended["request_counts"] == {"processing": 0, "succeeded": 3, "errored": 1, "canceled": 0, "expired": 0}
        response = httpx.get(ended["results_url"], headers=HEADERS)
        assert response.headers["content-type"] == "application/x-jsonl"
        assert "_results.jsonl" in response.headers["content-disposition"]
        assert self.results(http, batch) == {"r0": "succeeded", "r1": "succeeded", "r2": "succeeded", "r3": "errored"}

    def test_cancelling_keeps_what_is_done(self, server: LocalServer, http: httpx.Client, batch: str) -> None:
        server.advance(60)
        assert valid(server, "MessageBatch", http.post(f"{batch}/cancel"))["processing_status"] == "canceling"
        assert valid(server, "MessageBatch", http.post(f"{batch}/cancel"))["cancel_initiated_at"]
        server.advance(2)
        assert http.get(batch).json()["processing_status"] == "ended"
        assert self.results(http, batch) == {"r0": "succeeded", "r1": "succeeded", "r2": "canceled", "r3": "canceled"}
        message(http.post(f"{batch}/cancel"), 400)

    def test_it_expires_after_a_day(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.state.settings = Settings(batch_seconds=10 * DAY)
        body = {"requests": [{"custom_id": "slow", "params": hello}]}
        batch = "/v1/messages/batches/" + http.post("/v1/messages/batches", json=body).json()["id"]
        server.advance(DAY + 1)
        assert valid(server, "MessageBatch", http.get(batch))["request_counts"]["expired"] == 1
        assert self.results(http, batch) == {"slow": "expired"}

    def test_its_results_are_kept_for_29_days(self, server: LocalServer, http: httpx.Client, batch: str) -> None:
        server.advance(29 * DAY + 1)
        archived = valid(server, "MessageBatch", http.get(batch))
        assert archived["archived_at"]
        assert archived["results_url"] is None
        message(http.get(f"{batch}/results"), 404)

    def test_it_can_be_deleted_once_it_has_ended(self, server: LocalServer, http: httpx.Client, batch: str) -> None:
        message(http.delete(batch), 400)
        server.advance(100)
        valid(server, "DeletedMessageBatch", http.delete(batch))
        message(http.get(batch), 404)

    def test_names_are_unique(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        body = {"requests": [{"custom_id": "a", "params": hello}] * 2}
        assert "custom_id" in message(http.post("/v1/messages/batches", json=body), 400)

    def test_lists_turn_their_pages_both_ways(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        body = {"requests": [{"custom_id": "a", "params": hello}]}
        made = [http.post("/v1/messages/batches", json=body).json()["id"] for _ in range(5)][::-1]

        def page(**query: Any) -> tuple[list[str], bool]:
            found = valid(server, "MessageBatchPage", http.get("/v1/messages/batches", params=query))
            return [batch["id"] for batch in found["data"]], found["has_more"]

        assert page(limit=2) == (made[:2], True)
        assert page(limit=2, after_id=made[1]) == (made[2:4], True)
        assert page(limit=2, after_id=made[3]) == (made[4:], False)
        assert page(limit=2, before_id=made[4]) == (made[2:4], True)
        assert page(limit=2, before_id=made[2]) == (made[:2], False)
        message(http.get("/v1/messages/batches?after_id=none"), 400)


class TestFiles:
    def upload(self, http: httpx.Client, name: str = "a.txt", **data: Any) -> httpx.Response:
        return http.post("/v1/files", files={"file": (name, b"alpha", "text/plain")}, data=data)

    def test_the_header_decides_on_the_shape(self, server: LocalServer, http: httpx.Client) -> None:
        file = valid(server, "FileMetadata", self.upload(http))
        assert "expires_at" in file
        path = f"/v1/files/{file['id']}"
        assert "expires_at" not in valid(server, "FileMetadata", http.get(path, headers=FILES))
        assert set(valid(server, "FileMetadataPage", http.get("/v1/files"))) == {"data", "next_page"}
        beta = valid(server, "FileMetadataPage", http.get("/v1/files", headers=FILES))
        assert set(beta) == {"data", "has_more", "first_id", "last_id"}

    def test_an_expired_file_can_not_be_used_and_is_not_deleted(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        file = self.upload(http, expires_in_seconds="3600").json()
        block = {"type": "document", "source": {"type": "file", "file_id": file["id"]}}
        server.advance(3601)

        download = http.get(f"/v1/files/{file['id']}/content")
        asked = http.post("/v1/messages", json={**hello, "messages": [{"role": "user", "content": [block]}]})
        for response in (download, asked):
            assert message(response, 404)
            assert response.json()["error"]["details"] == {"error_code": "file_expired"}
        assert http.get(f"/v1/files/{file['id']}").json() == file
        assert http.get("/v1/files").json()["data"] == [file]
        assert http.delete(f"/v1/files/{file['id']}").json() == {"id": file["id"], "type": "file_deleted"}

    def test_its_life_has_limits(self, http: httpx.Client) -> None:
        assert message(self.upload(http, expires_in_seconds="60"), 400).startswith("expires_in_seconds: ")

    def test_an_upload_can_not_be_downloaded(self, http: httpx.Client) -> None:
        file = self.upload(http).json()
        response = http.get(f"/v1/files/{file['id']}/content")
        assert message(response, 400)
        assert response.json()["error"]["details"] == {"error_code": "file_not_downloadable"}

    def test_a_name_has_rules(self, http: httpx.Client) -> None:
        assert "file name" in message(self.upload(http, "a/b.txt"), 400)
        assert "file name" in message(self.upload(http, "x" * 256), 400)

    def test_a_form_is_needed(self, http: httpx.Client) -> None:
        assert "multipart" in message(http.post("/v1/files", json={}), 400)
        assert message(http.post("/v1/files", files={"other": ("a", b"")}), 400) == "file: Field required"

    def test_some_of_many(self, http: httpx.Client) -> None:
        ids = [self.upload(http, f"{number}.txt").json()["id"] for number in range(3)]
        found = http.get("/v1/files", params={"ids[]": [*ids[:2], "file_none"]}).json()
        assert [file["id"] for file in found["data"]] == ids[:2][::-1]

    def test_a_cursor_is_not_shifted_by_what_is_new(self, http: httpx.Client) -> None:
        ids = [self.upload(http, f"{number}.txt").json()["id"] for number in range(4)][::-1]
        first = http.get("/v1/files?limit=2").json()
        self.upload(http, "new.txt")
        second = http.get("/v1/files", params={"limit": 2, "page": first["next_page"]}).json()
        assert [file["id"] for file in first["data"] + second["data"]] == ids
        message(http.get("/v1/files?page=nonsense"), 400)

    def test_a_message_needs_the_file_that_it_names(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        def ask(name: str) -> httpx.Response:
            block = {"type": "document", "source": {"type": "file", "file_id": name}}
            return http.post("/v1/messages", json={**hello, "messages": [{"role": "user", "content": [block]}]})

        assert ask(self.upload(http).json()["id"]).status_code == 200
        assert message(ask("file_none"), 404)


SKILL = b"---\nname: tidy\ndescription: >\n  Makes tables\n  tidy.\n---\n# Tidy\n"


def folder(skill: bytes = SKILL, top: str = "tidy", **more: bytes) -> list[tuple[str, tuple[str, bytes]]]:
    named = {f"{top}/SKILL.md": skill, **more}
    return [("files[]", (path, content)) for path, content in named.items()]


def zip_of(files: Mapping[str, bytes], *, damage: bool = False) -> Any:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    content = buffer.getvalue()
    return [("files[]", ("skill.zip", content.replace(b"tidy", b"tidi", 1) if damage else content))]


class TestSkills:
    def test_the_header_decides_on_the_shape(self, server: LocalServer, http: httpx.Client) -> None:
        made = valid(server, "Skill", http.post("/v1/skills", files=folder(), data={"display_name": "Tidy"}))
        assert (made["display_name"], made["source"]) == ("Tidy", {"type": "custom"})
        beta = valid(server, "Skill", http.get(f"/v1/skills/{made['id']}", headers=SKILLS))
        assert (beta["display_title"], beta["source"]) == ("Tidy", "custom")
        versions = f"/v1/skills/{made['id']}/versions"
        version = valid(server, "SkillVersion", http.get(f"{versions}/latest"))
        assert version["description"] == "Makes tables tidy."
        assert "version" not in version
        assert (
            valid(server, "SkillVersion", http.get(f"{versions}/{beta['latest_version']}", headers=SKILLS))["directory"]
            == "tidy"
        )
        assert "has_more" in valid(server, "SkillPage", http.get("/v1/skills", headers=SKILLS))
        assert "has_more" not in valid(server, "SkillVersionPage", http.get(versions))

    def test_what_was_uploaded_comes_back_as_a_zip(self, http: httpx.Client) -> None:
        made = http.post("/v1/skills", files=folder(**{"tidy/scripts/a.py": b"1"})).json()
        content = http.get(f"/v1/skills/{made['id']}/versions/latest/content").content
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "tidy/SKILL.md": SKILL,
            "tidy/scripts/a.py": b"1",
        }
        again = http.post(f"/v1/skills/{made['id']}/versions", files=[("files[]", ("tidy.zip", content))])
        assert again.json()["name"] == "tidy"

    def test_deleting_it_differs_by_view(self, http: httpx.Client) -> None:
        first, second = (http.post("/v1/skills", files=folder()).json()["id"] for _ in range(2))
        assert http.delete(f"/v1/skills/{first}").json() == {"type": "skill_deleted", "id": first}
        assert "existing versions" in message(http.delete(f"/v1/skills/{second}", headers=SKILLS), 400)
        number = http.get(f"/v1/skills/{second}", headers=SKILLS).json()["latest_version"]
        deleted = http.delete(f"/v1/skills/{second}/versions/{number}", headers=SKILLS).json()
        assert deleted == {"type": "skill_version_deleted", "id": number}
        assert http.delete(f"/v1/skills/{second}", headers=SKILLS).status_code == 200

    def test_a_title_is_unique_in_the_beta(self, http: httpx.Client) -> None:
        titled = {"data": {"display_title": "Tidy"}, "headers": SKILLS, "files": folder()}
        assert http.post("/v1/skills", **titled).status_code == 200
        assert "display_title" in message(http.post("/v1/skills", **titled), 400)

    def test_anthropics_own_are_there_and_stay(self, http: httpx.Client) -> None:
        assert [skill["id"] for skill in http.get("/v1/skills?source=anthropic").json()["data"]] == [
            "xlsx",
            "pptx",
            "pdf",
            "docx",
        ]
        message(http.delete("/v1/skills/pptx"), 403)
        message(http.get("/v1/skills/pptx/versions/latest/content"), 403)

    @pytest.mark.parametrize(
        ("files", "sentence"),
        [
            (folder(top="other"), "folder name 'other' must match the skill name 'tidy'"),
            (folder(top="tidy/deeper"), "SKILL.md file must be exactly in the top-level folder."),
            (folder(**{"elsewhere/a.py": b""}), "one common top-level folder"),
            (folder(**{"tidy/../a.py": b""}), "not a path below"),
            (folder(b"# no front matter"), "must start with YAML frontmatter"),
            (folder(b"---\nname: Tidy\ndescription: x\n---\n", top="Tidy"), "lowercase letters"),
            (
                folder(b"---\nname: my-claude\ndescription: x\n---\n", top="my-claude"),
                "must not contain anthropic or claude",
            ),
            (folder(b"---\nname: tidy\n---\n"), "description must have"),
            (folder(b"---\nname: tidy\ndescription: <b>x</b>\n---\n"), "XML tags"),
            (folder(**{"tidy/big": b"0" * (30 * 1024 * 1024)}), "under 30 MB"),
            ([("other", ("a", b"x"))], "files[]: Field required"),
            (zip_of({"tidy/SKILL.md": SKILL}, damage=True), "not a zip archive that can be read"),
            (zip_of({"tidy/SKILL.md": SKILL, "tidy/../../a": b""}), "not a path below"),
        ],
    )
    def test_a_folder_that_is_no_skill(self, http: httpx.Client, files: Any, sentence: str) -> None:
        assert sentence in message(http.post("/v1/skills", files=files), 400)

    def test_a_message_needs_the_skill_that_it_names(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        def ask(*ids: str) -> httpx.Response:
            skills = [{"type": "custom", "skill_id": name, "version": "latest"} for name in ids]
            return http.post("/v1/messages", json={**hello, "container": {"skills": skills}})

        assert message(ask("skill_none"), 404)
        assert ask(http.post("/v1/skills", files=folder()).json()["id"]).json()["container"]["skills"]

    def test_a_message_has_twenty_skills_at_most(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        def ask(count: int) -> httpx.Response:
            skills = [{"type": "anthropic", "skill_id": "pptx"}] * count
            return http.post("/v1/messages", json={**hello, "container": {"skills": skills}})

        assert ask(20).status_code == 200
        assert message(ask(21), 400).startswith("container.skills: List should have at most 20")


class TestContainers:
    CODE = ({"type": "code_execution_20250825", "name": "code_execution"},)

    def test_one_is_kept_for_the_next_request(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        first = http.post("/v1/messages", json={**hello, "tools": self.CODE}).json()["container"]["id"]
        again = {**hello, "tools": self.CODE, "container": first}
        assert http.post("/v1/messages", json=again).json()["container"]["id"] == first
        server.advance(3600)
        assert message(http.post("/v1/messages", json=again), 404)


def test_a_server_may_be_away_for_a_while() -> None:
    with LocalServer() as server:
        url = server.url
        file = httpx.post(f"{url}/v1/files", files={"file": ("a.txt", b"alpha")}, headers=HEADERS).json()
        server.stop()
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url}/v1/files", headers=HEADERS)
        server.start()
        assert httpx.get(f"{url}/v1/files/{file['id']}", headers=HEADERS).json() == file


def test_a_restart_loses_nothing(tmp_path: Path, hello: dict[str, Any]) -> None:
    body = {"requests": [{"custom_id": "a", "params": hello}]}
    paths = []
    with LocalServer(data=tmp_path) as server, httpx.Client(base_url=server.url, headers=HEADERS) as http:
        paths.append("/v1/files/" + http.post("/v1/files", files={"file": ("a.txt", b"alpha")}).json()["id"])
        paths.append("/v1/skills/" + http.post("/v1/skills", files=folder()).json()["id"])
        paths.append("/v1/messages/batches/" + http.post("/v1/messages/batches", json=body).json()["id"])
    with LocalServer(data=tmp_path) as server, httpx.Client(base_url=server.url, headers=HEADERS) as http:
        assert [http.get(path).status_code for path in paths] == [200, 200, 200]
        assert http.get(f"{paths[1]}/versions/latest/content").content[:2] == b"PK"


def test_server_whose_thread_is_kept_by_a_function_says_where_instead_of_waiting_for_ever(
    monkeypatch: pytest.MonkeyPatch, hello: dict[str, Any]
) -> None:
    monkeypatch.setattr("claudewire.testing.server.STOP_SECONDS", 0.2)
    called, done = threading.Event(), threading.Event()

    def function_that_waits(body: Any) -> str:
        called.set()
        done.wait(20)
        return "late"

    server = LocalServer().start()
    thread = server._thread
    assert thread is not None
    server.reply(function_that_waits)
    with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as client:
        body = json.dumps(hello).encode()
        headers = HEADERS | {"host": "127.0.0.1", "content-type": "application/json", "content-length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        client.sendall(f"POST /v1/messages HTTP/1.1\r\n{head}\r\n".encode() + body)
        assert called.wait(20)
        try:
            with pytest.raises(RuntimeError, match=r"did not stop within 0.2 s(.|\n)*in function_that_waits"):
                server.stop()
        finally:
            done.set()
            thread.join(20)
            server.state.store.close()
