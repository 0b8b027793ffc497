"""`import anthropic` gives claudewire: for frameworks and tools whose import you can not change.

Nothing happens by itself. One of these turns it on, for this process:

    import claudewire.compat
    claudewire.compat.install()          # before anything imports anthropic

    python -m claudewire.compat program.py arguments
    python -m claudewire.compat --as 2.14.0 program.py arguments     # for tools that ask for a newer version
    python -m pytest -p claudewire.compat

Where you can change the import, change it: `from claudewire import Anthropic`.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from importlib import import_module, metadata
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import claudewire

from ._errors.base import ConfigurationError
from ._official.modules import OfficialModule, has_module
from ._official.requests import Requests

#: The version that programs see as `anthropic.__version__`: the last one that speaks the API version of `claudewire`, over httpx.
VERSION: Final = "0.125.0"


class Anthropic(Requests, claudewire.Claude):
    """`Claude` under its official name: some tracers look at the name of the class."""


class AsyncAnthropic(Requests, claudewire.AsyncClaude):
    """Async version of `Anthropic`."""


_CLIENTS: Final = {
    "Anthropic": Anthropic,
    "Client": Anthropic,
    "AsyncAnthropic": AsyncAnthropic,
    "AsyncClient": AsyncAnthropic,
}


class _Anthropic(ModuleType):
    """The package `anthropic`: what `claudewire` has, with the version of the official SDK."""

    def __getattr__(self, name: str) -> Any:
        return _CLIENTS.get(name) or getattr(claudewire, name)

    def __dir__(self) -> list[str]:
        return dir(claudewire)


class _Distribution(metadata.Distribution):
    """The metadata that `importlib.metadata.version("anthropic")` reads."""

    def __init__(self, version: str) -> None:
        self._text = f"Metadata-Version: 2.1\nName: anthropic\nVersion: {version}\n"

    def read_text(self, filename: str) -> str | None:
        return self._text if filename == "METADATA" else None

    def locate_file(self, path: str | PathLike[str]) -> Any:
        raise FileNotFoundError(f"{path}: claudewire.compat has no files of the official SDK")


def _is_ours(path: str) -> bool:
    """Whether this package has a public module of that path."""
    try:
        return not path.startswith("_") and find_spec(f"claudewire.{path}") is not None
    except ModuleNotFoundError:  # below a module that is no package
        return False


class _Finder:
    """Finds `anthropic` and its modules before the import system looks for the official SDK."""

    def __init__(self, version: str) -> None:
        self.version = version

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        package, _, rest = name.partition(".")
        if package != "anthropic":
            return None
        if not rest:
            return ModuleSpec(name, _Loader(self.version), is_package=True)  # type: ignore[arg-type]
        if has_module(rest) or _is_ours(rest):
            return ModuleSpec(name, _Loader(self.version), is_package=True)  # type: ignore[arg-type]
        return None

    def find_distributions(self, context: metadata.DistributionFinder.Context) -> Iterator[metadata.Distribution]:
        if context.name is not None and context.name.lower() == "anthropic":
            yield _Distribution(self.version)


class _Loader:
    def __init__(self, version: str) -> None:
        self.version = version

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        path = spec.name.partition(".")[2]
        if path.startswith("_"):  # our private modules have the same names, and other contents
            module = OfficialModule(spec.name, path)
            module.__dict__.update(_CLIENTS if path == "_client" else {})
            return module
        return _Anthropic(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        path = module.__name__.partition(".")[2]
        if not path:
            module.__dict__["__version__"] = self.version
        elif not path.startswith("_"):
            # The module of ours itself, so that a patch of one is a patch of both.
            sys.modules[module.__name__] = import_module(f"claudewire.{path}")


def install(version: str = VERSION) -> None:
    """Make `import anthropic`, and the imports of its modules, give this package. May be called any number of times.

    Args:
        version: The version that programs and `importlib.metadata` see.

    Raises:
        ConfigurationError: the official SDK is loaded already.
    """
    if any(isinstance(finder, _Finder) for finder in sys.meta_path):
        return
    if "anthropic" in sys.modules:
        raise ConfigurationError(
            "the official SDK is loaded already: call claudewire.compat.install() before anything imports anthropic"
        )
    sys.meta_path.insert(0, _Finder(version))  # pyright: ignore[reportArgumentType]


def uninstall() -> None:
    """Let `import anthropic` find the official SDK again. Modules that are imported stay what they are for those who hold them."""
    finders = [finder for finder in sys.meta_path if isinstance(finder, _Finder)]
    if not finders:  # what is loaded is the official SDK
        return
    sys.meta_path[:] = [finder for finder in sys.meta_path if finder not in finders]
    for name in [name for name in sys.modules if name.partition(".")[0] == "anthropic"]:
        del sys.modules[name]


def pytest_load_initial_conftests() -> None:
    """Turn it on for `pytest -p claudewire.compat`."""
    install()


def main() -> None:
    """Run a program with `anthropic` from here: `python -m claudewire.compat program.py arguments`, or `-m module arguments`.

    `--as VERSION` before it sets the version of the official SDK that the program sees.
    """
    arguments, version = sys.argv[1:], VERSION
    if arguments[:1] == ["--as"] and len(arguments) > 1:
        version, arguments = arguments[1], arguments[2:]
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        sys.exit(0 if arguments else 2)
    # The module that others import, which is not `__main__`.
    import_module("claudewire.compat").install(version)
    if arguments[0] == "-m" and len(arguments) > 1:
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        sys.path[0] = str(Path(arguments[0]).resolve().parent)
        runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main()
