# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""What responses hold. A model's module is loaded when its name is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .advisor_message_iteration_usage import AdvisorMessageIterationUsage as AdvisorMessageIterationUsage
    from .advisor_redacted_result_block import AdvisorRedactedResultBlock as AdvisorRedactedResultBlock
    from .advisor_result_block import AdvisorResultBlock as AdvisorResultBlock
    from .advisor_tool_20260301 import AdvisorTool20260301 as AdvisorTool20260301
    from .advisor_tool_result_block import AdvisorToolResultBlock as AdvisorToolResultBlock
    from .advisor_tool_result_block_content import AdvisorToolResultBlockContent as AdvisorToolResultBlockContent
    from .advisor_tool_result_block_content import (
        UnknownAdvisorToolResultBlockContent as UnknownAdvisorToolResultBlockContent,
    )
    from .advisor_tool_result_error import AdvisorToolResultError as AdvisorToolResultError
    from .advisor_tool_result_error_code import AdvisorToolResultErrorCode as AdvisorToolResultErrorCode
    from .api_error_object import APIErrorObject as APIErrorObject
    from .applied_edit import AppliedEdit as AppliedEdit
    from .applied_edit import UnknownAppliedEdit as UnknownAppliedEdit
    from .authentication_error_object import AuthenticationErrorObject as AuthenticationErrorObject
    from .base64_pdf_source import Base64PDFSource as Base64PDFSource
    from .bash_code_execution_output_block import BashCodeExecutionOutputBlock as BashCodeExecutionOutputBlock
    from .bash_code_execution_result_block import BashCodeExecutionResultBlock as BashCodeExecutionResultBlock
    from .bash_code_execution_tool_result_block import (
        BashCodeExecutionToolResultBlock as BashCodeExecutionToolResultBlock,
    )
    from .bash_code_execution_tool_result_block_content import (
        BashCodeExecutionToolResultBlockContent as BashCodeExecutionToolResultBlockContent,
    )
    from .bash_code_execution_tool_result_block_content import (
        UnknownBashCodeExecutionToolResultBlockContent as UnknownBashCodeExecutionToolResultBlockContent,
    )
    from .bash_code_execution_tool_result_error import (
        BashCodeExecutionToolResultError as BashCodeExecutionToolResultError,
    )
    from .bash_code_execution_tool_result_error_code import (
        BashCodeExecutionToolResultErrorCode as BashCodeExecutionToolResultErrorCode,
    )
    from .batch_processing_status import BatchProcessingStatus as BatchProcessingStatus
    from .billing_error_object import BillingErrorObject as BillingErrorObject
    from .browser_toolset_20260801 import BrowserToolset20260801 as BrowserToolset20260801
    from .browser_toolset_configs import BrowserToolsetConfigs as BrowserToolsetConfigs
    from .cache_control_ephemeral import CacheControlEphemeral as CacheControlEphemeral
    from .cache_creation import CacheCreation as CacheCreation
    from .cache_miss_messages_changed import CacheMissMessagesChanged as CacheMissMessagesChanged
    from .cache_miss_model_changed import CacheMissModelChanged as CacheMissModelChanged
    from .cache_miss_previous_message_not_found import (
        CacheMissPreviousMessageNotFound as CacheMissPreviousMessageNotFound,
    )
    from .cache_miss_reason import CacheMissReason as CacheMissReason
    from .cache_miss_reason import UnknownCacheMissReason as UnknownCacheMissReason
    from .cache_miss_system_changed import CacheMissSystemChanged as CacheMissSystemChanged
    from .cache_miss_tools_changed import CacheMissToolsChanged as CacheMissToolsChanged
    from .cache_miss_unavailable import CacheMissUnavailable as CacheMissUnavailable
    from .caller import Caller as Caller
    from .caller import UnknownCaller as UnknownCaller
    from .capability_support import CapabilitySupport as CapabilitySupport
    from .citation_char_location import CitationCharLocation as CitationCharLocation
    from .citation_content_block_location import CitationContentBlockLocation as CitationContentBlockLocation
    from .citation_page_location import CitationPageLocation as CitationPageLocation
    from .citations_config import CitationsConfig as CitationsConfig
    from .citations_delta import CitationsDelta as CitationsDelta
    from .citations_search_result_location import CitationsSearchResultLocation as CitationsSearchResultLocation
    from .citations_web_search_result_location import (
        CitationsWebSearchResultLocation as CitationsWebSearchResultLocation,
    )
    from .clear_thinking_20251015_edit_response import (
        ClearThinking20251015EditResponse as ClearThinking20251015EditResponse,
    )
    from .clear_tool_uses_20250919_edit_response import (
        ClearToolUses20250919EditResponse as ClearToolUses20250919EditResponse,
    )
    from .code_execution_output_block import CodeExecutionOutputBlock as CodeExecutionOutputBlock
    from .code_execution_result_block import CodeExecutionResultBlock as CodeExecutionResultBlock
    from .code_execution_tool_20250522 import CodeExecutionTool20250522 as CodeExecutionTool20250522
    from .code_execution_tool_20250825 import CodeExecutionTool20250825 as CodeExecutionTool20250825
    from .code_execution_tool_20260120 import CodeExecutionTool20260120 as CodeExecutionTool20260120
    from .code_execution_tool_20260521 import CodeExecutionTool20260521 as CodeExecutionTool20260521
    from .code_execution_tool_result_block import CodeExecutionToolResultBlock as CodeExecutionToolResultBlock
    from .code_execution_tool_result_block_content import (
        CodeExecutionToolResultBlockContent as CodeExecutionToolResultBlockContent,
    )
    from .code_execution_tool_result_block_content import (
        UnknownCodeExecutionToolResultBlockContent as UnknownCodeExecutionToolResultBlockContent,
    )
    from .code_execution_tool_result_error import CodeExecutionToolResultError as CodeExecutionToolResultError
    from .code_execution_tool_result_error_code import (
        CodeExecutionToolResultErrorCode as CodeExecutionToolResultErrorCode,
    )
    from .compaction_block import CompactionBlock as CompactionBlock
    from .compaction_capability import CompactionCapability as CompactionCapability
    from .compaction_content_block_delta import CompactionContentBlockDelta as CompactionContentBlockDelta
    from .compaction_iteration_usage import CompactionIterationUsage as CompactionIterationUsage
    from .compaction_tool_change import CompactionToolChange as CompactionToolChange
    from .compaction_tool_change import UnknownCompactionToolChange as UnknownCompactionToolChange
    from .computer_toolset_20260801 import ComputerToolset20260801 as ComputerToolset20260801
    from .computer_toolset_configs import ComputerToolsetConfigs as ComputerToolsetConfigs
    from .conflict_error_object import ConflictErrorObject as ConflictErrorObject
    from .container import Container as Container
    from .container_skill import ContainerSkill as ContainerSkill
    from .container_upload_block import ContainerUploadBlock as ContainerUploadBlock
    from .content_block import ContentBlock as ContentBlock
    from .content_block import UnknownContentBlock as UnknownContentBlock
    from .context_management_capability import ContextManagementCapability as ContextManagementCapability
    from .context_management_response import ContextManagementResponse as ContextManagementResponse
    from .count_tokens_context_management_response import (
        CountTokensContextManagementResponse as CountTokensContextManagementResponse,
    )
    from .deleted_file import DeletedFile as DeletedFile
    from .deleted_message_batch import DeletedMessageBatch as DeletedMessageBatch
    from .deleted_skill import DeletedSkill as DeletedSkill
    from .deleted_skill_version import DeletedSkillVersion as DeletedSkillVersion
    from .diagnostics import Diagnostics as Diagnostics
    from .direct_caller import DirectCaller as DirectCaller
    from .document_block import DocumentBlock as DocumentBlock
    from .document_block_source import DocumentBlockSource as DocumentBlockSource
    from .document_block_source import UnknownDocumentBlockSource as UnknownDocumentBlockSource
    from .effort_capability import EffortCapability as EffortCapability
    from .encrypted_code_execution_result_block import (
        EncryptedCodeExecutionResultBlock as EncryptedCodeExecutionResultBlock,
    )
    from .error_code import ErrorCode as ErrorCode
    from .error_details import ErrorDetails as ErrorDetails
    from .error_object import ErrorObject as ErrorObject
    from .error_object import UnknownErrorObject as UnknownErrorObject
    from .error_response import ErrorResponse as ErrorResponse
    from .fallback_block import FallbackBlock as FallbackBlock
    from .fallback_credit_not_applied import FallbackCreditNotApplied as FallbackCreditNotApplied
    from .fallback_credit_redeemed import FallbackCreditRedeemed as FallbackCreditRedeemed
    from .fallback_credit_status import FallbackCreditStatus as FallbackCreditStatus
    from .fallback_credit_status import UnknownFallbackCreditStatus as UnknownFallbackCreditStatus
    from .fallback_credit_usage import FallbackCreditUsage as FallbackCreditUsage
    from .fallback_info import FallbackInfo as FallbackInfo
    from .fallback_message_iteration_usage import FallbackMessageIterationUsage as FallbackMessageIterationUsage
    from .fallback_refusal_trigger import FallbackRefusalTrigger as FallbackRefusalTrigger
    from .file_metadata import FileMetadata as FileMetadata
    from .file_metadata_page import FileMetadataPage as FileMetadataPage
    from .file_scope import FileScope as FileScope
    from .gateway_timeout_error_object import GatewayTimeoutErrorObject as GatewayTimeoutErrorObject
    from .input_json_delta import InputJSONDelta as InputJSONDelta
    from .input_transformation import InputTransformation as InputTransformation
    from .input_transformation import UnknownInputTransformation as UnknownInputTransformation
    from .invalid_request_error_object import InvalidRequestErrorObject as InvalidRequestErrorObject
    from .iterations_usage_item import IterationsUsageItem as IterationsUsageItem
    from .iterations_usage_item import UnknownIterationsUsageItem as UnknownIterationsUsageItem
    from .mcp_tool import MCPTool as MCPTool
    from .mcp_tool_config import MCPToolConfig as MCPToolConfig
    from .mcp_tool_default_config import MCPToolDefaultConfig as MCPToolDefaultConfig
    from .mcp_tool_listing_block import MCPToolListingBlock as MCPToolListingBlock
    from .mcp_tool_result_block import MCPToolResultBlock as MCPToolResultBlock
    from .mcp_tool_result_block_content import MCPToolResultBlockContent as MCPToolResultBlockContent
    from .mcp_tool_use_block import MCPToolUseBlock as MCPToolUseBlock
    from .mcp_toolset import MCPToolset as MCPToolset
    from .memory_tool_20250818 import MemoryTool20250818 as MemoryTool20250818
    from .message import Message as Message
    from .message_batch import MessageBatch as MessageBatch
    from .message_batch_canceled_result import MessageBatchCanceledResult as MessageBatchCanceledResult
    from .message_batch_errored_result import MessageBatchErroredResult as MessageBatchErroredResult
    from .message_batch_expired_result import MessageBatchExpiredResult as MessageBatchExpiredResult
    from .message_batch_individual_response import MessageBatchIndividualResponse as MessageBatchIndividualResponse
    from .message_batch_page import MessageBatchPage as MessageBatchPage
    from .message_batch_request_counts import MessageBatchRequestCounts as MessageBatchRequestCounts
    from .message_batch_result import MessageBatchResult as MessageBatchResult
    from .message_batch_result import UnknownMessageBatchResult as UnknownMessageBatchResult
    from .message_batch_succeeded_result import MessageBatchSucceededResult as MessageBatchSucceededResult
    from .message_delta import MessageDelta as MessageDelta
    from .message_delta_usage import MessageDeltaUsage as MessageDeltaUsage
    from .message_iteration_usage import MessageIterationUsage as MessageIterationUsage
    from .message_stream_event import MessageStreamEvent as MessageStreamEvent
    from .message_stream_event import UnknownMessageStreamEvent as UnknownMessageStreamEvent
    from .message_tokens_count import MessageTokensCount as MessageTokensCount
    from .model import Model as Model
    from .model_capabilities import ModelCapabilities as ModelCapabilities
    from .model_info import ModelInfo as ModelInfo
    from .model_info_page import ModelInfoPage as ModelInfoPage
    from .model_lifecycle import ModelLifecycle as ModelLifecycle
    from .model_line import ModelLine as ModelLine
    from .not_found_error_object import NotFoundErrorObject as NotFoundErrorObject
    from .output_tokens_details import OutputTokensDetails as OutputTokensDetails
    from .overloaded_error_object import OverloadedErrorObject as OverloadedErrorObject
    from .permission_error_object import PermissionErrorObject as PermissionErrorObject
    from .ping_event import PingEvent as PingEvent
    from .plain_text_source import PlainTextSource as PlainTextSource
    from .rate_limit_error_object import RateLimitErrorObject as RateLimitErrorObject
    from .raw_content_block_delta import RawContentBlockDelta as RawContentBlockDelta
    from .raw_content_block_delta import UnknownRawContentBlockDelta as UnknownRawContentBlockDelta
    from .raw_content_block_delta_event import RawContentBlockDeltaEvent as RawContentBlockDeltaEvent
    from .raw_content_block_start_event import RawContentBlockStartEvent as RawContentBlockStartEvent
    from .raw_content_block_stop_event import RawContentBlockStopEvent as RawContentBlockStopEvent
    from .raw_message_delta_event import RawMessageDeltaEvent as RawMessageDeltaEvent
    from .raw_message_start_event import RawMessageStartEvent as RawMessageStartEvent
    from .raw_message_stop_event import RawMessageStopEvent as RawMessageStopEvent
    from .redacted_thinking_block import RedactedThinkingBlock as RedactedThinkingBlock
    from .refusal_category import RefusalCategory as RefusalCategory
    from .refusal_stop_details import RefusalStopDetails as RefusalStopDetails
    from .request_too_large_error_object import RequestTooLargeErrorObject as RequestTooLargeErrorObject
    from .response_tool import ResponseTool as ResponseTool
    from .response_tool_addition import ResponseToolAddition as ResponseToolAddition
    from .response_tool_addition import UnknownResponseToolAddition as UnknownResponseToolAddition
    from .response_tool_addition_block import ResponseToolAdditionBlock as ResponseToolAdditionBlock
    from .response_tool_change_mcp_tool_reference import (
        ResponseToolChangeMCPToolReference as ResponseToolChangeMCPToolReference,
    )
    from .response_tool_change_mcp_toolset_reference import (
        ResponseToolChangeMCPToolsetReference as ResponseToolChangeMCPToolsetReference,
    )
    from .response_tool_change_tool_reference import ResponseToolChangeToolReference as ResponseToolChangeToolReference
    from .response_tool_input_schema import ResponseToolInputSchema as ResponseToolInputSchema
    from .response_tool_removal import ResponseToolRemoval as ResponseToolRemoval
    from .response_tool_removal import UnknownResponseToolRemoval as UnknownResponseToolRemoval
    from .response_tool_removal_block import ResponseToolRemovalBlock as ResponseToolRemovalBlock
    from .response_tool_union import ResponseToolUnion as ResponseToolUnion
    from .response_tool_union import UnknownResponseToolUnion as UnknownResponseToolUnion
    from .server_tool_caller import ServerToolCaller as ServerToolCaller
    from .server_tool_caller_20260120 import ServerToolCaller20260120 as ServerToolCaller20260120
    from .server_tool_name import ServerToolName as ServerToolName
    from .server_tool_usage import ServerToolUsage as ServerToolUsage
    from .server_tool_use_block import ServerToolUseBlock as ServerToolUseBlock
    from .server_tools_capability import ServerToolsCapability as ServerToolsCapability
    from .signature_delta import SignatureDelta as SignatureDelta
    from .skill import Skill as Skill
    from .skill_page import SkillPage as SkillPage
    from .skill_source import SkillSource as SkillSource
    from .skill_source_type import SkillSourceType as SkillSourceType
    from .skill_source_union import SkillSourceUnion as SkillSourceUnion
    from .skill_version import SkillVersion as SkillVersion
    from .skill_version_page import SkillVersionPage as SkillVersionPage
    from .stop_reason import StopReason as StopReason
    from .text_block import TextBlock as TextBlock
    from .text_citation import TextCitation as TextCitation
    from .text_citation import UnknownTextCitation as UnknownTextCitation
    from .text_delta import TextDelta as TextDelta
    from .text_editor_code_execution_create_result_block import (
        TextEditorCodeExecutionCreateResultBlock as TextEditorCodeExecutionCreateResultBlock,
    )
    from .text_editor_code_execution_str_replace_result_block import (
        TextEditorCodeExecutionStrReplaceResultBlock as TextEditorCodeExecutionStrReplaceResultBlock,
    )
    from .text_editor_code_execution_tool_result_block import (
        TextEditorCodeExecutionToolResultBlock as TextEditorCodeExecutionToolResultBlock,
    )
    from .text_editor_code_execution_tool_result_block_content import (
        TextEditorCodeExecutionToolResultBlockContent as TextEditorCodeExecutionToolResultBlockContent,
    )
    from .text_editor_code_execution_tool_result_block_content import (
        UnknownTextEditorCodeExecutionToolResultBlockContent as UnknownTextEditorCodeExecutionToolResultBlockContent,
    )
    from .text_editor_code_execution_tool_result_error import (
        TextEditorCodeExecutionToolResultError as TextEditorCodeExecutionToolResultError,
    )
    from .text_editor_code_execution_tool_result_error_code import (
        TextEditorCodeExecutionToolResultErrorCode as TextEditorCodeExecutionToolResultErrorCode,
    )
    from .text_editor_code_execution_view_result_block import (
        TextEditorCodeExecutionViewResultBlock as TextEditorCodeExecutionViewResultBlock,
    )
    from .thinking_binding_mismatch import ThinkingBindingMismatch as ThinkingBindingMismatch
    from .thinking_block import ThinkingBlock as ThinkingBlock
    from .thinking_capability import ThinkingCapability as ThinkingCapability
    from .thinking_delta import ThinkingDelta as ThinkingDelta
    from .thinking_dropped_input_transformation import (
        ThinkingDroppedInputTransformation as ThinkingDroppedInputTransformation,
    )
    from .thinking_mismatch_allowed_input_transformation import (
        ThinkingMismatchAllowedInputTransformation as ThinkingMismatchAllowedInputTransformation,
    )
    from .thinking_types import ThinkingTypes as ThinkingTypes
    from .tool_bash_20241022 import ToolBash20241022 as ToolBash20241022
    from .tool_bash_20250124 import ToolBash20250124 as ToolBash20250124
    from .tool_caller import ToolCaller as ToolCaller
    from .tool_change_tool_definition import ToolChangeToolDefinition as ToolChangeToolDefinition
    from .tool_computer_use_20241022 import ToolComputerUse20241022 as ToolComputerUse20241022
    from .tool_computer_use_20250124 import ToolComputerUse20250124 as ToolComputerUse20250124
    from .tool_computer_use_20251124 import ToolComputerUse20251124 as ToolComputerUse20251124
    from .tool_reference_block import ToolReferenceBlock as ToolReferenceBlock
    from .tool_search_tool_bm25_20251119 import ToolSearchToolBm25_20251119 as ToolSearchToolBm25_20251119
    from .tool_search_tool_regex_20251119 import ToolSearchToolRegex20251119 as ToolSearchToolRegex20251119
    from .tool_search_tool_result_block import ToolSearchToolResultBlock as ToolSearchToolResultBlock
    from .tool_search_tool_result_block_content import (
        ToolSearchToolResultBlockContent as ToolSearchToolResultBlockContent,
    )
    from .tool_search_tool_result_block_content import (
        UnknownToolSearchToolResultBlockContent as UnknownToolSearchToolResultBlockContent,
    )
    from .tool_search_tool_result_error import ToolSearchToolResultError as ToolSearchToolResultError
    from .tool_search_tool_result_error_code import ToolSearchToolResultErrorCode as ToolSearchToolResultErrorCode
    from .tool_search_tool_search_result_block import ToolSearchToolSearchResultBlock as ToolSearchToolSearchResultBlock
    from .tool_text_editor_20241022 import ToolTextEditor20241022 as ToolTextEditor20241022
    from .tool_text_editor_20250124 import ToolTextEditor20250124 as ToolTextEditor20250124
    from .tool_text_editor_20250429 import ToolTextEditor20250429 as ToolTextEditor20250429
    from .tool_text_editor_20250728 import ToolTextEditor20250728 as ToolTextEditor20250728
    from .tool_use_block import ToolUseBlock as ToolUseBlock
    from .toolset_tool_config import ToolsetToolConfig as ToolsetToolConfig
    from .usage import Usage as Usage
    from .user_location import UserLocation as UserLocation
    from .web_fetch_block import WebFetchBlock as WebFetchBlock
    from .web_fetch_tool_20250910 import WebFetchTool20250910 as WebFetchTool20250910
    from .web_fetch_tool_20260209 import WebFetchTool20260209 as WebFetchTool20260209
    from .web_fetch_tool_20260309 import WebFetchTool20260309 as WebFetchTool20260309
    from .web_fetch_tool_20260318 import WebFetchTool20260318 as WebFetchTool20260318
    from .web_fetch_tool_result_block import WebFetchToolResultBlock as WebFetchToolResultBlock
    from .web_fetch_tool_result_block_content import (
        UnknownWebFetchToolResultBlockContent as UnknownWebFetchToolResultBlockContent,
    )
    from .web_fetch_tool_result_block_content import WebFetchToolResultBlockContent as WebFetchToolResultBlockContent
    from .web_fetch_tool_result_error_block import WebFetchToolResultErrorBlock as WebFetchToolResultErrorBlock
    from .web_fetch_tool_result_error_code import WebFetchToolResultErrorCode as WebFetchToolResultErrorCode
    from .web_fetch_tool_result_source import UnknownWebFetchToolResultSource as UnknownWebFetchToolResultSource
    from .web_fetch_tool_result_source import WebFetchToolResultSource as WebFetchToolResultSource
    from .web_fetch_url_source_all import WebFetchURLSourceAll as WebFetchURLSourceAll
    from .web_fetch_url_source_except import WebFetchURLSourceExcept as WebFetchURLSourceExcept
    from .web_fetch_url_source_none import WebFetchURLSourceNone as WebFetchURLSourceNone
    from .web_fetch_url_source_only import WebFetchURLSourceOnly as WebFetchURLSourceOnly
    from .web_fetch_url_source_tool_reference import WebFetchURLSourceToolReference as WebFetchURLSourceToolReference
    from .web_fetch_url_sources import WebFetchURLSources as WebFetchURLSources
    from .web_fetch_user_input_source import UnknownWebFetchUserInputSource as UnknownWebFetchUserInputSource
    from .web_fetch_user_input_source import WebFetchUserInputSource as WebFetchUserInputSource
    from .web_search_result_block import WebSearchResultBlock as WebSearchResultBlock
    from .web_search_tool_20250305 import WebSearchTool20250305 as WebSearchTool20250305
    from .web_search_tool_20260209 import WebSearchTool20260209 as WebSearchTool20260209
    from .web_search_tool_20260318 import WebSearchTool20260318 as WebSearchTool20260318
    from .web_search_tool_result_block import WebSearchToolResultBlock as WebSearchToolResultBlock
    from .web_search_tool_result_block_content import WebSearchToolResultBlockContent as WebSearchToolResultBlockContent
    from .web_search_tool_result_error import WebSearchToolResultError as WebSearchToolResultError
    from .web_search_tool_result_error_code import WebSearchToolResultErrorCode as WebSearchToolResultErrorCode
    from .webhook_enforcement_action_event_data import (
        WebhookEnforcementActionEventData as WebhookEnforcementActionEventData,
    )
    from .webhook_event import WebhookEvent as WebhookEvent
    from .webhook_event_data import UnknownWebhookEventData as UnknownWebhookEventData
    from .webhook_event_data import WebhookEventData as WebhookEventData
    from .webhook_organization_event_data import WebhookOrganizationEventData as WebhookOrganizationEventData
    from .webhook_session_thread_event_data import WebhookSessionThreadEventData as WebhookSessionThreadEventData
    from .webhook_vault_credential_event_data import WebhookVaultCredentialEventData as WebhookVaultCredentialEventData
    from .webhook_workspace_event_data import WebhookWorkspaceEventData as WebhookWorkspaceEventData

