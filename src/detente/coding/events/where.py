"""Where an event took place: the place that its own words, its clause or its sentence tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate
from detente.coding.events.lexicon import lexicon
from detente.coding.events.parties import Parties
from detente.coding.events.reach import Rank, Reach, told_by_speaking
from detente.coding.events.syntax import SUBJECTS, ancestors, lemma_of, prepositions
from detente.grounding.places.extents import is_word
from detente.knowledge.places import sites
from detente.knowledge.states import states
from detente.record import Place

if TYPE_CHECKING:
    from detente.language.words import Stretch, Word, Words

_SITED = frozenset({"in", "at", "near", "outside", "inside"})
_ABOUT = frozenset({"on", "over", "across", "along", "around", "off", "throughout", "within"})
_TOWARDS = frozenset({"to", "into", "toward", "towards"})
_MOVES = frozenset({"CONSULT", "MOBILIZE", "AID", "COOPERATE", "SANCTION", "ASSAULT"})
"""What may be done by going or sending somewhere."""
_SOURCES = frozenset({"from", "via", "through", "than", "about", "like"})
_SENDS = frozenset({"MOBILIZE", "AID"})
_LEAVES = frozenset({"RETREAT", "CONCEDE"})
_STRIKES = frozenset({"ASSAULT", "CONSULT", "MOBILIZE", "COERCE"})
"""What is done to a place as its object: "bombed Oslo", "visited Oslo"."""
_MODIFIERS = frozenset({"compound", "nmod:poss", "nmod:desc", "amod"})
_STOPS = frozenset({".", "!", "?"})
_MANY = 3
"""From so many places in one list none is the place."""
_NEAR = 4
"""So many words before "where" its place is named."""
_WHY = {
    Rank.OWN: "the place beside the words that tell it",
    Rank.NESTED: "the place of what it was done to, or of a noun for it",
    Rank.CARRIED: "the place of the clause that carries it",
    Rank.BEARER: "the place of those who did it or suffered it",
    Rank.ONLY: "the only place of its sentence",
    Rank.SCENE: "the story goes on where the sentence before put it",
}


@dataclass(frozen=True)
class Where:
    """A place of the record with the word that names it and how closely it belongs."""

    place: str
    word: Word
    rank: Rank

    @property
    def why(self) -> str:
        """The rule, in words."""
        return _WHY[self.rank]


class PlacesOfEvents:
    """Looks up places by the words of the report."""

    def __init__(self, words: Words, parties: Parties, reach: Reach) -> None:
        self._words, self._parties, self._reach = words, parties, reach
        self._places = {p.id: p for p in parties.grounding.places}
        self._known: dict[tuple[int, str], Where | None] = {}

    def best(self, members: Sequence[Candidate]) -> Where | None:
        """Of what all tellings of an event say the closest; of those that are told as closely the
        most exact one inside it ("in Norway", "in Oslo")."""
        found = [w for c in members if (w := self.of(c)) is not None]
        if not found:
            return None
        first = min(found, key=lambda w: (self._vague(w.place), w.rank))
        here = self._places[first.place]
        for other in found:
            there = self._places[other.place]
            if other.rank <= Rank.CARRIED and _inside(there, here):
                first, here = other, there
        return first

    def named_in(self, sentence: Stretch) -> frozenset[str]:
        """The places that a sentence names."""
        inside = self._parties.places_between(sentence.start, sentence.end - 1)
        return frozenset(place for _, place in inside)

    def one_scene(self, place: str, others: Iterable[str]) -> bool:
        """Whether each of the others lies in a place or around it."""
        here = self._places[place]
        there = [self._places[other] for other in others if other != place]
        return all(_inside(here, p) or _inside(p, here) for p in there)

    def _vague(self, place: str) -> bool:
        """Whether the tables have it as a continent, a sea or a region of no one state."""
        known = sites(self._places[place].name)
        return bool(known) and all(s.code is None and s.latitude is None for s in known)

    def _wide(self, place: str) -> bool:
        """Whether it is a continent or a part of one."""
        return is_word(self._places[place].name.split()[-1], "continent")

    def of(self, found: Candidate) -> Where | None:
        """The place of one telling."""
        key = found.head.i, found.type
        if key not in self._known:
            self._known[key] = self._find(found)
        return self._known[key]

    def _find(self, found: Candidate) -> Where | None:
        if (here := self._here(found)) is not None:
            return here
        first, last = _stretch(found.head)
        named = [
            (self._words[i], place)
            for i, place in self._parties.places_between(first, last)
            if not self._parties.grounding.header.in_dateline(self._words[i].idx)
            and not self._names_another(self._words[i])
        ]
        if not named:
            return None
        own = self._reach.own_words(found)
        ways = [(self._rank(word, own, found), word, place) for word, place in named]
        told = [(r, _distance(w, found), w.i, p) for r, w, p in ways if r is not None]
        close = [t for t in told if t[0] < Rank.BEARER]
        if not close and (carried := self._carried(named, found)):
            return carried
        if told:
            rank, _, i, place = min(told)
            return Where(place, self._words[i], rank)
        return None if told_by_speaking(found) else self._only(named, found)

    def _here(self, found: Candidate) -> Where | None:
        """The place of the dateline, where the reporter says "here"."""
        line = self._parties.grounding.header.dateline
        if line is None or found.statement is not None:
            return None
        for verb in self._reach.told_in(found):
            for word in verb.children:
                if word.lower_ == "here" and word.dep_ == "advmod":
                    filed = (
                        p.id
                        for p in self._places.values()
                        if any(line.start <= m.start < line.end for m in p.mentions)
                    )
                    return next((Where(place, word, Rank.OWN) for place in filed), None)
        return None

    def _carried(self, named: Sequence[tuple[Word, str]], found: Candidate) -> Where | None:
        antecedent = self._where_clause(found)
        if antecedent is not None:
            return antecedent
        for carrier in self._reach.carriers(found):
            own = frozenset({carrier.verb.i})
            there = [(word, place) for word, place in named if carrier.tells(word)]
            ways = [(self._rank(word, own, found), word, place) for word, place in there]
            told = [
                (rank, _distance(word, found), word.i, place)
                for rank, word, place in ways
                if rank is not None and rank <= Rank.NESTED
            ]
            if told:
                _, _, i, place = min(told)
                return Where(place, self._words[i], Rank.CARRIED)
        return None

    def _where_clause(self, found: Candidate) -> Where | None:
        """The place that a clause with "where" belongs to: "Oslo, where rebels killed two"."""
        for verb in self._reach.told_in(found):
            for mark in verb.children:
                if mark.lower_ == "where" and mark.i < verb.i and mark.i > found.head.sent.start:
                    before = mark.nbor(-2 if mark.nbor(-1).text == "," else -1)
                    above = [verb.head] if verb.dep_ == "acl:relcl" else []
                    near = [w for w in (before, *ancestors(before)) if mark.i - w.i <= _NEAR]
                    return self._first_named([*near, *above])
        return None

    def _first_named(self, words: Sequence[Word]) -> Where | None:
        """The first place that one of these words names, and not only by its distance from it."""
        for word in words:
            place = self._parties.place_at(word)
            if place and not is_word(self._places[place].name.split()[0], "side"):
                return Where(place, word, Rank.CARRIED)
        return None

    def _rank(self, word: Word, own: frozenset[int], found: Candidate) -> Rank | None:
        """How the place that a word names belongs to an event told by ``own`` words."""
        if word.dep_ in _MODIFIERS:
            return self._named_before(word, own, found)
        noun = _whole(word)
        if noun is None:
            return None
        if not prepositions(noun):
            return self._object(noun, own, found)
        if not self._fits(noun, own, found):
            return None
        return self._reach.way(noun, own, found)

    def _fits(self, noun: Word, own: frozenset[int], found: Candidate) -> bool:
        """Whether the preposition of a place says where, for such an event."""
        cases, beside = prepositions(noun), noun.head.i in own
        kind = found.frame.entry.type
        if cases == {"of"}:  # "the invasion of Norway", "the siege of Oslo"
            return kind == "ASSAULT" and beside and noun.head.pos_ == "NOUN"
        if told_by_speaking(found):
            return bool(cases & _SITED)
        if cases & _SITED:
            return True
        if cases & (_ABOUT | _TOWARDS) and "from" not in cases:
            if kind == "SANCTION":  # an embassy that is moved to a town is withdrawn from another
                return not (found.mode == "withdraw" and cases & _TOWARDS)
            near = beside or noun.head.pos_ not in ("NOUN", "PROPN")
            near = near and (kind != "CONSULT" or _moves(noun.head, cases))
            near = near or (kind in _SENDS and noun.head.dep_ == "obj" and noun.head.head.i in own)
            return near if cases & _ABOUT else near and kind in _MOVES
        return "from" in cases and kind in _LEAVES

    def _named_before(self, word: Word, own: frozenset[int], found: Candidate) -> Rank | None:
        """A place before a noun: "the Oslo bombing", "at Oslo airport", "Oslo police"."""
        noun = word.head
        site = word.dep_ != "nmod:poss" and _locality(noun)
        if not (site or self._parties.only_a_place(word)) or self._names_another(noun):
            return None
        if noun.i in own or (self._reach.names_event(noun) and noun.dep_ in SUBJECTS):
            return self._reach.way(noun, own, found)
        if told_by_speaking(found) or self._parties.is_actor(noun):
            return None
        if not prepositions(noun) & _SITED:
            return None
        return self._reach.way(noun, own, found)

    def _names_another(self, noun: Word) -> bool:
        """Whether the place itself stands behind its sort: "the Black Sea port of Varna"."""
        parts = (c for c in noun.children if c.dep_ == "nmod" and prepositions(c) == {"of"})
        return any(self._parties.place_at(part) for part in parts)

    def _object(self, noun: Word, own: frozenset[int], found: Candidate) -> Rank | None:
        """A place that something is done to: "shelled Oslo"."""
        kind = found.frame.entry.type
        if noun.head.i not in own or kind not in _STRIKES:
            return None
        if noun.dep_ not in ("obj", "nsubj:pass"):
            return None
        visited = kind == "CONSULT" and noun.dep_ == "obj"
        return Rank.NESTED if visited or self._parties.only_a_place(noun) else None

    def _only(self, named: Sequence[tuple[Word, str]], found: Candidate) -> Where | None:
        """Of a deed, the one place that its sentence names and that acts nowhere in it; a state
        beside a place that lies in it does not count."""
        if _elsewhere(found.head, self._parties, self._reach):
            return None
        names = [(w, p) for w, p in named if self._parties.only_a_place(w) and not self._wide(p)]
        names = [(w, p) for w, p in names if self._may_be_where(w, found)]
        exact = [
            (w, p)
            for w, p in names
            if not any(_inside(self._places[q], self._places[p]) for _, q in names)
        ]
        if len({place for _, place in exact}) != 1:
            return None
        word, place = exact[0]
        return Where(place, word, Rank.ONLY)

    def _tells_whose(self, word: Word) -> bool:
        """Whether a state's name only says whose somebody is: "the US secretary"."""
        place = self._places.get(self._parties.place_at(word) or "")
        of_somebody = word.dep_ in _MODIFIERS and self._reach.bears(word.head)
        return of_somebody and place is not None and _exactness(place) == 0

    def _may_be_where(self, word: Word, found: Candidate) -> bool:
        """Whether a place of the sentence is not whose something is, to where somebody is sent
        ("the envoy to Oslo was shot") or from where it is told."""
        if word.dep_ == "nmod:poss" or self._tells_whose(word):
            return False
        within = {above.i for above in (found.head, *ancestors(found.head))}
        for above in (word, *ancestors(word)):
            if above.i in within:
                return True
            cases = prepositions(above)
            if above.i != word.i and self._reach.names_other(above, found):
                return False
            if above.dep_ == "conj" and above.pos_ in ("VERB", "AUX", "ADJ"):
                return False
            if above.dep_ == "nmod" and cases & _TOWARDS and self._reach.bears(above.head):
                return False
            if above.dep_ == "iobj" and self._reach.speaks(above.head):
                return False
            told = above.dep_ == "obl" and self._reach.speaks(above.head)
            beside = found.head.head.i == above.head.i and found.head.pos_ == "NOUN"
            if told and (cases & _SOURCES or (cases & _SITED and not beside)):
                return False  # "it was shelled, he told reporters in Oslo"
        return True


