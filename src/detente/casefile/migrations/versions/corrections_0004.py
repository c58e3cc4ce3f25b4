"""What people corrected, and the log of who did what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "corrections",
        sa.Column(
            "id", sa.Integer(), nullable=False, comment="in the order of making; never used again"
        ),
        sa.Column("report", sa.String(length=32), nullable=True, comment="reports.key"),
        sa.Column(
            "other", sa.String(length=32), nullable=True, comment="the second report of a judgement"
        ),
        sa.Column(
            "action",
            sa.String(length=10),
            nullable=False,
            comment="set, add, delete, confirm; join, split, judge; undo",
        ),
        sa.Column(
            "kind", sa.String(length=12), nullable=False, comment="of the entry; report: the header"
        ),
        sa.Column(
            "start",
            sa.Integer(),
            nullable=True,
            comment="of the entry's words, in the report's text",
        ),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column(
            "hint", sa.Text(), nullable=True, comment="what else tells it apart there: type, name"
        ),
        sa.Column("nth", sa.Integer(), nullable=False, comment="of several that share all of it"),
        sa.Column("field", sa.String(length=24), nullable=True),
        sa.Column("value", sa.Text(), nullable=True, comment="JSON"),
        sa.Column(
            "was", sa.Text(), nullable=True, comment="JSON: what stood there when it was made"
        ),
        sa.Column(
            "undoes", sa.Integer(), nullable=True, comment="the correction that an undo takes back"
        ),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False, comment="UTC, ISO 8601"),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        comment="what people corrected: rows are only added; see casefile.corrections",
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrections_other"), ["other"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_report"), ["report"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_undoes"), ["undoes"], unique=False)

    op.create_table(
        "log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False, comment="UTC, ISO 8601"),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column(
            "what",
            sa.String(length=16),
            nullable=False,
            comment="add, set, join, judge, undo, login ...",
        ),
        sa.Column(
            "report", sa.Integer(), nullable=True, comment="reports.id, where it concerns one"
        ),
        sa.Column("about", sa.Text(), nullable=True, comment="what it was about, in words"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log")),
        comment="who did what, and when: rows are only added",
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_report"), ["report"], unique=False)
