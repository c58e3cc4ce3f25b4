"""Names against Worldwide Newswire (Shan et al. 2023) or CrossNER (Liu et al. 2021): entity F1.

An entity is right when its first and last word and its class are. The words are the data set's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.counting import Counts
from benchmarks.errors import BenchmarkError
from benchmarks.tables import PRF, Table

Entity = tuple[int, int, str]
"""First word, word after the last, class."""

CLASSES = ("person", "organisation", "place", "nationality")
OURS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "NORP": "nationality",
    "FAC": "facility",
}


@dataclass(frozen=True)
class Scheme:
    """What a data set's classes are called here, and what it counts as what."""

    gold: Mapping[str, str]
    ours: Mapping[str, str]
    classes: tuple[str, ...]
    apart: tuple[str, ...] = ()
    """Classes that are shown but not pooled."""


NEWSWIRE = Scheme(
    {
        "Person": "person",
        "Organization": "organisation",
        "Location": "place",
        "NORP": "nationality",
        "Facility": "facility",
    },
    OURS,
    CLASSES,
    ("facility",),
)
CROSSNER = Scheme(  # has no nationalities and no facilities: a building is a location there
    {
        "person": "person",
        "politician": "person",
        "organisation": "organisation",
        "politicalparty": "organisation",
        "country": "place",
        "location": "place",
    },
    {**{k: v for k, v in OURS.items() if v != "nationality"}, "FAC": "place"},
    CLASSES[:3],
)


@dataclass
class Article:
    """Words with their tags; ``breaks[i]``: a paragraph ends with word ``i``."""

    name: str
    words: list[str]
    tags: list[str]
    breaks: list[bool]


def entities(tags: Sequence[str], classes: Mapping[str, str]) -> list[Entity]:
    """Entities of BIO or BIOES tags, of the classes asked for, under their names here. An I that
    continues nothing begins an entity, as in the CoNLL evaluation."""
    result: list[Entity] = []
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, label = tag.partition("-")
        begins = prefix in ("B", "S", "I", "E") and (prefix in "BS" or label != kind)
        if kind and (begins or prefix == "O"):
            if kind in classes:
                result.append((start, i, classes[kind]))
            kind = ""
        if begins:
            start, kind = i, label
    return result


def count(gold: Sequence[Entity], found: Sequence[Entity], tallies: Mapping[str, Counts]) -> None:
    """Add one article, class by class."""
    same = set(gold) & set(found)
    for name, counts in tallies.items():
        right, got, wanted = (
            sum(entity[2] == name for entity in group) for group in (same, set(found), set(gold))
        )
        counts.add(right, got, wanted)


def pooled(tallies: Mapping[str, Counts], classes: Sequence[str]) -> Counts:
    """The sum of some classes."""
    total = Counts()
    for name in classes:
        total.add(tallies[name].right, tallies[name].found, tallies[name].gold)
    return total


def read_article(path: Path) -> Article:
    """One Worldwide Newswire file: its address, then a word and its tag (BIO or BIOES) a line."""
    article = Article(path.name, [], [], [])
    for number, line in enumerate(_text(path).splitlines(), 1):
        word, _, rest = line.partition("\t")
        if number == 1 and word.startswith("http"):
            continue
        if not word.strip():
            if article.breaks:
                article.breaks[-1] = True
            continue
        tag = rest.split("\t")[0].strip() or "O"
        article.words.append(word.strip())
        article.tags.append(tag)
        article.breaks.append(False)
    if not any(tag != "O" for tag in article.tags) and "\t" not in _text(path):
        raise BenchmarkError(f"{path}: no tags; a word, a tab and a tag are expected a line")
    return article


def read_crossner(path: Path) -> Iterator[Article]:
    """The sentences of a CrossNER file, each by itself."""
    from training.corpora import crossner

    try:
        for sentence in crossner(path):
            yield Article(sentence.name, sentence.words, sentence.labels["names"], sentence.breaks)
    except ValueError as error:
        raise BenchmarkError(f"{path}: not in CrossNER's format, word, tab, tag") from error


def articles(path: Path, only_held_out: bool = False) -> tuple[Scheme, list[Article]]:
    """The articles under a path, in the order of their names, and how their classes map.

    ``only_held_out`` keeps those of Worldwide Newswire that training leaves out.
    """
    if path.suffix == ".txt":
        if only_held_out:
            raise BenchmarkError("--held-out is for Worldwide Newswire; CrossNER has its own parts")
        return CROSSNER, list(read_crossner(path))
    files = [path]
    if path.is_dir():
        files = sorted((path / "articles").glob("*.tsv")) or sorted(path.glob("*.tsv"))
    if not files:
        raise BenchmarkError(f"{path}: no .tsv file here or in articles/")
    if only_held_out:
        from training.corpora import held_out

        files = [file for file in files if held_out(file.name)]
        if not files:
            raise BenchmarkError(f"{path}: training leaves none of these articles out")
    return NEWSWIRE, [article for article in map(read_article, files) if article.words]


def run(path: Path, only_held_out: bool = False) -> dict[str, Any]:
    """Figures for a file or folder of articles."""
    from detente.language.reading import read_words

    scheme, texts = articles(path, only_held_out)
    tallies = {name: Counts() for name in (*scheme.classes, *scheme.apart)}
    for article in texts:
        reading = read_words(article.words, [*article.breaks[:-1], True])
        names = [(a, b, scheme.ours.get(label, "")) for a, b, label in reading.names]
        count(entities(article.tags, scheme.gold), [n for n in names if n[2]], tallies)
    return {
        "articles": len(texts),
        "words": sum(len(article.words) for article in texts),
        "classes": {name: tallies[name].figures() for name in tallies},
        "pooled": pooled(tallies, scheme.classes).figures(),
        "pooled_classes": list(scheme.classes),
    }


def tables(result: dict[str, Any]) -> list[Table]:
    """A row a class, and the classes pooled."""
    table = Table(("names", *PRF))
    inside = result["pooled_classes"]
    figures = {name: result["classes"][name] for name in inside} | {"pooled": result["pooled"]}
    for name, row in result["classes"].items():
        if name not in inside:
            figures[f"({name}, not pooled)"] = row
    for name, row in figures.items():
        table.rows.append([name, *(row[column] for column in PRF)])
    table.notes.append(f"{result['articles']:,} texts, {result['words']:,} words")
    return [table]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BenchmarkError(f"{path}: not UTF-8 text") from error
