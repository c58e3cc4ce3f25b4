"""The timeline as a picture: what kind of thing happened when, as fact or not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import altair as alt

from detente.publish.charts.look import (
    CLASSES,
    WIDTH,
    chart_of,
    class_colour,
    counts_of,
    day_axis,
    finished,
    nothing,
)

if TYPE_CHECKING:
    from detente.casefile.views.table import Row, View

TITLE = "What happened"
_STEPS = (("day", 90), ("week", 540))
"""What a mark stands for, and up to how many days in all; beyond the last, for a month."""
_DAYS = {"day": 1, "week": 7, "month": 30}
_SMALLEST, _LARGEST = 40, 420
_QUADS = {1: "cooperation_words", 2: "cooperation_deeds", 3: "conflict_words", 4: "conflict_deeds"}
_FACT, _OTHER = "told as fact", "claimed, planned, possible or denied"
_STEP = 24


def chart(view: View) -> Any:
    """Marks by day and type: size is how many, a disc is told as fact."""
    dots, by, uncertain = _dots(view.rows)
    if not dots:
        return nothing(view, TITLE)
    days = sorted(dot["day"] for dot in dots)
    most = max(dot["count"] for dot in dots)
    kinds = sorted({(row["quad"] in (3, 4), row["intensity"], row["type"]) for row in view.rows})
    order = list(dict.fromkeys(kind for *_, kind in reversed(kinds)))
    base = chart_of(dots, height=_STEP * len(order)).encode(
        x=day_axis("day", _around(days, by)),
        y=alt.Y("type:N", sort=order, title=None, axis=alt.Axis(grid=True)),
        size=counts_of("count", "occurrences", most, _largest(days, by)),
        color=class_colour(),
        tooltip=[
            alt.Tooltip("first:N", title=by),
            *(alt.Tooltip(f"{name}:N") for name in ("type", "told", "count", "words", "reports")),
        ],
    )
    facts = base.transform_filter(alt.datum["told"] == _FACT).mark_circle(opacity=0.85)
    others = base.transform_filter(alt.datum["told"] == _OTHER).mark_point(
        shape="diamond", fill="white", strokeWidth=1.4
    )
    more = f"{view.total:,} occurrences by {by}. Discs: {_FACT}; open diamonds: {_OTHER}"
    if uncertain:
        more += f". {uncertain:,} of an uncertain day stand at the first that it can be"
    return finished(alt.layer(facts, others), view, TITLE, more)


def _dots(rows: list[Row]) -> tuple[list[Row], str, int]:
    """One dot a day or week, type and whether it is told as fact; what it stands for; how many
    have no certain day."""
    placed = [(row["date_from"] or row["first_reported"], row) for row in rows]
    days = sorted(day for day, _ in placed if day)
    if not days:
        return [], "day", 0
    by = _step(days)
    found: dict[tuple[str, str, str], Row] = {}
    for day, row in placed:
        if day is None:
            continue
        first = _begin(day, by)
        told = _FACT if row["status"] in ("happened", "ongoing") else _OTHER
        dot = found.setdefault(
            (first, row["type"], told),
            {
                "day": first, "first": first, "type": row["type"], "told": told, "count": 0,
                "class": CLASSES[_QUADS[row["quad"]]], "words": row["words"], "reports": "",
            },
        )  # fmt: skip
        dot["count"] += 1
        if dot["count"] <= 5:
            dot["reports"] += f"{', ' if dot['reports'] else ''}{row['report']}"
    uncertain = sum(row["date_from"] != row["date_to"] for row in rows)
    return list(found.values()), by, uncertain


def _step(days: list[str]) -> str:
    span = _between(days)
    return next((name for name, most in _STEPS if span <= most), "month")


def _between(days: list[str]) -> int:
    return (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days


def _begin(day: str, by: str) -> str:
    if by == "month":
        return f"{day[:8]}01"
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat() if by == "week" else day


def _around(days: list[str], by: str) -> list[str]:
    """From the first to the last mark, with room at the edges."""
    room = timedelta(days=max(1, _DAYS[by] * 2 // 3))
    first, last = date.fromisoformat(days[0]) - room, date.fromisoformat(days[-1]) + room
    return [first.isoformat(), last.isoformat()]


def _largest(days: list[str], by: str) -> int:
    """The area of the largest mark: a little wider than the room of one."""
    room = WIDTH / (_between(days) // _DAYS[by] + 1)
    return round(max(_SMALLEST, min(_LARGEST, (1.3 * room) ** 2)))
