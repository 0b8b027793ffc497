"""Stores beyond single commands: writers at the same time, links, limits. The numbers are those of the acceptance cases (M-1 …)."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from claudewire import ConfigurationError
from claudewire.memory import (
    DirectoryStore,
    InMemoryStore,
    Limits,
    MemoryTool,
    SQLiteStore,
    Store,
    StoreConflict,
    StoredFile,
)
from claudewire.tools import ToolError

KINDS = ["directory", "memory", "sqlite"]


def make_store(kind: str, folder: Path) -> Store:
    if kind == "memory":
        return InMemoryStore()
    return DirectoryStore(folder / "root") if kind == "directory" else SQLiteStore(folder / "memory.db")


def replace(tool: MemoryTool, n: int) -> Any:
    return tool.call(
        {"command": "str_replace", "path": "/memories/a.txt", "old_str": f"<{n}>", "new_str": f"<edited {n}>"}
    )


def numbered(count: int) -> str:
    return "\n".join(f"<{n}>" for n in range(count))


def read(store: Store, path: str) -> str:
    file = store.read(path)
    assert file is not None
    return file.data.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_edits_of_twenty_threads_are_all_there(kind: str, tmp_path: Path) -> None:
    """M-1: each thread has a tool of its own, so only the store is shared."""
    store = make_store(kind, tmp_path)
    store.write("a.txt", numbered(20).encode(), if_version=None)
    together = threading.Barrier(20)

    def edit(n: int) -> None:
        together.wait()
        replace(MemoryTool(store), n)

    threads = [threading.Thread(target=edit, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert read(store, "a.txt") == numbered(20).replace("<", "<edited ")


@pytest.mark.parametrize("kind", ["directory", "sqlite"])
def test_edits_of_four_processes_are_all_there(kind: str, tmp_path: Path) -> None:
    """M-1."""
    store = make_store(kind, tmp_path)
    store.write("a.txt", numbered(40).encode(), if_version=None)
    program = Path(__file__).with_name("edit_memory.py")

    writers = [
        subprocess.Popen([sys.executable, str(program), kind, str(tmp_path), str(first), "10"])
        for first in range(0, 40, 10)
    ]
    codes = [writer.wait(60) for writer in writers]

    assert codes == [0, 0, 0, 0]
    assert read(store, "a.txt") == numbered(40).replace("<", "<edited ")


class Rival(InMemoryStore):
    """A store in which somebody else writes between a read and the write that follows."""

    def __init__(self, text: str, rival: str) -> None:
        super().__init__({"a.txt": text})
        self.rival: str | None = rival

    def read(self, path: str) -> StoredFile | None:
        found = super().read(path)
        if self.rival is not None and found is not None:
            self.write(path, self.rival.encode(), if_version=found.version)
            self.rival = None
        return found


def test_edit_is_made_to_the_newer_text_if_somebody_was_faster() -> None:
    store = Rival("a\nb", "a\nb\nc")

    MemoryTool(store).call({"command": "str_replace", "path": "/memories/a.txt", "old_str": "b", "new_str": "B"})

    assert read(store, "a.txt") == "a\nB\nc"


def test_edit_of_a_place_that_is_no_longer_unique_is_refused() -> None:
    store = Rival("a\nb", "a\nb\nb")

    with pytest.raises(ToolError, match="Multiple occurrences"):
        MemoryTool(store).call({"command": "str_replace", "path": "/memories/a.txt", "old_str": "b", "new_str": "B"})

    assert read(store, "a.txt") == "a\nb\nb"


def test_insertion_is_refused_if_the_lines_around_it_have_changed() -> None:
    store = Rival("a\nb\nc", "new\na\nb\nc")

    with pytest.raises(ToolError, match="changed by somebody else"):
        MemoryTool(store).call({"command": "insert", "path": "/memories/a.txt", "insert_line": 2, "insert_text": "x"})

    assert read(store, "a.txt") == "new\na\nb\nc"


@pytest.mark.parametrize("kind", KINDS)
def test_conditional_write_is_refused_if_the_version_is_another(kind: str, tmp_path: Path) -> None:
    store = make_store(kind, tmp_path)
    version = store.write("a", b"1", if_version=None)
    store.write("a", b"2", if_version=version)

    for condition in (None, version):
        with pytest.raises(StoreConflict):
            store.write("a", b"3", if_version=condition)
    with pytest.raises(StoreConflict):
        store.write("b", b"3", if_version=version)

    assert read(store, "a") == "2"


# -- bounds --------------------------------------------------------------------------------------------------------------


def test_large_file_is_refused_and_a_long_view_is_cut_with_a_hint(tmp_path: Path) -> None:
    """M-5."""
    store = DirectoryStore(tmp_path)
    tool = MemoryTool(store)
    with pytest.raises(ToolError, match="would have 50000000 bytes, and a file may have 102400"):
        tool.call({"command": "create", "path": "/memories/big", "file_text": "x" * 50_000_000})
    assert store.list("", None) == []
    lines = [f"line {n} {'.' * 90}" for n in range(20_000)]
    store.write("long", "\n".join(lines).encode(), if_version=None)

    view = tool.call({"command": "view", "path": "/memories/long"})

    assert len(view) < 16_500
    shown = view.splitlines()
    last = int(shown[-2].split("\t")[0])
    assert shown[-1] == (f"(cut here; lines {last + 1} to 20000 follow: view them with view_range [{last + 1}, 20000])")
    rest = tool.call({"command": "view", "path": "/memories/long", "view_range": [last + 1, 20000]})
    assert rest.splitlines()[1] == f"{last + 1:6}\t{lines[last]}"


def test_line_that_is_too_long_for_a_view_is_cut_inside() -> None:
    tool = MemoryTool(InMemoryStore({"a": "x" * 50_000 + "\nend"}))

    view = tool.call({"command": "view", "path": "/memories/a"})

    assert len(view) < 16_500
    assert view.endswith("(cut here: line 1 has 50000 characters. Line 2 follows: view_range [2, 2].)")
    assert tool.call({"command": "view", "path": "/memories/a", "view_range": [2, 2]}).endswith("     2\tend")


def test_file_of_too_many_lines_is_not_shown() -> None:
    tool = MemoryTool(InMemoryStore({"a": "\n" * 1_000_000}))

    with pytest.raises(ToolError, match=r"^File /memories/a exceeds maximum line limit of 999,999 lines\.$"):
        tool.call({"command": "view", "path": "/memories/a"})


def test_number_and_size_of_all_files_are_bounded() -> None:
    tool = MemoryTool(InMemoryStore(), limits=Limits(files=2, total_bytes=10))
    create = {"command": "create", "file_text": "12345"}
    tool.call({**create, "path": "/memories/a"})
    with pytest.raises(ToolError, match="the files have 5 bytes, and 10 are allowed together"):
        tool.call({**create, "path": "/memories/b", "file_text": "123456"})
    tool.call({**create, "path": "/memories/b"})

    with pytest.raises(ToolError, match="there are 2 files, and no more are allowed"):
        tool.call({**create, "path": "/memories/c", "file_text": "1"})
    with pytest.raises(ToolError, match="allowed together"):
        tool.call({"command": "str_replace", "path": "/memories/a", "old_str": "5", "new_str": "56"})
    tool.call({"command": "str_replace", "path": "/memories/a", "old_str": "5", "new_str": ""})


def test_bytes_that_are_no_text_are_said_to_be_none() -> None:
    tool = MemoryTool(InMemoryStore({"a": b"\xff\xfe"}))

    with pytest.raises(ToolError, match="is not a text in UTF-8"):
        tool.call({"command": "view", "path": "/memories/a"})


def test_lone_surrogates_of_the_model_do_not_break_a_file() -> None:
    store = InMemoryStore()

    MemoryTool(store).call({"command": "create", "path": "/memories/a", "file_text": "x\ud800y"})

    assert read(store, "a") == "x?y"


# -- the folder ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
class TestLinks:
    def test_link_out_of_the_folder_is_refused_and_not_listed(self, tmp_path: Path) -> None:
        """M-4."""
        secret = tmp_path / "secret"
        secret.mkdir()
        (secret / "key.txt").write_text("hidden")
        tool = MemoryTool(tmp_path / "memory")
        (tmp_path / "memory" / "out").symlink_to(secret)
        (tmp_path / "memory" / "file.txt").symlink_to(secret / "key.txt")

        for path in ("/memories/out/key.txt", "/memories/file.txt", "/memories/out"):
            with pytest.raises(ToolError, match="leads out of the folder"):
                tool.call({"command": "view", "path": path})
        with pytest.raises(ToolError, match="leads out of the folder"):
            tool.call({"command": "create", "path": "/memories/out/new.txt", "file_text": "x"})
        listing = tool.call({"command": "view", "path": "/memories"})

        assert "out" not in listing
        assert "file.txt" not in listing
        assert sorted(path.name for path in secret.iterdir()) == ["key.txt"]

    def test_deleted_link_leaves_what_it_leads_to(self, tmp_path: Path) -> None:
        tool = MemoryTool(tmp_path / "memory")
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "a.txt").write_text("kept")
        (tmp_path / "memory" / "link").symlink_to(tmp_path / "other")

        tool.call({"command": "delete", "path": "/memories/link"})

        assert (tmp_path / "other" / "a.txt").read_text() == "kept"
        assert list((tmp_path / "memory").iterdir()) == []

    def test_link_inside_the_folder_is_followed(self, tmp_path: Path) -> None:
        tool = MemoryTool(tmp_path)
        tool.call({"command": "create", "path": "/memories/a/b.txt", "file_text": "x"})
        (tmp_path / "link").symlink_to(tmp_path / "a")

        assert tool.call({"command": "view", "path": "/memories/link/b.txt"}).endswith("\tx")

    def test_links_in_a_circle_and_pipes_are_refused(self, tmp_path: Path) -> None:
        tool = MemoryTool(tmp_path)
        (tmp_path / "x").symlink_to(tmp_path / "y")
        (tmp_path / "y").symlink_to(tmp_path / "x")
        os.mkfifo(tmp_path / "pipe")

        with pytest.raises(ToolError):
            tool.call({"command": "view", "path": "/memories/x"})
        with pytest.raises(ToolError, match="not a file but a device"):
            tool.call({"command": "view", "path": "/memories/pipe"})


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_new_files_are_for_their_owner_only_and_no_temporary_file_stays(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        tool = MemoryTool(tmp_path / "nested" / "memory")
        tool.call({"command": "create", "path": "/memories/a/b.txt", "file_text": "x"})
    finally:
        os.umask(before)
    root = tmp_path / "nested" / "memory"
    replaced = root / "a" / "b.txt"
    modes = [path.stat().st_mode & 0o777 for path in (root.parent, root, replaced.parent, replaced)]
    replaced.chmod(0o640)

    tool.call({"command": "str_replace", "path": "/memories/a/b.txt", "old_str": "x", "new_str": "y"})

    assert modes == [0o700, 0o700, 0o700, 0o600]
    assert replaced.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in root.rglob("*")) == ["a", "b.txt"]


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DirectoryStore(tmp_path)
    version = store.write("a", b"old", if_version=None)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            store.write("a", b"new", if_version=version)

    assert read(store, "a") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_names_of_the_store_itself_and_long_names_are_refused(tmp_path: Path) -> None:
    tool = MemoryTool(tmp_path)

    for name in (".claudewire.lock", ".claudewire-tmp-x"):
        with pytest.raises(ToolError, match="has a name that is not for files"):
            tool.call({"command": "create", "path": f"/memories/{name}", "file_text": "x"})
        with pytest.raises(ToolError, match="has a name that is not for files"):
            tool.call({"command": "delete", "path": f"/memories/{name}"})
    with pytest.raises(ToolError, match="longer than 255 bytes"):
        tool.call({"command": "create", "path": f"/memories/{'é' * 128}", "file_text": "x"})


def test_what_is_no_store_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="a store has read, write"):
        MemoryTool(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(ConfigurationError, match="InMemoryStore"):
        SQLiteStore(":memory:")
    with pytest.raises(ConfigurationError, match="table"):
        SQLiteStore("x.db", table='a"; DROP')
