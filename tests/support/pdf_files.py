"""Prints: drafts as PDF files, with ruled tables that go on over pages or few rules, and pages that are pictures."""

import io
from collections.abc import Iterator
from importlib import import_module
from time import gmtime

from PIL import Image

from tests.support.draft_reports import Draft, Grid, Line

_TITLE_LINES = 2
_TEXT = 480.0  # points across
# of the table of applications, so that it stays on one page: its row heads cannot be cut
_WIDTHS = {10: [40, 60, 170, *[30] * 7]}


def pdf_file(report: Draft, rules: str = "GRID") -> bytes:
    """Print a report, the same bytes each time; its first lines are the title.

    `rules` are reportlab's names of those that are drawn: GRID for all, LINEBELOW below rows only.
    """
    lab, platypus = import_module("reportlab.lib.styles"), import_module("reportlab.platypus")  # no types
    metrics, fonts = (
        import_module("reportlab.pdfbase.pdfmetrics"),
        import_module("reportlab.pdfbase.cidfonts"),
    )
    metrics.registerFont(fonts.UnicodeCIDFont("STSong-Light"))
    common = {"fontName": "STSong-Light", "wordWrap": "CJK"}
    title = lab.ParagraphStyle("title", fontSize=20, leading=30, alignment=1, **common)
    body = lab.ParagraphStyle("body", fontSize=12, leading=20, firstLineIndent=24, **common)
    small = lab.ParagraphStyle("cell", fontSize=7, leading=8.5, **common)
    story: list[object] = []
    for at, block in enumerate(report):
        if isinstance(block, Line):
            story.append(platypus.Paragraph(block.text, title if at < _TITLE_LINES else body))
            continue
        cells = [[platypus.Paragraph("" if text in "<^" else text, small) for text in row] for row in block]
        widths = _WIDTHS.get(len(block[0]), [_TEXT / len(block[0])] * len(block[0]))
        drawn = [(name, (0, 0), (-1, -1), 0.5, (0, 0, 0)) for name in rules.split()]
        style = [*drawn, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_spans(block)]
        story.append(platypus.Table(cells, widths, style=style))
    file = io.BytesIO()
    margins = {"leftMargin": 55, "rightMargin": 55}
    platypus.SimpleDocTemplate(file, pagesize=(595, 842), invariant=1, **margins).build(story)
    return file.getvalue()


def scan() -> bytes:
    """Print a page that is a picture, as scanners do, without text."""
    file = io.BytesIO()
    Image.new("L", (620, 877), 200).save(file, "PDF", creationDate=gmtime(0), modDate=gmtime(0))
    return file.getvalue()


def _spans(grid: Grid) -> Iterator[tuple[object, ...]]:
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text in "<^":
                continue
            right, bottom = column, row
            while right + 1 < len(texts) and texts[right + 1] == "<":
                right += 1
            while bottom + 1 < len(grid) and grid[bottom + 1][column] == "^":
                bottom += 1
            if (right, bottom) != (column, row):
                yield ("SPAN", (column, row), (right, bottom))
