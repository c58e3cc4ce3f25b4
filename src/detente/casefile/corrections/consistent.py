"""What follows when a field is set, and whether an entry still is one."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from detente.casefile.corrections.fields import FIELDS, model_of
from detente.casefile.corrections.model import HEADER
from detente.casefile.corrections.values import fitted
from detente.errors import CorrectionError


def put(kind: str, fields: dict[str, Any], name: str, value: Any, text: str) -> dict[str, Any]:
    """The fields of an entry with one of them set, and what follows from it. ``value`` is normal,
    with ids as they are now."""
    if name == "span":
        return {**fields, **value, "text": text[value["start"] : value["end"]]}
    changed = {**fields, name: fitted(FIELDS[kind][name], value, text)}
    if kind == "event":
        _follow_event(changed, name, fields)
    elif kind == "statement" and name == "content":
        # What is no longer of its words is no quotation of it.
        start, end = _hull(changed["content"])
        quotes = changed.get("quotes") or []
        changed["quotes"] = [q for q in quotes if start <= q["start"] and q["end"] <= end]
    return changed


def _follow_event(event: dict[str, Any], name: str, before: dict[str, Any]) -> None:
    from detente.coding.events.ontology import ontology

    entry = ontology().get(event["type"]) if event.get("type") else None
    if name == "type" and entry:
        if event.get("mode") not in entry.modes:
            event["mode"] = None
        event["quad"] = entry.quad
    if name in ("type", "mode") and entry:
        event["intensity"] = entry.intensity_of(event.get("mode"))
    elif name == "trigger":
        old, new = before.get("trigger"), event["trigger"]
        kept = [m for m in event.get("mentions") or [] if m not in (old, new)]
        event["mentions"] = sorted([*kept, new], key=lambda m: (m["start"], m["end"]))
    elif name == "reciprocal" and event["reciprocal"] is True:
        # Those who do it with each other are its actors: see the record's contract.
        both = [*(event.get("actors") or []), *(event.get("recipients") or [])]
        event["actors"], event["recipients"] = list(dict.fromkeys(both)), []
    elif name == "recipients" and event["recipients"]:
        event["reciprocal"] = False


def check(
    kind: str, fields: dict[str, Any], text: str, name: str | None = None, own_modes: bool = False
) -> None:
    """Raise ``CorrectionError`` if these are no fields of an entry, or if ``name``, that was set,
    does not fit the others. ``own_modes``: the record was made with an ontology of the user's
    own, whose modes are not known here."""
    try:
        model_of(kind).model_validate({**fields, "text": text} if kind == HEADER else fields)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise CorrectionError(f"{where}: {problem['msg']}") from None
    if kind == "event" and name in (None, "type", "mode") and not own_modes:
        _check_mode(fields)
    if kind == "event" and not -10 <= fields["intensity"] <= 10:
        raise CorrectionError("intensity: between -10 and 10")
    if kind == "statement" and name in (None, "quotes"):
        start, end = _hull(fields["content"])
        for quote in fields.get("quotes") or ():
            if quote["start"] < start or quote["end"] > end:
                raise CorrectionError("quotes: not within the content")
    if kind == "place":
        for axis, limit in (("latitude", 90), ("longitude", 180)):
            if fields.get(axis) is not None and not -limit <= fields[axis] <= limit:
                raise CorrectionError(f"{axis}: between -{limit} and {limit}")
    if name in ("via", "anchor") and fields.get(name) == fields["id"]:
        raise CorrectionError(f"{name}: an entry cannot point at itself")


def _check_mode(event: dict[str, Any]) -> None:
    from detente.coding.events.ontology import ontology

    modes = ontology()[event["type"]].modes
    if event.get("mode") and event["mode"] not in modes:
        known = ", ".join(modes) or "it has none"
        raise CorrectionError(f"mode: no mode of {event['type']} ({known})")


def _hull(spans: list[dict[str, int]]) -> tuple[int, int]:
    return min(s["start"] for s in spans), max(s["end"] for s in spans)
