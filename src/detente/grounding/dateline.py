"""Datelines: where, and often when, a report was filed.

"KYIV, Ukraine, Feb 18 (Agency) - ", "MOSCOW. Feb 18 (Agency) - ", "Brussels, 3 March 2022 - ",
"GENEVA (18 February 2022) - ", "MOSCOW, February 18. /AGENCY/.". In capitals a place may stand
alone before the dash; in title case a date, an agency or a known city must say that it is one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from detente.knowledge.own import per_knowledge
from detente.language.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH_STARTS = "janfebmaraprmayjunjulaugsepoctnovdec"
_WEEKDAYS = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_ORDINAL = "(?:st|nd|rd|th)?"
_DATE = rf"""
    (?:(?:{_WEEKDAYS})\.?,?\s+)?
    (?: (?P<month>{MONTHS})\.?\s+(?P<day>\d{{1,2}}){_ORDINAL}\b(?:,?\s+(?P<year>\d{{4}})\b)?
      | (?P<day2>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<month2>{MONTHS})\b\.?
        (?:,?\s+(?P<year2>\d{{4}})\b)?
      | (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
      | (?P<dotday>\d{{1,2}})[./](?P<dotmonth>\d{{1,2}})[./](?P<dotyear>\d{{4}})\b
    )"""
DATE_AT = re.compile(_DATE, re.VERBOSE | re.IGNORECASE)
_UPPER_WORD = r"(?:[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.]*(?:-(?:[A-Za-z\u00c0-\u00de]+))*)"
_UPPER_PLACE = (
    rf"{_UPPER_WORD}(?:[ ]{_UPPER_WORD}|[ ](?:of|and|de|es|el|al|on)(?=[ ][A-Z])|/{_UPPER_WORD})"
    "{0,5}"
)
_TITLE_WORD = r"(?:[A-Z\u00c0-\u00de][\w'’]*\.?(?:-[\w'’]+)*)"
_TITLE_PLACE = rf"{_TITLE_WORD}(?:[ ](?:{_TITLE_WORD}|of|and|de|es|el|al|on|ez-Zor)){{0,4}}"
_REGION = r"(?:,[ ](?P<region>(?:[A-Z][\w.'’-]*)(?:[ ](?:of[ ])?[A-Z][\w.'’-]*){0,3}))"
_AGENCY = (
    r"(?:[ ,]*(?:\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[A-Za-z][^/\n]{1,30})/\.?"
    r"|(?P<plain>IRNA|SANA|KUNA|WAM|TASS|ANI|PTI|Xinhua|UNN|BelTA|AFP|AP|Reuters|dpa|DPA)\b))"
)
_BREAK = r"(?:[ ]*(?:--+|[–—―_]|-(?=[ \t\r\n])|—)[ ]*)"


_FLAGS = re.VERBOSE
_DATELINE_UPPER = re.compile(
    rf"(?P<place>{_UPPER_PLACE})(?!\w){_REGION}?(?P<rest>[^\n]{{0,60}}?)(?P<break>{_BREAK}|:[ ])",
    _FLAGS,
)
_DATELINE_TITLE = re.compile(
    rf"(?P<place>{_TITLE_PLACE})(?!\w){_REGION}?(?P<rest>[^\n]{{0,60}}?)(?P<break>{_BREAK})", _FLAGS
)
_DATELINE_SLASHED = re.compile(
    rf"(?P<place>{_UPPER_PLACE}){_REGION}?(?P<rest>[,.][ ][^\n/]{{3,20}})"
    r"(?P<break>/[A-Z][^/\n]{1,30}/\.?[ ])",
    _FLAGS,
)
_TIME_WORD = re.compile(rf"(?:{MONTHS}|{_WEEKDAYS})\b", re.IGNORECASE)
_REST_DATE = re.compile(r"[,.]?\s*\(?")
_REST_AGENCY = re.compile(rf"{_AGENCY}?[ ,.]*$", _FLAGS)


@dataclass(frozen=True)
class FoundDateline:
    """A dateline as read: its date still without a year where the text gives none."""

    place: str
    region: str
    start: int
    end: int
    body: int
    day: Day | None


@dataclass(frozen=True)
class Day:
    """A day; ``year`` is ``None`` where the text leaves it out."""

    year: int | None
    month: int
    day: int

    def iso(self, published: date | None) -> str | None:
        """The ISO date; a missing year is the one that brings it nearest to publication."""
        if self.year is not None:
            return _iso(self.year, self.month, self.day)
        if published is None:
            return None
        days = [
            date.fromisoformat(text)
            for year in (published.year - 1, published.year, published.year + 1)
            if (text := _iso(year, self.month, self.day))
        ]
        return min(days, key=lambda day: abs(day - published)).isoformat() if days else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def knowledge() -> dict[str, Any]:
    """The words of datelines and headers; see ``datelines.json`` for the source."""
    raw: dict[str, Any] = json.loads(
        (resources.files("detente.grounding") / "datelines.json").read_text(encoding="utf-8")
    )
    return raw


@per_knowledge
def _countries() -> dict[str, str]:
    """City, capital or state, folded -> code. The capital of a dependency ("HAMILTON") is left out,
    its name being that of larger cities elsewhere."""
    from detente.knowledge.places import contested
    from detente.knowledge.states import states

    table: dict[str, str] = {}
    for code, state in states().items():
        for name in (state.name, *state.names):
            table.setdefault(fold(name), code)
    for code, state in states().items():
        if state.sovereign:
            for name in (state.name, state.capital, *state.capitals):
                table[fold(name)] = code
    for code, names in knowledge()["cities"].items():
        table.update({fold(name): code for name in names})
    for name in ("", *contested()):
        table.pop(name, None)
    return table


@per_knowledge
def _cities() -> dict[str, str]:
    """Where one can file from, folded -> the name as it is written."""
    from detente.knowledge.states import states

    names = [name for cities in knowledge()["cities"].values() for name in cities]
    for state in states().values():
        names += [state.capital, *state.capitals]
    table: dict[str, str] = {}
    for name in names:
        table.setdefault(fold(name), name)
    table.pop("", None)
    return table


@cache
def _regions() -> dict[str, str]:
    return {fold(name): code for code, names in knowledge()["regions"].items() for name in names}


def fold(name: str) -> str:
    """A name as the tables look it up: lower case, words only."""
    return re.sub(r"[^\w]+", " ", name.lower()).strip()


def has_year(match: re.Match[str]) -> bool:
    """Whether a match of ``DATE_AT`` tells the year."""
    return any(match.group(name) for name in ("year", "year2", "iso", "dotyear"))


def day_of(match: re.Match[str], month_first: bool | None = None) -> Day | None:
    """The day of a date match; ``None`` if impossible. Of 03/04/2022, where day and month could be
    exchanged, ``month_first`` tells the order; without it, ``None``."""
    if match.group("iso"):
        year, month, day = (int(part) for part in match.group("iso").split("-"))
    elif match.group("dotyear"):
        first, second = int(match.group("dotday")), int(match.group("dotmonth"))
        year = int(match.group("dotyear"))
        slashed = "/" in match.group()
        open_order = slashed and first <= 12 and second <= 12 and first != second
        if open_order and month_first is None:
            return None
        turned = (open_order and month_first) or (slashed and second > 12)
        day, month = (second, first) if turned else (first, second)
    else:
        name = (match.group("month") or match.group("month2"))[:3].lower()
        month = _MONTH_STARTS.index(name) // 3 + 1
        day = int(match.group("day") or match.group("day2"))
        told = match.group("year") or match.group("year2")
        if told is None:
            return Day(None, month, day) if _iso(2024, month, day) else None
        year = int(told)
    return Day(year, month, day) if _iso(year, month, day) else None


def dateline_at(doc: Doc, start: int) -> FoundDateline | None:
    """The dateline that a paragraph beginning at this offset begins with."""
    text = words_of(doc).text
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)][:200]
    # "February 18, 2022 MOSCOW - ": the date of a date line may stand on the same line.
    lead = DATE_AT.match(line)
    skip = 0
    if lead is not None and has_year(lead):
        skip = lead.end() + len(line[lead.end() :]) - len(line[lead.end() :].lstrip(" ,-–—|"))
    for pattern, upper in (
        (_DATELINE_SLASHED, True),
        (_DATELINE_UPPER, True),
        (_DATELINE_TITLE, False),
    ):
        match = pattern.match(line, skip)
        if match is None:
            continue
        found = _judge(doc, match, start, upper)
        if found is not None:
            if lead is not None and skip and found.day is None:
                found = replace(found, day=day_of(lead))
            return found
    return None


def _judge(doc: Doc, match: re.Match[str], offset: int, upper: bool) -> FoundDateline | None:
    """Whether what looks like a dateline is one: its date, agency or a known place must say so."""
    place, region, rest = match.group("place"), match.group("region") or "", match.group("rest")
    if len(place.split()[-1]) > 4:
        place = place.rstrip(".")  # "MOSCOW. Feb 18"
    if fold(place) in set(knowledge()["not_places"]):
        return None
    if _TIME_WORD.match(region):
        rest, region = f", {region}{rest}", ""
    elif region and rest.lstrip().startswith(tuple("0123456789")):
        return None
    day, tail = _rest(rest)
    agency = _REST_AGENCY.match(tail)
    if agency is None:
        return None
    named = any(agency.group(name) for name in ("agency", "slashed", "plain"))
    if "slashed" in match.re.pattern and match.group("break").startswith("/"):
        named = True
    known = fold(place) in _cities() or fold(place.split("/")[0]) in _cities()
    following = words_of(doc).text[offset + match.end() : offset + match.end() + 1]
    if not following or following.islower():
        return None  # what a dateline stands before is a sentence
    colon = match.group("break").startswith(":")
    if colon and not (known and upper):
        return None
    if not upper and not (known or day is not None):
        entity = _is_place(doc, offset + match.start())
        if not entity or (fold(place) in _countries() and not named):
            return None  # "Iran - US talks resume" is a headline
    if upper and len(place) < 3 and not known:
        return None
    if upper and not (known or day is not None or named or region) and not _is_plausible(place):
        return None
    shown = match.string[: match.start("break")].rstrip(" ")
    end = offset + len(shown.rstrip(".,") if match.group("break").startswith("/") else shown)
    return FoundDateline(
        _written(place, upper),
        region,
        offset + match.start("place"),
        end,
        offset + match.end(),
        day,
    )


def _is_plausible(place: str) -> bool:
    """An unknown place in capitals before a dash: no acronym run, at least four letters."""
    return len(place) >= 4 and len(place.split()) <= 4 and fold(place) not in _countries()


def _is_place(doc: Doc, start: int) -> bool:
    return any(ent.start_char == start and ent.label_ in {"GPE", "LOC", "FAC"} for ent in doc.ents)


def _rest(rest: str) -> tuple[Day | None, str]:
    """The date between place and dash, and what is left after it."""
    lead = _REST_DATE.match(rest)
    at = lead.end() if lead else 0
    match = DATE_AT.match(rest, at)
    if match is None:
        weekday = re.match(rf"[,.]?\s*(?:{_WEEKDAYS})\b\.?", rest, re.IGNORECASE)
        return None, rest[weekday.end() :] if weekday else rest
    return day_of(match), rest[match.end() :].removeprefix(")")


def place_line(text: str, start: int) -> FoundDateline | None:
    """A line that is only a place, or a place and a date: "Berlin, 3 March 2022"."""
    if len(text) > 80:
        return None
    for pattern, upper in ((_UPPER_PLACE, True), (_TITLE_PLACE, False)):
        match = re.match(rf"(?P<place>{pattern}){_REGION}?", text, _FLAGS)
        if match is None:
            continue
        place, region, rest = match.group("place"), match.group("region") or "", text[match.end() :]
        if _TIME_WORD.match(region):
            rest, region = f", {region}{rest}", ""
        day, tail = _rest(rest)
        if tail.strip(" .,-–—") or fold(place) not in _cities():
            continue
        if region and fold(region) not in _regions() and fold(region) not in _countries():
            continue
        if day is None and rest.strip(" .,-–—"):
            continue
        return FoundDateline(
            _written(place, upper), region, start, start + len(text), start + len(text), day
        )
    return None


def _written(place: str, upper: bool) -> str:
    """The place in title case: "DAR ES SALAAM" is "Dar es Salaam"."""
    place = place.split("/")[0].strip()
    if not upper or not place.isupper():
        return place.rstrip(",")
    if known := _cities().get(fold(place)):
        return known
    small = set(knowledge()["small_words"])
    words = []
    for i, word in enumerate(place.split(" ")):
        low = word.lower()
        if i and low in small:
            words.append(low)
        elif re.fullmatch(r"(?:[A-Z]\.){2,}|DC", word):
            words.append(word)
        else:
            words.append(
                re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)
                if not re.search(r"['’]S$", word)
                else word.capitalize()
            )
    return " ".join(words).rstrip(",")


def country_of(found: FoundDateline) -> str | None:
    """The state of a dateline's place: by its region if it names one, else by the place."""
    region, place = fold(found.region), fold(found.place)
    if region:
        code = _regions().get(region)
        if code is None and region in _countries():
            code = _countries()[region]
        # "TBILISI, Georgia" is the state, "ATLANTA, Ga." the American one.
        if code is not None:
            return code
    return _countries().get(place)
