"""What the Government section of the World Factbook tells of office holders on its day.

Names have their family name in capitals ("TSAI Ing-wen"), dates are "since 20 May 2016". The book
is in the public domain (CC0 in ../shared/data).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common import BY_HAND, read_csv, read_table

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
TITLES = (
    r"(?:Acting |Interim |Transitional )*(?:President|Prime Minister|Premier|Chancellor|King|Queen|"
    r"Emperor|Sultan|Amir|Emir|Grand Duke|Prince|Supreme Leader|Taoiseach|Governor[- ]General|"
    r"Chairman of the Council of Ministers|Chairperson of the Council of Ministers|"
    r"Chairman of the Presidency|Chairperson of the Presidency|Taliban Leader|"
    r"Chairman of the Cabinet of Ministers|Presidential Leadership Council Chairperson|"
    r"President of (?:the )?Council of Ministers|Chief Executive|Pope)"
)
HOLDER = re.compile(
    rf"(?P<title>{TITLES})(?: of (?:the )?[A-Z][\w ]+?(?= [A-Z][\w'’-]+ [A-Z]{{2}}))?"
    r" (?P<name>[^();,:]+?)(?:, Jr\.)?(?: \((?:also [^)]*|[A-Z]\w+)\))?[;,]?"
    r"\s*\((?:chair\w+ )?(?:since )?(?P<since>[^);]*)"
)
AMBASSADOR = re.compile(
    r"^Ambassador (?P<name>[^();,:]+?)(?:, [^()]*)?\s*\((?:since )?(?P<since>[^);]*)"
)
DAY = re.compile(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})")
RANKS = re.compile(
    r"^(?:(?:Dr|Gen|Sr|Col|Lt|Sir|Dame|Ratu|Grand Chief|Captain|General|Sultan|Sayyid|and|"
    r"Prime Minister|Vice President|Minister of Interior|Foreign Minister)\.? )+"
)
PARTICLES = frozenset(("BIN", "AL", "DE", "DA", "DOS", "DER", "VAN", "VON", "LA", "EL", "BINT"))
SHOUTED = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
NUMBER = re.compile(r"[IVX]{2,}|V|X")
# What the lists of office holders call these offices.
OFFICES = {
    "amir": "emir", "chairman of the presidency": "chair of the presidency",
    "chairperson of the presidency": "chair of the presidency", "taliban leader": "supreme leader",
    "chairperson of the council of ministers": "chairman of the council of ministers",
    "presidential leadership council chairperson": "president",
    "governor-general": "governor general",
    "president of council of ministers": "president of the council of ministers",
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Seen:
    """Somebody in office on the day of the book."""

    code: str
    office: str
    name: str
    start: str


def pages(folder: Path, book: str) -> dict[str, dict[str, Any]]:
    """The pages of a book by ISO 3166-1 alpha-3 code."""
    codes = {
        row["FIPS"].lower()[:2]: row["ISO3166-1-Alpha-3"]
        for row in read_csv(folder / "country-codes" / "country-codes.csv")
        if row["FIPS"]
    }
    codes |= {"kv": "XKX", "gz": "PSE"}
    loaded = json.loads((folder / book).read_text("utf-8"))
    return {codes[key]: page for key, page in loaded.items() if key in codes}


def heads(folder: Path, book: str, sovereign: frozenset[str]) -> Iterator[Seen]:
    """Heads of state and government, one each; monarchs of several states only in the first's."""
    spelled = {
        (row["code"], row["name"]): row["usual"]
        for row in read_table(BY_HAND / "factbook_names_by_hand.tsv")
    }
    for code, page in sorted(pages(folder, book).items()):
        branch = page.get("Executive branch", {})
        found = set()
        for field in ("chief of state", "head of government"):
            text = plain(branch.get(field, {}).get("text", ""))
            if "represented by" in text:  # of a monarch who is another state's
                text = text.partition("represented by")[2].strip()
                if not re.match(r"Governor[- ]General", text):
                    continue
            elif field == "chief of state" and code not in sovereign:
                continue
            match = HOLDER.match(text)
            if not match:
                continue
            office = re.sub(r"^(acting|interim|transitional) ", "", match["title"].lower())
            name = usual_case(match["name"])
            since = day(match["since"])
            if name and since:
                found.add(
                    Seen(code, OFFICES.get(office, office), spelled.get((code, name), name), since)
                )
        yield from sorted(found)


def ambassadors(folder: Path, book: str) -> Iterator[Seen]:
    """Ambassadors to and of the United States."""
    for code, page in sorted(pages(folder, book).items()):
        for field, of_them in (
            ("Diplomatic representation in the US", True),
            ("Diplomatic representation from the US", False),
        ):
            text = plain(page.get(field, {}).get("chief of mission", {}).get("text", ""))
            match = AMBASSADOR.match(text)
            since = day(match["since"]) if match else ""
            if match and since and code != "USA":
                office = "ambassador to the United States" if of_them else f"ambassador to @{code}"
                yield Seen(code if of_them else "USA", office, usual_case(match["name"]), since)


def plain(text: str) -> str:
    """The text of a cell without marks, entities and doubled blanks."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ")
    return re.sub(r"\s+", " ", text).strip()


def day(text: str) -> str:
    """An ISO date, cut to month or year where the book is; empty if there is none."""
    match = DAY.search(text)
    if not match:
        return ""
    number, month, year = match.groups()
    names = [m for m in MONTHS if month and m.startswith(month.lower()[:3])]
    if not names:
        return year
    months = f"{year}-{MONTHS.index(names[0]) + 1:02d}"
    return f"{months}-{int(number):02d}" if number else months


def usual_case(name: str) -> str:
    """A name as news writes it: "Frank-Walter STEINMEIER" -> "Frank-Walter Steinmeier"."""
    name = RANKS.sub("", name.replace('"', "").replace(" & ", " ").strip())
    words: list[str] = []
    for word in name.split():
        if word in PARTICLES and words:
            words.append(word.lower())
        elif words and NUMBER.fullmatch(word):
            words.append(word)
        else:
            words.append(SHOUTED.sub(lambda m: m[0][0] + m[0][1:].lower(), word))
    return " ".join(words)
