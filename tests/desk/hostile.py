"""Hostile reports, names and files, two hundred and more; and what a page may consist of."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count, cycle
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import detente.desk
import detente.publish

MARKUP = (
    "<script>taken()</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "</script><script>taken()</script>",
    "<img src=x onerror=taken()>",
    "<svg onload=taken()>",
    "<svg><script>taken()</script></svg>",
    "<body onload=taken()>",
    "<iframe src=javascript:taken()></iframe>",
    "<iframe srcdoc='<script>taken()</script>'></iframe>",
    "<a href=javascript:taken()>here</a>",
    "<a href='jav&#x09;ascript:taken()'>here</a>",
    "<a href=data:text/html,<script>taken()</script>>here</a>",
    "<form action=//evil.example><button>Go</button></form>",
    "<input autofocus onfocus=taken()>",
    "<details open ontoggle=taken()>",
    "<style>@import '//evil.example/x.css'</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<object data=//evil.example></object>",
    "<math><mtext></mtext><hax-el></math>",
    "<template><hax-el></template>",
    "</main></body></html><hax-el>",
    "</textarea><hax-el>",
    "</title><hax-el>",
    "--><hax-el><!--",
    "<![CDATA[<hax-el>]]>",
    "<hax-el hax-attr=1",
    '" hax-attr="1',
    "' hax-attr='1",
    '" onmouseover="taken()" x="',
    "` hax-attr=`1",
    "&lt;hax-el&gt;",
    "&#60;hax-el&#62;",
    "＜hax-el＞",
    "{{ 7 * 191 }}",
    "{% include '/etc/passwd' %}",
    "${7*191}",
    "%3Cscript%3Etaken()%3C/script%3E",
    "\u202egnp.tpircs\u202c",
    "\u2067\u2066hax",
    "\ufeff<hax-el>",
    "=HYPERLINK(\"//evil.example\",\"hax\")",
    "=cmd|' /C calc'!A0",
    "+SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "‹hax-el› <hax-el>",
    "' OR 1=1; DROP TABLE reports; --",
)  # fmt: skip
ADDRESSES = (
    "javascript:taken()",
    "JaVaScRiPt:taken()",
    " javascript:taken()",
    "java\nscript:taken()",
    "\x01javascript:taken()",
    "data:text/html,<script>taken()</script>",
    "vbscript:taken()",
    "//evil.example/",
    "file:///etc/passwd",
    'https://news.example/"onmouseover="taken()',
    "https://news.example/'><hax-el>",
)
NAMES = (
    "../../../../tmp/hax.txt",
    "..\\..\\hax.txt",
    "/etc/cron.d/hax.txt",
    "C:\\Windows\\hax.txt",
    "hax\x00.txt",
    "<img src=x onerror=taken()>.txt",
    '"><hax-el>.html',
    "' hax-attr='.txt",
    "\u202etxt.hax.txt",
    "=cmd|' /C calc'!A0.txt",
    "%2e%2e%2fhax.txt",
    "con.txt",
    ".txt",
    "..",
    f"{'long ' * 300}.txt",
    "javascript:taken().txt",
    "{{ 7 * 191 }}.txt",
    "; rm -rf hax.txt",
)
WORDS = (
    "Foreign Minister {0} {n0} of Sweden met {n1} {1} in {n2} on {day}. {0} {n0} {said} that "
    "{what} against {n3} would follow if the {n4} ceasefire {1} was broken. “We stay in {n5} {0},” "
    "she told {n6} reporters of {1}. {2}, {3} {said} {n7}, would end by {day}."
)
PARTS: dict[str, Any] = {
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "said": ("warned", "announced", "demanded", "denied", "said"),
    "what": ("sanctions", "air strikes", "expulsions", "an embargo"),
}
SYLLABLES = "ba ko li mu ren sa to vi dor en fa gu".split()
SECRET = "1337"  # 7 * 191


def words(number: int, who: str, whom: str, what: str, teller: str) -> str:
    """A report like no other: one that is would be taken for a copy, which tells nothing."""
    parts = {name: each[number % len(each)] for name, each in PARTS.items()}
    return WORDS.format(
        who, whom, what, teller, **parts, **{f"n{n}": name(number * 8 + n) for n in range(8)}
    )


def name(number: int) -> str:
    """A name that nothing else here has."""
    told = "".join(SYLLABLES[number // 12**place % 12] for place in range(3))
    return told.capitalize()


def reports() -> Iterator[dict[str, Any]]:
    """Reports with each markup in each of their parts."""
    numbers, addresses = count(1), cycle(ADDRESSES)
    for markup in MARKUP:
        told = {"published": "2022-03-08"}
        four = [next(numbers) for _ in range(4)]
        yield told | {
            "text": f"{words(four[0], 'Anna Berg', 'the envoy', markup, 'she')} {four[0]}",
            "title": markup,
            "url": f"{next(addresses)}{four[0]}",
        }
        yield told | {"text": words(four[1], "Anna Berg", markup, f"Talk {four[1]}", "she")}
        yield told | {"text": words(four[2], f"Anna {markup} Berg", "her", f"{four[2]}", markup)}
        yield told | {
            "text": words(four[3], f"Eva {four[3]}", "him", "Talks", "he"),
            "source": markup,
            "title": f"A {markup}",
        }


def files() -> list[tuple[str, bytes]]:
    """Files with names and contents that nobody means well with."""
    entities = ["<!ENTITY a 'ha'>", *(f"<!ENTITY {b} '{f'&{a};' * 9}'>" for a, b in ("ab", "bc"))]
    lol = f"<!DOCTYPE rss [{''.join(entities)}]><rss><channel><item><title>&c;</title>"
    zeros = bytes(80_000_000)
    plain = words(7, "Anna Berg", "the envoy", "{}", "she")
    named = [
        (name, words(n, "Eva", "a man", f"File {n}", "she").encode())
        for n, name in enumerate(NAMES)
    ]
    return [
        *named,
        ("bomb.txt.gz", gzip.compress(zeros, 9)),
        ("bomb.csv.bz2", bz2.compress(zeros)),
        ("bomb.jsonl.xz", lzma.compress(zeros, preset=0)),
        ("twice.txt.gz", gzip.compress(gzip.compress(zeros))),
        ("lol.xml", lol.encode()),
        ("outside.xml", b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>&x;</rss>"),
        ("null.txt", b"Talks \x00 began in Oslo."),
        ("broken.txt", b"Talks \xe2\x80\x94 in Oslo, the minister said \xff\xfe."),
        ("deep.json", b"[" * 100_000),
        ("nulls.jsonl", b'{"text": "Talks \\u0000 began", "title": "\\u0000"}\n'),
        ("alone.jsonl", b'{"text": "Talks \\ud800 began in Oslo, he said.", "title": "\\udfff"}\n'),
        ("wide.txt", b"a" * 300_000),
        ("line.txt", (plain.format("so") + " ").encode() * 60),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("cut.warc.gz", gzip.compress(b"WARC/1.0\r\nContent-Length: 999999999999\r\n\r\nx")),
        ("page.html", f"<title>{MARKUP[0]}</title><p>{plain.format(MARKUP[3])}".encode()),
    ]


class _Page(HTMLParser):
    """What a page consists of and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.scripts: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        for name, value in attrs:
            if name in ("href", "src", "action", "formaction", "data-events", "data-chart"):
                self.links.append(value or "")
        self._in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.scripts.append(data)


