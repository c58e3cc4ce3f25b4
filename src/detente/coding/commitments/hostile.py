"""Whether what somebody will do, or is ready for, hits another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.commitments.verbs import groups
from detente.coding.conditions import conditions_in
from detente.coding.events.lexicon import lexicon
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    FIRST_PERSON,
    children,
    conjuncts,
    grammatical_subjects,
    is_negated,
    lemma_of,
    oblique,
)

if TYPE_CHECKING:
    from detente.language.words import Word


def strikes(deed: Word) -> bool:
    """Whether a deed is hostile whoever it falls on: "retaliate", "use force", "order a strike"."""
    if lemma_of(deed) in groups()["strike"]:
        return not any(lemma_of(t) in groups()["asked"] for t in oblique(deed, "to"))
    objects = children(deed, "obj")
    if lemma_of(deed) == "use" and {lemma_of(t) for t in objects} & {"force", "weapon"}:
        return True
    return any(lemma_of(t) in groups()["blow"] for c in objects for t in (c, *c.children))


def hits(deed: Word, parties: Parties) -> bool:
    """Whether a deed falls on a party."""
    nouns = [p for c in children(deed, "obj") for p in conjuncts(c)]
    nouns += [p for prep in ("on", "against") for p in oblique(deed, prep)]
    return bool(parties.of_all(nouns, target=True))


def means_harm(complement: Word, parties: Parties) -> bool:
    """Whether what somebody is ready for hits another: "ready to strike", "ready for sanctions"."""
    if complement.pos_ in ("NOUN", "PROPN"):
        return any(lemma_of(p) in groups()["arms"] for p in conjuncts(complement))
    return any(
        strikes(deed) or (lemma_of(deed) in groups()["hit"] and hits(deed, parties))
        for deed in conjuncts(complement)
    )


def answers_affront(token: Word, deed: Word, parties: Parties) -> bool:
    """Whether a deed that is no kindness hangs on what another does to harm: "if they attack, we
    will act"; also where the sentence before has said so."""
    kind = lexicon().groups["nice"] | lexicon().groups["yield"]
    if lemma_of(deed) in kind | groups()["stand"] | groups()["loyal"]:
        return False
    return any(_is_affront(c, token, parties) for c in _conditions(token))


def _conditions(token: Word) -> list[Word]:
    words, start = token.words, token.sent.start
    before = words[start - 1].sent.start if start else 0
    same = "\n" not in words.text[words[before].idx : token.idx]
    first = before if same else start
    return [head for head, _ in conditions_in(words[first : token.sent.end])]


def _is_affront(condition: Word, token: Word, parties: Parties) -> bool:
    if condition.pos_ in ("NOUN", "PROPN"):
        known = lexicon().groups
        return lemma_of(condition) in known["violence"] | known["befalls"]
    further = any(c.lower_ == "further" for c in children(condition, "advmod"))
    if lemma_of(condition) not in groups()["affront"] and not further:
        return False
    if is_negated(condition):
        return False
    subjects = grammatical_subjects(condition)
    return bool(subjects) and not any(s.lower_ in FIRST_PERSON for s in subjects)
