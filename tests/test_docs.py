"""The docs are true: what they show is what comes out, and nothing that there is goes unsaid.

Blocks marked ``console`` hold commands (``$ ...``) and what they print, blocks marked ``pycon``
Python and what it gives. ``python tests/test_docs.py`` writes the outputs anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[1]
SHOWN = (
    "api",
    "tutorial",
    "cli",
    "corrections",
    "export",
    "happenings",
    "knowledge",
    "model",
    "ontology",
    "pairs",
    "python",
    "sources",
)
PAGES = ["README.md", *(f"docs/{name}.md" for name in SHOWN)]
BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


DESK = "http://127.0.0.1:8617"
"""The desk of a page that asks one."""


def renewed(page: str) -> str:
    """The page with every output as it is now."""
    if f'"{DESK}"' not in page:
        return _renewed(page)
    with desk_over_the_examples() as address:
        return _renewed(page.replace(DESK, address)).replace(address, DESK)


@contextlib.contextmanager
def desk_over_the_examples() -> Iterator[str]:
    """A desk on a port of its own; its address."""
    import uvicorn

    from detente.casefile import Casefile
    from detente.casefile.add import add
    from detente.desk.app import make_app
    from detente.desk.settings import Settings
    from detente.sources.many import find

    texts = [str(path) for path in sorted((ROOT / "examples").glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listening:
        path = Path(folder) / "talks.case"
        with Casefile.new(path) as case:
            add(case, find(texts), processes=1)
        listening.bind(("127.0.0.1", 0))
        app = make_app(Settings(str(path), by="anna"))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=lambda: server.run(sockets=[listening]))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _renewed(page: str) -> str:
    session: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ROOT.iterdir():  # what a page makes does not lie about in the project
            (folder / each.name).symlink_to(each)

        def renew(match: re.Match[str]) -> str:
            run: Callable[[str], str] = (
                (lambda block: console(block, folder))
                if match[1] == "console"
                else lambda block: python(block, session)
            )
            return f"```{match[1]}\n{run(match[2])}```"

        return BLOCK.sub(renew, page)


def console(block: str, folder: Path) -> str:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{_shell(command[2:], folder)}" for command in commands)


def _shell(command: str, folder: Path) -> str:
    """What a command prints, errors too, run in a folder that has the project's files."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={
            **os.environ,
            "PATH": path,
            "COLUMNS": "80",
            "PYTHONUTF8": "1",
            "OMP_NUM_THREADS": "1",
            "SOURCE_DATE_EPOCH": "1645747200",  # casefiles say when they were made
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode("utf-8").splitlines())


def python(block: str, session: dict[str, object]) -> str:
    shown = []
    for example in re.findall(r"^>>> .*\n(?:^\.\.\. ?.*\n)*", block, re.MULTILINE):
        code = "".join(line[4:] or "\n" for line in example.splitlines(keepends=True))
        shown.append(example + _evaluate(code, session))
    return "".join(shown)


def _evaluate(code: str, session: dict[str, object]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.chdir(ROOT):
        try:
            exec(compile(code, "<docs>", "single"), session)
        except Exception as error:
            name = f"{type(error).__module__}.{type(error).__qualname__}"
            print(f"Traceback (most recent call last):\n  ...\n{name}: {error}")
            if isinstance(error, (SyntaxError, NameError)):
                traceback.print_exc()
    return "".join(f"{line.rstrip()}\n" for line in printed.getvalue().splitlines())


@pytest.mark.parametrize("name", PAGES)
def test_what_the_docs_show_is_what_comes_out(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert renewed(page) == page, "run: python tests/test_docs.py"


def test_the_addresses_that_the_docs_ask_have_answers() -> None:
    """In the shell and in R, as httr2 makes an address of what it is told."""
    import httpx

    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    blocks = [block for _, block in re.findall(r"^```(sh|r)\n(.*?)^```$", page, re.M | re.S)]
    asked = [(url, {}) for url in re.findall(rf"{DESK}(/[^'\"\s]*)", page)]
    asked += [
        (f"/api/{path}", dict(re.findall(r"(\w+) = \"?([^\",)]+)", query)))
        for block in blocks
        for path, query in re.findall(
            r"req_url_path_append\(\"(\w+)\"\).*?req_url_query\((.*?)\)", block, re.DOTALL
        )
    ]
    assert len(asked) > 5
    with desk_over_the_examples() as address:
        for path, query in asked:
            if "STEP" not in path:
                answer = httpx.get(address + path, params=query or None, follow_redirects=True)
                assert answer.status_code == 200, (path, query, answer.text)


def test_every_command_and_option_is_documented() -> None:
    from detente.cli import COMMANDS, cli

    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    context = click.Context(cli)
    for name in COMMANDS:
        section = page.partition(f"\n## detente {name}\n")[2].partition("\n## ")[0]
        assert section, name
        command = cli.get_command(context, name)
        assert command
        for flag in _flags(command):
            assert f"`{flag}" in section or f"  {flag}" in section, (name, flag)
    assert "`--version`" in page


def _flags(command: click.Command) -> Iterator[str]:
    for option in command.params:
        yield from option.opts if isinstance(option, click.Option) else ()
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from _flags(each)


@pytest.mark.parametrize("view", ["actors", "network", "quotes", "sources", "tension", "timeline"])
def test_every_column_of_a_view_is_documented(view: str) -> None:
    module = import_module(f"detente.casefile.views.{view}")
    page = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {view.capitalize()}\n")[2].partition("\n## ")[0]
    for column in module.COLUMNS:
        assert f"| `{column.name}` | {column.kind} | {column.meaning}" in section, column.name


def test_every_name_of_the_public_door_is_documented() -> None:
    import detente

    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for name in detente.__all__:
        if not name.startswith("__"):
            assert f"detente.{name}" in page, name


def test_every_page_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in sorted((ROOT / "docs").glob("*.md")):
        assert f"docs/{page.name}" in readme, page.name


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_the_changelog_knows_this_version_or_what_is_to_come() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## Unreleased" in changelog


if __name__ == "__main__":
    for each in PAGES:
        file = ROOT / each
        file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")
