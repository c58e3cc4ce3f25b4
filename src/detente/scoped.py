"""What a user brings of their own holds for one call, and leaves nothing behind.

A context variable carries it; tables that are built from shipped and own rows together are kept per
value, so that nothing of one call is left for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Generic, TypeVar

S = TypeVar("S", bound=Hashable)
T = TypeVar("T")

_KEPT = 4
"""Tables of so many different values are kept: the shipped ones and a few of a user's."""


class Scope(Generic[S]):
    """A value that is in force inside ``using(...)`` and nowhere else."""

    def __init__(self, name: str, nothing: S) -> None:
        self._nothing = nothing
        self._value: ContextVar[S] = ContextVar(name, default=nothing)

    def in_force(self) -> S:
        """The value that holds here and now; the empty one outside ``using``."""
        return self._value.get()

    @contextmanager
    def using(self, value: S | None) -> Iterator[None]:
        """Let a value hold inside the ``with`` block, and only there."""
        before = self._value.set(self._nothing if value is None else value)
        try:
            yield
        finally:
            self._value.reset(before)

    def kept(self, build: Callable[[], T]) -> Callable[[], T]:
        """Cache what ``build`` makes, once for each value in force."""

        @lru_cache(maxsize=_KEPT)
        def one(_: S) -> T:
            return build()

        get, nothing = self._value.get, self._nothing
        shipped: list[T] = []

        @wraps(build)
        def table() -> T:
            value = get()
            if value is not nothing:
                return one(value)
            if not shipped:  # asked thousands of times a report: no look into a cache
                shipped.append(build())
            return shipped[0]

        return table
