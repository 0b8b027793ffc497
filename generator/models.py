"""attrs models, unions and aliases: one module each, loaded on first use."""

from __future__ import annotations

from typing import Any

from .index import BETA_ANSWER, Field, Index, Named, snake
from .opc import Parsed
from .pytypes import Types, constant, lazy


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
        return self.parsed.render(
            "model.py.jinja",
            name=named.name,
            doc=named.description,
            fields=fields,
            required=tuple(f.name for f in named.fields if f.required),
            renamed={f.name: f.python for f in named.fields if f.name != f.python},
        )

    def field(self, field: Field) -> dict[str, Any]:
        code = self.types.decode(field.schema, "value", optional=not field.required)
        if code == "value":
            code = self.types.shared(field.schema, "value")
        kind = self.types.of(field.schema)
        optional = not field.required
        default = " = None" if optional else ""
        if field.required and "const" in field.schema:
            default = f" = {field.schema['const']!r}"
        if optional and "None" not in kind.split(" | "):
            kind = f"{kind} | None" if kind != "Any" else kind
        return {
            "python": field.python,
            "wire": repr(field.name),
            "type": kind,
            "required": field.required,
            "default": default,
            "doc": field.doc(BETA_ANSWER),
            "code": None if code == "value" else code,
        }

    def union(self, named: Named) -> str:
        members = [(self.module(member), member) for member in dict.fromkeys(named.members.values())]
        return self.parsed.render(
            "union.py.jinja",
            name=named.name,
            name_literal=repr(named.name),
            doc=named.description,
            tag=named.tag,
            tag_literal=repr(named.tag),
            constant=constant(named.name),
            members=members,
            table=[(repr(v), repr(m)) for v, m in named.members.items()],
            untagged=repr(named.untagged) if named.untagged else None,
        )

    def alias(self, named: Named) -> str:
        expression, code = self.types.of(named.schema), ""
        if self.index.recursive(named.name):
            code = self.types.decode(named.schema, "value", 1)
            expression = lazy(expression, [n.name for n in self.index.models if self.index.recursive(n.name)])
        return self.parsed.render(
            "alias.py.jinja",
            name=named.name,
            doc=named.description,
            expression=expression,
            code=code,
        )
