"""``python -m benchmarks TASK PATH [--json]``: measure Détente on a file or folder of gold data."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # before numpy is imported: rates are those of one thread

from benchmarks import (  # noqa: E402
    adding,
    archive,
    cameo,
    casefile,
    copies,
    desk,
    everything,
    happenings,
    ledger,
    merging,
    names,
    offices,
    pairs,
    parse,
    petrarch,
    plover,
    records,
    speed,
    statements,
    times,
)
from benchmarks.errors import BenchmarkError  # noqa: E402
from benchmarks.tables import Table  # noqa: E402

TABLES: dict[str, Callable[[dict[str, Any]], list[Table]]] = {
    "parse": parse.tables,
    "names": names.tables,
    "statements": statements.tables,
    "offices": offices.tables,
    "pairs": pairs.tables,
    "roles": cameo.role_tables,
    "classes": cameo.class_tables,
    "records": records.tables,
    "plover": plover.tables,
    "petrarch": petrarch.tables,
    "copies": copies.tables,
    "ledger": ledger.tables,
    "merging": merging.tables,
    "happenings": happenings.tables,
    "speed": speed.tables,
    "adding": adding.tables,
    "casefile": casefile.tables,
    "desk": desk.tables,
    "archive": archive.tables,
}


def parser() -> argparse.ArgumentParser:
    """The tasks and their options."""
    top = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="How well Détente reads, and how fast. Definitions: docs/benchmarks.md.",
    )
    tasks = top.add_subparsers(dest="task", required=True, metavar="TASK")

    def task(name: str, says: str, path: str | None) -> argparse.ArgumentParser:
        one = tasks.add_parser(name, help=says, description=says)
        if path:
            one.add_argument("path", type=Path, metavar="PATH", help=path)
        one.add_argument("--json", action="store_true", help="print one JSON object")
        return one

    task("parse", "tags and trees on gold words", "a .conllu file or a folder with such")
    one = task("names", "entity F1", "Worldwide Newswire folder or .tsv file, CrossNER .txt file")
    one.add_argument(
        "--held-out", action="store_true", help="only the articles that training leaves out"
    )
    for name, says, path in (
        ("pairs", "type of what one party does to another", "PLV: a .tsv file or a folder"),
        ("roles", "source and target spans of CAMEO sentences", "a file of words and BIO tags"),
        ("classes", "class of CAMEO sentences", "a file of sentences and classes"),
    ):
        one = task(name, says, path)
        one.add_argument("--held-out", action="store_true", help="only what training leaves out")
    task("statements", "who said what", "a part of PolNeAR, with text/ and attributions/")
    one = task("times", "times and their values", "TempEval-3 or gold records, file or folder")
    one.add_argument("--misses", action="store_true", help="list what was missed")
    one.add_argument("--every", type=int, default=1, help="only each so-manieth document")
    one.add_argument("--dateparser", action="store_true", help="and dateparser on the same ones")
    task("offices", "who held which office when", "folder laid out as shared/data/actors")
    one = task("records", "whole records against gold ones", None)
    one.add_argument(
        "path", type=Path, nargs="+", metavar="PATH", help="gold records (.json) or their folder"
    )
    one.add_argument("--misses", action="store_true", help="list what was missed")
    one.add_argument(
        "--undated", action="store_true", help="do not give the reader the date in the file's name"
    )
    for name, says, path in (
        ("plover", "the right event type in single sentences", "PLOVER gold standard records"),
        ("petrarch", "events of PETRARCH's unit tests", "its unit-test records (.xml)"),
    ):
        one = task(name, says, f"{path}, file or folder")
        one.add_argument("--misses", action="store_true", help="list what was missed")
    task("copies", "copies of reports found", "reports: a file or folder, as detente add takes")
    one = task("ledger", "fates of the worked crisis", "examples/crisis")
    one.add_argument("--misses", action="store_true", help="list what was missed")
    one = task(
        "merging", "events of several reports made one", "folder laid out as examples/crisis"
    )
    one.add_argument("--misses", action="store_true", help="list what was joined wrongly, or not")
    one = task(
        "happenings", "mentions of the same happening (ECB+)", "folder laid out as shared/data"
    )
    one.add_argument("--test", action="store_true", help="the test topics: for a final figure only")
    one = task("speed", "words per second, share of time, cold start", None)
    one.add_argument(
        "path", type=Path, nargs="?", default=speed.EXAMPLES, metavar="PATH",
        help="texts (.txt), file or folder; without it, the examples",
    )  # fmt: skip
    one.add_argument("--words", type=int, default=speed.WORDS, help="read about so many")
    one.add_argument("--repetitions", type=int, default=5)
    one = task("adding", "share of the time spent in the encoder while reports are added", None)
    one.add_argument(
        "path", type=Path, nargs="+", metavar="PATH", help="reports, as detente add takes them"
    )
    one.add_argument("--reports", type=int, default=adding.REPORTS, help="at most so many")
    one.add_argument(
        "--column", action="append", default=[], metavar="FIELD=NAME",
        help="what the sources call a field, as for detente add",
    )  # fmt: skip
    one.add_argument(
        "--processes", type=int, default=1,
        help="also how fast so many processes read, against one (wall clock)",
    )  # fmt: skip
    one = task("casefile", "how long the views of a large casefile take", None)
    one.add_argument(
        "path", type=Path, nargs="?", metavar="PATH",
        help="a casefile; without it, or if it is not there, one is made up",
    )  # fmt: skip
    one.add_argument("--events", type=int, default=casefile.EVENTS, help="of the one made up")
    one.add_argument("--repetitions", type=int, default=3)
    one = task("desk", "how long a desk's readers wait while reports are added", None)
    one.add_argument(
        "path", type=Path, nargs="?", metavar="PATH",
        help="a casefile, which is copied; without it one is made up",
    )  # fmt: skip
    one.add_argument("--readers", type=int, default=desk.READERS)
    one.add_argument("--seconds", type=float, default=desk.SECONDS, help="that they read")
    one.add_argument("--pause", type=float, default=desk.PAUSE, help="seconds after each answer")
    one = task("archive", "how an archive is read, and what it costs", "reports: file or folder")
    one.add_argument("--reports", type=int, default=archive.REPORTS, help="read so many")
    one.add_argument("--repetitions", type=int, default=3)
    one.add_argument("--ray", action="store_true", help="and on a Ray cluster of two nodes here")
    one = task(
        "all", "every task on development parts, in Markdown", "folder laid out as shared/data"
    )
    one.add_argument("--gold", type=Path, help="gold records; without it, PATH/../gold if there")
    one.add_argument("--no-speed", action="store_true", help="leave speed out")
    one.add_argument("--write", type=Path, metavar="FILE", help="put the figures into a page")
    return top


def run(options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one task."""
    if options.task == "casefile":
        if options.events < 1 or options.repetitions < 1:
            raise BenchmarkError("--events and --repetitions must be 1 or more")
        return casefile.run(options.events, options.repetitions, options.path)
    if options.task == "desk":
        if options.readers < 1 or options.seconds <= 0 or options.pause < 0:
            raise BenchmarkError("--readers, --seconds and --pause must be above 0")
        return desk.run(
            options.path, casefile.EVENTS, options.readers, options.seconds, options.pause
        )
    for path in options.path if isinstance(options.path, list) else [options.path]:
        if not path.exists():
            raise BenchmarkError(f"{path}: no such file or folder")
    match options.task:
        case "parse":
            return parse.run(options.path)
        case "names":
            return names.run(options.path, options.held_out)
        case "statements":
            return statements.run(options.path)
        case "times":
            return timed(options.path, options.every, options.dateparser)
        case "pairs":
            return pairs.run(options.path, options.held_out)
        case "roles":
            return cameo.run_roles(options.path, options.held_out)
        case "classes":
            return cameo.run_classes(options.path, options.held_out)
        case "offices":
            return offices.run(options.path)
        case "records":
            return records.run(options.path, options.misses, options.undated)
        case "plover":
            return plover.run(options.path, options.misses)
        case "copies":
            return copies.run(options.path)
        case "ledger":
            return ledger.run(options.path, options.misses)
        case "petrarch":
            return petrarch.run(options.path, options.misses)
        case "merging":
            return merging.run(options.path, options.misses)
        case "happenings":
            return happenings.run(options.path, options.test)
        case "adding":
            if options.reports < 1 or options.processes < 1:
                raise BenchmarkError("--reports and --processes must be 1 or more")
            columns = dict(each.partition("=")[::2] for each in options.column)
            return adding.run(options.path, columns, options.reports, options.processes)
        case "archive":
            if options.reports < 1 or options.repetitions < 1:
                raise BenchmarkError("--reports and --repetitions must be 1 or more")
            return archive.run(options.path, options.reports, options.repetitions, options.ray)
        case "speed":
            if options.words < 1 or options.repetitions < 1:
                raise BenchmarkError("--words and --repetitions must be 1 or more")
            return speed.run(options.path, options.words, options.repetitions)
    return everything.run(options.path, options.gold, not options.no_speed)


