"""Schemas that have a name, and their fields: what becomes a class, a union or an alias in Python."""

from __future__ import annotations

from typing import Any, Literal

from attrs import field, frozen

from . import schemas as S
from .names import python_names

Json = Any
Schema = dict[str, Any]

#: What is said of a field that needs a beta header, in a response and in a request.
BETA_IN_RESPONSE = "Beta: needs the header value `{}`."
BETA_IN_REQUEST = "Beta: the header value `{}` is sent with it."


@frozen
class Field:
    """A property of an object, a parameter, or a field of a request body."""

    #: On the wire.
    name: str
    schema: Schema
    required: bool
    #: In Python.
    python: str = ""

    @property
    def description(self) -> str:
        return str(self.schema.get("description", "")).strip()

    @property
    def beta(self) -> str | None:
        return S.string(self.schema, "x-beta")

    @property
    def deprecation(self) -> str:
        reason = S.string(self.schema, "x-deprecated-reason") or "not for new code"
        return f"Deprecated: {reason.removesuffix('.')}." if self.schema.get("deprecated") else ""

    def doc(self, beta: str) -> str:
        """The description, and what the extensions add to it; `beta` is a sentence about a header value."""
        notes = (self.description, beta.format(self.beta) if self.beta else "", self.deprecation)
        return " ".join(note for note in notes if note)


@frozen
class NamedSchema:
    """A schema with a name: an object, a union of objects, or something that is an alias in Python."""

    name: str
    schema: Schema
    document: Json = field(repr=False, eq=False)

    @property
    def kind(self) -> Literal["object", "union", "alias"]:
        if self.schema.get("properties"):
            return "object"
        return "union" if "discriminator" in self.schema else "alias"

    @property
    def description(self) -> str:
        return str(self.schema.get("description", "")).strip()

    @property
    def fields(self) -> list[Field]:
        required = S.sequence(self.schema, "required")
        properties = S.mapping(self.schema, "properties")
        names = python_names(properties)
        return [
            Field(name, _described(self.document, sub), name in required, names[name])
            for name, sub in properties.items()
        ]

    @property
    def tag(self) -> str:
        return str(self.schema["discriminator"]["propertyName"])

    @property
    def members(self) -> dict[str, str]:
        """Value of the discriminator → name of the member."""
        mapping = S.mapping(self.schema["discriminator"], "mapping")
        return {value: str(S.ref_name({"$ref": ref})) for value, ref in mapping.items()}

    @property
    def untagged(self) -> str | None:
        """The member of a union whose discriminator may be left out."""
        schemas = S.named_schemas(self.document)
        return next((m for m in self.members.values() if self.tag not in S.sequence(schemas[m], "required")), None)


def _described(document: Json, schema: Schema) -> Schema:
    """A property by reference takes the description of what it refers to, unless it has its own."""
    if "$ref" in schema and not schema.get("description"):
        return {**schema, "description": S.resolve(document, schema).get("description", "")}
    return schema
