# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""What requests hold: a TypedDict per object. A plain dict of the same shape does as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Optional, Required, TypeAlias, TypedDict, Union

from . import models


class AdvisorRedactedResultBlockParam(TypedDict, total=False):
    """Advice that came encrypted."""

    type: Required[Literal["advisor_redacted_result"]]
    """Always `advisor_redacted_result`."""
    encrypted_content: Required[str]
    """The advice, as it came."""
    stop_reason: str | None
    """Why the advisor stopped."""


class AdvisorResultBlockParam(TypedDict, total=False):
    """Advice in plain text."""

    type: Required[Literal["advisor_result"]]
    """Always `advisor_result`."""
    text: Required[str]
    """The advice."""
    stop_reason: str | None
    """Why the advisor stopped."""


class AdvisorTool20260301Param(TypedDict, total=False):
    """
    A stronger model that the answering model may ask for advice in the middle of its answer. It sees the whole
    conversation.
    """

    type: Required[Literal["advisor_20260301"]]
    """Always `advisor_20260301`."""
    name: Required[Literal["advisor"]]
    """Always `advisor`."""
    model: Required[Model]
    """The model that gives advice. It must be at least as capable as the one that answers."""
    max_uses: int | None
    """Calls that one request may make at most."""
    max_tokens: int | None
    """Tokens that one piece of advice may have, its thinking included; null for no limit of its own."""
    caching: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """
    Keeps the advisor's own prompt in the cache from call to call; worth it from about three calls on. Null for no
    caching.
    """
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class AdvisorToolResultBlockParam(TypedDict, total=False):
    """What another model advised."""

    type: Required[Literal["advisor_tool_result"]]
    """Always `advisor_tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: Required[AdvisorToolResultBlockParamContentParam]
    """The advice, or the error."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


AdvisorToolResultErrorCode: TypeAlias = (
    Literal[
        "max_uses_exceeded",
        "prompt_too_long",
        "too_many_requests",
        "overloaded",
        "unavailable",
        "execution_time_exceeded",
        "model_not_found",
    ]
    | str
)
"""Why no advice could be had."""


class AdvisorToolResultErrorParam(TypedDict, total=False):
    """The error that asking for advice ended with."""

    type: Required[Literal["advisor_tool_result_error"]]
    """Always `advisor_tool_result_error`."""
    error_code: Required[AdvisorToolResultErrorCode]
    """What went wrong."""


AdvisorToolResultBlockParamContentParam: TypeAlias = Union[
    AdvisorResultBlockParam,
    AdvisorRedactedResultBlockParam,
    AdvisorToolResultErrorParam,
    "models.AdvisorResultBlock",
    "models.AdvisorRedactedResultBlock",
    "models.AdvisorToolResultError",
]
"""What another model advised, or the error."""


class AllThinkingTurnsParam(TypedDict, total=False):
    """All turns keep their thinking."""

    type: Required[Literal["all"]]
    """Always `all`."""


class Base64ImageSourceParam(TypedDict, total=False):
    """An image inside the request."""

    type: Required[Literal["base64"]]
    """Always `base64`."""
    media_type: Required[Literal["image/jpeg", "image/png", "image/gif", "image/webp"]]
    """The image's format."""
    data: Required[str]
    """The image's bytes in base64."""


class Base64PDFSourceParam(TypedDict, total=False):
    """A PDF inside the request. Citations mean pages."""

    type: Required[Literal["base64"]]
    """Always `base64`."""
    media_type: Required[Literal["application/pdf"]]
    """Always `application/pdf`."""
    data: Required[str]
    """The PDF's bytes in base64."""


class BashCodeExecutionOutputBlockParam(TypedDict, total=False):
    """One file that a shell command made."""

    type: Required[Literal["bash_code_execution_output"]]
    """Always `bash_code_execution_output`."""
    file_id: Required[str]
    """ID of the file."""


class BashCodeExecutionResultBlockParam(TypedDict, total=False):
    """What a shell command did."""

    type: Required[Literal["bash_code_execution_result"]]
    """Always `bash_code_execution_result`."""
    stdout: Required[str]
    """What it wrote to standard output."""
    stderr: Required[str]
    """What it wrote to standard error."""
    return_code: Required[int]
    """Its exit status, 0 for success."""
    content: Required[Sequence[BashCodeExecutionOutputBlockParam | models.BashCodeExecutionOutputBlock]]
    """The files it made."""


class BashCodeExecutionToolResultBlockParam(TypedDict, total=False):
    """The result of running a shell command."""

    type: Required[Literal["bash_code_execution_tool_result"]]
    """Always `bash_code_execution_tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: Required[BashCodeExecutionToolResultBlockParamContentParam]
    """What the command did, or the error."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


BashCodeExecutionToolResultErrorCode: TypeAlias = (
    Literal[
        "invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "output_file_too_large"
    ]
    | str
)
"""Why a command did not run to its end."""


class BashCodeExecutionToolResultErrorParam(TypedDict, total=False):
    """The error that running a shell command ended with."""

    type: Required[Literal["bash_code_execution_tool_result_error"]]
    """Always `bash_code_execution_tool_result_error`."""
    error_code: Required[BashCodeExecutionToolResultErrorCode]
    """What went wrong."""


BashCodeExecutionToolResultBlockParamContentParam: TypeAlias = Union[
    BashCodeExecutionResultBlockParam,
    BashCodeExecutionToolResultErrorParam,
    "models.BashCodeExecutionResultBlock",
    "models.BashCodeExecutionToolResultError",
]
"""What the command did, or the error."""


class BatchCreateParams(TypedDict, total=False):
    """The requests of a new batch. Together they may have 100,000 requests or 256 MB, whichever comes first."""

    requests: Required[Sequence[BatchRequestParam]]
    """The requests, each on its own; they may differ in everything, the model included."""


class BatchRequestParam(TypedDict, total=False):
    """One request of a batch."""

    custom_id: Required[str]
    """The caller's name for this request, unique in the batch. Results come in any order; this tells which is which."""
    params: Required[MessageCreateParamsNonStreaming]
    """
    What `messages.create` would take. Checked only when the request's turn comes, so a mistake in it is an `errored`
    result and not a 400 here; try one request with `messages.create` first.
    """


class BrowserStateBlockParam(TypedDict, total=False):
    """What a browser shows after a call of the browser toolset, as part of the call's result."""

    type: Required[Literal["browser_state"]]
    """Always `browser_state`."""
    tabs: Required[Sequence[BrowserStateTabEntryParam]]
    """The open tabs."""
    state_changes: Sequence[BrowserStateChangeParam] | None
    """What happened since the last call."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class BrowserStateChangeDownloadCompletedParam(TypedDict, total=False):
    """A download is complete."""

    type: Required[Literal["download_completed"]]
    """Always `download_completed`."""
    download_id: Required[str]
    """ID of the download."""
    url: Required[str]
    """Address of the file."""
    path: str | None
    """Where the file lies."""
    size_bytes: int | None
    """The file's size in bytes."""


class BrowserStateChangeDownloadFailedParam(TypedDict, total=False):
    """A download failed."""

    type: Required[Literal["download_failed"]]
    """Always `download_failed`."""
    download_id: Required[str]
    """ID of the download."""
    url: Required[str]
    """Address of the file."""
    error: str | None
    """What went wrong."""


class BrowserStateChangeDownloadStartedParam(TypedDict, total=False):
    """A download began."""

    type: Required[Literal["download_started"]]
    """Always `download_started`."""
    download_id: Required[str]
    """Your ID for the download."""
    url: Required[str]
    """Address of the file."""


class BrowserStateChangeTabOpenedParam(TypedDict, total=False):
    """A tab was opened."""

    type: Required[Literal["tab_opened"]]
    """Always `tab_opened`."""
    tab_id: Required[str]
    """ID of the new tab."""


BrowserStateChangeParam: TypeAlias = (
    BrowserStateChangeTabOpenedParam
    | BrowserStateChangeDownloadStartedParam
    | BrowserStateChangeDownloadCompletedParam
    | BrowserStateChangeDownloadFailedParam
)
"""One thing that happened in the browser."""


class BrowserStateTabEntryParam(TypedDict, total=False):
    """One open tab."""

    tab_id: Required[str]
    """Your ID for the tab; calls name it."""
    title: Required[str]
    """The page's title."""
    url: Required[str]
    """Address of the page."""
    active: bool
    """Whether this is the tab in front."""


class BrowserToolset20260801Param(TypedDict, total=False):
    """
    A web browser that the caller works for the model. It counts as 27 tools, and as up to 31 when `configs` turns on
    those that are off: `javascript_exec`, `file_upload`, `read_console` and `read_network`. A `tool_use` block names
    the tool, and its `toolset_name` the set.
    """

    type: Required[Literal["browser_toolset_20260801"]]
    """Always `browser_toolset_20260801`."""
    configs: BrowserToolsetConfigsParam | models.BrowserToolsetConfigs | None
    """Tools whose settings differ from the default."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tools. Deprecated: Leave it out; the API dropped this field soon after the toolset came out."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this toolset."""


class BrowserToolsetConfigsParam(TypedDict, total=False):
    """Settings of the tools of a browser, by tool. A tool without an entry, or with null, keeps its default."""

    close_tab: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Closes a tab."""
    double_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks twice."""
    file_upload: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Puts files into an upload field. Off by default."""
    find: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Finds elements by a description in words."""
    form_input: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Sets the value of a form field."""
    get_page_text: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Reads the text of the page."""
    hold_key: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Holds a key down for some time."""
    hover: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Moves the pointer over an element."""
    javascript_exec: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Runs JavaScript in the page. Off by default."""
    key: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Presses a key or a combination of keys."""
    left_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks."""
    left_click_drag: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Drags with the left button."""
    left_mouse_down: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Presses the left button."""
    left_mouse_up: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Releases the left button."""
    list_tabs: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Lists the tabs."""
    middle_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks with the middle button."""
    mouse_move: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Moves the pointer to a point."""
    navigate: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Goes to a URL, back or forward."""
    new_tab: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Opens a tab."""
    read_console: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Reads the messages of the console. Off by default."""
    read_network: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Reads the requests that the page made. Off by default."""
    read_page: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Reads the accessibility tree of the page."""
    right_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks with the right button."""
    screenshot: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Takes a picture of the page."""
    scroll: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Scrolls by an amount."""
    scroll_to: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Scrolls until an element is in view."""
    switch_tab: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Makes another tab the current one."""
    triple_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks three times."""
    type: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Types text."""
    wait: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Waits for some time."""
    zoom: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Takes a picture of a part in full resolution."""


class CacheControlEphemeralParam(TypedDict, total=False):
    """
    A cache breakpoint: the prompt up to and including this place is kept and costs less when the next request begins
    the same way. At most four in a request; the prompt's order is tools, system, messages.
    """

    type: Required[Literal["ephemeral"]]
    """Always `ephemeral`."""
    ttl: Literal["5m", "1h"]
    """How long the prefix is kept."""


class CitationCharLocationParam(TypedDict, total=False):
    """Characters of a plain text document."""

    type: Required[Literal["char_location"]]
    """Always `char_location`."""
    cited_text: Required[str]
    """The cited text."""
    document_index: Required[int]
    """Which document of the request, counted from 0."""
    document_title: Required[str | None]
    """The document's title."""
    start_char_index: Required[int]
    """First character, counted from 0."""
    end_char_index: Required[int]
    """Character after the last one."""
    file_id: str | None
    """The file that the document came from. In answers; older servers refuse it in requests."""


