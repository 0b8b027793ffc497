"""Tools of the API that work on files and in a shell, carried out in the program: memory, text editor, bash.

    from claudewire.memory import MemoryTool, SQLiteStore

    client.messages.tool_runner(tools=[MemoryTool(SQLiteStore("memory.db"))], …)

`commands` checks what the model wrote and `texts` says what it reads (both pure), `editor` carries commands out over a store, `store`
and `directory` are the stores, `shell` runs commands. Public: the names below. The package knows tools; it knows no client and no loop.
"""

from __future__ import annotations

from .commands import Command
from .directory import DirectoryStore
from .editor import Limits
from .official import (
    BetaAbstractMemoryTool,
    BetaAsyncAbstractMemoryTool,
    BetaAsyncLocalFilesystemMemoryTool,
    BetaLocalFilesystemMemoryTool,
)
from .shell import BashTool, LocalShell, Shell, ShellResult
from .store import (
    AsyncStore,
    Entry,
    InMemoryStore,
    SQLiteStore,
    Store,
    StoreConflict,
    StoredFile,
    StoreRefused,
    version_of,
)
from .tools import MemoryTool, TextEditorTool

__all__ = [
    "AsyncStore",
    "BashTool",
    "BetaAbstractMemoryTool",
    "BetaAsyncAbstractMemoryTool",
    "BetaAsyncLocalFilesystemMemoryTool",
    "BetaLocalFilesystemMemoryTool",
    "Command",
    "DirectoryStore",
    "Entry",
    "InMemoryStore",
    "Limits",
    "LocalShell",
    "MemoryTool",
    "SQLiteStore",
    "Shell",
    "ShellResult",
    "Store",
    "StoreConflict",
    "StoreRefused",
    "StoredFile",
    "TextEditorTool",
    "version_of",
]
