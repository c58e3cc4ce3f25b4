"""A user's own ontology: read from a YAML file, checked whole, and only then taken.

Everything wrong is told at once, with its line. Nothing of a file that has a problem is loaded.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

from detente.coding.cameo import cameo_codes
from detente.coding.events.lexicon import KINDS, Kind, LexiconError, lexicon, parse_row
from detente.coding.events.ontology import TYPES, ontology
from detente.coding.own import Ontology, OwnMode, OwnType, using_ontology
from detente.errors import OntologyError
from detente.knowledge.nodes import Problem, cell, compose, line_of, pairs, read_text

SECTIONS = (
    "types", "groups", "verbs", "nouns", "predicates", "irregular", "contexts", "cameo",
)  # fmt: skip
_ROW = ("patterns", "code", "who", "whom", "flags")
_NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_WORD = re.compile(r"[a-z0-9][a-z0-9'.-]*")
_PART = re.compile(r"!?(?:[:+>=^]|[a-z]+:)?(?:(?:@|\{[\w-]+\}|[a-z0-9][a-z0-9'.-]*)(?:/|$))*")
_ROLES = frozenset("subj obj iobj poss mod clause if light speaker none".split())


@dataclass
class _Draft:
    """What has been read so far, each row of the lexicon with its line."""

    types: dict[str, OwnType] = field(default_factory=dict)
    rows: list[tuple[int, Kind, tuple[str, ...]]] = field(default_factory=list)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    irregular: dict[str, tuple[str, ...]] = field(default_factory=dict)
    contexts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cameo: dict[str, tuple[int, str]] = field(default_factory=dict)


def load_ontology(path: str | Path) -> Ontology:
    """A user's own ontology from a YAML file (``docs/ontology.md``).

    Raises:
        OntologyError: the file cannot be read, or something in it is wrong: each line, and why.
    """
    path = Path(path)
    own, problems = check(path)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise OntologyError(f"{path}: {problems[0]}{more}")
    return own


def as_ontology(given: Ontology | str | Path | None) -> Ontology | None:
    """A user's own ontology, loaded if a file is given."""
    return load_ontology(given) if isinstance(given, (str, Path)) else given


def check(path: Path) -> tuple[Ontology, list[Problem]]:
    """What a file tells and everything that is wrong with it, by line; an empty ontology where
    there is anything. Raises ``OntologyError`` where the file cannot be read at all."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise OntologyError(f"{path}: a file of an ontology is named .yaml or .yml")
    problems: list[Problem] = []
    text = read_text(path, problems, OntologyError)
    root = compose(text, problems) if text is not None else None
    if root is None:
        return Ontology(), problems
    draft = _read(root, problems)
    own = _ontology(draft)
    with using_ontology(own):
        problems += _fit(draft)
    if problems:
        return Ontology(), sorted(set(problems), key=lambda p: (p.line, p.reason))
    return own, []


def version(own: Ontology | None) -> str | None:
    """The ontology that a record was made with: the shipped one, "+" and the user's own; ``None``
    where there is no user's own, for then the version of the code tells it."""
    return f"{_shipped_version()}+{own.version}" if own and own.version else None


@cache
def _shipped_version() -> str:
    digest = hashlib.sha256()
    folder = resources.files("detente.coding") / "data"
    for name in ("ontology.yaml", "groups.tsv", "contexts.tsv", "irregular.tsv", "verbs.tsv",
                 "nouns.tsv", "predicates.tsv"):  # fmt: skip
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def _ontology(draft: _Draft) -> Ontology:
    parts: dict[str, Any] = {
        "types": draft.types,
        "rows": tuple((kind, row) for _, kind, row in draft.rows),
        "groups": draft.groups,
        "irregular": draft.irregular,
        "contexts": draft.contexts,
        "cameo": {code: number for code, (_, number) in draft.cameo.items()},
    }
    told = json.dumps({**parts, "types": {k: asdict(v) for k, v in draft.types.items()}})
    return Ontology(**parts, version=hashlib.sha256(told.encode()).hexdigest()[:12])


# What stands in the file, section by section.


