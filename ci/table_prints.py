"""Print tables and other pages, one a page: as HTML by Chromium, as a Word file by LibreOffice."""

import io
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from table_cases import CaseCell, TableCase, labels, prose, words
from table_negatives import Negative, companion

_HEAD = """<!DOCTYPE html><meta charset="utf-8"><style>@page{size:A4;margin:20mm}
body{font:10pt/1.3 "Liberation Sans","Noto Sans CJK SC",sans-serif;margin:0}section{break-after:page}
table{border-collapse:collapse;width:100%;table-layout:fixed}caption{padding:4px}td{vertical-align:top;text-align:left}
td.right{text-align:right}td.centred{text-align:center}</style>"""
_RULE = "1px solid #000"
_WIDTH = 480.0  # points across
_TINT, _DARK = "DCE6F2", "B8CCE4"


# --- Chromium --------------------------------------------------------------------------------------------------


def html_file(printed: Iterable[TableCase | Negative]) -> str:
    """Return a page of HTML that prints each on a page of its own."""
    random = Random("companions")  # noqa: S311  # the same in every run
    parts = (one.html if isinstance(one, Negative) else _html_page(one, random) for one in printed)
    return _HEAD + "".join(f"<section>{part}</section>" for part in parts)


def _html_page(one: TableCase, random: Random) -> str:
    caption = f"<caption>{one.caption}</caption>" if one.caption else ""
    columns = "".join(f'<col style="width:{100 * share / sum(one.shares):.1f}%">' for share in one.shares)
    rows = "".join(f"<tr>{''.join(_html_row(one, place))}</tr>" for place in range(len(one.rows)))
    table = f"<table>{caption}{columns}{rows}</table>"
    beside = companion(one.companion, random)
    return f"<p>{one.before}</p>{table}<p>{one.after}</p>{beside}"


def _html_row(one: TableCase, place: int) -> Iterator[str]:
    for cell in one.rows[place]:
        css = [f"padding:{one.padding}px 5px"]
        css += [f"border-{side}:{line}" for side, line in _lines(one, place, cell)]
        if fill := _fill(one, place):
            css.append(f"background:#{fill};print-color-adjust:exact")
        if one.shape == "centred" or cell.rows > 1:
            css.append("vertical-align:middle")
        kind = "right" if cell.right else "centred" if cell.centred else ""
        text = f"<b>{cell.text}</b>" if place < one.heads else cell.text
        yield f'<td class="{kind}" rowspan={cell.rows} colspan={cell.columns} style="{";".join(css)}">{text}</td>'


def _lines(one: TableCase, place: int, cell: CaseCell) -> Iterator[tuple[str, str]]:
    """Yield the sides of a cell that are drawn, and how."""
    last = place + cell.rows == len(one.rows)
    heads = one.heads + (one.shape == "caption")
    kind = {"dotted": "1px dotted #000", "dashed": "1px dashed #000"}.get(one.style, _RULE)
    if one.style in {"rows", "dotted", "dashed"}:
        yield from ((side, kind) for side in ("top", "bottom"))
    elif one.style == "lined-zebra":
        yield "bottom", "1px solid #999"
    elif one.style == "white":
        yield from ((side, "2px solid #fff") for side in ("top", "bottom", "left", "right"))
    elif one.style in {"booktabs", "head"}:
        if place == 0 and one.style == "booktabs":
            yield "top", "2px solid #000"
        if place + cell.rows == heads:
            yield "bottom", _RULE
        elif last and one.style == "booktabs":
            yield "bottom", "2px solid #000"
        if place + 1 < heads and cell.columns > 1 and one.shape == "two-level":
            yield "bottom", _RULE


def _fill(one: TableCase, place: int) -> str:
    if one.style == "white":
        return _DARK if place < one.heads else _TINT
    return _TINT if "zebra" in one.style and place % 2 else ""


