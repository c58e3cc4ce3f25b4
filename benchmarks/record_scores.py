"""The counts behind ``python -m benchmarks records``: one report's gold against its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from benchmarks.counting import Counts, Span, jaccard, overlap, pair_up, word_starts
from benchmarks.same_actor import Actors, fold

if TYPE_CHECKING:
    from detente.record import Record
    from detente.record import Span as RecordSpan

ROWS = (
    "header (date, place)", "times with value", "actors (recall)",
    "statements: content", "statements: with speaker", "statements: kind",
    "statements: audience",
    "events: located", "events: typed", "events: who to whom", "events: date", "events: mode",
    "events: status",
    "commitments: kind", "commitments: by whom", "commitments: condition",
)  # fmt: skip

SAME_TYPE, DEFENSIBLE_TYPE, OTHER_TYPE = 1.0, 0.9, 0.4
"""How well an event's type fits: the gold one, one of its alternatives, another."""


class Tallies:
    """Counts of each row, and what was missed, in words."""

    def __init__(self) -> None:
        self.counts = {name: Counts() for name in ROWS}
        self.misses: dict[str, list[str]] = {name: [] for name in ROWS}

    def add(self, row: str, right: int, found: int, gold: int) -> None:
        """Add to a row."""
        self.counts[row].add(right, found, gold)

    def miss(self, row: str, what: str) -> None:
        """Note a gold entry that was missed or misread."""
        self.misses[row].append(what)


def find(text: str, words: str, nth: int = 1) -> Span:
    """Where words stand in the text for the nth time. ``ValueError`` if they do not."""
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
        if at < 0:
            raise ValueError(f"“{words[:60]}” does not stand in it {nth} time(s)")
    return at, at + len(words)


def quoted(text: str, anchors: str | list[str] | None) -> list[Span]:
    """The spans of what gold quotes: nothing, one stretch of words or several."""
    wanted = [anchors] if isinstance(anchors, str) else anchors or []
    return [find(text, words) for words in wanted]


def offsets(span: RecordSpan) -> Span:
    """A record's span as a pair."""
    return span.start, span.end


def score(gold: dict[str, Any], record: Record, tallies: Tallies) -> None:
    """Add one report to every row."""
    _header(gold, record, tallies)
    _times(gold, record, tallies)
    actors = Actors(record)
    _actors(gold, actors, tallies)
    _statements(gold, record, actors, tallies)
    _events(gold, record, actors, tallies)
    _commitments(gold, record, actors, tallies)


def _header(gold: dict[str, Any], record: Record, tallies: Tallies) -> None:
    report = record.report
    place = fold(report.dateline.place if report.dateline else None)
    wanted_place = fold((gold.get("dateline") or {}).get("place"))
    for got, want in ((report.published, gold.get("published")), (place, wanted_place)):
        if want:
            tallies.add("header (date, place)", got == want, bool(got), 1)
            if got != want:
                tallies.miss("header (date, place)", f"{want}, got {got or 'nothing'}")


def _times(gold: dict[str, Any], record: Record, tallies: Tallies) -> None:
    """A time counts when the spans overlap and the value begins with the gold one. Times that gold
    leaves without a value may be found or not."""
    row = "times with value"
    text, found = record.report.text, record.times
    located = [(find(text, g["span"], g.get("nth", 1)), g) for g in gold.get("times", [])]
    wanted = [(span, g) for span, g in located if g.get("value")]
    free = [span for span, g in located if not g.get("value")]
    scores = {
        (i, j): 1.0 + (time.value or "").startswith(g["value"])
        for i, (span, g) in enumerate(wanted)
        for j, time in enumerate(found)
        if overlap(span, offsets(time))
    }
    paired = dict(pair_up(scores, 1.0))
    right = {i for i, j in paired.items() if scores[i, j] > 1.0}
    taken = set(paired.values())
    excused = [
        j
        for j, time in enumerate(found)
        if j not in taken and any(overlap(offsets(time), span) for span in free)
    ]
    tallies.add(row, len(right), len(found) - len(excused), len(wanted))
    for i, (_, g) in enumerate(wanted):
        if i not in right:
            got = found[paired[i]].value if i in paired else "nothing"
            tallies.miss(row, f"{g['span']!r} = {g['value']}, got {got}")


