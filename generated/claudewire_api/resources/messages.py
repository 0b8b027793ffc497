# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.messages`: One turn of a conversation at a time, at once or streamed, and its size in tokens."""

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
    """One turn of a conversation at a time, at once or streamed, and its size in tokens."""

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
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
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
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
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
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
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
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
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

        Sends a conversation and gets the model's next turn. The API keeps no state: each request carries the whole
        conversation. Turns of `user` and `assistant` alternate; neighbors of one role are joined. With `stream:
        true` the answer comes as server-sent events while it is being written.

        How the model came to its end is in `stop_reason` and not in the HTTP status; a stream may even carry an
        `error` event after its 200.

        Args:
            model: The model that answers.
            max_tokens: Most tokens that the model may write before it stops with `max_tokens`; thinking counts. How
                high it may go depends on the model. `0` writes nothing and only fills the prompt cache (not in a
                batch).
            messages: The conversation, oldest message first. Turns in a row with the same role are read as one turn. If
                the last message is the assistant's, the answer goes on from there; models from Claude 4.6 on refuse
                that.
            system: Instructions that stand before the conversation: role, task, tone, rules.
            stream: Whether the answer comes piece by piece, as server-sent events.
            temperature: How random the choice of words is: near 0 for analysis, near 1 for creative work. Even 0 is not
                fully deterministic. Newer models refuse it, and so does API version 2026-10-21; older models take it.
            top_p: Nucleus sampling: choose only among the likeliest words whose probabilities add up to this; `-1`
                switches it off. Set this or `temperature`, not both. For the models that take `temperature`.
            top_k: Choose only among this many likeliest words; `-1` switches the limit off. For the models that take
                `temperature`.
            stop_sequences: Texts at which the model stops, with stop reason `stop_sequence`; the text itself is not
                part of the answer.
            thinking: Whether and how the model thinks before it answers.
            output_config: What the answer should be like: effort, format, budget.
            output_format: A JSON schema that the answer follows. Beta: the header value `structured-outputs-2025-11-13`
                is sent with it. Deprecated: Use `output_config.format`, which needs no beta header.
            tools: The tools that the model may use, yours and the server's.
            tool_choice: Whether the model may, must or must not use a tool.
            mcp_servers: Remote MCP servers whose tools the API calls on the model's behalf. Beta: the header value
                `mcp-client-2025-11-20` is sent with it.
            container: The container in which code runs, an earlier one by ID or a new one with skills.
            cache_control: Sets one cache breakpoint by itself, at the last block that can carry one.
            context_management: What the API may drop or summarize when the conversation grows long. Beta: the header
                value `context-management-2025-06-27` is sent with it.
            compaction: Asks for a summary of the conversation in place of an answer; it ends with stop reason
                `compaction`. Send the block that it gives first from then on, with the same beta value. Beta: the
                header value `compact-2026-09-04` is sent with it.
            fallbacks: Models that the API tries in turn when the first one declines the request. Beta: the header value
                `server-side-fallback-2026-07-01` is sent with it.
            fallback_credit_token: The token from the `stop_details` of a refusal; with it, a retry on another model
                does not pay again for the cached prefix. `fallbacks` does this by itself. Beta: the header value
                `fallback-credit-2026-07-01` is sent with it.
            diagnostics: Asks why the prompt cache did or did not match.
            speed: How fast the answer is written. `fast` costs more and only some models have it; batches refuse the
                field.
            service_tier: Whether capacity bought in advance may be used.
            inference_geo: The region in which the model runs, for instance `us`; the workspace's own setting when
                absent.
            metadata: What the API should know about this request and the model should not.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            user_profile_id: User profile on whose behalf the request is made, for organizations that serve end users of
                their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

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
            fallbacks=fallbacks,
            fallback_credit_token=fallback_credit_token,
            diagnostics=diagnostics,
            speed=speed,
            service_tier=service_tier,
            inference_geo=inference_geo,
            metadata=metadata,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            stall_timeout=stall_timeout,
        )
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

        Says how many input tokens a message would use, system prompt, tools, images and documents included, without
        creating it. The number is an estimate and may differ a little from the one that is billed. Counting is free
        and has a rate limit of its own. Tools that run on Anthropic's servers cannot be counted.

        Args:
            model: The model whose tokens are counted.
            messages: The conversation, as for creating a message.
            system: Instructions that stand before the conversation.
            thinking: Whether and how the model would think.
            output_config: What the answer should be like; a format adds to the prompt.
            output_format: A JSON schema that the answer follows. Beta: the header value `structured-outputs-2025-11-13`
                is sent with it. Deprecated: Use `output_config.format`, which needs no beta header.
            tools: The tools that the model may use.
            tool_choice: Whether the model may, must or must not use a tool.
            mcp_servers: Remote MCP servers whose tools the model may use. Beta: the header value
                `mcp-client-2025-11-20` is sent with it.
            cache_control: Sets one cache breakpoint by itself, at the last block that can carry one.
            context_management: What the API may drop or summarize; the answer says how many tokens there are before and
                after. Beta: the header value `context-management-2025-06-27` is sent with it.
            compaction: Counts the tokens of a request for a summary. Beta: the header value `compact-2026-09-04` is
                sent with it.
            speed: How fast the answer would be written.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            user_profile_id: User profile on whose behalf the request is made, for organizations that serve end users of
                their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

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
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        return self._caller.send(call, options)


