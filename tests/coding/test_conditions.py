"""What a clause or phrase hangs on: conditions, and what only looks like one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.coding.hand_parsed import parse

from detente.coding.conditions import conditions_in, extent
from detente.language.words import words_of


def conditions(*sentences: str) -> list[str]:
    """The conditions of hand-parsed sentences, in their words."""
    words = words_of(parse(*sentences))
    spans = [extent(head, marks) for head, marks in conditions_in(list(words))]
    return [words.text[start:end] for start, end in spans]


MAIN = "We/_/PRON/nsubj/2 leave/_/VERB/root/0"


@pytest.mark.parametrize(
    "clause",
    [
        "if/_/SCONJ/mark/5 they/_/PRON/nsubj/5 pay/_/VERB/advcl/2",
        "unless/_/SCONJ/mark/5 they/_/PRON/nsubj/5 pay/_/VERB/advcl/2",
        "until/_/SCONJ/mark/5 they/_/PRON/nsubj/5 pay/_/VERB/advcl/2",
        "should/_/AUX/aux/5 they/_/PRON/nsubj/5 pay/_/VERB/advcl/2",
        "provided/provide/VERB/advcl/2 they/_/PRON/nsubj/5 pay/_/VERB/ccomp/3",
        "as/_/ADV/advmod/4 long/_/ADV/advmod/2 as/_/SCONJ/mark/7 they/_/PRON/nsubj/7 "
        "pay/_/VERB/advcl/4",
        "only/_/ADV/advmod/6 after/_/SCONJ/mark/6 they/_/PRON/nsubj/6 pay/_/VERB/advcl/2",
        "in/_/ADP/case/4 exchange/_/NOUN/obl/2 for/_/ADP/case/6 guarantees/guarantee/NOUN/nmod/4",
    ],
)
def test_conditions(clause: str) -> None:
    found = " ".join(cell.split("/")[0] for cell in clause.split())
    assert conditions(f"{MAIN} {clause}") == [found]


@pytest.mark.parametrize(
    "clause",
    [
        "even/_/ADV/advmod/6 if/_/SCONJ/mark/6 they/_/PRON/nsubj/6 pay/_/VERB/advcl/2",
        "until/_/ADP/case/4 Friday/_/PROPN/obl/2",
        "on/_/ADP/case/4 condition/_/NOUN/obl/2 of/_/ADP/case/6 anonymity/_/NOUN/nmod/4",
        "because/_/SCONJ/mark/5 they/_/PRON/nsubj/5 pay/_/VERB/advcl/2",
    ],
)
def test_no_conditions(clause: str) -> None:
    assert conditions(f"{MAIN} {clause}") == []


def test_the_clause_behind_a_condition_is_none_itself() -> None:
    """What stands before the subject of "leave" here belongs to another clause."""
    told = conditions(
        "If/_/SCONJ/mark/3 they/_/PRON/nsubj/3 pay/_/VERB/advcl/6 ,/_/PUNCT/punct/3 "
        "we/_/PRON/nsubj/6 leave/_/VERB/ccomp/8 ,/_/PUNCT/punct/6 said/say/VERB/root/0 "
        "Rudolf/_/PROPN/nsubj/8"
    )
    assert told == ["If they pay"]


@pytest.mark.parametrize("module", ["commitments", "conditions", "events", "status"])
def test_each_can_be_imported_first(module: str) -> None:
    """Events and commitments ask for conditions; whoever is first must not go in a circle."""
    subprocess.run([sys.executable, "-c", f"import detente.coding.{module}"], check=True)
