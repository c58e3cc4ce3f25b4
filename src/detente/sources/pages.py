"""A web page becomes its article, with the title, site and date that the page names."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import ReportError
from detente.sources.days import not_after, stated, to_come

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

_ARTICLES = ("[itemprop='articleBody']", "article", "main", "[role='main']")
# What stands among an article's paragraphs and is no part of it.
_ASIDES = (
    "aside",
    "nav",
    "button",
    "figure",
    "[class*='share']",
    "[class*='social']",
    "[class*='related']",
    "[class*='newsletter']",
    "[role='navigation']",
    "[role='complementary']",
)
# Deeper than any page that a person wrote; extraction takes time with the square of the depth.
_TOO_DEEP = " > ".join(["*"] * 1000)

_DATE_NAMES = (
    "meta[property='article:published_time']",
    "meta[property='og:published_time']",
    "meta[itemprop='datePublished']",
    "meta[name='parsely-pub-date']",
    "meta[name='pubdate']",
    "meta[name='publishdate']",
    "meta[name='publish-date']",
    "meta[name='date']",
    "meta[name='dcterms.date']",
    "meta[name='DC.date.issued']",
    "time[itemprop='datePublished']",
    "time[pubdate]",
)


@dataclass(frozen=True)
class Page:
    """The article of a page. ``published`` is an ISO date, never later than the fetch;
    ``stated`` is the first that the page gives, ``note`` what is wrong with that."""

    text: str
    title: str | None
    source: str | None
    url: str | None
    published: str | None
    stated: str | None = None
    note: str | None = None


def read_page(html: str, fetched: datetime.datetime | None = None) -> Page:
    """The article in an HTML page, fetched then or now; raises ``ReportError`` if there is none."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(html.replace("\x00", ""))
    document = tree.document
    if document is None or document.query_selector(_TOO_DEEP) is not None:
        raise ReportError("the page is nested too deeply to be an article")
    text = _article(tree)
    if not text:
        raise ReportError("no article found in the page")
    published, said = _published(tree, fetched or datetime.datetime.now(datetime.UTC))
    note = to_come(said) if said and not published else None
    return Page(text, _title(tree), _source(tree), _url(tree), published, said, note)


def fragment_text(html: str) -> str:
    """The words of a piece of HTML, paragraph by paragraph; raises ``ReportError`` where it is
    nested too deeply to be read."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(html.replace("\x00", ""))
    if tree.document is None or tree.document.query_selector(_TOO_DEEP) is not None:
        raise ReportError("the text is nested too deeply to be an article")
    return _words(tree, main_content=False)


def _article(tree: HTMLTree) -> str:
    """The words of the article, paragraph by paragraph.

    The library's search for the main content drops lists, and with them the points of a
    communiqué; so the element that the page itself marks as its article is taken whole, and the
    search decides where there is none or it holds only a teaser.
    """
    from resiliparse.parse.html import HTMLTree

    found = _words(tree, main_content=True)
    body = tree.body
    for selector in _ARTICLES:
        elements = body.query_selector_all(selector) if body else ()
        texts = [_words(HTMLTree.parse(element.html), main_content=False) for element in elements]
        marked = max(texts, key=len, default="")
        if 2 * len(marked) > len(found):
            return marked
    return found


def _words(tree: HTMLTree, main_content: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(
        tree,
        main_content=main_content,
        alt_texts=False,
        comments=False,
        list_bullets=False,
        skip_elements=_ASIDES,
    )
    return "\n".join(line.strip() for line in text.splitlines()).strip()


def _title(tree: HTMLTree) -> str | None:
    return (
        _attribute(tree, "meta[property='og:title']", "content")
        or _attribute(tree, "h1", None)
        or _clean(tree.title)
    )


def _source(tree: HTMLTree) -> str | None:
    named = _attribute(tree, "meta[property='og:site_name']", "content")
    if named:
        return named
    for item in _linked_data(tree):
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return _clean(publisher["name"])
    return None


def _url(tree: HTMLTree) -> str | None:
    for selector, attribute in (
        ("link[rel='canonical']", "href"),
        ("meta[property='og:url']", "content"),
    ):
        address = _attribute(tree, selector, attribute)
        if address and address.startswith(("http://", "https://")):
            return address
    return None


def _published(tree: HTMLTree, latest: datetime.datetime) -> tuple[str | None, str | None]:
    """The date that the page gives for itself, and the first that it gives, should that be to come.
    What it does not say in so many words stays unknown: a date in the footer or in an address is
    not the day of publication."""
    first = None
    for value in _dates(tree):
        when = stated(value)
        first = first or (when and when.day)
        if day := not_after(when, latest):
            return day, first
    body = tree.body
    times = body.query_selector_all("article time[datetime]") if body else ()
    days = {not_after(stated(element.getattr("datetime")), latest) for element in times}
    only = days.pop() if len(days) == 1 else None
    return only, first or only


def _dates(tree: HTMLTree) -> Iterator[object]:
    for selector in _DATE_NAMES:
        yield _attribute(tree, selector, "datetime" if selector.startswith("time") else "content")
    for item in _linked_data(tree):
        yield item.get("datePublished")


def _linked_data(tree: HTMLTree) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page (schema.org's NewsArticle and the like)."""
    document = tree.document
    if document is None:
        return
    for script in document.query_selector_all("script[type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                yield item
                waiting.extend(item.get("@graph") or ())


def _attribute(tree: HTMLTree, selector: str, attribute: str | None) -> str | None:
    """An attribute of the first element that matches, or its text."""
    element = tree.document.query_selector(selector) if tree.document else None
    if element is None:
        return None
    return _clean(element.getattr(attribute) if attribute else element.text)


def _clean(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None
