"""Pages become their articles."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from detente.errors import ReportError
from detente.sources.files import load
from detente.sources.pages import read_page

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<title>Envoys resume talks | Harbour Post</title>{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Envoys resume talks</h1>{byline}
<div class="share-bar"><a href="#">Share this</a></div>
<p>GENEVA — Envoys of the two governments resumed their talks on Saturday after a pause of
three weeks, officials on both sides said.</p>
<p>&ldquo;We want peace,&rdquo; the minister said.</p>
<p>The ministry listed two demands:</p>
<ul><li>that the crossing at the river be opened;</li><li>that all prisoners be freed.</li></ul>
<div class="related-stories"><a href="/1">A river elsewhere has flooded</a></div>
</article>
<aside><p>Subscribe to our newsletter and never miss a story.</p></aside>
<footer><p>Copyright 2024 Harbour Post.</p></footer></body></html>"""


def page(head: str = "", byline: str = "") -> str:
    return PAGE.format(head=head, byline=byline)


def test_the_article_is_taken_and_nothing_else() -> None:
    text = read_page(page()).text
    assert "“We want peace,” the minister said." in text
    assert "that the crossing at the river be opened;" in text
    assert "GENEVA — Envoys of the two governments resumed" in text
    for other in ("Home", "Share this", "flooded", "newsletter", "Copyright"):
        assert other not in text


def test_a_page_without_marks_of_its_article() -> None:
    plain = page().replace("article>", "div>")
    text = read_page(plain).text
    assert "resumed their talks on Saturday" in text
    assert "Home" not in text


def test_title_site_and_address() -> None:
    found = read_page(
        page(
            '<meta property="og:site_name" content="Harbour Post">'
            '<link rel="canonical" href="https://harbour.example/1">'
        )
    )
    assert (found.title, found.source, found.url) == (
        "Envoys resume talks",
        "Harbour Post",
        "https://harbour.example/1",
    )
    assert read_page(page()).source is None


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ('<meta property="article:published_time" content="2023-05-06T22:10:00-05:00">', ""),
        ('<meta name="date" content="2023-05-06">', ""),
        ('<meta name="pubdate" content="20230506">', ""),
        (
            '<script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle",'
            '"datePublished":"2023-05-06T08:00:00Z"}}]}}</script>'.replace("{{", "{").replace(
                "}}", "}"
            ),
            "",
        ),
        ("", '<time datetime="2023-05-06T10:00">6 May</time>'),
    ],
)
def test_the_date_that_the_page_gives(head: str, byline: str) -> None:
    assert read_page(page(head, byline)).published == "2023-05-06"


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta name="date" content="2999-01-01">',
        '<meta name="date" content="2999-01-01T00:00:00Z">',
        '<meta name="date" content="2023-02-30">',
        '<meta name="date" content="last week">',
        '<script type="application/ld+json">{"datePublished": 5}</script>',
        '<script type="application/ld+json">{broken</script>',
        '<script type="application/ld+json">["a", null, {"@graph": "x"}]</script>',
    ],
)
def test_a_date_that_is_missing_impossible_or_to_come_stays_unknown(head: str) -> None:
    assert read_page(page(head)).published is None


def test_two_times_in_an_article_are_no_date() -> None:
    two = '<time datetime="2023-05-06">6 May</time><time datetime="2023-05-07">7 May</time>'
    assert read_page(page(byline=two)).published is None


@pytest.mark.parametrize("name", ["page.html", "page.txt", "page"])
def test_a_page_given_as_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(page('<meta name="date" content="2023-05-06">'), encoding="utf-8")
    report = load(path)
    assert report.title == "Envoys resume talks"
    assert report.published == "2023-05-06"
    assert load(path, "2023-05-07").published == "2023-05-07"
    assert "<p>" not in report.text


@pytest.mark.parametrize("html", ["<html><body></body></html>", "<!doctype html>", "<html>\x00"])
def test_a_page_without_an_article(html: str) -> None:
    with pytest.raises(ReportError, match="no article found"):
        read_page(html)


def test_a_page_nested_without_end_is_refused_at_once() -> None:
    before = time.monotonic()
    with pytest.raises(ReportError, match="nested too deeply"):
        read_page("<html><body>" + "<div>" * 50_000 + "Talks began.")
    assert time.monotonic() - before < 5
