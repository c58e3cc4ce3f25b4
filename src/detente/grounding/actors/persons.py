"""Persons that a report names: their mentions put together, and the state that each acts for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.page import Page
from detente.grounding.actors.titles import Title, read_title
from detente.knowledge.folding import close, name_words, sound
from detente.knowledge.holders import (
    Holder,
    gender_of,
    is_first_name,
    known_as,
    only_bearer,
    same_person,
    who_is,
)
from detente.knowledge.names import find_entry
from detente.knowledge.offices import office_of, rank_of, title_ending_at
from detente.knowledge.own_people import Person, own_name_at, own_names, own_person
from detente.knowledge.states import states

if TYPE_CHECKING:
    from spacy.tokens import Span

_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_GENERIC = frozenset(
    ("spokesperson", "deputy spokesperson", "leader", "head", "chief", "director", "official",
     "commander", "chairman", "deputy head", "aide", "adviser", "secretary general", "member",
     "negotiator")
)  # fmt: skip
_NUMERALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII", "XI", "XII", "XIV", "XVI"))
_ENDINGS = frozenset(("led", "era", "like", "run", "held", "born", "ally", "free", "made", "type"))
"""What a hyphen may join to a name without being part of it: "Assad-held"."""
_VAGUE = frozenset(
    ("minister", "secretary", "leader", "official", "politician", "ministers", "chief", "head")
)
"""Offices that a table can tell more of: the minister of that name is the foreign minister."""


@dataclass(frozen=True)
class Named:
    """One mention of a person by name: tokens ``start`` to ``end`` with the title, the name itself
    ``first`` to ``last``, its folded words, and what the title tells."""

    first: int
    last: int
    words: tuple[str, ...]
    title: Title


def find_persons(page: Page, headline_end: int = 0) -> list[Named]:
    """All mentions of persons by name, in text order.

    Before offset ``headline_end`` every word may have a capital, so only the entity recogniser's
    names count there.
    """
    spans: dict[int, int] = {}
    end = 0
    for entity in page.entities:
        if entity.label_ != "PERSON" or entity.start < end:
            continue
        first, last = _name_of(page, entity)
        end = last = _whole_name(page, last, headline_end) if first < last else last
        if first < last and not _listed(page, first, last):
            spans[first] = last
    for first, last in _titled(page, spans, headline_end):
        spans[first] = last
    _add_own_names(page, spans)
    found = []
    for first, last in sorted(spans.items()):
        words = name_words(page.text(first, last))
        if words and any(c.isupper() for c in page.text(first, last)):
            found.append(Named(first, last, words, read_title(page, first, last)))
    return found


def _add_own_names(page: Page, spans: dict[int, int]) -> None:
    """Add the names of a user's own knowledge, in the place of what was seen of them."""
    at = 0 if own_names() else len(page.words)
    while at < len(page.words):
        end = own_name_at(page.words, at)
        if end > at and not any(f < at and last >= end for f, last in spans.items()):
            for first in [f for f, last in spans.items() if f < end and last > at]:
                del spans[first]
            spans[at] = end
        at = max(end, at + 1)


def take_persons(registry: Registry, mentions: list[Named]) -> None:
    """Put mentions together into persons, first the full names, then last names alone."""
    clusters: list[list[Named]] = []
    for mention in mentions:
        if len(mention.words) > 1:
            home = next((c for c in clusters if _fits_full(mention, c)), None)
            clusters.append([mention]) if home is None else home.append(mention)
    for mention in mentions:
        if len(mention.words) == 1:
            home = _home_of_last_name(mention, clusters)
            clusters.append([mention]) if home is None else home.append(mention)
    clusters.sort(key=lambda c: min(m.title.start for m in c))
    pairs = [(_draft(registry, sorted(c, key=lambda m: m.first)), c) for c in clusters]
    for mention in sorted(mentions, key=lambda m: m.first):
        draft = next(d for d, c in pairs if mention in c)
        heads = (*range(mention.first, mention.last), *mention.title.heads)
        registry.mention(draft, mention.title.start, mention.title.end, heads)
    _unseen_last_names(registry, pairs)


