"""What a job adds: plain data, sent to the process that works on it as a line of JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

from pydantic import TypeAdapter


@dataclass(frozen=True)
class Text:
    """A text that somebody pasted, with what they told of it."""

    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True)
class Upload:
    """A file: ``path`` where the desk keeps it meanwhile, ``name`` what its owner calls it."""

    path: str
    name: str


@dataclass(frozen=True)
class Task:
    """What to add, and who adds it. ``published`` and ``source`` hold for all of it, ``addresses``
    are fetched."""

    by: str
    texts: tuple[Text, ...] = ()
    files: tuple[Upload, ...] = ()
    addresses: tuple[str, ...] = ()
    published: str | None = None
    source: str | None = None

    def plain(self) -> dict[str, Any]:
        """The task as JSON can hold it."""
        return asdict(self)

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        """The task that such a line told."""
        return TypeAdapter(cls).validate_python(told)


@dataclass(frozen=True)
class Place:
    """Where to add: the casefile, and whether private addresses are fetched."""

    case: str
    allow_private: bool = False
