"""Words against deeds: promises kept and broken, newly made, contradicted; what to watch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from detente.casefile.ledger.fate import fate_of
from detente.casefile.ledger.model import Step, Turn
from detente.casefile.views.filters import Filters
from detente.edtf import days
from detente.publish.brief.english import begun, counted, day_words, ended, quoted
from detente.publish.brief.model import Group, Point, Section, Sentence
from detente.publish.brief.notes import Notes, source_name
from detente.publish.brief.sentences import (
    FATES,
    Party,
    country_name,
    happening_sentence,
    party_words,
    step_sentence,
)
from detente.publish.brief.tables import happenings
from detente.publish.clean import one_line

MOST = 20
"""So many steps or claims stand in a group."""
MOST_TURNS = 4
_MOST_OF_IT = 0.45
_SCRAP = 5
"""Fewer words say too little by themselves: the sentence around them is told."""
_KEPT = ("fulfilled", "partly")
_NOT_KEPT = ("broken", "overtaken", "expired")
_AGAINST = ("not done", "claimed against", "against", "refused")
_OWN = ("promise", "offer", "announcement")
_ENDLESS = "9999-12-31"


def sections(notes: Notes, rows: Sequence[Any], filters: Filters) -> tuple[Section, Section]:
    """Promises kept, broken and newly made; and contradictions."""
    first, last = filters.first or "", filters.last or _ENDLESS
    seen = [(row, *_fate(row, last)) for row in rows if (row["date"] or "") <= last]
    turned = [(row, fate, since) for row, fate, since in seen if since and first <= since <= last]
    mine = [each for each in turned if each[0]["kind"] in _OWN]
    above = {each[0]["step"] for each in mine if each[1] in (*_KEPT, *_NOT_KEPT)}
    new = [e for e in seen if first <= (e[0]["date"] or "") and e[0]["step"] not in above]
    groups = [
        _group("Kept", [e for e in mine if e[1] in _KEPT], notes, last),
        _group("Broken, expired or overtaken", [e for e in mine if e[1] in _NOT_KEPT], notes, last),
        _group("Newly made", [e for e in new if e[0]["kind"] in _OWN], notes, last, False),
        _group(
            "Newly demanded, warned of, refused or denied",
            [e for e in new if e[0]["kind"] not in _OWN], notes, last, False,
        ),
    ]  # fmt: skip
    against = [e for e in turned if e[1] == "contradicted"]
    told = _group(None, against, notes, last)
    return (
        Section(
            "Promises and announced steps",
            tuple(group for group in groups if group),
            "No step of the period is told.",
        ),
        Section(
            "Contradictions",
            (told,) if told else (),
            "No announced step or denial was contradicted in the period.",
        ),
    )


def _fate(row: Any, last: str) -> tuple[str | None, str | None]:
    """The fate of a step on a day, and since when: later turns do not count."""
    if row["judged_by"] or all((turn["day"] or "") <= last for turn in row["turns"]):
        return row["fate"], row["since"]
    act = row["act"]
    step = Step(
        id=row["step"], kind=row["kind"], by=frozenset(row["by_code"]),
        to=frozenset(row["to_code"]), by_names=(), to_names=(),
        act=act.removeprefix("not ") if act else None, day=row["date"], deadline=row["deadline"],
        condition=row["condition"], condition_acts=frozenset(), tellings=(),
        negative=bool(act and act.startswith("not ")),
    )  # fmt: skip
    turns = [
        Turn(turn["kind"], turn["day"], by=turn["by"])
        for turn in row["turns"]
        if (turn["day"] or "") <= last
    ]
    fate, since, _ = fate_of(step, turns)
    return fate, since


def _group(
    heading: str | None, steps: Sequence[Any], notes: Notes, last: str, evidence: bool = True
) -> Group | None:
    if not steps:
        return None
    points = [_point(row, fate, since, notes, last, evidence) for row, fate, since in steps[:MOST]]
    return Group(heading, tuple(points))


def _point(
    row: Any, fate: str | None, since: str | None, notes: Notes, last: str, evidence: bool
) -> Point:
    at = (row["report"], row["start"], row["end"])
    found = notes.add(*at)
    words = notes.lead(*at)
    by, to = (_people(notes.parties(row[role])) for role in ("by", "to"))
    told = step_sentence(row, by, to, whole=words is not None and _is_most(row, words))
    read = Sentence(told, found)
    more = list(_evidence(row, notes, last)) if evidence else []
    sentences = [Sentence(words, found), read, *more] if words else [read, *more]
    return Point(sentences[0], tuple(sentences[1:]), _facts(row, fate, since, last))


def _people(parties: Sequence[Party]) -> list[Party]:
    """Without a state beside those who act for it."""
    acting = {party.code for party in parties if party.kind != "state"}
    return [party for party in parties if party.kind != "state" or party.code not in acting]


def _is_most(row: Any, sentence: str) -> bool:
    """Whether the words of a step are most of their sentence, and need not be told again."""
    return len(row["words"]) > _MOST_OF_IT * len(sentence)


def _facts(row: Any, fate: str | None, since: str | None, last: str) -> str:
    found = []
    if row["date"]:
        found.append(f"told on {day_words(row['date'])}")
    if fate is None:
        found.append("what came of it is unknown")
    else:
        when = f" since {day_words(since)}" if since and fate not in ("open", "expired") else ""
        found.append(FATES[fate] + when)
    if row["judged_by"]:
        found.append(f"judged by {one_line(row['judged_by'])}")
    elif row["since"] and row["since"] > last and row["fate"] not in (fate, "open", None):
        later = f"{FATES[row['fate']]} on {day_words(row['since'])}"
        found.append(f"after the period: {later}")
    return begun("; ".join(found)) + "."


def _evidence(row: Any, notes: Notes, last: str) -> Iterator[Sentence]:
    """The turns up to the end of the period, those of each side once before more of one."""
    turns = [t for t in row["turns"] if t["report"] and t["words"] and (t["day"] or "") <= last]
    sides: dict[Any, int] = {}
    ranked = []
    for turn in turns:
        side = (turn["by"], turn["kind"] in _AGAINST)
        sides[side] = sides.get(side, 0) + 1
        ranked.append((sides[side], turn))
    ranked.sort(key=lambda each: each[0])
    chosen = {id(turn) for _, turn in ranked[:MOST_TURNS]}
    for turn in (turn for turn in turns if id(turn) in chosen):
        note = notes.add(turn["report"], turn["start"], turn["end"])
        words = turn["words"]
        if len(words.split()) < _SCRAP:
            words = notes.words(turn["report"], turn["start"], turn["end"]) or words
        yield Sentence(_turn_words(turn, words), note)


def _turn_words(turn: Any, told: str) -> str:
    when = f" on {day_words(turn['day'])}" if turn["day"] else ""
    words = quoted(one_line(told))
    if turn["by"] is None:
        return ended(f"{begun(source_name(turn['source']))} tells{when}: {words}")
    who = begun(party_words(Party(country_name(turn["by"]))))
    own = " (its own word, which proves nothing)" if turn["kind"] == "own word" else ""
    side = f"{who}{f',{when},' if when else ''} as {source_name(turn['source'])} tells it{own}"
    return ended(f"{side}: {words}")


def watch(
    connection: Connection,
    notes: Notes,
    steps: Sequence[Any],
    occurrences: Sequence[Any],
    filters: Filters,
) -> Section:
    """Open conditions, deadlines to come, plans, and claims that nobody has confirmed."""
    last = filters.last or _ENDLESS
    first = filters.first or ""
    open_steps = [
        (row, fate, since)
        for row in steps
        if (row["date"] or "") <= last
        for fate, since in [_fate(row, last)]
        if fate == "open" or (fate is None and (row["date"] or "") >= first)
    ]
    dated = [each for each in open_steps if _is_to_come(each[0], first, last)]
    conditions = [e for e in open_steps if e[0]["condition"] and e not in dated]
    plans = [o for o in occurrences if o["status"] in ("planned", "possible", "conditional")]
    deeds = [o for o in occurrences if o["quad"] in (2, 4)]
    claims = [o for o in deeds if o["status"] in ("claimed", "denied")]
    groups = [
        _group("Deadlines", dated[::-1], notes, last, False),
        _group("Conditions", conditions[::-1], notes, last, False),
        _claims("Planned, possible or on a condition", plans, connection, notes),
        _claims("Claimed or denied, and not settled", claims, connection, notes),
    ]
    return Section("What to watch", tuple(g for g in groups if g), "Nothing is open.")


def _is_to_come(row: Any, first: str, last: str) -> bool:
    """Whether a deadline lies ahead; one that has no day on the calendar, such as "within days", if
    it was set in the period."""
    if not row["deadline"]:
        return False
    bounds = days(row["deadline"])
    return bounds[1] >= last if bounds else (row["date"] or "") >= first


def _claims(
    heading: str, rows: Sequence[Any], connection: Connection, notes: Notes
) -> Group | None:
    told = [
        (row, each)
        for row, each in zip(rows, happenings(connection, rows), strict=True)
        if each.who or each.whom
    ]
    places: dict[Any, list[Any]] = {}
    for row, each in told[:MOST]:
        place = notes.place(row["report"], row["start"], row["end"])
        places.setdefault(place or row["occurrence"], []).append((row, each))
    points = tuple(_claim(found, notes) for found in places.values())
    return Group(heading, points) if points else None


def _claim(found: Sequence[Any], notes: Notes) -> Point:
    first = found[0][0]
    at = (first["report"], first["start"], first["end"])
    note = notes.add(*at)
    read = [
        Sentence(
            f"Read as: {happening_sentence(told).removesuffix('.')} "
            f"({counted(row['sources'], 'source')}).",
            note,
        )
        for row, told in found
    ]
    words = notes.lead(*at)
    return Point(Sentence(words, note), tuple(read)) if words else Point(read[0], tuple(read[1:]))
