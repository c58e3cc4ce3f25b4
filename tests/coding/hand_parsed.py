"""Docs with a parse written by hand, and actors for their names: no model is needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.grounding.bundle import ActorIndex, Grounding, Header
from detente.record import Actor, Mention, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_NO_SPACE_BEFORE = {",", ".", ":", "”", "’s", "n’t", "?", "!", ";"}
_NO_SPACE_AFTER = {"“"}


@cache
def vocab() -> Vocab:
    import spacy

    return spacy.blank("en").vocab


def parse(*sentences: str) -> Doc:
    """A Doc from sentences of ``word/lemma/POS/relation/head`` (heads counted from 1, root 0).

    ``_`` stands for the lower-cased word; a sentence that is "¶" is a paragraph break.
    """
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    heads: list[int] = []
    columns: dict[str, list[str]] = {"lemmas": [], "pos": [], "deps": [], "tags": []}
    for sentence in sentences:
        base = len(words)
        if sentence == "¶":
            sentence = f"\n\n/\n\n/SPACE/dep/{len(words)}"
            base = 0
        cells = [token.rsplit("/", 4) for token in sentence.split(" ")]
        for i, (word, lemma, pos, relation, head) in enumerate(cells):
            following = cells[i + 1][0] if i + 1 < len(cells) else ""
            words.append(word)
            last = i + 1 == len(cells)
            spaces.append(
                pos != "SPACE"
                and following not in _NO_SPACE_BEFORE
                and word not in _NO_SPACE_AFTER
                and not (last and sentence is sentences[-1])
            )
            number = int(head)
            heads.append(base + number - 1 if number else len(words) - 1)
            columns["lemmas"].append(word.lower() if lemma == "_" else lemma)
            columns["pos"].append(pos)
            columns["deps"].append(relation if number or pos == "SPACE" else "ROOT")
            participle = pos == "VERB" and word.endswith("ing")
            finite = "VBD" if pos == "VERB" else pos
            columns["tags"].append("VBG" if participle else finite)
    return Doc(vocab(), words=words, spaces=spaces, heads=heads, **columns)


def grounding(
    doc: Doc, *names: str, title: int | None = None, times: tuple[Time, ...] = ()
) -> Grounding:
    """Actors called by these names wherever they occur: "Ivanov", or "he=Ivanov" for a pronoun.

    The id of an actor is its name. ``title`` is the number of words in the headline.
    """
    actors: dict[str, Actor] = {}
    by_token: dict[int, tuple[str, ...]] = {}
    for entry in names:
        word, _, name = entry.partition("=")
        name = name or word
        kind = "organisation" if name in {"Agency", "Ministry"} else "person"
        actors.setdefault(name, Actor(id=name, name=name, kind=kind))
        by_token |= {t.i: (name,) for t in doc if t.text == word}
    header = Header()
    if title is not None:
        span = doc[:title]
        header = Header(title=Mention(start=0, end=span.end_char, text=span.text))
    return Grounding(header, times, (), ActorIndex(tuple(actors.values()), by_token))
