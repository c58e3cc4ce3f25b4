"""Dates that name their day, month, year, quarter, season, decade or holiday."""

from __future__ import annotations

import re
from datetime import date

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import Moment, holiday_in, of_day, real_day, shift
from detente.grounding.times.reading import has, of_units, ordinal, read, spelled_year_value, word

_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_BARE_FIRST, _BARE_LAST = 1400, 2099
# Words of tense may belong to another clause. A candidate on the side that they do not tell still
# wins if it is so many times nearer; keyed by whether the day is named or the month only.
_AGAINST_TENSE = {True: 4, False: 8}
# What may stand before a bare month name that is also a verb or a person's name.
_MONTH_LEADS = {
    "in", "of", "since", "until", "till", "by", "from", "to", "through", "during", "for", "last",
    "next", "this", "and", "or", "early", "late", "mid", "-", "between", "before", "after", "on", "the",
    "every", "each", "around", "about", "till", "throughout", "(", "that", "past", "than", "into",
}  # fmt: skip


def iso_date(ctx: Context, m: re.Match[str]) -> Reading:
    """2022-02-15, with or without a time."""
    text = ctx.shown(m.start())
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    moment = _day(year, month, day)
    if moment is not None and len(text) > 10:
        moment = moment.at(text[11:16])
        return read(m, "TIME", moment)
    return read(m, "DATE", moment)


def numeric_date(ctx: Context, m: re.Match[str]) -> Reading | None:
    """3/14/2022, 14.3.2022. Where both readings are possible and differ, the value stays unknown:
    nothing in the report says whether day or month comes first. Dots are the European order."""
    text = ctx.shown(m.start())
    first, second, tail = (int(part) for part in re.split(r"[/.]", text))
    year = _full_year(tail, ctx) if tail < 100 else tail
    if year is None:
        return None
    if "." in text:
        return read(m, "DATE", _day(year, second, first))
    readings = {
        (month, day)
        for month, day in ((first, second), (second, first))
        if real_day(year, month, day)
    }
    moment = _day(year, *readings.pop()) if len(readings) == 1 else None
    return read(m, "DATE", moment)


def _full_year(two_digits: int, ctx: Context) -> int | None:
    """The year nearest to publication that ends so; not told without a publication date."""
    if ctx.published is None:
        return None
    century = ctx.published.year // 100 * 100
    return min(
        (century + shift_by + two_digits for shift_by in (-100, 0, 100)),
        key=lambda year: abs(year - ctx.published.year) if ctx.published else 0,
    )


def _day(year: int, month: int, day: int) -> Moment | None:
    return Moment("day", year, month, day) if real_day(year, month, day) else None


def month_day(ctx: Context, m: re.Match[str]) -> Reading | list[Reading] | None:
    """February 18, 2022; Monday, Sept. 23; March 3-5."""
    return _dated(ctx, m, "d", "d2")


def day_month(ctx: Context, m: re.Match[str]) -> Reading | list[Reading] | None:
    """18 February 2022; Monday 23 September; the 3rd of March; 3-5 March."""
    if ctx.lex.classes.get(ctx.low(m.start("m"))) == "may" and not _month_case(ctx, m.start("m")):
        return None
    day = word(ctx, m, "d")
    if day in ctx.lex.ordinals and not has(ctx, m, "of"):
        return None
    return _dated(ctx, m, "d1", "d")


def _month_case(ctx: Context, index: int) -> bool:
    return ctx.shown(index)[:1].isupper()


def _dated(
    ctx: Context, m: re.Match[str], first: str, second: str
) -> Reading | list[Reading] | None:
    month = ctx.lex.months[word(ctx, m, "m")]
    days = [ordinal(ctx, m, group) for group in (first, second) if m.group(group)]
    year, anchor = _year_of(ctx, m, month, days[0])
    if year is None:
        return read(m, "DATE", None)
    moments = [_day(year, month, day) for day in days]
    if len(moments) == 1:
        return read(m, "DATE", moments[0], anchor)
    # A range is two times: "March 3" and "5".
    cut = m.end("d") if second == "d2" else m.end("d1")
    start = m.start("d2") if second == "d2" else m.start("d")
    return [
        read(m, "DATE", moments[0], anchor, last=cut),
        read(m, "DATE", moments[1], anchor, first=start),
    ]


