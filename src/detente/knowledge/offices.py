"""Titles: which words name an office, how the record writes it, and what sector it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from detente.knowledge.folding import fold
from detente.knowledge.tables import listed, read_table


@dataclass(frozen=True)
class Office:
    """An office as the record writes it, lower case; empty for mere forms of address ("Mr").

    ``rank`` is 1 for heads of state, of government and of international bodies, 2 for ministers and
    the like, 3 for others. ``country`` is the only state that uses the title in English, if one
    does.
    """

    name: str
    sectors: tuple[str, ...]
    rank: int
    country: str | None = None


LONGEST = 8
_NO_BEGINNING = frozenset(("the", "-", "’s", "'s"))
_FEMALE = frozenset(
    ("mrs", "mrs.", "ms", "ms.", "queen", "princess", "spokeswoman", "chairwoman", "dame",
     "baroness", "congresswoman", "first lady")
)  # fmt: skip
_MALE = frozenset(
    ("mr", "mr.", "king", "prince", "spokesman", "sir", "lord", "sheikh", "emir", "congressman",
     "pope", "chairman", "crown prince", "sultan", "imam", "ayatollah")
)  # fmt: skip


def office_of(title: str) -> Office | None:
    """The office that a title such as "Foreign Minister" names, or ``None``."""
    return _titles().get(_key(title))


def title_ending_at(words: Sequence[str], end: int) -> tuple[int, Office] | None:
    """The longest title whose last word is ``words[end - 1]``: its first word and its office."""
    first = max(0, end - LONGEST)
    told = ""
    for word in reversed(words[first:end]):
        if told := _key(word):
            break
    if told.rpartition(" ")[2] not in _last_words():
        return None
    parts = [_key(word) for word in words[first:end]]
    for start in range(first, end):
        if words[start].lower() in _NO_BEGINNING:
            continue
        office = _titles().get(" ".join(part for part in parts[start - first :] if part))
        if office is not None:
            return start, office
    return None


def gender_of_title(title: str) -> str | None:
    """ "female" or "male" where a title tells, such as "spokeswoman" or "King"."""
    key = fold(title)
    return "female" if key in _FEMALE else "male" if key in _MALE else None


def ministry_of(name: str) -> Office | None:
    """The office of the minister whose ministry is named: "Ministry of Foreign Affairs", "Defence
    Ministry"; ``None`` if the words name no known ministry."""
    key = re.sub(r"\b(ministry|department)\b", "minister", fold(name))
    return office_of(key) if key != fold(name) else None


def fits(described: Office, held: str) -> bool:
    """Whether someone who holds the office ``held`` can be called by the described one: "the
    minister" can be a foreign minister, "the leader" any head of state or government."""
    if not held:
        return False
    held = held.removeprefix("former ").removeprefix("acting ")
    if described.name == held or held.split(" to ")[0] == described.name:
        return True
    if described.name == "leader":
        return rank_of(held) == 1
    if described.name in ("official", "diplomat"):
        return described.name == "official" or "foreign" in held or "state" in held
    words, wanted = held.split(), described.name.split()
    return words[-len(wanted) :] == wanted or words[: len(wanted)] == wanted


def rank_of(office: str) -> int:
    """The rank of an office as the record writes it; 3 where the table does not list it."""
    return _ranks().get(office.removeprefix("former ").removeprefix("acting "), 3)


def normal_office(position: str) -> str:
    """The record's words for a position as a register of office holders spells it: "Minister of
    Foreign Affairs" -> "foreign minister"; lower case where the tables do not know it."""
    office = office_of(position)
    return office.name if office is not None and office.name else position.lower()


@lru_cache(maxsize=65536)
def _key(title: str) -> str:
    words = fold(title).replace("-", " ").split()
    return " ".join(_singular(word) for word in words if word not in ("the", "federal", "union"))


def _singular(word: str) -> str:
    return word[:-1] if word in _PLURALS else word


_PLURALS = frozenset(
    ("presidents", "ministers", "chancellors", "leaders", "secretaries", "generals", "senators",
     "ambassadors", "spokesmen", "envoys", "premiers", "governors", "mayors", "diplomats",
     "lawmakers", "advisers", "advisors", "kings", "princes", "negotiators", "representatives")
)  # fmt: skip


@cache
def _titles() -> dict[str, Office]:
    found: dict[str, Office] = {}
    for row in read_table("portfolios.tsv"):
        office = Office(row["office"], listed(row["sectors"]), int(row["rank"]))
        for portfolio in listed(row["portfolios"]):
            deputy, _, subject = (
                portfolio.rpartition(" ") if row["rank"] == "3" else ("", "", portfolio)
            )
            for form in (
                f"{portfolio} minister",
                f"{deputy} minister of {subject}",
                f"{deputy} minister for {subject}",
            ):
                found[_key(form)] = office
    for row in read_table("offices.tsv"):
        rank = int(row["rank"] or 3)
        found[_key(row["title"])] = Office(
            row["office"], listed(row["sectors"]), rank, row["country"] or None
        )
    return found


@cache
def _last_words() -> frozenset[str]:
    """The words that end a title: most words of a report do not."""
    return frozenset(title.rpartition(" ")[2] for title in _titles())


@cache
def _ranks() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for office in _titles().values():
        ranks[office.name] = min(office.rank, ranks.get(office.name, 3))
    return ranks
