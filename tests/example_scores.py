"""How well a record agrees with the gold of an example, in a few counts.

Gold quotes the report instead of counting offsets (``docs/examples.md``). One found entry answers
at most one gold entry, the best fit first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from detente.record import Actor, Record, Span

Gold: TypeAlias = dict[str, Any]
Counts: TypeAlias = Counter[str]
"""``TASK right``, ``TASK found`` and ``TASK gold`` for each task."""

TASKS = ("header", "times", "actors", "statements", "speakers", "events", "commitments")


def f1(counts: Counts, task: str) -> float:
    """Twice the right ones by the found and the gold ones; 1.0 where there are neither."""
    total = counts[f"{task} found"] + counts[f"{task} gold"]
    return 2 * counts[f"{task} right"] / total if total else 1.0


def score(gold: Gold, record: Record) -> Counts:
    """The counts of one example."""
    counts: Counts = Counter()
    _header(gold, record, counts)
    _times(gold, record, counts)
    _actors(gold, record, counts)
    _statements(gold, record, counts)
    _events(gold, record, counts)
    _commitments(gold, record, counts)
    return counts


def _add(counts: Counts, task: str, right: int, found: int, gold: int) -> None:
    counts.update({f"{task} right": right, f"{task} found": found, f"{task} gold": gold})


def _header(gold: Gold, record: Record, counts: Counts) -> None:
    line = record.report.dateline
    wanted = [gold["published"], gold["dateline"] and gold["dateline"]["place"]]
    got = [record.report.published, line.place if line else None]
    right = sum(bool(w) and w == g for w, g in zip(wanted, got, strict=True))
    _add(counts, "header", right, sum(map(bool, got)), sum(map(bool, wanted)))


def _times(gold: Gold, record: Record, counts: Counts) -> None:
    text = record.report.text
    known = [(_find(text, g["span"], g.get("nth", 1)), g["value"]) for g in gold["times"]]
    free = [span for span, value in known if value is None]
    wanted = [(span, value) for span, value in known if value is not None]
    found = [t for t in record.times if not any(_overlap(t, span) for span in free)]
    pairs = _pair(
        wanted,
        found,
        lambda w, t: _overlap(w[0], t) * (2 if str(t.value or "").startswith(w[1]) else 1),
        floor=1,
    )
    right = sum(str(t.value or "").startswith(w[1]) for w, t in pairs)
    _add(counts, "times", right, len(found), len(wanted))


def _actors(gold: Gold, record: Record, counts: Counts) -> None:
    """Gold actors found with their country. Only recall: gold does not list everybody."""
    right = sum(
        any(_is(actor, g) and actor.country == g["country"] for actor in record.actors)
        for g in gold["actors"]
    )
    _add(counts, "actors", right, len(gold["actors"]), len(gold["actors"]))


def _statements(gold: Gold, record: Record, counts: Counts) -> None:
    text, actors = record.report.text, {actor.id: actor for actor in record.actors}
    wanted = [(g, _words(text, [_find(text, c) for c in g["content"]])) for g in gold["statements"]]
    found = [(s, _words(text, s.content)) for s in record.statements]
    pairs = _pair(wanted, found, lambda w, f: _jaccard(w[1], f[1]), floor=0.5)
    _add(counts, "statements", len(pairs), len(found), len(wanted))
    spoken = 0
    for (g, _), (statement, _) in pairs:
        actor = actors.get(statement.speaker or "")
        speakers = [g["speaker"], *g.get("with", [])]
        spoken += actor is not None and any(_is(actor, speaker) for speaker in speakers)
    _add(counts, "speakers", spoken, len(found), len(wanted))


def _events(gold: Gold, record: Record, counts: Counts) -> None:
    text = record.report.text
    wanted = [(g, [_find(text, trigger) for trigger in g["trigger"]]) for g in gold["events"]]
    found = [(event, (event.trigger, *event.mentions)) for event in record.events]

    def fits(w: tuple[Gold, list[Span]], f: tuple[Any, tuple[Span, ...]]) -> float:
        if not any(_overlap(a, b) for a in w[1] for b in f[1]):
            return 0.0
        kinds = (w[0]["type"], *w[0].get("alternatives", []))
        return 1.0 if f[0].type == kinds[0] else 0.9 if f[0].type in kinds else 0.4

    pairs = _pair(wanted, found, fits, floor=0.4)
    excused = sum(bool(w[0].get("optional")) for w, _ in pairs)
    right = sum(fits(w, f) >= 0.9 for w, f in pairs if not w[0].get("optional"))
    required = sum(not g.get("optional") for g, _ in wanted)
    _add(counts, "events", right, len(found) - excused, required)


def _commitments(gold: Gold, record: Record, counts: Counts) -> None:
    text = record.report.text
    wanted = [(g, _words(text, [_find(text, g["content"])])) for g in gold["commitments"]]
    found = [(c, _words(text, [c.content])) for c in record.commitments]
    pairs = _pair(wanted, found, lambda w, f: _contained(w[1], f[1]), floor=0.5)
    right = sum(f[0].kind in (w[0]["kind"], *w[0].get("alternatives", [])) for w, f in pairs)
    _add(counts, "commitments", right, len(found), len(wanted))


def _pair(
    wanted: Sequence[Any],
    found: Sequence[Any],
    fit: Callable[[Any, Any], float],
    floor: float,
) -> list[tuple[Any, Any]]:
    """One-to-one pairs, best fit first."""
    fits = sorted(
        ((-fit(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)),
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for value, i, j in fits:
        if -value >= floor and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((wanted[i], found[j]))
    return pairs


def _is(actor: Actor, gold: Gold) -> bool:
    """Whether an actor is the one that gold names: by last name, a state also by country."""
    if gold.get("kind") == "state" and actor.country == gold["country"] and actor.kind != "person":
        return True
    names = [_plain(name) for name in (actor.name, *actor.aliases)]
    wanted = _plain(gold["name"])
    return any(name and (name == wanted or name[-1:] == wanted[-1:]) for name in names)


def _plain(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.lower()) if word != "the"]


def _find(text: str, words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span(start=at, end=at + len(words))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _words(text: str, spans: Sequence[Span]) -> set[int]:
    return {
        span.start + word.start()
        for span in spans
        for word in re.finditer(r"\w+", text[span.start : span.end])
    }


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _contained(one: set[int], other: set[int]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