def _ours() -> tuple[set[str], set[str]]:
    """The elements and attributes that our templates have, and those that pages are made of."""
    told = ""
    for package in (detente.desk, detente.publish):
        for file in Path(package.__path__[0]).rglob("*"):
            if file.suffix in (".html", ".j2", ".py"):
                told += file.read_text(encoding="utf-8")
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", told)}
    attributes = {name.lower() for name in re.findall(r"[\s\"}]([a-zA-Z][a-zA-Z-]*)=", told)}
    plain = set(re.findall(r"\b(required|hidden|multiple|autofocus|checked|disabled|selected|defer|"
                           r"open|novalidate|readonly|data-[a-z]+)\b", told))  # fmt: skip
    never = {"style", "srcdoc"} | {name for name in attributes if name.startswith("on")}
    return tags - {"iframe", "object", "embed", "base"}, (attributes | plain) - never


TAGS, ATTRIBUTES = _ours()


def check(text: str, where: str) -> list[str]:
    """Fail where a page has what is not ours; give its links."""
    page = _Page()
    page.feed(text)
    page.close()
    assert page.tags <= TAGS, f"{where}: {page.tags - TAGS}"
    assert page.attributes <= ATTRIBUTES, f"{where}: {page.attributes - ATTRIBUTES}"
    assert not page.scripts, f"{where}: {page.scripts[0][:200]}"
    assert SECRET not in text, f"{where}: a template was filled in by a report"
    for link in page.links:
        assert link.startswith(("/", "#", "?", "http://", "https://", "")), f"{where}: {link}"
        parts = urlsplit(urljoin("http://127.0.0.1:8617/", link))
        assert parts.scheme in ("http", "https"), f"{where}: {link}"
        assert not link.startswith("//"), f"{where}: {link}"
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f]", text), where
    return [link for link in page.links if link.startswith("/")]
