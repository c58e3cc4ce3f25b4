"""The words of time: loaded once from ``lexicon.json`` and looked up by lower form."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

# One private-use character per word class: a report becomes a string of classes, and the patterns
# of ``rules`` are regular expressions over that string.
_FIRST_CODE = 0xE000
OTHER = "·"
BREAK = "|"


@dataclass(frozen=True)
class Lexicon:
    """Everything the rules know about words; see ``lexicon.json`` for the source."""

    classes: dict[str, str]
    """Lower form -> class name."""
    codes: dict[str, str]
    """Class name -> its one-character code."""
    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    dayparts: dict[str, str]
    seasons: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decade_words: dict[str, int]
    set_adverbs: dict[str, str]
    references: dict[str, str]
    long_words: dict[str, str]
    """Weeklong -> P1W."""
    holidays: dict[str, dict[str, int]]
    """Name -> how its day is found; ``feast`` is a row of ``feasts``."""
    feasts: tuple[tuple[tuple[date, int], ...], ...]
    """Feasts that follow another calendar: first days and lengths in days; see ``feasts.tsv``."""
    never_alone: frozenset[str]
    """Classes that are part of a time only together with others."""
    known_days: dict[str, str]
    """Name of a day that needs no year -> that day."""
    zones: dict[str, str]
    """Name of a time zone that is of one zone only -> its offset."""
    reasons: dict[str, str]
    """Name of a rule -> the form that it reads, in words."""
    contexts: dict[str, frozenset[str]]
    """Words that beside a doubtful expression say what it is, by the name of the place."""
    future_words: frozenset[str]
    past_words: frozenset[str]
    holiday_starts: dict[str, tuple[str, ...]]
    """First word of a holiday -> names that begin with it, longest first."""


# Classes given by the scanner, not by a word list.
_SCANNED = (
    "iso known slash dots clock decade year2 ordn frac n2 y4 num qn comma dot hyphen bar dash apos "
    "s lpar rpar colon holiday month montha may march wday wdaya wdays unit units numw ordw "
    "decadew century setadv ref percent money"
).split()


def _feasts() -> tuple[dict[str, dict[str, int]], tuple[tuple[tuple[date, int], ...], ...]]:
    """Names with their rows, and the rows, of ``feasts.tsv``."""
    names: dict[str, dict[str, int]] = {}
    rows: list[tuple[tuple[date, int], ...]] = []
    text = (resources.files(__package__) / "feasts.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        called, days = line.split("\t")
        names.update({name: {"feast": len(rows)} for name in called.split("|")})
        parts = [day.partition("/") for day in days.split()]
        rows.append(tuple((date.fromisoformat(day), int(length or 1)) for day, _, length in parts))
    return names, tuple(rows)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read on first use."""
    raw: dict[str, Any] = json.loads(
        (resources.files(__package__) / "lexicon.json").read_text(encoding="utf-8")
    )
    classes: dict[str, str] = {}
    for word in raw["units"]:
        classes[word] = "unit"
    for word in raw["unit_plurals"]:
        classes[word] = "units"
    for word in raw["numbers"]:
        classes[word] = "numw"
    for word in raw["ordinals"]:
        classes[word] = "ordw"
    for word in raw["decade_words"]:
        classes[word] = "decadew"
    for word in raw["set_adverbs"]:
        classes[word] = "setadv"
    for word in raw["long_words"]:
        classes[word] = "longword"
    for word in raw["bare_references"]:
        classes[word] = "ref"
    for word in raw["weekdays"]:
        classes[word] = "wday"
        classes[word + "s"] = "wdays"
    for word in raw["weekday_abbreviations"]:
        classes[word] = "wdaya"
    for word in raw["months"]:
        classes[word] = word if word in ("may", "march") else "month"
    for word in raw["month_abbreviations"]:
        classes[word] = "montha"
    classes["century"] = "century"
    for name, words in raw["words"].items():
        for word in words:
            classes[word] = name
    names = list(dict.fromkeys([*_SCANNED, *raw["words"], *sorted(set(classes.values()))]))
    codes = {name: chr(_FIRST_CODE + i) for i, name in enumerate(names)}
    feast_names, feasts = _feasts()
    holidays = {**raw["holidays"], **feast_names}
    starts: dict[str, list[str]] = {}
    for name in holidays:
        first = re.match(r"[a-z]+", name)
        if first is not None:
            starts.setdefault(first.group(), []).append(name)
    weekdays = {**raw["weekdays"], **raw["weekday_abbreviations"]}
    weekdays.update({f"{name}s": number for name, number in raw["weekdays"].items()})
    return Lexicon(
        classes=classes,
        codes=codes,
        months={**raw["months"], **raw["month_abbreviations"]},
        weekdays=weekdays,
        units={**raw["units"], **raw["unit_plurals"]},
        dayparts=raw["dayparts"],
        seasons=raw["seasons"],
        numbers=raw["numbers"],
        ordinals=raw["ordinals"],
        decade_words=raw["decade_words"],
        set_adverbs=raw["set_adverbs"],
        references=raw["references"],
        long_words=raw["long_words"],
        holidays=holidays,
        feasts=feasts,
        never_alone=frozenset(raw["never_alone"]),
        known_days=raw["known_days"],
        zones=raw["zones"],
        reasons=raw["reasons"],
        contexts={name: frozenset(words) for name, words in raw["contexts"].items()},
        future_words=frozenset(raw["tense"]["future_words"]),
        past_words=frozenset(raw["tense"]["past_words"]),
        holiday_starts={
            start: tuple(sorted(names, key=len, reverse=True)) for start, names in starts.items()
        },
    )
