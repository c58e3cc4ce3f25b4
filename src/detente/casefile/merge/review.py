"""What people say of merges: unsure pairs are asked about, occurrences joined and split, and any of
it undone. A person's judgement wins over every score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from detente.casefile import schema
from detente.casefile.anchors import nearest, parse
from detente.casefile.casefile import Casefile, now
from detente.casefile.corrections.judgements import keep, last_of, take_back
from detente.casefile.corrections.model import JOIN, JUDGE, SPLIT
from detente.casefile.merge import entities, who
from detente.casefile.merge.features import Telling, load
from detente.casefile.merge.people import MACHINE, NEGATIVE, POSITIVE, UNSURE, say
from detente.casefile.merge.regroup import KIND, regroup
from detente.casefile.merge.score import Reason, reasons
from detente.errors import CasefileError, NotThereError

AROUND = 160
"""Letters on both sides of the words that are shown."""
_EVENT = re.compile(r"([0-9]{1,9}):(\w+)")


@dataclass(frozen=True)
class Side:
    """One event of an unsure pair: what was read, and the report's words ‹so marked›."""

    telling: Telling
    title: str | None
    published: str | None
    words: str


@dataclass(frozen=True)
class Question:
    """A pair of events of which the machine is not sure that they are the same happening."""

    left: Side
    right: Side
    score: float
    reasons: tuple[Reason, ...]


def unsure(case: Casefile) -> Iterator[Question]:
    """The unsure pairs that nobody has judged, the likeliest first. Pairs that have come together
    by others meanwhile are left out."""
    with case.reading() as connection:
        pairs = _open_pairs(connection)
    # Looked up one by one: who asks for the first few need not wait for all.
    for one, other, score in pairs:
        with case.reading() as connection:
            left, right = _event_at(connection, one), _event_at(connection, other)
            if left is None or right is None:
                continue
            told = load(connection, [left, right])
            judged = len(told) < 2 or _is_judged(connection, told[left], told[right])
            if judged or _occurrence(connection, left) == _occurrence(connection, right):
                continue
            sides = [side_of(connection, told[event]) for event in (left, right)]
        why = sorted(reasons(told[left], told[right]), key=lambda r: -abs(r.weight))
        yield Question(sides[0], sides[1], score, tuple(why))


def judge(
    case: Casefile,
    pairs: Iterable[tuple[int, int]],
    verdict: str,
    by: str,
    note: str | None = None,
    action: str = JUDGE,
) -> None:
    """Note what a person says of pairs of events, and group anew what it concerns."""
    if verdict not in (POSITIVE, NEGATIVE, UNSURE):
        raise ValueError(f"{verdict!r} is no verdict")
    _check(by)
    with case.writing() as connection:
        listed = list(pairs)
        told = load(connection, {event for pair in listed for event in pair}, with_meaning=False)
        said: dict[str, str | None] = {"by": by, "at": now(), "note": note}
        judged = []
        for pair in listed:
            one, other = sorted((told[event] for event in pair), key=lambda t: t.order)
            judged.append((str(one.anchor), str(other.anchor)))
            say(connection, KIND, judged[-1], {"verdict": verdict, **said})
        if judged:
            keep(connection, action, KIND, judged, verdict, said)
        regroup(connection, told)


def join(case: Casefile, one: str, other: str, by: str) -> None:
    """Say that two occurrences, or events of a report ("12:e3"), are the same happening, or that
    two actors, told by the ids of their entities, are the same."""
    _check(by)
    note = f"joined {one} and {other}"
    with case.writing() as connection:
        if who.is_entity(connection, one) and who.is_entity(connection, other):
            who.join(connection, one, other, {"by": by, "at": now(), "note": note})
            return
    with case.reading() as connection:
        events = [find(connection, name)[0] for name in (one, other)]
        if _occurrence(connection, events[0]) == _occurrence(connection, events[1]):
            raise CasefileError("these are one occurrence already")
    judge(case, [(events[0], events[1])], POSITIVE, by, note, JOIN)


def _check(by: str) -> None:
    if not by.strip() or by == MACHINE:
        raise CasefileError("a judgement needs the name of who makes it")


def split(case: Casefile, event: str, by: str) -> None:
    """Say that an event ("12:e3") is not the happening that it was put to, or an actor ("12:a3")
    not the one that it was taken for."""
    _check(by)
    told = _EVENT.fullmatch(event)
    if not told:
        raise CasefileError("what to split off is told by report and entry, such as 12:e3")
    if told[2].startswith("a"):
        with case.writing() as connection:
            said: dict[str, str | None] = {"by": by, "at": now(), "note": f"split {event} off"}
            who.split(connection, int(told[1]), told[2], said)
        return
    with case.reading() as connection:
        (number,) = find(connection, event)
        occurrence = _occurrence(connection, number)
        others = [other for other in find(connection, occurrence or "") if other != number]
    if not others:
        raise CasefileError(f"{event} is an occurrence of its own")
    pairs = [(number, other) for other in others]
    judge(case, pairs, NEGATIVE, by, f"split {event} off", SPLIT)


