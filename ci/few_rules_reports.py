"""Print reports whose tables have few rules or none: what they say must be read right, or said to be unread.

Example reports and a FOIA report in each layout are printed by LibreOffice with rules between rows only, around head and
foot only, below the head only, with tinted rows, and with none. Exit code 1 if a print has a finding that its Word file
has not.

PYTHONPATH=. python ci/few_rules_reports.py [WORD…]      only files whose names hold one of the words
"""

import io
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from checker.judging.reports import Report
from tests.support.clean_drafts import clean
from tests.support.draft_reports import word_file
from tests.support.engine import checker
from tests.support.foia_layouts import LAYOUTS, printable
from tests.support.foia_report import clean_foia
from tests.support.paths import EXAMPLES
from tests.support.quarterly_reports import print_all

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_STYLES: Mapping[str, Sequence[str]] = {
    "rows": ("top", "bottom", "insideH"), "booktabs": ("top", "bottom"), "head": (), "zebra": (), "none": (),
}  # fmt: skip
_FIGURE = re.compile(r"[\d.,%-]+")


def main(words: Sequence[str]) -> int:
    """Judge all prints; return how many have findings of their own."""
    files = {name: content for name, content in _files() if not words or any(word in name for word in words)}
    with tempfile.TemporaryDirectory() as folder:
        printed = print_all(files, Path(folder))
    wrong = unread = 0
    for name, content in printed.items():
        report = checker().check(f"{name}.pdf", content)
        extra = _found(report) - _found(checker().check(f"{name}.docx", files[name]))
        wrong += bool(extra)
        unread += report.unread
        if extra:
            sys.stdout.write(f"{name}: {dict(extra)}\n")
    sys.stdout.write(f"prints: {len(printed)}\nwith findings of their own: {wrong}\nread in part: {unread}\n")
    return wrong


def _files() -> Iterator[tuple[str, bytes]]:
    reports = {path.stem: path.read_bytes() for path in sorted(EXAMPLES.glob("*.docx"))}
    reports |= {
        f"annual-{edition}": word_file(clean(edition), landscape=True) for edition in ("2021", "2020")
    }
    reports |= {f"foia-{layout.name}": printable(clean_foia(), layout) for layout in LAYOUTS}
    for name, content in reports.items():
        for style in _STYLES:
            yield f"{name}-{style}", _thinned(content, style)


def _found(report: Report) -> Counter[tuple[str, str]]:
    return Counter((finding.rule.id, finding.problem.code) for finding in report.findings)


def _thinned(content: bytes, style: str) -> bytes:
    """Draw the tables of a Word file in a style with few rules."""
    document = docx.Document(io.BytesIO(content))
    for table in document.element.body.iter(qn("w:tbl")):
        for name in ("w:tblBorders", "w:tblStyle"):
            for old in table.tblPr.findall(qn(name)):
                table.tblPr.remove(old)
        table.tblPr.append(_borders("w:tblBorders", _STYLES[style], _EDGES))
        for old in list(table.iter(qn("w:tcBorders"), qn("w:shd"))):
            old.getparent().remove(old)
        rows = table.tr_lst
        heads = next((at for at, row in enumerate(rows) if _has_figures(row)), 1) or 1
        for at, row in enumerate(rows):
            for cell in row.tc_lst:
                if style in {"booktabs", "head"} and at == heads - 1:
                    cell.get_or_add_tcPr().append(_borders("w:tcBorders", ("bottom",), ("bottom",)))
                if style == "zebra" and at % 2:
                    shade = OxmlElement("w:shd")
                    shade.set(qn("w:val"), "clear")
                    shade.set(qn("w:fill"), "DCE6F2")
                    cell.get_or_add_tcPr().append(shade)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _has_figures(row: Any) -> bool:
    texts = ("".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.tc_lst)
    return any(_FIGURE.fullmatch(text) for text in texts)


def _borders(name: str, drawn: Sequence[str], edges: Sequence[str]) -> Any:
    borders = OxmlElement(name)
    for side in edges:
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:val"), "single" if side in drawn else "nil")
        if side in drawn:
            edge.set(qn("w:sz"), "6")
        borders.append(edge)
    return borders


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
