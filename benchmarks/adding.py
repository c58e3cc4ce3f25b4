"""How much of the time that adding reports to a casefile takes is spent in the encoder, and what a
second process gains.

The shares are of processor time in one process, so that other work on the machine disturbs them
little; the gain is of wall-clock time, and means something on a machine that has nothing else to
do.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.errors import BenchmarkError
from benchmarks.speed import timed, watched_encoder
from benchmarks.tables import Table

if TYPE_CHECKING:
    from detente.casefile import Casefile
    from detente.record import Report
    from detente.sources.found import Found

REPORTS = 2_000
SHORT = 100
"""Words by white space below which a report counts as short: an item of a sentence or two."""
WARM = 20
"""Reports that are added before anything is timed: model and tables are loaded by then."""


def reports_of(paths: Sequence[Path], columns: dict[str, str], most: int) -> list[Found]:
    """The reports of files and folders, each once, at most so many. Raises ``BenchmarkError`` if
    there are too few."""
    from detente.sources.found import Found
    from detente.sources.many import Options, find

    everything = find([str(path) for path in paths], Options(columns=columns))
    found = {each.key: each for each in everything if isinstance(each, Found)}
    if len(found) <= WARM:
        raise BenchmarkError(f"too few reports ({len(found)}): adding takes {WARM + 1} or more")
    return list(islice(found.values(), most + WARM))


@contextmanager
def watched_put() -> Iterator[list[float]]:
    """Within it, the processor seconds of each report that is put into a casefile are listed."""
    from detente.casefile import Casefile

    original, seconds = Casefile.put, list[float]()

    def timing(self: Casefile, *arguments: Any) -> int | None:
        begun = time.process_time()
        try:
            return original(self, *arguments)
        finally:
            seconds.append(time.process_time() - begun)

    Casefile.put = timing  # type: ignore[method-assign, assignment]
    try:
        yield seconds
    finally:
        Casefile.put = original  # type: ignore[method-assign]


def shares(case: Casefile, found: Sequence[Found]) -> dict[str, float]:
    """Processor seconds of adding reports in one process: all, in the encoder, in the casefile."""
    from detente.casefile.add import add

    with watched_encoder() as encoder, watched_put() as put:
        total = timed(lambda: add(case, found, processes=1))
    return {
        "reports": len(found),
        "all": total,
        "encoder": sum(encoder),
        "casefile": sum(put),
    }


def rate(reports: Sequence[Report], processes: int) -> float:
    """Reports a second that so many processes read, from the first that is read on."""
    from detente.casefile.readers import How, read_side_by_side

    read = read_side_by_side(reports, How(), processes)
    next(read)
    begun = time.perf_counter()
    count = sum(1 for _ in read)
    return count / (time.perf_counter() - begun)


def run(
    paths: Sequence[Path],
    columns: dict[str, str] | None = None,
    most: int = REPORTS,
    processes: int = 1,
) -> dict[str, Any]:
    """Shares of short, long and all reports; the rates of one and of more processes."""
    from detente.casefile import Casefile

    found = reports_of(paths, columns or {}, most)
    warm, found = found[:WARM], found[WARM:]
    kinds = {
        "short": [each for each in found if len(each.report.text.split()) < SHORT],
        "long": [each for each in found if len(each.report.text.split()) >= SHORT],
    }
    with tempfile.TemporaryDirectory() as folder, Casefile.new(Path(folder) / "x.case") as case:
        shares(case, warm)
        figures = {name: shares(case, some) for name, some in kinds.items() if some}
    figures["all"] = {
        name: sum(each[name] for each in figures.values())
        for name in ("reports", "all", "encoder", "casefile")
    }
    rates = {}
    if processes > 1:
        reports = [each.report for each in found]
        rates = {count: rate(reports, count) for count in (1, processes)}
    return {"adding": figures, "reports_per_second": rates}


def tables(result: dict[str, Any]) -> list[Table]:
    """Milliseconds a report by stage, and the encoder's share; reports a second by processes."""
    shown = Table(
        ("reports", "number", "encoder, ms each", "reading around it", "casefile",
         "share while adding", "share while reading")
    )  # fmt: skip
    for name, each in result["adding"].items():
        in_ms = 1_000 / each["reports"]
        around = each["all"] - each["encoder"] - each["casefile"]
        shown.rows.append(
            [
                {"short": f"below {SHORT} words", "long": "longer"}.get(name, name),
                int(each["reports"]),
                each["encoder"] * in_ms,
                around * in_ms,
                each["casefile"] * in_ms,
                f"{each['encoder'] / each['all']:.0%}",
                f"{each['encoder'] / (each['all'] - each['casefile']):.0%}",
            ]
        )
    shown.notes.append("processor time in one process, model and tables loaded")
    rates = result["reports_per_second"]
    if not rates:
        return [shown]
    gain = Table(("processes that read", "reports/s", "against one"))
    gain.rows += [[int(n), value, value / rates[min(rates)]] for n, value in rates.items()]
    gain.notes.append("wall clock, from the first report read on; no casefile")
    return [shown, gain]
