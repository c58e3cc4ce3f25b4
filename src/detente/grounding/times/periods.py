"""Years, decades, centuries, quarters, halves and seasons."""

from __future__ import annotations

import re
from datetime import date

from detente.grounding.times.anchors import full_year, nearest
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.lexicon import OTHER
from detente.grounding.times.moments import Grain, Moment, shift
from detente.grounding.times.reading import ordinal, read, spelled_year_value, word

_FIRST_YEAR, _LAST_YEAR = 1000, 2199
# Four digits by themselves are read as a year between these.
_BARE_FIRST, _BARE_LAST = 1400, 2099


def year(ctx: Context, m: re.Match[str]) -> Reading | None:
    """2011, the year 2000, late 1998, fiscal 1988."""
    digits = word(ctx, m, "y")
    number = int(digits)
    if len(digits) == 2:
        full = full_year(number, ctx)
        return read(m, "DATE", Moment("year", full)) if full else None
    bare = m.end() - m.start() == 1
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    if bare and not _bare_year(ctx, m.start(), number):
        return None
    return read(m, "DATE", Moment("year", number))


def _bare_year(ctx: Context, index: int, number: int) -> bool:
    """Whether four digits by themselves are a year and not a count."""
    if not _BARE_FIRST <= number <= _BARE_LAST or ctx.among(index - 1, "before_number"):
        return False
    scan, after = ctx.scan, ctx.low(index + 1)
    name = ctx.shown(index - 1)
    if scan.codes[index - 1 : index] == OTHER and name.istitle() and not ctx.starts(index - 1):
        return False  # "Vision 2030", "the Water Act 2019"
    if after in {"bc", "bce"}:
        return False
    glued = scan.ends[index - 1] == scan.starts[index] if index else False
    if glued and scan.is_class(index - 1, "money", "hyphen", "bar", "dot", "colon"):
        return False  # "$1990", "Covid-2019", "F/1990"
    if scan.is_class(
        index + 1, "percent", "zone", "ofmoney", "units", "days", "years", "num", "ampm"
    ):
        return False
    if scan.is_class(index + 1, "hyphen") and scan.starts[index + 1] == scan.ends[index]:
        return False
    plural = after.isalpha() and after.endswith("s") and not ctx.among(index + 1, "verbs_in_s")
    counted = plural and number % 10 == 0  # "2,000 rebels" without its comma
    if ctx.among(index - 1, "before_year"):
        sure = ctx.among(index - 1, "before_sure_year")
        return not counted or (sure and (number % 100 != 0 or number >= 1900))
    return not counted


def short_year(ctx: Context, m: re.Match[str]) -> Reading | None:
    """In '98, the summer of '21: the nearest such year to publication."""
    counts = ctx.scan.is_class(m.end(), "unit", "units", "days", "years", "percent", "ofmoney")
    if counts or not ctx.among(m.start() - 1, "before_sure_year"):
        return None
    full = full_year(int(word(ctx, m, "y")[1:]), ctx)
    return read(m, "DATE", Moment("year", full) if full else None)


def year_range(ctx: Context, m: re.Match[str]) -> list[Reading] | None:
    """1991-1997, 2015-16: two years."""
    first, tail = word(ctx, m, "y"), word(ctx, m, "y2")
    second = tail if len(tail) == 4 else first[:2] + tail
    if not (_BARE_FIRST <= int(first) < int(second) <= _BARE_LAST):
        return None
    return [
        read(m, "DATE", Moment("year", int(first)), last=m.end("y")),
        read(m, "DATE", Moment("year", int(second)), first=m.start("y2")),
    ]


