"""A screen, a mouse and a keyboard for the model: the computer toolset, and the older computer use tools over its actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from claudewire._errors.base import ConfigurationError

from .base import Toolset, action
from .shapes import Direction, Point, Region

#: Types of the older tool.
_VERSIONS: Final = ("computer_20241022", "computer_20250124", "computer_20251124")


class ComputerToolset(Toolset):
    """The computer toolset of the API (`computer_toolset_20260801`). Subclass it, and implement the actions that your driver has.

        class Desktop(ComputerToolset):
            def screenshot(self): return pyautogui_png()
            def left_click(self, coordinate=None, text=None): ...

        client.messages.tool_runner(tools=[Desktop(confirm=ask)], …)

    An action that returns None is answered with "Done."; bytes of a picture become an image. Keyboard actions are risky: what is on the
    screen can steer what the model types. See `Toolset` for the arguments.
    """

    FAMILY: ClassVar[str] = "computer"
    TYPE: ClassVar[str] = "computer_toolset_20260801"
    RISKY: ClassVar[frozenset[str]] = frozenset({"type", "key", "hold_key"})

    @action
    def screenshot(self) -> Any:
        """Returns a picture of the screen: the bytes of a PNG or JPEG, or an image block."""
        raise NotImplementedError

    @action
    def zoom(self, region: Region) -> Any:
        """Returns a picture of a part of the screen in full resolution.

        Args:
            region: Left, top, right and bottom edge, in pixels.
        """
        raise NotImplementedError

    @action
    def cursor_position(self) -> Any:
        """Returns where the pointer is, as `(x, y)`."""
        raise NotImplementedError

    @action
    def mouse_move(self, coordinate: Point) -> Any:
        """Moves the pointer.

        Args:
            coordinate: Pixels from the left and from the top.
        """
        raise NotImplementedError

    @action
    def left_click(self, coordinate: Point | None = None, text: str | None = None) -> Any:
        """Clicks with the left button.

        Args:
            coordinate: Pixels from the left and from the top; None for where the pointer is.
            text: Keys that are held down meanwhile, such as `ctrl+shift`.
        """
        raise NotImplementedError

    @action
    def right_click(self, coordinate: Point | None = None, text: str | None = None) -> Any:
        """Clicks with the right button. Takes the arguments of `ComputerToolset.left_click`."""
        raise NotImplementedError

    @action
    def middle_click(self, coordinate: Point | None = None, text: str | None = None) -> Any:
        """Clicks with the middle button. Takes the arguments of `ComputerToolset.left_click`."""
        raise NotImplementedError

    @action
    def double_click(self, coordinate: Point | None = None, text: str | None = None) -> Any:
        """Clicks twice. Takes the arguments of `ComputerToolset.left_click`."""
        raise NotImplementedError

    @action
    def triple_click(self, coordinate: Point | None = None, text: str | None = None) -> Any:
        """Clicks three times. Takes the arguments of `ComputerToolset.left_click`."""
        raise NotImplementedError

    @action
    def left_click_drag(self, start_coordinate: Point, coordinate: Point, text: str | None = None) -> Any:
        """Drags with the left button.

        Args:
            start_coordinate: Where it begins.
            coordinate: Where it ends.
            text: Keys that are held down meanwhile, such as `ctrl+shift`.
        """
        raise NotImplementedError

    @action
    def left_mouse_down(self) -> Any:
        """Presses the left button where the pointer is, and holds it."""
        raise NotImplementedError

    @action
    def left_mouse_up(self) -> Any:
        """Releases the left button."""
        raise NotImplementedError

    @action
    def scroll(
        self, scroll_direction: Direction, scroll_amount: int, coordinate: Point | None = None, text: str | None = None
    ) -> Any:
        """Turns the wheel.

        Args:
            scroll_direction: Up, down, left or right.
            scroll_amount: Clicks of the wheel.
            coordinate: Pixels from the left and from the top; None for where the pointer is.
            text: Keys that are held down meanwhile, such as `ctrl+shift`.
        """
        raise NotImplementedError

    @action
    def key(self, text: str, repeat: int = 1) -> Any:
        """Presses a key or a combination, such as `ctrl+s`. Risky.

        Args:
            text: The key or the combination.
            repeat: How often.
        """
        raise NotImplementedError

    @action
    def hold_key(self, text: str, duration: float) -> Any:
        """Holds a key down. Risky.

        Args:
            text: The key or the combination.
            duration: Seconds.
        """
        raise NotImplementedError

    @action
    def type(self, text: str) -> Any:
        """Types a text. Risky: it goes to the window that has the focus.

        Args:
            text: The text.
        """
        raise NotImplementedError

    @action
    def wait(self, duration: float) -> Any:
        """Waits.

        Args:
            duration: Seconds.
        """
        raise NotImplementedError


class ComputerTool(Toolset):
    """One of the older computer use tools (`computer_20251124` and before), over the actions of a `ComputerToolset`.

    Args:
        computer: The actions. Its `confirm` and its `timeout` hold here as well.
        width: Width of the screen, in pixels.
        height: Height of the screen, in pixels.
        version: The type of the tool; the beta header follows from it.
        fields: More fields of the definition: `display_number`, `enable_zoom`, `cache_control`.

    Raises:
        ConfigurationError: the version does not exist.
    """

    FAMILY: ClassVar[str] = "computer"
    RISKY: ClassVar[frozenset[str]] = ComputerToolset.RISKY

    def __init__(
        self, computer: ComputerToolset, width: int, height: int, *, version: str = _VERSIONS[-1], **fields: Any
    ) -> None:
        if version not in _VERSIONS:
            raise ConfigurationError(f"version: one of {', '.join(_VERSIONS)}, not {version!r}")
        super().__init__(confirm=computer._confirm, timeout=computer.timeout)  # pyright: ignore[reportPrivateUsage]
        self._computer = computer
        size = {"display_width_px": width, "display_height_px": height}
        self._definition = {"type": version, "name": "computer", **size, **fields}

    def to_dict(self) -> dict[str, Any]:
        """Returns the definition as the API takes it."""
        return dict(self._definition)

    def action_of(self, name: str, input: Any) -> tuple[str, Any]:
        """Returns name and arguments of the action: the name is part of the input.

        Args:
            name: The name of the call, which is always `computer`.
            input: The input of the call.
        """
        if not isinstance(input, Mapping):
            return name, input
        rest: dict[str, Any] = {str(key): value for key, value in input.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        return str(rest.pop("action", None)), rest

    def perform(self, name: str, input: Any) -> Any:
        """Carries out an action of the computer; see `Toolset.perform`."""
        return self._computer.perform(name, input)

    def close(self) -> Any:
        """Closes the computer."""
        return self._computer.close()
