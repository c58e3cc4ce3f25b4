"""What belongs to each occurrence: its parties, who claims it, the words of its best telling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, func, select

from detente.casefile import schema
from detente.casefile.views.parties import shown

AROUND = 60
"""So many code points around the words of an event are shown."""
_AT_ONCE = 500
_WHOLE = 5_000
"""From so many ids on the whole table is read."""


class Side(NamedTuple):
    """One party of an occurrence."""

    role: str
    entity: str
    name: str
    country: str | None

    def __str__(self) -> str:
        return shown(self.name, self.country)


def sides_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[Side]]:
    """The parties of occurrences, actors first, in a fixed order."""
    p = schema.occurrence_parties.c
    query = select(p.occurrence, p.role, p.entity, p.name, p.country)
    found: dict[str, list[Side]] = {}
    for occurrence, *side in rows_of(connection, query, p.occurrence, ids):
        found.setdefault(occurrence, []).append(Side(*side))
    for sides in found.values():
        sides.sort(key=lambda side: (side.role, side.name, side.entity))
    return found


def claimants_of(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, bool], list[str]]:
    """By whom occurrences are claimed or denied (by id and ``True``), in the order of the reports;
    and, by id and ``False``, in whose words all tellings of it are, where none is in a report's own
    voice."""
    e, a = schema.events.c, schema.actors.c
    query = select(e.occurrence, e.status, e.claimed_by, a.name, a.country, e.id).outerjoin(
        schema.actors, a.id == e.claimed_by
    )
    found: dict[tuple[str, bool], list[str]] = {}
    in_own_voice = set()
    for row in sorted(rows_of(connection, query, e.occurrence, ids), key=lambda row: row.id):
        if row.claimed_by is None:
            in_own_voice.add(row.occurrence)
            continue
        names = found.setdefault((row.occurrence, row.status in ("claimed", "denied")), [])
        name = shown(row.name, row.country)
        if name not in names:
            names.append(name)
    return {key: names for key, names in found.items() if key[1] or key[0] not in in_own_voice}


def names(sides: Sequence[Side], role: str) -> list[str]:
    """The names of the parties in a role."""
    return list(dict.fromkeys(str(side) for side in sides if side.role == role))


def codes(sides: Sequence[Side], role: str) -> list[str]:
    """The states and bodies of the parties in a role, each once."""
    return list(dict.fromkeys(s.country for s in sides if s.role == role and s.country))


def context(text: Any, event: Any) -> Any:
    """The column with what stands around the trigger of an event: its report need not be read."""
    first = case((event.start > AROUND, event.start - AROUND), else_=0)
    return func.substr(text, first + 1, event.end + AROUND - first).label("context")


def in_context(row: Any) -> str | None:
    """The words of an event, ‹so marked›, in their line of the report, whole words around them."""
    text, start, end = row["context"], row["start"], row["end"]
    if text is None:
        return None
    at = min(start, AROUND)
    before = text[:at].rpartition("\n")[2]
    after = text[at + end - start :].partition("\n")[0]
    if len(before) == AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + " …"
    return f"{before}‹{text[at : at + end - start]}›{after}"


def rows_of(connection: Connection, query: Any, column: Any, ids: Sequence[Any]) -> Iterator[Any]:
    """The rows of a query whose ``column``, the first one, is among the ids; a large number of ids
    reads the whole table, which is faster than asking for them."""
    if len(ids) > _WHOLE:
        wanted = set(ids)
        rows = connection.execute(query.where(column.is_not(None))).all()
        yield from (row for row in rows if row[0] in wanted)
        return
    for i in range(0, len(ids), _AT_ONCE):
        yield from connection.execute(query.where(column.in_(ids[i : i + _AT_ONCE]))).all()
