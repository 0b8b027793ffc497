"""Results as rows of a table: the columns follow from the type of the results."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

from claudewire._schema.schema import Schema
from claudewire.bulk.errors import BulkInvalid
from claudewire.bulk.store.results import BulkResult

from .sources import needs

_FIXED: Final = (
    "custom_id", "status", "error_kind", "error_message", "model", "stop_reason", "input_tokens", "output_tokens",
    "cache_read_input_tokens", "cache_creation_input_tokens", "seconds", "cost", "message",
)  # fmt: skip


class ResultTable:
    """Makes rows of results, for Parquet and for data frames.

    Args:
        schema: Of the type of the results; None for text.
    """

    def __init__(self, schema: Schema[Any] | None) -> None:
        self._schema = schema
        plain: Mapping[str, Any] = schema.plain if schema is not None else {}
        root = _resolved(plain, plain)
        fields: Any = root.get("properties")
        #: Column → schema of the part of the output that it holds. An output that is no object is one column.
        self._columns: dict[str, Any] = {}
        self._is_object = isinstance(fields, Mapping) and root.get("type") == "object"
        if schema is None:
            self._columns = {"text": {"type": "string"}}
        elif self._is_object:
            for name, part in cast("Mapping[str, Any]", fields).items():
                self._columns[f"output_{name}" if name in _FIXED else name] = part
        else:
            self._columns = {"output": root}
        self._names = [
            name.removeprefix("output_") if name.removeprefix("output_") in _FIXED else name for name in self._columns
        ]

    def arrow_schema(self) -> Any:
        """Return the schema of the table."""
        pa = needs("pyarrow", "Parquet files")
        plain: Mapping[str, Any] = self._schema.plain if self._schema is not None else {}
        types = {
            **dict.fromkeys(_FIXED[:6], pa.string()),
            **dict.fromkeys(_FIXED[6:10], pa.int64()),
            "seconds": pa.float64(),
            "cost": pa.float64(),
            "message": pa.string(),
        }
        own = {name: _arrow_type(pa, part, plain, 0) for name, part in self._columns.items()}
        order = [*_FIXED[:2], *own, *_FIXED[2:]]
        return pa.schema([(name, own[name] if name in own else types[name]) for name in order])

    def row(self, result: BulkResult[Any]) -> dict[str, Any]:
        """Return the row of a result."""
        message: Any = result.data.get("message")
        data: Mapping[str, Any] = cast("Mapping[str, Any]", message) if isinstance(message, Mapping) else {}
        usage: Any = data.get("usage") or {}
        row: dict[str, Any] = {
            "custom_id": result.custom_id,
            "status": result.status,
            "error_kind": result.error_kind,
            "error_message": result.error_message,
            "model": data.get("model"),
            "stop_reason": data.get("stop_reason"),
            **{name: usage.get(name) for name in _FIXED[6:10]},
            "seconds": result.seconds,
            "cost": result.cost,
            "message": json.dumps(data, ensure_ascii=False) if data else None,
        }
        if self._schema is None:
            row["text"] = result.text
        else:
            value = result.output_json(self._schema)
            if self._is_object:
                parts: Mapping[str, Any] = cast("Any", value) if isinstance(value, Mapping) else {}
                row |= {column: parts.get(name) for column, name in zip(self._columns, self._names, strict=True)}
            else:
                row["output"] = value
        return row

    @contextmanager
    def writer(self, path: Path) -> Generator[Callable[[Sequence[BulkResult[Any]]], None]]:
        """Write a Parquet file: yields a function that adds results."""
        pa, parquet = needs("pyarrow", "Parquet files"), needs("pyarrow.parquet", "Parquet files")
        schema = self.arrow_schema()
        with parquet.ParquetWriter(path, schema) as file:
            yield lambda results: file.write_table(self.table(pa, schema, results))

    def table(self, pa: Any, schema: Any, results: Sequence[BulkResult[Any]]) -> Any:
        """Return results as a table of pyarrow.

        Raises:
            BulkInvalid: a value does not fit its column. Columns of text take any value, as JSON.
        """
        rows = [self.row(result) for result in results]
        for field in schema:
            if pa.types.is_string(field.type):
                for row in rows:
                    value = row[field.name]
                    if value is not None and not isinstance(value, str):
                        row[field.name] = json.dumps(value, ensure_ascii=False)
        try:
            return pa.Table.from_pylist(rows, schema=schema)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
            raise BulkInvalid(f"a result does not fit the columns of the table: {error}") from error


def _resolved(part: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a schema without `$ref` and without the alternative null."""
    found: Any = part
    for _ in range(32):
        if not isinstance(found, Mapping):
            return {}
        node = cast("Mapping[str, Any]", found)
        reference: Any = node.get("$ref")
        if isinstance(reference, str):
            found = root
            for step in reference.removeprefix("#").split("/")[1:]:
                found = cast("Mapping[str, Any]", found).get(step) if isinstance(found, Mapping) else None
            continue
        options: Any = node.get("anyOf")
        real = [option for option in options or () if option.get("type") != "null"]
        if options and len(real) == 1:
            found = real[0]
            continue
        return node
    return {}


def _arrow_type(pa: Any, part: Any, root: Mapping[str, Any], depth: int) -> Any:
    """Return the type of a column; None, inside of another, for what has none: then all of the column is JSON text."""
    node = _resolved(part, root)
    kind: Any = node.get("type")
    if isinstance(kind, list):
        names = [name for name in cast("list[Any]", cast("Any", kind)) if name != "null"]
        kind = names[0] if len(names) == 1 else None
    simple = {"integer": pa.int64, "number": pa.float64, "boolean": pa.bool_, "string": pa.string}
    if kind in simple:
        return simple[kind]()
    found: Any = None
    fields: Any = node.get("properties")
    if kind == "array" and depth < 8 and isinstance(node.get("items"), Mapping):
        inner = _arrow_type(pa, node["items"], root, depth + 1)
        found = None if inner is None else pa.list_(inner)
    elif kind == "object" and depth < 8 and isinstance(fields, Mapping) and fields:
        parts = {
            name: _arrow_type(pa, field, root, depth + 1) for name, field in cast("Mapping[str, Any]", fields).items()
        }
        found = None if None in parts.values() else pa.struct(list(parts.items()))
    return pa.string() if found is None and depth == 0 else found
