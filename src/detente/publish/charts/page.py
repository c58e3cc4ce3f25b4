"""A picture as a page that works offline: Vega is written into it, and nothing is fetched.

Words of reports are in the specification. They stand there as JSON in which no ``<`` is left, so
that they end no script, and the page's content security policy lets nothing run but what we wrote
and nothing be loaded.
"""

from __future__ import annotations

import html
import json
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import vl_convert

from detente.publish.clean import one_line

if TYPE_CHECKING:
    from detente.casefile.views.table import View

_START = """
const spec = JSON.parse(document.getElementById("spec").textContent);
vegaEmbed("#picture", spec, {actions: false, renderer: "svg"});
"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-eval' \
{hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ margin: 1rem; font-family: sans-serif; }}</style>
</head>
<body>
<noscript>The picture needs JavaScript; nothing is loaded from elsewhere.</noscript>
<div id="picture"></div>
<script type="application/json" id="spec">{spec}</script>
<script>{library}</script>
<script>{start}</script>
</body>
</html>
"""


def page(spec: dict[str, Any], view: View) -> str:
    """The page of a picture. ``'unsafe-eval'`` is for Vega, which compiles its expressions."""
    library = vl_convert.javascript_bundle(None)  # type: ignore[arg-type]
    return _PAGE.format(
        title=html.escape(one_line(f"{view.name} – {view.case}")),
        spec=json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c"),
        hashes=" ".join(f"'sha256-{_hash(script)}'" for script in (library, _START)),
        library=library,
        start=_START,
    )


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
