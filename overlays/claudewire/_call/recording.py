"""Calls that are recorded in the place of being sent, and the pipeline at the bottom of a caller."""

from __future__ import annotations

from typing import Any

from claudewire_api._call import Call, MappedCaller, Options


class RecordingCaller:
    """A caller that sends nothing: it records the call."""

    def __init__(self) -> None:
        self.call: Call[Any] | None = None
        self.options = Options()

    def send(self, call: Call[Any], options: Options) -> Any:
        self.call, self.options = call, options
        return self

    stream = download = send


def with_pipeline(caller: Any, pipeline: Any) -> Any:
    """Return `caller` with another pipeline at the bottom. Functions that change calls stay in their order."""
    if isinstance(caller, MappedCaller):
        inner, change = caller._caller, caller._change  # pyright: ignore[reportPrivateUsage]
        return MappedCaller(with_pipeline(inner, pipeline), change)
    return pipeline


def pipeline_of(caller: Any) -> Any:
    """Return the pipeline at the bottom of a caller."""
    while isinstance(caller, MappedCaller):
        caller = caller._caller  # pyright: ignore[reportPrivateUsage]
    return caller


def hooks_behind(caller: Any) -> Any:
    """Return the middleware that surrounds the calls of a caller: its `Hooks`, or None."""
    return getattr(pipeline_of(caller), "hooks", None)


def record_call(resource: type[Any], caller: Any, method: str, *args: Any, **kwargs: Any) -> tuple[Call[Any], Options]:
    """Return the call that a method of a generated resource makes, without sending it."""
    recorder = RecordingCaller()
    getattr(resource(with_pipeline(caller, recorder)), method)(*args, **kwargs)
    if recorder.call is None:
        raise TypeError(f"{method} makes no call")
    return recorder.call, recorder.options
