# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class EncryptedCodeExecutionResultBlock(Model):
    """How a program ended whose output is kept secret, because it handled results of tools that are encrypted
    themselves.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "encrypted_stdout", "stderr", "return_code", "content")

    type: Literal["encrypted_code_execution_result"] = "encrypted_code_execution_result"
    """Always `encrypted_code_execution_result`."""
    encrypted_stdout: str
    """Opaque output. Send it back unchanged."""
    stderr: str
    """What the program complained about."""
    return_code: int
    """0 if it succeeded."""
    content: list[models.CodeExecutionOutputBlock]
    """Files that it made."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        value = data["type"]
        self.type = "encrypted_code_execution_result" if value == "encrypted_code_execution_result" else value
        self.encrypted_stdout = data["encrypted_stdout"]
        self.stderr = data["stderr"]
        self.return_code = data["return_code"]
        value = data["content"]
        self.content = (
            [decoders.CodeExecutionOutputBlock(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        return self
