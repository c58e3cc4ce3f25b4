"""Which fields of a record a person can set, and of what kind their values are."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from detente.casefile.corrections.model import HEADER
from detente.record import Actor, Commitment, Event, Place, Report, Statement, Time

PLAIN, DATE, DAY, REF, SPAN, MENTIONS, QUANTITIES, TEXTS, DATELINE = (
    "plain", "date", "day", "ref", "span", "mentions", "quantities", "texts", "dateline",
)  # fmt: skip

MODELS: dict[str, type[BaseModel]] = {
    "time": Time,
    "place": Place,
    "actor": Actor,
    "statement": Statement,
    "event": Event,
    "commitment": Commitment,
}
"""The kinds of entries, in the order of the record."""
LETTERS = {kind: kind[0] for kind in MODELS}
"""What the ids of each kind begin with."""
FOLLOWING = {
    HEADER: {"id", "language", "text"},
    "time": {"id", "start", "end", "text", "reason"},
    "place": {"id", "reasons"},
    "actor": {"id", "reasons"},
    "statement": {"id", "reasons"},
    "event": {"id", "reasons", "quad"},
    "commitment": {"id", "reasons"},
}
"""Fields that nobody sets: they are the report's own, or follow from others (``quad`` from the
type, a time's ``start``, ``end`` and ``text`` from its ``span``)."""


@dataclass(frozen=True)
class Field:
    """Of what kind a field's value is: ``to`` are the kinds of entries that it may point at,
    ``many`` a list, ``needed`` never empty."""

    kind: str = PLAIN
    to: tuple[str, ...] = ()
    many: bool = False
    needed: bool = False


_TEXT, _NEEDED = Field(), Field(needed=True)
_ACTOR, _ACTORS = Field(REF, ("actor",)), Field(REF, ("actor",), many=True)
_NAMED = Field(MENTIONS, many=True, needed=True)

FIELDS: dict[str, dict[str, Field]] = {
    HEADER: {
        "title": _TEXT,
        "source": _TEXT,
        "url": _TEXT,
        "published": Field(DAY),
        "dateline": Field(DATELINE),
    },
    "time": {
        "span": Field(SPAN, needed=True),
        "type": _NEEDED,
        "value": _TEXT,
        "anchor": Field(REF, ("time",)),
        "edtf": Field(DATE),
    },
    "place": {
        "name": _NEEDED,
        "country": _TEXT,
        "admin1": _TEXT,
        "latitude": _TEXT,
        "longitude": _TEXT,
        "mentions": _NAMED,
    },
    "actor": {
        "name": _NEEDED,
        "kind": _NEEDED,
        "country": _TEXT,
        "sectors": Field(TEXTS, many=True),
        "office": _TEXT,
        "aliases": Field(TEXTS, many=True),
        "wikidata": _TEXT,
        "mentions": _NAMED,
    },
    "statement": {
        "speaker": _ACTOR,
        "source": Field(SPAN),
        "cue": Field(SPAN),
        "content": Field(SPAN, many=True, needed=True),
        "quotes": Field(SPAN, many=True),
        "kind": _NEEDED,
        "audience": _ACTORS,
        "occasion": Field(REF, ("event",)),
        "via": Field(REF, ("actor", "statement")),
        "date": Field(DATE),
    },
    "event": {
        "type": _NEEDED,
        "mode": _TEXT,
        "contexts": Field(TEXTS, many=True),
        "intensity": _NEEDED,
        "actors": _ACTORS,
        "recipients": _ACTORS,
        "reciprocal": _NEEDED,
        "place": Field(REF, ("place",)),
        "date": Field(DATE),
        "quantities": Field(QUANTITIES, many=True),
        "status": _NEEDED,
        "claimed_by": Field(REF, ("statement",)),
        "trigger": Field(SPAN, needed=True),
        "mentions": Field(SPAN, many=True),
        "confidence": _NEEDED,
    },
    "commitment": {
        "kind": _NEEDED,
        "by": _ACTORS,
        "to": _ACTORS,
        "content": Field(SPAN, needed=True),
        "condition": Field(SPAN),
        "deadline": Field(DATE),
        "statement": Field(REF, ("statement",)),
        "event": Field(REF, ("event",)),
        "confidence": _TEXT,
    },
}
"""What can be set, by kind of entry; ``report`` is the header."""


def model_of(kind: str) -> type[BaseModel]:
    """The type of the record that holds a kind of entry."""
    return Report if kind == HEADER else MODELS[kind]


def kind_of(entry: str) -> str | None:
    """The kind of entry that an id such as ``e3`` is of."""
    return next((kind for kind, letter in LETTERS.items() if entry[:1] == letter), None)
