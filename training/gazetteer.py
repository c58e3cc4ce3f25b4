"""Which of a data set's Locations are states and towns (GPE), which are seas and regions (LOC).

Worldwide Newswire does not tell the two apart; names that neither list knows stay open.
"""

from __future__ import annotations

import json
from pathlib import Path

from training.corpora import Document

REGION_WORDS = frozenset(
    "sea ocean river lake bay gulf strait mount mountain mountains hills valley desert peninsula "
    "coast canal forest basin plateau delta reef cape glacier volcano park reserve highlands "
    "islands".split()
)
_CONTINENTS = (
    "africa asia europe oceania antarctica americas america eurasia arctic pacific atlantic "
    "mediterranean caribbean balkans caucasus sahara sahel himalayas levant maghreb "
    "scandinavia"
)
_PHRASES = (
    "middle east|far east|near east|latin america|south america|north america|central america|"
    "southeast asia|south asia|east asia|central asia|west asia|south-east asia|northeast asia|"
    "west africa|east africa|north africa|southern africa|central africa|sub-saharan africa|"
    "horn of africa|western europe|eastern europe|central europe|asia-pacific|asia pacific|"
    "indo-pacific|the west|persian gulf|south pacific|global south"
)
REGIONS = frozenset(_CONTINENTS.split()) | frozenset(_PHRASES.split("|"))


def polities(data: Path) -> set[str]:
    """Lower-cased names of states, capitals and first-level divisions."""
    names: set[str] = set()
    for country in json.loads((data / "actors/countries/countries.json").read_text("utf-8")):
        names.update((country["name"]["common"], country["name"]["official"]))
        names.update(country["altSpellings"])
        names.update(country["capital"])
    for row in json.loads((data / "actors/geonames-admin/admin1.json").read_text("utf-8")):
        names.update(str(row[k]) for k in ("name", "asciiname", "asciiName") if row.get(k))
    return {n.lower() for n in names if len(n) > 1} - REGIONS


def split_locations(documents: list[Document], data: Path) -> None:
    """Rename the Location tags in place: Polity where a name is known as one, Region likewise."""
    known = polities(data)
    for d in documents:
        tags = d.labels["names"]
        i = 0
        while i < len(tags):
            if tags[i] != "B-Location":
                i += 1
                continue
            j = i + 1
            while j < len(tags) and tags[j] == "I-Location":
                j += 1
            words = [w.lower() for w in d.words[i:j]]
            name = " ".join(words).removeprefix("the ")
            kind = ""
            if name in REGIONS or REGION_WORDS & set(words):
                kind = "Region"
            elif name in known:
                kind = "Polity"
            if kind:
                tags[i:j] = [f"B-{kind}", *[f"I-{kind}"] * (j - i - 1)]
            i = j
