"""Memory, text editor and bash in a run, and the classes of the official SDK."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import trio

from claudewire import AsyncClaude, BadRequestError, Claude, ConfigurationError
from claudewire.memory import (
    BashTool,
    BetaAbstractMemoryTool,
    BetaAsyncAbstractMemoryTool,
    BetaAsyncLocalFilesystemMemoryTool,
    BetaLocalFilesystemMemoryTool,
    InMemoryStore,
    Limits,
    LocalShell,
    MemoryTool,
    TextEditorTool,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import ToolError

BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 200,
    "messages": [{"role": "user", "content": "Go"}],
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="LocalShell needs a POSIX system")


def results(server: LocalServer, turn: int = -1) -> list[Any]:
    return [block["content"] for block in server.requests[turn].body["messages"][-1]["content"]]


class TestMemoryInARun:
    def test_calls_of_one_turn_build_on_each_other(self, client: Claude, server: LocalServer) -> None:
        store = InMemoryStore()
        path = "/memories/a.txt"
        server.script(
            [
                [
                    tool_use("memory", {"command": "create", "path": path, "file_text": "one\n"}),
                    tool_use("memory", {"command": "insert", "path": path, "insert_line": 1, "insert_text": "two"}),
                    tool_use("memory", {"command": "view", "path": "/memories/none"}),
                ],
                "done",
            ]
        )

        client.messages.tool_runner(**BASE, tools=[MemoryTool(store)]).until_done()

        assert results(server) == [
            f"File created successfully at: {path}",
            f"The file {path} has been edited.",
            "The path /memories/none does not exist. Please provide a valid path.",
        ]
        assert [block.get("is_error") for block in server.requests[-1].body["messages"][-1]["content"]] == [
            None,
            None,
            True,
        ]
        assert store.read("a.txt").data == b"one\ntwo\n"  # type: ignore[union-attr]

    @pytest.mark.parametrize("library", ["asyncio", "trio"])
    def test_event_loop_is_not_blocked_by_a_store_that_blocks(self, server: LocalServer, library: str) -> None:
        threads: set[int] = set()

        class Watched(InMemoryStore):
            def read(self, path: str) -> Any:
                threads.add(threading.get_ident())
                return super().read(path)

        server.script([tool_use("memory", {"command": "view", "path": "/memories/a"}), "done"])

        async def main() -> None:
            async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
                await client.messages.tool_runner(**BASE, tools=[MemoryTool(Watched({"a": "x"}))]).until_done()

        asyncio.run(main()) if library == "asyncio" else trio.run(main)

        assert results(server) == ["Here's the content of /memories/a with line numbers:\n     1\tx"]
        assert threads
        assert threading.get_ident() not in threads

    def test_definition_is_the_one_of_the_api(self) -> None:
        tool = MemoryTool(InMemoryStore(), cache_control={"type": "ephemeral"})

        assert tool.to_dict() == {
            "type": "memory_20250818",
            "name": "memory",
            "cache_control": {"type": "ephemeral"},
        }

    def test_clear_deletes_everything(self, tmp_path: Path) -> None:
        tool = MemoryTool(tmp_path)
        tool.call({"command": "create", "path": "/memories/a/b", "file_text": "x"})
        tool.call({"command": "create", "path": "/memories/c", "file_text": "x"})

        tool.clear()

        assert list(tmp_path.iterdir()) == []


class TestTextEditor:
    @pytest.mark.parametrize(
        ("type", "name", "undoes"),
        [
            ("text_editor_20250728", "str_replace_based_edit_tool", False),
            ("text_editor_20250429", "str_replace_based_edit_tool", False),
            ("text_editor_20250124", "str_replace_editor", True),
        ],
    )
    def test_each_version_is_accepted_and_edits(
        self, client: Claude, server: LocalServer, tmp_path: Path, type: str, name: str, undoes: bool
    ) -> None:
        (tmp_path / "a.py").write_text("x = 1\n")
        server.script(
            [
                [
                    tool_use(name, {"command": "view", "path": "a.py"}),
                    tool_use(name, {"command": "str_replace", "path": "/a.py", "old_str": "1", "new_str": "2"}),
                    tool_use(name, {"command": "insert", "path": "a.py", "insert_line": 1, "new_str": "y = 3"}),
                    tool_use(name, {"command": "undo_edit", "path": "a.py"}),
                ],
                "done",
            ]
        )

        client.messages.tool_runner(**BASE, tools=[TextEditorTool(tmp_path, type=type)]).until_done()

        answers = results(server)
        assert answers[0] == "Here's the content of /a.py with line numbers:\n     1\tx = 1\n     2\t"
        assert answers[1].startswith("The file /a.py has been edited. Here is the snippet")
        assert answers[3].startswith("The last edit of /a.py was undone." if undoes else "Error: there is no command")
        assert (tmp_path / "a.py").read_text() == ("x = 2\n" if undoes else "x = 2\ny = 3\n")

    def test_folder_is_seen_where_it_is_mounted(self, tmp_path: Path) -> None:
        tool = TextEditorTool(tmp_path, mount="/repo")
        tool.call({"command": "create", "path": "/repo/src/a.py", "file_text": "x"})

        assert tool.call({"command": "view", "path": "/repo"}).splitlines()[1:] == [
            "/repo",
            "/repo/src/",
            "/repo/src/a.py",
        ]
        with pytest.raises(ToolError, match="is not in /repo"):
            tool.call({"command": "view", "path": "/etc/passwd"})

    def test_create_replaces_a_file_only_if_that_was_allowed(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("old")
        create = {"command": "create", "path": "a", "file_text": "new"}
        with pytest.raises(ToolError, match="already exists"):
            TextEditorTool(tmp_path).call(create)

        tool = TextEditorTool(tmp_path, type="text_editor_20241022", overwrite=True)
        tool.call(create)
        replaced = (tmp_path / "a").read_text()
        tool.call({"command": "undo_edit", "path": "a"})

        assert replaced == "new"
        assert (tmp_path / "a").read_text() == "old"

    def test_undo_is_refused_after_a_change_of_somebody_else(self, tmp_path: Path) -> None:
        tool = TextEditorTool(tmp_path, type="text_editor_20250124")
        tool.call({"command": "create", "path": "a", "file_text": "one"})
        (tmp_path / "a").write_text("two")

        with pytest.raises(ToolError, match="has been changed since"):
            tool.call({"command": "undo_edit", "path": "a"})
        with pytest.raises(ToolError, match="no edit of /b to undo"):
            tool.call({"command": "undo_edit", "path": "b"})

        assert (tmp_path / "a").read_text() == "two"

    def test_unknown_version_is_refused(self) -> None:
        with pytest.raises(ConfigurationError, match="text_editor_20250728"):
            TextEditorTool(InMemoryStore(), type="text_editor_1999")


def is_gone(pid: int) -> bool:
    """Whether a process has ended, or does so soon. An orphan is removed by another process, at its leisure."""
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


@posix
class TestShell:
    def test_session_keeps_directory_and_variables(self, tmp_path: Path) -> None:
        shell = LocalShell(unsafe=True, cwd=tmp_path)
        try:
            shell.run("mkdir d; cd d; X=5")

            result = shell.run("pwd; echo $X; echo bad >&2; false")

            assert result.output == f"{tmp_path}/d\n5\nbad"
            assert result.exit_code == 1
            assert shell.run("cat").output == ""
            assert shell.run("echo 'a").exit_code != 0
            assert shell.run("printf abc").output == "abc"
        finally:
            shell.close()

    def test_command_that_takes_too_long_is_killed_with_what_it_started(self, tmp_path: Path) -> None:
        shell = LocalShell(unsafe=True, cwd=tmp_path, timeout=0.5)
        tool = BashTool(shell)
        try:
            with pytest.raises(ToolError, match=r"^begun\nThe command took too long and was killed"):
                tool.call({"command": "sleep 1000 & echo $! > pid; echo begun; wait"})

            assert shell.pid is None
            assert is_gone(int((tmp_path / "pid").read_text()))
            assert tool.call({"command": "echo again"}) == "again"
        finally:
            shell.close()

    def test_long_output_is_cut_in_the_middle(self) -> None:
        shell = LocalShell(unsafe=True, max_output=100)
        try:
            output = shell.run("seq 1 100000").output
        finally:
            shell.close()

        assert output.startswith("1\n2\n3\n")
        assert output.endswith("99999\n100000")
        assert "bytes were left out" in output
        assert len(output) < 200

    def test_shell_that_exits_begins_anew(self) -> None:
        tool = BashTool(LocalShell(unsafe=True))
        try:
            assert tool.call({"command": "X=1; exit 3"}) == "(exit code 3)"
            assert tool.call({"command": "echo ${X:-new}"}) == "new"
            assert tool.call({"restart": True}) == "The shell was restarted."
            with pytest.raises(ToolError, match="needs a command"):
                tool.call({})
        finally:
            tool.close()

    def test_keys_of_the_program_are_not_in_its_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-obviously-fake")
        monkeypatch.setenv("SOME_API_TOKEN", "obviously-fake")
        monkeypatch.setenv("ORDINARY", "kept")
        shell = LocalShell(unsafe=True)
        try:
            output = shell.run("env").output
        finally:
            shell.close()

        assert "obviously-fake" not in output
        assert "ORDINARY=kept" in output

    def test_it_has_to_be_asked_for_by_name(self) -> None:
        with pytest.raises(ConfigurationError, match="unsafe=True"):
            LocalShell()

    @pytest.mark.parametrize("end", ["done", "failure", "with", "dropped"])
    def test_process_is_gone_when_the_run_ends(
        self, client: Claude, server: LocalServer, tmp_path: Path, end: str
    ) -> None:
        """M-8."""
        tool = BashTool(LocalShell(unsafe=True, cwd=tmp_path))
        server.script([tool_use("bash", {"command": "sleep 1000 & echo $$ $! > pids"}), "done"])
        if end == "failure":
            server.fault("bad_request", after=1)
        runner = client.messages.tool_runner(**BASE, tools=[tool])

        if end == "done":
            runner.until_done()
        elif end == "failure":
            with pytest.raises(BadRequestError):
                runner.until_done()
        elif end == "with":
            with runner:
                next(runner)
                runner.generate_tool_call_response()
        else:
            next(runner)
            runner.generate_tool_call_response()
            del runner, tool
            gc.collect()

        pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
        assert len(pids) == 2
        assert all(is_gone(pid) for pid in pids)


class TestOfficialNames:
    def test_subclass_has_a_method_for_each_command(self, client: Claude, server: LocalServer) -> None:
        seen: list[Any] = []

        class Mine(BetaAbstractMemoryTool):
            def view(self, command: Any) -> str:
                seen.append((command.path, command.view_range))
                return "viewed"

            def create(self, command: Any) -> str:
                return command.file_text

            str_replace = insert = delete = rename = create

        server.script([tool_use("memory", {"command": "view", "path": "/memories", "view_range": [1, 2]}), "done"])

        client.messages.tool_runner(**BASE, tools=[Mine()]).until_done()

        assert results(server) == ["viewed"]
        assert seen == [("/memories", (1, 2))]
        with pytest.raises(ToolError, match="there is no command"):
            Mine().call({"command": "fly"})
        with pytest.raises(NotImplementedError):
            Mine().clear_all_memory()
        with pytest.raises(TypeError, match="abstract"):
            BetaAbstractMemoryTool()  # type: ignore[abstract]  # pyright: ignore[reportAbstractUsage]

    def test_files_are_below_the_base_path(self, tmp_path: Path) -> None:
        tool = BetaLocalFilesystemMemoryTool(tmp_path)
        created = tool.create(SimpleNamespace(command="create", path="/memories/a.txt", file_text="x"))

        assert created == "File created successfully at: /memories/a.txt"
        assert (tmp_path / "memories" / "a.txt").read_text() == "x"
        assert tool.call({"command": "view", "path": "/memories/a.txt"}).endswith("\tx")
        assert tool.clear_all_memory() == "All memory cleared"
        assert list((tmp_path / "memories").iterdir()) == []

    def test_coroutine_form_does_the_same(self, tmp_path: Path) -> None:
        tool = BetaAsyncLocalFilesystemMemoryTool(str(tmp_path))

        async def main() -> list[Any]:
            return [
                await tool.call({"command": "create", "path": "/memories/a", "file_text": "x"}),
                await tool.view(SimpleNamespace(command="view", path="/memories/a")),
                await tool.clear_all_memory(),
            ]

        assert asyncio.run(main()) == [
            "File created successfully at: /memories/a",
            "Here's the content of /memories/a with line numbers:\n     1\tx",
            "All memory cleared",
        ]

    def test_coroutine_subclass_works_in_a_run(self, server: LocalServer) -> None:
        class Mine(BetaAsyncAbstractMemoryTool):
            async def view(self, command: Any) -> str:
                await asyncio.sleep(0)
                return "viewed"

            create = str_replace = insert = delete = rename = view

        server.script([tool_use("memory", {"command": "view", "path": "/memories"}), "done"])

        async def main() -> None:
            async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
                await client.messages.tool_runner(**BASE, tools=[Mine()]).until_done()

        asyncio.run(main())

        assert results(server) == ["viewed"]


def test_limits_have_the_documented_defaults() -> None:
    assert Limits() == Limits(file_bytes=102_400, view_characters=16_000, total_bytes=10_485_760, files=1_000)