def settle_countries(registry: Registry, mentions: list[Named]) -> None:
    """Give each person a state or body: what the title says, else the person or body that they
    belong to, else the table of office holders, else the one state that uses such a title."""
    page = registry.page
    by_draft: dict[int, list[Named]] = {}
    for mention in mentions:
        for draft in registry.at(mention.first):
            if draft.kind == "person":
                by_draft.setdefault(id(draft), []).append(mention)
    people = [d for d in registry.drafts if d.kind == "person"]
    for draft in people:
        _from_tables(page, draft, by_draft.get(id(draft), []))
    for _ in range(2):  # a spokesperson's chancellor may get her own state only from the tables
        for draft in people:
            for mention in by_draft.get(id(draft), []):
                if draft.country is None and mention.title.via is not None:
                    owners = [d for d in registry.at(mention.title.via) if d is not draft]
                    if owners:
                        draft.country = owners[0].country
                        draft.sectors = draft.sectors or owners[0].sectors
                        via = mention.title.via
                        why = f"acts for {owners[0].name}, whose country it is"
                        draft.explain("country", why, via, via + 1)
    for draft in people:
        if draft.country is not None and draft.country not in states():
            body = find_entry(draft.country)
            if draft.sectors == ("GOV",) and body is not None and body.sectors:
                draft.sectors = body.sectors
                draft.explain("sectors", f"those of {body.name} (bodies.tsv)")
    named = {d.country for d in registry.drafts if d.country} | {
        h.entry.code for h in page.hits if h.entry.code
    }
    for draft in people:
        for mention in by_draft.get(id(draft), []):
            office = mention.title.office
            if draft.country is None and office is not None and office.country in named:
                draft.country = office.country
                why = f"only {office.country} has such an office, and the report names that state"
                draft.explain("country", why, *mention.title.at)


def _name_of(page: Page, entity: Span) -> tuple[int, int]:
    """The name proper within an entity: without title, state, possessive and quotation marks."""
    first, last = entity.start, entity.end
    if first and first - 1 not in page.entity_at and first - 1 not in page.hit_at:
        before = page.words[first - 1]  # "Donald" cut from "Donald Trump"
        first -= before[:1].isupper() and is_first_name(before) and office_of(before) is None
    if first > 1 and page.words[first - 1] == "-" and page.words[first - 2][:1].isupper():
        first -= 2  # "kei Tam" cut from "Man-kei Tam"
    while last > first and (
        page.lower[last - 1] in _POSSESSIVE or not page.words[last - 1][-1:].isalnum()
    ):
        if page.words[last - 1].endswith("."):
            break
        last -= 1
    for end in range(last - 1, first, -1):
        words = page.words[first:end]
        if title_ending_at(words, len(words)) is not None and page.words[end][:1].isupper():
            return end, last
    while first < last - 1 and page.words[first].islower() and _no_particle(page, first):
        first += 1  # "ousted Saddam Hussein"
    while first < last - 1 and (
        (first in page.hit_at and page.hit_at[first].end < last)
        or page.lower[first] in ("the", '"', "[")
    ):
        first = page.hit_at[first].end if first in page.hit_at else first + 1
    return first, last


def _no_particle(page: Page, at: int) -> bool:
    """Whether a word in lower case is an ordinary one and not part of a name ("bin Salman")."""
    return page.tokens[at].pos_ in ("VERB", "ADJ", "NOUN", "ADV") and len(page.words[at]) > 3


def _listed(page: Page, first: int, last: int) -> bool:
    """Whether the words are a title or a listed name and no person's."""
    hit = page.hit_at.get(first)
    if hit is not None and hit.end >= last:
        return True
    return any(office_of(page.text(first, end)) is not None for end in range(last, last + 3))


def _whole_name(page: Page, last: int, headline_end: int) -> int:
    """Where a name ends that the entity recogniser may have cut in two: "Joe", "Biden"."""
    inserted = last + 1 < len(page.words) and page.words[last] == "]" and _is_name(page, last + 1)
    if inserted and last + 1 not in page.hit_at:  # "[John] Smith"
        return last + 2
    if _hyphenated(page, last):  # "al" "-Assad"
        last += 2
    while last < len(page.words) and page.sentence[last] == page.sentence[last - 1]:
        entity, token = page.entity_at.get(last), page.tokens[last]
        if page.words[last] in _NUMERALS:  # "King Abdullah II"
            return last + 1
        if last in page.hit_at or not _is_name(page, last):
            break
        if entity is not None and entity.label_ != "PERSON":
            break
        if entity is None and (token.pos_ != "PROPN" or token.idx < headline_end):
            break
        last += 1
    return last


