"""Injected faults: what can go wrong with a response, by name. A fault is a function from steps to steps.

`Fault` is one fault with its options, `Faults` the list of one server, `FAULTS` all names. Knows nothing of the API's operations.
"""

from __future__ import annotations

from . import bodies, errors, streams
from .fault import FAULTS, HEADER, Fault, Faults, describe_faults

#: Importing these modules fills `FAULTS`.
KINDS = (errors, bodies, streams)

__all__ = ["FAULTS", "HEADER", "Fault", "Faults", "describe_faults"]
