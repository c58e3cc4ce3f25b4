"""Days and places that commitments name. Of what was stored before they are known after
``detente case rebuild``."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """To this version."""
    first = "first day for which its words say it"
    places = "that its words name: JSON, each with its country"
    with op.batch_alter_table("commitments") as table:
        table.add_column(sa.Column("when_from", sa.String(length=10), comment=first))
        table.add_column(sa.Column("when_to", sa.String(length=10)))
        table.add_column(sa.Column("places", sa.Text(), comment=places))
