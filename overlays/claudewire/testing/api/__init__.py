"""The operations of the API, a module for each group. A handler turns a valid request into the steps of its response."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from claudewire.testing.state import Handler

from . import batches, files, messages, models, skills

#: Handlers by `operationId`.
HANDLERS: Final[Mapping[str, Handler]] = {
    **messages.HANDLERS,
    **batches.HANDLERS,
    **models.HANDLERS,
    **files.HANDLERS,
    **skills.HANDLERS,
}

__all__ = ["HANDLERS"]
