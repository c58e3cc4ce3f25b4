"""Actors while they are being put together from their mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from detente.grounding.actors.page import Page
from detente.grounding.bundle import Header
from detente.knowledge.names import state_entry
from detente.record import Actor, Mention, Reason

if TYPE_CHECKING:
    from detente.grounding.actors.joint import Joint

Kind = Literal["person", "state", "organisation", "group"]


class Because(NamedTuple):
    """Why a field has its value, and the token span that decided (an empty one if none did)."""

    why: str
    span: tuple[int, int] = (0, 0)


@dataclass
class Draft:
    """An actor in the making; ``spans`` are token spans, ``words`` the folded name of a person,
    ``posts`` the offices and ranks by which the report calls one; ``bare`` titles name no state,
    ``via`` is a token of whom a title belongs to. ``because`` tells by field, and ``pointed`` by
    span, why things are as they are."""

    name: str
    kind: Kind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    wikidata: str | None = None
    gender: str | None = None
    plural: bool = False
    named: bool = True
    titled: bool = False
    bare: bool = False
    via: int | None = None
    noun: str = ""
    words: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    aliases: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    because: dict[str, Because] = field(default_factory=dict)
    pointed: dict[tuple[int, int], str] = field(default_factory=dict)

    def explain(self, field_name: str, why: str, start: int = 0, end: int = 0) -> None:
        """Note why a field has its value; what was noted before no longer holds."""
        self.because[field_name] = Because(why, (start, end))

    def add_alias(self, name: str) -> None:
        """Note another name, unless it is the actor's name or noted already."""
        if name and name != self.name and name not in self.aliases:
            self.aliases.append(name)


@dataclass(frozen=True)
class Seen:
    """One place where an actor is pointed at: for the choice between antecedents."""

    at: int
    draft: Draft
    weight: float


class Registry:
    """The actors found so far and the tokens that point at them."""

    def __init__(self, page: Page, header: Header) -> None:
        self.page = page
        self.header = header
        self.drafts: list[Draft] = []
        self.by_token: dict[int, list[Draft]] = {}
        self.seen: list[Seen] = []
        self.issuers: dict[str, Draft] = {}
        self.unissued: set[str] = set()
        self.taken: dict[int, int] = {}
        self.headline_end = 0
        self.joints: list[Joint] = []
        self.scene: str | None = None

    def add(self, draft: Draft) -> Draft:
        """Take up a new actor."""
        self.drafts.append(draft)
        return draft

    def mention(
        self, draft: Draft, start: int, end: int, heads: tuple[int, ...] = (), why: str = ""
    ) -> None:
        """Record that tokens ``start`` to ``end`` name an actor; its head and ``heads`` point at
        it. ``why`` tells how that is known where the words are no name."""
        span = (start, end)
        if span not in draft.spans:
            draft.spans.append(span)
        if why:
            draft.pointed[span] = why
        head = self.page.head(start, end)
        for at in dict.fromkeys((head, *heads)):
            self.point(at, draft)
        self.note(head, draft)

    def point(self, at: int, *drafts: Draft) -> None:
        """Let a token point at actors, in addition to those it points at already."""
        here = self.by_token.setdefault(at, [])
        here.extend(d for d in drafts if not any(d is known for known in here))

    def note(self, at: int, draft: Draft) -> None:
        """Remember a mention as a possible antecedent, weighted by its place in the sentence."""
        self.seen.append(Seen(at, draft, weight_of(self.page, at)))

    def replace(self, gone: Draft, kept: Draft) -> None:
        """Let one actor stand for another among the possible antecedents."""
        self.seen = [Seen(s.at, kept, s.weight) if s.draft is gone else s for s in self.seen]

    def at(self, token: int) -> list[Draft]:
        """The actors that a token points at."""
        return self.by_token.get(token, [])

    def take_state(self, code: str) -> Draft:
        """The state with this code, taken up if the report does not name it by itself."""
        known = self.state(code)
        if known is not None:
            return known
        entry = state_entry(code)
        draft = self.add(Draft(entry.name, "state", entry.code, wikidata=entry.wikidata))
        draft.explain("country", "a state for which somebody in the report acts (states.tsv)")
        return draft

    def state(self, code: str) -> Draft | None:
        """The state with this code, if the report names it."""
        return next((d for d in self.drafts if d.kind == "state" and d.country == code), None)