#: In which module a name is.
MODULES: dict[str, str] = {
    "APIErrorObject": "api_error_object",
    "AdvisorMessageIterationUsage": "advisor_message_iteration_usage",
    "AdvisorRedactedResultBlock": "advisor_redacted_result_block",
    "AdvisorResultBlock": "advisor_result_block",
    "AdvisorTool20260301": "advisor_tool_20260301",
    "AdvisorToolResultBlock": "advisor_tool_result_block",
    "AdvisorToolResultBlockContent": "advisor_tool_result_block_content",
    "AdvisorToolResultError": "advisor_tool_result_error",
    "AdvisorToolResultErrorCode": "advisor_tool_result_error_code",
    "AppliedEdit": "applied_edit",
    "AuthenticationErrorObject": "authentication_error_object",
    "Base64PDFSource": "base64_pdf_source",
    "BashCodeExecutionOutputBlock": "bash_code_execution_output_block",
    "BashCodeExecutionResultBlock": "bash_code_execution_result_block",
    "BashCodeExecutionToolResultBlock": "bash_code_execution_tool_result_block",
    "BashCodeExecutionToolResultBlockContent": "bash_code_execution_tool_result_block_content",
    "BashCodeExecutionToolResultError": "bash_code_execution_tool_result_error",
    "BashCodeExecutionToolResultErrorCode": "bash_code_execution_tool_result_error_code",
    "BatchProcessingStatus": "batch_processing_status",
    "BillingErrorObject": "billing_error_object",
    "BrowserToolset20260801": "browser_toolset_20260801",
    "BrowserToolsetConfigs": "browser_toolset_configs",
    "CacheControlEphemeral": "cache_control_ephemeral",
    "CacheCreation": "cache_creation",
    "CacheMissMessagesChanged": "cache_miss_messages_changed",
    "CacheMissModelChanged": "cache_miss_model_changed",
    "CacheMissPreviousMessageNotFound": "cache_miss_previous_message_not_found",
    "CacheMissReason": "cache_miss_reason",
    "CacheMissSystemChanged": "cache_miss_system_changed",
    "CacheMissToolsChanged": "cache_miss_tools_changed",
    "CacheMissUnavailable": "cache_miss_unavailable",
    "Caller": "caller",
    "CapabilitySupport": "capability_support",
    "CitationCharLocation": "citation_char_location",
    "CitationContentBlockLocation": "citation_content_block_location",
    "CitationPageLocation": "citation_page_location",
    "CitationsConfig": "citations_config",
    "CitationsDelta": "citations_delta",
    "CitationsSearchResultLocation": "citations_search_result_location",
    "CitationsWebSearchResultLocation": "citations_web_search_result_location",
    "ClearThinking20251015EditResponse": "clear_thinking_20251015_edit_response",
    "ClearToolUses20250919EditResponse": "clear_tool_uses_20250919_edit_response",
    "CodeExecutionOutputBlock": "code_execution_output_block",
    "CodeExecutionResultBlock": "code_execution_result_block",
    "CodeExecutionTool20250522": "code_execution_tool_20250522",
    "CodeExecutionTool20250825": "code_execution_tool_20250825",
    "CodeExecutionTool20260120": "code_execution_tool_20260120",
    "CodeExecutionTool20260521": "code_execution_tool_20260521",
    "CodeExecutionToolResultBlock": "code_execution_tool_result_block",
    "CodeExecutionToolResultBlockContent": "code_execution_tool_result_block_content",
    "CodeExecutionToolResultError": "code_execution_tool_result_error",
    "CodeExecutionToolResultErrorCode": "code_execution_tool_result_error_code",
    "CompactionBlock": "compaction_block",
    "CompactionCapability": "compaction_capability",
    "CompactionContentBlockDelta": "compaction_content_block_delta",
    "CompactionIterationUsage": "compaction_iteration_usage",
    "CompactionToolChange": "compaction_tool_change",
    "ComputerToolset20260801": "computer_toolset_20260801",
    "ComputerToolsetConfigs": "computer_toolset_configs",
    "ConflictErrorObject": "conflict_error_object",
    "Container": "container",
    "ContainerSkill": "container_skill",
    "ContainerUploadBlock": "container_upload_block",
    "ContentBlock": "content_block",
    "ContextManagementCapability": "context_management_capability",
    "ContextManagementResponse": "context_management_response",
    "CountTokensContextManagementResponse": "count_tokens_context_management_response",
    "DeletedFile": "deleted_file",
    "DeletedMessageBatch": "deleted_message_batch",
    "DeletedSkill": "deleted_skill",
    "DeletedSkillVersion": "deleted_skill_version",
    "Diagnostics": "diagnostics",
    "DirectCaller": "direct_caller",
    "DocumentBlock": "document_block",
    "DocumentBlockSource": "document_block_source",
    "EffortCapability": "effort_capability",
    "EncryptedCodeExecutionResultBlock": "encrypted_code_execution_result_block",
    "ErrorCode": "error_code",
    "ErrorDetails": "error_details",
    "ErrorObject": "error_object",
    "ErrorResponse": "error_response",
    "FallbackBlock": "fallback_block",
    "FallbackCreditNotApplied": "fallback_credit_not_applied",
    "FallbackCreditRedeemed": "fallback_credit_redeemed",
    "FallbackCreditStatus": "fallback_credit_status",
    "FallbackCreditUsage": "fallback_credit_usage",
    "FallbackInfo": "fallback_info",
    "FallbackMessageIterationUsage": "fallback_message_iteration_usage",
    "FallbackRefusalTrigger": "fallback_refusal_trigger",
    "FileMetadata": "file_metadata",
    "FileMetadataPage": "file_metadata_page",
    "FileScope": "file_scope",
    "GatewayTimeoutErrorObject": "gateway_timeout_error_object",
    "InputJSONDelta": "input_json_delta",
    "InputTransformation": "input_transformation",
    "InvalidRequestErrorObject": "invalid_request_error_object",
    "IterationsUsageItem": "iterations_usage_item",
    "MCPTool": "mcp_tool",
    "MCPToolConfig": "mcp_tool_config",
    "MCPToolDefaultConfig": "mcp_tool_default_config",
    "MCPToolListingBlock": "mcp_tool_listing_block",
    "MCPToolResultBlock": "mcp_tool_result_block",
    "MCPToolResultBlockContent": "mcp_tool_result_block_content",
    "MCPToolUseBlock": "mcp_tool_use_block",
    "MCPToolset": "mcp_toolset",
    "MemoryTool20250818": "memory_tool_20250818",
    "Message": "message",
    "MessageBatch": "message_batch",
    "MessageBatchCanceledResult": "message_batch_canceled_result",
    "MessageBatchErroredResult": "message_batch_errored_result",
    "MessageBatchExpiredResult": "message_batch_expired_result",
    "MessageBatchIndividualResponse": "message_batch_individual_response",
    "MessageBatchPage": "message_batch_page",
    "MessageBatchRequestCounts": "message_batch_request_counts",
    "MessageBatchResult": "message_batch_result",
    "MessageBatchSucceededResult": "message_batch_succeeded_result",
    "MessageDelta": "message_delta",
    "MessageDeltaUsage": "message_delta_usage",
    "MessageIterationUsage": "message_iteration_usage",
    "MessageStreamEvent": "message_stream_event",
    "MessageTokensCount": "message_tokens_count",
    "Model": "model",
    "ModelCapabilities": "model_capabilities",
    "ModelInfo": "model_info",
    "ModelInfoPage": "model_info_page",
    "ModelLifecycle": "model_lifecycle",
    "ModelLine": "model_line",
    "NotFoundErrorObject": "not_found_error_object",
    "OutputTokensDetails": "output_tokens_details",
    "OverloadedErrorObject": "overloaded_error_object",
    "PermissionErrorObject": "permission_error_object",
    "PingEvent": "ping_event",
    "PlainTextSource": "plain_text_source",
    "RateLimitErrorObject": "rate_limit_error_object",
    "RawContentBlockDelta": "raw_content_block_delta",
    "RawContentBlockDeltaEvent": "raw_content_block_delta_event",
    "RawContentBlockStartEvent": "raw_content_block_start_event",
    "RawContentBlockStopEvent": "raw_content_block_stop_event",
    "RawMessageDeltaEvent": "raw_message_delta_event",
    "RawMessageStartEvent": "raw_message_start_event",
    "RawMessageStopEvent": "raw_message_stop_event",
    "RedactedThinkingBlock": "redacted_thinking_block",
    "RefusalCategory": "refusal_category",
    "RefusalStopDetails": "refusal_stop_details",
    "RequestTooLargeErrorObject": "request_too_large_error_object",
    "ResponseTool": "response_tool",
    "ResponseToolAddition": "response_tool_addition",
    "ResponseToolAdditionBlock": "response_tool_addition_block",
    "ResponseToolChangeMCPToolReference": "response_tool_change_mcp_tool_reference",
    "ResponseToolChangeMCPToolsetReference": "response_tool_change_mcp_toolset_reference",
    "ResponseToolChangeToolReference": "response_tool_change_tool_reference",
    "ResponseToolInputSchema": "response_tool_input_schema",
    "ResponseToolRemoval": "response_tool_removal",
    "ResponseToolRemovalBlock": "response_tool_removal_block",
    "ResponseToolUnion": "response_tool_union",
    "ServerToolCaller": "server_tool_caller",
    "ServerToolCaller20260120": "server_tool_caller_20260120",
    "ServerToolName": "server_tool_name",
    "ServerToolUsage": "server_tool_usage",
    "ServerToolUseBlock": "server_tool_use_block",
    "ServerToolsCapability": "server_tools_capability",
    "SignatureDelta": "signature_delta",
    "Skill": "skill",
    "SkillPage": "skill_page",
    "SkillSource": "skill_source",
    "SkillSourceType": "skill_source_type",
    "SkillSourceUnion": "skill_source_union",
    "SkillVersion": "skill_version",
    "SkillVersionPage": "skill_version_page",
    "StopReason": "stop_reason",
    "TextBlock": "text_block",
    "TextCitation": "text_citation",
    "TextDelta": "text_delta",
    "TextEditorCodeExecutionCreateResultBlock": "text_editor_code_execution_create_result_block",
    "TextEditorCodeExecutionStrReplaceResultBlock": "text_editor_code_execution_str_replace_result_block",
    "TextEditorCodeExecutionToolResultBlock": "text_editor_code_execution_tool_result_block",
    "TextEditorCodeExecutionToolResultBlockContent": "text_editor_code_execution_tool_result_block_content",
    "TextEditorCodeExecutionToolResultError": "text_editor_code_execution_tool_result_error",
    "TextEditorCodeExecutionToolResultErrorCode": "text_editor_code_execution_tool_result_error_code",
    "TextEditorCodeExecutionViewResultBlock": "text_editor_code_execution_view_result_block",
    "ThinkingBindingMismatch": "thinking_binding_mismatch",
    "ThinkingBlock": "thinking_block",
    "ThinkingCapability": "thinking_capability",
    "ThinkingDelta": "thinking_delta",
    "ThinkingDroppedInputTransformation": "thinking_dropped_input_transformation",
    "ThinkingMismatchAllowedInputTransformation": "thinking_mismatch_allowed_input_transformation",
    "ThinkingTypes": "thinking_types",
    "ToolBash20241022": "tool_bash_20241022",
    "ToolBash20250124": "tool_bash_20250124",
    "ToolCaller": "tool_caller",
    "ToolChangeToolDefinition": "tool_change_tool_definition",
    "ToolComputerUse20241022": "tool_computer_use_20241022",
    "ToolComputerUse20250124": "tool_computer_use_20250124",
    "ToolComputerUse20251124": "tool_computer_use_20251124",
    "ToolReferenceBlock": "tool_reference_block",
    "ToolSearchToolBm25_20251119": "tool_search_tool_bm25_20251119",
    "ToolSearchToolRegex20251119": "tool_search_tool_regex_20251119",
    "ToolSearchToolResultBlock": "tool_search_tool_result_block",
    "ToolSearchToolResultBlockContent": "tool_search_tool_result_block_content",
    "ToolSearchToolResultError": "tool_search_tool_result_error",
    "ToolSearchToolResultErrorCode": "tool_search_tool_result_error_code",
    "ToolSearchToolSearchResultBlock": "tool_search_tool_search_result_block",
    "ToolTextEditor20241022": "tool_text_editor_20241022",
    "ToolTextEditor20250124": "tool_text_editor_20250124",
    "ToolTextEditor20250429": "tool_text_editor_20250429",
    "ToolTextEditor20250728": "tool_text_editor_20250728",
    "ToolUseBlock": "tool_use_block",
    "ToolsetToolConfig": "toolset_tool_config",
    "UnknownAdvisorToolResultBlockContent": "advisor_tool_result_block_content",
    "UnknownAppliedEdit": "applied_edit",
    "UnknownBashCodeExecutionToolResultBlockContent": "bash_code_execution_tool_result_block_content",
    "UnknownCacheMissReason": "cache_miss_reason",
    "UnknownCaller": "caller",
    "UnknownCodeExecutionToolResultBlockContent": "code_execution_tool_result_block_content",
    "UnknownCompactionToolChange": "compaction_tool_change",
    "UnknownContentBlock": "content_block",
    "UnknownDocumentBlockSource": "document_block_source",
    "UnknownErrorObject": "error_object",
    "UnknownFallbackCreditStatus": "fallback_credit_status",
    "UnknownInputTransformation": "input_transformation",
    "UnknownIterationsUsageItem": "iterations_usage_item",
    "UnknownMessageBatchResult": "message_batch_result",
    "UnknownMessageStreamEvent": "message_stream_event",
    "UnknownRawContentBlockDelta": "raw_content_block_delta",
    "UnknownResponseToolAddition": "response_tool_addition",
    "UnknownResponseToolRemoval": "response_tool_removal",
    "UnknownResponseToolUnion": "response_tool_union",
    "UnknownTextCitation": "text_citation",
    "UnknownTextEditorCodeExecutionToolResultBlockContent": "text_editor_code_execution_tool_result_block_content",
    "UnknownToolSearchToolResultBlockContent": "tool_search_tool_result_block_content",
    "UnknownWebFetchToolResultBlockContent": "web_fetch_tool_result_block_content",
    "UnknownWebFetchToolResultSource": "web_fetch_tool_result_source",
    "UnknownWebFetchUserInputSource": "web_fetch_user_input_source",
    "UnknownWebhookEventData": "webhook_event_data",
    "Usage": "usage",
    "UserLocation": "user_location",
    "WebFetchBlock": "web_fetch_block",
    "WebFetchTool20250910": "web_fetch_tool_20250910",
    "WebFetchTool20260209": "web_fetch_tool_20260209",
    "WebFetchTool20260309": "web_fetch_tool_20260309",
    "WebFetchTool20260318": "web_fetch_tool_20260318",
    "WebFetchToolResultBlock": "web_fetch_tool_result_block",
    "WebFetchToolResultBlockContent": "web_fetch_tool_result_block_content",
    "WebFetchToolResultErrorBlock": "web_fetch_tool_result_error_block",
    "WebFetchToolResultErrorCode": "web_fetch_tool_result_error_code",
    "WebFetchToolResultSource": "web_fetch_tool_result_source",
    "WebFetchURLSourceAll": "web_fetch_url_source_all",
    "WebFetchURLSourceExcept": "web_fetch_url_source_except",
    "WebFetchURLSourceNone": "web_fetch_url_source_none",
    "WebFetchURLSourceOnly": "web_fetch_url_source_only",
    "WebFetchURLSourceToolReference": "web_fetch_url_source_tool_reference",
    "WebFetchURLSources": "web_fetch_url_sources",
    "WebFetchUserInputSource": "web_fetch_user_input_source",
    "WebSearchResultBlock": "web_search_result_block",
    "WebSearchTool20250305": "web_search_tool_20250305",
    "WebSearchTool20260209": "web_search_tool_20260209",
    "WebSearchTool20260318": "web_search_tool_20260318",
    "WebSearchToolResultBlock": "web_search_tool_result_block",
    "WebSearchToolResultBlockContent": "web_search_tool_result_block_content",
    "WebSearchToolResultError": "web_search_tool_result_error",
    "WebSearchToolResultErrorCode": "web_search_tool_result_error_code",
    "WebhookEnforcementActionEventData": "webhook_enforcement_action_event_data",
    "WebhookEvent": "webhook_event",
    "WebhookEventData": "webhook_event_data",
    "WebhookOrganizationEventData": "webhook_organization_event_data",
    "WebhookSessionThreadEventData": "webhook_session_thread_event_data",
    "WebhookVaultCredentialEventData": "webhook_vault_credential_event_data",
    "WebhookWorkspaceEventData": "webhook_workspace_event_data",
}

