"""The Python reference: every public name is on a page and has a docstring, every environment variable is described."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import claudewire
from tests.typing import docstrings

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ("messages", "messages.batches", "models", "files", "skills", "skills.versions")


@pytest.fixture(scope="module")
def hook() -> Any:
    sys.path.insert(0, str(ROOT / "docs" / "hooks"))
    try:
        import python_reference
    finally:
        sys.path.pop(0)
    return python_reference


def public_names(hook: Any) -> Iterator[tuple[str, Any]]:
    for name in claudewire.__all__:
        yield f"claudewire.{name}", getattr(claudewire, name)
    for package in hook.public_packages():
        for name in import_module(f"claudewire.{package}").__all__:
            try:
                yield f"claudewire.{package}.{name}", getattr(import_module(f"claudewire.{package}"), name)
            except claudewire.ConfigurationError:  # a class over a library that is not installed here
                continue
    client: Any = claudewire.Claude(api_key="sk-ant-fake")
    asynchronous: Any = claudewire.AsyncClaude(api_key="sk-ant-fake")
    for resource in RESOURCES:
        for root in (client, asynchronous):
            target = root
            for part in resource.split("."):
                target = getattr(target, part)
            yield f"client.{resource} ({type(target).__name__})", type(target)


def members(owner: type) -> Iterator[tuple[str, Any]]:
    """The public functions and properties that a class of ours defines or inherits from one of ours."""
    for name in dir(owner):
        if name.startswith("_"):
            continue
        for base in owner.__mro__:
            if name in vars(base):
                value = vars(base)[name]
                if base.__module__.startswith("claudewire") and not inspect.isclass(value):
                    plain = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
                    if inspect.isfunction(plain) or isinstance(plain, property):
                        yield name, inspect.getdoc(getattr(owner, name, None)) or inspect.getdoc(plain)
                break


def test_every_public_name_has_a_docstring(hook: Any) -> None:
    bare = []
    for path, value in public_names(hook):
        if inspect.isclass(value):
            if not (value.__doc__ or "").strip() or (value.__doc__ or "").startswith(f"{value.__name__}("):
                bare.append(path)
            if value.__module__.startswith("claudewire"):
                bare += [f"{path}.{name}" for name, text in members(value) if not text]
        elif inspect.isfunction(value) and not value.__doc__:
            bare.append(path)
    assert sorted(set(bare)) == []


def test_every_docstring_gives_arguments_units_and_errors() -> None:
    assert docstrings.all_problems() == []


def test_an_argument_without_a_text_is_found() -> None:
    def wait(timeout: float, poll_interval: float) -> None:
        """Wait.

        Args:
            timeout: How long.
        """
        raise claudewire.DeadlineExpired(f"{timeout} {poll_interval}")

    def told(timeout: float) -> None:
        """Wait.

        Args:
            timeout: Seconds.

        Raises:
            APIError: it took longer.
        """
        raise claudewire.DeadlineExpired(f"{timeout}")

    assert list(docstrings.problems("wait", wait.__doc__ or "", wait, {})) == [
        "wait: `timeout` has no unit",
        "wait: `poll_interval` is not under Args",
        "wait: DeadlineExpired is not under Raises",
    ]
    assert list(docstrings.problems("told", told.__doc__ or "", told, {})) == []


def test_every_public_name_is_on_a_page(hook: Any) -> None:
    reference = hook.PythonReference([])
    pages = reference.pages()
    shown = "\n".join(pages.values())
    aliases = {alias for names in reference.aliases.values() for alias in names}
    missing = [
        name
        for name in claudewire.__all__
        if name not in ("__version__", "Timeout")
        and not inspect.ismodule(getattr(claudewire, name))
        and name not in aliases
        and f"::: claudewire.{name}\n" not in shown
    ]
    assert missing == []
    assert [alias for alias in aliases if f"`{alias}`" not in shown] == []


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("claudewire.Claude", "__init__"),
        ("claudewire.Claude", "with_options"),
        ("claudewire.AsyncClaude", "post"),
        ("claudewire.tools.ToolRunner", "add_tools"),
    ],
)
def test_a_class_shows_what_it_has_from_a_class_without_an_entry(hook: Any, name: str, member: str) -> None:
    assert f'"{member}"' in hook._options(name)


def test_every_operation_is_linked_from_its_resource(hook: Any) -> None:
    from generator import load
    from generator import schemas as S

    document = load.bundle(ROOT / "spec").document
    operations = [(op["operationId"], method, path) for path, method, _, op in S.operations(document)]
    page = hook.PythonReference(operations).resources()
    assert [name for name, _, _ in operations if f"../reference/{name}.md" not in page] == []
    for resource, (path, _) in hook.RESOURCES.items():
        module, _, name = path.rpartition(".")
        assert inspect.isclass(getattr(import_module(module), name)), resource


def environment_variables() -> Iterator[tuple[str, str]]:
    """The variables that the package reads: names in calls of `environ`, and words of ours in strings."""
    pattern = re.compile(r"""["'`]((?:ANTHROPIC|CLAUDEWIRE)_[A-Z][A-Z_]+)["'`]""")
    read = re.compile(r"""environ(?:\.get\(|\[)\s*["']([A-Z][A-Z_]+)["']""")
    for file in (ROOT / "overlays" / "claudewire").rglob("*.py"):
        if {"testing", "contract"} & set(file.parts):
            continue
        text = file.read_text(encoding="utf-8")
        for found in (*pattern.findall(text), *read.findall(text)):
            yield found, file.name


def test_every_environment_variable_is_described() -> None:
    page = (ROOT / "docs" / "environment.md").read_text(encoding="utf-8")
    internal = {"COMP_LINE", "ANTHROPIC_VERSION"}  # argcomplete sets the first, the second is a constant
    missing = {
        (name, file) for name, file in environment_variables() if f"`{name}`" not in page and name not in internal
    }
    assert missing == set()


def test_type_checkers_know_every_public_name() -> None:
    """`claudewire.__init__` says each name twice: in a table for the run time, and in imports for type checkers."""
    import ast

    tree = ast.parse((ROOT / "overlays" / "claudewire" / "__init__.py").read_text(encoding="utf-8"))
    known: set[str] = set()
    for node in ast.walk(next(n for n in tree.body if isinstance(n, ast.If))):
        if isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign):
            known |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            known.add(node.target.id)
    assert set(claudewire.__all__) - known - {"__version__"} == set()
