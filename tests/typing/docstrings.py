"""`python -m tests.typing.docstrings`: what the docstrings of public names lack.

A function, a method or a class is complete if

* each of its parameters stands under `Args:` (a field of a class: under `Args:`, `Attributes:`, or in a `#:` comment),
* the text of a number of seconds, bytes or tokens says its unit,
* each error that its own body raises, or a base class of it, stands under `Raises:`.

A docstring may lead to that of another name instead: "see `Store.read`", "the arguments of `request`", "async version of `Stream`".
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import claudewire

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ("messages", "messages.batches", "models", "files", "skills", "skills.versions")
#: Programs, and names of the API that the document describes.
NOT_LISTED = ("cli", "types")
REFERENCE = re.compile(r"\b(?:[Ss]ee|arguments of|[Aa]rguments as those of|[Aa]sync version of) `([\w.]+?)(?:\(\))?`")
SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Yields|Examples?|Note|Warning)s?:\s*$", re.MULTILINE)
ENTRY = re.compile(r"^    ([*\w., `]+?)(?: \([^)]*\))?:(?=\s|$)", re.MULTILINE)
#: Numbers whose name does not tell the unit, and the words for it.
UNITS = {
    re.compile(r"(^|_)(timeout|deadline|delay|interval|age|ttl|tolerance|wait|expiry|patience)s?($|_)"): (
        r"second|minute|hour|day|`httpx\.Timeout`"
    ),
    re.compile(r"(^|_)size($|_)"): r"bytes|characters|items|rows",
}


def public_names() -> Iterator[tuple[str, Any]]:
    """Yield path and value of every public name of `claudewire`, its public packages and its resources."""
    for name in claudewire.__all__:
        yield f"claudewire.{name}", getattr(claudewire, name)
    for found in iter_modules(claudewire.__path__):
        if found.name.startswith("_") or found.name in NOT_LISTED:
            continue
        module = import_module(f"claudewire.{found.name}")
        for name in getattr(module, "__all__", ()):
            try:
                yield f"claudewire.{found.name}.{name}", getattr(module, name)
            except claudewire.ConfigurationError:  # a class over a library that is not installed here
                continue
    for client in (claudewire.Claude(api_key="sk-ant-fake"), claudewire.AsyncClaude(api_key="sk-ant-fake")):
        for resource in RESOURCES:
            target: Any = client
            for part in resource.split("."):
                target = getattr(target, part)
            yield f"claudewire.{type(client).__name__}.{resource}", type(target)


def functions(owner: Any) -> Iterator[tuple[str, Any]]:
    """Yield the public functions that a class of ours defines, or inherits from a class of ours."""
    for name in dir(owner):
        if name.startswith("_") and name != "__call__":
            continue
        bases: tuple[Any, ...] = owner.__mro__
        for base in bases:
            if name in base.__dict__:
                value: Any = base.__dict__[name]
                value = getattr(value, "__func__", value)
                if base.__module__.startswith("claudewire") and inspect.isfunction(value):
                    yield name, value
                break


def sections(text: str) -> dict[str, str]:
    """Return the sections of a docstring by title; the text before the first is at the empty title."""
    parts = SECTION.split(inspect.cleandoc(text))
    found = {"": parts[0]}
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        found[title] = found.get(title, "") + body
    return found


def entries(body: str) -> dict[str, str]:
    """Return name → text of the entries of a section."""
    parts = ENTRY.split(f"\n{body}")
    found: dict[str, str] = {}
    for names, text in zip(parts[1::2], parts[2::2], strict=True):
        for name in re.split(r"[,\s]+|\bor\b|\band\b", names):
            found[name.strip("*` ")] = text
    return found


@cache
def _parsed(file: str) -> tuple[list[str], list[ast.AST]]:
    """Return the lines of a file, and all its nodes."""
    text = Path(file).read_text(encoding="utf-8")
    return text.splitlines(), list(ast.walk(ast.parse(text)))


@cache
def _functions_of(file: str) -> dict[int, ast.AST]:
    """Return line → function that begins there, with its decorators."""
    functions = [node for node in _parsed(file)[1] if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return {min([node.lineno, *(d.lineno for d in node.decorator_list)]): node for node in functions}


@cache
def comments(file: str) -> dict[str, dict[str, str]]:
    """Return class → field → its `#:` comment or the string below it, of a file."""
    lines, nodes = _parsed(file)
    found: dict[str, dict[str, str]] = {}
    for node in nodes:
        if not isinstance(node, ast.ClassDef):
            continue
        fields = found.setdefault(node.name, {})
        for below, item in zip([*node.body[1:], None], node.body, strict=True):
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                said: list[str] = []
                number = item.lineno - 2
                while lines[number].strip().startswith("#:"):
                    said.append(lines[number].strip().removeprefix("#:"))
                    number -= 1
                if "#:" in lines[item.lineno - 1]:
                    said.append(lines[item.lineno - 1].rpartition("#:")[2])
                if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                    said.append(str(below.value.value))
                if said:
                    fields[item.target.id] = " ".join(said)
    return found


def described_fields(owner: Any) -> dict[str, str]:
    """Return the fields of a class that a comment describes, those of its bases included."""
    found: dict[str, str] = {}
    for base in reversed(owner.__mro__):
        file = getattr(sys.modules.get(base.__module__), "__file__", None)
        if base.__module__.startswith("claudewire") and file:
            found |= comments(file).get(base.__name__, {})
    return found


def raised(function: Callable[..., Any]) -> set[str]:
    """Return the names of the errors that the body of a function raises itself, without what it catches again."""
    code: Any = getattr(inspect.unwrap(function), "__code__", None)
    node_of = _functions_of(code.co_filename) if code is not None and code.co_filename.endswith(".py") else {}
    if code is None or code.co_firstlineno not in node_of:
        return set()
    found: set[str] = set()
    for node in ast.walk(node_of[code.co_firstlineno]):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            called = node.exc.func
            name = (
                called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
            )
            if name.lstrip("_")[:1].isupper() and name not in (
                "AttributeError",
                "NotImplementedError",
                "StopIteration",
            ):
                found.add(name)
    return found


def bases_of(error: str, scope: dict[str, Any]) -> set[str]:
    """Return the names of an error and its bases."""
    value = scope.get(error) or getattr(claudewire, error, None)
    return {base.__name__ for base in value.__mro__} if inspect.isclass(value) else {error}


def leads_elsewhere(text: str, function: Callable[..., Any]) -> bool:
    """Whether a docstring names another function that exists: as a member of the class, in the module, or in public."""
    owner = function.__qualname__.rpartition(".")[0]
    scope = {**public_scope(), **vars(import_module(function.__module__))}
    for found in REFERENCE.findall(text):
        first, _, member = found.partition(".")
        place = scope.get(first)
        if place is not None and (not member or hasattr(place, member)):
            return True
        if not member and hasattr(scope.get(owner), first):
            return True
    return False


@cache
def public_scope() -> dict[str, Any]:
    """Return the public values by the last part of their path."""
    return {path.rpartition(".")[2]: value for path, value in public_names()}


def problems(
    path: str, text: str, function: Callable[..., Any], known: dict[str, str], owner: Any = None
) -> Iterator[str]:
    """Yield what the docstring of a function lacks.

    Args:
        path: How the function is called, for the message.
        text: The docstring; that of the class, if the function is a constructor.
        function: What is documented.
        known: Fields that a comment describes.
        owner: The class, if the function is its constructor.
    """
    parts = sections(text)
    if leads_elsewhere(parts[""], function):
        return
    said = {**known, **entries(parts.get("Attributes", "")), **entries(parts.get("Args", ""))}
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return
    private = {field.alias for field in getattr(owner, "__attrs_attrs__", ()) if field.name.startswith("_")}
    for number, parameter in enumerate(parameters):
        name = parameter.name
        if (number == 0 and name in ("self", "cls", "mcs")) or name.startswith("_") or name in private:
            continue
        names = {other.name for other in parameters}
        if parameter.kind is parameter.VAR_KEYWORD and set(said) - names:
            continue  # they are described one by one
        if name not in said:
            yield f"{path}: `{name}` is not under Args"
            continue
        kind = str(parameter.annotation)
        for pattern, words in UNITS.items():
            if (
                pattern.search(name)
                and re.search(r"\b(int|float)\b", kind)
                and not re.search(words, said[name], re.IGNORECASE)
            ):
                yield f"{path}: `{name}` has no unit"
    documented = set(entries(parts.get("Raises", "")))
    for error in sorted(raised(function)):
        scope = getattr(function, "__globals__", {})
        if not bases_of(error, scope) & documented:
            yield f"{path}: {error} is not under Raises"


def all_problems() -> list[str]:
    """Return what is missing, each once: a function that several classes share is named where it is defined."""
    found: dict[str, None] = {}
    seen: set[int] = set()
    for path, value in public_names():
        if id(value) in seen:
            continue
        seen.add(id(value))
        if inspect.isfunction(value):
            found |= dict.fromkeys(problems(path, value.__doc__ or "", value, {}))
        elif inspect.isclass(value) and value.__module__.startswith("claudewire"):
            for name, function in functions(value):
                if id(function) not in seen:
                    seen.add(id(function))
                    text = function.__doc__ or inspect.getdoc(getattr(value, name)) or ""
                    where = f"{function.__module__}.{function.__qualname__}"
                    found |= dict.fromkeys(problems(where, text, function, {}))
            found |= dict.fromkeys(problems_of_constructor(value))
    return list(found)


def problems_of_constructor(owner: Any) -> Iterator[str]:
    """Yield what the docstrings of a class and of its constructor lack together. Nobody makes a protocol."""
    members: Any = owner.__dict__
    is_protocol = bool(members.get("_is_protocol"))
    maker: Any = members.get("__init__", members.get("__new__") if "_fields" in members else None)
    if maker is not None and not is_protocol:
        text = f"{inspect.cleandoc(owner.__doc__ or '')}\n\n{inspect.cleandoc(maker.__doc__ or '')}"
        place = f"{owner.__module__}.{owner.__qualname__}"
        yield from problems(place, text, maker, described_fields(owner), owner)


def main() -> int:
    """Print what is missing. Returns 1 if something is."""
    found = all_problems()
    print("\n".join(found) or "the docstring of every public name is complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
