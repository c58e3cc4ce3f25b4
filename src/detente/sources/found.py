"""What a source gives: a report that was found, or what could not be had, each with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from detente.errors import DetenteError
from detente.record import Report
from detente.sources.days import not_after, stated, to_come
from detente.sources.files import Fields, Rules, too_large
from detente.sources.reports import Day, iso_day, make_report
from detente.sources.streams import Meter


@dataclass(frozen=True)
class Found:
    """A report at its place: ``where`` is "news.csv, line 8". Whether it is in English has not been
    asked yet (``sources.language.check_english``).

    ``fetched`` is the day (UTC) on which it came over the net, ``note`` what a reader should know
    of its metadata, ``stated`` the day that its source gives, also where ``report.published`` does
    not believe it.
    """

    report: Report
    where: str
    fetched: str | None = None
    note: str | None = None
    stated: str | None = None

    @property
    def key(self) -> str:
        """The report's key, the same whenever and wherever it is found."""
        return report_key(self.report, self.stated)


@dataclass(frozen=True)
class Failed:
    """A report, or a whole source, that could not be had, and why."""

    where: str
    why: str


@dataclass(frozen=True)
class FeedState:
    """How far a feed was followed: comes after the last of its reports, to be stored once those
    are, and given back in ``Options.feeds`` at the next time.

    ``etag`` and ``modified`` are the server's, for asking whether anything is new. ``seen`` has the
    items that the feed held, and how often the page of each could not be had (0: it is done).
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    seen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Options:
    """How to find reports.

    ``published`` and ``source`` are what the caller knows better than every report's metadata.
    ``columns`` gives the source's name of a column: ``{"text": "body"}``. ``feeds`` are the states
    in which feeds were left, by address; ``follow`` says whether the page is fetched where a feed
    gives only a summary. ``now`` is the moment that no report is later than, ``None`` for the time
    when it is asked. ``unpacked`` is how many bytes a compressed source may grow to.
    """

    rules: Rules = field(default_factory=Rules)
    published: Day = None
    source: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    feeds: Mapping[str, FeedState] = field(default_factory=dict)
    follow: bool = True
    now: datetime | None = None
    meter: Meter | None = None
    unpacked: int | None = None

    @property
    def moment(self) -> datetime:
        """Now, or what stands for it."""
        return self.now or datetime.now(UTC)


@dataclass(frozen=True)
class Source:
    """What reports are taken from: its name for messages, and what is known of it beside its bytes.

    ``file`` is its name as a file, ``url`` and ``fetched`` where and when it came over the net,
    ``charset`` and ``is_page`` what a server said of it.
    """

    name: str
    options: Options
    file: str = ""
    url: str | None = None
    fetched: datetime | None = None
    charset: str | None = None
    is_page: bool = False

    @property
    def latest(self) -> datetime:
        """The moment that nothing in it was published after."""
        return self.fetched or self.options.moment

    def at(self, position: str) -> str:
        """A position in it: "news.csv, line 8"."""
        return f"{self.name}, {position}"


def report_key(report: Report, published: str | None = None) -> str:
    """What tells this report from others, however it was found: 32 hexadecimal digits of a SHA-256
    over text, title, day and address.

    The day is the one that the source states (``published``, else the report's): what is thought
    of it changes with the day on which it is read.
    """
    digest = hashlib.sha256()
    for part in (report.text, report.title, published or report.published, report.url):
        data = (part or "").encode("utf-8", "surrogatepass")
        # Lengths first: no two reports run into the same bytes.
        digest.update(f"{'-' if part is None else len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()[:32]


def make_found(fields: Fields, where: str, source: Source) -> Found:
    """The report of these fields. Raises ``ReportError`` where they are none."""
    options, fetched = source.options, source.fetched
    limit = options.rules.limit
    # No character is more than four bytes, so most texts need not be encoded to be measured.
    if 4 * len(fields.text) > limit and len(fields.text.encode("utf-8", "replace")) > limit:
        raise too_large(limit)
    published, said, note = fields.published, fields.stated, fields.note
    if options.published is not None:
        said, note = iso_day(options.published), None
        published = not_after(stated(said), source.latest)
        if published is None:
            note = to_come(str(said))
    report = make_report(
        fields.text,
        published,
        title=_clean(fields.title),
        source=_clean(options.source or fields.source),
        url=_clean(fields.url),
        force=True,
    )
    day = fetched.astimezone(UTC).date().isoformat() if fetched else None
    return Found(report, where, day, note, said if said != published else None)


def day_of(value: object, latest: datetime) -> tuple[str | None, str | None, str | None]:
    """The day of publication that a field states: what is believed, what is stated, and a note
    where that is not the same."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, None, None
    when = stated(value)
    if when is None:
        shown = str(value)[:60]
        return None, None, f"published: no date that can be read for sure: {shown!r}"
    day = not_after(when, latest)
    return day, when.day, None if day else to_come(when.day)


def shown(name: str) -> str:
    """A name as a message can hold it: one line, characters that can be seen and stored."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name
    )


def _clean(words: str | None) -> str | None:
    """Metadata on one line, without what no database takes."""
    if not words:
        return None
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        words = words.encode("utf-8", "replace").decode("utf-8")
    return " ".join(words.replace("\x00", "").split()) or None


def failure(where: str, error: DetenteError | OSError | ValueError) -> Failed:
    """What went wrong in opening or reading a source, in words for a user."""
    if isinstance(error, DetenteError):
        return Failed(where, str(error))
    if isinstance(error, OSError):
        return Failed(where, (error.strerror or str(error)).lower())
    return Failed(where, "not a file name")
