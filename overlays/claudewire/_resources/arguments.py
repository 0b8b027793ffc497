"""Types of the arguments of the methods that this package adds. Only type checkers import this module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, Literal, NotRequired, Required, TypeVar

import httpx

from claudewire_api._call import Omit
from claudewire_api._typing import TypedDict
from claudewire_api.params import MessageCountTokensParams, MessageCreateParams

T = TypeVar("T")


class CallOptions(TypedDict, total=False):
    """The options that every method accepts. Times are in seconds."""

    betas: Sequence[str] | Omit | None
    without_betas: Sequence[str] | Omit | None
    extra_headers: Mapping[str, str | Omit] | None
    extra_query: Mapping[str, object] | None
    extra_body: Mapping[str, object] | None
    timeout: float | httpx.Timeout | Omit | None
    max_retries: int | None
    deadline: float | None


class StreamOptions(CallOptions, total=False):
    """The options of a method that reads a stream. Times are in seconds."""

    stall_timeout: float | None


class StreamArguments(MessageCreateParams, StreamOptions, total=False):
    """The arguments of `messages.create`."""

    workspace_id: str | Omit
    user_profile_id: str | Omit


class ParseArguments(StreamArguments, Generic[T], total=False):
    """The arguments of `messages.create`, with a type as `output_format`."""

    output_format: Required[type[T]]  # type: ignore[misc]  # pyright: ignore[reportIncompatibleVariableOverride]  # not a schema


class CountArguments(MessageCountTokensParams, CallOptions, total=False):
    """The arguments of `messages.count_tokens`, with a type or a format as `output_format`."""

    output_format: Any  # pyright: ignore[reportIncompatibleVariableOverride]
    workspace_id: str | Omit
    user_profile_id: str | Omit


class _LoopArguments(TypedDict, total=False):
    """What a loop of tools accepts in addition to the arguments of `messages.create`; see `Messages.tool_runner`."""

    deps: Any
    approve: Any
    on_error: Any
    parallel: int
    on_cut: Literal["raise", "stop"]
    run_tools_eagerly: bool


class RunnerArguments(StreamArguments, _LoopArguments, total=False):
    """The arguments of `messages.tool_runner`."""

    tools: Required[Iterable[Any]]  # type: ignore[misc]  # pyright: ignore[reportIncompatibleVariableOverride]  # functions, too
    output_format: Any  # pyright: ignore[reportIncompatibleVariableOverride]  # a type, too
    thread: Any  # pyright: ignore[reportIncompatibleVariableOverride]  # a bool
    max_turns: int | None
    max_iterations: int | None
    max_tool_calls: int | None
    max_output_tokens: int | None
    max_seconds: float | None
    keep_tool_choice: bool


class ResumeArguments(StreamOptions, _LoopArguments, total=False):
    """The arguments of `messages.resume`, without the run."""

    tools: Required[Iterable[Any]]
    output_format: Any
    stream: bool
    thread: bool


class ThreadArguments(StreamArguments, total=False):
    """The arguments of `messages.thread`."""

    messages: NotRequired[Iterable[Any]]  # type: ignore[misc]  # pyright: ignore[reportIncompatibleVariableOverride]  # none yet
    tools: Iterable[Any]  # type: ignore[misc]  # pyright: ignore[reportIncompatibleVariableOverride]  # functions, too
    output_format: Any  # pyright: ignore[reportIncompatibleVariableOverride]  # a type, too
    unsupported_request_behavior: Literal["error", "continue_unthreaded"]


class UploadArguments(CallOptions, total=False):
    """The arguments of `files.upload`, without the file."""

    expires_in_seconds: int | Omit
    workspace_id: str | Omit


class SkillArguments(CallOptions, total=False):
    """The arguments of `skills.create`, without the files."""

    display_name: str | Omit | None
    display_title: str | Omit | None
    workspace_id: str | Omit
