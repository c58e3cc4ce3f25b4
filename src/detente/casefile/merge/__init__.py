"""Events of several reports that are the same happening become one occurrence, actors of several
reports one entity. Every decision is a judgement that can be seen and overruled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.casefile.merge.happenings import same_happenings

__all__ = ["same_happenings"]


def __getattr__(name: str) -> Any:
    if name != "same_happenings":
        raise AttributeError(f"module 'detente.casefile.merge' has no attribute {name!r}")
    from detente.casefile.merge.happenings import same_happenings

    return same_happenings
