"""Views of a casefile as pictures: Altair specifications, drawn to PNG, SVG, and HTML offline.

>>> from detente.publish.charts import draw
>>> Path("tension.png").write_bytes(draw(view, "png"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.errors import MissingExtraError
from detente.publish.clean import one_line

if TYPE_CHECKING:
    from detente.casefile.views.table import View

FORMATS = ("png", "svg", "html")
PICTURED = ("timeline", "network", "tension")
"""The views of which a picture says more than a table."""
_SCALE = 2.0
"""Pixels of a PNG for each point: sharp in print and on dense screens."""


def draw(view: View, to: str) -> bytes:
    """A view as a picture, the same bytes for the same view and the same libraries.

    Raises:
        KeyError: the view has no picture, or there is no such format.
        MissingExtraError: Altair or vl-convert is not installed.
    """
    if to not in FORMATS:
        raise KeyError(to)
    spec = specification(view)
    import vl_convert

    if to == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE))
    if to == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode("utf-8")
    from detente.publish.charts.page import page

    return page(spec, view).encode("utf-8")


def specification(view: View) -> dict[str, Any]:
    """The Vega-Lite specification of a view's picture, its data within it."""
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            f"a picture needs {error.name}: pip install 'detente[charts]'"
        ) from None
    from detente.publish.charts import network, tension, timeline

    makers = {"timeline": timeline.chart, "network": network.chart, "tension": tension.chart}
    spec: dict[str, Any] = _clean(makers[view.name](view).to_dict())
    return spec


def _clean(part: Any) -> Any:
    """A specification without characters that XML cannot hold or that turn lines around: words of
    reports and names are in it."""
    if isinstance(part, str):
        return one_line(part) if not part.isprintable() else part
    if isinstance(part, list):
        return [_clean(each) for each in part]
    return {k: _clean(v) for k, v in part.items()} if isinstance(part, dict) else part
