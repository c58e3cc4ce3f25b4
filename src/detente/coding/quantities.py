"""Quantities that belong to an event: troops, dead, money, distances."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.language.words import Stretch
from detente.record import Quantity

if TYPE_CHECKING:
    from detente.language.words import Word

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALES |= {"m": 1e6, "mn": 1e6, "bn": 1e9}
_VAGUE = frozenset({"hundreds", "thousands", "dozens", "scores", "tens", "millions", "billions"})
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "us$": "USD", "dollar": "USD",
             "euro": "EUR", "pound": "GBP", "yen": "JPY"}  # fmt: skip
_NUMBER = re.compile(r"[\d,]*\.?\d+")
MAX_DISTANCE = 3


def quantities_near(head: Word) -> tuple[Quantity, ...]:
    """Counted nouns among the arguments of a trigger: "160,000 troops", "5 million dollars".

    Times and dates are left out; a vague count ("thousands of people") has no value.
    """
    found: list[Quantity] = []
    for token in head.subtree:
        if token.dep_ in ("nummod", "quantmod") or token.lower_ in _VAGUE:
            noun = token.head if token.dep_ in ("nummod", "quantmod") else token
            if _distance(noun, head) <= MAX_DISTANCE and not _is_time(noun):
                quantity = _quantity(token, noun)
                if all(q.start != quantity.start for q in found):
                    found.append(quantity)
    return tuple(found)


def _distance(token: Word, head: Word) -> int:
    steps = 0
    while token.i != head.i and token.head.i != token.i:
        if token.dep_ in ("acl:relcl", "advcl", "parataxis", "ccomp"):
            return MAX_DISTANCE + 1
        token = token.head
        steps += 1
    return steps


def _is_time(noun: Word) -> bool:
    return noun.lemma_.lower() in {
        "year", "month", "week", "day", "hour", "minute", "second", "decade", "century", "a.m.",
        "p.m.", "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december",
    }  # fmt: skip


def _quantity(number: Word, noun: Word) -> Quantity:
    words = [t for t in noun.subtree if t.i <= noun.i and _numeric(t)] or [number]
    first, last = min(words[0].i, noun.i), max(words[-1].i, noun.i)
    span = Stretch(noun.words, first, last + 1)
    if number.lower_ in _VAGUE:
        unit = next((c.lemma_ for c in number.children if c.dep_ == "nmod"), None)
        return Quantity(start=number.idx, end=number.idx + len(number), value=None, unit=unit)
    unit = _CURRENCY.get(noun.lower_) or _CURRENCY.get(noun.lemma_.lower()) or noun.lemma_.lower()
    return Quantity(
        start=span.start_char,
        end=span.end_char,
        value=number_value([t.text for t in words]),
        unit=unit,
    )


def _numeric(token: Word) -> bool:
    return token.pos_ == "NUM" or token.lower_ in _SCALES or token.lower_ in _UNITS


def number_value(words: list[str]) -> float | None:
    """Value of a written number ("160,000", "5 million", "twenty-five"); ``None`` if unreadable."""
    total, part, seen = 0.0, 0.0, False
    for word in (w for text in words for w in text.lower().replace("-", " ").split()):
        if word in _SCALES:
            part = (part or 1.0) * _SCALES[word]
            if _SCALES[word] >= 1e3:
                total, part = total + part, 0.0
            seen = True
        elif word in _UNITS:
            part, seen = part + _UNITS[word], True
        elif _NUMBER.fullmatch(word):
            part, seen = part + float(word.replace(",", "")), True
    return total + part if seen else None