def _year_of(
    ctx: Context, m: re.Match[str], month: int, day: int
) -> tuple[int | None, int | str | None]:
    """The year of a day: named, or "last year", or the one that fits publication and tense."""
    if m.group("y"):
        return int(word(ctx, m, "y")), None
    if ctx.published is None:
        return None, None
    anchor = ctx.published.isoformat()
    if m.group("rel"):
        step = {"last": -1, "next": 1}.get(word(ctx, m, "rel"), 0)
        return ctx.published.year + step, anchor
    ahead = _year_ahead(ctx, m.end())
    if ahead:
        return ahead, None
    around = [
        year
        for year in (ctx.published.year - 1, ctx.published.year, ctx.published.year + 1)
        if real_day(year, month, day)
    ]
    if not around:
        return None, None
    if m.groupdict().get("w"):
        weekday = ctx.lex.weekdays[word(ctx, m, "w").rstrip(".")]
        fitting = [year for year in around if date(year, month, day).weekday() == weekday]
        around = fitting or around
    return _nearest(ctx, [date(year, month, day) for year in around], m).year, anchor


def _year_ahead(ctx: Context, index: int) -> int | None:
    """The year that closes a range: "from March 3 to April 5, 2014"."""
    codes = ctx.scan
    if not codes.is_class(index, "to", "hyphen", "dash", "and"):
        return None
    if not codes.is_class(index + 1, "month", "montha", "march", "may"):
        return None
    for i in range(index + 2, index + 5):
        if codes.is_class(i, "y4"):
            return int(ctx.low(i))
        if not codes.is_class(i, "n2", "comma", "dot"):
            return None
    return None


def _nearest(ctx: Context, days: list[date], m: re.Match[str]) -> date:
    """The candidate nearest to publication, those on the side that the tense tells preferred."""
    assert ctx.published is not None
    published = ctx.published
    direction = ctx.direction(m.start(), m.end())
    against = _AGAINST_TENSE["d" in m.re.groupindex]

    def cost(day: date) -> int:
        away = (day - published).days
        return abs(away) * (against if away * direction < 0 else 1)

    return min(days, key=cost)


def month_year(ctx: Context, m: re.Match[str]) -> Reading | None:
    """March 2022, early March 2022, July last year."""
    month = ctx.lex.months[word(ctx, m, "m")]
    if m.groupdict().get("y"):
        return read(m, "DATE", Moment("month", int(word(ctx, m, "y")), month))
    rel = word(ctx, m, "rel")
    if rel in {"that", "following", "previous"}:
        known = ctx.last_moment({"day", "month", "year", "quarter", "season"})
        if known is None:
            return read(m, "DATE", None)
        step = {"following": 1, "previous": -1}.get(rel, 0)
        return read(m, "DATE", Moment("month", known[0].year + step, month), known[1])
    if ctx.published is None:
        return read(m, "DATE", None)
    step = {"last": -1, "next": 1}.get(rel, 0)
    moment = Moment("month", ctx.published.year + step, month)
    return read(m, "DATE", moment, ctx.published.isoformat())


def month(ctx: Context, m: re.Match[str]) -> Reading | None:
    """March, last March, early in March."""
    index = m.start("m")
    number = ctx.lex.months[word(ctx, m, "m").rstrip(".")]
    name = ctx.low(index)
    if not _is_bare_month(ctx, m, index, name):
        return None
    if ctx.published is None:
        return read(m, "DATE", None)
    published, anchor = ctx.published, ctx.published.isoformat()
    here = published.year
    rels = ctx.scan.low[m.start("rel") : m.end("rel")] if m.group("rel") else []
    if "last" in rels or "past" in rels or "previous" in rels:
        year = here if number < published.month else here - 1
    elif "next" in rels or "coming" in rels or "following" in rels:
        year = here if number > published.month else here + 1
    elif "this" in rels:
        year = here
    elif "that" in rels:
        known = ctx.last_moment({"day", "month", "year"})
        year = known[0].year if known else here
    elif ahead := _year_ahead(ctx, m.end()):
        return read(m, "DATE", Moment("month", ahead, number))
    else:
        year = _nearest(ctx, [date(here + step, number, 1) for step in (-1, 0, 1)], m).year
        if number == published.month:
            year = here
    return read(m, "DATE", Moment("month", year, number), anchor)


