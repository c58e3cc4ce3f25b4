"""IPTC's ninjs, news items as JSON, in the versions 1.x, 2.x and 3.x.

1.x has ``headline``, ``body_text`` and the like as properties of their own; 2.0 made lists of them
(``headlines``, ``bodies``); 3.0 writes ``versionCreated`` for ``versioncreated``
(https://iptc.org/std/ninjs/, https://github.com/iptc/newsinjson).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from detente.errors import ReportError
from detente.sources.decoding import check_text
from detente.sources.files import Fields
from detente.sources.found import day_of

_IDS = ("uri", "guid")
_SIGNS = (
    "body_text body_xhtml body_html headline versioncreated firstcreated "
    "bodies headlines versionCreated firstCreated"
).split()
_DAYS = ("versionCreated", "versioncreated", "firstCreated", "firstcreated")
_WITHDRAWN = frozenset({"withheld", "canceled", "cancelled"})
_PUBLISHERS = ("publisher", "provider", "source", "distributor")


def is_item(row: Mapping[str, Any]) -> bool:
    """Whether an object is a news item of ninjs. The standard demands no more than ``uri`` (for
    Superdesk ``guid``), but one that can be read has two more of its properties."""
    return any(isinstance(row.get(name), str) for name in _IDS) and (
        sum(name in row for name in _SIGNS) >= 2
    )


def fields_of_item(item: Mapping[str, Any], latest: datetime) -> Fields:
    """The report in a news item. Raises ``ReportError`` where it has no text."""
    kind = item.get("type")
    if isinstance(kind, str) and kind not in ("text", "composite", "component"):
        raise ReportError(f"a news item of type {kind[:40]!r}, not a text")
    status = next(_strings(item, ("pubStatus", "pubstatus")), "usable")
    if status.rpartition(":")[2] in _WITHDRAWN:
        raise ReportError(f"a news item that is {status.rpartition(':')[2]}")
    text = _text(item)
    if not text:
        raise ReportError("a news item without a text")
    published, said, note = day_of(next(_strings(item, _DAYS), None), latest)
    return Fields(text, _title(item), _source(item), _address(item), published, said, note)


def _text(item: Mapping[str, Any]) -> str | None:
    """The item's body: as plain text where it is given as that, else the words of its markup. Where
    there are both, markup alone may tell the paragraphs."""
    bodies = [(_kind(body), str(body["value"])) for body in _objects(item, "bodies", "main")]
    plain = [value for kind, value in bodies if "plain" in kind]
    marked = [value for kind, value in bodies if "plain" not in kind]
    for name, value in item.items():
        if isinstance(value, str) and name.startswith("body_"):
            (plain if name == "body_text" else marked).append(value)
    given = next((text for text in plain if text.strip()), None)
    if given is None or "\n" not in given:
        given = next(filter(None, map(_words, marked)), given)
    if given is not None:
        check_text(given)
    return given


def _kind(body: Mapping[str, Any]) -> str:
    kind = body.get("contentType") or body.get("contenttype")
    return kind.lower() if isinstance(kind, str) else ""


def _words(markup: str) -> str:
    from detente.sources.pages import fragment_text

    return fragment_text(markup)


def _title(item: Mapping[str, Any]) -> str | None:
    for headline in _objects(item, "headlines", "main"):
        kind = _kind(headline)
        words = str(headline["value"])
        return _words(words) if "html" in kind else words
    return next(_strings(item, ("headline", "title")), None)


def _source(item: Mapping[str, Any]) -> str | None:
    """Who published the item: the source that it names, or the holder of its rights."""
    sources = item.get("infosource") or item.get("infoSources") or item.get("infosources")
    named = [s for s in sources if isinstance(s, Mapping)] if isinstance(sources, list) else []
    for role in (*_PUBLISHERS, None):
        for source in named:
            name = source.get("name")
            if isinstance(name, str) and (role is None or role in str(source.get("role"))):
                return name
    rights = item.get("rightsInfo") or item.get("rightsinfo")
    for holder in (item.get("source"), item.get("copyrightholder"), item.get("copyrightHolder")):
        if isinstance(holder, str):
            return holder
    if isinstance(rights, Mapping):
        return next(_strings(rights, ("copyrightholder", "copyrightHolder")), None)
    return None


def _address(item: Mapping[str, Any]) -> str | None:
    """Where it can be read, else its identifier where that is an address."""
    for name in ("url", "uri"):
        value = item.get(name)
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return None


def _objects(item: Mapping[str, Any], name: str, role: str) -> list[Mapping[str, Any]]:
    """The values of a list as 2.x and 3.x have it, those of a role, or of none, first."""
    given = item.get(name)
    found = [
        each
        for each in (given if isinstance(given, list) else ())
        if isinstance(each, Mapping) and isinstance(each.get("value"), str)
    ]
    return sorted(found, key=lambda each: role not in str(each.get("role", role)))


def _strings(item: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            yield value
