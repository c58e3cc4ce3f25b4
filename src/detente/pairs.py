"""What one named party does to another in a sentence: the door for relation benchmarks and for
whoever codes pairs that are already known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from detente.record import PairCode

Question = tuple[str, str, str]
"""A sentence, the source's words in it, the target's."""


def code_pair(sentence: str, source: str, target: str) -> PairCode:
    """What ``source`` does to ``target`` in ``sentence``.

    Both are given as they stand in the sentence; every place where they do counts. A party that is
    not in it (the empty string, "a recipient") is one that the sentence leaves unnamed: its
    mentions are then empty in the answer.
    """
    return next(code_pairs([(sentence, source, target)]))


def code_pairs(questions: Iterable[Question]) -> Iterator[PairCode]:
    """The same for many, in their order. Questions on one sentence that follow each other read it
    once."""
    from detente.coding.events import code_events
    from detente.coding.pairs import code_pair_in
    from detente.coding.statements import code_statements
    from detente.reader import ground, pipeline

    nlp = pipeline()
    for sentence, group in groupby(questions, key=lambda question: question[0]):
        doc = nlp(sentence)
        grounding = ground(doc)
        events = code_events(doc, grounding, code_statements(doc, grounding))
        for _, source, target in group:
            yield code_pair_in(doc, events, source, target)
