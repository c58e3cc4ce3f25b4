"""Who held which office at a date, by any spelling of the name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from detente.knowledge.folding import fold, name_words, same_first_name, sound
from detente.knowledge.offices import rank_of
from detente.knowledge.own import in_force, per_knowledge
from detente.knowledge.roles import role_of
from detente.knowledge.tables import listed, read_rows, read_table

OWN = "own"
"""The source of a user's own rows (``sources.tsv``)."""
_FORMER_YEARS = 25
"""Whoever left office more years ago than this is not taken to be meant without a title."""


@dataclass(frozen=True)
class Term:
    """A person's time in an office. Dates are ISO, possibly cut to month or year; an empty start
    means long ago, an empty end that no source tells of one. ``seen`` is the last day for which a
    source vouches, where none tells the end: an end that stands beside it is the day on which the
    next holder that a source knows began. ``source``: ids of ``sources.tsv``. ``notable``: listed
    by hand or a user's own, because news calls this person by last name alone."""

    code: str
    office: str
    name: str
    wikidata: str | None
    gender: str | None
    start: str
    end: str
    notable: bool = False
    seen: str = ""
    source: str = ""

    @property
    def row(self) -> str:
        """What the tables tell, in words: who, what, of which state, when, and the source."""
        if self.end and not self.seen:
            when = f"{self.start or '?'} to {self.end}"
        else:
            when = f"since {self.start}" if self.start else "at that time"
        source = self.source.replace("+", ", ")
        return f"{self.name}, {self.office} of {self.code}, {when} (source: {source})"

    def held_on(self, date: str) -> bool:
        """Whether the office was held on an ISO date; a cut date counts as the whole of it."""
        return self.start[: len(date)] <= date and (
            not self.end or date[: len(self.end)] <= self.end
        )


@dataclass(frozen=True)
class Holder:
    """Somebody and what they were at a date: ``former`` if no listed office was held any more."""

    term: Term
    former: bool

    @property
    def office(self) -> str:
        """The office as the record writes it: "former president"."""
        return f"former {self.term.office}" if self.former else self.term.office


def who_is(name: str, date: str | None, code: str | None = None) -> Holder | None:
    """The office holder whom a name means at an ISO date, or ``None`` where that is not clear.

    A full name must agree in first and last name. A last name alone must belong to one head of
    state, of government or of a body, or to one minister, in office at the date; failing that, to
    one former head. ``code`` keeps to one state or body. Without a date, all that is listed under
    the name must be one person of one state.
    """
    words = name_words(name)
    if not words:
        return None
    terms = [t for t in _named(words) if code is None or t.code == code]
    if date is None:
        return _undated(terms) if len(words) > 1 else None
    terms = [t for t in terms if not corrected(t, date)]
    current = [t for t in terms if t.held_on(date)]
    current = [t for t in current if t.source == OWN] or current
    past = [t for t in terms if t.end and t.end < date and not t.held_on(date)]
    past = [t for t in past if int(date[:4]) - int(t.end[:4]) <= _FORMER_YEARS]
    if len(words) == 1:
        known = [t for t in current if t.notable or (rank_of(t.office) < 3 and _told(t, code))]
        return _by_rank(known, (1, 2, 3)) or _by_rank(past, (1,), former=True)
    return _by_rank(current, (1, 2, 3)) or _by_rank(past, (1, 2, 3), former=True)


def known_as(name: str, office: str) -> Term | None:
    """A term of the one person of this full name whom the tables know in such an office, of one
    state, at whatever time: for reports of days that the tables do not reach."""
    words = name_words(name)
    if len(words) < 2:
        return None
    wanted = office.removeprefix("former ").removeprefix("acting ")
    terms = _named(words)
    same = [t for t in terms if role_of(t.office, t.code) == role_of(wanted, t.code)]
    if not same or len({t.code for t in terms}) > 1 or len({_person(t) for t in terms}) > 1:
        return None
    return _with_id(min(same, key=lambda t: t.start))


def only_bearer(name: str) -> Term | None:
    """A term of the one person of this full name whom the tables know, of one state."""
    words = name_words(name)
    terms = [t for t in _named(words) if name_words(t.name) == words] if len(words) > 1 else []
    if not terms or len({t.code for t in terms}) > 1 or len({_person(t) for t in terms}) > 1:
        return None
    return min(terms, key=lambda t: t.start)


