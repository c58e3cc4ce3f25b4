"""What the words around a mention of an event tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Vector: TypeAlias = NDArray[np.float32]

ROLES = {
    "nsubj": "s", "obl:agent": "s", "nmod:poss": "s", "csubj": "s",
    "nsubj:pass": "o", "obj": "o", "iobj": "i",
    "obl": "x", "nmod": "x", "obl:npmod": "x", "obl:tmod": "t", "nmod:tmod": "t",
    "compound": "c", "appos": "c", "compound:prt": "p", "amod": "m", "nummod": "n",
    "advmod": "a", "xcomp": "k", "ccomp": "k", "acl": "k", "acl:relcl": "k",
}  # fmt: skip
"""Kinds of what hangs on a mention: subject, object, further party, time, part of a name ..."""
OF_VERBS = frozenset({"obj", "nsubj", "nsubj:pass", "obl"})
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WEAPON"})


@dataclass(frozen=True, eq=False)
class Told:
    """A mention of an event. Words are base forms in lower case, vectors have length 1.

    ``lemma`` is that of its head, ``meaning`` the vector of its words by themselves. ``context`` is
    what else its sentence has, ``below`` what hangs on it by role, ``heads`` only the heads of
    that, ``head_vectors`` their mean vectors. ``over`` is the word that a noun hangs on.
    """

    document: int
    sentence: int
    lemma: str
    lemmas: frozenset[str]
    is_verb: bool
    pos: str
    words: Vector
    head: Vector
    meaning: Vector
    sentence_vector: Vector
    sentence_words: Vector
    context: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    heads: dict[str, frozenset[str]]
    below: dict[str, frozenset[str]]
    head_vectors: dict[str, Vector]
    over: str | None
    negated: bool


class Reader:
    """Reads the mentions of one document."""

    def __init__(self, doc: Doc, number: int) -> None:
        from detente.language.pipeline import sentence_vectors

        self.doc, self.number = doc, number
        self.vectors: Vector = np.asarray(doc.tensor, np.float32)
        self.sentence_vectors = sentence_vectors(doc)
        self.sentences = list(doc.sents)
        self.offsets = np.array([token.idx for token in doc])
        self.firsts = np.array([sentence.start for sentence in self.sentences])

    def read(self, start: int, end: int) -> Told:
        """The mention at these offsets."""
        first, last = self._words(start, end)
        span = self.doc[first:last]
        root = span.root
        at = self._sentence(root.i)
        sentence = self.sentences[at]
        own = frozenset(t.lemma_.lower() for t in span)
        hanging = _hanging(span, root)
        below = [
            (role, w.lemma_.lower())
            for role, token in hanging
            for w in token.subtree
            if not first <= w.i < last and _is_content(w)
        ]
        return Told(
            document=self.number,
            sentence=at,
            lemma=root.lemma_.lower(),
            lemmas=own,
            is_verb=root.pos_ == "VERB",
            pos=root.pos_,
            words=unit(self.vectors[first:last].mean(axis=0)),
            head=unit(self.vectors[root.i]),
            meaning=meaning_of(" ".join(t.lemma_.lower() for t in span)),
            sentence_vector=unit(self.sentence_vectors[at]),
            sentence_words=unit(self.vectors[sentence.start : sentence.end].mean(axis=0)),
            context=frozenset(t.lemma_.lower() for t in sentence if _is_content(t)) - own,
            names=frozenset(w for e in sentence.ents if e.label_ in NAMES for w in name_words(e)),
            numbers=frozenset(t.text for t in sentence if t.like_num or t.pos_ == "NUM"),
            heads=_by_role((role, t.lemma_.lower()) for role, t in hanging),
            below=_by_role(below),
            head_vectors={
                role: unit(self.vectors[[t.i for r, t in hanging if r == role]].mean(axis=0))
                for role in sorted({r for r, _ in hanging})
            },
            over=root.head.lemma_.lower() if _is_noun(root) and root.head.i != root.i else None,
            negated=any(c.lemma_ in ("not", "no", "never") for c in root.children),
        )

    def vectors_at(self, start: int, end: int) -> tuple[Vector, Vector]:
        """The vectors of the words at these offsets and of their sentence, as the encoder has
        them."""
        first, last = self._words(start, end)
        root = self.doc[first:last].root
        return self.vectors[first:last].mean(axis=0), self.sentence_vectors[self._sentence(root.i)]

    def _words(self, start: int, end: int) -> tuple[int, int]:
        first = max(int(np.searchsorted(self.offsets, start, "right")) - 1, 0)
        return first, max(int(np.searchsorted(self.offsets, end - 1, "right")), first + 1)

    def _sentence(self, word: int) -> int:
        return int(np.searchsorted(self.firsts, word, "right")) - 1


def unit(vector: Vector) -> Vector:
    """A vector with length 1."""
    length = float(np.linalg.norm(vector))
    return (vector / length if length else vector).astype(np.float32)


@lru_cache(maxsize=20_000)
def meaning_of(words: str) -> Vector:
    """The vector of a few words read as a sentence of their own."""
    from detente.language.reading import read_words

    parts = words.split() or ["?"]
    reading = read_words(parts, [False] * (len(parts) - 1) + [True])
    return unit(np.mean(reading.sentence_vectors, axis=0))


def name_words(name: Span) -> list[str]:
    """The words of a name that tell it from others."""
    return [w for w in name.text.lower().replace("'s", "").split() if len(w) > 2 or w.isdigit()]


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN")


def _is_content(token: Token) -> bool:
    return token.is_alpha and not token.is_stop


def _hanging(span: Span, root: Token) -> list[tuple[str, Token]]:
    """What takes part, each by its role: what hangs on the mention, and on the verb whose subject
    or object a noun is ("held talks with ..."); the subject shared with another verb."""
    found = [
        (ROLES[c.dep_], c)
        for c in root.children
        if c.dep_ in ROLES and not span.start <= c.i < span.end
    ]
    over = root.head
    if (
        _is_noun(root)
        and over.pos_ == "VERB"
        and root.dep_ in ("obj", "nsubj", "nsubj:pass", "obl")
    ):
        found += [(ROLES[c.dep_], c) for c in over.children if c.dep_ in ROLES and c.i != root.i]
    elif (
        root.pos_ == "VERB"
        and root.dep_ in ("conj", "xcomp", "advcl")
        and not any(role == "s" for role, _ in found)
    ):
        found += [("s", c) for c in over.children if ROLES.get(c.dep_) == "s"]
    if root.dep_ in ("acl:relcl", "acl"):
        found.append(("h", over))
    return found


def _by_role(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for role, word in pairs:
        found.setdefault(role, set()).add(word)
    return {role: frozenset(words) for role, words in found.items()}
