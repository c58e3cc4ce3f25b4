"""What a user knows better: rows of their own that win over the shipped tables.

They are in force inside ``using(...)`` and nowhere else: a context variable carries them, and
tables that are built from shipped and own rows together are kept per knowledge, so that nothing of
one call is left for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeAlias, TypeVar

Row: TypeAlias = dict[str, str]
T = TypeVar("T")

_KEPT = 4
"""Tables of so many different knowledges are kept: the shipped ones and a few of a user's."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """A user's own rows, with the columns of the shipped tables; empty cells are empty strings.

    ``load_knowledge`` makes it from a file. ``version`` is a digest of the rows, for the record.
    """

    states: tuple[Row, ...] = ()
    bodies: tuple[Row, ...] = ()
    holders: tuple[Row, ...] = ()
    members: tuple[Row, ...] = ()
    version: str = ""


NOTHING = Knowledge()
_in_force: ContextVar[Knowledge] = ContextVar("detente_knowledge", default=NOTHING)


def in_force() -> Knowledge:
    """The user's knowledge that holds here and now; empty outside ``using``."""
    return _in_force.get()


@contextmanager
def using(knowledge: Knowledge | None) -> Iterator[None]:
    """Let a user's knowledge win inside the ``with`` block, and only there."""
    before = _in_force.set(knowledge or NOTHING)
    try:
        yield
    finally:
        _in_force.reset(before)


def per_knowledge(build: Callable[[], T]) -> Callable[[], T]:
    """Cache the table that ``build`` makes, once for each knowledge in force."""

    @lru_cache(maxsize=_KEPT)
    def kept(_: Knowledge) -> T:
        return build()

    @wraps(build)
    def table() -> T:
        return kept(_in_force.get())

    return table
