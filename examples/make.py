"""Write the example reports beside this script: Word files and their PDF.

The wording is in `text/`: the lines of the title, an empty line, then one paragraph a line.
The figures are at the end of this file; totals are computed, and the wording quotes them as `{row label}`.
"""

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.parfmt import CT_PPr
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

HERE = Path(__file__).parent
TITLE_FONT, HEADING_FONT, RUN_IN_FONT = "方正小标宋简体", "黑体", "楷体_GB2312"
BODY_FONT, TABLE_FONT = "仿宋_GB2312", "宋体"
HEADING = re.compile("[一二三四五六]、")
RUN_IN_HEADING = re.compile("（[一二三四五六七八九十]）[^。]+。")
# Row labels that stand at the left of their cell.
LEFT_LABEL = re.compile("[一二四]、本?|[0-9][.]|（[一二]）")
ZIP_TIME = (1980, 1, 1, 0, 0, 0)

ISSUED, REPEALED, IN_FORCE = "本年制发件数", "本年废止件数", "现行有效件数"
DECISIONS = ("本年处理决定数量",) * 3
CHARGES = ("本年收费金额（单位：万元）",) * 3
BALANCE = ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",) * 3
ORGANISATIONS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
NEW = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
RESULTS = "三、本年度办理结果"
TOTAL = "（七）总计"
CARRIED_OUT = "四、结转下年度继续办理"
# A group and its rows, continued where a line starts with a space; a group without rows is a row itself.
RESULT_LABELS = """
（一）予以公开
（二）部分公开（区分处理的，只计这一情形，不计其他情形）
（三）不予公开 1.属于国家秘密 2.其他法律行政法规禁止公开 3.危及“三安全一稳定” 4.保护第三方合法权益
 5.属于三类内部事务信息 6.属于四类过程性信息 7.属于行政执法案卷 8.属于行政查询事项
（四）无法提供 1.本机关不掌握相关政府信息 2.没有现成信息需要另行制作 3.补正后申请内容仍不明确
（五）不予处理 1.信访举报投诉类申请 2.重复申请 3.要求提供公开出版物 4.无正当理由大量反复申请
 5.要求行政机关确认或重新出具已获取信息
（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 3.其他
"""
RESULT_ROWS = {
    group: rows or [group]
    for group, *rows in (line.split() for line in RESULT_LABELS.replace("\n ", " ").strip().splitlines())
}
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

Figures = tuple[int, ...]
Grid = Sequence[Sequence[str | int | Decimal | None]]


@dataclass(frozen=True)
class Example:
    """One report: the name of its files, the day of writing, and the figures that are not sums.

    Applications are counted by applicant: natural persons, then ORGANISATIONS; disputes by OUTCOMES.
    """

    name: str
    written: datetime
    normative: Figures  # issued, repealed, in force
    permits: int = 0
    penalties: int = 0
    coercions: int = 0
    charges: Decimal = Decimal(0)
    carried_in: Figures = (0,) * 6
    results: Mapping[str, Figures] = field(default_factory=dict)
    carried_out: Figures = (0,) * 6
    reviews: Figures = (0,) * 4
    direct_suits: Figures = (0,) * 4
    later_suits: Figures = (0,) * 4

    def applications(self) -> dict[str, Figures]:
        """Return the rows of the applications table and the sums of its groups, without the last column."""
        none = (0,) * 6
        leaves = {leaf: self.results.get(leaf, none) for rows in RESULT_ROWS.values() for leaf in rows}
        groups = {group: added(leaves[leaf] for leaf in rows) for group, rows in RESULT_ROWS.items()}
        total = added(leaves.values())
        settled = zip(total, self.carried_out, self.carried_in, strict=True)
        return {
            NEW: tuple(done + left - brought for done, left, brought in settled),
            CARRIED_IN: self.carried_in,
            **leaves,
            **groups,
            TOTAL: total,
            CARRIED_OUT: self.carried_out,
        }

    def quotable(self) -> dict[str, int]:
        """Return the figures that the wording may quote, by the label of their row or column."""
        return {
            **{label: sum(row) for label, row in self.applications().items()},
            **dict(zip((ISSUED, REPEALED, IN_FORCE), self.normative, strict=True)),
            "行政许可": self.permits,
            "行政处罚": self.penalties,
            "行政复议": sum(self.reviews),
            "行政诉讼": sum(self.direct_suits + self.later_suits),
        }


def added(rows: Iterable[Figures]) -> Figures:
    """Add rows column by column."""
    return tuple(map(sum, zip(*rows, strict=True)))


