# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.messages`: The next turn of a conversation, as one response or as a stream, and the size of a conversation in
tokens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from .._call import AsyncStream, Call, Omit, Options, Stream, omit
from .._resource import AsyncResource, Resource
from ..endpoints import messages as endpoints

if TYPE_CHECKING:
    import httpx

    from .. import models, params
    from .messages_batches import AsyncMessagesBatches, MessagesBatches


class Messages(Resource):
    """The next turn of a conversation, as one response or as a stream, and the size of a conversation in tokens."""

    __slots__ = ()

    @property
    def batches(self) -> MessagesBatches:
        """`client.messages.batches`"""
        from .messages_batches import MessagesBatches

        return MessagesBatches(self._caller)

    @overload
    def create(
        self,
        *,
        model: params.Model,
        max_tokens: int,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        stream: Literal[True],
        temperature: float | Omit = omit,
        top_p: float | Omit = omit,
        top_k: int | Omit = omit,
        stop_sequences: Sequence[str] | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        container: params.ContainerParam | Omit | None = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        thread: params.MessageThreadParam | Omit | None = omit,
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> Stream[models.MessageStreamEvent]: ...

    @overload
    def create(
        self,
        *,
        model: params.Model,
        max_tokens: int,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        stream: Literal[False] | Omit = omit,
        temperature: float | Omit = omit,
        top_p: float | Omit = omit,
        top_k: int | Omit = omit,
        stop_sequences: Sequence[str] | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        container: params.ContainerParam | Omit | None = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        thread: params.MessageThreadParam | Omit | None = omit,
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> models.Message: ...

    @overload
    def create(
        self,
        *,
        model: params.Model,
        max_tokens: int,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        stream: bool | Omit,
        temperature: float | Omit = omit,
        top_p: float | Omit = omit,
        top_k: int | Omit = omit,
        stop_sequences: Sequence[str] | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        container: params.ContainerParam | Omit | None = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        thread: params.MessageThreadParam | Omit | None = omit,
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> Stream[models.MessageStreamEvent] | models.Message: ...

    def create(
        self,
        *,
        model: params.Model,
        max_tokens: int,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        stream: bool | Omit = omit,
        temperature: float | Omit = omit,
        top_p: float | Omit = omit,
        top_k: int | Omit = omit,
        stop_sequences: Sequence[str] | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        container: params.ContainerParam | Omit | None = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        thread: params.MessageThreadParam | Omit | None = omit,
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> models.Message | Stream[models.MessageStreamEvent]:
        """Create a message

        Sends a conversation and gets the model's next turn. Each request carries the whole conversation, unless
        `thread` lets the API keep it. Turns of `user` and `assistant` alternate; neighboring messages of one role
        are read as one turn. With `stream: true` the response comes as server-sent events while the model writes it.

        Why the model stopped is in `stop_reason` and not in the HTTP status. A stream can end with an `error` event
        although its status was 200.

        Args:
            model: ID of the model that responds, such as `claude-opus-5-5`.
            max_tokens: The most tokens that the model may write, thinking included. It then stops with stop reason
                `max_tokens`. Each model has its own maximum, see `max_tokens` of `ModelInfo`. `0` writes nothing and
                only fills the prompt cache; batches refuse `0`.
            messages: The conversation, oldest message first. Neighboring messages with the same role are read as one
                turn. If the last message is the assistant's, the response continues its text; models from Claude 4.6 on
                refuse that.
            system: Instructions that stand before the conversation: role, task, tone, rules. None when absent.
            stream: Whether the response arrives in pieces while the model writes it, as server-sent events.
            temperature: How much chance decides the choice of words: near 0 for analysis, near 1 for creative work.
                Even 0 does not always give the same response. Newer models refuse this field; older models take it.
            top_p: Chooses only among the likeliest words whose probabilities add up to this number (nucleus sampling).
                `-1` or no value switches it off. Set this or `temperature`, not both. Only models that take
                `temperature` take it.
            top_k: Chooses only among this many likeliest words. `-1` or no value switches the limit off. Only models
                that take `temperature` take it.
            stop_sequences: Texts at which the model stops, with stop reason `stop_sequence`. The text itself is not
                part of the response. None when absent.
            thinking: Whether and how the model thinks before it answers. When absent, the model's own default applies.
            output_config: How much effort goes into the response, in which format it comes, and the token budget of the
                whole task.
            output_format: A JSON Schema that the text of the response follows; free text when absent or null. Beta: the
                header value `structured-outputs-2025-11-13` is sent with it. Deprecated: Use `output_config.format`,
                which needs no beta header.
            tools: The tools that the model may use, both the caller's own and those of the API. None when absent.
            tool_choice: Whether the model may, must or must not use a tool; `auto` when absent.
            mcp_servers: Remote MCP servers whose tools the API calls for the model. Each needs an `mcp_toolset` in
                `tools`. Beta: the header value `mcp-client-2025-11-20` is sent with it.
            container: The container in which code execution runs: the ID of an earlier one, or an object that loads
                skills. When absent or null, the API makes a new one if a tool needs it.
            cache_control: Puts one cache breakpoint on the last block of the request that can carry one, so that the
                breakpoint moves along as the conversation grows. None when absent or null.
            context_management: What the API may remove or summarize when the conversation grows long. Nothing when
                absent or null. Not together with `compaction`. Beta: the header value `context-management-2025-06-27`
                is sent with it.
            compaction: Asks for a summary of the conversation in place of its continuation. The response is one
                `compaction` block, with stop reason `compaction`. Later requests send this block first, in the place of
                the messages that it summarizes, with the same beta value. An ordinary response when absent or null.
                Beta: the header value `compact-2026-09-04` is sent with it.
            thread: Lets the API keep the conversation, so that the next request sends only its new messages. `create`
                starts it under the ID of the response, `continue` continues from an earlier response. When absent or
                null the API keeps nothing. A response has the same form in all cases. Beta: the header value
                `message-threads-2026-08-12` is sent with it.
            fallbacks: Models that the API tries in turn when `model` declines the request for reasons of policy. None
                when absent or null. Some models refuse a list; `default` is accepted by all. Beta: the header value
                `server-side-fallback-2026-07-01` is sent with it.
            fallback_credit_token: The token from the `stop_details` of a refusal, for the retry on another model: the
                cached prefix is then billed as a cache read. It is valid for five minutes, in the same workspace. Not
                together with `fallbacks`, which does this by itself. Beta: the header value
                `fallback-credit-2026-07-01` is sent with it.
            diagnostics: Asks the API why the prompt cache could not be used; the reason is in `diagnostics` of the
                message.
            speed: How fast the model writes; `standard` when absent or null. `fast` costs more, has rate limits of its
                own, and only some models offer it. Some of these also need the beta value `fast-mode-2026-02-01`.
                Batches refuse the field.
            service_tier: Whether the request may use capacity that the organization has bought in advance (Priority
                Tier).
            inference_geo: The region in which the model runs, such as `us`. When absent or null, the workspace's
                setting applies.
            metadata: Facts about the request for the API's own use. The model does not see them.
            billing_policy: Which organization pays for the request. When absent or null, it is your own. Counting
                tokens and batches take the field as well; a batch can only be billed to your own organization. Beta:
                the header value `user-profiles-billing-2026-10-01` is sent with it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            user_profile_id: ID of the user profile for whose customer the request is made, for organizations that serve
                customers of their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 402, 403, 404, 409, 413,
                429, 500, 503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/messages`.
        """
        call: Call[Any] = endpoints.create(
            model=model,
            max_tokens=max_tokens,
            messages=messages,
            system=system,
            stream=stream,
            temperature=temperature,
            top_p=top_p,
            top_k=top_k,
            stop_sequences=stop_sequences,
            thinking=thinking,
            output_config=output_config,
            output_format=output_format,
            tools=tools,
            tool_choice=tool_choice,
            mcp_servers=mcp_servers,
            container=container,
            cache_control=cache_control,
            context_management=context_management,
            compaction=compaction,
            thread=thread,
            fallbacks=fallbacks,
            fallback_credit_token=fallback_credit_token,
            diagnostics=diagnostics,
            speed=speed,
            service_tier=service_tier,
            inference_geo=inference_geo,
            metadata=metadata,
            billing_policy=billing_policy,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            stall_timeout=stall_timeout,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        if stream:
            return self._caller.stream(call, options)
        return self._caller.send(call, options)

    def count_tokens(
        self,
        *,
        model: params.Model,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.MessageTokensCount:
        """Count the tokens of a message

        Returns how many input tokens a message request would use, with system prompt, tools, images and documents,
        without creating the message. The number is an estimate and may differ a little from the one that is billed.
        Counting is free and has a rate limit of its own. Requests with tools that run on the API's servers are
        refused.

        Args:
            model: The model whose tokens are counted. Models count the same text differently.
            messages: The conversation, oldest message first. Neighboring messages with the same role are read as one
                turn. If the last message is the assistant's, the response continues its text; models from Claude 4.6 on
                refuse that.
            system: Instructions that stand before the conversation: role, task, tone, rules. None when absent.
            thinking: Whether and how the model thinks before it answers. When absent, the model's own default applies.
            output_config: How much effort goes into the response, in which format it comes, and the token budget of the
                whole task.
            output_format: A JSON Schema that the text of the response follows; free text when absent or null. Beta: the
                header value `structured-outputs-2025-11-13` is sent with it. Deprecated: Use `output_config.format`,
                which needs no beta header.
            tools: The tools that the model may use. Tools that run on the API's servers, such as web search, are
                refused with a 400.
            tool_choice: Whether the model may, must or must not use a tool; `auto` when absent.
            mcp_servers: Remote MCP servers whose tools the API calls for the model. Each needs an `mcp_toolset` in
                `tools`. Beta: the header value `mcp-client-2025-11-20` is sent with it.
            cache_control: Puts one cache breakpoint on the last block of the request that can carry one, so that the
                breakpoint moves along as the conversation grows. None when absent or null.
            context_management: What the API may remove or summarize. The response says how many tokens there are before
                and after. Nothing when absent or null. Beta: the header value `context-management-2025-06-27` is sent
                with it.
            compaction: Accepted, so that the body of a message request can be counted unchanged. It does not change the
                number. Beta: the header value `compact-2026-09-04` is sent with it.
            speed: Accepted, so that the body of a message request can be counted unchanged. It does not change the
                number.
            billing_policy: Which organization pays for the request. When absent or null, it is your own. Counting
                tokens and batches take the field as well; a batch can only be billed to your own organization. Beta:
                the header value `user-profiles-billing-2026-10-01` is sent with it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            user_profile_id: ID of the user profile for whose customer the request is made, for organizations that serve
                customers of their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 402, 403, 404, 409, 413,
                429, 500, 503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/messages/count_tokens`.
        """
        call = endpoints.count_tokens(
            model=model,
            messages=messages,
            system=system,
            thinking=thinking,
            output_config=output_config,
            output_format=output_format,
            tools=tools,
            tool_choice=tool_choice,
            mcp_servers=mcp_servers,
            cache_control=cache_control,
            context_management=context_management,
            compaction=compaction,
            speed=speed,
            billing_policy=billing_policy,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return self._caller.send(call, options)


class AsyncMessages(AsyncResource):
    """The next turn of a conversation, as one response or as a stream, and the size of a conversation in tokens."""

    __slots__ = ()

    @property
    def batches(self) -> AsyncMessagesBatches:
        """`client.messages.batches`"""
        from .messages_batches import AsyncMessagesBatches

        return AsyncMessagesBatches(self._caller)

    @overload
    async def create(
        self,
        *,
        model: params.Model,
        max_tokens: int,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        stream: Literal[True],
        temperature: float | Omit = omit,
        top_p: float | Omit = omit,
        top_k: int | Omit = omit,
        stop_sequences: Sequence[str] | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        container: params.ContainerParam | Omit | None = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        thread: params.MessageThreadParam | Omit | None = omit,
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> AsyncStream[models.MessageStreamEvent]: ...

    @overload
    async def create(
        self,
        *,
        model: params.Model,
        max_tokens: int,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        stream: Literal[False] | Omit = omit,
        temperature: float | Omit = omit,
        top_p: float | Omit = omit,
        top_k: int | Omit = omit,
        stop_sequences: Sequence[str] | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        container: params.ContainerParam | Omit | None = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        thread: params.MessageThreadParam | Omit | None = omit,
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> models.Message: ...

    @overload
    async def create(
        self,
        *,
        model: params.Model,
        max_tokens: int,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        stream: bool | Omit,
        temperature: float | Omit = omit,
        top_p: float | Omit = omit,
        top_k: int | Omit = omit,
        stop_sequences: Sequence[str] | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        container: params.ContainerParam | Omit | None = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        thread: params.MessageThreadParam | Omit | None = omit,
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> AsyncStream[models.MessageStreamEvent] | models.Message: ...

    async def create(
        self,
        *,
        model: params.Model,
        max_tokens: int,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        stream: bool | Omit = omit,
        temperature: float | Omit = omit,
        top_p: float | Omit = omit,
        top_k: int | Omit = omit,
        stop_sequences: Sequence[str] | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        container: params.ContainerParam | Omit | None = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        thread: params.MessageThreadParam | Omit | None = omit,
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> models.Message | AsyncStream[models.MessageStreamEvent]:
        """Create a message

        Sends a conversation and gets the model's next turn. Each request carries the whole conversation, unless
        `thread` lets the API keep it. Turns of `user` and `assistant` alternate; neighboring messages of one role
        are read as one turn. With `stream: true` the response comes as server-sent events while the model writes it.

        Why the model stopped is in `stop_reason` and not in the HTTP status. A stream can end with an `error` event
        although its status was 200.

        Args:
            model: ID of the model that responds, such as `claude-opus-5-5`.
            max_tokens: The most tokens that the model may write, thinking included. It then stops with stop reason
                `max_tokens`. Each model has its own maximum, see `max_tokens` of `ModelInfo`. `0` writes nothing and
                only fills the prompt cache; batches refuse `0`.
            messages: The conversation, oldest message first. Neighboring messages with the same role are read as one
                turn. If the last message is the assistant's, the response continues its text; models from Claude 4.6 on
                refuse that.
            system: Instructions that stand before the conversation: role, task, tone, rules. None when absent.
            stream: Whether the response arrives in pieces while the model writes it, as server-sent events.
            temperature: How much chance decides the choice of words: near 0 for analysis, near 1 for creative work.
                Even 0 does not always give the same response. Newer models refuse this field; older models take it.
            top_p: Chooses only among the likeliest words whose probabilities add up to this number (nucleus sampling).
                `-1` or no value switches it off. Set this or `temperature`, not both. Only models that take
                `temperature` take it.
            top_k: Chooses only among this many likeliest words. `-1` or no value switches the limit off. Only models
                that take `temperature` take it.
            stop_sequences: Texts at which the model stops, with stop reason `stop_sequence`. The text itself is not
                part of the response. None when absent.
            thinking: Whether and how the model thinks before it answers. When absent, the model's own default applies.
            output_config: How much effort goes into the response, in which format it comes, and the token budget of the
                whole task.
            output_format: A JSON Schema that the text of the response follows; free text when absent or null. Beta: the
                header value `structured-outputs-2025-11-13` is sent with it. Deprecated: Use `output_config.format`,
                which needs no beta header.
            tools: The tools that the model may use, both the caller's own and those of the API. None when absent.
            tool_choice: Whether the model may, must or must not use a tool; `auto` when absent.
            mcp_servers: Remote MCP servers whose tools the API calls for the model. Each needs an `mcp_toolset` in
                `tools`. Beta: the header value `mcp-client-2025-11-20` is sent with it.
            container: The container in which code execution runs: the ID of an earlier one, or an object that loads
                skills. When absent or null, the API makes a new one if a tool needs it.
            cache_control: Puts one cache breakpoint on the last block of the request that can carry one, so that the
                breakpoint moves along as the conversation grows. None when absent or null.
            context_management: What the API may remove or summarize when the conversation grows long. Nothing when
                absent or null. Not together with `compaction`. Beta: the header value `context-management-2025-06-27`
                is sent with it.
            compaction: Asks for a summary of the conversation in place of its continuation. The response is one
                `compaction` block, with stop reason `compaction`. Later requests send this block first, in the place of
                the messages that it summarizes, with the same beta value. An ordinary response when absent or null.
                Beta: the header value `compact-2026-09-04` is sent with it.
            thread: Lets the API keep the conversation, so that the next request sends only its new messages. `create`
                starts it under the ID of the response, `continue` continues from an earlier response. When absent or
                null the API keeps nothing. A response has the same form in all cases. Beta: the header value
                `message-threads-2026-08-12` is sent with it.
            fallbacks: Models that the API tries in turn when `model` declines the request for reasons of policy. None
                when absent or null. Some models refuse a list; `default` is accepted by all. Beta: the header value
                `server-side-fallback-2026-07-01` is sent with it.
            fallback_credit_token: The token from the `stop_details` of a refusal, for the retry on another model: the
                cached prefix is then billed as a cache read. It is valid for five minutes, in the same workspace. Not
                together with `fallbacks`, which does this by itself. Beta: the header value
                `fallback-credit-2026-07-01` is sent with it.
            diagnostics: Asks the API why the prompt cache could not be used; the reason is in `diagnostics` of the
                message.
            speed: How fast the model writes; `standard` when absent or null. `fast` costs more, has rate limits of its
                own, and only some models offer it. Some of these also need the beta value `fast-mode-2026-02-01`.
                Batches refuse the field.
            service_tier: Whether the request may use capacity that the organization has bought in advance (Priority
                Tier).
            inference_geo: The region in which the model runs, such as `us`. When absent or null, the workspace's
                setting applies.
            metadata: Facts about the request for the API's own use. The model does not see them.
            billing_policy: Which organization pays for the request. When absent or null, it is your own. Counting
                tokens and batches take the field as well; a batch can only be billed to your own organization. Beta:
                the header value `user-profiles-billing-2026-10-01` is sent with it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            user_profile_id: ID of the user profile for whose customer the request is made, for organizations that serve
                customers of their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 402, 403, 404, 409, 413,
                429, 500, 503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/messages`.
        """
        call: Call[Any] = endpoints.create(
            model=model,
            max_tokens=max_tokens,
            messages=messages,
            system=system,
            stream=stream,
            temperature=temperature,
            top_p=top_p,
            top_k=top_k,
            stop_sequences=stop_sequences,
            thinking=thinking,
            output_config=output_config,
            output_format=output_format,
            tools=tools,
            tool_choice=tool_choice,
            mcp_servers=mcp_servers,
            container=container,
            cache_control=cache_control,
            context_management=context_management,
            compaction=compaction,
            thread=thread,
            fallbacks=fallbacks,
            fallback_credit_token=fallback_credit_token,
            diagnostics=diagnostics,
            speed=speed,
            service_tier=service_tier,
            inference_geo=inference_geo,
            metadata=metadata,
            billing_policy=billing_policy,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            stall_timeout=stall_timeout,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        if stream:
            return await self._caller.stream(call, options)
        return await self._caller.send(call, options)

    async def count_tokens(
        self,
        *,
        model: params.Model,
        messages: Sequence[params.MessageParam],
        system: params.SystemParam | Omit = omit,
        thinking: params.ThinkingConfigParam | Omit = omit,
        output_config: params.OutputConfigParam | Omit = omit,
        output_format: params.JSONOutputFormatParam | Omit | None = omit,
        tools: Sequence[params.ToolUnionParam] | Omit = omit,
        tool_choice: params.ToolChoiceParam | Omit = omit,
        mcp_servers: Sequence[params.RequestMCPServerURLDefinitionParam] | Omit = omit,
        cache_control: params.CacheControlEphemeralParam | models.CacheControlEphemeral | Omit | None = omit,
        context_management: params.ContextManagementConfigParam | Omit | None = omit,
        compaction: params.CompactionConfigParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        billing_policy: params.BillingPolicyParam | Omit | None = omit,
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.MessageTokensCount:
        """Count the tokens of a message

        Returns how many input tokens a message request would use, with system prompt, tools, images and documents,
        without creating the message. The number is an estimate and may differ a little from the one that is billed.
        Counting is free and has a rate limit of its own. Requests with tools that run on the API's servers are
        refused.

        Args:
            model: The model whose tokens are counted. Models count the same text differently.
            messages: The conversation, oldest message first. Neighboring messages with the same role are read as one
                turn. If the last message is the assistant's, the response continues its text; models from Claude 4.6 on
                refuse that.
            system: Instructions that stand before the conversation: role, task, tone, rules. None when absent.
            thinking: Whether and how the model thinks before it answers. When absent, the model's own default applies.
            output_config: How much effort goes into the response, in which format it comes, and the token budget of the
                whole task.
            output_format: A JSON Schema that the text of the response follows; free text when absent or null. Beta: the
                header value `structured-outputs-2025-11-13` is sent with it. Deprecated: Use `output_config.format`,
                which needs no beta header.
            tools: The tools that the model may use. Tools that run on the API's servers, such as web search, are
                refused with a 400.
            tool_choice: Whether the model may, must or must not use a tool; `auto` when absent.
            mcp_servers: Remote MCP servers whose tools the API calls for the model. Each needs an `mcp_toolset` in
                `tools`. Beta: the header value `mcp-client-2025-11-20` is sent with it.
            cache_control: Puts one cache breakpoint on the last block of the request that can carry one, so that the
                breakpoint moves along as the conversation grows. None when absent or null.
            context_management: What the API may remove or summarize. The response says how many tokens there are before
                and after. Nothing when absent or null. Beta: the header value `context-management-2025-06-27` is sent
                with it.
            compaction: Accepted, so that the body of a message request can be counted unchanged. It does not change the
                number. Beta: the header value `compact-2026-09-04` is sent with it.
            speed: Accepted, so that the body of a message request can be counted unchanged. It does not change the
                number.
            billing_policy: Which organization pays for the request. When absent or null, it is your own. Counting
                tokens and batches take the field as well; a batch can only be billed to your own organization. Beta:
                the header value `user-profiles-billing-2026-10-01` is sent with it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            user_profile_id: ID of the user profile for whose customer the request is made, for organizations that serve
                customers of their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 402, 403, 404, 409, 413,
                429, 500, 503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/messages/count_tokens`.
        """
        call = endpoints.count_tokens(
            model=model,
            messages=messages,
            system=system,
            thinking=thinking,
            output_config=output_config,
            output_format=output_format,
            tools=tools,
            tool_choice=tool_choice,
            mcp_servers=mcp_servers,
            cache_control=cache_control,
            context_management=context_management,
            compaction=compaction,
            speed=speed,
            billing_policy=billing_policy,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return await self._caller.send(call, options)
