"""The day of what was done by speaking is the day on which it was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.coding.events.ontology import ontology
from detente.record import Actor, Event, Reason, Statement


def with_days(
    events: Sequence[Event], statements: Sequence[Statement], actors: Sequence[Actor]
) -> tuple[Event, ...]:
    """Events with ``date`` filled in for acts of speaking (PLOVER's verbal types) that stand in a
    dated statement of one of their actors, or of one who speaks for the same state, once the
    statements' own days are known."""
    dated = [s for s in statements if s.date is not None and s.speaker is not None]
    countries = {a.id: a.country for a in actors}
    return tuple(_with_day(event, dated, countries) for event in events)


def _with_day(
    event: Event, dated: Sequence[Statement], countries: Mapping[str, str | None]
) -> Event:
    if event.date is not None or not ontology()[event.type].speech or event.type == "CONSULT":
        return event
    for statement in dated:
        if _performs(statement.speaker or "", event, countries) and _holds(statement, event):
            why = Reason(field="date", why=f"the day of the statement {statement.id}")
            reasons = (*event.reasons, why)
            return event.model_copy(update={"date": statement.date, "reasons": reasons})
    return event


def _performs(speaker: str, event: Event, countries: Mapping[str, str | None]) -> bool:
    if speaker in event.actors:
        return True
    country = countries.get(speaker)
    return country is not None and country in {countries.get(i) for i in event.actors}


def _holds(statement: Statement, event: Event) -> bool:
    spans = [*statement.content, *((statement.cue,) if statement.cue else ())]
    at = event.trigger
    return any(s.start < at.end and at.start < s.end for s in spans)
