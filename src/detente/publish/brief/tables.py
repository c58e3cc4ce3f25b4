"""What a brief takes from a casefile beside its views: parties with what they are, and firsts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from detente.casefile import schema
from detente.casefile.views.evidence import rows_of
from detente.casefile.views.scope import no_copy
from detente.publish.brief.sentences import Happening, Party


def happenings(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[Happening]:
    """The rows of a timeline as what a sentence tells."""
    ids = [row["occurrence"] for row in rows]
    parties, claimants = _parties(connection, ids), _claimants(connection, ids)
    return [
        Happening(
            row["type"], row["mode"], row["status"],
            tuple(parties.get((row["occurrence"], "actor"), ())),
            tuple(parties.get((row["occurrence"], "recipient"), ())),
            row["place"], tuple(claimants.get(row["occurrence"], ())),
        )
        for row in rows
    ]  # fmt: skip


def _parties(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], list[Party]]:
    """The parties of occurrences. Who did a deed of conflict is named only where all reports that
    name somebody agree: to be taken for the doer is grave."""
    o, p, e = schema.occurrences.c, schema.occurrence_parties.c, schema.entities.c
    query = select(p.occurrence, p.role, p.name, e.kind, p.country, p.entity, o.quad)
    query = query.outerjoin(schema.entities, e.id == p.entity)
    query = query.join(schema.occurrences, o.id == p.occurrence)
    agreed = _agreed(connection, ids)
    found: dict[tuple[str, str], list[Party]] = {}
    rows = sorted(rows_of(connection, query, p.occurrence, ids), key=lambda r: (r.name, r.entity))
    for row in rows:
        grave = row.quad == 4 and row.role == "actor"
        if grave and row.entity not in agreed.get(row.occurrence, {row.entity}):
            continue
        party = Party(row.name, row.kind, row.country)
        found.setdefault((row.occurrence, row.role), []).append(party)
    return found


def _agreed(connection: Connection, ids: Sequence[str]) -> dict[str, set[str]]:
    """Who does it in every telling that names somebody who does."""
    e, p, a = schema.events.c, schema.event_parties.c, schema.actors.c
    query = (
        select(e.occurrence, e.id, a.entity)
        .join(schema.event_parties, p.event == e.id)
        .join(schema.actors, a.id == p.actor)
        .where(p.role == "actor")
    )
    tellings: dict[str, dict[int, set[str]]] = {}
    for row in rows_of(connection, query, e.occurrence, ids):
        tellings.setdefault(row.occurrence, {}).setdefault(row.id, set()).add(row.entity)
    return {id_: set.intersection(*named.values()) for id_, named in tellings.items()}


def _claimants(connection: Connection, ids: Sequence[str]) -> dict[str, list[Party]]:
    e, a = schema.events.c, schema.actors.c
    query = (
        select(e.occurrence, a.name, a.kind, a.country, e.id)
        .join(schema.actors, a.id == e.claimed_by)
        .where(e.status.in_(("claimed", "denied")))
    )
    found: dict[str, list[Party]] = {}
    for row in sorted(rows_of(connection, query, e.occurrence, ids), key=lambda row: row.id):
        party = Party(row.name, row.kind, row.country)
        known = found.setdefault(row.occurrence, [])
        if party not in known:
            known.append(party)
    return found


def tellings(
    connection: Connection, rows: Sequence[dict[str, Any]]
) -> dict[str, list[tuple[int, int, int]]]:
    """Where the reports tell each occurrence as what it is; copies left out."""
    e = schema.events.c
    query = select(e.occurrence, e.type, e.status, e.report, e.start, e.end)
    query = query.where(no_copy(e.report))
    as_it_is = {row["occurrence"]: (row["type"], row["status"]) for row in rows}
    found: dict[str, list[tuple[int, int, int]]] = {}
    for row in rows_of(connection, query, e.occurrence, list(as_it_is)):
        if as_it_is[row.occurrence] == (row.type, row.status):
            found.setdefault(row.occurrence, []).append((row.report, row.start, row.end))
    return found


def firsts(connection: Connection) -> set[str]:
    """Ids of the occurrences that are the first of their type by and to the same states."""
    o, p = schema.occurrences.c, schema.occurrence_parties.c
    sides: dict[str, set[tuple[str, str]]] = {}
    for id_, role, code in connection.execute(select(p.occurrence, p.role, p.country)):
        if code:
            sides.setdefault(id_, set()).add((role, code))
    seen: set[Any] = set()
    found: set[str] = set()
    rows = connection.execute(select(o.id, o.type, o.date_from, o.first_reported)).all()
    for row in sorted(rows, key=lambda r: (r.date_from or r.first_reported or "9", r.id)):
        key = (row.type, frozenset(sides.get(row.id, ())))
        if key[1] and key not in seen:
            found.add(row.id)
        seen.add(key)
    return found


def kinds_of_speakers(connection: Connection, reports: Sequence[int]) -> dict[Any, str]:
    """What each named actor of these reports is, by report and name."""
    a = schema.actors.c
    query = select(a.report, a.name, a.kind)
    rows = rows_of(connection, query, a.report, sorted(set(reports)))
    return {(report, name): kind for report, name, kind in rows}


def promised(connection: Connection) -> set[tuple[int, str]]:
    """The statements in which something was promised or threatened: report and entry."""
    s, c = schema.statements.c, schema.commitments.c
    query = select(s.report, s.entry).join(schema.commitments, c.statement == s.id)
    return {(report, entry) for report, entry in connection.execute(query)}


def kinds_of_names(connection: Connection) -> dict[tuple[str, str | None], str]:
    """What the actors of the casefile are, by name and code."""
    found: dict[tuple[str, str | None], str] = {}
    for table in (schema.actors, schema.entities):
        c = table.c
        rows = connection.execute(select(c.name, c.country, c.kind).order_by(c.id))
        found |= {(name, code): kind for name, code, kind in rows}
    return found