class CitationContentBlockLocationParam(TypedDict, total=False):
    """Blocks of a document made of blocks."""

    type: Required[Literal["content_block_location"]]
    """Always `content_block_location`."""
    cited_text: Required[str]
    """The cited text."""
    document_index: Required[int]
    """Which document of the request, counted from 0."""
    document_title: Required[str | None]
    """The document's title."""
    start_block_index: Required[int]
    """First block, counted from 0."""
    end_block_index: Required[int]
    """Block after the last one."""
    file_id: str | None
    """The file that the document came from. In answers; older servers refuse it in requests."""


class CitationPageLocationParam(TypedDict, total=False):
    """Pages of a PDF."""

    type: Required[Literal["page_location"]]
    """Always `page_location`."""
    cited_text: Required[str]
    """The cited text."""
    document_index: Required[int]
    """Which document of the request, counted from 0."""
    document_title: Required[str | None]
    """The document's title."""
    start_page_number: Required[int]
    """First page, counted from 1."""
    end_page_number: Required[int]
    """Page after the last one."""
    file_id: str | None
    """The file that the document came from. In answers; older servers refuse it in requests."""


class CitationSearchResultLocationParam(TypedDict, total=False):
    """Blocks of a search result of your own."""

    type: Required[Literal["search_result_location"]]
    """Always `search_result_location`."""
    cited_text: Required[str]
    """The cited text."""
    search_result_index: Required[int]
    """Which search result of the request, counted from 0."""
    source: Required[str]
    """Where the hit comes from."""
    title: Required[str | None]
    """The hit's title."""
    start_block_index: Required[int]
    """First block, counted from 0."""
    end_block_index: Required[int]
    """Block after the last one."""


class CitationWebSearchResultLocationParam(TypedDict, total=False):
    """A hit of the web search tool."""

    type: Required[Literal["web_search_result_location"]]
    """Always `web_search_result_location`."""
    cited_text: Required[str]
    """The cited text."""
    encrypted_index: Required[str]
    """The encrypted place in the hit, as it came."""
    title: Required[str | None]
    """The page's title."""
    url: Required[str]
    """Address of the page."""


class CitationsConfigParam(TypedDict, total=False):
    """Whether the answer cites from a document, hit or page. In one request it is on for all documents or for none."""

    enabled: bool
    """True to cite."""


class ClearThinking20251015EditParam(TypedDict, total=False):
    """Takes the thinking of earlier turns out of the prompt."""

    type: Required[Literal["clear_thinking_20251015"]]
    """Always `clear_thinking_20251015`."""
    keep: ClearThinkingKeepParam
    """How much of the thinking stays."""


class ClearToolUses20250919EditParam(TypedDict, total=False):
    """Takes the oldest tool results out of the prompt, a placeholder in their place."""

    type: Required[Literal["clear_tool_uses_20250919"]]
    """Always `clear_tool_uses_20250919`."""
    trigger: ClearToolUsesTriggerParam
    """From which size on results are cleared."""
    keep: ToolUsesKeepParam
    """How many of the newest tool uses stay."""
    clear_at_least: InputTokensClearAtLeastParam | None
    """Clear nothing unless at least this much goes, since every clearing breaks the cached prefix."""
    exclude_tools: Sequence[str] | None
    """Tools whose results are never cleared."""
    clear_tool_inputs: bool | Sequence[str] | None
    """Whether the inputs of the cleared tool uses go too; a list of names means only those tools."""


class CodeExecutionOutputBlockParam(TypedDict, total=False):
    """One file that a program made."""

    type: Required[Literal["code_execution_output"]]
    """Always `code_execution_output`."""
    file_id: Required[str]
    """ID of the file."""


class CodeExecutionResultBlockParam(TypedDict, total=False):
    """What a program did."""

    type: Required[Literal["code_execution_result"]]
    """Always `code_execution_result`."""
    stdout: Required[str]
    """What it wrote to standard output."""
    stderr: Required[str]
    """What it wrote to standard error."""
    return_code: Required[int]
    """Its exit status, 0 for success."""
    content: Required[Sequence[CodeExecutionOutputBlockParam | models.CodeExecutionOutputBlock]]
    """The files it made."""
    abort_reason: str | None
    """Why the run was cut short, as it came. Only ever seen as null."""


class CodeExecutionTool20250522Param(TypedDict, total=False):
    """Python in a sandbox without network."""

    type: Required[Literal["code_execution_20250522"]]
    """Always `code_execution_20250522`."""
    name: Required[Literal["code_execution"]]
    """Always `code_execution`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class CodeExecutionTool20250825Param(TypedDict, total=False):
    """Shell commands and file editing in a sandbox without network. Skills and programmatic tool calls run in it."""

    type: Required[Literal["code_execution_20250825"]]
    """Always `code_execution_20250825`."""
    name: Required[Literal["code_execution"]]
    """Always `code_execution`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class CodeExecutionTool20260120Param(TypedDict, total=False):
    """Code execution whose Python keeps its state from one call to the next."""

    type: Required[Literal["code_execution_20260120"]]
    """Always `code_execution_20260120`."""
    name: Required[Literal["code_execution"]]
    """Always `code_execution`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class CodeExecutionTool20260521Param(TypedDict, total=False):
    """The newest code execution tool, with lasting Python state."""

    type: Required[Literal["code_execution_20260521"]]
    """Always `code_execution_20260521`."""
    name: Required[Literal["code_execution"]]
    """Always `code_execution`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class CodeExecutionToolResultBlockParam(TypedDict, total=False):
    """The result of running code."""

    type: Required[Literal["code_execution_tool_result"]]
    """Always `code_execution_tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: Required[CodeExecutionToolResultBlockParamContentParam]
    """What the code did, or the error."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


CodeExecutionToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"] | str
)
"""Why a program did not run."""


class CodeExecutionToolResultErrorParam(TypedDict, total=False):
    """The error that running code ended with."""

    type: Required[Literal["code_execution_tool_result_error"]]
    """Always `code_execution_tool_result_error`."""
    error_code: Required[CodeExecutionToolResultErrorCode]
    """What went wrong."""


class Compact20260112EditParam(TypedDict, total=False):
    """Summarizes the conversation when it has grown to a given size, and goes on from the summary."""

    type: Required[Literal["compact_20260112"]]
    """Always `compact_20260112`."""
    trigger: InputTokensTriggerParam | None
    """The size from which on the conversation is summarized, at least 50,000 tokens; 150,000 when absent."""
    pause_after_compaction: bool
    """Stop after the summary, with stop reason `compaction`, so that you can add to it."""
    instructions: str | None
    """Instructions for the summary in place of the built-in ones."""


class CompactionBlockParam(TypedDict, total=False):
    """A summary that stands for everything before it. The API ignores earlier blocks."""

    type: Required[Literal["compaction"]]
    """Always `compaction`."""
    content: str | None
    """The summary, as it came; null when summarizing failed."""
    encrypted_content: str | None
    """The encrypted part of the summary, as it came."""
    signature: str | None
    """The signature of a summary on demand, as it came. Beta: the header value `compact-2026-09-04` is sent with it."""
    tool_changes: Sequence[CompactionToolChangeParam] | None
    """
    The tool changes that the summarized turns had made, so that they stay in force. Beta: the header value
    `compact-2026-09-04` is sent with it.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class CompactionConfigParam(TypedDict, total=False):
    """A summary on demand."""

    type: Required[Literal["summarize"]]
    """Always `summarize`."""
    instructions: str | None
    """Instructions for the summary."""


class ComputerToolset20260801Param(TypedDict, total=False):
    """
    A screen, a mouse and a keyboard that the caller works for the model. It counts as 17 tools, all on by default. A
    `tool_use` block names the tool, and its `toolset_name` the set. It follows the computer use tools of `tools.yaml`
    and needs no beta header.
    """

    type: Required[Literal["computer_toolset_20260801"]]
    """Always `computer_toolset_20260801`."""
    configs: ComputerToolsetConfigsParam | models.ComputerToolsetConfigs | None
    """Tools whose settings differ from the default."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tools. Deprecated: Leave it out; the API dropped this field soon after the toolset came out."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this toolset."""


class ComputerToolsetConfigsParam(TypedDict, total=False):
    """Settings of the tools of a computer, by tool. A tool without an entry, or with null, keeps its default."""

    cursor_position: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Tells where the pointer is."""
    double_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks twice."""
    hold_key: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Holds a key down for some time."""
    key: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Presses a key or a combination of keys."""
    left_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks."""
    left_click_drag: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Drags with the left button."""
    left_mouse_down: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Presses the left button."""
    left_mouse_up: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Releases the left button."""
    middle_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks with the middle button."""
    mouse_move: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Moves the pointer to a point."""
    right_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks with the right button."""
    screenshot: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Takes a picture of the screen."""
    scroll: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Scrolls by an amount."""
    triple_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Clicks three times."""
    type: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Types text."""
    wait: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Waits for some time."""
    zoom: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Takes a picture of a part in full resolution."""


class ContainerParams(TypedDict, total=False):
    """What the container for code should have."""

    id: str | None
    """A container of an earlier answer that is used again."""
    skills: Sequence[SkillParams] | None
    """Skills to load into the container, about eight at most. They need the code execution tool."""


ContainerParam: TypeAlias = str | ContainerParams
"""The ID of a container of an earlier answer, or what a container should have."""


