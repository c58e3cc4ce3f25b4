"""A lexicon entry found in the text, with the words that fill its slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from detente.coding.events.lexicon import Entry, lexicon
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    FOR_SOMEBODY,
    SUBJECTS,
    agents,
    ancestors,
    belongs,
    children,
    complement_clauses,
    conjuncts,
    grammatical_subjects,
    leaning,
    lemma_of,
    oblique,
    owners,
    patients,
    preposition,
)

if TYPE_CHECKING:
    from detente.language.words import Word


Filled: TypeAlias = "tuple[str, Word | None] | None"
"""The slot that gave a party, and its word."""
_LENGTHS = frozenset({"hour", "minute", "day"})
"""How long it was: the parse may hang on them with whom "a call of an hour with Rudolf" was."""
_QUESTIONS = frozenset({"how", "what", "why", "when", "where", "which"})


@dataclass(frozen=True)
class Frame:
    """One entry at one head. ``words`` are the tokens that the pattern itself consumed."""

    head: Word
    entry: Entry
    words: tuple[Word, ...] = field(default=())


def core(token: Word) -> Word:
    """The noun that counts: "troops" in "some of its troops"."""
    if lemma_of(token) in lexicon().groups["quantifier"]:
        for child in oblique(token, "of"):
            return child
    return token


def cargo(token: Word) -> list[Word]:
    """Whom or what it carries: "soldiers" in "an aircraft with 80 soldiers"."""
    if lemma_of(token) not in lexicon().groups["carrying"]:
        return []
    return [core(c) for prep in ("with", "of") for c in oblique(token, prep)]


def fillers(frame: Frame, slot: str, parties: Parties) -> list[Word]:
    """The tokens that fill a slot; ``a+b`` is both together. Slots are named in the lexicon."""
    found: list[Word] = []
    for name in slot.split("+"):
        found += [t for t in _filler(frame, name, parties) if t not in found]
    return found


def _filler(frame: Frame, name: str, parties: Parties) -> list[Word]:
    head = frame.head
    match name:
        case "subj":
            plain = head.pos_ == "NOUN" or frame.entry.kind == "predicate"
            return grammatical_subjects(head) if plain else agents(head)
        case "obj":
            found = patients(head)
            others = [t for t in found if t not in frame.words]  # "was given assurances"
            return others or found or _hearers(head)
        case "iobj":
            return _hearers(head)
        case "poss":
            return [o for o in owners(head) if not _undergoes(head, o, parties)]
        case "victim":
            return [o for o in owners(head) if _undergoes(head, o, parties)]
        case "mod":
            makers = [c for c in children(head, "amod", "compound") if parties.of(c)]
            makers = [c for c in makers if not leaning(c) and not _done_to(head, c)]
            return [c for c in makers if not parties.only_a_place(c)]
        case "anti":
            return [c for c in head.subtree if c.i < head.i and leaning(c) == "anti"]
        case "named":
            return [c for c in children(head, "compound") if _done_to(head, c)]
        case "clause":
            return _clause_subjects(head)
        case "if":
            return _condition_subjects(head)
        case "light":
            return light_subjects(head)
        case "goal":
            return _goals(head, parties)
        case "self":
            return [head]
        case "none" | "speaker":
            return []
        case _:
            return _behind(frame, name)


def _behind(frame: Frame, prep: str) -> list[Word]:
    """Nouns behind a preposition of the head, of its light noun or of its infinitive."""
    places = [frame.head]
    if frame.entry.kind != "noun":
        places += [w for w in frame.words if w.pos_ in ("NOUN", "PROPN", "ADJ")]
        places += [p for p in patients(frame.head) if p not in places and p.pos_ == "NOUN"]
        places += [c for c in complement_clauses(frame.head) if c.dep_ != "ccomp"]
    elif _of_its_verb(frame.head, prep):
        places.append(frame.head.head)  # "imposed sanctions yesterday on Iran"
    elif frame.entry.type == "ASSAULT" and frame.head.dep_ == "nsubj" and prep == "against":
        places.append(frame.head.head)  # "the strikes delivered bombs against Borduria"
    if frame.entry.kind == "noun":
        places += [t for t in oblique(frame.head, "of") if lemma_of(t) in _LENGTHS]
        places += _told_of(frame.head)
        if prep in _UPON:  # "the attack by rebels on Strelsau" hangs "on" on the rebels
            places += oblique(frame.head, "by") + oblique(frame.head, "of")
    if frame.entry.kind == "noun":  # "the resumption of ties with Borduria"
        below = [w for w in frame.words if w.i > frame.head.i and w.dep_ == "nmod"]
        places += [w for w in below if w.head.i == frame.head.i]
    for place in places:
        if belongs(place, "against"):
            continue
        found = [t for t in oblique(place, prep) if not _elsewhere(t, prep)]
        if found:
            return [part for token in found for part in _of_clause(token)]
    return []


def _of_its_verb(noun: Word, prep: str) -> bool:
    """Whether a preposition of the verb may be the noun's: "imposed sanctions yesterday on Iran";
    but the strike that "was condemned by Borduria" was not Borduria's."""
    verb = noun.head
    if noun.dep_ not in ("obj", "nsubj:pass") or verb.pos_ != "VERB":
        return False
    groups = lexicon().groups
    return prep != "by" or lemma_of(verb) in groups["light"] | groups["aspect"] | groups["ascribe"]