def _hyphenated(page: Page, last: int) -> bool:
    """Whether the next words are a hyphen and the rest of a name, without a space between."""
    if last + 1 >= len(page.words) or page.words[last] != "-":
        return False
    spaced = page.tokens[last - 1].whitespace_ or page.tokens[last].whitespace_
    rest = page.words[last + 1]
    family = page.entity_at.get(last - 2)  # "Moon Jae" "-in"
    given = family is not None and family.label_ == "PERSON" and family.end == last
    short = given and rest.isalpha() and rest.islower() and len(rest) < 5 and rest not in _ENDINGS
    return not spaced and (_is_name(page, last + 1) or short) and last + 1 not in page.hit_at


def _titled(page: Page, spans: dict[int, int], floor: int) -> list[tuple[int, int]]:
    """Names that the entity recogniser missed: capitalised words after a title in capitals."""
    covered = {i for first, last in spans.items() for i in range(first, last)}
    found = []
    for at in range(1, len(page.words)):
        token = page.tokens[at]
        if token.idx < floor or token.pos_ != "PROPN":
            continue
        if at in covered or at in page.hit_at or at in page.entity_at:
            continue
        title = title_ending_at(page.words[max(0, at - 6) : at], min(6, at))
        if title is None or not page.words[at - 1][:1].isupper() or not _is_name(page, at):
            continue
        whole = title_ending_at(page.words[max(0, at - 6) : at + 1], min(7, at + 1))
        if whole is not None and whole[0] <= title[0]:
            continue  # "Affairs" in "Minister of Foreign Affairs"
        last = at + 1
        while last < min(len(page.words), at + 5) and _goes_on(page, last):
            last += 1
        covered.update(range(at, last))
        found.append((at, last))
    return found


def _goes_on(page: Page, at: int) -> bool:
    """Whether a name goes on with this word: another capitalised one, or a hyphen."""
    if at in page.hit_at:
        return False
    return page.words[at] == "-" or (page.tokens[at].pos_ == "PROPN" and _is_name(page, at))


def _is_name(page: Page, at: int) -> bool:
    word = page.words[at]
    return word[:1].isupper() and word.isalpha() and len(word) > 1 and office_of(word) is None


def _fits_full(mention: Named, cluster: list[Named]) -> bool:
    """Whether a full name is that of a person found already; a title of another state says no."""
    theirs = max((m.words for m in cluster), key=len)
    mine = mention.words
    same = (
        mine == theirs
        or same_person(mine, theirs)
        or set(mine) < set(theirs)
        or set(theirs) < set(mine)
    )
    return same and not _contradicts(mention, cluster)


def _contradicts(mention: Named, cluster: list[Named]) -> bool:
    country = mention.title.country
    others = {m.title.country for m in cluster if m.title.country}
    return country is not None and bool(others) and country not in others


def _home_of_last_name(mention: Named, clusters: list[list[Named]]) -> list[Named] | None:
    """The person whom a single name means: one of that last name, preferably with the same office,
    else the one named most recently before; a first name only where no last name fits."""
    key = sound(mention.words[0])
    fitting = [c for c in clusters if not _contradicts(mention, c)]
    last = [
        c
        for c in fitting
        if any(key in (sound(m.words[-1]), sound(m.words[-1].split("-")[-1])) for m in c)
    ]
    if not last and len(mention.words[0]) > 4:
        last = [c for c in fitting if any(close(key, sound(m.words[-1])) for m in c)]
    if not last:
        last = [
            c for c in fitting if any(len(m.words) > 1 and key in map(sound, m.words) for m in c)
        ]
    if mention.title.office_name in _ROYAL:  # "King Salman" is not his son
        last = [c for c in last if _same_throne(mention, c)]
    if len(last) < 2:
        return last[0] if last else None
    office = mention.title.office_name
    same = [c for c in last if office and any(m.title.office_name == office for m in c)]
    pool = same or last
    before = [c for c in pool if min(m.first for m in c) < mention.first]
    if not before:
        return pool[0]
    return max(before, key=lambda c: max(m.first for m in c if m.first < mention.first))


