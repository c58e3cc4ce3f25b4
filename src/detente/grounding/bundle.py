"""The plain types that pass from grounding to coding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.record import Actor, Dateline, Mention, Place, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.language.words import Word


@dataclass(frozen=True)
class Header:
    """What stands above the report proper.

    ``published`` is an ISO date: the one that the caller gave, else the one that the text tells.
    ``body_start`` is the offset at which headline, date lines and dateline end.
    """

    title: Mention | None = None
    published: str | None = None
    dateline: Dateline | None = None
    body_start: int = 0

    def in_dateline(self, offset: int) -> bool:
        """Whether a character is the dateline's: it tells where the report was filed, not who acts,
        even where the parse takes the place for the subject of the sentence behind it."""
        line = self.dateline
        return line is not None and line.start <= offset < line.end


@dataclass(frozen=True)
class ActorIndex:
    """The actors of a report and the words that point at them.

    ``by_token`` maps the token index of a mention's syntactic head to actor ids; a group such as
    "both leaders" has several. ``notes`` tell where the report and the tables differ.
    ``scene`` is the state in which most of the report plays, where there is one.
    """

    actors: tuple[Actor, ...] = ()
    by_token: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    scene: str | None = None

    def at(self, token: Token | Word) -> tuple[str, ...]:
        """Ids of the actors that the mention headed by ``token`` points at; empty if none."""
        return self.by_token.get(token.i, ())

    def get(self, actor_id: str) -> Actor:
        """The actor with this id; ``KeyError`` if there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)


@dataclass(frozen=True)
class Grounding:
    """Everything that the words of one report point at in the world."""

    header: Header = Header()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: ActorIndex = ActorIndex()
