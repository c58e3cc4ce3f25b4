"""How an occurrence, a statement and a step become a sentence.

Nothing is told that the casefile does not tell: what is claimed is told as its speaker's, what is
planned as planned; a party that no report names is not made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detente.publish.brief.english import begun, deadline_words, ended, joined, quoted
from detente.publish.clean import one_line

FATES = {
    "fulfilled": "reported as fulfilled",
    "partly": "reported as fulfilled in part",
    "broken": "reported as broken",
    "contradicted": "contradicted by others",
    "overtaken": "overtaken by events",
    "expired": "expired: its day has passed",
    "open": "open",
}
_SIDELESS = ("COERCE", "ASSAULT", "PROTEST")
"""Types of deed that a state's people do or undergo at home."""


@dataclass(frozen=True)
class Party:
    """Who takes part: a name, what it is, and the state or body that it acts for."""

    name: str
    kind: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class Happening:
    """An occurrence as far as a sentence tells it."""

    type: str
    mode: str | None
    status: str
    who: tuple[Party, ...]
    whom: tuple[Party, ...]
    place: str | None
    claimants: tuple[Party, ...] = ()


def party_words(party: Party) -> str:
    """A party's name, a person's with the country: ``Anna Berg (Sweden)``."""
    name = _named(party)
    if party.kind != "person" or not party.code:
        return name
    country = country_name(party.code)
    described = name.split()[-1].islower() and any(word[0].isupper() for word in name.split())
    return name if described or country in name else f"{name} ({country})"


def _named(party: Party) -> str:
    """The name with the article that English gives it: a senior official, the navy."""
    name = one_line(party.name)
    last = name.split()[-1] if name else ""
    head = name.partition(" of ")[0].split()[-1:]
    is_body = party.kind == "organisation" or party.kind == "group"
    if name in _with_article() or (is_body and head and head[0].lower() in _bodies()):
        return f"the {name}"
    if party.kind == "person" and last.islower() and not last.endswith("s"):
        return f"{'an' if _VOWEL.match(name) else 'a'} {name}"
    return name


_VOWEL = re.compile(r"(?!U\.?[NKS]|Eu|[Uu]ni|one)[AEIOUaeiou]")


@cache
def country_name(code: str) -> str:
    """The short English name of a state; the code of a body."""
    from detente.knowledge.names import state_entry

    try:
        return one_line(state_entry(code).name)
    except KeyError:
        return code


def happening_sentence(told: Happening) -> str:
    """``According to X, Y held talks with Z in Geneva.``"""
    form = _form(told.type, told.mode)
    whom = tuple(party for party in told.whom if not _is_home(party, told))
    thing = form.noun + (f" {_link(form, whom)} {_list(whom)}" if whom else "")
    # "Russian border" is no name that "in" can stand before.
    is_name = bool(told.place) and not (told.place or "").split()[-1].islower()
    is_placed = told.type in _table()["placed"] and is_name and not _names(told.place or "", whom)
    where = f" in {_place_words(told.place)}" if told.place and is_placed else ""
    if told.status in ("claimed", "denied"):
        return _said_of(told, form, thing, where)
    if not told.who:
        return begun(f"{thing} {form.was} reported{_AS[told.status]}{where}.")
    who = _list(told.who)
    if told.status in ("happened", "ongoing"):
        more = ", still under way when it was reported" if told.status == "ongoing" else ""
        return begun(f"{who} {form.past} {thing}{where}{more}.")
    how = {
        "planned": f"planned to {form.base} {thing}{where}, the report says",
        "possible": f"might {form.base} {thing}{where}, the report says",
        "conditional": f"would {form.base} {thing}{where} on a condition, the report says",
    }[told.status]
    return begun(f"{who} {how}.")


def _place_words(place: str) -> str:
    """A place as it stands in a sentence; a dateline has it in capitals."""
    name = one_line(place)
    if name.isupper() and len(name) > 3:
        name = name.title()
    part = re.match(r"(?:north|south|east|west|centre|center)[a-z-]* of ", name)
    return f"the {name}" if part else _named(Party(name))


_AS = {
    "happened": "", "ongoing": " as under way", "planned": " as planned",
    "possible": " as possible", "conditional": " as depending on a condition",
}  # fmt: skip


_THINGS = ("state", "organisation")
"""What kinds of party "it" stands for."""


