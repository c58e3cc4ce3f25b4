"""What stands above a report: headline, date lines, dateline."""

from __future__ import annotations

from datetime import date

import pytest
import spacy

from detente.grounding.bundle import Header
from detente.grounding.header import read_header

_NLP = spacy.blank("en")


def header(text: str, published: date | None = None) -> Header:
    return read_header(_NLP(text), published)


def test_a_wiki_style_report_has_title_and_date_line() -> None:
    text = (
        "Ruritania recalls ambassador, citing 'insult'\n\nMonday, September 23, 2019\n\n"
        "Ruritania yesterday recalled its ambassador."
    )
    found = header(text)
    assert found.title is not None
    assert found.title.text == "Ruritania recalls ambassador, citing 'insult'"
    assert found.published == "2019-09-23"
    assert found.dateline is None
    assert text[found.body_start :].startswith("Ruritania yesterday")


def test_windows_line_ends_and_many_blank_lines_change_nothing() -> None:
    text = "Ministers meet\r\n\r\n\r\n\r\n18 Feb 2022\r\n\r\n\r\nThe ministers met on Friday."
    found = header(text)
    assert (found.title and found.title.text) == "Ministers meet"
    assert found.published == "2022-02-18"
    assert text[found.body_start :].startswith("The ministers")


def test_a_date_line_right_above_a_dateline() -> None:
    text = "February 18, 2022\nMOSCOW – The president told reporters on Tuesday that he was ready."
    found = header(text)
    assert found.title is None
    assert found.published == "2022-02-18"
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.country) == ("Moscow", "RUS")
    assert text[found.dateline.start : found.dateline.end] == "MOSCOW"
    assert text[found.body_start :].startswith("The president")


def test_a_military_release_without_a_date() -> None:
    text = "Secretary, Prime Minister Discuss Next Steps\n\nThe secretary today met the minister."
    found = header(text)
    assert found.title is not None
    assert found.title.text == "Secretary, Prime Minister Discuss Next Steps"
    assert found.published is None
    assert text[found.body_start :].startswith("The secretary")


def test_the_callers_date_wins() -> None:
    text = "Ministers meet\n\nFebruary 18, 2022\n\nThey met."
    assert header(text, date(2022, 3, 1)).published == "2022-03-01"


@pytest.mark.parametrize(
    ("line", "place", "country"),
    [
        ("MOSCOW, Feb 18 (Agency) — The ministry said so.", "Moscow", "RUS"),
        ("KYIV, Ukraine (AP) - Shelling went on.", "Kyiv", "UKR"),
        ("Brussels, 3 March 2022 - The Council met.", "Brussels", "BEL"),
        ("DAR ES SALAAM, Tanzania (AP) _ The envoy left.", "Dar es Salaam", "TZA"),
        ("ST. PETERSBURG, Russia — Talks began.", "St. Petersburg", "RUS"),
        ("MOSCOW, February 18. /AGENCY/. The ministry said so.", "Moscow", "RUS"),
        ("MOSCOW. Feb 18 (Agency) - The ministry said so.", "Moscow", "RUS"),
        ("GENEVA (18 February 2022) – The council met.", "Geneva", "CHE"),
        ("TAMPA, Fla. – Forces struck a depot.", "Tampa", "USA"),
        ("SOUTHWEST ASIA, December 11, 2016 – Forces struck a depot.", "Southwest Asia", None),
        ("RIYADH: The minister said so.", "Riyadh", "SAU"),
        ("TBILISI, Georgia — The minister said so.", "Tbilisi", "GEO"),
        ("ATLANTA, Ga. (AP) — The former president said so.", "Atlanta", "USA"),
        ("JERUSALEM (AP) — The minister said so.", "Jerusalem", None),
        ("Washington, D.C. – Today the envoys met.", "Washington", "USA"),
        ("AL-TANF, Syria — Troops left.", "Al-Tanf", "SYR"),
    ],
)
def test_datelines(line: str, place: str, country: str | None) -> None:
    found = header(line)
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.country) == (place, country)
    assert line[found.body_start].isupper()


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING: The ministers met.",
        "UPDATE - The ministers met.",
        "The minister - who met the envoy - left. He said so.",
        "NATO – which met on Friday – said so. It left.",
        "On Tuesday the ministers met. They left.",
        "Iran - US talks resume\n\nThe talks resume on Friday.",
        "Ukraine: what we know\n\nThe talks resume on Friday.",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert header(line).dateline is None


def test_a_dateline_date_gives_the_publication_date_only_with_its_year() -> None:
    assert header("KYIV, 3 March 2022 - The ministers met.").published == "2022-03-03"
    assert header("KYIV, March 3 (Agency) - The ministers met.").published is None


