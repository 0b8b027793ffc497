"""Commands of the memory tool as data: input → what the model reads and what is stored, for every store."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from claudewire.memory import DirectoryStore, InMemoryStore, MemoryTool, SQLiteStore, Store
from claudewire.tools import ToolError

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "vectors" / "memory.json").read_text())


class AsyncOver:
    """A store whose methods are coroutine functions."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def read(self, path: str) -> Any:
        await asyncio.sleep(0)
        return self.store.read(path)

    async def write(self, path: str, data: bytes, *, if_version: str | None) -> str:
        return self.store.write(path, data, if_version=if_version)

    async def list(self, path: str, depth: int | None) -> Any:
        return self.store.list(path, depth)

    async def delete(self, path: str) -> bool:
        return self.store.delete(path)

    async def rename(self, old: str, new: str) -> bool:
        return self.store.rename(old, new)


def text_of(content: Any) -> str:
    return content["repeat"] * content["times"] if isinstance(content, dict) else content


def contents(store: Store) -> dict[str, str]:
    entries = store.list("", None) or []
    files = [entry.path for entry in entries if not entry.is_directory]
    return {path: file.data.decode() for path in files if (file := store.read(path)) is not None}


@pytest.mark.parametrize("kind", ["directory", "memory", "sqlite", "async"])
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_answers_are_the_documented_ones(vector: dict[str, Any], kind: str, tmp_path: Path) -> None:
    """M-2, M-3, M-4, M-6, M-7 and M-9."""
    stores: dict[str, Any] = {
        "directory": lambda: DirectoryStore(tmp_path / "root"),
        "memory": InMemoryStore,
        "sqlite": lambda: SQLiteStore(tmp_path / "memory.db"),
        "async": InMemoryStore,
    }
    store: Store = stores[kind]()
    for path, content in vector.get("files", {}).items():
        store.write(path, text_of(content).encode(), if_version=None)
    before = contents(store)
    tool = MemoryTool(AsyncOver(store) if kind == "async" else store)

    for step in vector["steps"]:
        try:
            answer = tool.call(step["input"])
            if kind == "async":
                answer = asyncio.run(answer)
            found = {"answer": answer}
        except ToolError as error:
            found = {"error": str(error)}
        assert found == {key: value for key, value in step.items() if key != "input"}

    if "after" in vector:
        assert contents(store) == vector["after"]
    elif all("error" in step for step in vector["steps"]):
        assert contents(store) == before
