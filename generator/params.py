"""The only module that imports datamodel-code-generator: it writes the TypedDicts of requests."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from itertools import accumulate
from typing import Any

from datamodel_code_generator import Error, generate
from datamodel_code_generator.enums import DataModelType, InputFileType, OpenAPIScope
from datamodel_code_generator.format import Formatter, PythonVersion
from datamodel_code_generator.parser import LiteralType

from . import prose
from .problems import Problem, SpecError

VERSION = version("datamodel-code-generator")
DOCSTRING = "What requests hold: a TypedDict per object. A plain dict of the same shape does as well."
#: What the lowered document calls the module of the models, and what the emitted one does.
MODELS = re.compile(r"^from claudewire_api\.models import ([\w, ]+|\([\w\s,]+\))$", re.MULTILINE)


def typed_dicts(document: Any) -> str:
    """Python source: a TypedDict per object and an alias per other schema.

    Raises:
        SpecError: the library refuses the document, or warns: that would mean a lost or guessed type.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            source = _generated(json.dumps(document))
    except (Error, Warning) as error:
        message = f"datamodel-code-generator {VERSION}: {prose.one_line(str(error))[:500]}"
        raise SpecError([Problem("openapi.yaml", 1, message)]) from error
    return _lazy_models(source)


def _generated(document: str) -> str:
    source = generate(
        document,
        input_file_type=InputFileType.OpenAPI,
        openapi_scopes=[OpenAPIScope.Schemas],
        output_model_type=DataModelType.TypingTypedDict,
        target_python_version=PythonVersion.PY_311,
        use_schema_description=True,
        use_field_description=True,
        use_standard_collections=True,
        use_generic_container_types=True,
        use_union_operator=True,
        enum_field_as_literal=LiteralType.All,
        use_total_false_for_typed_dict=True,
        use_single_line_docstring=True,
        custom_class_name_generator=str,  # ours are Python names already; it would drop their underscores
        custom_file_header=f'"""{DOCSTRING}"""',
        disable_timestamp=True,
        enable_generated_header_marker=False,
        keep_model_order=True,
        formatters=[Formatter.BUILTIN],
    )
    if not isinstance(source, str):
        raise TypeError(f"datamodel-code-generator returned {type(source).__name__}, not the text of one module")
    return source


def _lazy_models(source: str) -> str:
    """Refer to the models by name and load none of them: `from claudewire_api.models import X` becomes `models.X`.

    Annotations of classes are never evaluated by themselves. Where an expression is, the name becomes a string in it.
    """
    imported = MODELS.search(source)
    if imported is None:
        return source
    names = set(re.findall(r"\w+", imported[1]))
    edits: list[tuple[ast.expr, str]] = []
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ClassDef):
            edits += [(name, f"models.{name.id}") for name in _uses(statement, names)]
        elif isinstance(statement, (ast.AnnAssign, ast.Assign)) and statement.value:
            edits += [(v, _evaluated(v, names)) for v in _values(statement.value) if any(_uses(v, names))]
    out = source.encode()  # the tree counts in bytes
    starts = [0, *accumulate(len(line) for line in out.splitlines(keepends=True))]
    for node, text in sorted(edits, key=lambda edit: (edit[0].lineno, edit[0].col_offset), reverse=True):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        out = out[:start] + text.encode() + out[end:]
    return MODELS.sub("from . import models", out.decode())


def _values(expression: ast.expr) -> list[ast.expr]:
    """The types in an expression: those of the fields of a `TypedDict(…)`, or the whole."""
    match expression:
        case ast.Call(args=[_, ast.Dict(values=values)]):
            return values
        case _:
            return [expression]


def _uses(node: ast.AST, names: set[str]) -> Iterator[ast.Name]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Name) and part.id in names)


def _evaluated(node: ast.expr, names: set[str]) -> str:
    """The expression with the models as strings: `A | X` as `Union[A, "models.X"]`, for strings have no `|`."""
    if not any(_uses(node, names)):
        return ast.unparse(node)
    match node:
        case ast.Name():
            return f'"models.{node.id}"'
        case ast.BinOp():
            members = [node.right]
            while isinstance(node.left, ast.BinOp):
                node = node.left
                members.append(node.right)
            members.append(node.left)
            return f"Union[{', '.join(_evaluated(member, names) for member in reversed(members))}]"
        case ast.Subscript():
            return f"{ast.unparse(node.value)}[{_evaluated(node.slice, names)}]"
        case ast.Tuple():
            return ", ".join(_evaluated(element, names) for element in node.elts)
        case _:
            raise TypeError(f"datamodel-code-generator wrote an expression of a new kind: {ast.unparse(node)}")
