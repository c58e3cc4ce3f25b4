"""What stands around a person's name: title, state, body, and the words that put them together.

"Russian Foreign Minister Sergey Lavrov", "Iran's President Rouhani", "President Hassan Rouhani of
Iran", "US Ambassador to Germany Richard Grenell", "the chancellor's spokesperson, Steffen
Seibert,", "Dmitry Peskov, a spokesman for the Kremlin,".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.grounding.actors.page import Page
from detente.grounding.actors.seated import is_local, seat_of
from detente.knowledge.names import Entry
from detente.knowledge.nouns import noun_of
from detente.knowledge.offices import Office, gender_of_title, ministry_of, title_ending_at

_BRIDGES = frozenset(("of", "to", "for", "on", "at", "in"))
_SENT = ("ambassador", "envoy", "representative", "high commissioner", "rapporteur", "coordinator")
_FORMER = frozenset(("former", "ex", "then", "late", "onetime"))
_EPITHETS = frozenset(
    ("acting", "interim", "outgoing", "incoming", "visiting", "new", "newly", "elected",
     "appointed", "veteran", "senior", "top", "current", "longtime", "chief", "deputy", "leading",
     "prominent", "then-", "pro", "exiled", "jailed", "ousted", "embattled", "influential",
     "local")
)  # fmt: skip
_CLOSING = frozenset((*',.;:()"“—–', "who", "which", "until", "said", "says"))
_WINDOW = 14
_RANKS = frozenset(
    ("general", "lieutenant general", "major general", "brigadier general", "brigadier", "colonel",
     "lieutenant colonel", "major", "captain", "lieutenant", "commander", "admiral",
     "rear admiral", "vice admiral", "marshal", "field marshal", "air marshal", "sergeant")
)  # fmt: skip
"""A military rank tells how somebody is addressed; the post told beside it is the office."""
_PEERS = frozenset(("counterpart", "colleague"))
_INSIDE = frozenset(("NOUN", "ADJ", "PROPN", "ADP", "DET", "PART", "CCONJ", "NUM"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))


@dataclass(frozen=True)
class Title:
    """What the words around a name tell. ``start`` and ``end`` are the tokens of the whole mention,
    ``via`` is a token of the person or body that this one belongs to ("Merkel's spokesperson"),
    ``rank`` a military rank that stands beside the office. ``where`` tells in which place beside
    the name the office stands, ``at`` and ``state_at`` are the tokens of office and state."""

    start: int
    end: int
    office: Office | None = None
    addition: str = ""
    former: bool = False
    country: str | None = None
    entry: Entry | None = None
    via: int | None = None
    sectors: tuple[str, ...] = ()
    gender: str | None = None
    heads: tuple[int, ...] = ()
    rank: str | None = None
    where: str = "before"
    at: tuple[int, int] = (0, 0)
    state_at: tuple[int, int] = (0, 0)

    @property
    def office_name(self) -> str | None:
        """The office as the record writes it, with "former" and "to Germany" where they belong."""
        if self.office is None or not self.office.name:
            return None
        return ("former " if self.former else "") + self.office.name + self.addition


def read_title(page: Page, start: int, end: int) -> Title:
    """Read the title of the person whose name is tokens ``start`` to ``end``."""
    found = _before(page, start, end)
    if found.office is None or not found.office.name:
        found = _opposite_before(page, found)
    return _after(page, found, end)


def _is_sent(office: Office | None) -> bool:
    """Whether an office is held for one state or body with another."""
    return office is not None and any(word in office.name for word in _SENT)


def _names_no_post(office: Office | None) -> bool:
    """Whether a title leaves room for another: none, a form of address or a military rank."""
    return office is None or not office.name or office.name in _RANKS


def _before(page: Page, start: int, end: int) -> Title:
    """The title and affiliation that end where the name begins."""
    floor = page.floor(start)
    at = start
    title = title_ending_at(page.words[floor:start], start - floor)
    addition, entry = "", None
    if title is None:
        bridged = _bridge(page, floor, start)
        if bridged is None:
            return _affiliation(page, Title(start, end), start, floor)
        title, addition, entry = bridged
    first, office = title
    at = floor + first
    gender = gender_of_title(" ".join(page.words[at:start]))
    found = Title(
        at, end, office, addition, entry=entry, gender=gender, heads=(_last(page, at, office),),
        at=(at, start),
    )  # fmt: skip
    if entry is not None:
        hit = page.hit_ending[start]
        found = replace(found, country=entry.code, state_at=(hit.start, hit.end))
    else:
        found = _of_place(page, found, start)
    if _names_no_post(office):  # "Prime Minister Mr Li", "commander Gen. Lee"
        further = title_ending_at(page.words[floor:at], at - floor)
        if further is not None and further[1].name:
            begin = floor + further[0]
            heads = (*found.heads, _last(page, begin, further[1]))
            rank = office.name or None
            found = replace(
                found, start=begin, office=further[1], heads=heads, rank=rank, at=(begin, at)
            )
    return _affiliation(page, found, found.start, floor)


def _last(page: Page, at: int, office: Office) -> int:
    """The token of a title that bears its meaning: the one that the parser may make the head."""
    end = min(len(page.words), at + 6)
    for i in range(at, end):
        if page.tokens[i].dep_ not in ("compound", "amod") or page.lower[i] in office.name.split():
            return i
    return at


def _bridge(
    page: Page, floor: int, start: int, apposed: bool = False
) -> tuple[tuple[int, Office], str, Entry | None] | None:
    """A title whose complement stands between it and the name: "Ambassador to Germany", "head of
    the IAEA". Before an apposition the complement may hold common nouns, too."""
    for k in range(start - 1, max(floor, start - (12 if apposed else 9)), -1):
        word = page.words[k]
        if page.lower[k] in _BRIDGES:
            title = title_ending_at(page.words[floor:k], k - floor)
            if title is None or not title[1].name:
                continue
            hit = page.hit_ending.get(start)
            sent = _is_sent(title[1])
            if page.lower[k] == "to" or (sent and page.lower[k] in ("for", "on")):
                return title, f" {page.lower[k]} {page.text(k + 1, start)}", None
            return title, "", hit.entry if hit is not None else None
        plain = page.lower[k] in ("the", "and", "'s", "’s", "-")
        inside = apposed and page.tokens[k].pos_ in _INSIDE
        if not (word[:1].isupper() or plain or inside):
            return None
    return None


