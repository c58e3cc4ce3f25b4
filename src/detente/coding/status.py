"""Did it happen? The status of what a verb or noun tells, by the words around it.

The questions are asked in the order of ``docs/events.md``: denied, conditional, possible, planned,
claimed; what is left is ongoing or has happened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from detente.coding.conditions import mark_of
from detente.coding.events.lexicon import lexicon
from detente.coding.events.syntax import ancestors, children, is_negated, lemma_of, negation
from detente.record import EventStatus

if TYPE_CHECKING:
    from detente.language.words import Word

_TEMPORAL = frozenset({"until", "till", "once", "after", "when", "before"})
_POSSIBLE_AUX = frozenset({"may", "might", "could", "can"})
_FUTURE_AUX = frozenset({"will", "'ll", "’ll", "shall", "would", "'d", "wo", "gonna"})
_POSSIBLE_WORDS = frozenset(
    {
        "possible", "possibly", "perhaps", "maybe", "potential", "potentially", "hypothetical",
        "alleged", "possibility", "prospect", "risk", "danger", "fear", "chance", "likelihood",
        "concern", "worry", "threat",
    }
)  # fmt: skip
_DENIALS = frozenset(["deny", "refute", "rebut", "disavow", "dispute", "reject"])
_BE = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "was", "were"})
_ONGOING_WORDS = frozenset(["ongoing", "continuing", "current", "continued", "continuous"])
_PLANNED_WORDS = frozenset(
    {
        "planned", "future", "upcoming", "proposed", "forthcoming", "scheduled", "expected",
        "imminent", "next", "intended", "eventual",
    }
)  # fmt: skip
_LIMIT = 6


def status_of(head: Word) -> EventStatus:
    """The status that the words themselves tell; who says it is not asked here."""
    return status_and_cue(head)[0]


def status_and_cue(head: Word) -> tuple[EventStatus, Word | None]:
    """The same, with the word that shows it: "not", "if", "may", "will"; ``None`` for a fact."""
    if (cue := _denied(head)) is not None:
        return "denied", cue
    chain = _clause_chain(head)
    deeds = children(head, "xcomp") if head.pos_ == "ADJ" else []  # "ready to help if ..."
    questions: tuple[tuple[EventStatus, Callable[[Word], Word | None], list[Word]], ...] = (
        ("conditional", _conditional, [*chain, *deeds]),
        ("possible", _possible, chain),
        ("planned", _planned, chain),
        ("planned", _scheduled, chain[1:]),
        ("ongoing", _ongoing, chain[:2]),
    )
    for status, question, tokens in questions:
        for token in tokens:
            if (cue := question(token)) is not None:
                return status, cue
    return "happened", None


def _clause_chain(head: Word) -> list[Word]:
    """The head and the verbs above it that decide whether it came about."""
    chain = [head]
    here = head
    for above in ancestors(head):
        if len(chain) > _LIMIT or here.dep_ in ("acl:relcl", "parataxis", "advcl", "root", "ROOT"):
            break
        verbal = here.pos_ in ("VERB", "AUX", "ADJ")
        if here.dep_ == "conj" and (_own_tense(here) or above.pos_ != here.pos_):
            break
        if here.dep_ == "conj" and here.tag_ == "VBD" and above.tag_ in ("VB", "VBN"):
            break  # "would have been tried but resigned"
        if here.dep_ == "ccomp" and verbal:
            break  # a clause under "said" has its own tense
        if here.dep_ in ("obl", "nmod", "amod", "compound", "nmod:poss"):
            break
        chain.append(above)
        here = above
    return chain


def _own_tense(verb: Word) -> bool:
    return any(c.dep_ in ("aux", "nsubj", "nsubj:pass") for c in verb.children)


def _denied(head: Word) -> Word | None:
    if (cue := negation(head) or _called_off(head) or _to_nobody(head)) is not None:
        return cue
    here = head
    for above in ancestors(head):
        if here.dep_ not in ("ccomp", "xcomp", "obj", "conj", "acl", "obl"):
            return None
        if lemma_of(above) == "fact":
            return None  # "cannot change the fact that they left": they did
        if lemma_of(above) in _DENIALS and here.dep_ in ("ccomp", "xcomp", "obj"):
            return above
        if here.dep_ == "obj" and (cue := negation(above)) is not None:
            return cue
        here = above
    return None


def _to_nobody(verb: Word) -> Word | None:
    """The object that says that nobody is concerned: "threatens nobody", "attacked no one"."""
    for child in verb.children:
        if child.dep_ == "obj" and child.lower_ in ("nobody", "none", "nothing"):
            return child
        if (
            child.dep_ == "obj"
            and child.lower_ == "one"
            and any(c.lower_ == "no" for c in child.children)
        ):
            return child
    return None


def _called_off(noun: Word) -> Word | None:
    """The verb that tells that what a noun names came to nothing: "the ceasefire collapsed", "the
    talks did not take place", "cancelled the visit"."""
    verb = noun.head
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ not in ("nsubj", "nsubj:pass", "obj"):
        return None
    groups = lexicon().groups
    if noun.dep_ != "nsubj" and lemma_of(verb) in groups["undo"]:
        return verb
    lemma = lemma_of(verb)
    came_to_nothing = noun.dep_ != "obj" and (
        (is_negated(verb) and (lemma in groups["aspect"] or lemma in ("take", "happen", "occur")))
        or (lemma in groups["fail"] and lemma_of(noun) in groups["truce"] | groups["deal"])
    )
    return verb if came_to_nothing else None


