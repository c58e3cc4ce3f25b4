"""What was worked out of the casefile, kept while the casefile stays as it is.

Pages and the API ask here for views, so that twenty readers of one page cost one computation:

>>> seen = cache.view(desk, "timeline", asked.filters(), limit=100)
>>> seen.value.rows, seen.value.total, seen.at, seen.is_latest

What is asked by several at once is computed once. While reports are being added, what was right a
few seconds ago is shown and computed anew beside it; ``seen.at`` says as of when it holds. Whatever
anybody changed through this desk is in what is shown next (``Door`` calls ``settle``).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from secrets import token_hex
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from detente.casefile import Casefile
from detente.casefile.state import state_of
from detente.casefile.views.actors import actors
from detente.casefile.views.filters import Filters
from detente.casefile.views.ledger import ledger
from detente.casefile.views.network import network
from detente.casefile.views.quotes import quotes
from detente.casefile.views.sources import sources
from detente.casefile.views.tension import tension
from detente.casefile.views.timeline import timeline

if TYPE_CHECKING:
    from detente.casefile.views.table import View
    from detente.desk.state import Desk

T = TypeVar("T")
OLDEST, LONGEST = 10.0, 60.0
"""Seconds for which a state of the casefile that is no longer the latest may be shown: twelve times
as long as it took to make, between these bounds."""
CALM = 2.0
"""Seconds for which it is not even computed anew, three times as long as it took at least: so that
an ``add`` is not slowed down much."""
MOST = 1_000_000
"""Cells that are kept in all, of about 100 bytes each; a quarter of them for one view at most."""
AT_ONCE = 2
"""So many computations run at the same time: more would only slow each other down."""
VIEWS: dict[str, Callable[..., View]] = {
    "timeline": timeline,
    "network": network,
    "tension": tension,
    "quotes": quotes,
    "ledger": ledger,
    "actors": actors,
    "sources": sources,
}
IN_PARTS = frozenset(("timeline", "quotes", "ledger"))
"""Views of which a part costs less than the whole; of the others the whole is kept."""


@dataclass(frozen=True)
class Kept(Generic[T]):
    """``value`` as of the moment ``at`` (UTC), which ``is_latest`` if nothing has changed since.
    ``tag`` tells it from every other state of it."""

    value: T
    at: str
    is_latest: bool
    tag: str


def view(
    desk: Desk,
    name: str,
    filters: Filters | None = None,
    *,
    limit: int | None = None,
    offset: int | None = None,
    **options: Any,
) -> Kept[View]:
    """One of ``VIEWS`` with its ``options`` (``by``, ``words``, ``fill_dates`` ...).

    ``limit`` without ``offset`` is the view's own: the last so many of what stands in the order of
    days, the first of everything else. With ``offset`` so many are left out, and the next ``limit``
    given, of the rows from first to last. Do not change what you get: others have it too.
    """
    in_parts = name in IN_PARTS
    filters = filters or Filters()
    key = view_key(name, filters, limit, offset, **options)
    part = {"limit": limit, "offset": offset} if in_parts else {}

    def make() -> View:
        return VIEWS[name](desk.case, filters=filters, **part, **options)

    kept = desk.cache.get(key, make, _cells)
    return kept if in_parts else replace(kept, value=_cut(kept.value, limit, offset))


def prepare(desk: Desk) -> None:
    """Make what everybody sees first, while nobody waits for it yet."""
    for name in ("ledger", "timeline", "network", "actors", "sources"):
        options: dict[str, Any] = {"by": "state"} if name == "network" else {}
        limit = 1 if name in IN_PARTS else None
        desk.cache.prepare(partial(view, desk, name, Filters(), limit=limit, **options))


def view_key(
    name: str, filters: Filters | None, limit: int | None, offset: int | None, **options: Any
) -> Hashable:
    """What a view is kept by."""
    part = (limit, offset) if name in IN_PARTS else ()
    return ("view", name, filters, part, tuple(sorted(options.items())))


def _cut(whole: View, limit: int | None, offset: int | None) -> View:
    if offset is not None:
        end = None if limit is None else offset + limit
        return replace(whole, rows=whole.rows[offset:end])
    if limit is None:
        return whole
    if whole.name == "tension" and len(whole.facts["pairs"]) == 1:
        return replace(whole, rows=whole.rows[max(0, len(whole.rows) - limit) :])
    return replace(whole, rows=whole.rows[:limit])


def _cells(made: View) -> int:
    lists = [column.name for column in made.columns if column.kind in ("list", "json")]
    inside = sum(len(row[name] or ()) for row in made.rows for name in lists)
    return len(made.rows) * len(made.columns) + inside


@dataclass
class _Entry:
    """``held`` is when it was last known to be of the latest state, on the monotonic clock;
    ``took`` are the seconds in which it was made."""

    value: Any
    state: int
    held: float
    at: str
    weight: int
    took: float

    @property
    def calm(self) -> float:
        return max(CALM, 3 * self.took)

    @property
    def oldest(self) -> float:
        return min(LONGEST, max(OLDEST, 12 * self.took))


@dataclass
class _Flight:
    """A computation under way, or waiting to be made beside; who cannot wait makes it."""

    begun: float
    result: Future[_Entry]
    is_taken: bool = False


class Cache:
    """Values made of a casefile, by keys. Threads may share it."""

    def __init__(self, case: Casefile) -> None:
        self._case = case
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._flights: dict[Hashable, _Flight] = {}
        self._weight = 0
        self._settled = monotonic()
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._beside = ThreadPoolExecutor(1, "desk-renews")
        self._nonce = token_hex(8)

    def get(
        self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int] = lambda _: 1
    ) -> Kept[T]:
        """What ``make`` makes of the casefile as it is, or was some seconds ago. ``weigh`` tells
        how many cells it holds. Raises what ``make`` raises."""
        state, now = state_of(self._case), monotonic()
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
                if entry.state == state:
                    entry.held, entry.at = now, _time()
                    return self._kept(key, entry, True)
                if entry.held >= self._settled and now - entry.held <= entry.oldest:
                    if now - entry.held > entry.calm and key not in self._flights:
                        self._beside.submit(self._fly, key, make, weigh, self._take_off(key))
                    return self._kept(key, entry, False)
            flight = self._flights.get(key)
            if flight is None or flight.begun < self._settled:
                flight = self._take_off(key)
        self._fly(key, make, weigh, flight)
        landed = flight.result.result()
        return self._kept(key, landed, landed.state == state)

    def tag(self, key: Hashable) -> str:
        """The tag that a value of the latest state has."""
        return self._tag(key, state_of(self._case))

    def prepare(self, make: Callable[[], object]) -> None:
        """Let something be made beside, before anybody asks for it."""
        self._beside.submit(make)

    def settle(self) -> None:
        """What is shown from now on must have all that was changed until now."""
        with self._lock:
            self._settled = monotonic()

    def close(self) -> None:
        """End what is computed beside."""
        self._beside.shutdown(wait=True, cancel_futures=True)

    def _take_off(self, key: Hashable) -> _Flight:
        flight = self._flights[key] = _Flight(monotonic(), Future())
        return flight

    def _fly(
        self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int], flight: _Flight
    ) -> None:
        with self._lock:
            if flight.is_taken:
                return
            flight.is_taken = True
        try:
            with self._slots:
                state, at, held = state_of(self._case), _time(), monotonic()
                value = make()
                took = monotonic() - held
            entry = _Entry(value, state, held, at, weigh(value), took)
        except BaseException as error:
            with self._lock:
                self._land(key, flight)
            flight.result.set_exception(error)
            return
        with self._lock:
            self._land(key, flight)
            self._keep(key, entry)
        flight.result.set_result(entry)

    def _land(self, key: Hashable, flight: _Flight) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]

    def _keep(self, key: Hashable, entry: _Entry) -> None:
        before = self._entries.get(key)
        if before is not None:
            if before.state > entry.state:  # a later one landed first
                return
            self._weight -= self._entries.pop(key).weight
        if entry.weight > MOST // 4:
            return
        self._entries[key] = entry
        self._weight += entry.weight
        while self._weight > MOST:
            _, oldest = self._entries.popitem(last=False)
            self._weight -= oldest.weight

    def _kept(self, key: Hashable, entry: _Entry, is_latest: bool) -> Kept[Any]:
        return Kept(entry.value, entry.at, is_latest, self._tag(key, entry.state))

    def _tag(self, key: Hashable, state: int) -> str:
        told = repr((self._nonce, key, state))
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _time() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
