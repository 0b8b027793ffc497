"""The structure of the package: imports go one way (`lint-imports` holds the order of the rooms)."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import grimp
import pytest

import claudewire

#: Tools beside the runtime: their modules use a sibling as a module, `from . import tokens`.
APART = ("claudewire.testing", "claudewire.contract")
ROOMS = (
    "_http",
    "_call",
    "_limiter",
    "_stream",
    "_resources",
    "_schema",
    "_outputs",
    "tools",
    "platforms",
    "telemetry",
)


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Modules of claudewire by name, each with the modules that it imports, also under TYPE_CHECKING and inside functions."""
    graph = grimp.build_graph("claudewire", cache_dir=None)
    return {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}


def circles(imports: dict[str, set[str]]) -> list[set[str]]:
    """Return the groups of modules that import each other, directly or not."""

    @cache
    def reachable(module: str) -> frozenset[str]:
        seen, todo = set[str](), [module]
        while todo:
            for imported in imports.get(todo.pop(), ()):
                if imported not in seen:
                    seen.add(imported)
                    todo.append(imported)
        return frozenset(seen)

    found: list[set[str]] = []
    for module in imports:
        circle = {other for other in reachable(module) if module in reachable(other)}
        if circle and circle not in found:
            found.append(circle)
    return found


def test_circles_are_found():
    """The check itself: a circle of two, one of three, and what only leads to them."""
    graph = {"a": {"b"}, "b": {"a"}, "c": {"d"}, "d": {"e"}, "e": {"c"}, "f": {"a", "c"}, "g": set[str]()}
    assert sorted(map(sorted, circles(graph))) == [["a", "b"], ["c", "d", "e"]]


def test_no_module_imports_itself_through_others(imports):
    assert len(imports) > 100
    assert circles(imports) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_does(room):
    module = __import__(f"claudewire.{room}", fromlist=["__doc__"])
    assert module.__doc__ is not None
    assert len(module.__doc__.splitlines()) >= 5


def test_no_module_imports_the_package_that_it_is_in():
    """A package imports its modules; a module that imports the package back makes a circle, which grimp resolves to another module."""
    root = Path(claudewire.__file__).parent
    backward: list[str] = []
    for path in root.rglob("*.py"):
        package = ".".join(("claudewire", *path.parent.relative_to(root).parts))
        if path.name == "__init__.py" or package == "claudewire" or package.startswith(APART):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            own = isinstance(node, ast.ImportFrom) and (
                (node.level == 1 and node.module is None) or (node.level == 0 and node.module == package)
            )
            if own or (isinstance(node, ast.Import) and package in [name.name for name in node.names]):
                backward.append(f"{path.relative_to(root)}:{node.lineno}")
    assert backward == []
