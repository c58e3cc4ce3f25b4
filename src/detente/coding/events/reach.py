"""Which of a sentence's places and times are an event's own: the way up the tree from the word that
names one to the words that tell the event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate
from detente.coding.events.frames import Frame
from detente.coding.events.lexicon import lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    SUBJECTS,
    ancestors,
    clause_of,
    lemma_of,
    preposition,
    prepositions,
)

if TYPE_CHECKING:
    from detente.language.words import Word

_NOMINAL = frozenset({"NOUN", "PROPN"})
_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "acl", "csubj", "parataxis"})
_RELATIVE = frozenset({"acl", "acl:relcl"})
_INSIDE = frozenset({"in", "during", "at", "for"})
_TOGETHER_WITH = frozenset({"with", "while", "when", "by", "in", "as"})
_BOUNDS = frozenset({"since", "until", "till", "after", "before", "following", "despite"})
_OCCASION = frozenset({"in", "at", "during", "outside"})
_AT_THE_TIME = frozenset({"when", "as", "while"})
_NEXT = frozenset({"later", "then", "subsequently", "afterwards", "afterward", "eventually"})
"""Words of a step that came after the one that the clause began with."""
_NESTED = 2
"""Through so many nouns a place or time may hang on an event."""
_STEPS = 3
"""So many verbs that carry it are asked above an event."""


class Rank(IntEnum):
    """How closely a place or time belongs to an event, the closest first."""

    OWN = 0
    """Beside the words that tell it."""
    NESTED = 1
    """With a thing, or with a noun for the same event, that stands beside them."""
    CARRIED = 2
    """Of the verb that carries it: "reached Oslo on Monday, killing two"."""
    BEARER = 3
    """With those who do it or suffer it."""
    ONLY = 4
    """The only one of the sentence."""
    SCENE = 5
    """Of the deed that the sentence before tells, which goes on."""


@dataclass(frozen=True)
class Carrier:
    """A verb whose circumstances are an event's too; ``opening`` where only what opens its sentence
    is: "In Oslo, rebels burned a car and police arrested two"."""

    verb: Word
    opening: bool = False

    def tells(self, word: Word) -> bool:
        """Whether a place or time stands where it holds for the event too."""
        if not self.opening:
            return True
        firsts = [c.i for c in self.verb.children if c.dep_ in SUBJECTS] or [self.verb.i]
        return word.i < min(firsts)


class Reach:
    """Follows words up the tree of one report, past what other events it tells."""

    def __init__(self, parties: Parties, frames: Iterable[Frame]) -> None:
        self._parties = parties
        self._frames = {f.head.i: f for f in frames}
        self._names = {
            w.i: f.entry.type
            for f in self._frames.values()
            for w in (f.head, *f.words)
            if w.pos_ in _NOMINAL
        }

    def own_words(self, found: Candidate) -> frozenset[int]:
        """The words that tell the act itself: the head, and the noun or verb that goes with it
        ("conducted a raid", "flew to meet"); what is said or asked is not the act of speaking."""
        head, words = found.head, found.frame.words
        own = {head.i}
        if not told_by_speaking(found):
            own |= {w.i for w in words if w.pos_ in _NOMINAL | _VERBAL}
        elif lemma_of(head) in lexicon().groups["light"]:
            own |= {w.i for w in words if w.pos_ in _NOMINAL}
        return frozenset(own)

    def names_event(self, word: Word) -> bool:
        """Whether a noun names an event ("the attack")."""
        return word.i in self._names

    def names_other(self, word: Word, found: Candidate) -> bool:
        """Whether a noun names an event of another type."""
        return self._names.get(word.i, found.type) not in (found.type, found.frame.entry.type)

    def way(self, word: Word, own: frozenset[int], found: Candidate) -> Rank | None:
        """How the word that names a place or time hangs on an event, ``None`` if on something
        else: another clause, another event, what is only spoken of."""
        rank, here, bearer, nested, top_sites = Rank.OWN, word, False, 0, False
        while here.i not in own:
            above = here.head
            if above.i == here.i:
                return None
            if here.dep_ == "acl" and here.tag_ == "VBG" and prepositions(here):
                rank = max(rank, Rank.NESTED)  # "a ban on flying to Oslo"
            elif here.dep_ in _CLAUSES:
                if not (here.dep_ in _RELATIVE and above.i in own and self._occurs(here)):
                    return None
                rank = max(rank, Rank.NESTED)
            elif here.dep_ == "conj" and here.pos_ in _VERBAL and not _bare(here):
                return None
            elif above.i not in own and above.pos_ in _NOMINAL and here.dep_ != "conj":
                if self._names.get(above.i, found.type) != found.type:
                    return None
                bearer = bearer or self.bears(above)
                nested += 1
                if nested > _NESTED:
                    return None
                rank = max(rank, Rank.NESTED)
            elif here.dep_ == "conj" and _apart(here):
                return None
            if bearer and here.dep_ in SUBJECTS:
                rank = Rank.BEARER
            top_sites = here.dep_ == "obl" and bool(prepositions(here) & _OCCASION)
            here = above
        if nested and told_by_speaking(found) and not top_sites:
            return None  # it is where that is which is spoken of
        return rank

    def told_by(self, word: Word) -> Word | None:
        """What a time goes with by its place though the parse hangs it on a verb farther back: the
        clause right before ("came after he met her the previous day", "met a man who fled on
        Friday"), the noun of an event ("accused him of the murder of two guards in a raid on
        Friday") or of another time ("has spoken since the vote on Friday")."""
        noun = word
        while (noun.head.i > noun.i and noun.pos_ not in _VERBAL) or noun.dep_ == "nmod:unmarked":
            noun = noun.head
        verb, start = noun.head, noun.left_edge.i
        for above in ancestors(word):
            if above.pos_ in _VERBAL:
                break
            if prepositions(above) & _BOUNDS:
                return above
        if (clause := _clause_before(verb, start)) is not None:
            return clause
        if start <= verb.sent.start:
            return None
        last, inner = word.words[start - 1], False
        for above in (last, *ancestors(last)):
            if above.i == verb.i or last.text == ",":
                return None
            if above.i in self._names and verb.i < above.i:
                close = above.head.i == verb.i  # "condemned the raid on Friday" was on Friday
                certain = "in" in prepositions(noun) if close else not inner
                return above if self.speaks(verb) and certain else None
            if above.dep_ == "acl:relcl" and verb.i < above.i:
                return above
            inner = inner or above.dep_ in _CLAUSES
            if above.head.i == verb.i and prepositions(above) & _BOUNDS:
                return above
        return None

    def bears(self, noun: Word) -> bool:
        """Whether a noun names or means somebody who acts or suffers."""
        return self._parties.is_actor(noun) or noun.ent_type_ == "PERSON"

    def _occurs(self, clause: Word) -> bool:
        """Whether a clause says no more of an event than that it took place."""
        groups = lexicon().groups
        return lemma_of(clause) in groups["light"] | groups["occur"]

    def told_in(self, found: Candidate) -> Iterator[Word]:
        """The head of an event and the verbs that carry it."""
        yield found.head
        yield from (c.verb for c in self.carriers(found) if not c.opening)

    def carriers(self, found: Candidate, *, time: bool = False) -> Iterator[Carrier]:
        """The verbs whose circumstances are the event's too, the nearest first: of the clause that
        a noun is subject or object of, of the verb above an infinitive, a participle or a
        coordinated verb."""
        head = found.head
        verb = clause_told_in(head)
        if verb.i != head.i:
            if not self._shares(head, verb, found):
                return
            yield Carrier(verb)
        opening = False
        for _ in range(_STEPS):
            above = _carrier_of(verb, time=time)
            if above is None:
                return
            opening = opening or above.opening
            yield Carrier(above.verb, opening)
            verb = above.verb

    def _shares(self, noun: Word, verb: Word, found: Candidate) -> bool:
        """Whether where and when a clause plays is where and when its noun's event did: not so of
        what is only spoken of ("condemned the raid on Monday")."""
        top = noun
        while top.dep_ == "conj" and top.head.pos_ == top.pos_:
            top = top.head
        if top.dep_ == "nmod" and lemma_of(top.head) in lexicon().groups["quantifier"]:
            return self._shares(top.head, verb, found)
        if top.head.i != verb.i or self.speaks(verb):
            return top.dep_ == "amod"
        if top.dep_ in (*SUBJECTS, "amod"):
            return True
        frame = self._frames.get(verb.i)
        if frame is not None and frame.entry.type != found.type:
            return False  # "discussed the campaign in Oslo"
        if top.dep_ == "obj":
            return True
        return top.dep_ == "obl" and bool(prepositions(top) & _INSIDE)

    def speaks(self, verb: Word) -> bool:
        """Whether a verb is one of saying, or an act of speaking."""
        frame = self._frames.get(verb.i)
        if frame is not None and ontology()[frame.entry.type].speech:
            return True
        return self._parties.statement_of_cue(verb.idx, verb.idx + len(verb)) is not None


def told_by_speaking(found: Candidate) -> bool:
    """Whether the words of an event tell an act of speaking; not so of a deed to come that the
    codebook makes one ("will withdraw from Oslo"), nor of a step that is announced."""
    kind = found.frame.entry.type if found.origin == "lexicon" else found.type
    return ontology()[kind].speech and kind != "CONCEDE"


def clause_told_in(head: Word) -> Word:
    """The predicate of the clause that an event is told in; a participle before its noun ("told
    the visiting envoy in Oslo on Monday") makes none."""
    return clause_of(head.head if head.dep_ == "amod" else head)


def _carrier_of(verb: Word, *, time: bool) -> Carrier | None:
    subject = any(c.dep_ in SUBJECTS for c in verb.children)
    if verb.dep_ == "xcomp":
        return Carrier(clause_of(verb.head))
    if verb.dep_ == "conj" and verb.pos_ in _VERBAL:
        if any(c.lower_ in _NEXT for c in verb.children):
            return None
        same_tense = verb.tag_ == verb.head.tag_ and not _helped(verb)
        return Carrier(clause_of(verb.head), opening=subject or not same_tense)
    if (
        time
        and verb.dep_ in ("acl:relcl", "advcl")
        and any(c.lower_ == "where" for c in verb.children)
    ):
        return Carrier(clause_of(verb.head))  # "visited Oslo on Monday, where she met the king"
    if verb.dep_ != "advcl":
        return None
    mark = preposition(verb)
    if time and any(c.lower_ == "having" for c in verb.children):
        return None  # "moved on Monday, having arrested nine"
    if subject and not (mark == "with" and verb.tag_ == "VBG"):
        return Carrier(clause_of(verb.head)) if time and mark in _AT_THE_TIME else None
    return Carrier(clause_of(verb.head)) if mark is None or mark in _TOGETHER_WITH else None


def _helped(verb: Word) -> bool:
    return any(c.dep_ in ("aux", "aux:pass") for c in verb.children)


def _clause_before(verb: Word, start: int) -> Word | None:
    """The finite clause below a verb that a phrase follows without a comma."""
    for child in verb.children:
        if child.dep_ not in ("advcl", "ccomp") or not verb.i < child.i < start:
            continue
        finite = any(c.dep_ in SUBJECTS for c in child.children)
        if finite and not any(verb.words[i].text == "," for i in range(child.i, start)):
            return child
    return None


def _apart(noun: Word) -> bool:
    """Whether a coordinated noun stands for itself: "their raids and its help in Oslo"."""
    return any(c.dep_ in ("det", "nmod:poss") for c in noun.children)


def _bare(verb: Word) -> bool:
    """Whether a coordinated verb shares with the first all that follows ("seized and burned it in
    Oslo"): the first has nothing behind it of its own, the second no subject or auxiliary."""
    first = verb.head
    if any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "aux:pass") for c in verb.children):
        return False
    return not any(first.i < c.i < verb.i and c.dep_ not in ("cc", "conj") for c in first.children)