class ContainerUploadBlockParam(TypedDict, total=False):
    """A file of the Files API that is put into the container for code to use."""

    type: Required[Literal["container_upload"]]
    """Always `container_upload`."""
    file_id: Required[str]
    """ID of the file."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class ContentBlockSourceParam(TypedDict, total=False):
    """A document in blocks of your own. Citations mean these blocks."""

    type: Required[Literal["content"]]
    """Always `content`."""
    content: Required[ContentBlockSourceBodyParam]
    """The blocks."""


class ContextManagementConfigParam(TypedDict, total=False):
    """How the API makes room in a long conversation before the model reads it."""

    edits: Sequence[ContextManagementEditParam]
    """The edits, applied in this order."""


ContextManagementEditParam: TypeAlias = (
    ClearToolUses20250919EditParam | ClearThinking20251015EditParam | Compact20260112EditParam
)
"""One way of making room."""


class DiagnosticsParam(TypedDict, total=False):
    """Asks for a report on the prompt cache."""

    previous_message_id: str | None
    """ID of the message whose request this one is compared with; null for the first of a conversation."""


class DirectCallerParam(TypedDict, total=False):
    """The model itself."""

    type: Required[Literal["direct"]]
    """Always `direct`."""


class DocumentBlockParam(TypedDict, total=False):
    """A document, as PDF, text or blocks."""

    type: Required[Literal["document"]]
    """Always `document`."""
    source: Required[DocumentSourceParam]
    """Where the document is."""
    title: str | None
    """The document's title, which the model sees but does not cite from."""
    context: str | None
    """What to know about the document: origin, date, purpose. Not cited from."""
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the answer cites from this document."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


EffortParam: TypeAlias = Literal["low", "medium", "high", "xhigh", "max"]
"""
How much work the model puts into an answer, tool calls and thinking included. Not every model knows every
level.
"""


class EncryptedCodeExecutionResultBlockParam(TypedDict, total=False):
    """What a program did that called your tools; its standard output came encrypted."""

    type: Required[Literal["encrypted_code_execution_result"]]
    """Always `encrypted_code_execution_result`."""
    encrypted_stdout: Required[str]
    """Standard output, as it came."""
    stderr: Required[str]
    """What it wrote to standard error."""
    return_code: Required[int]
    """Its exit status, 0 for success."""
    content: Required[Sequence[CodeExecutionOutputBlockParam | models.CodeExecutionOutputBlock]]
    """The files it made."""


CodeExecutionToolResultBlockParamContentParam: TypeAlias = Union[
    CodeExecutionResultBlockParam,
    EncryptedCodeExecutionResultBlockParam,
    CodeExecutionToolResultErrorParam,
    "models.CodeExecutionResultBlock",
    "models.EncryptedCodeExecutionResultBlock",
    "models.CodeExecutionToolResultError",
]
"""What the code did, or the error."""


FallbackBlockParam = TypedDict(
    "FallbackBlockParam",
    {
        "type": Required[Literal["fallback"]],
        "from": Required[Union["FallbackInfoParam", "models.FallbackInfo"]],
        "to": Required[Union["FallbackInfoParam", "models.FallbackInfo"]],
        "trigger": Optional[Union["FallbackRefusalTriggerParam", "models.FallbackRefusalTrigger"]],
    },
    total=False,
)


class FallbackCreditTokenParam(TypedDict, total=False):
    """A fallback credit token and the way it is redeemed."""

    token: Required[str]
    """The token, as it came in `stop_details`."""
    mode: Literal["strict", "best_effort"]
    """What happens if the token cannot be redeemed, refuse the request or go on without the credit."""


FallbackCreditToken: TypeAlias = str | FallbackCreditTokenParam
"""A fallback credit token, alone or with the way it is redeemed."""


class FallbackInfoParam(TypedDict, total=False):
    """One side of a change of models."""

    model: Required[Model]
    """The model."""


class FallbackParam(TypedDict, total=False):
    """One model to try, with settings that differ from those of the request."""

    model: Required[Model]
    """The model."""
    max_tokens: int | None
    """The most tokens it may write."""
    thinking: ThinkingConfigParam | None
    """How it thinks."""
    output_config: OutputConfigParam | None
    """What its answer should be like."""
    speed: SpeedParam | None
    """How fast it writes."""


class FallbackRefusalTriggerParam(TypedDict, total=False):
    """A refusal, as the reason for a change of models."""

    type: Required[Literal["refusal"]]
    """Always `refusal`."""
    category: RefusalCategory | None
    """The subject of the refusal, as it came."""


FallbacksParam: TypeAlias = Literal["default"] | Sequence[FallbackParam]
"""The models to try, in order, or `default` for Anthropic's own choice."""


class FileDocumentSourceParam(TypedDict, total=False):
    """A PDF or text that was uploaded with the Files API."""

    type: Required[Literal["file"]]
    """Always `file`."""
    file_id: Required[str]
    """ID of the file."""


class FileImageSourceParam(TypedDict, total=False):
    """An image that was uploaded with the Files API."""

    type: Required[Literal["file"]]
    """Always `file`."""
    file_id: Required[str]
    """ID of the file."""


class ImageBlockParam(TypedDict, total=False):
    """An image."""

    type: Required[Literal["image"]]
    """Always `image`."""
    source: Required[ImageSourceParam]
    """Where the image is."""
    transformations: ImageTransformationsParam | None
    """What the API may do to the image before the model sees it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class ImageTransformationsParam(TypedDict, total=False):
    """What the API may do to an image before the model sees it."""

    oversized_image: Literal["downsize", "error"]
    """Make an image smaller that is too large for the model, or refuse the request."""


class InputTokensClearAtLeastParam(TypedDict, total=False):
    """How much one clearing must bring."""

    type: Required[Literal["input_tokens"]]
    """Always `input_tokens`."""
    value: Required[int]
    """Number of input tokens."""


class InputTokensTriggerParam(TypedDict, total=False):
    """A size in input tokens."""

    type: Required[Literal["input_tokens"]]
    """Always `input_tokens`."""
    value: Required[int]
    """Number of input tokens."""


class JSONOutputFormatParam(TypedDict, total=False):
    """The answer is one JSON document that follows a schema."""

    type: Required[Literal["json_schema"]]
    """Always `json_schema`."""
    schema: Required[Mapping[str, Any]]
    """
    The JSON schema. Objects must say `additionalProperties: false`; recursion and limits on numbers and lengths are not
    supported.
    """


class MCPToolConfigParam(TypedDict, total=False):
    """Settings of one tool of an MCP server."""

    enabled: bool
    """Whether the model may use the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""


class MCPToolDefaultConfigParam(TypedDict, total=False):
    """Settings of the tools of a set that have none of their own."""

    enabled: bool
    """Whether the model may use the tools; yes by default. Say `false` here and `true` in `configs` to allow a few."""
    defer_loading: bool
    """Whether the definitions stay out of the prompt until tool search returns them."""


class MCPToolListingBlockParam(TypedDict, total=False):
    """The tools that an MCP server had when an earlier answer was written, so that the list stays the same."""

    type: Required[Literal["mcp_tool_listing"]]
    """Always `mcp_tool_listing`."""
    mcp_server_name: Required[str]
    """Name of the server."""
    tools: Required[Sequence[MCPToolParam | models.MCPTool]]
    """The server's tools."""


class MCPToolParam(TypedDict, total=False):
    """One tool of an MCP server's list."""

    name: Required[str]
    """Name of the tool as the server has it, without the server's name."""
    description: str | None
    """What the server says about the tool."""
    input_schema: Required[Mapping[str, Any]]
    """JSON Schema of the tool's input."""


class MCPToolUseBlockParam(TypedDict, total=False):
    """A call of a tool of an MCP server in an earlier answer."""

    type: Required[Literal["mcp_tool_use"]]
    """Always `mcp_tool_use`."""
    id: Required[str]
    """ID of the call; the result names it."""
    server_name: Required[str]
    """Name of the server."""
    name: Required[str]
    """Name of the tool."""
    input: Required[Mapping[str, Any]]
    """What the model passed to the tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class MCPToolsetParam(TypedDict, total=False):
    """
    The tools of one server in `mcp_servers`; the API calls them. Every server needs exactly one toolset. A setting in
    `configs` goes before the one in `default_config`, and that goes before the API's own default.
    """

    type: Required[Literal["mcp_toolset"]]
    """Always `mcp_toolset`."""
    mcp_server_name: Required[str]
    """Name of the server in `mcp_servers`."""
    default_config: MCPToolDefaultConfigParam | models.MCPToolDefaultConfig
    """Settings of all tools of the set."""
    configs: Mapping[str, Any] | None
    """Settings of single tools by their names. Names that the server does not know are ignored."""
    tools: Sequence[MCPToolParam | models.MCPTool] | None
    """
    A fixed copy of the server's tool list, for instance from an `mcp_tool_listing` block. The API then uses exactly
    these and does not ask the server. Its header includes everything of `mcp-client-2025-11-20`. Beta: the header value
    `mcp-client-2026-09-15` is sent with it.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this toolset."""


class MemoryTool20250818Param(TypedDict, total=False):
    """
    A directory of notes that outlive the conversation. The caller keeps the files; the model views, creates, edits,
    renames and deletes them.
    """

    type: Required[Literal["memory_20250818"]]
    """Always `memory_20250818`."""
    name: Required[Literal["memory"]]
    """Always `memory`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class MessageCountTokensParams(TypedDict, total=False):
    """
    The body of a request that counts input tokens: everything of a message request that is part of the prompt. Tools
    that run on the server are refused here.
    """

    model: Required[Model]
    """The model whose tokens are counted."""
    messages: Required[Sequence[MessageParam]]
    """The conversation, as for creating a message."""
    system: SystemParam
    """Instructions that stand before the conversation."""
    thinking: ThinkingConfigParam
    """Whether and how the model would think."""
    output_config: OutputConfigParam
    """What the answer should be like; a format adds to the prompt."""
    output_format: JSONOutputFormatParam | None
    """
    A JSON schema that the answer follows. Beta: the header value `structured-outputs-2025-11-13` is sent with it.
    Deprecated: Use `output_config.format`, which needs no beta header.
    """
    tools: Sequence[ToolUnionParam]
    """The tools that the model may use."""
    tool_choice: ToolChoiceParam
    """Whether the model may, must or must not use a tool."""
    mcp_servers: Sequence[RequestMCPServerURLDefinitionParam]
    """
    Remote MCP servers whose tools the model may use. Beta: the header value `mcp-client-2025-11-20` is sent with
    it.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """Sets one cache breakpoint by itself, at the last block that can carry one."""
    context_management: ContextManagementConfigParam | None
    """
    What the API may drop or summarize; the answer says how many tokens there are before and after. Beta: the header
    value `context-management-2025-06-27` is sent with it.
    """
    compaction: CompactionConfigParam | None
    """Counts the tokens of a request for a summary. Beta: the header value `compact-2026-09-04` is sent with it."""
    speed: SpeedParam | None
    """How fast the answer would be written."""


class MessageCreateParams(TypedDict, total=False):
    """The body of a request for a message: a conversation so far, the model that continues it, and how."""

    model: Required[Model]
    """The model that answers."""
    max_tokens: Required[int]
    """
    Most tokens that the model may write before it stops with `max_tokens`; thinking counts. How high it may go depends
    on the model. `0` writes nothing and only fills the prompt cache (not in a batch).
    """
    messages: Required[Sequence[MessageParam]]
    """
    The conversation, oldest message first. Turns in a row with the same role are read as one turn. If the last message
    is the assistant's, the answer goes on from there; models from Claude 4.6 on refuse that.
    """
    system: SystemParam
    """Instructions that stand before the conversation: role, task, tone, rules."""
    stream: bool
    """Whether the answer comes piece by piece, as server-sent events."""
    temperature: float
    """
    How random the choice of words is: near 0 for analysis, near 1 for creative work. Even 0 is not fully deterministic.
    Newer models refuse it, and so does API version 2026-10-21; older models take it.
    """
    top_p: float
    """
    Nucleus sampling: choose only among the likeliest words whose probabilities add up to this; `-1` switches it off.
    Set this or `temperature`, not both. For the models that take `temperature`.
    """
    top_k: int
    """
    Choose only among this many likeliest words; `-1` switches the limit off. For the models that take
    `temperature`.
    """
    stop_sequences: Sequence[str]
    """Texts at which the model stops, with stop reason `stop_sequence`; the text itself is not part of the answer."""
    thinking: ThinkingConfigParam
    """Whether and how the model thinks before it answers."""
    output_config: OutputConfigParam
    """What the answer should be like: effort, format, budget."""
    output_format: JSONOutputFormatParam | None
    """
    A JSON schema that the answer follows. Beta: the header value `structured-outputs-2025-11-13` is sent with it.
    Deprecated: Use `output_config.format`, which needs no beta header.
    """
    tools: Sequence[ToolUnionParam]
    """The tools that the model may use, yours and the server's."""
    tool_choice: ToolChoiceParam
    """Whether the model may, must or must not use a tool."""
    mcp_servers: Sequence[RequestMCPServerURLDefinitionParam]
    """
    Remote MCP servers whose tools the API calls on the model's behalf. Beta: the header value `mcp-client-2025-11-20`
    is sent with it.
    """
    container: ContainerParam | None
    """The container in which code runs, an earlier one by ID or a new one with skills."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """Sets one cache breakpoint by itself, at the last block that can carry one."""
    context_management: ContextManagementConfigParam | None
    """
    What the API may drop or summarize when the conversation grows long. Beta: the header value
    `context-management-2025-06-27` is sent with it.
    """
    compaction: CompactionConfigParam | None
    """
    Asks for a summary of the conversation in place of an answer; it ends with stop reason `compaction`. Send the block
    that it gives first from then on, with the same beta value. Beta: the header value `compact-2026-09-04` is sent with
    it.
    """
    fallbacks: FallbacksParam | None
    """
    Models that the API tries in turn when the first one declines the request. Beta: the header value
    `server-side-fallback-2026-07-01` is sent with it.
    """
    fallback_credit_token: FallbackCreditToken | None
    """
    The token from the `stop_details` of a refusal; with it, a retry on another model does not pay again for the cached
    prefix. `fallbacks` does this by itself. Beta: the header value `fallback-credit-2026-07-01` is sent with it.
    """
    diagnostics: DiagnosticsParam | None
    """Asks why the prompt cache did or did not match."""
    speed: SpeedParam | None
    """How fast the answer is written. `fast` costs more and only some models have it; batches refuse the field."""
    service_tier: ServiceTierParam
    """Whether capacity bought in advance may be used."""
    inference_geo: str | None
    """The region in which the model runs, for instance `us`; the workspace's own setting when absent."""
    metadata: MetadataParam
    """What the API should know about this request and the model should not."""


