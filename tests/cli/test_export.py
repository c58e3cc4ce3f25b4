"""``detente export`` as a user meets it, with what can be wrong with its inputs."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
SUMMIT = EXAMPLES / "summit.record.json"


class Outcome:
    def __init__(self, code: int, out: bytes, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["detente", "export", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsysbinary.readouterr()
        code = ended.value.code
        return Outcome(int(code or 0), printed.out, printed.err.decode())

    return call


def lines_of(*names: str) -> list[bytes]:
    paths = [EXAMPLES / f"{name}.record.json" for name in names]
    return [json.dumps(json.loads(path.read_bytes())).encode() for path in paths]


@pytest.mark.parametrize("to", ["polecat", "icews", "plover", "ngec", "csv", "parquet"])
def test_a_file_and_standard_input_give_the_same(run: Run, tmp_path: Path, to: str) -> None:
    if to == "parquet":
        pytest.importorskip("pyarrow")
    done = run("--to", to, "-o", tmp_path / "x", SUMMIT)
    assert done.code == 0
    assert f"wrote {tmp_path / 'x'}: " in done.err
    (line,) = lines_of("summit")
    piped = run("--to", to, "-", stdin=line)
    assert (piped.code, piped.out) == (0, (tmp_path / "x").read_bytes())


def test_what_is_left_out_is_told(run: Run) -> None:
    done = run("--to", "polecat", SUMMIT)
    assert "by status (claimed " in done.err
    assert "--status" in done.err
    assert "not known to the day: see --fill-dates" in done.err
    whole = run("--to", "polecat", "--status", "all", "--fill-dates", SUMMIT)
    assert "left out" not in whole.err
    assert "the day of publication stands there" in whole.err
    assert whole.out.count(b"\n") > done.out.count(b"\n")


def test_a_broken_line_is_named_and_the_others_are_written(run: Run, tmp_path: Path) -> None:
    summit, readout = lines_of("summit", "readout")
    path = tmp_path / "x.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + summit
        + b"\n\n{broken\n"
        + b'{"a": 1}\n'
        + b"\xff\xfe\n"
        + readout
        + b"\n"
    )
    done = run("--to", "csv", path)
    assert done.code == 1
    assert f"{path}: line 3: no record" in done.err
    assert f"{path}: line 4: no record of detente read --json: made_by" in done.err
    assert f"{path}: line 5: not UTF-8" in done.err
    ids = {line.split(b"_")[0] for line in done.out.splitlines()[1:]}
    assert len(ids) == 2


@pytest.mark.parametrize("first", [b"{broken", b"[", b'"a"', b"3", b"null"])
def test_a_broken_first_line_does_not_take_the_others_with_it(run: Run, first: bytes) -> None:
    (summit,) = lines_of("summit")
    done = run("--to", "csv", "-", stdin=first + b"\n" + summit)
    assert done.code == 1
    assert "-: line 1: " in done.err
    assert done.out.count(b"\n") > 2


@pytest.mark.parametrize("data", [b"", b"\n \n", b"hello", b"\x00\x01", b"[]", b"{}", b"[" * 9999])
def test_what_holds_no_record_writes_nothing(run: Run, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(data)
    done = run("--to", "csv", "-o", tmp_path / "out.csv", path)
    assert done.code == 1
    assert done.err.startswith(f"detente: {path}: ")
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "out.csv").exists()


def test_inputs_that_are_not_there_are_told(run: Run, tmp_path: Path) -> None:
    done = run("--to", "csv", tmp_path / "none", tmp_path, SUMMIT)
    assert done.code == 1
    assert "none: no such file" in done.err
    assert ": a directory" in done.err
    assert done.out.count(b"\n") > 2


def test_an_old_record_is_exported(run: Run) -> None:
    old = json.loads(SUMMIT.read_bytes())
    old["made_by"] = {"code": "0.0.1", "model": "a"}
    for table in ("actors", "places", "statements", "events", "commitments"):
        for entry in old[table]:
            entry.pop("reasons", None)
    for time in old["times"]:
        time.pop("edtf"), time.pop("reason")
    done = run("--to", "csv", "-", stdin=json.dumps(old).encode())
    assert done.code == 0
    assert b",v0.0.1,ma,," in done.out


def test_an_output_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    done = run("--to", "csv", "-o", tmp_path / "no" / "x.csv", SUMMIT)
    assert done.code == 1
    assert "x.csv: cannot be written: No such file or directory" in done.err
    full = Path("/dev/full")
    if full.exists():
        done = run("--to", "csv", "-o", full, SUMMIT)
        assert done.code == 1
        assert "cannot be written" in done.err


def test_wrong_use_is_told(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    copy.write_bytes(SUMMIT.read_bytes())
    for arguments, told in (
        ((SUMMIT,), "--to is missing"),
        (("--to", "csv"), "records are missing"),
        (("--to", "xml", SUMMIT), "xml"),
        (("--to", "icews", "--rows", "pairs", SUMMIT), "--rows is for csv and parquet"),
        (("--to", "csv", "--status", "maybe", SUMMIT), "'maybe': not of happened"),
        (("--to", "csv", "--status", "", SUMMIT), "not of happened"),
        (("--to", "csv", "--rows", "statements", "--status", "all", SUMMIT), "for events"),
        (("--to", "csv", "-o", copy, copy), "would overwrite"),
    ):
        done = run(*arguments)
        assert done.code == 2, arguments
        assert told in done.err
    assert copy.read_bytes() == SUMMIT.read_bytes()


def test_own_cameo_codes(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("cameo: {CONSULT-visit: '043'}")
    done = run("--to", "icews", "--ontology", own, SUMMIT)
    assert b"\tHost a visit\t043\t2.8\t" in done.out
    own.write_text("cameo: {CONSULT-visit: '43'}")
    done = run("--to", "icews", "-o", tmp_path / "x", "--ontology", own, SUMMIT)
    assert done.code == 4
    assert not (tmp_path / "x").exists()


def test_the_schema_has_every_column(run: Run) -> None:
    from detente.publish.export import FORMATS, ROWS, columns

    rows = [line.split("\t") for line in run("--schema").out.decode().splitlines()]
    assert {len(row) for row in rows} == {5}
    wanted = {
        (f"{to} {each}" if to in ("csv", "parquet") else to, column.name)
        for to in FORMATS
        for each in ROWS
        for column in columns(to, each)
    }
    assert {(row[0], row[1]) for row in rows[1:]} == wanted
    one = run("--schema", "--to", "csv", "--rows", "pairs").out.decode().splitlines()
    assert {line.split("\t")[0] for line in one[1:]} == {"csv pairs"}


def test_a_link_is_followed_and_permissions_stay(run: Run, tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run("--to", "csv", "-o", link, SUMMIT).code == 0
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert run("--to", "csv", "-o", os.devnull, SUMMIT).code == 0
