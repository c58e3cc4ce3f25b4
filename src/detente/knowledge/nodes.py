"""A user's YAML file as nodes with their lines: plain texts, lists and mappings, nothing judged.

Nothing else is taken from YAML: no tags, no references, so that a country code ``NO`` stays a text
and a file that refers to itself is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

    from detente.errors import DetenteError

LARGEST = 5_000_000
"""Bytes of a file that is read at all."""
EMPTY = "there is nothing in it"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file, and on which line (counted from 1; 0 is the file itself)."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


def read_text(path: Path, problems: list[Problem], error: type[DetenteError]) -> str | None:
    """The text of a user's file; ``None`` where it is none, told in ``problems``. Raises ``error``
    where the file cannot be had."""
    try:
        data = path.read_bytes()
    except OSError as trouble:
        raise error(f"{path}: {trouble.strerror}") from None
    if len(data) > LARGEST:
        raise error(f"{path}: larger than {LARGEST:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data[: trouble.start].count(b"\n") + 1
        problems.append(Problem(line, "not UTF-8"))
        return None
    if "\0" in text:
        problems.append(Problem(text[: text.index("\0")].count("\n") + 1, "not a text"))
        return None
    return text


def compose(text: str, problems: list[Problem]) -> yaml.Node | None:
    """The root of a YAML text; ``None`` where there is none, told in ``problems``."""
    import yaml

    try:
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        problems.append(Problem(mark.line + 1 if mark else 0, f"not YAML: {reason}"))
        return None
    except RecursionError:
        problems.append(Problem(0, "not YAML that can be read: nested too deeply"))
        return None
    if root is None:
        problems.append(Problem(0, EMPTY))
    return root


def pairs(node: Any, what: str, problems: list[Problem]) -> Iterator[tuple[Any, Any]]:
    """The keys and values of a mapping whose keys are texts, each there once."""
    import yaml

    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(line_of(node), f"{what} and their values are expected"))
        return
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(line_of(key), "a name is expected"))
        elif key.value in seen:
            problems.append(Problem(line_of(key), f"{key.value!r} is there twice"))
        else:
            seen.add(key.value)
            yield key, value


def cell(node: yaml.Node) -> str | tuple[str, ...] | None:
    """A text or a list of texts; ``None`` where the node is neither."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag.endswith(":null") else str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(
        isinstance(item, yaml.ScalarNode) for item in node.value
    ):
        return tuple(str(item.value) for item in node.value)
    return None


def line_of(node: yaml.Node) -> int:
    """The line on which a node begins."""
    return int(node.start_mark.line) + 1
