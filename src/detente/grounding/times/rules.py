"""The grammar of times: patterns over word classes, each with the builder that reads it.

``{a|b}`` is one word of class a or b (``lexicon.json``), ``<X>`` a part defined below; the rest is
regular-expression syntax. Where patterns overlap, the one that begins first and reaches farthest
wins, then the earlier in this list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from detente.grounding.times import (
    clocks,
    counted,
    dates,
    deictic,
    durations,
    feasts,
    numeric,
    parts,
    periods,
    units,
)
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.lexicon import lexicon

Builder = Callable[[Context, "re.Match[str]"], "Reading | list[Reading] | None"]

_PARTS = {
    "MON": "(?:{month|may|march}|{montha}{dot}?)",
    "WD": "{wday}",
    "WDA": "(?:{wday}|{wdaya}{dot}?)",
    "TO": "(?:{hyphen|dash|bar|to|and|or})",
    # early March, mid-March, the beginning of March, late in March
    "MOD": "(?:{the}?(?:(?:{early|late|earlier|later}|{mid|middle}{hyphen}?)(?:{in|on|of})?"
    "|{slightly}?{begin|end|middle|rest}{of})|{at}{the}{end}{of})",
    "UNIT": "{unit|day|yearword|quarter|second|century|weekend}",
    "UNITS": "{units|days|years|quarters|seconds|weekends}",
    "SPAN": "{unit|day|yearword|quarter|century|weekend}",
    "NUM": "(?:(?:{n2|num|y4}|{a}?{numw})(?:{hyphen}?{numw}|{and}{numw})*{frac}?|{frac})",
    "HALF": "{hyphen}?{and}{hyphen}?{a}{hyphen}?{half}",
    "APPROX": "(?:{about|almost}|{slightly}?{more|less}{than}|{at}{least}|{slightly}?{over|under}"
    "|{up}{to}|{as}{much|long|few}{as}|{slightly}(?={a|n2|numw}))",
    # three, two and a half, a few, several, a couple of, dozens of
    "VAGUE": "(?:{a}?{few|couple}{of|more}?|{several}|{dozen}{of})",
    # "March 13 - two days later" counts two days.
    "COUNT": "(?:(?P<count>(?<!{month|montha|march|may})<NUM>)(?:<TO>(?P<count2><NUM>))?"
    "(?P<half><HALF>)?|(?P<vague><VAGUE>))",
    "QTY": "(?:<COUNT>{more|additional}?{hyphen}?(?P<units><UNITS>|<UNIT>)"
    "|{a}(?P<quarterof>{quarter}){hyphen}?{of}?{a}?(?P<unit3>{century})"
    "|(?P<one>{a}{additional}?)(?P<unit1><UNIT>)(?:(?P<half1>{and}{a}{half})|(?P<ortwo>{or}{numw}(?!<UNITS>)))?"
    "|{a}?(?P<halfof>{half}){hyphen}?{a}?{hyphen}?(?P<unit2><UNIT>))",
    "REL": "{this|last|next|past|coming|previous|following|that|same|current|latest}",
}


@dataclass(frozen=True)
class Rule:
    """A pattern and how its match is read."""

    name: str
    pattern: re.Pattern[str]
    build: Builder


_TABLE: tuple[tuple[str, str, Builder], ...] = (
    # dates with all their parts
    ("iso", "{iso}", numeric.iso_date),
    ("known-day", "{known}", numeric.known_day),
    ("numeric", "{slash|dots}", numeric.numeric_date),
    (
        "week-of",
        "{the}(?P<u>{unit}){of|from}{the}?(?:(?P<m><MON>)(?P<d>{n2|ordn})|(?P<d1>{n2|ordn}){of}?(?P<m1><MON>))"
        "(?:{comma}?(?P<y>{y4}))?(?P<rel>(?!))?",
        dates.week_of,
    ),
    (
        "month-day",
        "(?:{the|this}?{coming|past|last|next}?(?P<w><WDA>){apos}?{s}?{comma}?{on}?{the}?)?"
        "(?:{last|next|past|this|coming}(?={month|montha|may|march}))?"
        "(?P<mod><MOD>)?(?P<m><MON>)(?P<d>{n2|ordn|ordw})"
        "(?:(?:<TO>)(?P<d2>{n2|ordn})(?!{units|days|years|n2|numw|percent|month|montha|may|march}))?"
        "(?:{comma}?{of|in}?(?P<y>{y4})|{comma}?{of}?(?P<rel>{this|last|next}){yearword})?",
        dates.month_day,
    ),
    (
        "day-month",
        "(?:(?P<w><WDA>){comma}?{the}?)?(?P<mod><MOD>)?{the}?(?:(?P<d1>{n2|ordn})(?:<TO>))?(?P<d>{n2|ordn|ordw}){of}?"
        "(?P<m><MON>)(?:{comma}?(?P<y>{y4})|{comma}?{of}?(?P<rel>{this|last|next}){yearword})?",
        dates.day_month,
    ),
    (
        "day-of-month",
        "{the}(?P<d>{ordn|ordw})(?:{day}?{of})(?P<rel>{the|this|last|next|that|same})(?P<u>{unit})",
        dates.day_of_month,
    ),
    (
        "of-month",
        "{the}?(?P<q>{ordw|second|last})(?:(?P<u>{unit|day|weekend})|(?P<w><WD>)){of|in}{the}?"
        "(?P<m><MON>)(?:{comma}?{of}?(?P<y>{y4}))?",
        parts.of_month,
    ),
    ("bare-day", "(?:(?P<w><WD>){comma}?)?{the}(?P<d>{ordn})", parts.bare_day),
    (
        "month-year",
        "(?P<mod><MOD>)?(?P<m><MON>){of|comma|in}?(?:(?P<y>{y4})|(?P<words>{numw}{numw}(?:{hyphen}?{numw})?))",
        dates.month_year,
    ),
    (
        "month-rel-year",
        "(?P<mod><MOD>)?(?P<m><MON>){of|comma}?(?P<rel>{this|last|next|that|following|previous})"
        "{yearword}",
        dates.month_year,
    ),
    (
        "month",
        "(?:(?:{early|late}|{mid}{hyphen}?)?{the}?"
        "(?P<rel>{this|last|next|past|coming|that|same|following|previous}"
        "{past|coming|same}?))?(?P<mod><MOD>)?(?P<m><MON>)",
        dates.month,
    ),
    ("set-month", "(?P<each>{each})(?P<m><MON>)", durations.every),
    # years and more
    ("fiscal-year", "{the}?{fiscal}{yearword}?(?P<y>{y4})", periods.year),
    ("fiscal-short", "{fiscalshort}(?P<y>{y4|n2})", periods.year),
    ("years", "(?P<y>{y4})(?:{hyphen|dash|bar})(?P<y2>{y4|n2})", periods.year_range),
    ("year", "(?P<mod><MOD>)?(?:{the}{yearword})?(?P<y>{y4})", periods.year),
    ("year-short", "(?P<y>{year2})", periods.short_year),
    ("year-words", "{the}{yearword}(?P<words>{numw}+)", periods.spelled_year),
    (
        "spelled-year",
        "(?P<mod><MOD>)?(?P<words>{numw}{numw}{hyphen}?{numw}{hyphen}?{numw}?)",
        periods.spelled_year,
    ),
    (
        "decade",
        "(?P<mod><MOD>)?{the}?{apos}?{early|late|mid}?{hyphen}?{to}?{hyphen}?{mid|late}?{hyphen}?"
        "(?P<dec>{decade|decadew})",
        periods.decade,
    ),
    (
        "century",
        "(?P<mod><MOD>)?{the}?{early|late|mid}?{hyphen}?(?P<c>{ordn|ordw}){hyphen}?(?:{century})",
        periods.century,
    ),
    (
        "quarter",
        "(?P<mod><MOD>)?(?:{the|this}{latest|current|last}?)?(?:(?P<y0>{y4})|(?P<rel0>{this|last|next}){yearword}{apos}{s})?"
        "{fiscal}?{hyphen}?(?P<q>{ordw|ordn|second}){hyphen}?{fiscal}?{quarter}"
        "(?:{comma}?{of|in}?(?:{the}?{fiscal|calendar}{yearword}?)?(?P<y>{y4})"
        "|{of}(?P<rel>{this|last|next|the|that}){fiscal}?{yearword})?",
        periods.quarter,
    ),
    ("quarter-code", "(?P<qn>{qn})(?:{of|comma}?(?P<y>{y4}))?", periods.quarter_code),
    (
        "half",
        "{the}?(?P<q>{ordw|second|last}){half}(?:{of}?(?P<y>{y4})|{of}(?P<rel>{this|last|next|the})"
        "(?P<u>{yearword|unit|century}))",
        periods.half,
    ),
    (
        "half-decade",
        "{the}?(?P<q>{ordw|second|last}){half}{of}{the}?{apos}?(?P<dec>{decade|decadew})",
        periods.decade,
    ),
    (
        "season",
        "(?:{the}?(?P<rel>{this|last|next|past|coming|that|previous|following}{past|coming|same}?))?"
        "(?P<mod><MOD>)?{the}?(?P<s>{season|fall})(?:{of}?(?P<y>{y4})(?:{hyphen|dash|bar}{y4|n2})?|{of}(?P<words>{numw}+(?:{hyphen}{numw})?)"
        "|(?={and|or}{season|fall}{of}?(?P<y1>{y4})))?",
        periods.season,
    ),
    (
        "holiday",
        "(?P<rel>{this|last|next|past|each})?(?P<h>{holiday})(?P<u>{unit})?(?:{comma}?{of}?(?P<y>{y4}))?",
        feasts.holiday,
    ),
    # days seen from here
    (
        "day-word",
        "(?:{the}{day}(?P<two>{before|after}))?(?P<mod><MOD>|{so}{late})?"
        "(?P<t>{today|tomorrow|yesterday|tonight})(?P<p>{daypart|noon})?",
        deictic.day_word,
    ),
    (
        "weekday",
        "(?P<mod><MOD>)?(?:{the|on}?(?P<rel>{this|last|next|past|coming|that|same|previous|following}"
        "(?:{past|coming|same})?))?(?P<w><WD>)(?:(?:{apos}{s})?(?P<p>{daypart|noon}|{overnight})|"
        "{comma}?(?P<week>{this|last|next}{unit}))?",
        deictic.weekday,
    ),
    (
        "weekday-ago",
        "(?P<count>{a|numw|n2})(?P<u>{unit|units})(?P<dir>{ago|from}){on}?(?P<w><WD>)",
        deictic.weekday_week_off,
    ),
    (
        "unit",
        "(?P<mod><MOD>|{so})?(?:{the|this}?(?P<rel>(?!{that}{last|next|past|coming})<REL>)(?P<rel2>{last|next|past|coming|same|previous|following|fiscal|calendar|current})?"
        "{fiscal|calendar}?)(?P<u><SPAN>)",
        units.unit,
    ),
    (
        "unit-of",
        "(?P<mod>{early|late|earlier|later}|<MOD>|{so}){in|on}?(?P<rel>{the|that|this})(?P<u><SPAN>)",
        units.unit,
    ),
    (
        "year-end",
        "(?P<mod><APPROX>)?{the}?{yearword}(?:{hyphen}|{apos}{s})?{end}",
        periods.year_end,
    ),
    (
        "the-unit",
        "(?P<rel>{the})(?P<kind>{fiscal|current|calendar|latest})?(?P<u><SPAN>)",
        units.the_unit,
    ),
    ("midweek", "(?:{midweek}|{mid}{hyphen}?(?P<u>{unit}))", deictic.midweek),
    ("the-weekend", "{the|this}?(?P<w>{weekend})", deictic.weekend),
    (
        "the-day-before",
        "{the}(?P<u>{day|unit|yearword})(?P<dir>{before|after|earlier|later})",
        units.the_unit_before,
    ),
    (
        "next-but-one",
        "{the}(?P<u>{day|unit|yearword|quarter|weekend})(?:(?P<dir>{before}){last}|{after}{next})"
        "(?!<WDA>|<MON>|{unit|day|yearword|quarter|weekend|season|daypart})",
        parts.next_but_one,
    ),
    ("part-beside", "{the}(?P<p>{daypart})(?P<dir>{before|after})", parts.part_beside),
    ("nights-ago", "(?P<count>{numw|n2})(?P<p>{dayparts}){ago}", parts.nights_ago),
    (
        "part-of",
        "{the}?{early|late}?(?P<p>{daypart})(?:{of|on})(?={the}?(?:{wday|n2|ordn|month|march|may}|{montha}))",
        parts.part_of,
    ),
    (
        "part-of-day",
        "(?P<mod>{early|late|earlier|later})?{in|on}?(?P<rel>{this|last|that|the|same|next|previous|following|{each}}{same|following|previous|next}?)"
        "{early|late}?(?P<p>{daypart})".replace("|{each}", ""),
        deictic.part_of_day,
    ),
    ("overnight", "{early|late}?(?P<p>{overnight})", deictic.part_of_day),
    ("noon", "(?P<p>{noon})", clocks.noon),
    ("mid-part", "{mid}{hyphen}?(?P<p>{daypart})", deictic.part_of_day),
    # counted from here or from another time
    (
        "counted",
        "(?P<approx><APPROX>)?<QTY>(?:{or}{so})?(?P<dir>{hyphen}?{ago|earlier|later|before|after|hence|ahead})",
        counted.counted,
    ),
    ("from-now", "(?P<approx><APPROX>)?<QTY>{from}{now|today|tomorrow}", counted.counted_from_now),
    ("in-time", "(?P<approx><APPROX>)?<QTY>{apos}{s}?{time}", counted.counted_in_time),
    (
        "vague-ago",
        "(?P<units>{units|days|years|quarters|seconds})(?P<dir>{ago|earlier|later|before|ahead})",
        counted.vague_ago,
    ),
    (
        "same-last-year",
        "{the}?{same}(?P<u>{quarter|period|unit})(?:{last}|{a})(?:{yearword})(?:{earlier|ago})?",
        counted.same_last_year,
    ),
    ("long-ago", "(?:{long}|{a}{while}|{about}{time}){ago}", deictic.long_ago),
    (
        "year-ago",
        "(?P<dir0>{the})?{latest|same}?(?P<u>{yearword}){hyphen}?(?P<dir>{ago|earlier})(?P<what>(?:{ordw|second}{hyphen}?)?{quarter}|{period})?",
        counted.year_ago,
    ),
    # durations
    (
        "stretch",
        "(?P<approx>{at}{least}|{about|almost})?{the|this}?(?P<rel>{last|past|next|previous|following|coming|ordw|second|recent|latest})"
        "(?:<COUNT>)?{additional}?{hyphen}?(?P<units><UNITS>)",
        durations.stretch,
    ),
    ("the-stretch", "{the}<COUNT>(?P<units><UNITS>)", durations.stretch),
    (
        "recent-units",
        "(?P<rel>{recent|coming})(?P<units><UNITS>)(?:{and}<UNITS>)?",
        durations.recent_units,
    ),
    ("duration", "(?P<approx><APPROX>)?<QTY>(?:{or}{so}|{or}{more})?", durations.quantity),
    ("hyphened", "(?P<count><NUM>|{several}|{a}){hyphen}(?P<units><UNIT>)", durations.quantity),
    (
        "vague-units",
        "(?P<units>{units|days|years|seconds})(?:{or}(?P<units2>{units|days|years}))?",
        durations.vague_units,
    ),
    (
        "units-long",
        "(?:{a}(?=<UNIT>))?(?P<units>{units|days|years}|<UNIT>){hyphen}{long}",
        durations.long,
    ),
    ("lasting", "(?P<long>{longword})", durations.long_word),
    ("over-the-units", "{the}(?P<units>{units|years})", durations.over_the),
    (
        "old-thing",
        "(?P<count><NUM>|{several}){hyphen}(?P<units><UNIT>|<UNITS>){hyphen}?{old}",
        durations.old_thing,
    ),
    # what comes back
    (
        "set",
        "(?P<each>{each})(?P<other>{other})?(?:(?P<count><NUM>))?(?P<u><UNIT>|<UNITS>|{daypart|season})",
        durations.every,
    ),
    ("set-weekday", "(?P<each>{each}{other}?)(?P<w><WD>)(?P<p>{daypart})?", durations.every),
    ("set-weekdays", "(?P<w>{wdays})|(?P<w2><WD>)(?P<p>{dayparts})", durations.every),
    ("set-weekends", "{weekends}", durations.weekends),
    (
        "times-a",
        "(?:(?P<once>{once|twice})|(?P<count><NUM>){times})(?:{a|per|each})(?P<u><UNIT>)",
        durations.times_per,
    ),
    ("set-adverb", "{setadv}", durations.adverb),
    # clock
    (
        "clock",
        "(?P<approx>{about|almost|over})?(?P<c>{clock}|{n2|numw})(?P<ap>{ampm}|{in}{the}(?P<p>{daypart})|{oclock})?"
        "(?P<z>{local}{time}|{lpar}?{zone}{rpar}?)?",
        clocks.clock,
    ),
    ("military", "(?P<c>{y4})(?P<z>{zone}|{local}{time}|{units})", clocks.clock),
    # here and now
    ("past-future", "{the}(?P<r>{past|future})", deictic.past_or_future),
    ("ref", "{right}?(?P<r>{ref|now})", deictic.reference),
    ("these-days", "{this}(?P<r>{days})", deictic.these_days),
    (
        "this-moment",
        "{at}(?:{this|that|the}(?P<r>{moment|time})|(?P<r2>{present}))",
        deictic.moment,
    ),
    ("near-future", "{the}{near|short|long}(?P<r>{future|term})", deictic.near_future),
    ("latest-period", "{the}{latest|current}(?P<what>{period})", counted.latest_period),
)


def _compile(pattern: str) -> re.Pattern[str]:
    codes = lexicon().codes
    while "<" in (shorter := _expand(pattern)) and shorter != pattern:
        pattern = shorter
    pattern = shorter

    def word(match: re.Match[str]) -> str:
        names = match.group(1).split("|")
        return codes[names[0]] if len(names) == 1 else "[" + "".join(codes[n] for n in names) + "]"

    return re.compile(re.sub(r"\{([a-z0-9|_]+)\}", word, pattern))


def _expand(pattern: str) -> str:
    for name, part in _PARTS.items():
        pattern = pattern.replace(f"<{name}>", part)
    return pattern


def stretches(codes: str) -> Iterator[tuple[int, int]]:
    """The stretches of a report's classes in which a time can be: those with a telling word."""
    known, telling = _stretch_patterns()
    for stretch in known.finditer(codes):
        if telling.search(codes, *stretch.span()):
            yield stretch.span()


@cache
def _stretch_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lex = lexicon()
    known = "".join(lex.codes.values())
    telling = "".join(code for name, code in lex.codes.items() if name not in lex.never_alone)
    spelled = lex.codes["numw"]  # "nineteen ninety-one": two number words may be a year
    return re.compile(f"[{known}]+"), re.compile(f"[{telling}]|{spelled}{spelled}")


@cache
def rules() -> tuple[Rule, ...]:
    """The grammar, compiled on first use."""
    return tuple(Rule(name, _compile(pattern), build) for name, pattern, build in _TABLE)
