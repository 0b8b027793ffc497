"""A row → one request with its id and its content hash. Pure."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, cast

from attrs import frozen

from claudewire import _json
from claudewire._call.requests.request import encode
from claudewire._outputs.request import is_type, output_schema, with_format
from claudewire._schema.schema import Schema
from claudewire_api._errors import ClaudeError
from claudewire_api.endpoints import messages as endpoints

from .data.sources import BadRow, plain_row
from .data.template import Template
from .errors import BulkInvalid, RowUnfit

#: Options of a call: they belong to the client, because a batch has none.
_OPTIONS: Final = frozenset(
    (
        "betas",
        "without_betas",
        "extra_headers",
        "extra_query",
        "extra_body",
        "timeout",
        "max_retries",
        "deadline",
        "stall_timeout",
        "workspace_id",
        "user_profile_id",
    )
)
_MAX_ID: Final = 256
#: What a `custom_id` of a batch looks like, and how it begins when it is made of a position.
_BATCH_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,50}")
_BY_POSITION: Final = "claudewire-row-"


@frozen
class Item:
    """One request of a run.

    Attributes:
        position: Its place in the source, from 0.
        custom_id: Its id.
        params: The fields of the request. `tools` may hold functions.
        hash: Of its content, without functions.
        problem: Why it cannot be sent.
        unfit: Whether the row lacks what the arguments name, so that other rows will as well.
    """

    position: int
    custom_id: str
    params: Mapping[str, Any]
    hash: bytes
    problem: str | None = None
    unfit: bool = False

    def wire_id(self, token: str) -> str:
        """Return the `custom_id` in a batch: it ends in the token of the journal, so a batch can be recognized."""
        return wire_id(self.position, self.custom_id, token)


def no_request(item: Item) -> str:
    """Return a sentence about the first row of a source, if it lacks what the arguments name."""
    return f"the first row of the source makes no request: {item.problem}"


def wire_id(position: int, custom_id: str, token: str) -> str:
    """Return the `custom_id` of a request in a batch, which allows 64 characters of few kinds."""
    fits = _BATCH_ID.fullmatch(custom_id) and not custom_id.startswith(_BY_POSITION)
    return f"{custom_id if fits else _BY_POSITION + str(position)}_{token}"


def from_wire_id(text: str, token: str) -> int | str | None:
    """Return the position or the custom_id of a `wire_id`; None if it is not of this journal."""
    if not text.endswith(f"_{token}"):
        return None
    name = text.removesuffix(f"_{token}")
    rest = name.removeprefix(_BY_POSITION)
    return int(rest) if rest != name and rest.isdecimal() else name


class ItemBuilder:
    """Makes items out of rows.

    Args:
        params: Fields that every request has; those of a request win.
        template: A prompt with columns in braces, messages with such texts, or a function of a row that returns the fields of a request.
        id_column: The column with the `custom_id`.
        output_format: The type of the results.
        tools: Functions and tools for every request.

    Raises:
        BulkInvalid: an argument has no meaning.
        SchemaInvalid: the type cannot be sent.
    """

    def __init__(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        template: Any = None,
        id_column: str | None = None,
        output_format: Any = None,
        tools: Sequence[Any] | None = None,
    ) -> None:
        self._params = {name: value for name, value in (params or {}).items() if value is not None}
        for name in self._params:
            if name in _OPTIONS:
                raise BulkInvalid(f"{name} is an option of a call: set it on the client")
            if name not in known_fields():
                raise BulkInvalid(f"there is no argument and no field of a request with the name {name!r}")
        self._make: Callable[[Any], Any] | None = template if callable(template) else None
        self._template = None if template is None or self._make is not None else Template(template)
        self._id_column = id_column
        self.schema: Schema[Any] | None = output_schema(output_format) if is_type(output_format) else None
        self.tools: list[Any] | None = list(tools) if tools else None

    def item(self, position: int, row: Any) -> Item:
        """Return the item of a row. A row that makes no request has a `problem`."""
        custom_id = f"row-{position}"
        try:
            if isinstance(row, BadRow):
                raise BulkInvalid(row.reason)
            columns = self._columns(row)
            custom_id = self._id_of(columns, custom_id)
            params = self._complete(self._fields(row, columns))
            text = json.dumps(_sortable(params), sort_keys=True, separators=(",", ":"), allow_nan=False)
        except (ClaudeError, TypeError, ValueError, RecursionError) as error:
            said = str(error) or repr(error)
            return Item(position, custom_id, {}, _hash(repr(row)), said, isinstance(error, RowUnfit))
        return Item(position, custom_id, params, _hash(text))

    def _columns(self, row: Any) -> dict[str, Any]:
        """Return a row as a mapping; an empty one for the text of a prompt."""
        given: Any = row
        if hasattr(given, "to_dict") and not isinstance(given, Mapping):
            given = given.to_dict()
        if isinstance(given, Mapping):
            return plain_row(cast("Mapping[Any, Any]", cast("Any", given)))
        if self._make is None and (not isinstance(given, str) or self._template is not None):
            raise BulkInvalid(f"a row should be a mapping, or the text of a prompt, not {type(row).__name__}")
        return {}

    def _id_of(self, columns: Mapping[str, Any], otherwise: str) -> str:
        if self._id_column is not None and self._id_column not in columns:
            raise RowUnfit(f"there is no column {self._id_column!r} with the id of a request")
        name = self._id_column or next((name for name in ("custom_id", "id") if name in columns), None)
        return otherwise if name is None else self._id(columns[name])

    def _fields(self, row: Any, columns: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the own fields of a request."""
        if self._make is not None:
            try:
                made: Any = self._make(row)
            except Exception as error:
                raise BulkInvalid(f"the template raised {error!r}") from error
            if isinstance(made, str):
                return {"messages": [{"role": "user", "content": made}]}
            if not isinstance(made, Mapping):
                raise BulkInvalid(f"the template should return a text or the fields of a request, not {made!r}")
            return cast("Mapping[str, Any]", made)
        if self._template is not None:
            return {"messages": self._template.messages(columns)}
        if isinstance(row, str):
            return {"messages": [{"role": "user", "content": row}]}
        inner: Any = columns.get("params")
        if isinstance(inner, Mapping):
            return cast("Mapping[str, Any]", inner)
        if "messages" not in columns:
            names = ", ".join(map(repr, list(columns)[:8])) or "none"
            raise RowUnfit(f"the row has no messages and there is no template: its columns are {names}")
        return {name: item for name, item in columns.items() if name not in ("custom_id", "id", self._id_column)}

    @staticmethod
    def _id(value: Any) -> str:
        custom_id = value if isinstance(value, str) else "" if value is None else str(value)
        if not 0 < len(custom_id) <= _MAX_ID:
            raise BulkInvalid(f"the id of a request has 1 to {_MAX_ID} characters, not {custom_id[:40]!r}")
        return custom_id

    def _complete(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        params = {**self._params, **{name: value for name, value in fields.items() if value is not None}}
        for name in _OPTIONS & set(params):
            raise BulkInvalid(f"{name} is an option of a call: set it on the client")
        params.pop("stream", None)
        tools = params.pop("tools", None)
        own: Any = params.pop("output_format", None)
        if is_type(own):
            raise BulkInvalid("give output_format once, as an argument of the run")
        missing = [name for name in ("model", "max_tokens", "messages") if params.get(name) in (None, "", [])]
        if missing:
            raise RowUnfit(f"the request has no {' and no '.join(missing)}")
        if own is not None:
            params["output_format"] = own
        if self.schema is not None:
            params["output_config"] = with_format(params.get("output_config"), self.schema)
        plain: dict[str, Any] = _json.loads(encode(params))  # models and typed dictionaries become JSON
        if tools or self.tools:
            plain["tools"] = [*(tools or ()), *(self.tools or ())]
        return plain


def arguments_of(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a request as arguments of `messages.create`; those that it does not know go into `extra_body`."""
    known = known_fields()
    arguments = {name: value for name, value in params.items() if name in known}
    extra = {name: value for name, value in params.items() if name not in known}
    return {**arguments, "extra_body": extra} if extra else arguments


@cache
def known_fields() -> frozenset[str]:
    """Return the names of the fields of a message request."""
    return frozenset(inspect.signature(endpoints.create).parameters)


def _sortable(value: Any) -> Any:
    """Return a value that JSON can hold: a tool is its name."""
    if isinstance(value, Mapping):
        return {str(key): _sortable(item) for key, item in cast("Mapping[Any, Any]", cast("Any", value)).items()}
    if isinstance(value, (list, tuple)):
        return [_sortable(item) for item in cast("list[Any]", cast("Any", value))]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return {"tool": str(getattr(value, "name", None) or getattr(value, "__name__", type(value).__name__))}


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