def print_html(source: str, folder: Path, name: str) -> Path:
    """Print HTML with Chromium."""
    page, pdf = folder / f"{name}.html", folder / f"{name}.pdf"
    page.write_text(source, encoding="utf-8")
    profile = f"--user-data-dir={folder / 'browser'}"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", profile)
    command = ["chromium", *options, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return pdf


# --- LibreOffice -----------------------------------------------------------------------------------------------


def word_file(tables: Sequence[TableCase], others: Sequence[str], seed: str) -> bytes:
    """Write tables and, by their names, pages without any, each on a page of its own."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    normal.paragraph_format.space_after = Pt(0)
    for one in tables:
        _on_new_page(document, one.before)
        if one.caption:
            document.add_paragraph(one.caption).alignment = WD_ALIGN_PARAGRAPH.CENTER
        _word_table(document, one)
        _spaced(document, one.after, above=8)
        if one.companion == "frame":
            _bordered(document.add_paragraph(one.before), ("top", "left", "bottom", "right"))
    random = Random(seed)  # noqa: S311  # the same in every run
    for place, name in enumerate(others):
        tongue = "zh" if place % 2 else "en"
        _on_new_page(document, prose(tongue, random))
        WORD_NEGATIVES[name](document, tongue, random)
        _spaced(document, prose(tongue, random), above=8)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _on_new_page(document: WordDocument, text: str) -> None:
    first = not document.paragraphs
    _spaced(document, text).paragraph_format.page_break_before = not first


def _spaced(document: WordDocument, text: str, above: float = 0) -> Paragraph:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(above), Pt(8)
    return paragraph


def _word_table(document: WordDocument, one: TableCase) -> None:
    widths = [_WIDTH * share / sum(one.shares) for share in one.shares]
    table = document.add_table(len(one.rows), len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    taken: set[tuple[int, int]] = set()
    for place, row in enumerate(one.rows):
        column = 0
        for cell in row:
            while (place, column) in taken:
                column += 1
            corner = place + cell.rows - 1, column + cell.columns - 1
            taken |= {(y, x) for y in range(place, corner[0] + 1) for x in range(column, corner[1] + 1)}
            merged = table.cell(place, column)
            if cell.rows > 1 or cell.columns > 1:
                merged = merged.merge(table.cell(*corner))
            merged.width = Pt(sum(widths[column : column + cell.columns]))
            _word_cell(one, place, cell, merged)
            for down in range(place, place + cell.rows):
                own: Any = table.rows[down]._tr.tc_at_grid_offset(column)  # noqa: SLF001  # no other way to its borders
                _draw_cell(one, down, cell, own)


def _word_cell(one: TableCase, place: int, cell: CaseCell, written: Any) -> None:
    paragraph = written.paragraphs[0]
    paragraph.add_run(cell.text).bold = place < one.heads
    padding = Pt(0.75 * one.padding)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = padding
    if cell.right or cell.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if cell.right else WD_ALIGN_PARAGRAPH.CENTER
    if one.shape == "centred" or cell.rows > 1:
        written.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _draw_cell(one: TableCase, place: int, cell: CaseCell, tc: Any) -> None:
    properties = tc.get_or_add_tcPr()
    single = CaseCell(cell.text, 1, cell.columns)
    sides = dict(_lines(one, place, single))
    if cell.rows > 1:  # a merged cell is written row by row; only its first and last rows are drawn
        first = next(y for y in range(place + 1) if cell in one.rows[y])
        sides = {side: line for side, line in sides.items() if _is_outer(side, place, first, cell)}
    if sides:
        _border(properties, "w:tcBorders", sides)
    if fill := _fill(
        one, place if cell.rows == 1 else next(y for y in range(place + 1) if cell in one.rows[y])
    ):
        _shade(properties, fill)


def _is_outer(side: str, place: int, first: int, cell: CaseCell) -> bool:
    if side == "top":
        return place == first
    return side != "bottom" or place == first + cell.rows - 1


def _border(properties: Any, name: str, sides: dict[str, str] | Sequence[str]) -> None:
    borders = OxmlElement(name)
    lines = sides if isinstance(sides, dict) else dict.fromkeys(sides, _RULE)
    for side in ("top", "left", "bottom", "right"):
        if side in lines:
            width, kind, color = lines[side].split()
            value = {"solid": "single"}.get(kind, kind)
            edge = OxmlElement(f"w:{side}")
            size = str(6 * int(width[0]))
            for key, given in (("val", value), ("sz", size), ("space", "0"), ("color", _color(color))):
                edge.set(qn(f"w:{key}"), given)
            borders.append(edge)
    properties.append(borders)


def _color(short: str) -> str:
    return "".join(2 * sign for sign in short[1:])


def _shade(properties: Any, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("fill", fill)):
        shade.set(qn(f"w:{key}"), value)
    properties.append(shade)


# --- pages of Word files without tables --------------------------------------------------------------------------


def _bordered(paragraph: Any, sides: Sequence[str]) -> None:
    _border(paragraph._p.get_or_add_pPr(), "w:pBdr", sides)  # noqa: SLF001  # no other way to its borders


def _frame(document: WordDocument, tongue: str, random: Random) -> None:
    for _part in range(3):
        _bordered(document.add_paragraph(prose(tongue, random, 4)), ("top", "left", "bottom", "right"))


def _ruled(document: WordDocument, tongue: str, random: Random) -> None:
    for place in range(1, 5):
        _bordered(document.add_paragraph(f"{place}. {words(tongue, random, 3)}"), ("bottom",))
        _spaced(document, prose(tongue, random, 2))


def _tinted(document: WordDocument, tongue: str, random: Random) -> None:
    for _part in range(4):
        paragraph: Any = document.add_paragraph(prose(tongue, random, 2))
        _shade(paragraph._p.get_or_add_pPr(), _TINT)  # noqa: SLF001  # no other way to its shading
        document.add_paragraph()


def _tabbed(document: WordDocument, lines: Iterable[str], stops: Sequence[float]) -> None:
    for line in lines:
        paragraph = document.add_paragraph(line)
        for stop in stops:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(stop))


def _form(document: WordDocument, tongue: str, random: Random) -> None:
    mark = "：" if tongue == "zh" else ":"
    names = iter(labels(tongue, random, 8))
    _tabbed(
        document,
        (f"{one}{mark}\t______\t{other}{mark}\t______" for one, other in zip(names, names, strict=True)),
        (120, 240, 360),
    )


def _contents(document: WordDocument, tongue: str, random: Random) -> None:
    _tabbed(
        document, (f"{place}.1\t{words(tongue, random, 3)}\t{3 * place}" for place in range(1, 8)), (40, 420)
    )


def _signatures(document: WordDocument, tongue: str, _random: Random) -> None:
    heads = "编制：\t审核：\t批准：" if tongue == "zh" else "Prepared by:\tReviewed by:\tApproved by:"
    _tabbed(document, [heads, "________\t________\t________", "\t".join(["2026-03-01"] * 3)], (160, 320))


def _list(document: WordDocument, tongue: str, random: Random) -> None:
    for _item in range(6):
        document.add_paragraph(words(tongue, random, 7), style="List Bullet")
    for _item in range(5):
        document.add_paragraph(words(tongue, random, 5), style="List Number")


def _dialogue(document: WordDocument, tongue: str, random: Random) -> None:
    _tabbed(
        document, (f"{words(tongue, random, 1)}\t{prose(tongue, random, 1)}" for _line in range(5)), (90,)
    )


WORD_NEGATIVES = {
    "frame": _frame, "ruled": _ruled, "tinted": _tinted, "form": _form, "contents": _contents,
    "signatures": _signatures, "list": _list, "dialogue": _dialogue,
}  # fmt: skip


def print_word(source: bytes, folder: Path, name: str) -> Path:
    """Print a Word file with LibreOffice."""
    file = folder / f"{name}.docx"
    file.write_bytes(source)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return file.with_suffix(".pdf")
