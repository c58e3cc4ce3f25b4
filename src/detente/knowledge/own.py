"""What a user knows better: rows of their own that win over the shipped tables.

They are in force inside ``using(...)`` and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from detente.scoped import Scope

Row: TypeAlias = dict[str, str]


@dataclass(frozen=True, eq=False)
class Knowledge:
    """A user's own rows, with the columns of the shipped tables; empty cells are empty strings.

    ``load_knowledge`` makes it from a file. ``version`` is a digest of the rows, for the record.
    """

    states: tuple[Row, ...] = ()
    bodies: tuple[Row, ...] = ()
    holders: tuple[Row, ...] = ()
    members: tuple[Row, ...] = ()
    people: tuple[Row, ...] = ()
    nouns: tuple[Row, ...] = ()
    version: str = ""


NOTHING = Knowledge()
_scope = Scope("detente_knowledge", NOTHING)
in_force = _scope.in_force
using = _scope.using
per_knowledge = _scope.kept
