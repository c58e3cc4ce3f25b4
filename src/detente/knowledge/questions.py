"""Who held an office on a day, and what a person was: ``who("German chancellor", "2022-02-15")``.

The question is read as news words it (``roles.py``). What the tables do not tell is said to be
unknown, with the nearest that they do tell; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from detente.knowledge.folding import fold, name_words, same_first_name
from detente.knowledge.holders import (
    OWN,
    Term,
    corrected,
    overlap,
    same_person,
    terms_of,
    terms_of_person,
)
from detente.knowledge.names import Hit, find_names
from detente.knowledge.offices import office_of, rank_of
from detente.knowledge.roles import (
    GENERIC,
    TOP,
    Role,
    role_of,
    role_of_tokens,
    tokens_of,
    words_of_title,
)
from detente.knowledge.states import states

_ENVOYS = frozenset(("ambassador", "envoy", "representative", "commissioner", "observer"))
_BEFORE_ELSEWHERE = frozenset(("to", "for", "in", "at"))
_QUESTION = re.compile(r"^\s*(?:who(?:\s+(?:is|was|are|were)|['’]s)\s+)?(?:the\s+)?|[?\s]+$", re.I)


@dataclass(frozen=True)
class Post:
    """Somebody's time in an office.

    ``state`` is the state (ISO 3166-1 alpha-3) or body acted for, ``state_name`` its name. Dates
    are ISO, cut to month or year where the source is. ``seen`` is the last day for which a source
    vouches, where none tells the end; ``source`` names them (``sources.tsv``).
    """

    name: str
    office: str
    state: str
    state_name: str
    start: str | None
    end: str | None
    seen: str | None
    wikidata: str | None
    source: str


@dataclass(frozen=True)
class Answer:
    """What the tables tell. ``posts`` are the answer: on the day ``on``, or ever if it is ``None``,
    latest first. ``unknown`` says why there is none, or why it is not sure; ``nearest`` is then
    what comes before and after."""

    question: str
    on: str | None
    posts: tuple[Post, ...] = ()
    unknown: str | None = None
    nearest: tuple[Post, ...] = ()


def answer(question: str, on: str | None) -> Answer:
    """The answer to a question about an office or a person, on an ISO day or ever."""
    plain = _QUESTION.sub("", question).strip()
    words = words_of_title(plain)
    hits = _listed(words)
    asked = _office_asked(words, hits)
    if asked is not None:
        code, role = asked
        found = _in_office(terms_of(code), role, code, on)
        if found:
            return _dated(question, on, found, single=role.single and not _plural(role, code))
    people = _people(plain, words, hits) if hits or office_of(plain) is None else []
    if people:
        return _of_person(question, on, people)
    if asked is not None:
        return Answer(question, on, unknown=f"the tables list no such office of {_name(asked[0])}")
    if not hits and office_of(plain) is not None:
        return Answer(question, on, unknown="the question names no state or body of that office")
    return Answer(question, on, unknown="the tables know no such office, state, body or person")


def _listed(words: Sequence[str]) -> list[Hit]:
    """Listed names in a question; in one that is typed without capitals, any spelling counts."""
    hits = find_names(words)
    if hits or not all(w.islower() for w in words if w[0].isalpha()):
        return hits
    shouted = find_names([w.upper() if 1 < len(w) < 6 and w not in _WORDS else w for w in words])
    return shouted or find_names([w[0].upper() + w[1:] for w in words])


_WORDS = frozenset(("who", "is", "was", "it", "in", "on", "of", "the", "for", "to", "and", "at"))


def _office_asked(words: Sequence[str], hits: Sequence[Hit]) -> tuple[str, Role] | None:
    """The state or body and the office that the words ask for; ``None`` if they name neither."""
    office = office_of(" ".join(w for w in words if w != "-"))
    if office is not None and office.country:  # a title that one state or body alone uses
        return office.country, role_of(office.name, office.country)
    hit = _holder(words, hits)
    if hit is None or hit.entry.code is None or hit.end - hit.start == len(words):
        return None
    code = hit.entry.code
    return code, role_of_tokens(tokens_of(words, hits), code)


def _holder(words: Sequence[str], hits: Sequence[Hit]) -> Hit | None:
    """The name of whose office it is: the possessive, else a state, else a capital or a body; not
    where somebody is sent to or stands for."""
    low = [w.lower() for w in words]
    ends = {h.end for h in hits if h.entry.code is not None}

    def order(hit: Hit) -> tuple[bool, int, int]:
        before = [w for w in low[max(0, hit.start - 2) : hit.start] if w != "the"]
        elsewhere = bool(before) and before[-1] in _BEFORE_ELSEWHERE
        elsewhere = elsewhere or hit.start in ends  # "UN Yemen envoy"
        own = hit.end < len(words) and words[hit.end] in ("'s", "’s", "'", "’")
        sorts = {"state": 1, "adjective": 1, "capital": 2, "body": 3}
        kind = 0 if own else 3 if hit.entry.name == "Europe" else sorts[hit.entry.sort]
        return elsewhere, kind, hit.start

    known = [h for h in hits if h.entry.code is not None]
    return min(known, key=order) if known else None


def _plural(role: Role, code: str) -> bool:
    """Whether several can be meant: a state's "leader" is its president and its prime minister."""
    return role.kind == "head" and not role.body and code in states() and role.subject <= GENERIC