# Lappin and Leass (1994), "An algorithm for pronominal anaphora resolution": subject, object and
# other places; what is said inside a quotation counts for less outside it.
_WEIGHTS = {
    "nsubj": 80.0,
    "nsubj:pass": 80.0,
    "obj": 50.0,
    "iobj": 40.0,
    "obl:agent": 60.0,
    "obl": 30.0,
}


def weight_of(page: Page, at: int) -> float:
    """The salience of a mention by its place in the sentence."""
    token = page.tokens[at]
    while (
        token.dep_ in ("flat", "compound", "appos", "nmod:desc", "flat:name")
        and token.head.i != token.i
    ):
        token = token.head
    weight = _WEIGHTS.get(token.dep_, 10.0)
    if token.i < token.head.i < at and token.dep_ in ("nsubj", "nsubj:pass"):
        weight = _WEIGHTS["obj"]  # it stands behind the verb: no part of the subject before it
    elif token.dep_ in ("nsubj", "nsubj:pass") and token.head.dep_ in ("root", "ROOT"):
        weight += 20.0
    if token.dep_ == "conj":
        weight = _WEIGHTS.get(token.head.dep_, 10.0)
    return weight + (0.0 if page.quoted[at] else 60.0)


def finish(registry: Registry) -> tuple[tuple[Actor, ...], dict[int, tuple[str, ...]]]:
    """The actors in the order of their first mention, numbered, and the tokens that point at
    them."""
    page = registry.page
    drafts = [d for d in registry.drafts if d.spans]
    drafts.sort(key=lambda d: (min(d.spans), -max(d.spans)[1]))
    ids = {id(draft): f"a{n}" for n, draft in enumerate(drafts, 1)}
    actors = tuple(
        Actor(
            id=ids[id(d)],
            name=d.name,
            kind=d.kind,
            country=d.country,
            sectors=d.sectors,
            office=d.office,
            aliases=tuple(d.aliases),
            wikidata=d.wikidata,
            mentions=tuple(_mention(page, *span) for span in sorted(d.spans)),
            reasons=_reasons(page, d),
        )
        for d in drafts
    )
    pointing = {
        at: tuple(ids[id(d)] for d in found if id(d) in ids)
        for at, found in sorted(registry.by_token.items())
    }
    return actors, {at: found for at, found in pointing.items() if found}


_EXPLAINED = ("kind", "country", "office", "sectors", "wikidata", "aliases", "table")


def _reasons(page: Page, draft: Draft) -> tuple[Reason, ...]:
    """Why fields have their values, in a fixed order, then why words that are no name point here;
    a value that was taken back needs none."""
    found = []
    for name in _EXPLAINED:
        because = draft.because.get(name)
        if because is None or (name != "table" and not getattr(draft, name) and name != "country"):
            continue
        found.append(_reason(page, name, because.why, because.span))
    return (
        *found,
        *(
            _reason(page, "mentions", draft.pointed[span], span)
            for span in sorted(draft.spans)
            if span in draft.pointed
        ),
    )


def _reason(page: Page, name: str, why: str, span: tuple[int, int]) -> Reason:
    start, end = span
    if start >= end:
        return Reason(field=name, why=why)
    first, last = page.tokens[start], page.tokens[end - 1]
    return Reason(field=name, why=why, start=first.idx, end=last.idx + len(last))


def _mention(page: Page, start: int, end: int) -> Mention:
    first, last = page.tokens[start], page.tokens[end - 1]
    return Mention(start=first.idx, end=last.idx + len(last), text=page.text(start, end))
