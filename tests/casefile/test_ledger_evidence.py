"""Which deeds are those that were announced: by day, place and participants."""

from __future__ import annotations

from itertools import count

import pytest
from tests.casefile.test_ledger import Reader

from detente.casefile.ledger.acts import first_act, is_negative, last_act
from detente.casefile.ledger.bounds import places_of, when_of
from detente.casefile.ledger.evidence import due_day, turns_of
from detente.casefile.ledger.fate import fate_of
from detente.casefile.ledger.index import Index
from detente.casefile.ledger.load import Told
from detente.casefile.ledger.model import NOWHERE, Bounds, Deed, Party, Saying, Step, Words
from detente.casefile.ledger.steps import find_steps
from detente.record import Record, Span

_numbers = count(100)


def step(
    text: str,
    by: str,
    to: str = "",
    kind: str = "announcement",
    day: str = "2022-03-01",
    deadline: str | None = None,
    **where: object,
) -> Step:
    act = first_act(text)
    return Step(
        "s", kind, frozenset(by.split()), frozenset(to.split()), (by,), (to,), act, day, deadline,
        None, frozenset(), (Words(1, 0, len(text), text, day, "Fjord Wire"),),
        negative=kind == "denial" or (act is not None and is_negative(text, act)),
        bounds=Bounds(**where),  # type: ignore[arg-type]
    )  # fmt: skip


