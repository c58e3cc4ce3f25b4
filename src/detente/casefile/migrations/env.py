"""Alembic's door: the connection comes from ``casefile.versions``."""

from __future__ import annotations

from alembic import context

from detente.casefile import versions
from detente.casefile.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    include_name=versions.in_schema,
)
context.run_migrations()
