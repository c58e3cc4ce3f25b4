"""The part of a casefile that new judgements concern is grouped anew.

The groups are those that grouping all of the casefile at once would give, whatever the order in
which reports came: what is looked at grows until the groups of the new events are sure (see
``cluster.groups_within``), and with them the groups of all that is linked to any group which has
changed. What happens day after day makes chains without end; of these a short piece is enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, func, select

from detente.casefile import schema
from detente.casefile.anchors import parse
from detente.casefile.merge import occurrences
from detente.casefile.merge.cluster import TOGETHER, Judged, Pair, groups_within
from detente.casefile.merge.features import Order, Telling, load, order_of, ordinal
from detente.casefile.merge.people import MACHINE, said_of
from detente.casefile.merge.summary import summarise
from detente.casefile.prepared import Prepared, among

KIND = "event"

_e, _r, _j = schema.events.c, schema.reports.c, schema.judgements.c
_SCORES = tuple(
    # Else SQLite takes the index that ends with "by", and reads all of a kind.
    Prepared(
        select(_j.left, _j.right, _j.score).where(
            _j.kind == KIND, among(side, "anchors"), func.coalesce(_j.by, "") == MACHINE
        )
    )
    for side in (_j.left, _j.right)
)
_PLACES = Prepared(
    select(_e.id, _r.key, _r.published, _e.start, _e.end)
    .join(schema.reports, _r.id == _e.report)
    .where(among(_e.id, "events"))
    .order_by(_e.id)
)
_others = schema.events.alias("others")
_AT_SAME_WORDS = Prepared(
    select(_e.id, func.count().label("before"))
    .join_from(
        schema.events,
        _others,
        (_others.c.report == _e.report)
        & (_others.c.start == _e.start)
        & (_others.c.end == _e.end)
        & (_others.c.id < _e.id),
    )
    .where(among(_e.id, "events"))
    .group_by(_e.id)
)
_EVENTS_OF_KEYS = Prepared(
    select(_e.id, _r.key, _e.start, _e.end)
    .join(schema.reports, _r.id == _e.report)
    .where(among(_r.key, "keys"))
    .order_by(_e.id)
)


def regroup(
    connection: Connection, events: Collection[int], known: Mapping[int, Telling] | None = None
) -> None:
    """Group anew these events and whatever that changes. ``known`` are tellings as they are stored
    now, which need not be loaded again."""
    if not events:
        return
    region = _Region(connection, set(events))
    found = region.settle()
    if not found:
        return
    members = [event for group in found for event in group]
    told = {event: known[event] for event in members if event in known} if known else {}
    told |= load(connection, set(members) - told.keys(), with_meaning=False)
    occurrences.forget(connection, occurrences.occurrences_of(connection, members))
    before = dict(_AT_SAME_WORDS.tuples(connection, events=members))
    occurrences.write(
        connection, [summarise((told[event] for event in group), before) for group in found]
    )


class _Region:
    """What has been looked at. ``scores`` are of pairs of which one member has been, at least."""

    def __init__(self, connection: Connection, events: set[int]) -> None:
        self.connection = connection
        self.asked = events
        self.said = said_of(connection, KIND)
        self.together: dict[int, set[int]] = {}
        for each in self.said:
            if each.same:
                self.together.setdefault(each.left, set()).add(each.right)
                self.together.setdefault(each.right, set()).add(each.left)
        self.orders: dict[int, Order] = {}
        self.scores: dict[Pair, float] = {}
        self.links: dict[int, dict[int, float]] = {}
        self.stored: dict[int, str] = {}
        self.members: dict[str, set[int]] = {}

    def settle(self) -> list[list[int]]:
        """The groups that are to be written: those of the asked events, and what has changed."""
        self._look_at(self.asked)
        while True:
            sure, unsure = self._groups()
            home = {event: group for group in sure for event in group}
            changed = [g for g in sure if not self.asked.isdisjoint(g) or not self._is_stored(g)]
            needed = self.asked | {
                other for group in changed if not self._is_stored(group)
                for other in self._beside(group)
            }  # fmt: skip
            if needed <= home.keys():
                return changed
            reached = {event for group in unsure for event in group}
            beyond = {other for event in reached for other in self.links.get(event, ())}
            self._look_at((needed | beyond) - self.orders.keys())

    def _groups(self) -> tuple[list[list[int]], list[list[int]]]:
        # Numbered in the order of reports and words: the ids of events are those of adding.
        order = sorted(self.orders, key=self.orders.__getitem__)
        number = {event: i for i, event in enumerate(order)}
        scores = {
            _pair(number[a], number[b]): value
            for (a, b), value in self.scores.items()
            if a in number and b in number
        }
        outside = {
            number[event]: value
            for event in order
            if (value := max((v for o, v in self.links.get(event, {}).items() if o not in number),
                             default=0.0))
        }  # fmt: skip
        judged = [
            Judged(number[s.left], number[s.right], s.same, s.at)
            for s in self.said
            if s.left in number and s.right in number
        ]
        found = groups_within(range(len(order)), scores, judged, outside)
        sure, unsure = ([[order[i] for i in group] for group in some] for some in found)
        return sure, unsure

    def _is_stored(self, group: list[int]) -> bool:
        """Whether a group is an occurrence already."""
        name = self.stored.get(group[0])
        return name is not None and self.members[name] == set(group)

    def _beside(self, group: list[int]) -> Iterable[int]:
        """What may change when a group has: what it is linked to, and what it was one with."""
        for event in group:
            yield from self.links.get(event, ())
            yield from self.members.get(self.stored.get(event, ""), ())

    def _look_at(self, events: set[int]) -> None:
        """Learn of events, and of those that people put together with them, all that is known."""
        new, frontier = set(events), set(events)
        while frontier:
            frontier = {o for event in frontier for o in self.together.get(event, ())} - new
            frontier -= self.orders.keys()
            new |= frontier
        anchors = []
        for event, key, published, start, end in _PLACES.tuples(
            self.connection, events=sorted(new)
        ):
            self.orders[event] = order_of(ordinal(published), key, start, event)
            anchors.append(f"{key}:{start}-{end}")
        for left, right, value in _scores_at(self.connection, anchors):
            self.scores[_pair(left, right)] = value
            if value >= TOGETHER:
                self.links.setdefault(left, {})[right] = value
                self.links.setdefault(right, {})[left] = value
        names = occurrences.occurrences_of(self.connection, new)
        for event, name in occurrences.events_in(self.connection, names).items():
            self.stored[event] = name
            self.members.setdefault(name, set()).add(event)


def _scores_at(connection: Connection, anchors: list[str]) -> Iterable[tuple[int, int, float]]:
    """The machine's judgements of pairs of which one stands at an anchor."""
    rows: dict[tuple[str, str], float] = {}
    for query in _SCORES:
        for left, right, value in query.tuples(connection, anchors=sorted(anchors)):
            rows[left, right] = value
    numbers = _events_at(connection, {anchor for pair in rows for anchor in pair})
    for (left, right), value in sorted(rows.items()):
        if left in numbers and right in numbers:
            yield numbers[left], numbers[right], value


def _events_at(connection: Connection, anchors: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    keys = sorted({parse(anchor).report for anchor in anchors})
    rows = _EVENTS_OF_KEYS.tuples(connection, keys=keys) if keys else []
    for event, key, start, end in rows:
        anchor = f"{key}:{start}-{end}"
        if anchor in anchors:
            found.setdefault(anchor, event)
    return found


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