def test_the_year_of_a_dateline_comes_from_the_publication_date() -> None:
    found = header("KYIV, Dec 30 (Agency) - The ministers met.", date(2022, 1, 2))
    assert found.dateline is not None
    assert found.dateline.date == "2021-12-30"


def test_bylines_and_offices_stand_above_the_report() -> None:
    text = "Envoys meet\nBy Jane Doe\n\nKYIV, Feb. 18 (Agency) - Envoys met on Friday."
    found = header(text)
    assert (found.title and found.title.text) == "Envoys meet"
    assert found.dateline is not None
    text = (
        "Readout of the Secretary's Call\nOffice of the Spokesperson\nFebruary 15, 2022\n\n"
        "The below is attributable to the spokesperson."
    )
    found = header(text)
    assert found.published == "2022-02-15"
    assert text[found.body_start :].startswith("The below")


def test_labels_are_not_headlines() -> None:
    text = (
        "Press Release\n\nJoint statement on Syldavia\n\nBerlin, 3 March 2022\n\nThe ministers met."
    )
    found = header(text)
    assert (found.title and found.title.text) == "Joint statement on Syldavia"
    assert found.dateline is not None
    assert found.dateline.place == "Berlin"
    assert found.published == "2022-03-03"


def test_impossible_and_ambiguous_date_lines_are_not_guessed() -> None:
    assert header("Envoys meet\n\nFebruary 30, 2022\n\nEnvoys met.").published is None
    assert header("Envoys meet\n\n03/04/2022\n\nEnvoys met.").published is None
    assert header("Envoys meet\n\n23/04/2022\n\nEnvoys met.").published == "2022-04-23"


def test_a_sentence_is_no_headline() -> None:
    assert header("The ministers met on Friday.\n\nThey left later.").title is None
    assert header("The ministers met").title is None


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff", "\r\n\r\n"])
def test_nothing_has_no_header(text: str) -> None:
    found = header(text, date(2022, 2, 18))
    assert (found.title, found.dateline, found.published) == (None, None, "2022-02-18")


def test_published_line_with_a_clock_time() -> None:
    found = header("Envoys meet\n\nPublished: 18 Feb 2022 - 14:32 GMT\n\nEnvoys met.")
    assert found.published == "2022-02-18"


def test_a_release_with_its_number_and_date_above_the_headline() -> None:
    text = (
        "Dec. 11, 2016\nRelease # 20161211-01\nFOR IMMEDIATE RELEASE\n\n"
        "Strikes Continue Against Depots\n\nSOUTHWEST ASIA – On Dec. 10, forces struck a depot."
    )
    found = header(text)
    assert (found.title and found.title.text) == "Strikes Continue Against Depots"
    assert found.published == "2016-12-11"
    assert found.dateline is not None
    assert found.dateline.place == "Southwest Asia"


def test_lines_between_headline_and_dateline() -> None:
    text = (
        "Secretary Visits Capital\nBy Jim Doe\nDefense News, Media Activity\n\n"
        "WASHINGTON, Dec. 11, 2016 — The secretary met the minister."
    )
    found = header(text)
    assert (found.title and found.title.text) == "Secretary Visits Capital"
    assert found.published == "2016-12-11"
    assert text[found.body_start :].startswith("The secretary")
    text = (
        "Strikes Continue\nFrom a Task Force News Release\n\n"
        "SOUTHWEST ASIA, Dec. 11, 2016 - Forces struck a depot."
    )
    found = header(text)
    assert (found.title and found.title.text) == "Strikes Continue"
    assert found.dateline is not None


def test_a_headline_below_the_date_line() -> None:
    found = header("Feb 18, 2022, 9:41 PM\n\nEnvoys meet again\n\nThe envoys met on Friday.")
    assert (found.title and found.title.text) == "Envoys meet again"
    assert found.published == "2022-02-18"


def test_a_dateline_in_the_middle_of_a_report_is_not_its_header() -> None:
    text = (
        "The ministers met on Friday. They left.\n\nEnvoys agree\n\n"
        "KYIV, Feb 18 (Agency) - The envoys agreed."
    )
    assert header(text).dateline is None


@pytest.mark.parametrize(
    ("place", "published"),
    [("LONDON", "2022-04-03"), ("WASHINGTON", "2022-03-04"), ("OTTAWA", None)],
)
def test_the_place_of_filing_decides_the_order_of_day_and_month(
    place: str, published: str | None
) -> None:
    text = f"Envoys meet on border row\n03/04/2022\n\n{place} (AFP) - The envoys met on Monday."
    assert read_header(spacy.blank("en")(text), None).published == published
