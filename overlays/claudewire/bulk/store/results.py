"""Results as a program reads them, and the cursor that reads them from the journal."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar, cast

from attrs import frozen

from claudewire import _json
from claudewire._outputs.parsed import ParsedMessage
from claudewire._outputs.request import output_schema
from claudewire._schema.restore import restore
from claudewire._schema.schema import Schema
from claudewire.bulk.errors import JournalError
from claudewire_api._model import joined_text
from claudewire_api.models import Message

from .journal import Journal
from .rows import Written

T = TypeVar("T")
Order: TypeAlias = Literal["completion", "input"]
#: Results that are in memory at once.
CHUNK: Final = 500


@frozen
class BulkResult(Generic[T]):
    """The final result of one request.

    Attributes:
        custom_id: The id of the request.
        position: Its place in the source, from 0.
        status: `succeeded` or `errored`.
        message: The message; None if there was none. With `output_format` it is a `ParsedMessage`.
        error_kind: Kind of the failure, such as `invalid_request_error` or `output_mismatch`.
        error_message: What was said of it.
        seconds: Time that the request took; None in a batch.
        cost: US dollars; None if the model has no price.
        data: The result as JSON, as a line of batch results has it.
    """

    custom_id: str
    position: int
    status: Literal["succeeded", "errored"]
    message: Any
    error_kind: str | None
    error_message: str | None
    seconds: float | None
    cost: float | None
    data: dict[str, Any]

    @property
    def text(self) -> str | None:
        """The text of the message."""
        if self.message is None:
            return None
        return joined_text(self.message.content)

    @property
    def output(self) -> T | None:
        """The value of the text, with `output_format`; None if there is none."""
        message: Any = self.message
        if self.status != "succeeded" or not isinstance(message, ParsedMessage):
            return None
        return cast("ParsedMessage[T]", message).parsed_output

    def output_json(self, schema: Schema[Any]) -> Any:
        """Return the value of the text as JSON; None if there is none.

        Args:
            schema: The schema of the type that the request asked for.
        """
        if self.status != "succeeded" or self.message is None:
            return None
        for block in reversed(list(self.message.content or ())):
            if block.type == "text":
                try:
                    return restore(_json.parse(block.text), schema.json, schema.plan)
                except (ValueError, RecursionError):
                    continue
        return None


def read_result(row: Written, schema: Schema[Any] | None) -> BulkResult[Any]:
    """Return a row of the journal as a result."""
    data: dict[str, Any] = _json.loads(row.result)
    message: Any = None
    if isinstance(data.get("message"), dict):
        message = Message.from_dict(data["message"])
        if schema is not None:
            message = ParsedMessage.of(message, schema)
    outer: Any = data.get("error") or {}
    inner: Any = outer.get("error") or {}
    status: Any = row.status
    return BulkResult(
        row.custom_id, row.position, status, message, row.kind, inner.get("message"), row.latency, row.cost, data
    )


class Cursor:
    """Reads results from a journal, each once, while it grows.

    Args:
        journal: The journal.
        order: Of their completion, or of the source.
        after: Where it goes on: `done` of the last result, or its position.
    """

    def __init__(self, journal: Journal, order: Order, after: int | None = None) -> None:
        self._journal, self.order = journal, order
        self.after: int = after if after is not None else self.begin

    @property
    def begin(self) -> int:
        """The value of `after` before the first result."""
        return -1 if self.order == "input" else 0

    def take(self, count: int = CHUNK) -> list[Written]:
        """Return the next results, as far as they are there."""
        if self.order == "input":
            rows = self._journal.by_position(self.after, count)
            self.after = rows[-1].position if rows else self.after
        else:
            rows = self._journal.by_completion(self.after, count)
            self.after = rows[-1].done if rows else self.after
        return rows


def read_existing(path: str | PathLike[str], output_format: Any, order: Order) -> Iterator[BulkResult[Any]]:
    """Yield the results of a closed journal, in the order of the input also behind requests that have none.

    Raises:
        JournalError: there is no such journal.
    """
    if not Path(path).is_file():
        raise JournalError(f"{path}: there is no such journal")
    schema = None if output_format is None else output_schema(output_format)
    journal = Journal(path)
    try:
        after = -1 if order == "input" else 0
        while rows := journal.after(after, CHUNK, by_position=order == "input"):
            after = rows[-1].position if order == "input" else rows[-1].done
            for row in rows:
                yield read_result(row, schema)
    finally:
        journal.close()