def _conditional(token: Word) -> Word | None:
    marks = (_hypothetical(c) for c in (token, *token.children))
    return next((m for m in marks if m is not None), None)


def _hypothetical(clause: Word) -> Word | None:
    """The mark of a condition that may not come about; "once" and "until" tell when."""
    marks = mark_of(clause) if clause.dep_ != "conj" else None
    if marks is None or any(m.lower_ in _TEMPORAL for m in marks):
        return None
    return next(iter(marks), clause)


def _possible(token: Word) -> Word | None:
    for child in token.children:
        if _auxiliary(child) and child.lower_ in _POSSIBLE_AUX:
            return child
        if child.dep_ in ("advmod", "amod") and child.lower_ in _POSSIBLE_WORDS:
            return child
    head = token.head
    if token.dep_ in ("acl", "ccomp", "csubj", "nmod") and head.i != token.i:
        return head if lemma_of(head) in _POSSIBLE_WORDS else None
    return None


def _planned(token: Word) -> Word | None:
    for child in token.children:
        if _auxiliary(child) and child.lower_ in _FUTURE_AUX:
            return child
        if child.dep_ == "amod" and child.lower_ in _PLANNED_WORDS:
            return child
    if _infinitive(token):
        for be in children(token, "cop", "aux"):
            if be.lower_ in _BE:
                return be  # "is to hold talks", in the parse that makes "is" a copula
    if token.dep_ in ("xcomp", "acl", "advcl") and _infinitive(token):
        above = lemma_of(token.head)
        if token.dep_ == "xcomp" and above == "be":
            return token.head  # "is to hold talks"
        if above in lexicon().groups["schedule"] or token.dep_ == "acl":
            return token.head
    return None


def _scheduled(verb: Word) -> Word | None:
    """Whether what a noun names is set, due or expected to take place: "the talks are set to"."""
    if lemma_of(verb) not in lexicon().groups["schedule"]:
        return None
    return verb if any(_infinitive(c) for c in children(verb, "xcomp", "ccomp", "advcl")) else None


def _auxiliary(token: Word) -> bool:
    return token.dep_ == "aux" or token.tag_ == "MD"


def _infinitive(token: Word) -> bool:
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in token.children)


def _ongoing(token: Word) -> Word | None:
    if token.pos_ in ("NOUN", "PROPN"):
        return next((c for c in token.children if c.lower_ in _ONGOING_WORDS), None)
    if token.tag_ == "VBG":
        if children(token, "nsubj") and not children(token, "aux"):
            return token  # "with Borduria shelling the port"
        present = ("is", "are", "'s", "'re", "been", "am")
        return next((c for c in token.children if c.dep_ == "aux" and c.lower_ in present), None)
    lasts = token.pos_ == "VERB" and lemma_of(token) in ("continue", "remain", "keep")
    return token if lasts else None
