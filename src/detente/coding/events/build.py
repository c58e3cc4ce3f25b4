"""The way through: frames -> candidates -> merged groups -> events of the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.events.apart import Apart
from detente.coding.events.candidates import Candidate, candidate, settle, trigger_span
from detente.coding.events.circumstances import Circumstances
from detente.coding.events.embedding import drop_embedded
from detente.coding.events.lexicon import lexicon
from detente.coding.events.match import find_frames
from detente.coding.events.merge import Group, Merger, points_back
from detente.coding.events.mutual import is_mutual
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.reasons import Told, reasons_of
from detente.coding.events.refine import contexts_of, mode_of
from detente.coding.events.sides import POINTED_AT, POINTERS, Ids, Sides
from detente.coding.events.speech import speech_acts
from detente.coding.events.syntax import lemma_of
from detente.coding.events.tellers import Tellers
from detente.coding.quantities import quantities_near
from detente.grounding.bundle import Grounding
from detente.record import Event, EventStatus, Span, Statement

if TYPE_CHECKING:
    from detente.language.words import Words

# How far back "the move" or "the decision" may point, in characters.
_REACH = 700
_PRESENT = frozenset({"VB", "VBP", "VBZ"})
# What a state may do to itself: blame, protests, arrests.
_TO_ONESELF = frozenset({"ACCUSE", "PROTEST", "COERCE"})


class Coder:
    """Codes the events of one report."""

    def __init__(self, words: Words, grounding: Grounding, statements: Sequence[Statement]) -> None:
        self._words, self._grounding, self._statements = words, grounding, statements
        self._parties = Parties(words, grounding, statements)
        self._frames = find_frames(words, self._parties)
        self._found = self._candidates()
        self._circumstances = Circumstances(words, self._parties, self._frames, self._found)
        self._tellers = Tellers(self._parties, statements)

    def events(self) -> tuple[Event, ...]:
        """The events of the report."""
        found = self._found
        apart = Apart(self._circumstances, self._grounding.places)
        groups = Merger(self._parties, apart).add_all(found)
        pointers = self._pointers(groups)
        sides = Sides(self._parties, self._circumstances, groups)
        told = [(self._spans(g, pointers.get(i, [])), g) for i, g in enumerate(groups)]
        told.sort(key=lambda pair: (pair[0][0].start, pair[0][0].end))
        return tuple(
            self._event(n, g, spans, sides.of(g)) for n, (spans, g) in enumerate(told, start=1)
        )

    def _candidates(self) -> list[Candidate]:
        found = [c for f in self._frames if (c := candidate(f, self._parties)) is not None]
        spoken_of = ("THREATEN", "REJECT", "REQUEST", "AGREE")
        taken = {c.head.i for c in found if c.type in spoken_of and c.status != "denied"}
        acts = speech_acts(self._words, self._parties)
        found += [c for c in acts if c.head.i not in taken or c.type == "THREATEN"]
        spoken = {c.head.i: c for c in found if c.origin != "lexicon"}
        found = [c for c in found if c.origin != "lexicon" or c.head.i not in spoken]
        found.sort(key=lambda c: c.head.i)
        kept = [c for c in drop_embedded(found) if _told(c)]
        return [settle(c, self._parties) for c in kept]

    def _pointers(self, groups: list[Group]) -> dict[int, list[Span]]:
        """Mentions such as "the move" and "the announcement", by the index of their group."""
        found: dict[int, list[Span]] = {}
        heads = {c.head.i for g in groups for c in g.members}
        for token in self._words:
            if token.dep_ not in ("nsubj", "nsubj:pass") or token.i in heads:
                continue
            if not points_back(lemma_of(token)):
                continue
            if not any(c.lower_ in POINTERS for c in token.children):
                continue
            earlier = [
                (max(c.head.i for c in g.members if c.head.i < token.i), n)
                for n, g in enumerate(groups)
                if g.members[0].head.i < token.i
                and g.lead.type in POINTED_AT
                and token.sent.start_char - g.members[-1].head.idx < _REACH
            ]
            if earlier:
                span = Span(start=token.idx, end=token.idx + len(token))
                found.setdefault(max(earlier)[1], []).append(span)
        return found

    def _spans(self, group: Group, extra: list[Span]) -> list[Span]:
        spans = {trigger_span(c) for c in group.members} | {(s.start, s.end) for s in extra}
        spans |= {s for c in group.members if (s := _predicate(c)) is not None}
        return [Span(start=a, end=b) for a, b in sorted(spans)]

    def _event(self, number: int, group: Group, spans: list[Span], sides: tuple[Ids, Ids]) -> Event:
        lead = group.lead
        where = self._circumstances.where(group.members)
        when = self._circumstances.when(group.members)
        place, date = where.place if where else None, when.date if when else None
        mode = mode_of(group.members, lead, self._parties, self._grounding, place)
        entry = ontology()[lead.type]
        status, claimed_by = self._tellers.status(group)
        if self._not_yet(date, status):
            if any(c.head.tag_ in _PRESENT for c in group.members):
                status = "planned"  # "they meet on Monday"
            else:
                date = None  # one of the two is misread
        start, end = trigger_span(lead)
        who, whom = sides
        whom = tuple(i for i in whom if i not in who or lead.type in _TO_ONESELF)
        event = Event(
            id=f"e{number}",
            type=lead.type,
            mode=mode if mode in entry.modes else None,
            contexts=contexts_of(group.members),
            quad=entry.quad,
            intensity=entry.intensity_of(mode),
            actors=who,
            recipients=whom,
            reciprocal=len(who) > 1 and not whom and is_mutual(lead),
            place=place,
            date=date,
            quantities=tuple(q for c in group.members for q in quantities_near(c.head)),
            status=status,
            claimed_by=claimed_by,
            trigger=Span(start=start, end=end),
            mentions=tuple(spans),
            confidence=0.0,  # weighed by coding.confidence once all is known
        )
        reasons = reasons_of(event, Told(group.members, lead, where, when))
        return event.model_copy(update={"reasons": reasons})

    def _not_yet(self, date: str | None, status: EventStatus) -> bool:
        """Whether what is told as past has a date after the report."""
        published = self._grounding.header.published
        past = status in ("happened", "ongoing", "claimed")
        return (
            past and bool(date and published) and str(date)[:10] > str(published)[: len(str(date))]
        )


def _predicate(found: Candidate) -> tuple[int, int] | None:
    """The verb that tells when a nominal event takes place: "the summit is set to open"."""
    head, verb = found.head, found.head.head
    if found.frame.entry.kind != "noun" or head.dep_ not in ("nsubj", "nsubj:pass"):
        return None
    if lemma_of(verb) not in lexicon().groups["aspect"]:
        return None
    return verb.idx, verb.idx + len(verb)


def _told(found: Candidate) -> bool:
    """Whether it is told as something that is, was or is to come; what merely did not happen is no
    event, and what might happen is one only where it would be grave and both sides are named."""
    if found.status == "denied":
        return found.type == "REJECT"
    if found.status == "possible" and found.origin == "lexicon":
        grave = ontology()[found.type].quad == 4 and found.who and found.whom
        return bool(grave) or ontology()[found.type].speech
    return True
