"""What one named party does to another in a sentence."""

from __future__ import annotations

import pytest

import detente
from detente.coding.events.ontology import TYPES
from detente.language.pairs import marks, occurrences


@pytest.mark.parametrize(
    ("text", "party", "found"),
    [
        ("Iran and Iranian envoys warned Iran.", "Iran", [(0, 4), (31, 35)]),
        ("The envoys  of Peru left.", "envoys of Peru", [(4, 19)]),
        ("IRAN warned Iraq.", "Iran", [(0, 4)]),
        ("The court (and judges) ruled.", "court (and judges)", [(4, 22)]),
        ("The court ruled.", "a recipient", []),
        ("The court ruled.", "  ", []),
    ],
)
def test_a_party_is_found_wherever_it_stands(
    text: str, party: str, found: list[tuple[int, int]]
) -> None:
    assert occurrences(text, party) == found


def test_a_party_inside_the_other_is_marked_within_it() -> None:
    words = [(0, 3), (4, 13), (13, 15), (16, 21), (22, 26)]  # "the president's party left"
    assert marks(words, [(0, 21)], [(4, 13)]) == [1, 2, 1, 1, 0]


@pytest.mark.parametrize(
    ("sentence", "source", "target", "kind"),
    [
        ("Sweden condemned Norway's decision on Monday.", "Sweden", "Norway", "ACCUSE"),
        ("Ghana urged Togo to withdraw its soldiers.", "Ghana", "Togo", "REQUEST"),
        ("Police in Lima arrested nine students.", "Police in Lima", "nine students", "COERCE"),
        ("Nine students were arrested by the police.", "the police", "Nine students", "COERCE"),
        ("The rebels killed six soldiers.", "The rebels", "six soldiers", "ASSAULT"),
        ("Japan recalled its ambassador from Laos.", "Japan", "Laos", "SANCTION"),
        ("Japan threatened to impose sanctions on Laos.", "Japan", "Laos", "THREATEN"),
        ("The foreign minister of Chile met his Peruvian counterpart in Lima.",
         "The foreign minister of Chile", "his Peruvian counterpart", "CONSULT"),
        ("Kenya rejected Uganda's proposal.", "Kenya", "Uganda", "REJECT"),
        ("Canada sent food and tents to Haiti.", "Canada", "Haiti", "AID"),
    ],
)  # fmt: skip
def test_plain_sentences(sentence: str, source: str, target: str, kind: str) -> None:
    code = detente.code_pair(sentence, source, target)
    assert code.type == kind
    assert code.evidence
    assert all(sentence[m.start : m.end] == m.text for m in (*code.source, *code.target))


def test_the_pair_that_is_asked_about_decides() -> None:
    sentence = "Ghana praised Togo and imposed sanctions on Benin."
    answers = detente.code_pairs([(sentence, "Ghana", "Togo"), (sentence, "Ghana", "Benin")])
    assert [a.type for a in answers] == ["SUPPORT", "SANCTION"]


def test_probabilities_are_of_every_type_and_sum_to_one() -> None:
    code = detente.code_pair("Ghana praised Togo.", "Ghana", "Togo")
    assert tuple(code.probabilities) == TYPES
    assert sum(code.probabilities.values()) == pytest.approx(1)
    assert code.probabilities[code.type] == max(code.probabilities.values())


def test_what_is_only_threatened_or_planned_is_not_told_as_done() -> None:
    code = detente.code_pair("Ghana will send doctors to Togo.", "Ghana", "Togo")
    assert code.status == "planned"


@pytest.mark.parametrize(
    "question",
    [
        ("The teachers went on strike.", "The teachers", "a recipient"),
        ("The teachers went on strike.", "", ""),
        ("", "Ghana", "Togo"),
        ("  \n ", "Ghana", "Togo"),
        ("?!", "?", "!"),
        ("\x00\u200b🙂 Ghana", "Ghana", "🙂"),
        ("Ghana praised " + "very " * 3000 + "loyal Togo.", "Ghana", "Togo"),
    ],
)
def test_odd_questions_have_an_answer(question: tuple[str, str, str]) -> None:
    code = detente.code_pair(*question)
    assert sum(code.probabilities.values()) == pytest.approx(1)
    for mention in (*code.source, *code.target, *code.evidence):
        assert question[0][mention.start : mention.end] == mention.text
