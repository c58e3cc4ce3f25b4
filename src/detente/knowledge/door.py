"""The public questions: ``who`` held an office or what a person was, and ``members`` of a body."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from detente.errors import KnowledgeError
from detente.knowledge.members import Members, body_name, members_of
from detente.knowledge.own import Knowledge, using
from detente.knowledge.own_tables import load_knowledge
from detente.knowledge.questions import Answer, answer

# The tables that a record is read with; roles, sources and members only answer questions.
_READ_WITH = (
    "ambiguous.tsv", "bodies.tsv", "capitals.tsv", "first-name-forms.tsv", "first-names.tsv",
    "holders.tsv.gz", "holders_by_hand.tsv", "nouns.tsv", "offices.tsv", "places.tsv.gz",
    "places_by_hand.tsv", "portfolios.tsv", "states.tsv",
)  # fmt: skip


def who(
    question: str,
    on: str | date | None = None,
    *,
    knowledge: Knowledge | str | Path | None = None,
) -> Answer:
    """Who held an office, or what office a person held, on a day (ISO string or date).

    ``question`` is worded as in news: "German chancellor", "UK prime minister", "Lavrov". Without
    a day, everyone whom the tables know. ``knowledge`` is a user's own, or its file.

    Raises:
        ValueError: ``question`` is empty, or ``on`` is no day.
        KnowledgeError: the user's file cannot be read.
    """
    if not question.strip():
        raise ValueError("an office or a person is expected")
    with using(as_knowledge(knowledge)):
        return answer(question, iso(on))


def members(
    body: str, on: str | date | None = None, *, knowledge: Knowledge | str | Path | None = None
) -> Members:
    """The members of an organisation on a day; without one, everybody who ever was.

    Raises:
        ValueError: ``on`` is no day.
        KnowledgeError: no members of such an organisation are listed, or the user's file cannot be
            read.
    """
    with using(as_knowledge(knowledge)):
        name = body_name(body)
        if name is None:
            raise KnowledgeError(f"the tables list no members of {body!r}")
        return members_of(name, iso(on))


def as_knowledge(given: Knowledge | str | Path | None) -> Knowledge | None:
    """A user's knowledge, loaded if a file is given."""
    return load_knowledge(given) if isinstance(given, (str, Path)) else given


def iso(on: str | date | None) -> str | None:
    """A day as an ISO string. Raises ``ValueError`` where it is none."""
    if on is None or isinstance(on, date):
        return on.isoformat()[:10] if on is not None else None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", on):
        raise ValueError(f"{on!r} is not a day such as 2022-02-15")
    try:
        return date.fromisoformat(on).isoformat()
    except ValueError:
        raise ValueError(f"there is no day {on}") from None


@cache
def shipped_version() -> str:
    """A digest of the shipped tables that records are made with."""
    digest = sha256()
    for name in _READ_WITH:
        digest.update((files("detente.knowledge") / name).read_bytes())
    return digest.hexdigest()[:12]


def version(knowledge: Knowledge | None) -> str:
    """The knowledge that a record was made with: the shipped tables, "+" and the user's own."""
    own = knowledge.version if knowledge else ""
    return f"{shipped_version()}+{own}" if own else shipped_version()
