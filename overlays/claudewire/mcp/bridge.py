"""`McpBridge`: an MCP session for a blocking program. One thread owns the session and its event loop."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, ExitStack
from types import TracebackType
from typing import Any, Self

from claudewire_api._errors import ClaudeError

from .tools import MCPTool, list_tools, named_tools


class McpBridge:
    """An MCP session in a thread of its own, for blocking code. Its methods are those of the session, and they block.

        with McpBridge(lambda: mcp.Client(StdioServerParameters(command="server"))) as bridge:
            client.messages.tool_runner(tools=bridge.tools(), …).until_done()

    Args:
        connect: Returns an asynchronous context manager that gives the session, connected and initialized; or is one.
    """

    def __init__(
        self, connect: Callable[[], AbstractAsyncContextManager[Any]] | AbstractAsyncContextManager[Any]
    ) -> None:
        self._connect: Any = connect
        self._stack = ExitStack()
        self._portal: Any = None
        self.session: Any = None

    def __enter__(self) -> Self:
        from anyio.from_thread import start_blocking_portal

        with ExitStack() as stack:
            portal: Any = stack.enter_context(start_blocking_portal())
            manager: Any = self._connect if hasattr(self._connect, "__aenter__") else self._connect()
            self.session = stack.enter_context(portal.wrap_async_context_manager(manager))
            self._stack, self._portal = stack.pop_all(), portal
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._portal_or_error()
        try:
            self._stack.__exit__(kind, error, trace)
        finally:
            self._portal = self.session = None

    def _portal_or_error(self) -> Any:
        if self._portal is None:
            raise ClaudeError("an McpBridge is used inside its with block")
        return self._portal

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        self._portal_or_error()
        found: Any = getattr(self.session, name)
        if not callable(found):
            return found
        method: Any = found

        def call(*args: Any, **kwargs: Any) -> Any:
            async def run() -> Any:
                result: Any = await method(*args, **kwargs)
                return result

            return self._portal_or_error().call(run)

        return call

    def tools(self, **options: Any) -> list[MCPTool]:
        """Returns the tools of the session; see `mcp_tools`.

        Args:
            options: The options of `mcp_tools`.
        """

        async def listed() -> list[Any]:
            return await list_tools(self.session)

        found = self._portal_or_error().call(listed)
        return named_tools([(0, tool) for tool in found], [self], **options)
