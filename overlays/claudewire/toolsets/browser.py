"""A web browser for the model: the browser toolset of the API."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, Literal

from claudewire.tools.errors import ToolError
from claudewire.tools.functions.base import Approve

from .base import DONE, Toolset, action
from .shapes import Direction, ElementTarget, PointTarget, Region, Target, allow_web

_HISTORY: Final = ("back", "forward", "reload")
#: Actions whose answer is the state of the browser alone.
_TABS: Final = ("new_tab", "list_tabs", "switch_tab", "close_tab")


class BrowserToolset(Toolset):
    """The browser toolset of the API (`browser_toolset_20260801`). Subclass it, and implement `state` and the actions that your driver has.

        class Tabs(BrowserToolset):
            def navigate(self, url, tab_id=None): ...
            def state(self): return {"tabs": [{"tab_id": "1", "title": "…", "url": "…", "active": True}]}

        client.messages.tool_runner(tools=[Tabs(allow_url=lambda url: url.startswith("https://shop.example/"))], …)

    `state` goes with the result of each action, as the API wants it. An action that returns None is answered with "Done."; bytes of a
    picture become an image. Pages can steer the model: allow few addresses, and let a person look at risky actions.

    Args:
        allow_url: Whether `navigate` may open an address. By default, all of the web may be opened, and `file:` or `javascript:` may not.
            What a page opens by itself is the driver's to refuse.
        allow_file: Whether `file_upload` may use a path or a document id. By default, none.
        confirm: As for `Toolset`, as all that follow.
        configs: Settings of actions, by name.
        timeout: Seconds for one action; None for no limit.
        cache_control: A cache breakpoint behind the definition.
    """

    FAMILY: ClassVar[str] = "browser"
    TYPE: ClassVar[str] = "browser_toolset_20260801"
    RISKY: ClassVar[frozenset[str]] = frozenset({"javascript_exec", "file_upload"})
    OFF: ClassVar[frozenset[str]] = RISKY | {"read_console", "read_network"}
    _RENAMED: ClassVar[Mapping[str, str]] = {"from": "start"}

    def __init__(
        self,
        *,
        allow_url: Callable[[str], bool] = allow_web,
        allow_file: Callable[[str], bool] | None = None,
        confirm: bool | Approve | None = None,
        configs: Mapping[str, Any] | None = None,
        timeout: float | None = None,
        cache_control: Any = None,
    ) -> None:
        super().__init__(confirm=confirm, configs=configs, timeout=timeout, cache_control=cache_control)
        self._allow_url, self._allow_file = allow_url, allow_file

    def state(self) -> Any:
        """Returns the `BrowserState` after an action; None leaves it out. It may be a coroutine function."""
        return None

    def check(self, name: str, arguments: dict[str, Any]) -> None:
        """Refuses addresses and files that the program does not allow; see `Toolset.check`.

        Args:
            name: The name of the action.
            arguments: Its arguments, checked.

        Raises:
            ToolError: it is not allowed; the text is for the model.
        """
        if name == "navigate" and arguments["url"] not in _HISTORY and self._allow_url(arguments["url"]) is not True:
            raise ToolError("This address is not allowed.")
        if name == "file_upload":
            for item in [*(arguments.get("paths") or ()), *(arguments.get("document_ids") or ())]:
                if self._allow_file is None or self._allow_file(item) is not True:
                    raise ToolError("This file is not allowed.")

    def _content(self, name: str, result: Any) -> Any:
        content = super()._content(name, result)
        state = self.state()
        return self._with_awaited(name, content, state) if inspect.isawaitable(state) else _joined(name, content, state)

    async def _with_awaited(self, name: str, content: Any, state: Any) -> Any:
        return _joined(name, content, await state)

    async def _awaited(self, name: str, result: Any) -> Any:
        content = self._content(name, await result)
        return await content if inspect.isawaitable(content) else content

    @action
    def navigate(self, url: str, tab_id: str | None = None) -> Any:
        """Opens an address, or goes `back`, `forward` or does `reload`; returns where it has ended, as a text.

        Args:
            url: The address, or one of the three words.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def screenshot(self, tab_id: str | None = None) -> Any:
        """Returns a picture of the page: the bytes of a PNG or JPEG, or an image block.

        Args:
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def zoom(self, region: Region, tab_id: str | None = None) -> Any:
        """Returns a picture of a part of the page, enlarged.

        Args:
            region: Left, top, right and bottom edge, in pixels.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def left_click(self, target: Target, modifiers: str | None = None, tab_id: str | None = None) -> Any:
        """Clicks with the left button.

        Args:
            target: A point, or an element.
            modifiers: Keys that are held down meanwhile, such as `ctrl+shift`.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def right_click(self, target: Target, modifiers: str | None = None, tab_id: str | None = None) -> Any:
        """Clicks with the right button. Takes the arguments of `BrowserToolset.left_click`."""
        raise NotImplementedError

    @action
    def middle_click(self, target: Target, modifiers: str | None = None, tab_id: str | None = None) -> Any:
        """Clicks with the middle button. Takes the arguments of `BrowserToolset.left_click`."""
        raise NotImplementedError

    @action
    def double_click(self, target: Target, modifiers: str | None = None, tab_id: str | None = None) -> Any:
        """Clicks twice. Takes the arguments of `BrowserToolset.left_click`."""
        raise NotImplementedError

    @action
    def triple_click(self, target: Target, modifiers: str | None = None, tab_id: str | None = None) -> Any:
        """Clicks three times. Takes the arguments of `BrowserToolset.left_click`."""
        raise NotImplementedError

    @action
    def hover(self, target: Target, tab_id: str | None = None) -> Any:
        """Rests the pointer on something.

        Args:
            target: A point, or an element.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def mouse_move(self, target: PointTarget, tab_id: str | None = None) -> Any:
        """Moves the pointer.

        Args:
            target: The point.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def left_mouse_down(self, target: PointTarget, tab_id: str | None = None) -> Any:
        """Presses the left button and holds it.

        Args:
            target: The point.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def left_mouse_up(self, target: PointTarget, tab_id: str | None = None) -> Any:
        """Releases the left button.

        Args:
            target: The point.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def left_click_drag(self, start: PointTarget, target: PointTarget, tab_id: str | None = None) -> Any:
        """Drags with the left button.

        Args:
            start: Where it begins (`from` in the API).
            target: Where it ends.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def scroll(
        self, target: PointTarget, scroll_direction: Direction, scroll_amount: int = 3, tab_id: str | None = None
    ) -> Any:
        """Turns the wheel.

        Args:
            target: The point.
            scroll_direction: Up, down, left or right.
            scroll_amount: Clicks of the wheel.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def scroll_to(self, target: ElementTarget, tab_id: str | None = None) -> Any:
        """Scrolls until an element is visible.

        Args:
            target: The element.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def type(self, text: str, tab_id: str | None = None) -> Any:
        """Types a text where the focus is.

        Args:
            text: The text.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def key(self, text: str, repeat: int = 1, tab_id: str | None = None) -> Any:
        """Presses a key, a combination, or a sequence with spaces between.

        Args:
            text: The keys.
            repeat: How often.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def hold_key(self, text: str, duration: float, tab_id: str | None = None) -> Any:
        """Holds a key down.

        Args:
            text: The key or the combination.
            duration: Seconds.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def form_input(self, target: ElementTarget, value: str | float | bool, tab_id: str | None = None) -> Any:
        """Sets the value of a field of a form.

        Args:
            target: The element.
            value: The value.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def read_page(
        self,
        filter: Literal["all", "interactive"] | None = None,
        depth: int = 15,
        ref: str | None = None,
        tab_id: str | None = None,
    ) -> Any:
        """Returns the structure of the page as a text, with references such as `[ref_7]`.

        Args:
            filter: Whether all elements, or those that can be used; None leaves it to the driver.
            depth: Levels at most.
            ref: The element to begin with; None for the page.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def find(self, query: str, tab_id: str | None = None) -> Any:
        """Returns elements that fit a description, as a text with references.

        Args:
            query: The description, in words.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def get_page_text(self, tab_id: str | None = None) -> Any:
        """Returns the text of the page.

        Args:
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def wait(self, duration: float, tab_id: str | None = None) -> Any:
        """Waits.

        Args:
            duration: Seconds.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def file_upload(
        self,
        target: ElementTarget,
        paths: list[str] | None = None,
        document_ids: list[str] | None = None,
        tab_id: str | None = None,
    ) -> Any:
        """Puts files into a field for uploads. Risky, and off by default.

        Args:
            target: The element.
            paths: Files on the machine of the browser; `allow_file` has to allow each.
            document_ids: Files of the Files API; `allow_file` has to allow each.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def read_console(self, tab_id: str | None = None) -> Any:
        """Returns the console of the page as a text. Off by default.

        Args:
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def read_network(self, tab_id: str | None = None) -> Any:
        """Returns the network requests of the page as a text. Off by default.

        Args:
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def javascript_exec(self, text: str, tab_id: str | None = None) -> Any:
        """Runs JavaScript in the page and returns its value. Risky, and off by default.

        Args:
            text: The script.
            tab_id: The tab; None for the active one.
        """
        raise NotImplementedError

    @action
    def new_tab(self) -> Any:
        """Opens an empty tab."""
        raise NotImplementedError

    @action
    def list_tabs(self) -> Any:
        """Says which tabs are open: `state` has them."""
        raise NotImplementedError

    @action
    def switch_tab(self, tab_id: str) -> Any:
        """Makes a tab the active one.

        Args:
            tab_id: The tab.
        """
        raise NotImplementedError

    @action
    def close_tab(self, tab_id: str) -> Any:
        """Closes a tab.

        Args:
            tab_id: The tab.
        """
        raise NotImplementedError


def _joined(name: str, content: Any, state: Mapping[str, Any] | None) -> Any:
    """Returns the content of a result with the state of the browser behind it."""
    if state is None:
        return content
    block = {"type": "browser_state", **{key: value for key, value in state.items() if value or key == "tabs"}}
    if name in _TABS and content == DONE:
        return [block]
    return [*([{"type": "text", "text": content}] if isinstance(content, str) else content), block]
