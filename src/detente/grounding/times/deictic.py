"""Days seen from the day of the report: "today", "Tuesday", "last night", "the weekend"."""

from __future__ import annotations

import re
from datetime import timedelta

from detente.grounding.times.anchors import anchor_for, nearest
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import of_day, of_week, shift, weekday_near
from detente.grounding.times.reading import number, of_units, pieces, read, word
from detente.record import TimeType

_MIDWEEK = 3


def day_word(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Today, tomorrow night, the day before yesterday, late yesterday, tonight."""
    name, part = word(ctx, m, "t"), word(ctx, m, "p")
    if name == "tonight":
        part = "night"
    code = ctx.lex.dayparts.get(part, "")
    type_: TimeType = "TIME" if code else "DATE"
    here = ctx.today(m.start("t"))
    if here is None:
        return read(m, type_, None)
    day, anchor = here
    step = {"yesterday": -1, "tomorrow": 1}.get(name, 0)
    if m.group("two"):
        step *= 2
    return read(m, type_, of_day(day + timedelta(days=step), code), anchor)


def weekday(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Tuesday, last Monday, Friday night, the previous Friday, Tuesday next week."""
    name = word(ctx, m, "w")
    target = ctx.lex.weekdays[name]
    part = ctx.lex.dayparts.get(word(ctx, m, "p"), "")
    type_: TimeType = "TIME" if part else "DATE"
    if ctx.published is None:
        return read(m, type_, None)
    published, anchor = ctx.published, ctx.published.isoformat()
    if m.group("week") and ctx.lex.units.get(ctx.low(m.end("week") - 1)) == "W":
        step = {"last": -1, "next": 1}.get(word(ctx, m, "week"), 0)
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return read(m, type_, of_day(monday + timedelta(days=target), part), anchor)
    rels = pieces(ctx, m, "rel")
    if "last" in rels or "past" in rels:
        day = weekday_near(published - timedelta(days=1), target, -1)
    elif "next" in rels or "coming" in rels:
        day = weekday_near(published + timedelta(days=1), target, 1)
    elif "this" in rels:
        day = published - timedelta(days=published.weekday()) + timedelta(days=target)
    elif "previous" in rels or "following" in rels or "that" in rels:
        return _weekday_by_time(ctx, m, target, part, type_, rels)
    else:
        direction = 1 if ctx.direction(m.start(), m.end()) > 0 else -1
        day = weekday_near(published, target, direction)
    return read(m, type_, of_day(day, part), anchor)


def _weekday_by_time(
    ctx: Context, m: re.Match[str], target: int, part: str, type_: TimeType, rels: list[str]
) -> Reading:
    known = anchor_for(ctx, "D", m)
    if known is None:
        return read(m, type_, None)
    day, anchor = known
    if "following" in rels:
        day = weekday_near(day + timedelta(days=1), target, 1)
    elif "previous" in rels:
        day = weekday_near(day - timedelta(days=1), target, -1)
    else:
        day = weekday_near(day, target, -1)
    return read(m, type_, of_day(day, part), anchor)


def weekday_week_off(ctx: Context, m: re.Match[str]) -> Reading | None:
    """A week ago Friday, two weeks from Monday."""
    if ctx.published is None:
        return read(m, "DATE", None)
    count = 1 if word(ctx, m, "count") == "a" else number(ctx, m.start("count"), m.end("count"))
    target = ctx.lex.weekdays[word(ctx, m, "w")]
    ago = word(ctx, m, "dir") == "ago"
    near = weekday_near(ctx.published, target, -1 if ago else 1)
    unit = of_units(ctx, m, "u")
    if unit != "W" or count is None:
        return None
    day = shift(near, unit, int(-count if ago else count))
    return read(m, "DATE", of_day(day) if day else None, ctx.published.isoformat())


def weekend(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The weekend, this weekend."""
    if ctx.published is None:
        return read(m, "DATE", None)
    if word(ctx, m, "w") and ctx.low(m.start()) == "this":
        return this_weekend(ctx, m)
    if not ctx.scan.is_class(m.start(), "the"):
        return None
    direction = ctx.direction(m.start(), m.end())
    ahead = direction > 0 or ctx.among(m.start() - 1, "before_weekend_ahead")
    step = 0 if ahead or ctx.published.weekday() >= 5 else -1
    return weekend_off(ctx, m, step, False)


def midweek(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Midweek: Tuesday to Thursday of the week that the tense tells."""
    if m.group("u") and of_units(ctx, m, "u") != "W":
        return None
    if ctx.published is None:
        return read(m, "DATE", None)
    wednesday = ctx.published + timedelta(days=2 - ctx.published.weekday())
    day = nearest(ctx, [wednesday + timedelta(weeks=step) for step in (-1, 0, 1)], m)
    days = f"{day - timedelta(days=1)}/{day + timedelta(days=1)}"
    return read(m, "DATE", of_week(day), ctx.published.isoformat(), edtf=days)


def this_weekend(ctx: Context, m: re.Match[str]) -> Reading:
    """The weekend of this week; early in a week that tells of it as past, the one just over."""
    early = ctx.published is not None and ctx.published.weekday() < _MIDWEEK
    over = early and ctx.direction(m.start(), m.end()) < 0
    return weekend_off(ctx, m, -1 if over else 0, False)


def weekend_off(ctx: Context, m: re.Match[str], step: int, anaphoric: bool) -> Reading:
    """The weekend so many weeks from the report's, or from the time told last."""
    known = anchor_for(ctx, "D", m) if anaphoric else None
    if known is None:
        if ctx.published is None:
            return read(m, "DATE", None)
        known = ctx.published, ctx.published.isoformat()
    return read(m, "DATE", of_week(known[0] + timedelta(weeks=step), weekend=True), known[1])


def part_of_day(ctx: Context, m: re.Match[str]) -> Reading | None:
    """This morning, last night, in the evening, overnight, that same night."""
    part = word(ctx, m, "p")
    code = ctx.lex.dayparts[part]
    rels = pieces(ctx, m, "rel")
    if rels == ["the"] and not m.group("mod"):
        if ctx.low(m.start()) == "the" and not ctx.among(m.start() - 1, "before_part_of_day"):
            return None
        if ctx.among(m.end(), "after_no_part_of_day"):
            return None
    if part == "overnight":
        # The night that led into the day of the report.
        if ctx.published is None:
            return read(m, "TIME", None)
        eve = ctx.published - timedelta(days=1)
        value = of_day(eve, code).value()
        return read(m, "TIME", None, ctx.published.isoformat(), value=value)
    if {"this", "last"} & set(rels) and "same" not in rels:
        here = ctx.today(m.start("p"))
        if here is None:
            return read(m, "TIME", None)
        day, anchor = here
        if "last" in rels:
            day -= timedelta(days=1)
        return read(m, "TIME", of_day(day, code), anchor)
    known = anchor_for(ctx, "D", m)
    if known is None:
        return read(m, "TIME", None)
    day, anchor = known
    if "previous" in rels:
        day -= timedelta(days=1)
    elif {"next", "following"} & set(rels):
        day += timedelta(days=1)
    return read(m, "TIME", of_day(day, code), anchor)


def reference(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Now, currently, recently, soon."""
    name = word(ctx, m, "r")
    if name == "soon" and (ctx.low(m.start() - 1) == "as" or ctx.low(m.end()) in {"after", "as"}):
        return None
    return read(m, "DATE", None, value=ctx.lex.references[name])


def long_ago(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Long ago, a while ago, some time ago."""
    return read(m, "DATE", None, value="PAST_REF")


def past_or_future(ctx: Context, m: re.Match[str]) -> Reading | None:
    """In the past, the future: by themselves, not "the past chairman" or "the future of Europe"."""
    low = ctx.low(m.end())
    inside = ctx.low(m.start() - 1) in {"in", "into"}
    goes_on = low.isalpha() and not inside and not ctx.among(m.end(), "after_closed_clause")
    if low == "of" or goes_on:
        return None
    value = "PAST_REF" if word(ctx, m, "r") == "past" else "FUTURE_REF"
    return read(m, "DATE", None, value=value)


def these_days(ctx: Context, m: re.Match[str]) -> Reading | None:
    """These days, as one says of the present."""
    if ctx.low(m.start()) != "these" or ctx.low(m.end()) in {"of", "that", "when"}:
        return None
    return read(m, "DATE", None, value="PRESENT_REF")


def moment(ctx: Context, m: re.Match[str]) -> Reading | None:
    """At the moment, at present, at this time; "at that time" is a time told before."""
    article, name = ctx.low(m.start() + 1), word(ctx, m, "r") or "present"
    if ctx.low(m.end()) in {"of", "when", "that"} or (name == "time" and article == "the"):
        return None
    value = "PAST_REF" if article in {"that", "those"} else "PRESENT_REF"
    return read(m, "DATE", None, value=value, first=m.start() + 1)


def near_future(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The near future, the short term."""
    if word(ctx, m, "r") == "term" and ctx.low(m.start() - 1) not in {"in", "over", "for", "of"}:
        return None
    if ctx.low(m.end()) in {"of", "-"}:
        return None
    return read(m, "DATE", None, value="FUTURE_REF")
