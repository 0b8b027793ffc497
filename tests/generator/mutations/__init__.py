"""Single edits of the bundled document, and what each must be called: the oracle of the comparison.

An edit class says which rule must be found, and what it does to the wire and to users of the SDK, by direction. The table is written
from the promises of the API and of this SDK, not from `generator/diff/rules.yaml`; the tests compare the two.
"""

from . import fields, values, marks, operations, parameters, document  # noqa: F401, I001  # each fills CLASSES, in this order
from .base import BUMPS as BUMPS
from .base import CLASSES as CLASSES
from .base import LEVELS as LEVELS
from .base import everything as everything