def deed(
    kind: str,
    by: str,
    day: str,
    acts: str = "talk",
    to: str = "",
    dated: bool = True,
    words: str = "met",
    source: str = "Baltic Agency",
    **more: object,
) -> Deed:
    number = next(_numbers)
    return Deed(
        number, kind, None, "happened", frozenset(by.split()), frozenset(to.split()), day, None,
        None, frozenset(acts.split()), Words(number, 0, 9, words, day, source), None, last=day,
        dated=dated, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def fate(told: Step, *deeds: Deed, last: str = "2022-06-01") -> tuple[str | None, str | None]:
    return fate_of(told, turns_of(told, Index(deeds, ()), last))[:2]


FRIDAY = {"when": ("2022-03-04", "2022-03-04"), "places": frozenset({"Geneva"}),
          "countries": frozenset({"CHE"})}  # fmt: skip


def test_talks_are_those_of_their_day() -> None:
    told = step("they would meet in Geneva on Friday", "NOR SWE", **FRIDAY)
    later = deed("CONSULT", "NOR SWE", "2022-03-21")
    assert fate(told, later) == ("open", "2022-03-01")
    then = deed("CONSULT", "NOR SWE", "2022-03-04")
    assert fate(told, later, then) == ("fulfilled", "2022-03-04")
    reported = deed("CONSULT", "NOR SWE", "2022-03-06", dated=False)
    assert fate(told, reported) == ("fulfilled", "2022-03-06")


def test_talks_are_those_of_their_place() -> None:
    told = step("they would meet in Geneva on Friday", "NOR SWE", **FRIDAY)
    assert (
        fate(told, deed("CONSULT", "NOR SWE", "2022-03-04", place="Riga", country="LVA"))[0]
        == "open"
    )
    assert (
        fate(told, deed("CONSULT", "NOR SWE", "2022-03-04", place="Geneva", country="CHE"))[0]
        == "fulfilled"
    )
    by_phone = deed("CONSULT", "NOR SWE", "2022-03-04")._replace(mode="phone")
    assert fate(told, by_phone)[0] == "open"


def test_talks_are_those_of_their_people() -> None:
    people = frozenset({("SWE", "a:berg")})
    told = step("Anna Berg would meet her Norwegian counterpart", "SWE NOR", people=people)
    others = deed("CONSULT", "SWE NOR", "2022-03-10", people=frozenset({("SWE", "a:lind")}))
    assert fate(told, others)[0] == "open"
    same = deed("CONSULT", "SWE NOR", "2022-03-11", people=people | {("NOR", "a:dahl")})
    assert fate(told, others, same) == ("fulfilled", "2022-03-11")


def test_of_many_who_were_to_meet_most_must() -> None:
    told = step("the four would meet again", "NOR SWE FIN DNK")
    assert fate(told, deed("CONSULT", "NOR SWE", "2022-03-05"))[0] == "open"
    assert fate(told, deed("CONSULT", "NOR SWE FIN", "2022-03-05"))[0] == "fulfilled"


def test_talks_with_nobody_named_cannot_be_told_from_others() -> None:
    told = step("it was open to talks", "NOR", kind="offer")
    assert fate(told, deed("CONSULT", "NOR POL", "2022-03-05"))[0] == "open"


def test_what_was_planned_and_is_told_as_done_is_fulfilled() -> None:
    """Merging makes one occurrence of planned talks and of the talks."""
    told = step("Norway and Sweden will talk in Geneva", "NOR SWE")
    told = Step(**{**vars(told), "occurrences": frozenset({"o1"})})
    held = deed("CONSULT", "NOR SWE", "2022-03-09")._replace(occurrence="o1")
    assert fate(told, held) == ("fulfilled", "2022-03-09")
    retold = deed("CONSULT", "NOR SWE", "2022-03-01")._replace(occurrence="o1")
    assert fate(told, retold)[0] == "open"


def test_an_attack_after_the_day_makes_nothing_moot() -> None:
    told = step("they would meet in Geneva on Friday", "NOR SWE", **FRIDAY)
    raids = [
        deed("ASSAULT", "NOR", day, "attack", "SWE", source=source)
        for day in ("2022-03-20",)
        for source in ("Gulf Press", "Amber News")
    ]
    assert fate(told, *raids)[0] == "open"
    undated = step("they would meet", "NOR SWE")
    assert fate(undated, *raids) == ("overtaken", "2022-03-20")


def test_what_one_says_of_others_is_no_word_against_oneself() -> None:
    told = step("its answer would be made public soon", "NOR")
    words = Words(9, 0, 9, "the other side had given no answer", "2022-03-05", "Gulf Press")
    saying = Saying(
        1, "NOR", "Norway", "2022-03-05", frozenset({"answer"}), frozenset({"SWE"}), words.text,
        words,
    )  # fmt: skip
    assert fate_of(told, turns_of(told, Index((), [saying]), "2022-06-01"))[0] == "open"
    own = saying._replace(about=frozenset())
    assert fate_of(told, turns_of(told, Index((), [own]), "2022-06-01"))[0] == "broken"


def test_what_two_promised_one_of_them_does_not_break_for_both() -> None:
    both = step("they would meet", "NOR SWE", kind="promise")
    alone = step("it would meet the others", "NOR", "SWE", kind="promise")
    raids = [
        deed("ASSAULT", "NOR", "2022-03-09", "attack", "SWE", source=source)
        for source in ("Gulf Press", "Amber News")
    ]
    assert fate(both, *raids)[0] == "overtaken"
    third = [raid._replace(to=frozenset({"FIN"})) for raid in raids]
    assert fate(both, *third)[0] == "open"
    assert fate(alone, *raids)[0] == "broken"


def test_talks_that_are_called_off_are_overtaken() -> None:
    told = step("they would meet in Geneva on Friday", "NOR SWE", **FRIDAY)
    off = deed("REJECT", "SWE", "2022-03-03", to="NOR", words="called off the meeting")
    assert fate(told, off) == ("overtaken", "2022-03-03")
    late = deed("REJECT", "SWE", "2022-03-20", to="NOR", words="called off the meeting")
    assert fate(told, late)[0] == "open"


def test_what_comes_soon_after_its_deadline_has_come() -> None:
    told = step("it would send its reply", "NOR", "SWE", "promise", deadline="P1W")
    assert due_day(told) == "2022-03-08"
    assert fate(told) == ("expired", "2022-03-08")
    late = deed("AGREE", "NOR", "2022-03-10", "answer", "SWE", words="replied")
    assert fate(told, late) == ("fulfilled", "2022-03-10")
    long_after = deed("AGREE", "NOR", "2022-04-10", "answer", "SWE", words="replied")
    assert fate(told, long_after)[0] == "expired"


def test_what_a_body_decides_by_all_votes_its_members_do() -> None:
    threat = step("we are ready for sanctions", "DEU", "BLR", "threat")
    decided = deed("AGREE", "EU", "2022-03-05", "sanction", words="agreed on sanctions")
    assert fate(threat, decided) == ("fulfilled", "2022-03-05")
    of_state = deed("AGREE", "DEU", "2022-03-05", "sanction", words="agreed")
    assert fate(threat, of_state)[0] == "open"
    assert fate(step("sanctions will follow", "NOR", "BLR", "threat"), decided)[0] == "open"


def test_a_later_deed_does_not_contradict_the_denial_of_an_earlier_one() -> None:
    raids = [
        deed("ASSAULT", "NOR", "2022-03-09", "attack", "SWE", source=source)
        for source in ("Gulf Press", "Amber News")
    ]
    past = step("its troops had opened fire", "NOR", kind="denial")
    assert past.act == "attack"
    assert fate(past, *raids)[0] == "open"
    before = [raid._replace(day="2022-02-27") for raid in raids]
    assert fate(past, *before)[0] == "contradicted"
    plan = step("it was planning an attack", "NOR", kind="denial")
    assert fate(plan, *raids)[0] == "contradicted"
    assert fate(plan, *before)[0] == "open"


def test_who_does_what_it_was_asked_not_to_do_breaks_the_demand() -> None:
    told = step("Norway must not attack Sweden", "SWE", "NOR", "demand")
    raids = [
        deed("ASSAULT", "NOR", "2022-03-09", "attack", "SWE", source=source)
        for source in ("Gulf Press", "Amber News")
    ]
    assert fate(told, *raids) == ("broken", "2022-03-09")


def told(text: str, day: str, report: int, by: str = "NOR", bounds: Bounds = NOWHERE) -> Told:
    party = (Party(by, by, f"state:{by}"),)
    words = Words(report, 0, len(text), text, day, None)
    return Told(
        "announcement", f"{report:032}", party, (), first_act(text), None, frozenset(), day, None,
        words, None, None, None, bounds=bounds,
    )  # fmt: skip


def test_talks_of_two_days_are_two_steps() -> None:
    friday, monday = (Bounds((day, day)) for day in ("2022-03-04", "2022-03-07"))
    steps = find_steps([
        told("talks on Friday", "2022-03-01", 1, bounds=friday),
        told("talks on Monday", "2022-03-01", 2, bounds=monday),
        told("talks on Friday", "2022-03-02", 3, bounds=friday),
    ])  # fmt: skip
    assert [len(each.tellings) for each in steps] == [2, 1]


def test_the_word_for_the_act_alone_joins_nothing() -> None:
    steps = find_steps([
        told("a meeting of the fishery council", "2022-03-01", 1),
        told("a meeting with the trade unions", "2022-03-02", 2),
    ])  # fmt: skip
    assert len(steps) == 2


WHEN = [
    ("Norway said it would hold talks with Sweden on Friday.", "talks", ("2022-03-04",) * 2),
    ("Norway said it would hold an exercise from 10 to 20 March.", "an exercise",
     ("2022-03-10", "2022-03-20")),
    ("Norway said the two would meet again in two weeks.", "the two", ("2022-03-13", "2022-03-17")),
    ("Norway said it would resume the talks that failed on Monday.", "it would", None),
    ("Norway said it would keep the promise of 2014.", "it would", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "begins", "when"), WHEN)
def test_when_a_step_is_to_be(
    read: Reader, text: str, begins: str, when: tuple[str, str] | None
) -> None:
    record = read(f"OSLO, March 1 - {text}", "2022-03-01").record
    assert when_of(record, _content(record, begins), "2022-03-01") == when


def test_where_a_step_is_to_be(read: Reader) -> None:
    record = read(
        "OSLO, March 1 - Norway said it would hold talks with Sweden in Geneva.", "2022-03-01"
    ).record
    assert ("Geneva", "CHE") in places_of(record, _content(record, "talks"))


def _content(record: Record, begins: str) -> Span:
    text = record.report.text
    return Span(start=text.index(begins), end=len(text) - 1)


def test_an_act_that_stands_before_a_relative_clause() -> None:
    assert last_act("after the talks it announced an exercise, ") == "exercise"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("it would be met with a swift response", "sanction"),
        ("to withdraw from the treaty", "quit"),
        ("to withdraw its report", None),
        ("to withdraw its troops", "withdraw"),
        ("soldiers to lay down their weapons", "ceasefire"),
        ("units have completed their exercise and are returning to their bases", "withdraw"),
        ("to call it an invasion", "attack"),
        ("the two armies will hold a joint exercise", "exercise"),
        ("to limit missiles in the region", "arms control"),
        ("sanctions would be lifted at once", "sanction"),
        ("to lift the sanctions", "lift"),
    ],
)
def test_more_of_what_a_commitment_is_about(text: str, act: str | None) -> None:
    assert first_act(text) == act


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("it will answer them without delay", False),
        ("guarantees that the alliance would not grow", False),
        ("it would abide by the agreement", True),
        ("it would not abide by the agreement", False),
        ("they would face consequences never seen in history", False),
    ],
)
def test_more_of_what_shall_not_be(text: str, negative: bool) -> None:
    assert is_negative(text, first_act(text) or "") is negative
