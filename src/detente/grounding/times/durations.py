"""Stretches of time, and what comes back."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import duration, shift
from detente.grounding.times.reading import number, of_units, pieces, read, word

_WEEKENDS = "XXXX-WXX-WE"


def count_of(ctx: Context, m: re.Match[str]) -> float | None:
    """How many units a quantity tells; ``None`` where it is vague ("several", "a few")."""
    groups = m.groupdict()
    if groups.get("halfof"):
        return 0.5
    if groups.get("quarterof"):
        return 0.25
    if groups.get("ortwo"):
        return None
    if groups.get("one"):
        return 1.5 if groups.get("half1") else 1.0
    if groups.get("vague"):
        return 2.0 if "couple" in pieces(ctx, m, "vague") and not _many(ctx, m) else None
    if groups.get("count"):
        if groups.get("count2"):
            return None
        count = number(ctx, m.start("count"), m.end("count"))
        return count + 0.5 if count is not None and groups.get("half") else count
    return None


def _many(ctx: Context, m: re.Match[str]) -> bool:
    return any(low in {"several", "few", "many"} for low in pieces(ctx, m, "vague"))


def quantity(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Three hours, nearly two years, an eight-year war, half an hour, several days."""
    unit = of_units(ctx, m, "units", "unit1", "unit2", "unit3")
    if not unit or _is_age_or_rate(ctx, m):
        return None
    groups = m.groupdict()
    count = count_of(ctx, m)
    if groups.get("count2"):
        count = None
    if unit == "TS" and groups.get("one"):
        return None  # "a second" chance, meeting, term
    if unit == "TS" and ctx.low(m.end() - 1) == "second":
        return None
    if unit == "Q" and (ctx.low(m.end() - 1) != "quarters" or ctx.low(m.end()) == "of"):
        return None  # "a quarter", "three-quarters of the votes"
    if unit == "WE" and groups.get("one"):
        return None
    if ctx.shown(m.end() - 1).istitle() and m.start() not in ctx.sentence_starts:
        return None  # a name: "60 Minutes"
    one_day = ctx.low(m.start()) == "one" and unit == "D" and m.end() - m.start() == 2
    if one_day and not ctx.among(m.start() - 1, "before_one_day"):
        return None  # "some day"
    if groups.get("one") and _is_rate(ctx, m.start()):
        return None
    if unit == "D" and groups.get("one") and ctx.low(m.end()) in {"of", "when", "that"}:
        return None
    if groups.get("count") and _is_year(ctx, m):
        return None
    return read(m, "DURATION", None, value=duration(unit, count))


def _is_year(ctx: Context, m: re.Match[str]) -> bool:
    """Whether the number is a year that happens to stand before a unit: "in 2019 days before"."""
    first = m.start("count")
    alone = m.end("count") - first == 1 and ctx.scan.is_class(first, "y4")
    return alone and 1900 <= int(ctx.low(first)) <= 2100


def _is_rate(ctx: Context, index: int) -> bool:
    """Whether "a year" after a number or an amount means "per year"."""
    scan, numbers = ctx.scan, ("num", "n2", "numw", "y4")
    if scan.is_class(index - 1, "percent", "ofmoney", "times", *numbers):
        return True
    low = ctx.low(index - 1)
    plural = low.isalpha() and low.endswith("s") and len(low) > 3
    return plural and not ctx.among(index - 1, "verbs_in_s") and scan.is_class(index - 2, *numbers)


def _is_age_or_rate(ctx: Context, m: re.Match[str]) -> bool:
    """Whether a quantity is an age ("three-year-old", "aged two years") or an amount of money."""
    scan = ctx.scan
    after = m.end() + (1 if scan.is_class(m.end(), "hyphen") else 0)
    if scan.is_class(after, "old", "age"):
        return True
    if ctx.low(m.end()) == "of" and scan.is_class(m.end() + 1, "age"):
        return True
    return scan.is_class(m.start() - 1, "age", "money")


