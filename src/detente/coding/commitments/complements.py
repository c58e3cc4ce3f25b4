"""What follows a word of binding: the infinitive, clause, object or phrase that says to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.commitments.lexicon import Follower
from detente.coding.commitments.verbs import groups
from detente.coding.conditions import is_condition
from detente.coding.events.frames import core
from detente.coding.events.lexicon import lexicon
from detente.coding.events.syntax import (
    SUBJECT_CONTROL,
    SUBJECTS,
    children,
    conjuncts,
    is_passive,
    lemma_of,
    oblique,
    patients,
    preposition,
)

if TYPE_CHECKING:
    from detente.language.words import Word

FUTURE_AUX = frozenset({"will", "'ll", "’ll", "shall", "would", "wo", "'d", "’d"})
_OUGHT = frozenset({"should", "must", "ought", "shall"})
_ADDRESSED = ("for", "on", "upon", "to", "with")
_TERMS = frozenset({"minute", "hour", "day", "week", "month", "deadline", "ultimatum"})
_MANDATIVE = frozenset({"demand", "request", "urge", "recommend", "propose", "require", "ask"})
"""What their clause tells is wanted, whatever the form of its verb: "demand that they leave"."""
_POINTING = frozenset({"this", "that", "it", "these", "those", "them", "both", "either"})
_PLANNING = frozenset({"plan", "intend", "aim", "decide", "agree", "begin", "start", "set", "go"})


def follower_of(head: Word, follower: Follower) -> Word | None:
    """The head of what follows in this form, ``None`` where it does not follow."""
    match follower.form:
        case "inf":
            return next((c for c in infinitives(head) if not others_infinitive(head, c)), None)
        case "inf2":
            others = [c for c in infinitives(head) if others_infinitive(head, c)]
            return next((c for c in others if _asked_of(head, c, follower.words)), None)
        case "that":
            return next((c for c in clauses(head)), None)
        case "ought":
            wanted = lemma_of(head) in _MANDATIVE
            return next((c for c in clauses(head) if _asks(c, wanted)), None)
        case "future":
            return _future(head)
        case "term":
            return _in_a_term(head)
        case "obj":
            return next(iter(_objects(head, follower.words)), None)
        case "this":
            return next((c for c in children(head, "obj") if c.lower_ in _POINTING), None)
        case "said":
            return None  # what it is the cue of is asked of the statements
        case _:
            return _behind(head, follower)


def _behind(head: Word, follower: Follower) -> Word | None:
    if follower.form.startswith("+"):
        particle = follower.form[1:]
        beside = [c for c in head.children if c.lower_ == particle or preposition(c) == particle]
        objects = [p for p in patients(head) if p.i != head.i]
        return next(iter(objects), None) or next(iter(clauses(head)), None) if beside else None
    for top in (head, *([head.head] if head.pos_ == "NOUN" and head.dep_ == "obj" else [])):
        for clause in children(top, "advcl", "acl", "ccomp", "xcomp"):
            if preposition(clause) == follower.form and clause.i > head.i:
                return clause
    for found in oblique(head, follower.form):
        words = {lemma_of(found), found.lower_, lemma_of(core(found))}
        if not follower.words or words & follower.words:
            return found
    return None


def infinitives(head: Word) -> list[Word]:
    """The infinitives that a word governs."""
    found = [
        part
        for child in children(head, "xcomp", "ccomp", "acl", "advcl", "csubj")
        for part in conjuncts(child)
        if child.i > head.i
    ]
    found += [c for noun in children(head, "obj") for c in children(noun, "acl")]
    return [c for c in found if is_infinitive(c) and not is_condition(c)]


def is_infinitive(clause: Word) -> bool:
    """Whether a clause begins with "to"; one that is joined to an infinitive is one too."""
    if any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in clause.children):
        return True
    return clause.dep_ == "conj" and clause.tag_ == "VB" and is_infinitive(clause.head)


def others_infinitive(head: Word, clause: Word) -> bool:
    """Whether another party is to do it: "urged Borduria to leave", "a call on them to leave"."""
    if any(c.dep_ in SUBJECTS for c in clause.children):
        return True
    if lemma_of(head) in SUBJECT_CONTROL:
        return False
    return bool(addressed(head, clause)) or (is_passive(head) and bool(patients(head)))


def _asked_of(head: Word, clause: Word, wanted: frozenset[str]) -> bool:
    """Whether those who are to do it stand behind one of these prepositions, if any are asked for,
    or are its object: "called on Borduria to go", "called Borduria to go", and not "called it rash
    to go"."""
    named = addressed(head, clause)
    if not wanted or any(preposition(n) in wanted for n in named):
        return True
    return any(n.dep_ in ("obj", "iobj") and n.lower_ not in _POINTING for n in named)


