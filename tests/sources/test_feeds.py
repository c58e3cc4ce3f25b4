"""Feeds and addresses: what is fetched, what is not fetched again, what is refused."""

from __future__ import annotations

import builtins
import datetime
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sources import making

from detente.sources.files import Rules
from detente.sources.found import FeedState
from detente.sources.many import Failed, Found, Options, find

NOW = datetime.datetime(2022, 3, 10, 12, tzinfo=datetime.UTC)
USUAL = Options(now=NOW)
HERE = Options(Rules(allow_private=True), now=NOW)
TEXT = "The envoys met in Geneva on Tuesday and agreed to meet again."

Each = Found | Failed | FeedState


def rss(*items: str, title: str = "The Herald") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{''.join(items)}</channel></rss>"
    )


def item(link: str = "", content: str = "", summary: str = "In short.", number: int = 1) -> str:
    return (
        f"<item><title>Envoys &amp;amp; aides meet</title><guid>item-{number}</guid>"
        + (f"<link>{link}</link>" if link else "")
        + f"<description>{summary}</description>"
        + (f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else "")
        + "<pubDate>Tue, 08 Mar 2022 23:30:00 -0500</pubDate></item>"
    )


def given(folder: Path, data: bytes | str, options: Options = USUAL) -> list[Each]:
    path = folder / "feed"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(find([path], options))


@pytest.fixture
def site() -> Iterator[making.Site]:
    with making.serving() as served:
        yield served


def test_rss_with_whole_texts(tmp_path: Path) -> None:
    whole = item("https://news.example/1", f"<p>{TEXT}</p><p>“Soon”, she said.</p>")
    (only,) = given(tmp_path, rss(whole))
    assert isinstance(only, Found)
    assert only.report.text == f"{TEXT}\n\n“Soon”, she said."
    assert only.report.title == "Envoys & aides meet"
    assert only.report.published == "2022-03-08"
    assert only.report.source == "The Herald"
    assert only.report.url == "https://news.example/1"
    assert only.where == f"{tmp_path}/feed, item 1"
    assert only.fetched is None


