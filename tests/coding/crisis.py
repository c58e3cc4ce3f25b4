"""Hand-parsed sentences with states and people in them, and what is coded from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.coding.hand_parsed import parse

from detente.coding.events import code_events
from detente.grounding.bundle import ActorIndex, Grounding
from detente.record import Actor, Event, Mention, Place, Span, Statement, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

ACTORS = {
    "Ruritania": ("state", "RUR"),
    "Ruritanian": ("state", "RUR"),
    "Borduria": ("state", "BOR"),
    "Bordurian": ("state", "BOR"),
    "Syldavia": ("state", "SYL"),
    "Rudolf": ("person", "RUR"),
    "Amalia": ("person", "BOR"),
    "Agency": ("organisation", None),
}
PLACES = {"Strelsau": "RUR", "Szohod": "BOR", "Geneva": "CHE"}


def ground(doc: Doc, times: tuple[Time, ...] = ()) -> Grounding:
    """States, people and cities of the table wherever they occur; an actor's id is its name."""
    actors: dict[str, Actor] = {}
    by_token: dict[int, tuple[str, ...]] = {}
    places: dict[str, list[Mention]] = {}
    for token in doc:
        if token.text in ACTORS:
            kind, country = ACTORS[token.text]
            name = token.text.removesuffix("n") if kind == "state" else token.text
            sectors = ("MED",) if name == "Agency" else ()
            actors[name] = Actor(id=name, name=name, kind=kind, country=country, sectors=sectors)  # type: ignore[arg-type]
            by_token[token.i] = (name,)
        if token.text in PLACES:
            end = token.idx + len(token)
            mention = Mention(start=token.idx, end=end, text=token.text)
            places.setdefault(token.text, []).append(mention)
    found = tuple(
        Place(id=name, name=name, country=PLACES[name], mentions=tuple(mentions))
        for name, mentions in places.items()
    )
    return Grounding(times=times, places=found, actors=ActorIndex(tuple(actors.values()), by_token))


def said(doc: Doc, speaker: str, content: str, **more: object) -> Statement:
    """The statement of a speaker with these words of the report as content."""
    start = doc.text.index(content)
    span = Span(start=start, end=start + len(content))
    return Statement(id="s1", speaker=speaker, content=(span,), kind="indirect", **more)  # type: ignore[arg-type]


def events(doc: Doc, *statements: Statement, times: tuple[Time, ...] = ()) -> tuple[Event, ...]:
    return code_events(doc, ground(doc, times), statements)


def who_to_whom(event: Event) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return event.type, event.actors, event.recipients


def code(*sentences: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Type, actors and recipients of the events in hand-parsed sentences."""
    return [who_to_whom(e) for e in events(parse(*sentences))]
