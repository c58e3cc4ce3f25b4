"""On which day something was said or done, where the story and not its own clause tells."""

from __future__ import annotations

import pytest
from tests.coding.crisis import ACTORS, events, ground, said
from tests.coding.hand_parsed import parse

import detente
from detente.coding.events import with_days
from detente.coding.statements import with_occasions
from detente.record import Event, Span, Statement, Time

DAY = "2024-03-04"


def meeting(*actors: str, day: str | None = DAY, start: int = 0) -> Event:
    return Event(
        id="e1",
        type="CONSULT",
        quad=1,
        intensity=1.0,
        actors=actors,
        date=day,
        status="happened",
        trigger=Span(start=start, end=start + 3),
        confidence=0.9,
    )


def warned(*before: str) -> tuple[str, int]:
    """ "Rudolf [had] warned that talks failed ." and the place of its verb."""
    k = len(before) + 2
    words = [f"Rudolf/_/PROPN/nsubj/{k}"]
    words += [
        f"{w}/{'have' if w == 'had' else '_'}/{'AUX' if w == 'had' else 'ADV'}/"
        f"{'aux' if w == 'had' else 'advmod'}/{k}"
        for w in before
    ]
    words += [
        "warned/warn/VERB/root/0",
        f"that/_/SCONJ/mark/{k + 3}",
        f"talks/talk/NOUN/nsubj/{k + 3}",
        f"failed/fail/VERB/ccomp/{k}",
    ]
    return " ".join([*words, f"./_/PUNCT/punct/{k}"]), k


def statement_dates(text: str, first_day: str | None, *happenings: Event) -> str | None:
    opening = "Rudolf/_/PROPN/nsubj/2 spoke/speak/VERB/root/0 ./_/PUNCT/punct/2"
    doc = parse(opening, text)
    start, cue = doc.text.index("talks failed"), doc.text.index("warned")
    content = Span(start=start, end=start + len("talks failed"))
    statements = [
        Statement(
            id="s2",
            speaker="Rudolf",
            content=(content,),
            kind="indirect",
            cue=Span(start=cue, end=cue + 6),
        ),
    ]
    if first_day:
        earlier = Statement(
            id="s1",
            speaker="Rudolf",
            content=(Span(start=0, end=6),),
            kind="indirect",
            date=first_day,
        )
        statements.insert(0, earlier)
    return with_occasions(statements, happenings, doc)[-1].date


def test_a_speaker_goes_on_on_the_day_of_his_last_words() -> None:
    assert statement_dates(warned()[0], DAY) == DAY
    assert statement_dates(warned()[0], None) is None


def test_what_he_had_said_before_is_of_an_unknown_day() -> None:
    assert statement_dates(warned("had")[0], DAY) is None
    assert statement_dates(warned("repeatedly")[0], DAY) is None


def test_who_took_part_in_the_meeting_that_opens_the_report_spoke_on_its_day() -> None:
    assert statement_dates(warned()[0], None, meeting("Rudolf", "Amalia")) == DAY
    assert statement_dates(warned()[0], None, meeting("Amalia")) is None
    assert statement_dates(warned()[0], None, meeting("Rudolf", day=None)) is None


def test_a_demand_is_made_on_the_day_of_the_words_that_make_it() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 urged/urge/VERB/root/0 Borduria/_/PROPN/obj/2 "
        "to/_/PART/mark/5 leave/leave/VERB/xcomp/2 ./_/PUNCT/punct/2"
    )
    told = said(doc, "Rudolf", "to leave", cue=Span(start=7, end=12), date=DAY)
    found = events(doc, told.model_copy(update={"date": None}))
    assert [(e.type, e.date) for e in found] == [("REQUEST", None)]
    actors = ground(doc).actors.actors
    assert [e.date for e in with_days(found, [told], actors)] == [DAY]
    stranger = told.model_copy(update={"speaker": "Amalia"})
    assert "Amalia" in ACTORS
    assert [e.date for e in with_days(found, [stranger], actors)] == [None]


def test_a_visitor_is_told_something_by_the_host() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 told/tell/VERB/root/0 visiting/visit/VERB/amod/4 "
        "Amalia/_/PROPN/obj/2 a/_/DET/det/6 story/_/NOUN/obj/2 ./_/PUNCT/punct/2"
    )
    (visit,) = events(doc)
    assert (visit.type, visit.actors, visit.recipients) == ("CONSULT", ("Amalia",), ("Rudolf",))


def test_a_time_behind_a_subordinate_clause_is_the_clauses() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 met/meet/VERB/root/0 Amalia/_/PROPN/obj/2 after/_/SCONJ/mark/6 "
        "Borduria/_/PROPN/nsubj/6 attacked/attack/VERB/advcl/2 Syldavia/_/PROPN/obj/6 "
        "on/_/ADP/case/9 Friday/_/PROPN/obl/2 ./_/PUNCT/punct/2"
    )
    start = doc.text.index("Friday")
    friday = Time(id="t1", start=start, end=start + 6, text="Friday", type="DATE", value=DAY)
    found = {e.type: e.date for e in events(doc, times=(friday,))}
    assert found == {"CONSULT": None, "ASSAULT": DAY}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On Monday, gunmen attacked a hotel in Goma, killing nine.", ["2022-02-14"]),
        ("In Goma on Monday, students marched and police arrested nine.", ["2022-02-14"] * 2),
        ("Uganda condemned Monday's bombing of a market in Goma.", [None]),
        ("Residents have protested in Nairobi since June.", [None]),
        ("Since the vote on 8 February, the army has arrested nine people.", [None]),
        ("On Monday, gunmen attacked Goma, having arrested nine people.", ["2022-02-14", None]),
        ("By reports on Tuesday, rebels killed nine soldiers.", [None]),
    ],
)
def test_a_day_is_an_events_where_its_clause_is(text: str, dates: list[str | None]) -> None:
    assert [e.date for e in detente.read(text, published="2022-02-18").events] == dates


def test_what_is_told_in_the_present_for_a_later_day_is_planned() -> None:
    text = "Kenyan President Nils Dahl and Ugandan President Asha Otieno meet in Kampala tomorrow."
    (event,) = detente.read(text, published="2022-02-18").events
    assert (event.status, event.date) == ("planned", "2022-02-19")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Lund said on Friday he can declare an emergency.", "2022-02-18"),
        ("Lund said Friday Norway is in the midst of a crisis.", "2022-02-18"),
        ("Lund said Friday was quiet.", None),
    ],
)
def test_a_day_right_behind_the_word_of_saying_is_the_day_of_saying(
    text: str, date: str | None
) -> None:
    (said,) = detente.read(text, published="2022-02-18").statements
    assert said.date == date


def test_a_page_that_is_one_statement_was_made_on_the_day_that_it_calls_today() -> None:
    text = (
        "Statement by Foreign Minister Asha Otieno on the ceasefire in Congo\n\n"
        "Kenya welcomes the announcement of a ceasefire by the government of Congo.\n\n"
        "I spoke today with the foreign minister of Uganda."
    )
    record = detente.read(text, published="2022-02-18")
    assert [s.date for s in record.statements] == ["2022-02-18"] * 2
    assert ("SUPPORT", "2022-02-18") in [(e.type, e.date) for e in record.events]
