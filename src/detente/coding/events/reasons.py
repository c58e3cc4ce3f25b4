"""Why an event is as it is: pattern, slots, cue and rule of each of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate, trigger_span
from detente.coding.events.frames import Filled
from detente.coding.events.when import When
from detente.coding.events.where import Where
from detente.record import Event, Reason

if TYPE_CHECKING:
    from detente.language.words import Word

_ORIGINS = {
    "must": "somebody says that another must or should do it",
    "time to": "somebody says that it is time for another to do it",
    "own future": "the speaker says what he or his state will do",
    "will not": "the speaker says what he or his state will not do",
    "denial": "the speaker says what his own side did not do",
    "order": "an order in the speaker's words",
}
_SLOTS = {
    "subj": "who does it: the subject, or “by” of a passive",
    "obj": "the object",
    "iobj": "whom it is said or given to",
    "poss": "whose it is",
    "mod": "the name before the noun",
    "clause": "who is to do it: the subject of the clause below",
    "if": "the subject of the condition",
    "light": "the subject of the verb that goes with the noun",
    "speaker": "whoever speaks",
    "guest": "the visitor",
    "host": "the host: the subject of the clause",
    "clause subject": "the subjects of the clause",
    "by sense": "whom talks, a demand, a letter or a strike is told to be for",
    "below the object": "the first other party named below the object",
}
_STATUS = {
    "denied": "a negation",
    "conditional": "a condition",
    "possible": "a word of possibility",
    "planned": "a word of plan or future",
    "ongoing": "a word of duration",
}
_FUTURE = {
    "REJECT": "told with a negation it is a refusal",
    "AGREE": "cooperation that is only announced is AGREE (PLOVER manual)",
    "CONCEDE": "a retreat that is only announced is CONCEDE (PLOVER manual)",
    "THREATEN": "harm that the speaker himself announces is THREATEN (PLOVER manual)",
    "COOPERATE": "exercises of several states are COOPERATE (PLOVER manual)",
}


@dataclass(frozen=True)
class Told:
    """What the reasons of an event are read from: its tellings, the one that leads, and what tells
    where and when."""

    members: Sequence[Candidate]
    lead: Candidate
    where: Where | None
    when: When | None


def reasons_of(event: Event, told: Told) -> tuple[Reason, ...]:
    """The reasons of an event's fields, in the order of the record."""
    lead = told.lead
    found = [_type(lead)]
    if event.mode is not None:
        own = lead.mode == event.mode and lead.frame.entry.mode == event.mode
        why = "the pattern tells it" if own else "words, place or parties beside it tell it"
        found.append(Reason(field="mode", why=why))
    for side, field in (("who", "actors"), ("whom", "recipients")):
        if reason := _party(event, told, side, field):
            found.append(reason)
    if told.where is not None:
        found.append(_at("place", told.where.why, told.where.word))
    if event.date is not None and told.when is not None:
        time = told.when.time
        start, end = (time.start, time.end) if time else (None, None)
        found.append(Reason(field="date", why=told.when.why, start=start, end=end))
    return (*found, _status(event, lead))


def _type(lead: Candidate) -> Reason:
    entry = lead.frame.entry
    start, end = trigger_span(lead)
    if entry.text:
        where = "your own ontology" if entry.own else entry.row
        why = f"pattern “{entry.text}” ({entry.kind}s, {where})"
        if lead.type != entry.type:
            why += f"; {_FUTURE.get(lead.type, lead.type)}"
    else:
        why = _ORIGINS.get(lead.origin, lead.origin)
    return Reason(field="type", why=why, start=start, end=end)


def _party(event: Event, told: Told, side: str, field: str) -> Reason | None:
    ids: tuple[str, ...] = getattr(event, field)
    if not ids:
        return None
    for member in (told.lead, *told.members):
        filled: Filled = getattr(member, f"{side}_by")
        if filled is not None and set(getattr(member, side)) & set(ids):
            slot, word = filled
            names = [_SLOTS.get(name, f"behind “{name}”") for name in slot.split("+")]
            return _at(field, "; ".join(names), word)
    if told.lead.origin != "lexicon" and side == "who":
        return Reason(field=field, why=_SLOTS["speaker"])
    if set(getattr(told.lead, side)) & set(ids):
        return Reason(field=field, why="the words beside the trigger")
    return Reason(field=field, why="not named beside the trigger; the report tells it elsewhere")


def _status(event: Event, lead: Candidate) -> Reason:
    if event.status == "claimed":
        return Reason(field="status", why="told only by somebody with a stake in it, or as hearsay")
    if lead.cue is not None and lead.status == event.status in _STATUS:
        return _at("status", _STATUS[event.status], lead.cue)
    if event.status in ("happened", "ongoing"):
        if lead.origin != "lexicon" or lead.type in ("REQUEST", "THREATEN", "AGREE", "REJECT"):
            return Reason(field="status", why="an act of speaking happens by being said")
        return Reason(field="status", why="told without negation, condition, doubt or future")
    return Reason(field="status", why="as its surest telling has it")


def _at(field: str, why: str, word: Word | None) -> Reason:
    if word is None:
        return Reason(field=field, why=why)
    return Reason(field=field, why=why, start=word.idx, end=word.idx + len(word))
