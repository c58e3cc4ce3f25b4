"""The first casefile. Made by Alembic from ``casefile.schema``."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "about",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_about")),
        comment="facts of the casefile itself: what made it, when, with which parameters",
    )
    op.create_table(
        "bands",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "report", name=op.f("pk_bands")),
        comment="MinHash bands: reports that share one may be copies",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "blocks",
        sa.Column("kind", sa.String(length=8), nullable=False, comment="event, actor"),
        sa.Column(
            "block",
            sa.String(length=96),
            nullable=False,
            comment="what candidates for a merge share",
        ),
        sa.Column("entry", sa.Integer(), nullable=False, comment="events.id or actors.id"),
        sa.PrimaryKeyConstraint("kind", "block", "entry", name=op.f("pk_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entities",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("country", sa.String(length=16), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("wikidata", sa.String(length=16), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False, comment="reports that name it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
    )
    with op.batch_alter_table("entities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entities_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_entities_wikidata"), ["wikidata"], unique=False)

    op.create_table(
        "failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
        sa.UniqueConstraint("found", name=op.f("uq_failures_found")),
    )
    op.create_table(
        "fates",
        sa.Column(
            "id", sa.String(length=96), nullable=False, comment="anchor of the step's first telling"
        ),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("fate", sa.String(length=16), nullable=True, comment="none where it is unknown"),
        sa.Column(
            "since", sa.String(length=10), nullable=True, comment="day of the turn that decided it"
        ),
        sa.Column(
            "parties", sa.Text(), nullable=False, comment="codes and entities, tabs around each"
        ),
        sa.Column("sources", sa.Text(), nullable=False, comment="of its tellings: JSON"),
        sa.Column("body", sa.Text(), nullable=False, comment="the row of the view: JSON"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fates")),
        comment="the ledger as it was made last: see about 'ledger'",
    )
    with op.batch_alter_table("fates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fates_day"), ["day"], unique=False)

    op.create_table(
        "feeds",
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column(
            "seen",
            sa.Text(),
            nullable=False,
            comment="items that it held, and how often each failed",
        ),
        sa.Column("checked", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feeds")),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="event, actor, copy, fate"),
        sa.Column(
            "left", sa.String(length=96), nullable=False, comment="anchor: see casefile.anchors"
        ),
        sa.Column("right", sa.String(length=96), nullable=False),
        sa.Column(
            "verdict",
            sa.String(length=16),
            nullable=False,
            comment="positive, negative, unsure; of a fate: it",
        ),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column(
            "by", sa.String(length=64), nullable=False, comment="detente, or a person's name"
        ),
        sa.Column("at", sa.String(length=32), nullable=False, comment="UTC, ISO 8601"),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sa.UniqueConstraint(
            "kind", "left", "right", "by", name=op.f("uq_judgements_kind_left_right_by")
        ),
    )
    with op.batch_alter_table("judgements", schema=None) as batch_op:
        batch_op.create_index("ix_judgements_right", ["kind", "right"], unique=False)
        batch_op.create_index("ix_judgements_verdict", ["kind", "verdict", "by"], unique=False)

    op.create_table(
        "occurrences",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=True),
        sa.Column("quad", sa.Integer(), nullable=False),
        sa.Column("intensity", sa.Float(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_from", sa.String(length=10), nullable=True),
        sa.Column("date_to", sa.String(length=10), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.String(length=16), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column(
            "sources", sa.Integer(), nullable=False, comment="independent ones: copies count once"
        ),
        sa.Column("first_reported", sa.String(length=10), nullable=True),
        sa.Column("words", sa.Text(), nullable=False, comment="of its best telling"),
        sa.Column("event", sa.Integer(), nullable=False, comment="its best telling: events.id"),
        sa.Column(
            "differences", sa.Text(), nullable=True, comment="what its sources disagree on: JSON"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
    )
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occurrences_date_from"), ["date_from"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_occurrences_first_reported"), ["first_reported"], unique=False
        )

    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False, comment="in the order of adding"),
        sa.Column("key", sa.String(length=32), nullable=False, comment="hash of what was found"),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column(
            "found", sa.Text(), nullable=False, comment="file, line, address it was found at"
        ),
        sa.Column(
            "fetched",
            sa.String(length=10),
            nullable=True,
            comment="day of the fetch, of what came over the net",
        ),
        sa.Column("added", sa.String(length=32), nullable=False, comment="UTC, ISO 8601"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("key", name=op.f("uq_reports_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_published"), ["published"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_url"), ["url"], unique=False)

    op.create_table(
        "actors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=12), nullable=False, comment="its id in the record"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("country", sa.String(length=16), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("wikidata", sa.String(length=16), nullable=True),
        sa.Column(
            "start",
            sa.Integer(),
            nullable=True,
            comment="of its first mention, in the report's text",
        ),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column(
            "entity",
            sa.String(length=40),
            nullable=True,
            comment="the actor of all reports: entities.id",
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_actors_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
        sa.UniqueConstraint("report", "entry", name=op.f("uq_actors_report_entry")),
    )
    with op.batch_alter_table("actors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actors_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_actors_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_actors_report"), ["report"], unique=False)

    op.create_table(
        "copies",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=8),
            nullable=False,
            comment="copy, or version: the earlier of two",
        ),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["of"], ["reports.id"], name=op.f("fk_copies_of"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_copies_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_copies")),
        comment="copies of another report, versions since replaced: they tell nothing new",
    )
    with op.batch_alter_table("copies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copies_of"), ["of"], unique=False)

    op.create_table(
        "occurrence_parties",
        sa.Column("occurrence", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["occurrence"],
            ["occurrences.id"],
            name=op.f("fk_occurrence_parties_occurrence"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("occurrence", "role", "entity", name=op.f("pk_occurrence_parties")),
    )
    with op.batch_alter_table("occurrence_parties", schema=None) as batch_op:
        batch_op.create_index("ix_occurrence_parties_country", ["country", "role"], unique=False)
        batch_op.create_index("ix_occurrence_parties_entity", ["entity"], unique=False)

    op.create_table(
        "records",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("knowledge", sa.String(length=64), nullable=True),
        sa.Column("ontology", sa.String(length=64), nullable=True),
        sa.Column(
            "body",
            sa.LargeBinary(),
            nullable=False,
            comment="the record without its text: JSON, zlib",
        ),
        sa.Column(
            "vectors",
            sa.LargeBinary(),
            nullable=True,
            comment="meaning of its events, a row each: float16",
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_records_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_records")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=12), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=True),
        sa.Column("quad", sa.Integer(), nullable=False),
        sa.Column("intensity", sa.Float(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("claimed_by", sa.Integer(), nullable=True, comment="the claim's speaker"),
        sa.Column("date", sa.Text(), nullable=True, comment="EDTF"),
        sa.Column("date_from", sa.String(length=10), nullable=True),
        sa.Column("date_to", sa.String(length=10), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.String(length=16), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column(
            "start", sa.Integer(), nullable=False, comment="of the trigger, in the report's text"
        ),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "acts",
            sa.Text(),
            nullable=True,
            comment="what its sentence speaks of: see ledger/acts.yaml",
        ),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column(
            "reciprocal",
            sa.Boolean(),
            nullable=False,
            comment="its actors did it with or to each other",
        ),
        sa.Column(
            "quantities", sa.Text(), nullable=True, comment="JSON: value, unit, words of each"
        ),
        sa.Column("occurrence", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["claimed_by"], ["actors.id"], name=op.f("fk_events_claimed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_events_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("report", "entry", name=op.f("uq_events_report_entry")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_occurrence"), ["occurrence"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_report"), ["report"], unique=False)
        batch_op.create_index("ix_events_type_date", ["type", "date_from"], unique=False)

    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=12), nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="direct, indirect, mixed"),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False, comment="pieces with ' … ' between"),
        sa.Column("quotes", sa.Text(), nullable=True, comment="the parts in quotation marks"),
        sa.Column(
            "acts", sa.Text(), nullable=True, comment="what it speaks of: see ledger/acts.yaml"
        ),
        sa.Column(
            "denied",
            sa.Text(),
            nullable=True,
            comment="those of them that it says have not happened",
        ),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_from", sa.String(length=10), nullable=True),
        sa.Column("date_to", sa.String(length=10), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_statements_report"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["speaker"], ["actors.id"], name=op.f("fk_statements_speaker"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("report", "entry", name=op.f("uq_statements_report_entry")),
    )
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statements_date_from"), ["date_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_report"), ["report"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_speaker"), ["speaker"], unique=False)

    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column(
            "act", sa.Text(), nullable=True, comment="what it is about: see ledger/acts.yaml"
        ),
        sa.Column("condition_acts", sa.Text(), nullable=True),
        sa.Column("deadline", sa.Text(), nullable=True),
        sa.Column("statement", sa.Integer(), nullable=True),
        sa.Column("event", sa.Integer(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True, comment="of its statement"),
        sa.Column("date_from", sa.String(length=10), nullable=True),
        sa.Column("date_to", sa.String(length=10), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event"], ["events.id"], name=op.f("fk_commitments_event"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_commitments_report"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement"],
            ["statements.id"],
            name=op.f("fk_commitments_statement"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint("report", "entry", name=op.f("uq_commitments_report_entry")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitments_date_from"), ["date_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitments_event"), ["event"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitments_report"), ["report"], unique=False)

    op.create_table(
        "event_parties",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False, comment="actor, recipient"),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"], ["actors.id"], name=op.f("fk_event_parties_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event"], ["events.id"], name=op.f("fk_event_parties_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event", "role", "actor", name=op.f("pk_event_parties")),
    )
    with op.batch_alter_table("event_parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_parties_actor"), ["actor"], unique=False)

    op.create_table(
        "statement_parties",
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column(
            "role", sa.String(length=10), nullable=False, comment="to whom it was said, about whom"
        ),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"], ["actors.id"], name=op.f("fk_statement_parties_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement"],
            ["statements.id"],
            name=op.f("fk_statement_parties_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement", "role", "actor", name=op.f("pk_statement_parties")),
    )
    with op.batch_alter_table("statement_parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_parties_actor"), ["actor"], unique=False)

    op.create_table(
        "commitment_parties",
        sa.Column("commitment", sa.Integer(), nullable=False),
        sa.Column(
            "role", sa.String(length=10), nullable=False, comment="by, to; named in its words"
        ),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"], ["actors.id"], name=op.f("fk_commitment_parties_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["commitment"],
            ["commitments.id"],
            name=op.f("fk_commitment_parties_commitment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("commitment", "role", "actor", name=op.f("pk_commitment_parties")),
    )
    with op.batch_alter_table("commitment_parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_parties_actor"), ["actor"], unique=False)


def downgrade() -> None:
    """From this version."""
    with op.batch_alter_table("commitment_parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_parties_actor"))

    op.drop_table("commitment_parties")
    with op.batch_alter_table("statement_parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_parties_actor"))

    op.drop_table("statement_parties")
    with op.batch_alter_table("event_parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_parties_actor"))

    op.drop_table("event_parties")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitments_report"))
        batch_op.drop_index(batch_op.f("ix_commitments_event"))
        batch_op.drop_index(batch_op.f("ix_commitments_date_from"))

    op.drop_table("commitments")
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statements_speaker"))
        batch_op.drop_index(batch_op.f("ix_statements_report"))
        batch_op.drop_index(batch_op.f("ix_statements_date_from"))

    op.drop_table("statements")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_type_date")
        batch_op.drop_index(batch_op.f("ix_events_report"))
        batch_op.drop_index(batch_op.f("ix_events_occurrence"))

    op.drop_table("events")
    op.drop_table("records")
    with op.batch_alter_table("occurrence_parties", schema=None) as batch_op:
        batch_op.drop_index("ix_occurrence_parties_entity")
        batch_op.drop_index("ix_occurrence_parties_country")

    op.drop_table("occurrence_parties")
    with op.batch_alter_table("copies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copies_of"))

    op.drop_table("copies")
    with op.batch_alter_table("actors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actors_report"))
        batch_op.drop_index(batch_op.f("ix_actors_entity"))
        batch_op.drop_index(batch_op.f("ix_actors_country"))

    op.drop_table("actors")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_url"))
        batch_op.drop_index(batch_op.f("ix_reports_source"))
        batch_op.drop_index(batch_op.f("ix_reports_published"))

    op.drop_table("reports")
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occurrences_first_reported"))
        batch_op.drop_index(batch_op.f("ix_occurrences_date_from"))

    op.drop_table("occurrences")
    with op.batch_alter_table("judgements", schema=None) as batch_op:
        batch_op.drop_index("ix_judgements_verdict")
        batch_op.drop_index("ix_judgements_right")

    op.drop_table("judgements")
    op.drop_table("feeds")
    with op.batch_alter_table("fates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fates_day"))

    op.drop_table("fates")
    op.drop_table("failures")
    with op.batch_alter_table("entities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entities_wikidata"))
        batch_op.drop_index(batch_op.f("ix_entities_country"))

    op.drop_table("entities")
    op.drop_table("blocks")
    op.drop_table("bands")
    op.drop_table("about")
