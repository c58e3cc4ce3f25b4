"""How pictures look: colours that colour-blind readers tell apart, and that take no side."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt

from detente.publish.clean import one_line

if TYPE_CHECKING:
    from detente.casefile.views.table import View

CLASSES = {
    "conflict_deeds": "conflict in deeds",
    "conflict_words": "conflict in words",
    "cooperation_words": "cooperation in words",
    "cooperation_deeds": "cooperation in deeds",
}
COLOURS = ("#D55E00", "#E69F00", "#56B4E9", "#0072B2")
"""Of the four classes: the vermillion, orange, sky blue and blue of Okabe and Ito (2008, "Color
Universal Design"). Parties have no colour."""
INK, PALE, GREY = "#333333", "#dddddd", "#8a8a8a"
FONT = "sans-serif"
WIDTH = 640
_LINE = 105
"""Letters in a line of the footnote."""


def chart_of(rows: list[Any], width: int = WIDTH, height: int = 0) -> Any:
    """A chart of some rows, which are written into it."""
    chart = alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]
    return chart.properties(width=width, height=height) if height else chart


def counts_of(name: str, title: str, most: int, largest: int) -> Any:
    """Size by a count, with a legend of whole numbers."""
    return alt.Size(
        f"{name}:Q",
        title=title,
        scale=alt.Scale(domain=[0, most], range=[0, largest]),
        legend=alt.Legend(
            values=sorted({1, (most + 1) // 2, most}), format="d", symbolFillColor=GREY,
            symbolType="circle",
        ),
    )  # fmt: skip


def class_colour(name: str = "class") -> Any:
    """The colour of a class, with its legend."""
    return alt.Color(
        f"{name}:N",
        title=None,
        scale=alt.Scale(domain=list(CLASSES.values()), range=list(COLOURS)),
        legend=alt.Legend(orient="top", columns=4, symbolType="square"),
    )


def day_axis(name: str, domain: list[str]) -> Any:
    """Days along the bottom, the same wherever the reader is."""
    scale = alt.Scale(type="utc", domain=[_moment(day) for day in domain])
    axis = alt.Axis(title=None, format="%-d %b %Y", labelAngle=0, labelOverlap=True, tickCount=6)
    return alt.X(f"{name}:T", scale=scale, axis=axis)


def _moment(day: str) -> Any:
    year, month, date = map(int, day.split("-"))
    return alt.DateTime(year=year, month=month, date=date, utc=True)


def finished(chart: Any, view: View, title: str, more: str) -> Any:
    """A chart under its title, above a footnote: casefile, filters, counts, notes."""
    asked = " · ".join(f"{name} {value}" for name, value in view.filters.items())
    told = [one_line(f"Casefile {view.case}" + (f" · {asked}" if asked else ""))]
    told += [line for words in (more, *view.notes) for line in wrap(one_line(words), _LINE)]
    foot = (
        chart_of([{}], width=200, height=14 * len(told))
        .mark_text(align="left", baseline="top", fontSize=10, color=GREY, lineHeight=14, limit=900)
        .encode(x=alt.value(0), y=alt.value(0), text=alt.value(told))
    )
    return (
        alt.vconcat(chart, foot, spacing=12)
        .resolve_scale(
            color="independent", fill="independent", shape="independent", size="independent"
        )
        .properties(
            title=alt.TitleParams(one_line(title), anchor="start", fontSize=15, color=INK),
            padding=16,
            background="white",
        )
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            gridColor=PALE, domainColor=GREY, tickColor=GREY, labelColor=INK, titleColor=INK,
            titleFontWeight="normal",
        )
        .configure_legend(labelColor=INK, titleColor=INK, titleFontWeight="normal")
        .configure_title(anchor="start", color=INK)
        .configure_concat(spacing=18)
    )  # fmt: skip


def nothing(view: View, title: str) -> Any:
    """What is drawn where there is nothing to draw."""
    empty = (
        chart_of([{}], width=WIDTH, height=60)
        .mark_text(color=GREY, fontSize=13)
        .encode(text=alt.value("nothing is told of it"))
    )
    return finished(empty, view, title, "0 occurrences")
