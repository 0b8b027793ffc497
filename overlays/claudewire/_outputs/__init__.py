"""Responses as values: `output_format=T` in a request, `ParsedMessage[T]` as its result.

Public to other packages: the names below, and the streams in `streams`. The package knows messages and types; it sends nothing.
"""

from __future__ import annotations

from .errors import OutputInvalid
from .parsed import ParsedMessage
from .repair import Parsing
from .request import is_type, output_schema, parsed_as, results_as, with_format, with_formats, with_output
from .usage import add_usage

__all__ = [
    "OutputInvalid",
    "ParsedMessage",
    "Parsing",
    "add_usage",
    "is_type",
    "output_schema",
    "parsed_as",
    "results_as",
    "with_format",
    "with_formats",
    "with_output",
]
