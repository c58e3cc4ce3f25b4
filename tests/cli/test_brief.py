"""``detente brief`` as a command."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.casefile.history import dispute

from detente.casefile import Casefile
from detente.cli import cli


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("case") / "fish.case"
    with Casefile.new(made) as case:
        dispute(case)
    return made


def run(*arguments: object) -> str:
    done = CliRunner().invoke(
        cli, ["brief", *map(str, arguments)], standalone_mode=False, catch_exceptions=False
    )
    return done.output


def test_without_a_file_it_is_markdown(path: Path) -> None:
    told = run(path, "--since", "2022-03-01", "--until", "2022-03-12")
    assert told.startswith("# Brief: 1 to 12 March 2022")
    assert "[^1]:" in told


@pytest.mark.parametrize("name", ["b.md", "b.html", "b.pdf", "b.docx"])
def test_the_ending_tells_the_format(path: Path, tmp_path: Path, name: str) -> None:
    assert "footnotes" in run(path, "--no-pictures", "-o", tmp_path / name)
    begins = {"md": b"# Brief", "html": b"<!DOC", "pdf": b"%PDF", "docx": b"PK"}
    assert (tmp_path / name).read_bytes().startswith(begins[name[2:]])


def test_an_unknown_ending_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match=r"none of .md, .html, .pdf, .docx"):
        run(path, "-o", tmp_path / "brief.odt")


def test_a_missing_library_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from detente.errors import MissingExtraError

    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"detente\[brief\]"):
        run(path, "--no-pictures", "-o", path.parent / "b.pdf")


def test_filters_choose(path: Path) -> None:
    told = run(path, "--actor", "Berg", "--with", "Norway", "--type", "consult")
    assert "massed" not in told
    assert "Steps are of no event type" in told
    assert "by Harbour Post" in run(path, "--source", "Harbour Post")
