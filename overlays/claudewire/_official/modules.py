"""Makes the modules of the official SDK when they are imported: `claudewire.types.tool_use_block`, `claudewire.lib.streaming`."""

from __future__ import annotations

from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

from claudewire._errors.codes import NAMES, class_named

from .names import MODULES, TYPE_MODULES, TYPE_PACKAGES
from .types import find_type, known_types, squashed, type_modules

_PACKAGES: Final = frozenset(path.rpartition(".")[0] for path in MODULES)


def has_module(path: str) -> bool:
    """Return whether the official SDK has a module of this name, without the package, and we can serve it."""
    if path in MODULES or path in TYPE_PACKAGES:
        return path != ""
    package, _, last = path.rpartition(".")
    return package in TYPE_PACKAGES and (last in TYPE_MODULES or squashed(last) in type_modules())


def find_name(path: str, name: str) -> Any:
    """Return the object with an official name in an official module.

    Args:
        path: The module, without the package: `types.beta`.
        name: The name in it.

    Raises:
        AttributeError: there is none.
    """
    if (place := MODULES.get(path, {}).get(name)) is not None:
        module, _, attribute = place.partition(":")
        return getattr(import_module(module), attribute)
    if path in MODULES and has_module(f"{path}.{name}"):
        return import_module(f"claudewire.{path}.{name}")
    if path.startswith("types"):
        return find_type(name, path.rpartition(".")[2])
    package = import_module("claudewire")
    if not name.startswith("_") and hasattr(package, name):
        return getattr(package, name)
    if not name.startswith("_") and path.startswith(("lib", "resources", "_")):
        try:
            return find_type(name)
        except AttributeError:
            pass
    raise AttributeError(
        f"claudewire has no {name!r} for {path!r} of the official SDK; dir(claudewire) lists what there is"
    )


def find_top(name: str) -> Any:
    """Return the object with a name that the official package has and `claudewire` does not list.

    Raises:
        AttributeError: there is none.
    """
    if name in NAMES:
        return class_named(name)
    if has_module(name):  # tracers reach `anthropic.resources` as an attribute
        return import_module(f"claudewire.{name}")
    if (place := MODULES[""].get(name)) is None:
        raise AttributeError(_without(name), name=name)
    module, _, attribute = place.partition(":")
    return getattr(import_module(module), attribute)


def _without(name: str) -> str:
    from claudewire_api._hints import did_you_mean

    hint = did_you_mean(name, dir(import_module("claudewire")))
    return f"module 'claudewire' has no attribute {name!r}{'. ' if hint else ''}{hint}"


class OfficialModule(ModuleType):
    """A module of the official SDK. A name is found when it is first used."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, f"`{path}` of the official SDK, over the names of claudewire.")
        self.__dict__["_path"] = path

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = find_name(self.__dict__["_path"], name)
        self.__dict__[name] = value
        return value

    def __dir__(self) -> list[str]:
        path: str = self.__dict__["_path"]
        names = known_types() if path in TYPE_PACKAGES else MODULES.get(path, {})
        return sorted({*names, *self.__dict__})


class OfficialLoader:
    """Loads the modules; see `find_spec`."""

    def __init__(self, path: str) -> None:
        self.path = path

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module."""
        return OfficialModule(spec.name, self.path)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: its names come when they are used."""


def find_spec(name: str, path: str) -> ModuleSpec | None:
    """Return the specification of a module of the official SDK; None if there is none.

    Args:
        name: Name of the module to be made.
        path: The same without its first package.
    """
    if not has_module(path):
        return None
    return ModuleSpec(name, OfficialLoader(path), is_package=path in _PACKAGES or path in TYPE_PACKAGES)  # type: ignore[arg-type]
