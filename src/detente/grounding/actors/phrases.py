"""The noun phrase around a common noun: its extent, whose it is, and how it is introduced."""

from __future__ import annotations

from dataclasses import dataclass

from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.page import Page
from detente.grounding.actors.seated import is_local, seat_of
from detente.knowledge.folding import fold
from detente.knowledge.names import Hit
from detente.knowledge.nouns import noun_of, singular
from detente.knowledge.places import contested
from detente.knowledge.states import states

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_INDEFINITE = frozenset(
    (
        "a",
        "an",
        "another",
        "some",
        "several",
        "many",
        "other",
        "any",
        "no",
        "one",
        "few",
        "every",
        "each",
    )
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_AMOUNTS = frozenset(("least", "most", "more", "fewer", "less"))
_VAGUE = frozenset(("some", "several", "many", "other", "few"))
_OWN = frozenset(("his", "her", "its", "their", "my", "our", "your", "whose"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_ATTACHED = frozenset(("aide", "adviser", "advisor", "assistant"))
"""Those who are somebody's: "two aides to the president"."""
_LONGEST = 10
APPOSED = "described in apposition"
_LEANINGS = frozenset(("anti", "pro", "non"))
_INNER = frozenset(("compound", "amod", "nmod:desc", "flat"))
_OF = frozenset(("of", "from", "for", "in", "at"))


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: tokens ``start`` to ``end`` with head ``at``; ``first`` is the first token of
    its name, after article and possessor. ``country`` and ``owner`` tell whose it is, ``joined`` of
    which other states ("US and Iraqi troops"); ``adjective`` that its state stands as an adjective
    ("Turkish allies"), ``count`` how many they are if a small number tells it."""

    start: int
    first: int
    at: int
    end: int
    definite: bool = False
    indefinite: bool = False
    pair: bool = False
    country: str | None = None
    owner: Draft | None = None
    modified: bool = False
    adjective: bool = False
    count: int = 0
    joined: tuple[str, ...] = ()

    def name(self, page: Page) -> str:
        """The words that describe the actor."""
        return " ".join(page.text(self.first, self.end).split())


def read_phrase(registry: Registry, at: int, first: int | None = None) -> Phrase:
    """The phrase whose head noun is token ``at``; ``first`` where its title begins earlier."""
    page = registry.page
    floor = page.floor(at)
    j = begin = at if first is None else first
    definite = indefinite = pair = modified = adjective = False
    country: str | None = None
    owner: Draft | None = None
    count = 0
    joined: list[str] = []
    series = False
    while j > floor and at - j < _LONGEST:
        low, token = page.lower[j - 1], page.tokens[j - 1]
        hit = page.hit_ending.get(j)
        if low in _COUNTS and not country:
            count = _COUNTS[low]
            pair, j = count == 2, j - 1
        elif low in _AMOUNTS:
            indefinite = True
            break
        elif low in _DEFINITE and token.pos_ != "SCONJ":
            definite, j = True, j - 1
            break
        elif low in _INDEFINITE:
            indefinite, j = True, j - 1
            begin = j if low in _VAGUE else begin
            break
        elif low in _OWN:
            owners = registry.at(j - 1)
            owner, definite, j = owners[0] if owners else None, True, j - 1
            break
        elif low in _POSSESSIVE and token.pos_ not in ("AUX", "VERB"):
            j, owner, country = _possessor(registry, j - 1)
            definite = modified = True
            begin = j
            break
        elif hit is not None and _leans(page, hit.start):
            j = begin = hit.start - 2  # "anti-Iran forces" are not Iran's
            modified = True
        elif hit is not None:
            code = _whose_city(hit, page)
            if country is not None and series and code in states():
                joined.append(code or "")
            country = country or code
            adjective = hit.entry.sort == "adjective"
            j = begin = hit.start
            modified = True
        elif (
            token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM")
            or (low == "-" and j - 1 > floor and not token.whitespace_)
            or (token.pos_ == "VERB" and token.dep_ == "amod")
        ):
            leader = next((d for d in registry.at(j - 1) if d.kind == "person"), None)
            noun = noun_of(page.words[at])
            if leader is not None and (noun is None or not noun.of_state):
                break
            if leader is not None:  # "the Trump administration"
                owner, country, modified = leader, country or leader.country, True
            j = begin = j - 1
            modified = modified or token.pos_ != "NUM"
        elif _joins(low, series) and country is not None and _shares_noun(page, j - 1):
            series, j = True, j - 1  # "US and Iraqi troops", "US, French and Iraqi troops"
        else:
            break
    if owner is not None and country is None:
        country = owner.country
    end, behind = _behind(registry, at)
    if country is None and behind is None and owner is None:
        behind = _place_before(page, begin, at)
    return Phrase(
        j,
        begin,
        at,
        end,
        definite,
        indefinite,
        pair,
        country or behind,
        owner,
        modified or end > at + 1,
        adjective,
        count,
        tuple(code for code in reversed(joined) if code != country),
    )


def _place_before(page: Page, begin: int, at: int) -> str | None:
    """The state of the place that people or a body are called after: "Turin police"."""
    noun = noun_of(page.words[at])
    if noun is None or not is_local((noun.lemma,), noun.sectors):
        return None
    seat = seat_of(page, begin, at + 1)
    return seat[0] if seat is not None else None


def _joins(word: str, series: bool) -> bool:
    """Whether a word joins states before a noun: "and", and a comma before another that "and"
    joins."""
    return word == "and" or (word == "," and series)


def _leans(page: Page, start: int) -> bool:
    """Whether a name says only for or against whom somebody is ("the anti-Iran coalition")."""
    return start > 1 and page.words[start - 1] == "-" and page.lower[start - 2] in _LEANINGS


def _shares_noun(page: Page, joint: int) -> bool:
    """Whether a name before "and" needs the noun behind: a state or bloc does, "the Lebanese army"
    does not."""
    hit = page.hit_ending.get(joint)
    return hit is not None and (hit.entry.kind == "state" or hit.entry.code not in states())


def whose(registry: Registry, phrase: Phrase) -> str:
    """Where the state of a phrase comes from, in words."""
    if phrase.country is None:
        return "no state told with the description"
    owner = phrase.owner
    if owner is not None and owner.kind != "state":
        return f"that of {owner.name}, to whom the description ties it"
    return "the state or body told with the description"


def _possessor(registry: Registry, mark: int) -> tuple[int, Draft | None, str | None]:
    """What stands before a possessive mark: its first token, its actor and its state."""
    page = registry.page
    hit = page.hit_ending.get(mark)
    if hit is not None:
        owners = registry.at(hit.start)
        return hit.start, owners[0] if owners else None, hit.entry.code
    for draft in registry.at(mark - 1):
        for start, end in draft.spans:
            if end == mark:
                return start, draft, draft.country
        return mark - 1, draft, draft.country
    return mark - 1, None, None


def _behind(registry: Registry, at: int) -> tuple[int, str | None]:
    """ "of Iraq", "from Russia", "in Moscow" after a noun: where the phrase ends, and the state."""
    page = registry.page
    attached = page.lower[at + 1 : at + 2] == ("to",) and singular(page.words[at]) in _ATTACHED
    if at + 2 >= len(page.words) or not (attached or page.lower[at + 1] in _OF):
        return at + 1, None
    k = at + 3 if page.lower[at + 2] == "the" and at + 3 < len(page.words) else at + 2
    hit = page.hit_at.get(k)
    if attached:
        boss = next((d for d in registry.at(k) if d.kind == "person"), None)
        return at + 1, boss.country if boss is not None else None
    if k in registry.taken:  # "an adviser to President X"
        person = next((d for i in range(k, registry.taken[k]) for d in registry.at(i)), None)
        return at + 1, person.country if person is not None else None
    if hit is None or hit.start != k:
        return at + 1, None
    if page.words[hit.end : hit.end + 1] == ("-",):
        return at + 1, None  # "forces of the UN-backed government"
    whose = page.tokens[hit.end - 1]
    if page.lower[at + 1] == "of" and whose.dep_ in _INNER and whose.head.i >= hit.end:
        return at + 1, hit.entry.code  # "a group of US senators"
    following = hit.end + 1 < len(page.words) and page.lower[hit.end] in (",", "and")
    if following and (hit.end + 1 in page.hit_at or hit.end + 2 in page.hit_at):
        return at + 1, None  # "the navies of China, India and Russia"
    if page.lower[at + 1] == "of":
        return hit.end, hit.entry.code
    if page.lower[at + 1] in ("from", "for") and hit.entry.sort in ("state", "body"):
        return hit.end, hit.entry.code
    told = hit.entry.sort in ("capital", "state") or _seat(hit)
    return at + 1, _whose_city(hit, page) if told else None


def _whose_city(hit: Hit, page: Page) -> str | None:
    """The state that a name tells whom people are of; of a city that states contest, none."""
    if hit.entry.sort == "capital" and fold(page.text(hit.start, hit.end)) in contested():
        return None
    return hit.entry.code


def _seat(hit: Hit) -> bool:
    """Whether a body is part of a state's power: officials "in the White House" are the state's; so
    may a user's own body of no sector be, who may call a state or its city so."""
    if hit.entry.own and hit.entry.sort == "body":
        return not hit.entry.sectors
    return hit.entry.code in states() and "GOV" in hit.entry.sectors
