"""From relations of words to statements of actors: speaker, audience, kind, date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from detente.coding.statements.lexicon import cues
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import (
    actor_ids,
    is_document,
    issuer,
    known_before,
    name_behind,
    side,
)
from detente.knowledge.holders import gender_of
from detente.record import Span, Statement

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
    spoken: list[tuple[Relation, str | None]] = []
    for relation in ordered:
        spoken.append((relation, speakers.of(relation)))
    dates = _dates(page, spoken)
    return tuple(
        _statement(page, relation, speaker, speakers, names, dates[i])
        for i, (relation, speaker) in enumerate(spoken)
    )


def _statement(
    page: Page,
    relation: Relation,
    speaker: str | None,
    speakers: Speakers,
    names: dict[int, str],
    date: str | None,
) -> Statement:
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
        via=speakers.via(relation, speaker) or names.get(id(relation.outer)),
        date=date,
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

    def of(self, relation: Relation) -> str | None:
        """The actor who speaks, ``None`` if the report does not tell."""
        if relation.source_token is None:
            return None
        head = self._page.doc[relation.source_token]
        speaker = self._document_speaker(relation) if is_document(head) else None
        if speaker is None:
            found = (
                name_behind(self._page, head, relation.cue_token)
                or actor_ids(self._page, head)
                or side(self._page, head)
            )
            speaker = found[0] if found else None
            speaker = self._spoke_before(relation, head) or speaker
        self._remember(relation, speaker)
        clause = relation.clause or relation.source or (0, 0)
        self._last = (head, speaker, max(relation.end, clause[1]))
        self._passed_on = None
        if relation.outer is not None and relation.outer.source_token is not None:
            passed = actor_ids(self._page, self._page.doc[relation.outer.source_token])
            self._passed_on = passed[0] if passed else None
        return speaker

    def _spoke_before(self, relation: Relation, head: Word) -> str | None:
        """The speaker just before, if this source can only take up that one: "the diplomat" after
        the words of "a senior diplomat" (a definite noun is whom an indefinite one has brought in,
        Heim 1982), "it" after those of a body."""
        if self._last is None:
            return None
        last, speaker, end = self._last
        page = self._page
        if speaker is None or not last.i < head.i:
            return None
        far = page.paragraph_of(head.idx) - page.paragraph_of(last.idx)
        kind = page.grounding.actors.get(speaker).kind
        if head.lower_ == "it":
            return speaker if far == 0 and kind in _BODIES else None
        if head.lower_ in _GENDER:
            topic = kind == "person" and far <= 1 and self._goes_on(relation, head, speaker, end)
            return speaker if topic else None
        if far > 1 or head.pos_ != "NOUN" or is_document(head):
            return None
        same = head.lower_ == last.lower_ and _article(head) == "the"
        return speaker if same and _article(last) in {"a", "an", "one"} else None

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

    def _document_speaker(self, relation: Relation) -> str | None:
        assert relation.source_token is not None
        head = self._page.doc[relation.source_token]
        by = issuer(self._page, head)
        if by is not None:
            found = actor_ids(self._page, by)
            speaker = found[0] if found else None
        elif known_before(head):
            speaker = self._last_issuer(cues().base(head), head.i) or self._spoke_last(head)
        else:
            speaker = None
        if speaker is not None:
            self._issued.append((head.i, cues().base(head), speaker))
        return speaker

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
            outer = self.of(relation.outer)
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


def _dates(page: Page, spoken: Sequence[tuple[Relation, str | None]]) -> list[str | None]:
    """The day on which each statement was made, where its own clause or its occasion tells.

    Words after "also", a pronoun or nothing but quotation marks carry on the occasion of the same
    speaker's words before them in the paragraph; a headline takes the day of the report's first
    statement by the same speaker.
    """
    dates: list[str | None] = []
    for i, (relation, speaker) in enumerate(spoken):
        day = _day_in_clause(page, relation)
        if day is None and relation.outer is not None:
            day = _day_in_clause(page, relation.outer)
        if day is None and i and speaker is not None:
            last, last_speaker = spoken[i - 1]
            if last_speaker == speaker and _goes_on(page, last, relation):
                day = dates[i - 1]
        dates.append(day)
    for i, (relation, speaker) in enumerate(spoken):
        if (
            dates[i] is None
            and speaker is not None
            and page.in_title(page.token_at(relation.start))
        ):
            dates[i] = next(
                (
                    d
                    for d, (_, s) in zip(dates[i + 1 :], spoken[i + 1 :], strict=True)
                    if s == speaker
                ),
                None,
            )
    return dates


def _day_in_clause(page: Page, relation: Relation) -> str | None:
    if relation.clause is None:
        return None
    start, end = relation.clause
    sentence = page.sentence(page.token_at(relation.clause[0]))
    for time in page.grounding.times:
        if time.value is None or len(time.value) < 10 or time.type not in {"DATE", "TIME"}:
            continue
        inside = start <= time.start < end
        leads = (
            sentence[0] <= time.start < start and not page.text[sentence[0] : time.start].strip()
        )
        covered = any(s <= time.start < e for s, e in relation.content)
        if (inside or leads) and not covered and time.value[4:5] == "-":
            return time.value[:10]
    return None


def _goes_on(page: Page, last: Relation, relation: Relation) -> bool:
    if page.paragraph_of(last.start) != page.paragraph_of(relation.start):
        return False
    if relation.cue is None or relation.source_token is None:
        return True
    words = {t.lower_ for t in page.doc[relation.source_token : (relation.cue_token or 0) + 1]}
    pronoun = page.doc[relation.source_token].pos_ == "PRON"
    return pronoun or "also" in words or last.source_token == relation.source_token
