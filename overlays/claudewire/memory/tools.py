"""`MemoryTool` and `TextEditorTool`: the tools of the API that work on files."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import Any, Final, TypeAlias

from claudewire._errors.base import ConfigurationError
from claudewire._http.network.sync_stream import run_blocking
from claudewire.tools.functions.base import BaseTool

from .commands import MEMORY_COMMANDS, read_command
from .directory import DirectoryStore
from .editor import Editor, Limits
from .store import AsyncStore, Store

StoreInput: TypeAlias = "Store | AsyncStore | str | PathLike[str]"

MEMORY_ROOT: Final = "/memories"
_EDIT_COMMANDS: Final = ("view", "create", "str_replace", "insert")
#: Type of a text editor → the name that the API wants for it, and the commands.
_EDITORS: Final = {
    "text_editor_20241022": ("str_replace_editor", (*_EDIT_COMMANDS, "undo_edit")),
    "text_editor_20250124": ("str_replace_editor", (*_EDIT_COMMANDS, "undo_edit")),
    "text_editor_20250429": ("str_replace_based_edit_tool", _EDIT_COMMANDS),
    "text_editor_20250728": ("str_replace_based_edit_tool", _EDIT_COMMANDS),
}
_NEWEST_EDITOR: Final = "text_editor_20250728"
#: A program's own files: as many as it has, and larger ones.
_EDITOR_LIMITS: Final = Limits(file_bytes=1024 * 1024, total_bytes=None, files=None)


def _store(store: StoreInput, *, private: bool) -> Any:
    if isinstance(store, (str, PathLike)):
        return DirectoryStore(store, private=private)
    if not hasattr(store, "read") or not hasattr(store, "write"):
        raise ConfigurationError(f"a store has read, write, list, delete and rename; {type(store).__name__} has not")
    return store


class _FileTool(BaseTool):
    """What both tools share."""

    #: Calls of one turn may build on each other, and they run in the order in which the model wrote them.
    sequential = True
    _editor: Editor
    _commands: tuple[str, ...]
    _definition: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Returns the definition of the tool as the API takes it."""
        return dict(self._definition)

    def call(self, input: Mapping[str, Any]) -> Any:
        """Carries out a command of the model and returns the answer; with an `AsyncStore`, a coroutine.

        Args:
            input: The input, as the model wrote it.

        Raises:
            ToolError: the command cannot be carried out; its text is for the model.
        """
        answer = self._editor.execute(read_command(input, self._commands))
        return answer if self._editor.is_async else run_blocking(answer)


class MemoryTool(_FileTool):
    """The memory tool of the API (`memory_20250818`): files below `/memories` that the model keeps for itself.

        client.messages.tool_runner(tools=[MemoryTool("./memory")], …)

    Args:
        store: A folder, or a store: `DirectoryStore`, `InMemoryStore`, `SQLiteStore`, one of your own.
        limits: What is refused: large files, many files.
        fields: Fields of the definition: `cache_control`, `defer_loading`, `allowed_callers`, `input_examples`.
    """

    def __init__(self, store: StoreInput, *, limits: Limits | None = None, **fields: Any) -> None:
        self._editor = Editor(
            _store(store, private=True), mount=MEMORY_ROOT, limits=limits or Limits(), noun="The memory file"
        )
        self._commands = MEMORY_COMMANDS
        self._definition = {"type": "memory_20250818", "name": "memory", **_given(fields)}

    def clear(self) -> Any:
        """Deletes all memories; with an `AsyncStore`, returns a coroutine."""
        done = self._editor.clear()
        return done if self._editor.is_async else run_blocking(done)


class TextEditorTool(_FileTool):
    """The text editor of the API: the model views and edits files of yours.

    Args:
        store: The folder, or a store. The model reaches nothing outside it.
        type: Version of the tool. Those of 2024 and of January 2025 can undo.
        mount: Where the model sees the folder. With `/`, it may write relative paths.
        overwrite: Whether `create` may replace a file.
        limits: What is refused. `view_characters` is sent as `max_characters` where the version takes it.
        fields: Fields of the definition, as for `MemoryTool`.

    Raises:
        ConfigurationError: there is no such version.
    """

    def __init__(
        self,
        store: StoreInput,
        *,
        type: str = _NEWEST_EDITOR,
        mount: str = "/",
        overwrite: bool = False,
        limits: Limits | None = None,
        **fields: Any,
    ) -> None:
        if type not in _EDITORS:
            raise ConfigurationError(f"type is one of {', '.join(_EDITORS)}, not {type!r}")
        if not mount.startswith("/"):
            raise ConfigurationError(f"mount is an absolute path such as /repo, not {mount!r}")
        limits = limits or _EDITOR_LIMITS
        self._editor = Editor(
            _store(store, private=False), mount=mount, limits=limits, overwrite=overwrite, sizes=False
        )
        name, self._commands = _EDITORS[type]
        bound = {"max_characters": limits.view_characters} if type == _NEWEST_EDITOR else {}
        self._definition = {"type": type, "name": name, **bound, **_given(fields)}


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
