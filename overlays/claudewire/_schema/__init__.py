"""Python types as JSON Schema: what the API compiles of a schema, and the way back from a JSON value to the type.

`types` (with `classes`, `scalars`, `foreign`) reads a type as a plain schema; `rewrite` makes of it what the API compiles, with the
losses and a plan; `restore` undoes the plan in a value. `schema_of` has all of it for one type.

Public to other packages: the names below. Everything here is pure. The package knows nothing of calls, messages or tools, and it loads
pydantic or msgspec only for a type that was made with them.
"""

from __future__ import annotations

from .classes import Member, object_codec
from .codec import Codec
from .docstrings import read_docstring
from .hints import resolve_hints
from .problems import Loss, Problem, SchemaInvalid, ValueInvalid
from .restore import restore
from .rewrite import rewrite
from .rules.limits import MAX_STRICT_TOOLS, check_limits
from .scalars import write_scalar
from .schema import Schema, schema_of, transform_schema
from .types import CodecBuilder, codec_of

__all__ = [
    "MAX_STRICT_TOOLS",
    "Codec",
    "CodecBuilder",
    "Loss",
    "Member",
    "Problem",
    "Schema",
    "SchemaInvalid",
    "ValueInvalid",
    "check_limits",
    "codec_of",
    "object_codec",
    "read_docstring",
    "resolve_hints",
    "restore",
    "rewrite",
    "schema_of",
    "transform_schema",
    "write_scalar",
]
