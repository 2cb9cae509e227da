"""Attempts to log in: who fails again and again has to wait, longer each time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_FREE = 5  # failures of one user from one address before there is a wait: fingers slip
_FREE_ADDRESS = 25  # of one address, whatever the names: an office may share one
_LONGEST = 300.0  # seconds
_FORGOTTEN = 1800.0  # seconds after which failures no longer count
_MOST = 10_000  # remembered at a time


class Attempts:
    """Failures by user and address, and by address. Safe to be used by several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._mutex = threading.Lock()
        self._failures: dict[tuple[str, ...], tuple[int, float]] = {}  # how many, and until when to wait

    def begin(self, name: str, address: str) -> float:
        """Seconds to wait before an attempt is made; 0: go ahead, and it counts as a failure until `succeeded`."""
        with self._mutex:
            now, keys = self._clock(), _keys(name, address)
            wait = max(self._failures.get(key, (0, now))[1] - now for key in keys)
            if wait > 0:
                return wait
            for key, free in keys.items():
                count, until = self._failures.pop(key, (0, now))
                count = count + 1 if now - until < _FORGOTTEN else 1
                pause = min(_LONGEST, 2.0 ** min(count - free, 10)) if count >= free else 0.0
                self._failures[key] = count, now + pause
            while len(self._failures) > _MOST:  # the oldest go first
                del self._failures[next(iter(self._failures))]
            return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """The attempt was no failure, nor need the earlier ones of this user be remembered."""
        with self._mutex:
            self._failures.pop((name, address), None)
            count, _ = self._failures.get((address,), (1, 0.0))
            self._failures[(address,)] = count - 1, self._clock()


def _keys(name: str, address: str) -> dict[tuple[str, ...], int]:
    return {(name, address): _FREE, (address,): _FREE_ADDRESS}