class AsyncMessages(AsyncResource):
    """One turn of a conversation at a time, at once or streamed, and its size in tokens."""

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
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
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
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
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
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
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
        fallbacks: params.FallbacksParam | Omit | None = omit,
        fallback_credit_token: params.FallbackCreditToken | Omit | None = omit,
        diagnostics: params.DiagnosticsParam | Omit | None = omit,
        speed: params.SpeedParam | Omit | None = omit,
        service_tier: params.ServiceTierParam | Omit = omit,
        inference_geo: str | Omit | None = omit,
        metadata: params.MetadataParam | Omit = omit,
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

        Sends a conversation and gets the model's next turn. The API keeps no state: each request carries the whole
        conversation. Turns of `user` and `assistant` alternate; neighbors of one role are joined. With `stream:
        true` the answer comes as server-sent events while it is being written.

        How the model came to its end is in `stop_reason` and not in the HTTP status; a stream may even carry an
        `error` event after its 200.

        Args:
            model: The model that answers.
            max_tokens: Most tokens that the model may write before it stops with `max_tokens`; thinking counts. How
                high it may go depends on the model. `0` writes nothing and only fills the prompt cache (not in a
                batch).
            messages: The conversation, oldest message first. Turns in a row with the same role are read as one turn. If
                the last message is the assistant's, the answer goes on from there; models from Claude 4.6 on refuse
                that.
            system: Instructions that stand before the conversation: role, task, tone, rules.
            stream: Whether the answer comes piece by piece, as server-sent events.
            temperature: How random the choice of words is: near 0 for analysis, near 1 for creative work. Even 0 is not
                fully deterministic. Newer models refuse it, and so does API version 2026-10-21; older models take it.
            top_p: Nucleus sampling: choose only among the likeliest words whose probabilities add up to this; `-1`
                switches it off. Set this or `temperature`, not both. For the models that take `temperature`.
            top_k: Choose only among this many likeliest words; `-1` switches the limit off. For the models that take
                `temperature`.
            stop_sequences: Texts at which the model stops, with stop reason `stop_sequence`; the text itself is not
                part of the answer.
            thinking: Whether and how the model thinks before it answers.
            output_config: What the answer should be like: effort, format, budget.
            output_format: A JSON schema that the answer follows. Beta: the header value `structured-outputs-2025-11-13`
                is sent with it. Deprecated: Use `output_config.format`, which needs no beta header.
            tools: The tools that the model may use, yours and the server's.
            tool_choice: Whether the model may, must or must not use a tool.
            mcp_servers: Remote MCP servers whose tools the API calls on the model's behalf. Beta: the header value
                `mcp-client-2025-11-20` is sent with it.
            container: The container in which code runs, an earlier one by ID or a new one with skills.
            cache_control: Sets one cache breakpoint by itself, at the last block that can carry one.
            context_management: What the API may drop or summarize when the conversation grows long. Beta: the header
                value `context-management-2025-06-27` is sent with it.
            compaction: Asks for a summary of the conversation in place of an answer; it ends with stop reason
                `compaction`. Send the block that it gives first from then on, with the same beta value. Beta: the
                header value `compact-2026-09-04` is sent with it.
            fallbacks: Models that the API tries in turn when the first one declines the request. Beta: the header value
                `server-side-fallback-2026-07-01` is sent with it.
            fallback_credit_token: The token from the `stop_details` of a refusal; with it, a retry on another model
                does not pay again for the cached prefix. `fallbacks` does this by itself. Beta: the header value
                `fallback-credit-2026-07-01` is sent with it.
            diagnostics: Asks why the prompt cache did or did not match.
            speed: How fast the answer is written. `fast` costs more and only some models have it; batches refuse the
                field.
            service_tier: Whether capacity bought in advance may be used.
            inference_geo: The region in which the model runs, for instance `us`; the workspace's own setting when
                absent.
            metadata: What the API should know about this request and the model should not.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            user_profile_id: User profile on whose behalf the request is made, for organizations that serve end users of
                their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

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
            fallbacks=fallbacks,
            fallback_credit_token=fallback_credit_token,
            diagnostics=diagnostics,
            speed=speed,
            service_tier=service_tier,
            inference_geo=inference_geo,
            metadata=metadata,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            stall_timeout=stall_timeout,
        )
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

        Says how many input tokens a message would use, system prompt, tools, images and documents included, without
        creating it. The number is an estimate and may differ a little from the one that is billed. Counting is free
        and has a rate limit of its own. Tools that run on Anthropic's servers cannot be counted.

        Args:
            model: The model whose tokens are counted.
            messages: The conversation, as for creating a message.
            system: Instructions that stand before the conversation.
            thinking: Whether and how the model would think.
            output_config: What the answer should be like; a format adds to the prompt.
            output_format: A JSON schema that the answer follows. Beta: the header value `structured-outputs-2025-11-13`
                is sent with it. Deprecated: Use `output_config.format`, which needs no beta header.
            tools: The tools that the model may use.
            tool_choice: Whether the model may, must or must not use a tool.
            mcp_servers: Remote MCP servers whose tools the model may use. Beta: the header value
                `mcp-client-2025-11-20` is sent with it.
            cache_control: Sets one cache breakpoint by itself, at the last block that can carry one.
            context_management: What the API may drop or summarize; the answer says how many tokens there are before and
                after. Beta: the header value `context-management-2025-06-27` is sent with it.
            compaction: Counts the tokens of a request for a summary. Beta: the header value `compact-2026-09-04` is
                sent with it.
            speed: How fast the answer would be written.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            user_profile_id: User profile on whose behalf the request is made, for organizations that serve end users of
                their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

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
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        return await self._caller.send(call, options)