def _actors(gold: dict[str, Any], actors: Actors, tallies: Tallies) -> None:
    """Recall only: a report names more actors than its gold lists."""
    row, wanted = "actors (recall)", gold.get("actors", [])
    ids = list(actors.by_id)
    scores = {
        (i, j): 1.0
        for i, g in enumerate(wanted)
        for j, actor in enumerate(ids)
        if actors.matches(actor, g) and actors.by_id[actor].country == g.get("country")
    }
    met = {i for i, _ in pair_up(scores, 1.0)}
    tallies.add(row, len(met), len(met), len(wanted))
    for i, g in enumerate(wanted):
        if i not in met:
            tallies.miss(row, f"{g['name']} ({g.get('country')})")


def _statements(gold: dict[str, Any], record: Record, actors: Actors, tallies: Tallies) -> None:
    """A statement is found when its content shares half of all words with the gold content."""
    text, wanted, found = record.report.text, gold.get("statements", []), record.statements
    gold_words = [word_starts(text, quoted(text, g["content"])) for g in wanted]
    found_words = [word_starts(text, map(offsets, s.content)) for s in found]
    pairs = pair_up(_all_pairs(gold_words, found_words), 0.5)
    tallies.add("statements: content", len(pairs), len(found), len(wanted))
    met = {i for i, _ in pairs}
    for i, g in enumerate(wanted):
        if i not in met:
            tallies.miss("statements: content", repr(_first(g["content"])[:80]))
    spoken = 0
    for i, j in pairs:
        g, statement = wanted[i], found[j]
        if any(actors.matches(statement.speaker, s) for s in (g["speaker"], *g.get("with", []))):
            spoken += 1
        else:
            said = f"{_first(g['content'])[:50]!r}: {g['speaker']['name']}"
            got = ", ".join(actors.names(statement.speaker)) or "nobody"
            tallies.miss("statements: with speaker", f"{said}, got {got}")
        tallies.add("statements: kind", statement.kind == g.get("kind"), 1, 1)
        heard = _heard(g.get("audience", []), statement.audience, actors)
        size = len(statement.audience), len(g.get("audience", []))
        tallies.add("statements: audience", heard, *size)
    tallies.add("statements: with speaker", spoken, len(found), len(wanted))


def _heard(wanted: Sequence[dict[str, Any]], found: Sequence[str], actors: Actors) -> int:
    scores = {
        (i, j): 1.0
        for i, g in enumerate(wanted)
        for j, actor in enumerate(found)
        if actors.matches(actor, g)
    }
    return len(pair_up(scores, 1.0))


def event_pairs(gold: dict[str, Any], record: Record) -> tuple[dict[Span, float], set[int]]:
    """Pairs (gold, found) of events with how well their types fit, and which found events answer
    optional gold ones, which are neither missed nor wrong."""
    text, wanted = record.report.text, gold.get("events", [])
    told = [quoted(text, g["trigger"]) for g in wanted]
    seen = [[offsets(e.trigger), *map(offsets, e.mentions)] for e in record.events]
    scores = {
        (i, j): _type_fit(g, event.type)
        for i, g in enumerate(wanted)
        for j, event in enumerate(record.events)
        if any(overlap(a, b) for a in told[i] for b in seen[j])
    }
    pairs = pair_up(scores, OTHER_TYPE)
    excused = {j for i, j in pairs if wanted[i].get("optional")}
    return {(i, j): scores[i, j] for i, j in pairs if j not in excused}, excused


def right_events(gold: dict[str, Any], record: Record) -> tuple[set[int], set[int]]:
    """Which of a record's events are located and typed right, and which do not count."""
    pairs, excused = event_pairs(gold, record)
    return {j for (_, j), fit in pairs.items() if fit >= DEFENSIBLE_TYPE}, excused


def _events(gold: dict[str, Any], record: Record, actors: Actors, tallies: Tallies) -> None:
    """An event is located when one of its spans overlaps a gold span; of several, the one with the
    right type is taken. Optional gold events are neither missed nor wrong."""
    wanted, found = gold.get("events", []), record.events
    scores, excused = event_pairs(gold, record)
    optional = {i for i, g in enumerate(wanted) if g.get("optional")}
    pairs = list(scores)
    typed = [pair for pair in pairs if scores[pair] >= DEFENSIBLE_TYPE]
    size = len(found) - len(excused), len(wanted) - len(optional)
    tallies.add("events: located", len(pairs), *size)
    tallies.add("events: typed", len(typed), *size)
    met = {i for i, _ in typed} | optional
    for i, g in enumerate(wanted):
        if i not in met:
            tallies.miss("events: typed", f"{g['type']} {_first(g['trigger'])[:60]!r}")
    agreed = 0
    for i, j in typed:
        g, event = wanted[i], found[j]
        agreed += _parties_agree(g, event.actors, event.recipients, actors, tallies)
        if g.get("date"):
            right = (event.date or "")[:10] == g["date"]
            tallies.add("events: date", right, bool(event.date), 1)
        if event.type == g["type"]:
            if g.get("mode"):
                tallies.add("events: mode", event.mode == g["mode"], bool(event.mode), 1)
            if g.get("status"):
                tallies.add("events: status", event.status == g["status"], 1, 1)
    tallies.add("events: who to whom", agreed, *size)


