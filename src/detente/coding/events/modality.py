"""How a speaker means what he says: what is going to be, what he does not believe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.events.syntax import ancestors, children, is_negated

if TYPE_CHECKING:
    from detente.language.words import Word

_BE = frozenset({"am", "are", "is", "'m", "'re", "’m", "’re", "'s", "’s"})


def going_to(token: Word) -> Word | None:
    """The "going" of "is going to leave"."""
    going = token.head
    if token.dep_ != "xcomp" or going.lower_ != "going":
        return None
    return going if any(c.lower_ in _BE for c in children(going, "aux")) else None


def doubted(token: Word) -> bool:
    """Whether the speaker says that he does not think so: "I do not believe they should go"."""
    here = token
    for above in ancestors(token):
        if here.dep_ != "ccomp":
            return False
        if is_negated(above):
            return True
        here = above
    return False
