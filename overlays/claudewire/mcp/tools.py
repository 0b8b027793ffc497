"""Tools of an MCP session as tools of a run."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, Final, Literal

from claudewire._schema.problems import Loss, SchemaInvalid
from claudewire._schema.restore import restore
from claudewire._schema.rewrite import rewrite
from claudewire.tools.errors import RunError, ToolError
from claudewire.tools.functions.base import Approve, BaseTool
from claudewire.tools.results import clean, json_value

from .content import mcp_contents
from .fields import field_of, list_of
from .names import tool_names

#: When the structured content of a result is added as JSON: if there is no other content, always, or never.
Structured = Literal["missing", "always", "never"]
#: Fields of a definition that the API knows, beyond name, description and schema.
_API_FIELDS: Final = (
    "cache_control", "defer_loading", "allowed_callers", "eager_input_streaming", "input_examples",
)  # fmt: skip
_MAX_PAGES: Final = 1_000
#: Names of the exceptions of a connection that is gone, in anyio and in `mcp`.
_LOST: Final = frozenset({"ClosedResourceError", "BrokenResourceError", "EndOfStream", "ConnectionError"})
_CONNECTION_CLOSED: Final = -32000


class MCPTool(BaseTool):
    """A tool of an MCP server.

    Attributes:
        mcp_name: Its name at the server.
        losses: What of its schema could not be sent with `strict`.

    Args:
        tool: The tool, as the session lists it.
        session: The session, blocking or asynchronous.
        name: What the model calls it; None for its name at the server.
        strict: Whether the API guarantees that the input follows the schema; the schema is rewritten for that.
        structured: When the structured content of a result is added as JSON.
        approve: Whether a call waits for a verdict, or a function that says so.
        timeout: Seconds for one call; None for no limit.
        fields: Fields of the definition that the API knows, such as `cache_control`.

    Raises:
        TypeError: there is no such option.
    """

    def __init__(
        self,
        tool: Any,
        session: Any,
        *,
        name: str | None = None,
        strict: bool | None = None,
        structured: Structured = "missing",
        approve: bool | Approve = False,
        timeout: float | None = None,
        **fields: Any,
    ) -> None:
        unknown = [field for field in fields if field not in _API_FIELDS]
        if unknown:
            raise TypeError(f"a tool of MCP has no option {unknown[0]!r}")
        self.mcp_name: str = str(field_of(tool, "name", ""))
        self._name = name or tool_names([(0, self.mcp_name)], [""])[0]
        self.description: str = str(field_of(tool, "description", ""))
        self._session = session
        self._structured = structured
        self.approve: bool | Approve = approve
        self.timeout: float | None = timeout
        self._loop = _running_loop()
        schema: dict[str, Any] = {"type": "object", **field_of(tool, "input_schema", {})}
        self.losses: tuple[Loss, ...] = ()
        self._restore: Callable[[Any], dict[str, Any]] | None = None
        self.input_schema: dict[str, Any] = schema
        if strict:
            self.input_schema, self.losses, self._restore = _sent_schema(schema)
        if strict and self._restore is not None:
            fields["strict"] = True
        self._fields = {key: value for key, value in fields.items() if value is not None}

    @property
    def name(self) -> str:
        """The name that the model uses."""
        return self._name

    def __repr__(self) -> str:
        return f"<MCP tool {self._name}>"

    def to_dict(self) -> dict[str, Any]:
        """Returns the definition of the tool as the API takes it."""
        definition: dict[str, Any] = {"name": self._name}
        if self.description:
            definition["description"] = self.description
        return {**definition, "input_schema": self.input_schema, **self._fields}

    def call(self, input: Mapping[str, Any]) -> Any:
        """Calls the tool at the server. With an asynchronous session, the result has to be awaited.

        Args:
            input: The input, as the model wrote it.

        Raises:
            ToolError: the tool failed, the server refused the call, or the connection is lost; its text is for the model.
            RunError: the session belongs to another event loop.
        """
        arguments = dict(input) if self._restore is None else self._restore(input)
        loop = _running_loop()
        if loop is not None and self._loop is not None and loop is not self._loop:
            raise RunError(
                "the session of MCP belongs to another event loop: in a blocking program, hold it with McpBridge"
            )
        try:
            result = self._session.call_tool(self.mcp_name, arguments)
        except Exception as error:
            raise _told(error) from error
        return self._awaited(result) if inspect.isawaitable(result) else self._converted(result)

    async def _awaited(self, result: Awaitable[Any]) -> Any:
        try:
            found = await result
        except Exception as error:
            raise _told(error) from error
        return self._converted(found)

    def _converted(self, result: Any) -> Any:
        blocks = mcp_contents(list_of(result, "content"))
        structured = field_of(result, "structured_content")
        added = structured is not None and (
            self._structured == "always" or (self._structured == "missing" and not blocks)
        )
        if added:
            text = clean(json.dumps(json_value(structured), ensure_ascii=False))
            if not blocks and not field_of(result, "is_error"):
                return text
            blocks.append({"type": "text", "text": text})
        if field_of(result, "is_error"):
            raise ToolError(blocks)
        return blocks or None


def _running_loop() -> Any:
    """Returns the event loop of asyncio that runs here; None without one."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _sent_schema(
    schema: dict[str, Any],
) -> tuple[dict[str, Any], tuple[Loss, ...], Callable[[Any], dict[str, Any]] | None]:
    """Returns a schema for `strict`, what it has lost, and the way back. One that cannot be strict stays, and says so."""
    try:
        rewritten = rewrite(schema)
    except SchemaInvalid as error:
        return schema, (Loss("", "strict", value=True, kept_as=f"not strict: {error}"),), None
    return rewritten.json, rewritten.losses, lambda value: dict(restore(value, rewritten.json, rewritten.plan))


