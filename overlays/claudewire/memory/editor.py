"""Carries out commands over a store. Written once as coroutines: over a blocking store they never suspend."""

from __future__ import annotations

import inspect
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from attrs import frozen

from claudewire.tools.errors import ToolError

from .commands import Command, check_path, shown_path
from .store import StoreConflict, StoredFile, StoreRefused
from .texts import directory_view, file_view, insert, neighbours, replace

#: How often an edit is applied again because another writer was faster. Each time that one made progress.
_ATTEMPTS: Final = 1000
_UNDO_STEPS: Final = 100


@frozen(kw_only=True)
class Limits:
    """How much a store may hold, and how much the model reads at once; None for no limit.

    Attributes:
        file_bytes: Size of one file.
        view_characters: Characters of one answer to `view`.
        total_bytes: Size of all files together.
        files: Number of files.
    """

    file_bytes: int | None = 100 * 1024
    view_characters: int = 16_000
    total_bytes: int | None = 10 * 1024 * 1024
    files: int | None = 1_000


@frozen
class _Edit:
    """A change that can be undone."""

    key: str
    before: bytes | None
    after_version: str


class Editor:
    """The commands over one store.

    Args:
        store: A `Store`, or an `AsyncStore`.
        mount: Where the model sees the root of the store.
        limits: What is refused.
        noun: What an edited file is called; None for its path.
        overwrite: Whether `create` may replace a file.
        sizes: Whether listings have sizes.
    """

    def __init__(
        self,
        store: Any,
        *,
        mount: str,
        limits: Limits,
        noun: str | None = None,
        overwrite: bool = False,
        sizes: bool = True,
    ) -> None:
        self.store = store
        self.is_async: bool = inspect.iscoroutinefunction(store.read)
        self._mount, self._limits, self._noun, self._overwrite, self._sizes = mount, limits, noun, overwrite, sizes
        self._history: deque[_Edit] = deque(maxlen=_UNDO_STEPS)

    async def execute(self, command: Command) -> str:
        """Carries out a command and returns what the model reads.

        Raises:
            ToolError: the command cannot be carried out; its text is for the model.
        """
        shown = command.path or command.old_path
        try:
            answer: str = await self._handlers[command.command](self, command)
        except StoreRefused as error:
            raise ToolError(f"Error: The path {shown} {error}") from error
        except PermissionError as error:
            raise ToolError(f"Error: Permission denied: {shown}") from error
        return answer

    async def view(self, command: Command) -> str:
        key = self._key(command.path)
        shown = shown_path(key, self._mount)
        file = await self._read(key)
        if file is None:
            entries = await _value(self.store.list(key, None if self._sizes else 2))
            if entries is None:
                raise ToolError(f"The path {shown} does not exist. Please provide a valid path.")
            if command.view_range is not None:
                raise ToolError("Error: Invalid `view_range` parameter: a directory has no lines")
            return directory_view(shown, entries, key, sizes=self._sizes)
        return file_view(shown, _text(file.data, shown), command.view_range, self._limits.view_characters)

    async def create(self, command: Command) -> str:
        key = self._key(command.path)
        shown = shown_path(key, self._mount)
        data = command.file_text.encode()
        now = await self._read(key)
        if now is not None and not self._overwrite:
            raise ToolError(f"Error: File {shown} already exists")
        await self._check_size(shown, data, now)
        version = None if now is None else now.version
        try:
            if not key:
                raise StoreConflict("the root")
            after = await _value(self.store.write(key, data, if_version=version))
        except StoreConflict:
            raise ToolError(await self._taken(key, shown)) from None
        self._history.append(_Edit(key, None if now is None else now.data, after))
        return f"File created successfully at: {shown}"

    async def _taken(self, key: str, shown: str) -> str:
        """Returns why nothing can be written to a path at which there is no file."""
        if not key or await _value(self.store.list(key, 1)) is not None:
            return f"Error: {shown} is a directory"
        if await self._read(key) is not None:
            return f"Error: File {shown} already exists"
        return f"Error: a directory in the path {shown} is a file"

    async def str_replace(self, command: Command) -> str:
        shown = shown_path(self._key(command.path), self._mount)
        noun = self._noun or f"The file {shown}"
        missing = f"Error: The path {shown} does not exist. Please provide a valid path."
        return await self._edit(
            command.path, missing, lambda text: replace(shown, text, command.old_str, command.new_str, noun)
        )

    async def insert(self, command: Command) -> str:
        shown = shown_path(self._key(command.path), self._mount)
        around: list[tuple[str, ...]] = []

        def change(text: str) -> tuple[str, str]:
            around.append(neighbours(text, command.insert_line))
            if around[-1] != around[0]:
                raise ToolError(f"Error: {shown} was changed by somebody else in the meantime. View it again.")
            return insert(shown, text, command.insert_line, command.insert_text)

        return await self._edit(command.path, f"Error: The path {shown} does not exist", change)

    async def _edit(self, path: str, missing: str, change: Callable[[str], tuple[str, str]]) -> str:
        """Changes a text. If somebody else has changed it between reading and writing, the change is made to the new text."""
        key = self._key(path)
        shown = shown_path(key, self._mount)
        for _ in range(_ATTEMPTS):
            file = await self._read(key)
            if file is None:
                raise ToolError(missing)
            text, answer = change(_text(file.data, shown))
            data = text.encode()
            await self._check_size(shown, data, file)
            try:
                version = await _value(self.store.write(key, data, if_version=file.version))
            except StoreConflict:
                continue
            self._history.append(_Edit(key, file.data, version))
            return answer
        raise ToolError(f"Error: {shown} is being changed all the time. Try again later.")

    async def delete(self, command: Command) -> str:
        key = self._key(command.path)
        shown = shown_path(key, self._mount)
        if not key:
            raise ToolError(f"Error: {shown} itself cannot be deleted")
        if not await _value(self.store.delete(key)):
            raise ToolError(f"Error: The path {shown} does not exist")
        return f"Successfully deleted {shown}"

    async def rename(self, command: Command) -> str:
        old, new = self._key(command.old_path), self._key(command.new_path)
        shown_old, shown_new = shown_path(old, self._mount), shown_path(new, self._mount)
        if not old:
            raise ToolError(f"Error: {shown_old} itself cannot be renamed")
        if new != old and f"{new}/".startswith(f"{old}/"):
            raise ToolError(f"Error: {shown_old} cannot be moved into itself")
        if not new:
            raise ToolError(f"Error: The destination {shown_new} already exists")
        try:
            found = await _value(self.store.rename(old, new))
        except StoreConflict:
            text = await self._taken(new, shown_new)
            if "a directory in the path" not in text:
                text = f"Error: The destination {shown_new} already exists"
            raise ToolError(text) from None
        if not found:
            raise ToolError(f"Error: The path {shown_old} does not exist")
        return f"Successfully renamed {shown_old} to {shown_new}"

    async def undo_edit(self, command: Command) -> str:
        key = self._key(command.path)
        shown = shown_path(key, self._mount)
        edit = next((edit for edit in reversed(self._history) if edit.key == key), None)
        if edit is None:
            raise ToolError(f"Error: there is no edit of {shown} to undo")
        now = await self._read(key)
        changed = f"Error: {shown} has been changed since the edit, which cannot be undone"
        if now is None or now.version != edit.after_version:
            raise ToolError(changed)
        try:
            if edit.before is None:
                await _value(self.store.delete(key))
            else:
                await _value(self.store.write(key, edit.before, if_version=now.version))
        except StoreConflict:
            raise ToolError(changed) from None
        self._history.remove(edit)
        return f"The last edit of {shown} was undone."

    async def clear(self) -> None:
        """Deletes everything."""
        for entry in await _value(self.store.list("", 1)) or ():
            await _value(self.store.delete(entry.path))

    _handlers: Final[dict[str, Callable[..., Any]]] = {
        "view": view,
        "create": create,
        "str_replace": str_replace,
        "insert": insert,
        "delete": delete,
        "rename": rename,
        "undo_edit": undo_edit,
    }

    # -- what the commands share -----------------------------------------------------------------------------------------

    def _key(self, path: str) -> str:
        return check_path(path, self._mount)

    async def _read(self, key: str) -> StoredFile | None:
        file: StoredFile | None = await _value(self.store.read(key)) if key else None
        return file

    async def _check_size(self, shown: str, data: bytes, now: StoredFile | None) -> None:
        """Raises ToolError if a file is too large, or the store would be. Another writer at the same moment is not counted."""
        limits = self._limits
        if limits.file_bytes is not None and len(data) > limits.file_bytes:
            raise ToolError(
                f"Error: {shown} would have {len(data)} bytes, and a file may have {limits.file_bytes}. Use several files, or less text."
            )
        grows = len(data) - (0 if now is None else len(now.data))
        if grows <= 0 or (limits.total_bytes is None and limits.files is None):
            return
        files = [entry for entry in await _value(self.store.list("", None)) or () if not entry.is_directory]
        if now is None and limits.files is not None and len(files) >= limits.files:
            raise ToolError(f"Error: there are {len(files)} files, and no more are allowed. Delete some.")
        total = sum(entry.size for entry in files)
        if limits.total_bytes is not None and total + grows > limits.total_bytes:
            raise ToolError(
                f"Error: the files have {total} bytes, and {limits.total_bytes} are allowed together. Delete or shorten some."
            )


async def _value(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


def _text(data: bytes, shown: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise ToolError(f"Error: {shown} is not a text in UTF-8") from None
