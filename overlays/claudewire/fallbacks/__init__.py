"""Another model where one declines or is down: middleware that makes one message, or one stream, of several.

    from claudewire.fallbacks import Fallbacks

    client = Claude(middleware=[Fallbacks("claude-opus-4-8")])

`chain` says which request is next and what the parts add up to, `splicer` joins streams (both pure); `hops` sends the requests, `response`
reads the joined stream, `middleware` is the hook, `state` what a conversation remembers. Public: the names below. The package knows calls
and streams; it knows no client and no tools.
"""

from __future__ import annotations

from .middleware import BetaFallbackState, BetaRefusalFallbackMiddleware, Fallbacks
from .state import FallbackState

__all__ = [
    "BetaFallbackState",
    "BetaRefusalFallbackMiddleware",
    "FallbackState",
    "Fallbacks",
]
