"""How well times are found and resolved, on TempEval-3 files or on gold records.

TempEval-3 (UzZaman et al. 2013): a time is found when its span overlaps a gold span (relaxed) or is
the same (strict); its value counts when, of the overlapping pairs, the value strings are equal. The
document creation time of each file is given as the publication date.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree import ElementTree

from benchmarks import dateparser_times
from benchmarks.tables import Table, shown

if TYPE_CHECKING:
    from spacy.language import Language

    from detente.record import Time

Tagger: TypeAlias = "Callable[[Any, str | None], tuple[Time, ...]]"

# On TempEval-3's platinum part, which this project does not have: relaxed identification, and
# relaxed match with the right value (UzZaman et al. 2013; Lee et al. 2014).
PUBLISHED = {
    "HeidelTime": {"identified_relaxed_f1": 0.903, "value_f1": 0.776},
    "UWTime": {"value_f1": 0.824},
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class GoldTime:
    """A time of a gold file. A ``free`` one may be found or left out, and is not scored."""

    start: int
    end: int
    type: str | None
    value: str
    free: bool = False


@dataclass(frozen=True)
class GoldText:
    """A gold document: its text, publication date and times."""

    name: str
    text: str
    published: str | None
    times: tuple[GoldTime, ...]
    by_prefix: bool = False
    """Whether a value is right that begins with the gold one (the gold records' rule)."""


@dataclass
class Counts:
    """Sums over documents."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    type: int = 0
    typed_gold: int = 0
    words: int = 0
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)

    def f1(self, right: int) -> float:
        """F1 of so many right ones; 0 where nothing was found or wanted."""
        return 2 * right / (self.found + self.gold) if self.found + self.gold else 0.0


def read_tempeval(path: Path) -> GoldText:
    """One TimeML file. ``ValueError`` if it has no text or creation time."""
    root = ElementTree.parse(path).getroot()
    body, creation = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None or creation is None:
        raise ValueError(f"{path}: no TEXT or DCT")
    text, times = "", []

    def walk(element: ElementTree.Element) -> None:
        nonlocal text
        start = len(text)
        text += element.text or ""
        for child in element:
            walk(child)
            text += child.tail or ""
        if element.tag == "TIMEX3":
            times.append(
                GoldTime(start, len(text), element.get("type"), element.get("value") or "")
            )

    walk(body)
    day = _DAY.match(creation.get("value") or "")
    return GoldText(path.name, text, day.group() if day else None, tuple(times))


def read_gold_record(path: Path) -> GoldText:
    """One hand-made gold record with the text that it names."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    text = raw.get("text")
    if text is None:
        with (path.parent / raw["text_file"]).open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
    times = []
    for entry in raw.get("times", []):
        start = -1
        for _ in range(entry.get("nth", 1)):
            start = text.index(entry["span"], start + 1)
        end = start + len(entry["span"])
        times.append(GoldTime(start, end, None, entry.get("value") or "", not entry.get("value")))
    return GoldText(path.name, text, raw.get("published"), tuple(times), by_prefix=True)


def documents(path: Path) -> Iterator[GoldText]:
    """The gold documents under a file or folder, in the order of their paths."""
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    for file in files:
        if file.suffix == ".tml":
            yield read_tempeval(file)
        elif file.suffix == ".json" and '"times"' in file.read_text(encoding="utf-8"):
            yield read_gold_record(file)


def score(gold: GoldText, found: tuple[Time, ...], counts: Counts) -> None:
    """Add one document's figures: one gold time is paired with one found time, in text order."""
    wanted = [time for time in gold.times if not time.free]
    taken: set[int] = set()
    for want in wanted:
        overlapping = [
            i
            for i, got in enumerate(found)
            if i not in taken and got.start < want.end and want.start < got.end
        ]
        if not overlapping:
            counts.misses.append(f"missed {_around(gold, want.start, want.end)} = {want.value}")
            continue
        best = max(overlapping, key=lambda i: (_agrees(gold, found[i], want), -i))
        taken.add(best)
        got = found[best]
        counts.relaxed += 1
        counts.strict += (got.start, got.end) == (want.start, want.end)
        counts.type += got.type == want.type
        if _agrees(gold, got, want):
            counts.value += 1
        else:
            counts.misses.append(
                f"value  {_around(gold, want.start, want.end)} = {want.value}, "
                f"got {got.value} ({got.text})"
            )
    free = [time for time in gold.times if time.free]
    extra = [got for i, got in enumerate(found) if i not in taken]
    excused = [got for got in extra if any(got.start < f.end and f.start < got.end for f in free)]
    counts.misses += [
        f"extra  {_around(gold, got.start, got.end)} = {got.value}"
        for got in extra
        if got not in excused
    ]
    counts.gold += len(wanted)
    counts.typed_gold += sum(time.type is not None for time in wanted)
    counts.found += len(found) - len(excused)


def _agrees(gold: GoldText, got: Time, want: GoldTime) -> bool:
    if gold.by_prefix:
        return (got.value or "").startswith(want.value)
    return (got.value or "") == want.value


def _around(gold: GoldText, start: int, end: int) -> str:
    left, right = gold.text[max(0, start - 40) : start], gold.text[end : end + 25]
    shown = f"{left}[[{gold.text[start:end]}]]{right}"
    return f"{gold.name}({gold.published}): " + re.sub(r"\s+", " ", shown)


def run(
    path: str | Path,
    part: str = "all",
    plain: bool = False,
    every: int = 1,
    dateparser: bool = False,
) -> dict[str, Any]:
    """Figures for a TempEval-3 or gold-record file or folder. ``part`` is "all", "dev" or "check":
    every second file, so that rules can be written on one half and measured on the other;
    ``every`` takes only each so-manieth document of it. ``plain`` leaves the parser out.
    ``dateparser`` adds that package's figures on the same documents."""
    chosen = _chosen(Path(path), part, every)
    figures = _figures(chosen, *_detente(plain))
    if dateparser:
        other = _figures(chosen, lambda text: text, dateparser_times.find_times)
        figures["dateparser"] = {k: v for k, v in other.items() if k != "misses"}
    return figures


def _chosen(path: Path, part: str, every: int) -> list[GoldText]:
    numbered = enumerate(documents(path))
    kept = [gold for n, gold in numbered if part == "all" or n % 2 == (part == "check")]
    return kept[::every]


def _detente(plain: bool) -> tuple[Callable[[str], Any], Tagger]:
    from detente.grounding.bundle import Header
    from detente.grounding.times import find_times

    def find(doc: Any, published: str | None) -> tuple[Time, ...]:
        return find_times(doc, Header(published=published))

    return _language(plain), find


def _figures(golds: list[GoldText], read: Callable[[str], Any], find: Tagger) -> dict[str, Any]:
    """Figures of one tagger. The time for ``read`` is not counted: a record needs that anyway."""
    counts = Counts()
    for gold in golds:
        text = read(gold.text)
        started = time.process_time()
        found = find(text, gold.published)
        counts.seconds += time.process_time() - started
        counts.words += len(gold.text.split())
        score(gold, found, counts)
    figures: dict[str, Any] = {
        "documents": len(golds),
        "gold": counts.gold,
        "found": counts.found,
        "identified_relaxed_f1": counts.f1(counts.relaxed),
        "identified_strict_f1": counts.f1(counts.strict),
        "value_f1": counts.f1(counts.value),
        "milliseconds_per_500_words": 500_000 * counts.seconds / max(1, counts.words),
        "misses": counts.misses,
    }
    if counts.typed_gold:
        figures["type_f1"] = counts.f1(counts.type)
    return figures


def _language(plain: bool) -> Language:
    import spacy

    if plain:
        return spacy.blank("en")
    from detente.language.pipeline import load

    return load()


def print_table(figures: dict[str, Any], misses: bool = False) -> None:
    """Print the figures, one a line; beside ``dateparser``'s and published ones if it was run."""
    others = figures.get("dateparser")
    if others is None:
        for name, value in figures.items():
            if name != "misses":
                print(f"{name:<28} {shown(value)}")
    else:
        print(beside(figures, others).text())
    if misses:
        print(*figures["misses"], sep="\n")


def beside(figures: dict[str, Any], others: dict[str, Any]) -> Table:
    """Détente's figures, ``dateparser``'s and the published ones in columns."""
    table = Table(("", "Détente", "dateparser", *PUBLISHED))
    for name, value in figures.items():
        if name not in {"misses", "dateparser"}:
            published = [of.get(name) for of in PUBLISHED.values()]
            table.rows.append((name, value, others.get(name), *published))
    table.notes.append("Published figures are of another text, TempEval-3's platinum part.")
    return table
