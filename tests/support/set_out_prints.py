"""Tables and other text in columns on pages of their own, as Word files and printed with reportlab."""

import io
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.support.set_out_text import Lookalike, SetOutTable

_BORDERS = {
    "none": (),
    "rows": ("top", "insideH", "bottom"),
    "booktabs": ("top", "bottom"),
    "banded": (),
    "framed": ("top", "left", "bottom", "right"),
}
_HEAD_BORDERS = {"booktabs": ("bottom",), "framed": ("left", "bottom", "right")}
_WIDTH = 480.0  # points across
_SHARES = {"number": 0.9, "long": 2.6, "short": 2.0, "date": 1.8}  # of the width; the others have 1.6


def word_file(printed: Sequence[SetOutTable | Lookalike]) -> bytes:
    """Write each on a page of its own."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    normal.paragraph_format.space_after = Pt(0)
    for number, one in enumerate(printed):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        if isinstance(one, SetOutTable):
            _spaced(document, one.before)
            document.add_paragraph(one.caption).alignment = WD_ALIGN_PARAGRAPH.CENTER
            _word_table(document, one)
            _spaced(document, one.after, above=8)
        else:
            for line in one.lines:
                paragraph = document.add_paragraph(line)
                for stop in one.stops:
                    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(stop))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _spaced(document: WordDocument, text: str, above: float = 0) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(above), Pt(8)


def _word_table(document: WordDocument, one: SetOutTable) -> None:
    table = document.add_table(len(one.grid), len(one.kinds))
    table.autofit = False
    for column, width in zip(table.columns, widths(one.kinds), strict=True):
        column.width = Pt(width)
    _border(table._tbl.tblPr, "w:tblBorders", _BORDERS[one.style])  # noqa: SLF001  # no other way to its borders
    for row, texts in enumerate(one.grid):
        for column, (text, width) in enumerate(zip(texts, widths(one.kinds), strict=True)):
            cell = table.cell(row, column)
            cell.width = Pt(width)
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).bold = row == 0
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(one.padding)
            if one.kinds[column] == "amount":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            properties: Any = cell._tc.get_or_add_tcPr()  # noqa: SLF001  # likewise
            if row == 0:
                _border(properties, "w:tcBorders", _HEAD_BORDERS.get(one.style, ()))
            if row % 2 and one.style == "banded":
                _shade(properties)


def _border(properties: Any, name: str, sides: Sequence[str]) -> None:
    borders = OxmlElement(name)
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("color", "000000")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    properties.append(borders)


def _shade(properties: Any) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("fill", "D9E2F3")):
        shade.set(qn(f"w:{key}"), value)
    properties.append(shade)


def widths(kinds: Sequence[str]) -> list[float]:
    """Return the widths of columns in points."""
    shares = [_SHARES.get(kind, 1.6) for kind in kinds]
    return [_WIDTH * share / sum(shares) for share in shares]


def print_directly(printed: Sequence[SetOutTable | Lookalike]) -> bytes:
    """Print each on a page of its own with reportlab."""
    platypus, styles = import_module("reportlab.platypus"), import_module("reportlab.lib.styles")  # no types
    metrics, fonts = (
        import_module("reportlab.pdfbase.pdfmetrics"),
        import_module("reportlab.pdfbase.cidfonts"),
    )
    metrics.registerFont(fonts.UnicodeCIDFont("STSong-Light"))
    text = styles.ParagraphStyle("text", fontName="STSong-Light", fontSize=9, leading=12)
    chinese = styles.ParagraphStyle("chinese", parent=text, wordWrap="CJK")

    def paragraph(words: str, right: bool = False) -> Any:
        style = text if words.isascii() else chinese
        return platypus.Paragraph(
            words, styles.ParagraphStyle("right", style, alignment=2) if right else style
        )

    story: list[Any] = []
    for one in printed:
        if isinstance(one, SetOutTable):
            story += [paragraph(one.before), platypus.Spacer(1, 8), paragraph(one.caption)]
            story.append(_direct_table(one, platypus.Table, paragraph))
            story += [platypus.Spacer(1, 8), paragraph(one.after)]
        else:
            places = [0.0, *one.stops, _WIDTH]
            rows = [[paragraph(part) for part in line.split("\t")] for line in one.lines]
            steps = [after - before for before, after in pairwise(places)]
            padding = [("BOTTOMPADDING", (0, 0), (-1, -1), 1), ("TOPPADDING", (0, 0), (-1, -1), 1)]
            story.append(platypus.Table(rows, steps, style=padding))
        story.append(platypus.PageBreak())
    file = io.BytesIO()
    platypus.SimpleDocTemplate(file, pagesize=(595, 842), invariant=1).build(story)
    return file.getvalue()


def _direct_table(one: SetOutTable, table: Callable[..., Any], paragraph: Callable[..., Any]) -> Any:
    black = (0, 0, 0)
    rules: dict[str, list[tuple[Any, ...]]] = {
        "none": [],
        "rows": [("LINEBELOW", (0, 0), (-1, -2), 0.5, black)],
        "booktabs": [
            ("LINEABOVE", (0, 0), (-1, 0), 1, black),
            ("LINEBELOW", (0, 0), (-1, 0), 0.5, black),
            ("LINEBELOW", (0, -1), (-1, -1), 1, black),
        ],
        "banded": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [(0.8, 0.85, 0.95), None])],
        "framed": [("BOX", (0, 0), (-1, -1), 0.5, black), ("GRID", (0, 0), (-1, 0), 0.5, black)],
    }
    cells = [
        [paragraph(text, kind == "amount") for text, kind in zip(row, one.kinds, strict=True)]
        for row in one.grid
    ]
    padding = [
        ("BOTTOMPADDING", (0, 0), (-1, -1), one.padding),
        ("TOPPADDING", (0, 0), (-1, -1), one.padding),
    ]
    top = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    return table(cells, widths(one.kinds), style=[*rules[one.style], *padding, *top])
