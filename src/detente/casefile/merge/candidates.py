"""Which events may be the same happening: those that share a key, so that a new report is compared
with a few, however many the casefile has.

A key is something shared on a day: a type of deed by or to a state, two states, a person, a word
that tells it, a town. An event without a date has the day on which it was reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from sqlalchemy import Connection, delete, insert, select

from detente.casefile import schema
from detente.casefile.merge.features import Telling
from detente.casefile.prepared import Prepared, among

KIND = "event"
WIDEST = 7
"""Days of a date that count one by one; a longer stretch has the keys of its months."""
LONGEST = 31
"""Days of the longest stretch that may be of one day; of a longer one only such a one."""
MONTH = 28
"""Days of what counts as a month here."""
REPORTED_LATE = 3
"""Days after a happening within which reports of it without a date are looked for."""
MOST = 24
"""Candidates of one event that are compared: those that share most keys."""
LETTERS = 40

_c = schema.blocks.c
_ADD = Prepared(insert(schema.blocks))
_FIND = Prepared(select(_c.block, _c.entry).where(_c.kind == KIND, among(_c.block, "blocks")))


def keys(told: Telling) -> list[str]:
    """The keys that an event is found by."""
    return sorted({f"{day}|{what}" for day in _own_days(told) for what in _shared(told)})


def asked(told: Telling) -> list[str]:
    """The keys by which candidates for it are found: also of the days before and after."""
    return sorted({f"{day}|{what}" for day in _asked_days(told) for what in _shared(told)})


def store(connection: Connection, tellings: Iterable[Telling]) -> None:
    """Write the keys of new events."""
    rows = [
        {"kind": KIND, "block": key, "entry": told.id} for told in tellings for key in keys(told)
    ]
    _ADD.run_each(connection, rows)


def remove(connection: Connection, tellings: Iterable[Telling]) -> None:
    """Delete the keys of events that go."""
    c = schema.blocks.c
    for told in tellings:
        found = keys(told)
        connection.execute(
            delete(schema.blocks).where(
                c.kind == KIND, c.block.in_(found or [""]), c.entry == told.id
            )
        )


def find(connection: Connection, tellings: Iterable[Telling]) -> dict[int, list[int]]:
    """For each event the earlier or later ones that it may be the same as, likeliest first."""
    wanted: dict[str, list[int]] = {}
    for told in tellings:
        for key in asked(told):
            wanted.setdefault(key, []).append(told.id)
    shared: dict[int, Counter[int]] = {}
    for block, entry in _FIND.tuples(connection, blocks=sorted(wanted)):
        for event in wanted[block]:
            if event != entry:
                shared.setdefault(event, Counter())[entry] += 1
    return {
        event: sorted(found, key=lambda other: (-found[other], -other))[:MOST]
        for event, found in shared.items()
    }


def _shared(told: Telling) -> Iterator[str]:
    countries = sorted({p.country for p in told.parties if p.country})
    for country in countries:
        yield f"{country}|{told.type}"
    for i, one in enumerate(countries):
        for other in countries[i + 1 :]:
            yield f"{one}|{other}"
    for party in told.parties:
        if party.kind != "state":
            yield f"who|{_short(party.entity)}"
    for word in told.bases[:3]:
        yield f"word|{_short(word)}"
    if told.place:
        yield f"at|{_short(told.place)}"


def _short(name: str) -> str:
    """A name that fits into a key."""
    if len(name) <= LETTERS:
        return name
    return f"{name[:20]}~{blake2b(name.encode(), digest_size=8).hexdigest()}"


def _own_days(told: Telling) -> list[str]:
    if told.first is None or told.last is None:
        return [] if told.published is None else [f"r{told.published}"]
    if told.last - told.first < WIDEST:
        return [str(day) for day in range(told.first, told.last + 1)]
    return _spans(told.first, told.last)


def _asked_days(told: Telling) -> list[str]:
    """Each finds what would find it, so that the order of adding changes nothing."""
    if told.first is None or told.last is None:
        if told.published is None:
            return []
        p = told.published
        around = [f"r{day}" for day in range(p - REPORTED_LATE, p + REPORTED_LATE + 1)]
        return around + [str(day) for day in range(p - REPORTED_LATE, p + 2)] + _spans(p, p)
    first, last = told.first, told.last
    if last - first >= WIDEST:
        return _spans(first, last) + _days_of_spans(first, last)
    days = [str(day) for day in range(first - 1, last + 2)]
    reported = [f"r{day}" for day in range(first - 1, last + REPORTED_LATE + 1)]
    return days + reported + _spans(first, last)


def _spans(first: int, last: int) -> list[str]:
    """The months that an interval touches, at most a year of them."""
    sign = "m" if last - first < LONGEST else "y"
    months = _months(first, last)
    return [f"{sign}{month}" for month in range(months.start, min(months.stop, months.start + 14))]


def _days_of_spans(first: int, last: int) -> list[str]:
    """All days of the months that an interval touches, as dates and as days of reports."""
    if last - first >= LONGEST:
        return []
    months = _months(first, last)
    days = range(months.start * MONTH, months.stop * MONTH)
    return [str(day) for day in days] + [f"r{day}" for day in days]


def _months(first: int, last: int) -> range:
    return range(first // MONTH, last // MONTH + 1)
