"""How casefiles of one version become those of the next: Alembic's scripts."""
