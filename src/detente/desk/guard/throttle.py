"""Slows down who guesses passwords."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FREE = 5
"""Wrong passwords that cost nothing."""
LONGEST = 900.0
"""Seconds that one waits at most."""
KEPT = 10_000
"""Names and addresses that are remembered."""


class Throttle:
    """After ``FREE`` failures of a key (a name, an address) each further one doubles the wait, from
    one second to ``LONGEST``; a success forgets them. Safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: dict[str, tuple[int, float]] = {}

    def wait(self, *keys: str) -> float:
        """Seconds until a further try is let in; 0 if now."""
        with self._lock:
            return max((self._left(key) for key in keys), default=0.0)

    def enter(self, *keys: str) -> float:
        """Let a try in, or tell the seconds that are left. It counts as a failure until ``forget``
        says otherwise, so that many at once are not more tries than one after the other."""
        with self._lock:
            left = max((self._left(key) for key in keys), default=0.0)
            if not left:
                self._fail(keys)
            return left

    def fail(self, *keys: str) -> None:
        """Note a wrong password."""
        with self._lock:
            self._fail(keys)

    def _fail(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            count = self._failed.pop(key, (0, 0.0))[0] + 1
            self._failed[key] = (count, self._clock())
        while len(self._failed) > KEPT:
            self._failed.pop(next(iter(self._failed)))

    def forget(self, *keys: str) -> None:
        """Note a right one."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)

    def _left(self, key: str) -> float:
        count, at = self._failed.get(key, (0, 0.0))
        if count < FREE:
            return 0.0
        return max(0.0, at + min(LONGEST, 2.0 ** min(count - FREE, 30)) - self._clock())