def state_of_name(last_name: str, office: str) -> str | None:
    """The only state that the tables know to have been headed at whatever time by somebody of this
    last name in this office."""
    wanted = (fold(last_name),)
    terms = [t for t in _terms(sound(wanted[0])) if name_words(t.name)[-1:] == wanted]
    ruling = [t for t in terms if rank_of(t.office) == 1]
    if any(role_of(t.office, t.code) == role_of(office, t.code) for t in ruling):
        codes = {t.code for t in ruling}
        return next(iter(codes)) if len(codes) == 1 else None
    return None


def gender_of(name: str) -> str | None:
    """ "male" or "female" where the first of two or more names is clearly one or the other's."""
    words = name_words(name)
    return _first_names().get(words[0]) if len(words) > 1 else None


def is_first_name(word: str) -> bool:
    """Whether several listed office holders bear this first name."""
    return fold(word) in _first_names()


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names (folded words) can be one person's: last names sound alike and first
    names agree, middle names aside."""
    return sound(a[-1]) == sound(b[-1]) and same_first_name(a[0], b[0])


def _named(words: tuple[str, ...]) -> list[Term]:
    if len(words) == 1:
        return list(_terms(sound(words[0])))
    ends = {words[-1], words[0]}  # family names come first in Chinese and Korean
    ends.add("".join(words[-2:]))  # "Chan-ocha" of "Chan-o-cha"
    found = [t for end in sorted(ends) for t in _terms(sound(end))]
    return [t for t in dict.fromkeys(found) if _agree(words, name_words(t.name))]


def _agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if len(b) < 2:
        return a == b
    if same_person(a, b):
        return True
    if same_first_name(a[0], b[0]) and sound("".join(a[1:])) == sound("".join(b[1:])):
        return True
    sounds_a, sounds_b = {sound(w) for w in a}, {sound(w) for w in b}
    return len(sounds_a & sounds_b) >= 2 and (sounds_a <= sounds_b or sounds_b <= sounds_a)


def _by_rank(terms: list[Term], ranks: tuple[int, ...], former: bool = False) -> Holder | None:
    """The best term of the highest rank at which there is any, if all there are one state's."""
    for rank in ranks:
        here = [t for t in terms if rank_of(t.office) == rank]
        here = [t for t in here if t.notable] or here
        if not here:
            continue
        if len({t.code for t in here}) > 1 or len({_person(t) for t in here}) > 1:
            return None
        best = max(here, key=lambda t: (t.end if former else t.start, t.start, t.office))
        return Holder(_with_id(best), former)
    return None


def _undated(terms: list[Term]) -> Holder | None:
    if not terms or len({t.code for t in terms}) > 1:
        return None
    return Holder(_with_id(min(terms, key=lambda t: (rank_of(t.office), t.start))), former=False)


def _person(term: Term) -> tuple[str, str]:
    words = name_words(term.name)
    return sound(words[0])[:2], sound(words[-1])


def _with_id(term: Term) -> Term:
    """The term with the person's Wikidata id and gender, where another row of theirs has them."""
    if term.wikidata and term.gender:
        return term
    others = [t for t in _terms(_last_key(term)) if t.code == term.code and t.name == term.name]
    wikidata = term.wikidata or next((t.wikidata for t in others if t.wikidata), None)
    gender = term.gender or next((t.gender for t in others if t.gender), None)
    return replace(term, wikidata=wikidata, gender=gender)


def _told(term: Term, code: str | None) -> bool:
    """Whether a last name alone can mean this person. Those whom only a yearbook lists, of all
    states, however small, bear too many names that are others' too."""
    return code is not None or not term.source.startswith("factbook")


def corrected(term: Term, date: str) -> bool:
    """Whether a user's own rows tell otherwise: the same office held by somebody else on the date,
    or this person's term in it with other dates."""
    if term.source == OWN or not in_force().holders:
        return False
    role = role_of(term.office, term.code)
    for own in own_terms():
        if own.code != term.code or role_of(own.office, own.code) != role:
            continue
        if overlap(own, term) or (role.single and own.held_on(date)):
            return True
    return False


