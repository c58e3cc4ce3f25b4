"""Offices compared by what they are, not by how they are worded.

"Britain's defence secretary", "UK Minister of Defence" and "Secretary of State for Defence" are one
``Role``; so are "IAEA chief" and "Director General". ``roles.tsv`` lists wordings that mean the
same, ``portfolios.tsv`` what ministers are ministers of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from detente.knowledge.folding import fold
from detente.knowledge.names import Hit, find_names
from detente.knowledge.own import Knowledge, in_force, per_knowledge
from detente.knowledge.states import states
from detente.knowledge.tables import listed, read_table

HEAD = frozenset(
    ("president", "secretary general", "director general", "director", "executive director",
     "managing director", "commissioner", "chief", "head", "leader", "chair", "commander",
     "administrator", "governor", "chief executive", "monarch", "supreme leader", "ceo",
     "executive secretary", "commander in chief", "army chief", "general secretary")
)  # fmt: skip
"""What the head of a state or body can be called. ``GENERIC`` ones can mean any of them."""
GENERIC = frozenset(("chief", "head", "leader"))
TOP = frozenset(("president", "monarch", "supreme leader", "chief executive", "leader"))
"""What the head of a state can be called."""
_MANY = frozenset(
    ("deputy minister", "minister of state", "state secretary", "deputy spokesperson",
     "spokesperson", "deputy prime minister", "envoy", "other", "vice president")
)  # fmt: skip
_SILENT = frozenset(
    ("the", "a", "federal", "union", "acting", "interim", "caretaker", "outgoing", "incumbent",
     "then", "current", "new", "-", "his", "her", "its", "'s", "’s", "'", "’", "of", "general's")
)  # fmt: skip
_DEPUTY = frozenset(("deputy", "vice", "assistant", "under", "junior", "associate", "first"))
_PLURAL = re.compile(r"(minister|chief|spokesperson|ambassador|leader|president)s")
# States whose ministers are called secretaries (their governments' own usage).
_SECRETARIES = frozenset(("USA", "GBR", "MEX", "PHL", "HKG"))
_WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*\.?|,|-|['’]s?\b|['’]", re.UNICODE)


@dataclass(frozen=True)
class Role:
    """What an office is: ``kind`` ("minister", "head", "ambassador", ...), ``subject`` what of
    ({"foreign"}; for ambassadors the codes of where they are sent), ``body`` the body within the
    state or organisation that it is an office of."""

    kind: str
    subject: frozenset[str] = frozenset()
    body: str = ""

    @property
    def single(self) -> bool:
        """Whether one person holds it at a time."""
        return self.kind not in _MANY


def words_of_title(text: str) -> list[str]:
    """The words of a title or question; a possessive "'s" is a word of its own."""
    text = text.replace("’s ", " ’s ").replace("'s ", " 's ").replace("U.S.", "US")
    text = text.replace("U.N.", "UN").replace("U.K.", "UK").replace("E.U.", "EU")
    return _WORD.findall(re.sub(r"(?<=\w)-(?=\w)", " - ", text))


@lru_cache(maxsize=8192)
def _role_of_office(office: str, code: str, _: Knowledge) -> Role:
    words = words_of_title(office)
    named = [w if w[:1].isupper() or w in _SMALL else w[:1].upper() + w[1:] for w in words]
    hits = [h for h in find_names(named) if h.entry.sort != "capital" or "to" in words[: h.start]]
    return role_of_tokens(tokens_of(words, hits), code)


def role_of(office: str, code: str) -> Role:
    """What an office of a state or body is, from the words of the tables or of a register."""
    return _role_of_office(office, code, in_force())


_SMALL = frozenset(("of", "the", "for", "to", "and", "in", "at", "on", ","))


def tokens_of(words: Sequence[str], hits: Sequence[Hit]) -> list[str]:
    """Folded words, listed names replaced by ``@`` and what they stand for (see ``roles.tsv``)."""
    tokens = []
    starts = {hit.start: hit for hit in hits if hit.entry.code is not None}
    at = 0
    while at < len(words):
        hit = starts.get(at)
        tokens.append(token_of(hit) if hit else fold(words[at]))
        at = hit.end if hit else at + 1
    return tokens


def token_of(hit: Hit) -> str:
    """The token of a listed name: ``@UKR``, ``@NATO``, ``@european_commission``."""
    entry = hit.entry
    if entry.sort != "body" or _main_bodies().get(entry.code or "") == entry.name:
        return f"@{entry.code}"
    return "@" + fold(entry.name).replace(" ", "_")


def role_of_tokens(tokens: Sequence[str], code: str) -> Role:
    """What an office is whose title has these tokens, for the state or body ``code``."""
    plain = [
        t[:-1] if _PLURAL.fullmatch(t) else t
        for t in tokens
        if t not in _SILENT - {"of"} and t != f"@{code}"
    ]
    plain = _reworded([t for t in plain if t], code)
    plain = _reworded(plain, code)
    bodies = [t for t in plain if t[0] == "@" and not _is_code(t)]
    body = bodies[0][1:] if bodies else ""
    words = _trimmed([t for t in plain if t not in bodies])
    return _shaped(words, code, body)


def _is_code(token: str) -> bool:
    return token[1:].isupper() or token[1:] in states()


def _trimmed(words: list[str]) -> list[str]:
    while words and words[-1] in ("of", "for", "to", "in", "at", ","):
        words = words[:-1]
    while words and words[0] in ("of", "for", ","):
        words = words[1:]
    return words


def _shaped(words: list[str], code: str, body: str) -> Role:
    text = " ".join(words)
    deputy = bool(words) and words[0] in _DEPUTY
    for shape in (_envoy, _prime_minister, _ministry, _minister, _secretary):
        role = shape(words, code, body, deputy)
        if role is not None:
            return role
    if "spokesperson" in words:
        kind = "deputy spokesperson" if deputy else "spokesperson"
        rest = [w for w in words if w != "spokesperson" and w not in _DEPUTY]
        return Role(kind, _subject(_trimmed(rest)), body)
    flat = " ".join(w for w in words if w != "of")
    if flat in HEAD:
        return Role("head", frozenset((flat,)), body)
    if text == "vice president":
        return Role("vice president", frozenset(), body)
    if not words:
        return Role("head", frozenset(), body)
    return Role("other", frozenset(w for w in words if w not in (*_SMALL, *_SILENT)), body)


def _envoy(words: list[str], code: str, body: str, deputy: bool) -> Role | None:
    kinds = [w for w in words if w in ("ambassador", "envoy", "representative")]
    if not kinds:
        return None
    where = frozenset(t[1:] for t in words if t[0] == "@" and t[1:] != code)
    if kinds[0] == "ambassador" and where:
        return Role("deputy ambassador" if deputy else "ambassador", where)
    rest = [w for w in words if w not in ("special", "presidential", "personal", "for", "to", "of")]
    about = frozenset(w for w in rest if w not in kinds and w[0] != "@" and w not in _SMALL)
    return Role("envoy", where | about, body)


def _prime_minister(words: list[str], _: str, body: str, deputy: bool) -> Role | None:
    if [w for w in words if w not in _DEPUTY] != ["prime", "minister"] or body:
        return None
    return Role("deputy prime minister" if deputy else "prime minister")


def _ministry(words: list[str], code: str, body: str, deputy: bool) -> Role | None:
    """ "defense ministry spokesperson", "head of the ministry of defence"."""
    for name in ("ministry", "department"):
        if name in words:
            at = words.index(name)
            who = {"spokesperson", "secretary", *GENERIC}
            after = _trimmed([w for w in words[at + 1 :] if w not in who])
            before = _trimmed([w for w in words[:at] if w not in who and w not in _DEPUTY])
            subject = _subject(after or before)
            if "spokesperson" in words:
                return Role("deputy spokesperson" if deputy else "spokesperson", subject, body)
            junior = {"state", "permanent", "parliamentary"} & set(words) or deputy
            return Role("minister", subject, body) if who & set(words) and not junior else None
    return None


def _minister(words: list[str], _: str, body: str, deputy: bool) -> Role | None:
    if "minister" not in words:
        return None
    at = words.index("minister")
    after, before = words[at + 1 :], [w for w in words[:at] if w not in _DEPUTY]
    if after[:2] == ["of", "state"] or before[-2:] == ["state"]:
        return Role("minister of state", _subject(_trimmed(after[2:] or before[:-1])), body)
    subject = _subject(_trimmed(after)) or _subject(_trimmed(before))
    return Role("deputy minister" if deputy else "minister", subject, body)


def _secretary(words: list[str], code: str, body: str, deputy: bool) -> Role | None:
    if "secretary" not in words or {"general", "permanent", "cabinet", "executive"} & set(words):
        return None
    at = words.index("secretary")
    after, before = words[at + 1 :], [w for w in words[:at] if w not in _DEPUTY]
    if after[:2] == ["of", "state"] or before == ["state"]:
        return Role("state secretary", _subject(_trimmed(after[2:])), body)
    if code not in _SECRETARIES or not (after or before):
        return None
    subject = _subject(_trimmed(after)) or _subject(_trimmed(before))
    return Role("deputy minister" if deputy else "minister", subject, body)


def _subject(words: list[str]) -> frozenset[str]:
    """What a minister is minister of, cut at "and" and commas, each part in one wording."""
    if not words:
        return frozenset()
    known = _portfolios()
    whole = " ".join(words)
    if whole in known:
        return frozenset((known[whole],))
    parts, part = [], ""
    for word in [*words, ","]:
        if word in ("and", ",", "&"):
            if part:
                parts.append(part)
            part = ""
        elif word not in ("for", "of"):
            part = f"{part} {word}".strip()
    return frozenset(known.get(p, p) for p in parts)


def _reworded(tokens: list[str], code: str) -> list[str]:
    """Tokens with the listed wordings replaced, the longest first, from left to right."""
    table, longest = _wordings()
    found: list[str] = []
    at = 0
    while at < len(tokens):
        for end in range(min(len(tokens), at + longest), at, -1):
            phrase = " ".join(tokens[at:end])
            means = table.get((phrase, code), table.get((phrase, "")))
            if means is not None and (end - at > 1 or _may_stand_alone(phrase, tokens)):
                found += means.split()
                at = end
                break
        else:
            found.append(tokens[at])
            at += 1
    return [t for t in found if t]


def _may_stand_alone(phrase: str, tokens: Sequence[str]) -> bool:
    """A body's "chief" or "president" alone is its head's title; in "human rights chief" it is
    not. A deputy is not what the title alone names."""
    return (
        phrase[0] == "@"
        or phrase not in ("chief", "president", "speaker", "chancellor")
        or (
            not any(t[0] != "@" and t not in ("of", "acting") for t in tokens if t != phrase)
            and not any(t[0] == "@" and not _is_code(t) for t in tokens)
        )
    )


@cache
def _wordings() -> tuple[dict[tuple[str, str], str], int]:
    table = {}
    for row in read_table("roles.tsv"):
        phrase = " ".join(t for t in row["phrase"].split() if t not in _SILENT - {"of"})
        table[phrase, row["code"]] = row["means"]
    return table, max(len(phrase.split()) for phrase, _ in table)


@cache
def _portfolios() -> dict[str, str]:
    """What a portfolio is called, in any wording, -> in one."""
    known: dict[str, str] = {}
    for row in read_table("portfolios.tsv"):
        if row["rank"] == "3":
            continue
        names = listed(row["portfolios"])
        for name in names:
            known.setdefault(name, names[0])
            known.setdefault(f"{name} affairs", names[0])
            known.setdefault(f"national {name}", names[0])
    return known


@per_knowledge
def _main_bodies() -> dict[str, str]:
    """The body that a code is the code of: NATO for ``NATO``, the United Nations for ``UN``."""
    main: dict[str, str] = {}
    for row in (*in_force().bodies, *read_table("bodies.tsv")):
        if row["code"] not in states():
            main.setdefault(row["code"], row["name"])
    return main
