"""Responses as values: `output_format=T` in a request, `ParsedMessage[T]` as its result.

`request` puts the type into a request, `parsed` reads the text of a message, `repair` says what `parse` sends next, `streams` and
`items` do the same for a message while it is streamed.

Public to other packages: the names below, and the streams in `streams`. The package knows messages and types; it sends nothing, and it
knows no client and no tools.
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