def _stretch(head: Word) -> tuple[int, int]:
    """The first and last word between full stops around a word, where the parse missed one."""
    first, last = head.sent.start, head.sent.end - 1
    stops = [word.i for word in head.sent if word.text in _STOPS]
    return (
        max([first, *(i + 1 for i in stops if i < head.i)]),
        min([last, *(i for i in stops if i > head.i)]),
    )


def _distance(word: Word, found: Candidate) -> int:
    """How far off a place stands; of a list the first counts."""
    return abs(word.i - found.head.i) + (100 if word.dep_ == "conj" else 0)


def _moves(word: Word, cases: frozenset[str]) -> bool:
    """Whether "to" behind a word tells where somebody goes: "flew to Oslo", "a visit to Oslo"."""
    if not cases & _TOWARDS:
        return True
    nouns = lexicon().find("noun", lemma_of(word)) if word.pos_ == "NOUN" else ()
    return any(e.mode == "visit" for e in nouns) or lemma_of(word) in lexicon().groups["motion"]


def _whole(word: Word) -> Word | None:
    """The noun whose preposition says where: the first of a list, the sort of place before its
    name ("in the town of Oslo"), the part before the whole; none of a long list."""
    noun = word
    while noun.dep_ in ("conj", "appos", "flat") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    if _listed(noun) >= _MANY:
        return None
    while prepositions(noun) == {"of"} and _locality(noun.head):
        noun = noun.head
    return noun


