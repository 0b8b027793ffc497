"""The slots of a blocking pool: which requests may have a connection. A slot that is lost comes back by itself.

An exception of a signal handler can arrive between any two steps of a program: after a slot was taken and before anything is known of
it. So a slot is an object, and whoever holds it has the right to one connection. When the last reference to it is gone, a weak reference
notices: the connection of the slot is closed, and a new slot takes its place. A response that the program dropped is freed in the same way.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any
from weakref import ReferenceType, ref


class Slot:
    """The right to one connection."""

    __slots__ = ("__weakref__", "key")

    #: Names the slot in `Slots.connections`, also after its death.
    key: ReferenceType[Slot]


class Slots:
    """A limited number of slots, which are made when they are needed.

    Attributes:
        connections: The connection of each slot that is in use, by `Slot.key`.
    """

    def __init__(self, count: int, close: Callable[[Any], None]) -> None:
        self.connections: dict[ReferenceType[Slot], Any] = {}
        self._count = count
        self._close = close
        self._pid = os.getpid()
        self._free: SimpleQueue[Slot | None] = SimpleQueue()  # a finalizer may call its put()
        self._lock = Lock()
        #: References to all slots. They call `_lost`, which must not keep this object alive.
        self._keys: set[ReferenceType[Slot]] = set()
        self._on_death = partial(_lost, ref(self))

    def acquire(self, timeout: float | None) -> Slot:
        """Return a free slot. Raises `queue.Empty` after `timeout` seconds; None waits without limit."""
        free = self._free
        while True:
            try:
                slot = free.get_nowait()
            except Empty:
                slot = self._new_slot() or free.get(timeout=timeout)
            if slot is not None:
                return slot

    def is_inherited(self) -> bool:
        """Whether the connections belong to the parent of this process."""
        return self._pid != os.getpid()

    def wake(self) -> None:
        """Let a thread that waits look for slots that are gone."""
        self._free.put(None)

    def release(self, slot: Slot) -> None:
        """Give a slot back, whose connection `connections` does not name any more."""
        self._free.put(slot)

    def _new_slot(self) -> Slot | None:
        """Return a slot that nobody has had: a further one, or one in the place of a slot that is gone. None if all are in use."""
        with self._lock:  # a finalizer never takes it
            if len(self._keys) >= self._count:
                for key in [key for key in self._keys if key() is None]:
                    self.close_connection(key)
                    self._keys.discard(key)
            if len(self._keys) >= self._count:
                return None
            slot = Slot()
            slot.key = ref(slot, self._on_death)
            self._keys.add(slot.key)
            return slot

    def close_connection(self, key: ReferenceType[Slot]) -> None:
        """Close the connection of a slot that is gone."""
        connection = self.connections.pop(key, None)
        if connection is not None:
            self._close(connection)


def _lost(owner: ReferenceType[Slots], key: ReferenceType[Slot]) -> None:
    """Called when a slot is gone, in any thread and at any moment."""
    slots = owner()
    if slots is not None and not slots.is_inherited():
        slots.close_connection(key)
        slots.wake()