def test_atom(tmp_path: Path) -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Herald</title>
    <entry><id>1</id><title type="html">Envoys &lt;b&gt;meet&lt;/b&gt;</title>
    <link href="https://news.example/1"/><updated>2022-03-08T10:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content>
    </entry>
    <entry><id>2</id><title>No date</title><source><title>Another paper</title></source>
    <content>{TEXT} Plain &lt; words.</content></entry></feed>"""
    one, two = given(tmp_path, feed)
    assert isinstance(one, Found)
    assert isinstance(two, Found)
    assert (one.report.text, one.report.title) == (TEXT, "Envoys meet")
    assert (one.report.published, one.report.source) == ("2022-03-08", "The Herald")
    assert two.report.text == f"{TEXT} Plain < words."
    assert (two.report.published, two.report.source) == (None, "Another paper")


def test_a_summary_leads_to_the_page(tmp_path: Path, site: making.Site) -> None:
    link = site.put(
        "/1", "text/html; charset=windows-1252", making.page(f"{TEXT} “So”").encode("cp1252")
    )
    (only,) = given(tmp_path, rss(item(link)), HERE)
    assert isinstance(only, Found)
    assert f"{TEXT} “So”" in only.report.text
    assert "Sport" not in only.report.text
    # The feed's word on title and day goes first.
    assert (only.report.title, only.report.published) == ("Envoys & aides meet", "2022-03-08")
    assert (only.report.url, only.fetched) == (link, "2022-03-10")


def test_a_summary_is_the_text_where_there_is_no_page(tmp_path: Path) -> None:
    (only,) = given(tmp_path, rss(item(summary=TEXT)))
    assert isinstance(only, Found)
    assert only.report.text == TEXT
    (only,) = given(
        tmp_path, rss(item("https://news.example/1", summary=TEXT)), Options(follow=False)
    )
    assert isinstance(only, Found)
    assert only.report.text == TEXT


def test_private_addresses_are_refused(tmp_path: Path, site: making.Site) -> None:
    link = site.put("/1", "text/html", making.page(TEXT))
    feed = site.put("/feed", "application/rss+xml", rss(item(link)))
    for spec in (feed, link):
        (only,) = find([spec], USUAL)
        assert isinstance(only, Failed)
        assert "private address" in only.why
    (only,) = given(tmp_path, rss(item(link)))
    assert isinstance(only, Failed)
    assert "private address" in only.why
    assert site.asked == []


def test_a_feed_is_followed(site: making.Site) -> None:
    for n in (1, 2, 3):
        site.put(f"/{n}", "text/html", making.page(f"{TEXT} It was the talks' day {n}."))
    one, two, three = (item(f"{site.address}/{n}", number=n) for n in (1, 2, 3))
    feed = site.put("/feed", "application/rss+xml", rss(two, one), etag='"a"')
    *found, state = find([feed], HERE)
    assert isinstance(state, FeedState)
    assert (state.url, state.etag) == (feed, '"a"')
    assert [each.report.url for each in found if isinstance(each, Found)] == [
        f"{site.address}/2",
        f"{site.address}/1",
    ]

    follow = Options(Rules(allow_private=True), feeds={feed: state}, now=NOW)
    site.asked.clear()
    assert list(find([feed], follow)) == [state]
    assert site.asked == ["/feed 304"]

    site.put("/feed", "application/rss+xml", rss(three, two), etag='"b"')
    site.asked.clear()
    new, after = find([feed], follow)
    assert isinstance(new, Found)
    assert isinstance(after, FeedState)
    assert new.report.url == f"{site.address}/3"
    assert site.asked == ["/feed", "/3"]
    assert (after.etag, len(after.seen)) == ('"b"', 2)


def test_a_page_that_cannot_be_had_is_asked_for_again_but_not_for_ever(site: making.Site) -> None:
    feed = site.put("/feed", "application/rss+xml", rss(item(f"{site.address}/1")), etag='"a"')
    feeds: dict[str, FeedState] = {}
    for _ in range(5):
        *_, state = find([feed], Options(Rules(allow_private=True), feeds=feeds, now=NOW))
        assert isinstance(state, FeedState)
        feeds[feed] = state
    assert site.asked == ["/feed", "/1", "/feed", "/1", "/feed", "/1", "/feed 304", "/feed 304"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<rss", "the report is empty|not a feed|not a text|XML"),
        ("<rss version='2.0'></rss>", ""),
        ("<?xml version='1.0'?><opml><body/></opml>", "XML that is neither a page nor a feed"),
    ],
)
def test_what_is_no_feed(tmp_path: Path, data: str, reason: str) -> None:
    import re

    each = given(tmp_path, data)
    assert all(isinstance(e, Failed | Found) for e in each)
    if reason and isinstance(each[0], Failed):
        assert re.match(reason, each[0].why)


def test_a_feed_that_breaks_off(tmp_path: Path) -> None:
    feed = rss(item(content=TEXT), item(content=f"{TEXT} More."))
    one, *_, last = given(tmp_path, feed[: feed.index("More")])
    assert isinstance(one, Found)
    assert isinstance(last, Failed)
    assert last.why.startswith("broken XML")


BOMBS = {
    "billion laughs": '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
    "quadratic": f'<!ENTITY c "{"a" * 30_000}">',
    "external": '<!ENTITY c SYSTEM "file:///etc/passwd">',
    "parameter": '<!ENTITY % c SYSTEM "http://127.0.0.1/x"> %c;',
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs(tmp_path: Path, name: str, encoding: str) -> None:
    feed = rss(item(content=TEXT)).replace("<rss", f"<!DOCTYPE rss [{BOMBS[name]}]><rss")
    feed = feed.replace("Herald", "&c;" * 1000).replace('encoding="utf-8"', "")
    (only,) = given(tmp_path, feed.encode(encoding))
    assert isinstance(only, Failed)
    assert "entities of its own" in only.why


def test_entities_that_are_characters_do_no_harm(tmp_path: Path) -> None:
    feed = rss(item(content=TEXT)).replace(
        "<rss", '<!DOCTYPE rss [\n<!ENTITY nbsp "&#160;">\n<!ENTITY x "short">\n]>\n<rss'
    )
    (only,) = given(tmp_path, feed)
    assert isinstance(only, Found)


def test_a_large_broken_feed_takes_no_age(tmp_path: Path) -> None:
    items = "".join(item(content=f"{TEXT} <b>bold & broken", number=n) for n in range(500))
    began = time.process_time()
    each = given(tmp_path, rss(items).removesuffix("</rss>") + "<a b=" * 10_000)
    assert len(each) > 1
    assert time.process_time() - began < 10


def test_deeply_nested_feeds(tmp_path: Path) -> None:
    each = given(tmp_path, rss("<a>" * 20_000))
    assert all(isinstance(e, Failed) for e in each)


def test_what_else_is_at_addresses(site: making.Site) -> None:
    text = site.put("/a.txt", "text/plain; charset=windows-1252", f"{TEXT} “So”".encode("cp1252"))
    lines = site.put(
        "/b", "application/x-ndjson", f'{{"text": "{TEXT}", "published": "2022-03-11"}}\n'
    )
    paper = site.put("/c", "application/pdf", making.pdf(TEXT))
    table = site.put(
        "/d.csv", "text/csv; charset=utf-16-le", f"title\ttext\nOne\t{TEXT}\n".encode("utf-16-le")
    )
    page = site.put("/e", "text/html; charset=nonsense", making.page(TEXT))
    one, two, three, four, five = find([text, lines, paper, table, page], HERE)
    for each in (one, two, three, four, five):
        assert isinstance(each, Found), each
        assert each.fetched == "2022-03-10"
        assert TEXT in each.report.text
    assert isinstance(two, Found)
    assert isinstance(one, Found)
    assert one.report.text.endswith("“So”")
    assert one.report.url == text
    assert (two.report.published, two.where) == (None, f"{lines}, line 1")
    assert isinstance(five, Found)
    assert five.report.title == "Envoys meet"


def test_passwords_are_not_kept(site: making.Site) -> None:
    page = site.put("/e", "text/html", making.page(TEXT))
    (only,) = find([page.replace("://", "://name:secret@x@")], HERE)
    assert isinstance(only, Found)
    assert (only.where, only.report.url) == (page, page)


def test_addresses_that_do_not_answer(site: making.Site) -> None:
    empty = site.put("/empty", "text/html", b"")
    image = site.put("/image", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(30))
    each = list(find([f"{site.address}/gone", empty, image, "ftp://news.example/a"], HERE))
    assert [e.why for e in each if isinstance(e, Failed)] == [
        "127.0.0.1 answers 404 Not Found",
        "the page is empty",
        "not a text but an image: give its text, or a web page",
        "only http and https are fetched, not ftp",
    ]


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def missing(name: str, *more: object) -> object:
        if name in ("feedparser", "pypdf"):
            raise ModuleNotFoundError(name)
        return usual(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    monkeypatch.delitem(sys.modules, "feedparser", raising=False)
    (tmp_path / "b.pdf").write_bytes(making.pdf(TEXT))
    (tmp_path / "c.txt").write_text(TEXT)
    (tmp_path / "a.xml").write_text(rss(item(content=TEXT)))
    feed, paper, text = find([tmp_path], USUAL)
    assert isinstance(feed, Failed)
    assert isinstance(paper, Failed)
    assert feed.why == "feeds need feedparser: pip install 'detente[case]'"
    assert paper.why == "PDF files need pypdf: pip install 'detente[case]'"
    assert isinstance(text, Found)


def test_a_page_that_cannot_be_had_says_what_else_there_is(tmp_path: Path) -> None:
    (failed,) = given(tmp_path, rss(item("https://none.invalid/1", summary=TEXT)))
    assert isinstance(failed, Failed)
    assert failed.why.startswith("its page: ")
    assert "--no-follow" in failed.why