def _is_bare_month(ctx: Context, m: re.Match[str], index: int, name: str) -> bool:
    """Whether a month's name is a month here: not May the verb, March the walk, April the woman."""
    before, after = ctx.low(m.start() - 1), ctx.shown(index + 1)
    if m.group("mod") or m.group("rel"):
        return True
    if ctx.scan.is_class(index, "montha"):
        # An abbreviation needs its stop, or a number beside it.
        return ctx.low(index + 1) == "." and before in _MONTH_LEADS
    if name == "march" and before == "the":
        return ctx.low(index + 1) not in {
            "for",
            "on",
            "of",
            "in",
            "to",
            "against",
            "by",
            "was",
            "is",
        }
    if name in {"may", "march"}:
        return before in _MONTH_LEADS - {"to", "and", "or", "the", "that"}
    named = after[:1].isupper() and ctx.low(index + 1) not in {"s"} and after.isalpha()
    earlier = ctx.shown(m.start() - 1)
    if name in {"april", "june", "august"} and named and before not in _MONTH_LEADS:
        return False
    if (
        earlier[:1].isupper()
        and before not in _MONTH_LEADS
        and not ctx.scan.is_class(m.start() - 1, "wday")
    ):
        return ctx.low(m.start() - 2) in {"", ".", "|"} or not named
    return True


def year(ctx: Context, m: re.Match[str]) -> Reading | None:
    """2011, the year 2000, late 1998, fiscal 1988."""
    digits = word(ctx, m, "y")
    number = int(digits)
    if len(digits) == 2:
        full = _full_year(number, ctx)
        return read(m, "DATE", Moment("year", full)) if full else None
    bare = m.end() - m.start() == 1
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    if bare and not _bare_year(ctx, m.start(), number):
        return None
    return read(m, "DATE", Moment("year", number))


def _bare_year(ctx: Context, index: int, number: int) -> bool:
    """Whether four digits by themselves are a year and not a count."""
    if not _BARE_FIRST <= number <= _BARE_LAST:
        return False
    scan = ctx.scan
    before, after = ctx.low(index - 1), ctx.low(index + 1)
    if scan.is_class(index - 1, "money", "dot", "colon") and before != "." and before != ":":
        return False
    if before in {
        "$",
        "#",
        "no",
        "flight",
        "resolution",
        "about",
        "than",
        "nearly",
        "some",
        "over",
        "approximately",
        "only",
        "highway",
        "route",
        "room",
        "article",
        "us$",
        "c$",
        "+",
    }:
        return False
    if scan.is_class(index - 1, "hyphen", "slash") and scan.ends[index - 1] == scan.starts[index]:
        # "F-1990", "covid-2019" are names; a spaced dash is punctuation.
        return scan.starts[index - 1] != scan.ends[index - 2] if index > 1 else True
    if scan.is_class(
        index + 1, "percent", "zone", "ofmoney", "units", "days", "years", "num", "ampm"
    ):
        return False
    if scan.is_class(index + 1, "hyphen") and scan.starts[index + 1] == scan.ends[index]:
        return False
    leads = {"in", "since", "until", "till", "by", "from", "of", "the", "during", "before", "after",
             "between", "to", "and", "through", "into", "for", "(", "late", "early", "mid", "'s", "around", "as", "s"}  # fmt: skip
    if before in leads and not (number % 100 == 0 and after.endswith("s") and number < 1900):
        plural = after.isalpha() and after.endswith("s") and not after.endswith("ss")
        return not (
            plural
            and number % 10 == 0
            and before not in {"in", "since", "the", "during", "of"}
            and after not in {"was", "has", "is", "as", "'s", "s", "this"}
        )
    if before in {"", ".", ",", "|"} or not before[:1].isalnum():
        return True
    if (
        after.isalpha()
        and after.endswith("s")
        and after not in {"was", "has", "is", "as", "s", "this"}
    ):
        return number % 10 != 0
    return True


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
    before = ctx.low(m.start() - 1)
    if before in {"his", "her", "their", "my", "our", "its"}:
        return None
    if text in ctx.lex.decade_words:
        number = ctx.lex.decade_words[text] * 10
        if ctx.low(m.start("dec") - 1) in {"his", "her", "their"} or m.end() - m.start() == 1:
            return None
    else:
        number = int(re.sub(r"\D", "", text))
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
    grain, number = ("quarter" if code[0] == "q" else "half"), int(code[1])
    if grain == "half" and number > 2:
        return None
    if m.group("y"):
        return read(m, "DATE", Moment(grain, int(word(ctx, m, "y")), number=number))  # type: ignore[arg-type]
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


