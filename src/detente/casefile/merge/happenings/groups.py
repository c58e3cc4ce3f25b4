"""Texts and mentions -> groups of mentions that tell of the same happening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.casefile.merge.happenings import documents as about
from detente.casefile.merge.happenings.links import average_links
from detente.casefile.merge.happenings.mentions import Reader, Told
from detente.casefile.merge.happenings.model import Linear, Model, logistic, shipped
from detente.casefile.merge.happenings.pairs import together_features, word_features

Documents: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]
Mention: TypeAlias = tuple[str, int, int]


@dataclass(frozen=True, eq=False)
class Subject:
    """Documents of one subject, and their mentions; ``places`` are those among all mentions."""

    texts: tuple[about.Text, ...]
    told: tuple[Told, ...]
    places: tuple[int, ...]


def same_happenings(documents: Documents, mentions: Sequence[Mention]) -> list[int]:
    """A group number for each mention: two have the same where they tell of the same happening.

    ``documents`` are texts by their ids, ``mentions`` are ``(id, start, end)`` with offsets in
    characters, the words that tell of an event ("left", "the pull-out"). Numbers count from 0 in
    the order of the mentions. What is compared is what the documents together tell, so give those
    of one matter together. Raises ``ValueError`` for a mention that is in no document.
    """
    texts = dict(documents)
    for name, start, end in mentions:
        if not 0 <= start < end <= len(texts.get(name, "")):
            raise ValueError(f"no such words in the documents: {(name, start, end)}")
    groups: dict[tuple[int, int], int] = {}
    found: list[tuple[int, int]] = [(0, 0)] * len(mentions)
    for number, subject in enumerate(read_subjects(texts, mentions)):
        for place, group in zip(subject.places, group_subject(subject, shipped()), strict=True):
            found[place] = number, group
    return [groups.setdefault(each, len(groups)) for each in found]


def read_subjects(texts: Mapping[str, str], mentions: Sequence[Mention]) -> list[Subject]:
    """Read the documents that have mentions, and part them by subject."""
    from detente.language.pipeline import load

    wanted: dict[str, list[int]] = {name: [] for name in texts}
    for place, (name, _, _) in enumerate(mentions):
        wanted[name].append(place)
    names = [name for name, places in wanted.items() if places]
    read: list[about.Text] = []
    told: list[list[tuple[int, Told]]] = []
    for number, doc in enumerate(load().pipe((texts[name] for name in names), batch_size=16)):
        reader = Reader(doc, number)
        read.append(about.text_of(doc))
        told.append([(p, reader.read(*mentions[p][1:])) for p in wanted[names[number]]])
    return [
        Subject(
            tuple(read[n] for n in group),
            tuple(t for n in group for _, t in told[n]),
            tuple(p for n in group for p, _ in told[n]),
        )
        for group in (about.subjects(read) if read else [])
    ]


def group_subject(subject: Subject, model: Model) -> list[int]:
    """The group of each mention of one subject."""
    n = len(subject.told)
    if n < 2:
        return [0] * n
    features, pairs = pair_features(subject, model.documents)
    scores = model.words.probabilities(features)
    both = np.concatenate([features, together_features(subject.told, pairs, scores)], axis=1)
    likeness = np.zeros((n, n))
    likeness[pairs[:, 0], pairs[:, 1]] = model.together.probabilities(both)
    return average_links(likeness + likeness.T, model.threshold)


def pair_features(subject: Subject, model: Linear) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The features of all pairs of mentions of one subject, those of their documents behind."""
    rows, pairs = word_features(subject.told, about.rarity(subject.texts))
    place = {number: at for at, number in enumerate(dict.fromkeys(_documents(subject)))}
    at = np.array([place[number] for number in _documents(subject)])
    logits = model.logits(about.likeness(subject.texts))
    np.fill_diagonal(logits, 4.0)
    likely = logistic(logits)
    lengths = np.linalg.norm(likely, axis=1, keepdims=True)
    company = (likely / lengths) @ (likely / lengths).T
    later, earlier = at[pairs[:, 0]], at[pairs[:, 1]]
    extra = np.stack([logits[later, earlier], company[later, earlier]], axis=1)
    return np.concatenate([rows, extra.astype(np.float32)], axis=1), pairs


def _documents(subject: Subject) -> list[int]:
    return [told.document for told in subject.told]
