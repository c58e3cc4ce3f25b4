"""The day on which a statement was made, where its own clause tells it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile

from detente.coding.statements.page import Page, Relation
from detente.record import Reason, Time


def clause_days(
    page: Page, spoken: Sequence[tuple[Relation, str | None]]
) -> list[tuple[str | None, tuple[Reason, ...]]]:
    """The day on which each statement was made, where its own clause or its occasion tells, and
    why.

    Words after "also", a pronoun or nothing but quotation marks carry on the occasion of the same
    speaker's words before them in the paragraph; a headline takes the day of the report's first
    statement by the same speaker.
    """
    days: list[Time | None] = []
    whys: list[str] = []
    for i, (relation, speaker) in enumerate(spoken):
        day, why = _day_in_clause(page, relation), "the day in the clause of saying"
        if day is None and relation.outer is not None:
            day = _day_in_clause(page, relation.outer)
            why = "the day in the clause of the source that passed the words on"
        if day is None and i and speaker is not None:
            last, last_speaker = spoken[i - 1]
            if last_speaker == speaker and _goes_on(page, last, relation):
                day, why = days[i - 1], "the words go on with those of the same speaker before"
        days.append(day)
        whys.append(why)
    for i, (relation, speaker) in enumerate(spoken):
        if days[i] is None and speaker is not None and page.in_title(page.token_at(relation.start)):
            days[i] = next(
                (
                    d
                    for d, (_, s) in zip(days[i + 1 :], spoken[i + 1 :], strict=True)
                    if s == speaker
                ),
                None,
            )
            whys[i] = "the day of this speaker's first words in the report"
    return [_dated(day, why) for day, why in zip(days, whys, strict=True)]


def _dated(day: Time | None, why: str) -> tuple[str | None, tuple[Reason, ...]]:
    if day is None or day.value is None:
        return None, ()
    told = Reason(field="date", why=f"{why}, {day.id}", start=day.start, end=day.end)
    return day.value[:10], (told,)


def _day_in_clause(page: Page, relation: Relation) -> Time | None:
    if relation.clause is None:
        return None
    start, end = relation.clause
    sentence = page.sentence(page.token_at(relation.clause[0]))
    times = page.grounding.times
    first = bisect_left(times, min(sentence[0], start), key=lambda time: time.start)
    for time in takewhile(lambda time: time.start < end, times[first:]):
        if time.value is None or len(time.value) < 10 or time.type not in {"DATE", "TIME"}:
            continue
        inside = start <= time.start < end
        leads = (
            sentence[0] <= time.start < start and not page.text[sentence[0] : time.start].strip()
        )
        covered = any(s <= time.start < e for s, e in relation.content)
        if (inside or leads) and not covered and time.value[4:5] == "-":
            return time
    return None


def _goes_on(page: Page, last: Relation, relation: Relation) -> bool:
    if page.paragraph_of(last.start) != page.paragraph_of(relation.start):
        return False
    if relation.cue is None or relation.source_token is None:
        return True
    words = {t.lower_ for t in page.doc[relation.source_token : (relation.cue_token or 0) + 1]}
    pronoun = page.doc[relation.source_token].pos_ == "PRON"
    return pronoun or "also" in words or last.source_token == relation.source_token
