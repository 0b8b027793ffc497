"""Names of the conventions for generative AI, as they are used here: attributes, metrics with their buckets, events.

`tests/unit/telemetry/test_names.py` checks each one against `opentelemetry-semantic-conventions`, and those that are newer than that
package against the list in `tests/vectors/genai_names.json`. Names of our own begin with `claudewire.`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

# -- attributes ----------------------------------------------------------------------------------------------------------

OPERATION_NAME: Final = "gen_ai.operation.name"
PROVIDER_NAME: Final = "gen_ai.provider.name"
CONVERSATION_ID: Final = "gen_ai.conversation.id"
CONVERSATION_COMPACTED: Final = "gen_ai.conversation.compacted"
OUTPUT_TYPE: Final = "gen_ai.output.type"

REQUEST_MODEL: Final = "gen_ai.request.model"
REQUEST_STREAM: Final = "gen_ai.request.stream"
REQUEST_MAX_TOKENS: Final = "gen_ai.request.max_tokens"
REQUEST_TEMPERATURE: Final = "gen_ai.request.temperature"
REQUEST_TOP_K: Final = "gen_ai.request.top_k"
REQUEST_TOP_P: Final = "gen_ai.request.top_p"
REQUEST_STOP_SEQUENCES: Final = "gen_ai.request.stop_sequences"
REQUEST_REASONING_LEVEL: Final = "gen_ai.request.reasoning.level"

RESPONSE_ID: Final = "gen_ai.response.id"
RESPONSE_MODEL: Final = "gen_ai.response.model"
RESPONSE_FINISH_REASONS: Final = "gen_ai.response.finish_reasons"
RESPONSE_TIME_TO_FIRST_CHUNK: Final = "gen_ai.response.time_to_first_chunk"

USAGE_INPUT: Final = "gen_ai.usage.input_tokens"
USAGE_OUTPUT: Final = "gen_ai.usage.output_tokens"
USAGE_CACHE_READ: Final = "gen_ai.usage.cache_read.input_tokens"
USAGE_CACHE_WRITE: Final = "gen_ai.usage.cache_write.input_tokens"
#: What `USAGE_CACHE_WRITE` was called before; backends know this name.
USAGE_CACHE_CREATION: Final = "gen_ai.usage.cache_creation.input_tokens"
USAGE_REASONING: Final = "gen_ai.usage.reasoning.output_tokens"

SYSTEM_INSTRUCTIONS: Final = "gen_ai.system_instructions"
INPUT_MESSAGES: Final = "gen_ai.input.messages"
OUTPUT_MESSAGES: Final = "gen_ai.output.messages"
TOOL_DEFINITIONS: Final = "gen_ai.tool.definitions"

AGENT_NAME: Final = "gen_ai.agent.name"
TOOL_NAME: Final = "gen_ai.tool.name"
TOOL_TYPE: Final = "gen_ai.tool.type"
TOOL_CALL_ID: Final = "gen_ai.tool.call.id"
TOOL_CALL_ARGUMENTS: Final = "gen_ai.tool.call.arguments"
TOOL_CALL_RESULT: Final = "gen_ai.tool.call.result"

TOKEN_TYPE: Final = "gen_ai.token.type"  # noqa: S105
SERVER_ADDRESS: Final = "server.address"
SERVER_PORT: Final = "server.port"
ERROR_TYPE: Final = "error.type"
EXCEPTION_TYPE: Final = "exception.type"
EXCEPTION_MESSAGE: Final = "exception.message"
EXCEPTION_STACKTRACE: Final = "exception.stacktrace"
RESEND_COUNT: Final = "http.request.resend_count"
STATUS_CODE: Final = "http.response.status_code"

#: Ours: the request for Anthropic's support, seconds before the next attempt, whether the program left a stream, a tool loop and its turns.
REQUEST_ID: Final = "claudewire.request_id"
WAIT: Final = "claudewire.attempt.wait"
STREAM_LEFT: Final = "claudewire.stream.left"
RUN_ID: Final = "claudewire.run.id"
RUN_TURNS: Final = "claudewire.run.turns"

# -- events --------------------------------------------------------------------------------------------------------------

EVENT_DETAILS: Final = "gen_ai.client.inference.operation.details"
EVENT_OPERATION_EXCEPTION: Final = "gen_ai.client.operation.exception"
EVENT_TOOL_EXCEPTION: Final = "gen_ai.execute_tool.exception"
#: On spans: one for each attempt, and exceptions.
SPAN_EVENT_ATTEMPT: Final = "claudewire.attempt"
SPAN_EVENT_EXCEPTION: Final = "exception"

# -- metrics -------------------------------------------------------------------------------------------------------------

_SECONDS: Final = tuple(0.01 * 2**power for power in range(14))  # 0.01 … 81.92
_AGENT_SECONDS: Final = tuple(0.1 * 2**power for power in range(13))  # 0.1 … 409.6
_TOKENS: Final = tuple(4**power for power in range(14))  # 1 … 67,108,864
_CALLS: Final = (1, 2, 4, 8, 16, 32, 64, 128)


class Metric(NamedTuple):
    """One metric: a histogram with buckets, or a counter without."""

    name: str
    unit: str
    description: str
    buckets: tuple[float, ...] = ()


#: The family of the published package.
DURATION: Final = Metric("gen_ai.client.operation.duration", "s", "Duration of calls.", _SECONDS)
TOKEN_USAGE: Final = Metric("gen_ai.client.token.usage", "{token}", "Tokens of calls, by type.", _TOKENS)
TIME_TO_FIRST_CHUNK: Final = Metric(
    "gen_ai.client.operation.time_to_first_chunk", "s", "Time from the call to the first event of its stream.", _SECONDS
)

#: The family of the latest conventions.
NEW_DURATION: Final = Metric("gen_ai.client.inference.duration", "s", "Duration of calls.", _SECONDS)
NEW_TIME_TO_FIRST_CHUNK: Final = Metric(
    "gen_ai.client.inference.time_to_first_chunk", "s", "Time from the call to the first event of its stream.", _SECONDS
)
NEW_INPUT: Final = Metric(
    "gen_ai.client.inference.operation.input_tokens",
    "{token}",
    "Input tokens of one call, with those of the cache.",
    _TOKENS,
)
NEW_OUTPUT: Final = Metric(
    "gen_ai.client.inference.operation.output_tokens", "{token}", "Output tokens of one call.", _TOKENS
)
#: Counters, by the attribute of the span that has the same number.
NEW_USAGE: Final = {
    USAGE_INPUT: Metric("gen_ai.client.inference.usage.input_tokens", "{token}", "Input tokens."),
    USAGE_OUTPUT: Metric("gen_ai.client.inference.usage.output_tokens", "{token}", "Output tokens."),
    USAGE_CACHE_READ: Metric(
        "gen_ai.client.inference.usage.cache_read.input_tokens", "{token}", "Input tokens read from the cache."
    ),
    USAGE_CACHE_WRITE: Metric(
        "gen_ai.client.inference.usage.cache_write.input_tokens", "{token}", "Input tokens written to the cache."
    ),
    USAGE_REASONING: Metric(
        "gen_ai.client.inference.usage.reasoning.output_tokens", "{token}", "Output tokens of thinking."
    ),
}

AGENT_DURATION: Final = Metric("gen_ai.invoke_agent.duration", "s", "Duration of tool loops.", _AGENT_SECONDS)
AGENT_INFERENCE_CALLS: Final = Metric(
    "gen_ai.invoke_agent.inference_calls", "{call}", "Requests of a tool loop.", _CALLS
)
AGENT_TOOL_CALLS: Final = Metric("gen_ai.invoke_agent.tool_calls", "{call}", "Tools that a loop executed.", _CALLS)
TOOL_DURATION: Final = Metric("gen_ai.execute_tool.duration", "s", "Duration of tools.", _SECONDS)
