"""What a view is asked to show: a period, parties, types, sources."""

from __future__ import annotations

from dataclasses import dataclass

from detente.edtf import days
from detente.errors import FilterError

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER's types. Those of ``record.EventType``, which takes a tenth of a second to import."""


@dataclass(frozen=True)
class Filters:
    """``since`` and ``until`` are days, months or years, both within the period. ``actor`` and
    ``with_`` are a code (``RUS``), a state, a person, an office or an organisation, as a reader
    would write it. ``type`` is one or several of PLOVER's, with or without a mode
    (``threaten``, ``sanction-expel,coerce``); ``source`` names one source.

    Raises ``FilterError`` where a value cannot be one.
    """

    since: str | None = None
    until: str | None = None
    actor: str | None = None
    with_: str | None = None
    type: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            value = getattr(self, name)
            if value is not None and (days(value) is None or "/" in value):
                raise FilterError(f"--{name} {value}: not a day such as 2022-02-15, nor a month")
        if self.first and self.last and self.first > self.last:
            raise FilterError(f"--since {self.since} is later than --until {self.until}")

    @property
    def first(self) -> str | None:
        """The first day of the period."""
        found = days(self.since)
        return found[0] if found else None

    @property
    def last(self) -> str | None:
        """The last day of the period."""
        found = days(self.until)
        return found[1] if found else None

    @property
    def types(self) -> tuple[str, ...]:
        """The asked kinds, in lower case: ``threaten``, ``sanction-expel``."""
        asked = (part.strip().lower() for part in (self.type or "").split(","))
        return tuple(dict.fromkeys(part for part in asked if part))

    def told(self) -> dict[str, str]:
        """What was asked, by the option that asks it."""
        values = {"since": self.since, "until": self.until, "actor": self.actor}
        values |= {"with": self.with_, "type": self.type, "source": self.source}
        return {name: value for name, value in values.items() if value}
