# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
from __future__ import annotations

from typing import TypeAlias

from .. import models

#: A text, or a list of text blocks.
MCPToolResultBlockContent: TypeAlias = str | list[models.TextBlock]