def _affiliation(page: Page, found: Title, at: int, floor: int) -> Title:
    """Words to the left of a title: state, body, "former", a possessor, the kind of office."""
    has_title = found.office is not None
    former, entry, via = found.former, found.entry, found.via
    country, sectors, state_at = found.country, found.sectors, found.state_at
    addition = found.addition
    sent = has_title and _is_sent(found.office)
    j = at - 1
    while j >= floor and at - j <= 9:
        low = page.lower[j]
        hit = page.hit_ending.get(j + 1)
        if hit is not None and (has_title or hit.entry.sort != "capital"):
            if not has_title and hit.entry.sort in ("state", "body"):
                break  # "Russia Putin", "NATO Stoltenberg": two names side by side
            if entry is None:
                entry, country = hit.entry, country or hit.entry.code
                state_at = (hit.start, hit.end)
            elif sent and not addition and entry.sort == "body" and hit.entry.kind == "state":
                addition = f" to the {page.text(*state_at)}"  # "Britain's UN envoy"
                entry, country = hit.entry, hit.entry.code
                state_at = (hit.start, hit.end)
            j = hit.start - 1
        elif low in _FORMER:
            former, j = True, j - 1
        elif low in _EPITHETS or (low == "-" and not page.tokens[j].whitespace_):
            j -= 1  # a hyphen ("ex-president") and not a dash
        elif low in _POSSESSIVE and not has_title and j == at - 1:
            owner = page.hit_ending.get(j)  # "Peru's Nestor Popolizio", "the BBC's Ann Lee"
            if owner is None:
                return found
            where = (owner.start, owner.end)
            return replace(found, country=owner.entry.code, entry=owner.entry, state_at=where)
        elif low in _POSSESSIVE and has_title:
            place = page.entity_at.get(j - 1)
            if page.hit_ending.get(j) is None and place is not None and place.label_ == "GPE":
                country = country or page.country_of(page.text(place.start, j))
                state_at, j = (place.start, j), int(place.start) - 1
                break
            if page.hit_ending.get(j) is None:
                via, j = j - 1, _possessor(page, j - 1, floor) - 1
                break
            j -= 1
        elif has_title and (noun := noun_of(page.words[j])) is not None and entry is None:
            sectors, j = sectors or noun.sectors, j - 1
        elif has_title and low.isalpha() and ministry_of(f"{low} ministry") is not None:
            j -= 1  # "Chinese foreign ministry spokeswoman"
        elif has_title and _place(page, j) is not None and entry is None and country is None:
            entity = page.entity_at[j]
            country, state_at = page.country_of(entity.text), (entity.start, entity.end)
            j = entity.start - 1
        elif (
            has_title
            and entry is None
            and page.tokens[j].pos_ == "PROPN"
            and page.words[j].isalpha()
        ):
            if page.entity_at.get(j) is not None and page.entity_at[j].label_ == "PERSON":
                via = j if via is None else via  # "Trump adviser Paul Manafort"
                j = page.entity_at[j].start - 1
                break
            via, j = (
                (j, j - 1) if via is None and page.entity_at.get(j) is not None else (via, j - 1)
            )
        else:
            if low == "the" and has_title:
                j -= 1
            break
    return replace(
        found, start=j + 1, former=former, entry=entry, via=via, country=country, sectors=sectors,
        state_at=state_at, addition=addition,
    )  # fmt: skip