def _listed(noun: Word) -> int:
    return 1 + sum(_listed(c) for c in noun.children if c.dep_ == "conj")


def _locality(noun: Word) -> bool:
    return (
        is_word(noun.text, "town")
        or is_word(noun.text, "site")
        or lemma_of(noun) in lexicon().groups["locality"]
    )


def _elsewhere(head: Word, parties: Parties, reach: Reach) -> bool:
    """Whether its own words put it somewhere that is no place of the record ("in the north")."""
    return any(
        c.dep_ in ("obl", "nmod")
        and prepositions(c) & _SITED
        and _locality(c)
        and not any(parties.place_at(w) for w in c.subtree)
        for c in head.children
    )


def _inside(inner: Place, outer: Place) -> bool:
    """Whether a place lies in another for certain: a city in its state or division."""
    if inner.country is None or inner.country != outer.country:
        return False
    if _exactness(outer) == 0:
        return _exactness(inner) > 0
    return _exactness(outer) == 1 < _exactness(inner) and outer.admin1 in (inner.admin1, outer.name)


def _exactness(place: Place) -> int:
    """0 a state, 1 a division or part of it, 2 a city or site."""
    known = states().get(place.country or "")
    if known is not None and place.name == known.name:
        return 0
    parts = place.name.split()
    part = is_word(parts[0], "direction") or is_word(parts[-1], "division")
    return 1 if part or place.admin1 == place.name else 2
