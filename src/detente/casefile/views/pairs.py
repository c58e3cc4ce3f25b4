"""Who does what to whom, occurrence by occurrence: what network and tension count.

What several do with or to each other, each does both ways, as CAMEO codes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from detente.casefile import schema
from detente.casefile.views.evidence import rows_of
from detente.casefile.views.parties import Party, shown
from detente.casefile.views.scope import Scope, placed_from
from detente.casefile.views.table import Column, Row

COUNTED = ("happened", "ongoing")
"""What is told as fact: only this counts among words and deeds."""
_FACT = 100.0
"""What is told as fact weighs more than the most intense of what is not."""
OPEN = ("planned", "possible", "conditional")
CLASSES = {
    1: "cooperation_words",
    2: "cooperation_deeds",
    3: "conflict_words",
    4: "conflict_deeds",
}
"""PLOVER's quad classes, as the views call them."""
COUNTS = (
    Column("cooperation_words", "integer", "told as fact: cooperation in words", "quad class 1"),
    Column("cooperation_deeds", "integer", "told as fact: cooperation in deeds", "quad class 2"),
    Column("conflict_words", "integer", "told as fact: conflict in words", "quad class 3"),
    Column("conflict_deeds", "integer", "told as fact: conflict in deeds", "quad class 4"),
    Column("cooperation_words_intensity", "number", "sum of their intensities"),
    Column("cooperation_deeds_intensity", "number", "sum of their intensities"),
    Column("conflict_words_intensity", "number", "sum of their intensities"),
    Column("conflict_deeds_intensity", "number", "sum of their intensities"),
    Column("balance", "number", "sum of all four: below 0 where conflict outweighs"),
    Column("claimed", "integer", "only claimed by somebody; in no count before this"),
    Column("open", "integer", "planned, possible or conditional; in no count before this"),
    Column("denied", "integer", "denied by somebody; in no count before this"),
)
EVIDENCE = (
    Column("occurrence", "text", "the most intense one of those told as fact, or else of all"),
    Column("date", "text", "its day"),
    Column("type", "text", "its type", "PLOVER"),
    Column("status", "text", "its status"),
    Column("words", "text", "the words that tell it", free=True),
    Column("report", "integer", "the report that has them"),
    Column("occurrences", "list", "ids of all that are counted in the row"),
)


@dataclass(slots=True)
class Occurrence:
    """An occurrence with the parties of a view: ``pairs`` are who and to whom."""

    id: str
    type: str
    quad: int
    intensity: float
    status: str
    date: str | None
    date_from: str | None
    date_to: str | None
    placed: str | None
    words: str
    report: int | None
    pairs: tuple[tuple[str, str], ...]


def occurrences(connection: Connection, scope: Scope, by: str = "state") -> Iterator[Occurrence]:
    """The occurrences of a scope that have two sides, in the order of their days. A party is called
    by its state or body if ``by`` is ``state`` and it acts for one, else by its name."""
    o, e = schema.occurrences.c, schema.events.c
    query = (
        select(o.id, o.type, o.quad, o.intensity, o.status, o.date, o.date_from, o.date_to,
               placed_from().label("placed"), o.words, e.report, e.reciprocal)
        .outerjoin(schema.events, e.id == o.event)
        .where(*scope.occurrences())
        .order_by(placed_from(), o.id)
    )  # fmt: skip
    rows = connection.execute(query).all()
    sides = _sides(connection, [row[0] for row in rows], scope.parties, by)
    asked = {party.label for party in scope.parties}
    for row in rows:
        who, whom = sides.get(row[0], ((), ()))
        *fields, reciprocal = row
        pairs = _pairs(_each_once(who), _each_once(whom), reciprocal)
        if asked:
            pairs = [pair for pair in pairs if asked <= set(pair)]
        if pairs:
            cells: tuple[Any, ...] = (*fields, tuple(pairs))
            yield Occurrence(*cells)


def _each_once(names: Sequence[str]) -> Sequence[str]:
    return sorted(set(names)) if len(names) > 1 else names


def _pairs(
    who: Sequence[str], whom: Sequence[str], reciprocal: bool | None
) -> list[tuple[str, str]]:
    if reciprocal and not whom:
        return [(a, b) for a in who for b in who if a != b]
    return [(a, b) for a in who for b in whom]


def _sides(
    connection: Connection, ids: Sequence[str], parties: tuple[Party, ...], by: str
) -> dict[str, tuple[list[str], list[str]]]:
    """How the actors and the recipients of each occurrence are called."""
    p = schema.occurrence_parties.c
    query = select(p.occurrence, p.role, p.entity, p.name, p.country)
    called: dict[str, str] = {}
    # Of a state and one of its people, who is that person is not the state.
    parties = tuple(sorted(parties, key=lambda party: party.code is not None))
    found: dict[str, tuple[list[str], list[str]]] = {}
    for occurrence, role, entity, name, country in rows_of(connection, query, p.occurrence, ids):
        if entity not in called:
            called[entity] = _name(entity, name, country, parties, by)
        sides = found.get(occurrence)
        if sides is None:
            sides = found[occurrence] = ([], [])
        sides[role != "actor"].append(called[entity])
    return found


def _name(entity: str, name: str, country: str | None, parties: tuple[Party, ...], by: str) -> str:
    for party in parties:
        if party.is_one(country, entity):
            return party.label
    return country if by == "state" and country else shown(name, country)


@dataclass
class Tally:
    """Counts of some occurrences, and the most intense of them."""

    row: Row = field(default_factory=lambda: {column.name: 0 for column in COUNTS})
    ids: list[str] = field(default_factory=list)
    most: Occurrence | None = None
    first: str | None = None
    last: str | None = None
    _weight: float = -1.0

    def add(self, each: Occurrence) -> None:
        """Count one occurrence, as what it is told to be."""
        if each.status in COUNTED:
            name = CLASSES[each.quad]
            self.row[name] += 1
            self.row[f"{name}_intensity"] += each.intensity
            self.row["balance"] += each.intensity
        else:
            self.row["open" if each.status in OPEN else each.status] += 1
        self.ids.append(each.id)
        if each.date_from and (self.first is None or each.date_from < self.first):
            self.first = each.date_from
        if each.date_to and (self.last is None or each.date_to > self.last):
            self.last = each.date_to
        weight = abs(each.intensity) + (_FACT if each.status in COUNTED else 0.0)
        if weight > self._weight:
            self.most, self._weight = each, weight

    @property
    def counted(self) -> int:
        """How many are told as fact."""
        return sum(int(self.row[name]) for name in CLASSES.values())

    def cells(self) -> Row:
        """The columns ``COUNTS`` and ``EVIDENCE``."""
        sums = {k: round(v, 3) if isinstance(v, float) else v for k, v in self.row.items()}
        most = self.most
        return {
            **sums,
            "occurrence": most and most.id,
            **{name: getattr(most, name, None) for name in ("date", "type", "status")},
            **{name: getattr(most, name, None) for name in ("words", "report")},
            "occurrences": self.ids,
        }
