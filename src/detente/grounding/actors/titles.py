"""What stands around a person's name: title, state, body, and the words that put them together.

"Russian Foreign Minister Sergey Lavrov", "Iran's President Rouhani", "President Hassan Rouhani of
Iran", "US Ambassador to Germany Richard Grenell", "the chancellor's spokesperson, Steffen
Seibert,", "Dmitry Peskov, a spokesman for the Kremlin,".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.grounding.actors.page import Page
from detente.knowledge.names import Entry
from detente.knowledge.nouns import noun_of
from detente.knowledge.offices import Office, gender_of_title, title_ending_at
from detente.knowledge.places import country_of_place

_BRIDGES = frozenset(("of", "to", "for", "on", "at", "in"))
_SENT = ("ambassador", "envoy", "representative", "high commissioner", "rapporteur", "coordinator")
_FORMER = frozenset(("former", "ex", "then", "late", "onetime"))
_EPITHETS = frozenset(
    ("acting", "interim", "outgoing", "incoming", "visiting", "new", "newly", "elected",
     "appointed", "veteran", "senior", "top", "current", "longtime", "chief", "deputy", "leading",
     "prominent", "then-", "-", "pro", "exiled", "jailed", "ousted", "embattled", "influential",
     "local")
)  # fmt: skip
_CLOSING = frozenset((*',.;:()"“—–', "who", "which", "until", "said", "says"))
_WINDOW = 14


@dataclass(frozen=True)
class Title:
    """What the words around a name tell. ``start`` and ``end`` are the tokens of the whole mention,
    ``via`` is a token of the person or body that this one belongs to ("Merkel's spokesperson")."""

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
        at, end, office, addition, entry=entry, gender=gender, heads=(_last(page, at, office),)
    )
    if entry is not None:
        found = replace(found, country=entry.code)
    if not office.name:  # a form of address may have an office before it: "Prime Minister Mr Li"
        further = title_ending_at(page.words[floor:at], at - floor)
        if further is not None and further[1].name:
            found = replace(found, start=floor + further[0], office=further[1])
    return _affiliation(page, found, found.start, floor)


def _last(page: Page, at: int, office: Office) -> int:
    """The token of a title that bears its meaning: the one that the parser may make the head."""
    end = min(len(page.words), at + 6)
    for i in range(at, end):
        if page.tokens[i].dep_ not in ("compound", "amod") or page.lower[i] in office.name.split():
            return i
    return at


def _bridge(
    page: Page, floor: int, start: int
) -> tuple[tuple[int, Office], str, Entry | None] | None:
    """A title whose complement stands between it and the name: "Ambassador to Germany", "head of
    the IAEA"."""
    for k in range(start - 1, max(floor, start - 9), -1):
        word = page.words[k]
        if page.lower[k] in _BRIDGES:
            title = title_ending_at(page.words[floor:k], k - floor)
            if title is None or not title[1].name:
                continue
            hit = page.hit_ending.get(start)
            sent = any(word in title[1].name for word in _SENT)
            if page.lower[k] == "to" or (sent and page.lower[k] in ("for", "on")):
                return title, f" {page.lower[k]} {page.text(k + 1, start)}", None
            return title, "", hit.entry if hit is not None else None
        if not (word[:1].isupper() or page.lower[k] in ("the", "and", "'s", "’s", "-")):
            return None
    return None


def _affiliation(page: Page, found: Title, at: int, floor: int) -> Title:
    """Words to the left of a title: state, body, "former", a possessor, the kind of office."""
    has_title = found.office is not None
    former, entry, via = found.former, found.entry, found.via
    country, sectors = found.country, found.sectors
    j = at - 1
    while j >= floor and at - j <= 9:
        low = page.lower[j]
        hit = page.hit_ending.get(j + 1)
        if hit is not None and (has_title or hit.entry.sort != "capital"):
            if not has_title and hit.entry.sort in ("state", "body"):
                break  # "Russia Putin", "NATO Stoltenberg": two names side by side
            if entry is None:
                entry, country = hit.entry, country or hit.entry.code
            j = hit.start - 1
        elif low in _FORMER:
            former, j = True, j - 1
        elif low in _EPITHETS:
            j -= 1
        elif low in ("'s", "’s", "'", "’") and has_title:
            if page.hit_ending.get(j) is None:
                via, j = j - 1, _possessor(page, j - 1, floor) - 1
                break
            j -= 1
        elif has_title and (noun := noun_of(page.words[j])) is not None and entry is None:
            sectors, j = sectors or noun.sectors, j - 1
        elif has_title and _place(page, j) is not None and entry is None and country is None:
            entity = page.entity_at[j]
            country, j = country_of_place(entity.text), entity.start - 1
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
        found, start=j + 1, former=former, entry=entry, via=via, country=country, sectors=sectors
    )


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
        bridged = _bridge(page, floor, comma)
        if bridged is None:
            return found
        title, addition, entry = bridged
    first, office = title
    if not office.name:
        return found
    at = floor + first
    before = page.lower[at - 1] if at > floor else ""
    opposed = Title(
        at, found.end, office, addition, entry=entry, country=entry.code if entry else None,
        gender=gender_of_title(" ".join(page.words[at:comma])), heads=(comma - 1, at),
    )  # fmt: skip
    opposed = _affiliation(page, opposed, at, floor)
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
            return replace(found, end=hit.end, country=hit.entry.code, entry=hit.entry)
    if end >= size or words[end] != "," or (found.office is not None and found.office.name):
        return found
    stop, was = _window(page, end + 1)
    if stop is None:
        return found
    for at in range(end + 2, stop + 1):
        title = title_ending_at(words[end + 1 : at], at - end - 1)
        longer = at < stop and title_ending_at(words[end + 1 : at + 1], at - end)
        if title is None or not title[1].name or longer or _names_other(page, at):
            continue
        begin = end + 1 + title[0]
        opposed = _affiliation(page, Title(begin, at, title[1]), begin, end + 1)
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
        if page.tokens[i].pos_ in ("VERB", "AUX"):
            return None, False
    return None, False


def _complement(page: Page, found: Title, at: int, stop: int) -> Title:
    """ "for the Kremlin", "of Iran's parliament", "to the United Nations" after a title."""
    if at >= stop or page.lower[at] not in _BRIDGES or found.office is None:
        return found
    hit = next((page.hit_at[i] for i in range(at + 1, stop) if i in page.hit_at), None)
    sent = any(word in found.office.name for word in _SENT)
    if page.lower[at] == "to" or (sent and page.lower[at] in ("for", "on")):
        if hit is None or hit.end > stop:
            return found
        return replace(found, addition=f" {page.lower[at]} {page.text(at + 1, hit.end)}")
    if hit is not None and found.country is None:
        return replace(found, country=hit.entry.code, entry=hit.entry)
    if found.via is None and found.country is None:
        return replace(found, via=stop - 1)
    return found
