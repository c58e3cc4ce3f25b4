"""One happening told several times is one event: which candidates belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.coding.events.apart import Apart, introduced
from detente.coding.events.candidates import Candidate
from detente.coding.events.lexicon import lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import is_passive, lemma_of, prepositions

if TYPE_CHECKING:
    from detente.language.words import Word

_CONCRETE = frozenset({"ASSAULT", "PROTEST", "CONSULT", "RETREAT"})
"""What a noun alone may tell where its place or day stands beside it."""
_SITES = frozenset({"in", "at", "near"})
_BY_MODE = frozenset({"COERCE", "SANCTION", "RETREAT", "MOBILIZE"})
"""An arrest is no seizure; but an attack may be told as a blast and as a raid."""
_LEAD = 120
"""So many words from the top a report still tells what its headline says."""


@dataclass
class Group:
    """Candidates that tell the same event, the first with parties in front."""

    members: list[Candidate] = field(default_factory=list)

    @property
    def lead(self) -> Candidate:
        """The telling that names most: it gives type, parties and status."""
        return max(self.members, key=lambda c: (not c.weak, bool(c.who) + bool(c.whom), -c.head.i))

    def parties(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Actors and recipients: those of the fullest telling, filled up from the others."""
        order = sorted(self.members, key=lambda c: (-len(set(c.who + c.whom)), c.head.i))
        lead = self.lead
        who = lead.who or next((c.who for c in order if c.who), ())
        whom = lead.whom or next((c.whom for c in order if c.whom), ())
        if lead.type == "ASSAULT" and lead.whom_by and lead.whom_by[0] in _SITES:
            hurt = (c.whom for c in order if c.whom_by and c.whom_by[0] == "obj" and c.whom)
            whom = next(hurt, whom)  # who was killed "in an attack in Borduria" was struck
        if not lead.whom and lead.type in ("CONSULT", "COOPERATE", "AGREE"):
            who = max((who, *(c.who for c in order)), key=len)
        return who, whom

    def ids(self, side: str) -> tuple[str, ...]:
        """All actors or recipients of the members."""
        return tuple(dict.fromkeys(i for c in self.members for i in getattr(c, side)))


