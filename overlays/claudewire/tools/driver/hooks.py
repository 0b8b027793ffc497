"""The middleware of a client around a loop of tools: its watchers, and generators around each tool."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from inspect import isawaitable, isgenerator
from typing import TYPE_CHECKING, Any

from claudewire import _log
from claudewire._callbacks import name_of
from claudewire._errors.base import ConfigurationError

if TYPE_CHECKING:
    from claudewire._call.middleware import Hooks, RunWatcher


class RunHooks:
    """The watchers of one loop, from its first step until it is over or rests; a loop that goes on is watched anew."""

    def __init__(self, hooks: Hooks | None, run: Any) -> None:
        self._starts = () if hooks is None else hooks.runs
        #: Generator functions around each tool, the outermost first.
        self.tools: tuple[Callable[[Any], Any], ...] = () if hooks is None else hooks.tools
        self._run = run
        self._watchers: list[RunWatcher] = []
        self._has_begun = False

    def step(self) -> AbstractContextManager[Any]:
        """Return a context manager around one step of the loop."""
        return self._step() if self._starts else nullcontext()

    @contextmanager
    def _step(self) -> Generator[None]:
        if not self._has_begun:
            self._has_begun = True
            for start in self._starts:
                with _logged(start):
                    watcher = start(self._run)
                    self._watchers += [watcher] if watcher is not None else []
        with ExitStack() as stack:
            for watcher in self._watchers:
                with _logged(watcher.step):
                    stack.enter_context(watcher.step())
            yield

    def end(self, message: Any, error: BaseException | None = None) -> None:
        """Tell the watchers that the loop is over, or rests."""
        watchers, self._watchers, self._has_begun = self._watchers, [], False
        for watcher in watchers:
            with _logged(watcher.end):
                watcher.end(message, error)


@contextmanager
def _logged(hook: Any) -> Generator[None]:
    try:
        yield
    except Exception as error:  # noqa: BLE001 - of the caller's hook
        _log.logger().warning("middleware %s raised %r; the run goes on", name_of(hook), error)


def within(hooks: tuple[Callable[[Any], Any], ...], call: Any, invoke: Callable[[], Any]) -> Any:
    """Return what a tool returns, with generators around it. The result of a tool that has to be awaited is awaited inside.

    Raises:
        ConfigurationError: a hook is no generator function, or yields twice.
    """
    if not hooks:
        return invoke()
    steps = _begin(hooks[0], call)
    try:
        try:
            next(steps)
        except StopIteration as stop:
            return stop.value
        try:
            value = within(hooks[1:], call, invoke)
        except BaseException as error:  # noqa: BLE001 - the hook gets it, and raises it again
            return _finish(steps.throw, error)
        if not isawaitable(value):
            return _finish(steps.send, value)
        rest, steps = _awaited(steps, value), None
        return rest
    finally:
        if steps is not None:
            steps.close()


async def within_async(hooks: tuple[Callable[[Any], Any], ...], call: Any, invoke: Callable[[], Any]) -> Any:
    """Async version of `within`, for tools that are coroutine functions: the generators run in their task."""
    value = within(hooks, call, invoke)
    return await value if isawaitable(value) else value


async def _awaited(steps: Any, value: Any) -> Any:
    try:
        try:
            result = await value
        except BaseException as error:  # noqa: BLE001 - the hook gets it, and raises it again
            return _finish(steps.throw, error)
        return _finish(steps.send, result)
    finally:
        steps.close()


def _begin(hook: Callable[[Any], Any], call: Any) -> Any:
    steps = hook(call)
    if not isgenerator(steps):
        raise ConfigurationError(f"around_tool must be a generator function, and it returned a {type(steps).__name__}")
    return steps


def _finish(resume: Callable[[Any], Any], value: Any) -> Any:
    try:
        resume(value)
    except StopIteration as stop:
        return stop.value
    raise ConfigurationError("around_tool yields once: a tool is not executed again")