def _read(root: Any, problems: list[Problem]) -> _Draft:
    draft = _Draft()
    for key, node in pairs(root, "the names of sections", problems):
        name = key.value
        if name == "types":
            draft.types = dict(_types(node, problems))
        elif name in ("verbs", "nouns", "predicates"):
            kind = cast(Kind, name.removesuffix("s"))
            draft.rows += ((line, kind, row) for line, row in _lexicon(name, node, problems))
        elif name in ("groups", "irregular", "contexts"):
            setattr(draft, name, dict(_words(name, node, problems)))
        elif name == "cameo":
            draft.cameo = dict(_cameo(node, problems))
        else:
            problems.append(Problem(line_of(key), f"no section {_guess(name, SECTIONS)}"))
    return draft


def _types(node: Any, problems: list[Problem]) -> Iterator[tuple[str, OwnType]]:
    for key, value in pairs(node, "types: names of types", problems):
        name = key.value
        if name not in TYPES:
            reason = f"none of PLOVER's sixteen types: {_guess(name, TYPES)}"
            problems.append(Problem(line_of(key), reason))
            continue
        told: dict[str, Any] = {}
        for part, content in pairs(value, f"{name}: definition, intensity, modes", problems):
            if part.value == "modes":
                told["modes"] = dict(_modes(name, content, problems))
            elif part.value in ("definition", "intensity"):
                told[part.value] = _judged(part.value, content, problems)
            else:
                known = ("definition", "intensity", "modes")
                reason = f"{name} has no {_guess(part.value, known)} that can be changed"
                problems.append(Problem(line_of(part), reason))
        yield name, OwnType(**told)


def _modes(type_name: str, node: Any, problems: list[Problem]) -> Iterator[tuple[str, OwnMode]]:
    for key, value in pairs(node, f"{type_name}: modes", problems):
        name = key.value
        if not _NAME.fullmatch(name):
            reason = f"{name!r} is no name of a mode: small letters, with hyphens between words"
            problems.append(Problem(line_of(key), reason))
            continue
        told: dict[str, Any] = {}
        for part, content in pairs(value, f"{type_name}-{name}: definition, intensity", problems):
            if part.value in ("definition", "intensity"):
                told[part.value] = _judged(part.value, content, problems)
            else:
                reason = f"a mode has no {_guess(part.value, ('definition', 'intensity'))}"
                problems.append(Problem(line_of(part), reason))
        for part in ("definition", "intensity"):
            if part not in told:
                problems.append(Problem(line_of(key), f"{type_name}-{name}: {part} is missing"))
        yield name, OwnMode(told.get("intensity") or 0.0, told.get("definition") or "")


def _judged(name: str, node: Any, problems: list[Problem]) -> float | str | None:
    """A definition, or an intensity on PLOVER's scale."""
    text = cell(node)
    if not isinstance(text, str) or not text.strip():
        problems.append(Problem(line_of(node), f"{name}: a text is expected"))
        return None
    if name == "definition":
        return " ".join(text.split())
    try:
        value = float(text)
    except ValueError:
        value = 11.0
    if not -10 <= value <= 10:
        problems.append(Problem(line_of(node), f"intensity: {text!r} is not from -10 to 10"))
        return None
    return value


