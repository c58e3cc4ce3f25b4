"""What happened to a step: the deeds and words of others that bear on it.

Nothing is decided on one side's word. A deed counts as done if a report tells it in its own voice
and does not speak for who did it, or if two different others say so; who was to do it proves
nothing by saying that it is done.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Generic, TypeVar

from detente.casefile.ledger.acts import acts
from detente.casefile.ledger.model import Deed, Saying, Step, Turn, TurnKind
from detente.casefile.ledger.steps import apart
from detente.edtf import days

T = TypeVar("T")
WITHIN = 60
"""Days after a step in which deeds are taken to be its own."""
TOLD_AS_DONE = ("happened", "ongoing")
ASKED = ("demand", "proposal")
"""Kinds that others are to fulfil."""
DISPUTED_WITHIN = 14
"""Days in which what others say is taken to be about what was announced."""
UNNAMED_WITHIN = 3
"""The same where they name nobody."""
WITNESSED_WITHIN = 3
"""Days between two reports of one attack."""
_LONG = ("threat", "warning", "denial", "refusal", "demand")
_AIMLESS = ("withdraw", "deploy", "evacuate", "recognise")
_PLAIN = ("attack", "recognise", "withdraw")
"""Acts of which it is plain that a deed of theirs is the one that was denied."""
_MOOT = ("talk", "withdraw", "ceasefire", "answer")
"""Acts that an attack makes moot."""
_CLAIMED: dict[TurnKind, TurnKind] = {"done": "own word", "against": "claimed against"}


class Index:
    """Deeds and statements, by who did or said what, in the order of their days."""

    def __init__(self, deeds: Iterable[Deed], sayings: Iterable[Saying]) -> None:
        self._types = _Days[Deed]()
        self._acts = _Days[Deed]()
        self._witnessed: dict[int, bool] = {}
        for deed in sorted(deeds, key=lambda d: (d.day or "", d.id)):
            carried = _carried_out(deed)
            for code in deed.by:
                self._types.add((code, deed.type), deed.day, deed)
                for act in carried:
                    self._acts.add((code, act), deed.day, deed)
        self._sayings = _Days[Saying]()
        for saying in sorted(sayings, key=lambda s: (s.day or "", s.id)):
            for act in saying.acts:
                self._sayings.add(("", act), saying.day, saying)

    def done(self, codes: Iterable[str], act: str, since: str, until: str) -> Iterator[Deed]:
        """Deeds of these actors that carry out an act, between two days, each once."""
        return _once(self._acts.between((code, act), since, until) for code in sorted(codes))

    def of_types(
        self, codes: Iterable[str], types: Iterable[str], since: str, until: str
    ) -> Iterator[Deed]:
        """Deeds of these actors and PLOVER types, between two days, each once."""
        types = sorted(types)
        return _once(
            self._types.between((code, kind), since, until)
            for code in sorted(codes)
            for kind in types
        )

    def sayings(self, act: str, since: str, until: str) -> Iterator[Saying]:
        """Statements that deny an act, between two days."""
        return self._sayings.between(("", act), since, until)

    def is_witnessed(self, deed: Deed) -> bool:
        """Whether an attack is told by two sources: one report's word, or one word misread, must
        not begin a war."""
        if deed.type != "ASSAULT":
            return True
        if deed.id not in self._witnessed:
            self._witnessed[deed.id] = self._has_witness(deed)
        return self._witnessed[deed.id]

    def _has_witness(self, deed: Deed) -> bool:
        day = deed.words.published or deed.day or ""
        first, last = _later(day, -WITNESSED_WITHIN), _later(day, WITNESSED_WITHIN)
        return any(
            other.status in TOLD_AS_DONE
            and bool(other.to & deed.to)
            and other.words.report != deed.words.report
            and (other.words.source is None or other.words.source != deed.words.source)
            for other in self.of_types(deed.by, ["ASSAULT"], first, last)
        )


class _Days(Generic[T]):
    """Things by a key, each list in the order of its days."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str], tuple[list[str], list[T]]] = {}

    def add(self, key: tuple[str, str], day: str | None, item: T) -> None:
        days_of, items = self._items.setdefault(key, ([], []))
        days_of.append(day or "")
        items.append(item)

    def between(self, key: tuple[str, str], since: str, until: str) -> Iterator[T]:
        days_of, items = self._items.get(key, ([], []))
        yield from items[bisect_left(days_of, since) : bisect_left(days_of, until + "~")]