class MessageCreateParamsNonStreaming(TypedDict, total=False):
    """A request for a message inside a batch. It cannot stream, and cannot be there only to fill the prompt cache."""

    model: Required[Model]
    """The model that answers."""
    max_tokens: Required[int]
    """Most tokens that the model may write before it stops with `max_tokens`; thinking counts."""
    messages: Required[Sequence[MessageParam]]
    """
    The conversation, oldest message first. Turns in a row with the same role are read as one turn. If the last message
    is the assistant's, the answer goes on from there; models from Claude 4.6 on refuse that.
    """
    system: SystemParam
    """Instructions that stand before the conversation: role, task, tone, rules."""
    stream: Literal[False]
    """A batch does not stream, so this is false or left out."""
    temperature: float
    """
    How random the choice of words is: near 0 for analysis, near 1 for creative work. Even 0 is not fully deterministic.
    Newer models refuse it, and so does API version 2026-10-21; older models take it.
    """
    top_p: float
    """
    Nucleus sampling: choose only among the likeliest words whose probabilities add up to this; `-1` switches it off.
    Set this or `temperature`, not both. For the models that take `temperature`.
    """
    top_k: int
    """
    Choose only among this many likeliest words; `-1` switches the limit off. For the models that take
    `temperature`.
    """
    stop_sequences: Sequence[str]
    """Texts at which the model stops, with stop reason `stop_sequence`; the text itself is not part of the answer."""
    thinking: ThinkingConfigParam
    """Whether and how the model thinks before it answers."""
    output_config: OutputConfigParam
    """What the answer should be like: effort, format, budget."""
    output_format: JSONOutputFormatParam | None
    """
    A JSON schema that the answer follows. Beta: the header value `structured-outputs-2025-11-13` is sent with it.
    Deprecated: Use `output_config.format`, which needs no beta header.
    """
    tools: Sequence[ToolUnionParam]
    """The tools that the model may use, yours and the server's."""
    tool_choice: ToolChoiceParam
    """Whether the model may, must or must not use a tool."""
    mcp_servers: Sequence[RequestMCPServerURLDefinitionParam]
    """
    Remote MCP servers whose tools the API calls on the model's behalf. Beta: the header value `mcp-client-2025-11-20`
    is sent with it.
    """
    container: ContainerParam | None
    """The container in which code runs, an earlier one by ID or a new one with skills."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """Sets one cache breakpoint by itself, at the last block that can carry one."""
    context_management: ContextManagementConfigParam | None
    """
    What the API may drop or summarize when the conversation grows long. Beta: the header value
    `context-management-2025-06-27` is sent with it.
    """
    compaction: CompactionConfigParam | None
    """
    Asks for a summary of the conversation in place of an answer; it ends with stop reason `compaction`. Send the block
    that it gives first from then on, with the same beta value. Beta: the header value `compact-2026-09-04` is sent with
    it.
    """
    fallbacks: FallbacksParam | None
    """
    Models that the API tries in turn when the first one declines the request. Beta: the header value
    `server-side-fallback-2026-07-01` is sent with it.
    """
    fallback_credit_token: FallbackCreditToken | None
    """
    The token from the `stop_details` of a refusal; with it, a retry on another model does not pay again for the cached
    prefix. `fallbacks` does this by itself. Beta: the header value `fallback-credit-2026-07-01` is sent with it.
    """
    diagnostics: DiagnosticsParam | None
    """Asks why the prompt cache did or did not match."""
    speed: SpeedParam | None
    """How fast the answer is written. `fast` costs more and only some models have it; batches refuse the field."""
    service_tier: ServiceTierParam
    """Whether capacity bought in advance may be used."""
    inference_geo: str | None
    """The region in which the model runs, for instance `us`; the workspace's own setting when absent."""
    metadata: MetadataParam
    """What the API should know about this request and the model should not."""
    user_profile_id: str
    """
    User profile on whose behalf this request is made. The header `anthropic-user-profile-id` says it for the whole
    batch; a request that says otherwise is `errored`.
    """
    workspace_id: str
    """Workspace of the request. Deprecated: Send the header `anthropic-workspace-id` with the batch."""


class MessageParam(TypedDict, total=False):
    """
    One message of the conversation. A `system` message gives instructions from its place on, so the cached prompt
    before it stays valid.
    """

    role: Required[Literal["user", "assistant", "system"]]
    """Who speaks. Instructions for the whole conversation belong into the top-level `system` field."""
    content: Required[MessageContentParam]
    """What is said."""
    clear_at: Literal["next_user_message", "never"] | None
    """
    Only for `system` messages: when the instructions stop to apply, at the next message of the user or never. Beta: the
    header value `mid-conversation-system-clear-at-2026-08-21` is sent with it.
    """
    output_config: SystemMessageOutputConfigParam | None
    """
    Only for `system` messages: a new effort from the next user turn on. The content may then be an empty array. Beta:
    the header value `mid-conversation-output-config-2026-07-01` is sent with it.
    """


class MetadataParam(TypedDict, total=False):
    """What the API should know about a request and the model should not."""

    user_id: str | None
    """An opaque ID of the end user, for finding abuse. No name, e-mail address or telephone number."""


Model: TypeAlias = (
    Literal[
        "claude-fable-5-1",
        "claude-mythos-5-1",
        "claude-opus-5-5",
        "claude-sonnet-5-5",
        "claude-haiku-5-5",
        "claude-fable-5",
        "claude-mythos-5",
        "claude-opus-5",
        "claude-sonnet-5",
        "claude-opus-4-8",
        "claude-opus-4-7",
        "claude-mythos-preview",
        "claude-opus-4-6",
        "claude-sonnet-4-6",
        "claude-opus-4-5",
        "claude-opus-4-5-20251101",
        "claude-sonnet-4-5",
        "claude-sonnet-4-5-20250929",
        "claude-haiku-4-5",
        "claude-haiku-4-5-20251001",
    ]
    | str
)
"""
A model ID. An ID without a date follows the newest snapshot of that model. `GET /v1/models` lists what a key may
use. Any other string is allowed here; older IDs that still occur: `claude-opus-4-1`, `claude-opus-4-0`,
`claude-sonnet-4-0` and their dated forms are deprecated; `claude-3-7-sonnet`, `claude-3-5-sonnet`,
`claude-3-5-haiku`, `claude-3-opus`, `claude-3-sonnet`, `claude-3-haiku` and `claude-2` are retired or about to be.
"""


class OutputConfigParam(TypedDict, total=False):
    """What the answer should be like."""

    effort: EffortParam | None
    """How much work the model puts into the answer; the default depends on the model."""
    format: JSONOutputFormatParam | None
    """The form of the answer's text; free text when absent."""
    task_budget: TokenTaskBudgetParam | None
    """
    Tokens for a whole task over many requests, which the model sees counting down. Beta: the header value
    `task-budgets-2026-03-13` is sent with it.
    """


class PlainTextSourceParam(TypedDict, total=False):
    """Text inside the request. Citations mean characters."""

    type: Required[Literal["text"]]
    """Always `text`."""
    media_type: Required[Literal["text/plain"]]
    """Always `text/plain`."""
    data: Required[str]
    """The text itself."""


class RedactedThinkingBlockParam(TypedDict, total=False):
    """Thinking of an earlier answer that came encrypted, sent back unchanged."""

    type: Required[Literal["redacted_thinking"]]
    """Always `redacted_thinking`."""
    data: Required[str]
    """The encrypted thinking, as it came."""


