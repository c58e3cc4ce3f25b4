"""What is known of a commitment while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from detente.record import CommitmentKind, Reason, Statement

if TYPE_CHECKING:
    from detente.coding.commitments.lexicon import Row
    from detente.language.words import Word

Offsets: TypeAlias = tuple[int, int]
Shape: TypeAlias = Literal["clause", "deed", "refusal", "content"]


@dataclass(frozen=True)
class Trigger:
    """The word that binds. ``complement`` heads what it binds to; ``shape`` tells how much of the
    sentence is the content: the whole ``clause``, the ``deed`` that follows, a ``refusal`` with its
    word, the ``content`` of the statement whose cue it is. ``why`` is the reason for its kind,
    ``carried`` the statement of the sentence before, whose speaker it goes on to tell of."""

    head: Word
    kind: CommitmentKind
    shape: Shape
    why: str
    row: Row | None = None
    complement: Word | None = None
    marks: tuple[Word, ...] = ()
    carried: Statement | None = None

    @property
    def implicit(self) -> bool:
        """Whether no word of promising, asking or refusing stands there: "we will help"."""
        return self.row is None


@dataclass(frozen=True)
class Condition:
    """A condition and the words that make it one."""

    span: Offsets
    head: Word
    marks: tuple[Word, ...]


@dataclass(frozen=True)
class Draft:
    """A commitment before it has its number."""

    trigger: Trigger
    kind: CommitmentKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    content: Offsets
    condition: Condition | None
    statement: Statement | None
    rank: int
    reasons: tuple[Reason, ...] = field(default=())