def stretch(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The last three days, the past several months, the first nine months, the two weeks."""
    unit = of_units(ctx, m, "units")
    if not unit:
        return None
    if ctx.scan.is_class(m.end(), "old") or (
        ctx.scan.is_class(m.end(), "hyphen") and ctx.scan.is_class(m.end() + 1, "old")
    ):
        return None
    groups = m.groupdict()
    if not groups.get("count") and not ctx.low(m.end() - 1).endswith("s"):
        return None
    rel = word(ctx, m, "rel")
    if groups.get("count") or groups.get("vague"):
        count = count_of(ctx, m)
        first = m.start("count") if _lasts(ctx, m) else None
        days = _days_of(ctx, m, rel, unit, count) if first is None else None
        return read(m, "DURATION", None, value=duration(unit, count), first=first, edtf=days)
    if rel in {"recent", "coming"}:
        return recent_units(ctx, m)
    if rel in ctx.lex.ordinals and unit not in {"TH", "TM", "D", "W", "M", "Y"}:
        return None
    return read(m, "DURATION", None, value=duration(unit, None))


def _lasts(ctx: Context, m: re.Match[str]) -> bool:
    """Whether "last" is the verb: "may last two to three weeks"."""
    bare = bool(m.group("count")) and ctx.low(m.start()) == "last"
    return bare and ctx.among(m.start() - 1, "before_verb")


def _days_of(
    ctx: Context, m: re.Match[str], rel: str, unit: str, count: float | None
) -> str | None:
    """The days of "the first six months of 2021", "the last ten days of May 2020"."""
    last = rel in {"last", "final"}
    if not (last or rel == "first") or count is None or count != int(count):
        return None
    whole = _whole_after(ctx, m.end())
    if whole is None:
        return None
    begin, end = whole  # the day after the last
    step = shift(end if last else begin, unit, int(-count if last else count))
    if step is None or not begin <= step <= end:
        return None
    stretch = (step, end) if last else (begin, step)
    return f"{stretch[0]}/{stretch[1] - timedelta(days=1)}"


def _whole_after(ctx: Context, at: int) -> tuple[date, date] | None:
    """The year or month behind "of": its first day, and the first day after it."""
    if ctx.low(at) != "of":
        return None
    name, year = ctx.low(at + 1), ctx.low(at + 2)
    if re.fullmatch(r"[12]\d{3}", name):
        return date(int(name), 1, 1), date(int(name) + 1, 1, 1)
    steps = {"last": -1, "this": 0, "next": 1}
    if name in steps and year == "year" and ctx.published is not None:
        here = ctx.published.year + steps[name]
        return date(here, 1, 1), date(here + 1, 1, 1)
    if name not in ctx.lex.months or not re.fullmatch(r"[12]\d{3}", year):
        return None
    begin = date(int(year), ctx.lex.months[name], 1)
    following = shift(begin, "M", 1)
    return (begin, following) if following is not None else None


def recent_units(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Recent days, coming months: a stretch that nobody counted."""
    return read(m, "DURATION", None, value=duration(of_units(ctx, m, "units"), None))


def vague_units(ctx: Context, m: re.Match[str]) -> Reading | None:
    """For years, weeks or months, in the days before."""
    before, unit = ctx.low(m.start() - 1), of_units(ctx, m, "units")
    if not m.group("units2"):
        if unit == "TS" or not ctx.among(m.start() - 1, "before_vague_units"):
            return None
        if before in {"the", "of"} and not ctx.among(m.end(), "after_vague_units"):
            return None
        if before == "in" and ctx.low(m.end()) in {"of", "to"}:
            return None
    return read(m, "DURATION", None, value=duration(unit, None))


def over_the(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Over the years, through the months."""
    if not ctx.among(m.start() - 1, "before_the_units") or ctx.low(m.end()) in {"of", "that"}:
        return None
    return read(m, "DURATION", None, value=duration(of_units(ctx, m, "units"), None))


def long(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Decades-long, months-long, a year-long."""
    plural = ctx.low(m.end("units") - 1).endswith("s")
    unit = of_units(ctx, m, "units")
    return read(m, "DURATION", None, value=duration(unit, None if plural else 1))


def long_word(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Weeklong, yearlong."""
    return read(m, "DURATION", None, value=ctx.lex.long_words[word(ctx, m, "long")])


def old_thing(ctx: Context, m: re.Match[str]) -> Reading | None:
    """An eight-month-old truce: how long something has lasted, not the age of a person."""
    index = m.end()
    for i in range(index, index + 3):
        if ctx.among(i, "lasting"):
            return read(
                m, "DURATION", None, value=duration(of_units(ctx, m, "units"), count_of(ctx, m))
            )
        if not ctx.low(i).isalpha():
            break
    return None


def every(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Every Friday, each month, every two weeks, Fridays."""
    groups = m.groupdict()
    if groups.get("w") or groups.get("w2"):
        name = word(ctx, m, "w") or word(ctx, m, "w2")
        part = ctx.lex.dayparts.get(word(ctx, m, "p"), "")
        value = f"XXXX-WXX-{ctx.lex.weekdays[name] + 1}" + (f"T{part}" if part else "")
        return read(m, "SET", None, value=value)
    if groups.get("m"):
        return read(m, "SET", None, value=f"XXXX-{ctx.lex.months[word(ctx, m, 'm')]:02d}")
    name = word(ctx, m, "u")
    if name in ctx.lex.dayparts and name not in ctx.lex.units:
        return read(m, "SET", None, value=f"XXXX-XX-XXT{ctx.lex.dayparts[name]}")
    if name in ctx.lex.seasons:
        return read(m, "SET", None, value=f"XXXX-{ctx.lex.seasons[name]}")
    unit = of_units(ctx, m, "u")
    if not unit:
        return None
    count = number(ctx, m.start("count"), m.end("count")) if groups.get("count") else 1.0
    if groups.get("other"):
        count = 2.0
    value = "P1Q" if unit == "Q" and count == 1 else duration(unit, count)
    return read(m, "SET", None, value=_WEEKENDS if unit == "WE" and count == 1 else value)


def weekends(ctx: Context, m: re.Match[str]) -> Reading | None:
    """On weekends."""
    led = ctx.low(m.start() - 1) in {"on", "at", "and", "or"}
    return read(m, "SET", None, value=_WEEKENDS) if led else None


def times_per(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Once a year, three times a week."""
    unit = of_units(ctx, m, "u")
    return read(m, "SET", None, value=duration(unit, 1)) if unit else None


def adverb(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Daily, annual, weekly; not the Daily Courier, or the daily Kurier, which are newspapers."""
    named = ctx.shown(m.end())[:1].isupper() and m.start() not in ctx.sentence_starts
    if named and ctx.among(m.start(), "newspapers"):
        return None
    return read(m, "SET", None, value=ctx.lex.set_adverbs[ctx.low(m.start())])
