"""The command line as a user meets it."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import detente
from detente.cli import COMMANDS, main

REPORT = (
    "GENEVA, May 6 - Foreign Minister Anna Berg of Sweden said on Friday that her country was "
    "ready to host talks. “We will open our doors if both sides stop firing,” she told reporters."
)
GERMAN = "Der Kanzler sprach am Dienstag in Moskau mit dem Präsidenten über die Lage."


class Outcome:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsysbinary.readouterr()
        code = ended.value.code
        return Outcome(code or 0, printed.out.decode(), printed.err.decode())

    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def german(tmp_path: Path) -> Path:
    path = tmp_path / "german.txt"
    path.write_text(GERMAN, encoding="utf-8")
    return path


def start(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "detente", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, **options)  # type: ignore[call-overload, no-any-return]


def test_the_view_of_one_report(run: Run, report: Path) -> None:
    seen = run("read", report, "--date", "2022-05-06")
    assert seen.code == 0
    assert "Anna Berg" in seen.out
    assert "\x1b" not in seen.out, "colour only on a terminal"
    assert seen.err == ""
    assert max(map(len, seen.out.splitlines())) <= 80


def test_one_report_as_json_is_one_object(run: Run, report: Path) -> None:
    seen = run("read", report, "--date", "2022-05-06", "--json")
    record = detente.Record.model_validate_json(seen.out)
    assert record.report.text == REPORT
    assert record.report.published == "2022-05-06"
    assert record == detente.read(REPORT, "2022-05-06")


def test_several_reports_as_json_are_lines(run: Run, report: Path) -> None:
    seen = run("read", report, "-", "--json", stdin=b"The ministers of both states met in Oslo.")
    texts = [json.loads(line)["report"]["text"] for line in seen.out.splitlines()]
    assert texts == [REPORT, "The ministers of both states met in Oslo."]


def test_a_page_is_written(run: Run, report: Path, tmp_path: Path) -> None:
    seen = run("read", report, "--html", tmp_path / "out.html")
    assert (seen.code, seen.out, seen.err) == (0, "", f"wrote {tmp_path / 'out.html'}\n")
    assert "Anna Berg" in (tmp_path / "out.html").read_text(encoding="utf-8")
    both = run("read", report, "--html", tmp_path / "out.html", "--json")
    assert json.loads(both.out)["report"]["text"] == REPORT


def test_a_page_that_cannot_be_written(run: Run, report: Path, tmp_path: Path) -> None:
    seen = run("read", report, "--html", tmp_path / "no" / "out.html")
    assert seen.code == 1
    assert "No such file or directory" in seen.err


def test_a_page_does_not_overwrite_its_report(run: Run, report: Path) -> None:
    seen = run("read", report, "--html", report)
    assert seen.code == 2
    assert "would overwrite" in seen.err
    assert report.read_text(encoding="utf-8") == REPORT


def test_the_name_of_an_input_cannot_control_the_terminal(run: Run) -> None:
    seen = run("read", "\x1b]0;owned\x07\n.txt")
    assert seen.err == "detente: \ufffd]0;owned\ufffd .txt: no such file or directory\n"


def test_without_a_date_the_view_says_why_days_are_unknown(run: Run) -> None:
    seen = run("read", "-", stdin=b"The envoys met on Tuesday, the ministry said.")
    assert "day of publication is not known" in " ".join(seen.out.split())


def test_one_bad_input_among_several(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    seen = run("read", tmp_path / "empty.txt", report, "/nowhere", "--json")
    assert seen.code == 1
    assert [json.loads(line)["report"]["text"] for line in seen.out.splitlines()] == [REPORT]
    assert seen.err.splitlines() == [
        f"detente: {tmp_path / 'empty.txt'}: the file is empty",
        "detente: /nowhere: no such file or directory",
    ]


def test_all_inputs_bad(run: Run) -> None:
    seen = run("read", "/nowhere", "/nowhere-else")
    assert (seen.code, seen.out) == (1, "")
    assert len(seen.err.splitlines()) == 2


def test_another_language(run: Run, german: Path) -> None:
    seen = run("read", german)
    assert (seen.code, seen.out) == (3, "")
    assert "the report is in German" in seen.err
    assert run("read", german, "--force").code == 0


def test_nothing_to_read_loads_no_model(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr("detente.reader.pipeline", lambda: pytest.fail("loaded"))
    assert run("read", "/nowhere").code == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["read"], "Missing argument"),
        (["read", "x", "--date", "18/02/2022"], "not a date: '18/02/2022'"),
        (["read", "x", "--max-size", "huge"], "not a size: 'huge'"),
        (["read", "x", "--date", "0001-01-01"], "not a day of publication"),
        (["read", "x", "--json", "--plain"], "exclude each other"),
        (["read", "x", "--colour"], "No such option"),
        (["reed"], "No such command"),
    ],
)
def test_wrong_use(run: Run, arguments: list[str], reason: str) -> None:
    seen = run(*arguments)
    assert (seen.code, seen.out) == (2, "")
    assert reason in seen.err


def test_the_limit_on_size(run: Run, report: Path) -> None:
    seen = run("read", report, "--max-size", "100")
    assert seen.code == 1
    assert "larger than 100 bytes" in seen.err


def test_an_encoding_can_be_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("The envoy met Mr Müller on Friday.".encode("cp850"))
    seen = run("read", path, "--encoding", "cp850", "--json")
    assert "Müller" in json.loads(seen.out)["report"]["text"]


def test_version_names_code_and_model(run: Run) -> None:
    seen = run("--version")
    made_by = detente.read(REPORT).made_by
    assert seen.out == f"detente {made_by.code}, model {made_by.model}\n"


def test_help_answers_in_a_fifth_of_a_second() -> None:
    """Processor time, for the machine may be busy with other things."""
    seconds = []
    for _ in range(3):
        process = start("--help")
        assert process.stdout
        out = process.stdout.read().decode()
        _, _, used = os.wait4(process.pid, 0)
        seconds.append(used.ru_utime + used.ru_stime)
    for name in COMMANDS:
        assert name in out
    assert min(seconds) < 0.2


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['detente', 'read', '--help']\n"
        "from detente.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'onnxruntime', 'httpx', 'pydantic', 'rich', 'resiliparse'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_closed_pipe_ends_quietly(report: Path) -> None:
    process = start("read", *[report] * 40, "--json")
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) in (0, 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("arguments", [["read"], ["schema"], ["--help"]])
def test_a_full_disk_is_told_in_one_line(report: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "detente", *arguments]
    command += [str(report)] if arguments == ["read"] else []
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "output cannot be written: No space left" in ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
def test_closed_streams_are_no_trouble(report: Path) -> None:
    shell = '"$0" -m detente read "$1" >&-; "$0" -m detente read - <&-'
    ended = subprocess.run(
        ["sh", "-c", shell, sys.executable, report], capture_output=True, text=True
    )
    assert (ended.returncode, ended.stderr) == (1, "detente: -: the file is empty\n")


def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = start("read", pipe)
    with pipe.open("wb"):  # opens when the command waits for what the pipe brings
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    assert process.stderr and process.stderr.read().strip() == b""


def test_output_is_utf_8_whatever_the_locale(report: Path) -> None:
    process = start("read", report, "--json", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, _ = process.communicate()
    assert json.loads(out.decode("utf-8"))["report"]["text"] == REPORT
