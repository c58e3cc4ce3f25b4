"""What a speaker says is to come of a deed, or not to come at all: "it would mean war", "there
will be no talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.commitments.model import Trigger
from detente.coding.commitments.verbs import groups
from detente.coding.conditions import is_condition
from detente.coding.events.frames import core
from detente.coding.events.syntax import SUBJECTS, children, conjuncts, is_negated, lemma_of

if TYPE_CHECKING:
    from detente.coding.events.parties import Parties
    from detente.language.words import Word
    from detente.record import Statement

_TO_COME = frozenset({"will", "'ll", "’ll", "shall", "would", "could", "can", "may", "might", "wo"})
_NEVER = frozenset({"will", "'ll", "’ll", "shall", "would", "wo", "can"})
_GOVERN = frozenset({"GOV", "MIL", "LEG", "IGO", "REB", "SPY"})
_POINTING = frozenset({"such", "any", "this", "that", "another", "further", "it"})


def outlook(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    """What is to come, in the words of one who acts for a state or body; a witness or a scholar
    who says so binds nobody."""
    if token.dep_ in ("acl", "acl:relcl", "advcl") or not _acts(statement, parties):
        return None
    return _none_to_come(token) or _calamity(token, parties) or _misstep(token)


def _acts(statement: Statement, parties: Parties) -> bool:
    speaker = parties.actor(statement.speaker or "")
    if speaker is None or speaker.country is None:
        return False
    return speaker.kind in ("state", "organisation") or bool(_GOVERN & set(speaker.sectors))


def _calamity(token: Word, parties: Parties) -> Trigger | None:
    """ "Sanctions could lead to a break of relations" warns of them."""
    will = next((c for c in children(token, "aux") if c.lower_ in _TO_COME), None)
    if will is None or is_negated(token) or lemma_of(token) not in groups()["ending"]:
        return None
    subjects = children(token, *sorted(SUBJECTS))
    if not subjects and not children(token, "csubj"):
        return None
    if any(parties.is_actor(s) for s in subjects):
        return None  # "Borduria would provoke a war" accuses
    found = [p for c in children(token, "obj", "obl") for p in conjuncts(c)]
    if not any({lemma_of(p), lemma_of(core(p))} & groups()["calamity"] for p in found):
        return None
    return Trigger(token, "warning", "clause", "harm that is said to follow", marks=(will,))


def _misstep(token: Word) -> Trigger | None:
    """ "Such a step would be a grave mistake" warns of it."""
    if token.pos_ != "NOUN" or lemma_of(token) not in groups()["misstep"] or is_negated(token):
        return None
    will = next((c for c in children(token, "aux") if c.lower_ == "would"), None)
    if will is None or not children(token, "cop"):
        return None
    if any(c.lower_ == "have" for c in children(token, "aux")):
        return None  # "would have been a mistake" warns of nothing
    subjects = children(token, *sorted(SUBJECTS))
    pointing = any(
        s.lower_ in _POINTING or any(c.lower_ in _POINTING for c in s.children) for s in subjects
    )
    if not pointing and not children(token, "csubj", "advcl"):
        return None
    return Trigger(token, "warning", "clause", "a step that is warned of", marks=(will,))


def _none_to_come(token: Word) -> Trigger | None:
    """ "There will be no talks" refuses them, "there will be no war" promises none."""
    if lemma_of(token) != "be" or not any(c.dep_ == "expl" for c in token.children):
        return None
    will = next((c for c in children(token, "aux") if c.lower_ in _NEVER), None)
    if will is None:
        return None
    if any(c.lower_ == "longer" for c in token.children):
        bound = any(is_condition(c) for c in token.children)
        why = "what there will be no more"
        return Trigger(token, "threat" if bound else "announcement", "clause", why, marks=(will,))
    if not is_negated(token):
        return None
    for subject in (p for c in children(token, "nsubj") for p in conjuncts(c)):
        lemma = lemma_of(subject)
        if lemma in groups()["withheld"] or lemma_of(core(subject)) in groups()["withheld"]:
            return Trigger(token, "refusal", "clause", "what there will be none of", marks=(will,))
        if lemma in groups()["forsworn"]:
            return Trigger(token, "promise", "clause", "harm there will be none of", marks=(will,))
    return None
