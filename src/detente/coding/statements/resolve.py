"""From relations of words to statements of actors: speaker, audience, kind, date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from detente.coding.statements import clauses
from detente.coding.statements.clause_days import clause_days
from detente.coding.statements.lexicon import cues
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.reasons import Resolved, speaker_reasons, via_reason
from detente.coding.statements.sources import (
    actor_ids,
    is_document,
    issuer,
    known_before,
    name_behind,
    side,
)
from detente.knowledge.holders import gender_of
from detente.record import Reason, Span, Statement

if TYPE_CHECKING:
    from detente.language.words import Word

_GENDER = {"he": "male", "him": "male", "his": "male"} | {"she": "female", "her": "female"}
_LOOSE = " \t\n\u00a0.,;:!?–—-\"”’'»"
_BODIES = frozenset({"organisation", "group"})
Kind = Literal["direct", "indirect", "mixed"]


def to_statements(page: Page, relations: Sequence[Relation]) -> tuple[Statement, ...]:
    """Statements in text order, numbered ``s1``, ``s2`` ..."""
    speakers = Speakers(page)
    ordered = sorted(relations, key=lambda r: (r.start, r.end))
    names = {id(r): f"s{i}" for i, r in enumerate(ordered, 1)}
    resolved = [speakers.of(relation) for relation in ordered]
    spoken = [(r, found.actor) for r, found in zip(ordered, resolved, strict=True)]
    dates = clause_days(page, spoken)
    return tuple(
        _statement(page, relation, found, speakers, names, day)
        for relation, found, day in zip(ordered, resolved, dates, strict=True)
    )


def _statement(
    page: Page,
    relation: Relation,
    resolved: Resolved,
    speakers: Speakers,
    names: dict[int, str],
    day: tuple[str | None, tuple[Reason, ...]],
) -> Statement:
    speaker = resolved.actor
    via = speakers.via(relation, speaker) or names.get(id(relation.outer))
    content = tuple(Span(start=s, end=e) for s, e in sorted(relation.content))
    quotes = _quotes(page, relation.content)
    return Statement(
        id=names[id(relation)],
        speaker=speaker,
        source=_span(relation.source),
        cue=_span(relation.cue),
        content=content,
        quotes=quotes,
        kind="direct" if relation.verbatim else _kind(page, relation.content, quotes),
        audience=_audience(page, relation, speaker),
        via=via,
        date=day[0],
        reasons=(
            *speaker_reasons(page, relation, resolved),
            *via_reason(page, relation, via),
            *day[1],
        ),
    )


def _span(span: CharSpan | None) -> Span | None:
    return None if span is None else Span(start=span[0], end=span[1])


class Speakers:
    """Finds the speaker of each relation of one report; remembers who put out which document."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._last: tuple[Word, str | None, int] | None = None
        self._passed_on: str | None = None
        self._genders: dict[str, str | None] | None = None
        self._issued: list[tuple[int, str, str]] = []
        self._told: list[tuple[int, str, str]] | None = None

    def of(self, relation: Relation) -> Resolved:
        """The actor who speaks, and why."""
        if relation.source_token is None:
            return Resolved(None, "no source is told")
        head = self._page.doc[relation.source_token]
        resolved = self._document_speaker(relation) if is_document(head) else None
        if resolved is None:
            resolved = self._spoke_before(relation, head) or self._named(relation, head)
        speaker = resolved.actor
        self._remember(relation, speaker)
        clause = relation.clause or relation.source or (0, 0)
        self._last = (head, speaker, max(relation.end, clause[1]))
        self._passed_on = None
        if relation.outer is not None and relation.outer.source_token is not None:
            passed = actor_ids(self._page, self._page.doc[relation.outer.source_token])
            self._passed_on = passed[0] if passed else None
        return resolved

    def _named(self, relation: Relation, head: Word) -> Resolved:
        """The actor whom the words of the source name or describe."""
        page = self._page
        if found := name_behind(page, head, relation.cue_token):
            return Resolved(found[0], "the person named behind the office")
        if found := actor_ids(page, head):
            return Resolved(found[0], "these words name or mean the speaker")
        if found := side(page, head):
            return Resolved(found[0], "a nameless source speaks for the body that it belongs to")
        return Resolved(None, "these words point at no actor of the report")

    def _told_of(self, relation: Relation, head: Word) -> str | None:
        """The body that is subject of the clause that "it" is said to say: "the ministry summoned
        the envoy, it said"."""
        page = self._page
        low = page.sentence(head)[0]
        start, end = min(relation.content, default=(head.idx, head.idx))
        span = head.words.span(start, end) if low <= start and end <= head.idx else None
        if span is None or page.quotations_in((start, end)):
            return None
        subject = clauses.child(span.root, "nsubj")
        found = actor_ids(page, subject) if subject is not None else ()
        index = page.grounding.actors
        return found[0] if len(found) == 1 and index.get(found[0]).kind in _BODIES else None

    def _spoke_before(self, relation: Relation, head: Word) -> Resolved | None:
        """The speaker just before, if this source can only take up that one: "the diplomat" after
        the words of "a senior diplomat" (a definite noun is whom an indefinite one has brought in,
        Heim 1982), "it" after those of a body."""
        if head.lower_ == "it" and (own := self._told_of(relation, head)) is not None:
            return Resolved(own, "“it” is the body whose deed it tells in this sentence")
        if self._last is None:
            return None
        last, speaker, end = self._last
        page = self._page
        if speaker is None or not last.i < head.i:
            return None
        far = page.paragraph_of(head.idx) - page.paragraph_of(last.idx)
        kind = page.grounding.actors.get(speaker).kind
        if head.lower_ == "it":
            body = far == 0 and kind in _BODIES
            return Resolved(speaker, "“it” is the body that spoke just before") if body else None
        if head.lower_ in _GENDER:
            topic = kind == "person" and far <= 1 and self._goes_on(relation, head, speaker, end)
            return Resolved(speaker, "who was speaking just before goes on") if topic else None
        if far > 1 or head.pos_ != "NOUN" or is_document(head):
            return None
        same = head.lower_ == last.lower_ and _article(head) == "the"
        if not same or _article(last) not in {"a", "an", "one"}:
            return None
        return Resolved(speaker, f"“the {head.lower_}” is the one just brought in")

    def _goes_on(self, relation: Relation, head: Word, speaker: str, end: int) -> bool:
        """Whether "he" or "she" right behind a person's words is that person: who was the subject
        stays it (Grosz, Joshi & Weinstein 1995), unless the verb answers, or somebody is named
        in between, or the speaker is who hears it. In a new paragraph the verb must say that it
        goes on."""
        page = self._page
        index = page.grounding.actors
        if relation.cue_token is None or self._gender(speaker) not in (None, _GENDER[head.lower_]):
            return False
        base = cues().base(page.doc[relation.cue_token])
        start = page.sentence(head)[0]
        quoted = page.quotation_at(start)
        begins = min(start, relation.start) if quoted is not None else start
        if base in cues().words("answering") or page.text[end:begins].strip(_LOOSE):
            return False
        if page.paragraph_of(head.idx) != page.paragraph_of(end - 1):
            return base in cues().words("continuing")
        between = page.doc[page.token_at(max(end, start)).i : head.i]
        named = (i for t in between if t.pos_ == "PROPN" for i in index.at(t))
        heard = (i for a in relation.audience for i in index.at(page.doc[a]))
        return speaker not in heard and not any(index.get(i).kind == "person" for i in named)

    def _gender(self, actor: str) -> str | None:
        """What the report's pronouns, else the first name, tell."""
        if self._genders is None:
            index = self._page.grounding.actors
            self._genders = {}
            for token in self._page.doc:
                gender = _GENDER.get(token.lower_)
                for i in index.at(token) if gender is not None else ():
                    self._genders.setdefault(i, gender)
        known = self._genders.get(actor)
        return known or gender_of(self._page.grounding.actors.get(actor).name)

    def _document_speaker(self, relation: Relation) -> Resolved | None:
        assert relation.source_token is not None
        head = self._page.doc[relation.source_token]
        by = issuer(self._page, head)
        why = "a document speaks for whoever put out the last of its kind"
        if by is not None:
            found = actor_ids(self._page, by)
            speaker = found[0] if found else None
            why = f"a document speaks for whoever put it out: “{by.text}”"
        elif known_before(head):
            speaker = self._last_issuer(cues().base(head), head.i) or self._spoke_last(head)
        else:
            speaker = None
        if speaker is not None:
            self._issued.append((head.i, cues().base(head), speaker))
        return Resolved(speaker, why) if speaker is not None else None

    def _last_issuer(self, lemma: str, before: int) -> str | None:
        for at, name, speaker in sorted([*self._issued, *self._documents()], reverse=True):
            if name == lemma and at < before:
                return speaker
        if any(t.pos_ == "NOUN" and cues().base(t) == lemma for t in self._page.doc[:before]):
            return None  # it takes up one that nobody is named as issuing
        return self._issued[-1][2] if self._issued else None

    def _spoke_last(self, document: Word) -> str | None:
        """The one who spoke just before a document that nothing has brought in: "his office said.
        ... the statement added"."""
        if self._last is None:
            return None
        page = self._page
        base = cues().base(document)
        if any(t.pos_ == "NOUN" and cues().base(t) == base for t in page.doc[: document.i]):
            return None
        last, speaker, _ = self._last
        near = page.paragraph_of(document.idx) - page.paragraph_of(last.idx) <= 1
        if not near or last.i >= document.i:
            return None
        return self._passed_on or speaker

    def _documents(self) -> list[tuple[int, str, str]]:
        """Documents that the report tells somebody put out: "released a statement"."""
        if self._told is None:
            self._told = []
            for token in self._page.doc:
                if token.pos_ != "NOUN" or not is_document(token) or known_before(token):
                    continue
                by = issuer(self._page, token)
                ids = actor_ids(self._page, by) if by is not None else ()
                if ids:
                    self._told.append((token.i, cues().base(token), ids[0]))
        return self._told

    def _remember(self, relation: Relation, speaker: str | None) -> None:
        """Documents named in the clause of saying are the speaker's: "said in a statement"."""
        if speaker is None or relation.clause is None:
            return
        for token in self._page.doc[
            self._page.token_at(relation.clause[0]).i : self._page.token_at(relation.clause[1]).i
            + 1
        ]:
            if token.i == relation.source_token or token.pos_ != "NOUN":
                continue
            told = any(s <= token.idx < e for s, e in relation.content)
            if not told and is_document(token) and not known_before(token):
                self._issued.append((token.i, cues().base(token), speaker))

    def via(self, relation: Relation, speaker: str | None) -> str | None:
        """The actor that passed the words on, if the report names one."""
        for i in relation.passed_by:
            found = actor_ids(self._page, self._page.doc[i])
            if found and found[0] != speaker:
                return found[0]
        if relation.outer is not None:
            outer = self.of(relation.outer).actor
            return outer if outer != speaker else None
        return None