RefusalCategory: TypeAlias = Literal["cyber", "bio", "frontier_llm", "reasoning_extraction", "general_harms"] | str
"""Policy area of a refusal."""


class RequestMCPServerToolConfigurationParam(TypedDict, total=False):
    """Which tools of an MCP server may be used, in the first form of the MCP connector."""

    enabled: bool | None
    """Whether the server's tools may be used at all."""
    allowed_tools: Sequence[str] | None
    """Names of the tools that may be used; all when absent."""


class RequestMCPServerURLDefinitionParam(TypedDict, total=False):
    """A remote MCP server. An `mcp_toolset` in `tools` says which of its tools the model sees."""

    type: Required[Literal["url"]]
    """Always `url`."""
    name: Required[str]
    """The name by which toolsets, tool calls and results mean this server."""
    url: Required[str]
    """Address of the server, https only."""
    authorization_token: str | None
    """OAuth token that the API presents to the server. A secret."""
    tool_configuration: RequestMCPServerToolConfigurationParam | None
    """
    Which of the server's tools may be used. Beta: the header value `mcp-client-2025-04-04` is sent with it. Deprecated:
    Use an `mcp_toolset` in `tools`; this form belongs to the beta header mcp-client-2025-04-04.
    """


class RequestMCPToolResultBlockParam(TypedDict, total=False):
    """What a tool of an MCP server answered."""

    type: Required[Literal["mcp_tool_result"]]
    """Always `mcp_tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: RequestMCPToolResultContentParam
    """The result."""
    is_error: bool
    """Whether the call failed."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class RequestToolAdditionBlockParam(TypedDict, total=False):
    """In a `system` message, makes a tool available from here on and keeps the cached prompt before it."""

    type: Required[Literal["tool_addition"]]
    """Always `tool_addition`."""
    tool: Required[ToolAdditionTargetParam]
    """The tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class RequestToolRemovalBlockParam(TypedDict, total=False):
    """In a `system` message, takes a tool away from here on and keeps the cached prompt before it."""

    type: Required[Literal["tool_removal"]]
    """Always `tool_removal`."""
    tool: Required[ToolRemovalTargetParam]
    """The tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


CompactionToolChangeParam: TypeAlias = Union[
    RequestToolAdditionBlockParam, RequestToolRemovalBlockParam, "models.CompactionToolChange"
]
"""One tool change of summarized turns."""


class SearchResultBlockParam(TypedDict, total=False):
    """One hit of your own search, which the answer can cite like a hit of web search."""

    type: Required[Literal["search_result"]]
    """Always `search_result`."""
    source: Required[str]
    """Where the hit comes from, an address or a name of your own."""
    title: Required[str]
    """The hit's title."""
    content: Required[Sequence[TextBlockParam | models.TextBlock]]
    """The hit's text. Citations mean these blocks."""
    citations: CitationsConfigParam | models.CitationsConfig
    """Whether the answer cites from this hit."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class ServerToolCaller20260120Param(TypedDict, total=False):
    """Code that the model ran with code execution of January 2026."""

    type: Required[Literal["code_execution_20260120"]]
    """Always `code_execution_20260120`."""
    tool_id: Required[str]
    """ID of the code execution call."""


class ServerToolCallerParam(TypedDict, total=False):
    """Code that the model ran with code execution of August 2025."""

    type: Required[Literal["code_execution_20250825"]]
    """Always `code_execution_20250825`."""
    tool_id: Required[str]
    """ID of the code execution call."""


CallerParam: TypeAlias = Union[DirectCallerParam, ServerToolCallerParam, ServerToolCaller20260120Param, "models.Caller"]
"""Who called a tool."""


ServerToolName: TypeAlias = (
    Literal[
        "web_search",
        "web_fetch",
        "code_execution",
        "bash_code_execution",
        "text_editor_code_execution",
        "tool_search_tool_regex",
        "tool_search_tool_bm25",
        "advisor",
    ]
    | str
)
"""Name of a tool that runs on the server."""


class ServerToolUseBlockParam(TypedDict, total=False):
    """A call of a server tool in an earlier answer."""

    type: Required[Literal["server_tool_use"]]
    """Always `server_tool_use`."""
    id: Required[str]
    """ID of the call; the result names it."""
    name: Required[ServerToolName]
    """Name of the tool."""
    input: Required[Mapping[str, Any]]
    """What the model passed to the tool."""
    caller: CallerParam | None
    """Who called the tool, the model itself or code that it ran."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


ServiceTierParam: TypeAlias = Literal["auto", "standard_only"]
"""`auto` uses capacity bought in advance while there is some; `standard_only` never does."""


class SkillParams(TypedDict, total=False):
    """One skill to load."""

    type: Required[Literal["anthropic", "custom"]]
    """Who made the skill, Anthropic or your organization."""
    skill_id: Required[str]
    """ID of the skill, for instance `pptx` or `skill_01AbCd…`."""
    version: str
    """A version of the skill; `latest` or no value for the newest."""


SpeedParam: TypeAlias = Literal["standard", "fast"]
"""How fast an answer is written."""


class SystemMessageOutputConfigParam(TypedDict, total=False):
    """What a `system` message in the middle of a conversation changes about later answers."""

    effort: EffortParam | None
    """The effort from the next user turn on."""


