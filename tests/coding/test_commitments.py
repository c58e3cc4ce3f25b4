"""Promises, offers, demands and threats, with their conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from crisis import events, ground, said
from hand_parsed import parse

from detente.coding.commitments import code_commitments
from detente.record import Commitment, Span, Statement, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc


def commitments(
    doc: Doc, *statements: Statement, times: tuple[Time, ...] = ()
) -> tuple[Commitment, ...]:
    found = events(doc, *statements, times=times)
    return code_commitments(doc, ground(doc, times), statements, found)


def text(doc: Doc, span: Span | None) -> str | None:
    return doc.text[span.start : span.end] if span else None


THREAT = (
    "If/_/SCONJ/mark/3 Borduria/_/PROPN/nsubj/3 moves/move/VERB/advcl/7 ,/_/PUNCT/punct/3 "
    "we/_/PRON/nsubj/7 will/_/AUX/aux/7 strike/_/VERB/root/0 its/_/PRON/nmod:poss/9 "
    "bases/base/NOUN/obj/7 ./_/PUNCT/punct/7"
)


def test_a_threat_and_its_condition() -> None:
    doc = parse(THREAT)
    (found,) = commitments(doc, said(doc, "Rudolf", doc.text))
    assert (found.kind, found.by, found.statement) == ("threat", ("Rudolf",), "s1")
    assert text(doc, found.content) == "we will strike its bases"
    assert text(doc, found.condition) == "If Borduria moves"
    assert found.event == "e1"


OFFER = (
    "We/_/PRON/nsubj/3 are/be/AUX/cop/3 ready/_/ADJ/root/0 to/_/PART/mark/5 talk/_/VERB/xcomp/3 "
    "with/_/ADP/case/7 Borduria/_/PROPN/obl/5 ./_/PUNCT/punct/3"
)


def test_ready_to_talk_is_an_offer() -> None:
    doc = parse(OFFER)
    (found,) = commitments(doc, said(doc, "Rudolf", doc.text))
    assert (found.kind, found.by, found.to) == ("offer", ("Rudolf",), ("Borduria",))
    assert found.condition is None


def test_must_is_a_demand() -> None:
    doc = parse(
        "Borduria/_/PROPN/nsubj/3 must/_/AUX/aux/3 leave/_/VERB/root/0 by/_/ADP/case/5 "
        "Friday/_/PROPN/obl/3 ./_/PUNCT/punct/3"
    )
    start = doc.text.index("Friday")
    friday = Time(
        id="t1", start=start, end=start + 6, text="Friday", type="DATE", value="2022-03-04"
    )
    (found,) = commitments(doc, said(doc, "Rudolf", doc.text), times=(friday,))
    assert (found.kind, found.to, found.deadline) == ("demand", ("Borduria",), "2022-03-04")


CUED = (
    "Rudolf/_/PROPN/nsubj/2 {}/{}/VERB/root/0 that/_/SCONJ/mark/5 Ruritania/_/PROPN/nsubj/5 "
    "sold/sell/VERB/ccomp/2 any/_/DET/det/7 weapons/weapon/NOUN/obj/5 ./_/PUNCT/punct/2"
)


@pytest.mark.parametrize(
    ("word", "lemma", "kind"), [("denied", "deny", "denial"), ("promised", "promise", "promise")]
)
def test_the_cue_says_what_kind_it_is(word: str, lemma: str, kind: str) -> None:
    doc = parse(CUED.format(word, lemma))
    at = doc.text.index(word)
    cue = Span(start=at, end=at + len(word))
    statement = said(doc, "Rudolf", "Ruritania sold any weapons", cue=cue)
    (found,) = commitments(doc, statement)
    assert (found.kind, found.by) == (kind, ("Rudolf",))
    assert text(doc, found.content) == "Ruritania sold any weapons"


def test_nothing_said_nothing_committed() -> None:
    assert commitments(parse(THREAT)) == ()


def test_a_fact_told_is_no_commitment() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 said/say/VERB/root/0 it/_/PRON/nsubj/4 rained/rain/VERB/ccomp/2"
    )
    assert commitments(doc, said(doc, "Rudolf", "it rained")) == ()