# The three official tables. Equal labels side by side or one above the other are one merged cell;
# None continues the figure on its left.


def disclosure_grid(example: Example) -> Grid:
    """Return the table of section 二."""
    return (
        ("第二十条第（一）项",) * 4,
        ("信息内容", ISSUED, REPEALED, IN_FORCE),
        ("规章", 0, 0, 0),
        ("行政规范性文件", *example.normative),
        ("第二十条第（五）项",) * 4,
        ("信息内容", *DECISIONS),
        ("行政许可", example.permits, None, None),
        ("第二十条第（六）项",) * 4,
        ("信息内容", *DECISIONS),
        ("行政处罚", example.penalties, None, None),
        ("行政强制", example.coercions, None, None),
        ("第二十条第（八）项",) * 4,
        ("信息内容", *CHARGES),
        ("行政事业性收费", example.charges, None, None),
    )


def applications_grid(example: Example) -> Grid:
    """Return the table of section 三."""
    figures = {label: (*row, sum(row)) for label, row in example.applications().items()}
    rows: list[tuple[str | int, ...]] = [
        (label, label, label, *figures[label]) for label in (NEW, CARRIED_IN)
    ]
    for group, leaves in RESULT_ROWS.items():
        rows.extend((RESULTS, group, leaf, *figures[leaf]) for leaf in leaves)
    return (
        (*BALANCE, *("申请人情况",) * 7),
        (*BALANCE, "自然人", *("法人或其他组织",) * 5, "总计"),
        (*BALANCE, "自然人", *ORGANISATIONS, "总计"),
        *rows,
        (RESULTS, TOTAL, TOTAL, *figures[TOTAL]),
        (CARRIED_OUT, CARRIED_OUT, CARRIED_OUT, *figures[CARRIED_OUT]),
    )


def disputes_grid(example: Example) -> Grid:
    """Return the table of section 四."""
    parts = (example.reviews, example.direct_suits, example.later_suits)
    return (
        (*("行政复议",) * 5, *("行政诉讼",) * 10),
        (*OUTCOMES, *("未经复议直接起诉",) * 5, *("复议后起诉",) * 5),
        OUTCOMES * 3,
        tuple(figure for part in parts for figure in (*part, sum(part))),
    )


def merged_areas(grid: Grid) -> Iterator[tuple[int, int, int, int]]:
    """Yield top, left, bottom and right of each cell of a table, in reading order."""
    covered: set[tuple[int, int]] = set()
    for top, row in enumerate(grid):
        for left, value in enumerate(row):
            if (top, left) in covered:
                continue
            right, bottom = left, top
            while right + 1 < len(row) and row[right + 1] == (value if isinstance(value, str) else None):
                right += 1
            if isinstance(value, str):
                while bottom + 1 < len(grid) and set(grid[bottom + 1][left : right + 1]) == {value}:
                    bottom += 1
            covered |= set(product(range(top, bottom + 1), range(left, right + 1)))
            yield top, left, bottom, right


def draw(document: Document, grid: Grid, widths: Sequence[float], points: float) -> None:
    """Add a table with columns of these widths in centimetres and text of this size."""
    table = document.add_table(len(grid), len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margins.append(OxmlElement(side, {qn("w:w"): "40", qn("w:type"): "dxa"}))
    table._tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001  # python-docx offers no cell margins
    for row in table.rows:
        row.height = Cm(0.75)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    for top, left, bottom, right in merged_areas(grid):
        cell = table.cell(top, left).merge(table.cell(bottom, right))
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        # Merging leaves the empty paragraphs of the swallowed cells behind.
        for emptied in cell.paragraphs[1:]:
            cell._tc.remove(emptied._p)  # noqa: SLF001  # python-docx removes no paragraphs
        written = str(grid[top][left])
        paragraph = cell.paragraphs[0]
        paragraph.alignment = ALIGN.LEFT if LEFT_LABEL.match(written) else ALIGN.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(points * 1.3)
        set_font(paragraph.add_run(written), TABLE_FONT, points)


def set_font(run: Run, typeface: str, points: float) -> None:
    """Give a run its typeface, for Chinese and for figures, and its size."""
    run.font.name = typeface
    run.font.size = Pt(points)
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), typeface)