class TextBlockParam(TypedDict, total=False):
    """A run of text."""

    type: Required[Literal["text"]]
    """Always `text`."""
    text: Required[str]
    """The text. It may not be empty."""
    citations: Sequence[TextCitationParam] | None
    """Where the claims of an earlier answer's text came from."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


ContentBlockSourceContentParam: TypeAlias = Union[TextBlockParam, ImageBlockParam, "models.TextBlock"]
"""One block of a document."""


ContentBlockSourceBodyParam: TypeAlias = str | Sequence[ContentBlockSourceContentParam]
"""The blocks of a document. A string is short for one text block."""


RequestMCPToolResultContentParam: TypeAlias = Union[str, Sequence[Union[TextBlockParam, "models.TextBlock"]]]
"""The result of an MCP tool. A string is short for one text block."""


SystemParam: TypeAlias = Union[str, Sequence[Union[TextBlockParam, "models.TextBlock"]]]
"""A system prompt. A string is short for one text block; blocks can carry cache breakpoints."""


TextCitationParam: TypeAlias = Union[
    CitationCharLocationParam,
    CitationPageLocationParam,
    CitationContentBlockLocationParam,
    CitationWebSearchResultLocationParam,
    CitationSearchResultLocationParam,
    "models.TextCitation",
]
"""Where a claim of an earlier answer came from, sent back as it came."""


class TextEditorCodeExecutionCreateResultBlockParam(TypedDict, total=False):
    """A file that was written."""

    type: Required[Literal["text_editor_code_execution_create_result"]]
    """Always `text_editor_code_execution_create_result`."""
    is_file_update: Required[bool]
    """Whether the file was there before."""


class TextEditorCodeExecutionStrReplaceResultBlockParam(TypedDict, total=False):
    """A text in a file that was replaced."""

    type: Required[Literal["text_editor_code_execution_str_replace_result"]]
    """Always `text_editor_code_execution_str_replace_result`."""
    lines: Sequence[str] | None
    """The lines around the change, in the form of a diff."""
    old_start: int | None
    """First line before the change."""
    old_lines: int | None
    """Number of lines before the change."""
    new_start: int | None
    """First line after the change."""
    new_lines: int | None
    """Number of lines after the change."""


class TextEditorCodeExecutionToolResultBlockParam(TypedDict, total=False):
    """The result of an editor command in the container."""

    type: Required[Literal["text_editor_code_execution_tool_result"]]
    """Always `text_editor_code_execution_tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: Required[TextEditorCodeExecutionToolResultBlockParamContentParam]
    """What was seen or changed, or the error."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


TextEditorCodeExecutionToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "file_not_found"] | str
)
"""Why the editor failed."""


class TextEditorCodeExecutionToolResultErrorParam(TypedDict, total=False):
    """The error that an editor command ended with."""

    type: Required[Literal["text_editor_code_execution_tool_result_error"]]
    """Always `text_editor_code_execution_tool_result_error`."""
    error_code: Required[TextEditorCodeExecutionToolResultErrorCode]
    """What went wrong."""
    error_message: str | None
    """The same in words."""


class TextEditorCodeExecutionViewResultBlockParam(TypedDict, total=False):
    """A file that was viewed."""

    type: Required[Literal["text_editor_code_execution_view_result"]]
    """Always `text_editor_code_execution_view_result`."""
    file_type: Required[Literal["text", "image", "pdf"] | str]
    """What kind of file it is."""
    content: Required[str]
    """The part of the file that was viewed."""
    start_line: int | None
    """First line of the part."""
    num_lines: int | None
    """Number of lines in the part."""
    total_lines: int | None
    """Number of lines in the file."""


TextEditorCodeExecutionToolResultBlockParamContentParam: TypeAlias = Union[
    TextEditorCodeExecutionViewResultBlockParam,
    TextEditorCodeExecutionCreateResultBlockParam,
    TextEditorCodeExecutionStrReplaceResultBlockParam,
    TextEditorCodeExecutionToolResultErrorParam,
    "models.TextEditorCodeExecutionViewResultBlock",
    "models.TextEditorCodeExecutionCreateResultBlock",
    "models.TextEditorCodeExecutionStrReplaceResultBlock",
    "models.TextEditorCodeExecutionToolResultError",
]
"""What the editor showed or changed, or the error."""


class ThinkingBlockBindingParam(TypedDict, total=False):
    """How the API treats thinking blocks whose conversation has changed since the model wrote them."""

    prefix_mismatch_behavior: Literal["error", "drop_block"] | None
    """
    Refuse the request (`error`), or go on without the block (`drop_block`) and report it in
    `input_transformations`.
    """


class ThinkingBlockParam(TypedDict, total=False):
    """Thinking of an earlier answer, sent back unchanged. A turn that used tools needs it."""

    type: Required[Literal["thinking"]]
    """Always `thinking`."""
    thinking: Required[str]
    """The text, as it came; it may be empty."""
    signature: Required[str]
    """The signature, as it came. The API checks it."""


class ThinkingConfigAdaptiveParam(TypedDict, total=False):
    """
    The model decides by itself when and how long it thinks; `output_config.effort` guides it. For Claude 4.6 and
    later.
    """

    type: Required[Literal["adaptive"]]
    """Always `adaptive`."""
    display: ThinkingDisplayParam | None
    """How much of the thinking is shown."""
    block_binding: ThinkingBlockBindingParam | None
    """
    How thinking blocks are treated that do not fit the conversation they are sent back in. Beta: the header value
    `thinking-binding-controls-2026-08-01` is sent with it.
    """


class ThinkingConfigBetweenToolsParam(TypedDict, total=False):
    """No thinking up front; the model may still think between the tool calls of one answer."""

    type: Required[Literal["between_tools"]]
    """Always `between_tools`."""


class ThinkingConfigDisabledParam(TypedDict, total=False):
    """No thinking. Some models always think and refuse this."""

    type: Required[Literal["disabled"]]
    """Always `disabled`."""


class ThinkingConfigEnabledParam(TypedDict, total=False):
    """Thinking with a fixed budget, for models up to Claude 4.6. Models from 4.7 on refuse it; use `adaptive` there."""

    type: Required[Literal["enabled"]]
    """Always `enabled`."""
    budget_tokens: Required[int]
    """Most tokens for thinking. They count towards `max_tokens`, so this must be the smaller number."""
    display: ThinkingDisplayParam | None
    """How much of the thinking is shown."""
    block_binding: ThinkingBlockBindingParam | None
    """
    How thinking blocks are treated that do not fit the conversation they are sent back in. Beta: the header value
    `thinking-binding-controls-2026-08-01` is sent with it.
    """


ThinkingConfigParam: TypeAlias = (
    ThinkingConfigEnabledParam
    | ThinkingConfigAdaptiveParam
    | ThinkingConfigBetweenToolsParam
    | ThinkingConfigDisabledParam
)
"""
Whether and how the model thinks before and between its answers. Which forms a model takes differs by
generation.
"""


ThinkingDisplayParam: TypeAlias = Literal["summarized", "omitted", "updates"]
"""
How thinking is shown: as a summary, not at all (blocks with a signature and empty text), or as short progress
notes. The default depends on the model.
"""


class ThinkingTurnsParam(TypedDict, total=False):
    """The newest assistant turns that have thinking keep it."""

    type: Required[Literal["thinking_turns"]]
    """Always `thinking_turns`."""
    value: Required[int]
    """Number of turns."""


ThinkingKeepParam: TypeAlias = ThinkingTurnsParam | AllThinkingTurnsParam
"""How many turns keep their thinking."""


ClearThinkingKeepParam: TypeAlias = Literal["all"] | ThinkingKeepParam
"""How much of the thinking stays; `all` is short for the object of that type."""


class TokenTaskBudgetParam(TypedDict, total=False):
    """A budget in tokens for a whole task. It is advice to the model, not a limit."""

    type: Required[Literal["tokens"]]
    """Always `tokens`."""
    total: Required[int]
    """Tokens for the task: thinking, tool calls, tool results and answers."""
    remaining: int | None
    """What is left of the budget after earlier requests; all of it when absent."""


class ToolBash20241022Param(TypedDict, total=False):
    """A shell that the caller runs for the model, as the first computer use beta had it."""

    type: Required[Literal["bash_20241022"]]
    """Always `bash_20241022`."""
    name: Required[Literal["bash"]]
    """Always `bash`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolBash20250124Param(TypedDict, total=False):
    """
    A lasting shell session that the caller runs for the model. The input is a `command`, or `restart` to begin a new
    session.
    """

    type: Required[Literal["bash_20250124"]]
    """Always `bash_20250124`."""
    name: Required[Literal["bash"]]
    """Always `bash`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


ToolCallerParam: TypeAlias = Literal[
    "direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"
]
"""
Who calls a tool. `direct` is the model; the others are programs that the model writes for that version of code
execution.
"""


class ToolChangeMCPToolReferenceParam(TypedDict, total=False):
    """One tool of an MCP server, by name."""

    type: Required[Literal["mcp_tool_reference"]]
    """Always `mcp_tool_reference`."""
    server_name: Required[str]
    """Name of the server."""
    name: Required[str]
    """Name of the tool."""


class ToolChangeMCPToolsetReferenceParam(TypedDict, total=False):
    """All tools of an MCP server."""

    type: Required[Literal["mcp_toolset_reference"]]
    """Always `mcp_toolset_reference`."""
    server_name: Required[str]
    """Name of the server."""


class ToolChangeToolDefinitionParam(TypedDict, total=False):
    """A tool that `tools` does not have, or another form of one that it has."""

    type: Required[Literal["tool_definition"]]
    """Always `tool_definition`."""
    definition: Required[ToolUnionParam]
    """The tool's whole definition. An `mcp_toolset` also needs the beta value `mcp-client-2026-09-15`."""


class ToolChangeToolReferenceParam(TypedDict, total=False):
    """A tool, by name."""

    type: Required[Literal["tool_reference"]]
    """Always `tool_reference`."""
    name: Required[str]
    """Name of the tool."""


ToolAdditionTargetParam: TypeAlias = Union[
    ToolChangeToolReferenceParam,
    ToolChangeMCPToolReferenceParam,
    ToolChangeMCPToolsetReferenceParam,
    ToolChangeToolDefinitionParam,
    "models.ToolChangeToolDefinition",
]
"""What is added, something that `tools` names or a definition of its own."""


class ToolChoiceAnyParam(TypedDict, total=False):
    """The model must use one of the tools."""

    type: Required[Literal["any"]]
    """Always `any`."""
    disable_parallel_tool_use: bool
    """If true, exactly one tool is called."""


class ToolChoiceAutoParam(TypedDict, total=False):
    """The model decides whether it uses tools. The default when there are any."""

    type: Required[Literal["auto"]]
    """Always `auto`."""
    disable_parallel_tool_use: bool
    """If true, at most one tool is called."""


class ToolChoiceNoneParam(TypedDict, total=False):
    """The model must not use tools."""

    type: Required[Literal["none"]]
    """Always `none`."""


class ToolChoiceToolParam(TypedDict, total=False):
    """The model must use this one tool."""

    type: Required[Literal["tool"]]
    """Always `tool`."""
    name: Required[str]
    """Name of the tool."""
    disable_parallel_tool_use: bool
    """If true, the tool is called exactly once."""


ToolChoiceParam: TypeAlias = ToolChoiceAutoParam | ToolChoiceAnyParam | ToolChoiceToolParam | ToolChoiceNoneParam
"""Whether the model may, must or must not use a tool. While it thinks, only `auto` and `none` are allowed."""


class ToolComputerUse20241022Param(TypedDict, total=False):
    """A screen, a mouse and a keyboard that the caller works for the model, as the first computer use beta had it."""

    type: Required[Literal["computer_20241022"]]
    """Always `computer_20241022`."""
    name: Required[Literal["computer"]]
    """Always `computer`."""
    display_width_px: Required[int]
    """Width of the screen in pixels."""
    display_height_px: Required[int]
    """Height of the screen in pixels."""
    display_number: int | None
    """X11 display number; null where there is none."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolComputerUse20250124Param(TypedDict, total=False):
    """Computer use with scrolling, waiting, held keys and the finer mouse actions."""

    type: Required[Literal["computer_20250124"]]
    """Always `computer_20250124`."""
    name: Required[Literal["computer"]]
    """Always `computer`."""
    display_width_px: Required[int]
    """Width of the screen in pixels."""
    display_height_px: Required[int]
    """Height of the screen in pixels."""
    display_number: int | None
    """X11 display number; null where there is none."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolComputerUse20251124Param(TypedDict, total=False):
    """Computer use with a `zoom` action that looks at a part of the screen in full resolution."""

    type: Required[Literal["computer_20251124"]]
    """Always `computer_20251124`."""
    name: Required[Literal["computer"]]
    """Always `computer`."""
    display_width_px: Required[int]
    """Width of the screen in pixels."""
    display_height_px: Required[int]
    """Height of the screen in pixels."""
    display_number: int | None
    """X11 display number; null where there is none."""
    enable_zoom: bool
    """Whether the model may use the `zoom` action."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolInputSchemaParam(TypedDict, total=False):
    """JSON Schema (draft 2020-12) of a tool's input. It is an object at the top, and other keywords are welcome."""

    type: Required[Literal["object"]]
    """Always `object`."""
    properties: Mapping[str, Any] | None
    """Schema of each input field by its name."""
    required: Sequence[str] | None
    """Fields that every call must have."""


class ToolParam(TypedDict, total=False):
    """
    A tool that the caller defines and runs. The model answers with a `tool_use` block that names it, and the caller
    sends back a `tool_result` block. This is the one kind of tool whose `type` may be left out.
    """

    type: Literal["custom"] | None
    """`custom`; null or no `type` at all means the same."""
    name: Required[str]
    """What the model calls the tool, and what a `tool_use` block carries; unique within the request."""
    description: str
    """What the tool does, when to use it and what it returns. The more the model is told, the better it chooses."""
    input_schema: Required[ToolInputSchemaParam]
    """The input that the tool takes."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called; each must fit `input_schema`."""
    strict: bool
    """Whether the model's input is guaranteed to fit `input_schema`. Only a part of JSON Schema is supported then."""
    eager_input_streaming: bool | None
    """
    Whether the input is streamed as it is written, without waiting for complete values. It comes sooner, and it may be
    cut off as invalid JSON when the response ends early. Null leaves the choice to the beta header of that feature.
    """
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool; the model alone (`direct`) when left out."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolReferenceBlockParam(TypedDict, total=False):
    """A tool that a search found; its deferred definition is loaded from here on."""

    type: Required[Literal["tool_reference"]]
    """Always `tool_reference`."""
    tool_name: Required[str]
    """Name of the tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


ToolRemovalTargetParam: TypeAlias = (
    ToolChangeToolReferenceParam | ToolChangeMCPToolReferenceParam | ToolChangeMCPToolsetReferenceParam
)
"""What is taken away."""


class ToolResultBlockParam(TypedDict, total=False):
    """What one of your tools answered to a call."""

    type: Required[Literal["tool_result"]]
    """Always `tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: ToolResultContentParam
    """The result; nothing when the tool has nothing to say."""
    is_error: bool
    """Whether the call failed. The content then says why."""
    toolset_name: str | None
    """The toolset of the call."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


ToolResultContentBlockParam: TypeAlias = Union[
    TextBlockParam,
    ImageBlockParam,
    SearchResultBlockParam,
    DocumentBlockParam,
    ToolReferenceBlockParam,
    BrowserStateBlockParam,
    "models.TextBlock",
    "models.DocumentBlock",
    "models.ToolReferenceBlock",
]
"""One block of a tool's result."""


ToolResultContentParam: TypeAlias = str | Sequence[ToolResultContentBlockParam]
"""A tool's result. A string is short for one text block."""


