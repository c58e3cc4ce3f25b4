"""Steps that the report itself tells in its own voice: "Borduria will send troops"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.commitments.clauses import FORCED, FUTURE, auxiliary, deed_of, subjects_of
from detente.coding.commitments.hostile import strikes
from detente.coding.commitments.model import Trigger
from detente.coding.commitments.verbs import groups
from detente.coding.conditions import is_condition
from detente.coding.events.lexicon import lexicon
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    ancestors,
    children,
    grammatical_subjects,
    is_negated,
    is_passive,
    lemma_of,
    oblique,
)

if TYPE_CHECKING:
    from detente.language.words import Word

_IS = frozenset({"is", "are"})


def told_step(token: Word, parties: Parties) -> Trigger | None:
    """A step that the report itself says a state or body will take: "Borduria will send troops",
    "Borduria is to send troops"."""
    if token.pos_ != "VERB":
        return None
    will = auxiliary(token, FUTURE)
    if will is None and (token.tag_ != "VB" or (will := _is_to(token)) is None):
        return None
    found = _step(token, will, parties)
    if found is None or any(is_condition(t) for t in (token, *ancestors(token))):
        return None
    if (
        any(is_condition(t) for t in token.children)
        and _is_to(token) is None
        and (not is_passive(token))
    ):
        return None  # what will happen if others do this or that is guessed
    return found


def _step(token: Word, will: Word, parties: Parties) -> Trigger | None:
    if is_negated(token):
        return _refused(token, parties)
    if is_passive(token):
        return _issued(token, parties) or _forced(token, parties)
    if token.tag_ != "VB":
        return None
    steps = lexicon().groups["yield"] | lexicon().groups["nice"] | groups()["hit"]
    deed = deed_of(token)
    steps = steps | groups()["strike"] | groups()["step"]
    if deed.pos_ != "VERB" or lemma_of(deed) not in steps:
        return None
    if not parties.countries(parties.of_all(subjects_of(token) or grammatical_subjects(token))):
        return None
    why = "a step that the report says somebody will take"
    return Trigger(token, "announcement", "clause", why, complement=deed, marks=(will,))


def _refused(token: Word, parties: Parties) -> Trigger | None:
    """ "Borduria will not attend": the report says that a state or body will not do it."""
    will = auxiliary(token, FUTURE)
    if will is None or is_passive(token) or token.dep_ in ("acl", "acl:relcl", "advcl"):
        return None
    if lemma_of(token) not in lexicon().groups["refusable"]:
        return None
    if not parties.countries(parties.of_all(subjects_of(token))):
        return None
    why = "what the report says somebody will not do"
    return Trigger(token, "refusal", "clause", why, complement=token, marks=(will,))


def _issued(token: Word, parties: Parties) -> Trigger | None:
    """What a state or body will let go out: "the Bordurian answer will be published"."""
    will = auxiliary(token, FUTURE)
    if will is None or oblique(token, "by"):
        return None
    public = lemma_of(token) == "make" and any(c.lower_ == "public" for c in token.children)
    papers = [s for s in children(token, "nsubj:pass") if lemma_of(s) in groups()["issued"]]
    if not papers or not (public or lemma_of(token) in groups()["issuing"]):
        return None
    if not parties.countries(parties.of_all(papers)):
        return None
    why = "what the report says somebody will issue"
    return Trigger(token, "announcement", "clause", why, marks=(will,))


def _forced(token: Word, parties: Parties) -> Trigger | None:
    """ "Borduria will be forced to respond" threatens, in whose words ever it is told."""
    will = auxiliary(token, FUTURE)
    deed = next(iter(children(token, "xcomp")), None)
    if will is None or deed is None or lemma_of(token) not in FORCED or not strikes(deed):
        return None
    if not parties.countries(parties.of_all(grammatical_subjects(token))):
        return None
    why = "what one will do is hostile"
    return Trigger(token, "threat", "clause", why, complement=deed, marks=(will,))


def _is_to(token: Word) -> Word | None:
    """The "is" of "is to hold talks"."""
    if not any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in token.children):
        return None
    if token.dep_ == "xcomp" and token.head.lower_ in _IS:
        return token.head
    return next((c for c in children(token, "cop", "aux") if c.lower_ in _IS), None)
