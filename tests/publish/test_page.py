from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from detente.publish.page import KINDS, render
from detente.record import Actor, Event, Maker, Mention, Record, Report, Span, Statement

from .gold import record_of

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """A page as a browser would take it: elements, ids, links and the text of the report."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.text: dict[str, str] = {"report": "", "all": ""}
        self.in_report = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in VOID:
            return
        self.stack.append(tag)
        if dict(attrs).get("class") == "report":
            self.in_report = len(self.stack)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> without a beginning"
        assert self.stack.pop() == tag
        if len(self.stack) < self.in_report:
            self.in_report = 0

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] in ("script", "style"):
            return
        self.text["all"] += data
        number = self.elements[-1][1].get("class") == "n" if self.elements else False
        if self.in_report and not (number and self.stack[-1] == "span"):
            self.text["report"] += data

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.elements if "id" in attrs]

    def links(self) -> list[str]:
        return [attrs["href"] or "" for _, attrs in self.elements if "href" in attrs]


def words(text: str) -> str:
    return " ".join(text.split())


def hostile_record(text: str, title: str = "t", url: str = "http://example.org") -> Record:
    """A record in which everything that comes from the report is the same hostile text."""
    span = Span(start=0, end=len(text))
    mention = Mention(start=0, end=len(text), text=text)
    return Record(
        made_by=Maker(code="0.1.0", model="none"),
        report=Report(id=text, title=title, source=text, url=url, text=text, published=text),
        actors=(
            Actor(
                id="a1", name=text, kind="person", country=text, office=text, mentions=(mention,)
            ),
        ),
        statements=(
            Statement(
                id="s1", speaker="a1", cue=span, content=(span,), quotes=(span,), kind="mixed"
            ),
        ),
        events=(
            Event(
                id="e1",
                type="ACCUSE",
                mode=text,
                quad=3,
                intensity=0.0,
                actors=("a1",),
                place=text,
                date=text,
                status="claimed",
                claimed_by="s1",
                trigger=span,
                confidence=0.1,
            ),
        ),
        notes=(text,),
    )


def test_the_page_holds_the_whole_report(example: Record) -> None:
    assert words(Page(render([example])).text["report"]) == words(example.report.text)


def test_every_entry_has_its_card_and_its_place_in_the_report(summit: Record) -> None:
    ids = Page(render([summit])).ids()
    entries = (*summit.events, *summit.statements, *summit.commitments, *summit.times)
    for entry in entries:
        assert f"r1-{entry.id}" in ids
        assert f"t-r1-{entry.id}" in ids


def test_an_event_told_several_times_links_to_each_place(summit: Record) -> None:
    links = Page(render([summit])).links()
    for event in summit.events:
        for part in range(2, len(event.mentions) + 2):
            assert f"#t-r1-{event.id}-{part}" in links


def test_ids_are_unique_and_every_link_inside_the_page_arrives(example: Record) -> None:
    page = Page(render([example, record_of("statement")]))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    inside = [link[1:] for link in page.links() if link.startswith("#")]
    assert inside
    assert set(inside) <= set(ids)


def test_marked_words_link_to_the_innermost_entry(summit: Record) -> None:
    page = Page(render([summit]))
    marks = [attrs for tag, attrs in page.elements if "data-e" in attrs]
    nested = [attrs for attrs in marks if len((attrs["data-e"] or "").split()) > 1]
    assert nested
    for attrs in nested:
        first = (attrs["data-e"] or "").split()[0].rpartition(":")[0]
        assert attrs["href"] == f"#{first}"


def test_the_page_asks_for_nothing_from_outside(example: Record) -> None:
    html = render([example])
    page = Page(html)
    assert not {tag for tag, _ in page.elements} & {"link", "img", "iframe", "object", "base"}
    assert not [attrs for _, attrs in page.elements if "src" in attrs]
    assert "url(" not in html and "@import" not in html and "fetch(" not in html


def test_the_page_is_the_same_every_time(example: Record) -> None:
    assert render([example]) == render([example])


def test_status_stands_in_words(summit: Record) -> None:
    text = words(Page(render([summit])).text["all"])
    assert "claimed by United States" in text
    assert "reported as fact" in text


def test_an_unknown_date_and_the_notes_are_told() -> None:
    record = hostile_record("Nobody knows.").model_copy(
        update={"report": Report(id="r", text="Nobody knows."), "notes": ("No date was found.",)}
    )
    text = words(Page(render([record])).text["all"])
    assert "unknown: the report does not tell" in text
    assert "No date was found." in text


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "--><!-- ]]> {{ 7*7 }} {% raw %} ${7*7}",
    "<b>&lt;i&gt;</b> &amp; &#60;u&#62;",
    "</textarea></title><svg/onload=alert(1)>",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_of_a_report_is_never_markup(hostile: str) -> None:
    harmless = Page(render([hostile_record("x" * len(hostile))]))
    page = Page(render([hostile_record(hostile, title=hostile)]))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in harmless.elements]
    assert [sorted(attrs) for _, attrs in page.elements] == [
        sorted(attrs) for _, attrs in harmless.elements
    ]
    assert words(page.text["report"]) == words(hostile)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_ids_of_a_foreign_record_cannot_break_out(hostile: str) -> None:
    record = hostile_record("Some words.")
    event = record.events[0].model_copy(update={"id": hostile, "claimed_by": None})
    page = Page(render([record.model_copy(update={"events": (event,)})]))
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", name) for name in page.ids())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert url not in Page(render([hostile_record("words", url=url)])).links()
    web = "https://example.org/a?b=c&d=e"
    assert web in Page(render([hostile_record("words", url=web)])).links()


def test_nothing_but_the_style_and_script_of_the_page_may_run() -> None:
    page = Page(render([hostile_record("words")]))
    (policy,) = [a["content"] or "" for _, a in page.elements if "http-equiv" in a]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not [attrs for _, attrs in page.elements if "style" in attrs]


def test_what_html_cannot_hold_is_replaced() -> None:
    html = render([hostile_record("nul \x00 escape \x1b surrogate \ud800 end")])
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", html)
    html.encode("utf-8")


def test_windows_line_ends_make_paragraphs_and_nothing_else() -> None:
    html = render([hostile_record("One line.\r\nAnother line.\r\n")])
    assert "\ufffd" not in html
    assert len(re.findall('<p dir="auto">', html.split('class="record"')[0])) == 2


def test_several_records_share_a_page() -> None:
    names = ["summit", "readout", "newsitem"]
    page = Page(render([record_of(name) for name in names]))
    assert {"r1", "r2", "r3", "r1-s1", "r2-s1", "r3-s1"} <= set(page.ids())
    assert {"#r1", "#r2", "#r3"} <= set(page.links())


def test_a_page_of_an_empty_record_says_so() -> None:
    record = Record(made_by=Maker(code="0", model="0"), report=Report(id="r", text=" \n"))
    text = Page(render([record])).text["all"]
    assert "The report is empty." in text
    assert text.count("nothing found") == len(KINDS)


def test_a_very_long_report_still_works() -> None:
    line = "The minister said that talks would go on. "
    text = line * 3_000
    said = tuple(
        Statement(
            id=f"s{i}",
            content=(Span(start=i * len(line) + 18, end=i * len(line) + 40),),
            kind="indirect",
        )
        for i in range(3_000)
    )
    record = Record(
        made_by=Maker(code="0", model="0"), report=Report(id="r", text=text), statements=said
    )
    html = render([record])
    assert html.count('class="m statement"') == 3_000


def test_every_control_has_a_name_and_every_heading_its_section(summit: Record) -> None:
    page = Page(render([summit]))
    labelled = [a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a]
    assert set(labelled) <= set(page.ids())
    html = render([summit])
    for box in re.findall(r"<label[^>]*><input[^>]*>(.*?)</label>", html):
        assert re.sub("<[^>]*>", "", box).strip()
    assert len([a for _, a in page.elements if a.get("type") == "checkbox"]) == len(KINDS)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_has_the_contrast_that_wcag_asks_for(scheme: str) -> None:
    """WCAG 2.2, 1.4.3 (text, 4.5 to 1) and 1.4.11 (marks that carry meaning, 3 to 1)."""
    css = (files("detente.publish") / "assets" / "colours.css").read_text("utf-8")
    blocks = [dict(re.findall(r"--([a-z-]+): (#\w+);", b)) for b in re.findall(r"{[^{}]*}", css)]
    schemes = [block for block in blocks if "paper" in block]
    colours = schemes[0] | schemes[["light", "dark", "print"].index(scheme)]
    for ground in ("paper", "card"):
        for ink in ("ink", "soft", "link", "fact", "claim", "open", "denied", "commitment"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        for mark in ("statement", "commitment", "time", "actor"):
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)
    for ground in ("event", "on"):
        assert contrast(colours["ink"], colours[ground]) >= 4.5, ground


def test_links_to_what_is_not_there_are_left_out() -> None:
    record = hostile_record("Some words.")
    event = record.events[0].model_copy(update={"claimed_by": "s99"})
    said = record.statements[0].model_copy(update={"occasion": "e99"})
    nobody = Actor(id="a2", name="Nobody", kind="person")
    page = Page(
        render(
            [
                record.model_copy(
                    update={
                        "events": (event,),
                        "statements": (said,),
                        "actors": (*record.actors, nobody),
                    }
                )
            ]
        )
    )
    inside = {link[1:] for link in page.links() if link.startswith("#")}
    assert inside <= set(page.ids())
