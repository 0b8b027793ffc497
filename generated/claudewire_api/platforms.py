# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Claude on other platforms: what each lacks, which beta values it refuses, and the names of its models.

The data is `x-platforms` of the document, with its sources and its date.
"""

from __future__ import annotations

from typing import Any, Final

AS_OF: Final = "2026-11-26"
#: Feature → how a request uses it: beginnings of the `type` of tools, fields of the body, types of sources.
FEATURES: Final[dict[str, dict[str, list[str]]]] = {
    "web_search": {"tools": ["web_search_"], "betas": ["web-search-"]},
    "web_fetch": {"tools": ["web_fetch_"], "betas": ["web-fetch-"]},
    "code_execution": {"tools": ["code_execution_"], "betas": ["code-execution-"]},
    "advisor": {"tools": ["advisor_"], "betas": ["advisor-tool-"]},
    "mcp_servers": {"fields": ["mcp_servers"], "tools": ["mcp_toolset"], "betas": ["mcp-client-"]},
    "container": {"fields": ["container"], "betas": ["skills-", "code-execution-"]},
    "file_sources": {"sources": ["file"], "betas": ["files-api-"]},
    "url_sources": {"sources": ["url"], "betas": []},
}
#: Platform → title, operations (all, if it lists none), features that it is without, beta values.
PLATFORMS: Final[dict[str, dict[str, Any]]] = {
    "direct": {"title": "the Claude API"},
    "bedrock": {
        "title": "Amazon Bedrock",
        "operations": ["messages.create", "messages.count_tokens"],
        "without": [
            "web_search",
            "web_fetch",
            "code_execution",
            "advisor",
            "mcp_servers",
            "container",
            "file_sources",
            "url_sources",
        ],
        "betas": {
            "refused": [
                "files-api-2025-04-14",
                "skills-2025-10-02",
                "code-execution-2025-08-25",
                "mcp-client-2025-04-04",
                "mcp-client-2025-11-20",
                "mcp-client-2026-09-15",
                "web-fetch-2025-09-10",
                "advisor-tool-2026-03-01",
                "fast-mode-2026-02-01",
                "web-search-2025-03-05",
            ],
            "dropped": [
                "structured-outputs-2025-11-13",
                "prompt-caching-scope-2026-01-05",
                "token-counting-2024-11-01",
            ],
            "renamed": {"advanced-tool-use-2025-11-20": "tool-search-tool-2025-10-19"},
        },
    },
    "bedrock-messages": {
        "title": "Amazon Bedrock (Messages endpoint)",
        "operations": ["messages.create", "messages.count_tokens"],
        "without": ["web_fetch", "code_execution", "advisor", "mcp_servers", "container", "file_sources"],
        "betas": {
            "refused": [
                "files-api-2025-04-14",
                "skills-2025-10-02",
                "code-execution-2025-08-25",
                "mcp-client-2025-04-04",
                "mcp-client-2025-11-20",
                "mcp-client-2026-09-15",
                "web-fetch-2025-09-10",
                "advisor-tool-2026-03-01",
                "fast-mode-2026-02-01",
            ],
            "dropped": ["prompt-caching-scope-2026-01-05"],
            "renamed": {"advanced-tool-use-2025-11-20": "tool-search-tool-2025-10-19"},
        },
    },
    "bedrock-mantle": {
        "title": "Amazon Bedrock (mantle)",
        "operations": ["messages.create", "messages.count_tokens"],
        "without": ["web_fetch", "code_execution", "advisor", "mcp_servers", "container", "file_sources"],
        "betas": {
            "refused": [
                "files-api-2025-04-14",
                "skills-2025-10-02",
                "code-execution-2025-08-25",
                "mcp-client-2025-04-04",
                "mcp-client-2025-11-20",
                "mcp-client-2026-09-15",
                "web-fetch-2025-09-10",
                "advisor-tool-2026-03-01",
                "fast-mode-2026-02-01",
            ],
            "dropped": ["prompt-caching-scope-2026-01-05"],
            "renamed": {"advanced-tool-use-2025-11-20": "tool-search-tool-2025-10-19"},
        },
    },
    "aws": {"title": "Claude Platform on AWS"},
    "vertex": {
        "title": "Vertex AI",
        "operations": ["messages.create", "messages.count_tokens"],
        "without": ["web_fetch", "code_execution", "advisor", "mcp_servers", "container", "file_sources"],
        "betas": {
            "refused": [
                "files-api-2025-04-14",
                "skills-2025-10-02",
                "code-execution-2025-08-25",
                "mcp-client-2025-04-04",
                "mcp-client-2025-11-20",
                "mcp-client-2026-09-15",
                "web-fetch-2025-09-10",
                "advisor-tool-2026-03-01",
                "fast-mode-2026-02-01",
            ],
            "dropped": [
                "structured-outputs-2025-11-13",
                "effort-2025-11-24",
                "fine-grained-tool-streaming-2025-05-14",
                "prompt-caching-scope-2026-01-05",
                "token-counting-2024-11-01",
            ],
            "renamed": {"advanced-tool-use-2025-11-20": "tool-search-tool-2025-10-19"},
        },
    },
    "google-cloud": {"title": "Claude on Google Cloud"},
    "foundry": {
        "title": "Microsoft Foundry",
        "without_operations": ["messages.batches", "models"],
        "betas": {
            "refused": [
                "advisor-tool-2026-03-01",
                "fast-mode-2026-02-01",
                "compact-2026-01-12",
                "thinking-binding-controls-2026-08-01",
            ],
            "dropped": ["fine-grained-tool-streaming-2025-05-14"],
        },
    },
}
#: Name in the Claude API → names on other platforms.
MODELS: Final[dict[str, dict[str, Any]]] = {
    "claude-3-haiku-20240307": {
        "bedrock": "anthropic.claude-3-haiku-20240307-v1:0",
        "vertex": "claude-3-haiku@20240307",
    },
    "claude-3-5-sonnet-20240620": {
        "bedrock": "anthropic.claude-3-5-sonnet-20240620-v1:0",
        "vertex": "claude-3-5-sonnet@20240620",
    },
    "claude-3-5-sonnet-20241022": {
        "bedrock": "anthropic.claude-3-5-sonnet-20241022-v2:0",
        "vertex": "claude-3-5-sonnet-v2@20241022",
    },
    "claude-3-5-haiku-20241022": {
        "bedrock": "anthropic.claude-3-5-haiku-20241022-v1:0",
        "vertex": "claude-3-5-haiku@20241022",
        "profiles": ["us"],
    },
    "claude-3-7-sonnet-20250219": {
        "bedrock": "anthropic.claude-3-7-sonnet-20250219-v1:0",
        "vertex": "claude-3-7-sonnet@20250219",
        "profiles": ["us", "eu", "apac"],
    },
    "claude-sonnet-4-20250514": {
        "bedrock": "anthropic.claude-sonnet-4-20250514-v1:0",
        "vertex": "claude-sonnet-4@20250514",
        "profiles": ["us", "eu", "apac", "global"],
    },
    "claude-opus-4-20250514": {
        "bedrock": "anthropic.claude-opus-4-20250514-v1:0",
        "vertex": "claude-opus-4@20250514",
        "profiles": ["us"],
    },
    "claude-opus-4-1-20250805": {
        "bedrock": "anthropic.claude-opus-4-1-20250805-v1:0",
        "vertex": "claude-opus-4-1@20250805",
        "profiles": ["us"],
    },
    "claude-sonnet-4-5-20250929": {
        "bedrock": "anthropic.claude-sonnet-4-5-20250929-v1:0",
        "vertex": "claude-sonnet-4-5@20250929",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-haiku-4-5-20251001": {
        "bedrock": "anthropic.claude-haiku-4-5-20251001-v1:0",
        "vertex": "claude-haiku-4-5@20251001",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-opus-4-5-20251101": {
        "bedrock": "anthropic.claude-opus-4-5-20251101-v1:0",
        "vertex": "claude-opus-4-5@20251101",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-opus-4-6": {
        "bedrock": "anthropic.claude-opus-4-6-v1",
        "vertex": "claude-opus-4-6",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-sonnet-4-6": {
        "bedrock": "anthropic.claude-sonnet-4-6",
        "vertex": "claude-sonnet-4-6",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-opus-4-7": {
        "bedrock": "anthropic.claude-opus-4-7",
        "vertex": "claude-opus-4-7",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-opus-4-8": {
        "bedrock": "anthropic.claude-opus-4-8",
        "vertex": "claude-opus-4-8",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-opus-5": {
        "bedrock": "anthropic.claude-opus-5",
        "vertex": "claude-opus-5",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-sonnet-5": {
        "bedrock": "anthropic.claude-sonnet-5",
        "vertex": "claude-sonnet-5",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-opus-5-5": {
        "bedrock": "anthropic.claude-opus-5-5",
        "vertex": "claude-opus-5-5",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-sonnet-5-5": {
        "bedrock": "anthropic.claude-sonnet-5-5",
        "vertex": "claude-sonnet-5-5",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
    "claude-haiku-5-5": {
        "bedrock": "anthropic.claude-haiku-5-5",
        "vertex": "claude-haiku-5-5",
        "profiles": ["us", "eu", "jp", "au", "global"],
    },
}
#: Undated name → dated name.
ALIASES: Final[dict[str, str]] = {
    "claude-sonnet-4-5": "claude-sonnet-4-5-20250929",
    "claude-haiku-4-5": "claude-haiku-4-5-20251001",
    "claude-opus-4-5": "claude-opus-4-5-20251101",
    "claude-opus-4-1": "claude-opus-4-1-20250805",
    "claude-sonnet-4-0": "claude-sonnet-4-20250514",
    "claude-opus-4-0": "claude-opus-4-20250514",
}
#: Beginning of a region of AWS → prefix of its inference profiles.
REGIONS: Final[dict[str, str]] = {
    "us-gov-": "us-gov",
    "us-": "us",
    "ca-": "us",
    "eu-": "eu",
    "ap-northeast-1": "jp",
    "ap-northeast-3": "jp",
    "ap-southeast-2": "au",
    "ap-southeast-4": "au",
    "ap-": "apac",
}
