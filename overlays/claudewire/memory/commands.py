"""Commands of the memory tool and of the text editor: what the model wrote, checked. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any, Final, cast

from attrs import frozen

from claudewire.tools.errors import ToolError
from claudewire.tools.results import clean

#: Longest name of a file, in bytes; the limit of most file systems.
MAX_NAME_BYTES: Final = 255
#: A percent-encoded dot, slash, backslash or NUL: nobody names a file so, but programs behind this one may decode it.
_ENCODED: Final = re.compile(r"%(?:25)*(?:2e|2f|5c|00)", re.IGNORECASE)

#: Command → its fields → their type and whether they are needed.
_FIELDS: Final[Mapping[str, Mapping[str, tuple[type, bool]]]] = {
    "view": {"path": (str, True), "view_range": (list, False)},
    "create": {"path": (str, True), "file_text": (str, True)},
    "str_replace": {"path": (str, True), "old_str": (str, True), "new_str": (str, False)},
    "insert": {"path": (str, True), "insert_line": (int, True), "insert_text": (str, True)},
    "delete": {"path": (str, True)},
    "rename": {"old_path": (str, True), "new_path": (str, True)},
    "undo_edit": {"path": (str, True)},
}
MEMORY_COMMANDS: Final = ("view", "create", "str_replace", "insert", "delete", "rename")
_TYPE_NAMES: Final = {str: "a string", int: "an integer", list: "an array of two integers"}


@frozen(kw_only=True)
class Command:
    """One command. Fields that the command does not have keep their default."""

    #: Name of the command: `view`, `create`, `str_replace`, `insert`, `delete` or `rename`.
    command: str
    #: Path of the file or directory.
    path: str = ""
    #: First and last line of what is shown, from 1; None for the whole file.
    view_range: tuple[int, int] | None = None
    #: Content of the new file.
    file_text: str = ""
    #: The text that is replaced.
    old_str: str = ""
    #: What takes its place.
    new_str: str = ""
    #: The line that the text comes after; 0 for the beginning.
    insert_line: int = 0
    #: The lines that are added.
    insert_text: str = ""
    #: Path of what is moved.
    old_path: str = ""
    #: Where it is moved to.
    new_path: str = ""


def read_command(input: Any, known: Collection[str] = MEMORY_COMMANDS) -> Command:
    """Returns the command in the input of the model.

    Args:
        input: What the model wrote.
        known: The commands that the tool has.

    Raises:
        ToolError: there is no such command, or a field is missing or has the wrong type. The text names it.
    """
    if not isinstance(input, Mapping):
        raise ToolError("Error: the input must be an object with a command")
    given: dict[str, Any] = {
        name: value for name, value in cast("Mapping[str, Any]", input).items() if value is not None
    }
    command = given.get("command")
    if not isinstance(command, str) or command not in known:
        raise ToolError(f"Error: there is no command {command!r}. Commands: {', '.join(known)}")
    if command == "insert" and "insert_text" not in given and "new_str" in given:
        given["insert_text"] = given["new_str"]  # as older versions of the text editor name it
    fields: dict[str, Any] = {}
    for name, (kind, needed) in _FIELDS[command].items():
        if name not in given:
            if needed:
                raise ToolError(f"Error: {command} needs {name}, {_TYPE_NAMES[kind]}")
            continue
        fields[name] = _checked(command, name, kind, given[name])
    return Command(command=command, **fields)


def _checked(command: str, name: str, kind: type, value: Any) -> Any:
    if kind is list:
        numbers: list[Any] = cast("Any", value) if isinstance(value, list) else []
        if len(numbers) != 2 or not all(type(number) is int for number in numbers):
            raise ToolError(f"Error: Invalid `{name}` parameter: {value!r}. It should be {_TYPE_NAMES[kind]}.")
        return numbers[0], numbers[1]
    if type(value) is not kind:
        raise ToolError(f"Error: {name} of {command} must be {_TYPE_NAMES[kind]}, not {type(value).__name__}")
    return clean(str(value)) if kind is str else value


def check_path(path: str, mount: str) -> str:
    """Returns the path in the store of a path that the model wrote.

    Args:
        path: What the model wrote.
        mount: Where the model sees the root of the store: `/memories`. With `/`, relative paths are taken as well.

    Raises:
        ToolError: the path is not below `mount`, or is written in a way that could lead elsewhere.
    """
    normal = unicodedata.normalize("NFC", path)
    if "\\" in normal or _ENCODED.search(normal):
        raise ToolError(f"Error: the path {path!r} has a backslash or an encoded character: write it plainly")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in normal):
        raise ToolError("Error: a path has no control characters")
    names = normal.split("/")
    if ".." in names:
        raise ToolError(f"Error: the path {path} has a part `..`, which is not allowed")
    prefix = [name for name in mount.split("/") if name]
    is_absolute = names[0] == ""
    names = [name for name in names if name not in ("", ".")]
    if (not is_absolute and prefix) or names[: len(prefix)] != prefix:
        raise ToolError(f"Error: the path {path} is not in {mount}")
    names = names[len(prefix) :]
    for name in names:
        if len(name.encode()) > MAX_NAME_BYTES:
            raise ToolError(f"Error: a name in the path is longer than {MAX_NAME_BYTES} bytes")
    return "/".join(names)


def shown_path(key: str, mount: str) -> str:
    """Returns a path of the store as the model sees it."""
    root = mount.rstrip("/")
    return f"{root}/{key}" if key else (root or "/")