def _of_place(page: Page, found: Title, end: int) -> Title:
    """A title that ends with a place: "the mayor of Munich"."""
    place = page.entity_at.get(end - 1)
    if found.country or found.addition or place is None or place.label_ != "GPE":
        return found
    if place.end != end or page.lower[place.start - 1] not in ("of", "in"):
        return found
    code = page.country_of(page.text(place.start, end))
    return replace(found, country=code, state_at=(place.start, end)) if code else found


def _place(page: Page, at: int) -> str | None:
    entity = page.entity_at.get(at)
    return entity.text if entity is not None and entity.label_ == "GPE" else None


def _possessor(page: Page, at: int, floor: int) -> int:
    """The first token of the name whose possessive ends at ``at``, title included."""
    entity = page.entity_at.get(at)
    first = int(entity.start) if entity is not None else at
    if entity is not None and entity.label_ == "PERSON":
        return max(floor, _before(page, first, at + 1).start)
    return max(floor, first)


def _opposite_before(page: Page, found: Title) -> Title:
    """A title set off by a comma before the name: "Merkel's spokesperson, Steffen Seibert,"."""
    comma = found.start - 1
    floor = page.floor(found.start)
    if comma <= floor or page.words[comma] != "," or found.end >= len(page.words):
        return found
    closes = page.words[found.end] in (",", ".", ")", ";", "–", "—")
    hangs = page.tokens[page.head(found.start, found.end)].dep_ == "appos"
    if not (closes or hangs):
        return found
    title = title_ending_at(page.words[floor:comma], comma - floor)
    addition, entry = "", None
    if title is None:
        bridged = _bridge(page, floor, comma, apposed=True)
        if bridged is None:
            return found
        title, addition, entry = bridged
    first, office = title
    if not office.name and page.lower[comma - 1] not in _PEERS:
        return found
    at = floor + first
    before = page.lower[at - 1] if at > floor else ""
    opposed = Title(
        at, found.end, office, addition, entry=entry, country=entry.code if entry else None,
        gender=gender_of_title(" ".join(page.words[at:comma])), heads=(comma - 1, at),
        where="set off by a comma before", at=(at, comma),
    )  # fmt: skip
    opposed = _affiliation(page, _of_place(page, opposed, comma), at, floor)
    alone = opposed.start == at and opposed.entry is None and opposed.via is None
    if alone and not hangs and before not in ("his", "her", "its", "their"):
        return found  # "after talks with the president, Lavrov, ..."
    return opposed


def _after(page: Page, found: Title, end: int) -> Title:
    """What follows the name: "of Iran", "(Iran)", ", a spokesman for the Kremlin,"."""
    words, size = page.words, len(page.words)
    if end + 1 < size and page.lower[end] in ("of", "from") and found.country is None:
        at = end + 2 if page.lower[end + 1] == "the" and end + 2 < size else end + 1
        hit = page.hit_at.get(at)
        if hit is not None and hit.start == at and hit.entry.sort in ("state", "body"):
            return replace(
                found, end=hit.end, country=hit.entry.code, entry=hit.entry,
                state_at=(hit.start, hit.end),
            )  # fmt: skip
        place = page.entity_at.get(at)
        if hit is None and place is not None and place.label_ == "GPE" and place.start == at:
            code = page.country_of(page.text(at, place.end))
            return replace(found, country=code, state_at=(at, place.end)) if code else found
    if end + 2 < size and words[end] == "," and page.lower[end + 1] in ("of", "from"):
        return _belonging(page, found, end + 1)
    if end + 2 < size and words[end] == "," and words[end + 1].isdigit():
        end += 2  # "Maria Perez, 34, a nurse"
    if end >= size or words[end] != "," or not _names_no_post(found.office):
        return found
    stop, was = _window(page, end + 1)
    return found if stop is None else _apposed(page, found, end + 1, stop, was)


