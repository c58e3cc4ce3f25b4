"""Commitments: what was promised, offered, demanded or threatened, by whom, and on what condition.

They are read from words of binding ("vowed to", "calls for", "ready to") and from plain words that
bind ("we will help", "they must leave"); each hangs on a statement. See ``docs/commitments.md``.
"""

from __future__ import annotations

from detente.coding.commitments.build import code_commitments

__all__ = ["code_commitments"]