def _said_of(told: Happening, form: _Form, thing: str, where: str) -> str:
    there = f"{_list(told.who)} {form.past} {thing}" if told.who else f"there {form.was} {thing}"
    if told.claimants == told.who and len(told.who) == 1 and told.who[0].kind in _THINGS:
        verb = "said" if told.status == "claimed" else "denied"
        return begun(f"{_list(told.who)} {verb} that it {form.past} {thing}{where}.")
    if told.status == "claimed":
        if told.claimants:
            return begun(f"according to {_list(told.claimants)}, {there}{where}.")
        return begun(f"it was said, by whom the report does not tell, that {there}{where}.")
    if told.claimants:
        return begun(f"{_list(told.claimants)} denied that {there}{where}.")
    return begun(f"it was denied that {there}{where}.")


def quote_sentence(row: dict[str, Any]) -> str:
    """``Anna Berg, foreign minister (Sweden), told reporters: “…”``"""
    words = quoted(one_line(row["words"]))
    how = "" if row["kind"] == "direct" else " in the report's words:"
    cue = f"{_cue(row['cue'])}{',' if how else ':'}"
    return ended(f"{begun(speaker_words(row))} {cue}{how} {words}")


def is_clause(cue: str | None) -> bool:
    """Whether what stands behind such a cue is a clause of its own."""
    return (cue or "said").lower() in _table()["clauses"]


def speaker_words(row: dict[str, Any]) -> str:
    """A speaker with office and state, as far as they are known."""
    if not row["speaker"]:
        return "a speaker who is not named"
    party = Party(row["speaker"], row["kind_of_speaker"], row["speaker_code"])
    if not row["office"] or party.name.split()[-1].islower():
        return party_words(party)
    country = f" ({country_name(party.code)})" if party.code else ""
    return f"{_named(party)}, {one_line(row['office'])}{country},"


def _cue(cue: str | None) -> str:
    found = (cue or "said").lower()
    return found if found in _table()["cues"] else "said"


def step_sentence(
    row: dict[str, Any], by: Sequence[Party], to: Sequence[Party], whole: bool = False
) -> str:
    """``Read as an offer by Norway, addressed to Sweden (deadline: within two days): “…”.``

    ``whole``: the sentence that it is read from says what it is; its words are not told again."""
    kind = row["kind"]
    article = "an" if kind[0] in "aeiou" else "a"
    who = f" by {_list(by)}" if by else ", by whom is not told"
    others = [party for party in to if party.name not in {each.name for each in by}]
    whom = f", addressed to {_list(others)}" if others else ""
    more = []
    if row["condition"]:
        more.append(f"condition: {quoted(one_line(row['condition']))}")
    if row["deadline"]:
        more.append(f"deadline: {deadline_words(row['deadline'])}")
    behind = f" ({'; '.join(more)})" if more else ""
    words = "" if whole else f": {quoted(one_line(row['words']))}"
    return ended(f"Read as {article} {kind}{who}{whom}{behind}{words}")


def _list(parties: Sequence[Party]) -> str:
    named = list(dict.fromkeys(party_words(party) for party in parties))
    return joined(named)


def _is_home(party: Party, told: Happening) -> bool:
    """Whether a state is named as the other side of those who act for it, or beside its people."""
    if party.kind != "state":
        return False
    if told.type not in _SIDELESS and told.who:
        return all(each.code == party.code for each in told.who)
    return any(each is not party and each.code == party.code for each in told.whom)


def _names(place: str, parties: Sequence[Party]) -> bool:
    return any(party.name == place for party in parties)


def _link(form: _Form, whom: Sequence[Party]) -> str:
    """The word before the other side: a withdrawal is of troops, but from a state."""
    other, _, state = form.link.partition("|")
    return state if state and all(party.kind == "state" for party in whom) else other


@dataclass(frozen=True)
class _Form:
    past: str
    base: str
    noun: str
    link: str
    was: str


@cache
def _form(kind: str, mode: str | None) -> _Form:
    table = _table()
    row = table["kinds"].get(f"{kind}-{mode}") or table["kinds"][kind]
    past, base = table["verbs"][row[0]]
    return _Form(past, base, row[1], row[2], "were" if row[3:] == ["many"] else "was")


@cache
def _table() -> dict[str, Any]:
    import yaml

    text = Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@cache
def _with_article() -> frozenset[str]:
    return frozenset(_table()["article"])


@cache
def _bodies() -> frozenset[str]:
    return frozenset(_table()["bodies"])