def _in_office(terms: Iterable[Term], role: Role, code: str, on: str | None) -> list[Term]:
    """The terms in offices that are the asked one: in the same words if there are any on the day,
    else in the one of more subjects than asked for that has the fewest ("minister of foreign and
    European affairs")."""
    exact, loose = [], []
    for term in terms:
        held = role_of(term.office, code)
        if _same(role, held, code):
            exact.append(term)
        elif _covers(role, held):
            loose.append((len(held.subject), term))
    if not loose or (exact and (on is None or any(_covers_day(t, on) for t in exact))):
        return exact
    here = [(n, t) for n, t in loose if on is None or _covers_day(t, on)]
    if not here:
        return exact or [t for _, t in loose]
    fewest = min(n for n, _ in here)
    return [*exact, *(t for n, t in loose if n == fewest)]


def _same(asked: Role, held: Role, code: str) -> bool:
    if asked == held:
        return True
    if asked.kind != "head" or asked.body != held.body:
        return False
    if asked.subject <= GENERIC:
        if asked.body or code not in states():
            return held.kind == "head"
        return held.kind == "prime minister" or (held.kind == "head" and held.subject <= TOP)
    asked_words = set(" ".join(asked.subject).split())
    return held.kind == "head" and asked_words < set(" ".join(held.subject).split())


def _covers(asked: Role, held: Role) -> bool:
    if asked.kind != held.kind or asked.body != held.body or asked.kind in ("head", "ambassador"):
        return False
    return bool(asked.subject) and asked.subject < held.subject


def _covers_day(term: Term, on: str) -> bool:
    return term.held_on(on) and not corrected(term, on)


def _sure(term: Term, on: str) -> bool:
    return not term.seen or on[: len(term.seen)] <= term.seen


def _dated(question: str, on: str | None, found: list[Term], single: bool) -> Answer:
    found = _merged(found)
    if on is None:
        posts = sorted(found, key=lambda t: (t.start, t.name), reverse=True)
        return Answer(question, on, tuple(_post(t) for t in posts))
    here = [t for t in found if _covers_day(t, on)]
    sure = [t for t in here if _sure(t, on)]
    if single:
        sure = _one(sure, on)
    if sure and (not single or len({t.name for t in sure}) == 1):
        sure.sort(key=lambda t: (rank_of(t.office), t.start, t.name))
        return Answer(question, on, tuple(_post(t) for t in sure))
    if sure:
        why = "the office changed hands then, and the sources do not tell the day"
        return Answer(question, on, unknown=why, nearest=tuple(_post(t) for t in sure))
    nearest = _nearest([t for t in found if not corrected(t, on)], on)
    why = "the tables do not tell who held it on that day"
    return Answer(question, on, unknown=why, nearest=tuple(_post(t) for t in nearest))


def _one(terms: list[Term], on: str) -> list[Term]:
    """Of several said to hold an office that one person holds: whom the user's own rows tell, else
    those kept by hand, else who began last. Both, where a cut date leaves open whose day it is."""
    for source in (OWN, "by-hand"):
        terms = [t for t in terms if t.source.startswith(source)] or terms
    if len(terms) < 2:
        return terms
    last = max(terms, key=lambda t: (t.start, t.end or "9999"))
    if len(last.start) < len(on) and on.startswith(last.start):
        return [t for t in terms if t is last or (t.end and on.startswith(t.end[:7]))]
    return [last]


