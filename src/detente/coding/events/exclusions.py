"""What is no event though a word of the lexicon stands there: purposes and wishes, questions,
rules, accidents, names, talk to the press, a source's wish not to be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.events.frames import Frame, fillers
from detente.coding.events.lexicon import lexicon
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    FIRST_PERSON,
    agents,
    ancestors,
    belongs,
    children,
    complement_clauses,
    grammatical_subjects,
    is_negated,
    is_passive,
    lemma_of,
    preposition,
)
from detente.coding.statements.lexicon import cues

if TYPE_CHECKING:
    from detente.language.words import Word

_PERFORMATIVE = frozenset({"want", "wish", "like", "let"})
_OUGHT = frozenset({"should", "must", "ought"})
_OPEN = frozenset({"who", "whom", "when", "where", "how", "what", "which", "why"})
_BRIEFINGS = frozenset({"conference", "briefing", "event", "interview"})
_OF_NEWS = frozenset({"news", "press", "media"})
_GERUND_MARKS = frozenset(
    {"for", "of", "from", "against", "without", "about", "on", "toward", "in"}
)


def with_the_press(frame: Frame, parties: Parties) -> bool:
    """Whether somebody only speaks to reporters or to a paper, or holds a news conference."""
    if frame.entry.kind != "verb":
        return False
    nouns = [w for w in frame.words if lemma_of(w) in _BRIEFINGS]
    if any(c.lower_ in _OF_NEWS for n in nouns for c in children(n, "compound")):
        return True
    partners = [t for slot in ("with", "to", "obj") for t in fillers(frame, slot, parties)]
    return bool(partners) and all(_of_the_press(t, parties) for t in partners)


def _of_the_press(token: Word, parties: Parties) -> bool:
    if lemma_of(token) in lexicon().groups["media"]:
        return True
    actors = [a for i in parties.of(token) if (a := parties.actor(i)) is not None]
    return bool(actors) and all("JRN" in a.sectors for a in actors)


def unrealised(head: Word) -> bool:
    """Purposes, plans and wishes ("to combat", "efforts to destroy", "wants to leave") are no
    events, nor are gerunds that name an idea ("in favour of leaving")."""
    groups = lexicon().groups
    if head.pos_ not in ("VERB", "AUX"):
        return head.dep_ == "nmod" and lemma_of(head.head) in groups["unreal"]
    if any(c.dep_ == "aux" and c.lower_ in _OUGHT for c in head.children):
        return True
    here = head
    while here.dep_ == "conj" and here.head.pos_ == here.pos_:
        here = here.head
    if here.dep_ == "advcl" and preposition(here) in ("if", "unless"):
        return True
    marks = {c.lower_ for c in here.children if c.dep_ in ("mark", "aux") and c.i < here.i}
    above = lemma_of(here.head)
    if "to" in marks and here.tag_ != "VBG":
        if here.dep_ == "xcomp":
            if above in groups["order"] and orders_own(here.head):
                return False  # "ordered his army to cross the border"
            if above in _PERFORMATIVE and _first_person(here.head):
                return False  # "I want to thank"
            heard = is_passive(here.head) and above in groups["heard"]
            if (heard or above in ("appear", "seem")) and _over(here):
                return False  # "are believed to have killed"
            return above not in groups["implicative"] | groups["schedule"]
        if here.dep_ == "acl" and above in groups["decision"]:
            return is_negated(here.head.head)  # "the decision to close the border"
        if here.dep_ in ("advcl", "acl"):
            return above not in groups["motion"]
        return here.dep_ in ("csubj", "ccomp", "nsubj")
    if here.dep_ in ("advcl", "acl") and here.tag_ == "VBG":
        return bool(marks & _GERUND_MARKS or preposition(here) in _GERUND_MARKS)
    return False


def orders_own(verb: Word) -> bool:
    """Whether somebody has his own people do it, and so does it: "ordered his ministry to send
    troops", "directed the army to fire" does not say whose."""
    organs = [c for c in children(verb, "obj", "iobj") if belongs(c, "organs")]
    own = [o for c in organs for o in children(c, "nmod:poss")]
    return any(o.lower_ in ("his", "her", "its", "their") for o in own)


