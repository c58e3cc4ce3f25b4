"""Actors that a report describes instead of naming: "the chancellor", "German officials", "both
leaders", "the ministry", "the statement said"."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Kind, Registry
from detente.grounding.actors.phrases import Phrase, read_phrase
from detente.knowledge.names import state_entry
from detente.knowledge.nouns import Noun, is_plural, noun_of, singular
from detente.knowledge.offices import Office, fits, title_ending_at
from detente.knowledge.states import states

_MODIFIER = frozenset(("compound", "amod", "nmod:desc", "flat", "nummod"))
_PEOPLE_OF_STATE = frozenset(
    ("country", "nation", "state", "side", "party", "government", "neighbor", "neighbour")
)
_NEEDS_MODIFIER = frozenset(
    ("power", "nation", "country", "state", "member", "force", "party", "office", "group", "court",
     "office", "business", "union", "officer", "executive", "observer", "guard", "mission", "bank",
     "general", "marine", "press", "television", "department", "commission", "council", "committee",
     "family", "worker", "student", "people", "partner", "agency", "hospital", "church", "movement")
)  # fmt: skip
_RARELY_TITLES = frozenset(
    ("head", "chief", "major", "general", "justice", "chair", "captain", "deputy", "expert", "director",
     "lord", "prince", "marshal", "speaker", "representative", "editor", "judge", "secretary", "official",
     "lawyer", "journalist", "reporter", "correspondent", "analyst", "activist", "protester", "lawmaker",
     "legislator", "researcher", "economist", "professor", "historian", "politician", "diplomat", "aide")
)  # fmt: skip
_NEAR = 60
"""A description without a state of its own looks back no further than this many words for an
organisation of its kind."""


def is_candidate(registry: Registry, at: int) -> bool:
    """Whether a token can be the head of a description: a noun that modifies no other."""
    page = registry.page
    token = page.doc[at]
    if registry.at(at) or at in page.hit_at or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    following = page.doc[at + 1] if at + 1 < len(page.doc) else None
    if token.dep_ in _MODIFIER and following is not None and following.pos_ in ("NOUN", "PROPN"):
        return False
    if following is not None and following.text == "-":
        return False
    entity = page.entity_at.get(at)
    return entity is None or entity.label_ not in ("PERSON", "EVENT", "WEAPON", "FAC")


def read_description(registry: Registry, at: int) -> None:
    """Resolve the description headed by token ``at``, or take it up as an actor of its own."""
    page = registry.page
    floor = page.sentence_start[at]
    noun = noun_of(page.words[at])
    title = title_ending_at(page.words[floor : at + 1], at + 1 - floor)
    plural = is_plural(page.words[at]) and noun is not None
    if title is not None and title[1].name and not plural and page.doc[at].pos_ != "ADJ":
        phrase = read_phrase(registry, at, floor + title[0])
        if title[1].name in _RARELY_TITLES and not (
            phrase.definite or phrase.indefinite or phrase.country
        ):
            return
        _holder(registry, phrase, title[1])
    elif noun is not None and page.doc[at].pos_ != "ADJ":
        _described(registry, read_phrase(registry, at), noun)
    elif title is not None and title[1].name and page.lower[at].endswith("s"):
        phrase = read_phrase(registry, at, floor + title[0])
        if phrase.pair or phrase.definite:
            _members(registry, phrase, persons=True)


def _holder(registry: Registry, phrase: Phrase, office: Office) -> None:
    """ "the German chancellor": the person in the report whom this fits, else somebody unnamed."""
    page = registry.page
    head = (phrase.at,)
    found = None if phrase.indefinite else _fitting_person(registry, phrase, office)
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
    """The person named nearest before (else first after) who holds such an office for such a state."""
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
    return max(pool, key=lambda s: s.at).draft if pool else None


def _described(registry: Registry, phrase: Phrase, noun: Noun) -> None:
    page = registry.page
    plural = is_plural(page.words[phrase.at])
    if noun.kind == "document":
        _issuer(registry, phrase)
    elif noun.kind == "members" or (phrase.pair and plural):
        if not _members(
            registry,
            phrase,
            persons=noun.lemma not in _PEOPLE_OF_STATE and noun.kind != "organisation",
        ):
            _take(registry, phrase, noun, plural)
    elif (
        phrase.definite
        and not plural
        and phrase.owner is None
        and _named_before(registry, phrase, noun)
    ):
        return
    else:
        _take(registry, phrase, noun, plural)


def _take(registry: Registry, phrase: Phrase, noun: Noun, plural: bool) -> None:
    """A group or body of its own, or the one described in the same way before."""
    page = registry.page
    if noun.lemma in _NEEDS_MODIFIER and not phrase.modified and phrase.country is None:
        return
    if (
        noun.lemma in ("nation", "country", "state", "power", "force", "ally", "partner")
        and not plural
    ):
        return
    country = phrase.country
    same = _same_description(registry, phrase, noun, country)
    if same is not None:
        registry.mention(same, phrase.start, phrase.end, (phrase.at,))
        return
    person = noun.kind == "group" and not plural
    kind: Kind = "person" if person and noun.lemma not in _MASSES else "group"
    if noun.kind == "organisation":
        kind = "group" if plural else "organisation"
    draft = Draft(
        _full_name(registry, phrase),
        kind,
        country,
        noun.sectors,
        plural=plural,
        named=False,
        noun=noun.lemma,
    )
    sector_word = next(
        (n for i in range(phrase.first, phrase.at) if (n := noun_of(page.words[i])) and n.sectors),
        None,
    )
    if (
        noun.lemma in ("source", "official", "member", "force", "spokesman", "group")
        and sector_word is not None
    ):
        draft.sectors = sector_word.sectors
    elif noun.lemma == "force" and (country in states() or country is None):
        draft.sectors = ("MIL",)
    registry.add(draft)
    registry.mention(draft, phrase.start, phrase.end, (phrase.at,))


_MASSES = frozenset(
    ("police", "media", "press", "opposition", "militia", "leadership", "delegation", "personnel")
)


def _full_name(registry: Registry, phrase: Phrase) -> str:
    """The describing words; "its troops" and "the Russian troops" are both called Russian troops."""
    page = registry.page
    name = phrase.name(page)
    own = page.lower[phrase.start] in ("its", "their", "his", "her", "our")
    if own and phrase.owner is not None and phrase.first > phrase.start:
        return f"{phrase.owner.name}'s {name}"
    return name


def _same_description(
    registry: Registry, phrase: Phrase, noun: Noun, country: str | None
) -> Draft | None:
    """An actor described before by the same noun for the same state; a bare noun may mean the only
    one so described ("officials" where "German officials" is said too)."""
    name = phrase.name(registry.page).lower()
    same_noun = [
        d for d in registry.drafts if not d.named and d.noun == noun.lemma and d.kind != "person"
    ]
    for draft in same_noun:
        if draft.country == country and (country is not None or draft.name.lower() == name):
            return draft
    bare = country is None and phrase.first == phrase.at and phrase.end == phrase.at + 1
    if bare and not phrase.indefinite and noun.of_state:
        near = [d for d in same_noun if d.country is not None]
        if len(near) == 1:
            return near[0]
    return None


def _named_before(registry: Registry, phrase: Phrase, noun: Noun) -> bool:
    """ "the country", "the group", "the ministry": the last state or body named that this can mean."""
    page = registry.page
    if noun.lemma in ("country", "nation", "state", "kingdom"):
        if phrase.country is not None:
            return False
        pool = [s for s in registry.seen if s.draft.kind == "state" and s.at < phrase.at]
    else:
        pool = [s for s in registry.seen if s.at < phrase.at and _can_be(s.draft, noun, phrase)]
    pool = [s for s in pool if phrase.at - s.at <= _NEAR * 3]
    if not pool:
        return False
    chosen = max(pool, key=lambda s: s.at).draft
    registry.mention(chosen, phrase.start, phrase.end, (phrase.at,))
    return True


def _can_be(draft: Draft, noun: Noun, phrase: Phrase) -> bool:
    if draft.kind not in ("organisation", "group") or (
        phrase.country is not None and draft.country != phrase.country
    ):
        return False
    if draft.noun == noun.lemma or singular(draft.name.split()[-1]) == noun.lemma:
        return True
    if noun.lemma in ("ministry", "department"):
        return noun.lemma in draft.name.lower()
    if not draft.named:
        return False
    if noun.lemma in ("bloc", "alliance"):
        return draft.country == ("EU" if noun.lemma == "bloc" else "NATO")
    if noun.lemma in ("group", "movement", "militia"):
        return "REB" in draft.sectors or "PRM" in draft.sectors
    if noun.lemma in ("organization", "organisation"):
        return bool({"IGO", "NGO", "REB"} & set(draft.sectors))
    if noun.lemma in ("company", "firm", "airline", "bank"):
        return draft.sectors == ("BUS",) or (noun.lemma == "company" and not draft.sectors)
    if noun.lemma in ("newspaper", "broadcaster"):
        return draft.sectors == ("JRN",)
    if noun.lemma in ("agency",):
        return "agency" in draft.name.lower() or draft.name.isupper()
    return False


def _members(registry: Registry, phrase: Phrase, persons: bool) -> bool:
    """ "both leaders", "the two sides": the two named last; for a state's people, their states."""
    page = registry.page
    if (
        not (phrase.pair or phrase.definite)
        or phrase.country is not None
        or phrase.owner is not None
    ):
        return False
    here = page.sentence[phrase.at]
    recent = [s for s in registry.seen if s.at < phrase.at and here - page.sentence[s.at] <= 4]
    recent.sort(key=lambda s: -s.at)
    people = _distinct([s.draft for s in recent if s.draft.kind == "person" and s.draft.named])
    chosen = people[:2]
    if not persons:
        named = _distinct([s.draft for s in recent if s.draft.kind == "state"])[:2]
        codes = [d.country for d in people[:2] if d.country]
        own = [state for code in codes if (state := registry.state(code)) is not None]
        chosen = named if len(named) == 2 else own if len(own) == 2 else chosen
    if len(chosen) < 2 or (persons and chosen[0].country == chosen[1].country):
        return False
    for draft in reversed(chosen):
        registry.mention(draft, phrase.start, phrase.end, (phrase.at,))
    return True


