"""Who asserts that an event took place: the report itself, or only somebody in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate
from detente.coding.events.lexicon import lexicon
from detente.coding.events.merge import Group
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import is_passive, lemma_of, patients
from detente.coding.status import status_of
from detente.record import EventStatus, Statement

if TYPE_CHECKING:
    from detente.language.words import Word

_DEEDS_OF_ARMS = frozenset({"MOBILIZE", "ASSAULT", "RETREAT"})
_HEARSAY = frozenset({"reportedly", "allegedly", "purportedly", "supposedly", "apparently"})
_FACT = ("happened", "ongoing")


class Tellers:
    """Decides the status of the events of one report by who tells of them."""

    def __init__(self, parties: Parties, statements: Sequence[Statement]) -> None:
        self._parties, self._statements = parties, statements
        actors = parties.grounding.actors.actors
        self._press = frozenset(a.id for a in actors if "JRN" in a.sectors)

    def status(self, group: Group) -> tuple[EventStatus, str | None]:
        """The status, and the statement that asserts it where the report itself does not. The
        surest telling decides; what only who has a stake in it tells is claimed, and so are deeds
        of conflict that only unnamed people tell or that are hearsay."""
        lead = group.lead
        if lead.status not in _FACT and not _bound(lead):
            lead = next((c for c in group.members if c.status in _FACT), lead)
        if lead.type == "AGREE" and _deed_to_come(lead):
            return "planned", self._act_of_speaking(lead, group)[1]
        if ontology()[lead.type].speech and lead.type != "CONCEDE":
            return self._act_of_speaking(lead, group)
        if lead.status in _FACT and (announced := self._announced(lead)) is not None:
            return announced
        tellers = [c.statement for c in group.members if not c.weak]
        told = [s for s in tellers if s is not None]
        if not told or len(told) < len(tellers):
            hearsay = lead.status in _FACT and all(_hearsay(c.head) for c in group.members)
            return ("claimed" if hearsay else lead.status), None
        claimed = lead.status in _FACT and (
            all(self._interested(s, group) for s in told)
            or (ontology()[lead.type].quad == 4 and all(self._unnamed(s) for s in told))
        )
        return ("claimed" if claimed else lead.status), told[0].id

    def _act_of_speaking(self, lead: Candidate, group: Group) -> tuple[EventStatus, str | None]:
        """Who says it does it by saying so; an act that somebody else reports is his claim."""
        said = lead.statement
        if lead.status == "ongoing" and lead.head.tag_ != "VBG":
            return "happened", None  # "remains committed": what was said has been said
        if lead.status not in _FACT or said is None or lead.origin != "lexicon":
            return lead.status, None
        who = group.parties()[0]
        of_speaker = self._parties.countries((said.speaker,)) if said.speaker else frozenset()
        if said.speaker in who or of_speaker & self._parties.countries(who):
            return lead.status, None
        return ("claimed" if of_speaker else lead.status), said.id

    def _announced(self, lead: Candidate) -> tuple[EventStatus, str | None] | None:
        """An announced step ("announced that its units were returning") is claimed by who announces
        it, or planned where it is for later: the announcement is a fact, the step is not."""
        if lead.type not in ("CONCEDE", "RETREAT"):
            return None
        at = lead.head.idx
        for statement in self._statements:
            if statement.cue is None or not statement.cue.start <= at < statement.cue.end:
                continue
            steps = [c for c in lead.head.children if c.dep_ in ("ccomp", "xcomp")]
            if not steps:
                return (_of_noun(lead.head), None)
            told = status_of(steps[0])
            if told in _FACT:
                return "claimed", statement.id
            return told, None
        return None

    def _interested(self, statement: Statement, group: Group) -> bool:
        """Whether a speaker has a stake: a party to it, or for a deed of arms whoever speaks for a
        state or body and is not of the press."""
        if statement.speaker is None:
            return False
        ids = group.ids("who") + group.ids("whom")
        acts_for = self._parties.countries((statement.speaker,))
        if group.lead.type in _DEEDS_OF_ARMS and statement.speaker not in self._press and acts_for:
            return True
        return statement.speaker in ids or bool(acts_for & self._parties.countries(ids))

    def _unnamed(self, statement: Statement) -> bool:
        """Whether nobody stands up for it by name or office: "sources", "a senior official"."""
        speaker = self._parties.actor(statement.speaker or "")
        return speaker is None or not any(c.isupper() for c in speaker.name)


def _hearsay(head: Word) -> bool:
    above = head.head
    heard = head.dep_ == "xcomp" and lemma_of(above) in lexicon().groups["heard"]
    if heard and is_passive(above):
        return True  # "are believed to have killed"
    return any(c.lower_ in _HEARSAY for c in head.children)


def _bound(told: Candidate) -> bool:
    """Whether a step or undertaking is told as hanging on a condition."""
    return told.status == "conditional" and ontology()[told.type].speech


def _deed_to_come(told: Candidate) -> bool:
    """Whether an agreement is only the deed that somebody says he will do ("we will send aid"):
    to promise is done by promising, to send lies ahead."""
    if told.origin == "own future":
        return told.status in _FACT
    return told.origin == "lexicon" and told.frame.entry.type != "AGREE" and told.status in _FACT


def _of_noun(announcing: Word) -> EventStatus:
    """The status of a step that is announced by its noun: a truce holds from when it is announced,
    a withdrawal is to come."""
    groups = lexicon().groups
    nouns = {lemma_of(t) for t in patients(announcing)}
    steps = (groups["yield"] | groups["yieldnouns"]) - groups["truce"]
    return "planned" if nouns & steps else "happened"
