"""The way through: report -> language -> grounding -> coding -> record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente import __version__
from detente.coding.own import Ontology, using_ontology
from detente.knowledge.own import Knowledge, using
from detente.record import Maker, Record, Report
from detente.sources.reports import Day, iso_day, make_report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from detente.grounding.bundle import Grounding

Readable = str | Report | tuple[str, Day]
"""What ``read_many`` takes: a text, a report as a source gives it, or a text and its day."""

UNDATED = (
    "The day of publication is not known: dates that hang on it, such as “on Tuesday”, "
    "stay unknown. Give it with --date or published=."
)


def pipeline() -> Language:
    """The reading pipeline: a spaCy ``Language`` whose Docs carry all that the records are made of.
    Loaded once; takes no network."""
    from detente.language.pipeline import load

    return load()


@cache
def maker(knowledge: Knowledge | None = None, ontology: Ontology | None = None) -> Maker:
    """The code, the model, the knowledge and the ontology at work here."""
    from detente.coding.own_file import version as version_of_ontology
    from detente.knowledge.door import version
    from detente.language.encoder import model_version

    return Maker(
        code=__version__,
        model=model_version(),
        knowledge=version(knowledge),
        ontology=version_of_ontology(ontology),
    )


def read(
    text: str | Report,
    published: Day = None,
    *,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    force: bool = False,
    knowledge: Knowledge | str | Path | None = None,
    ontology: Ontology | str | Path | None = None,
) -> Record:
    """The record of one report.

    ``published`` is the day of publication (ISO string or date); without it the day that the text
    tells is taken, and if it tells none, dates that hang on it stay unknown. ``force`` reads a text
    that is not in English all the same. ``knowledge`` and ``ontology`` are a user's own, or their
    files, and win over the shipped ones. Raises ``ReportError``, ``KnowledgeError``,
    ``OntologyError``.
    """
    given = {"title": title, "source": source, "url": url, "published": iso_day(published)}
    if isinstance(text, Report):
        known = {field: value for field, value in given.items() if value is not None}
        report = text.model_copy(update=known)
    else:
        report = make_report(text, force=force).model_copy(update=given)
    return next(read_many([report], knowledge=knowledge, ontology=ontology))


def read_many(
    reports: Iterable[Readable],
    *,
    batch_size: int = 16,
    force: bool = False,
    knowledge: Knowledge | str | Path | None = None,
    ontology: Ontology | str | Path | None = None,
) -> Iterator[Record]:
    """The records of many reports, one by one and in order, as the iterable gives them.

    ``knowledge`` and ``ontology`` are a user's own, or their files. Raises ``ReportError`` at the
    first report that cannot be read, ``KnowledgeError`` and ``OntologyError`` for those files.
    """
    for record, _ in read_docs(
        (_as_report(item, force) for item in reports),
        batch_size=batch_size,
        knowledge=knowledge,
        ontology=ontology,
    ):
        yield record


def read_docs(
    reports: Iterable[Report],
    *,
    batch_size: int = 16,
    knowledge: Knowledge | str | Path | None = None,
    ontology: Ontology | str | Path | None = None,
) -> Iterator[tuple[Record, Doc]]:
    """Each record with the Doc that it was made of, as ``read_many`` gives them."""
    from detente.coding.own_file import as_ontology
    from detente.knowledge.door import as_knowledge

    own, own_codes = as_knowledge(knowledge), as_ontology(ontology)
    pairs = ((report.text, report) for report in reports)
    for doc, report in pipeline().pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield code(doc, report, own, own_codes), doc


def code(
    doc: Doc,
    report: Report,
    knowledge: Knowledge | None = None,
    ontology: Ontology | None = None,
) -> Record:
    """What a read text says: what its words point at, then what was said, done and promised."""
    # here and not around the loop: a generator would let them out
    with using(knowledge), using_ontology(ontology):
        return _code(doc, report, maker(knowledge, ontology))


def _code(doc: Doc, report: Report, made_by: Maker) -> Record:
    from detente.coding.commitments import code_commitments
    from detente.coding.confidence import with_confidence
    from detente.coding.events import code_events, with_days
    from detente.coding.statements import code_statements, with_occasions

    grounding = ground(doc, report.published)
    header = grounding.header
    statements = code_statements(doc, grounding)
    events = code_events(doc, grounding, statements)
    statements = with_occasions(statements, events, doc)
    events = with_days(events, statements, grounding.actors.actors)
    events = with_confidence(events, doc)
    return Record(
        made_by=made_by,
        report=report.model_copy(
            update={
                "title": report.title or (header.title and header.title.text),
                "published": header.published,
                "dateline": header.dateline,
            }
        ),
        times=grounding.times,
        places=grounding.places,
        actors=grounding.actors.actors,
        statements=statements,
        events=events,
        commitments=code_commitments(doc, grounding, statements, events),
        notes=(*(() if header.published else (UNDATED,)), *grounding.actors.notes),
    )


def ground(doc: Doc, published: str | None = None) -> Grounding:
    """What the words of a read text point at in the world."""
    from detente.grounding.actors import ground_actors
    from detente.grounding.bundle import Grounding
    from detente.grounding.header import read_header
    from detente.grounding.places import find_places
    from detente.grounding.times import find_times

    header = read_header(doc, date.fromisoformat(published) if published else None)
    return Grounding(
        header=header,
        times=find_times(doc, header),
        places=find_places(doc, header),
        actors=ground_actors(doc, header),
    )


def _as_report(item: Readable, force: bool) -> Report:
    if isinstance(item, Report):
        return item
    text, published = item if isinstance(item, tuple) else (item, None)
    return make_report(text, published, force=force)
