"""Where and when: what an event's own words, its clause or its sentence tell, else nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.coding.events.frames import Frame
from detente.coding.events.parties import Parties
from detente.coding.events.reach import Reach
from detente.coding.events.when import TimesOfEvents
from detente.coding.events.where import PlacesOfEvents

if TYPE_CHECKING:
    from detente.language.words import Words


class Circumstances:
    """The places and times of the events of one report."""

    def __init__(self, words: Words, parties: Parties, frames: Iterable[Frame]) -> None:
        reach = Reach(parties, frames)
        self.places = PlacesOfEvents(words, parties, reach)
        self.times = TimesOfEvents(words, parties, reach)
