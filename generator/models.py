"""attrs models, unions and aliases: one module each, loaded on first use."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from .index import Field, Index, Named, snake
from .opc import Parsed
from .pytypes import Types

TABLE = re.compile(r"\b([A-Z][A-Z0-9_]*)\.decode\(")


def docstring(text: str) -> str:
    """Text as it may stand inside a docstring."""
    text = (
        re.sub(r"\s*\n\s*", " ", text.strip())
        if "\n\n" not in text and "\n- " not in text and "\n* " not in text
        else text
    )
    lines = [textwrap.fill(line, 116) if len(line) > 116 else line for line in text.splitlines()]
    out = "\n".join(lines).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f"{out}." if out and out[-1] == '"' else out


def one_line(text: str) -> str:
    return " ".join(text.split())


class Models:
    """Emits `models/`."""

    def __init__(self, index: Index, parsed: Parsed) -> None:
        self.index, self.parsed, self.types = index, parsed, Types(index)

    def module(self, name: str) -> str:
        return self.parsed.modules.get(name) or snake(name)

    def files(self) -> dict[str, str]:
        out: dict[str, str] = {}
        names: list[tuple[str, str]] = []
        emit = {"object": self.object, "union": self.union, "alias": self.alias}
        for named in self.index.models:
            module = self.module(named.name)
            out[f"models/{module}.py"] = emit[named.kind](named)
            names.append((named.name, module))
            if named.kind == "union":
                names.append((f"Unknown{named.name}", module))
        out["models/__init__.py"] = self.parsed.render("models_init.py.jinja", names=sorted(names))
        return out

    def object(self, named: Named) -> str:
        fields = [self.field(field) for field in named.fields]
        constants = sorted({c for f in fields for c in TABLE.findall(f["code"] or "")})
        tables = [(self.module(n.name), self.constant(n.name)) for n in self.index.models if n.kind == "union"]
        return self.parsed.render(
            "model.py.jinja",
            name=named.name,
            doc=docstring(named.description),
            fields=fields,
            required=tuple(f.name for f in named.fields if f.required),
            renamed={f.name: f.python for f in named.fields if f.name != f.python},
            tables=[(module, constant) for module, constant in tables if constant in constants],
        )

    def field(self, field: Field) -> dict[str, Any]:
        code = self.types.decode(field.schema, "value")
        kind = self.types.of(field.schema)
        optional = not field.required
        default = " = None" if optional else ""
        if field.required and "const" in field.schema:
            default = f" = {field.schema['const']!r}"
        if optional and "None" not in kind.split(" | "):
            kind = f"{kind} | None" if kind != "Any" else kind
        notes = [field.description]
        if field.beta:
            notes.append(f"Beta: needs the header value `{field.beta}`.")
        if field.deprecated:
            notes.append(f"Deprecated: {field.schema.get('x-deprecated-reason', 'do not use it in new code')}.")
        return {
            "python": field.python,
            "wire": repr(field.name),
            "type": kind,
            "default": default,
            "doc": docstring(" ".join(note for note in notes if note)),
            "code": None if code == "value" else code,
        }

    @staticmethod
    def constant(name: str) -> str:
        return snake(name).upper()

    def union(self, named: Named) -> str:
        members = [(self.module(member), member) for member in dict.fromkeys(named.members.values())]
        return self.parsed.render(
            "union.py.jinja",
            name=named.name,
            name_literal=repr(named.name),
            doc_line=one_line(named.description),
            tag=named.tag,
            tag_literal=repr(named.tag),
            constant=self.constant(named.name),
            members=members,
            table=[(repr(v), repr(self.module(m)), repr(m)) for v, m in named.members.items()],
            own_module=repr(self.module(named.name)),
            untagged=(repr(self.module(named.untagged)), repr(named.untagged)) if named.untagged else None,
        )

    def alias(self, named: Named) -> str:
        return self.parsed.render(
            "alias.py.jinja",
            name=named.name,
            doc_line=one_line(named.description),
            expression=self.types.of(named.schema),
        )
