"""``detente ontology`` and ``--ontology`` as a user meets them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "ontology.yaml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: str | Path, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsysbinary.readouterr()
        return int(ended.value.code or 0), printed.out.decode(), printed.err.decode()

    return call


def test_a_good_file_is_counted(run: Run) -> None:
    code, out, err = run("ontology", "check", EXAMPLE)
    assert (code, err) == (0, "")
    assert "modes 2, patterns 6" in out


def test_what_is_wrong_is_told_line_by_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("verbs:\n- {patterns: Help, code: AID}\n- {patterns: help, code: HELP}\n")
    code, out, err = run("ontology", "check", path)
    assert (code, out) == (4, "")
    assert [line.split(": ")[0] for line in err.splitlines()] == [f"{path}:2", f"{path}:3"]
    for command in (("read", "-"), ("ontology", "show"), ("ontology", "groups")):
        code, out, err = run(*command, "--ontology", path, stdin="Sweden condemned Norway.")
        assert (code, out) == (4, "")
        assert "line 2" in err
        assert "(and 1 more)" in err
    code, _, err = run("read", "-", "--ontology", tmp_path / "none.yaml", stdin="Hello there.")
    assert (code, err.strip().endswith("No such file or directory")) == (4, True)


def test_types_patterns_and_groups_are_shown(run: Run) -> None:
    _, everything, _ = run("ontology", "show")
    assert everything.startswith("AGREE  +2.5  quad 1  CAMEO 030\n")
    assert "  verb  " not in everything
    _, one, _ = run("ontology", "show", "Sanction-Expel")
    assert "SANCTION-expel  -5.5  CAMEO 166" in one
    assert "SANCTION-withdraw" not in one
    assert "  verb  " in one
    _, own, _ = run("ontology", "show", "sanction-airspace", "--ontology", EXAMPLE)
    assert "  verb  close :{airspace}  SANCTION-airspace  - > to,against  (own)\n" in own
    _, group, _ = run("ontology", "groups", "{dam}", "--ontology", EXAMPLE)
    assert group == "dam: barrage dam reservoir\n"
    assert len(run("ontology", "groups")[1].splitlines()) > 20


@pytest.mark.parametrize(
    "arguments", [("show", "sanctions"), ("show", "aid-big"), ("groups", "nobody")]
)
def test_what_there_is_not_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("ontology", *arguments)
    assert (code, out) == (2, "")
    assert "no " in err


def test_a_report_is_read_with_it(run: Run) -> None:
    text = "Norway closed its airspace to Russian airliners on Tuesday."
    code, out, _ = run("read", "-", "--json", "--ontology", EXAMPLE, stdin=text)
    record = json.loads(out)
    assert code == 0
    assert [event["mode"] for event in record["events"]] == ["airspace"]
    assert "+" in record["made_by"]["ontology"]
