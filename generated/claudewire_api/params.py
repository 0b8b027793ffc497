# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""What requests hold: a TypedDict per object. A plain dict of the same shape does as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Optional, Required, TypeAlias, Union

from . import models
from ._typing import TypedDict


class AdvisorRedactedResultBlockParam(TypedDict, total=False):
    """Advice in encrypted form, which only the models can read."""

    type: Required[Literal["advisor_redacted_result"]]
    """Tells what kind of object this is: always `advisor_redacted_result`."""
    encrypted_content: Required[str]
    """The encrypted advice. It must be sent back unchanged."""
    stop_reason: str | None
    """
    Why the advising model stopped, with the values of `stop_reason` of a message. `max_tokens` means that the advice
    was cut. Null or absent if not known.
    """


class AdvisorResultBlockParam(TypedDict, total=False):
    """Advice as text that people can read."""

    type: Required[Literal["advisor_result"]]
    """Tells what kind of object this is: always `advisor_result`."""
    text: Required[str]
    """The advice, as text for the answering model and for people."""
    stop_reason: str | None
    """
    Why the advising model stopped, with the values of `stop_reason` of a message. `max_tokens` means that the advice
    was cut. Null or absent if not known.
    """


class AdvisorTool20260301Param(TypedDict, total=False):
    """
    A stronger model that the answering model can ask for advice in the middle of its response. It sees the whole
    conversation.
    """

    type: Required[Literal["advisor_20260301"]]
    """Tells what kind of object this is: always `advisor_20260301`."""
    name: Required[Literal["advisor"]]
    """Has one possible value: always `advisor`."""
    model: Required[Model]
    """ID of the model that gives advice. It must be at least as capable as the one that responds."""
    max_uses: int | None
    """The most pieces of advice in one request. No limit when absent or null."""
    max_tokens: int | None
    """The most tokens of one piece of advice, thinking included. The advising model's own limit when absent or null."""
    caching: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """
    Caches the prompt of the advising model from call to call, which saves money from about three calls on. Not cached
    when absent or null.
    """
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class AdvisorToolResultBlockParam(TypedDict, total=False):
    """The advice that another model gave to the answering one."""

    type: Required[Literal["advisor_tool_result"]]
    """Tells what kind of object this is: always `advisor_tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `server_tool_use` block that this is the result of."""
    content: Required[AdvisorToolResultBlockParamContentParam]
    """The advice, or the error if there is none."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


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
"""Why the advising model gave no advice, such as `prompt_too_long`."""


class AdvisorToolResultErrorParam(TypedDict, total=False):
    """The advising model gave no advice."""

    type: Required[Literal["advisor_tool_result_error"]]
    """Tells what kind of object this is: always `advisor_tool_result_error`."""
    error_code: Required[AdvisorToolResultErrorCode]
    """Why the advising model gave no advice."""


AdvisorToolResultBlockParamContentParam: TypeAlias = Union[
    AdvisorResultBlockParam,
    AdvisorRedactedResultBlockParam,
    AdvisorToolResultErrorParam,
    "models.AdvisorResultBlock",
    "models.AdvisorRedactedResultBlock",
    "models.AdvisorToolResultError",
]
"""The advice, as text or encrypted, or the error."""


class AllThinkingTurnsParam(TypedDict, total=False):
    """All assistant turns keep their thinking."""

    type: Required[Literal["all"]]
    """Tells what kind of object this is: always `all`."""


class Base64ImageSourceParam(TypedDict, total=False):
    """An image whose bytes are part of the request."""

    type: Required[Literal["base64"]]
    """Tells what kind of object this is: always `base64`."""
    media_type: Required[Literal["image/jpeg", "image/png", "image/gif", "image/webp"]]
    """Format of the image, as its media type."""
    data: Required[str]
    """The bytes of the image in base64."""


class Base64PDFSourceParam(TypedDict, total=False):
    """A PDF whose bytes are part of the request. Citations name its pages."""

    type: Required[Literal["base64"]]
    """Tells what kind of object this is: always `base64`."""
    media_type: Required[Literal["application/pdf"]]
    """Has one possible value: always `application/pdf`."""
    data: Required[str]
    """The bytes of the PDF in base64."""


class BashCodeExecutionOutputBlockParam(TypedDict, total=False):
    """One file that a shell command has made."""

    type: Required[Literal["bash_code_execution_output"]]
    """Tells what kind of object this is: always `bash_code_execution_output`."""
    file_id: Required[str]
    """ID of the file in the Files API, which can download it."""


class BashCodeExecutionResultBlockParam(TypedDict, total=False):
    """The output of a shell command and its exit status."""

    type: Required[Literal["bash_code_execution_result"]]
    """Tells what kind of object this is: always `bash_code_execution_result`."""
    stdout: Required[str]
    """The text that the command wrote to standard output."""
    stderr: Required[str]
    """The text that the command wrote to standard error."""
    return_code: Required[int]
    """Exit status of the program or command, 0 for success."""
    content: Required[Sequence[BashCodeExecutionOutputBlockParam | models.BashCodeExecutionOutputBlock]]
    """The files that were made. Empty if there are none."""


class BashCodeExecutionToolResultBlockParam(TypedDict, total=False):
    """The result of a shell command in the container."""

    type: Required[Literal["bash_code_execution_tool_result"]]
    """Tells what kind of object this is: always `bash_code_execution_tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `server_tool_use` block that this is the result of."""
    content: Required[BashCodeExecutionToolResultBlockParamContentParam]
    """The output of the command, or the error of the tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


BashCodeExecutionToolResultErrorCode: TypeAlias = (
    Literal[
        "invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "output_file_too_large"
    ]
    | str
)
"""Why a shell command did not run to its end, such as `output_file_too_large` for a file that it made."""


class BashCodeExecutionToolResultErrorParam(TypedDict, total=False):
    """The shell command did not run to its end."""

    type: Required[Literal["bash_code_execution_tool_result_error"]]
    """Tells what kind of object this is: always `bash_code_execution_tool_result_error`."""
    error_code: Required[BashCodeExecutionToolResultErrorCode]
    """Why the command did not run to its end."""


BashCodeExecutionToolResultBlockParamContentParam: TypeAlias = Union[
    BashCodeExecutionResultBlockParam,
    BashCodeExecutionToolResultErrorParam,
    "models.BashCodeExecutionResultBlock",
    "models.BashCodeExecutionToolResultError",
]
"""The output of a shell command, or the error of the tool."""


class BatchCreateParams(TypedDict, total=False):
    """The requests of a new batch, at most 100,000 of them and at most 256 MB in all."""

    requests: Required[Sequence[BatchRequestParam]]
    """The requests. They are independent of each other and may even name different models."""


class BatchRequestParam(TypedDict, total=False):
    """One request of a batch, with a name for it."""

    custom_id: Required[str]
    """The caller's name for this request, unique in the batch. Results come in any order and carry this name."""
    params: Required[MessageCreateParamsNonStreaming]
    """
    The body of the request, as for `messages.create`. It is checked when the request's turn comes, so a mistake in it
    gives an `errored` result and not a 400; try one request with `messages.create` first.
    """


class BillingPolicyParam(TypedDict, total=False):
    """Which organization pays for a request."""

    type: Required[Literal["billing_policy"]]
    """Tells what kind of object this is: always `billing_policy`."""
    bill_to: Literal["self", "user_profile"]
    """
    `self` bills your own organization. `user_profile` bills the customer of the user profile that the header
    `anthropic-user-profile-id` names. If this customer has not allowed it, the request is refused with a 403 and nobody
    is billed.
    """


class BrowserStateBlockParam(TypedDict, total=False):
    """
    The state of the browser after a call of the browser toolset, as part of the `tool_result`. The model sees a text
    that the API makes of it.
    """

    type: Required[Literal["browser_state"]]
    """Tells what kind of object this is: always `browser_state`."""
    tabs: Required[Sequence[BrowserStateTabEntryParam]]
    """All open tabs, not only those that have changed."""
    state_changes: Sequence[BrowserStateChangeParam] | None
    """
    Tabs that were opened and downloads that changed during the call. Absent or null if nothing happened; an empty list
    is refused.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class BrowserStateChangeDownloadCompletedParam(TypedDict, total=False):
    """A download has finished, and the file is complete."""

    type: Required[Literal["download_completed"]]
    """Tells what kind of object this is: always `download_completed`."""
    download_id: Required[str]
    """The caller's ID for the download."""
    url: Required[str]
    """Address of the downloaded file."""
    path: str | None
    """Path of the file on the caller's side. Null or absent if the caller does not report it."""
    size_bytes: int | None
    """Size of the file in bytes. Null or absent if not known."""


class BrowserStateChangeDownloadFailedParam(TypedDict, total=False):
    """A download has failed, and there is no complete file."""

    type: Required[Literal["download_failed"]]
    """Tells what kind of object this is: always `download_failed`."""
    download_id: Required[str]
    """The caller's ID for the download."""
    url: Required[str]
    """Address of the downloaded file."""
    error: str | None
    """Why it failed, in words. Null or absent if not known."""


class BrowserStateChangeDownloadStartedParam(TypedDict, total=False):
    """The call of the toolset started a download."""

    type: Required[Literal["download_started"]]
    """Tells what kind of object this is: always `download_started`."""
    download_id: Required[str]
    """The caller's ID for the download."""
    url: Required[str]
    """Address of the downloaded file."""


class BrowserStateChangeTabOpenedParam(TypedDict, total=False):
    """The call of the toolset opened a new tab."""

    type: Required[Literal["tab_opened"]]
    """Tells what kind of object this is: always `tab_opened`."""
    tab_id: Required[str]
    """The caller's ID for the new tab."""


BrowserStateChangeParam: TypeAlias = (
    BrowserStateChangeTabOpenedParam
    | BrowserStateChangeDownloadStartedParam
    | BrowserStateChangeDownloadCompletedParam
    | BrowserStateChangeDownloadFailedParam
)
"""A tab that was opened, or a download that changed its state."""


class BrowserStateTabEntryParam(TypedDict, total=False):
    """One tab of the browser that is open after the call."""

    tab_id: Required[str]
    """The caller's ID for the tab. Calls of the toolset name it."""
    title: Required[str]
    """Title of the page that the tab shows."""
    url: Required[str]
    """Address of the page in the tab."""
    active: bool
    """Whether this is the tab that the user would see."""


class BrowserToolset20260801Param(TypedDict, total=False):
    """
    A web browser that the caller operates for the model. It is a set of 31 tools, of which four are off unless
    `configs` turns them on: `javascript_exec`, `file_upload`, `read_console` and `read_network`. A `tool_use` block
    names the tool, and its `toolset_name` the set.
    """

    type: Required[Literal["browser_toolset_20260801"]]
    """Tells what kind of object this is: always `browser_toolset_20260801`."""
    configs: BrowserToolsetConfigsParam | models.BrowserToolsetConfigs | None
    """Settings of those tools that are not to have their defaults. None when absent or null."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tools. Only the model when absent. Deprecated: Leave it out; the API no longer takes this
    field.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this toolset. None when absent or null."""


class BrowserToolsetConfigsParam(TypedDict, total=False):
    """Settings of the tools of a browser, by their names. A tool that is absent or null keeps its default."""

    close_tab: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that closes a tab of the browser."""
    double_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks twice at a place."""
    file_upload: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that puts files into an upload field. Off by default."""
    find: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that finds elements of the page by a description in words."""
    form_input: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that sets the value of a form field."""
    get_page_text: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that reads the text of the page."""
    hold_key: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that holds a key down for some time."""
    hover: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that rests the pointer on an element."""
    javascript_exec: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that runs JavaScript in the page. Off by default."""
    key: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that presses a key or a combination of keys."""
    left_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks with the left button."""
    left_click_drag: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that drags with the left button from one place to another."""
    left_mouse_down: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that presses the left button and holds it."""
    left_mouse_up: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that releases the left button."""
    list_tabs: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that lists the open tabs."""
    middle_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks with the middle button."""
    mouse_move: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that moves the pointer to a place."""
    navigate: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that opens an address, or goes back or forward."""
    new_tab: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that opens a new tab."""
    read_console: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that reads the console of the page. Off by default."""
    read_network: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that reads the network requests of the page. Off by default."""
    read_page: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that reads the structure of the page (its accessibility tree)."""
    right_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks with the right button."""
    screenshot: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that takes a picture of the page."""
    scroll: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that scrolls by an amount."""
    scroll_to: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that scrolls until an element is visible."""
    switch_tab: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that makes another tab the active one."""
    triple_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks three times at a place."""
    type: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that types a text."""
    wait: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that waits for some time."""
    zoom: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that takes a picture of a part of the page in full resolution."""


class CacheControlEphemeralParam(TypedDict, total=False):
    """
    A cache breakpoint. The prompt up to and including this place is cached, and costs less when a later request begins
    with the same prompt. A request can have four breakpoints at most; the order of the prompt is tools, system,
    messages.
    """

    type: Required[Literal["ephemeral"]]
    """Tells what kind of object this is: always `ephemeral`."""
    ttl: Literal["5m", "1h"]
    """
    How long the prefix stays in the cache after its last use, five minutes or one hour. Writing for one hour costs
    more.
    """


class CitationCharLocationParam(TypedDict, total=False):
    """A quotation from a plain-text document, located by characters."""

    type: Required[Literal["char_location"]]
    """Tells what kind of object this is: always `char_location`."""
    cited_text: Required[str]
    """The quoted passage. It is not billed, neither here nor when it is sent back."""
    document_index: Required[int]
    """Which document of the request was quoted, counted from 0 over all documents of the request."""
    document_title: Required[str | None]
    """Title of the document as the request gave it. Null if it gave none."""
    start_char_index: Required[int]
    """Position of the first quoted character in the document, counted from 0."""
    end_char_index: Required[int]
    """Position after the last quoted character, so that the length is this number minus `start_char_index`."""
    file_id: str | None
    """ID of the file, if the document came from the Files API; null or absent if not. It need not be sent back."""


class CitationContentBlockLocationParam(TypedDict, total=False):
    """A quotation from a document that the request gave as a list of content blocks, located by blocks."""

    type: Required[Literal["content_block_location"]]
    """Tells what kind of object this is: always `content_block_location`."""
    cited_text: Required[str]
    """The quoted passage. It is not billed, neither here nor when it is sent back."""
    document_index: Required[int]
    """Which document of the request was quoted, counted from 0 over all documents of the request."""
    document_title: Required[str | None]
    """Title of the document as the request gave it. Null if it gave none."""
    start_block_index: Required[int]
    """The first quoted block of the document, counted from 0."""
    end_block_index: Required[int]
    """Position of the block after the last quoted one, counted from 0."""
    file_id: str | None
    """ID of the file, if the document came from the Files API; null or absent if not. It need not be sent back."""


class CitationPageLocationParam(TypedDict, total=False):
    """A quotation from a PDF, located by pages."""

    type: Required[Literal["page_location"]]
    """Tells what kind of object this is: always `page_location`."""
    cited_text: Required[str]
    """The quoted passage. It is not billed, neither here nor when it is sent back."""
    document_index: Required[int]
    """Which document of the request was quoted, counted from 0 over all documents of the request."""
    document_title: Required[str | None]
    """Title of the document as the request gave it. Null if it gave none."""
    start_page_number: Required[int]
    """Number of the first quoted page, counted from 1."""
    end_page_number: Required[int]
    """Number of the page after the last quoted one."""
    file_id: str | None
    """ID of the file, if the document came from the Files API; null or absent if not. It need not be sent back."""


class CitationSearchResultLocationParam(TypedDict, total=False):
    """A quotation from a `search_result` block of the request."""

    type: Required[Literal["search_result_location"]]
    """Tells what kind of object this is: always `search_result_location`."""
    cited_text: Required[str]
    """The quoted passage, sent back unchanged. It is not billed."""
    search_result_index: Required[int]
    """Which `search_result` block of the request was quoted, counted from 0 over all of them."""
    source: Required[str]
    """`source` of the search result, often an address."""
    title: Required[str | None]
    """Title of the search result. Null if it has none."""
    start_block_index: Required[int]
    """The first quoted block of the search result, counted from 0."""
    end_block_index: Required[int]
    """Position of the block after the last quoted one, counted from 0."""


class CitationWebSearchResultLocationParam(TypedDict, total=False):
    """A quotation from a page that the web search tool found."""

    type: Required[Literal["web_search_result_location"]]
    """Tells what kind of object this is: always `web_search_result_location`."""
    cited_text: Required[str]
    """The quoted passage, sent back unchanged. It is not billed."""
    encrypted_index: Required[str]
    """Opaque position inside the search result, sent back unchanged."""
    title: Required[str | None]
    """Title of the page. Null if it has none."""
    url: Required[str]
    """Address of the page that was quoted."""


class CitationsConfigParam(TypedDict, total=False):
    """
    Whether the response may quote a document, a search result or a fetched page. All documents of a request must have
    the same value.
    """

    enabled: bool
    """Whether the response may quote it."""


class ClearThinking20251015EditParam(TypedDict, total=False):
    """Removes the thinking of earlier turns from the prompt."""

    type: Required[Literal["clear_thinking_20251015"]]
    """Tells what kind of object this is: always `clear_thinking_20251015`."""
    keep: ClearThinkingKeepParam
    """How many of the newest turns keep their thinking. The model's default when absent."""


class ClearToolUses20250919EditParam(TypedDict, total=False):
    """Removes the oldest tool results from the prompt and puts a placeholder in their place."""

    type: Required[Literal["clear_tool_uses_20250919"]]
    """Tells what kind of object this is: always `clear_tool_uses_20250919`."""
    trigger: ClearToolUsesTriggerParam
    """The size of the prompt, in tokens or tool uses, from which on results are removed."""
    keep: ToolUsesKeepParam
    """How many of the newest tool uses keep their results."""
    clear_at_least: InputTokensClearAtLeastParam | None
    """
    The least that one removal must save. If less could be removed, the prompt stays as it is, since every change loses
    the cached prefix. No minimum when absent or null.
    """
    exclude_tools: Sequence[str] | None
    """Names of tools whose results always stay. None when absent or null."""
    clear_tool_inputs: bool | Sequence[str] | None
    """
    Whether the inputs of the removed tool uses are removed as well: true for all tools, a list of names for these
    tools. Inputs stay when absent, null or false.
    """


class CodeExecutionOutputBlockParam(TypedDict, total=False):
    """One file that a program has made."""

    type: Required[Literal["code_execution_output"]]
    """Tells what kind of object this is: always `code_execution_output`."""
    file_id: Required[str]
    """ID of the file in the Files API, which can download it."""


class CodeExecutionResultBlockParam(TypedDict, total=False):
    """
    The output of a program and its exit status. A program that fails has a result as well, with a status other
    than 0.
    """

    type: Required[Literal["code_execution_result"]]
    """Tells what kind of object this is: always `code_execution_result`."""
    stdout: Required[str]
    """The text that the program wrote to standard output."""
    stderr: Required[str]
    """The text that the command wrote to standard error."""
    return_code: Required[int]
    """Exit status of the program or command, 0 for success."""
    content: Required[Sequence[CodeExecutionOutputBlockParam | models.CodeExecutionOutputBlock]]
    """The files that were made. Empty if there are none."""
    abort_reason: str | None
    """
    Why the program was stopped from outside. Null or absent if it ended by itself; no other value has been
    recorded.
    """


class CodeExecutionTool20250522Param(TypedDict, total=False):
    """Python programs that the model runs in a container without network."""

    type: Required[Literal["code_execution_20250522"]]
    """Tells what kind of object this is: always `code_execution_20250522`."""
    name: Required[Literal["code_execution"]]
    """Has one possible value: always `code_execution`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class CodeExecutionTool20250825Param(TypedDict, total=False):
    """Shell commands and file editing in a container without network. Skills and programs that call tools need it."""

    type: Required[Literal["code_execution_20250825"]]
    """Tells what kind of object this is: always `code_execution_20250825`."""
    name: Required[Literal["code_execution"]]
    """Has one possible value: always `code_execution`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class CodeExecutionTool20260120Param(TypedDict, total=False):
    """Code execution in which Python keeps its variables from one call to the next."""

    type: Required[Literal["code_execution_20260120"]]
    """Tells what kind of object this is: always `code_execution_20260120`."""
    name: Required[Literal["code_execution"]]
    """Has one possible value: always `code_execution`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class CodeExecutionTool20260521Param(TypedDict, total=False):
    """The newest version of code execution, in which Python keeps its variables from one call to the next."""

    type: Required[Literal["code_execution_20260521"]]
    """Tells what kind of object this is: always `code_execution_20260521`."""
    name: Required[Literal["code_execution"]]
    """Has one possible value: always `code_execution`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class CodeExecutionToolResultBlockParam(TypedDict, total=False):
    """The result of a program that the model ran."""

    type: Required[Literal["code_execution_tool_result"]]
    """Tells what kind of object this is: always `code_execution_tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `server_tool_use` block that this is the result of."""
    content: Required[CodeExecutionToolResultBlockParamContentParam]
    """The output of the program, or the error of the tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


CodeExecutionToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"] | str
)
"""Why a program could not be run, such as `execution_time_exceeded` when it took too long."""


class CodeExecutionToolResultErrorParam(TypedDict, total=False):
    """The code execution tool could not run the program."""

    type: Required[Literal["code_execution_tool_result_error"]]
    """Tells what kind of object this is: always `code_execution_tool_result_error`."""
    error_code: Required[CodeExecutionToolResultErrorCode]
    """Why the program could not be run."""


class Compact20260112EditParam(TypedDict, total=False):
    """
    Summarizes the conversation when it has grown to a given size, and continues from the summary within the same
    response.
    """

    type: Required[Literal["compact_20260112"]]
    """Tells what kind of object this is: always `compact_20260112`."""
    trigger: InputTokensTriggerParam | None
    """
    The size from which on the conversation is summarized, at least 50,000 tokens. 150,000 input tokens when absent or
    null.
    """
    pause_after_compaction: bool
    """
    Whether the response stops after the summary, with stop reason `compaction`, so that the caller can add messages to
    it.
    """
    instructions: str | None
    """Instructions for the summary. The API's own instructions apply when absent or null."""


class CompactionBlockParam(TypedDict, total=False):
    """
    A summary that replaces all messages and blocks before it. When it is sent back unchanged, the API ignores what
    stands before it.
    """

    type: Required[Literal["compaction"]]
    """Tells what kind of object this is: always `compaction`."""
    content: str | None
    """The text of the summary. Null if the conversation could not be summarized; the block then has no effect."""
    encrypted_content: str | None
    """Opaque state that belongs to the summary. Null or absent if there is none."""
    signature: str | None
    """
    Opaque proof that the API wrote the summary. Null or absent for summaries of `compact_20260112`. Beta: the header
    value `compact-2026-09-04` is sent with it.
    """
    tool_changes: Sequence[CompactionToolChangeParam] | None
    """
    The tools that were added or removed in the summarized part, so that these changes stay in force. Null or absent if
    there were none. Beta: the header value `compact-2026-09-04` is sent with it.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class CompactionConfigParam(TypedDict, total=False):
    """A summary of the conversation on request."""

    type: Required[Literal["summarize"]]
    """Tells what kind of object this is: always `summarize`."""
    instructions: str | None
    """Instructions for the summary, in the place of the API's own ones, which apply when absent or null."""


class ComputerToolset20260801Param(TypedDict, total=False):
    """
    A screen, a mouse and a keyboard that the caller operates for the model. It is a set of 17 tools, which are all on
    by default. A `tool_use` block names the tool, and its `toolset_name` the set. It replaces the computer use tools,
    and it needs no beta header.
    """

    type: Required[Literal["computer_toolset_20260801"]]
    """Tells what kind of object this is: always `computer_toolset_20260801`."""
    configs: ComputerToolsetConfigsParam | models.ComputerToolsetConfigs | None
    """Settings of those tools that are not to have their defaults. None when absent or null."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tools. Only the model when absent. Deprecated: Leave it out; the API no longer takes this
    field.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this toolset. None when absent or null."""


class ComputerToolsetConfigsParam(TypedDict, total=False):
    """Settings of the tools of a computer, by their names. A tool that is absent or null keeps its default."""

    cursor_position: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that tells where the pointer is."""
    double_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks twice at a place."""
    hold_key: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that holds a key down for some time."""
    key: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that presses a key or a combination of keys."""
    left_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks with the left button."""
    left_click_drag: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that drags with the left button from one place to another."""
    left_mouse_down: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that presses the left button and holds it."""
    left_mouse_up: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that releases the left button."""
    middle_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks with the middle button."""
    mouse_move: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that moves the pointer to a place."""
    right_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks with the right button."""
    screenshot: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that takes a picture of the screen."""
    scroll: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that scrolls by an amount."""
    triple_click: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that clicks three times at a place."""
    type: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that types a text."""
    wait: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that waits for some time."""
    zoom: ToolsetToolConfigParam | models.ToolsetToolConfig | None
    """Settings of the tool that takes a picture of a part of the screen in full resolution."""