def timed(path: Path, every: int, dateparser: bool) -> dict[str, Any]:
    """The figures of ``times``, or why there are none."""
    if every < 1:
        raise BenchmarkError("--every must be 1 or more")
    try:
        figures = times.run(path, every=every, dateparser=dateparser)
    except (ValueError, SyntaxError) as error:  # a parse error of XML is a SyntaxError
        raise BenchmarkError(f"{path}: not TimeML or gold records: {error}") from error
    if not figures["gold"]:
        raise BenchmarkError(f"{path}: no gold times (.tml files or gold records) found")
    return figures


def show(options: argparse.Namespace, result: dict[str, Any]) -> None:
    """Print a result as a table or as JSON."""
    if options.task == "all" and options.write:
        everything.write(options.write, everything.markdown(result))
    if options.json:
        if options.task == "times" and not options.misses:
            result = {name: value for name, value in result.items() if name != "misses"}
        print(json.dumps({"task": options.task, **result}, ensure_ascii=False))
    elif options.task == "times":
        times.print_table(result, options.misses)
    elif options.task == "all":
        print(everything.markdown(result))
    else:
        print("\n\n".join(table.text() for table in TABLES[options.task](result)))


def main(arguments: list[str] | None = None) -> int:
    """Run one task. Exit code 2 if its input is not there or not in its format."""
    from detente.errors import ReportError

    options = parser().parse_args(arguments)
    try:
        show(options, run(options))
    except (BenchmarkError, ReportError, OSError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
