"""Read `spec/` and join its files into one document, remembering where everything stood."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from . import descriptions
from . import schemas as S
from .problems import Problem, SpecError

Json = Any
Pointer = tuple[str, ...]
ROOT = "openapi.yaml"
#: Which errors operations answer with, by status: a file of the document that `x-errors` refers to.
ERRORS = "common/errors.yaml"
METHODS = frozenset(["get", "put", "post", "delete", "options", "head", "patch", "trace"])


@frozen
class Bundle:
    """The one document, and the source line of each of its places."""

    document: dict[str, Json]
    source_map: dict[Pointer, tuple[str, int]] = field(repr=False)
    #: Schemas and examples that nothing reaches: they are not in the document.
    unused: list[Problem] = field(factory=list[Problem])

    def file_of(self, pointer: Pointer) -> str:
        """The file that this place of the joined document came from, below `spec/`."""
        return f"spec/{self.problem(pointer, '').file}"

    def problem(self, pointer: Pointer, message: str) -> Problem:
        """A problem at this place of the joined document, said with the file and line it came from."""
        for length in range(len(pointer), -1, -1):
            if pointer[:length] in self.source_map:
                return Problem(*self.source_map[pointer[:length]], message)
        return Problem(ROOT, 1, message)


# In C where PyYAML was built with it; for type checkers they are the same.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Yaml(_Loader):  # type: ignore[misc, valid-type]
    """YAML as JSON has it: `2026-01-12`, `on` and `no` are strings."""


_Yaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[-1] in ("null", "int", "float", "merge")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _word in ("true", "false"):
    _BOOL = ("tag:yaml.org,2002:bool", re.compile(f"^{_word}$"))
    _Yaml.yaml_implicit_resolvers.setdefault(_word[0], []).append(_BOOL)


@frozen
class _File:
    name: str
    content: Json
    lines: dict[Pointer, int]

    def line(self, pointer: Pointer) -> int:
        while pointer not in self.lines and pointer:
            pointer = pointer[:-1]
        return self.lines.get(pointer, 1)


class _Sources:
    """The files of the document, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, _File] = {}

    def file(self, name: str, asked_by: Problem | None = None) -> _File:
        if name not in self._files:
            path = self.folder / name
            try:
                text = path.read_text(encoding="utf-8")
            except OSError as error:
                raise SpecError([asked_by or Problem(name, 1, f"cannot be read: {error.strerror}")]) from error
            except UnicodeDecodeError as error:
                line = error.object.count(b"\n", 0, error.start) + 1
                raise SpecError([Problem(name, line, f"is not UTF-8: {error.reason}")]) from error
            except ValueError as error:  # a file name that no file can have
                raise SpecError([asked_by or Problem(name[:100], 1, f"cannot be read: {error}")]) from error
            self._files[name] = _read_json(name, text) if name.endswith(".json") else read_yaml(name, text)
        return self._files[name]

    def was_read(self, name: str) -> bool:
        return name in self._files


def _read_json(name: str, text: str) -> _File:
    try:
        content: Json = json.loads(text, parse_constant=_not_json)
        json.dumps(content, ensure_ascii=False).encode()
        return _File(name, content, {})
    except UnicodeEncodeError as error:
        raise SpecError([Problem(name, 1, "half of a surrogate pair is no character")]) from error
    except ValueError as error:
        raise SpecError([Problem(name, getattr(error, "lineno", 1), f"is not JSON: {error}")]) from error
    except RecursionError as error:
        raise SpecError([Problem(name, 1, "is nested too deeply to be read")]) from error


def _not_json(word: str) -> None:
    raise ValueError(f"{word} is no number")


