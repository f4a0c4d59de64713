"""Letters as Word files: based on the user's template or on a blank page, the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from checker import clean, regex
from checker_reporters.audit.letter import LetterLine, LineKind

PLACEHOLDER = "{{letter}}"  # the paragraph of a template that the letter replaces
_FIELD = regex(r"\{\{\s*(addressee|issuer|date|reply-by|contact)\s*\}\}")
_WRITTEN = datetime(1980, 1, 1)  # noqa: DTZ001  # Word stores it without a time zone
_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"}


@dataclass(frozen=True, slots=True)
class _LineFormat:
    """The format of a kind of line; sizes and spaces in points, indents `left`, `first` (line) and `right` in characters."""

    font: str
    size: float
    bold: bool = False
    centred: bool = False
    left: int = 0
    first: int = 0
    right: int = 0
    before: float = 0
    after: float = 4


_CHINESE = {
    LineKind.TITLE: _LineFormat("FZXiaoBiaoSong-B05S", 22, centred=True, after=18),
    LineKind.GREETING: _LineFormat("FangSong_GB2312", 16, after=4),
    LineKind.TEXT: _LineFormat("FangSong_GB2312", 16, first=2),
    LineKind.FINDING: _LineFormat("FangSong_GB2312", 16, first=2, before=4),
    LineKind.DETAIL: _LineFormat("FangSong_GB2312", 14, left=2),
    LineKind.SIGNATURE: _LineFormat("FangSong_GB2312", 16, right=4, before=4),
}
_ENGLISH = {
    LineKind.TITLE: _LineFormat("SimSun", 18, bold=True, centred=True, after=18),
    LineKind.GREETING: _LineFormat("SimSun", 11, after=6),
    LineKind.TEXT: _LineFormat("SimSun", 11, after=6),
    LineKind.FINDING: _LineFormat("SimSun", 11, before=6),
    LineKind.DETAIL: _LineFormat("SimSun", 10, left=2, after=2),
    LineKind.SIGNATURE: _LineFormat("SimSun", 11, right=1, before=4),
}


def prepare_template(template: bytes | None, language: str) -> bytes | None:
    """Add missing styles to the template or to a blank page; `None` if the template is not a Word file."""
    try:
        document = Document(io.BytesIO(template) if template is not None else None)
    except (zipfile.BadZipFile, KeyError, OpcError, SyntaxError, ValueError):  # from python-docx and lxml
        return None
    if template is None:
        _blank(document)
    for kind, line_format in (_CHINESE if language == "zh" else _ENGLISH).items():
        if kind not in document.styles:  # the user's own styles are kept
            _define(document, kind, line_format)
    return _saved(document)


def placed_fields(template: bytes) -> frozenset[str]:
    """Return the names of the fields that a template places, such as `{{issuer}}`."""
    texts = (paragraph.text for paragraph in _paragraphs(Document(io.BytesIO(template))))
    return frozenset(name for text in texts for name in _FIELD.findall(text))


def write_letter(lines: Iterable[LetterLine], template: bytes, values: Mapping[str, str]) -> bytes:
    """Write a letter into a prepared template, whose fields get their `values`."""
    document = Document(io.BytesIO(template))
    for paragraph in _paragraphs(document):
        _fill(paragraph, values)
    styles = {kind: document.styles[kind] for kind in LineKind}
    place = next((p for p in document.paragraphs if p.text.strip() == PLACEHOLDER), None)
    title = ""
    for line in lines:
        title = title or line.text
        paragraph = document.add_paragraph() if place is None else place.insert_paragraph_before()
        _write(paragraph, line, styles[line.kind])
    if place is not None and (above := place._element.getparent()) is not None:  # noqa: SLF001  # the library cannot remove paragraphs
        above.remove(place._element)  # noqa: SLF001  # likewise
    core = document.core_properties  # constant, so that the same letter gives the same bytes
    core.title, core.author, core.comments = title[:255], "", ""
    core.created = core.modified = _WRITTEN
    return _saved(document)


def _paragraphs(document: Word) -> Iterator[Paragraph]:
    """Yield the paragraphs of the text, of its tables, and of heads and feet of pages."""
    margins = (part for one in document.sections for part in (one.header, one.footer))
    for holder in (document, *(part for part in margins if not part.is_linked_to_previous)):
        yield from holder.paragraphs
        for table in holder.tables:
            yield from (p for row in table.rows for cell in row.cells for p in cell.paragraphs)


def _fill(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Fill in the fields of a paragraph; one that is spread over runs takes the format of the first run."""

    def filled(text: str) -> str:
        return _FIELD.sub(lambda match: clean(values.get(match.group(1), match.group())), text)

    if filled(paragraph.text) == paragraph.text:
        return
    for run in paragraph.runs:
        run.text = filled(run.text)
    if filled(paragraph.text) != paragraph.text:
        first, *others = paragraph.runs
        first.text = filled(paragraph.text)
        for run in others:
            run.text = ""


def _write(paragraph: Paragraph, line: LetterLine, style: Any) -> None:
    paragraph.style = style
    if line.label:
        paragraph.add_run(line.label)
    paragraph.add_run(line.text)


def _blank(document: Word) -> None:
    """Set up a blank A4 page, without the many styles of the library's template, which would only cost time."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(3)
    section.left_margin = section.right_margin = Cm(2.7)
    for style in list(document.styles):
        if style.name not in _KEPT_STYLES:
            style.delete()


def _define(document: Word, kind: LineKind, line_format: _LineFormat) -> None:
    style = document.styles.add_style(kind, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle), "a paragraph style was added"
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size, style.font.bold = Pt(line_format.size), line_format.bold
    style.font.name = "Times New Roman" if line_format.font != "SimSun" else "Calibri"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), line_format.font)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(line_format.before), Pt(line_format.after)
    shape.line_spacing = 1.25
    shape.left_indent, shape.first_line_indent = (
        Pt(line_format.left * line_format.size),
        Pt(line_format.first * line_format.size),
    )
    shape.keep_with_next = kind is LineKind.FINDING
    if line_format.right:
        shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape.right_indent = Pt(line_format.right * line_format.size)
    if line_format.centred:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _saved(document: Word) -> bytes:
    """Save without timestamps."""
    saved, file = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as files, zipfile.ZipFile(file, "w") as package:
        for name in files.namelist():
            package.writestr(zipfile.ZipInfo(name), files.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
