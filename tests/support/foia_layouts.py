"""The layouts in which agencies write their reports under the Freedom of Information Act, as Word files for printing."""
# ruff: noqa: E501  # lines of markup are kept whole

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.support.draft_reports import Draft, Grid, Line, run, span

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WIDTH = 14400  # of the text, in twentieths of a point
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_SMALL, _BOLD = '<w:sz w:val="14"/>', "<w:b/>"
_SECTION = re.compile(r"([IVX]+)\. ([A-Z].*)")


@dataclass(frozen=True)
class Layout:
    """How a report looks: where the titles of tables stand, how wide tables are, how sections are numbered."""

    name: str
    titles_inside: bool = False  # in a first row across the table, not in a paragraph above it
    sections_named: bool = False  # “SECTION V – …” instead of “V. …”
    broken_heads: bool = False  # heads of columns are broken by hand
    repeated_heads: bool = False
    full_width: bool = False


PLAIN = Layout("plain")
AGENCY = Layout(
    "agency",
    titles_inside=True,
    sections_named=True,
    broken_heads=True,
    repeated_heads=True,
    full_width=True,
)
LAYOUTS = (PLAIN, AGENCY)


def printable(report: Draft, layout: Layout = PLAIN) -> bytes:
    """Write a report on broad pages in small letters, with a running head and “Page x of y” on each."""
    body = "".join(_blocks(report, layout))
    running = next((b.text for b in report[1:] if isinstance(b, Line)), "")
    spaces = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'
    foot = f"{run('Page ')}{_field('PAGE')}{run(' of ')}{_field('NUMPAGES')}"
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/>'
        '<w:pgSz w:w="15840" w:h="12240" w:orient="landscape"/>'
        '<w:pgMar w:top="900" w:right="720" w:bottom="900" w:left="720" w:header="360" w:footer="360" w:gutter="0"/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            for name, kind in (("document", "document.main"), ("head", "header"), ("foot", "footer"))
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="h" Type="{_OFFICE}/header" Target="head.xml"/><Relationship Id="f" Type="{_OFFICE}/footer" Target="foot.xml"/></Relationships>',
        "word/document.xml": f"<w:document {spaces}><w:body>{body}{page}</w:body></w:document>",
        "word/head.xml": f"<w:hdr {spaces}><w:p>{run(running, _properties(_SMALL))}</w:p></w:hdr>",
        "word/foot.xml": f"<w:ftr {spaces}><w:p>{foot}</w:p></w:ftr>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, xml in parts.items():
            declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'
            package.writestr(zipfile.ZipInfo(name), declared, zipfile.ZIP_DEFLATED, 9)
    return file.getvalue()


def _blocks(report: Draft, layout: Layout) -> Iterator[str]:
    title: Line | None = None
    for at, block in enumerate(report):
        following = report[at + 1] if at + 1 < len(report) else None
        if not isinstance(block, Line):
            yield _table(block, layout, title)
            title = None
        elif layout.titles_inside and following is not None and not isinstance(following, Line):
            title = block
        else:
            above = following is not None and not isinstance(following, Line)
            yield _paragraph(block, layout, kept=above)


def _paragraph(line: Line, layout: Layout, *, kept: bool) -> str:
    found = _SECTION.fullmatch(line.text)
    text, size = line.text, _SMALL
    outline = ""
    if found and layout.sections_named:
        text, size, outline = f"SECTION {found[1]} – {found[2]}", _BOLD, '<w:outlineLvl w:val="0"/>'
    stays = "<w:keepNext/>" if kept or outline else ""
    return f"<w:p><w:pPr>{stays}{outline}</w:pPr>{run(text, _properties(size))}{line.markup}</w:p>"


def _properties(inner: str) -> str:
    return f"<w:rPr>{inner}</w:rPr>"


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _table(grid: Grid, layout: Layout, title: Line | None) -> str:
    columns = len(grid[0])
    width = _WIDTH // columns if layout.full_width else min(1500, _WIDTH // columns)
    heads = 1 + ("^" in grid[1] and "<" in grid[0] if len(grid) > 1 else 0)
    rows = [
        _row(_cells(grid, row, layout, head=row < heads), layout, head=row < heads, kept=row < heads + 1)
        for row in range(len(grid))
    ]
    if title is not None:
        across = (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/><w:shd w:val="clear" w:fill="D9E2F3"/></w:tcPr>'
        )
        heading = f"{across}<w:p>{run(title.text, _properties(_BOLD + _SMALL))}</w:p></w:tc>"
        rows.insert(0, _row([heading], layout, head=True, kept=True))
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in _EDGES)
    properties = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    lines = f'<w:gridCol w:w="{width}"/>' * columns
    # Word joins tables that no paragraph parts
    return f"<w:tbl>{properties}<w:tblGrid>{lines}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"


def _row(cells: Sequence[str], layout: Layout, *, head: bool, kept: bool) -> str:
    again = "<w:tblHeader/>" if head and layout.repeated_heads else ""
    written = "".join(cells)
    if kept:
        written = written.replace("<w:p>", "<w:p><w:pPr><w:keepNext/></w:pPr>")
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{written}</w:tr>"


def _cells(grid: Grid, row: int, layout: Layout, *, head: bool) -> list[str]:
    cells = []
    for column, text in enumerate(grid[row]):
        if text == "<":
            continue
        width = span(grid, row, column)
        starts = text != "^" and row + 1 < len(grid) and grid[row + 1][column] == "^"
        merged = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if starts else ""
        across = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        shown = _broken(text) if head and layout.broken_heads else text
        written = "" if text == "^" else run(shown, _properties(_SMALL))
        cells.append(f"<w:tc><w:tcPr>{across}{merged}</w:tcPr><w:p>{written}</w:p></w:tc>")
    return cells


def _broken(text: str) -> str:
    """Break a long head of a column after every third word."""
    words = text.split(" ")
    return "\n".join(" ".join(words[at : at + 3]) for at in range(0, len(words), 3))
