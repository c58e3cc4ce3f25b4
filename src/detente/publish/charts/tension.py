"""Tension as a picture: conflict below the line, cooperation above it, levels and their changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import altair as alt

from detente.publish.charts.look import (
    CLASSES,
    GREY,
    INK,
    chart_of,
    class_colour,
    day_axis,
    finished,
    nothing,
)

if TYPE_CHECKING:
    from detente.casefile.views.table import Row, View

MOST = 6
"""Pairs that are drawn: those with most."""
_UP = ("cooperation_words", "cooperation_deeds")
_DOWN = ("conflict_words", "conflict_deeds")
_DAYS = {"day": 1, "week": 7}
_SHOWN_IDS = 5


def chart(view: View) -> Any:
    """Bars of summed intensity, a panel a pair."""
    by = view.facts["by"]
    pairs = [tuple(pair) for pair in view.facts["pairs"][:MOST]]
    title = "Conflict and cooperation"
    if not view.rows:
        return nothing(view, title)
    if len(pairs) == 1:
        title += f": {pairs[0][0]} and {pairs[0][1]}"
    days = sorted(row["period"] for row in view.rows)
    domain = [days[0], _end(days[-1], by)]
    panels = [_panel(view, pair, domain, len(pairs) > 1) for pair in pairs]
    more = (
        f"Bars: sum of the intensities told as fact in a {by}. Line: level between change points "
        f"(dashed). Diamonds: only claimed by somebody, not in the bars"
    )
    if len(view.facts["pairs"]) > MOST:
        more += f". Drawn: the first {MOST} pairs"
    return finished(alt.vconcat(*panels), view, title, more)


def _panel(view: View, pair: tuple[str, ...], domain: list[str], titled: bool) -> Any:
    by = view.facts["by"]
    rows = [row for row in view.rows if (row["party"], row["other"]) == pair]
    height = 260 if not titled else 130
    base = chart_of([bar for row in rows for bar in _bars(row, by)], height=height)
    x = day_axis("period", domain)
    y = alt.Y(
        "from:Q",
        title="intensity",
        axis=alt.Axis(tickCount=5),
        scale=alt.Scale(domain=_reach(view)),
    )
    bars = base.transform_filter("datum.kind == 'bar'").mark_rect(stroke="white", strokeWidth=0.3)
    layers = [
        bars.encode(
            x=x, x2="end:T", y=y, y2="to:Q", color=class_colour(),
            tooltip=[
                alt.Tooltip("day:N", title=by),
                alt.Tooltip("class:N"),
                alt.Tooltip("count:Q"),
                alt.Tooltip("intensity:Q"),
                alt.Tooltip("most:N", title="most intense"),
                alt.Tooltip("occurrences:N"),
            ],
        ),
        base.mark_rule(color=GREY).encode(y=alt.datum(0)),
        base.transform_filter("datum.kind == 'claimed'")
        .mark_point(shape="diamond", color=GREY, size=32, strokeWidth=1.2, fill="white")
        .encode(
            x=x, y=alt.Y("from:Q"),
            tooltip=[
                alt.Tooltip("day:N", title=by),
                alt.Tooltip("count:Q", title="claimed"),
                alt.Tooltip("occurrences:N"),
            ],
        ),
        *_levels(rows, by, x),
    ]  # fmt: skip
    drawn = alt.layer(*layers)
    return drawn.properties(title=f"{pair[0]} – {pair[1]}") if titled else drawn


def _reach(view: View) -> list[float]:
    """The lowest and highest value: the same for all pairs, so that they can be compared."""
    values = [[row[f"{name}_intensity"] for name in (*_UP, *_DOWN)] for row in view.rows]
    sides = [
        [sum(value for value in row if (value < 0) == below) for row in values]
        for below in (True, False)
    ]
    return [round(min(*sides[0], -1.0) * 1.05, 3), round(max(*sides[1], 1.0) * 1.15, 3)]


def _bars(row: Row, by: str) -> list[Row]:
    """The bars of a period, stacked away from the line, and its mark of claims in the middle."""
    found = []
    end = _end(row["period"], by)
    ids = "; ".join(row["occurrences"][:_SHOWN_IDS])
    if len(row["occurrences"]) > _SHOWN_IDS:
        ids += f"; and {len(row['occurrences']) - _SHOWN_IDS} more"
    shared = {"day": row["period"], "occurrences": ids}
    # What is conflict in words may be above 0, such as a mild request: it stands above the line.
    reached = {True: 0.0, False: 0.0}
    for name in (*_UP, *_DOWN):
        if not row[name]:
            continue
        value = row[f"{name}_intensity"]
        at = reached[value < 0]
        reached[value < 0] = to = round(at + value, 3)
        found.append(
            {
                "kind": "bar", "period": row["period"], "end": end, "from": at, "to": to,
                "class": CLASSES[name], "count": row[name], "intensity": value, **shared,
                "most": f"{row['type']} “{row['words']}”, report {row['report']}",
            }
        )  # fmt: skip
    if row["claimed"]:
        middle = date.fromisoformat(row["period"]) + timedelta(days=_DAYS[by] // 2)
        found.append(
            {"kind": "claimed", "period": middle.isoformat(), "from": 0, "count": row["claimed"],
             **shared}
        )  # fmt: skip
    return found


def _levels(rows: list[Row], by: str, x: Any) -> list[Any]:
    """The level of the balance as a line, broken where it changes."""
    points: list[Row] = []
    changes: list[Row] = []
    number = 0
    for row in rows:
        if row["level"] is None:
            continue
        if row["change"]:
            number += 1
            changes.append({"period": row["period"], "towards": f"towards {row['change']}"})
            if points:
                points.append({**points[-1], "period": row["period"]})
        points.append({"period": row["period"], "level": row["level"], "part": number})
    if not points:
        return []
    points.append({**points[-1], "period": _end(points[-1]["period"], by)})
    line = (
        chart_of(points)
        .mark_line(color=INK, strokeWidth=1.8)
        .encode(x=x, y=alt.Y("level:Q"), detail="part:N")
    )
    marked = chart_of(changes)
    rule = marked.mark_rule(color=INK, strokeDash=[4, 3]).encode(x=x)
    label = marked.mark_text(align="left", dx=4, baseline="top", fontSize=10, color=INK).encode(
        x=x, y=alt.value(2), text="towards:N"
    )
    return [line, rule, label] if changes else [line]


def _end(period: str, by: str) -> str:
    return (date.fromisoformat(period) + timedelta(days=_DAYS[by])).isoformat()
