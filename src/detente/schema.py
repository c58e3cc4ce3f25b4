"""The record's shape for other programs: its JSON Schema."""

from __future__ import annotations

import json

from detente.record import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema() -> str:
    """The JSON Schema (2020-12) of what ``detente read --json`` writes, as text with a newline."""
    # Every field is always written, also one that may be null: hence "serialization".
    schema = Record.model_json_schema(mode="serialization")
    return json.dumps({"$schema": DIALECT} | schema, indent=2, ensure_ascii=False) + "\n"
