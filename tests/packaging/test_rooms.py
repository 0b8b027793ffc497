"""The structure of the package: imports go one way (`lint-imports` holds the order of the rooms)."""

from __future__ import annotations

import ast
import re
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

ROOT = Path(claudewire.__file__).parent
#: These stand above everything, and use the packages as programs do: through their doors.
PROGRAMS = ("cli", "testing", "contract")
#: Tests of packages that need more than a folder below tests/unit.
ELSEWHERE = {
    "contract": "contract",
    "testing": "server",
    "compat": "dropin",
    "ray": "ray",
    "types": "typing",
    "_pyinstaller": "packaging",
}


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Modules of claudewire by name, each with the modules that it imports, also under TYPE_CHECKING and inside functions."""
    graph = grimp.build_graph("claudewire", cache_dir=None)
    return {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


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
    backward: list[str] = []
    for path in ROOT.rglob("*.py"):
        package = ".".join(("claudewire", *path.parent.relative_to(ROOT).parts))
        if path.name == "__init__.py" or package == "claudewire" or package.startswith(APART):
            continue
        for node in ast.walk(parsed(path)):
            own = isinstance(node, ast.ImportFrom) and (
                (node.level == 1 and node.module is None) or (node.level == 0 and node.module == package)
            )
            if own or (isinstance(node, ast.Import) and package in [name.name for name in node.names]):
                backward.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert backward == []


def defined_in(path: Path) -> set[str]:
    """Return the names that a module itself defines at its top level."""
    found: set[str] = set()
    for node in parsed(path).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def imported(path: Path) -> list[tuple[int, Path, str]]:
    """Return line, module and name of each import from a module of claudewire."""
    found: list[tuple[int, Path, str]] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            folder = ROOT.parent if node.level == 0 else path.parents[node.level - 1]
            module = folder.joinpath(*(node.module or "").split("."))
            if module == ROOT or ROOT in module.parents:
                found += [(node.lineno, module, alias.name) for alias in node.names]
    return found


def test_a_name_is_imported_from_the_module_that_defines_it():
    """The door of a package imports all of its modules: whoever goes through it loads them all, and may close a circle."""
    through_doors: list[str] = []
    for path in ROOT.rglob("*.py"):
        room = path.relative_to(ROOT).parts[0]
        if path.parent == ROOT or room in PROGRAMS or path.name == "__init__.py":
            continue
        for line, module, name in imported(path):
            door = module / "__init__.py"
            is_module = (module / f"{name}.py").exists() or (module / name).is_dir()
            if door.exists() and not is_module and name not in defined_in(door):
                through_doors.append(f"{path.relative_to(ROOT)}:{line} {name}")
    assert through_doors == []


def top_names() -> set[str]:
    """Return the names of the modules and packages at the top of claudewire."""
    return {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()} - {
        "__init__",
        "__main__",
    }


def test_each_package_has_a_folder_of_tests_with_its_name():
    tests = Path(__file__).parents[1]
    packages = {name for name in top_names() if (ROOT / name).is_dir()} | {"compat", "ray"}
    folders = {name: ELSEWHERE.get(name) or f"unit/{name.strip('_')}" for name in packages if name != "_errors"}
    assert {name for name, folder in folders.items() if not (tests / folder).is_dir()} == set()


def test_the_architecture_page_draws_every_package():
    page = (Path(__file__).parents[2] / "docs/architecture.md").read_text(encoding="utf-8")
    drawing = page.partition("## The house\n")[2].split("```")[1]
    drawn = set(re.findall(r"\w+", drawing))
    assert top_names() - drawn == set()


def test_the_architecture_page_names_every_module():
    """Each module of a package, and each package in it, stands in the rows of the package; and what stands there exists."""
    page = (Path(__file__).parents[2] / "docs/architecture.md").read_text(encoding="utf-8")
    files: dict[str, set[str]] = {}
    package = ""
    for line in page.partition("| package | file | holds |\n|---|---|---|\n")[2].partition("\n\n")[0].splitlines():
        first, second, _ = line.strip("|").split("|", 2)
        package = first.strip(" `") or package
        files.setdefault(package, set()).update(re.findall(r"`([\w/]+)`", second))

    assert {name for name in top_names() if (ROOT / name).is_dir()} - files.keys() == {
        "types",
        "_pyinstaller",
    }  # without modules
    wrong: dict[str, list[str]] = {}
    for name, named in files.items():
        folder = ROOT / name
        there = {path.stem for path in folder.glob("*.py")} - {"__init__", "__main__"}
        there |= {f"{path.name}/" for path in folder.iterdir() if (path / "__init__.py").exists()} - {
            f"{other.rpartition('/')[2]}/" for other in files if other.startswith(f"{name}/")
        }
        if there != named:
            wrong[name] = sorted(there ^ named)
    assert wrong == {}


def test_the_architecture_page_names_modules_of_the_generator():
    root = Path(__file__).parents[2]
    page = (root / "docs/architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"\*\*(\w+)\*\*", page.partition("## Life of a change to the document\n")[2])
    assert len(named) > 10
    there = {path.stem for path in (root / "generator").iterdir()}
    assert [name for name in named if name not in there] == []