def _numbered(ctx: Context, m: re.Match[str], grain: str, number: int, months: int) -> Reading:
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
    return read(m, "DATE", Moment(grain, here, number=number), anchor)  # type: ignore[arg-type]


def season(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Summer, last fall, the winter of 1994."""
    name = word(ctx, m, "s")
    code = ctx.lex.seasons[name]
    if m.group("y"):
        return read(m, "DATE", Moment("season", int(word(ctx, m, "y")), season=code))
    if m.group("words"):
        spelled = spelled_year_value(ctx, m.start("words"), m.end("words"))
        return read(m, "DATE", Moment("season", spelled, season=code)) if spelled else None
    rels = ctx.scan.low[m.start("rel") : m.end("rel")] if m.group("rel") else []
    before = ctx.low(m.start() - 1)
    article = ctx.scan.is_class(m.start("s") - 1, "the") and m.start("s") > m.start()
    if not rels and not m.group("mod"):
        if name in {"fall", "spring"} and before not in {"in", "by", "until", "since", "during"}:
            if not (
                article and before in {"in", "by", "until", "since", "during", "over", "through"}
            ):
                return None
        elif not article and before not in {
            "in",
            "by",
            "until",
            "since",
            "during",
            "over",
            "through",
            "of",
        }:
            return None
    if ctx.published is None:
        return read(m, "DATE", None)
    published = ctx.published
    start_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    here = published.year
    if "last" in rels or "past" in rels or "previous" in rels:
        candidate = here if published.month >= start_month + 3 else here - 1
        if code == "WI":
            candidate = here - 1
        if "this" in rels:
            candidate = here if published.month >= start_month else here - 1
        return read(m, "DATE", Moment("season", candidate, season=code), published.isoformat())
    if "next" in rels or "coming" in rels:
        step = 0 if published.month < start_month else 1
        return read(m, "DATE", Moment("season", here + step, season=code), published.isoformat())
    if "this" not in rels and "that" not in rels:
        days = [date(here + step, start_month, 1) for step in (-1, 0, 1)]
        here = _nearest(ctx, days, m).year
    return read(m, "DATE", Moment("season", here, season=code), published.isoformat())


def holiday(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Christmas, New Year's Eve, last Thanksgiving, Easter 2021."""
    rule = ctx.lex.holidays[word(ctx, m, "h")]
    unit = of_units(ctx, m, "u")
    if m.group("y"):
        return read(m, "DATE", of_day(holiday_in(rule, int(word(ctx, m, "y")))))
    if m.group("u") and unit != "W":
        return None
    if word(ctx, m, "h") == "new year" and not m.group("rel") and ctx.low(m.start() - 1) != "the":
        return None
    if ctx.published is None:
        return read(m, "DATE", None)
    published, anchor = ctx.published, ctx.published.isoformat()
    days = [holiday_in(rule, published.year + step) for step in (-1, 0, 1)]
    rel = word(ctx, m, "rel")
    if rel in {"last", "past"}:
        day = max(day for day in days if day < published)
    elif rel == "next":
        day = min(day for day in days if day > published)
    elif rel == "this":
        day = days[1]
    else:
        day = _nearest(ctx, days, m)
    moment = of_day(day)
    if unit == "W":
        year_, week, _ = day.isocalendar()
        moment = Moment("week", year_, week=week)
    return read(m, "DATE", moment, anchor)
