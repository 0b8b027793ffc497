"""The body of `messages.create`, where the official SDK has it."""

from claudewire_api.params import MessageCreateParams, MessageCreateParamsNonStreaming

__all__ = ["MessageCreateParams", "MessageCreateParamsNonStreaming"]
