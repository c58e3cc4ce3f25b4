"""Vega, which draws the pictures. It comes with vl-convert and is served as it is bundled there."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock, Thread

from fastapi import APIRouter, Response

from detente.errors import MissingExtraError

router = APIRouter()
_lock = Lock()


@router.get("/vega.js")
def serve() -> Response:
    """The library; making it takes a second, once."""
    with _lock:
        script = _bundle()
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


def prepare() -> None:
    """Make the library while nobody waits for it."""
    Thread(target=serve, daemon=True).start()


@lru_cache(maxsize=1)
def _bundle() -> bytes:
    try:
        import vl_convert
    except ImportError:
        raise MissingExtraError("pictures need vl_convert: pip install 'detente[charts]'") from None
    return vl_convert.javascript_bundle(None).encode("utf-8")  # type: ignore[arg-type]