def _belonging(page: Page, found: Title, at: int) -> Title:
    """ ", of the Zagreb city council,": the state of the body or place behind a name."""
    stop, _ = _window(page, at + 1)
    if stop is None or found.country is not None:
        return found
    for i in range(at + 1, stop):
        hit = page.hit_at.get(i)
        if hit is not None and hit.entry.code is not None:
            where = (hit.start, hit.end)
            return replace(found, country=hit.entry.code, entry=hit.entry, state_at=where)
        if _place(page, i) is not None and (code := page.country_of(page.entity_at[i].text)):
            where = (page.entity_at[i].start, page.entity_at[i].end)
            return replace(found, country=code, state_at=where)
    if is_local(page.words[at + 1 : stop], ()) and (seat := seat_of(page, at + 1, stop)):
        return replace(found, country=seat[0], state_at=seat[1])
    return found


def _apposed(page: Page, found: Title, first: int, stop: int, was: bool) -> Title:
    """Read the title in the apposition behind a name, tokens ``first`` to ``stop``."""
    words = page.words
    for at in range(first + 1, stop + 1):
        title = title_ending_at(words[first:at], at - first)
        if title is None or not title[1].name:
            continue
        for end in range(min(stop, at + 5), at, -1):  # "Minister for Foreign Affairs"
            longer = title_ending_at(words[first:end], end - first)
            if longer is not None and longer[1].name and longer[0] < at - first:
                at, title = end, longer
                break
        if _names_other(page, at):
            continue
        begin = first + title[0]
        opposed = _affiliation(page, Title(begin, at, title[1]), begin, first)
        opposed = _complement(page, opposed, at, stop)
        return replace(
            found,
            office=title[1],
            addition=opposed.addition,
            former=found.former or was or opposed.former,
            country=found.country or opposed.country,
            entry=found.entry or opposed.entry,
            via=found.via if found.via is not None else opposed.via,
            sectors=found.sectors or opposed.sectors,
            gender=found.gender or gender_of_title(" ".join(words[begin:at])),
            heads=(*found.heads, _last(page, begin, title[1]), at - 1),
            rank=found.office.name if found.office is not None and found.office.name else None,
            where="behind",
            at=(begin, at),
            state_at=found.state_at if found.country else opposed.state_at,
        )
    return found


def _names_other(page: Page, at: int) -> bool:
    """Whether a title belongs to somebody else, named right behind it."""
    if at < len(page.words) and page.lower[at] in ("'s", "’s"):
        return True  # "a diplomat's wife"
    entity = page.entity_at.get(at)
    return entity is not None and entity.label_ == "PERSON"


def _window(page: Page, begin: int) -> tuple[int | None, bool]:
    """Where an apposition that begins here ends, and whether it says "who was"; ``None`` if the
    words are no apposition."""
    at, was = begin, False
    size = len(page.words)
    if at + 1 < size and page.lower[at] == "who" and page.lower[at + 1] in ("is", "was", "served"):
        was = page.lower[at + 1] in ("was", "served")
        at += 2
    for i in range(at, min(size, begin + _WINDOW)):
        if page.lower[i] in _CLOSING:
            return (i, was) if i > at else (None, False)
        if page.tokens[i].pos_ in ("VERB", "AUX") and i not in page.hit_at:
            return None, False  # but "United" of the United Nations is no verb
    return None, False


def _complement(page: Page, found: Title, at: int, stop: int) -> Title:
    """ "for the Kremlin", "of Iran's parliament", "to the United Nations" after a title."""
    if at >= stop or page.lower[at] not in _BRIDGES or found.office is None:
        return found
    hit = next((page.hit_at[i] for i in range(at + 1, stop) if i in page.hit_at), None)
    sent = _is_sent(found.office)
    if page.lower[at] == "to" or (sent and page.lower[at] in ("for", "on")):
        if hit is None or hit.end > stop:
            return found
        return replace(found, addition=f" {page.lower[at]} {page.text(at + 1, hit.end)}")
    if hit is not None and found.country is None:
        where = (hit.start, hit.end)
        return replace(found, country=hit.entry.code, entry=hit.entry, state_at=where)
    if found.country is None and page.lower[at] in ("of", "in"):
        found = _of_place(page, found, stop)
    if found.via is None and found.country is None:
        return replace(found, via=stop - 1)
    return found
