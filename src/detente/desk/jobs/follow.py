"""Feeds that the desk looks at again and again while it runs. The casefile remembers them."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile

FACT = "followed"
"""The fact of the casefile (``about``) that has the feeds."""
LEAST, USUAL, MOST = 5, 30, 7 * 24 * 60
"""Minutes between two looks at a feed."""


@dataclass(frozen=True)
class Feed:
    """A feed at an address, looked at every so many ``minutes``, in the name of whoever wanted it.
    ``checked`` is when it last could be had (UTC)."""

    url: str
    minutes: int
    by: str
    checked: str | None = None


class Followed:
    """The feeds of a casefile. Safe between threads."""

    def __init__(self, case: Casefile) -> None:
        self._case = case
        self._lock = threading.Lock()
        self._due: dict[str, float] | None = None
        self._feeds: dict[str, Feed] = {}

    def feeds(self) -> list[Feed]:
        """The feeds, in the order of following."""
        with self._case.reading() as connection:
            told = connection.execute(_fact()).scalar()
            rows = connection.execute(select(schema.feeds.c.url, schema.feeds.c.checked)).all()
        checked = {row.url: row.checked for row in rows}
        return [Feed(**each, checked=checked.get(each["url"])) for each in _plain(told)]

    def add(self, url: str, minutes: int, by: str) -> None:
        """Follow a feed, or look at it more or less often."""
        minutes = max(LEAST, min(minutes, MOST))
        self._change(url, {"url": url, "minutes": minutes, "by": by})

    def stop(self, url: str) -> None:
        """Follow a feed no longer."""
        self._change(url, None)

    def due(self) -> list[Feed]:
        """The feeds that are to be looked at now; each is told once a turn."""
        with self._lock:
            if self._due is None:
                self._feeds = {feed.url: feed for feed in self.feeds()}
                self._due = {url: _left(feed) for url, feed in self._feeds.items()}
            at = time.monotonic()
            due = [feed for url, feed in self._feeds.items() if self._due[url] <= at]
            for feed in due:
                self._due[feed.url] = at + 60 * feed.minutes
        return due

    def _change(self, url: str, feed: dict[str, Any] | None) -> None:
        with self._lock:
            with self._case.writing() as connection:
                kept = [e for e in _plain(connection.execute(_fact()).scalar()) if e["url"] != url]
                told = json.dumps([*kept, feed] if feed else kept, sort_keys=True)
                connection.execute(delete(schema.about).where(schema.about.c.name == FACT))
                connection.execute(insert(schema.about), [{"name": FACT, "value": told}])
            if self._due is not None:
                self._feeds.pop(url, None)
                self._due.pop(url, None)
                if feed:
                    self._feeds[url] = Feed(**feed)
                    # Whoever follows a feed has it looked at at once.
                    self._due[url] = time.monotonic() + 60 * feed["minutes"]


def _left(feed: Feed) -> float:
    """When a feed that was followed before is due, by the monotonic clock."""
    at = time.monotonic()
    try:
        passed = datetime.now(UTC) - datetime.fromisoformat(feed.checked or "")
    except (ValueError, TypeError):
        return at
    return at + max(0.0, min(60.0 * feed.minutes, 60.0 * feed.minutes - passed.total_seconds()))


def _fact() -> Any:
    return select(schema.about.c.value).where(schema.about.c.name == FACT)


def _plain(told: str | None) -> list[dict[str, Any]]:
    return json.loads(told) if told else []
