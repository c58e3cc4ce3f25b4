"""Who acts and to whom: from the words around a trigger to actors of the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.coding.events.lexicon import lexicon
from detente.coding.events.syntax import (
    FIRST_PERSON,
    MODIFIERS,
    antecedent,
    children,
    conjuncts,
    leaning,
    lemma_of,
    oblique,
)
from detente.grounding.bundle import Grounding
from detente.record import Actor, Statement

if TYPE_CHECKING:
    from detente.language.words import Word, Words

MAX_DEPTH = 4
_SITES = ("with", "in", "at", "near", "against", "on", "to", "into")
_OWNED = frozenset({"belong", "own", "run", "operate", "lead"})
_AT_HOME = frozenset({"GOV", "LEG", "JUD", "COP", "OPP"})
_EXAMPLES = ("such", "including", "like")  # "allies such as Germany": whom the group names


class Parties:
    """Resolves tokens of one report to actor ids, statements and places."""

    def __init__(self, words: Words, grounding: Grounding, statements: Sequence[Statement]) -> None:
        self.grounding = grounding
        self._actors: Mapping[str, Actor] = {a.id: a for a in grounding.actors.actors}
        self._states: dict[str, str] = {}
        for actor in grounding.actors.actors:
            if actor.kind == "state" and actor.country:
                self._states.setdefault(actor.country, actor.id)
        for actor in grounding.actors.actors:  # second best: a government or army of that state
            if actor.kind != "person" and actor.country and {"GOV", "MIL"} & set(actor.sectors):
                self._states.setdefault(actor.country, actor.id)
        self._places = _tokens_of_places(words, grounding)
        self._names = _mentions_of_actors(words, grounding)
        self._spans = _innermost(self._names)
        self._inside = [
            (max(c.end for c in s.content) - min(c.start for c in s.content), s)
            for s in statements
            if s.content
        ]
        self._inside.sort(key=lambda pair: pair[0])
        # Asked at every token of long reports: which statement each offset is inside, innermost.
        self._at = {
            offset: statement
            for _, statement in reversed(self._inside)
            for content in statement.content
            for offset in range(content.start, content.end)
        }
        self._cue_at = {
            offset: rank
            for rank, (_, statement) in reversed(list(enumerate(self._inside)))
            if statement.cue is not None
            for offset in range(statement.cue.start, statement.cue.end)
        }
        self._in_quotes = {
            offset for s in statements for q in s.quotes for offset in range(q.start, q.end)
        }

    def actor(self, actor_id: str) -> Actor | None:
        """The actor with this id."""
        return self._actors.get(actor_id)

    def countries(self, ids: Iterable[str]) -> frozenset[str]:
        """The states and bodies that these actors act for."""
        found = (self._actors[i].country for i in ids if i in self._actors)
        return frozenset(c for c in found if c)

    def named(self, ids: Iterable[str]) -> bool:
        """Whether one of them is of a known country or no mere group ("troops")."""
        found = [self._actors[i] for i in ids if i in self._actors]
        return any(a.country or a.kind != "group" for a in found)

    def statement_at(self, token: Word) -> Statement | None:
        """The innermost statement whose content the token stands in."""
        return self._at.get(token.idx)

    def statement_of_cue(self, start: int, end: int) -> Statement | None:
        """The statement whose cue overlaps these offsets: the act of speaking itself."""
        ranks = [self._cue_at[i] for i in range(start, end) if i in self._cue_at]
        return self._inside[min(ranks)][1] if ranks else None

    def quoted(self, token: Word) -> bool:
        """Whether the token stands inside quotation marks of a statement."""
        return token.idx in self._in_quotes

    def only_a_place(self, token: Word) -> bool:
        """Whether the token names where something is and nobody who acts ("a Szohod bombing")."""
        return token.i in self._places and not self.grounding.actors.at(token)

    def state_of(self, place: str | None) -> tuple[str, ...]:
        """The state that a place belongs to, if the report tells of it."""
        country = next((p.country for p in self.grounding.places if p.id == place), None)
        return self.state(country)

    def state(self, country: str | None) -> tuple[str, ...]:
        """The actor that is this state, else a body of it; none if the report tells of neither."""
        found = self._states.get(country) if country else None
        return (found,) if found else ()

    def place_at(self, token: Word) -> str | None:
        """Id of the place that the token names."""
        return self._places.get(token.i)

    def places_between(self, first: int, last: int) -> list[tuple[int, str]]:
        """Word index and id of the places named between two tokens, both included."""
        return [(i, place) for i, place in self._places.items() if first <= i <= last]

    def of(self, token: Word, *, target: bool = False, depth: int = 0) -> tuple[str, ...]:
        """Actors that a noun phrase points at: its own mention, what is coordinated with it, or who
        owns, made or bears it ("Russia's proposal", "US troops"); with ``target`` also where it is
        ("oil plants in Saudi Arabia")."""
        token = antecedent(token)
        if token.tag_ in ("VBD", "VBN") and token.dep_ == "nsubj":
            return ()  # a participle that the parse took for the subject
        found = self._mention(token)
        if not found and token.pos_ == "PRON":
            found = self._pronoun(token)
        if depth < MAX_DEPTH and (not found or self._faceless(token, found)):
            found = self._described(token, target, depth) or found
        if depth == 0:
            for other in conjuncts(token)[1:]:
                found += tuple(i for i in self.of(other, target=target, depth=1) if i not in found)
        return found

    def of_all(self, tokens: Iterable[Word], *, target: bool = False) -> tuple[str, ...]:
        """Actors of several noun phrases, each once, in order."""
        found: list[str] = []
        for token in tokens:
            found += [i for i in self.of(token, target=target) if i not in found]
        return tuple(found)

    def _faceless(self, token: Word, ids: tuple[str, ...]) -> bool:
        """Whether a noun names a group or body of no known country ("the navies of China")."""
        if token.pos_ == "PROPN" and any(self._actors[i].kind == "person" for i in ids):
            return False
        return token.pos_ in ("NOUN", "PROPN") and not self.countries(ids)

    def _people(self, token: Word) -> bool:
        """Whether a noun names a group of the place that they are in: "lawmakers in Rome"."""
        found = [self._actors[i] for i in self._mention(token)]
        return any(a.kind == "group" and _AT_HOME & set(a.sectors) for a in found)

    def is_actor(self, token: Word) -> bool:
        """Whether the token itself names or means somebody who can act."""
        token = antecedent(token)
        return bool(self._mention(token)) or bool(self._pronoun(token))

    def _mention(self, token: Word) -> tuple[str, ...]:
        if self.grounding.header.in_dateline(token.idx):
            return ()
        ids = self.grounding.actors.at(token)
        if ids:
            return ids
        span = self._spans.get(token.i)
        if span and token.pos_ in ("NOUN", "PROPN") and token.head.i not in span:
            # A title or name that hangs apart from the rest of its mention stands for all of it.
            return self._names[span]
        place = self._places.get(token.i)
        if place is None:
            return ()
        return self.state_of(place)

    def _pronoun(self, token: Word) -> tuple[str, ...]:
        statement = self.statement_at(token)
        if statement is None:
            return ()
        if token.lower_ in FIRST_PERSON and statement.speaker:
            return (statement.speaker,)
        if token.lower_ in ("you", "your", "yours"):
            return statement.audience
        return ()

    def _described(self, token: Word, target: bool, depth: int) -> tuple[str, ...]:
        if lemma_of(token) in lexicon().groups["against"]:
            return ()  # Rudolf's enemies are not Rudolf
        owners = children(token, "nmod:poss")
        beside = lemma_of(token) in lexicon().groups["beside"]
        if beside:
            owners = []  # our partners are not we
        mods = [c for c in children(token, *sorted(MODIFIERS)) if c.dep_ != "nmod:poss"]
        groups: list[list[Word]] = [
            owners,
            oblique(token, "by"),
            children(token, "appos"),
            [c for c in mods if (target or not self.only_a_place(c)) and not leaning(c)],
            [] if beside else oblique(token, "of"),
            oblique(token, "from"),
            oblique(token, "with") if lemma_of(token) in lexicon().groups["carrying"] else [],
            oblique(token, "in") if self._people(token) else [],
            [o for c in children(token, "acl") if lemma_of(c) in _OWNED for o in _owners(c)],
            [p for name in _EXAMPLES for p in oblique(token, name)],
        ]
        if target:
            groups += [oblique(token, p) for p in _SITES]
        for group in groups:
            found: list[str] = []
            for part in (p for top in group for p in conjuncts(top)):  # "French and US ships"
                ids = self.of(part, target=target, depth=depth + 1)
                found += [i for i in ids if i not in found]
            if found:
                return tuple(found)
        return ()


def _owners(clause: Word) -> list[Word]:
    """Whom a plant "belonging to" or "run by" somebody is of."""
    return oblique(clause, "to") or oblique(clause, "by")


def _tokens_of_places(words: Words, grounding: Grounding) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for place in grounding.places:
        for mention in place.mentions:
            span = words.span(mention.start, mention.end)
            if span is not None:
                found[span.root.i] = place.id
    return found


def _mentions_of_actors(words: Words, grounding: Grounding) -> dict[range, tuple[str, ...]]:
    """The words of each mention of more than one word, and the actors that it names."""
    found: dict[range, tuple[str, ...]] = {}
    for actor in grounding.actors.actors:
        for mention in actor.mentions:
            span = words.span(mention.start, mention.end)
            if span is not None and len(span) > 1:
                inside = range(span.start, span.end)
                found[inside] = (*found.get(inside, ()), actor.id)
    return found


def _innermost(mentions: Iterable[range]) -> Mapping[int, range]:
    """The shortest mention that each word stands in."""
    spans = sorted(mentions, key=lambda span: (-len(span), span.start))
    return {at: span for span in spans for at in span}
