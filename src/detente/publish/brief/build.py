"""A casefile and filters -> a brief."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.casefile.casefile import Casefile
from detente.casefile.views.filters import Filters
from detente.casefile.views.ledger import ledger
from detente.casefile.views.quotes import quotes
from detente.casefile.views.sources import sources
from detente.casefile.views.timeline import timeline
from detente.publish.brief import developments, said, steps
from detente.publish.brief.english import counted, day_words, ended, span_words
from detente.publish.brief.model import Brief, Picture
from detente.publish.brief.notes import Notes
from detente.publish.clean import one_line

PAIRS = 3
"""So many pairs are drawn."""


def build(case: Casefile, filters: Filters | None = None, pictures: bool = True) -> Brief:
    """The brief of a period. ``pictures``: with them where Altair is installed.

    Raises ``FilterError`` for what the casefile does not know.
    """
    filters = filters or Filters()
    shown = timeline(case, filters)
    spoken = quotes(case, None, filters)
    # A step is of no PLOVER type, and its fate may have turned in the period though it is older.
    announced = ledger(case, replace(filters, since=None, until=None, type=None))
    told_by = sources(case, filters)
    with case.reading() as connection:
        notes = Notes(connection)
        sections = (
            developments.section(connection, notes, shown.rows, filters),
            said.section(connection, notes, spoken.rows),
            *steps.sections(notes, announced.rows, filters),
            developments.differences(connection, notes, shown.rows),
            steps.watch(connection, notes, announced.rows, shown.rows, filters),
        )
        drawn, without = _pictures(case, filters, shown) if pictures else ((), None)
    return Brief(
        title="Brief",
        subtitle=_subtitle(filters, shown.rows),
        day=_last_day(filters, shown.rows),
        sections=sections,
        pictures=drawn,
        method=(
            *_method(shown, spoken, filters),
            *(ended(note) for note in shown.notes),
            *_without(without),
        ),
        sources=tuple(_source(row) for row in told_by.rows if row["reports"]),
        notes=tuple(notes.found),
    )


def _without(why: str | None) -> tuple[str, ...]:
    """What is said of pictures that could not be drawn."""
    return (ended(f"Pictures are left out: {why}"),) if why else ()


def _subtitle(filters: Filters, rows: list[Any]) -> str:
    told = {"actor": "on", "with": "with", "type": "of type", "source": "by"}
    asked = filters.told()
    more = [f"{word} {one_line(asked[name])}" for name, word in told.items() if name in asked]
    return "; ".join((_period(filters), *more))


def _period(filters: Filters) -> str:
    if filters.first and filters.last:
        return span_words(filters.first, filters.last)
    if filters.first:
        return f"From {day_words(filters.first)} on"
    return f"Up to {day_words(filters.last)}" if filters.last else "The whole casefile"


def _last_day(filters: Filters, rows: list[Any]) -> str | None:
    days = [row["first_reported"] for row in rows if row["first_reported"]]
    return filters.last or max(days, default=None)


def _pictures(
    case: Casefile, filters: Filters, shown: Any
) -> tuple[tuple[Picture, ...], str | None]:
    from detente.casefile.views.tension import tension
    from detente.errors import MissingExtraError
    from detente.publish.charts import draw

    found = []
    try:
        # A few days say little by themselves: the pairs are drawn from the beginning on.
        view = tension(case, replace(filters, since=None), pairs=PAIRS)
        if view.rows:
            title = "Conflict and cooperation of the main pairs"
            until = f" up to {day_words(filters.last)}" if filters.last else ""
            found.append(Picture(f"{title}{until}", draw(view, "png")))
        if shown.rows:
            found.append(Picture("What happened when", draw(shown, "png")))
    except MissingExtraError as error:
        return (), str(error)
    return tuple(found), None


def _method(shown: Any, spoken: Any, filters: Filters) -> list[str]:
    found = [
        f"Made by Détente from {counted(shown.total, 'occurrence')} and "
        f"{counted(spoken.total, 'statement')} of the period, by templates and without a language "
        "model: the same casefile gives the same brief.",
        "Every sentence has a footnote: its report, and the report's exact words. What somebody "
        "said stays what that side said; nothing here says that it is true.",
        "“Read as” is how the programme reads the words above it. It makes mistakes: the words "
        "decide.",
        "An occurrence is what the programme takes for one happening in one or more reports; "
        "copies of a report count as one source. Chosen are those of high intensity, told by "
        "several sources, new. The figure is the intensity on the Goldstein scale, from −10 "
        "(conflict) to 10 (cooperation); “new” is the first of its type between the same sides in "
        "the casefile; “undated” stands at the day of its first report.",
        "Who did a deed of conflict is named only where all reports that name somebody agree.",
    ]
    if filters.last:
        found.append(
            f"Fates of steps are as they stood on {day_words(filters.last)}; what the casefile "
            "knows of later is marked as such."
        )
    if filters.type:
        found.append("Steps are of no event type: they are not chosen by it.")
    return found


def _source(row: Any) -> tuple[str, str]:
    told = [counted(row["reports"], "report")]
    if row["copies"]:
        told.append(counted(row["copies"], "copy", "copies") + " of other reports among them")
    told.append(counted(row["statements"], "statement"))
    told.append(counted(row["occurrences"], "occurrence"))
    days = (row["first_published"], row["last_published"])
    if days[0]:
        told.append(span_words(*days))
    return one_line(row["source"]), ", ".join(told)