__all__ = [
    "APIErrorObject",
    "AdvisorMessageIterationUsage",
    "AdvisorRedactedResultBlock",
    "AdvisorResultBlock",
    "AdvisorTool20260301",
    "AdvisorToolResultBlock",
    "AdvisorToolResultBlockContent",
    "AdvisorToolResultError",
    "AdvisorToolResultErrorCode",
    "AppliedEdit",
    "AuthenticationErrorObject",
    "Base64PDFSource",
    "BashCodeExecutionOutputBlock",
    "BashCodeExecutionResultBlock",
    "BashCodeExecutionToolResultBlock",
    "BashCodeExecutionToolResultBlockContent",
    "BashCodeExecutionToolResultError",
    "BashCodeExecutionToolResultErrorCode",
    "BatchProcessingStatus",
    "BillingErrorObject",
    "BrowserToolset20260801",
    "BrowserToolsetConfigs",
    "CacheControlEphemeral",
    "CacheCreation",
    "CacheMissMessagesChanged",
    "CacheMissModelChanged",
    "CacheMissPreviousMessageNotFound",
    "CacheMissReason",
    "CacheMissSystemChanged",
    "CacheMissToolsChanged",
    "CacheMissUnavailable",
    "Caller",
    "CapabilitySupport",
    "CitationCharLocation",
    "CitationContentBlockLocation",
    "CitationPageLocation",
    "CitationsConfig",
    "CitationsDelta",
    "CitationsSearchResultLocation",
    "CitationsWebSearchResultLocation",
    "ClearThinking20251015EditResponse",
    "ClearToolUses20250919EditResponse",
    "CodeExecutionOutputBlock",
    "CodeExecutionResultBlock",
    "CodeExecutionTool20250522",
    "CodeExecutionTool20250825",
    "CodeExecutionTool20260120",
    "CodeExecutionTool20260521",
    "CodeExecutionToolResultBlock",
    "CodeExecutionToolResultBlockContent",
    "CodeExecutionToolResultError",
    "CodeExecutionToolResultErrorCode",
    "CompactionBlock",
    "CompactionCapability",
    "CompactionContentBlockDelta",
    "CompactionIterationUsage",
    "CompactionToolChange",
    "ComputerToolset20260801",
    "ComputerToolsetConfigs",
    "ConflictErrorObject",
    "Container",
    "ContainerSkill",
    "ContainerUploadBlock",
    "ContentBlock",
    "ContextManagementCapability",
    "ContextManagementResponse",
    "CountTokensContextManagementResponse",
    "DeletedFile",
    "DeletedMessageBatch",
    "DeletedSkill",
    "DeletedSkillVersion",
    "Diagnostics",
    "DirectCaller",
    "DocumentBlock",
    "DocumentBlockSource",
    "EffortCapability",
    "EncryptedCodeExecutionResultBlock",
    "ErrorCode",
    "ErrorDetails",
    "ErrorObject",
    "ErrorResponse",
    "FallbackBlock",
    "FallbackCreditNotApplied",
    "FallbackCreditRedeemed",
    "FallbackCreditStatus",
    "FallbackCreditUsage",
    "FallbackInfo",
    "FallbackMessageIterationUsage",
    "FallbackRefusalTrigger",
    "FileMetadata",
    "FileMetadataPage",
    "FileScope",
    "GatewayTimeoutErrorObject",
    "InputJSONDelta",
    "InputTransformation",
    "InvalidRequestErrorObject",
    "IterationsUsageItem",
    "MCPTool",
    "MCPToolConfig",
    "MCPToolDefaultConfig",
    "MCPToolListingBlock",
    "MCPToolResultBlock",
    "MCPToolResultBlockContent",
    "MCPToolUseBlock",
    "MCPToolset",
    "MemoryTool20250818",
    "Message",
    "MessageBatch",
    "MessageBatchCanceledResult",
    "MessageBatchErroredResult",
    "MessageBatchExpiredResult",
    "MessageBatchIndividualResponse",
    "MessageBatchPage",
    "MessageBatchRequestCounts",
    "MessageBatchResult",
    "MessageBatchSucceededResult",
    "MessageDelta",
    "MessageDeltaUsage",
    "MessageIterationUsage",
    "MessageStreamEvent",
    "MessageTokensCount",
    "Model",
    "ModelCapabilities",
    "ModelInfo",
    "ModelInfoPage",
    "ModelLifecycle",
    "ModelLine",
    "NotFoundErrorObject",
    "OutputTokensDetails",
    "OverloadedErrorObject",
    "PermissionErrorObject",
    "PingEvent",
    "PlainTextSource",
    "RateLimitErrorObject",
    "RawContentBlockDelta",
    "RawContentBlockDeltaEvent",
    "RawContentBlockStartEvent",
    "RawContentBlockStopEvent",
    "RawMessageDeltaEvent",
    "RawMessageStartEvent",
    "RawMessageStopEvent",
    "RedactedThinkingBlock",
    "RefusalCategory",
    "RefusalStopDetails",
    "RequestTooLargeErrorObject",
    "ResponseTool",
    "ResponseToolAddition",
    "ResponseToolAdditionBlock",
    "ResponseToolChangeMCPToolReference",
    "ResponseToolChangeMCPToolsetReference",
    "ResponseToolChangeToolReference",
    "ResponseToolInputSchema",
    "ResponseToolRemoval",
    "ResponseToolRemovalBlock",
    "ResponseToolUnion",
    "ServerToolCaller",
    "ServerToolCaller20260120",
    "ServerToolName",
    "ServerToolUsage",
    "ServerToolUseBlock",
    "ServerToolsCapability",
    "SignatureDelta",
    "Skill",
    "SkillPage",
    "SkillSource",
    "SkillSourceType",
    "SkillSourceUnion",
    "SkillVersion",
    "SkillVersionPage",
    "StopReason",
    "TextBlock",
    "TextCitation",
    "TextDelta",
    "TextEditorCodeExecutionCreateResultBlock",
    "TextEditorCodeExecutionStrReplaceResultBlock",
    "TextEditorCodeExecutionToolResultBlock",
    "TextEditorCodeExecutionToolResultBlockContent",
    "TextEditorCodeExecutionToolResultError",
    "TextEditorCodeExecutionToolResultErrorCode",
    "TextEditorCodeExecutionViewResultBlock",
    "ThinkingBindingMismatch",
    "ThinkingBlock",
    "ThinkingCapability",
    "ThinkingDelta",
    "ThinkingDroppedInputTransformation",
    "ThinkingMismatchAllowedInputTransformation",
    "ThinkingTypes",
    "ToolBash20241022",
    "ToolBash20250124",
    "ToolCaller",
    "ToolChangeToolDefinition",
    "ToolComputerUse20241022",
    "ToolComputerUse20250124",
    "ToolComputerUse20251124",
    "ToolReferenceBlock",
    "ToolSearchToolBm25_20251119",
    "ToolSearchToolRegex20251119",
    "ToolSearchToolResultBlock",
    "ToolSearchToolResultBlockContent",
    "ToolSearchToolResultError",
    "ToolSearchToolResultErrorCode",
    "ToolSearchToolSearchResultBlock",
    "ToolTextEditor20241022",
    "ToolTextEditor20250124",
    "ToolTextEditor20250429",
    "ToolTextEditor20250728",
    "ToolUseBlock",
    "ToolsetToolConfig",
    "UnknownAdvisorToolResultBlockContent",
    "UnknownAppliedEdit",
    "UnknownBashCodeExecutionToolResultBlockContent",
    "UnknownCacheMissReason",
    "UnknownCaller",
    "UnknownCodeExecutionToolResultBlockContent",
    "UnknownCompactionToolChange",
    "UnknownContentBlock",
    "UnknownDocumentBlockSource",
    "UnknownErrorObject",
    "UnknownFallbackCreditStatus",
    "UnknownInputTransformation",
    "UnknownIterationsUsageItem",
    "UnknownMessageBatchResult",
    "UnknownMessageStreamEvent",
    "UnknownRawContentBlockDelta",
    "UnknownResponseToolAddition",
    "UnknownResponseToolRemoval",
    "UnknownResponseToolUnion",
    "UnknownTextCitation",
    "UnknownTextEditorCodeExecutionToolResultBlockContent",
    "UnknownToolSearchToolResultBlockContent",
    "UnknownWebFetchToolResultBlockContent",
    "UnknownWebFetchToolResultSource",
    "UnknownWebFetchUserInputSource",
    "UnknownWebhookEventData",
    "Usage",
    "UserLocation",
    "WebFetchBlock",
    "WebFetchTool20250910",
    "WebFetchTool20260209",
    "WebFetchTool20260309",
    "WebFetchTool20260318",
    "WebFetchToolResultBlock",
    "WebFetchToolResultBlockContent",
    "WebFetchToolResultErrorBlock",
    "WebFetchToolResultErrorCode",
    "WebFetchToolResultSource",
    "WebFetchURLSourceAll",
    "WebFetchURLSourceExcept",
    "WebFetchURLSourceNone",
    "WebFetchURLSourceOnly",
    "WebFetchURLSourceToolReference",
    "WebFetchURLSources",
    "WebFetchUserInputSource",
    "WebSearchResultBlock",
    "WebSearchTool20250305",
    "WebSearchTool20260209",
    "WebSearchTool20260318",
    "WebSearchToolResultBlock",
    "WebSearchToolResultBlockContent",
    "WebSearchToolResultError",
    "WebSearchToolResultErrorCode",
    "WebhookEnforcementActionEventData",
    "WebhookEvent",
    "WebhookEventData",
    "WebhookOrganizationEventData",
    "WebhookSessionThreadEventData",
    "WebhookVaultCredentialEventData",
    "WebhookWorkspaceEventData",
]


def __getattr__(name: str) -> Any:
    module = MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"{__name__}.{module}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *MODULES})
