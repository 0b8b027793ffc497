"""Python types as JSON Schema: what the API accepts of a schema, and the way back from a JSON value to the type.

Public to other packages: `schema_of`, `Schema`, `Loss`, `transform_schema`, `rewrite`, `check_limits`, `codec_of`, `Problem`,
`SchemaInvalid`, `ValueInvalid`. Everything here is pure. The package knows nothing of calls, messages or tools, and it
loads pydantic or msgspec only for a type that was made with them.
"""

from __future__ import annotations

from .codec import Codec
from .limits import check_limits
from .problems import Loss, Problem, SchemaInvalid, ValueInvalid
from .rewrite import rewrite, transform_schema
from .schema import Schema, schema_of
from .types import codec_of

__all__ = [
    "Codec",
    "Loss",
    "Problem",
    "Schema",
    "SchemaInvalid",
    "ValueInvalid",
    "check_limits",
    "codec_of",
    "rewrite",
    "schema_of",
    "transform_schema",
]
