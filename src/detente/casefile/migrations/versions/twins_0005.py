"""Near-duplicates are kept, and not only what they are copies of. Those of what was stored before
are known after ``detente case rebuild``."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "twins",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.String(length=8), nullable=False, comment="version: of one source; else copy"
        ),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other"], ["reports.id"], name=op.f("fk_twins_other"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_twins_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report", "other", name=op.f("pk_twins")),
        comment="near-duplicates, from which copies follow",
    )
    with op.batch_alter_table("twins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_twins_other"), ["other"], unique=False)