def _type_fit(gold: dict[str, Any], found: str) -> float:
    if found == gold["type"]:
        return SAME_TYPE
    return DEFENSIBLE_TYPE if found in gold.get("alternatives", []) else OTHER_TYPE


def _parties_agree(
    gold: dict[str, Any],
    actors: Iterable[str],
    recipients: Iterable[str],
    known: Actors,
    tallies: Tallies,
) -> bool:
    """By country. A symmetric event has parties, and no order among them."""
    got_from, got_to = known.countries(actors), known.countries(recipients)
    want_from, want_to = set(gold.get("actors", [])), set(gold.get("recipients", []))
    if gold.get("symmetric"):
        agreed = got_from | got_to == want_from | want_to
    else:
        agreed = got_from == want_from and (got_to == want_to or not want_to)
    if not agreed:
        tallies.miss(
            "events: who to whom",
            f"{gold['type']} {_first(gold['trigger'])[:40]!r}: "
            f"{sorted(want_from)} -> {sorted(want_to)}, got {sorted(got_from)} -> {sorted(got_to)}",
        )
    return agreed


def commitment_pairs(gold: dict[str, Any], record: Record) -> list[Span]:
    """Pairs (gold, found) of commitments that share three words or more, and half of the shorter of
    the two contents."""
    text, wanted, found = record.report.text, gold.get("commitments", []), record.commitments
    gold_words = [word_starts(text, quoted(text, g["content"])) for g in wanted]
    found_words = [word_starts(text, [offsets(c.content)]) for c in found]
    scores = {
        (i, j): 0.5 * _inside(a, b) + 0.5 * jaccard(a, b)
        for i, a in enumerate(gold_words)
        for j, b in enumerate(found_words)
        if _inside(a, b) >= 0.5
    }
    return pair_up(scores, 0.3)


def right_commitments(gold: dict[str, Any], record: Record) -> set[int]:
    """Which of a record's commitments gold has too, as the same kind or a defensible one."""
    wanted, found = gold.get("commitments", []), record.commitments
    return {
        j
        for i, j in commitment_pairs(gold, record)
        if found[j].kind in {wanted[i]["kind"], *wanted[i].get("alternatives", [])}
    }


def _commitments(gold: dict[str, Any], record: Record, actors: Actors, tallies: Tallies) -> None:
    text, wanted, found = record.report.text, gold.get("commitments", []), record.commitments
    pairs = commitment_pairs(gold, record)
    kinds = len(right_commitments(gold, record))
    by = 0
    for i, j in pairs:
        g, commitment = wanted[i], found[j]
        by += actors.countries(commitment.by) == set(g["by"])
        want, got = g.get("condition"), commitment.condition
        if want or got:
            right = bool(want and got) and (
                jaccard(
                    word_starts(text, quoted(text, want)),
                    word_starts(text, [offsets(got)] if got else []),
                )
                >= 0.5
            )
            tallies.add("commitments: condition", right, bool(got), bool(want))
    tallies.add("commitments: kind", kinds, len(found), len(wanted))
    tallies.add("commitments: by whom", by, len(found), len(wanted))
    met = {i for i, _ in pairs}
    for i, g in enumerate(wanted):
        if i not in met:
            tallies.miss("commitments: kind", f"{g['kind']} {_first(g['content'])[:60]!r}")


def _inside(a: set[int], b: set[int]) -> float:
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared >= 3 else 0.0


def _all_pairs(gold: list[set[int]], found: list[set[int]]) -> dict[Span, float]:
    return {(i, j): jaccard(a, b) for i, a in enumerate(gold) for j, b in enumerate(found)}


def _first(anchors: str | list[str]) -> str:
    return anchors if isinstance(anchors, str) else anchors[0]
