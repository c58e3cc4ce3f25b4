"""Where and when: what an event's own words, its clause or its sentence tell, or the story around
it; else nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate
from detente.coding.events.frames import Frame
from detente.coding.events.parties import Parties
from detente.coding.events.reach import Reach
from detente.coding.events.scene import Scenes
from detente.coding.events.when import TimesOfEvents, When
from detente.coding.events.where import PlacesOfEvents, Where

if TYPE_CHECKING:
    from detente.language.words import Words


class Circumstances:
    """The places and times of the events of one report."""

    def __init__(
        self,
        words: Words,
        parties: Parties,
        frames: Iterable[Frame],
        found: Sequence[Candidate],
    ) -> None:
        reach = Reach(parties, frames)
        self.places = PlacesOfEvents(words, parties, reach)
        self.times = TimesOfEvents(words, parties, reach)
        self._scenes = Scenes(words, found, self.places, self.times)

    def where(self, members: Sequence[Candidate]) -> Where | None:
        """The place of an event by all its tellings."""
        return self.places.best(members) or self._scenes.where(members)

    def when(self, members: Sequence[Candidate]) -> When | None:
        """The day or month of an event by all its tellings."""
        return self.times.best(members) or self._scenes.when(members)
