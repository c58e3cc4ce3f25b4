"""States and bodies that a report names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from detente.grounding.actors.capitals import stands_for_state
from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.page import Page
from detente.grounding.actors.seated import is_local, seat_of
from detente.grounding.actors.short_names import TOO_COMMON, find_short_names
from detente.knowledge.folding import fold, name_words
from detente.knowledge.names import Entry, Hit, find_entry
from detente.knowledge.nouns import noun_of
from detente.knowledge.offices import ministry_of, title_ending_at
from detente.knowledge.places import sites
from detente.knowledge.states import states
from detente.knowledge.tables import read_table

if TYPE_CHECKING:
    from spacy.tokens import Span


def find_bodies(registry: Registry) -> None:
    """Take up the states and bodies named in the report.

    An adjective or state inside a person's title ("US Secretary of State") points at the state but
    is no mention of its own.
    """
    page = registry.page
    known: dict[tuple[str, str | None], Draft] = {}
    within = _entity_spans(page)
    for hit in page.hits:
        inside = within.get(hit.start)
        if inside is not None and (inside.start, inside.end) != (hit.start, hit.end):
            continue  # part of a longer name, read below
        if hit.entry.sort == "capital":
            filed = registry.header.in_dateline(page.tokens[hit.start].idx)
            if filed or not stands_for_state(page, hit):
                continue
        _take_hit(registry, hit, known)
    for entity in dict.fromkeys(within.values()):
        _take_entity(registry, entity, known)
    _joint_states(registry, known)
    find_short_names(registry)


def point_states(registry: Registry) -> None:
    """Let every adjective, and every state inside a longer mention, point at the state's actor if
    the report names it: in "Russian troops" the word "Russian" points at Russia."""
    for hit in registry.page.hits:
        if hit.entry.code is None or hit.entry.sort not in ("state", "adjective"):
            continue
        state = registry.state(hit.entry.code)
        if state is None:
            continue
        for at in range(hit.start, hit.end):
            if not registry.at(at):
                registry.point(at, state)


def settle_bodies(registry: Registry) -> None:
    """ "The Trump administration" is of the state that its leader acts for."""
    people = {d.name.split()[-1]: d for d in registry.drafts if d.kind == "person" and d.country}
    for draft in registry.drafts:
        words = draft.name.split()
        noun = noun_of(words[-1]) if words else None
        if draft.kind != "organisation" or draft.country is not None or len(words) != 2:
            continue
        leader = people.get(words[0])
        if leader is not None and noun is not None and noun.of_state:
            draft.country = leader.country
            draft.explain("country", f"that of its leader, {leader.name}")


_LED = re.compile(r"(\S+)\s?[-–]\s?led\b")


def settle_led(registry: Registry) -> None:
    """ "The Bordurian-led coalition" acts for the state or body that leads it."""
    for draft in registry.drafts:
        led = _LED.search(draft.name) if draft.country is None and draft.kind != "person" else None
        entry = find_entry(led.group(1)) if led is not None else None
        if entry is not None and entry.code is not None:
            draft.country = entry.code
            draft.explain("country", f"that of {entry.name}, which leads it")


def _joint_states(registry: Registry, known: dict[tuple[str, str | None], Draft]) -> None:
    """ "the U.S.-Iraq partnership": a word joined of states' names points at each of them."""
    for at, word in enumerate(registry.page.words):
        if "-" not in word and "–" not in word:
            continue
        parts = [part for part in re.split("[-–]", word) if part]
        if len(parts) < 2 or not word[:1].isupper():
            continue
        entries = [entry for part in parts if (entry := find_entry(part)) is not None]
        if len(entries) == len(parts) and all(e.kind == "state" for e in entries):
            for entry in entries:
                registry.mention(_draft_of(registry, entry, known), at, at + 1)


def _take_hit(registry: Registry, hit: Hit, known: dict[tuple[str, str | None], Draft]) -> None:
    page, entry = registry.page, _meant(registry.page, hit)
    titled = hit.start in registry.taken
    if titled and (entry.sort != "body" or registry.at(hit.start)):
        return  # only a body named in a title is an actor beside its holder
    if entry.sort == "adjective" and _modifies_actor(page, hit):
        return
    if (entry.sort == "adjective" and _language(page, hit)) or _part(page, hit):
        return
    if entry.sort == "body" and _channel(page, hit.start, hit.end):
        return
    draft = _draft_of(registry, entry, known)
    draft.add_alias(page.text(hit.start, hit.end) if entry.sort == "body" else "")
    why = ""
    if hit.entry.sort == "capital":
        of = "the European Union's seat" if entry is not hit.entry else "a capital for its state"
        why = f"{of}: it acts, owns or is addressed here"
    registry.mention(draft, hit.start, hit.end, tuple(range(hit.start, hit.end)), why)


