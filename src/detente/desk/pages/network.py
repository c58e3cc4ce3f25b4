"""Who does what to whom: a matrix, and the same as a network."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

from fastapi import APIRouter, Request, Response

from detente.casefile.views.table import Row, View
from detente.desk.asked import AskedQuery
from detente.desk.pages.ask import view as view_of
from detente.desk.render import page

MOST = 14
"""Parties that are shown: those with most."""
SIZE, RADIUS = 640, 230
router = APIRouter()


@router.get("/network")
def show(request: Request, asked: AskedQuery, by: Literal["state", "actor"] = "state") -> Response:
    """The parties with most occurrences."""
    view = view_of(request, "network", asked.filters(), by=by)
    parties = _parties(view)
    cells = {(row["actor"], row["recipient"]): row for row in view.rows}
    return page(
        request, "network.html", view=view, parties=parties, cells=cells, by=by, tone=tone,
        nodes=_nodes(parties), links=_links(view, parties), size=SIZE,
    )  # fmt: skip


def tone(row: Row) -> str:
    """How the occurrences of a pair weigh, in one word."""
    if not counted(row):
        return "unsure"
    mean = row["balance"] / counted(row)
    return "conflict" if mean <= -1 else "cooperation" if mean >= 1 else "mixed"


def counted(row: Row) -> int:
    """How many occurrences of a pair are told as fact."""
    return int(
        row["cooperation_words"]
        + row["cooperation_deeds"]
        + row["conflict_words"]
        + row["conflict_deeds"]
    )


def _parties(view: View) -> list[str]:
    weight: dict[str, int] = {}
    for row in view.rows:
        for name in {row["actor"], row["recipient"]}:
            weight[name] = weight.get(name, 0) + len(row["occurrences"])
    return [n for n, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))][:MOST]


@dataclass(frozen=True)
class Node:
    """A party on the circle; ``anchor`` is how its name is set beside it."""

    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True)
class Link:
    """An arc from who to whom."""

    row: Row
    path: str
    width: float
    tone: str


def _nodes(parties: list[str]) -> list[Node]:
    """The parties on a circle, clockwise from the top: the same picture for the same case."""
    found = []
    for i, name in enumerate(parties):
        angle = 2 * pi * i / len(parties) - pi / 2
        x, y = SIZE / 2 + RADIUS * cos(angle), SIZE / 2 + RADIUS * sin(angle)
        anchor = "middle" if abs(cos(angle)) < 0.2 else "start" if cos(angle) > 0 else "end"
        label_x = SIZE / 2 + (RADIUS + 18) * cos(angle)
        label_y = SIZE / 2 + (RADIUS + 18) * sin(angle) + 5
        at = round(x, 1), round(y, 1), round(label_x, 1), round(label_y, 1)
        found.append(Node(name, *at, anchor))
    return found


def _links(view: View, parties: list[str]) -> list[Link]:
    at = {node.name: node for node in _nodes(parties)}
    shown = [
        row
        for row in view.rows
        if row["actor"] in at and row["recipient"] in at and row["actor"] != row["recipient"]
    ]
    most = max((len(row["occurrences"]) for row in shown), default=1)
    return [_link(row, at[row["actor"]], at[row["recipient"]], most) for row in reversed(shown)]


def _link(row: Row, one: Node, other: Node, most: int) -> Link:
    middle_x, middle_y = (one.x + other.x) / 2, (one.y + other.y) / 2
    # Bent to the left of its way, so that there and back are two arcs.
    bend_x = middle_x + (other.y - one.y) * 0.14
    bend_y = middle_y - (other.x - one.x) * 0.14
    path = f"M{one.x},{one.y} Q{bend_x:.1f},{bend_y:.1f} {other.x},{other.y}"
    width = 1 + 6 * len(row["occurrences"]) / most
    return Link(row, path, round(width, 1), tone(row))
