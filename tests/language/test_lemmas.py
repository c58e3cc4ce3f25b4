"""Lemmas of the words that crisis news is made of."""

import pytest

from detente.language.lemmas import lemma

PAST, ING, S, PLURAL = (
    "Mood=Ind|Tense=Past|VerbForm=Fin",
    "VerbForm=Ger",
    "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "Number=Plur",
)


@pytest.mark.parametrize(
    ("form", "pos", "features", "expected"),
    [
        ("withdrew", "VERB", PAST, "withdraw"),
        ("invaded", "VERB", PAST, "invade"),
        ("threatened", "VERB", PAST, "threaten"),
        ("met", "VERB", PAST, "meet"),
        ("accused", "VERB", PAST, "accuse"),
        ("urged", "VERB", PAST, "urge"),
        ("said", "VERB", PAST, "say"),
        ("shelled", "VERB", PAST, "shell"),
        ("bombed", "VERB", PAST, "bomb"),
        ("deployed", "VERB", PAST, "deploy"),
        ("denied", "VERB", PAST, "deny"),
        ("beginning", "VERB", ING, "begin"),
        ("evacuating", "VERB", ING, "evacuate"),
        ("saying", "VERB", ING, "say"),
        ("announces", "VERB", S, "announce"),
        ("tells", "VERB", S, "tell"),
        ("sanctions", "NOUN", PLURAL, "sanction"),
        ("countries", "NOUN", PLURAL, "country"),
        ("Forces", "PROPN", PLURAL, "Forces"),
        ("was", "AUX", PAST, "be"),
    ],
)
def test_lemma(form: str, pos: str, features: str, expected: str) -> None:
    assert lemma(form, pos, features) == expected


def test_irregular_verbs_are_known() -> None:
    past = "Mood=Ind|Tense=Past|VerbForm=Fin"
    pairs = {
        "froze": "freeze",
        "withdrew": "withdraw",
        "forbade": "forbid",
        "overthrew": "overthrow",
    }
    assert {form: lemma(form, "VERB", past) for form in pairs} == pairs
    assert lemma("wound", "VERB", "VerbForm=Inf") == "wound"
