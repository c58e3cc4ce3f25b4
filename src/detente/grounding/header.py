"""What stands above a report proper: headline, date lines, bylines, dateline.

Agencies, wikis, ministries and armed forces write much the same few forms: a short first line
without a full stop is the headline; a line that is a date gives the day of publication; and the
text begins with where (and often when) it was filed: "KYIV, Ukraine, Feb 18 (Agency) - ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from detente.grounding.bundle import Header
from detente.grounding.dateline import (
    DATE_AT,
    Day,
    FoundDateline,
    country_of,
    dateline_at,
    day_of,
    fold,
    has_year,
    knowledge,
    place_line,
)
from detente.grounding.times.numeric import custom_of
from detente.language.words import words_of
from detente.record import Dateline, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A headline is one line of at most this many characters.
_LONGEST_TITLE = 200
_MOST_TITLE_WORDS = 30
# How many short lines may stand between headline and date line (office, place, section).
_MOST_HEADER_LINES = 7

# Around the date on a line of its own: "Published: ... - 14:32 GMT", "(... )", "| 5:00 p.m. EST".
_BEFORE_DATE = re.compile(
    r"[(\[]?\s*(?:(?:first |last )?"
    r"(?:published|posted|updated|issued|released|dated?|created|modified)"
    r"(?:\s+(?:on|at))?\s*:?\s*)?(?:on\s+)?",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    r"(?:[\s,;|•·()\[\]–—-]|\bat\b|T?\d{1,2}[:.]\d{2}(?::\d{2})?Z?|\b\d{1,2}(?=\s?[ap]\.?m)|[ap]\.?m\b\.?"
    r"|\b(?:GMT|UTC|EST|EDT|ET|CET|CEST|BST|MSK|PST|PDT|IST|hours|hrs|local time)\b(?:[+-]\d+)?"
    r"|\bupdated\b.*|\blast updated\b.*|\d+ min(?:ute)?s? read)*\.?",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:[Bb][Yy]|BY|(?:[Rr]eporting|[Ww]ritten|[Ss]tory|[Tt]ext) by|From(?:\s+an?|\s+the)?)"
    r"\s+[^\W\d_a-z]"
    r"|[A-Z][\w.'’ -]{2,60}\s+(?:reports?|reporting)\s*$"
)
_MOST_BYLINE_WORDS = 14
_RELEASE_NUMBER = re.compile(r"(?:news |press )?release\s*(?:#|no\b|number|nr\b)", re.IGNORECASE)


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str
    blank_after: bool


def read_header(doc: Doc, published: date | None) -> Header:
    """Headline, publication date, dateline and the offset where the report proper begins.

    The publication date is the caller's, else a date line's, else the dateline's if it has a year,
    else ``None``. An impossible date (31 April) is none.
    """
    text = words_of(doc).text
    lines = _lines(text)
    if not lines:
        return Header(published=published.isoformat() if published else None)
    title, told, place_line, first = _above(doc, lines)
    body_start = lines[first].start if first < len(lines) else len(text)
    found = place_line
    line_dateline = dateline_at(doc, body_start)
    if line_dateline is not None:
        found, body_start = line_dateline, line_dateline.body
        body_start += len(text) - body_start - len(text[body_start:].lstrip())
    if told is None and found is not None:
        told = _day_by_custom(lines[:first], country_of(found))
    day = published.isoformat() if published else (told.iso(None) if told else None)
    if day is None and found is not None and found.day is not None:
        day = found.day.iso(None)
    known = date.fromisoformat(day) if day else None
    dateline = None
    if found is not None:
        dateline = Dateline(
            start=found.start,
            end=found.end,
            place=found.place,
            country=country_of(found),
            date=found.day.iso(known) if found.day else None,
        )
    return Header(title=title, published=day, dateline=dateline, body_start=body_start)


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank, without the space around them."""
    spans: list[tuple[int, int]] = []
    blanks: set[int] = set()
    for match in re.finditer(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|$)", text):
        stripped = match.group().strip("\ufeff\u200b \t\r\n\f\v\u00a0\u2028\u2029")
        if stripped:
            start = match.start() + match.group().index(stripped)
            spans.append((start, start + len(stripped)))
        elif spans:
            blanks.add(len(spans) - 1)
        if len(spans) > 2 * _MOST_HEADER_LINES + 2:
            break
    return [_Line(a, b, text[a:b], i in blanks) for i, (a, b) in enumerate(spans)]


