"""A job as pages show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["waiting", "working", "done", "cancelled", "failed"]
KEPT = 200
"""Errors, and new reports, that are remembered of a job; the casefile has all of them."""


@dataclass
class Job:
    """What is or was added. ``what`` tells it in words, ``size`` its bytes where they are known,
    ``read`` those that were read; ``known`` reports were in the casefile, ``undated`` new ones have
    no day. ``feed`` is the address that is looked at again where nobody asked just now.
    ``version`` changes with everything that can be seen."""

    number: int
    what: str
    by: str
    at: str
    size: int | None = None
    feed: str | None = None
    state: State = "waiting"
    read: int = 0
    added: int = 0
    numbers: list[int] = field(default_factory=list)
    known: int = 0
    wrong: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)
    undated: int = 0
    is_feed: bool = False
    why: str | None = None
    cancelled_by: str | None = None
    version: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state not in ("waiting", "working")

    @property
    def is_quiet(self) -> bool:
        """Whether it need not be listed: a feed without news."""
        return self.feed is not None and not (self.added or self.wrong or self.why)

    @property
    def share(self) -> float | None:
        """How much of it is done, from 0 to 1, where that can be known."""
        if self.is_over:
            return 1.0
        return min(self.read / self.size, 1.0) if self.size else None

    def begin(self) -> None:
        """It is worked on from now on."""
        self.state = "working"
        self.version += 1

    def take(self, told: dict[str, Any]) -> None:
        """Note what the process that works on it tells."""
        if "end" in told:
            is_cancelled = told["end"] == "failed" and self.cancelled_by is not None
            self.state = "cancelled" if is_cancelled else told["end"]
            self.why = None if is_cancelled else told.get("why")
        else:
            self.read = told["done"]
            self.added += len(told["new"])
            self.numbers = (self.numbers + told["new"])[-KEPT:]
            self.known = told["known"]
            self.wrong += len(told["errors"])
            self.errors = (self.errors + [tuple(each) for each in told["errors"]])[:KEPT]
            self.undated = told["undated"]
            self.is_feed = told["feeds"] > 0
        self.version += 1
