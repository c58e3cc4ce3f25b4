"""Actors that a report describes instead of naming: "the chancellor", "German officials", "both
leaders", "the ministry", "the statement said"."""

from __future__ import annotations

from detente.grounding.actors.documents import take_document
from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.groups import named_before, take_group, take_members
from detente.grounding.actors.phrases import Phrase, read_phrase
from detente.knowledge.nouns import Noun, is_plural, noun_of
from detente.knowledge.offices import Office, fits, title_ending_at

_MODIFIER = frozenset(("compound", "amod", "nmod:desc", "flat", "nummod"))
_PEOPLE_OF_STATE = frozenset(
    ("country", "nation", "state", "side", "party", "government", "neighbor", "neighbour")
)
_RARELY_TITLES = frozenset(
    ("head", "chief", "major", "general", "justice", "chair", "captain", "deputy", "expert",
     "director", "lord", "prince", "marshal", "speaker", "representative", "editor", "judge",
     "secretary", "official", "lawyer", "journalist", "reporter", "correspondent", "analyst",
     "activist", "protester", "lawmaker", "legislator", "researcher", "economist", "professor",
     "historian", "politician", "diplomat", "aide")
)  # fmt: skip


def is_candidate(registry: Registry, at: int) -> bool:
    """Whether a token can be the head of a description: a noun that modifies no other."""
    page = registry.page
    token = page.tokens[at]
    if registry.at(at) or at in page.hit_at or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    following = page.tokens[at + 1] if at + 1 < len(page.tokens) else None
    if token.dep_ in _MODIFIER and following is not None and following.pos_ in ("NOUN", "PROPN"):
        return False
    if following is not None and following.text == "-":
        return False
    entity = page.entity_at.get(at)
    return entity is None or entity.label_ not in ("PERSON", "EVENT", "WEAPON", "FAC")


def read_description(registry: Registry, at: int) -> None:
    """Resolve the description headed by token ``at``, or take it up as an actor of its own."""
    page = registry.page
    floor = page.floor(at)
    noun = noun_of(page.words[at])
    title = title_ending_at(page.words[floor : at + 1], at + 1 - floor)
    plural = is_plural(page.words[at]) and noun is not None
    if title is not None and title[1].name and not plural and page.tokens[at].pos_ != "ADJ":
        phrase = read_phrase(registry, at, floor + title[0])
        if title[1].name in _RARELY_TITLES and not (
            phrase.definite or phrase.indefinite or phrase.country
        ):
            return
        told = phrase.definite or phrase.indefinite or phrase.country is not None
        if told or page.tokens[at].idx < registry.headline_end:
            _holder(registry, phrase, title[1], floor + title[0])
    elif noun is not None and page.tokens[at].pos_ != "ADJ":
        _described(registry, read_phrase(registry, at), noun)
    elif title is not None and title[1].name and page.lower[at].endswith("s"):
        phrase = read_phrase(registry, at, floor + title[0])
        if phrase.pair or phrase.definite:
            take_members(registry, phrase, persons=True)


def read_one(registry: Registry, at: int) -> None:
    """ "One of these groups, the Syrian rebels, said": "one" points at what is named in
    apposition."""
    page = registry.page
    stop = min(len(page.words), at + 12)
    comma = next((i for i in range(at + 2, stop) if page.words[i] == ","), None)
    if comma is None or comma + 2 >= len(page.words):
        return
    begin = comma + 2 if page.lower[comma + 1] in ("the", "a", "an") else comma + 1
    closes = any(page.words[i] == "," for i in range(begin, min(len(page.words), begin + 10)))
    if closes and registry.at(begin):
        registry.point(at, registry.at(begin)[-1])


def _holder(registry: Registry, phrase: Phrase, office: Office, start: int) -> None:
    """ "the German chancellor": the person in the report whom this fits, else somebody unnamed."""
    page = registry.page
    head = (phrase.at,)
    counted = phrase.first < start and office.name in (
        "official",
        "leader",
        "diplomat",
        "politician",
    )
    unclear = phrase.indefinite or (counted and phrase.country is None)  # "the third official"
    found = None if unclear else _fitting_person(registry, phrase, office)
    if found is not None:
        registry.mention(found, phrase.start, phrase.end, head)
        return
    if not (phrase.definite or phrase.indefinite or phrase.country):
        return
    name = phrase.name(page)
    country = phrase.country
    body = phrase.owner if phrase.owner is not None and phrase.owner.kind != "person" else None
    sectors = body.sectors if body is not None and office.rank > 2 else ()
    for draft in registry.drafts:
        if (
            not draft.named
            and draft.kind == "person"
            and (draft.office, draft.country) == (office.name, country)
        ):
            registry.mention(draft, phrase.start, phrase.end, head)
            return
    draft = registry.add(
        Draft(
            name,
            "person",
            country,
            sectors or office.sectors,
            office.name,
            named=False,
            noun=office.name,
        )
    )
    registry.mention(draft, phrase.start, phrase.end, head)


def _fitting_person(registry: Registry, phrase: Phrase, office: Office) -> Draft | None:
    """The person named nearest before (else first after) who holds such an office for such a
    state."""
    fitting = []
    for seen in registry.seen:
        draft = seen.draft
        if draft.kind != "person" or draft.office is None or not fits(office, draft.office):
            continue
        if phrase.country is not None and draft.country != phrase.country:
            continue
        if phrase.owner is draft:
            continue
        fitting.append(seen)
    if not fitting:
        return None
    before = [seen for seen in fitting if seen.at < phrase.at]
    here = registry.page.sentence[phrase.at]
    pool = [s for s in before if here - registry.page.sentence[s.at] <= 12] or (
        fitting if len({id(s.draft) for s in fitting}) == 1 else []
    )
    titled = [s for s in pool if s.draft.titled]  # rather one whom the report itself calls so
    return max(titled or pool, key=lambda s: s.at).draft if pool else None


def _described(registry: Registry, phrase: Phrase, noun: Noun) -> None:
    """A phrase headed by a listed noun: a document, members of a pair, something named before, or a
    group or body of its own."""
    plural = is_plural(registry.page.words[phrase.at])
    if noun.kind == "thing":
        return
    if noun.kind == "document":
        take_document(registry, phrase)
        return
    if not plural and _names_next(registry, phrase, noun):
        return
    if noun.lemma == "side" and not plural:
        return
    if plural and (noun.kind == "members" or phrase.pair):
        persons = noun.lemma not in _PEOPLE_OF_STATE and noun.kind != "organisation"
        if take_members(registry, phrase, persons) or noun.lemma == "side":
            return
    alone = phrase.definite and not plural and phrase.owner is None
    if not (alone and named_before(registry, phrase, noun)):
        take_group(registry, phrase, noun, plural)


def _names_next(registry: Registry, phrase: Phrase, noun: Noun) -> bool:
    """ "Iranian airline Mahan Air": the noun tells of what sort the body is that is named next."""
    bodies = [d for d in registry.at(phrase.at + 1) if d.kind == "organisation" and d.named]
    starts = any(start == phrase.at + 1 for d in bodies for start, _ in d.spans)
    if not starts:
        return False
    body = bodies[0]
    body.sectors = body.sectors or noun.sectors
    body.country = body.country or phrase.country
    registry.point(phrase.at, body)
    return True
