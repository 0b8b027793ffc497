# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `ModelLifecycle` (spec/schemas/models.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

ModelLifecycle: TypeAlias = Literal["active", "deprecated", "retired"] | str
"""A model's stage of life. `active`: open to all, no end planned. `deprecated`: it still answers those who use it, and
will be retired. `retired`: requests to it fail.
"""
