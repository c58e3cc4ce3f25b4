"""Weeks, months and years seen from here or from another time: "last week", "that month"."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.grounding.times.anchors import anchor_for, base_quarter, closes
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.deictic import this_weekend, weekend_off
from detente.grounding.times.moments import duration, of_grain, shift
from detente.grounding.times.reading import of_units, pieces, read, word

_ANAPHORIC = {"that", "previous", "following", "same"}
# A quarter stays the one that is meant for so many sentences.
_QUARTER_REACH = 12


def unit(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Last week, this month, the following year, earlier in the month, that same day."""
    name = of_units(ctx, m, "u")
    rels = [*pieces(ctx, m, "rel"), *pieces(ctx, m, "rel2")]
    if not name or name in {"TH", "TM", "TS", "L"}:
        return _short_unit(ctx, m, name, rels)
    if ctx.scan.is_class(m.end("u"), "hyphen") and ctx.scan.is_class(m.end("u") + 1, "old"):
        return None
    anaphoric = bool(_ANAPHORIC & set(rels)) or ("next" in rels and name == "D")
    step = 0
    if {"last", "past", "previous"} & set(rels):
        step = -1
    elif {"next", "coming", "following"} & set(rels):
        step = 1
    if name == "D" and rels[:1] == ["this"] and len(rels) == 1:
        return None
    if name == "D" and {"last", "current", "latest"} & set(rels):
        return None
    if name == "WE" and rels == ["this"]:
        return this_weekend(ctx, m)
    if name == "WE":
        return weekend_off(ctx, m, step, anaphoric)
    if _is_rolling(ctx, m, name, rels):
        return read(m, "DURATION", None, value=duration(name, 1))
    if name == "Q" and "latest" in rels and (quarter := base_quarter(ctx, 12)) is not None:
        return read(m, "DATE", quarter[0], quarter[1])
    if rels == ["last"] and ctx.scan.is_class(m.start(), "the") and ctx.low(m.end()) == "of":
        return None  # "the last month of the war"
    if "latest" in rels:
        step = -1
    ended = ctx.quarter_ended()
    if name == "Q" and "latest" in rels and ended is not None:
        return read(m, "DATE", ended[0], ended[1])
    if _is_title(ctx, m):
        return None
    if rels[:1] == ["the"] and len(rels) == 1:
        return _same_unit(ctx, m, name)
    if anaphoric:
        known = anchor_for(ctx, name, m)
    else:
        known = (ctx.published, ctx.published.isoformat()) if ctx.published else None
    if known is None or known[0] is None:
        return read(m, "DATE", None)
    if name == "F":
        return read(m, "DATE", None)
    moved = shift(known[0], name, step)
    moment = of_grain(name, moved) if moved is not None else None
    return read(m, "DATE", moment, known[1])


def _is_rolling(ctx: Context, m: re.Match[str], name: str, rels: list[str]) -> bool:
    """Whether so much time up to now is meant: "over the past year", "in the last month"."""
    if m.group("mod") or name not in {"D", "W", "M", "Y", "E", "C"}:
        return False
    led = ctx.scan.is_class(m.start(), "the") and ctx.among(m.start() - 1, "before_rolling")
    return rels == ["past"] or (rels in (["last"], ["next"]) and led and ctx.low(m.end()) != "of")


def _is_title(ctx: Context, m: re.Match[str]) -> bool:
    """Whether both words are capitalised inside a sentence: a programme called "This Week"."""
    index = m.end() - 1
    if index == m.start() or m.start() in ctx.sentence_starts:
        return False
    first, last = ctx.shown(m.start()), ctx.shown(index)
    return first.istitle() and last.istitle() and ctx.low(m.start() - 1) not in {"“", '"', "``"}


def _same_unit(ctx: Context, m: re.Match[str], name: str) -> Reading:
    """Later in the day, early in the month: the one that the report is in, or the one just told."""
    here = ctx.sentence_bounds(m.start())[0]
    known = ctx.last_moment(
        {"D": {"day"}, "W": {"day", "week"}, "M": {"day", "month"}}.get(
            name, {"day", "month", "quarter", "year"}
        ),
        within=max(0, ctx.sentence(here) - 2),
    )
    if known is not None and (day := known[0].first_day()) is not None:
        return read(m, "DATE", of_grain(name, day), known[1])
    if ctx.published is None:
        return read(m, "DATE", None)
    return read(m, "DATE", of_grain(name, ctx.published), ctx.published.isoformat())


def _short_unit(ctx: Context, m: re.Match[str], name: str, rels: list[str]) -> Reading | None:
    """The last hour, the next minute."""
    if name in {"TH", "TM"} and {"last", "past", "next", "coming"} & set(rels):
        return read(m, "DURATION", None, value=duration(name, 1))
    return None


def the_unit(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The year, the quarter, the week by themselves: only where the words around mean a date."""
    name, index = of_units(ctx, m, "u"), m.end()
    if name not in {"Y", "Q", "W", "M"} or ctx.scan.is_class(index, "hyphen"):
        return None
    if ctx.scan.is_class(index, "after", "before", "old", "quarter", "num", "n2", "y4"):
        return None
    if word(ctx, m, "kind"):
        return _same_unit(ctx, m, name)
    if name == "Q":
        known = base_quarter(ctx, 12) or ctx.quarter_ended()
        return read(m, "DATE", known[0], known[1]) if known else read(m, "DATE", None)
    possessive = ctx.low(index) in {"'", "’"} and name in {"Y", "W"}
    if not ctx.among(m.start() - 1, "before_unit") and not possessive:
        return None
    if ctx.low(index) in {"ended", "ending", "to"}:
        return read(m, "DURATION", None, value=duration(name, 1))
    noun_follows = ctx.low(index).isalpha() and not ctx.among(index, "after_unit")
    if noun_follows and not ctx.among(m.start() - 1, "before_unit_and_noun"):
        return None
    return _same_unit(ctx, m, name)


def the_unit_before(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The day before, the week after: counted from the time told last. Before a noun or a clause of
    its own ("the day before he left") it hangs on an event, which ``events`` looks for."""
    name = of_units(ctx, m, "u")
    back = word(ctx, m, "dir") in {"before", "earlier"}
    if not closes(ctx, m.end()):
        hanging = word(ctx, m, "dir") in {"before", "after"} and name in {"D", "W", "M", "Y"}
        return replace(read(m, "DATE", None), event=name) if hanging else None
    known = anchor_for(ctx, name, m)
    if known is None:
        return read(m, "DATE", None)
    moved = shift(known[0], name, -1 if back else 1)
    return read(m, "DATE", of_grain(name, moved) if moved else None, known[1])
