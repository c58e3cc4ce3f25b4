"""Finding lexicon entries in a parsed report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.coding.events.frames import Frame, cargo, core
from detente.coding.events.lexicon import Entry, Part, lexicon
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    COMPLEMENTS,
    MODIFIERS,
    OBLIQUES,
    agents,
    children,
    complement_clauses,
    conjuncts,
    is_negated,
    is_passive,
    lemma_of,
    oblique,
    patients,
    prepositions,
)

if TYPE_CHECKING:
    from detente.language.words import Word, Words

_NOMINAL = frozenset({"NOUN", "PROPN"})
_PREDICATE = frozenset({"ADJ", "NOUN", "ADV", "ADP", "VERB"})
_HEADS = _NOMINAL | _PREDICATE | {"AUX"}
_MODIFIERS = (*sorted(MODIFIERS), "nmod")


def find_frames(words: Words, parties: Parties) -> list[Frame]:
    """The most specific entry at every token that heads one, in text order."""
    frames = (_frame_at(token, parties) for token in words)
    return [f for f in frames if f is not None]


def _frame_at(token: Word, parties: Parties) -> Frame | None:
    if token.pos_ not in _HEADS:
        return None
    lemma, find = lemma_of(token), lexicon().find
    entries: tuple[Entry, ...] = ()
    if token.pos_ in ("VERB", "AUX"):
        entries = find("verb", lemma)
    elif token.pos_ in _NOMINAL and token.dep_ not in ("flat", "compound"):
        entries = find("noun", lemma) or find("noun", token.lower_)
    if not entries and token.pos_ in _NOMINAL and (found := _on_a_side(token, parties)) is not None:
        return found
    if not entries and token.pos_ in _PREDICATE:
        entries = find("predicate", lemma) or find("predicate", token.lower_)
        if entries and not _stands_as_predicate(token):
            return None
    if (mood := _state_of_mind(token, parties)) is not None:
        return mood
    found = _first_match(token, entries, parties)
    if found is None and entries and token.pos_ in _NOMINAL and _stands_as_predicate(token):
        found = _first_match(token, find("predicate", lemma), parties)
    return found


def _state_of_mind(token: Word, parties: Parties) -> Frame | None:
    """A participle that tells a mind or a stand and no passive: "we are committed to peace"."""
    if token.tag_ != "VBN" or not children(token, "aux:pass") or agents(token):
        return None
    return _first_match(token, lexicon().find("predicate", token.lower_), parties)


def _first_match(token: Word, entries: tuple[Entry, ...], parties: Parties) -> Frame | None:
    for entry in entries:  # the lexicon keeps the most specific first
        if "phrase" not in entry.flags and (words := _match(token, entry, parties)) is not None:
            return Frame(token, entry, words)
    return None


def _on_a_side(noun: Word, parties: Parties) -> Frame | None:
    """A phrase that is the predicate: "is against the treaty", "our thoughts are with them"."""
    if "cop" not in [c.dep_ for c in noun.children]:
        return None
    for case in children(noun, "case"):
        for entry in lexicon().find("predicate", case.lower_):
            if "phrase" in entry.flags and (words := _match(noun, entry, parties)) is not None:
                return Frame(noun, entry, (case, *words))
    return None


def _stands_as_predicate(token: Word) -> bool:
    if any(c.dep_ == "cop" for c in token.children):
        return True
    if token.dep_ in ("xcomp", "ccomp", "advcl", "parataxis") or token.lower_ == "committed":
        return token.pos_ != "NOUN" or token.dep_ == "xcomp"
    if token.dep_ == "conj":
        return _stands_as_predicate(token.head)
    return token.dep_.lower() == "root" and token.pos_ != "NOUN"


def _match(token: Word, entry: Entry, parties: Parties) -> tuple[Word, ...] | None:
    if "neg" in entry.flags and not is_negated(token):
        return None
    used: list[Word] = []
    for part in entry.parts:
        found = _find_part(token, part, parties)
        if part.absent:
            if found:
                return None
            continue
        if not found:
            return None
        used += [t for t in found if t not in used and not part.any_actor]
    return tuple(sorted(used, key=lambda t: t.i))


def _find_part(token: Word, part: Part, parties: Parties) -> list[Word]:
    match part.kind:
        case "word":
            return _words_beside(token, part)
        case "object":
            objects = patients(token)
            return _fit([core(t) for t in objects], part, parties) if part.words else objects
        case "oblique":
            nouns = oblique(token, part.prep or "")
            for noun in patients(token):
                nouns += oblique(noun, part.prep or "")
            return _fit([core(t) for t in nouns], part, parties)
        case "modifier":
            return _fit(children(token, *_MODIFIERS), part, parties)
        case "subject":
            subjects = agents(token) or children(token, "nsubj")
            line = parties.grounding.header.in_dateline
            subjects = [t for t in subjects if not line(t.idx)]
            carried = [c for t in subjects for c in cargo(t)]
            return _fit([*(core(t) for t in subjects), *subjects, *carried], part, parties)
        case "clause":
            clauses = [p for c in complement_clauses(token) for p in conjuncts(c)]
            if not part.words:
                return [c for c in clauses if c.dep_ in COMPLEMENTS or _infinitive(c)][:1]
            return _fit(clauses, part, parties)
        case "complement":
            if not part.words:  # "was called a museum"
                return children(token, "xcomp", *(["obj"] if is_passive(token) else []))
            below = children(token, "xcomp", "obj", "ccomp", "obl")
            return _fit([p for c in below for p in conjuncts(c)], part, parties)


def _infinitive(clause: Word) -> bool:
    return clause.dep_ == "acl" and any(c.lower_ == "to" for c in clause.children)


def _fit(tokens: Iterable[Word], part: Part, parties: Parties) -> list[Word]:
    return [
        t
        for t in tokens
        if lemma_of(t) in part.words
        or t.lower_ in part.words
        or any(lemma_of(c) in part.words for c in children(t, "nmod:desc"))  # "ambassador Berg"
        or (part.any_actor and parties.is_actor(t))
    ]


def _words_beside(token: Word, part: Part) -> list[Word]:
    found: list[Word] = []
    days = lexicon().groups["days"]
    for child in token.children:
        if child.lower_ in part.words or (child.pos_ == "NOUN" and child.lemma_ in part.words):
            found.append(child)
        elif child.dep_ in OBLIQUES and prepositions(child) & part.words:
            if lemma_of(child) in days:
                continue  # "called the president on Monday"
            found += [c for c in child.children if c.lower_ in part.words]
    return found