def add_line(document: Document, alignment: ALIGN, leading: float) -> Paragraph:
    """Add an empty paragraph with lines of this height in points."""
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.line_spacing = Pt(leading)
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def write_text(document: Document, words: str) -> None:
    """Add a heading, or a paragraph whose run-in heading has its own typeface."""
    paragraph = add_line(document, ALIGN.JUSTIFY, 28)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    properties: CT_PPr = paragraph.paragraph_format.element.get_or_add_pPr()
    properties.get_or_add_ind().set(qn("w:firstLineChars"), "200")
    if HEADING.match(words):
        paragraph.paragraph_format.keep_with_next = True
        set_font(paragraph.add_run(words), HEADING_FONT, 16)
        return
    run_in = match.end() if (match := RUN_IN_HEADING.match(words)) else 0
    if run_in:
        set_font(paragraph.add_run(words[:run_in]), RUN_IN_FONT, 16)
    set_font(paragraph.add_run(words[run_in:]), BODY_FONT, 16)


def set_up_page(document: Document) -> None:
    """Make the page A4 with the margins of official documents and a page number below."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.footer_distance = Cm(2.5)
    footer = section.footer.paragraphs[0]
    footer.alignment = ALIGN.CENTER
    set_font(footer.add_run("- "), TABLE_FONT, 14)
    number = footer.add_run("1")
    set_font(number, TABLE_FONT, 14)
    counter = OxmlElement("w:fldSimple", {qn("w:instr"): " PAGE "})
    number.element.addprevious(counter)
    counter.append(number.element)
    set_font(footer.add_run(" -"), TABLE_FONT, 14)


def compose(example: Example) -> Document:
    """Lay a report out."""
    document = docx.Document()
    set_up_page(document)
    core = document.core_properties
    core.author = core.comments = ""
    core.created = core.modified = example.written
    title, text = (HERE / "text" / f"{example.name}.txt").read_text(encoding="utf-8").split("\n\n")
    core.title = title.replace("\n", "")
    for line in (*title.splitlines(), ""):
        set_font(add_line(document, ALIGN.CENTER, 36).add_run(line), TITLE_FONT, 22)
    for line in text.format_map(example.quotable()).splitlines():
        write_text(document, line)
        match line[:2]:
            case "二、":
                draw(document, disclosure_grid(example), (3.9,) * 4, 12)
            case "三、":
                draw(document, applications_grid(example), (1.3, 1.8, 5.14, *(1.05,) * 7), 10.5)
            case "四、":
                draw(document, disputes_grid(example), (1.04,) * 15, 10.5)
    return document


def save(document: Document, path: Path) -> None:
    """Write a Word file whose bytes depend on nothing but the document."""
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as drawn, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in drawn.namelist():
            package.writestr(zipfile.ZipInfo(name, ZIP_TIME), drawn.read(name), zipfile.ZIP_DEFLATED)


def print_pdf(path: Path) -> None:
    """Write the PDF of a Word file beside it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise SystemExit("soffice (LibreOffice) is needed to write the PDF files")
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder).as_uri()}"
        subprocess.run(  # noqa: S603  # LibreOffice, on files written above
            [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", path.parent, path],
            env={**os.environ, "FONTCONFIG_FILE": str(HERE / "fonts.conf")},
            check=True,
            capture_output=True,
        )


EXAMPLES = (
    Example(
        name="zhongning-sfj-2021",
        written=datetime(2022, 1, 14, 9, tzinfo=UTC),
        normative=(0, 0, 1),
    ),
    Example(
        name="qingping-2024",
        written=datetime(2025, 1, 16, 9, tzinfo=UTC),
        normative=(1, 1, 4),
        permits=63,
        penalties=7,
        charges=Decimal("36.52"),
        carried_in=(1, 0, 0, 0, 0, 0),
        results={
            "（一）予以公开": (5, 1, 0, 1, 0, 0),
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (2, 0, 0, 0, 0, 0),
            "5.属于三类内部事务信息": (1, 0, 0, 0, 0, 0),
            "1.本机关不掌握相关政府信息": (2, 1, 0, 0, 0, 0),
            "1.信访举报投诉类申请": (1, 0, 0, 0, 0, 0),
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": (1, 0, 0, 0, 0, 0),
        },
        carried_out=(1, 0, 0, 0, 1, 0),
        reviews=(1, 0, 0, 0),
        direct_suits=(0, 0, 0, 1),
    ),
)


def main() -> None:
    """Write every example."""
    for example in EXAMPLES:
        path = HERE / f"{example.name}.docx"
        save(compose(example), path)
        print_pdf(path)
        print(path.name)


if __name__ == "__main__":
    main()
