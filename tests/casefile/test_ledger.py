"""Words against deeds: what was announced, and what came of it; nobody's own word proves a deed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, delete, func, select

from detente.casefile import Casefile, schema
from detente.casefile.ledger import acts as acts_module
from detente.casefile.ledger import store
from detente.casefile.ledger.acts import acts, acts_in, denied_acts, first_act, is_negative
from detente.casefile.ledger.judge import judge
from detente.casefile.reading import ReadReport
from detente.casefile.views.filters import Filters
from detente.casefile.views.ledger import ledger
from detente.cli import cli
from detente.errors import CasefileError, FilterError
from detente.publish.case_ledger import _until
from detente.record import EventType

Reader = Callable[..., ReadReport]
Row = dict[str, object]
numbers: Iterator[int] = iter(range(10**6))

PULL_BACK = (
    "OSLO, March 1 - Norway announced on Tuesday that it was withdrawing its troops from the "
    "Swedish border."
)
NOT_SEEN = (
    "STOCKHOLM, March 2 - Sweden said on Wednesday that it had not seen any withdrawal of "
    "Norwegian troops."
)
OWN_WORD = (
    "OSLO, March 4 - Norway said on Friday that its troops had withdrawn from the Swedish border."
)
THREAT = (
    "STOCKHOLM, March 3 - Sweden warned Norway on Thursday that it would impose sanctions if "
    "Norwegian troops crossed the border."
)
SANCTIONS = (
    "HELSINKI, March 9 - Sweden imposed sanctions on Norway on Wednesday after Norwegian troops "
    "crossed the border."
)
PROMISE = "OSLO, March 1 - Norway promised on Tuesday that it would not attack Sweden."
RAIDS = (
    "HELSINKI, March 9 - Norway attacked Sweden on Wednesday.",
    "RIGA, March 9 - Norwegian forces attacked Sweden on Wednesday, witnesses said. Norway "
    "attacked Sweden at dawn.",
)


def put(case: Casefile, read: Reader, text: str, day: str, source: str) -> None:
    case.put(f"{next(numbers):032x}", read(text, day, source=source), source)


def rows(case: Casefile, kind: str | None = None) -> list[Row]:
    return ledger(case, Filters(type=kind)).rows


def test_an_announced_withdrawal_that_others_do_not_see_is_contradicted(
    case: Casefile, read: Reader
) -> None:
    put(case, read, PULL_BACK, "2022-03-01", "Fjord Wire")
    (step,) = rows(case)
    assert (step["kind"], step["fate"], step["by_code"]) == ("announcement", "open", ["NOR"])
    put(case, read, NOT_SEEN, "2022-03-02", "Baltic Agency")
    (step,) = rows(case)
    assert step["fate"] == "contradicted"
    assert step["disputed_by"] == ["SWE"]
    assert step["since"] == "2022-03-02"
    (turn,) = step["turns"]  # type: ignore[misc]
    assert turn["kind"] == "not done"
    assert turn["report"] == 2


def test_an_actors_own_word_does_not_confirm_its_deed(case: Casefile, read: Reader) -> None:
    put(case, read, PULL_BACK, "2022-03-01", "Fjord Wire")
    put(case, read, OWN_WORD, "2022-03-04", "Fjord Wire")
    assert "fulfilled" not in {step["fate"] for step in rows(case)}


def test_a_threat_that_is_carried_out_is_fulfilled(case: Casefile, read: Reader) -> None:
    put(case, read, THREAT, "2022-03-03", "Baltic Agency")
    (step,) = rows(case, "threat")
    assert (step["fate"], step["act"], step["to_code"]) == ("open", "sanction", ["NOR"])
    assert "if Norwegian troops crossed" in str(step["condition"])
    put(case, read, SANCTIONS, "2022-03-09", "Gulf Press")
    (step,) = rows(case, "threat")
    assert (step["fate"], step["since"]) == ("fulfilled", "2022-03-09")


def test_one_report_begins_no_war_two_do(case: Casefile, read: Reader) -> None:
    put(case, read, PROMISE, "2022-03-01", "Fjord Wire")
    put(case, read, RAIDS[0], "2022-03-09", "Gulf Press")
    (step,) = rows(case, "promise")
    assert (step["act"], step["fate"]) == ("not attack", "open")
    put(case, read, RAIDS[1], "2022-03-09", "Amber News")
    (step,) = rows(case, "promise")
    assert step["fate"] == "broken"


def test_a_reader_can_overrule_and_take_it_back(case: Casefile, read: Reader) -> None:
    put(case, read, PULL_BACK, "2022-03-01", "Fjord Wire")
    (step,) = rows(case)
    key, _, span = str(step["step"]).partition(":")
    judge(case, f"{key[:8]}:{span.partition('-')[0]}", "broken", "Eva", "seen from a hill")
    (step,) = rows(case)
    assert (step["fate"], step["judged_by"], step["note"]) == ("broken", "Eva", "seen from a hill")
    case.rebuild()
    assert rows(case)[0]["judged_by"] == "Eva"
    judge(case, str(step["step"]), None, "Eva")
    assert (rows(case)[0]["fate"], rows(case)[0]["judged_by"]) == ("open", None)
    with pytest.raises(CasefileError, match="no step"):
        judge(case, "ffff:1", "broken", "Eva")
    with pytest.raises(CasefileError, match="no such fate"):
        judge(case, str(step["step"]), "won", "Eva")
    with pytest.raises(CasefileError, match="no step"):
        judge(case, "", "broken", "Eva")
    for nobody in ("detente", " "):  # a rebuild would forget what is not a person's
        with pytest.raises(CasefileError, match="--by"):
            judge(case, str(step["step"]), "broken", nobody)


def test_an_unknown_type_is_refused_with_what_there_is(case: Casefile) -> None:
    with pytest.raises(FilterError, match="fulfilled"):
        ledger(case, Filters(type="assault"))


def test_the_command_shows_steps_with_their_turns(tmp_path: Path, read: Reader) -> None:
    name = str(tmp_path / "crisis.case")
    with Casefile.new(name) as made:
        put(made, read, PULL_BACK, "2022-03-01", "Fjord Wire")
        put(made, read, NOT_SEEN, "2022-03-02", "Baltic Agency")
    run = CliRunner().invoke
    shown = run(cli, ["ledger", name]).stdout
    assert "ANNOUNCEMENT  Norway" in shown
    assert "contradicted since 2022-03-02 · disputed by SWE" in shown
    turns = shown.splitlines()[
        shown.splitlines().index(
            next(line for line in shown.splitlines() if "contradicted since" in line)
        )
        + 2 :
    ]
    assert turns
    assert all(line[:27].strip() in ("", "2022-03-02") for line in turns)
    data = json.loads(run(cli, ["ledger", name, "--json"]).stdout)
    assert data["rows"][0]["fate"] == "contradicted"
    out = tmp_path / "ledger.csv"
    assert run(cli, ["ledger", name, "-o", str(out)]).exit_code == 0
    assert "contradicted" in out.read_text()
    step = data["rows"][0]["step"]
    judged = run(cli, ["ledger", name, "--judge", step, "partly", "--by", "Eva", "--note", "half"])
    assert judged.exit_code == 0
    assert "judged by Eva" in run(cli, ["ledger", name]).stdout


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("it was pulling back some of its troops", "withdraw"),
        ("units are returning to their permanent bases", "withdraw"),
        ("to send its troops back to barracks", "withdraw"),
        ("sanctions would follow", "sanction"),
        ("the two would meet again in May", "talk"),
        ("a loan of 150 million euros", "aid"),
        ("the weather would improve", None),
    ],
)
def test_what_a_commitment_is_about(text: str, act: str | None) -> None:
    assert first_act(text) == act


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("not a single soldier would remain in the country", False),
        ("the soldiers would stay on", True),
        ("to start nothing new and to withdraw the troops", False),
        ("it would not withdraw its troops", True),
    ],
)
def test_who_does_not_stay_withdraws(text: str, negative: bool) -> None:
    assert first_act(text) == "withdraw"
    assert is_negative(text, "withdraw") is negative


def test_what_is_denied() -> None:
    assert denied_acts("we have not seen any withdrawal") == {"withdraw"}
    assert "withdraw" in denied_acts("on the contrary, it has sent more troops")
    assert denied_acts("the troops withdrew on Monday, and nobody was hurt in the village") == set()
    assert acts_in("the ministry warned of a storm") == set()


def test_acts_name_types_of_the_record() -> None:
    types = set(EventType.__args__)  # type: ignore[attr-defined]
    for act in acts().values():
        assert act.done | act.alone | act.against <= types, act.name


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        ("PT48H", "within 48 hours"),
        ("P1W", "within 1 week"),
        ("P3M", "within 3 months"),
        ("2022-03-31", "until: 2022-03-31"),
    ],
)
def test_a_deadline_is_told_in_words(deadline: str, told: str) -> None:
    assert _until(deadline) == told


def test_the_ledger_of_a_casefile_that_cannot_be_written(
    case: Casefile, read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(case, read, PULL_BACK, "2022-03-01", "Fjord Wire")

    def refuse(**_: object) -> object:
        raise CasefileError("write-protected")

    monkeypatch.setattr(case, "writing", refuse)
    (step,) = rows(case)
    assert step["fate"] == "open"


def test_diplomats_who_meet_are_not_brought_away() -> None:
    assert first_act("Danish and Chilean diplomats will meet in Lima") == "talk"
    assert first_act("told its diplomats to leave") == "evacuate"
    assert first_act("its citizens should leave Peru at once") == "evacuate"


def test_acts_are_of_all_news() -> None:
    """No word names a state or a matter of one crisis."""
    words = (Path(acts_module.__file__).parent / "acts.yaml").read_text("utf-8")
    used = re.findall(r"words: \[(.*?)\]", words, re.S)
    assert used
    assert not re.findall(r"belarus|ukrain|russia|nord stream|\d{4}", " ".join(used))


def test_steps_that_are_what_they_were_are_not_written_again(case: Casefile, read: Reader) -> None:
    put(case, read, PULL_BACK, "2022-03-01", "Fjord Wire")
    put(case, read, THREAT, "2022-03-03", "Baltic Agency")
    before = rows(case)
    with case.reading() as connection:
        assert connection.execute(select(func.count()).select_from(schema.fates)).scalar() == 2
    put(case, read, NOT_SEEN, "2022-03-02", "Baltic Agency")
    put(case, read, SANCTIONS, "2022-03-09", "Gulf Press")
    after = rows(case)
    assert [row["step"] for row in before] == [row["step"] for row in after[: len(before)]]
    assert {row["fate"] for row in before} == {"open"}
    assert {row["fate"] for row in after} >= {"contradicted", "fulfilled"}
    with case.writing() as connection:
        connection.execute(delete(schema.fates))
        connection.execute(delete(schema.about).where(schema.about.c.name == schema.LEDGER))
    assert rows(case) == after


def test_nobody_waits_while_the_ledger_is_made(
    case: Casefile, read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(case, read, PULL_BACK, "2022-03-01", "Nordic Wire")
    made: list[int] = []
    build = store._steps

    def meanwhile(connection: Connection) -> list[dict[str, Any]]:
        steps = build(connection)
        if len(made) < busy:
            text = f"OSLO, March 2 - Norway warned Sweden {len(made)} times on Wednesday."
            put(case, read, text, "2022-03-02", "Baltic Post")
        made.append(len(steps))
        return steps

    monkeypatch.setattr(store, "_steps", meanwhile)
    busy = 1
    assert store.refresh(case) is None and len(made) == 2, "made again, of the later state"
    assert store.refresh(case) is None and len(made) == 2
    put(case, read, NOT_SEEN, "2022-03-02", "Radio North")
    busy = 100
    steps = store.refresh(case)
    assert steps and steps[0]["fate"] == "contradicted", "as of when it was read"
    assert judge(case, steps[0]["id"], "broken", "Eva") == steps[0]["id"]
