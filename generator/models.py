"""attrs models, unions and aliases: one module each, loaded on first use."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from .annotations import Types, lazy
from .index import Index
from .load import Bundle
from .named import BETA_IN_RESPONSE, Field, NamedSchema
from .names import constant, module_of_schema
from .openapi_client import Parsed


@frozen
class FieldView:
    """A field of a model, as the template prints it."""

    python: str
    wire: str
    type: str
    required: bool
    #: ` = …` behind the annotation, or nothing.
    default: str
    doc: str
    #: The expression that decodes `value`; None where JSON and Python agree.
    code: str | None

    @property
    def read(self) -> str:
        """The expression that reads the field from `data`."""
        return f"data[{self.wire!r}]" if self.required else f"get({self.wire!r})"


class Models:
    """Emits `models/`."""

    def __init__(self, index: Index, parsed: Parsed, bundle: Bundle) -> None:
        self.index, self.parsed, self.bundle, self.types = index, parsed, bundle, Types(index)

    def files(self) -> dict[str, str]:
        out: dict[str, str] = {}
        names: list[tuple[str, str]] = []
        emit = {"object": self.object, "union": self.union, "alias": self.alias}
        for named in self.index.models:
            module = module_of_schema(named.name)
            out[f"models/{module}.py"] = emit[named.kind](named)
            names.append((named.name, module))
            if named.kind == "union":
                names.append((f"Unknown{named.name}", module))
        out["models/__init__.py"] = self.parsed.render("models_init.py.jinja", names=sorted(names))
        return out

    def _render(self, template: str, named: NamedSchema, **values: Any) -> str:
        file = self.bundle.file_of(("components", "schemas", named.name))
        return self.parsed.render(
            template, name=named.name, doc=named.description or f"The schema `{named.name}`.", file=file, **values
        )

    def object(self, named: NamedSchema) -> str:
        return self._render(
            "model.py.jinja",
            named,
            fields=[self.field(field) for field in named.fields],
            required=tuple(f.name for f in named.fields if f.required),
            text_of=next((f for f in named.fields if f.name == named.schema.get("x-text")), None),
            renamed={f.name: f.python for f in named.fields if f.name != f.python},
        )

    def field(self, field: Field) -> FieldView:
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
        return FieldView(
            python=field.python,
            wire=field.name,
            type=kind,
            required=field.required,
            default=default,
            doc=field.doc(BETA_IN_RESPONSE),
            code=None if code == "value" else code,
        )

    def union(self, named: NamedSchema) -> str:
        members = [(module_of_schema(member), member) for member in dict.fromkeys(named.members.values())]
        return self._render(
            "union.py.jinja",
            named,
            tag=named.tag,
            constant=constant(named.name),
            members=members,
            table=list(named.members.items()),
            untagged=named.untagged,
        )

    def alias(self, named: NamedSchema) -> str:
        expression, code, seen = self.types.of(named.schema), "", ""
        if self.index.recursive(named.name):
            code = self.types.decode(named.schema, "value", 1)
            expression = lazy(expression, [n.name for n in self.index.models if self.index.recursive(n.name)])
            seen = expression.replace(f'"models.{named.name}"', f'"{named.name}"')
        return self._render("alias.py.jinja", named, expression=expression, code=code, seen=seen)
