"""Did it happen? What the words around a verb or noun tell."""

from __future__ import annotations

import pytest
from tests.coding.hand_parsed import parse

from detente.coding.quantities import number_value
from detente.coding.status import status_of
from detente.language.words import words_of

OBJ = "Borduria/_/PROPN/obj/{} ./_/PUNCT/punct/{}"


def _verb(aux: str) -> str:
    """Ruritania AUX attack Borduria."""
    return (
        f"Ruritania/_/PROPN/nsubj/3 {aux}/_/AUX/aux/3 attack/_/VERB/root/0 "
        "Borduria/_/PROPN/obj/3 ./_/PUNCT/punct/3"
    )


@pytest.mark.parametrize(
    ("aux", "status"),
    [("will", "planned"), ("might", "possible"), ("could", "possible"), ("did", "happened")],
)
def test_auxiliaries(aux: str, status: str) -> None:
    assert status_of(words_of(parse(_verb(aux)))[2]) == status


def test_not_is_asked_before_will() -> None:
    doc = parse(
        "Ruritania/_/PROPN/nsubj/4 will/_/AUX/aux/4 not/_/PART/advmod/4 attack/_/VERB/root/0"
    )
    assert status_of(words_of(doc)[3]) == "denied"


def test_if_is_asked_before_will() -> None:
    doc = parse(
        "Ruritania/_/PROPN/nsubj/3 will/_/AUX/aux/3 attack/_/VERB/root/0 if/_/SCONJ/mark/6 "
        "Borduria/_/PROPN/nsubj/6 moves/move/VERB/advcl/3"
    )
    assert status_of(words_of(doc)[2]) == "conditional"


def test_what_somebody_denies() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 denied/deny/VERB/root/0 that/_/SCONJ/mark/5 "
        "Ruritania/_/PROPN/nsubj/5 attacked/attack/VERB/ccomp/2"
    )
    assert status_of(words_of(doc)[4]) == "denied"


def test_progressive_is_ongoing() -> None:
    doc = parse(
        "Ruritania/_/PROPN/nsubj/3 is/be/AUX/aux/3 attacking/attack/VERB/root/0 "
        "Borduria/_/PROPN/obj/3"
    )
    assert status_of(words_of(doc)[2]) == "ongoing"


def test_an_ongoing_fight_is_ongoing() -> None:
    assert (
        status_of(words_of(parse("the/_/DET/det/3 ongoing/_/ADJ/amod/3 fight/_/NOUN/root/0"))[2])
        == "ongoing"
    )


def test_the_clause_under_said_has_its_own_time() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/3 will/_/AUX/aux/3 say/_/VERB/root/0 Ruritania/_/PROPN/nsubj/5 "
        "attacked/attack/VERB/ccomp/3"
    )
    assert status_of(words_of(doc)[4]) == "happened"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["160,000"], 160000),
        (["5", "million"], 5e6),
        (["two", "hundred"], 200),
        (["twenty-five"], 25),
        (["1.5", "billion"], 1.5e9),
        (["several"], None),
    ],
)
def test_written_numbers(words: list[str], value: float | None) -> None:
    assert number_value(words) == value


@pytest.mark.parametrize(
    ("mark", "status"), [("unless", "conditional"), ("once", "planned"), ("until", "planned")]
)
def test_once_and_until_tell_when(mark: str, status: str) -> None:
    doc = parse(
        f"Ruritania/_/PROPN/nsubj/3 will/_/AUX/aux/3 help/_/VERB/root/0 {mark}/_/SCONJ/mark/6 "
        "Borduria/_/PROPN/nsubj/6 moves/move/VERB/advcl/3"
    )
    assert status_of(words_of(doc)[2]) == status


def test_what_is_set_to_take_place_is_planned() -> None:
    doc = parse(
        "The/_/DET/det/2 talks/talk/NOUN/nsubj:pass/4 are/be/AUX/aux:pass/4 set/_/VERB/root/0 "
        "to/_/PART/mark/6 resume/_/VERB/xcomp/4"
    )
    assert status_of(words_of(doc)[1]) == "planned"


def test_ready_if_asked_is_conditional() -> None:
    doc = parse(
        "Ruritania/_/PROPN/nsubj/3 is/be/AUX/cop/3 ready/_/ADJ/root/0 to/_/PART/mark/5 "
        "help/_/VERB/xcomp/3 if/_/SCONJ/mark/8 Borduria/_/PROPN/nsubj/8 asks/ask/VERB/advcl/5"
    )
    assert status_of(words_of(doc)[2]) == "conditional"
