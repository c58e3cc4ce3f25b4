"""What a speaker says is not so, or not done: "that is wrong", "no attack is planned"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.commitments.model import Trigger
from detente.coding.commitments.verbs import groups
from detente.coding.events.lexicon import lexicon
from detente.coding.events.parties import Parties
from detente.coding.events.speech import never_done
from detente.coding.events.syntax import (
    SUBJECTS,
    children,
    conjuncts,
    has_subject,
    is_negated,
    is_passive,
    lemma_of,
)

if TYPE_CHECKING:
    from detente.language.words import Word
    from detente.record import Statement

_THAT = frozenset({"that", "this", "it", "these", "those", "all"})
_NOBODY = frozenset({"nobody", "none"})
_NONE = frozenset({"nobody", "none", "nothing"})
_BEING = frozenset(
    {"be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re"}
)
_PAST = frozenset({"did", "have", "has", "had", "'ve", "’ve"})
_LATER = frozenset(
    {"will", "would", "shall", "'ll", "’ll", "may", "might", "could", "can", "must", "should"}
)
_HELD = frozenset({"be", "have"})
"""What no verb of a deed need be: "there are no troops", "we have nothing to do with it"."""
_JUDGING = ("false", "amiss", "true")
_RELATIVE = frozenset({"acl", "acl:relcl", "advcl"})


def denial(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    """A denial in plain words, in the words of a speaker who acts."""
    if why := _false(token):
        return Trigger(token, "denial", "clause", why)
    if token.pos_ != "VERB" and lemma_of(token) not in _HELD:
        return None
    if token.dep_ in _RELATIVE or not parties.countries((statement.speaker or "",)):
        return None
    if never_done(token, statement, parties) or _not_doing(token, statement, parties):
        why = "what the speaker's side is said not to have done"
    elif _not_done_to(token):
        why = "what is said not to be planned or done"
    elif _never_said(token, statement, parties):
        why = "what the speaker's side is said never to have said"
    elif _not_there(token, statement, parties) or _nothing_to_do(token, statement, parties):
        why = "what the speaker's side is said to have no part in"
    else:
        return None
    return Trigger(token, "denial", "clause", why)


def _false(token: Word) -> str | None:
    """ "The reports are false", "that is not true", "there is no truth in it"."""
    words, judged = {lemma_of(token), token.lower_}, groups()
    if "be" not in words and all(words.isdisjoint(judged[name]) for name in _JUDGING):
        return None
    subjects = children(token, *sorted(SUBJECTS))
    why = f"“{token.text}” denies what others say"
    if not is_negated(token):
        subject = any(c.dep_ in (*SUBJECTS, "expl") for c in token.children)
        outright = words & groups()["false"] and subject
        return why if outright or (words & groups()["amiss"] and _of_a_claim(token)) else None
    if words & groups()["true"] and _of_a_claim(token):
        return f"“not {token.text}” denies what others say"
    there = any(c.dep_ == "expl" for c in token.children) and lemma_of(token) == "be"
    truth = next((s for s in subjects if lemma_of(s) in groups()["truth"]), None)
    return why if there and truth is not None and _in_a_claim(truth) else None


def _in_a_claim(truth: Word) -> bool:
    """Whether it is a claim that there is no truth in: "in these reports", "in it", "that"."""
    behind = children(truth, "nmod", "acl")
    return all(
        c.dep_ == "acl" or c.pos_ == "PRON" or lemma_of(c) in groups()["claim"] for c in behind
    )


def _of_a_claim(token: Word) -> bool:
    """Whether it judges what others claim: a word for a claim is its subject, or a "that" after
    somebody's claim; "it is wrong to kill" judges a deed."""
    if any(c.dep_ in ("csubj", "expl") for c in token.children):
        lie = any(c.dep_ in ("ccomp", "acl") and _begins(c, "that") for c in token.children)
        return lie and token.pos_ == "NOUN"
    for subject in children(token, *sorted(SUBJECTS)):
        if lemma_of(subject) in groups()["claim"]:
            return True
        if subject.lower_ in _THAT and not children(subject, "acl", "acl:relcl"):
            return _claimed_before(token)
    return False


