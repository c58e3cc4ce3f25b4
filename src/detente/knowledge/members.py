"""Which states belong to an organisation on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.knowledge.names import find_entry
from detente.knowledge.own import Row, in_force
from detente.knowledge.states import states
from detente.knowledge.tables import read_table


@dataclass(frozen=True)
class Member:
    """A state or body in an organisation. Dates are ISO; ``None`` where the sources do not tell of
    a beginning or an end. ``known_from`` and ``known_until``: the days between which they vouch,
    where they tell neither."""

    state: str
    state_name: str
    start: str | None
    end: str | None
    known_from: str | None
    known_until: str | None
    source: str


@dataclass(frozen=True)
class Members:
    """The members of an organisation on a day, by name. ``unknown`` are those of whom the sources
    do not tell whether they belonged to it on that day."""

    body: str
    on: str | None
    members: tuple[Member, ...]
    unknown: tuple[Member, ...] = ()


def body_name(words: str) -> str | None:
    """The organisation that a name stands for, as the table of members names it; ``None`` if its
    members are not listed."""
    entry = find_entry(words)
    if entry is None or entry.sort != "body":
        return None
    listed = entry.name in _by_body() or any(r["body"] == entry.name for r in in_force().members)
    return entry.name if listed else None


def members_of(body: str, on: str | None) -> Members:
    """The members of an organisation (as ``body_name`` gives it) on an ISO day, or ever."""
    found: list[Member] = []
    unknown: list[Member] = []
    for row in _rows(body):
        member = _member(row)
        if on is None:
            found.append(member)
        elif not _outside(member, on):
            (found if _vouched(member, on) else unknown).append(member)
    sure = {m.state for m in found}
    return Members(
        body,
        on,
        tuple(sorted(found, key=_order)),
        tuple(sorted((m for m in unknown if m.state not in sure), key=_order)),
    )


def _order(member: Member) -> tuple[str, str]:
    return member.state_name, member.start or ""


def _outside(member: Member, on: str) -> bool:
    """Whether the day is before a membership began or after it ended (the last day is within)."""
    begun = not member.start or member.start[: len(on)] <= on
    ended = member.end is not None and on[: len(member.end)] > member.end
    return not begun or ended


def _vouched(member: Member, on: str) -> bool:
    after = not member.known_from or on >= member.known_from
    before = not member.known_until or member.end is not None or on <= member.known_until
    return after and before


def _rows(body: str) -> Iterator[Row]:
    """The rows of a body; of a member whom the user's own rows tell of, only these."""
    own = [row for row in in_force().members if row["body"] == body]
    yield from own
    theirs = {row["member"] for row in own}
    yield from (row for row in _by_body().get(body, ()) if row["member"] not in theirs)


@cache
def _by_body() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in read_table("members.tsv.gz"):
        found.setdefault(row["body"], []).append(row)
    return found


def _member(row: Row) -> Member:
    code = row["member"]
    return Member(
        state=code,
        state_name=states()[code].name if code in states() else code,
        start=row["start"] or None,
        end=row["end"] or None,
        known_from=row.get("from") or None,
        known_until=row.get("seen") or None,
        source=row.get("source", "own"),
    )
