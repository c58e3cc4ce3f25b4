"""Places of a report, with the state in which they lie."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from detente.grounding.bundle import Header
from detente.grounding.places import find_places
from detente.record import Place

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def blank() -> Language:
    import spacy

    return spacy.blank("en")


def places(text: str, **labels: str) -> dict[str, Place]:
    """Places of a text in which each named word is an entity of the given label."""
    doc = blank()(text)
    named = {word.replace("_", " "): label for word, label in labels.items()}
    spans = []
    for name, label in named.items():
        start = text.index(name)
        spans.append(doc.char_span(start, start + len(name), label=label))
    doc.ents = tuple(span for span in spans if span is not None)
    return {place.name: place for place in find_places(doc, Header(published="2019-10-08"))}


def test_a_state_and_its_capital_are_two_places() -> None:
    found = places("Talks were held in Ankara, and later in Syria.", Ankara="GPE", Syria="GPE")
    assert found["Ankara"].country == "TUR"
    assert found["Ankara"].latitude == pytest.approx(39.93)
    assert found["Syria"].country == "SYR"


def test_the_state_behind_a_name_decides() -> None:
    found = places("A bomb went off in Tripoli, Lebanon.", Tripoli="GPE", Lebanon="GPE")
    assert found["Tripoli"].country == "LBN"


def test_a_list_of_places_is_no_chain_of_places() -> None:
    found = places("He flew to Nowhere, Iran and Iraq.", Nowhere="GPE", Iran="GPE", Iraq="GPE")
    assert found["Nowhere"].country is None


def test_waters_and_disputed_regions_have_no_state() -> None:
    found = places("Ships met in the Red Sea.", Red_Sea="LOC")
    assert found["Red Sea"].country is None


def test_one_state_under_two_names_is_one_place() -> None:
    found = places("Flights from the United States to the US stopped.", US="GPE")
    (state,) = found.values()
    assert (state.name, len(state.mentions)) == ("United States", 2)


def test_an_armed_group_is_no_place() -> None:
    assert places("They drove out ISIL.", ISIL="GPE") == {}
