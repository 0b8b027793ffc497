# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Endpoint functions of `messages`: keyword arguments in, a `Call` out. They send nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, overload

from .. import _decoders as decoders
from .. import models
from .._call import (
    Call,
    Omit,
    drop_omitted,
    header_values,
    omit,
)
from ..operations import MESSAGES_COUNT_TOKENS, MESSAGES_CREATE

if TYPE_CHECKING:
    from .. import params


@overload
def create(
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
) -> Call[models.MessageStreamEvent]: ...
@overload
def create(
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
) -> Call[models.Message]: ...
@overload
def create(
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
) -> Call[models.MessageStreamEvent] | Call[models.Message]: ...
def create(
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
) -> Call[models.MessageStreamEvent] | Call[models.Message]:
    """Create a message

    Sends a conversation and gets the model's next turn. Each request carries the whole conversation, unless `thread`
    lets the API keep it. Turns of `user` and `assistant` alternate; neighboring messages of one role are read as one
    turn. With `stream: true` the response comes as server-sent events while the model writes it.

    Why the model stopped is in `stop_reason` and not in the HTTP status. A stream can end with an `error` event
    although its status was 200.

    See `POST /v1/messages`.
    """
    return Call(
        operation=MESSAGES_CREATE,
        path="/v1/messages",
        decode=decoders.MessageStreamEvent if stream else models.Message.from_dict,
        kind="events" if stream else "json",
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
                "anthropic-user-profile-id": user_profile_id,
            }
        ),
        body=drop_omitted(
            {
                "model": model,
                "max_tokens": max_tokens,
                "messages": messages,
                "system": system,
                "stream": stream,
                "temperature": temperature,
                "top_p": top_p,
                "top_k": top_k,
                "stop_sequences": stop_sequences,
                "thinking": thinking,
                "output_config": output_config,
                "output_format": output_format,
                "tools": tools,
                "tool_choice": tool_choice,
                "mcp_servers": mcp_servers,
                "container": container,
                "cache_control": cache_control,
                "context_management": context_management,
                "compaction": compaction,
                "thread": thread,
                "fallbacks": fallbacks,
                "fallback_credit_token": fallback_credit_token,
                "diagnostics": diagnostics,
                "speed": speed,
                "service_tier": service_tier,
                "inference_geo": inference_geo,
                "metadata": metadata,
                "billing_policy": billing_policy,
            }
        ),
    )


def count_tokens(
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
) -> Call[models.MessageTokensCount]:
    """Count the tokens of a message

    Returns how many input tokens a message request would use, with system prompt, tools, images and documents,
    without creating the message. The number is an estimate and may differ a little from the one that is billed.
    Counting is free and has a rate limit of its own. Requests with tools that run on the API's servers are refused.

    See `POST /v1/messages/count_tokens`.
    """
    return Call(
        operation=MESSAGES_COUNT_TOKENS,
        path="/v1/messages/count_tokens",
        decode=models.MessageTokensCount.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
                "anthropic-user-profile-id": user_profile_id,
            }
        ),
        body=drop_omitted(
            {
                "model": model,
                "messages": messages,
                "system": system,
                "thinking": thinking,
                "output_config": output_config,
                "output_format": output_format,
                "tools": tools,
                "tool_choice": tool_choice,
                "mcp_servers": mcp_servers,
                "cache_control": cache_control,
                "context_management": context_management,
                "compaction": compaction,
                "speed": speed,
                "billing_policy": billing_policy,
            }
        ),
    )
