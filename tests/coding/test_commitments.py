"""Promises, offers, demands and threats, with their conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.coding.crisis import events, ground, said
from tests.coding.hand_parsed import parse

from detente.coding.commitments import code_commitments
from detente.coding.commitments.deadlines import deadline_of
from detente.coding.commitments.lexicon import CommitmentRowError
from detente.coding.commitments.lexicon import parse as parse_rows
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


def cued(doc: Doc, word: str, content: str, speaker: str = "Rudolf") -> Statement:
    at = doc.text.index(word)
    return said(doc, speaker, content, cue=Span(start=at, end=at + len(word)))


def test_who_is_to_do_it_stands_in_the_content() -> None:
    """The statement begins at "to leave", which alone does not say who is to leave."""
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 urged/urge/VERB/root/0 Borduria/_/PROPN/obj/2 to/_/PART/mark/5 "
        "leave/_/VERB/xcomp/2 ./_/PUNCT/punct/2"
    )
    (found,) = commitments(doc, cued(doc, "urged", "to leave"))
    assert (found.kind, found.by, found.to) == ("demand", ("Rudolf",), ("Borduria",))
    assert text(doc, found.content) == "Borduria to leave"


def test_not_acceding_is_a_refusal_beside_a_statement_of_the_same_speaker() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 left/leave/VERB/root/0 but/_/CCONJ/cc/6 did/do/AUX/aux/6 "
        "not/_/PART/advmod/6 accede/_/VERB/conj/2 to/_/ADP/case/9 our/_/PRON/nmod:poss/9 "
        "demands/demand/NOUN/obl/6 and/_/CCONJ/cc/11 said/say/VERB/conj/2 he/_/PRON/nsubj/14 "
        "was/be/AUX/cop/14 tired/_/ADJ/ccomp/11 ./_/PUNCT/punct/2"
    )
    (found,) = commitments(doc, cued(doc, "said", "he was tired"))
    assert (found.kind, found.by, found.statement) == ("refusal", ("Rudolf",), "s1")
    assert text(doc, found.content) == "did not accede to our demands"


@pytest.mark.parametrize(
    ("noun", "kind"), [("allegations/allegation", "denial"), ("offer/_", "refusal")]
)
def test_what_is_dismissed_decides(noun: str, kind: str) -> None:
    doc = parse(
        f"Rudolf/_/PROPN/nsubj/2 dismissed/dismiss/VERB/root/0 the/_/DET/det/4 {noun}/NOUN/obj/2 "
        "./_/PUNCT/punct/2"
    )
    (found,) = commitments(doc, cued(doc, "dismissed", doc.text[doc.text.index("the ") : -1]))
    assert (found.kind, found.by) == (kind, ("Rudolf",))


def test_an_order_that_nobody_is_told_to_have_given_binds_nobody() -> None:
    doc = parse(
        "I/_/PRON/nsubj:pass/4 have/_/AUX/aux/4 been/be/AUX/aux:pass/4 told/tell/VERB/root/0 "
        "to/_/PART/mark/6 stay/_/VERB/xcomp/4 ./_/PUNCT/punct/4"
    )
    assert commitments(doc, said(doc, "Rudolf", doc.text)) == ()


def test_the_same_word_again_is_one_offer() -> None:
    doc = parse(
        "We/_/PRON/nsubj/3 are/be/AUX/cop/3 ready/_/ADJ/root/0 to/_/PART/mark/5 "
        "talk/_/VERB/xcomp/3 ./_/PUNCT/punct/3",
        "We/_/PRON/nsubj/3 are/be/AUX/cop/3 ready/_/ADJ/root/0 to/_/PART/mark/5 "
        "sign/_/VERB/xcomp/3 ./_/PUNCT/punct/3",
    )
    (found,) = commitments(doc, said(doc, "Rudolf", doc.text))
    assert text(doc, found.content) == "We are ready to talk. We are ready to sign"


def test_two_joined_duties_are_one_demand() -> None:
    doc = parse(
        "Borduria/_/PROPN/nsubj/3 must/_/AUX/aux/3 stop/_/VERB/root/0 and/_/CCONJ/cc/6 "
        "must/_/AUX/aux/6 leave/_/VERB/conj/3 ./_/PUNCT/punct/3"
    )
    for token in doc:
        token.tag_ = "VB" if token.pos_ == "VERB" else token.tag_
    (found,) = commitments(doc, said(doc, "Rudolf", doc.text))
    assert text(doc, found.content) == "Borduria must stop and must leave"


def test_a_price_that_others_will_pay_is_a_threat() -> None:
    doc = parse(
        "Borduria/_/PROPN/nsubj/3 will/_/AUX/aux/3 pay/_/VERB/root/0 a/_/DET/det/5 "
        "price/_/NOUN/obj/3 ./_/PUNCT/punct/3"
    )
    (found,) = commitments(doc, said(doc, "Rudolf", doc.text))
    assert (found.kind, found.by) == ("threat", ("Rudolf",))


def test_the_press_foretells_and_does_not_bind() -> None:
    doc = parse(
        "Borduria/_/PROPN/nsubj/3 must/_/AUX/aux/3 leave/_/VERB/root/0 ,/_/PUNCT/punct/3 "
        "Agency/_/PROPN/nsubj/6 reported/report/VERB/parataxis/3 ./_/PUNCT/punct/3"
    )
    assert commitments(doc, said(doc, "Agency", "Borduria must leave")) == ()


def test_a_term_makes_a_demand() -> None:
    doc = parse(
        "We/_/PRON/nsubj/2 give/_/VERB/root/0 Borduria/_/PROPN/iobj/2 until/_/ADP/case/5 "
        "Friday/_/PROPN/obl/2 to/_/PART/mark/7 leave/_/VERB/xcomp/2 ./_/PUNCT/punct/2"
    )
    (found,) = commitments(doc, said(doc, "Rudolf", doc.text))
    assert (found.kind, found.to) == ("demand", ("Borduria",))


@pytest.mark.parametrize(
    ("before", "words", "value"),
    [
        ("no later than ", "Friday", "2022-03-04"),
        ("within ", "48 hours", "PT48H"),
        ("", "by Friday", "2022-03-04"),
        ("on ", "Friday", None),
    ],
)
def test_deadlines(before: str, words: str, value: str | None) -> None:
    told = f"they leave {before}{words}."
    start = told.index(words)
    time = Time(
        id="t1", start=start, end=start + len(words), text=words, type="DATE",
        value="PT48H" if "48" in words else "2022-03-04",
    )  # fmt: skip
    found = deadline_of((0, len(told)), [time], told)
    assert (found[0].value if found else None) == value


def test_reasons_quote_the_report_and_the_surer_word_is_surer() -> None:
    doc = parse(OFFER)
    (word,) = commitments(doc, said(doc, "Rudolf", doc.text))
    doc = parse(THREAT)
    (plain,) = commitments(doc, said(doc, "Rudolf", doc.text))
    reasons = {r.field: r for r in plain.reasons}
    assert {"kind", "by", "condition", "event"} <= set(reasons)
    condition = reasons["condition"]
    assert doc.text[condition.start : condition.end] == "If"
    assert word.confidence is not None and plain.confidence is not None
    assert 0 < plain.confidence < word.confidence < 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("vow\tx\tpromise\tinf", "part of speech"),
        ("vow\tv\twish\tinf", "kind"),
        ("vow\tv\tpromise\tto", "colon"),
        ("vow\tv", "columns"),
    ],
)
def test_a_row_that_cannot_be_read_names_its_line(row: str, reason: str) -> None:
    with pytest.raises(CommitmentRowError, match=f"line 2.*{reason}"):
        list(parse_rows(f"# words\n{row}\n"))


def test_what_will_not_be_tolerated_is_a_warning() -> None:
    doc = parse(
        "Raids/raid/NOUN/nsubj:pass/5 will/_/AUX/aux/5 not/_/PART/advmod/5 be/_/AUX/aux:pass/5 "
        "tolerated/tolerate/VERB/root/0 ./_/PUNCT/punct/5",
        "Rudolf/_/PROPN/nsubj/2 left/leave/VERB/root/0 ./_/PUNCT/punct/2",
    )
    (found,) = commitments(doc, said(doc, "Rudolf", "Raids will not be tolerated"))
    assert found.kind == "warning"


def test_what_one_does_not_think_others_should_do_is_no_demand() -> None:
    doc = parse(
        "I/_/PRON/nsubj/4 do/_/AUX/aux/4 not/_/PART/advmod/4 think/_/VERB/root/0 "
        "Borduria/_/PROPN/nsubj/7 should/_/AUX/aux/7 leave/_/VERB/ccomp/4 ./_/PUNCT/punct/4"
    )
    assert commitments(doc, said(doc, "Rudolf", doc.text)) == ()


def test_a_day_that_is_over_is_no_deadline() -> None:
    told = "they left before Friday."
    start = told.index("Friday")
    time = Time(id="t1", start=start, end=start + 6, text="Friday", type="DATE", value="2022-03-04")
    assert deadline_of((0, len(told)), [time], told, "2022-03-03") is not None
    assert deadline_of((0, len(told)), [time], told, "2022-03-05") is None
