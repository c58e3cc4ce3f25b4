"""RSS and Atom: the items of a feed, with the text that it brings or that of the linked page."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import IO, Any

from detente.errors import MissingExtraError, ReportError
from detente.sources.addresses import page_at
from detente.sources.decoding import check_text, decode_page
from detente.sources.files import Fields, fields_of, too_large
from detente.sources.found import Failed, FeedState, Found, Source, day_of, make_found
from detente.sources.pages import fragment_text
from detente.sources.streams import MAX_ITEM, all_of

RETRIES = 3
"""How often a page that cannot be had is asked for, once each time that its feed is read."""

# Some feeds define characters (nbsp); whatever is longer or made of others is there to explode.
_ENTITY = re.compile(
    r"<!ENTITY\s+(?!\w+\s+(?:\"[^\"&%]{0,40}\"|'[^'&%]{0,40}'|[\"']&#\w+;[\"'])\s*>)"
)
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def find_items(
    stream: IO[bytes], source: Source, state: FeedState | None = None
) -> Iterator[Found | Failed | FeedState]:
    """The reports of a feed in its order, and at last its state, if it is followed. Items that the
    given state has seen are not given again. Raises ``ReportError`` where it is no feed."""
    data = all_of(stream, max(source.options.rules.limit, MAX_ITEM), too_large)
    feed = _parsed(data, source)
    seen: dict[str, int] = {}
    for number, entry in enumerate(feed.entries, 1):
        token = _token(entry)
        failed = state.seen.get(token) if state else None
        if failed == 0 or (failed or 0) >= RETRIES:
            seen[token] = failed or 0
            continue
        where = source.at(f"item {number}")
        try:
            yield _found(entry, feed.feed, where, source)
            seen[token] = 0
        except ReportError as error:
            yield Failed(where, str(error))
            seen[token] = (failed or 0) + 1
    if feed.bozo and _is_broken(feed):
        yield Failed(source.name, f"broken XML: {len(feed.entries)} items could be read")
    if state is not None:
        if any(0 < failed < RETRIES for failed in seen.values()):
            # The feed is asked for again, changed or not, for the pages that are missing.
            state = replace(state, etag=None, modified=None)
        yield replace(state, seen=seen)


def _parsed(data: bytes, source: Source) -> Any:
    try:
        import feedparser
    except ModuleNotFoundError:
        raise MissingExtraError("feeds need feedparser: pip install 'detente[case]'") from None
    if _ENTITY.search(decode_page(data, source.charset)):
        raise ReportError("a feed that defines entities of its own, which is not read")
    said = {"content-type": f"application/xml; charset={source.charset}"} if source.charset else {}
    if source.url:
        said["content-location"] = source.url
    try:
        # The words are taken from the markup here, so it need not be made safe to show.
        feed = feedparser.parse(
            io.BytesIO(data),
            response_headers=said,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise ReportError(f"a feed that cannot be read: {type(error).__name__}") from None
    if not feed.entries and not feed.get("version"):
        raise ReportError("not a feed that can be read")
    return feed


def _is_broken(feed: Any) -> bool:
    """Whether the feed breaks off or is no XML; a wrong charset or media type does no harm."""
    from xml.sax import SAXException

    return isinstance(feed.get("bozo_exception"), SAXException)


def _found(entry: Mapping[str, Any], feed: Mapping[str, Any], where: str, source: Source) -> Found:
    link = _link(entry)
    published, said, note = day_of(_stamp(entry), source.latest)
    told = Fields(
        _content(entry) or "", _title(entry), _name(entry, feed), link, published, said, note
    )
    if told.text:
        return make_found(told, where, source)
    if link and source.options.follow:
        try:
            data, page = page_at(link, source)
        except ReportError as error:
            hint = " (--no-follow takes the feed's summary)" if _summary(entry) else ""
            raise ReportError(f"its page: {error}{hint}") from error
        found = fields_of(
            data,
            source.options.rules,
            is_page=page.is_page,
            charset=page.charset,
            url=link,
            fetched=page.fetched,
        )
        return make_found(_both(told, found), where, page)
    return make_found(replace(told, text=_summary(entry)), where, source)


def _both(told: Fields, found: Fields) -> Fields:
    """The page's text, with what the feed tells of it and, where it does not, the page itself."""
    dated = told if told.stated else found
    return Fields(
        found.text,
        told.title or found.title,
        told.source or found.source,
        told.url,
        dated.published,
        dated.stated,
        dated.note,
    )


def _content(entry: Mapping[str, Any]) -> str | None:
    """The text of an item, where it brings it whole (content:encoded, Atom's content)."""
    for content in entry.get("content", ()):
        if words := _words(content):
            return words
    return None


def _summary(entry: Mapping[str, Any]) -> str:
    words = _words(entry.get("summary_detail") or {"value": entry.get("summary")})
    if not words:
        raise ReportError("an item without a text")
    return words


def _title(entry: Mapping[str, Any]) -> str | None:
    return _words(entry.get("title_detail") or {"value": entry.get("title")})


def _words(construct: Mapping[str, Any]) -> str | None:
    """The words of a text construct, which may be HTML."""
    value = construct.get("value")
    if not isinstance(value, str) or not value.strip():
        return None
    if construct.get("type") in _HTML:
        return fragment_text(value)
    check_text(value)
    return value


def _name(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """Who published the item: where it was taken from another feed, that one."""
    origin = entry.get("source")
    for each in (origin if isinstance(origin, Mapping) else {}, feed):
        name = each.get("title")
        if isinstance(name, str) and name.strip():
            return name
    return None


def _link(entry: Mapping[str, Any]) -> str | None:
    link = entry.get("link")
    return link if isinstance(link, str) and link.startswith(("http://", "https://")) else None


def _stamp(entry: Mapping[str, Any]) -> object:
    """When the item was published, else when it was changed. (``get`` of feedparser's own kind of
    dictionary confuses the two, and warns of it.)"""
    told = dict(entry)
    return told.get("published") or told.get("updated")


def _token(entry: Mapping[str, Any]) -> str:
    """What tells an item, in this version of it, from others."""
    parts = [entry.get(name) for name in ("id", "link", "title", "summary")] + [_stamp(entry)]
    contents = [content.get("value") for content in entry.get("content", ())]
    told = "\x00".join(str(part) for part in [*parts, *contents])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