def _over(verb: Word) -> bool:
    """Whether an infinitive tells what is past: "to have killed"."""
    return any(c.lower_ == "have" for c in children(verb, "aux"))


def asked(head: Word) -> bool:
    """Whether it is what somebody asks or does not tell ("asked whether Russia would attack")."""
    for token in (head, *ancestors(head)):
        if token.dep_ in ("ccomp", "acl", "advcl", "conj") and preposition(token) == "whether":
            return True
        open_ = token.dep_ == "ccomp" and is_negated(token.head)
        if open_ and any(c.lower_ in _OPEN for c in token.children):
            return True  # "did not announce whom they would support"
    return False


def asks_for_cover(head: Word) -> bool:
    """Whether a source only keeps out of the report: "declined to be named", "asked not to be
    identified", "asked that he not be quoted"."""
    unnamed = cues().words("unnamed")
    return any(lemma_of(c) in unnamed and is_passive(c) for c in complement_clauses(head))


def told_by_rule(verb: Word) -> bool:
    """Whether a rule does it, and nobody by it: "the law forbids", "guidelines call for"; or
    nothing at all: "it requires patience"."""
    subjects = agents(verb)
    if lemma_of(verb) == "require" and any(s.lower_ in ("it", "this", "that") for s in subjects):
        return True
    return any(lemma_of(s) in lexicon().groups["rule"] for s in subjects)


def mere_opinion(verb: Word) -> bool:
    """Whether it is suggested that something is so, not that it be done ("data suggest that")."""
    if lemma_of(verb) not in ("suggest", "insist"):
        return False
    return any(_indicative(c) for c in children(verb, "ccomp"))


def _indicative(clause: Word) -> bool:
    """Whether a clause tells what is so; "that the budget include it" tells what is wanted."""
    if clause.tag_ == "VBP" and any(s.tag_ in ("NN", "NNP") for s in children(clause, "nsubj")):
        return False
    finite = ("VBD", "VBZ", "VBP")
    helped = any(h.tag_ in finite for h in children(clause, "aux", "cop"))
    return helped or clause.tag_ in (*finite, "VBN")


def is_name(head: Word) -> bool:
    """Whether the noun is part of a name, such as a war or an operation of the past."""
    return head.ent_type_ == "EVENT" or (
        head.pos_ == "PROPN" and head.is_title and head.sent.start != 0
    )


def accident(frame: Frame, parties: Parties) -> bool:
    """Whether the harm is done by a crash, a fire or the weather, and by nobody."""
    causes = lexicon().groups["accident"]
    if any(_mishap(t, causes) for t in fillers(frame, "subj", parties)):
        return True
    if frame.head.dep_ == "advcl" and lemma_of(frame.head.head) in lexicon().groups["mishap"]:
        return True  # "a tower collapsed, killing nine"
    if lemma_of(frame.head) not in lexicon().groups["harm"] or frame.entry.kind != "verb":
        return False
    return any(lemma_of(t) in causes for t in frame.head.sent)


def _mishap(subject: Word, causes: frozenset[str]) -> bool:
    """Whether it is an accident, a beast or a fire that nobody opened ("a fire killed nine")."""
    lemma = lemma_of(subject)
    fire = lemma == "fire" and subject.pos_ == "NOUN"
    return lemma in causes or (fire and not children(subject, "compound", "amod"))


def hypothetical(head: Word) -> bool:
    """Whether none or any is meant: "any attack"."""
    return any(c.lower_ in ("any", "no", "every") for c in children(head, "det"))


def _first_person(verb: Word) -> bool:
    return any(s.lower_ in FIRST_PERSON for s in grammatical_subjects(verb))


def infinitive_of(token: Word) -> Word | None:
    """The verb of the infinitive that a verb or adjective governs ("ready to work")."""
    for clause in complement_clauses(token):
        if any(c.lower_ == "to" for c in children(clause, "mark", "aux")):
            return clause
    return None
