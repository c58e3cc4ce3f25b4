"""A brief as a Word document. Footnotes stand at its end, linked from where they belong."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from detente.errors import MissingExtraError
from detente.publish.brief.model import Brief, Note, Point, Sentence
from detente.publish.brief.pdf_file import moment
from detente.publish.brief.text import is_web, where
from detente.publish.clean import one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_GREY = "595959"


def docx(brief: Brief) -> bytes:
    """The brief as DOCX, the same bytes for the same brief."""
    try:
        import docx as library
    except ImportError:
        raise MissingExtraError("a DOCX needs python-docx: pip install 'detente[brief]'") from None
    document = library.Document()
    _properties(document, brief)
    document.add_heading(brief.title, 0)
    document.add_paragraph(one_line(brief.subtitle), style="Subtitle")
    for section in brief.sections:
        document.add_heading(section.title, 1)
        if not section.groups:
            _soft(document.add_paragraph(), section.nothing)
        for group in section.groups:
            if group.heading:
                document.add_heading(one_line(group.heading), 2)
            for point in group.points:
                _point(document, point)
        if section.after:
            _soft(document.add_paragraph(), section.after.replace("`", ""))
    _pictures(document, brief)
    document.add_heading("Sources and method", 1)
    for name, told in brief.sources:
        document.add_paragraph(f"{one_line(name)}: {told}", style="List Bullet")
    for line in brief.method:
        _soft(document.add_paragraph(), line)
    document.add_heading("Footnotes", 1)
    for note in brief.notes:
        _note(document, note)
    stream = io.BytesIO()
    document.save(stream)
    return _dated(stream.getvalue())


def _properties(document: Document, brief: Brief) -> None:
    when = moment(brief).replace(tzinfo=None)
    about = document.core_properties
    about.title = one_line(f"{brief.title}: {brief.subtitle}")
    about.author = about.last_modified_by = "Détente"
    about.comments = ""
    about.created = about.modified = when


def _point(document: Document, point: Point) -> None:
    lead = document.add_paragraph(style="List Bullet")
    lead.paragraph_format.keep_together = True
    _sentence(lead, point.lead, bold=True)
    for sentence in point.more:
        lead.add_run().add_break()
        _sentence(lead, sentence)
    if point.facts:
        lead.add_run().add_break()
        _soft(lead, point.facts)


def _sentence(paragraph: Paragraph, sentence: Sentence, bold: bool = False) -> None:
    run = paragraph.add_run(one_line(sentence.text))
    run.bold = bold or None
    for place, number in enumerate(sentence.notes):
        if place:
            paragraph.add_run(",").font.superscript = True
        _link(paragraph, str(number), {"w:anchor": f"note{number}"}, superscript=True)


def _soft(paragraph: Paragraph, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(one_line(text))
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor.from_string(_GREY)


def _pictures(document: Document, brief: Brief) -> None:
    from docx.shared import Cm

    if brief.pictures:
        document.add_heading("Pictures", 1)
    for each in brief.pictures:
        document.add_picture(io.BytesIO(each.png), width=Cm(15))
        document.inline_shapes[-1]._inline.docPr.set("descr", each.title)
        _soft(document.add_paragraph(), each.title)


def _note(document: Document, note: Note) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph()
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark: Any = OxmlElement(kind)
        mark.set(qn("w:id"), str(note.number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), f"note{note.number}")
        paragraph._p.append(mark)
    paragraph.add_run(f"{note.number}  ")
    if is_web(note.url) and note.url:
        target = document.part.relate_to(
            note.url,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        _link(paragraph, note.title, {"r:id": target})
    else:
        paragraph.add_run(note.title)
    address = f", {note.url}" if note.url else ""
    paragraph.add_run(f" ({where(note)}{address}): ")
    paragraph.add_run(note.words).italic = True


def _link(paragraph: Paragraph, text: str, to: dict[str, str], superscript: bool = False) -> None:
    """A hyperlink, which the library cannot make by itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link: Any = OxmlElement("w:hyperlink")
    for name, value in to.items():
        link.set(qn(name), value)
    run = paragraph.add_run(text)
    run.font.superscript = superscript or None
    link.append(run._r)
    paragraph._p.append(link)


def _dated(data: bytes) -> bytes:
    """The archive with a fixed date on each part: the library writes the time of day."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return stream.getvalue()
