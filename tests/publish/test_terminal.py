from __future__ import annotations

import re
import subprocess
import sys

import pytest
from rich.cells import cell_len

from detente.publish.terminal import render, render_plain
from detente.record import (
    Actor,
    Event,
    Maker,
    Mention,
    Record,
    Report,
    Span,
    Statement,
)

from .gold import record_of

ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def record_about(text: str, name: str, title: str | None = None) -> Record:
    """A record of one statement that takes in the whole text, and of one event."""
    whole = Span(start=0, end=len(text))
    return Record(
        made_by=Maker(code="0.1.0", model="none"),
        report=Report(id="r", title=title, text=text, source=name, url=f"http://{name}"),
        actors=(
            Actor(
                id="a1", name=name, kind="person", mentions=(Mention(start=0, end=1, text=name),)
            ),
        ),
        statements=(Statement(id="s1", speaker="a1", cue=whole, content=(whole,), kind="direct"),),
        events=(
            Event(
                id="e1",
                type="ACCUSE",
                quad=3,
                intensity=-2.0,
                actors=("a1",),
                status="claimed",
                claimed_by="s1",
                trigger=whole,
                confidence=0.5,
            ),
        ),
        notes=(f"a note on {name}",),
    )


def entry(view: str, start: str) -> str:
    """The lines of one entry, joined: from the line that begins with its id to the next one."""
    lines = view.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(start + " "))
    upto = next(
        (i for i, line in enumerate(lines) if i > at and re.match(r"[a-z]\d+ |[A-Z]", line)), None
    )
    return " ".join(" ".join(lines[at:upto]).split())