def _distinct(drafts: list[Draft]) -> list[Draft]:
    return list({id(d): d for d in drafts}.values())


def _issuer(registry: Registry, phrase: Phrase) -> None:
    """A document that speaks, "the release said", speaks for whoever issued it: its possessor, the
    state in its adjective, the body before it ("a Defense Department news release"), the subject of
    the sentence that brought it up."""
    page = registry.page
    token = page.doc[phrase.at]
    owner = phrase.owner or _body_within(registry, phrase) or _from_whom(registry, phrase)
    if owner is None and phrase.country in states():
        entry = state_entry(phrase.country or "")
        owner = registry.state(entry.code or "") or registry.add(
            Draft(entry.name, "state", entry.code, wikidata=entry.wikidata)
        )
        registry.mention(owner, phrase.first, phrase.first + 1)
    earlier = registry.issuers.get(singular(page.words[phrase.at]))
    if owner is None and phrase.definite:
        owner = earlier
    if owner is None and token.dep_ in ("obl", "nmod") and not phrase.definite:
        subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
        found = registry.at(subject.i) if subject is not None else []
        owner = found[0] if found else None
    if owner is None:
        return
    registry.issuers[singular(page.words[phrase.at])] = owner
    speaks = token.dep_ in ("nsubj", "nsubj:pass") or any(
        c.lower_ in ("according", "per") for c in token.children
    )
    if speaks:
        registry.point(phrase.at, owner)


def _body_within(registry: Registry, phrase: Phrase) -> Draft | None:
    """The body named inside the phrase, before its head."""
    for at in range(phrase.at - 1, phrase.start - 1, -1):
        found = [d for d in registry.at(at) if d.kind != "group"]
        if found:
            return found[0]
    return None


def _from_whom(registry: Registry, phrase: Phrase) -> Draft | None:
    """ "a statement from the Russian Foreign Ministry", "a tweet by Pompeo"."""
    page = registry.page
    for at in range(phrase.at + 1, min(len(page.words), phrase.at + 10)):
        if page.lower[at] in ("by", "from"):
            for child in range(at + 1, min(len(page.words), at + 8)):
                found = registry.at(child)
                if found:
                    return found[0]
            return None
        if page.words[at] in (",", ".") or page.doc[at].pos_ in ("VERB", "AUX") and page.lower[at] not in (
            "released", "issued", "made", "posted", "published", "delivered", "read", "sent",
        ):  # fmt: skip
            return None
    return None
