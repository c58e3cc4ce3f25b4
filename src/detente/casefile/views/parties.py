"""Whom a reader means: a code, a state, a person, an office or an organisation of the casefile."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from detente.casefile import schema
from detente.errors import FilterError

_LITTLE = frozenset(("the", "of", "for", "s", "and", "'s", "’s"))
_NEAR = 4
_SHOWN = re.compile(r"(.+) \(([^()]+)\)")


@dataclass(frozen=True)
class Party:
    """Everybody who acts for ``code``, or the ``entities`` themselves; ``label`` names it."""

    label: str
    code: str | None = None
    entities: tuple[str, ...] = ()

    def among(self, country: ColumnElement[Any], entity: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether the party of a row, by its two columns, is this one."""
        return country == self.code if self.code else entity.in_(self.entities)

    def is_one(self, country: str | None, entity: str | None) -> bool:
        """The same of values."""
        return country == self.code if self.code else entity in self.entities


@dataclass(frozen=True)
class Known:
    """Somebody who is known by these words."""

    id: str
    name: str
    kind: str
    country: str | None
    office: str | None
    words: tuple[str, ...]


def resolve(connection: Connection, asked: str) -> Party:
    """The party that a reader's words mean. Raises ``FilterError``, with near names, if none."""
    column = schema.entities.c.country

    def is_code(code: str) -> bool:
        return bool(connection.execute(select(column).where(column == code).limit(1)).first())

    def so_called(name: str, country: str) -> set[str]:
        p = schema.occurrence_parties.c
        query = select(p.entity).where(p.name == name, p.country == country)
        return set(connection.execute(query.distinct()).scalars())

    return resolve_among(asked, is_code, lambda: _known(connection), so_called)


def resolve_among(
    asked: str,
    is_code: Callable[[str], bool],
    among: Callable[[], Sequence[Known]],
    so_called: Callable[[str, str], set[str]] = lambda name, country: set(),
) -> Party:
    """The same among those who are known, most told first, wherever they are kept. ``so_called``
    has the ids of those who are known by another name, but told by this one."""
    words = " ".join(asked.split())
    code = words.upper()
    if is_code(code):
        return Party(code, code)
    known = among()
    return (
        _exact(words, known, so_called)
        or _named(words, known)
        or _listed(words)
        or _person(words, known)
        or _office(words, known)
        or _part(words, known)
        or _unknown(asked, known)
    )


def _known(connection: Connection) -> list[Known]:
    from detente.knowledge.folding import name_words

    c = schema.entities.c
    query = select(c.id, c.name, c.kind, c.country, c.office).order_by(c.reports.desc(), c.id)
    return [Known(*row, words=name_words(row.name)) for row in connection.execute(query)]


def _exact(
    words: str, known: Sequence[Known], so_called: Callable[[str, str], set[str]]
) -> Party | None:
    """Who is told as views tell it, "Anna Berg (SWE)", or by an entity's id after a "="."""
    if words.startswith("="):
        return _party([each for each in known if each.id == words[1:]])
    told = _SHOWN.fullmatch(words)
    if told is None:
        return None
    called = so_called(told[1], told[2])
    return _party([e for e in known if (e.name, e.country) == (told[1], told[2]) or e.id in called])


def _named(words: str, known: Sequence[Known]) -> Party | None:
    """Whose whole name it is; of a state, all who act for it."""
    wanted = _words(words)
    found = [each for each in known if _bare(each.words) == wanted]
    states = [each for each in found if each.kind == "state" and each.country]
    if states:
        return Party(states[0].country or "", states[0].country)
    return _party([each for each in found if each.kind != "person" or len(wanted) > 1])


def _listed(words: str) -> Party | None:
    """A state, an adjective of it, its capital, a body of many states, by any of their names."""
    from detente.knowledge.names import find_entry
    from detente.knowledge.states import states

    entry = find_entry(words)
    if entry is None or entry.code is None:
        return None
    if entry.sort == "body" and entry.code in states():
        return None  # an organ of a state is not the state
    return Party(entry.code, entry.code)


def _person(words: str, known: Sequence[Known]) -> Party | None:
    """Who bears these names, or, if nobody does, names that sound like them."""
    from detente.knowledge.folding import sound

    people = [each for each in known if each.kind == "person"]
    wanted = set(_words(words))
    exact = [each for each in people if wanted <= set(each.words)]
    sounds = {sound(word) for word in wanted}
    return _party(exact or [p for p in people if sounds <= {sound(word) for word in p.words}])


def _office(words: str, known: Sequence[Known]) -> Party | None:
    """Who holds the office: "German chancellor", "foreign minister of Russia", "chancellor"."""
    from detente.knowledge.names import find_names

    tokens = words.replace("'s", " 's").replace("’s", " ’s").split()
    hits = [hit for hit in find_names(tokens) if hit.entry.code]
    inside = {i for hit in hits for i in range(hit.start, hit.end)}
    wanted = set(_words(" ".join(t for i, t in enumerate(tokens) if i not in inside)))
    codes = {hit.entry.code for hit in hits}
    if not wanted:
        return None
    return _party(
        [
            each
            for each in known
            if each.office
            and wanted <= set(_words(each.office))
            and (not codes or each.country in codes)
        ]
    )


def _part(words: str, known: Sequence[Known]) -> Party | None:
    """Organisations and groups in whose names all these words stand."""
    wanted = set(_words(words))
    return _party([e for e in known if e.kind != "person" and wanted <= set(e.words)])


def _unknown(asked: str, known: Sequence[Known]) -> Party:
    names = {" ".join(_bare(each.words)): shown(each.name, each.country) for each in known}
    for each in known:
        for word in each.words:
            names.setdefault(word, shown(each.name, each.country))
        if each.country:
            names.setdefault(each.country.lower(), each.country)
    near = get_close_matches(" ".join(_words(asked)), names, n=_NEAR, cutoff=0.7)
    told = list(dict.fromkeys(names[name] for name in near))
    hint = f"; near it: {', '.join(told)}" if told else "; see `detente actors`"
    raise FilterError(f"nobody of the casefile is {asked!r}{hint}")


def shown(name: str, country: str | None) -> str:
    """A party as views name it: "Anna Berg (SWE)"."""
    return f"{name} ({country})" if country and country != name else name


def _party(found: Sequence[Known]) -> Party | None:
    if not found:
        return None
    names = list(dict.fromkeys(shown(each.name, each.country) for each in found))
    label = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return Party(label, None, tuple(each.id for each in found))


def _words(text: str) -> tuple[str, ...]:
    from detente.knowledge.folding import name_words

    return _bare(name_words(text))


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _LITTLE) or words
