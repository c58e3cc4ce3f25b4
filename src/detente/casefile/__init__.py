"""Many reports, one history: a casefile stores reports and what was read in them, merges what tells
of the same happening, and follows every announced step to what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.casefile.casefile import Casefile

__all__ = ["Casefile"]


def __getattr__(name: str) -> Any:
    if name != "Casefile":
        raise AttributeError(f"module 'detente.casefile' has no attribute {name!r}")
    try:
        from detente.casefile.casefile import Casefile
    except ModuleNotFoundError as error:
        from detente.errors import MissingExtraError

        raise MissingExtraError(
            f"a casefile needs {error.name}: pip install 'detente[case]'"
        ) from None
    return Casefile
