"""`Request`: one request of a batch, where the official SDK has it."""

from claudewire_api.params import BatchRequestParam as Request

__all__ = ["Request"]
