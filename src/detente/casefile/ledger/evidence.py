"""What happened to a step: the deeds and words of others that bear on it.

Nothing is decided on one side's word. A deed counts as done if a report tells it in its own voice
and does not speak for who did it, or if two different others say so; who was to do it proves
nothing by saying that it is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detente.casefile.ledger.acts import Act, acts
from detente.casefile.ledger.index import TOLD_AS_DONE, Index, later
from detente.casefile.ledger.model import Deed, Saying, Step, Turn, TurnKind
from detente.casefile.ledger.steps import apart
from detente.casefile.ledger.talks import are_those, parties_of
from detente.edtf import days

WITHIN = 60
"""Days after a step in which deeds are taken to be its own."""
ASKED = ("demand", "proposal")
"""Kinds that others are to fulfil."""
DISPUTED_WITHIN = 14
"""Days in which what others say is taken to be about what was announced."""
UNNAMED_WITHIN = 3
"""The same where they name nobody."""
LATE = 7
"""Days after a deadline, or as many again as it gave, in which a deed still carries out a step."""
LOOKED_BACK = 14
"""Days before a denial in which what it denies may have been."""
_LONG = ("threat", "warning", "denial", "refusal", "demand")
_AIMLESS = ("withdraw", "deploy", "evacuate", "recognise", "exercise")
_PLAIN = ("attack", "recognise", "withdraw", "quit", "occupy")
"""Acts of which it is plain that a deed of theirs is the one that was denied."""
_SAID = ("talk", "answer")
_MOOT = ("talk", "withdraw", "ceasefire", "answer")
"""Acts that an attack makes moot."""
_CLAIMED: dict[TurnKind, TurnKind] = {"done": "own word", "against": "claimed against"}


def turns_of(step: Step, index: Index, last: str | None) -> list[Turn]:
    """The turns of a step after it was told, in the order of their days."""
    found = [Turn("repeated", words.published, words) for words in step.tellings[1:]]
    if step.day is not None and step.act is not None:
        until = _until(step)
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


def _until(step: Step) -> str:
    """The last day on which a deed is taken to be the step's."""
    day = step.day or ""
    until = later(day, WITHIN if step.kind not in _LONG else 2 * WITHIN)
    if step.bounds.when:
        until = max(until, later(step.bounds.when[1], LATE))
    due = due_day(step)
    if due is None:
        return until
    return min(until, later(due, max(LATE, apart(day, due))))


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
    return later(step.day, 7 * weeks + some + 31 * months + -(-hours // 24))


def _performers(step: Step) -> frozenset[str]:
    return step.to if step.kind in ASKED else step.by


def _is_own(step: Step, deed: Deed) -> bool:
    """Whether a deed is but the telling of the step itself: its own words, or those of the same
    occurrence that do not tell of a later day."""
    if _overlaps(step, deed):
        return True
    if not deed.occurrence or deed.occurrence not in step.occurrences:
        return False
    return not (deed.dated and (deed.day or "") > (step.day or ""))


def _overlaps(step: Step, told: Deed | Saying) -> bool:
    return any(
        at.report == told.words.report and at.start < told.words.end and told.words.start < at.end
        for at in step.tellings
    )


def _aims(step: Step, deed: Deed) -> bool:
    """Whether a deed falls on whom the step was about, when and where it was to be, as far as both
    tell."""
    if step.act == "talk":
        return are_those(step, deed)
    if step.bounds.when and (deed.last or "") < later(step.bounds.when[0], -1):
        return False
    wanted = step.by if step.kind in ASKED else step.to
    if not wanted or not deed.to or step.act in _AIMLESS:
        return True
    return bool(wanted & deed.to)


def _done(step: Step, index: Index, until: str) -> Iterator[Turn]:
    if step.negative:
        return
    performers = _performers(step)
    doers = parties_of(step) if step.act == "talk" else performers
    # Where it was said that one would talk or answer one talked, too.
    since = later(step.day or "", 1 if step.act in _SAID else 0)
    found = [
        deed
        for deed in index.done(doers, step.act or "", since, until)
        if _aims(step, deed) and not _is_own(step, deed) and index.is_witnessed(deed)
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
    """Deeds of the same actor that run against what it promised, or that it denied, refused or was
    asked not to do, and its own word that it does the contrary."""
    if not step.negative and step.kind in (*ASKED, "threat", "warning"):
        return
    act = acts()[step.act or ""]
    if step.negative and act.name not in _PLAIN:
        return
    performers = _performers(step)
    first, last = _against_within(step, until)
    if step.negative:
        deeds = index.done(performers, act.name, first, last)
    else:
        deeds = index.of_types(performers, act.against, first, last)
    found = [deed for deed in deeds if not _is_own(step, deed) and index.is_witnessed(deed)]
    yield from _told(found, performers, "against")
    if not step.negative:
        yield from _contrary_words(step, act, index, until)


def _against_within(step: Step, until: str) -> tuple[str, str]:
    """The days in which a deed runs against a step: those after it, or of what is denied to have
    been those before."""
    day = step.day or ""
    if step.kind == "denial" and any(_HAS_BEEN.search(at.text) for at in step.tellings):
        return later(day, -LOOKED_BACK), day
    if step.kind == "announcement" and not step.negative:
        until = later(day, DISPUTED_WITHIN)
    return later(day, 1), until


_HAS_BEEN = re.compile(
    r"^(?!.*\b(?:plan|inten[dt]|want|prepar|about to|going to|will\b|would\b|aim)).*"
    r"\b(?:had|has|have|having|did|was|were)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words that deny what has been, and not what shall be."""


def _contrary_words(step: Step, act: Act, index: Index, until: str) -> Iterator[Turn]:
    if act.denies is None:
        return
    for saying in index.sayings(act.name, later(step.day or "", 1), until):
        if saying.by not in step.by or _overlaps(step, saying):
            continue
        if not act.denies.search(saying.content.lower()):
            continue
        if act.name == "answer" and saying.about and not saying.about & step.by:
            continue  # of an answer that others have not given
        if act.name != "talk":
            yield Turn("against", saying.day, saying.words, saying.by)
        elif _concerns(step, saying) and _is_in_time(step, saying.day):
            yield Turn("overtaken", saying.day, saying.words, saying.by)


def _concerns(step: Step, saying: Saying) -> bool:
    """Whether what somebody says of talks is of those with the others of a step."""
    others = parties_of(step) - {saying.by}
    return bool(others) and (not saying.about or bool(others & saying.about))


def _is_in_time(step: Step, day: str | None) -> bool:
    """Whether a day comes before that for which the step was told."""
    return step.bounds.when is None or (day or "") <= step.bounds.when[1]


def _not_done(step: Step, index: Index) -> Iterator[Turn]:
    """Others who say that it has not happened."""
    if step.kind not in ("promise", "announcement", "offer") or step.negative:
        return
    if acts()[step.act or ""].denies is None or step.act == "talk":
        return  # of other acts it is said too often that they will not or should not be
    until = later(step.day or "", DISPUTED_WITHIN)
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
    """What makes a step moot: talks are called off, or one side attacks the other."""
    if step.negative or step.act not in _MOOT:
        return
    if step.kind not in (*ASKED, "offer", "announcement", "promise"):
        return
    if step.act == "talk":
        yield from _called_off(step, index, until)
    due = due_day(step)
    for deed in index.of_types(step.by | step.to, ["ASSAULT"], later(step.day or "", 1), until):
        if (
            deed.status in TOLD_AS_DONE
            and deed.side not in deed.by
            and _makes_moot(step, deed)
            and _is_in_time(step, deed.day)
            and (due is None or (deed.day or "") <= due)
            and index.is_witnessed(deed)
        ):
            # What several promised together one of them has not broken for all.
            own = step.kind in ("offer", "promise") and step.by <= deed.by
            yield Turn("against" if own else "overtaken", deed.day, deed.words)
            return


def _makes_moot(step: Step, deed: Deed) -> bool:
    """Whether an attack is one by whom a step binds, or by who asks on whom is asked."""
    if not deed.to - deed.by:
        return False
    parties = parties_of(step)
    if step.act in _SAID and (len(parties) > 1 or step.act == "answer"):
        return bool(deed.to & parties - deed.by)  # others go on talking to who attacks a third
    if step.kind in ASKED and not deed.by & step.to:
        return bool(deed.by & step.by and deed.to & step.to)
    return True


def _called_off(step: Step, index: Index, until: str) -> Iterator[Turn]:
    """Those who were to meet cancel it: each can, and needs no other's word."""
    off = acts()["talk"].denies
    parties = parties_of(step)
    for deed in index.of_types(parties, ["REJECT"], later(step.day or "", 1), until):
        told = deed.status in TOLD_AS_DONE and bool(off and off.search(deed.words.text.lower()))
        if told and len(parties & (deed.by | deed.to)) > 1 and _is_in_time(step, deed.day):
            yield Turn("overtaken", deed.day, deed.words, next(iter(sorted(deed.by & parties))))
