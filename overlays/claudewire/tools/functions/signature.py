"""The parameters of a function as the schema of a tool, and the input of the model as its arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from attrs import field, frozen

from claudewire._schema.classes import Member, object_codec
from claudewire._schema.codec import Codec
from claudewire._schema.docstrings import read_docstring
from claudewire._schema.hints import resolve_hints
from claudewire._schema.problems import Problem, ValueInvalid
from claudewire._schema.restore import restore
from claudewire._schema.rewrite import rewrite
from claudewire._schema.types import CodecBuilder

from .context import is_context

_NO_REST: Final[Any] = object()


@frozen
class Signature:
    """What a tool takes.

    Attributes:
        input_schema: The schema that is sent.
        description: What the docstring says of the function.
        context: Name of the parameter that receives the `ToolContext`, if there is one.
    """

    input_schema: dict[str, Any]
    description: str
    context: str | None
    _read: Callable[[Mapping[str, Any]], dict[str, Any]] = field(repr=False)

    def arguments(self, input: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the input of the model as keyword arguments.

        Raises:
            ValueInvalid: it does not fit the schema; `problems` has every reason.
        """
        return self._read(input)


def check_parameters(signature: inspect.Signature, name: str, *, typed: bool) -> None:
    """Checks at decoration what cannot become a tool. Costs no evaluation of annotations.

    Args:
        signature: Of the function; its first parameter may be `self` or `cls`.
        name: What errors call the function.
        typed: Whether every parameter needs an annotation.

    Raises:
        TypeError: a parameter is positional-only, is `*args`, or has no annotation; the message names it.
    """
    for n, parameter in enumerate(signature.parameters.values()):
        if n == 0 and parameter.name in ("self", "cls") and parameter.annotation is parameter.empty:
            continue
        if parameter.kind is parameter.POSITIONAL_ONLY:
            raise TypeError(f"{name}: the model passes arguments by name, and {parameter.name!r} is positional-only")
        if parameter.kind is parameter.VAR_POSITIONAL:
            raise TypeError(f"{name}: the model passes arguments by name, and *{parameter.name} has none")
        if typed and parameter.annotation is parameter.empty:
            raise TypeError(
                f"{name}: the parameter {parameter.name!r} has no annotation; give it one, or give the tool an input_schema"
            )


def read_signature(
    function: Any,
    signature: inspect.Signature,
    name: str,
    *,
    strict: bool,
    local_names: Mapping[str, Any],
    input_schema: Any,
) -> Signature:
    """Returns the signature of a function.

    Args:
        function: Whose annotations and docstring are read.
        signature: Its parameters, without `self` and without those that a partial has filled in.
        name: What errors call the function.
        strict: Whether the schema is rewritten into what the API compiles.
        local_names: Names of annotations of a function inside another one.
        input_schema: A schema, or a class that stands for one, in place of that of the parameters.

    Raises:
        SchemaInvalid: a type has no JSON form, or the schema cannot be sent strictly.
    """
    description, texts = read_docstring(inspect.getdoc(function))
    if input_schema is not None:
        return _given(input_schema, signature, function, description, strict=strict, local_names=local_names)
    hints = resolve_hints(function, name, local_names)
    members: list[Member] = []
    context: str | None = None
    rest: Any = _NO_REST
    for parameter in signature.parameters.values():
        hint = hints.get(parameter.name, Any)
        if is_context(hint):
            context = parameter.name
        elif parameter.kind is parameter.VAR_KEYWORD:
            rest = hint
        else:
            missing = parameter.default is parameter.empty
            default = {} if missing else {"default": parameter.default}
            members.append(
                Member(parameter.name, hint, required=missing, description=texts.get(parameter.name), **default)
            )
    builder = CodecBuilder()
    others = {} if rest is _NO_REST else {"rest": rest}
    codec = builder.complete(object_codec(builder, members, lambda found: found, errors=False, **others))
    return _from_codec(codec, description, context, strict=strict)


def _from_codec(codec: Codec, description: str, context: str | None, *, strict: bool) -> Signature:
    def read(input: Mapping[str, Any]) -> dict[str, Any]:
        problems: list[Problem] = []
        found = codec.decode(input, "", problems)
        if problems:
            raise ValueInvalid(problems) from next((p.cause for p in problems if p.cause is not None), None)
        return cast("dict[str, Any]", found)

    if not strict:
        return Signature(codec.schema, description, context, read)
    rewritten = rewrite(codec.schema)
    return Signature(
        rewritten.json, description, context, lambda value: read(restore(value, rewritten.json, rewritten.plan))
    )


def _given(
    schema: Any,
    signature: inspect.Signature,
    function: Any,
    description: str,
    *,
    strict: bool,
    local_names: Mapping[str, Any],
) -> Signature:
    """A schema that the program gives: the arguments are passed on unchanged once they are checked."""
    context: str | None = None
    if any("ToolContext" in str(p.annotation) for p in signature.parameters.values()):
        hints = resolve_hints(function, local_names=local_names)
        context = next((name for name, hint in hints.items() if is_context(hint)), None)
    if isinstance(schema, Mapping):
        plain = dict(cast("Mapping[str, Any]", schema))
        check: Callable[[Any], list[Problem]] = _validator(plain)
    else:
        builder = CodecBuilder()
        codec = builder.complete(builder.codec(schema, ""))
        plain = codec.schema

        def decoded(value: Any) -> list[Problem]:
            problems: list[Problem] = []
            codec.decode(value, "", problems)
            return problems

        check = decoded
    rewritten = rewrite(plain) if strict else None

    def read(input: Mapping[str, Any]) -> dict[str, Any]:
        value: Any = input if rewritten is None else restore(input, rewritten.json, rewritten.plan)
        if problems := check(value):
            raise ValueInvalid(problems)
        return dict(value)

    return Signature(plain if rewritten is None else rewritten.json, description, context, read)


def _validator(schema: dict[str, Any]) -> Callable[[Any], list[Problem]]:
    """Returns a check of inputs against a JSON Schema; without the extra `tools` it accepts every object."""
    try:
        import jsonschema_rs
    except ImportError:
        return _is_object
    try:
        validator: Any = jsonschema_rs.validator_for(schema)
    except ValueError:  # the schema itself is not valid: the API says so
        return _is_object

    def check(value: Any) -> list[Problem]:
        return [
            Problem("".join(f"/{part}" for part in error.instance_path), str(error.message))
            for error in validator.iter_errors(value)
        ]

    return check


def _is_object(value: Any) -> list[Problem]:
    return [] if isinstance(value, Mapping) else [Problem("", "expected an object")]
