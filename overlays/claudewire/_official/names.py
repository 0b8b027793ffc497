"""The table of official names. What is not in it has the same name here, with or without the prefix `Beta`."""

from __future__ import annotations

from typing import Final

#: Type of the official SDK, without the prefix `Beta` → the type here.
TYPES: Final = {
    "AnthropicBetaParam": "str",
    "AssistantMessageParam": "MessageParam",
    "Base64PDFBlockParam": "DocumentBlockParam",
    "CitationConfig": "CitationsConfig",
    "CitationSearchResultLocation": "CitationsSearchResultLocation",
    "CompactionIterationUsageParam": "CompactionIterationUsage",
    "Error": "ErrorObject",
    "ErrorType": "str",
    "IterationsUsage": "list[IterationsUsageItem]",
    "MessageCountTokensToolParam": "ToolUnionParam",
    "MessageCreateParamsContainerParam": "ContainerParam",
    "ModelParam": "Model",
    "ParsedContentBlock": "ContentBlock",
    "ParsedTextBlock": "TextBlock",
    "RawMessageStreamEvent": "MessageStreamEvent",
    "RequestDocumentBlockParam": "DocumentBlockParam",
    "SkillCreateResponse": "Skill",
    "SkillDeleteResponse": "DeletedSkill",
    "SkillListResponse": "Skill",
    "SkillRetrieveResponse": "Skill",
    "SystemMessageParam": "MessageParam",
    "ThinkingPrefixMismatchBehavior": "str",
    "ThreadUnsupportedFeatureName": "str",
    "ToolUseCaller": "Caller",
    "UnwrapWebhookEvent": "WebhookEvent",
    "UserMessageParam": "MessageParam",
    "VersionCreateResponse": "SkillVersion",
    "VersionDeleteResponse": "DeletedSkillVersion",
    "VersionListResponse": "SkillVersion",
    "VersionRetrieveResponse": "SkillVersion",
}

#: The same by pattern, the first that matches. A type that the API describes once for all members of a toolset is one type here.
PATTERNS: Final = (
    (r"(Message(?:Start|Delta|Stop)|ContentBlock(?:Start|Delta|Stop))Event", r"Raw\1Event"),
    (r"(\w+Param)Param", r"\1"),
    (r"(\w+ToolResultError)Object", r"\1"),
    (r"(\w+ToolRequestError)ObjectParam", r"\1Param"),
    (
        r"(API|Authentication|Billing|GatewayTimeout|InvalidRequest|NotFound|Overloaded|Permission|RateLimit)Error",
        r"\1ErrorObject",
    ),
    (r"\w+ErrorDetails", "ErrorDetails"),
    (r"Webhook(SessionThread|VaultCredential)\w+EventData", r"Webhook\1EventData"),
    (r"WebhookUserProfileEnforcementAction\w+EventData", "WebhookEnforcementActionEventData"),
    (r"Webhook(?:ExternalKey|ExternalStorage|UserProfile)\w+EventData", "WebhookOrganizationEventData"),
    (r"Webhook(?:Agent|Deployment|Environment|MemoryStore|Session|Vault)\w+EventData", "WebhookWorkspaceEventData"),
    (r"(?:Response)?(?:Browser|Computer|Toolset)\w*ToolUseBlock|ResponseToolUseBlockUnion", "ToolUseBlock"),
    (r"(?:Browser|Computer)\w+Config", "ToolsetToolConfig"),
    (r"(?:Browser|Computer)\w+ConfigParam", "ToolsetToolConfigParam"),
    (r"(?:Browser|Computer)\w+(?:Input|Target|Value)", "dict[str, Any]"),
    (r"(?:Browser|Computer)(?:MemberName|ScrollDirection|ReadPageFilter)", "str"),
    (r"\w+(?:Error)", "ErrorObject"),
)

#: Types of arguments that are made from a method: official name → resource and method.
ARGUMENTS: Final = {
    "BatchListParams": "messages.batches.list",
    "FileListParams": "files.list",
    "FileUploadParams": "files.upload",
    "ModelListParams": "models.list",
    "SkillCreateParams": "skills.create",
    "SkillListParams": "skills.list",
    "VersionCreateParams": "skills.versions.create",
    "VersionListParams": "skills.versions.list",
}

