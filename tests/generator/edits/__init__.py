"""Random edits of documents: what `lint` lets through is generated, imported, type-checked, and read back without a loss.

python -m tests.generator.edits EDITS [SEED]      # make edits EDITS=10000

A *cell* is a small document with one operation, an object, a union, an alias and a body, to which a few edits are applied. Each
cell is linted alone. Clean ones are put together into one document of many cells, so that starting Python and pyright pays.
"""

from .instances import instance as instance
from .kinds import EDITS as EDITS
from .running import cells as cells
from .running import run as run