class ContainerParams(TypedDict, total=False):
    """What the container for code execution has."""

    id: str | None
    """ID of the container of an earlier response, to use it again. A new one when absent or null."""
    skills: Sequence[SkillParams] | None
    """
    Skills to load into the container, at most 20. They need the code execution tool in `tools`. None when absent or
    null.
    """


ContainerParam: TypeAlias = str | ContainerParams
"""
The container for code execution, either the ID of an earlier one or an object that says what the container
has.
"""


class ContainerUploadBlockParam(TypedDict, total=False):
    """A file of the Files API that is put into the container for code execution."""

    type: Required[Literal["container_upload"]]
    """Tells what kind of object this is: always `container_upload`."""
    file_id: Required[str]
    """ID of the file in the Files API."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class ContentBlockSourceParam(TypedDict, total=False):
    """A document in blocks that the caller has chosen, such as paragraphs. Citations name these blocks."""

    type: Required[Literal["content"]]
    """Tells what kind of object this is: always `content`."""
    content: Required[ContentBlockSourceBodyParam]
    """The blocks of the document, in order, or one text."""


class ContextManagementConfigParam(TypedDict, total=False):
    """How the API makes room in a long conversation before the model reads it."""

    edits: Sequence[ContextManagementEditParam]
    """The edits, which the API applies in this order. None when absent."""


ContextManagementEditParam: TypeAlias = (
    ClearToolUses20250919EditParam | ClearThinking20251015EditParam | Compact20260112EditParam
)
"""One way of making room in a long conversation."""


class DiagnosticsParam(TypedDict, total=False):
    """Asks for a report on the prompt cache."""

    previous_message_id: str | None
    """
    `id` of the response to the request that this one is compared with. Null in the first request of a conversation,
    which has none.
    """


class DirectCallerParam(TypedDict, total=False):
    """The model itself called the tool."""

    type: Required[Literal["direct"]]
    """Tells what kind of object this is: always `direct`."""


class DocumentBlockParam(TypedDict, total=False):
    """A document that the model reads, as PDF, text or blocks."""

    type: Required[Literal["document"]]
    """Tells what kind of object this is: always `document`."""
    source: Required[DocumentSourceParam]
    """The document itself, its address, or its ID in the Files API."""
    title: str | None
    """Title of the document. The model sees it, but does not quote it. None when absent or null."""
    context: str | None
    """
    Facts about the document, such as its origin, date and purpose. The model sees them, but does not quote them. None
    when absent or null.
    """
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the response may quote this document. Not when absent or null."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


EffortParam: TypeAlias = Literal["low", "medium", "high", "xhigh", "max"]
"""
How much work the model puts into a response, tool calls and thinking included. More effort costs more tokens and
time. Which levels a model accepts is in its `capabilities`.
"""


class EncryptedCodeExecutionResultBlockParam(TypedDict, total=False):
    """The result of a program whose output is encrypted, because it handled encrypted results of other tools."""

    type: Required[Literal["encrypted_code_execution_result"]]
    """Tells what kind of object this is: always `encrypted_code_execution_result`."""
    encrypted_stdout: Required[str]
    """The encrypted standard output, for the model only. It must be sent back unchanged."""
    stderr: Required[str]
    """The text that the program wrote to standard error."""
    return_code: Required[int]
    """Exit status of the program or command, 0 for success."""
    content: Required[Sequence[CodeExecutionOutputBlockParam | models.CodeExecutionOutputBlock]]
    """The files that were made. Empty if there are none."""


CodeExecutionToolResultBlockParamContentParam: TypeAlias = Union[
    CodeExecutionResultBlockParam,
    EncryptedCodeExecutionResultBlockParam,
    CodeExecutionToolResultErrorParam,
    "models.CodeExecutionResultBlock",
    "models.EncryptedCodeExecutionResultBlock",
    "models.CodeExecutionToolResultError",
]
"""The output of a program, or the error of the tool."""


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
    """A fallback credit token, and what happens if it cannot be redeemed."""

    token: Required[str]
    """The token as `fallback_credit_token` of the refusal's `stop_details` had it."""
    mode: Literal["strict", "best_effort"]
    """
    If the token cannot be redeemed, refuse the request with a 400 (`strict`), or answer at the normal price and report
    it in `usage.fallback_credit` (`best_effort`).
    """


FallbackCreditToken: TypeAlias = str | FallbackCreditTokenParam
"""A fallback credit token, alone or together with what happens if it cannot be redeemed."""


class FallbackInfoParam(TypedDict, total=False):
    """A model that took part in a fallback."""

    model: Required[Model]
    """ID of the model on this side of the fallback."""


class FallbackParam(TypedDict, total=False):
    """One model to try, with settings for this attempt in the place of those of the request."""

    model: Required[Model]
    """ID of the model to try, one of `allowed_fallback_models` of the first model."""
    max_tokens: int | None
    """The most tokens of this attempt. The request's `max_tokens` when absent or null."""
    thinking: ThinkingConfigParam | None
    """
    The thinking of this attempt. When absent, the request's `thinking` applies if the model supports its type. When
    null, the model's default applies.
    """
    output_config: OutputConfigParam | None
    """
    The output settings of this attempt, combined with those of the request field by field: an absent field keeps the
    request's value, a null one means the model's default.
    """
    speed: SpeedParam | None
    """
    The speed of this attempt. When absent, `fast` only if the request has it and the organization may use it on this
    model.
    """


class FallbackRefusalTriggerParam(TypedDict, total=False):
    """The first model declined to answer for reasons of policy."""

    type: Required[Literal["refusal"]]
    """Tells what kind of object this is: always `refusal`."""
    category: RefusalCategory | None
    """Policy area of the refusal. Null if none is named."""


FallbacksParam: TypeAlias = Literal["default"] | Sequence[FallbackParam]
"""
The models to try, in order, or `default` for the API's own choice. A model without a default choice is tried
alone.
"""


class FileDocumentSourceParam(TypedDict, total=False):
    """A PDF or a text in the Files API."""

    type: Required[Literal["file"]]
    """Tells what kind of object this is: always `file`."""
    file_id: Required[str]
    """ID of the file in the Files API."""


class FileImageSourceParam(TypedDict, total=False):
    """An image that was uploaded to the Files API."""

    type: Required[Literal["file"]]
    """Tells what kind of object this is: always `file`."""
    file_id: Required[str]
    """ID of the file in the Files API."""


class ImageBlockParam(TypedDict, total=False):
    """An image for the model to look at."""

    type: Required[Literal["image"]]
    """Tells what kind of object this is: always `image`."""
    source: Required[ImageSourceParam]
    """The image itself, its address, or its ID in the Files API."""
    transformations: ImageTransformationsParam | None
    """What the API may do to the image before the model sees it. The defaults apply when absent or null."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class ImageTransformationsParam(TypedDict, total=False):
    """What the API may do to an image before the model sees it."""

    oversized_image: Literal["downsize", "error"]
    """
    What happens to an image that is larger than the model can see. `downsize` makes it smaller, which changes the
    coordinates that the model sees. `error` refuses the request with a 400 that names the largest dimensions.
    """


class InputTokensClearAtLeastParam(TypedDict, total=False):
    """The least number of tokens that one removal must save."""

    type: Required[Literal["input_tokens"]]
    """Tells what kind of object this is: always `input_tokens`."""
    value: Required[int]
    """Number of input tokens to save at least."""


class InputTokensTriggerParam(TypedDict, total=False):
    """A size of the prompt in input tokens."""

    type: Required[Literal["input_tokens"]]
    """Tells what kind of object this is: always `input_tokens`."""
    value: Required[int]
    """Input tokens of the prompt from which on the edit is applied."""


class JSONOutputFormatParam(TypedDict, total=False):
    """The text of the response is one JSON document that follows a schema."""

    type: Required[Literal["json_schema"]]
    """Tells what kind of object this is: always `json_schema`."""
    schema: Required[Mapping[str, Any]]
    """
    The JSON Schema. Every object in it must say `additionalProperties: false`. Recursion and limits on numbers and
    lengths are not supported.
    """


class MCPToolConfigParam(TypedDict, total=False):
    """Settings of one tool of an MCP server."""

    enabled: bool
    """Whether the model may use the tool. As in `default_config` when absent or null."""
    defer_loading: bool
    """
    Whether the definition stays out of the prompt until tool search finds it. As in `default_config` when absent or
    null.
    """


class MCPToolDefaultConfigParam(TypedDict, total=False):
    """Settings of those tools of an MCP server that have no settings of their own."""

    enabled: bool
    """
    Whether the model may use the tools. True when absent or null. To allow only a few tools, send `false` here and
    `true` for them in `configs`.
    """
    defer_loading: bool
    """Whether the definitions stay out of the prompt until tool search finds them. False when absent or null."""


class MCPToolListingBlockParam(TypedDict, total=False):
    """
    The tools that an MCP server offers, as the API got the list for this response. Sent back unchanged, it saves the
    API from asking the server again.
    """

    type: Required[Literal["mcp_tool_listing"]]
    """Tells what kind of object this is: always `mcp_tool_listing`."""
    mcp_server_name: Required[str]
    """`name` of the MCP server in `mcp_servers`."""
    tools: Required[Sequence[MCPToolParam | models.MCPTool]]
    """The tools of the server, in its own order."""


class MCPToolParam(TypedDict, total=False):
    """One tool as its MCP server lists it."""

    name: Required[str]
    """Name of the tool on the server, without the name of the server."""
    description: str | None
    """What the tool does, in the server's words. Null or absent if the server says nothing."""
    input_schema: Required[Mapping[str, Any]]
    """JSON Schema of the input that the tool takes."""


class MCPToolUseBlockParam(TypedDict, total=False):
    """The model used a tool of an MCP server. The API calls the tool, and its result follows in a block of its own."""

    type: Required[Literal["mcp_tool_use"]]
    """Tells what kind of object this is: always `mcp_tool_use`."""
    id: Required[str]
    """ID of this call, which `tool_use_id` of the result names."""
    server_name: Required[str]
    """`name` of the MCP server in `mcp_servers`."""
    name: Required[str]
    """Name of the tool, as its definition has it."""
    input: Required[Mapping[str, Any]]
    """Arguments that the model gave to the tool."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class MCPToolsetParam(TypedDict, total=False):
    """
    The tools of one server in `mcp_servers`, which the API calls for the model. Every server needs exactly one toolset.
    For each tool, `configs` overrides `default_config`, and this overrides the API's own default.
    """

    type: Required[Literal["mcp_toolset"]]
    """Tells what kind of object this is: always `mcp_toolset`."""
    mcp_server_name: Required[str]
    """`name` of the MCP server in `mcp_servers`."""
    default_config: MCPToolDefaultConfigParam | models.MCPToolDefaultConfig
    """Settings of all tools of the server. The API's own defaults apply when absent or null."""
    configs: Mapping[str, Any] | None
    """
    Settings of single tools, by the names of the tools. Names that the server does not know are ignored. None when
    absent or null.
    """
    tools: Sequence[MCPToolParam | models.MCPTool] | None
    """
    A copy of the server's tool list, for instance from an `mcp_tool_listing` block. The API then offers exactly these
    tools and does not ask the server. It asks the server when absent or null. The beta value includes that of MCP
    servers. Beta: the header value `mcp-client-2026-09-15` is sent with it.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this toolset. None when absent or null."""