def _once(lists: Iterable[Iterable[Deed]]) -> Iterator[Deed]:
    met: set[int] = set()
    for some in lists:
        for deed in some:
            if deed.id not in met:
                met.add(deed.id)
                yield deed


def _carried_out(deed: Deed) -> list[str]:
    """The acts that a deed carries out."""
    return [
        act.name
        for act in acts().values()
        if deed.type in act.alone or (deed.type in act.done and act.name in deed.acts)
    ]


def turns_of(step: Step, index: Index, last: str | None) -> list[Turn]:
    """The turns of a step after it was told, in the order of their days."""
    found = [Turn("repeated", words.published, words) for words in step.tellings[1:]]
    if step.day is not None and step.act is not None:
        until = _later(step.day, WITHIN if step.kind not in _LONG else 2 * WITHIN)
        found += _done(step, index, until)
        found += _against(step, index, until)
        found += _not_done(step, index)
        found += _refused(step, index, until)
        found += _condition(step, index, until)
        found += _overtaken(step, index, until)
    due = due_day(step)
    if due and last and due < last:
        found.append(Turn("expired", due, note="the deadline has passed"))
    found.sort(key=lambda t: (t.day or "", t.words.report if t.words else 0, t.kind))
    return list({_same(turn): turn for turn in reversed(found)}.values())[::-1]


def _same(turn: Turn) -> tuple[str, int | None, str | None]:
    """Two turns of one kind in the same words of one report are one."""
    at = turn.words
    return (turn.kind, at.report, at.text) if at else (turn.kind, None, None)


_DURATION = re.compile(r"P(?:(\d+)W|(\d+)D|(\d+)M|T(\d+)H)")


