"""The tables of a casefile: what was put in, what was judged, and what follows from both.

``KEPT`` tables hold what cannot be had again: reports, the records read from them, judgements,
corrections, the log, failures, feeds. ``DERIVED`` tables hold nothing that ``detente case rebuild``
does not make anew from the kept ones. Days are ISO 8601 texts; ``..._from`` and ``..._to`` are the
first and last day that a date can mean, so that an interval is found by comparing texts.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _report() -> Column[int]:
    return Column(
        "report", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True
    )


about = Table(
    "about",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    comment="facts of the casefile itself: what made it, when, with which parameters",
)
reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True, comment="in the order of adding"),
    Column("key", String(32), nullable=False, unique=True, comment="hash of what was found"),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("source", Text, index=True),
    Column("url", Text, index=True),
    Column("published", String(10), index=True),
    Column("found", Text, nullable=False, comment="file, line, address it was found at"),
    Column("fetched", String(10), comment="day of the fetch, of what came over the net"),
    Column("added", String(32), nullable=False, comment="UTC, ISO 8601"),
    sqlite_autoincrement=True,
)
records = Table(
    "records",
    metadata,
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("code", String(32), nullable=False),
    Column("model", String(64), nullable=False),
    Column("knowledge", String(64)),
    Column("ontology", String(64)),
    Column("body", LargeBinary, nullable=False, comment="the record without its text: JSON, zlib"),
    Column("vectors", LargeBinary, comment="meaning of its events, a row each: float16"),
)
judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False, comment="event, actor, copy, fate"),
    Column("left", String(96), nullable=False, comment="anchor: see casefile.anchors"),
    Column("right", String(96), nullable=False),
    Column(
        "verdict", String(16), nullable=False, comment="positive, negative, unsure; of a fate: it"
    ),
    Column("score", Float),
    Column("by", String(64), nullable=False, comment="detente, or a person's name"),
    Column("at", String(32), nullable=False, comment="UTC, ISO 8601"),
    Column("note", Text),
    UniqueConstraint("kind", "left", "right", "by"),
    Index("ix_judgements_right", "kind", "right"),
    Index("ix_judgements_verdict", "kind", "verdict", "by"),
)
corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True, comment="in the order of making; never used again"),
    Column("report", String(32), index=True, comment="reports.key"),
    Column("other", String(32), index=True, comment="the second report of a judgement"),
    Column(
        "action",
        String(10),
        nullable=False,
        comment="set, add, delete, confirm; join, split, judge; undo",
    ),
    Column("kind", String(12), nullable=False, comment="of the entry; report: the header"),
    Column("start", Integer, comment="of the entry's words, in the report's text"),
    Column("end", Integer),
    Column("hint", Text, comment="what else tells it apart there: type, name"),
    Column("nth", Integer, nullable=False, default=0, comment="of several that share all of it"),
    Column("field", String(24)),
    Column("value", Text, comment="JSON"),
    Column("was", Text, comment="JSON: what stood there when it was made"),
    Column("undoes", Integer, index=True, comment="the correction that an undo takes back"),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False, comment="UTC, ISO 8601"),
    Column("note", Text),
    comment="what people corrected: rows are only added; see casefile.corrections",
    sqlite_autoincrement=True,
)
log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False, comment="UTC, ISO 8601"),
    Column("by", String(64), nullable=False),
    Column("what", String(16), nullable=False, comment="add, set, join, judge, undo, login ..."),
    Column("report", Integer, index=True, comment="reports.id, where it concerns one"),
    Column("about", Text, comment="what it was about, in words"),
    comment="who did what, and when: rows are only added",
    sqlite_autoincrement=True,
)
failures = Table(
    "failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("found", Text, nullable=False, unique=True),
    Column("why", Text, nullable=False),
    Column("at", String(32), nullable=False),
)
feeds = Table(
    "feeds",
    metadata,
    Column("url", String(2000), primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("seen", Text, nullable=False, comment="items that it held, and how often each failed"),
    Column("checked", String(32), nullable=False),
)

bands = Table(
    "bands",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False),
    comment="MinHash bands: reports that share one may be copies",
    sqlite_with_rowid=False,
)
twins = Table(
    "twins",
    metadata,
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("kind", String(8), nullable=False, comment="version: of one source; else copy"),
    Column("similarity", Float, nullable=False),
    comment="near-duplicates, from which copies follow",
)
copies = Table(
    "copies",
    metadata,
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("of", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(8), nullable=False, comment="copy, or version: the earlier of two"),
    Column("similarity", Float, nullable=False),
    comment="copies of another report, versions since replaced: they tell nothing new",
)
actors = Table(
    "actors",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("entry", String(12), nullable=False, comment="its id in the record"),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("country", String(16), index=True),
    Column("office", Text),
    Column("wikidata", String(16)),
    Column("start", Integer, comment="of its first mention, in the report's text"),
    Column("end", Integer),
    Column("entity", String(40), index=True, comment="the actor of all reports: entities.id"),
    UniqueConstraint("report", "entry"),
)
entities = Table(
    "entities",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("country", String(16), index=True),
    Column("office", Text),
    Column("wikidata", String(16), index=True),
    Column("reports", Integer, nullable=False, comment="reports that name it"),
)
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("entry", String(12), nullable=False),
    Column("type", String(16), nullable=False),
    Column("mode", String(32)),
    Column("quad", Integer, nullable=False),
    Column("intensity", Float, nullable=False),
    Column("status", String(16), nullable=False),
    Column(
        "claimed_by", ForeignKey("actors.id", ondelete="SET NULL"), comment="the claim's speaker"
    ),
    Column("date", Text, comment="EDTF"),
    Column("date_from", String(10)),
    Column("date_to", String(10)),
    Column("place", Text),
    Column("place_country", String(16)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("start", Integer, nullable=False, comment="of the trigger, in the report's text"),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("acts", Text, comment="what its sentence speaks of: see ledger/acts.yaml"),
    Column("confidence", Float, nullable=False),
    Column(
        "reciprocal",
        Boolean,
        nullable=False,
        default=False,
        comment="its actors did it with or to each other",
    ),
    Column("quantities", Text, comment="JSON: value, unit, words of each"),
    Column("occurrence", String(40), index=True),
    UniqueConstraint("report", "entry"),
    Index("ix_events_type_date", "type", "date_from"),
)
event_parties = Table(
    "event_parties",
    metadata,
    Column("event", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(10), primary_key=True, comment="actor, recipient"),
    Column("actor", ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True),
)
statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("entry", String(12), nullable=False),
    Column("speaker", ForeignKey("actors.id", ondelete="SET NULL"), index=True),
    Column("kind", String(10), nullable=False, comment="direct, indirect, mixed"),
    Column("cue", Text),
    Column("content", Text, nullable=False, comment="pieces with ' … ' between"),
    Column("quotes", Text, comment="the parts in quotation marks"),
    Column("acts", Text, comment="what it speaks of: see ledger/acts.yaml"),
    Column("denied", Text, comment="those of them that it says have not happened"),
    Column("date", Text),
    Column("date_from", String(10), index=True),
    Column("date_to", String(10)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("report", "entry"),
)
statement_parties = Table(
    "statement_parties",
    metadata,
    Column("statement", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(10), primary_key=True, comment="to whom it was said, about whom"),
    Column("actor", ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True),
)
commitments = Table(
    "commitments",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("entry", String(12), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("content", Text, nullable=False),
    Column("condition", Text),
    Column("act", Text, comment="what it is about: see ledger/acts.yaml"),
    Column("condition_acts", Text),
    Column("deadline", Text),
    Column("when_from", String(10), comment="first day for which its words say it"),
    Column("when_to", String(10)),
    Column("places", Text, comment="that its words name: JSON, each with its country"),
    Column("statement", ForeignKey("statements.id", ondelete="SET NULL")),
    Column("event", ForeignKey("events.id", ondelete="SET NULL"), index=True),
    Column("date", Text, comment="of its statement"),
    Column("date_from", String(10), index=True),
    Column("date_to", String(10)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("confidence", Float),
    UniqueConstraint("report", "entry"),
)
commitment_parties = Table(
    "commitment_parties",
    metadata,
    Column("commitment", ForeignKey("commitments.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(10), primary_key=True, comment="by, to; named in its words"),
    Column("actor", ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True),
)
blocks = Table(
    "blocks",
    metadata,
    Column("kind", String(8), primary_key=True, comment="event, actor"),
    Column("block", String(96), primary_key=True, comment="what candidates for a merge share"),
    Column("entry", Integer, primary_key=True, comment="events.id or actors.id"),
    sqlite_with_rowid=False,
)
occurrences = Table(
    "occurrences",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("type", String(16), nullable=False),
    Column("mode", String(32)),
    Column("quad", Integer, nullable=False),
    Column("intensity", Float, nullable=False),
    Column("status", String(16), nullable=False),
    Column("date", Text),
    Column("date_from", String(10), index=True),
    Column("date_to", String(10)),
    Column("place", Text),
    Column("place_country", String(16)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False, comment="independent ones: copies count once"),
    Column("first_reported", String(10), index=True),
    Column("words", Text, nullable=False, comment="of its best telling"),
    Column("event", Integer, nullable=False, comment="its best telling: events.id"),
    Column("differences", Text, comment="what its sources disagree on: JSON"),
)
occurrence_parties = Table(
    "occurrence_parties",
    metadata,
    Column("occurrence", ForeignKey("occurrences.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(10), primary_key=True),
    Column("entity", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String(16)),
    Index("ix_occurrence_parties_country", "country", "role"),
    Index("ix_occurrence_parties_entity", "entity"),
)
fates = Table(
    "fates",
    metadata,
    Column("id", String(96), primary_key=True, comment="anchor of the step's first telling"),
    Column("day", String(10), index=True),
    Column("kind", String(16), nullable=False),
    Column("fate", String(16), comment="none where it is unknown"),
    Column("since", String(10), comment="day of the turn that decided it"),
    Column("parties", Text, nullable=False, comment="codes and entities, tabs around each"),
    Column("sources", Text, nullable=False, comment="of its tellings: JSON"),
    Column("body", Text, nullable=False, comment="the row of the view: JSON"),
    comment="the ledger as it was made last: see about 'ledger'",
)

LEDGER = "ledger"
"""The fact of ``about`` that tells what the stored ledger was made from."""
CHANGES = "changes"
"""The fact of ``about`` that counts the changes: see ``state``."""
ENTRIES = (commitments, statements, events, actors)
"""What is derived from one report's record alone; rows that point at these go with them."""
KEPT = (about, reports, records, judgements, corrections, log, failures, feeds)
DERIVED = tuple(table for table in metadata.sorted_tables if table not in KEPT)
