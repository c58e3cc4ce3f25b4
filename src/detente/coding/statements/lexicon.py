"""The words that report speech, read from ``knowledge/cues-*.tsv``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.language.words import Word


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """Where the content of a verb of saying stands; the columns of ``cues-verbs.tsv``.

    ``either`` is told where the object is who was told, if it is somebody, else what was said.
    """

    lemma: str
    who: str
    clause: str
    object: str
    infinitive: str
    prepositions: frozenset[str]
    either: bool = False


@dataclass(frozen=True)
class Cues:
    """All reporting verbs, nouns and light-verb phrases."""

    verbs: Mapping[str, VerbFrame]
    nouns: Mapping[str, frozenset[str]]
    phrases: Mapping[tuple[str, str], str]
    sets: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]

    def base(self, token: Word) -> str:
        """The lemma of a word; a known verb or noun of saying also where its tag is wrong."""
        lemma = token.lemma_.lower()
        if lemma in self.verbs or lemma in self.nouns:
            return lemma
        return self.forms.get(token.lower_, lemma)

    def words(self, name: str) -> frozenset[str]:
        """One of the sets of ``cues-words.tsv``."""
        return self.sets[name]

    def is_noun(self, lemma: str, role: str) -> bool:
        """Whether the noun can play that role of ``cues-nouns.tsv``."""
        return role in self.nouns.get(lemma, frozenset())

    def phrase(self, verb: str, noun: str) -> str | None:
        """``noun`` or ``rest`` where verb and object together report speech, else ``None``."""
        found = self.phrases.get((verb, noun))
        if found is None and self.is_noun(noun, "stance"):
            found = self.phrases.get((verb, "*"))
        return found


@cache
def cues() -> Cues:
    """The tables, read once."""
    verbs = {
        row["lemma"]: VerbFrame(
            row["lemma"],
            row["who"],
            row["clause"],
            "audience" if row["object"] == "either" else row["object"],
            row["infinitive"],
            frozenset(row["prepositions"].split()),
            either=row["object"] == "either",
        )
        for row in _rows("cues-verbs.tsv")
    }
    nouns = {row["lemma"]: frozenset(row["role"].split()) for row in _rows("cues-nouns.tsv")}
    phrases = {(row["verb"], row["noun"]): row["content"] for row in _rows("cues-phrases.tsv")}
    sets = {row["set"]: frozenset(row["lemmas"].split()) for row in _rows("cues-words.tsv")}
    forms = {f: n for n in nouns for f in (n + "s", n + "es")}
    stems = {v.split()[0] for v in verbs} | {verb for verb, _ in phrases}
    forms |= {f: v for v in sorted(stems) for f in _inflected(v)}
    forms |= {f: row["lemma"] for row in _rows("cues-irregular.tsv") for f in row["forms"].split()}
    return Cues(verbs, nouns, phrases, sets, forms)


def _inflected(verb: str) -> list[str]:
    """Regular forms of a verb, with and without a doubled consonant."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeou"):
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    double = verb + verb[-1]
    return [plural, verb + "ed", verb + "ing", double + "ed", double + "ing"]


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (files("detente.knowledge") / name).read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line and not line.startswith("#")]
    head = table[0].split("\t")
    for line in table[1:]:
        cells = line.split("\t")
        yield dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=False))