class ToolSearchToolBm25_20251119Param(TypedDict, total=False):
    """
    Finds tools with `defer_loading` by words in their names and descriptions, so that a prompt need not hold hundreds
    of them.
    """

    type: Required[Literal["tool_search_tool_bm25_20251119", "tool_search_tool_bm25"]]
    """This version, or the newest one by its undated name."""
    name: Required[Literal["tool_search_tool_bm25"]]
    """Always `tool_search_tool_bm25`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt. The search itself must be in it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolSearchToolRegex20251119Param(TypedDict, total=False):
    """Finds tools with `defer_loading` by a regular expression over their names and descriptions."""

    type: Required[Literal["tool_search_tool_regex_20251119", "tool_search_tool_regex"]]
    """This version, or the newest one by its undated name."""
    name: Required[Literal["tool_search_tool_regex"]]
    """Always `tool_search_tool_regex`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt. The search itself must be in it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolSearchToolResultBlockParam(TypedDict, total=False):
    """The result of a search for tools."""

    type: Required[Literal["tool_search_tool_result"]]
    """Always `tool_search_tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: Required[ToolSearchToolResultBlockParamContentParam]
    """The tools that were found, or the error."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


ToolSearchToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"] | str
)
"""Why the search failed."""


class ToolSearchToolResultErrorParam(TypedDict, total=False):
    """The error that a search for tools ended with."""

    type: Required[Literal["tool_search_tool_result_error"]]
    """Always `tool_search_tool_result_error`."""
    error_code: Required[ToolSearchToolResultErrorCode]
    """What went wrong."""
    error_message: str | None
    """The same in words."""


class ToolSearchToolSearchResultBlockParam(TypedDict, total=False):
    """The tools that a search found."""

    type: Required[Literal["tool_search_tool_search_result"]]
    """Always `tool_search_tool_search_result`."""
    tool_references: Required[Sequence[ToolReferenceBlockParam | models.ToolReferenceBlock]]
    """The tools."""


ToolSearchToolResultBlockParamContentParam: TypeAlias = Union[
    ToolSearchToolSearchResultBlockParam,
    ToolSearchToolResultErrorParam,
    "models.ToolSearchToolSearchResultBlock",
    "models.ToolSearchToolResultError",
]
"""The tools that were found, or the error."""


