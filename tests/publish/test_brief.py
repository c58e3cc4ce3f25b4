"""A brief of a period: what stands in it, and that each format can be read back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.casefile.history import History, dispute

from detente.casefile import Casefile
from detente.casefile.views.filters import Filters
from detente.publish.brief import Brief, build, write
from detente.publish.brief.english import (
    counted,
    deadline_words,
    ended,
    joined,
    quoted,
    span_words,
)
from detente.publish.brief.model import Group, Point, Section, Sentence
from detente.publish.brief.notes import sentence_at
from detente.publish.brief.sentences import (
    Happening,
    Party,
    happening_sentence,
    party_words,
    quote_sentence,
    step_sentence,
)

PERIOD = Filters(since="2022-03-01", until="2022-03-11")
BERG = Party("Anna Berg", "person", "SWE")
NORWAY, SWEDEN = Party("Norway", "state", "NOR"), Party("Sweden", "state", "SWE")


@pytest.fixture(scope="module")
def fish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    with Casefile.new(tmp_path_factory.mktemp("brief") / "fish.case") as case:
        dispute(case)
        yield case


@pytest.fixture(scope="module")
def brief(fish: Casefile) -> Brief:
    return build(fish, PERIOD)


def happening(kind: str, status: str, mode: str | None = None, **more: object) -> str:
    parts = {"who": (), "whom": (), "place": None, "claimants": (), **more}
    return happening_sentence(Happening(kind, mode, status, **parts))  # type: ignore[arg-type]


def test_a_brief_tells_the_period_and_nothing_else(brief: Brief) -> None:
    text = write(brief, "md").decode()
    assert "# Brief: 1 to 11 March 2022" in text
    assert "Anna Berg (Sweden) and Nils Dahl (Norway) held talks on a visit" in text
    assert "pulled back" not in text.replace("boats", "")


def test_what_is_claimed_stays_the_claim_of_its_speaker(brief: Brief) -> None:
    text = write(brief, "md").decode()
    assert "According to the Swedish government, Norway carried out" in text


def test_every_sentence_has_its_footnote_and_the_exact_words(brief: Brief, fish: Casefile) -> None:
    with fish.reading() as connection:
        texts = [row[0] for row in connection.exec_driver_sql("select text from reports")]
    sentences = [
        sentence
        for section in brief.sections
        for group in section.groups
        for point in group.points
        for sentence in (point.lead, *point.more)
    ]
    assert sentences
    known = {note.number for note in brief.notes}
    assert all(sentence.notes and set(sentence.notes) <= known for sentence in sentences)
    assert all(any(note.words in text for text in texts) for note in brief.notes)
    assert {note.source for note in brief.notes} <= {"Nordic Wire", "Harbour Post"}


def test_what_was_said_stands_word_for_word(brief: Brief) -> None:
    text = write(brief, "md").decode()
    said = "Anna Berg, foreign minister (Sweden), said: “We shall not withdraw our boats”."
    assert said in text


@pytest.mark.parametrize("to", ["md", "html", "pdf", "docx"])
def test_the_same_casefile_gives_the_same_bytes(fish: Casefile, brief: Brief, to: str) -> None:
    assert write(brief, to) == write(build(fish, PERIOD), to)


def test_the_pdf_can_be_read_back(brief: Brief) -> None:
    pypdf = pytest.importorskip("pypdf")
    found = pypdf.PdfReader(io.BytesIO(write(brief, "pdf")))
    text = " ".join(" ".join(page.extract_text() for page in found.pages).split())
    assert "What to watch" in text
    assert "We shall not withdraw our boats" in text
    assert found.metadata.creation_date.date().isoformat() == "2022-03-11"


def test_the_docx_can_be_read_back(brief: Brief) -> None:
    docx = pytest.importorskip("docx")
    found = docx.Document(io.BytesIO(write(brief, "docx")))
    text = "\n".join(paragraph.text for paragraph in found.paragraphs)
    assert "We shall not withdraw our boats" in text
    assert "Footnotes" in text
    assert found.core_properties.modified.date().isoformat() == "2022-03-11"


def test_the_page_loads_nothing_and_escapes_what_reports_say(brief: Brief) -> None:
    bad = "<script>alert(1)</script> [x](javascript:alert(1)) #set page"
    point = Point(Sentence(bad, (1,)), (Sentence(bad, (1,)),), bad)
    note = replace(brief.notes[0], title=bad, words=bad, url="javascript:alert(1)")
    evil = replace(
        brief, subtitle=bad, sections=(Section("S", (Group(bad, (point,)),), ""),), notes=(note,)
    )
    page = write(evil, "html").decode()
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert not re.search(r"(?:src|href)=\"(?!data:|#|https?://)", page)
    marked = write(evil, "md").decode()
    assert "<script>" not in marked.replace("\\<script\\>", "")
    assert "](javascript" not in marked.replace("\\](", "")
    for to in ("pdf", "docx"):
        assert write(evil, to)


def test_an_empty_period_says_so(fish: Casefile) -> None:
    text = write(build(fish, Filters(since="2019", until="2019")), "md").decode()
    assert "No occurrence of the period is told." in text
    assert "Nothing is open." in text


def test_a_source_asked_for_is_the_only_one(fish: Casefile) -> None:
    made = build(fish, Filters(source="Harbour Post"), pictures=False)
    assert "by Harbour Post" in made.subtitle


def test_what_sources_disagree_on_is_told_of_each(tmp_path: Path) -> None:
    texts = (
        "Shells hit the port and two guards died.",
        "Shells hit the port and five guards died.",
    )
    says = [
        {"report": n, "source": source, "words": words}
        for n, source, words in (
            (1, "Nordic Wire", "two guards"),
            (2, "Harbour Post", "five guards"),
        )
    ]
    apart = [
        {
            "about": "number", "unit": "person",
            "values": [{"value": "2", "says": [says[0]]}, {"value": "5", "says": [says[1]]}],
        }
    ]  # fmt: skip
    with Casefile.new(tmp_path / "port.case") as case:
        with case.writing() as connection:
            h = History(connection)
            for source, text in zip(("Nordic Wire", "Harbour Post"), texts, strict=True):
                r = h.report(source, "2022-03-03", text)
                port = h.actor(r, "port", "organisation", "NOR")
                h.event(r, "ASSAULT", "hit", [], [port], occurrence="o1", differences=apart)
            h.finish()
        text = write(build(case, pictures=False), "md").decode()
    assert "On the number (person), Nordic Wire has 2 (“two guards”)." in text
    assert "On the number (person), Harbour Post has 5 (“five guards”)." in text


def test_what_several_sources_tell_stands_in_the_words_of_each(brief: Brief) -> None:
    (talks,) = [
        point
        for group in brief.sections[0].groups
        for point in group.points
        if "held talks" in " ".join(each.text for each in point.more)
    ]
    told = (talks.lead.text, *(each.text for each in talks.more))
    assert any(text.startswith("Nordic Wire: “Sweden's foreign minister") for text in told)
    assert any(text.startswith("Harbour Post: “Anna Berg and Nils Dahl talked") for text in told)


def _step(**more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "date": "2022-03-02", "kind": "promise", "by": ["Norway (NOR)"], "by_code": ["NOR"],
        "to": [], "to_code": [], "words": "ships would leave", "condition": None, "deadline": None,
        "act": "withdraw", "fate": "broken", "since": "2022-03-20", "disputed_by": [],
        "turns": [{"kind": "against", "day": "2022-03-20", "by": None}], "judged_by": None,
        "step": "x:0-1",
    }  # fmt: skip
    return row | more


def test_a_fate_is_that_of_the_last_day_of_the_period() -> None:
    from detente.publish.brief.steps import _fate

    assert _fate(_step(), "2022-03-10") == ("open", "2022-03-02")
    assert _fate(_step(), "2022-03-31") == ("broken", "2022-03-20")
    judged = _step(judged_by="A reader", fate="fulfilled")
    assert _fate(judged, "2022-03-10")[0] == "fulfilled"
    doubted = {"kind": "not done", "day": "2022-03-05", "by": "SWE"}
    turned = _step(turns=[doubted, *_step()["turns"]])  # type: ignore[misc]
    assert _fate(turned, "2022-03-10") == ("contradicted", "2022-03-05")


def test_a_deadline_that_has_passed_is_not_watched() -> None:
    from detente.publish.brief.steps import _is_to_come

    assert _is_to_come(_step(deadline="2022-03-20"), "2022-03-01", "2022-03-10")
    assert not _is_to_come(_step(deadline="2022-03-05"), "2022-03-01", "2022-03-10")
    assert not _is_to_come(_step(deadline="PXD"), "2022-03-04", "2022-03-10")


def test_a_dateline_is_no_part_of_what_is_told(brief: Brief) -> None:
    leads = [p.lead.text for s in brief.sections for g in s.groups for p in g.points]
    assert not any("OSLO" in text for text in leads)
    assert any(note.words.startswith("OSLO, March 3 - ") for note in brief.notes)


def test_a_party_that_is_not_told_is_not_made_up() -> None:
    assert happening("ASSAULT", "happened", whom=(NORWAY,)) == "An attack on Norway was reported."
    assert happening("CONSULT", "planned") == "Talks were reported as planned."


def test_the_status_of_an_occurrence_stays_what_it_is() -> None:
    both = {"who": (NORWAY,), "whom": (SWEDEN,)}
    assert happening("ASSAULT", "happened", **both) == "Norway carried out an attack on Sweden."
    said = happening("ASSAULT", "claimed", claimants=(BERG,), **both)
    assert said == "According to Anna Berg (Sweden), Norway carried out an attack on Sweden."
    denied = happening("ASSAULT", "denied", claimants=(NORWAY,), **both)
    assert denied == "Norway denied that it carried out an attack on Sweden."
    assert happening("ASSAULT", "possible", **both).startswith("Norway might carry out an attack")
    unknown = happening("ASSAULT", "claimed", **both)
    assert unknown.startswith("It was said, by whom the report does not tell, that Norway")


def test_one_state_is_no_other_side_of_its_own_people() -> None:
    assert happening("REQUEST", "happened", who=(BERG,), whom=(SWEDEN,)) == (
        "Anna Berg (Sweden) made a request or demand."
    )


def test_places_stand_in_a_sentence_as_english_has_them() -> None:
    def where(place: str) -> str:
        return happening("CONSULT", "happened", who=(NORWAY,), place=place)

    assert where("OSLO") == "Norway held talks in Oslo."
    assert where("United States") == "Norway held talks in the United States."
    assert where("east of Norway") == "Norway held talks in the east of Norway."
    assert where("Swedish border") == "Norway held talks."


def test_names_get_the_articles_that_english_gives_them() -> None:
    assert party_words(Party("Norwegian Navy", "organisation", "NOR")) == "the Norwegian Navy"
    assert party_words(Party("United States", "state", "USA")) == "the United States"
    assert party_words(Party("senior Swedish official", "person", "SWE")) == (
        "a senior Swedish official"
    )
    assert party_words(Party("official", "person", "SWE")) == "an official (Sweden)"
    assert party_words(Party("U.S. official", "person", "USA")) == "a U.S. official"
    assert party_words(Party("fishermen", "group", "NOR")) == "fishermen"


def test_every_type_and_mode_has_words() -> None:
    from detente.casefile.views.filters import TYPES
    from detente.publish.brief.sentences import _table

    kinds = _table()["kinds"]
    assert {name.partition("-")[0] for name in kinds} == set(TYPES)
    for name, row in kinds.items():
        assert row[0] in _table()["verbs"], name
        assert len(row) in (3, 4) and all(isinstance(part, str) for part in row), name
        kind, _, mode = name.partition("-")
        assert happening(kind, "happened", mode or None, who=(NORWAY,), whom=(SWEDEN,))


def test_a_cue_that_judges_becomes_said() -> None:
    row = {
        "speaker": "Anna Berg", "speaker_code": "SWE", "office": None, "kind_of_speaker": "person",
        "cue": "admitted", "words": "“We were late,”", "kind": "direct",
    }  # fmt: skip
    assert quote_sentence(row) == "Anna Berg (Sweden) said: “We were late”."
    assert quote_sentence(row | {"cue": "warned"}).startswith("Anna Berg (Sweden) warned:")


def test_a_step_tells_whom_it_is_to_its_condition_and_its_deadline() -> None:
    row = {
        "kind": "offer", "words": "to talk", "condition": "if the ships leave", "deadline": "PT48H"
    }  # fmt: skip
    told = step_sentence(row, [NORWAY], [SWEDEN])
    assert told == (
        "Read as an offer by Norway, addressed to Sweden (condition: “if the ships leave”; "
        "deadline: within 48 hours): “to talk”."
    )


def test_english() -> None:
    assert joined(["A", "B", "C"]) == "A, B and C"
    assert (counted(1, "report"), counted(2, "report")) == ("one report", "two reports")
    assert span_words("2022-02-28", "2022-03-02") == "28 February to 2 March 2022"
    assert span_words("2021-12-31", "2022-01-01") == "31 December 2021 to 1 January 2022"
    assert deadline_words("2022-W04") == "24 to 30 January 2022"
    assert deadline_words("2022-WI") == "winter 2022"
    assert deadline_words("P1W") == "within one week"
    assert quoted("“No,” she said, “never.”") == "“‘No,’ she said, ‘never.’”"
    assert quoted('"We are ready,"') == "“We are ready”"
    assert ended("He said: “No.”") == "He said: “No.”"


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    text = "First. The U.S. envoy Gen. A. Dahl came on Feb. 3. Last."
    start = text.index("came")
    first, last = sentence_at(text, start, start + 4)
    assert text[first:last] == "The U.S. envoy Gen. A. Dahl came on Feb. 3."


def test_no_quotation_is_cut_in_two() -> None:
    for opening, closing in ("“”", '""'):
        text = f"Talks began. {opening}We stay. We will not go,{closing} Berg said. It rained."
        start = text.index("not go")
        first, last = sentence_at(text, start, start + 6)
        assert text[first:last] == f"{opening}We stay. We will not go,{closing} Berg said."


def test_what_is_told_of_a_long_time_stands_under_no_day_outside_the_period(
    tmp_path: Path,
) -> None:
    with Casefile.new(tmp_path / "late.case") as case:
        with case.writing() as connection:
            h = History(connection)
            r = h.report("Nordic Wire", "2022-05-02", "Norway and Sweden talked in March.")
            both = [h.actor(r, name, "state", name[:3].upper()) for name in ("Norway", "Sweden")]
            h.event(r, "CONSULT", "talked", both, occurrence="o1", date="2022-03")
            h.finish()
        made = build(case, Filters(since="2022-03", until="2022-03"), pictures=False)
    assert [group.heading for group in made.sections[0].groups] == ["Day not told"]
