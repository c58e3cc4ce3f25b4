"""Which words of several texts tell of the same happening."""

from __future__ import annotations

import numpy as np
import pytest

from detente.casefile.merge import same_happenings
from detente.casefile.merge.happenings.links import average_links
from detente.casefile.merge.happenings.model import shipped, written

DOCUMENTS = {
    "harbour": (
        "VELDA - A bomb exploded in the harbour of Velda on Monday. The explosion killed nine "
        "dock workers, the harbour master Ruben Aldo said.\n"
    ),
    "workers": (
        "Nine dock workers were killed when a bomb exploded in the harbour of Velda. "
        "Police arrested two men after the blast.\n"
    ),
    "bank": (
        "TERNAU - The central bank of Ternau raised its interest rate to four percent. Governor "
        "Lena Hofer announced the decision after a meeting of the board.\n"
    ),
}


def mention(name: str, words: str) -> tuple[str, int, int]:
    start = DOCUMENTS[name].index(words)
    return name, start, start + len(words)


MENTIONS = [
    mention("harbour", "exploded"),
    mention("workers", "exploded"),
    mention("harbour", "explosion"),
    mention("workers", "arrested"),
    mention("bank", "announced"),
    mention("harbour", "killed"),
    mention("workers", "killed"),
]


def test_two_reports_of_one_explosion_are_one_happening() -> None:
    found = same_happenings(DOCUMENTS, MENTIONS)
    assert found[0] == found[1]
    assert found[5] == found[6]
    assert len({found[0], found[3], found[4]}) == 3


def test_the_same_word_about_another_matter_is_another_happening() -> None:
    documents = {
        "a": "The parliament of Norland voted on the budget on Monday in the city of Brenn.",
        "b": "Members of the football club Rovers voted for a new stadium on Sunday.",
    }
    told = [(n, t.index("voted"), t.index("voted") + 5) for n, t in documents.items()]
    found = same_happenings(documents, told)
    assert found == [0, 1]


def test_groups_are_numbered_in_the_order_of_the_mentions() -> None:
    found = same_happenings(DOCUMENTS, MENTIONS)
    assert list(dict.fromkeys(found)) == list(range(len(set(found))))
    assert same_happenings(list(DOCUMENTS.items()), MENTIONS) == found
    back = same_happenings(DOCUMENTS, MENTIONS[::-1])[::-1]
    assert [[a == b for b in found] for a in found] == [[a == b for b in back] for a in back]


def test_few_mentions_or_none() -> None:
    assert same_happenings(DOCUMENTS, []) == []
    assert same_happenings({}, []) == []
    assert same_happenings(DOCUMENTS, MENTIONS[:1]) == [0]
    assert same_happenings({"a": "Talks"}, [("a", 0, 5), ("a", 0, 5)])[0] == 0


@pytest.mark.parametrize("wrong", [("nowhere", 0, 3), ("bank", 5, 5), ("bank", 0, 10_000)])
def test_words_that_are_in_no_document_are_refused(wrong: tuple[str, int, int]) -> None:
    with pytest.raises(ValueError, match="no such words"):
        same_happenings(DOCUMENTS, [wrong])


def test_a_weak_link_does_not_chain_two_groups() -> None:
    likeness = np.full((5, 5), 0.05)
    for group in ((0, 1), (2, 3, 4)):
        for i in group:
            for j in group:
                likeness[i, j] = 0.9
    likeness[1, 2] = likeness[2, 1] = 0.8
    assert average_links(likeness, 0.4) == [0, 0, 1, 1, 1]
    assert average_links(np.eye(1), 0.4) == [0]


def test_the_model_names_its_source_and_its_features() -> None:
    model = shipped()
    assert "ECB+" in model.source
    for part in (model.documents, model.words, model.together):
        assert len(part.names) == len(part.weights) == len(part.means) == len(part.scales)
    from detente.casefile.merge.happenings.model import FILE

    assert written(model) == FILE.read_text("utf-8")
