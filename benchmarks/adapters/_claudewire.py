"""claudewire: its ordinary public calls."""

from _calls import *  # noqa: F403

from claudewire import AsyncClaude, Claude


def make(base, max_retries=0):
    return Claude(api_key="k", base_url=base, max_retries=max_retries)


def amake(base, max_retries=0):
    return AsyncClaude(api_key="k", base_url=base, max_retries=max_retries)