def due_day(step: Step) -> str | None:
    """The last day of a step's deadline, which may count from the day of the step ("within 48
    hours"); ``None`` if there is none or it is vague."""
    found = days(step.deadline)
    if found:
        return found[1]
    match = _DURATION.fullmatch(step.deadline or "")
    if not match or not step.day:
        return None
    weeks, some, months, hours = (int(part or 0) for part in match.groups())
    return _later(step.day, 7 * weeks + some + 31 * months + -(-hours // 24))


def _later(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day[:10]) + timedelta(by)).isoformat()
    except (OverflowError, ValueError):
        return "9999-12-31"


def _performers(step: Step) -> frozenset[str]:
    return step.to if step.kind in ASKED else step.by


def _is_own(step: Step, deed: Deed) -> bool:
    """Whether a deed is but the telling of the step itself."""
    return _overlaps(step, deed) or bool(deed.occurrence and deed.occurrence in step.occurrences)


def _overlaps(step: Step, told: Deed | Saying) -> bool:
    return any(
        at.report == told.words.report and at.start < told.words.end and told.words.start < at.end
        for at in step.tellings
    )


def _aims(step: Step, deed: Deed) -> bool:
    """Whether a deed falls on whom the step was about, as far as both tell."""
    if step.act == "talk":
        parties = step.by | step.to
        met = deed.by | deed.to
        return len(parties & met) >= min(2, len(parties))
    wanted = step.by if step.kind in ASKED else step.to
    if not wanted or not deed.to or step.act in _AIMLESS:
        return True
    return bool(wanted & deed.to)


def _done(step: Step, index: Index, until: str) -> Iterator[Turn]:
    if step.negative:
        return
    performers = _performers(step)
    found = [
        deed
        for deed in index.done(performers, step.act or "", step.day or "", until)
        if (step.act != "talk" or (deed.day or "") > (step.day or ""))  # not where it was said
        and _aims(step, deed)
        and not _is_own(step, deed)
        and index.is_witnessed(deed)
    ]
    yield from _told(found, performers, "done")


def _told(deeds: Iterable[Deed], performers: frozenset[str], what: TurnKind) -> Iterator[Turn]:
    """Deeds as turns, by whose word they are known: "done" or "against" if nobody's who is a party,
    "own word" if it is the performer's."""
    claims: dict[str, list[Deed]] = {}
    for deed in deeds:
        told = deed.status in TOLD_AS_DONE
        if told and deed.side not in performers:
            yield Turn("in part" if what == "done" and deed.partial else what, deed.day, deed.words)
        elif told or (deed.status == "claimed" and deed.claimed_by in performers):
            # What one admits to have done against one's own word needs no other witness.
            kind: TurnKind = "own word" if what == "done" else what
            yield Turn(kind, deed.day, deed.words, deed.claimed_by or deed.side)
        elif deed.status == "claimed" and deed.claimed_by:
            claims.setdefault(deed.claimed_by, []).append(deed)
    for code, some in claims.items():
        kind = what if len(claims) > 1 else _CLAIMED[what]
        yield from (Turn(kind, deed.day, deed.words, code) for deed in some)


def _against(step: Step, index: Index, until: str) -> Iterator[Turn]:
    """Deeds of the same actor that run against what it promised, or that it denied or refused, and
    its own word that it does the contrary."""
    if step.kind in ASKED or (step.kind in ("threat", "warning") and not step.negative):
        return
    if step.kind == "announcement" and not step.negative:
        until = _later(step.day or "", DISPUTED_WITHIN)
    act = acts()[step.act or ""]
    if step.negative and act.name not in _PLAIN:
        return
    since = step.day or ""
    if step.negative:
        deeds = index.done(step.by, act.name, since, until)
    else:
        deeds = index.of_types(step.by, act.against, since, until)
    found = [
        deed
        for deed in deeds
        if (deed.day or "") > since and not _is_own(step, deed) and index.is_witnessed(deed)
    ]
    yield from _told(found, step.by, "against")
    if step.negative or act.denies is None:
        return
    for saying in index.sayings(act.name, step.day or "", until):
        if saying.by in step.by and (saying.day or "") > (step.day or ""):
            low = saying.content.lower()
            if act.denies.search(low) and not _overlaps(step, saying):
                kind: TurnKind = "overtaken" if act.name == "talk" else "against"
                yield Turn(kind, saying.day, saying.words, saying.by)


def _not_done(step: Step, index: Index) -> Iterator[Turn]:
    """Others who say that it has not happened."""
    if step.kind not in ("promise", "announcement", "offer") or step.negative:
        return
    if acts()[step.act or ""].denies is None or step.act == "talk":
        return  # of other acts it is said too often that they will not or should not be
    until = _later(step.day or "", DISPUTED_WITHIN)
    for saying in index.sayings(step.act or "", step.day or "", until):
        if saying.by in step.by or _overlaps(step, saying):
            continue
        if saying.about and not saying.about & step.by:
            continue
        if not saying.about and apart(saying.day, step.day) > UNNAMED_WITHIN:
            continue
        yield Turn("not done", saying.day, saying.words, saying.by)


def _refused(step: Step, index: Index, until: str) -> Iterator[Turn]:
    if step.kind not in (*ASKED, "offer"):
        return
    for deed in index.of_types(step.to, ["REJECT"], step.day or "", until):
        if step.act in deed.acts and deed.to & step.by:
            yield Turn("refused", deed.day, deed.words, next(iter(sorted(deed.by))))


def _condition(step: Step, index: Index, until: str) -> Iterator[Turn]:
    if not step.condition_acts:
        return
    for act in sorted(step.condition_acts):
        for deed in index.done(step.to, act, step.day or "", until):
            if deed.status in TOLD_AS_DONE and index.is_witnessed(deed):
                yield Turn("condition met", deed.day, deed.words)
                return


def _overtaken(step: Step, index: Index, until: str) -> Iterator[Turn]:
    """An attack makes what was asked of the attacker, or was to be between the sides, moot."""
    if step.negative or step.act not in _MOOT:
        return
    if step.kind not in (*ASKED, "offer", "announcement", "promise"):
        return
    attackers = step.to if step.kind in ASKED else step.by | step.to
    for deed in index.of_types(attackers, ["ASSAULT"], step.day or "", until):
        if (
            deed.status in TOLD_AS_DONE
            and deed.side not in deed.by
            and deed.to - deed.by
            and (deed.day or "") > (step.day or "")
            and index.is_witnessed(deed)
        ):
            own = step.kind in ("offer", "promise") and deed.by & step.by
            yield Turn("against" if own else "overtaken", deed.day, deed.words)
            return