class MemoryTool20250818Param(TypedDict, total=False):
    """
    A folder of notes that stays after the conversation. The caller keeps the files; the model views, creates, edits,
    renames and deletes them.
    """

    type: Required[Literal["memory_20250818"]]
    """Tells what kind of object this is: always `memory_20250818`."""
    name: Required[Literal["memory"]]
    """Has one possible value: always `memory`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class MessageCountTokensParams(TypedDict, total=False):
    """
    The body of a request that counts input tokens: everything of a message request that is part of the prompt. Tools
    that run on the API's servers are refused here.
    """

    model: Required[Model]
    """The model whose tokens are counted. Models count the same text differently."""
    messages: Required[Sequence[MessageParam]]
    """
    The conversation, oldest message first. Neighboring messages with the same role are read as one turn. If the last
    message is the assistant's, the response continues its text; models from Claude 4.6 on refuse that.
    """
    system: SystemParam
    """Instructions that stand before the conversation: role, task, tone, rules. None when absent."""
    thinking: ThinkingConfigParam
    """Whether and how the model thinks before it answers. When absent, the model's own default applies."""
    output_config: OutputConfigParam
    """How much effort goes into the response, in which format it comes, and the token budget of the whole task."""
    output_format: JSONOutputFormatParam | None
    """
    A JSON Schema that the text of the response follows; free text when absent or null. Beta: the header value
    `structured-outputs-2025-11-13` is sent with it. Deprecated: Use `output_config.format`, which needs no beta header.
    """
    tools: Sequence[ToolUnionParam]
    """
    The tools that the model may use. Tools that run on the API's servers, such as web search, are refused with a
    400.
    """
    tool_choice: ToolChoiceParam
    """Whether the model may, must or must not use a tool; `auto` when absent."""
    mcp_servers: Sequence[RequestMCPServerURLDefinitionParam]
    """
    Remote MCP servers whose tools the API calls for the model. Each needs an `mcp_toolset` in `tools`. Beta: the header
    value `mcp-client-2025-11-20` is sent with it.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """
    Puts one cache breakpoint on the last block of the request that can carry one, so that the breakpoint moves along as
    the conversation grows. None when absent or null.
    """
    context_management: ContextManagementConfigParam | None
    """
    What the API may remove or summarize. The response says how many tokens there are before and after. Nothing when
    absent or null. Beta: the header value `context-management-2025-06-27` is sent with it.
    """
    compaction: CompactionConfigParam | None
    """
    Accepted, so that the body of a message request can be counted unchanged. It does not change the number. Beta: the
    header value `compact-2026-09-04` is sent with it.
    """
    speed: SpeedParam | None
    """Accepted, so that the body of a message request can be counted unchanged. It does not change the number."""
    billing_policy: BillingPolicyParam | None
    """
    Which organization pays for the request. When absent or null, it is your own. Counting tokens and batches take the
    field as well; a batch can only be billed to your own organization. Beta: the header value
    `user-profiles-billing-2026-10-01` is sent with it.
    """


class MessageCreateParams(TypedDict, total=False):
    """
    The body of a request for a message: the conversation so far, the model that continues it, and the settings for its
    response.
    """

    model: Required[Model]
    """ID of the model that responds, such as `claude-opus-5-5`."""
    max_tokens: Required[int]
    """
    The most tokens that the model may write, thinking included. It then stops with stop reason `max_tokens`. Each model
    has its own maximum, see `max_tokens` of `ModelInfo`. `0` writes nothing and only fills the prompt cache; batches
    refuse `0`.
    """
    messages: Required[Sequence[MessageParam]]
    """
    The conversation, oldest message first. Neighboring messages with the same role are read as one turn. If the last
    message is the assistant's, the response continues its text; models from Claude 4.6 on refuse that.
    """
    system: SystemParam
    """Instructions that stand before the conversation: role, task, tone, rules. None when absent."""
    stream: bool
    """Whether the response arrives in pieces while the model writes it, as server-sent events."""
    temperature: float
    """
    How much chance decides the choice of words: near 0 for analysis, near 1 for creative work. Even 0 does not always
    give the same response. Newer models refuse this field; older models take it.
    """
    top_p: float
    """
    Chooses only among the likeliest words whose probabilities add up to this number (nucleus sampling). `-1` or no
    value switches it off. Set this or `temperature`, not both. Only models that take `temperature` take it.
    """
    top_k: int
    """
    Chooses only among this many likeliest words. `-1` or no value switches the limit off. Only models that take
    `temperature` take it.
    """
    stop_sequences: Sequence[str]
    """
    Texts at which the model stops, with stop reason `stop_sequence`. The text itself is not part of the response. None
    when absent.
    """
    thinking: ThinkingConfigParam
    """Whether and how the model thinks before it answers. When absent, the model's own default applies."""
    output_config: OutputConfigParam
    """How much effort goes into the response, in which format it comes, and the token budget of the whole task."""
    output_format: JSONOutputFormatParam | None
    """
    A JSON Schema that the text of the response follows; free text when absent or null. Beta: the header value
    `structured-outputs-2025-11-13` is sent with it. Deprecated: Use `output_config.format`, which needs no beta header.
    """
    tools: Sequence[ToolUnionParam]
    """The tools that the model may use, both the caller's own and those of the API. None when absent."""
    tool_choice: ToolChoiceParam
    """Whether the model may, must or must not use a tool; `auto` when absent."""
    mcp_servers: Sequence[RequestMCPServerURLDefinitionParam]
    """
    Remote MCP servers whose tools the API calls for the model. Each needs an `mcp_toolset` in `tools`. Beta: the header
    value `mcp-client-2025-11-20` is sent with it.
    """
    container: ContainerParam | None
    """
    The container in which code execution runs: the ID of an earlier one, or an object that loads skills. When absent or
    null, the API makes a new one if a tool needs it.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """
    Puts one cache breakpoint on the last block of the request that can carry one, so that the breakpoint moves along as
    the conversation grows. None when absent or null.
    """
    context_management: ContextManagementConfigParam | None
    """
    What the API may remove or summarize when the conversation grows long. Nothing when absent or null. Not together
    with `compaction`. Beta: the header value `context-management-2025-06-27` is sent with it.
    """
    compaction: CompactionConfigParam | None
    """
    Asks for a summary of the conversation in place of its continuation. The response is one `compaction` block, with
    stop reason `compaction`. Later requests send this block first, in the place of the messages that it summarizes,
    with the same beta value. An ordinary response when absent or null. Beta: the header value `compact-2026-09-04` is
    sent with it.
    """
    thread: MessageThreadParam | None
    """
    Lets the API keep the conversation, so that the next request sends only its new messages. `create` starts it under
    the ID of the response, `continue` continues from an earlier response. When absent or null the API keeps nothing. A
    response has the same form in all cases. Beta: the header value `message-threads-2026-08-12` is sent with it.
    """
    fallbacks: FallbacksParam | None
    """
    Models that the API tries in turn when `model` declines the request for reasons of policy. None when absent or null.
    Some models refuse a list; `default` is accepted by all. Beta: the header value `server-side-fallback-2026-07-01` is
    sent with it.
    """
    fallback_credit_token: FallbackCreditToken | None
    """
    The token from the `stop_details` of a refusal, for the retry on another model: the cached prefix is then billed as
    a cache read. It is valid for five minutes, in the same workspace. Not together with `fallbacks`, which does this by
    itself. Beta: the header value `fallback-credit-2026-07-01` is sent with it.
    """
    diagnostics: DiagnosticsParam | None
    """Asks the API why the prompt cache could not be used; the reason is in `diagnostics` of the message."""
    speed: SpeedParam | None
    """
    How fast the model writes; `standard` when absent or null. `fast` costs more, has rate limits of its own, and only
    some models offer it. Some of these also need the beta value `fast-mode-2026-02-01`. Batches refuse the field.
    """
    service_tier: ServiceTierParam
    """Whether the request may use capacity that the organization has bought in advance (Priority Tier)."""
    inference_geo: str | None
    """The region in which the model runs, such as `us`. When absent or null, the workspace's setting applies."""
    metadata: MetadataParam
    """Facts about the request for the API's own use. The model does not see them."""
    billing_policy: BillingPolicyParam | None
    """
    Which organization pays for the request. When absent or null, it is your own. Counting tokens and batches take the
    field as well; a batch can only be billed to your own organization. Beta: the header value
    `user-profiles-billing-2026-10-01` is sent with it.
    """


class MessageCreateParamsNonStreaming(TypedDict, total=False):
    """The body of a request inside a batch. It cannot stream, and it cannot only fill the prompt cache."""

    model: Required[Model]
    """ID of the model that responds, such as `claude-opus-5-5`."""
    max_tokens: Required[int]
    """
    The most tokens that the model may write, thinking included. It then stops with stop reason `max_tokens`. Each model
    has its own maximum, see `max_tokens` of `ModelInfo`.
    """
    messages: Required[Sequence[MessageParam]]
    """
    The conversation, oldest message first. Neighboring messages with the same role are read as one turn. If the last
    message is the assistant's, the response continues its text; models from Claude 4.6 on refuse that.
    """
    system: SystemParam
    """Instructions that stand before the conversation: role, task, tone, rules. None when absent."""
    stream: Literal[False]
    """Accepted as false only, since a batch does not stream."""
    temperature: float
    """
    How much chance decides the choice of words: near 0 for analysis, near 1 for creative work. Even 0 does not always
    give the same response. Newer models refuse this field; older models take it.
    """
    top_p: float
    """
    Chooses only among the likeliest words whose probabilities add up to this number (nucleus sampling). `-1` or no
    value switches it off. Set this or `temperature`, not both. Only models that take `temperature` take it.
    """
    top_k: int
    """
    Chooses only among this many likeliest words. `-1` or no value switches the limit off. Only models that take
    `temperature` take it.
    """
    stop_sequences: Sequence[str]
    """
    Texts at which the model stops, with stop reason `stop_sequence`. The text itself is not part of the response. None
    when absent.
    """
    thinking: ThinkingConfigParam
    """Whether and how the model thinks before it answers. When absent, the model's own default applies."""
    output_config: OutputConfigParam
    """How much effort goes into the response, in which format it comes, and the token budget of the whole task."""
    output_format: JSONOutputFormatParam | None
    """
    A JSON Schema that the text of the response follows; free text when absent or null. Beta: the header value
    `structured-outputs-2025-11-13` is sent with it. Deprecated: Use `output_config.format`, which needs no beta header.
    """
    tools: Sequence[ToolUnionParam]
    """The tools that the model may use, both the caller's own and those of the API. None when absent."""
    tool_choice: ToolChoiceParam
    """Whether the model may, must or must not use a tool; `auto` when absent."""
    mcp_servers: Sequence[RequestMCPServerURLDefinitionParam]
    """
    Remote MCP servers whose tools the API calls for the model. Each needs an `mcp_toolset` in `tools`. Beta: the header
    value `mcp-client-2025-11-20` is sent with it.
    """
    container: ContainerParam | None
    """
    The container in which code execution runs: the ID of an earlier one, or an object that loads skills. When absent or
    null, the API makes a new one if a tool needs it.
    """
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """
    Puts one cache breakpoint on the last block of the request that can carry one, so that the breakpoint moves along as
    the conversation grows. None when absent or null.
    """
    context_management: ContextManagementConfigParam | None
    """
    What the API may remove or summarize when the conversation grows long. Nothing when absent or null. Not together
    with `compaction`. Beta: the header value `context-management-2025-06-27` is sent with it.
    """
    compaction: CompactionConfigParam | None
    """
    Asks for a summary of the conversation in place of its continuation. The response is one `compaction` block, with
    stop reason `compaction`. Later requests send this block first, in the place of the messages that it summarizes,
    with the same beta value. An ordinary response when absent or null. Beta: the header value `compact-2026-09-04` is
    sent with it.
    """
    thread: MessageThreadParam | None
    """
    Lets the API keep the conversation, so that the next request sends only its new messages. `create` starts it under
    the ID of the response, `continue` continues from an earlier response. When absent or null the API keeps nothing. A
    response has the same form in all cases. Beta: the header value `message-threads-2026-08-12` is sent with it.
    """
    fallbacks: FallbacksParam | None
    """
    Models that the API tries in turn when `model` declines the request for reasons of policy. None when absent or null.
    Some models refuse a list; `default` is accepted by all. Beta: the header value `server-side-fallback-2026-07-01` is
    sent with it.
    """
    fallback_credit_token: FallbackCreditToken | None
    """
    The token from the `stop_details` of a refusal, for the retry on another model: the cached prefix is then billed as
    a cache read. It is valid for five minutes, in the same workspace. Not together with `fallbacks`, which does this by
    itself. Beta: the header value `fallback-credit-2026-07-01` is sent with it.
    """
    diagnostics: DiagnosticsParam | None
    """Asks the API why the prompt cache could not be used; the reason is in `diagnostics` of the message."""
    speed: SpeedParam | None
    """
    How fast the model writes; `standard` when absent or null. `fast` costs more, has rate limits of its own, and only
    some models offer it. Some of these also need the beta value `fast-mode-2026-02-01`. Batches refuse the field.
    """
    service_tier: ServiceTierParam
    """Whether the request may use capacity that the organization has bought in advance (Priority Tier)."""
    inference_geo: str | None
    """The region in which the model runs, such as `us`. When absent or null, the workspace's setting applies."""
    metadata: MetadataParam
    """Facts about the request for the API's own use. The model does not see them."""
    billing_policy: BillingPolicyParam | None
    """
    Which organization pays for the request. When absent or null, it is your own. Counting tokens and batches take the
    field as well; a batch can only be billed to your own organization. Beta: the header value
    `user-profiles-billing-2026-10-01` is sent with it.
    """
    user_profile_id: str
    """
    ID of the user profile for whose customer this request is made. When absent, that of the header
    `anthropic-user-profile-id` of the batch. A request with another ID than the header gets an `errored` result.
    """
    workspace_id: str
    """
    ID of the workspace to act in, for this request. Deprecated: Send the header `anthropic-workspace-id` with the
    batch.
    """


