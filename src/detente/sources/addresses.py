"""Reports at http(s) addresses: a page, a text, a PDF, a feed or a table, whatever is sent."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import IO
from urllib.parse import urlsplit

from detente.errors import ReportError
from detente.sources.found import FeedState, Source
from detente.sources.streams import MAX_ITEM
from detente.sources.web import Wanted, fetch


def opened_address(source: Source, url: str) -> tuple[IO[bytes] | None, Source, FeedState]:
    """What is at an address, with what the server said of it, and the state of a feed there.
    ``None`` where nothing has changed since the state in ``source.options.feeds``."""
    rules = source.options.rules
    state = source.options.feeds.get(url) or FeedState(url)
    answer = fetch(
        url,
        max_size=max(rules.limit, MAX_ITEM),
        allow_private=rules.allow_private,
        wanted=Wanted(anything=True, etag=state.etag, modified=state.modified),
    )
    if answer.unchanged:
        return None, source, state
    known = replace(
        source,
        file=urlsplit(answer.url).path,
        url=answer.url,
        fetched=source.options.moment,
        charset=answer.charset,
        is_page=answer.is_page,
    )
    state = replace(state, etag=answer.etag, modified=answer.modified)
    return io.BytesIO(answer.data), known, state


def without_login(url: str) -> str:
    """An address without a name and password in it: they are not sent, and are not to be kept."""
    return re.sub(r"(?<=://)[^/?#]*@", "", url, count=1)


def page_at(url: str, source: Source) -> tuple[bytes, Source]:
    """The page or text that a feed links to. Raises ``ReportError``."""
    rules = source.options.rules
    answer = fetch(url, max_size=rules.limit, allow_private=rules.allow_private)
    if not answer.data:
        raise ReportError("the page is empty")
    return answer.data, replace(
        source,
        url=url,
        fetched=source.options.moment,
        charset=answer.charset,
        is_page=answer.is_page,
    )