class ToolTextEditor20241022Param(TypedDict, total=False):
    """A file viewer and editor that the caller runs for the model, as the first computer use beta had it."""

    type: Required[Literal["text_editor_20241022"]]
    """Always `text_editor_20241022`."""
    name: Required[Literal["str_replace_editor"]]
    """Always `str_replace_editor`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolTextEditor20250124Param(TypedDict, total=False):
    """
    A file viewer and editor that the caller runs for the model. Its commands are `view`, `create`, `str_replace`,
    `insert` and `undo_edit`.
    """

    type: Required[Literal["text_editor_20250124"]]
    """Always `text_editor_20250124`."""
    name: Required[Literal["str_replace_editor"]]
    """Always `str_replace_editor`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolTextEditor20250429Param(TypedDict, total=False):
    """The text editor for Claude 4 and later. It has no `undo_edit` and another name."""

    type: Required[Literal["text_editor_20250429"]]
    """Always `text_editor_20250429`."""
    name: Required[Literal["str_replace_based_edit_tool"]]
    """Always `str_replace_based_edit_tool`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolTextEditor20250728Param(TypedDict, total=False):
    """The text editor with a limit on how much of a file one `view` may show."""

    type: Required[Literal["text_editor_20250728"]]
    """Always `text_editor_20250728`."""
    name: Required[Literal["str_replace_based_edit_tool"]]
    """Always `str_replace_based_edit_tool`."""
    max_characters: int | None
    """Characters of a file that are shown before the view is cut; null for no limit."""
    input_examples: Sequence[Mapping[str, Any]]
    """Inputs that show how the tool is meant to be called."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class ToolUseBlockParam(TypedDict, total=False):
    """A call of one of your tools in an earlier answer. Its result follows in the next user message."""

    type: Required[Literal["tool_use"]]
    """Always `tool_use`."""
    id: Required[str]
    """ID of the call; the result names it."""
    name: Required[str]
    """Name of the tool."""
    input: Required[Mapping[str, Any]]
    """What the model passed to the tool, in the shape of its `input_schema`."""
    caller: CallerParam | None
    """Who called the tool, the model itself or code that it ran."""
    toolset_name: str | None
    """The toolset that the tool belongs to, for instance `browser`."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class ToolUsesKeepParam(TypedDict, total=False):
    """How many tool uses stay."""

    type: Required[Literal["tool_uses"]]
    """Always `tool_uses`."""
    value: Required[int]
    """Number of tool uses."""


class ToolUsesTriggerParam(TypedDict, total=False):
    """A size in tool uses."""

    type: Required[Literal["tool_uses"]]
    """Always `tool_uses`."""
    value: Required[int]
    """Number of tool uses."""


ClearToolUsesTriggerParam: TypeAlias = InputTokensTriggerParam | ToolUsesTriggerParam
"""The size from which on tool results are cleared, in tokens or in tool uses."""


class ToolsetToolConfigParam(TypedDict, total=False):
    """Settings of one tool of a browser or a computer."""

    enabled: bool | None
    """Whether the model may use the tool; null keeps the default."""
    defer_loading: bool | None
    """Whether the definition stays out of the prompt until tool search returns it; null keeps the default."""


class URLImageSourceParam(TypedDict, total=False):
    """An image that the API fetches."""

    type: Required[Literal["url"]]
    """Always `url`."""
    url: Required[str]
    """Address of the image."""


ImageSourceParam: TypeAlias = Base64ImageSourceParam | URLImageSourceParam | FileImageSourceParam
"""Where an image is."""


class URLPDFSourceParam(TypedDict, total=False):
    """A PDF that the API fetches. Citations mean pages."""

    type: Required[Literal["url"]]
    """Always `url`."""
    url: Required[str]
    """Address of the PDF."""


DocumentSourceParam: TypeAlias = Union[
    Base64PDFSourceParam,
    PlainTextSourceParam,
    ContentBlockSourceParam,
    URLPDFSourceParam,
    FileDocumentSourceParam,
    "models.Base64PDFSource",
    "models.PlainTextSource",
]
"""Where a document is."""


class UserLocationParam(TypedDict, total=False):
    """Roughly where the user is."""

    type: Required[Literal["approximate"]]
    """Always `approximate`."""
    city: str | None
    """City."""
    region: str | None
    """State or region."""
    country: str | None
    """Country, as its two-letter ISO 3166-1 code."""
    timezone: str | None
    """IANA time zone such as `Europe/Berlin`."""


class WebFetchBlockParam(TypedDict, total=False):
    """A page that was fetched."""

    type: Required[Literal["web_fetch_result"]]
    """Always `web_fetch_result`."""
    url: Required[str]
    """Address of the page."""
    content: Required[DocumentBlockParam | models.DocumentBlock]
    """The page."""
    retrieved_at: str | None
    """When the page was fetched."""


class WebFetchTool20250910Param(TypedDict, total=False):
    """Reads a page or a PDF from a URL that the conversation already holds."""

    type: Required[Literal["web_fetch_20250910"]]
    """Always `web_fetch_20250910`."""
    name: Required[Literal["web_fetch"]]
    """Always `web_fetch`."""
    max_uses: int | None
    """Pages that one request may fetch at most."""
    max_content_tokens: int | None
    """Tokens of a page after which it is cut; about right for text and not applied to PDF."""
    allowed_domains: Sequence[str] | None
    """The only domains that may be read. Not together with `blocked_domains`."""
    blocked_domains: Sequence[str] | None
    """Domains that are never read. Not together with `allowed_domains`."""
    url_sources: WebFetchURLSourcesParam | models.WebFetchURLSources | None
    """Which parts of the conversation count as sources of URLs."""
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the model cites what it fetched; off when left out."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class WebFetchTool20260209Param(TypedDict, total=False):
    """Web fetch whose pages the model may filter with code before it reads them."""

    type: Required[Literal["web_fetch_20260209"]]
    """Always `web_fetch_20260209`."""
    name: Required[Literal["web_fetch"]]
    """Always `web_fetch`."""
    max_uses: int | None
    """Pages that one request may fetch at most."""
    max_content_tokens: int | None
    """Tokens of a page after which it is cut; about right for text and not applied to PDF."""
    allowed_domains: Sequence[str] | None
    """The only domains that may be read. Not together with `blocked_domains`."""
    blocked_domains: Sequence[str] | None
    """Domains that are never read. Not together with `allowed_domains`."""
    url_sources: WebFetchURLSourcesParam | models.WebFetchURLSources | None
    """Which parts of the conversation count as sources of URLs."""
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the model cites what it fetched; off when left out."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool. `direct` alone turns filtering off."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class WebFetchTool20260309Param(TypedDict, total=False):
    """Web fetch with a choice of whether a cached copy of the page will do."""

    type: Required[Literal["web_fetch_20260309"]]
    """Always `web_fetch_20260309`."""
    name: Required[Literal["web_fetch"]]
    """Always `web_fetch`."""
    max_uses: int | None
    """Pages that one request may fetch at most."""
    max_content_tokens: int | None
    """Tokens of a page after which it is cut; about right for text and not applied to PDF."""
    allowed_domains: Sequence[str] | None
    """The only domains that may be read. Not together with `blocked_domains`."""
    blocked_domains: Sequence[str] | None
    """Domains that are never read. Not together with `allowed_domains`."""
    url_sources: WebFetchURLSourcesParam | models.WebFetchURLSources | None
    """Which parts of the conversation count as sources of URLs."""
    use_cache: bool
    """
    Whether a cached copy of the page will do. Fetch anew (`false`) only where the page changes quickly: it takes
    longer.
    """
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the model cites what it fetched; off when left out."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool. `direct` alone turns filtering off."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class WebFetchTool20260318Param(TypedDict, total=False):
    """Web fetch with a choice of whether pages that only code read come back in the response."""

    type: Required[Literal["web_fetch_20260318"]]
    """Always `web_fetch_20260318`."""
    name: Required[Literal["web_fetch"]]
    """Always `web_fetch`."""
    max_uses: int | None
    """Pages that one request may fetch at most."""
    max_content_tokens: int | None
    """Tokens of a page after which it is cut; about right for text and not applied to PDF."""
    allowed_domains: Sequence[str] | None
    """The only domains that may be read. Not together with `blocked_domains`."""
    blocked_domains: Sequence[str] | None
    """Domains that are never read. Not together with `allowed_domains`."""
    url_sources: WebFetchURLSourcesParam | models.WebFetchURLSources | None
    """Which parts of the conversation count as sources of URLs."""
    use_cache: bool
    """
    Whether a cached copy of the page will do. Fetch anew (`false`) only where the page changes quickly: it takes
    longer.
    """
    response_inclusion: Literal["full", "excluded"]
    """
    Whether finished calls that code made, and their results, are part of the response (`full`) or left out
    (`excluded`).
    """
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the model cites what it fetched; off when left out."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool. `direct` alone turns filtering off."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class WebFetchToolResultBlockParam(TypedDict, total=False):
    """The result of fetching a page."""

    type: Required[Literal["web_fetch_tool_result"]]
    """Always `web_fetch_tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: Required[WebFetchToolResultBlockParamContentParam]
    """The page, or the error."""
    caller: CallerParam | None
    """Who called the tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


class WebFetchToolResultErrorBlockParam(TypedDict, total=False):
    """The error that fetching a page ended with."""

    type: Required[Literal["web_fetch_tool_result_error"]]
    """Always `web_fetch_tool_result_error`."""
    error_code: Required[WebFetchToolResultErrorCode]
    """What went wrong."""


WebFetchToolResultBlockParamContentParam: TypeAlias = Union[
    WebFetchBlockParam, WebFetchToolResultErrorBlockParam, "models.WebFetchBlock", "models.WebFetchToolResultErrorBlock"
]
"""The page that was fetched, or the error."""


WebFetchToolResultErrorCode: TypeAlias = (
    Literal[
        "invalid_tool_input",
        "url_too_long",
        "url_not_allowed",
        "url_not_in_prior_context",
        "url_not_accessible",
        "unsupported_content_type",
        "too_many_requests",
        "max_uses_exceeded",
        "unavailable",
        "content_too_large",
    ]
    | str
)
"""Why a page could not be fetched."""


class WebFetchURLSourceAllParam(TypedDict, total=False):
    """Every URL of this source counts."""

    type: Required[Literal["all"]]
    """Always `all`."""


class WebFetchURLSourceExceptParam(TypedDict, total=False):
    """The results of all tools but these count."""

    type: Required[Literal["except"]]
    """Always `except`."""
    tools: Required[Sequence[WebFetchURLSourceToolReferenceParam | models.WebFetchURLSourceToolReference]]
    """Tools of this request that are no source."""


class WebFetchURLSourceNoneParam(TypedDict, total=False):
    """No URL of this source counts."""

    type: Required[Literal["none"]]
    """Always `none`."""


class WebFetchURLSourceOnlyParam(TypedDict, total=False):
    """Only the results of these tools count."""

    type: Required[Literal["only"]]
    """Always `only`."""
    tools: Required[Sequence[WebFetchURLSourceToolReferenceParam | models.WebFetchURLSourceToolReference]]
    """Tools of this request that are a source."""


WebFetchToolResultSourceParam: TypeAlias = Union[
    WebFetchURLSourceAllParam,
    WebFetchURLSourceNoneParam,
    WebFetchURLSourceOnlyParam,
    WebFetchURLSourceExceptParam,
    "models.WebFetchToolResultSource",
]
"""The tools whose results are a source of URLs."""


class WebFetchURLSourceToolReferenceParam(TypedDict, total=False):
    """A tool of the request, by name."""

    type: Required[Literal["tool_reference"]]
    """Always `tool_reference`."""
    name: Required[str]
    """Name of the tool in `tools`."""


class WebFetchURLSourcesParam(TypedDict, total=False):
    """From which parts of the conversation web fetch takes the URLs that it may read."""

    user_input: WebFetchUserInputSourceParam
    """Whether URLs in user messages count."""
    client_tool_results: WebFetchToolResultSourceParam
    """Which of the caller's own tools give URLs by their results."""
    server_tool_results: WebFetchToolResultSourceParam
    """Which server tools give URLs by their results. Only web search and web fetch ever do."""


WebFetchUserInputSourceParam: TypeAlias = Union[
    WebFetchURLSourceAllParam, WebFetchURLSourceNoneParam, "models.WebFetchUserInputSource"
]
"""All URLs of a source, or none."""


class WebSearchResultBlockParam(TypedDict, total=False):
    """One hit of a web search."""

    type: Required[Literal["web_search_result"]]
    """Always `web_search_result`."""
    url: Required[str]
    """Address of the page."""
    title: Required[str]
    """The page's title."""
    encrypted_content: Required[str]
    """The page for the model to read, as it came."""
    page_age: str | None
    """How old the page is, in words."""


class WebSearchTool20250305Param(TypedDict, total=False):
    """Web search. The model writes the queries and cites what it found."""

    type: Required[Literal["web_search_20250305"]]
    """Always `web_search_20250305`."""
    name: Required[Literal["web_search"]]
    """Always `web_search`."""
    max_uses: int | None
    """Searches that one request may make at most."""
    allowed_domains: Sequence[str] | None
    """The only domains whose pages may be results. Not together with `blocked_domains`."""
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never results. Not together with `allowed_domains`."""
    user_location: UserLocationParam | models.UserLocation | None
    """Where the user is, for results that fit the place."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class WebSearchTool20260209Param(TypedDict, total=False):
    """Web search whose results the model may filter with code before it reads them."""

    type: Required[Literal["web_search_20260209"]]
    """Always `web_search_20260209`."""
    name: Required[Literal["web_search"]]
    """Always `web_search`."""
    max_uses: int | None
    """Searches that one request may make at most."""
    allowed_domains: Sequence[str] | None
    """The only domains whose pages may be results. Not together with `blocked_domains`."""
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never results. Not together with `allowed_domains`."""
    user_location: UserLocationParam | models.UserLocation | None
    """Where the user is, for results that fit the place."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool. `direct` alone turns filtering off."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


class WebSearchTool20260318Param(TypedDict, total=False):
    """Web search with a choice of whether results that only code read come back in the response."""

    type: Required[Literal["web_search_20260318"]]
    """Always `web_search_20260318`."""
    name: Required[Literal["web_search"]]
    """Always `web_search`."""
    max_uses: int | None
    """Searches that one request may make at most."""
    allowed_domains: Sequence[str] | None
    """The only domains whose pages may be results. Not together with `blocked_domains`."""
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never results. Not together with `allowed_domains`."""
    user_location: UserLocationParam | models.UserLocation | None
    """Where the user is, for results that fit the place."""
    response_inclusion: Literal["full", "excluded"]
    """
    Whether finished calls that code made, and their results, are part of the response (`full`) or left out
    (`excluded`).
    """
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema."""
    allowed_callers: Sequence[ToolCallerParam]
    """Who may call the tool. `direct` alone turns filtering off."""
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint at this tool."""


ToolUnionParam: TypeAlias = Union[
    ToolParam,
    ToolBash20241022Param,
    ToolBash20250124Param,
    ToolTextEditor20241022Param,
    ToolTextEditor20250124Param,
    ToolTextEditor20250429Param,
    ToolTextEditor20250728Param,
    ToolComputerUse20241022Param,
    ToolComputerUse20250124Param,
    ToolComputerUse20251124Param,
    MemoryTool20250818Param,
    CodeExecutionTool20250522Param,
    CodeExecutionTool20250825Param,
    CodeExecutionTool20260120Param,
    CodeExecutionTool20260521Param,
    WebSearchTool20250305Param,
    WebSearchTool20260209Param,
    WebSearchTool20260318Param,
    WebFetchTool20250910Param,
    WebFetchTool20260209Param,
    WebFetchTool20260309Param,
    WebFetchTool20260318Param,
    ToolSearchToolBm25_20251119Param,
    ToolSearchToolRegex20251119Param,
    AdvisorTool20260301Param,
    MCPToolsetParam,
    BrowserToolset20260801Param,
    ComputerToolset20260801Param,
    "models.ToolBash20241022",
    "models.ToolBash20250124",
    "models.ToolTextEditor20241022",
    "models.ToolTextEditor20250124",
    "models.ToolTextEditor20250429",
    "models.ToolTextEditor20250728",
    "models.ToolComputerUse20241022",
    "models.ToolComputerUse20250124",
    "models.ToolComputerUse20251124",
    "models.MemoryTool20250818",
    "models.CodeExecutionTool20250522",
    "models.CodeExecutionTool20250825",
    "models.CodeExecutionTool20260120",
    "models.CodeExecutionTool20260521",
    "models.WebSearchTool20250305",
    "models.WebSearchTool20260209",
    "models.WebSearchTool20260318",
    "models.WebFetchTool20250910",
    "models.WebFetchTool20260209",
    "models.WebFetchTool20260309",
    "models.WebFetchTool20260318",
    "models.ToolSearchToolBm25_20251119",
    "models.ToolSearchToolRegex20251119",
    "models.AdvisorTool20260301",
    "models.MCPToolset",
    "models.BrowserToolset20260801",
    "models.ComputerToolset20260801",
]
"""
One entry of `tools`. The `type` tells which kind it is; an entry without `type` (or with `type: null`) is a tool of
the caller's own, a `ToolParam`. A new version of a tool that the API defines is a new `type`, and the old ones
stay.
"""


class WebSearchToolRequestErrorParam(TypedDict, total=False):
    """The error that a web search ended with."""

    type: Required[Literal["web_search_tool_result_error"]]
    """Always `web_search_tool_result_error`."""
    error_code: Required[WebSearchToolResultErrorCode]
    """What went wrong."""


class WebSearchToolResultBlockParam(TypedDict, total=False):
    """The result of a web search."""

    type: Required[Literal["web_search_tool_result"]]
    """Always `web_search_tool_result`."""
    tool_use_id: Required[str]
    """ID of the call."""
    content: Required[WebSearchToolResultBlockParamContentParam]
    """The hits, or the error."""
    caller: CallerParam | None
    """Who called the tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block."""


ContentBlockParam: TypeAlias = Union[
    TextBlockParam,
    ImageBlockParam,
    DocumentBlockParam,
    SearchResultBlockParam,
    ThinkingBlockParam,
    RedactedThinkingBlockParam,
    ToolUseBlockParam,
    ToolResultBlockParam,
    ServerToolUseBlockParam,
    WebSearchToolResultBlockParam,
    WebFetchToolResultBlockParam,
    CodeExecutionToolResultBlockParam,
    BashCodeExecutionToolResultBlockParam,
    TextEditorCodeExecutionToolResultBlockParam,
    ToolSearchToolResultBlockParam,
    AdvisorToolResultBlockParam,
    MCPToolUseBlockParam,
    RequestMCPToolResultBlockParam,
    MCPToolListingBlockParam,
    ContainerUploadBlockParam,
    CompactionBlockParam,
    RequestToolAdditionBlockParam,
    RequestToolRemovalBlockParam,
    FallbackBlockParam,
    "models.ContentBlock",
]
"""One block of a message's content. Blocks of an answer are sent back as they came, thinking included."""


MessageContentParam: TypeAlias = str | Sequence[ContentBlockParam]
"""A message's content. A string is short for one text block."""


WebSearchToolResultBlockParamContentParam: TypeAlias = Union[
    Sequence[Union[WebSearchResultBlockParam, "models.WebSearchResultBlock"]], WebSearchToolRequestErrorParam
]
"""The hits of a web search, or the error that it ended with."""


WebSearchToolResultErrorCode: TypeAlias = (
    Literal[
        "invalid_tool_input",
        "unavailable",
        "max_uses_exceeded",
        "too_many_requests",
        "query_too_long",
        "request_too_large",
    ]
    | str
)
"""Why a search failed."""