def read_yaml(name: str, text: str) -> _File:
    loader = None
    try:
        loader = _Yaml(text)
        node = loader.get_single_node()
        if node is None:
            return _File(name, {}, {})
        lines = dict(_lines(name, node, ()))
        content: Json = loader.construct_document(node)  # pyright: ignore[reportUnknownMemberType]  # half-typed stubs
        return _File(name, content, lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SpecError([Problem(name, line, f"is not YAML: {error.problem}")]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SpecError([Problem(name, line, f"is not YAML: {error.reason}")]) from error
    except RecursionError as error:
        raise SpecError([Problem(name, 1, "is nested too deeply to be read")]) from error
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise SpecError([Problem(name, 1, f"is not YAML: {str(error).splitlines()[0]}")]) from error
    finally:
        if loader is not None:
            loader.dispose()


#: What YAML calls the values that JSON has.
_JSON_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str", "int", "float", "bool", "null", "merge")
)


def _lines(name: str, node: Any, pointer: Pointer, above: tuple[int, ...] = ()) -> Iterator[tuple[Pointer, int]]:
    """The line of each place. Refuses what JSON does not have: keys twice or of another type, tags, values that hold themselves."""
    line = node.start_mark.line + 1
    if id(node) in above:
        raise SpecError([Problem(name, line, "the anchor stands inside what it names: it would have no end")])
    if node.tag not in _JSON_TAGS:
        raise SpecError([Problem(name, line, f"the tag {node.tag.rpartition(':')[2]!r} of YAML has no meaning here")])
    yield pointer, line
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            at = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise SpecError([Problem(name, at, "a key must be text")])
            if key.value in seen:
                raise SpecError([Problem(name, at, f"the key {key.value!r} stands here twice")])
            seen.add(key.value)
            if not key.tag.endswith(":merge"):  # `200:` is the text "200", as it would be in JSON
                key.tag = "tag:yaml.org,2002:str"
            _check_text(name, at, key.value)
            for place, where in _lines(name, value, (*pointer, key.value), (*above, id(node))):
                yield place, at if place == (*pointer, key.value) else where
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(name, value, (*pointer, str(index)), (*above, id(node)))
    else:
        _check_text(name, line, node.value)
        if node.tag.endswith((":float", ":int")) and not any(char.isdigit() for char in node.value):
            raise SpecError([Problem(name, line, f"{node.value} is no number that JSON has")])


def _check_text(name: str, line: int, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise SpecError(
            [Problem(name, line, f"half of a surrogate pair is no character: \\u{ord(half):04x}")]
        ) from error


class _Bundler:
    def __init__(self, folder: Path, root: str = ROOT) -> None:
        self.sources = _Sources(folder)
        self.root = root
        #: Places that are being copied, to notice one that holds itself.
        self.inside: list[tuple[str, Pointer]] = []
        self.source_map: dict[Pointer, tuple[str, int]] = {}
        self.components: dict[str, dict[str, Json]] = {}
        self.origins: dict[tuple[str, str], str] = {}
        self.problems: list[Problem] = []
        self.waiting: list[tuple[str, str, str]] = []

    def run(self) -> Bundle:
        root = self.sources.file(self.root)
        if not isinstance(root.content, dict):
            raise SpecError([Problem(self.root, 1, "the root must be a mapping")])
        document: dict[str, Json] = self.copy(root, (), ())
        while self.waiting:
            section, name, file = self.waiting.pop()
            self.components[section][name] = self.copy(self.sources.file(file), (name,), ("components", section, name))
        joined = document.setdefault("components", {})
        if not S.is_object(joined) or not all(S.is_object(joined.get(section, {})) for section in self.components):
            raise SpecError(
                [*self.problems, Problem(self.root, root.line(("components",)), "components must be a mapping")]
            )
        for section in sorted(self.components):
            joined.setdefault(section, {}).update(sorted(self.components[section].items()))
        descriptions.fill(document)
        if self.problems:
            raise SpecError(self.problems)
        return Bundle(document, self.source_map, list(self.unused()))

    def copy(self, file: _File, at: Pointer, here: Pointer) -> Json:
        """The value at this place of a file, with all references made internal; `here` is its place in the bundle."""
        if (file.name, at) in self.inside:
            problem = Problem(
                file.name, file.line(at), "what stands here refers to itself: give it a name in components"
            )
            self.problems.append(problem)
            return {}
        value = file.content
        for key in at:
            value = value[int(key)] if S.is_array(value) else value[key]
        self.inside.append((file.name, at))
        out = self.walk(file, value, at, here)
        self.inside.pop()
        return out

    def walk(self, file: _File, value: Json, at: Pointer, here: Pointer) -> Json:
        self.source_map[here] = (file.name, file.line(at))
        if S.is_array(value):
            return [self.walk(file, item, (*at, str(i)), (*here, str(i))) for i, item in enumerate(value)]
        if not S.is_object(value):
            return value
        if S.string(value, "$ref") is not None:
            return self.reference(file, value, at, here)
        out = {key: self.walk(file, item, (*at, str(key)), (*here, str(key))) for key, item in value.items()}
        if here[-1:] == ("discriminator",) and (mapping := S.mapping(value, "mapping")):
            out["mapping"] = {
                tag: self.target(file, str(ref), (*at, "mapping", tag))[0] or ref for tag, ref in mapping.items()
            }
        if (external := S.string(value, "externalValue")) is not None:
            del out["externalValue"]
            out["value"] = self.example(file, external, (*at, "externalValue"))
        if len(here) == 3 and here[0] == "paths" and here[2] in METHODS and "x-errors" in out:
            self.errors(file, out, at, here)
        return out

    def errors(self, file: _File, operation: dict[str, Json], at: Pointer, here: Pointer) -> None:
        """Put the errors in the place of `x-errors`: those of every operation, and the statuses that this one lists."""
        problem = Problem(file.name, file.line((*at, "x-errors")), f"{ERRORS} is missing, which x-errors refers to")
        table = self.sources.file(ERRORS, problem)
        always, some = S.mapping(table.content, "always"), S.mapping(table.content, "sometimes")
        listed = operation.pop("x-errors")
        if not S.is_array(listed):
            message = f"x-errors must be a list of statuses, such as [404, 413], and not {listed!r}"
            self.problems.append(Problem(problem.file, problem.line, message))
            return
        wanted = [str(status) for status in listed]
        for status in wanted:
            if status not in some:
                known = f"it has {', '.join(sorted(some))} to choose from"
                message = f"x-errors names {status!r}, which is not under `sometimes` in {ERRORS}: {known}"
                self.problems.append(Problem(problem.file, problem.line, message))
        responses = operation.setdefault("responses", {})
        chosen = {**always, **{status: some[status] for status in wanted if status in some}}
        for status in sorted(chosen, key=lambda status: (not status.isdigit(), status)):
            group = "always" if status in always else "sometimes"
            if status in responses:
                message = f"the status {status} is described here and comes from {ERRORS}"
                self.problems.append(Problem(file.name, file.line((*at, "responses", status)), message))
            responses[status] = self.walk(table, chosen[status], (group, status), (*here, "responses", status))

    def reference(self, file: _File, value: dict[str, Json], at: Pointer, here: Pointer) -> Json:
        internal, other, pointer = self.target(file, value["$ref"], (*at, "$ref"))
        if internal:
            rest = {k: self.walk(file, v, (*at, k), (*here, k)) for k, v in value.items() if k != "$ref"}
            return {"$ref": internal, **rest}
        if other is None:
            return {}
        return self.copy(other, pointer, here)

    def target(self, file: _File, ref: str, at: Pointer) -> tuple[str | None, _File | None, Pointer]:
        """Where a reference leads: a component (its internal reference), or a place to be put in as it is."""
        problem = Problem(file.name, file.line(at), f"the reference {ref!r} leads nowhere")
        path, _, fragment = ref.partition("#")
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path):
            message = f"the reference {ref!r} leads out of the document: put what it names into a file here"
            self.problems.append(Problem(file.name, file.line(at), message))
            return None, None, ()
        name = _join(file.name, path) if path else file.name
        try:
            other = self.sources.file(name, problem)
        except SpecError as error:
            self.problems += error.problems
            return None, None, ()
        pointer = tuple(part.replace("~1", "/").replace("~0", "~") for part in fragment.split("/")[1:])
        content = other.content
        for key in pointer:
            if not S.is_object(content) or key not in content:
                self.problems.append(problem)
                return None, None, ()
            content = content[key]
        if name == self.root and len(pointer) == 3 and pointer[0] == "components":  # it is copied with its file
            return f"#/components/{pointer[1]}/{_escape(pointer[2])}", other, pointer
        folder, _, stem = name.removesuffix(".yaml").rpartition("/")
        section = "schemas" if folder == "schemas" else stem if folder == "common" else None
        if section is None or len(pointer) != 1:
            return None, other, pointer
        self.component(section, pointer[0], name, problem)
        return f"#/components/{section}/{_escape(pointer[0])}", other, pointer

    def component(self, section: str, name: str, file: str, problem: Problem) -> None:
        known = self.origins.setdefault((section, name), file)
        if known != file:
            message = f"{name!r} is defined in {file} and in {known}"
            self.problems.append(Problem(problem.file, problem.line, message))
        if name not in self.components.setdefault(section, {}):
            self.components[section][name] = None
            self.waiting.append((section, name, file))

    def example(self, file: _File, ref: str, at: Pointer) -> Json:
        problem = Problem(file.name, file.line(at), f"the example {ref!r} does not exist")
        try:
            return self.sources.file(_join(file.name, ref), problem).content
        except SpecError as error:
            self.problems += error.problems
            return None

    def unused(self) -> Iterator[Problem]:
        for path in sorted(self.sources.folder.glob("schemas/*.yaml")):
            name = f"schemas/{path.name}"
            content = self.sources.file(name).content
            for schema in content if S.is_object(content) else ():
                if self.origins.get(("schemas", schema)) != name:
                    line = self.sources.file(name).line((schema,))
                    yield Problem(name, line, f"nothing in the document reaches the schema {schema!r}")
        for path in sorted(self.sources.folder.glob("examples/*.json")):
            if not self.sources.was_read(f"examples/{path.name}"):
                yield Problem(f"examples/{path.name}", 1, "nothing in the document shows this example")


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _join(base: str, relative: str) -> str:
    parts = base.split("/")[:-1]
    for part in relative.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    return "/".join(parts)


def bundle(spec: Path) -> Bundle:
    """Join the files of a document: a folder with `openapi.yaml`, or the root file itself.

    Raises:
        SpecError: with every problem that stands in the way.
    """
    folder, root = (spec.parent, spec.name) if spec.is_file() else (spec, ROOT)
    try:
        return _Bundler(folder, root).run()
    except RecursionError as error:
        raise SpecError([Problem(root, 1, "the document is nested too deeply to be read")]) from error