class Merger:
    """Collects candidates of one report into events."""

    def __init__(self, parties: Parties, apart: Apart) -> None:
        self._parties, self._apart = parties, apart
        self.groups: list[Group] = []

    def add_all(self, found: Sequence[Candidate]) -> list[Group]:
        """Group the candidates: first those that name parties, then bare mentions."""
        waiting: list[Candidate] = []
        for told in found:
            if told.weak:
                group = self._referent(told)
                if group is None:
                    waiting.append(told)
                    continue
            else:
                alike = [g for g in self.groups if g.lead.type == told.type]
                group = next((g for g in _nearest(told, alike) if self._same(g, told)), None)
            if group is None:
                self.groups.append(Group([told]))
            else:
                group.members.append(told)
        for bare in waiting:
            group = self._referent(bare)
            if group is not None:
                group.members.append(bare)
            elif _concrete(bare) and self._apart.on_its_own(bare):
                self.groups.append(Group([bare]))
        return self.groups

    def _same(self, group: Group, new: Candidate) -> bool:
        lead = group.lead
        if new.type == "CONSULT" and (lead.status == "planned") != (new.status == "planned"):
            return 0 in (lead.sentence, new.sentence) and self._same_deed(group, new)
        if lead.type != new.type or self._apart.clash(group.members, new):
            return False
        if (lead.status == "denied") != (new.status == "denied"):
            return False
        if ontology()[new.type].speech and new.type != "CONCEDE":
            return self._same_act(group, new)
        return self._same_deed(group, new)

    def _same_act(self, group: Group, new: Candidate) -> bool:
        """Acts of speaking: the same speaker to the same hearer, near each other or in one vein."""
        lead = group.lead
        if not set(lead.who) & set(new.who):
            same_country = self._parties.countries(lead.who) & self._parties.countries(new.who)
            if not (same_country and lead.sentence == new.sentence):
                return False
        if not self._fit(group.ids("whom"), new.whom):
            return False
        if new.mode != lead.mode and "investigate" in (new.mode, lead.mode):
            return False  # to criticise an inquiry is none
        if new.type == "AGREE":  # what two agreed on is no promise to a third
            old = self._parties.countries(group.ids("who") + group.ids("whom"))
            now = self._parties.countries(new.who + new.whom)
            if not (old <= now or now <= old):
                return False
        if any(c.sentence == new.sentence for c in group.members):
            return True
        if self._goes_on(group, new):
            return True
        if self._in_vein(new) and any(self._in_vein(c) for c in group.members):
            return new.type != "AGREE" or (_willing(new) and any(map(_willing, group.members)))
        if self._shared_words(lead, new) >= 2:
            return True
        return new.definite and _same_thing(lead, new)

    def _goes_on(self, group: Group, new: Candidate) -> bool:
        """Whether the speaker's own words follow the report of his act, or the lead tells the
        headline again: "condemned the vote. “It is a farce,” she said"."""
        last, lead = group.members[-1], group.lead
        same = self._parties.countries(lead.who) == self._parties.countries(new.who)
        if last.sentence == 0 < new.head.i < _LEAD and same and lead.mode == new.mode:
            return True
        own = self._in_vein(new) and new.type in ("ACCUSE", "SUPPORT", "REQUEST", "REJECT")
        start = new.head.sent.start
        return own and bool(set(lead.who) & set(new.who)) and last.head.sent.end == start

    def _in_vein(self, told: Candidate) -> bool:
        """Whether the act is made in the speaker's own words, not told with a verb of its own."""
        own = told.origin != "lexicon" or "eval" in told.frame.entry.flags
        return told.statement is not None and (own or self._parties.quoted(told.head))

    def _same_deed(self, group: Group, new: Candidate) -> bool:
        parties = self._parties
        if introduced(new) and all(0 < c.sentence < new.sentence for c in group.members):
            return False
        if any(_by_means_of(new, c) for c in group.members):
            return True
        old = parties.countries(group.ids("who") + group.ids("whom"))
        now = parties.countries(new.who + new.whom)
        if new.type in ("CONSULT", "COOPERATE", "AGREE"):
            if old == now and old:
                return new.type != "CONSULT" or self._same_people(group, new)
            shared = old & now
            return (
                bool(shared)
                and (old <= now or now <= old)
                and (new.definite or group.lead.definite or len(shared) >= 2)
            )
        whom = parties.countries(group.ids("whom")), parties.countries(new.whom)
        who = parties.countries(group.ids("who")), parties.countries(new.who)
        if all(who) and not who[0] & who[1]:
            return False
        in_it = new.definite and lemma_of(new.head) in lexicon().groups["harm"]
        if all(whom) and not whom[0] & whom[1] and not in_it:
            return False  # people of several states may be hurt "in the blast"
        here = [c for c in group.members if c.sentence == new.sentence]
        if here and self._others(group.ids("who"), new.who):
            return False
        if here:
            return any(_one_deed(c, new) for c in here)
        lead = group.lead
        if new.type in _BY_MODE and new.mode and lead.mode and new.mode != lead.mode:
            return False
        shared = who[0] & who[1] or whom[0] & whom[1]
        if shared and new.type in _CONCRETE and self._apart.together(group.members, new):
            return True
        if not shared:
            same = any(event_lemma(c) == event_lemma(new) for c in group.members)
            headline = group.members[0].sentence == 0 and new.head.i < _LEAD
            return (new.definite and (same or new.type == "ASSAULT")) or (same and headline)
        if 0 in (new.sentence, group.lead.sentence):
            return True  # the headline tells what the report tells
        same_word = event_lemma(lead) == event_lemma(new)
        return new.definite or same_word or (lead.mode is not None and lead.mode == new.mode)

    def _others(self, old: tuple[str, ...], now: tuple[str, ...]) -> bool:
        """Whether two tellings name different doers, not two vague groups that may be one."""
        if not old or not now or set(old) & set(now):
            return False
        names = [a.name for i in (*old, *now) if (a := self._parties.actor(i)) is not None]
        named = any(c.isupper() for name in names for c in name)
        return named and not (self._parties.countries(old) & self._parties.countries(now))

    def _same_people(self, group: Group, new: Candidate) -> bool:
        """Whether two meetings of the same states may be one: no other people at the second."""
        if "noun" in (new.frame.entry.kind, group.lead.frame.entry.kind):
            return True
        if 0 in (new.sentence, group.lead.sentence):
            return True
        old = set(group.ids("who") + group.ids("whom"))
        now = set(new.who + new.whom)
        people = {i for i in now if (a := self._parties.actor(i)) and a.kind == "person"}
        return now <= old or old <= now or len(people & old) >= 2

    def _fit(self, old: tuple[str, ...], now: tuple[str, ...]) -> bool:
        a, b = self._parties.countries(old), self._parties.countries(now)
        return not a or not b or bool(a & b)

    def _shared_words(self, one: Candidate, other: Candidate) -> int:
        def content(c: Candidate) -> set[str]:
            return {
                lemma_of(t)
                for t in c.head.subtree
                if t.pos_ in ("NOUN", "PROPN", "VERB") and t.i != c.head.i
            }

        return len(content(one) & content(other))

    def _referent(self, bare: Candidate) -> Group | None:
        """The latest earlier event that a noun without parties points at; else the next."""
        near = _nearest(bare, self.groups)
        earlier = [g for g in near if g.members[0].head.i < bare.head.i]
        later = [g for g in self.groups if g.members[0].head.i > bare.head.i]
        for group in [*earlier, *later[:8]]:
            if not any(self._means(bare, c) for c in group.members):
                continue
            if not self._apart.clash(group.members, bare):
                return group
        return None

    def _means(self, bare: Candidate, told: Candidate) -> bool:
        return _means(bare, told, headline=self._in_headline(bare))

    def _in_headline(self, told: Candidate) -> bool:
        """Whether it stands in the headline, which may be more than one sentence to the parse."""
        title = self._parties.grounding.header.title
        return told.sentence == 0 or (title is not None and told.head.idx < title.end)


