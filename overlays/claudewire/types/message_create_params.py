"""The body of `messages.create`, where the official SDK has it."""

from claudewire_api.params import MessageCreateParams as MessageCreateParams
from claudewire_api.params import MessageCreateParamsNonStreaming as MessageCreateParamsNonStreaming

__all__ = ["MessageCreateParams", "MessageCreateParamsNonStreaming"]