def _told(error: Exception) -> Exception:
    """Returns what is raised for an exception of a session."""
    if isinstance(error, (ToolError, RunError)):
        return error
    names = {cls.__name__ for cls in type(error).__mro__}
    details = getattr(error, "error", None)
    if names & _LOST or field_of(details, "code") == _CONNECTION_CLOSED:
        return ToolError("The connection to the MCP server is lost.")
    if names & {"MCPError", "McpError"}:
        return ToolError(f"The MCP server refused the call: {field_of(details, 'message', 'no reason')}")
    return error


def mcp_tool(tool: Any, session: Any, **options: Any) -> MCPTool:
    """Returns a tool of an MCP session as a tool of a run.

    Args:
        tool: An item of `list_tools`.
        session: What has `call_tool`: a session, a client, or an `McpBridge` in a blocking program.
        options: `name`, `strict`, `structured`, `approve`, `timeout`, and fields of the definition such as `cache_control`.
    """
    return MCPTool(tool, session, **options)


async_mcp_tool = mcp_tool


async def mcp_tools(
    *sessions: Any,
    prefix: str | Sequence[str] = "",
    include: Collection[str] | None = None,
    exclude: Collection[str] = (),
    **options: Any,
) -> list[MCPTool]:
    """Returns the tools of one or several MCP sessions, with names that the API takes and that differ.

    Args:
        sessions: Sessions or clients of `mcp`.
        prefix: What the names begin with: one for all, or one for each session.
        include: Names at the server; None for all.
        exclude: Names at the server that are left out.
        options: Those of `mcp_tool`, for every tool.

    Raises:
        ClaudeError: a server gives the same page again and again.
    """
    found = [(n, tool) for n, session in enumerate(sessions) for tool in await list_tools(session)]
    return named_tools(found, sessions, prefix=prefix, include=include, exclude=exclude, **options)


def named_tools(
    found: Sequence[tuple[int, Any]],
    sessions: Sequence[Any],
    *,
    prefix: str | Sequence[str] = "",
    include: Collection[str] | None = None,
    exclude: Collection[str] = (),
    **options: Any,
) -> list[MCPTool]:
    """Returns listed tools as tools of a run; see `mcp_tools`."""
    kept = [
        (n, tool)
        for n, tool in found
        if (include is None or field_of(tool, "name") in include) and field_of(tool, "name") not in exclude
    ]
    prefixes = [prefix] * len(sessions) if isinstance(prefix, str) else list(prefix)
    if len(prefixes) != len(sessions):
        raise ValueError(f"there are {len(sessions)} sessions and {len(prefixes)} prefixes")
    names = tool_names([(n, str(field_of(tool, "name", ""))) for n, tool in kept], prefixes)
    return [MCPTool(tool, sessions[n], name=name, **options) for (n, tool), name in zip(kept, names, strict=True)]


async def list_tools(session: Any) -> list[Any]:
    """Returns all tools of a session, page by page."""
    tools: list[Any] = []
    cursor: str | None = None
    seen: set[str] = set()
    for _ in range(_MAX_PAGES):
        page = await session.list_tools(**_page(session, cursor))
        tools += list_of(page, "tools")
        cursor = field_of(page, "next_cursor")
        if not cursor or cursor in seen:
            break
        seen.add(cursor)
    return tools


def _page(session: Any, cursor: str | None) -> dict[str, Any]:
    """Returns the argument for a page, which differs between the versions of `mcp`."""
    if cursor is None:
        return {}
    if "cursor" in inspect.signature(session.list_tools).parameters:
        return {"cursor": cursor}
    from mcp.types import PaginatedRequestParams  # pyright: ignore[reportMissingTypeStubs]

    return {"params": PaginatedRequestParams(cursor=cursor)}