def overlap(a: Term, b: Term) -> bool:
    """Whether two terms are one person's and have a day in common."""
    if not same_person(name_words(a.name), name_words(b.name)):
        return False
    return a.start <= (b.end or "9999") and b.start <= (a.end or "9999")


def terms_of(code: str) -> list[Term]:
    """Every term in the offices of a state or body, a user's own first, then those kept by hand."""
    found = [t for t in own_terms() if t.code == code]
    found += [_term(row, True) for row in read_rows("holders_by_hand.tsv")[1:] if row[0] == code]
    for name in ("holders.tsv.gz", "further-holders.tsv.gz"):
        found += [_term(row, False) for row in _rows(name) if row[0] == code]
    return found


def terms_of_person(name: str) -> list[Term]:
    """Every term of everyone whom a full name, or a last name alone, can mean."""
    words = name_words(name)
    if not words:
        return []
    keys = sorted({sound(words[-1]), sound(words[0])})
    further = [
        _term(row, False)
        for row in _rows("further-holders.tsv.gz")
        if set(keys) & set(listed(row[9]))
    ]
    if len(words) == 1:
        return [*_terms(keys[0]), *further]
    return [*_named(words), *(t for t in further if _agree(words, name_words(t.name)))]


@per_knowledge
def own_terms() -> tuple[Term, ...]:
    """The terms of a user's own knowledge."""
    return tuple(
        Term(
            row["code"], row["office"], row["name"], row["wikidata"] or None,
            row["gender"] or None, row["start"], row["end"], True, "", OWN,
        )
        for row in in_force().holders
    )  # fmt: skip


def _last_key(term: Term) -> str:
    return sound(name_words(term.name)[-1])


def _terms(key: str) -> tuple[Term, ...]:
    """The terms of everyone who can be called by a name of this sound."""
    shipped = (_term(row, notable) for row, notable in _rows_by_sound().get(key, ()))
    return (*_own_by_sound().get(key, ()), *shipped)


def _term(row: tuple[str, ...], notable: bool) -> Term:
    code, office, name, wikidata, gender, start, end, seen = row[:8]
    sex = "male" if gender == "m" else "female" if gender == "f" else None
    source = "by-hand" if notable else row[8]
    seen = (seen or BY_HAND_UNTIL) if notable and not end else seen
    return Term(code, office, name, wikidata or None, sex, start, end, notable, seen, source)


BY_HAND_UNTIL = "2022-12-31"
"""The day for which hand-kept rows without an end vouch, where they name no other."""


@cache
def _rows(name: str) -> list[tuple[str, ...]]:
    return read_rows(name)[1:]


@cache
def _rows_by_sound() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """Rows by the sound of the last name, and of the family name where that comes first."""
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for row in read_rows("holders_by_hand.tsv")[1:]:
        for key in name_keys(row[2], row[0]):
            found.setdefault(key, []).append((row, True))
    for row in _rows("holders.tsv.gz"):
        for key in listed(row[9]):
            found.setdefault(key, []).append((row, False))
    return found


@per_knowledge
def _own_by_sound() -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for row, term in zip(in_force().holders, own_terms(), strict=True):
        for name in (term.name, *listed(row["aliases"])):
            for key in name_keys(name, term.code):
                found.setdefault(key, []).append(replace(term, name=name))
    return found


def name_keys(name: str, code: str) -> list[str]:
    """The keys under which an office holder is found: the sound of the last name and, where family
    names come first, of the first."""
    words = name_words(name)
    keys = {sound(words[-1])} if words else set()
    last = name_words(name.split()[-1].replace("-", "")) if words else ()
    keys.update(sound(word) for word in last)  # "Amirabdollahian" of "Amir-Abdollahian"
    if words and code in _FAMILY_NAME_FIRST:
        keys.add(sound(words[0]))
    return sorted(keys)


_FAMILY_NAME_FIRST = frozenset(("CHN", "HKG", "TWN", "KOR", "PRK", "VNM", "KHM"))


@cache
def _first_names() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_table("first-names.tsv")}