def _means(bare: Candidate, told: Candidate, *, headline: bool) -> bool:
    if bare.type == told.type or (bare.type, told.type) in (
        ("CONCEDE", "RETREAT"),
        ("RETREAT", "CONCEDE"),
    ):
        entry = bare.frame.entry
        if entry.kind != "noun" or "abstract" in entry.flags:
            return False
        joined = bare.head.head.i == told.head.i or told.head.head.i == bare.head.i
        if joined and not prepositions(bare.head) & {"after", "since", "before", "following"}:
            return True  # "killed by an airstrike"
        return bare.definite or (headline and told.sentence > bare.sentence)
    return False


def _concrete(bare: Candidate) -> bool:
    flags = bare.frame.entry.flags
    return (bare.type in _CONCRETE or "sited" in flags) and not flags & {"abstract", "mention"}


def _nearest(told: Candidate, groups: Sequence[Group]) -> list[Group]:
    """The groups, those told in the same sentence first, else the latest first."""
    sentence = told.sentence
    claim = "refers" in told.frame.entry.flags  # claimed is what the report is about

    def order(group: Group) -> tuple[bool, bool, bool, int]:
        top = any(c.sentence == 0 for c in group.members) and not group.parties()[0]
        here = any(c.sentence == sentence for c in group.members)
        named = any(_same_thing(c, told) for c in group.members)
        last = max(c.head.i for c in group.members)
        return not (claim and top), not named, not here, -last

    return sorted(groups, key=order)


def event_lemma(told: Candidate) -> str:
    """The word that names the event: the noun of a light verb, else the head itself."""
    nouns = [t for t in told.frame.words if t.pos_ == "NOUN" and not _mover(t)]
    return lemma_of(nouns[0] if nouns else told.head)


def _mover(noun: Word) -> bool:
    """Whether it names who moves and not what is done: "soldiers" that arrive or are massed."""
    return noun.dep_ == "nsubj" and lemma_of(noun) in lexicon().groups["troops"]


def _same_thing(one: Candidate, other: Candidate) -> bool:
    """Whether two acts of speaking with the same verb are about the same noun ("proposals")."""
    if lemma_of(one.head) != lemma_of(other.head):
        return False
    nouns = [{t.lower_ for t in c.frame.words if t.pos_ == "NOUN"} for c in (one, other)]
    return bool(nouns[0] & nouns[1])


def _one_deed(one: Candidate, other: Candidate) -> bool:
    """Whether two deeds of one sentence may be one: a fight between two sides and what one does to
    somebody are only where one is told as part of the other ("killed in clashes")."""
    both_sided = [("sym" in c.frame.entry.flags) for c in (one, other)]
    if both_sided[0] == both_sided[1]:
        return True
    fight, deed = (one, other) if both_sided[0] else (other, one)
    noun, verb = fight.head, deed.head
    return fight.definite or noun.head.i == verb.i or verb.head.i == noun.i or noun.i == verb.i


def _by_means_of(noun: Candidate, verb: Candidate) -> bool:
    """Whether a noun tells by what a verb's deed was done ("was killed by an airstrike near X")."""
    head = noun.head
    if head.pos_ != "NOUN" or head.head.i != verb.head.i:
        return False
    hurt = is_passive(verb.head) and lemma_of(verb.head) in lexicon().groups["harm"]
    means = {"by", "in"} if hurt and "sym" not in noun.frame.entry.flags else {"by"}
    return bool(means & prepositions(head))


def _willing(told: Candidate) -> bool:
    return "willing" in told.frame.entry.flags


def points_back(lemma: str) -> bool:
    """Whether a definite noun can stand for any event told before ("the move")."""
    return lemma in lexicon().groups["vagueanaphor"]
