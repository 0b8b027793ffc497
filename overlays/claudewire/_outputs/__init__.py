"""Responses as values: `output_format=T` in a request, `ParsedMessage[T]` as its result.

Public to other packages: the names below. The package knows messages and types; it sends nothing.
"""

from __future__ import annotations

from .errors import OutputInvalid
from .parsed import ParsedMessage
from .repair import repairing
from .request import output_schema, with_format, with_output
from .usage import add_usage

__all__ = ["OutputInvalid", "ParsedMessage", "add_usage", "output_schema", "repairing", "with_format", "with_output"]
