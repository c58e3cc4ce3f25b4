"""All the times of a report, in the order of the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.events import resolve_events
from detente.grounding.times.extents import extent
from detente.grounding.times.numeric import month_first
from detente.grounding.times.ranges import link_ranges
from detente.grounding.times.reasons import reason
from detente.grounding.times.rules import rules, stretches
from detente.grounding.times.scan import scan
from detente.grounding.times.tense import Tense
from detente.language.words import words_of
from detente.record import Time

if TYPE_CHECKING:
    import re

    from spacy.tokens import Doc

    from detente.grounding.bundle import Header
    from detente.grounding.times.rules import Builder


def find_times(doc: Doc, header: Header) -> tuple[Time, ...]:
    """The TIMEX3 expressions of a report with their values.

    Relative times are resolved against the publication date of ``header``; without one their value
    is ``None``. Types and values are TIMEX3's; decades and centuries are written as EDTF has them
    (``198X``). ``edtf`` is the days covered, ``reason`` how the value was decided. A date that the
    calendar lacks (31 April) has no value. Works on any ``Doc``; tags and heads, where it has them,
    tell past from future.
    """
    words = words_of(doc)
    pieces = scan(words.text)
    if not pieces.low:
        return ()
    published = date.fromisoformat(header.published) if header.published else None
    country = header.dateline.country if header.dateline is not None else None
    context = Context(
        pieces, published, Tense(words, pieces), month_first=month_first(pieces, country)
    )
    _read_all(context)
    times = resolve_events(context, _merge_clock_and_day(context), words)
    times = link_ranges(context, times)
    return tuple(_time(context, times, number) for number in range(len(times)))


def _read_all(context: Context) -> None:
    """Apply the grammar: leftmost, then longest, then first rule; a builder may decline."""
    candidates: list[tuple[int, int, int, re.Match[str], Builder]] = []
    codes = context.scan.codes
    for begin, end in stretches(codes):
        for rank, rule in enumerate(rules()):
            for match in rule.pattern.finditer(codes, begin, end):
                if match.end() > match.start():
                    candidates.append((match.start(), -match.end(), rank, match, rule.build))
    candidates.sort(key=lambda candidate: candidate[:3])
    reached = 0
    for start, _, rank, match, build in candidates:
        if start < reached:
            continue
        context.told = None
        built = build(context, match)
        if built is None:
            continue
        readings = [
            replace(reading, rule=rules()[rank].name, told=context.told)
            for reading in (built if isinstance(built, list) else [built])
        ]
        context.found.extend(readings)
        reached = max(reading.last for reading in readings)


def _merge_clock_and_day(context: Context) -> list[Reading]:
    """A clock time and the day beside it are one: "9 a.m. Tuesday", "noon on Saturday"."""
    found = context.found
    merged: list[Reading] = []
    taken: dict[int, int] = {}
    joined = -1  # place of the last time that has its day already
    for number, reading in enumerate(found):
        before = merged[-1] if merged else None
        if before is not None and before.part:
            merged.pop()
            if _cuts(context, before, reading):
                assert reading.moment is not None
                moment = reading.moment.at(before.part)
                reading = replace(
                    reading, first=before.first, type="TIME", moment=moment, value=moment.value()
                )
                before = None
            else:
                before = merged[-1] if merged else None
        bare = before is not None and joined != len(merged) - 1
        if before is not None and bare and _joins(context, before, reading):
            joined = len(merged) - 1
            assert reading.moment is not None and before.moment is not None
            moment = reading.moment.at(before.moment.part)
            merged[-1] = replace(
                before,
                last=reading.last,
                moment=moment,
                value=moment.value(),
                anchor=reading.anchor,
                told=reading.told,
            )
            _give_day_to_first_clock(context, merged)
        else:
            merged.append(reading)
        taken[number] = len(merged) - 1
    if merged and merged[-1].part:
        merged.pop()
    return [
        replace(reading, anchor=taken[reading.anchor])
        if isinstance(reading.anchor, int)
        else reading
        for reading in merged
    ]


def _give_day_to_first_clock(context: Context, merged: list[Reading]) -> None:
    """In "10:35 a.m. (0735 GMT) Friday" the day is that of both clock times."""
    if len(merged) < 2:
        return
    first, second = merged[-2], merged[-1]
    beside = second.first - first.last == 1 and context.scan.is_class(first.last, "lpar")
    if first.type != "TIME" or first.moment is None or second.moment is None or not beside:
        return
    moment = second.moment.at(first.moment.part)
    merged[-2] = replace(first, moment=moment, value=moment.value(), anchor=second.anchor)


def _cuts(context: Context, part: Reading, day: Reading) -> bool:
    """Whether "the night of" goes with the day behind it."""
    moment = day.moment
    if day.type != "DATE" or moment is None or moment.grain != "day" or moment.part:
        return False
    return day.first - part.last == 1


def _joins(context: Context, before: Reading, after: Reading) -> bool:
    if before.type != "TIME" or after.type == "DURATION":
        return False
    if before.moment is None or after.moment is None or after.moment.grain != "day":
        return False
    # "10 p.m. Friday night" names the part of the day twice.
    if not before.moment.part or ":" in after.moment.part:
        return False
    if after.moment.part and ":" not in before.moment.part:
        return False
    gap = range(before.last, after.first)
    if not before.moment.part[:1].isdigit() and len(gap) > 0:
        return False
    most = 2 if context.scan.is_class(before.last, "rpar") else 1
    return len(gap) <= most and all(context.scan.is_class(i, "on", "comma", "rpar") for i in gap)


def _time(context: Context, merged: list[Reading], number: int) -> Time:
    reading, pieces = merged[number], context.scan
    start, end = pieces.starts[reading.first], pieces.ends[reading.last - 1]
    anchor = reading.anchor
    if isinstance(anchor, int):
        anchor = f"t{anchor + 1}" if anchor != number else None
    return Time(
        id=f"t{number + 1}",
        start=start,
        end=end,
        text=pieces.text[start:end],
        type=reading.type,
        value=reading.value,
        anchor=anchor,
        edtf=extent(context, reading),
        reason=reason(context, reading),
    )