class MessageParam(TypedDict, total=False):
    """
    One message of the conversation. A `system` message in the middle gives instructions from its place on, and the
    cached prompt before it stays valid.
    """

    role: Required[Literal["user", "assistant", "system"]]
    """Who speaks. Instructions for the whole conversation belong in the top-level `system` field."""
    content: Required[MessageContentParam]
    """The text or the blocks of the message; not empty, except in an assistant's last message."""
    clear_at: Literal["next_user_message", "never"] | None
    """
    Only for `system` messages: until when the model sees the text. `next_user_message` shows it for the present turn
    only, `never` in every request that sends it. The message stays in `messages` in both cases. Null is the default.
    Beta: the header value `mid-conversation-system-clear-at-2026-08-21` is sent with it.
    """
    output_config: SystemMessageOutputConfigParam | None
    """
    Only for `system` messages: a new effort from the next user turn on. The content may then be an empty array. Beta:
    the header value `mid-conversation-output-config-2026-07-01` is sent with it.
    """


class MetadataParam(TypedDict, total=False):
    """Facts about a request for the API's own use. The model does not see them."""

    user_id: str | None
    """
    An opaque ID of the end user, such as a UUID or a hash, which helps to find abuse. It must not hold a name, an
    e-mail address or a telephone number.
    """