#: Modules below `types` that are not named by a type.
TYPE_PACKAGES: Final = (
    "types",
    "types.beta",
    "types.messages",
    "types.beta.messages",
    "types.beta.skills",
    "types.skills",
    "types.beta.files",
)
TYPE_MODULES: Final = {
    "batch_create_params": {"Request": "BatchRequestParam"},
    "message_create_params": {"Container": "ContainerParam", "Thinking": "ThinkingConfigParam"},
    "message_count_tokens_params": {},
    "beta_base64_pdf_source": {},
}

_CLIENTS: Final = {
    "Anthropic": "claudewire:Claude",
    "AsyncAnthropic": "claudewire:AsyncClaude",
    "Client": "claudewire:Claude",
    "AsyncClient": "claudewire:AsyncClaude",
}
_MESSAGES: Final = {
    "Messages": "claudewire._resources.messages:Messages",
    "AsyncMessages": "claudewire._resources.messages:AsyncMessages",
    "DEPRECATED_MODELS": "claudewire._official.params:DEPRECATED_MODELS",
}
_BATCHES: Final = {
    "Batches": "claudewire._resources.batches:Batches",
    "AsyncBatches": "claudewire._resources.batches:AsyncBatches",
}
_MODELS: Final = {
    "Models": "claudewire._resources.models:Models",
    "AsyncModels": "claudewire._resources.models:AsyncModels",
}
_FILES: Final = {
    "Files": "claudewire._resources.files:Files",
    "AsyncFiles": "claudewire._resources.files:AsyncFiles",
}
_SKILLS: Final = {
    "Skills": "claudewire._resources.skills:Skills",
    "AsyncSkills": "claudewire._resources.skills:AsyncSkills",
}
_VERSIONS: Final = {
    "Versions": "claudewire._resources.skills:SkillsVersions",
    "AsyncVersions": "claudewire._resources.skills:AsyncSkillsVersions",
}
_BETA: Final = {
    "Beta": "claudewire._resources:Beta",
    "AsyncBeta": "claudewire._resources:AsyncBeta",
}
_WEBHOOKS: Final = {
    "Webhooks": "claudewire._resources.webhooks:Webhooks",
    "AsyncWebhooks": "claudewire._resources.webhooks:Webhooks",
}
_COMPLETIONS: Final = {
    "Completions": "claudewire._resources.completions:Completions",
    "AsyncCompletions": "claudewire._resources.completions:AsyncCompletions",
}
_STREAMING: Final = {
    "accumulate_event": "claudewire._official.requests:accumulate_event",
    "BetaMessageStream": "claudewire:MessageStream",
    "BetaAsyncMessageStream": "claudewire:AsyncMessageStream",
    "BetaMessageStreamManager": "claudewire:MessageStreamManager",
    "BetaAsyncMessageStreamManager": "claudewire:AsyncMessageStreamManager",
    "BetaContentBlockStopEvent": "claudewire:ContentBlockStopEvent",
    "BetaInputJsonEvent": "claudewire:InputJsonEvent",
    "BetaMessageStopEvent": "claudewire:MessageStopEvent",
    "BetaMessageStreamEvent": "claudewire:MessageStreamEvent",
    "BetaTextEvent": "claudewire:TextEvent",
    "BetaCitationEvent": "claudewire:CitationEvent",
    "BetaThinkingEvent": "claudewire:ThinkingEvent",
    "BetaSignatureEvent": "claudewire:SignatureEvent",
    "BetaCompactionEvent": "claudewire:CompactionEvent",
    "ParsedBetaContentBlockStopEvent": "claudewire:ContentBlockStopEvent",
    "ParsedBetaMessageStopEvent": "claudewire:MessageStopEvent",
    "ParsedBetaMessageStreamEvent": "claudewire:MessageStreamEvent",
    "ParsedBetaTextEvent": "claudewire:TextEvent",
    "ParsedContentBlockStopEvent": "claudewire:ContentBlockStopEvent",
    "ParsedMessageStopEvent": "claudewire:MessageStopEvent",
    "ParsedMessageStreamEvent": "claudewire:MessageStreamEvent",
}
_TOOLS: Final = {
    "BetaFunctionTool": "claudewire:Tool",
    "BetaAsyncFunctionTool": "claudewire:Tool",
    "BetaToolRunner": "claudewire.tools.runner:ToolRunner",
    "BetaAsyncToolRunner": "claudewire.tools.runner:AsyncToolRunner",
    "BetaStreamingToolRunner": "claudewire.tools.runner:ToolRunner",
    "BetaAsyncStreamingToolRunner": "claudewire.tools.runner:AsyncToolRunner",
    "BetaBuiltinFunctionTool": "claudewire.tools.functions.base:BaseTool",
    "BetaAsyncBuiltinFunctionTool": "claudewire.tools.functions.base:BaseTool",
    "BetaFunctionToolResultType": "typing:Any",
    "BetaToolLike": "typing:Any",
}
_MEMORY: Final = {
    "BetaAbstractMemoryTool": "claudewire.memory:BetaAbstractMemoryTool",
    "BetaAsyncAbstractMemoryTool": "claudewire.memory:BetaAsyncAbstractMemoryTool",
    "BetaLocalFilesystemMemoryTool": "claudewire.memory:BetaLocalFilesystemMemoryTool",
    "BetaAsyncLocalFilesystemMemoryTool": "claudewire.memory:BetaAsyncLocalFilesystemMemoryTool",
}
_MCP: Final = {
    name: f"claudewire.mcp:{name}"
    for name in (
        "UnsupportedMCPValueError", "async_mcp_tool", "mcp_content", "mcp_message", "mcp_resource_to_content",
        "mcp_resource_to_file", "mcp_tool",
    )
}  # fmt: skip
_RESPONSES: Final = {
    "BaseAPIResponse": "claudewire:APIResponse",
    "BinaryAPIResponse": "claudewire._call.responses.content:Content",
    "AsyncBinaryAPIResponse": "claudewire._call.responses.content:AsyncContent",
    "StreamedBinaryAPIResponse": "claudewire._call.responses.content:Content",
    "AsyncStreamedBinaryAPIResponse": "claudewire._call.responses.content:AsyncContent",
    "LegacyAPIResponse": "claudewire:APIResponse",
    "HttpxBinaryResponseContent": "claudewire._call.responses.content:Content",
    "ResponseContextManager": "claudewire._call.responses.raw:ResponseManager",
    "AsyncResponseContextManager": "claudewire._call.responses.raw:AsyncResponseManager",
}
_SENTINELS: Final = {
    "NoneType": "types:NoneType",
    "Headers": "collections.abc:Mapping",
    "Query": "collections.abc:Mapping",
    "Body": "builtins:object",
    "AnyMapping": "collections.abc:Mapping",
    "Transport": "httpx:BaseTransport",
    "ProxiesTypes": "typing:Any",
    "FileTypes": "typing:Any",
    "FileContent": "typing:Any",
    "RequestFiles": "typing:Any",
    "Base64FileInput": "typing:Any",
    "RequestOptions": "claudewire._resources.arguments:CallOptions",
    "SequenceNotStr": "collections.abc:Sequence",
    "ResponseT": "claudewire._official.params:ResponseT",
    "ModelBuilderProtocol": "typing:Any",
}
_PAGES: Final = {
    name: f"claudewire:{'AsyncPage' if 'Async' in name else 'Page'}"
    for name in (
        "SyncPage", "AsyncPage", "SyncPageCursor", "AsyncPageCursor", "SyncTokenPage", "AsyncTokenPage",
        "SyncBidirectionalPageCursor", "AsyncBidirectionalPageCursor", "BasePage", "BaseSyncPage", "BaseAsyncPage",
    )
}  # fmt: skip

