"""Records for the views, built from the gold of the examples, so that no model is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.record import (
    Actor,
    Commitment,
    Dateline,
    Event,
    Maker,
    Mention,
    Place,
    Record,
    Report,
    Span,
    Statement,
    Time,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.txt"))


def record_of(name: str) -> Record:
    """The record that the gold of an example describes."""
    return GoldReader(name).record()


class GoldReader:
    def __init__(self, name: str) -> None:
        self.gold = json.loads((EXAMPLES / f"{name}.gold.json").read_text("utf-8"))
        self.text = (EXAMPLES / f"{name}.txt").read_text("utf-8")
        self.name = name
        self.actors: list[Actor] = []
        self.places: list[Place] = []
        for actor in self.gold["actors"]:
            self.add_actor(actor)

    def span(self, words: str, nth: int = 1) -> Span:
        at = -1
        for _ in range(nth):
            at = self.text.index(words, at + 1)
        return Span(start=at, end=at + len(words))

    def mention(self, words: str, nth: int = 1) -> Mention:
        span = self.span(words, nth)
        return Mention(start=span.start, end=span.end, text=words)

    def add_actor(self, gold: dict[str, Any]) -> str:
        actor = Actor(
            id=f"a{len(self.actors) + 1}",
            name=gold["name"],
            kind=gold.get("kind", "person" if gold.get("office") else "organisation"),
            country=gold.get("country"),
            sectors=tuple(filter(None, [gold.get("sector")])),
            office=gold.get("office"),
            mentions=tuple(self.mention(words) for words in gold.get("mentions", [])),
        )
        self.actors.append(actor)
        return actor.id

    def actor(self, gold: dict[str, Any]) -> str:
        known = [actor.id for actor in self.actors if actor.name == gold["name"]]
        return known[0] if known else self.add_actor(gold)

    def country(self, code: str) -> str:
        known = [a.id for a in self.actors if a.country == code and a.kind == "state"]
        return known[0] if known else self.add_actor({"name": code, "country": code})

    def place(self, name: str | None) -> str | None:
        if name is None:
            return None
        known = [place.id for place in self.places if place.name == name]
        if not known:
            self.places.append(Place(id=f"p{len(self.places) + 1}", name=name))
        return known[0] if known else self.places[-1].id

    def record(self) -> Record:
        line = self.gold["dateline"]
        dateline = None
        if line:
            span = self.span(line["place"].upper())
            dateline = Dateline(
                start=span.start, end=span.end, place=line["place"], country=line["country"]
            )
        statements = tuple(self.statement(i, g) for i, g in enumerate(self.gold["statements"], 1))
        events = tuple(self.event(i, g, statements) for i, g in enumerate(self.gold["events"], 1))
        return Record(
            made_by=Maker(code="0.1.0", model="by hand"),
            report=Report(
                id=self.name,
                published=self.gold["published"],
                text=self.text,
                dateline=dateline,
            ),
            times=tuple(self.time(i, g) for i, g in enumerate(self.gold["times"], 1)),
            statements=statements,
            events=events,
            commitments=tuple(
                self.commitment(i, g, statements) for i, g in enumerate(self.gold["commitments"], 1)
            ),
            actors=tuple(self.actors),
            places=tuple(self.places),
        )

    def time(self, i: int, gold: dict[str, Any]) -> Time:
        span = self.mention(gold["span"], gold.get("nth", 1))
        kind = "DURATION" if str(gold["value"]).startswith("P") else "DATE"
        return Time(
            id=f"t{i}",
            type="DURATION" if kind == "DURATION" else "DATE",
            value=gold["value"],
            **span.model_dump(),
        )

    def statement(self, i: int, gold: dict[str, Any]) -> Statement:
        content = tuple(self.span(words) for words in gold["content"])
        cue = self.nearest(gold["cue"], content[0])
        return Statement(
            id=f"s{i}",
            speaker=self.actor(gold["speaker"]),
            cue=cue,
            content=content,
            quotes=tuple(self.quotes(content)),
            kind=gold["kind"],
            audience=tuple(self.actor(heard) for heard in gold.get("audience", [])),
            via=self.actor(gold["via"]) if gold.get("via") else None,
            date=gold.get("date"),
        )

    def nearest(self, words: str, to: Span) -> Span:
        places = [self.span(words, n + 1) for n in range(self.text.count(words))]
        return min(places, key=lambda span: abs(span.start - to.start))

    def quotes(self, content: tuple[Span, ...]) -> list[Span]:
        found = []
        for span in content:
            start = self.text.find("“", span.start, span.end)
            end = self.text.find("”", span.start, span.end)
            if 0 <= start < end:
                found.append(Span(start=start, end=end + 1))
        return found

    def event(self, i: int, gold: dict[str, Any], statements: tuple[Statement, ...]) -> Event:
        spans = [self.span(words) for words in gold["trigger"]]
        claimed_by = None
        if gold.get("claimed_by"):
            countries = {actor.id: actor.country for actor in self.actors}
            told = [s.id for s in statements if countries[s.speaker or ""] == gold["claimed_by"]]
            claimed_by = told[0] if told else None
        return Event(
            id=f"e{i}",
            type=gold["type"],
            mode=gold["mode"],
            quad=1,
            intensity=0.0,
            actors=tuple(self.country(code) for code in gold["actors"]),
            recipients=tuple(self.country(code) for code in gold["recipients"]),
            place=self.place(gold.get("place")),
            date=gold["date"],
            status=gold["status"],
            claimed_by=claimed_by,
            trigger=spans[0],
            mentions=tuple(spans[1:]),
            confidence=0.5,
        )

    def commitment(
        self, i: int, gold: dict[str, Any], statements: tuple[Statement, ...]
    ) -> Commitment:
        content = self.span(gold["content"])
        within = [
            s.id
            for s in statements
            if any(c.start <= content.end and content.start <= c.end for c in s.content)
        ]
        return Commitment(
            id=f"c{i}",
            kind=gold["kind"],
            by=tuple(self.country(code) for code in gold["by"]),
            to=tuple(self.country(code) for code in gold["to"]),
            content=content,
            condition=self.span(gold["condition"]) if gold.get("condition") else None,
            statement=within[0] if within else statements[0].id,
        )
