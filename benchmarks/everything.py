"""Every benchmark on the development parts of a data folder: the table of docs/benchmarks.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from benchmarks import cameo, names, pairs, parse, records, speed, statements, times
from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

TREEBANKS = {"EWT": "language/ud-ewt/dev.conllu", "GUM": "language/gum/dev.conllu"}
NEWSWIRE = "names/worldwide-newswire"
CROSSNER = "names/crossner-politics/dev.txt"
POLNEAR = "statements/polnear/dev"
TIMEBANKS = "times/tempeval3"
PLV, ROLES, CLASSES = (
    "events/plv/train.tsv",
    "events/cameo/roles-train.txt",
    "events/cameo/class-train.tsv",
)

_FIGURES = re.compile(r"(<!-- figures -->\n).*?(\n<!-- end of figures -->)", re.DOTALL)


def run(data: Path, gold: Path | None = None, with_speed: bool = True) -> dict[str, Any]:
    """The figures of every task, on the development parts of a folder laid out as ``shared/data``.
    Gold records are read from ``gold``, else from the folder ``gold`` beside it."""
    from detente.language.encoder import model_version

    wanted = [*TREEBANKS.values(), NEWSWIRE, CROSSNER, POLNEAR, TIMEBANKS, PLV, ROLES, CLASSES]
    missing = [part for part in wanted if not (data / part).exists()]
    if missing:
        raise BenchmarkError(f"{data}: not laid out as shared/data: no {missing[0]}")
    beside = data.resolve().parent / "gold"
    if gold is None and beside.is_dir():
        gold = beside
    result: dict[str, Any] = {"model": model_version()}
    result["parse"] = {name: parse.run(data / path) for name, path in TREEBANKS.items()}
    result["names"] = {
        "Worldwide Newswire": names.run(data / NEWSWIRE, only_held_out=True),
        "CrossNER politics": names.run(data / CROSSNER),
    }
    result["statements"] = statements.run(data / POLNEAR)
    result["pairs"] = pairs.run(data / PLV, only_held_out=True)
    result["roles"] = cameo.run_roles(data / ROLES, only_held_out=True)
    result["classes"] = cameo.run_classes(data / CLASSES, only_held_out=True)
    result["times"] = _without_misses(times.run(data / TIMEBANKS))
    if gold is not None:
        result["records"] = records.run([gold])
    if with_speed:
        result["speed"] = speed.run(data / POLNEAR / "text")
    return result


def markdown(result: dict[str, Any]) -> str:
    """The figures as Markdown tables. Shares are between 0 and 1."""
    parts = [f"Model `{result['model']}`."]
    trees = Table(("parse", *parse.TITLES, "sentence F1, own", "LAS, own sentences", "words"))
    for name, figures in result["parse"].items():
        f = figures["pooled"]
        shares = [f[m] for m in parse.MEASURES]
        own = [f["sentences"]["f1"], f["las_own_sentences"]]
        trees.rows.append([f"{name} dev", *shares, *own, f["words"]])
    parts.append(trees.markdown())
    for title, figures in result["names"].items():
        (table,) = names.tables(figures)
        table.columns = (title, *table.columns[1:])
        parts.append(table.markdown())
    parts += [table.markdown() for table in statements.tables(result["statements"])]
    for name, shown in (
        ("pairs", pairs.tables),
        ("roles", cameo.role_tables),
        ("classes", cameo.class_tables),
    ):
        parts += [table.markdown() for table in shown(result[name])]
    found = Table(("times: TempEval-3", "figure"))
    found.rows += [[name.replace("_", " "), value] for name, value in result["times"].items()]
    parts.append(found.markdown())
    for task, module in (("records", records), ("speed", speed)):
        if task in result:
            parts += [table.markdown() for table in module.tables(result[task])]
    return "\n\n".join(parts)


def write(page: Path, figures: str) -> None:
    """Put figures into a page, between its two marks."""
    text = page.read_text(encoding="utf-8")
    if not _FIGURES.search(text):
        raise BenchmarkError(f"{page}: no <!-- figures --> and <!-- end of figures --> in it")
    page.write_text(_FIGURES.sub(lambda m: m[1] + figures + m[2], text), encoding="utf-8")


def _without_misses(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in figures.items() if name != "misses"}