def _meant(page: Page, hit: Hit) -> Entry:
    """What a listed name means here: Brussels speaks for the European Union where the report does
    not name Belgium."""
    if hit.entry.code != "BEL" or hit.entry.sort != "capital":
        return hit.entry
    others = [h.entry for h in page.hits if h.entry.sort != "capital"]
    union = find_entry("European Union")
    belgian = any(entry.code == "BEL" for entry in others)
    return union if union is not None and not belgian else hit.entry


def _draft_of(
    registry: Registry, entry: Entry, known: dict[tuple[str, str | None], Draft]
) -> Draft:
    key = (entry.name, entry.code)
    if key not in known:
        known[key] = registry.add(
            Draft(
                entry.name,
                entry.kind,
                entry.code,
                entry.sectors,
                wikidata=entry.wikidata,
                plural=entry.kind == "group",
            )
        )
        _explain_entry(known[key], entry)
    return known[key]


_STATE_BY = {
    "state": "a name of the state",
    "adjective": "the adjective of the state",
    "capital": "the capital, which stands for its state here",
    "body": "listed as the state",
}


def _explain_entry(draft: Draft, entry: Entry) -> None:
    table = "your own knowledge" if entry.own else "bodies.tsv"
    if entry.kind == "state":
        table = "your own knowledge" if entry.own else "states.tsv"
        draft.explain("country", f"{_STATE_BY[entry.sort]} ({table})")
    elif entry.code is None:
        draft.explain("country", f"listed as acting for no one state ({table})")
    else:
        draft.explain("country", f"listed as acting for {entry.code} ({table})")
    if entry.sectors:
        draft.explain("sectors", f"listed so ({table})")


def _modifies_actor(page: Page, hit: Hit) -> bool:
    """Whether a name of a state stands before a noun that is an actor itself: "Russian troops"."""
    at = hit.end
    while at < len(page.words) and at < hit.end + 4:
        if page.hit_at.get(at) is not None or page.tokens[at].pos_ not in ("ADJ", "NOUN", "PROPN"):
            return False
        noun = noun_of(page.words[at])
        if noun is not None and noun.kind not in ("document", "thing") and not _inner(page, at):
            return True
        at += 1
    return False


def _inner(page: Page, at: int) -> bool:
    """Whether a noun only describes the next ("army" in "an army convoy")."""
    following = page.tokens[at + 1] if at + 1 < len(page.tokens) else None
    noun = following is not None and following.pos_ in ("NOUN", "PROPN")
    return noun and page.tokens[at].dep_ in ("compound", "amod", "nmod:desc")


def _language(page: Page, hit: Hit) -> bool:
    """Whether an adjective stands for a language: "in Russian", "speaks Arabic"."""
    before = page.lower[hit.start - 1] if hit.start else ""
    after = page.tokens[hit.end].pos_ if hit.end < len(page.words) else ""
    plural = page.words[hit.end - 1].endswith("s") and not page.words[hit.end - 1].endswith("ss")
    if before in ("and", "or"):  # "in French and English"
        other = page.hit_ending.get(hit.start - 1)
        return other is not None and _language(page, other) and after not in _NAMED_BY
    spoken = before in ("in", "speak", "speaks", "spoke", "into", "from")
    return spoken and not plural and after not in _NAMED_BY


_NAMED_BY = ("NOUN", "PROPN", "ADJ")


_PARTS = frozenset(("central", "eastern", "western", "southern", "northern", "southeastern"))


def _part(page: Page, hit: Hit) -> bool:
    """Whether only a part of a continent is meant, which no body speaks for ("Eastern Europe")."""
    before = page.lower[hit.start - 1] if hit.start else ""
    return hit.entry.code == "EU" and before in _PARTS


def _entity_spans(page: Page) -> dict[int, Span]:
    """By token, the entities that name organisations; those that are one listed name and no more
    are left to the list."""
    found = {}
    for entity in page.entities:
        if entity.label_ != "ORG":
            continue
        hits = [h for h in page.hits if entity.start <= h.start < entity.end]
        whole = [
            h for h in hits if h.end >= entity.end and (h.start - entity.start) <= _article(entity)
        ] or _only_listed(page, entity)
        for at in range(entity.start, entity.end):
            if not whole:
                found[at] = entity
    return found


