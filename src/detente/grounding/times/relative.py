"""Times seen from the day of the report or from another time in it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.lexicon import BREAK
from detente.grounding.times.moments import (
    Moment,
    duration,
    of_day,
    of_grain,
    of_quarter,
    of_week,
    shift,
    weekday_near,
)
from detente.grounding.times.reading import number, of_units, ordinal, pieces, read, word


def _base_quarter(ctx: Context, reach: int) -> tuple[Moment, int] | None:
    """The quarter that a report of results is about: the last one not itself counted back."""
    floor = ctx.sentence(len(ctx.scan.low)) if not ctx.found else ctx.sentence(ctx.found[-1].first)
    for index in range(len(ctx.found) - 1, -1, -1):
        time = ctx.found[index]
        if floor - ctx.sentence(time.first) > reach:
            return None
        if (
            time.moment is not None
            and time.moment.grain == "quarter"
            and not isinstance(time.anchor, int)
        ):
            return time.moment, index
    return None


_ANAPHORIC = {"that", "previous", "following", "same"}
# How many sentences back a time may lie that another hangs on.
_REACH = 400


def _anchor_day(ctx: Context, index: int) -> tuple[date, int | str] | None:
    """The day of the nearest earlier time that tells one, else the day of the report."""
    known = ctx.last_moment({"day"})
    if known is not None and (day := known[0].first_day()) is not None:
        return day, known[1]
    if ctx.published is None:
        return None
    return ctx.published, ctx.published.isoformat()


def day_word(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Today, tomorrow night, the day before yesterday, late yesterday, tonight."""
    name, part = word(ctx, m, "t"), word(ctx, m, "p")
    if name == "tonight":
        part = "night"
    code = ctx.lex.dayparts.get(part, "")
    type_ = "TIME" if code else "DATE"
    here = ctx.today(m.start("t"))
    if here is None:
        return read(m, type_, None)  # type: ignore[arg-type]
    day, anchor = here
    step = {"yesterday": -1, "tomorrow": 1}.get(name, 0)
    if m.group("two"):
        step *= 2
    return read(m, type_, of_day(day + timedelta(days=step), code), anchor)  # type: ignore[arg-type]


