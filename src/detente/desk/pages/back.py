"""Where a form leads back to: a page of this desk."""

from __future__ import annotations

from urllib.parse import urlsplit


def back_to(address: str) -> str:
    """The address, if it is one of this desk; the overview in place of any other."""
    told = urlsplit(address.replace("\\", "/"))
    is_ours = not told.scheme and not told.netloc and told.path.startswith("/")
    return address if is_ours and not told.path.startswith("//") and address.isprintable() else "/"
