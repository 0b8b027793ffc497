"""The Python reference: a page for each part of the public surface, with what griffe reads from signatures and docstrings.

Nothing is listed by hand: the names come from `claudewire.__all__` and from `__all__` of its public packages, and a name of a new
module gets a page of its own. Only titles and the order of the pages are here.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "python"
#: Beginning of a module → page. The first that fits counts; a module that none fits gets a page with its own name.
PAGES = {
    "_client": "client",
    "_config": "client",
    "_secrets": "client",
    "_httpx_clients": "client",
    "_call.middleware": "middleware",
    "_call.attempts": "middleware",
    "_call.attempt_chain": "middleware",
    "_limiter": "client",
    "_call": "responses",
    "claudewire_api": "responses",
    "httpx": "client",
    "_errors": "errors",
    "_stream": "streaming",
    "_outputs": "outputs",
    "_schema": "outputs",
    "_resources.folders.skill_md": "errors",
    "tools": "tools",
    "platforms": "platforms",
}
TITLES = {
    "client": ("Clients and their options", "`Claude` and `AsyncClaude`, the policy of retries, secrets."),
    "resources": ("Resources and their methods", "Everything that is called on a client."),
    "streaming": (
        "Streams and events",
        "What `stream()` and `stream=True` return, and what a program reads from them.",
    ),
    "responses": (
        "Responses, pages and models",
        "Facts about a response, raw responses, lists, and the base class of models.",
    ),
    "errors": ("Errors", "Every exception. The tree is at the top."),
    "outputs": ("Structured outputs and schemas", "Values of a type from responses; Python types as JSON Schema."),
    "tools": ("Functions as tools, and the loop", "`@tool`, and what runs tools."),
    "middleware": ("Middleware", "Code around every call."),
    "platforms": ("Clients of other platforms", "Amazon, Google, Microsoft."),
    "limiter": ("Rate limiter", "Calls that wait for their turn."),
    "fallbacks": ("Fallbacks", "Another model after a refusal or an outage."),
    "memory": ("Memory, files and shell", "Tools of the API that a program carries out."),
    "mcp": ("MCP", "Tools, prompts and resources of other servers."),
    "bulk": ("Bulk runs", "Any number of requests, with a journal."),
    "webhooks": ("Webhooks", "Deliveries, checked and typed."),
    "credentials": ("Credentials", "Profiles, tokens, workload identity."),
    "telemetry": ("OpenTelemetry", "Spans, metrics and events."),
    "threads": ("Threads", "A conversation as an object, which the API may keep."),
    "ray": ("Ray, Dask and Spark", "Requests for every row of a data set, on a cluster."),
    "testing": ("claudewire.testing", "The local server and what scripts it."),
    "contract": ("claudewire.contract", "Recorded traffic against the API description."),
}
INTRODUCTION = """\
Every public name of `claudewire`, made from its signature and docstring. Names of the API (fields, events, errors, headers) are in the
[API reference](../reference/index.md). A name that is not here is not public and may change in any release.
"""
#: Packages whose names are not those of users: programs, and names of the API that the API reference has.
NOT_LISTED = ("cli", "types")
#: Resource → its class and that of the async client.
RESOURCES = {
    "messages": ("claudewire._resources.messages.Messages", "AsyncMessages"),
    "messages.batches": ("claudewire._resources.batches.Batches", "AsyncBatches"),
    "models": ("claudewire._resources.models.Models", "AsyncModels"),
    "files": ("claudewire._resources.files.Files", "AsyncFiles"),
    "skills": ("claudewire._resources.skills.Skills", "AsyncSkills"),
    "skills.versions": ("claudewire._resources.skills.SkillsVersions", "AsyncSkillsVersions"),
}


def _page_of(module: str) -> str:
    name = module.removeprefix("claudewire.").lstrip(".")
    for start, page in PAGES.items():
        if name == start or name.startswith(f"{start}."):
            return page
    return name.split(".")[0].strip("_")


def public_packages() -> Iterator[str]:
    """Yield the packages below `claudewire` that have public names of their own."""
    for found in iter_modules(import_module("claudewire").__path__):
        listed = not found.name.startswith("_") and found.name not in NOT_LISTED
        if listed and hasattr(import_module(f"claudewire.{found.name}"), "__all__"):
            yield found.name


class PythonReference:
    """The pages by their path."""

    def __init__(self, operations: list[tuple[str, str, str]]) -> None:
        """`operations` are (operation, method, path) of the API description."""
        self.operations = operations
        self.names = dict(self._public_names())

    def _public_names(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Public name → (page, identifier)."""
        package: Any = import_module("claudewire")
        for module, names in package._MODULES.items():
            for name in names.split():
                where = f"claudewire.{name}" if module != "httpx" else ""
                yield f"claudewire.{name}", (_page_of(module), where)
        for room in public_packages():
            for name in import_module(f"claudewire.{room}").__all__:
                if name not in package.__all__:
                    yield f"claudewire.{room}.{name}", (room, f"claudewire.{room}.{name}")

    @property
    def aliases(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for alias, name in import_module("claudewire")._ALIASES.items():
            out.setdefault(name, []).append(alias)
        return out

    def pages(self) -> dict[str, str]:
        groups: dict[str, list[str]] = {}
        for name, (page, _) in self.names.items():
            groups.setdefault(page, []).append(name)
        out = {f"{page}.md": self.page(page, names) for page, names in groups.items()}
        out["resources.md"] = self.resources()
        out["index.md"] = self.index(groups)
        return out

    def page(self, page: str, names: list[str]) -> str:
        title, about = TITLES.get(page, (f"claudewire: {page}", ""))
        parts = [f"# {title}", about]
        if page == "errors":
            tree = (import_module("claudewire._errors").__doc__ or "").split("\n\n")[1:]
            parts.append("```text\n" + tree[0] + "\n```")
        for name in names:
            where = self.names[name][1]
            if not where:
                continue
            short = name.removeprefix("claudewire.")
            also = [f"`{alias}`" for alias in self.aliases.get(short, [])]
            parts.append(f"::: {where}\n{_options(name)}")
            if also:
                parts.append(f"`{short}` is also importable as {', '.join(also)}.")
        return "\n\n".join(parts)

    def resources(self) -> str:
        title, about = TITLES["resources"]
        parts = [
            f"# {title}",
            about,
            "Every method has the options of one call (`timeout`, `max_retries`, `deadline`, `extra_headers`, `betas`, …).",
        ]
        for resource, (sync, asynchronous) in RESOURCES.items():
            parts.append(f"## client.{resource} {{#client.{resource}}}")
            rows = [
                f"| [`client.{operation}`][{sync}.{operation.rpartition('.')[2]}] | `{method.upper()} {path}` "
                f"| [{operation}](../reference/{operation}.md) |"
                for operation, method, path in self.operations
                if operation.rpartition(".")[0] == resource
            ]
            parts.append("\n".join(["| method | HTTP | in the API reference |", "|---|---|---|", *rows]))
            parts.append(f"`AsyncClaude` has the same methods as coroutines: `{asynchronous}`.")
            parts.append(
                f"::: {sync}\n    options:\n      heading_level: 3\n      inherited_members: true\n"
                f"      show_bases: false\n      merge_init_into_class: false\n      filters: ['!^_', '!^IS_ASYNC$', '!^GENERATED$']"
            )
        return "\n\n".join(parts)

    def index(self, groups: dict[str, list[str]]) -> str:
        parts = [
            "# Python reference",
            INTRODUCTION,
            "- [Resources and their methods](resources.md): "
            + ", ".join(f"[`client.{r}`](resources.md#client.{r})" for r in RESOURCES),
            "- [Environment variables](../environment.md)",
            "- [The command line](../command-line.md)",
        ]
        for page, names in sorted(groups.items(), key=lambda item: _order(item[0])):
            title, about = TITLES.get(page, (f"claudewire: {page}", ""))
            parts.append(f"## [{title}]({page}.md)\n\n{about}")
            parts.append(
                ", ".join(
                    f"[`{name.removeprefix('claudewire.')}`][{self.names[name][1]}]"
                    for name in names
                    if self.names[name][1]
                )
            )
        return "\n\n".join(parts)

    def navigation(self) -> list[Any]:
        order = sorted((page.removesuffix(".md") for page in self.pages() if page != "index.md"), key=_order)
        return [f"{FOLDER}/index.md", *({TITLES.get(page, (page,))[0]: f"{FOLDER}/{page}.md"} for page in order)]


def _options(name: str) -> str:
    """Return the options of a class whose members are partly those of a base class without an entry of its own."""
    module, _, last = name.rpartition(".")
    try:
        value = getattr(import_module(module), last)
    except Exception:  # noqa: BLE001  # a class over a library that is not installed here
        return ""
    if not inspect.isclass(value):
        return ""
    public = {id(found) for found in vars(import_module(module)).values() if inspect.isclass(found)}
    members = [
        member
        for base in value.__mro__[1:]
        if base.__module__.startswith("claudewire") and (base.__name__.startswith("_") or id(base) not in public)
        for member in vars(base)
        if (member == "__init__" or not member.startswith("_")) and member not in vars(value)
    ]
    return f"    options:\n      inherited_members: {json.dumps(sorted(set(members)))}\n" if members else ""


def _order(page: str) -> int:
    return [*TITLES].index(page) if page in TITLES else len(TITLES)


# ------------------------------------------------------------------------------------------------ the hook


def on_config(config: Any) -> Any:
    """Adds the Python reference to the navigation."""
    from generator import load
    from generator import schemas as S

    document = load.bundle(ROOT / "spec").document
    operations = [(op["operationId"], method, path) for path, method, _, op in S.operations(document)]
    reference = PythonReference(operations)
    config["python_reference"] = reference.pages()
    config.nav = [*(config.nav or []), {"Python reference": reference.navigation()}]
    return config


def on_files(files: Any, config: Any) -> Any:
    """Adds the pages."""
    from mkdocs.structure.files import File

    for path, text in config["python_reference"].items():
        files.append(File.generated(config, f"{FOLDER}/{path}", content=text))
    return files


sys.path[:0] = [str(ROOT / "overlays"), str(ROOT / "generated")]