def _elsewhere(token: Word, prep: str) -> bool:
    """Whether a noun is not where or whom it befalls: what is near "the Bordurian border" need not
    be in Borduria, and "in support of Borduria" tells for whom."""
    if prep == "near":
        return lemma_of(token) in ("border", "frontier", "coast", "line")
    return prep in ("in", "on") and token.lower_ in FOR_SOMEBODY


_UPON = frozenset({"on", "against", "into"})


def _told_of(noun: Word) -> list[Word]:
    """The words that tell that it took place and between whom: "clashes erupted between ...",
    "sanctions imposed on ..."."""
    groups = lexicon().groups
    found = [c for c in children(noun, "acl") if c.tag_ == "VBN" and lemma_of(c) in groups["light"]]
    if noun.dep_ in ("nsubj", "nsubj:pass") and lemma_of(noun.head) in groups["aspect"]:
        found.append(noun.head)
    return found


def _undergoes(noun: Word, owner: Word, parties: Parties) -> bool:
    """Whether an owner is whom it was done to: "Rudolf's murder", but "Borduria's murder of X"."""
    if not belongs(noun, "undergone") or oblique(noun, "of"):
        return False
    kinds = {a.kind for i in parties.of(owner) if (a := parties.actor(i)) is not None}
    return bool(kinds & {"person", "group"})


def _done_to(noun: Word, name: Word) -> bool:
    """Whether a name before a noun is whom it befell, not who did it: "the Borduria invasion", but
    "the Bordurian invasion" and "the UN invasion"."""
    if lemma_of(noun) not in lexicon().groups["befalls"] or name.dep_ != "compound":
        return False
    return name.pos_ == "PROPN" and not name.text.isupper() and "." not in name.text


def _goals(noun: Word, parties: Parties) -> list[Word]:
    """Whom a campaign is to defeat, or to free a place from."""
    found: list[Word] = []
    for clause in complement_clauses(noun):
        found += [t for t in patients(clause) if not parties.only_a_place(t)]
        found += _hearers(clause) + oblique(clause, "from")
        for place in patients(clause):
            found += oblique(place, "from")
    return [t for t in found if parties.is_actor(t)]


def _hearers(verb: Word) -> list[Word]:
    """Whom it is said or given to ("asked her to leave")."""
    return [p for c in children(verb, "iobj") for p in conjuncts(c)]


def _of_clause(token: Word) -> list[Word]:
    """The noun behind a preposition; of a clause its subject ("anger at how Borduria voted")."""
    clauses = [token] if token.pos_ in ("VERB", "AUX") else []
    if token.lower_ in _QUESTIONS:
        clauses += children(token, "acl:relcl", "advcl:relcl", "acl", "ccomp")
    subjects = [p for c in clauses for s in children(c, *sorted(SUBJECTS)) for p in conjuncts(s)]
    return subjects or [token]


def _clause_subjects(head: Word) -> list[Word]:
    found: list[Word] = []
    clauses = complement_clauses(head)
    for noun in patients(head):
        clauses += children(noun, "acl")
    for prep in ("over", "about", "of", "that"):
        for noun in oblique(head, prep):
            clauses += children(noun, "acl", "ccomp")
    for clause in clauses:
        for child in clause.children:
            if child.dep_ == "nsubj":
                found += conjuncts(child)
    return found


def _condition_subjects(head: Word) -> list[Word]:
    below = complement_clauses(head)
    below += [c for clause in below for c in complement_clauses(clause)]
    tops = [head, *list(ancestors(head))[:3], *below]
    for top in tops:
        for clause in children(top, "advcl"):
            if preposition(clause) in ("if", "unless", "should"):
                found = [p for c in children(clause, *sorted(SUBJECTS)) for p in conjuncts(c)]
                if found:
                    return found
    return []


def sufferers(noun: Word) -> list[Word]:
    """Who has to bear what the noun names: "Borduria faced attacks from the rebels"."""
    verb = noun.head
    if noun.dep_ == "conj":
        return sufferers(verb) if verb.pos_ == noun.pos_ and verb.i < noun.i else []
    if noun.dep_ != "obj" or lemma_of(verb) not in lexicon().groups["bear"]:
        return []
    return agents(verb)


def light_subjects(noun: Word) -> list[Word]:
    """Who holds, makes or launches what the noun names ("Iran held talks"), or is told to have done
    so ("an attack blamed on the rebels")."""
    verb = noun.head
    groups = lexicon().groups
    for told in children(noun, "acl"):
        if lemma_of(told) in groups["light"] and told.tag_ != "VBG":
            return oblique(told, "by")
    ascribed = [*children(noun, "acl"), *([verb] if noun.dep_ in ("nsubj", "nsubj:pass") else [])]
    for told in ascribed:
        if lemma_of(told) in groups["ascribe"] and not children(told, "obj"):
            return next((o for p in ("on", "to", "by") if (o := oblique(told, p))), [])
    if noun.dep_ == "conj":
        return light_subjects(verb) if verb.i != noun.i and verb.pos_ == noun.pos_ else []
    if noun.dep_ in ("obj", "nsubj:pass", "obl") and verb.pos_ == "VERB" and not sufferers(noun):
        if noun.dep_ == "obl" and preposition(noun) not in ("in", "into", "for"):
            return []
        if lemma_of(verb) in lexicon().groups["light"]:
            return agents(verb)
    return []