def _article(noun: Word) -> str:
    first = next((c for c in noun.children if c.dep_ in {"det", "nummod"}), None)
    return first.lower_ if first is not None else ""


def _quotes(page: Page, content: Sequence[CharSpan]) -> tuple[Span, ...]:
    """The words inside quotation marks, without the marks."""
    found = []
    for span in sorted(content):
        inside = page.quotation_at(span[0])
        marked = page.quotations_in(span)
        if inside is not None and inside not in marked:
            marked = [inside, *marked]
        for q in marked:
            start, end = max(q.inner_start, span[0]), min(q.inner_end, span[1])
            if start < end:
                found.append(Span(start=start, end=end))
    return tuple(found)


def _kind(page: Page, content: Sequence[CharSpan], quotes: Sequence[Span]) -> Kind:
    if not quotes:
        return "indirect"
    outside = "".join(page.text[s:e] for s, e in _outside(content, quotes))
    return "mixed" if any(c.isalnum() for c in outside) else "direct"


def _outside(content: Sequence[CharSpan], quotes: Sequence[Span]) -> list[CharSpan]:
    rest = []
    for start, end in content:
        at = start
        for q in quotes:
            if q.start >= end or q.end <= at:
                continue
            rest.append((at, q.start))
            at = q.end
        rest.append((at, end))
    return [(s, e) for s, e in rest if s < e]


def _audience(page: Page, relation: Relation, speaker: str | None) -> tuple[str, ...]:
    heard: list[str] = []
    for i in relation.audience:
        for actor_id in actor_ids(page, page.doc[i]):
            if actor_id != speaker and actor_id not in heard:
                heard.append(actor_id)
    return tuple(heard)