def _merged(terms: Iterable[Term]) -> list[Term]:
    """One term where several sources tell of the same person's same time: the first one's, which is
    the user's own, else the one kept by hand. Ids are taken from the others."""
    kept: list[Term] = []
    for term in terms:
        twin = next((i for i, t in enumerate(kept) if _same_time(t, term)), None)
        if twin is None:
            kept.append(term)
            continue
        first = kept[twin]
        first = replace(first, wikidata=first.wikidata or term.wikidata)
        if not first.end and not term.end and term.seen > first.seen and first.source != OWN:
            first = replace(first, seen=term.seen, source=f"{first.source}+{term.source}")
        kept[twin] = first
    return kept


def _same_time(a: Term, b: Term) -> bool:
    """Whether two rows tell of one person's same time in one office: the names agree, or, as
    transliterations may not, they began in the same month and bear the same first name."""
    role = role_of(a.office, a.code)
    if a.code != b.code or role != role_of(b.office, b.code):
        return False
    if overlap(a, b):
        return True
    begun = len(a.start) > 4 and a.start[:7] == b.start[:7]
    firsts = [name_words(t.name)[:1] for t in (a, b)]
    return role.single and begun and all(firsts) and same_first_name(firsts[0][0], firsts[1][0])


def _nearest(terms: Sequence[Term], on: str) -> list[Term]:
    """Who last held it before a day, and who first after it."""
    before = [t for t in terms if t.start[: len(on)] <= on]
    after = [t for t in terms if t.start > on]
    last = max(before, key=lambda t: (t.start, t.name), default=None)
    following = min(after, key=lambda t: (t.start, t.name), default=None)
    return [t for t in (last, following) if t is not None]


def _people(plain: str, words: Sequence[str], hits: Sequence[Hit]) -> list[Term]:
    """The terms of the person whom the words name, titles and state before the name aside."""
    holder = _holder(words, hits)
    names = _without_title(plain)
    for name in names:
        terms = terms_of_person(name)
        if name != plain and holder is not None:
            terms = [t for t in terms if t.code == holder.entry.code] or terms
        if terms:
            return _closest(terms, name)
    return []


def _closest(terms: list[Term], name: str) -> list[Term]:
    """With a last name alone: those who bear it just so, if any, not only one that sounds like."""
    wanted = name_words(name)
    exact = [t for t in terms if set(wanted) <= set(name_words(t.name))]
    return exact or terms


def _without_title(plain: str) -> list[str]:
    """The whole, then what follows a title, then what follows a state or adjective too."""
    parts = plain.split()
    names = [plain]
    for end in range(len(parts) - 1, 0, -1):
        head = " ".join(parts[:end])
        title = role_words(head)
        if title:
            names.append(" ".join(parts[end:]))
            break
    return names


def role_words(text: str) -> bool:
    """Whether words are a title, alone or behind the name of a state or body."""
    words = words_of_title(text)
    hits = _listed(words)
    rest = [w for i, w in enumerate(words) if not any(h.start <= i < h.end for h in hits)]
    rest = [w for w in rest if fold(w) not in ("'s", "’s", "the", "of", "-")]
    return office_of(" ".join(rest)) is not None if rest else bool(hits)


def _of_person(question: str, on: str | None, terms: list[Term]) -> Answer:
    terms = _merged(terms)
    if on is None:
        return _dated(question, None, terms, single=False)
    here = [t for t in terms if _covers_day(t, on) and _sure(t, on)]
    if here:
        highest = min(rank_of(t.office) for t in here)
        here = [t for t in here if rank_of(t.office) == highest or _also(t, here)]
        here.sort(key=lambda t: (rank_of(t.office), t.start, t.code, t.office))
        return Answer(question, on, tuple(_post(t) for t in here))
    nearest = _nearest([t for t in terms if not corrected(t, on)], on)
    why = "the tables list no office that was held on that day by anybody of this name"
    return Answer(question, on, unknown=why, nearest=tuple(_post(t) for t in nearest))


def _also(term: Term, here: Sequence[Term]) -> bool:
    """Whether it is a further office of somebody who holds one of the highest rank."""
    highest = min(rank_of(t.office) for t in here)
    return any(
        rank_of(t.office) == highest
        and t.code == term.code
        and same_person(name_words(t.name), name_words(term.name))
        for t in here
    )


def _name(code: str) -> str:
    return states()[code].name if code in states() else code


def _post(term: Term) -> Post:
    return Post(
        name=term.name,
        office=term.office,
        state=term.code,
        state_name=_name(term.code),
        start=term.start or None,
        end=term.end or None,
        seen=term.seen or None,
        wikidata=term.wikidata,
        source=term.source,
    )
