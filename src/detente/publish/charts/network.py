"""The network as a picture: a matrix of who and whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import altair as alt

from detente.publish.charts.look import (
    CLASSES,
    COLOURS,
    GREY,
    PALE,
    chart_of,
    counts_of,
    finished,
    nothing,
)

if TYPE_CHECKING:
    from detente.casefile.views.table import Row, View

TITLE = "Who does what to whom"
MOST = 16
"""Parties that are drawn: those with most."""
_STEP = 30


def chart(view: View) -> Any:
    """Circles: size is how many are told as fact, colour their mean intensity."""
    weight: Counter[str] = Counter()
    for row in view.rows:
        weight[row["actor"]] += len(row["occurrences"])
        weight[row["recipient"]] += len(row["occurrences"])
    parties = [name for name, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))]
    cells = [
        _cell(row)
        for row in view.rows
        if row["actor"] in parties[:MOST] and row["recipient"] in parties[:MOST]
    ]
    if not cells:
        return nothing(view, TITLE)
    order = [
        name for name in parties[:MOST] if any(name in (c["actor"], c["recipient"]) for c in cells)
    ]
    size = _STEP * len(order)
    base = chart_of(cells, width=max(size, 240), height=max(size, 90)).encode(
        x=alt.X(
            "recipient:N", sort=order, title="to whom",
            axis=alt.Axis(orient="top", labelAngle=-45, grid=True),
            scale=alt.Scale(domain=order),
        ),
        y=alt.Y(
            "actor:N", sort=order, title="who", axis=alt.Axis(grid=True),
            scale=alt.Scale(domain=order),
        ),
        tooltip=[
            alt.Tooltip("actor:N"),
            alt.Tooltip("recipient:N"),
            alt.Tooltip("counted:Q", title="told as fact"),
            *(alt.Tooltip(f"{name}:Q", title=title) for name, title in CLASSES.items()),
            *(alt.Tooltip(f"{name}:Q") for name in ("claimed", "open", "denied")),
            alt.Tooltip("most:N", title="most intense"),
        ],
    )  # fmt: skip
    facts = base.transform_filter("datum.counted > 0").mark_circle(opacity=1).encode(
        size=counts_of("counted", "told as fact", max(cell["counted"] for cell in cells), 620),
        color=alt.Color(
            "mean:Q",
            title=["mean intensity", "below 0: conflict"],
            scale=alt.Scale(domain=[-10, 0, 10], range=[COLOURS[0], PALE, COLOURS[3]]),
            legend=alt.Legend(gradientLength=90),
        ),
    )  # fmt: skip
    others = base.transform_filter("datum.counted == 0").mark_point(
        shape="diamond", size=30, color=GREY, strokeWidth=1
    )
    more = f"{view.total:,} pairs; diamonds: only claimed, planned, possible or denied"
    if len(parties) > MOST:
        more += f"; {MOST} of {len(parties):,} parties, those with most"
    return finished(alt.layer(others, facts), view, TITLE, more)


def _cell(row: Row) -> Row:
    counted = sum(row[name] for name in CLASSES)
    names = ("actor", "recipient", *CLASSES, "claimed", "open", "denied")
    return {
        **{name: row[name] for name in names},
        "counted": counted,
        "mean": round(row["balance"] / counted, 2) if counted else None,
        "most": f"{row['type']} “{row['words']}”, report {row['report']}",
    }