def undo(case: Casefile, by: str) -> str | None:
    """Take back what a person judged last: a whole join or split. What that was, ``None`` where
    there is nothing."""
    with case.reading() as connection:
        last = last_of(connection, by, (KIND, entities.KIND))
    if last is None:
        return None
    take_back(case, last, {"by": by, "at": now(), "note": None})
    kinds = {KIND: "a pair", entities.KIND: "actors"}
    return last.note or f"judged {kinds[last.kind]} {last.value['verdict']}"


def renew_at(connection: Connection, kind: str, anchors: Iterable[str]) -> None:
    """Make anew what follows from judgements at these words: events (``KIND``), or actors."""
    listed = list(anchors)
    if kind == entities.KIND:
        ids = {_entity_at(connection, anchor) for anchor in listed}
        who.renew(connection, sorted(entity for entity in ids if entity))
        return
    found = (_event_at(connection, anchor) for anchor in listed)
    regroup(connection, {event for event in found if event is not None})


def find(connection: Connection, name: str) -> list[int]:
    """The events of an occurrence, its best telling first, or the one event that is told as
    "REPORT:ENTRY"."""
    e = schema.events.c
    if told := _EVENT.fullmatch(name):
        query = select(e.id).where(e.report == int(told[1]), e.entry == told[2])
        found = list(connection.execute(query).scalars())
    else:
        o = schema.occurrences.c
        best = connection.execute(select(o.event).where(o.id == name)).scalar()
        query = select(e.id).where(e.occurrence == name).order_by(e.id)
        found = sorted(connection.execute(query).scalars(), key=lambda event: event != best)
    if not found:
        raise NotThereError(f"there is no occurrence or event {name!r}")
    return found


def _open_pairs(connection: Connection) -> list[tuple[str, str, float]]:
    """The anchors of the unsure pairs, with their scores."""
    j = schema.judgements.c
    query = (
        select(j.left, j.right, j.score)
        .where(j.kind == KIND, j.verdict == UNSURE, j.by == MACHINE)
        .order_by(j.score.desc(), j.left, j.right)
    )
    return [(row.left, row.right, row.score) for row in connection.execute(query)]


def _is_judged(connection: Connection, one: Telling, other: Telling) -> bool:
    """Whether a person has said something of this pair, in any order."""
    j = schema.judgements.c
    pair = [str(one.anchor), str(other.anchor)]
    by_people = or_(j.by < MACHINE, j.by > MACHINE)
    query = select(j.id).where(j.kind == KIND, j.left.in_(pair), j.right.in_(pair), by_people)
    return connection.execute(query).first() is not None


def _event_at(connection: Connection, anchor: str) -> int | None:
    told = parse(anchor)
    e, r = schema.events.c, schema.reports.c
    query = select(e.id, e.start, e.end).join(schema.reports, r.id == e.report)
    spans = connection.execute(query.where(r.key == told.report).order_by(e.id)).all()
    return nearest(told, [(row.id, row.start, row.end) for row in spans])


def _entity_at(connection: Connection, anchor: str) -> str | None:
    told = parse(anchor)
    a, r = schema.actors.c, schema.reports.c
    query = select(a.id, a.start, a.end, a.entity).join(schema.reports, r.id == a.report)
    where = (r.key == told.report, a.start.is_not(None))
    rows = connection.execute(query.where(*where).order_by(a.id)).all()
    found = nearest(told, [(row.id, row.start, row.end) for row in rows])
    return next((row.entity for row in rows if row.id == found), None)


def _occurrence(connection: Connection, event: int) -> str | None:
    e = schema.events.c
    return connection.execute(select(e.occurrence).where(e.id == event)).scalar()


def side_of(connection: Connection, told: Telling) -> Side:
    """A telling with what a person needs to judge it."""
    r = schema.reports.c
    query = select(r.title, r.published, r.text).where(r.id == told.report)
    row = connection.execute(query).one()
    start, end = told.anchor.start, told.anchor.end
    before = row.text[max(0, start - AROUND) : start]
    after = row.text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(row.text):
        after = after.rpartition(" ")[0] + " …"
    words = " ".join(f"{before}‹{row.text[start:end]}›{after}".split())
    return Side(told, row.title, row.published, words)
