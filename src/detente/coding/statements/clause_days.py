"""The day on which a statement was made, where its own clause tells it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile

from detente.coding.statements.page import Page, Relation
from detente.record import Reason, Time

_BEHIND = len(" late on ")
"""So far behind a word of saying its day may begin."""
_NOW = frozenset({"today", "tonight", "this morning", "this afternoon", "this evening"})


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
    today = _today(page, spoken)
    for i, (relation, _) in enumerate(spoken):
        if days[i] is None and relation.rule == "statement-page":
            days[i], whys[i] = today, "the day that the statement calls today"
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
    last = max(end, relation.cue[1] + _BEHIND + 1) if relation.cue is not None else end
    sentence = page.sentence(page.token_at(relation.clause[0]))
    times = page.grounding.times
    first = bisect_left(times, min(sentence[0], start), key=lambda time: time.start)
    for time in takewhile(lambda time: time.start < last, times[first:]):
        if time.value is None or len(time.value) < 10 or time.type not in {"DATE", "TIME"}:
            continue
        inside = start <= time.start < end
        leads = (
            sentence[0] <= time.start < start and not page.text[sentence[0] : time.start].strip()
        )
        covered = any(s <= time.start < e for s, e in relation.content)
        if time.value[4:5] != "-":
            continue
        if ((inside or leads) and not covered) or _behind_cue(page, relation, time):
            return time
    return None


def _behind_cue(page: Page, relation: Relation, time: Time) -> bool:
    """Whether a time stands right behind the word of saying, though the clause was read to end with
    it or the words said to begin there: "said on Friday he can", "said Friday the talks failed";
    not in "said Friday was quiet"."""
    if relation.cue is None or not 0 <= time.start - relation.cue[1] <= _BEHIND:
        return False
    between = page.text[relation.cue[1] : time.start]
    if not between.replace(" ", "a").isalpha():
        return False
    after = page.token_at(time.end - 1).i + 1
    if after >= len(page.doc):
        return True
    return page.doc[after].pos_ not in ("VERB", "AUX", "PART") and page.doc[after].dep_ != "case"


def _today(page: Page, spoken: Sequence[tuple[Relation, str | None]]) -> Time | None:
    """The day that a page which is one statement calls today."""
    spans = [span for r, _ in spoken if r.rule == "statement-page" for span in r.content]
    return next(
        (
            time
            for time in page.grounding.times
            if time.text.lower() in _NOW
            and time.value is not None
            and any(start <= time.start < end for start, end in spans)
        ),
        None,
    )


def _goes_on(page: Page, last: Relation, relation: Relation) -> bool:
    if page.paragraph_of(last.start) != page.paragraph_of(relation.start):
        return False
    if relation.cue is None or relation.source_token is None:
        return True
    words = {t.lower_ for t in page.doc[relation.source_token : (relation.cue_token or 0) + 1]}
    pronoun = page.doc[relation.source_token].pos_ == "PRON"
    return pronoun or "also" in words or last.source_token == relation.source_token