def _only_listed(page: Page, entity: Span) -> bool:
    """Whether all words of an entity belong to listed names ("U.S.-Iraq"), or it is cut from
    one."""
    begin = page.hit_at.get(entity.start)
    if begin is not None and begin.start < entity.start:
        return True
    words = [i for i in range(entity.start, entity.end) if page.words[i].isalpha()]
    return bool(words) and all(i in page.hit_at or page.lower[i] == "the" for i in words)


def _article(entity: Span) -> int:
    return 1 if entity[0].lower_ == "the" else 0


def _take_entity(
    registry: Registry, entity: Span, known: dict[tuple[str, str | None], Draft]
) -> None:
    """An organisation that no list has, or whose name holds a listed one."""
    page = registry.page
    start, end = entity.start + _article(entity), entity.end
    while end > start and page.lower[end - 1] in ("'s", "’s", "'", "’"):
        end -= 1
    if end <= start or any(at in registry.by_token for at in range(start, end)):
        return
    hits = [page.hit_at[at] for at in range(start, end) if at in page.hit_at]
    last = page.hit_ending.get(end)
    if last is not None and last.entry.sort == "body" and last.start >= start:
        draft = _draft_of(registry, last.entry, known)
        registry.mention(draft, start, end, tuple(range(last.start, end)))
        return
    name = " ".join(page.text(start, end).split())
    if not any(c.isupper() for c in name) or not name_words(name) or _no_body(page, start, end):
        return
    country = next((h.entry.code for h in hits if h.entry.sort != "capital"), None)
    why = "the state or body in its name"
    if country is None:
        country, why = _country_before(page, start), "the state or body named just before"
    after = end
    if country is None:
        country, after = _country_after(page, end)
        why = "the state or body named behind"
    sectors = _sectors_of(page, start, end)
    local = country is None and is_local(page.words[start:end], sectors)
    if local and (seat := seat_of(page, start, end)) is not None:
        country, why = seat[0], "that of the place in its name"
    merged = _same_body(registry, name, country)
    draft = merged or registry.add(
        Draft(
            name,
            "organisation",
            country,
            sectors,
            noun=fold(name).split()[-1],
        )
    )
    if draft.country is None or not draft.spans:
        told = why if country else "in no table, and the report names none beside it"
        draft.explain("country", told, start, after)
    draft.country = draft.country or country
    draft.sectors = draft.sectors or sectors
    if "sectors" not in draft.because:
        draft.explain("sectors", "the sort of body that its name tells", start, end)
    if merged is not None:
        if len(name) > len(merged.name) and not merged.aliases and name.endswith(merged.name):
            merged.name, short = name, merged.name
            merged.add_alias(short)
        merged.add_alias(name)
    registry.mention(draft, start, after, tuple(range(start, end)))


def _no_body(page: Page, start: int, end: int) -> bool:
    """Whether a name is a place's or an event's, though the entity recogniser says otherwise."""
    if _within_title(page, start, end) or _channel(page, start, end):
        return True
    if _two_bodies(page, start, end):
        return True
    single = page.tokens[start]
    if end == start + 1 and single.pos_ == "ADJ" and single.head.i > start:
        return True  # "Human" of "Human rights centre"
    ends = (noun_of(page.words[start]), noun_of(page.words[end - 1]))
    if any(noun is not None and noun.kind == "thing" for noun in ends):
        return True
    return not any(ends) and bool(sites(page.text(start, end)))


def _two_bodies(page: Page, start: int, end: int) -> bool:
    """Whether two bodies or forces of different states were read as one: "Malian army and UN
    forces"."""
    if "and" not in page.lower[start:end]:
        return False
    joint = page.lower.index("and", start, end)
    before = {page.hit_at[i].entry.code for i in range(start, joint) if i in page.hit_at}
    behind = {page.hit_at[i].entry.code for i in range(joint, end) if i in page.hit_at}
    return bool(before) and bool(behind) and before != behind


def _within_title(page: Page, start: int, end: int) -> bool:
    """Whether a name is cut from a title: "UN High" of "UN High Commissioner"."""
    for stop in range(end, min(len(page.words), end + 3) + 1):
        floor = max(0, stop - 8)
        title = title_ending_at(page.words[floor:stop], stop - floor)
        if title is None:
            continue
        begin = floor + title[0]
        if begin < end and (begin < start or (begin > start and stop > end)):
            return True
    return False