Model: TypeAlias = (
    Literal[
        "claude-fable-5-2",
        "claude-mythos-5-2",
        "claude-opus-5-5",
        "claude-sonnet-5-5",
        "claude-haiku-5-5",
        "claude-fable-5-1",
        "claude-mythos-5-1",
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
use. Any other string is allowed here, such as the IDs of older models.
"""


class OutputConfigParam(TypedDict, total=False):
    """How much effort goes into the response, which format it has, and the token budget of the whole task."""

    effort: EffortParam | None
    """How much work the model puts into the response. When absent or null, the model's default applies."""
    format: JSONOutputFormatParam | None
    """The format of the response's text. Free text when absent or null."""
    task_budget: TokenTaskBudgetParam | None
    """
    A token budget for a task of many requests, which the model sees counting down. No budget when absent or null. Beta:
    the header value `task-budgets-2026-03-13` is sent with it.
    """


class PlainTextSourceParam(TypedDict, total=False):
    """A document as text inside the request. Citations name its characters."""

    type: Required[Literal["text"]]
    """Tells what kind of object this is: always `text`."""
    media_type: Required[Literal["text/plain"]]
    """Has one possible value: always `text/plain`."""
    data: Required[str]
    """The whole text of the document."""


class RedactedThinkingBlockParam(TypedDict, total=False):
    """Reasoning in encrypted form. While tools are used, it must be sent back unchanged."""

    type: Required[Literal["redacted_thinking"]]
    """Tells what kind of object this is: always `redacted_thinking`."""
    data: Required[str]
    """The encrypted reasoning, unchanged."""


RefusalCategory: TypeAlias = Literal["cyber", "bio", "frontier_llm", "reasoning_extraction", "general_harms"] | str
"""
Policy area of a refusal. `cyber`: attacks on computers. `bio`: dangerous work in biology. `frontier_llm`: the
development of competing models. `reasoning_extraction`: the model's own reasoning as text. `general_harms`: other
harms.
"""


class RequestMCPServerToolConfigurationParam(TypedDict, total=False):
    """Which tools of an MCP server the model may use, in the first form of the MCP connector."""

    enabled: bool | None
    """Whether the model may use the server's tools at all. True when absent or null."""
    allowed_tools: Sequence[str] | None
    """Names of the tools that the model may use. All of them when absent or null."""


class RequestMCPServerURLDefinitionParam(TypedDict, total=False):
    """A remote MCP server. An `mcp_toolset` in `tools` says which of its tools the model may use."""

    type: Required[Literal["url"]]
    """Tells what kind of object this is: always `url`."""
    name: Required[str]
    """The name that toolsets, tool calls and results of this server carry; unique within the request."""
    url: Required[str]
    """Address of the server. It must begin with `https://`."""
    authorization_token: str | None
    """OAuth token that the API sends to the server. A secret. The API sends none when it is absent or null."""
    tool_configuration: RequestMCPServerToolConfigurationParam | None
    """
    Which of the server's tools the model may use. All of them when absent or null. Beta: the header value
    `mcp-client-2025-04-04` is sent with it. Deprecated: Use an `mcp_toolset` in `tools`; this form belongs to the beta
    header mcp-client-2025-04-04.
    """


class RequestMCPToolResultBlockParam(TypedDict, total=False):
    """The result of a tool of an MCP server."""

    type: Required[Literal["mcp_tool_result"]]
    """Tells what kind of object this is: always `mcp_tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `mcp_tool_use` block that this is the result of."""
    content: RequestMCPToolResultContentParam
    """The result, as text or as text blocks. None when absent."""
    is_error: bool
    """Whether the tool reported a failure."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class RequestToolAdditionBlockParam(TypedDict, total=False):
    """In a `system` message, adds a tool from here on. The cached prompt before it stays valid."""

    type: Required[Literal["tool_addition"]]
    """Tells what kind of object this is: always `tool_addition`."""
    tool: Required[ToolAdditionTargetParam]
    """The tool to add, by its name or with its definition."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class RequestToolRemovalBlockParam(TypedDict, total=False):
    """In a `system` message, removes a tool from here on. The cached prompt before it stays valid."""

    type: Required[Literal["tool_removal"]]
    """Tells what kind of object this is: always `tool_removal`."""
    tool: Required[ToolRemovalTargetParam]
    """The tool to remove, by its name."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


CompactionToolChangeParam: TypeAlias = Union[
    RequestToolAdditionBlockParam, RequestToolRemovalBlockParam, "models.CompactionToolChange"
]
"""A tool that was added or removed in the summarized part of the conversation."""


class SearchResultBlockParam(TypedDict, total=False):
    """One result of the caller's own search, which the response can quote like a result of web search."""

    type: Required[Literal["search_result"]]
    """Tells what kind of object this is: always `search_result`."""
    source: Required[str]
    """Where the result comes from, an address or a name that the caller has chosen."""
    title: Required[str]
    """Title of the result, such as that of the page."""
    content: Required[Sequence[TextBlockParam | models.TextBlock]]
    """The text of the result. Citations name these blocks."""
    citations: CitationsConfigParam | models.CitationsConfig
    """Whether the response may quote this result. Not when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class ServerToolCaller20260120Param(TypedDict, total=False):
    """A program in the code execution tool of version `20260120` called the tool."""

    type: Required[Literal["code_execution_20260120"]]
    """Tells what kind of object this is: always `code_execution_20260120`."""
    tool_id: Required[str]
    """`id` of the `server_tool_use` block that runs the program."""


class ServerToolCallerParam(TypedDict, total=False):
    """A program in the code execution tool of version `20250825` called the tool."""

    type: Required[Literal["code_execution_20250825"]]
    """Tells what kind of object this is: always `code_execution_20250825`."""
    tool_id: Required[str]
    """`id` of the `server_tool_use` block that runs the program."""


CallerParam: TypeAlias = Union[DirectCallerParam, ServerToolCallerParam, ServerToolCaller20260120Param, "models.Caller"]
"""Who called a tool, the model itself or a program that it runs with the code execution tool."""


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
"""Name of a tool that runs on the API's servers."""


class ServerToolUseBlockParam(TypedDict, total=False):
    """
    The model used a tool that runs on the API's servers. The API runs it, and its result follows in a block of
    its own.
    """

    type: Required[Literal["server_tool_use"]]
    """Tells what kind of object this is: always `server_tool_use`."""
    id: Required[str]
    """ID of this call, which `tool_use_id` of the result names."""
    name: Required[ServerToolName]
    """Name of the tool, without its version."""
    input: Required[Mapping[str, Any]]
    """Arguments that the model gave to the tool."""
    caller: CallerParam | None
    """Who called the tool. The model itself if null or absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


ServiceTierParam: TypeAlias = Literal["auto", "standard_only"]
"""`auto` uses Priority Tier capacity while the organization has some left; `standard_only` never does."""


class SkillParams(TypedDict, total=False):
    """One skill to load into the container."""

    type: Required[Literal["anthropic", "custom"]]
    """Who made the skill, Anthropic (`anthropic`) or your organization (`custom`)."""
    skill_id: Required[str]
    """ID of the skill, such as `pptx` or `skill_01Kv8NpRzT4wXcY7HqMfJd2L`."""
    version: str
    """
    A version of the skill as its `id` (with `skills-2025-10-02`, its `version`) has it, or `latest` for the
    newest one.
    """


SpeedParam: TypeAlias = Literal["standard", "fast"]
"""How fast the model writes a response. `fast` costs more."""


class SystemMessageOutputConfigParam(TypedDict, total=False):
    """What a `system` message in the middle of a conversation changes about later responses."""

    effort: EffortParam | None
    """The effort from the next user turn on. When absent or null, the effort stays as it is."""


class TextBlockParam(TypedDict, total=False):
    """A piece of text. In an assistant message, text of an earlier response."""

    type: Required[Literal["text"]]
    """Tells what kind of object this is: always `text`."""
    text: Required[str]
    """The text. It must not be empty."""
    citations: Sequence[TextCitationParam] | None
    """The sources that the text of an earlier response quotes, sent back unchanged. None when absent or null."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


ContentBlockSourceContentParam: TypeAlias = Union[TextBlockParam, ImageBlockParam, "models.TextBlock"]
"""One block of a document, text or an image."""


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
"""One source that a text block of an earlier response quotes, sent back unchanged."""


class TextEditorCodeExecutionCreateResultBlockParam(TypedDict, total=False):
    """The editor created a file, or overwrote one."""

    type: Required[Literal["text_editor_code_execution_create_result"]]
    """Tells what kind of object this is: always `text_editor_code_execution_create_result`."""
    is_file_update: Required[bool]
    """Whether the file existed before and was overwritten."""


class TextEditorCodeExecutionStrReplaceResultBlockParam(TypedDict, total=False):
    """The editor replaced a part of a file. The fields describe the change as a diff does."""

    type: Required[Literal["text_editor_code_execution_str_replace_result"]]
    """Tells what kind of object this is: always `text_editor_code_execution_str_replace_result`."""
    lines: Sequence[str] | None
    """
    The lines of the change. Each begins with `-` (removed), `+` (added) or a space. Null or absent if nothing
    changed.
    """
    old_start: int | None
    """Number of the first line of the change in the old file. Null or absent if nothing changed."""
    old_lines: int | None
    """Number of lines of the old file that the change covers. Null or absent if nothing changed."""
    new_start: int | None
    """Number of the first line of the change in the new file. Null or absent if nothing changed."""
    new_lines: int | None
    """Number of lines of the new file that the change covers. Null or absent if nothing changed."""


class TextEditorCodeExecutionToolResultBlockParam(TypedDict, total=False):
    """The result of viewing or changing a file in the container."""

    type: Required[Literal["text_editor_code_execution_tool_result"]]
    """Tells what kind of object this is: always `text_editor_code_execution_tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `server_tool_use` block that this is the result of."""
    content: Required[TextEditorCodeExecutionToolResultBlockParamContentParam]
    """The file that was viewed, the change that was made, or the error."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


TextEditorCodeExecutionToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "file_not_found"] | str
)
"""Why the editor failed, such as `file_not_found`."""


class TextEditorCodeExecutionToolResultErrorParam(TypedDict, total=False):
    """The editor could not view or change the file."""

    type: Required[Literal["text_editor_code_execution_tool_result_error"]]
    """Tells what kind of object this is: always `text_editor_code_execution_tool_result_error`."""
    error_code: Required[TextEditorCodeExecutionToolResultErrorCode]
    """Why the editor could not do what it was asked."""
    error_message: str | None
    """The error in words, for people. Null or absent if there is no more to say."""


class TextEditorCodeExecutionViewResultBlockParam(TypedDict, total=False):
    """The content of a file that was viewed."""

    type: Required[Literal["text_editor_code_execution_view_result"]]
    """Tells what kind of object this is: always `text_editor_code_execution_view_result`."""
    file_type: Required[Literal["text", "image", "pdf"] | str]
    """Kind of the file, text, image or PDF."""
    content: Required[str]
    """The part of the text that was viewed; the bytes in base64 for an image or a PDF."""
    start_line: int | None
    """Number of the first line that was viewed, counted from 1. Null or absent for images and PDFs."""
    num_lines: int | None
    """Number of lines that were viewed. Null or absent for images and PDFs."""
    total_lines: int | None
    """Number of lines of the whole file. Null or absent for images and PDFs."""


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
"""The file that was viewed, the change that was made, or the error."""


class ThinkingBlockBindingParam(TypedDict, total=False):
    """
    How the API treats thinking blocks whose conversation has changed since the model wrote them. An empty object means
    all defaults.
    """

    prefix_mismatch_behavior: Literal["error", "drop_block"] | None
    """
    What happens to a block when the messages before it are not those that it was written for. `error` refuses the
    request with a 400, `drop_block` leaves the block out and reports it in `input_transformations`. Null is the
    default.
    """


class ThinkingBlockParam(TypedDict, total=False):
    """The model's reasoning before it answers. While tools are used, it must be sent back unchanged."""

    type: Required[Literal["thinking"]]
    """Tells what kind of object this is: always `thinking`."""
    thinking: Required[str]
    """The text of the reasoning, unchanged. It may be empty."""
    signature: Required[str]
    """The signature, unchanged. The API checks it."""


class ThinkingConfigAdaptiveParam(TypedDict, total=False):
    """
    The model decides by itself when and how long it thinks; `output_config.effort` guides it. For Claude 4.6 and
    later.
    """

    type: Required[Literal["adaptive"]]
    """Tells what kind of object this is: always `adaptive`."""
    display: ThinkingDisplayParam | None
    """
    How much of the thinking the response shows. When absent or null, the model's default applies (see
    `ThinkingDisplayParam`).
    """
    block_binding: ThinkingBlockBindingParam | None
    """
    What happens to a thinking block that is sent back in another conversation than its own. All defaults when absent or
    null. Beta: the header value `thinking-binding-controls-2026-08-01` is sent with it.
    """


class ThinkingConfigBetweenToolsParam(TypedDict, total=False):
    """No thinking before the response begins; the model may still think between the tool calls of one response."""

    type: Required[Literal["between_tools"]]
    """Tells what kind of object this is: always `between_tools`."""


class ThinkingConfigDisabledParam(TypedDict, total=False):
    """No thinking. Models that always think, such as the Fable and Mythos families, refuse this."""

    type: Required[Literal["disabled"]]
    """Tells what kind of object this is: always `disabled`."""


class ThinkingConfigEnabledParam(TypedDict, total=False):
    """Thinking with a fixed budget, for models up to Claude 4.6. Models from 4.7 on refuse it; use `adaptive` there."""

    type: Required[Literal["enabled"]]
    """Tells what kind of object this is: always `enabled`."""
    budget_tokens: Required[int]
    """The most tokens for thinking. They count towards `max_tokens`, so this number must be the smaller one."""
    display: ThinkingDisplayParam | None
    """
    How much of the thinking the response shows. When absent or null, the model's default applies (see
    `ThinkingDisplayParam`).
    """
    block_binding: ThinkingBlockBindingParam | None
    """
    What happens to a thinking block that is sent back in another conversation than its own. All defaults when absent or
    null. Beta: the header value `thinking-binding-controls-2026-08-01` is sent with it.
    """


ThinkingConfigParam: TypeAlias = (
    ThinkingConfigEnabledParam
    | ThinkingConfigAdaptiveParam
    | ThinkingConfigBetweenToolsParam
    | ThinkingConfigDisabledParam
)
"""
Whether and how the model thinks before it responds and between tool calls. Which types a model accepts is in its
`capabilities`.
"""


ThinkingDisplayParam: TypeAlias = Literal["summarized", "omitted", "updates"]
"""
How the response shows thinking: `summarized` as text, `omitted` as blocks with a signature and an empty text,
`updates` as short notes on the progress. The default depends on the model: `summarized` up to Claude 4.6, `omitted`
on the newer models. The billed tokens are the same.
"""


class ThinkingTurnsParam(TypedDict, total=False):
    """The newest assistant turns that have thinking keep it."""

    type: Required[Literal["thinking_turns"]]
    """Tells what kind of object this is: always `thinking_turns`."""
    value: Required[int]
    """Number of assistant turns that keep their thinking."""


ThinkingKeepParam: TypeAlias = ThinkingTurnsParam | AllThinkingTurnsParam
"""How many turns keep their thinking, a number or all."""


ClearThinkingKeepParam: TypeAlias = Literal["all"] | ThinkingKeepParam
"""How many turns keep their thinking. `all` is short for the object of that type."""


class ThreadContinueParams(TypedDict, total=False):
    """Continues a conversation that the API keeps. `messages` holds only what is new since the named response."""

    type: Required[Literal["continue"]]
    """Tells what kind of object this is: always `continue`."""
    previous_message_id: Required[str]
    """
    `id` of the latest response of the conversation. An unknown one is a 404 (`thread_not_found`); a response that
    another request has continued already is a 400 (`thread_already_continued`).
    """


class ThreadCreateParams(TypedDict, total=False):
    """Starts a conversation that the API keeps, under the `id` of the response."""

    type: Required[Literal["create"]]
    """Tells what kind of object this is: always `create`."""


MessageThreadParam: TypeAlias = ThreadCreateParams | ThreadContinueParams
"""Whether a request starts a conversation that the API keeps, or continues one."""


class TokenTaskBudgetParam(TypedDict, total=False):
    """
    A token budget for a task that takes many requests. It is advice to the model and not a limit that the API
    enforces.
    """

    type: Required[Literal["tokens"]]
    """Tells what kind of object this is: always `tokens`."""
    total: Required[int]
    """Tokens for the whole task: thinking, tool calls, tool results and responses."""
    remaining: int | None
    """Tokens of `total` that earlier requests have left. The same as `total` when absent or null."""


class ToolBash20241022Param(TypedDict, total=False):
    """A shell that the caller runs for the model, in the version of the first computer use beta."""

    type: Required[Literal["bash_20241022"]]
    """Tells what kind of object this is: always `bash_20241022`."""
    name: Required[Literal["bash"]]
    """Has one possible value: always `bash`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolBash20250124Param(TypedDict, total=False):
    """A shell session that the caller runs for the model. The input is a `command`, or `restart` for a new session."""

    type: Required[Literal["bash_20250124"]]
    """Tells what kind of object this is: always `bash_20250124`."""
    name: Required[Literal["bash"]]
    """Has one possible value: always `bash`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


ToolCallerParam: TypeAlias = Literal[
    "direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"
]
"""
Who may call a tool. `direct` is the model; the others are programs that the model runs with that version of the
code execution tool.
"""


class ToolChangeMCPToolReferenceParam(TypedDict, total=False):
    """One tool of an MCP server, by its name."""

    type: Required[Literal["mcp_tool_reference"]]
    """Tells what kind of object this is: always `mcp_tool_reference`."""
    server_name: Required[str]
    """`name` of the MCP server in `mcp_servers`."""
    name: Required[str]
    """`name` of the tool on the MCP server."""


class ToolChangeMCPToolsetReferenceParam(TypedDict, total=False):
    """All tools of one MCP server, by the name of the server."""

    type: Required[Literal["mcp_toolset_reference"]]
    """Tells what kind of object this is: always `mcp_toolset_reference`."""
    server_name: Required[str]
    """`name` of the MCP server in `mcp_servers`."""


class ToolChangeToolDefinitionParam(TypedDict, total=False):
    """A tool that `tools` does not have, or a new definition of one that it has."""

    type: Required[Literal["tool_definition"]]
    """Tells what kind of object this is: always `tool_definition`."""
    definition: Required[ToolUnionParam]
    """The complete definition of the tool. An `mcp_toolset` also needs the beta value `mcp-client-2026-09-15`."""


class ToolChangeToolReferenceParam(TypedDict, total=False):
    """A tool of `tools`, by its name."""

    type: Required[Literal["tool_reference"]]
    """Tells what kind of object this is: always `tool_reference`."""
    name: Required[str]
    """`name` of the tool in `tools`."""


ToolAdditionTargetParam: TypeAlias = Union[
    ToolChangeToolReferenceParam,
    ToolChangeMCPToolReferenceParam,
    ToolChangeMCPToolsetReferenceParam,
    ToolChangeToolDefinitionParam,
    "models.ToolChangeToolDefinition",
]
"""What is added, a tool that `tools` names or a new definition."""


class ToolChoiceAnyParam(TypedDict, total=False):
    """The model must use one of the tools and chooses which."""

    type: Required[Literal["any"]]
    """Tells what kind of object this is: always `any`."""
    disable_parallel_tool_use: bool
    """If true, the model calls exactly one tool in a response."""


class ToolChoiceAutoParam(TypedDict, total=False):
    """The model decides whether it uses tools. This is the default when the request has tools."""

    type: Required[Literal["auto"]]
    """Tells what kind of object this is: always `auto`."""
    disable_parallel_tool_use: bool
    """If true, the model calls at most one tool in a response."""


class ToolChoiceNoneParam(TypedDict, total=False):
    """The model must not use tools. The definitions stay in the prompt, so the cached prefix stays valid."""

    type: Required[Literal["none"]]
    """Tells what kind of object this is: always `none`."""


class ToolChoiceToolParam(TypedDict, total=False):
    """The model must use the tool with this name."""

    type: Required[Literal["tool"]]
    """Tells what kind of object this is: always `tool`."""
    name: Required[str]
    """`name` of the tool in `tools`."""
    disable_parallel_tool_use: bool
    """If true, the model calls the tool exactly once in a response."""


ToolChoiceParam: TypeAlias = ToolChoiceAutoParam | ToolChoiceAnyParam | ToolChoiceToolParam | ToolChoiceNoneParam
"""
Whether the model may, must or must not use a tool. While the model thinks, only `auto` and `none` are
allowed.
"""


class ToolComputerUse20241022Param(TypedDict, total=False):
    """
    A screen, a mouse and a keyboard that the caller operates for the model, in the version of the first computer use
    beta.
    """

    type: Required[Literal["computer_20241022"]]
    """Tells what kind of object this is: always `computer_20241022`."""
    name: Required[Literal["computer"]]
    """Has one possible value: always `computer`."""
    display_width_px: Required[int]
    """Width in pixels of the screen that the model sees."""
    display_height_px: Required[int]
    """Height in pixels of the screen that the model sees."""
    display_number: int | None
    """Number of the X11 display. None when absent or null."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolComputerUse20250124Param(TypedDict, total=False):
    """Computer use with more actions, such as scrolling, waiting, held keys and single mouse buttons."""

    type: Required[Literal["computer_20250124"]]
    """Tells what kind of object this is: always `computer_20250124`."""
    name: Required[Literal["computer"]]
    """Has one possible value: always `computer`."""
    display_width_px: Required[int]
    """Width in pixels of the screen that the model sees."""
    display_height_px: Required[int]
    """Height in pixels of the screen that the model sees."""
    display_number: int | None
    """Number of the X11 display. None when absent or null."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolComputerUse20251124Param(TypedDict, total=False):
    """Computer use with a `zoom` action, which shows a part of the screen in full resolution."""

    type: Required[Literal["computer_20251124"]]
    """Tells what kind of object this is: always `computer_20251124`."""
    name: Required[Literal["computer"]]
    """Has one possible value: always `computer`."""
    display_width_px: Required[int]
    """Width in pixels of the screen that the model sees."""
    display_height_px: Required[int]
    """Height in pixels of the screen that the model sees."""
    display_number: int | None
    """Number of the X11 display. None when absent or null."""
    enable_zoom: bool
    """Whether the model may use the `zoom` action. Not when absent or null."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolInputSchemaParam(TypedDict, total=False):
    """
    JSON Schema (draft 2020-12) of a tool's input. At the top it must describe an object; other keywords are
    allowed.
    """

    type: Required[Literal["object"]]
    """Tells what kind of object this is: always `object`."""
    properties: Mapping[str, Any] | None
    """The schema of each field of the input, by its name. No fields when absent or null."""
    required: Sequence[str] | None
    """Names of the fields that every call must have. None when absent or null."""


class ToolParam(TypedDict, total=False):
    """
    A tool that the caller defines and runs. To use it, the model answers with a `tool_use` block, and the caller sends
    a `tool_result` block back. Only this kind of tool may leave out its `type`.
    """

    type: Literal["custom"] | None
    """Kind of the tool: `custom`. Null or absent means the same."""
    name: Required[str]
    """Name of the tool, which `tool_use` blocks carry. It is unique within the request, such as `get_weather`."""
    description: str
    """What the tool does, when to use it and what it returns. The more it says, the better the model chooses."""
    input_schema: Required[ToolInputSchemaParam]
    """JSON Schema of the input that the tool takes."""
    input_examples: Sequence[Mapping[str, Any]]
    """
    Examples of inputs, which show the model how to call the tool. Each must fit the tool's schema. None when
    absent.
    """
    strict: bool
    """
    Whether the model's input is guaranteed to fit the tool's schema, which may then use only a part of JSON Schema. Not
    when absent.
    """
    eager_input_streaming: bool | None
    """
    Whether the input is streamed as the model writes it, without waiting for complete values. It comes sooner, but it
    is incomplete JSON if the response ends early. When absent or null, the beta value
    `fine-grained-tool-streaming-2025-05-14` decides.
    """
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolReferenceBlockParam(TypedDict, total=False):
    """A tool that a search for tools has found. Its definition is part of the prompt from here on."""

    type: Required[Literal["tool_reference"]]
    """Tells what kind of object this is: always `tool_reference`."""
    tool_name: Required[str]
    """`name` of the tool in `tools`."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


ToolRemovalTargetParam: TypeAlias = (
    ToolChangeToolReferenceParam | ToolChangeMCPToolReferenceParam | ToolChangeMCPToolsetReferenceParam
)
"""What is removed, a tool or all tools of an MCP server."""


class ToolResultBlockParam(TypedDict, total=False):
    """The result of one of the caller's tools."""

    type: Required[Literal["tool_result"]]
    """Tells what kind of object this is: always `tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `tool_use` block that this is the result of."""
    content: ToolResultContentParam
    """The result as text or blocks. Absent if the tool returns nothing."""
    is_error: bool
    """Whether the tool failed. `content` then tells the model why."""
    toolset_name: str | None
    """Toolset of the tool, as the `tool_use` block has it. Null or absent if it belongs to none."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


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
"""One block of the result of a tool."""


ToolResultContentParam: TypeAlias = str | Sequence[ToolResultContentBlockParam]
"""A tool's result. A string is short for one text block."""


class ToolSearchToolBm25_20251119Param(TypedDict, total=False):
    """
    Finds tools with `defer_loading` by words in their names and descriptions, so that the prompt need not hold hundreds
    of tools.
    """

    type: Required[Literal["tool_search_tool_bm25_20251119", "tool_search_tool_bm25"]]
    """Version of the tool. The name without a date means the newest one."""
    name: Required[Literal["tool_search_tool_bm25"]]
    """Has one possible value: always `tool_search_tool_bm25`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Must be false or absent, since the search itself must be part of the prompt."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolSearchToolRegex20251119Param(TypedDict, total=False):
    """Finds tools with `defer_loading` by a regular expression over their names and descriptions."""

    type: Required[Literal["tool_search_tool_regex_20251119", "tool_search_tool_regex"]]
    """Version of the tool. The name without a date means the newest one."""
    name: Required[Literal["tool_search_tool_regex"]]
    """Has one possible value: always `tool_search_tool_regex`."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Must be false or absent, since the search itself must be part of the prompt."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolSearchToolResultBlockParam(TypedDict, total=False):
    """The result of a search for tools with `defer_loading`."""

    type: Required[Literal["tool_search_tool_result"]]
    """Tells what kind of object this is: always `tool_search_tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `server_tool_use` block that this is the result of."""
    content: Required[ToolSearchToolResultBlockParamContentParam]
    """The tools that were found, or the error."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


ToolSearchToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"] | str
)
"""Why a search for tools failed, such as `invalid_tool_input` for a wrong regular expression."""


class ToolSearchToolResultErrorParam(TypedDict, total=False):
    """The search for tools failed, so no tool was added."""

    type: Required[Literal["tool_search_tool_result_error"]]
    """Tells what kind of object this is: always `tool_search_tool_result_error`."""
    error_code: Required[ToolSearchToolResultErrorCode]
    """Why the search for tools failed."""
    error_message: str | None
    """The error in words, for people. Null or absent if there is no more to say."""


class ToolSearchToolSearchResultBlockParam(TypedDict, total=False):
    """The tools that a search has found. Their definitions are part of the prompt from here on."""

    type: Required[Literal["tool_search_tool_search_result"]]
    """Tells what kind of object this is: always `tool_search_tool_search_result`."""
    tool_references: Required[Sequence[ToolReferenceBlockParam | models.ToolReferenceBlock]]
    """The tools that were found, by name. Empty if none fits."""


ToolSearchToolResultBlockParamContentParam: TypeAlias = Union[
    ToolSearchToolSearchResultBlockParam,
    ToolSearchToolResultErrorParam,
    "models.ToolSearchToolSearchResultBlock",
    "models.ToolSearchToolResultError",
]
"""The tools that were found, or the error."""


class ToolTextEditor20241022Param(TypedDict, total=False):
    """
    A viewer and editor of files that the caller runs for the model, in the version of the first computer use
    beta.
    """

    type: Required[Literal["text_editor_20241022"]]
    """Tells what kind of object this is: always `text_editor_20241022`."""
    name: Required[Literal["str_replace_editor"]]
    """Has one possible value: always `str_replace_editor`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolTextEditor20250124Param(TypedDict, total=False):
    """
    A viewer and editor of files that the caller runs for the model. Its commands are `view`, `create`, `str_replace`,
    `insert` and `undo_edit`.
    """

    type: Required[Literal["text_editor_20250124"]]
    """Tells what kind of object this is: always `text_editor_20250124`."""
    name: Required[Literal["str_replace_editor"]]
    """Has one possible value: always `str_replace_editor`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolTextEditor20250429Param(TypedDict, total=False):
    """The text editor for Claude 4 and later. It has another name and no `undo_edit`."""

    type: Required[Literal["text_editor_20250429"]]
    """Tells what kind of object this is: always `text_editor_20250429`."""
    name: Required[Literal["str_replace_based_edit_tool"]]
    """Has one possible value: always `str_replace_based_edit_tool`."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolTextEditor20250728Param(TypedDict, total=False):
    """The text editor for Claude 4 and later, with a limit on how much of a file one `view` shows."""

    type: Required[Literal["text_editor_20250728"]]
    """Tells what kind of object this is: always `text_editor_20250728`."""
    name: Required[Literal["str_replace_based_edit_tool"]]
    """Has one possible value: always `str_replace_based_edit_tool`."""
    max_characters: int | None
    """The most characters of a file that one `view` shows. The whole file when absent or null."""
    input_examples: Sequence[Mapping[str, Any]]
    """Examples of inputs, which show the model how to call the tool. None when absent."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class ToolUseBlockParam(TypedDict, total=False):
    """A call of one of the caller's tools in an earlier response. Its result must follow in the next user message."""

    type: Required[Literal["tool_use"]]
    """Tells what kind of object this is: always `tool_use`."""
    id: Required[str]
    """ID of this call, which `tool_use_id` of the result names."""
    name: Required[str]
    """Name of the tool, as its definition has it."""
    input: Required[Mapping[str, Any]]
    """Arguments that the model gave to the tool."""
    caller: CallerParam | None
    """Who called the tool. The model itself if null or absent."""
    toolset_name: str | None
    """Toolset that the tool belongs to, such as `browser`. Null or absent if it belongs to none."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class ToolUsesKeepParam(TypedDict, total=False):
    """How many of the newest tool uses keep their results."""

    type: Required[Literal["tool_uses"]]
    """Tells what kind of object this is: always `tool_uses`."""
    value: Required[int]
    """Number of tool uses that stay; `0` removes all results."""


class ToolUsesTriggerParam(TypedDict, total=False):
    """A size of the prompt in tool uses."""

    type: Required[Literal["tool_uses"]]
    """Tells what kind of object this is: always `tool_uses`."""
    value: Required[int]
    """Tool uses in the prompt from which on the edit is applied."""


ClearToolUsesTriggerParam: TypeAlias = InputTokensTriggerParam | ToolUsesTriggerParam
"""The size of the prompt from which on tool results are removed, in tokens or in tool uses."""


class ToolsetToolConfigParam(TypedDict, total=False):
    """Settings of one tool of a browser or a computer."""

    enabled: bool | None
    """Whether the model may use the tool. The default of the tool applies when absent or null."""
    defer_loading: bool | None
    """Whether the definition stays out of the prompt until tool search finds it. False when absent or null."""


class URLImageSourceParam(TypedDict, total=False):
    """An image that the API fetches from a public address."""

    type: Required[Literal["url"]]
    """Tells what kind of object this is: always `url`."""
    url: Required[str]
    """Address of the image, such as `https://example.com/chart.png`."""


ImageSourceParam: TypeAlias = Base64ImageSourceParam | URLImageSourceParam | FileImageSourceParam
"""The source of an image, inside the request, at an address, or in the Files API."""


class URLPDFSourceParam(TypedDict, total=False):
    """A PDF that the API fetches from a public address. Citations name its pages."""

    type: Required[Literal["url"]]
    """Tells what kind of object this is: always `url`."""
    url: Required[str]
    """Address of the PDF, such as `https://example.com/report.pdf`."""


DocumentSourceParam: TypeAlias = Union[
    Base64PDFSourceParam,
    PlainTextSourceParam,
    ContentBlockSourceParam,
    URLPDFSourceParam,
    FileDocumentSourceParam,
    "models.Base64PDFSource",
    "models.PlainTextSource",
]
"""The source of a document, inside the request, at an address, or in the Files API."""


class UserLocationParam(TypedDict, total=False):
    """Roughly where the user is. All fields but `type` may be absent or null."""

    type: Required[Literal["approximate"]]
    """Tells what kind of object this is: always `approximate`."""
    city: str | None
    """City of the user, such as `Lisbon`."""
    region: str | None
    """State or region of the user, such as `California`."""
    country: str | None
    """Country of the user, as its two-letter ISO 3166-1 code, such as `PT`."""
    timezone: str | None
    """Time zone of the user, as its IANA name, such as `Europe/Lisbon`."""


class WebFetchBlockParam(TypedDict, total=False):
    """A page that the web fetch tool has read."""

    type: Required[Literal["web_fetch_result"]]
    """Tells what kind of object this is: always `web_fetch_result`."""
    url: Required[str]
    """Address of the page that was fetched."""
    content: Required[DocumentBlockParam | models.DocumentBlock]
    """The page as a document, which the model can quote."""
    retrieved_at: str | None
    """
    When the page was fetched, or when it was put into the cache that it comes from. ISO 8601; without a zone, as in
    `2026-08-02T17:44:16.540847`, it is in UTC. Null or absent if not known.
    """


class WebFetchTool20250910Param(TypedDict, total=False):
    """Web fetch. The model reads a page or a PDF whose URL is already part of the conversation."""

    type: Required[Literal["web_fetch_20250910"]]
    """Tells what kind of object this is: always `web_fetch_20250910`."""
    name: Required[Literal["web_fetch"]]
    """Has one possible value: always `web_fetch`."""
    max_uses: int | None
    """The most pages that one request may fetch. No limit when absent or null."""
    max_content_tokens: int | None
    """
    The most tokens of a page that are put into the prompt; the rest is cut. The limit is approximate and does not hold
    for PDFs. No limit when absent or null.
    """
    allowed_domains: Sequence[str] | None
    """
    The only domains whose pages may be read, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never read. Not together with `allowed_domains`. None when absent or null."""
    url_sources: WebFetchURLSourcesParam | models.WebFetchURLSources | None
    """From which parts of the conversation the tool may take URLs. From all of them when absent or null."""
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the model may quote the pages that it fetches. Not when absent or null."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class WebFetchTool20260209Param(TypedDict, total=False):
    """Web fetch whose pages the model can filter with a program before it reads them."""

    type: Required[Literal["web_fetch_20260209"]]
    """Tells what kind of object this is: always `web_fetch_20260209`."""
    name: Required[Literal["web_fetch"]]
    """Has one possible value: always `web_fetch`."""
    max_uses: int | None
    """The most pages that one request may fetch. No limit when absent or null."""
    max_content_tokens: int | None
    """
    The most tokens of a page that are put into the prompt; the rest is cut. The limit is approximate and does not hold
    for PDFs. No limit when absent or null.
    """
    allowed_domains: Sequence[str] | None
    """
    The only domains whose pages may be read, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never read. Not together with `allowed_domains`. None when absent or null."""
    url_sources: WebFetchURLSourcesParam | models.WebFetchURLSources | None
    """From which parts of the conversation the tool may take URLs. From all of them when absent or null."""
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the model may quote the pages that it fetches. Not when absent or null."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. `direct` alone turns filtering
    off. Both when absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class WebFetchTool20260309Param(TypedDict, total=False):
    """Web fetch that can read a page anew and not from a cache."""

    type: Required[Literal["web_fetch_20260309"]]
    """Tells what kind of object this is: always `web_fetch_20260309`."""
    name: Required[Literal["web_fetch"]]
    """Has one possible value: always `web_fetch`."""
    max_uses: int | None
    """The most pages that one request may fetch. No limit when absent or null."""
    max_content_tokens: int | None
    """
    The most tokens of a page that are put into the prompt; the rest is cut. The limit is approximate and does not hold
    for PDFs. No limit when absent or null.
    """
    allowed_domains: Sequence[str] | None
    """
    The only domains whose pages may be read, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never read. Not together with `allowed_domains`. None when absent or null."""
    url_sources: WebFetchURLSourcesParam | models.WebFetchURLSources | None
    """From which parts of the conversation the tool may take URLs. From all of them when absent or null."""
    use_cache: bool
    """
    Whether the page may come from a cache. `false` fetches it anew, which takes longer; use it for pages that change
    quickly.
    """
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the model may quote the pages that it fetches. Not when absent or null."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. `direct` alone turns filtering
    off. Both when absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class WebFetchTool20260318Param(TypedDict, total=False):
    """Web fetch that can leave those pages out of the response that only a program has read."""

    type: Required[Literal["web_fetch_20260318"]]
    """Tells what kind of object this is: always `web_fetch_20260318`."""
    name: Required[Literal["web_fetch"]]
    """Has one possible value: always `web_fetch`."""
    max_uses: int | None
    """The most pages that one request may fetch. No limit when absent or null."""
    max_content_tokens: int | None
    """
    The most tokens of a page that are put into the prompt; the rest is cut. The limit is approximate and does not hold
    for PDFs. No limit when absent or null.
    """
    allowed_domains: Sequence[str] | None
    """
    The only domains whose pages may be read, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never read. Not together with `allowed_domains`. None when absent or null."""
    url_sources: WebFetchURLSourcesParam | models.WebFetchURLSources | None
    """From which parts of the conversation the tool may take URLs. From all of them when absent or null."""
    use_cache: bool
    """
    Whether the page may come from a cache. `false` fetches it anew, which takes longer; use it for pages that change
    quickly.
    """
    response_inclusion: Literal["full", "excluded"]
    """
    Whether finished calls by programs, and their results, are part of the response (`full`) or are left out
    (`excluded`).
    """
    citations: CitationsConfigParam | models.CitationsConfig | None
    """Whether the model may quote the pages that it fetches. Not when absent or null."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. `direct` alone turns filtering
    off. Both when absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class WebFetchToolResultBlockParam(TypedDict, total=False):
    """The result of fetching a page or a document."""

    type: Required[Literal["web_fetch_tool_result"]]
    """Tells what kind of object this is: always `web_fetch_tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `server_tool_use` block that this is the result of."""
    content: Required[WebFetchToolResultBlockParamContentParam]
    """The page that was fetched, or the error."""
    caller: CallerParam | None
    """Who called the tool. The model itself if null or absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


class WebFetchToolResultErrorBlockParam(TypedDict, total=False):
    """The page could not be fetched."""

    type: Required[Literal["web_fetch_tool_result_error"]]
    """Tells what kind of object this is: always `web_fetch_tool_result_error`."""
    error_code: Required[WebFetchToolResultErrorCode]
    """Why the page could not be fetched."""


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
"""Why a page could not be fetched, such as `url_not_allowed` for a domain that the tool's settings exclude."""


class WebFetchURLSourceAllParam(TypedDict, total=False):
    """Every URL of this source may be read."""

    type: Required[Literal["all"]]
    """Tells what kind of object this is: always `all`."""


class WebFetchURLSourceExceptParam(TypedDict, total=False):
    """URLs in the results of all tools but these may be read."""

    type: Required[Literal["except"]]
    """Tells what kind of object this is: always `except`."""
    tools: Required[Sequence[WebFetchURLSourceToolReferenceParam | models.WebFetchURLSourceToolReference]]
    """The tools that are no source, each one of `tools`."""


class WebFetchURLSourceNoneParam(TypedDict, total=False):
    """No URL of this source may be read."""

    type: Required[Literal["none"]]
    """Tells what kind of object this is: always `none`."""


class WebFetchURLSourceOnlyParam(TypedDict, total=False):
    """Only URLs in the results of these tools may be read."""

    type: Required[Literal["only"]]
    """Tells what kind of object this is: always `only`."""
    tools: Required[Sequence[WebFetchURLSourceToolReferenceParam | models.WebFetchURLSourceToolReference]]
    """The tools that are a source, each one of `tools`."""


WebFetchToolResultSourceParam: TypeAlias = Union[
    WebFetchURLSourceAllParam,
    WebFetchURLSourceNoneParam,
    WebFetchURLSourceOnlyParam,
    WebFetchURLSourceExceptParam,
    "models.WebFetchToolResultSource",
]
"""Which tools give URLs with their results."""


class WebFetchURLSourceToolReferenceParam(TypedDict, total=False):
    """One tool of `tools`, by its name."""

    type: Required[Literal["tool_reference"]]
    """Tells what kind of object this is: always `tool_reference`."""
    name: Required[str]
    """`name` of the tool in `tools`."""


class WebFetchURLSourcesParam(TypedDict, total=False):
    """From which parts of the conversation web fetch may take URLs. A part that is absent or null is a source."""

    user_input: WebFetchUserInputSourceParam
    """Whether web fetch may read URLs in user messages. It may when absent or null."""
    client_tool_results: WebFetchToolResultSourceParam
    """Which of the caller's tools give URLs with their results. All of them when absent or null."""
    server_tool_results: WebFetchToolResultSourceParam
    """
    Which tools of the API give URLs with their results; only web search and web fetch can. Both when absent or
    null.
    """


WebFetchUserInputSourceParam: TypeAlias = Union[
    WebFetchURLSourceAllParam, WebFetchURLSourceNoneParam, "models.WebFetchUserInputSource"
]
"""Whether all URLs of a source may be read, or none."""


class WebSearchResultBlockParam(TypedDict, total=False):
    """One page that a web search has found."""

    type: Required[Literal["web_search_result"]]
    """Tells what kind of object this is: always `web_search_result`."""
    url: Required[str]
    """Address of the page that was found."""
    title: Required[str]
    """Title of the page that was found."""
    encrypted_content: Required[str]
    """The text of the page, for the model only. Sent back unchanged, it lets later turns quote the page."""
    page_age: str | None
    """Age of the page in words, such as `2 days ago`. Null or absent if not known."""


class WebSearchTool20250305Param(TypedDict, total=False):
    """Web search. The model writes the queries and quotes the pages that it uses."""

    type: Required[Literal["web_search_20250305"]]
    """Tells what kind of object this is: always `web_search_20250305`."""
    name: Required[Literal["web_search"]]
    """Has one possible value: always `web_search`."""
    max_uses: int | None
    """The most searches that one request may make. No limit when absent or null."""
    allowed_domains: Sequence[str] | None
    """
    The only domains whose pages may be results, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never results. Not together with `allowed_domains`. None when absent or null."""
    user_location: UserLocationParam | models.UserLocation | None
    """Roughly where the user is, for results that fit the place. Not known when absent or null."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class WebSearchTool20260209Param(TypedDict, total=False):
    """Web search whose results the model can filter with a program before it reads them."""

    type: Required[Literal["web_search_20260209"]]
    """Tells what kind of object this is: always `web_search_20260209`."""
    name: Required[Literal["web_search"]]
    """Has one possible value: always `web_search`."""
    max_uses: int | None
    """The most searches that one request may make. No limit when absent or null."""
    allowed_domains: Sequence[str] | None
    """
    The only domains whose pages may be results, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never results. Not together with `allowed_domains`. None when absent or null."""
    user_location: UserLocationParam | models.UserLocation | None
    """Roughly where the user is, for results that fit the place. Not known when absent or null."""
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. `direct` alone turns filtering
    off. Both when absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


class WebSearchTool20260318Param(TypedDict, total=False):
    """Web search that can leave those results out of the response that only a program has read."""

    type: Required[Literal["web_search_20260318"]]
    """Tells what kind of object this is: always `web_search_20260318`."""
    name: Required[Literal["web_search"]]
    """Has one possible value: always `web_search`."""
    max_uses: int | None
    """The most searches that one request may make. No limit when absent or null."""
    allowed_domains: Sequence[str] | None
    """
    The only domains whose pages may be results, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: Sequence[str] | None
    """Domains whose pages are never results. Not together with `allowed_domains`. None when absent or null."""
    user_location: UserLocationParam | models.UserLocation | None
    """Roughly where the user is, for results that fit the place. Not known when absent or null."""
    response_inclusion: Literal["full", "excluded"]
    """
    Whether finished calls by programs, and their results, are part of the response (`full`) or are left out
    (`excluded`).
    """
    strict: bool
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: Sequence[ToolCallerParam]
    """
    Who may call the tool, the model (`direct`) or programs of the code execution tool. `direct` alone turns filtering
    off. Both when absent.
    """
    defer_loading: bool
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this tool. None when absent or null."""


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
One entry of `tools`. `type` tells its kind; an entry without `type`, or with `type: null`, is a tool that the
caller has defined, a `ToolParam`. A new version of a tool that the API defines has a new `type`, and the old ones
stay.
"""


class WebSearchToolRequestErrorParam(TypedDict, total=False):
    """The web search failed and has no results."""

    type: Required[Literal["web_search_tool_result_error"]]
    """Tells what kind of object this is: always `web_search_tool_result_error`."""
    error_code: Required[WebSearchToolResultErrorCode]
    """Why the web search failed."""


class WebSearchToolResultBlockParam(TypedDict, total=False):
    """The result of a web search, pages or an error."""

    type: Required[Literal["web_search_tool_result"]]
    """Tells what kind of object this is: always `web_search_tool_result`."""
    tool_use_id: Required[str]
    """`id` of the `server_tool_use` block that this is the result of."""
    content: Required[WebSearchToolResultBlockParamContentParam]
    """The pages that were found, or the error."""
    caller: CallerParam | None
    """Who called the tool. The model itself if null or absent."""
    cache_control: CacheControlEphemeralParam | models.CacheControlEphemeral | None
    """A cache breakpoint after this block. None when absent or null."""


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
"""One block of a message's content. Blocks of a response are sent back unchanged, thinking included."""


MessageContentParam: TypeAlias = str | Sequence[ContentBlockParam]
"""A message's content. A string is short for one text block."""


WebSearchToolResultBlockParamContentParam: TypeAlias = Union[
    Sequence[Union[WebSearchResultBlockParam, "models.WebSearchResultBlock"]], WebSearchToolRequestErrorParam
]
"""The pages that were found, as a list, or the error, as an object."""


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
"""Why a web search failed, such as `max_uses_exceeded` when the limit of `max_uses` was reached."""
