"""Where a behaviour is played: a client, and the server behind it while it is being recorded."""

from __future__ import annotations

from typing import Any

from attrs import evolve, frozen

from claudewire import Claude
from claudewire.testing import LocalServer


@frozen
class Stage:
    """What a behaviour gets. On a replay nobody is behind the client, so what directs the server does nothing."""

    client: Claude
    server: LocalServer | None = None

    def fault(self, name: str, **options: Any) -> None:
        """Let the next answer go wrong."""
        if self.server:
            self.server.fault(name, **options)

    def reply(self, answer: Any, **options: Any) -> None:
        """Script the next response."""
        if self.server:
            self.server.reply(answer, **options)

    def batches_take(self, seconds: float) -> None:
        """From now on, a batch takes so long. One of more than a day ends by expiring."""
        if self.server:
            settings = evolve(self.server.state.settings, batch_seconds=seconds)
            self.server.state.reset(settings)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        if self.server:
            self.server.advance(seconds)