_ROYAL = frozenset(
    ("king", "queen", "emperor", "sultan", "emir", "crown prince", "prince", "princess", "pope")
)
"""Titles that stand before a first name."""


def _same_throne(mention: Named, cluster: list[Named]) -> bool:
    """Whether somebody called by a royal title and one name can be a person: by the title, or by
    the first name where the others have no such title."""
    titles = {m.title.office_name for m in cluster} & _ROYAL
    if mention.title.office_name in titles:
        return True
    return not titles and any(sound(m.words[0]) == sound(mention.words[0]) for m in cluster)


def _draft(registry: Registry, cluster: list[Named]) -> Draft:
    """The person that a group of mentions makes."""
    page = registry.page
    best = max(cluster, key=lambda m: (len(m.words), not _spelt(page, m).isupper(), -m.first))
    draft = registry.add(Draft(_spelt(page, best), "person", words=best.words))
    titles = [m.title for m in cluster]
    titled = [t for t in titles if t.office_name]
    full = next((t for t in titled if not t.former), titled[0] if titled else None)
    if full is not None and full.office is not None:
        draft.office = full.office_name
        draft.titled = True
        draft.bare = not any(t.country or t.via for t in titles)
        draft.via = next((t.via for t in titles if t.via is not None), None)
        draft.sectors = full.office.sectors
        draft.explain("office", f"the title {full.where} the name", *full.at)
        draft.explain("sectors", f"those of “{full.office.name}” (offices.tsv, portfolios.tsv)")
        body = full.entry
        foreign = body is not None and body.code not in states()
        if full.office.name in _GENERIC or full.office.rank > 2 or foreign:
            sectors = body.sectors if body is not None and body.sectors else full.sectors
            draft.sectors = sectors or draft.sectors
            if sectors:
                draft.explain("sectors", "those of the body or work named in the title", *full.at)
        if full.former and "GOV" in draft.sectors:
            draft.sectors = (*draft.sectors, "ELI")
    elif titles[0].entry is not None and titles[0].entry.sort == "body":  # "the BBC's Ann Lee"
        draft.sectors = titles[0].entry.sectors
        why = f"those of {titles[0].entry.name}, named before (bodies.tsv)"
        draft.explain("sectors", why, *titles[0].state_at)
    ranks = tuple(t.rank for t in titles if t.rank)
    if ranks and "MIL" not in draft.sectors:
        draft.sectors = ("MIL",)
        draft.explain("sectors", f"a military rank: {ranks[0]}")
    draft.posts = tuple(dict.fromkeys((*(t.office_name or "" for t in titled), *ranks)))
    stating = next((t for t in titles if t.country), None)
    if stating is not None:
        draft.country = stating.country
        draft.explain("country", "the state or body named beside the name", *stating.state_at)
    draft.gender = next((t.gender for t in titles if t.gender), None) or gender_of(draft.name)
    told = draft.country not in (None, "USA")
    if draft.sectors == ("LEG",) and draft.office == "representative" and told:
        draft.sectors = ("GOV",)  # a state's representative, at the United Nations and elsewhere
    for mention in cluster:
        draft.add_alias(_spelt(page, mention))
    return draft


def _spelt(page: Page, mention: Named) -> str:
    """A name as the report spells it, without the brackets of an editor's insertion."""
    name = page.text(mention.first, mention.last).replace("[", "").replace("]", "")
    return " ".join(name.split())