#: Names of the package itself that are not public here.
TOP: Final = {
    "NoneType": _SENTINELS["NoneType"],
    "RequestOptions": _SENTINELS["RequestOptions"],
    "Transport": _SENTINELS["Transport"],
    "ProxiesTypes": _SENTINELS["ProxiesTypes"],
    "file_from_path": "claudewire._official.params:file_from_path",
    "HUMAN_PROMPT": "claudewire._resources.completions:HUMAN_PROMPT",
    "AI_PROMPT": "claudewire._resources.completions:AI_PROMPT",
    "__title__": "claudewire._official.params:TITLE",
    "MiddlewareInput": "claudewire._call.middleware:MiddlewareInput",
    "DefaultAioHttpClient": "claudewire._httpx_clients:DefaultAioHttpClient",
}

#: Module → names that are not those of `claudewire` or of `claudewire.types`: `module:name` of the object here.
MODULES: Final[dict[str, dict[str, str]]] = {
    "": TOP,
    "pagination": _PAGES,
    "resources": {**_MESSAGES, **_MODELS, **_BETA, **_FILES, **_SKILLS, **_COMPLETIONS},
    "resources.messages": {**_MESSAGES, **_BATCHES},
    "resources.messages.messages": _MESSAGES,
    "resources.messages.batches": _BATCHES,
    "resources.models": _MODELS,
    "resources.files": _FILES,
    "resources.skills": {**_SKILLS, **_VERSIONS},
    "resources.skills.skills": _SKILLS,
    "resources.skills.versions": _VERSIONS,
    "resources.completions": _COMPLETIONS,
    "resources.beta": {**_BETA, **_MESSAGES, **_MODELS, **_FILES, **_SKILLS},
    "resources.beta.beta": _BETA,
    "resources.beta.messages": {**_MESSAGES, **_BATCHES},
    "resources.beta.messages.messages": _MESSAGES,
    "resources.beta.messages.batches": _BATCHES,
    "resources.beta.models": _MODELS,
    "resources.beta.files": _FILES,
    "resources.beta.skills": {**_SKILLS, **_VERSIONS},
    "resources.beta.skills.skills": _SKILLS,
    "resources.beta.skills.versions": _VERSIONS,
    "resources.beta.webhooks": _WEBHOOKS,
    "lib": {},
    "lib.credentials": {},
    "lib.streaming": _STREAMING,
    "lib.streaming._messages": _STREAMING,
    "lib.streaming._beta_messages": _STREAMING,
    "lib.streaming._types": _STREAMING,
    "lib.streaming._beta_types": _STREAMING,
    "lib.middleware": {},
    "lib.tools": {**_TOOLS, **_MEMORY},
    "lib.tools._beta_functions": _TOOLS,
    "lib.tools._beta_runner": _TOOLS,
    "lib.tools._beta_builtin_memory_tool": _MEMORY,
    "lib.tools.mcp": _MCP,
    "lib.threads": {
        "BetaMessageThread": "claudewire.threads:MessageThread",
        "BetaAsyncMessageThread": "claudewire.threads:AsyncMessageThread",
        "ThreadParams": "typing:Any",
        "UnsupportedRequestBehavior": "typing:Any",
    },
    "tools.memory": _MEMORY,
    "lib.bedrock": {},
    "lib.bedrock._client": {},
    "lib.vertex": {},
    "lib.vertex._client": {},
    "lib.foundry": {},
    "lib.aws": {},
    "lib.google_cloud": {},
    "_client": _CLIENTS,
    "_base_client": {
        "BaseClient": "claudewire._client.base:BaseClient",
        "PageInfo": "claudewire_api._page:PageInfo",
        "SyncAPIClient": "claudewire:Claude",
        "AsyncAPIClient": "claudewire:AsyncClaude",
        "SyncHttpxClientWrapper": "httpx:Client",
        "AsyncHttpxClientWrapper": "httpx:AsyncClient",
        **_SENTINELS,
        **_RESPONSES,
    },
    "_constants": {"RAW_RESPONSE_HEADER": "claudewire._official.params:RAW_RESPONSE_HEADER"},
    "_exceptions": {},
    "_models": {"construct_type": "claudewire._official.params:construct_type", **_SENTINELS},
    "_middleware": {},
    "_response": _RESPONSES,
    "_legacy_response": _RESPONSES,
    "_resource": {
        "SyncAPIResource": "claudewire_api._resource:Resource",
        "AsyncAPIResource": "claudewire_api._resource:AsyncResource",
    },
    "_streaming": {},
    "_types": _SENTINELS,
    "_files": {"file_from_path": "claudewire._official.params:file_from_path", **_SENTINELS},
    "_version": {"__version__": "claudewire._version:__version__"},
    "_utils": {
        "is_dict": "claudewire._official.params:is_dict",
        "is_list": "claudewire._official.params:is_list",
        "is_given": "claudewire._official.params:is_given",
        "file_from_path": "claudewire._official.params:file_from_path",
    },
}