def _channel(page: Page, start: int, end: int) -> bool:
    """Whether a name is no actor's ("Brexit") or only where something was said ("on Twitter")."""
    use = _no_actors().get(page.text(start, end))
    if use != "channel":
        return use is not None
    return page.tokens[page.head(start, end)].dep_ not in ("nsubj", "nsubj:pass")


@cache
def _no_actors() -> dict[str, str]:
    return {row["name"]: row["use"] for row in read_table("no-actors.tsv")}


def _country_before(page: Page, start: int) -> str | None:
    """ "Iranian airline Mahan Air", "Germany's Deutsche Bahn": the state named just before."""
    at = start
    for _ in range(4):
        hit = page.hit_ending.get(at)
        if hit is not None:
            return hit.entry.code if hit.entry.sort != "capital" else None
        at -= 1
        possessive = at >= 0 and page.lower[at] in ("'s", "’s")
        if at < 0 or not (
            possessive or page.tokens[at].pos_ in ("NOUN", "ADJ") or page.lower[at] == "-"
        ):
            return None
    return None


def take_owner(registry: Registry, at: int) -> None:
    """ "Its Foreign Ministry", "his Foreign Ministry": a body without a state is of the state that
    the pronoun points at or its official acts for."""
    page = registry.page
    if page.lower[at] not in ("its", "their", "his", "her") or at + 1 >= len(page.words):
        return
    owners = registry.at(at)
    bodies = registry.at(at + 1)
    if len(owners) != 1 or len(bodies) != 1:
        return
    owner, body = owners[0], bodies[0]
    official = owner.kind == "person" and "GOV" in owner.sectors and owner.country in states()
    if owner.kind != "state" and not official:
        return
    if body.kind != "organisation" or body.country is not None or "GOV" not in body.sectors:
        return
    body.country = owner.country
    body.explain("country", f"that of {owner.name}, whose body it is", at, at + 2)
    known = states().get(owner.country or "")
    if known is not None and known.adjectives:
        short, body.name = body.name, f"{known.adjectives[0]} {body.name}"
        body.add_alias(short)


def _country_after(page: Page, end: int) -> tuple[str | None, int]:
    """ "of Germany" after a name: the state and where the mention then ends."""
    if end < len(page.words) and page.lower[end] in ("of", "in"):
        at = end + 2 if end + 1 < len(page.words) and page.lower[end + 1] == "the" else end + 1
        hit = page.hit_at.get(at)
        if hit is not None and hit.start == at and hit.entry.sort in ("state", "body"):
            return hit.entry.code, hit.end if page.lower[end] == "of" else end
    return None, end


def _sectors_of(page: Page, start: int, end: int) -> tuple[str, ...]:
    """The sectors that the words of a name tell: "ministry", "army", "party" and so on."""
    ministry = ministry_of(page.text(start, end).split(" of the ")[-1])
    if ministry is not None:
        return ministry.sectors
    for at in (*range(end - 1, start - 1, -1), start - 1):
        noun = noun_of(page.words[at]) if at >= 0 else None
        if noun is not None and noun.kind != "document" and noun.sectors:
            return noun.sectors
    return ()


def _same_body(registry: Registry, name: str, country: str | None) -> Draft | None:
    """An organisation taken up already that this name means: the same words, or a part of them that
    no other one has ("Mahan" for "Mahan Air", "Foreign Ministry" for "Russian Foreign
    Ministry")."""
    words = _core(name)
    found = []
    for draft in registry.drafts:
        if draft.kind != "organisation" or (country and draft.country and country != draft.country):
            continue
        theirs = _core(draft.name)
        if words == theirs or name in draft.aliases:
            return draft
        shorter = len(words) > 1 and theirs[-len(words) :] == words
        longer = len(theirs) > 1 and words[-len(theirs) :] == theirs
        first = words == theirs[:1] and words[0] not in TOO_COMMON
        if shorter or longer or first:
            found.append(draft)
    return found[0] if len(found) == 1 else None


def _core(name: str) -> tuple[str, ...]:
    """The folded words of a body's name without "of Germany" and the like at its end."""
    words = name_words(name)
    at = len(words) - 1 - words[::-1].index("of") if "of" in words else 0
    return words[:at] if at and find_entry(" ".join(words[at + 1 :])) is not None else words