def spelled_year(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Nineteen seventy-nine, the year two thousand."""
    number = spelled_year_value(ctx, m.start("words"), m.end("words"))
    if number is None or not _BARE_FIRST <= number <= _BARE_LAST:
        return None
    return read(m, "DATE", Moment("year", number))


def decade(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The 1980s, the late '80s, the mid-nineties."""
    text = word(ctx, m, "dec")
    if ctx.among(m.start() - 1, "possessives"):
        return None  # "in his 30s" is an age
    if text in ctx.lex.decade_words:
        number = ctx.lex.decade_words[text] * 10
        if ctx.among(m.start("dec") - 1, "possessives") or m.end() - m.start() == 1:
            return None
    else:
        number = int(re.sub(r"\D", "", text))
    if number >= 1000 and number % 100 == 0 and number < 2000:
        return read(m, "DATE", Moment("century", number))  # "the late 1800s"
    if number >= 1000:
        return read(m, "DATE", Moment("decade", number // 10 * 10))
    if ctx.low(m.end()) in {"°", "c", "f"}:
        return None
    century = 1900 if number >= 20 else 2000
    return read(m, "DATE", Moment("decade", century + number))


def century(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The 19th century."""
    number = ordinal(ctx, m, "c")
    if not 1 <= number <= 30:
        return None
    return read(m, "DATE", Moment("century", (number - 1) * 100))


def quarter(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The third quarter, first-quarter, the second quarter of 2014."""
    number = ordinal(ctx, m, "q")
    if not 1 <= number <= 4:
        return None
    named = word(ctx, m, "y") or word(ctx, m, "y0")
    if named:
        return read(m, "DATE", Moment("quarter", int(named), number=number))
    return _numbered(ctx, m, "quarter", number, 3)


def quarter_code(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Q3 2014, H1 2020."""
    code = word(ctx, m, "qn")
    grain: Grain = "quarter" if code[0] == "q" else "half"
    number = int(code[1])
    if grain == "half" and number > 2:
        return None
    if m.group("y"):
        return read(m, "DATE", Moment(grain, int(word(ctx, m, "y")), number=number))
    if grain == "half":
        return None
    return _numbered(ctx, m, grain, number, 3)


def half(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The first half of 2014, the last half of the year."""
    number = 2 if word(ctx, m, "q") == "last" else ordinal(ctx, m, "q")
    if number not in (1, 2):
        return None
    if m.group("y"):
        return read(m, "DATE", Moment("half", int(word(ctx, m, "y")), number=number))
    if word(ctx, m, "u") != "year":
        return None
    return _numbered(ctx, m, "half", number, 6)


def _numbered(ctx: Context, m: re.Match[str], grain: Grain, number: int, months: int) -> Reading:
    """A quarter or half whose year is to be found: by "last year", else the nearest that the tense
    allows; news of results tells the one that ended last."""
    if ctx.published is None:
        return read(m, "DATE", None)
    published, anchor = ctx.published, ctx.published.isoformat()
    groups = m.groupdict()
    rel = word(ctx, m, "rel") or (word(ctx, m, "rel0") if groups.get("rel0") else "")
    here = published.year
    if rel in {"last", "next", "this"}:
        here += {"last": -1, "next": 1}.get(rel, 0)
    else:
        started = date(here, (number - 1) * months + 1, 1)
        direction = ctx.direction(m.start(), m.end())
        if started > published and direction <= 0:
            here -= 1 if direction < 0 or (started - published).days > 45 else 0
        ended = shift(started, "M", months)
        if (
            direction > 0
            and ended is not None
            and ended <= published
            and (published - ended).days > 90
        ):
            here += 1
    return read(m, "DATE", Moment(grain, here, number=number), anchor)


def season(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Summer, last fall, the winter of 1994."""
    name = word(ctx, m, "s")
    code = ctx.lex.seasons[name]
    told = word(ctx, m, "y") or word(ctx, m, "y1")  # "the spring and summer of 2020"
    if told:
        return read(m, "DATE", Moment("season", int(told), season=code))
    if m.group("words"):
        spelled = spelled_year_value(ctx, m.start("words"), m.end("words"))
        return read(m, "DATE", Moment("season", spelled, season=code)) if spelled else None
    rels = ctx.scan.low[m.start("rel") : m.end("rel")] if m.group("rel") else []
    article = ctx.scan.is_class(m.start("s") - 1, "the") and m.start("s") > m.start()
    if not rels and not m.group("mod"):
        led = ctx.among(m.start() - 1, "before_season")
        if not led and (not article or name in {"fall", "spring"}):
            return None
    if ctx.published is None:
        return read(m, "DATE", None)
    published = ctx.published
    start_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    here = published.year
    # January and February belong to the winter that began the year before.
    in_winter = code == "WI" and published.month < 3
    if "last" in rels or "past" in rels or "previous" in rels:
        candidate = here if published.month >= start_month + 3 else here - 1
        if in_winter:
            candidate = here - 2
        if "this" in rels:
            candidate = here if published.month >= start_month else here - 1
        return read(m, "DATE", Moment("season", candidate, season=code), published.isoformat())
    if "next" in rels or "coming" in rels:
        step = 0 if published.month < start_month else 1
        return read(m, "DATE", Moment("season", here + step, season=code), published.isoformat())
    if rels == ["this"]:
        here -= in_winter
    elif "this" not in rels and "that" not in rels:
        days = [date(here + step, start_month, 1) for step in (-1, 0, 1)]
        here = nearest(ctx, days, m).year
    return read(m, "DATE", Moment("season", here, season=code), published.isoformat())


def year_end(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Year-end: the last day of the year; the year's end: the end of it."""
    if ctx.published is None:
        return read(m, "DATE", None)
    back = ctx.low(m.start() - 1) == "since"
    year = ctx.published.year - (1 if back else 0)
    if ctx.low(m.end() - 2) != "-":
        return read(m, "DATE", Moment("year", year), ctx.published.isoformat())
    return read(m, "DATE", Moment("day", year, 12, 31), ctx.published.isoformat())
