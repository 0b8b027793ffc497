# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `BatchProcessingStatus` (spec/schemas/batches.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

BatchProcessingStatus: TypeAlias = Literal["in_progress", "canceling", "ended"] | str
"""The state of a batch. `in_progress`: requests wait or run. `canceling`: the batch was canceled, and the requests that
run are finished. `ended`: every request has a result, of whatever kind.
"""