def weekday(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Tuesday, last Monday, Friday night, the previous Friday, Tuesday next week."""
    name = word(ctx, m, "w")
    target = ctx.lex.weekdays[name]
    part = ctx.lex.dayparts.get(word(ctx, m, "p"), "")
    type_ = "TIME" if part else "DATE"
    if ctx.published is None:
        return read(m, type_, None)  # type: ignore[arg-type]
    published, anchor = ctx.published, ctx.published.isoformat()
    if m.group("week") and ctx.lex.units.get(ctx.low(m.end("week") - 1)) == "W":
        step = {"last": -1, "next": 1}.get(word(ctx, m, "week"), 0)
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return read(m, type_, of_day(monday + timedelta(days=target), part), anchor)  # type: ignore[arg-type]
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
    return read(m, type_, of_day(day, part), anchor)  # type: ignore[arg-type]


def _weekday_by_time(
    ctx: Context, m: re.Match[str], target: int, part: str, type_: str, rels: list[str]
) -> Reading:
    known = _anchor_day(ctx, m.start())
    if known is None:
        return read(m, type_, None)  # type: ignore[arg-type]
    day, anchor = known
    if "following" in rels:
        day = weekday_near(day + timedelta(days=1), target, 1)
    elif "previous" in rels:
        day = weekday_near(day - timedelta(days=1), target, -1)
    else:
        day = weekday_near(day, target, -1)
    return read(m, type_, of_day(day, part), anchor)  # type: ignore[arg-type]


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
    if name == "D" and {"last", "past", "current", "latest"} & set(rels):
        return None
    if name == "WE":
        return _weekend(ctx, m, step, anaphoric)
    if name == "Q" and "latest" in rels and (quarter := _base_quarter(ctx, 12)) is not None:
        return read(m, "DATE", quarter[0], quarter[1])
    if "latest" in rels:
        step = -1
    if _is_title(ctx, m):
        return None
    if rels[:1] == ["the"] and len(rels) == 1:
        return _same_unit(ctx, m, name)
    if anaphoric:
        known = _anchor_for(ctx, name)
    else:
        known = (ctx.published, ctx.published.isoformat()) if ctx.published else None
    if known is None or known[0] is None:
        return read(m, "DATE", None)
    if name == "F":
        return read(m, "DATE", None)
    moved = shift(known[0], name, step)
    moment = of_grain(name, moved) if moved is not None else None
    return read(m, "DATE", moment, known[1])


def _is_title(ctx: Context, m: re.Match[str]) -> bool:
    """Whether both words are capitalised inside a sentence: a programme called "This Week"."""
    index = m.end() - 1
    if index == m.start() or m.start() in ctx.sentence_starts:
        return False
    first, last = ctx.shown(m.start()), ctx.shown(index)
    return first.istitle() and last.istitle() and ctx.low(m.start() - 1) not in {"“", '"', "``"}


def _anchor_for(ctx: Context, name: str) -> tuple[date, int | str] | None:
    """What "the previous <unit>" counts from: the nearest earlier time at least as fine."""
    grains = {
        "D": {"day"},
        "W": {"day", "week"},
        "M": {"day", "month"},
        "Q": {"day", "month", "quarter"},
        "Y": {"day", "month", "quarter", "year", "season", "half"},
        "E": {"day", "month", "quarter", "year", "season", "decade"},
        "C": {"day", "year", "decade", "century"},
    }.get(name, {"day"})
    known = ctx.last_moment(grains)
    if known is not None and (day := known[0].first_day()) is not None:
        return day, known[1]
    return (ctx.published, ctx.published.isoformat()) if ctx.published else None


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
    before = ctx.low(m.start() - 1)
    if name not in {"Y", "Q", "W", "M"} or ctx.scan.is_class(index, "hyphen"):
        return None
    if ctx.scan.is_class(index, "after", "before", "old", "quarter"):
        return None
    if word(ctx, m, "kind"):
        return _same_unit(ctx, m, name)
    if name == "Q":
        known = _base_quarter(ctx, 12)
        if known is not None:
            return read(m, "DATE", known[0], known[1])
        return read(m, "DATE", of_quarter(ctx.published) if ctx.published else None)
    if before not in {"for", "in", "during", "of", "over", "through", "throughout", "within"}:
        if not (ctx.low(index) in {"'", "’"} and name in {"Y", "W"}):
            return None
    if ctx.low(index) in {"ended", "ending", "to"}:
        return read(m, "DURATION", None, value=duration(name, 1))
    if ctx.low(index).isalpha() and ctx.low(index) not in {"and", "as", "by", "with", "so", "but"}:
        if before not in {"of", "for", "in", "during"}:
            return None
    return _same_unit(ctx, m, name)


def weekend(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The weekend, this weekend."""
    if ctx.published is None:
        return read(m, "DATE", None)
    if word(ctx, m, "w") and ctx.low(m.start()) == "this":
        return _weekend(ctx, m, 0, False)
    if not ctx.scan.is_class(m.start(), "the"):
        return None
    direction = ctx.direction(m.start(), m.end())
    ahead = direction > 0 or ctx.low(m.start() - 1) in {"until", "before", "of", "for"}
    step = 0 if ahead or ctx.published.weekday() >= 5 else -1
    return _weekend(ctx, m, step, False)


def _weekend(ctx: Context, m: re.Match[str], step: int, anaphoric: bool) -> Reading:
    known = _anchor_day(ctx, m.start()) if anaphoric else None
    if known is None:
        if ctx.published is None:
            return read(m, "DATE", None)
        known = ctx.published, ctx.published.isoformat()
    return read(m, "DATE", of_week(known[0] + timedelta(weeks=step), weekend=True), known[1])


def the_unit_before(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The day before, the week after: counted from the time told last. Before a clause of its own
    ("the day before he left") it hangs on an event, and its value is not known."""
    name = of_units(ctx, m, "u")
    back = word(ctx, m, "dir") in {"before", "earlier"}
    if not _closes(ctx, m.end()):
        return None
    known = _anchor_for(ctx, name)
    if known is None:
        return read(m, "DATE", None)
    moved = shift(known[0], name, -1 if back else 1)
    return read(m, "DATE", of_grain(name, moved) if moved else None, known[1])


def _closes(ctx: Context, index: int) -> bool:
    """Whether nothing that "before" or "after" could govern follows."""
    low = ctx.low(index)
    if not low or ctx.scan.codes[index] == BREAK or not low[0].isalnum():
        return low not in {"“", '"', "``", "("}
    return low in {
        "and",
        "but",
        "in",
        "when",
        "that",
        "as",
        "at",
        "with",
        "by",
        "on",
        "to",
        "from",
        "for",
    }


def part_of_day(ctx: Context, m: re.Match[str]) -> Reading | None:
    """This morning, last night, in the evening, overnight, that same night."""
    part = word(ctx, m, "p")
    code = ctx.lex.dayparts[part]
    rels = pieces(ctx, m, "rel")
    before = ctx.low(m.start() - 1)
    if rels == ["the"] and not m.group("mod"):
        if ctx.low(m.start()) == "the" and before not in {
            "in",
            "during",
            "by",
            "through",
            "into",
            "on",
            "until",
            "over",
        }:
            return None
        if ctx.low(m.end()) in {"of", "before", "after", "sky"}:
            return None
    if part == "overnight":
        # The night that led into the day of the report.
        if ctx.published is None:
            return read(m, "TIME", None)
        eve = ctx.published - timedelta(days=1)
        return read(m, "TIME", of_day(eve, code), ctx.published.isoformat())
    if {"this", "last"} & set(rels) and "same" not in rels:
        here = ctx.today(m.start("p"))
        if here is None:
            return read(m, "TIME", None)
        day, anchor = here
        if "last" in rels:
            day -= timedelta(days=1)
        return read(m, "TIME", of_day(day, code), anchor)
    known = _anchor_day(ctx, m.start())
    if known is None:
        return read(m, "TIME", None)
    day, anchor = known
    if "previous" in rels:
        day -= timedelta(days=1)
    elif {"next", "following"} & set(rels):
        day += timedelta(days=1)
    return read(m, "TIME", of_day(day, code), anchor)


def day_of_month(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The 15th of this month."""
    day, rel = ordinal(ctx, m, "d"), word(ctx, m, "rel")
    if of_units(ctx, m, "u") != "M" or not ctx.published:
        return None
    month = shift(ctx.published.replace(day=1), "M", {"last": -1, "next": 1}.get(rel, 0))
    if month is None:
        return None
    moment = Moment("day", month.year, month.month, day)
    return read(m, "DATE", moment, ctx.published.isoformat())


def year_end(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Year-end: the last day of the year."""
    if ctx.published is None:
        return read(m, "DATE", None)
    back = ctx.low(m.start() - 1) == "since"
    year = ctx.published.year - (1 if back else 0)
    return read(m, "DATE", Moment("day", year, 12, 31), ctx.published.isoformat())


def counted(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Three days ago, two weeks earlier, a year later, an hour before."""
    unit_name = of_units(ctx, m, "units", "unit1", "unit2", "unit3")
    direction = ctx.low(m.end() - 1)
    count = _count(ctx, m)
    if direction in {"before", "after", "ahead"} and not _closes(ctx, m.end()):
        return read(m, "DURATION", None, value=duration(unit_name, count), last=m.start("dir"))
    if direction == "later" and ctx.low(m.end()) in {"than"}:
        return read(m, "DURATION", None, value=duration(unit_name, count), last=m.start("dir"))
    if direction == "ago":
        return _ago(ctx, m, unit_name, count)
    if direction in {"hence", "ahead"}:
        return _moved(ctx, m, unit_name, count, 1, _publication(ctx))
    sign = -1 if direction in {"earlier", "before"} else 1
    if unit_name == "Y" and sign < 0:
        quarter = _base_quarter(ctx, 2)
        if quarter is not None and count == 1:
            moment = Moment("quarter", quarter[0].year - 1, number=quarter[0].number)
            return read(m, "DATE", moment, quarter[1])
    known = _anchor_for(ctx, "D" if unit_name.startswith("T") else unit_name)
    return _moved(ctx, m, unit_name, count, sign, known)


def _publication(ctx: Context) -> tuple[date, int | str] | None:
    return (ctx.published, ctx.published.isoformat()) if ctx.published else None


def _ago(ctx: Context, m: re.Match[str], unit_name: str, count: float | None) -> Reading:
    if count is None:
        if unit_name in {"Y", "E", "C"} and ctx.published is not None:
            return read(m, "DATE", None, value="PAST_REF")
        return read(m, "DATE", None, value="PAST_REF")
    if count == 1 and unit_name == "Y":
        quarter = _base_quarter(ctx, 2)
        if quarter is not None:
            moment = Moment("quarter", quarter[0].year - 1, number=quarter[0].number)
            return read(m, "DATE", moment, quarter[1])
    return _moved(ctx, m, unit_name, count, -1, _publication(ctx))


def _moved(
    ctx: Context,
    m: re.Match[str],
    unit_name: str,
    count: float | None,
    sign: int,
    known: tuple[date, int | str] | None,
) -> Reading:
    """A time counted from a day. Hours and minutes from a day leave open which day they reach."""
    if unit_name.startswith("T"):
        if sign < 0 and known is not None and known[0] == ctx.published:
            return read(m, "TIME", None)
        return read(m, "DURATION", None, value=duration(unit_name, count))
    if count is None:
        return read(m, "DATE", None)
    if known is None:
        return read(m, "DATE", None)
    grain = {"E": "Y", "C": "Y", "L": "Y", "F": "W"}.get(unit_name, unit_name)
    if count != int(count):
        count, unit_name = (count * 12, "M") if unit_name == "Y" else (count * 7, "D")
        grain = unit_name
    moved = shift(known[0], unit_name, sign * int(count))
    return read(m, "DATE", of_grain(grain, moved) if moved else None, known[1])


def counted_from_now(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Two years from now."""
    unit_name = of_units(ctx, m, "units", "unit1", "unit2", "unit3")
    return _moved(ctx, m, unit_name, _count(ctx, m), 1, _publication(ctx))


def _count(ctx: Context, m: re.Match[str]) -> float | None:
    from detente.grounding.times.durations import count_of

    return count_of(ctx, m)


def vague_ago(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Years ago, days earlier, hours later: before or after, nobody says how long."""
    direction = word(ctx, m, "dir")
    if direction == "ago":
        return read(m, "DATE", None, value="PAST_REF")
    if direction == "ahead":
        return read(m, "DURATION", None, value=duration(of_units(ctx, m, "units"), None))
    if direction == "before" and not _closes(ctx, m.end()):
        return None
    return read(m, "DATE", None)


def year_ago(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The year-earlier quarter, year-ago results: the same stretch one year before."""
    quarter = _base_quarter(ctx, 12)
    if quarter is not None:
        moment = Moment("quarter", quarter[0].year - 1, number=quarter[0].number)
        return read(m, "DATE", moment, quarter[1])
    if ctx.published is None:
        return read(m, "DATE", None)
    return read(m, "DATE", Moment("year", ctx.published.year - 1), ctx.published.isoformat())


def reference(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Now, currently, recently, soon."""
    name = word(ctx, m, "r")
    if name == "soon" and (ctx.low(m.start() - 1) == "as" or ctx.low(m.end()) in {"after", "as"}):
        return None
    return read(m, "DATE", None, value=ctx.lex.references[name])