def _above(
    doc: Doc, lines: list[_Line]
) -> tuple[Mention | None, Day | None, FoundDateline | None, int]:
    """Headline, a date line's day, a dateline on its own line, number of the first body line."""
    index, title = 0, None
    while index < len(lines) - 1 and _is_label(lines[index]):
        index += 1
    if _is_title(doc, lines, index):
        line = lines[index]
        title = Mention(start=line.start, end=line.end, text=line.text)
        index += 1
    told: Day | None = None
    place: FoundDateline | None = None
    last = index
    for i in range(index, min(len(lines), index + _MOST_HEADER_LINES)):
        line = lines[i]
        day, alone = _date_line(line)
        if alone:
            told = told or day
            last = i + 1
            continue
        spot = place_line(line.text, line.start)
        if spot is not None:
            place = place or spot
            last = i + 1
            continue
        if _is_byline(line) or _is_label(line):
            last = i + 1
            continue
        if title is None and told is not None and _is_title(doc, lines, i):
            title = Mention(start=line.start, end=line.end, text=line.text)
            last = i + 1
            continue
        # A short line of another kind (an office, a section) belongs above only if a date line or
        # a dateline follows.
        if not _short(line):
            break
        if _dateline_follows(doc, lines, i):
            last = i + 1
        elif told is not None or not _date_follows(lines, i):
            break
    if told is None and place is not None and place.day is not None and place.day.year:
        told = place.day
    return title, told, place, min(last, len(lines))


def _is_label(line: _Line) -> bool:
    """Whether a line is a label ("Press Release"), a release number or has no words at all."""
    return (
        fold(line.text) in _labels()
        or _RELEASE_NUMBER.match(line.text) is not None
        or not any(character.isalpha() for character in line.text)
    )


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(name) for name in knowledge()["above_titles"])


def _is_title(doc: Doc, lines: list[_Line], index: int) -> bool:
    if index >= len(lines) - 1:
        return False
    line = lines[index]
    if not _short(line) or _date_line(line)[1] or _is_byline(line):
        return False
    if place_line(line.text, line.start) is not None or dateline_at(doc, line.start) is not None:
        return False
    following = lines[index + 1]
    return (
        line.blank_after
        or _date_line(following)[1]
        or _is_byline(following)
        or place_line(following.text, following.start) is not None
        or dateline_at(doc, following.start) is not None
        or _date_follows(lines, index)
        or _dateline_follows(doc, lines, index)
    )


def _short(line: _Line) -> bool:
    """Whether a line could be a headline: short, and no sentence that ends."""
    if len(line.text) > _LONGEST_TITLE:
        return False
    end = line.text.rstrip("\"'”’»)")
    if len(line.text.split()) > _MOST_TITLE_WORDS:
        return False
    if end.endswith((".", ":", ";", ",")):
        # "... leaves the U.S." ends with an abbreviation, not with a sentence.
        return bool(re.search(r"\b(?:[A-Z]\.){2,}$", end)) and len(end.split()) <= 15
    return True


def _is_byline(line: _Line) -> bool:
    if len(line.text.split()) > _MOST_BYLINE_WORDS or not _short(line):
        return False
    return bool(_BYLINE.match(line.text))


def _date_follows(lines: list[_Line], index: int) -> bool:
    for line in lines[index + 1 : index + _MOST_HEADER_LINES]:
        if _date_line(line)[1]:
            return True
        if not _short(line):
            return False
    return False


def _dateline_follows(doc: Doc, lines: list[_Line], index: int) -> bool:
    for line in lines[index + 1 : index + _MOST_HEADER_LINES]:
        if dateline_at(doc, line.start) is not None:
            return True
        if not _short(line):
            return False
    return False


def _date_line(line: _Line) -> tuple[Day | None, bool]:
    """The day that a line tells, and whether the line is nothing but a date with its year."""
    match, alone = _date_in(line)
    day = day_of(match) if match is not None else None
    return (day if day and day.year else None), alone


def _date_in(line: _Line) -> tuple[re.Match[str] | None, bool]:
    """The date that a line begins with, and whether there is nothing else in it."""
    if len(line.text) > 120:
        return None, False
    lead = _BEFORE_DATE.match(line.text)
    at = lead.end() if lead else 0
    match = DATE_AT.match(line.text, at)
    if match is None:
        return None, False
    rest = _AFTER_DATE.match(line.text, match.end())
    alone = rest is not None and rest.end() == len(line.text)
    return match, alone and has_year(match)


def _day_by_custom(lines: list[_Line], country: str | None) -> Day | None:
    """The day of the first date line, read as the country of the dateline writes 03/04/2022."""
    for line in lines:
        match, alone = _date_in(line)
        if match is not None and alone:
            return day_of(match, custom_of(country))
    return None
