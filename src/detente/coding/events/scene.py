"""Where and when the story stands: a deed told without place or time goes on where and when the
sentence before put one, if the words say that it belongs to it and nothing says that it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate
from detente.coding.events.lexicon import lexicon
from detente.coding.events.reach import Rank
from detente.coding.events.syntax import SUBJECTS
from detente.coding.events.when import TimesOfEvents, When
from detente.coding.events.where import PlacesOfEvents, Where

if TYPE_CHECKING:
    from detente.language.words import Stretch, Word, Words

_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_BACK = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "another", "other", "both"})
_PERFECT = frozenset({"have", "has", "had", "'ve", "’ve", "'d", "’d"})
_WHY = "the story goes on where and when the sentence before put it"


class Scenes:
    """The scene that each deed of a report inherits."""

    def __init__(
        self,
        words: Words,
        found: Sequence[Candidate],
        places: PlacesOfEvents,
        times: TimesOfEvents,
    ) -> None:
        self._words, self._places, self._times = words, places, times
        self._where: dict[int, Where] = {}
        self._when: dict[int, When] = {}
        deeds: dict[int, list[Candidate]] = {}
        for candidate in found:
            if candidate.type in _DEEDS:
                deeds.setdefault(candidate.sentence, []).append(candidate)
        self._follow(deeds)

    def where(self, members: Sequence[Candidate]) -> Where | None:
        """The place that one of an event's tellings inherits."""
        return next((w for c in members if (w := self._where.get(c.head.i))), None)

    def when(self, members: Sequence[Candidate]) -> When | None:
        """The day that one of an event's tellings inherits."""
        return next((w for c in members if (w := self._when.get(c.head.i))), None)

    def _follow(self, deeds: Mapping[int, Sequence[Candidate]]) -> None:
        where: Where | None = None
        when: When | None = None
        for sentence in _sentences(self._words) if deeds else ():
            if _opens_paragraph(sentence) or _moved(sentence):
                where = None
                when = None
            here = deeds.get(sentence.start, ())
            placed, dated = self._places.named_in(sentence), self._times.tells(sentence)
            for deed in here:
                if _goes_on(deed.head):
                    self._inherit(deed, None if placed else where, None if dated else when)
            if placed:
                where = self._place_of_all(here, placed)
            if dated:
                when = _shared_day([told for c in here if (told := self._times.of(c))])

    def _place_of_all(self, deeds: Sequence[Candidate], named: frozenset[str]) -> Where | None:
        """The one place of a sentence's deeds, if it names no other."""
        told = [where for c in deeds if (where := self._places.of(c))]
        if len({where.place for where in told}) != 1:
            return None
        return told[0] if self._places.one_scene(told[0].place, named) else None

    def _inherit(self, deed: Candidate, where: Where | None, when: When | None) -> None:
        if where is not None and self._places.of(deed) is None:
            self._where[deed.head.i] = replace(where, rank=Rank.SCENE)
        if when is not None and self._times.of(deed) is None:
            self._when[deed.head.i] = replace(when, why=_WHY, rank=Rank.SCENE)


def _sentences(words: Words) -> list[Stretch]:
    return [word.sent for word in words if word.is_sent_start]


def _opens_paragraph(sentence: Stretch) -> bool:
    before = sentence.words.text[: sentence.start_char].rstrip(" ")
    first = sentence.words.text[sentence.start_char : sentence.start_char + 1]
    return not before or before.endswith("\n") or first == "\n"


def _moved(sentence: Stretch) -> bool:
    """Whether a word says that the sentence tells of another time or place."""
    moved = lexicon().groups["moved"]
    return any(word.lower_ in moved for word in sentence)


def _goes_on(head: Word) -> bool:
    """Whether a deed is told in the past tense of the story, and of people or things that it has
    told of."""
    auxiliaries = {c.lower_ for c in head.children if c.dep_ in ("aux", "aux:pass")}
    if head.pos_ == "VERB" and (auxiliaries & _PERFECT or head.tag_ not in ("VBD", "VBN")):
        return False
    beside = [c for c in head.children if c.dep_ in (*SUBJECTS, "obj", "obl:agent")]
    return any(
        c.lower_ in _BACK or any(d.lower_ in _BACK | _DEFINITE for d in c.children)
        for c in (*beside, head)
    )


def _shared_day(told: Sequence[When]) -> When | None:
    """The day that all of a sentence's deeds have in common."""
    return told[0] if len({w.date for w in told}) == 1 else None