def _from_tables(page: Page, draft: Draft, mentions: list[Named]) -> None:
    """What the table of office holders adds: Wikidata id and gender always, state and office where
    the report tells none. Where a report's title contradicts the table, the report stands."""
    own = own_person(draft.name, page.date)
    if own is not None and draft.country in (None, own.code):
        _from_own(draft, own)
        return
    holder = who_is(draft.name, page.date, draft.country) or _named_states(page, draft)
    if holder is None or (draft.country is not None and holder.term.code != draft.country):
        if draft.country is None:
            draft.explain("country", "neither the report nor the tables tell it")
            _at_other_times(draft)
        if draft.country is None:
            _of_named_state(page, draft)
        return
    throne = holder.term.office in _ROYAL and len(draft.words) < 2
    if throne and not any(m.title.office_name in _ROYAL for m in mentions):
        return  # any Elizabeth may be meant
    belongs = any(m.title.via is not None or m.title.entry is not None for m in mentions)
    if draft.country is None and belongs and len(draft.words) < 2:
        return
    on = f" on {page.date}" if page.date is not None else ""
    row = f"the tables have, by this name{on}, {holder.term.row}"
    if draft.country is None:
        draft.explain("country", row)
    draft.country = holder.term.code
    draft.wikidata = holder.term.wikidata
    draft.explain("wikidata" if holder.term.wikidata else "table", row)
    draft.gender = draft.gender or holder.term.gender
    vague = draft.office in _VAGUE and not holder.former and rank_of(holder.term.office) < 3
    if (draft.office is None or vague) and page.date is not None:
        draft.office = holder.office
        draft.explain("office", row)
        if not draft.sectors:
            draft.explain("sectors", f"those of “{holder.term.office}”, which the tables tell")
        office = office_of(holder.term.office) or office_of(holder.term.office.split(" of ")[0])
        draft.sectors = draft.sectors or (office.sectors if office is not None else ())
        if not draft.sectors:
            draft.sectors = ("GOV",) if holder.term.code in states() else ("IGO",)


def _from_own(draft: Draft, own: Person) -> None:
    """Whom a user's own knowledge tells more of."""
    draft.country, draft.wikidata = own.code, own.wikidata
    draft.gender = draft.gender or own.gender
    why = "your own knowledge has this person"
    draft.explain("country", why)
    if own.sectors and not draft.sectors:
        draft.sectors = own.sectors
        draft.explain("sectors", why)


def _at_other_times(draft: Draft) -> None:
    """Whoever bears name and title of an office holder of another time is that person: a later
    prime minister's first term, which the tables lack."""
    term = known_as(draft.name, draft.office) if draft.titled and draft.office else None
    if term is None:
        return
    draft.country, draft.wikidata = term.code, term.wikidata
    row = f"the tables have, at another time, {term.row}"
    draft.explain("country", row)
    draft.explain("wikidata", row)


def _of_named_state(page: Page, draft: Draft) -> None:
    """A candidate or an opponent of today who holds office later is of the same state then and now,
    if the report names it and the tables know one person of the full name."""
    term = only_bearer(draft.name)
    if term is not None and any(h.entry.code == term.code for h in page.hits):
        draft.country = term.code
        draft.explain("country", f"the tables have, at another time, {term.row}")


def _named_states(page: Page, draft: Draft) -> Holder | None:
    """Where two states have a minister of that name: the one whose state the report names."""
    if draft.country is not None or page.date is None:
        return None
    codes = sorted({h.entry.code for h in page.hits if h.entry.code is not None})
    found = [h for code in codes if (h := who_is(draft.name, page.date, code)) is not None]
    current = [h for h in found if not h.former]
    return current[0] if len(current) == 1 else None


def _unseen_last_names(registry: Registry, pairs: list[tuple[Draft, list[Named]]]) -> None:
    """Find last names of known persons where the entity recogniser saw no name."""
    page = registry.page
    owners: dict[str, list[Draft]] = {}
    for draft, _ in pairs:
        if len(draft.words) > 1:
            owners.setdefault(draft.words[-1], []).append(draft)
    for at, word in enumerate(page.words if owners else ()):
        if not word[:1].isupper() or len(word) < 3 or at in page.hit_at or registry.at(at):
            continue
        entity = page.entity_at.get(at)
        words = name_words(word)
        if entity is not None and entity.end - entity.start > 1:
            continue
        found = owners.get(words[0], []) if len(words) == 1 else []
        if len(found) == 1:
            found[0].add_alias(word)
            registry.mention(found[0], at, at + 1)
