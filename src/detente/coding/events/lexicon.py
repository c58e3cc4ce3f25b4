"""The lexicon: lemma patterns of verbs, nouns and predicates, each with type, mode and roles.

The files ``data/verbs.tsv``, ``nouns.tsv`` and ``predicates.tsv`` have the columns
``patterns``, ``code``, ``who``, ``whom``, ``flags``; several patterns of one row stand with ``;``
between them. A pattern is a head lemma followed by parts:

=============  ====================================================================
``out``        a particle, preposition or adverb of the head
``:a/b``       an object (the subject of a passive) whose noun is one of these (``:`` alone: any)
``on:a/b``     a noun of these behind that preposition
``+a/b``       a modifier of a nominal head
``>a/b``       a verb of these in the complement clause (``>`` alone: any)
``=a/b``       a predicative complement (``=`` alone: any)
``^a/b``       a subject whose noun is one of these
``{name}``     the words of a group in ``data/groups.tsv``; ``@`` is anybody who can act
``!part``      the part must be absent
=============  ====================================================================

A user's own rows (``detente.coding.own``) come before ours where they are as specific, and take the
place of ours where they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Literal, cast, get_args

from detente.coding.events.ontology import TYPES, ontology
from detente.coding.own import own_ontology, per_ontology
from detente.record import EventType

Kind = Literal["verb", "noun", "predicate"]
PartKind = Literal["word", "object", "oblique", "modifier", "clause", "complement", "subject"]
_SIGNS: Mapping[str, PartKind] = {
    ":": "object",
    "+": "modifier",
    ">": "clause",
    "=": "complement",
    "^": "subject",
}
_VOWELS = frozenset("aeiou")
KINDS: tuple[Kind, ...] = get_args(Kind)


class LexiconError(ValueError):
    """A row of a lexicon file cannot be read; the message names file, line and reason."""


@dataclass(frozen=True)
class Part:
    """One condition of a pattern on the words around its head."""

    kind: PartKind
    words: frozenset[str]
    prep: str | None = None
    absent: bool = False

    @property
    def any_actor(self) -> bool:
        """Whether whoever can act fits."""
        return "@" in self.words


@dataclass(frozen=True)
class Entry:
    """A pattern and what it means. ``who`` and ``whom`` are slots to look in, first come first.
    ``text`` is the pattern as it is written, ``own`` whether it is a user's, ``row`` where a
    shipped one stands ("verbs.tsv, line 12")."""

    kind: Kind
    head: str
    parts: tuple[Part, ...]
    type: EventType
    mode: str | None
    who: tuple[str, ...]
    whom: tuple[str, ...]
    flags: frozenset[str]
    text: str = ""
    own: bool = False
    row: str = ""

    @property
    def weight(self) -> int:
        """How specific the pattern is: the more conditions, the sooner it is tried."""
        return sum(1 if p.absent else 3 if p.words else 2 for p in self.parts)


@dataclass(frozen=True)
class Lexicon:
    """All entries by kind and head, the most specific first, and lemmas by inflected form."""

    entries: Mapping[tuple[Kind, str], tuple[Entry, ...]]
    forms: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]

    def find(self, kind: Kind, lemma: str) -> tuple[Entry, ...]:
        """The entries with this head, most specific first."""
        return self.entries.get((kind, lemma), ())


def _rows(name: str) -> Iterator[tuple[int, list[str]]]:
    text = (resources.files("detente.coding") / "data" / name).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


@per_ontology
def _groups() -> Mapping[str, frozenset[str]]:
    groups = {row[0]: frozenset(row[1].split()) for _, row in _rows("groups.tsv")}
    for name, words in own_ontology().groups.items():
        groups[name] = groups.get(name, frozenset()) | frozenset(words)
    return groups


def _words(text: str) -> frozenset[str]:
    found: set[str] = set()
    for word in text.split("/"):
        if word.startswith("{"):
            found |= _groups()[word.strip("{}")]
        elif word:
            found.add(word)
    return frozenset(found)


def _part(text: str) -> Part:
    absent = text.startswith("!")
    text = text.removeprefix("!")
    if text[0] in _SIGNS:
        return Part(_SIGNS[text[0]], _words(text[1:]), absent=absent)
    prep, colon, rest = text.partition(":")
    if colon:
        return Part("oblique", _words(rest), prep=prep, absent=absent)
    return Part("word", _words(text), absent=absent)


def parse_row(
    kind: Kind, row: Sequence[str], own: bool = False, where: str = ""
) -> Iterator[Entry]:
    """The entries of one row of a lexicon file; ``LexiconError`` if it cannot be read."""
    patterns, code, who, whom, flags = (*row, "", "", "", "")[:5]
    type_name, _, mode = code.strip().partition("-")
    if type_name not in TYPES:
        raise LexiconError(f"no such event type: {type_name!r}")
    if mode and mode not in ontology()[type_name].modes:
        raise LexiconError(f"{type_name} has no mode {mode!r}")
    for pattern in patterns.split(";"):
        words = pattern.split()
        if not words:
            raise LexiconError("empty pattern")
        try:
            parts = tuple(_part(w) for w in words[1:])
        except KeyError as error:
            raise LexiconError(f"no such group: {error.args[0]}") from error
        for head in sorted(_words(words[0])):
            yield Entry(
                kind,
                head,
                parts,
                type_name,
                mode or None,
                tuple(who.replace(" ", "").split(",")) if who.strip() else (),
                tuple(whom.replace(" ", "").split(",")) if whom.strip() else (),
                frozenset(flags.split()),
                " ".join(words),
                own,
                where,
            )


@per_ontology
def lexicon() -> Lexicon:
    """The shipped lexicon, read once; a user's own rows before it."""
    found: dict[tuple[Kind, str], list[Entry]] = {}
    own = set()
    for name, cells in own_ontology().rows:
        for entry in parse_row(cast(Kind, name), cells, own=True):
            found.setdefault((entry.kind, entry.head), []).append(entry)
            own.add((entry.kind, entry.head, frozenset(entry.parts)))
    for kind in KINDS:
        name = f"{kind}s.tsv"
        for number, row in _rows(name):
            try:
                for entry in parse_row(kind, row, where=f"{name}, line {number}"):
                    if (kind, entry.head, frozenset(entry.parts)) not in own:
                        found.setdefault((kind, entry.head), []).append(entry)
            except LexiconError as error:
                raise LexiconError(f"{name}, line {number}: {error}") from error
    entries = {key: tuple(sorted(es, key=lambda e: -e.weight)) for key, es in found.items()}
    return Lexicon(entries, _forms(entries), _groups())


