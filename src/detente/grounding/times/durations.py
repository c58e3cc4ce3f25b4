"""Stretches of time, and what comes back."""

from __future__ import annotations

import re

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import duration
from detente.grounding.times.reading import number, of_units, pieces, read, word

_NO_SET = {"time", "way"}


def count_of(ctx: Context, m: re.Match[str]) -> float | None:
    """How many units a quantity tells; ``None`` where it is vague ("several", "a few")."""
    groups = m.groupdict()
    if groups.get("halfof"):
        return 0.5
    if groups.get("quarterof"):
        return 0.25
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
    if not unit or _is_age_or_rate(ctx, m, unit):
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
    if (
        unit == "D"
        and m.end() - m.start() == 2
        and ctx.low(m.start()) == "one"
        and not _counts_one(ctx, m.start())
    ):
        return None
    if groups.get("one") and unit in {"D", "Y", "M", "W", "TH"} and _is_rate(ctx, m.start(), unit):
        return None
    if unit == "D" and groups.get("one") and ctx.low(m.end()) in {"of", "when", "that"}:
        return None
    if (
        groups.get("count")
        and ctx.scan.is_class(m.start("count"), "y4")
        and m.end("count") - m.start("count") == 1
    ):
        digits = int(ctx.low(m.start("count")))
        if 1900 <= digits <= 2100:
            return None
    return read(m, "DURATION", None, value=duration(unit, count))


def _counts_one(ctx: Context, index: int) -> bool:
    """Whether "one day" is a length and not "some day"."""
    return ctx.low(index - 1) in {
        "for",
        "in",
        "within",
        "only",
        "just",
        "of",
        "after",
        "than",
        "least",
        "about",
        "last",
        "lasted",
        "took",
        "spent",
        "every",
        "by",
    }


def _is_rate(ctx: Context, index: int, unit: str) -> bool:
    """Whether "a year" after a number or amount means "per year"."""
    before = ctx.scan
    if before.is_class(index - 1, "percent", "ofmoney", "times"):
        return True
    if before.is_class(index - 1, "num", "n2", "numw", "y4"):
        return True
    low = ctx.low(index - 1)
    return (
        low.endswith("s")
        and low.isalpha()
        and len(low) > 3
        and low
        not in {
            "was",
            "has",
            "is",
            "as",
            "plus",
            "this",
            "minus",
            "less",
            "lasts",
            "takes",
            "perhaps",
        }
        and ctx.scan.is_class(index - 2, "num", "n2", "numw", "y4")
    )


def _is_age_or_rate(ctx: Context, m: re.Match[str], unit: str) -> bool:
    after = m.end()
    if ctx.scan.is_class(after, "hyphen"):
        after += 1
    if ctx.scan.is_class(after, "old") or ctx.scan.is_class(after, "age"):
        return True
    if ctx.low(m.end()) == "of" and ctx.scan.is_class(m.end() + 1, "age"):
        return True
    return ctx.scan.is_class(m.start() - 1, "age") or (
        ctx.scan.is_class(m.start() - 1, "money") and m.group(0) != ""
    )


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
    singular = ctx.low(m.end() - 1) not in ("",) and not ctx.low(m.end() - 1).endswith("s")
    if singular and not groups.get("count"):
        return None
    counted = bool(groups.get("count") or groups.get("vague"))
    count = count_of(ctx, m) if counted else None
    rel = word(ctx, m, "rel")
    if (
        not counted
        and (rel in ctx.lex.ordinals or rel == "second")
        and unit not in {"TH", "TM", "D", "W", "M", "Y"}
    ):
        return None
    if not counted and rel == "recent":
        return recent_units(ctx, m)
    return read(m, "DURATION", None, value=duration(unit, count))


def recent_units(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Recent days, coming months: no count, but a direction."""
    value = "PAST_REF" if word(ctx, m, "rel") == "recent" else "FUTURE_REF"
    return read(m, "DATE", None, value=value)


def vague_units(ctx: Context, m: re.Match[str]) -> Reading | None:
    """For years, weeks or months, in the days before."""
    before, after = ctx.low(m.start() - 1), ctx.low(m.end())
    unit = of_units(ctx, m, "units")
    if m.group("units2") or before in {
        "for",
        "in",
        "within",
        "of",
        "after",
        "took",
        "over",
        "the",
        "take",
        "spent",
        "spend",
    }:
        if before in {"the", "of"} and after not in {
            "that",
            "since",
            "following",
            "ahead",
            "before",
            "after",
            "leading",
        }:
            return None
        if before == "in" and after in {"of", "to"}:
            return None
        if unit in {"TS"}:
            return None
        return read(m, "DURATION", None, value=duration(unit, None))
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
    unit = of_units(ctx, m, "u")
    if not unit:
        return None
    count = number(ctx, m.start("count"), m.end("count")) if groups.get("count") else 1.0
    if groups.get("other"):
        count = 2.0
    value = "P1Q" if unit == "Q" and count == 1 else duration(unit, count)
    return read(m, "SET", None, value="P1WE" if unit == "WE" else value)


def times_per(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Once a year, three times a week."""
    unit = of_units(ctx, m, "u")
    return read(m, "SET", None, value=duration(unit, 1)) if unit else None


def adverb(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Daily, annual, weekly."""
    return read(m, "SET", None, value=ctx.lex.set_adverbs[ctx.low(m.start())])