@pytest.mark.parametrize("width", [40, 55, 72, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(example: Record, width: int) -> None:
    for line in render(example, width, colour=False).split("\n"):
        assert cell_len(line) <= width


def test_extreme_widths_are_brought_within_reason(summit: Record) -> None:
    assert render(summit, 1, colour=False) == render(summit, 40, colour=False)
    assert render(summit, 9999, colour=False) == render(summit, 200, colour=False)


def test_the_header_tells_where_and_when(summit: Record) -> None:
    view = render(summit, 100, colour=False)
    assert "Berlin (DEU)" in view
    assert "2022-02-18 (Friday)" in view


def test_an_unknown_publication_date_is_explained() -> None:
    record = record_about("Nobody knows the day.", "A. Speaker")
    assert "unknown: the report does not tell" in " ".join(render(record, 60, False).split())
    assert "published: unknown" in render_plain(record)


def test_an_event_tells_who_did_what_to_whom_and_how_sure_it_is(summit: Record) -> None:
    met = entry(render(summit, 120, colour=False), "e8")
    assert met.startswith("e8 2022-02-14")
    assert "CONSULT talks (visit), Kyiv · reported as fact" in met
    assert "‹had visited Kyiv›" in met


def test_a_claim_names_who_claims_it_in_words(summit: Record) -> None:
    massed = entry(render(summit, 120, colour=False), "e3")
    assert "claimed by United States" in massed
    assert "fact" not in massed


def test_a_claim_without_a_known_teller_is_still_no_fact() -> None:
    record = record_about("It was so.", "A. Speaker")
    event = record.events[0].model_copy(update={"claimed_by": None})
    view = render(record.model_copy(update={"events": (event,)}), 120, colour=False)
    assert "claimed, not confirmed by the report" in entry(view, "e1")


def test_a_denied_event_says_so() -> None:
    denied = entry(render(record_of("clashes"), 120, colour=False), "e6")
    assert "denied" in denied
    assert "fact" not in denied


def test_a_statement_shows_speaker_audience_and_words(summit: Record) -> None:
    said = entry(render(summit, 120, colour=False), "s10")
    assert "Olaf Scholz (DEU) → journalists" in said
    assert "Diplomacy was far from exhausted" in said


def test_what_was_passed_on_names_who_passed_it_on(summit: Record) -> None:
    assert "Passed on by: Russian Foreign Ministry (RUS)" in render(summit, 120, colour=False)


def test_a_statement_tells_its_occasion(summit: Record) -> None:
    said = summit.statements[3].model_copy(update={"occasion": "e15"})
    record = summit.model_copy(update={"statements": (said,)})
    shown = entry(render(record, 120, colour=False), "s4")
    assert "At: “spoke by telephone with his American counterpart” (talks, e15)" in shown


def test_a_threat_shows_its_condition(summit: Record) -> None:
    threat = entry(render(summit, 120, colour=False), "c4")
    assert "THREAT United States → Russia" in threat
    assert "On condition: if Russia attacked Ukraine" in threat


def test_colour_changes_nothing_but_colour(example: Record) -> None:
    coloured = render(example, 90, colour=True)
    assert "\x1b[" in coloured
    stripped = "\n".join(line.rstrip() for line in ESCAPE.sub("", coloured).split("\n"))
    assert stripped == render(example, 90, colour=False)


def test_without_colour_there_are_no_escapes(example: Record) -> None:
    assert "\x1b" not in render(example, 90, colour=False)


def test_plain_view_has_one_entry_a_line_and_no_drawing(example: Record) -> None:
    lines = render_plain(example).rstrip("\n").split("\n")
    assert sum(line.startswith("event ") for line in lines) == len(example.events)
    assert sum(line.startswith("statement ") for line in lines) == len(example.statements)
    assert sum(line.startswith("commitment ") for line in lines) == len(example.commitments)
    assert not re.search("[─━│→‹›·]", "\n".join(lines))


def test_plain_view_can_be_searched(summit: Record) -> None:
    lines = render_plain(summit).split("\n")
    (threat,) = [line for line in lines if line.startswith("commitment") and ": threat by" in line]
    assert "condition: if Russia attacked Ukraine" in threat
    assert any("CONSULT" in line and "reported as fact" in line for line in lines)


HOSTILE = [
    "\x1b[2J\x1b[31mred\x1b]0;owned\x07",
    "\x9b31mred \x9d0;owned\x9c",
    "back\x08\x08space\rreturn\x00nul\x7f",
    "\u202etxet desrever\u202c \u2066isolate\u2069",
    "zero\u200bwidth \ufeffmark",
    "[bold]markup[/bold] :smile: [link=http://x]x[/link]",
    "lone \ud800 surrogate",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_the_report_controls_the_terminal(hostile: str) -> None:
    record = record_about(f"{hostile} and then\nmore", hostile, title=hostile)
    for view in (
        render(record, 80, colour=False),
        ESCAPE.sub("", render(record, 80, colour=True)),
        render_plain(record),
    ):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", view)
        view.encode("utf-8")


def test_markup_of_the_view_is_not_obeyed() -> None:
    view = render(record_about("[bold]x[/bold] :smile:", "[red]A[/red]"), 80, colour=False)
    assert "[bold]x[/bold] :smile:" in view
    assert "[red]A[/red]" in view


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize(
    "text",
    [
        "北京と東京の首脳会談が行われた" * 9,
        "e\u0301le\u0300ve " * 40,
        "👩‍👩‍👧 🇺🇦 " * 30,
        "x" * 3000,
    ],
)
def test_wide_and_combining_characters_keep_within_the_columns(text: str, width: int) -> None:
    for line in render(record_about(text, "习近平"), width, colour=False).split("\n"):
        assert cell_len(line) <= width


def test_an_interval_breaks_between_its_days() -> None:
    record = record_about("It was so.", "A. Speaker")
    event = record.events[0].model_copy(update={"date": "2022-02-10/2022-02-14"})
    view = render(record.model_copy(update={"events": (event,)}), 80, colour=False)
    assert re.search("e1  2022-02-10/ .*\n    2022-02-14 ", view)


def test_an_empty_record_says_that_nothing_was_found() -> None:
    record = Record(made_by=Maker(code="0", model="0"), report=Report(id="r", text=""))
    assert render(record, 80, colour=False).count("nothing found") == 3
    assert render_plain(record).startswith("title: Empty report")


def test_a_report_without_a_headline_is_named_by_its_first_words(summit: Record) -> None:
    assert render_plain(summit).startswith("title: “BERLIN, February 18, 2022 – Chancellor Olaf")
    assert "title: “It was so.”\n" in render_plain(record_about("It was so.", "A. Speaker"))


def test_dangling_ids_do_not_break_the_view() -> None:
    record = record_about("It was so.", "A. Speaker")
    lost = record.model_copy(update={"actors": ()})
    assert "a1" in render(lost, 80, colour=False)


def test_importing_the_view_loads_no_heavy_library() -> None:
    code = (
        "import sys, detente.publish.terminal as t; print(*({'rich', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