def _forms(entries: Mapping[tuple[Kind, str], tuple[Entry, ...]]) -> Mapping[str, str]:
    """Inflected form -> lemma for every head, so that a wrong lemma of the tagger does no harm."""
    forms: dict[str, str] = {}
    for kind, lemma in entries:
        if kind == "verb":
            for form in regular_forms(lemma):
                forms.setdefault(form, lemma)
        elif kind == "noun":
            forms.setdefault(_plural(lemma), lemma)
    heads = {lemma for _, lemma in entries}
    irregular = [(row[0], row[1].split()) for _, row in _rows("irregular.tsv")]
    for head, others in (*irregular, *own_ontology().irregular.items()):
        if head in heads:
            forms.update(dict.fromkeys(others, head))
    return forms


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def regular_forms(verb: str) -> tuple[str, ...]:
    """Third person, past and -ing form of a regular English verb."""
    third = _plural(verb)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return third, verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return third, verb[:-1] + "ied", verb + "ing"
    doubled = verb + verb[-1]
    double = doubled + "ed", doubled + "ing"
    return third, verb + "ed", verb + "ing", *(double if _doubles(verb) else ())


def _doubles(verb: str) -> bool:
    return (
        len(verb) > 2
        and verb[-1] not in _VOWELS | set("wxy")
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
    )
