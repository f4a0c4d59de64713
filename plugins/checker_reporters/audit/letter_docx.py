"""Letters as Word files: on a template of the user's, or on plain paper, the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable
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

from checker_reporters.audit.letter import Line, Part

PLACE = "{{letter}}"  # the paragraph of a template whose place the letter takes
_WRITTEN = datetime(1980, 1, 1)  # noqa: DTZ001  # Word's files hold it without a zone
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"}


@dataclass(frozen=True, slots=True)
class _Type:
    """How a kind of line is set; sizes and spaces in points, `left` and `first` (line) in characters."""

    font: str
    size: float
    bold: bool = False
    centred: bool = False
    left: int = 0
    first: int = 0
    before: float = 0
    after: float = 4


_CHINESE = {
    Part.TITLE: _Type("方正小标宋简体", 22, centred=True, after=18),
    Part.GREETING: _Type("仿宋_GB2312", 14, after=6),
    Part.TEXT: _Type("仿宋_GB2312", 14, first=2, after=6),
    Part.HEADING: _Type("黑体", 14, before=12, after=6),
    Part.FINDING: _Type("仿宋_GB2312", 14, bold=True, before=8),
    Part.DETAIL: _Type("仿宋_GB2312", 12, left=2),
}
_WESTERN = {
    Part.TITLE: _Type("宋体", 18, bold=True, centred=True, after=18),
    Part.GREETING: _Type("宋体", 11, after=6),
    Part.TEXT: _Type("宋体", 11, after=6),
    Part.HEADING: _Type("宋体", 13, bold=True, before=12, after=6),
    Part.FINDING: _Type("宋体", 11, bold=True, before=8),
    Part.DETAIL: _Type("宋体", 10, left=2, after=2),
}


def paper(template: bytes | None, language: str) -> bytes | None:
    """Prepare what letters are written on: every style is there; `None` where the template is no Word file."""
    try:
        document = Document(io.BytesIO(template) if template is not None else None)
    except (
        zipfile.BadZipFile,
        KeyError,
        OpcError,
        SyntaxError,
        ValueError,
    ):  # what python-docx and lxml raise
        return None
    if template is None:
        _blank(document)
    for part, kind in (_CHINESE if language == "zh" else _WESTERN).items():
        if part not in document.styles:  # those of the user's are left as they are
            _define(document, part, kind)
    return _saved(document)


def write_letter(lines: Iterable[Line], on: bytes) -> bytes:
    """Write a letter on prepared paper."""
    document = Document(io.BytesIO(on))
    styles = {part: document.styles[part] for part in Part}
    place = next((p for p in document.paragraphs if p.text.strip() == PLACE), None)
    title = ""
    for line in lines:
        title = title or line.text
        paragraph = document.add_paragraph() if place is None else place.insert_paragraph_before()
        _write(paragraph, line, styles[line.part])
    if place is not None and (above := place._element.getparent()) is not None:  # noqa: SLF001  # it cannot remove
        above.remove(place._element)  # noqa: SLF001  # likewise
    core = document.core_properties  # no time at all: the same letter is the same bytes
    core.title, core.author, core.comments = title[:255], "", ""
    core.created = core.modified = _WRITTEN
    return _saved(document)


def _write(paragraph: Paragraph, line: Line, style: Any) -> None:
    paragraph.style = style
    if line.label:
        paragraph.add_run(line.label).bold = True
    paragraph.add_run(line.text)


def _blank(document: Word) -> None:
    """Take a plain sheet of A4; the many styles that the library's own template has would only cost time."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(3)
    section.left_margin = section.right_margin = Cm(2.7)
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()


def _define(document: Word, part: Part, kind: _Type) -> None:
    style = document.styles.add_style(part, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle), "that was asked for"
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size, style.font.bold = Pt(kind.size), kind.bold
    style.font.name = "Times New Roman" if kind.font != "宋体" else "Calibri"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), kind.font)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(kind.before), Pt(kind.after)
    shape.line_spacing = 1.25
    shape.left_indent, shape.first_line_indent = Pt(kind.left * kind.size), Pt(kind.first * kind.size)
    shape.keep_with_next = part in {Part.HEADING, Part.FINDING}
    if kind.centred:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _saved(document: Word) -> bytes:
    """Save without the time at which that is done."""
    saved, file = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(file, "w") as package:
        for name in parts.namelist():
            package.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
