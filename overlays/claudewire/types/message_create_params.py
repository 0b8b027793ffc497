"""The body type of `messages.create`, under the module name that the official SDK uses."""

from claudewire_api.params import MessageCreateParams, MessageCreateParamsNonStreaming

__all__ = ["MessageCreateParams", "MessageCreateParamsNonStreaming"]
