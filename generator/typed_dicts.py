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

from . import docstrings
from . import schemas as S
from .lower import MODEL_PREFIX
from .problems import Problem, SpecError

VERSION = version("datamodel-code-generator")
_IN_ANNOTATIONS = "str int float bool Any Literal Mapping Sequence Required Optional models datetime Union TypedDict"
DOCSTRING = "What requests hold: a TypedDict per object. A plain dict of the same shape does as well."
#: What the lowered document calls the module of the models, and what the emitted one does.
MODELS = re.compile(r"^from claudewire_api\.models import ([\w, ]+|\([\w\s,]+\))$", re.MULTILINE)


def typed_dicts(document: Any) -> str:
    """Python source: a TypedDict per object and an alias per other schema.

    Raises:
        SpecError: the library refuses the document, or warns: that would mean a lost or guessed type.
    """
    if not document["components"]["schemas"]:  # the library takes that for a mistake
        return f'"""{DOCSTRING}"""\n'
    stand_ins = _Placeholders(document)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            source = _generated(json.dumps(stand_ins.document))
    except (Error, Warning) as error:
        message = f"datamodel-code-generator {VERSION}: {docstrings.one_line(str(error))[:500]}"
        raise SpecError([Problem("openapi.yaml", 1, message)]) from error
    return _own_typed_dict(_lazy_models(stand_ins.restore(source)))


def _own_typed_dict(source: str) -> str:
    """Take `TypedDict` from the runtime, which has the form that pydantic accepts."""

    def without(names: re.Match[str]) -> str:
        kept = [name for name in names[1].split(", ") if name != "TypedDict"]
        imports = [f"from typing import {', '.join(kept)}"] if kept else []
        return "\n".join(
            [*imports, *(["", "from ._typing import TypedDict"] if len(kept) < names[1].count(",") + 1 else [])]
        )

    return re.sub(r"^from typing import (.*)$", without, source, flags=re.MULTILINE)


class _Placeholders:
    """Text of the document that the library would write as it is, or that means something else inside a class.

    It gets a word in the place of each, which is no identifier (a TypedDict with such a key is written as a call, in which a key
    is a string and hides nothing), and we write the literal or the docstring.
    """

    #: What stands in quotes as it is.
    _PLAIN = re.compile(r"[\w$@.:/+\[\] -]+", re.ASCII)
    _ANNOTATIONS = frozenset(_IN_ANNOTATIONS.split())

    def __init__(self, document: Any) -> None:
        self.texts: dict[str, str] = {}
        self._hidden = self._ANNOTATIONS | document["components"]["schemas"].keys()
        text = json.dumps(document)
        self._word = next(word for n in range(1000) if (word := f"stand-in-{n}x") not in text)
        schemas = {name: self._schema(schema) for name, schema in document["components"]["schemas"].items()}
        self.document = {**document, "components": {"schemas": schemas}}

    def restore(self, source: str) -> str:
        """The source with the literals and docstrings in the places of the words."""

        def docstring(match: re.Match[str]) -> str:
            indent = len(match[1])
            return f'{match[1]}"""{docstrings.docstring(self.texts[match[2]], indent)}"""'

        word = re.escape(self._word) + r"\d+-"
        source = re.sub(rf'^( *)"""({word})"""$', docstring, source, flags=re.MULTILINE)
        return re.sub(rf"""(['"])({word})\1""", lambda match: repr(self.texts[match[2]]), source)

    def _for(self, text: str) -> str:
        word = f"{self._word}{len(self.texts)}-"
        self.texts[word] = text
        return word

    def _key(self, name: str) -> str:
        simple = self._PLAIN.fullmatch(name) and not name.startswith("__") and name not in self._hidden
        return name if simple else self._for(name)

    def _value(self, value: Any) -> Any:
        return self._for(value) if isinstance(value, str) and not self._PLAIN.fullmatch(value) else value

    def _schema(self, node: Any) -> Any:
        if S.is_array(node):
            return [self._schema(item) for item in node]
        if not S.is_object(node):
            return node
        keys = {name: self._key(name) for name in S.mapping(node, "properties")}
        out: dict[str, Any] = {}
        for key, value in node.items():
            match key:
                case "properties":
                    out[key] = {keys[name]: self._schema(sub) for name, sub in value.items()}
                case "required":
                    out[key] = [keys.get(name, name) for name in value]
                case "const":
                    out[key] = self._value(value)
                case "enum":
                    out[key] = [self._value(item) for item in value]
                case "description":
                    out[key] = self._for(value) if docstrings.needs_escape(value) else value
                case _:
                    out[key] = self._schema(value)
        return out


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
    """Refer to the models by name and load none of them: `from claudewire_api.models import model__X` becomes `models.X`.

    Annotations of classes are never evaluated by themselves. Where an expression is, the name becomes a string in it.
    """
    imported = MODELS.search(source)
    if imported is None:
        return source
    names = set(re.findall(r"\w+", imported[1]))
    edits: list[tuple[ast.expr, str]] = []
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ClassDef):
            edits += [(name, _in_models(name)) for name in _uses(statement, names)]
        elif isinstance(statement, (ast.AnnAssign, ast.Assign)) and statement.value:
            edits += [(v, _quote_models(v, names)) for v in _values(statement.value) if any(_uses(v, names))]
    out = source.encode()  # the tree counts in bytes
    starts = [0, *accumulate(len(line) for line in out.splitlines(keepends=True))]
    for node, text in sorted(edits, key=lambda edit: (edit[0].lineno, edit[0].col_offset), reverse=True):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        out = out[:start] + text.encode() + out[end:]
    return MODELS.sub("from typing import Union\n\nfrom . import models", out.decode())  # ruff drops what is not used


def _values(expression: ast.expr) -> list[ast.expr]:
    """The types in an expression: those of the fields of a `TypedDict(…)`, or the whole."""
    match expression:
        case ast.Call(args=[_, ast.Dict(values=values)]):
            return values
        case _:
            return [expression]


def _in_models(name: ast.Name) -> str:
    return f"models.{name.id.removeprefix(MODEL_PREFIX)}"


def _uses(node: ast.AST, names: set[str]) -> Iterator[ast.Name]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Name) and part.id in names)


def _quote_models(node: ast.expr, names: set[str]) -> str:
    """The expression with the models as strings: `A | X` as `Union[A, "models.X"]`, for strings have no `|`."""
    if not any(_uses(node, names)):
        return ast.unparse(node)
    match node:
        case ast.Name():
            return f'"{_in_models(node)}"'
        case ast.BinOp():
            members = [node.right]
            while isinstance(node.left, ast.BinOp):
                node = node.left
                members.append(node.right)
            members.append(node.left)
            return f"Union[{', '.join(_quote_models(member, names) for member in reversed(members))}]"
        case ast.Subscript():
            return f"{ast.unparse(node.value)}[{_quote_models(node.slice, names)}]"
        case ast.Tuple():
            return ", ".join(_quote_models(element, names) for element in node.elts)
        case _:
            raise TypeError(f"datamodel-code-generator wrote an expression of a new kind: {ast.unparse(node)}")
