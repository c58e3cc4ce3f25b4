"""The pages: what they show, and that it leads to words."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from tests.desk.conftest import csrf_of

Desk = Callable[..., TestClient]
BAR = ("/", "/timeline", "/ledger", "/tension", "/network", "/quotes", "/actors", "/sources")
PAGES = (*BAR, "/review", "/reports", "/timeline?lanes=1", "/network?by=actor", "/tension?by=week")


def _links(page: str, kind: str) -> list[str]:
    return [found.replace("&amp;", "&") for found in re.findall(f'href="(/{kind}/[^"]+)"', page)]


def _told_twice(client: TestClient) -> str:
    """The page of an occurrence that two reports tell."""
    links = _links(client.get("/timeline?since=2022-02-24").text, "occurrences")
    return next(link for link in links if 'name="event"' in client.get(link).text)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_there_in_english_with_a_heading(reader: TestClient, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1 and '<html lang="en">' in answer.text
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|style=", answer.text)


@pytest.mark.parametrize("path", BAR[1:])
def test_filters_stay_in_the_address_and_in_the_form(reader: TestClient, path: str) -> None:
    page = reader.get(f"{path}?since=2022-02-14&until=2022-02-24&actor=RUS").text
    assert 'name="since" value="2022-02-14"' in page and 'name="actor" value="RUS"' in page


def test_links_of_evidence_lead_to_the_words(reader: TestClient) -> None:
    page = reader.get("/timeline").text
    for link in _links(page, "reports")[:10]:
        told = reader.get(link).text
        assert 'id="t-r1-here"' in told, link


def test_an_occurrence_shows_its_reports_side_by_side(reader: TestClient) -> None:
    told = reader.get(_told_twice(reader)).text
    assert "independent source" in told and len(_links(told, "reports")) >= 2


def test_what_sources_disagree_on_is_told_in_words_with_its_reports(reader: TestClient) -> None:
    links = _links(reader.get("/timeline?show=500").text, "occurrences")
    pages = [reader.get(link).text for link in dict.fromkeys(links)]
    told = [page.partition("disagree on</h2>")[2].partition("</section>")[0] for page in pages]
    told = [each for each in told if each]
    assert told and all('href="/reports/' in each and "{" not in each for each in told)


def test_an_actor_has_a_page_of_its_own(reader: TestClient) -> None:
    link = _links(reader.get("/actors").text, "actors")[0]
    told = reader.get(link).text
    assert "Does and undergoes" in told and "Commits itself" in told
    assert reader.get("/actors/nobody").status_code == 404


def test_a_state_with_an_odd_name_is_found_by_what_the_network_calls_it(reader: TestClient) -> None:
    page = reader.get("/network?by=actor").text
    for link in re.findall(r'<td><a class="tone[^"]*" href="(/timeline[^"]+)"', page):
        answer = reader.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200, unquote(link)
        assert "Nothing is told of it" not in answer.text, unquote(link)


def test_what_is_not_there_is_404(reader: TestClient) -> None:
    for path in ("/reports/99999", "/occurrences/none", "/actors/none", "/reports/x"):
        assert reader.get(path).status_code in (404, 422), path


def test_quotes_are_searched_and_cited(reader: TestClient) -> None:
    page = reader.get('/quotes?q="security guarantees"').text
    assert "data-copy=" in page
    assert "Nothing is told of it" in reader.get("/quotes?q=zyxwv").text


def test_a_fate_is_overruled_and_taken_back(desk: Desk) -> None:
    client = desk()
    page = client.get("/ledger?type=open").text
    step = re.search(r'name="step" value="([^"]+)"', page)
    assert step
    form = {"csrf": csrf_of(client), "step": step[1], "back": f"/ledger?step={step[1]}"}
    answer = client.post("/ledger", data=form | {"fate": "broken", "note": "<b>seen</b>"})
    assert "judged by <bdi>tester</bdi>" in answer.text
    assert "&lt;b&gt;seen&lt;/b&gt;" in answer.text and "<b>seen" not in answer.text
    answer = client.post("/ledger", data=form | {"fate": "undo"})
    assert "judged by" not in answer.text


def test_a_pair_is_judged_and_undone(desk: Desk) -> None:
    client = desk()
    page = client.get("/review").text
    pair = re.search(r'name="left" value="(\d+)">\s*<input[^>]*name="right" value="(\d+)"', page)
    assert pair
    form = {"csrf": csrf_of(client), "left": pair[1], "right": pair[2]}
    after = client.post("/review", data=form | {"verdict": "different"}).text
    assert "Noted: different" in after and pair[0] not in after
    assert pair[0] in client.post("/review/undo", data={"csrf": csrf_of(client)}).text


def test_a_telling_is_split_off_and_put_back(desk: Desk) -> None:
    client = desk()
    link = _told_twice(client)
    before = client.get(link).text
    event = re.findall(r'name="event" value="([^"]+)"', before)[-1]
    form = {"csrf": csrf_of(client), "event": event, "back": link}
    after = client.post("/review/split", data=form).text
    assert f'value="{event}"' not in after
    undone = client.post("/review/undo", data={"csrf": csrf_of(client), "back": link}).text
    assert f'value="{event}"' in undone


def test_what_sources_disagree_on_is_told_with_who_says_it(reader: TestClient) -> None:
    page = reader.get("/timeline").text
    links = re.findall(
        r'<article class="occurrence(?:(?!</article>).)*?href="(/occurrences/[^"]+)"'
        r"(?:(?!</article>).)*sources differ on",
        page,
        re.S,
    )
    assert links
    told = reader.get(links[0]).text.partition("What the sources disagree on")[2]
    assert told and len(_links(told.partition("Side by side")[0], "reports")) >= 2


def test_offices_of_an_actor_lead_to_the_reports_that_tell_them(reader: TestClient) -> None:
    for link in _links(reader.get("/actors").text, "actors"):
        told = reader.get(link).text
        if "<dt>Office</dt>" in told:
            break
    words = _links(told.partition("<dt>Office</dt>")[2], "reports")[0]
    assert 'id="t-r1-here"' in reader.get(words).text


def test_who_is_sure_of_a_doubtful_event_is_not_asked_again(desk: Desk) -> None:
    client = desk()
    page = client.get("/review").text.partition("<h2>Low confidence</h2>")[2]
    (link, *_) = [each for each in _links(page, "reports") if "/entries/" in each]
    form = {"csrf": csrf_of(client, link), "do": "confirm", "seen": ""}
    assert client.post(link, data=form).status_code == 200
    assert f'"{link}"' not in client.get("/review").text


def test_numbers_that_no_database_takes_are_refused(reader: TestClient) -> None:
    big = 10**20
    for path in (f"/reports/{big}", f"/reports/{big}/entries/e1", f"/reports?before={big}"):
        assert reader.get(path).status_code == 422, path
    csrf = {"csrf": csrf_of(reader)}
    pair = csrf | {"left": str(big), "right": "1", "verdict": "same"}
    assert reader.post("/review", data=pair).status_code == 422
    assert reader.post(f"/corrections/{big}/undo", data=csrf).status_code == 422
    assert reader.post("/review/split", data=csrf | {"event": f"{big}:e1"}).status_code == 409
