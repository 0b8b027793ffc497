"""The only module that imports datamodel-code-generator: it writes the TypedDicts of requests."""

from __future__ import annotations

import json
import warnings
from typing import Any

from datamodel_code_generator import generate
from datamodel_code_generator.enums import DataModelType, InputFileType, OpenAPIScope
from datamodel_code_generator.format import Formatter, PythonVersion
from datamodel_code_generator.parser import LiteralType


def typed_dicts(document: Any) -> str:
    """Python source of one TypedDict per object and one alias per other schema. A warning of the library is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = generate(
            json.dumps(document),
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
            custom_file_header='"""What requests hold: a TypedDict per object. A plain dict of the same shape does as well."""',
            disable_timestamp=True,
            enable_generated_header_marker=False,
            keep_model_order=True,
            formatters=[Formatter.BUILTIN],
        )
    if not isinstance(source, str):
        raise TypeError(f"datamodel-code-generator returned {type(source).__name__}, not the text of one module")
    return source