def addressed(head: Word, clause: Word) -> list[Word]:
    """Those whom a word of asking is addressed to: the nouns between it and the infinitive."""
    inside = {t.i for t in clause.subtree}
    nouns = children(head, "obj", "iobj")
    nouns += [p for prep in _ADDRESSED for p in oblique(head, prep)]
    days = lexicon().groups["days"]
    nouns = [n for n in nouns if n.lower_ not in days]
    return [n for n in nouns if head.i < n.i < clause.i and n.i not in inside]


def clauses(head: Word) -> list[Word]:
    """The finite clauses that say what is promised or asked."""
    found = [p for c in children(head, "ccomp") for p in conjuncts(c)]
    found += [c for c in children(head, "acl") if preposition(c) == "that"]
    found += [c for c in children(head, "csubj", "csubj:outer") if preposition(c) == "that"]
    return [c for c in found if not is_infinitive(c) and preposition(c) != "whether"]


def _asks(clause: Word, wanted: bool = False) -> bool:
    """ "should leave", "must leave", "leave" in "insists that he leave", "be released"."""
    helpers = [c for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop")]
    if any(h.lower_ in _OUGHT for h in helpers):
        return True
    modal = any(h.tag_ == "MD" or h.lower_ in ("do", "does", "did") for h in helpers)
    if any(h.lower_ == "be" for h in helpers) and not modal:
        return True
    subject = any(c.dep_ in SUBJECTS for c in clause.children)
    tags = ("VB", "VBP") if wanted else ("VB",)
    return subject and clause.tag_ in tags and not helpers


def is_to_come(clause: Word) -> bool:
    """Whether a clause tells what is to come, or has just begun: "would leave", "is leaving"."""
    helpers = {c.lower_ for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop")}
    if helpers & FUTURE_AUX or is_infinitive(clause):
        return True
    if clause.tag_ == "VBG" and helpers & {"is", "are", "was", "were", "'s", "’s", "'re", "’re"}:
        return True
    return lemma_of(clause) in _PLANNING and clause.tag_ in ("VBZ", "VBP", "VBD", "VBN")


def _future(head: Word) -> Word | None:
    for clause in clauses(head):
        if is_to_come(clause):
            return clause
    heard = lexicon().groups["media"] | lexicon().groups["delegation"]
    nouns = [o for o in _objects(head, frozenset()) if lemma_of(o) not in heard]
    return next((o for o in nouns if lemma_of(o) not in groups()["over"]), None)


def _in_a_term(head: Word) -> Word | None:
    """The deed of "gave them 48 hours to leave", "gave them until Friday to leave"."""
    objects = [p for c in children(head, "obj", "iobj") for p in conjuncts(c)]
    term = any(lemma_of(o) in _TERMS for o in objects)
    if not term and not oblique(head, "until") and not oblique(head, "till"):
        return None
    return next(iter(infinitives(head)), None)


def _objects(head: Word, wanted: frozenset[str]) -> list[Word]:
    if head.pos_ == "NOUN":
        return []
    found = [t for t in patients(head) if t.pos_ in ("NOUN", "PROPN", "VERB", "NUM")]
    if not wanted:
        return found
    return [t for t in found if {lemma_of(t), lemma_of(core(t)), t.lower_} & wanted]
