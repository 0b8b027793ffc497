"""The memory classes of the official SDK, by its names: a class to subclass, and one that keeps files."""

from __future__ import annotations

import inspect
from abc import abstractmethod
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from claudewire.tools.functions.base import BaseTool

from .commands import Command, read_command
from .directory import DirectoryStore
from .tools import MemoryTool


class BetaAbstractMemoryTool(BaseTool):
    """A memory tool of your own: implement a method for each command. Methods may be coroutine functions.

    To keep files somewhere else, write a `Store` and give it to `MemoryTool`: that has the texts and checks that models expect.

    Args:
        cache_control: Field of the definition.
    """

    sequential = True

    def __init__(self, *, cache_control: Any = None) -> None:
        self._cache_control = cache_control

    def to_dict(self) -> dict[str, Any]:
        """Returns the definition of the tool as the API takes it."""
        definition: dict[str, Any] = {"type": "memory_20250818", "name": "memory"}
        cache_control: Any = getattr(self, "_cache_control", None)
        return definition if cache_control is None else {**definition, "cache_control": cache_control}

    def call(self, input: Mapping[str, Any]) -> Any:
        """Checks what the model wrote, and carries it out.

        Args:
            input: The input, as the model wrote it.

        Raises:
            ToolError: there is no such command, or a field is missing.
        """
        return self.execute(read_command(input))

    def execute(self, command: Any) -> Any:
        """Carries out a command: calls the method of its name.

        Args:
            command: An object with the fields of the command.
        """
        return getattr(self, command.command)(command)

    @abstractmethod
    def view(self, command: Any) -> Any:
        """Returns a file or a listing: `path`, `view_range`.

        Args:
            command: An object with the fields of the command.
        """

    @abstractmethod
    def create(self, command: Any) -> Any:
        """Makes a file: `path`, `file_text`.

        Args:
            command: An object with the fields of the command.
        """

    @abstractmethod
    def str_replace(self, command: Any) -> Any:
        """Replaces a text that occurs once: `path`, `old_str`, `new_str`.

        Args:
            command: An object with the fields of the command.
        """

    @abstractmethod
    def insert(self, command: Any) -> Any:
        """Adds lines after a line: `path`, `insert_line`, `insert_text`.

        Args:
            command: An object with the fields of the command.
        """

    @abstractmethod
    def delete(self, command: Any) -> Any:
        """Deletes a file or a directory: `path`.

        Args:
            command: An object with the fields of the command.
        """

    @abstractmethod
    def rename(self, command: Any) -> Any:
        """Moves a file or a directory: `old_path`, `new_path`.

        Args:
            command: An object with the fields of the command.
        """

    def clear_all_memory(self) -> Any:
        """Deletes everything."""
        raise NotImplementedError("this memory tool cannot be cleared")


class BetaAsyncAbstractMemoryTool(BetaAbstractMemoryTool):
    """Async version of `BetaAbstractMemoryTool`: the methods are coroutine functions."""

    async def call(self, input: Mapping[str, Any]) -> Any:
        """Checks what the model wrote, and carries it out.

        Args:
            input: The input, as the model wrote it.
        """
        return await self.execute(read_command(input))

    async def execute(self, command: Any) -> Any:
        """Carries out a command: awaits the method of its name.

        Args:
            command: An object with the fields of the command.
        """
        return await getattr(self, command.command)(command)


class BetaLocalFilesystemMemoryTool(BetaAbstractMemoryTool):
    """Memory in the folder `memories` below a folder.

    Args:
        base_path: The folder.
    """

    def __init__(self, base_path: str | PathLike[str] = "./memory") -> None:
        super().__init__()
        self.base_path: Path = Path(base_path)
        self.memory_root: Path = self.base_path / "memories"
        self._tool = MemoryTool(DirectoryStore(self.memory_root))

    def execute(self, command: Any) -> Any:
        """Carries out a command: an object with its fields.

        Args:
            command: An object with the fields of the command.
        """
        fields = {name: value for name in _FIELDS if (value := getattr(command, name, None)) is not None}
        return self._tool.call(fields)

    def view(self, command: Any) -> Any:
        """Carries out `view`; see `execute`."""
        return self.execute(command)

    def create(self, command: Any) -> Any:
        """Carries out `create`; see `execute`."""
        return self.execute(command)

    def str_replace(self, command: Any) -> Any:
        """Carries out `str_replace`; see `execute`."""
        return self.execute(command)

    def insert(self, command: Any) -> Any:
        """Carries out `insert`; see `execute`."""
        return self.execute(command)

    def delete(self, command: Any) -> Any:
        """Carries out `delete`; see `execute`."""
        return self.execute(command)

    def rename(self, command: Any) -> Any:
        """Carries out `rename`; see `execute`."""
        return self.execute(command)

    def clear_all_memory(self) -> Any:
        """Deletes everything."""
        self._tool.clear()
        return "All memory cleared"


class BetaAsyncLocalFilesystemMemoryTool(BetaLocalFilesystemMemoryTool):
    """Async version of `BetaLocalFilesystemMemoryTool`. Files are read and written in a thread."""

    async def call(self, input: Mapping[str, Any]) -> Any:
        """Checks what the model wrote, and carries it out.

        Args:
            input: The input, as the model wrote it.
        """
        return await self.execute(read_command(input))

    async def execute(self, command: Any) -> Any:
        """Carries out a command: an object with its fields.

        Args:
            command: An object with the fields of the command.
        """
        from anyio.to_thread import run_sync

        return await run_sync(super().execute, command)

    async def clear_all_memory(self) -> Any:
        """Deletes everything."""
        from anyio.to_thread import run_sync

        return await run_sync(super().clear_all_memory)


_FIELDS = tuple(inspect.signature(Command).parameters)
