"""Types of the arguments of the methods that this package adds. Only type checkers import this module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

import httpx

from claudewire_api._call import Omit
from claudewire_api.params import MessageCreateParams


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


class UploadArguments(CallOptions, total=False):
    """The arguments of `files.upload`, without the file."""

    expires_in_seconds: int | Omit
    workspace_id: str | Omit


class SkillArguments(CallOptions, total=False):
    """The arguments of `skills.create`, without the files."""

    display_name: str | Omit | None
    display_title: str | Omit | None
    workspace_id: str | Omit
