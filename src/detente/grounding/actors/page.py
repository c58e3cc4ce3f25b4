"""One report laid open for the search for actors: its words, listed names, entities and
quotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.grounding.actors.entities import mended_entities
from detente.grounding.actors.listed import listed_names, site_of_report
from detente.knowledge.names import Hit
from detente.knowledge.nouns import noun_of
from detente.knowledge.offices import office_of
from detente.language.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from detente.language.words import Words

_NAMING = frozenset(("ORG", "FAC", "NORP", "GPE", "LOC"))
_GIVEN_NAMES = frozenset(
    ("jordan", "georgia", "chad", "israel", "india", "kenya", "paris", "sofia")
)
_SHARED = frozenset(("Security Council",))
_OPENING, _CLOSING, _BOTH = "“«„", "”»", '"'


@dataclass(frozen=True)
class Page:
    """A parsed report with what the lists of names know of its words.

    ``hits`` are listed names that stand for themselves here, not parts of a person's name.
    ``quoted`` tells for each token the number of the quotation that it stands in, 0 for none.
    ``told`` counts the sentences in the reporter's words up to each token.
    """

    tokens: Words
    date: str | None
    words: tuple[str, ...]
    lower: tuple[str, ...]
    hits: tuple[Hit, ...]
    hit_at: dict[int, Hit]
    hit_ending: dict[int, Hit]
    entities: tuple[Span, ...]
    entity_at: dict[int, Span]
    sentence: tuple[int, ...]
    sentence_start: tuple[int, ...]
    quoted: tuple[int, ...]
    told: tuple[int, ...]
    parsed: bool = field(default=True)

    def head(self, start: int, end: int) -> int:
        """The token of a span on which the others hang; the last one where there is no parse."""
        if not self.parsed:
            return end - 1
        return self.tokens.root(start, end).i

    def text(self, start: int, end: int) -> str:
        """The words of a span as they stand in the report."""
        return self.tokens.between(start, end)

    def country_of(self, name: str) -> str | None:
        """The state in which a place of this name lies, as the report lets one think."""
        site = site_of_report(self.words, name)
        return site.code if site is not None else None

    def floor(self, at: int) -> int:
        """The first token that a phrase holding token ``at`` can reach back to: the sentence's, or
        the one before's where the parser cut a sentence without a mark of its end."""
        begin = self.sentence_start[at]
        while begin and self.words[begin - 1][-1:].isalnum():
            begin = self.sentence_start[begin - 1]
        return begin


def open_page(doc: Doc, date: str | None) -> Page:
    """Lay a report open; ``date`` is the ISO date at which offices are looked up."""
    parsed = words_of(doc)
    words = tuple(word.text for word in parsed)
    entities = mended_entities(doc, words, date)
    entity_at = {i: ent for ent in entities for i in range(ent.start, ent.end)}
    hits = tuple(
        hit for hit in listed_names(words) if _stands(hit, entity_at.get(hit.start), words)
    )
    hits = _of_bodies_told(hits, words)
    sentence, begins = _sentences(parsed)
    quoted = _quotations(words)
    return Page(
        tokens=parsed,
        date=date,
        words=words,
        lower=tuple(word.lower() for word in words),
        hits=hits,
        hit_at={i: hit for hit in hits for i in range(hit.start, hit.end)},
        hit_ending={hit.end: hit for hit in hits},
        entities=entities,
        entity_at=entity_at,
        sentence=sentence,
        sentence_start=begins,
        quoted=quoted,
        told=_narrated(words, sentence, quoted),
        parsed=doc.has_annotation("DEP"),
    )


def _of_bodies_told(hits: tuple[Hit, ...], words: tuple[str, ...]) -> tuple[Hit, ...]:
    """Without a "Security Council" in a report that names the United Nations nowhere else: many
    states have one."""
    shared = {h for h in hits if " ".join(words[h.start : h.end]) in _SHARED}
    told = {h.entry.code for h in hits if h not in shared}
    return tuple(h for h in hits if h not in shared or h.entry.code in told)


def _stands(hit: Hit, entity: Span | None, words: tuple[str, ...]) -> bool:
    """Whether a listed name stands for what the list says. A person's own name does not ("Jordan
    Spieth"), unless the entity begins with the name and a title ("Russian President Putin"); a name
    that is also an ordinary word does only inside an entity of the right sort."""
    if hit.entry.ambiguous:
        return entity is not None and entity.label_ in _NAMING and entity.start <= hit.start
    if entity is not None and entity.label_ in ("LOC", "FAC") and _names_site(hit, entity, words):
        return False
    if entity is None or entity.label_ != "PERSON":
        return True
    behind = words[entity.end : entity.end + 2]
    if len(behind) == 2 and behind[0] in ("'s", "’s"):  # "Jordan's government"
        noun = noun_of(behind[1])
        if noun is not None and noun.of_state and hit.end == entity.end:
            return True
    if hit.start == entity.start and hit.end >= entity.end:
        return words[hit.start].lower() not in _GIVEN_NAMES
    if hit.start == entity.start and hit.end < entity.end:
        return any(
            office_of(" ".join(words[hit.end : end])) for end in range(hit.end + 1, hit.end + 5)
        )
    return hit.entry.sort == "body" and hit.end - hit.start >= entity.end - entity.start


def _names_site(hit: Hit, entity: Span, words: tuple[str, ...]) -> bool:
    """Whether a listed name is part of a water's, a building's or the like ("Gulf of Oman")."""
    if hit.end - hit.start >= entity.end - entity.start or hit.entry.sort == "body":
        return False
    if words[entity.end - 1].islower():
        return False  # "a Saudi airport" names none
    nouns = (noun_of(words[entity.start]), noun_of(words[entity.end - 1]))
    return any(noun is not None and noun.kind == "thing" for noun in nouns)


def _sentences(words: Words) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For each token the number of its sentence and the sentence's first token."""
    numbers, begins = [], []
    number = begin = 0
    for word in words:
        if word.i and word.is_sent_start:
            number, begin = number + 1, word.i
        numbers.append(number)
        begins.append(begin)
    return tuple(numbers), tuple(begins)


def _narrated(
    words: tuple[str, ...], sentence: tuple[int, ...], quoted: tuple[int, ...]
) -> tuple[int, ...]:
    """For each token how many sentences with words of the reporter's have begun by then."""
    numbers = []
    count, last = 0, -1
    for at, word in enumerate(words):
        if not quoted[at] and sentence[at] != last and word[:1].isalnum():
            count, last = count + 1, sentence[at]
        numbers.append(count)
    return tuple(numbers)


def _quotations(words: tuple[str, ...]) -> tuple[int, ...]:
    """Number the quotations; one that is not closed ends with its paragraph."""
    numbers = []
    current = count = 0
    for at, word in enumerate(words):
        opens = word in _OPENING or (word in _BOTH and not current)
        if opens:
            count += 1
            current = count
        numbers.append(current)
        ends = (word in _CLOSING or word in _BOTH) and not opens
        if ends or (current and word.count("\n") > 1 and not _goes_on(words, at)):
            current = 0
    return tuple(numbers)


def _goes_on(words: tuple[str, ...], at: int) -> bool:
    """Whether the paragraph after token ``at`` begins with a quotation mark, as one that goes
    on."""
    return at + 1 < len(words) and words[at + 1] in _OPENING
