"""The brief as plain data: what every format writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the numbers of the footnotes that show it."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Point:
    """What is told of one thing: the sentence that leads, what follows, and figures about it."""

    lead: Sentence
    more: tuple[Sentence, ...] = ()
    facts: str | None = None


@dataclass(frozen=True)
class Group:
    """Points under a heading, such as a day."""

    heading: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Section:
    """``nothing`` is what stands where there are no points; ``after`` what is said of all."""

    title: str
    groups: tuple[Group, ...]
    nothing: str
    after: str | None = None


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, with the words for who cannot see it."""

    title: str
    png: bytes


@dataclass(frozen=True)
class Note:
    """A footnote: the report, and the exact words of it."""

    number: int
    title: str
    source: str
    day: str | None
    url: str | None
    words: str


@dataclass(frozen=True)
class Brief:
    """``day`` is the last of the period, the date of a file's metadata."""

    title: str
    subtitle: str
    day: str | None
    sections: tuple[Section, ...]
    pictures: tuple[Picture, ...]
    method: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