def _claimed_before(token: Word) -> bool:
    start = token.sent.start
    first = token.words[start - 1].sent.start if start else 0
    return any(lemma_of(t) in groups()["claiming"] for t in token.words[first : token.sent.end])


def _begins(clause: Word, word: str) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == word for c in clause.children)


def _not_doing(token: Word, statement: Statement, parties: Parties) -> bool:
    """ "We are not preparing an attack", "Borduria threatens nobody", "we strike only barracks"."""
    if token.pos_ != "VERB" or is_passive(token) or not _own(token, statement, parties):
        return False
    lemma, helpers = lemma_of(token), {c.lower_ for c in children(token, "aux")}
    known = lexicon().groups
    deeds = known["hostile"] | known["misdeed"] | groups()["spared"]
    if helpers & _LATER:
        return False
    objects = [p for c in children(token, "obj") for p in conjuncts(c)]
    if any(o.lower_ in _NOBODY or o.text.lower() == "no one" for o in objects):
        return lemma in deeds | known["harm"]
    only = any(c.lower_ in ("only", "exclusively") for o in objects for c in o.children)
    if only or any(c.lower_ in ("only", "exclusively") for c in token.children):
        return bool(objects) and lemma in groups()["spared"]
    going_on = token.tag_ == "VBG" and bool(helpers & _BEING)
    return going_on and is_negated(token) and lemma in deeds | groups()["afoot"]


def _not_done_to(token: Word) -> bool:
    """ "No attack is planned", "towns are not being shelled": nobody is said to do it."""
    if token.pos_ != "VERB" or not is_passive(token) or not is_negated(token):
        return False
    if any(c.lower_ in _LATER for c in children(token, "aux")):
        return False
    finite = any(c.lower_ in _BEING for c in children(token, "aux", "aux:pass"))
    if any(lemma_of(s) in groups()["fixed"] for s in children(token, "nsubj:pass")):
        return False
    return finite and lemma_of(token) in groups()["spared"] | groups()["afoot"]


def _never_said(token: Word, statement: Statement, parties: Parties) -> bool:
    """ "I did not say that they would go", "nobody has promised to leave"."""
    if token.pos_ != "VERB" or is_passive(token) or lemma_of(token) not in groups()["uttered"]:
        return False
    nobody = any(s.lower_ in _NOBODY for s in children(token, "nsubj"))
    if not nobody and not (is_negated(token) and _own(token, statement, parties)):
        return False
    told = [c for c in children(token, "ccomp", "xcomp") if not _asked(c)]
    past = {c.lower_ for c in children(token, "aux")} & _PAST or token.tag_ == "VBD"
    return bool(past and told)


def _asked(clause: Word) -> bool:
    """Whether it is not told: "did not say when they would go"."""
    open_ = {"when", "where", "how", "whether", "if", "who", "what", "which", "why"}
    return any(t.lower_ in open_ for t in clause.words[clause.left_edge.i : clause.i])


def _not_there(token: Word, statement: Statement, parties: Parties) -> bool:
    """ "There are no Bordurian soldiers there"."""
    if lemma_of(token) != "be" or not any(c.dep_ == "expl" for c in token.children):
        return False
    if any(c.lower_ in _LATER for c in children(token, "aux")) or not is_negated(token):
        return False
    theirs = parties.countries((statement.speaker or "",))
    arms = lexicon().groups["troops"] | lexicon().groups["weapons"]
    return any(
        lemma_of(s) in arms and parties.countries(parties.of(s)) & theirs
        for s in children(token, "nsubj")
    )


def _nothing_to_do(token: Word, statement: Statement, parties: Parties) -> bool:
    """ "We have nothing to do with it"."""
    if lemma_of(token) != "have" or not _own(token, statement, parties):
        return False
    return any(
        o.lower_ in _NONE and any(lemma_of(c) == "do" for c in children(o, "acl"))
        for o in children(token, "obj")
    )


def _own(token: Word, statement: Statement, parties: Parties) -> bool:
    here = token
    while here.dep_ == "conj" and not has_subject(here):
        here = here.head
    subjects = children(here, "nsubj")
    own = parties.countries((statement.speaker or "",))
    return any(s.lower_ in ("i", "we") for s in subjects) or bool(
        parties.countries(parties.of_all(subjects)) & own
    )