def _lexicon(
    section: str, node: Any, problems: list[Problem]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    import yaml

    if not isinstance(node, yaml.SequenceNode):
        problems.append(Problem(line_of(node), f"{section}: a list of rows is expected"))
        return
    for item in node.value:
        before = len(problems)
        cells: dict[str, tuple[str, ...]] = {}
        for key, value in pairs(item, f"a row of {section}: patterns, code", problems):
            if key.value not in _ROW:
                reason = f"a row of {section} has no {_guess(key.value, _ROW)}"
                problems.append(Problem(line_of(key), reason))
            elif (told := cell(value)) is None:
                reason = f"{key.value}: a text or a list of texts is expected (in quotes?)"
                problems.append(Problem(line_of(value), reason))
            else:
                between = ";" if key.value == "patterns" else "," if "who" in key.value else " "
                listed = told.split(between) if isinstance(told, str) else told
                cells[key.value] = tuple(" ".join(part.split()) for part in listed if part.strip())
        for name in ("patterns", "code"):
            if not cells.get(name) and len(problems) == before:
                problems.append(Problem(line_of(item), f"a row of {section}: {name} is missing"))
        if len(problems) == before:
            problems += (Problem(line_of(item), r) for r in _ill_formed(cells))
        if len(problems) == before:
            row = tuple(
                mark.join(cells.get(name, ()))
                for name, mark in zip(_ROW, (";", "", ",", ",", " "), strict=True)
            )
            yield line_of(item), row


def _ill_formed(cells: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """What the lexicon's own parser would take without a word and never find."""
    for pattern in cells["patterns"]:
        head, *parts = pattern.split()
        if not _WORD.fullmatch(head) and not re.fullmatch(r"\{[\w-]+\}", head):
            yield f"{pattern!r}: {head!r} is no lemma in small letters and no {{group}}"
        for part in parts:
            if not _PART.fullmatch(part) or part == "!" or re.fullmatch(r"!?[a-z]+:", part):
                yield f"{pattern!r}: {part!r} is no part of a pattern"
    for name in ("who", "whom"):
        for slot in cells.get(name, ()):
            for one in slot.split("+"):
                if one.strip() not in _slots():
                    yield f"{name}: no slot {_guess(one, _slots())}"
    for flag in cells.get("flags", ()):
        if flag not in _flags():
            yield f"flags: no flag {_guess(flag, _flags())}"


@cache
def _slots() -> frozenset[str]:
    """The slots and prepositions that the shipped lexicon knows."""
    with using_ontology(None):
        entries = [e for found in lexicon().entries.values() for e in found]
    return _ROLES | {one for e in entries for s in (*e.who, *e.whom) for one in s.split("+")}


@cache
def _flags() -> frozenset[str]:
    with using_ontology(None):
        entries = [e for found in lexicon().entries.values() for e in found]
    return frozenset(flag for e in entries for flag in e.flags)


def _words(
    section: str, node: Any, problems: list[Problem]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in pairs(node, f"{section}: names", problems):
        told = cell(value)
        words = tuple(told.split()) if isinstance(told, str) else told
        if not words:
            reason = f"{section}: {key.value}: a list of words is expected"
            problems.append(Problem(line_of(value), reason))
            continue
        pattern, what = (_WORD, "lemma") if section == "irregular" else (_NAME, "name")
        if not pattern.fullmatch(key.value):
            problems.append(Problem(line_of(key), f"{section}: {key.value!r} is no {what}"))
        wrong = [word for word in words if not _WORD.fullmatch(word)]
        if wrong:
            reason = f"{section}: {key.value}: {wrong[0]!r} is no single word in small letters"
            problems.append(Problem(line_of(value), reason))
        yield key.value, words


def _cameo(node: Any, problems: list[Problem]) -> Iterator[tuple[str, tuple[int, str]]]:
    for key, value in pairs(node, "cameo: codes such as SANCTION-expel", problems):
        told = cell(value)
        if told not in cameo_codes():
            reason = f"cameo: {key.value}: {told!r} is no CAMEO code such as 042, with its zeros"
            problems.append(Problem(line_of(value), reason))
            continue
        yield key.value, (line_of(key), str(told))


# What must fit together, with the file's own groups and modes in force.


def _fit(draft: _Draft) -> Iterator[Problem]:
    seen: dict[Any, int] = {}
    for line, kind, row in draft.rows:
        try:
            entries = list(parse_row(kind, row, own=True))
        except LexiconError as error:
            yield Problem(line, str(error))
            continue
        for entry in entries:
            lemma = _inflected(kind, entry.head)
            if lemma:
                reason = f"{entry.text!r} is never found: {entry.head!r} is read as {lemma!r}"
                yield Problem(line, reason)
            key = (kind, entry.head, frozenset(entry.parts))
            other = seen.setdefault(key, line)
            if other != line:
                yield Problem(line, f"{entry.text!r} is there already (line {other})")
    for code, (line, _) in draft.cameo.items():
        name, _, mode = code.partition("-")
        if name not in TYPES:
            yield Problem(line, f"cameo: no event type {_guess(name, TYPES)}")
        elif mode and mode not in ontology()[name].modes:
            yield Problem(line, f"cameo: {name} has no mode {_guess(mode, ontology()[name].modes)}")


def _inflected(kind: Kind, head: str) -> str | None:
    """The lemma that a head which is an inflected form is read as."""
    with using_ontology(None):
        lemma = lexicon().forms.get(head)
        known = any((k, head) in lexicon().entries for k in KINDS)
    return lemma if lemma != head and not known and kind == "verb" else None


def _guess(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f"{name!r}" + (f"; {near[0]!r} is meant?" if near else "")
