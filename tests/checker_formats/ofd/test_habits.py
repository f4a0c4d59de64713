"""An OFD file reads as the PDF of the same pages, in the habits of every producer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import Document, Table
from checker.judging.reports import Outcome, Report
from checker_formats.ofd.reader import OfdReader
from checker_formats.ofd.sheets import ofd_pages
from checker_formats.pages.page import Box, Char, Page, RuledLine
from checker_formats.pdf.interpreter import interpreted_pages
from checker_formats.pdf.reader import PdfReader
from tests.support.clean_drafts import clean
from tests.support.draft_reports import Draft, changed, figure, text, without_row, without_table
from tests.support.engine import checker
from tests.support.languages import LANGUAGES
from tests.support.ofd_files import HABITS, ofd
from tests.support.paths import EXAMPLES
from tests.support.pdf_files import pdf_file

_DRAFTS: dict[str, Draft] = {
    "form of 2021": clean(),
    "form of 2019": clean("2019"),
    "no heading": changed(clean(), text("三、收到", "收到")),
    "another body": changed(clean(), text("青屏县", "白石县")),
    "a wrong figure": changed(clean(), figure("（一）予以公开", 0, "99")),
    "a row missing": changed(clean(), without_row("（一）予以公开")),
    "a table missing": changed(clean(), without_table(1)),
    "letters": changed(
        clean(), text("没有其他需要报告的事项", "联系：report-2024@example.gov.cn, www.example.gov.cn")
    ),
}
PDFS = ["qingping-2024.pdf", "zhongning-sfj-2021.pdf", *_DRAFTS]


@cache
def _pdf(name: str) -> bytes:
    return pdf_file(_DRAFTS[name]) if name in _DRAFTS else (EXAMPLES / name).read_bytes()


@cache
def _pages(name: str) -> tuple[Page, ...]:
    return tuple(interpreted_pages(_pdf(name)).pages)


@cache
def _expected(name: str) -> tuple[list[object], list[object]]:
    return _seen(PdfReader(languages=LANGUAGES).read(_pdf(name))), _found(
        checker().check("r.pdf", _pdf(name))
    )


def _seen(document: Document) -> list[object]:
    return [
        [
            (cell.row, cell.column, cell.row_span, cell.column_span, cell.text, cell.certain)
            for cell in block.cells
        ]
        if isinstance(block, Table)
        else (block.text, block.part)
        for block in document.blocks
    ]


def _found(report: Report) -> list[object]:
    return [(finding.rule.id, finding.problem.code, finding.problem.message) for finding in report.findings]


# every habit in two files, and the plain one and most at once in all
_READ = [
    (name, habit)
    for name in PDFS
    for habit in (HABITS if name in {PDFS[0], "a row missing"} else ("standard", "many at once"))
]


@pytest.mark.parametrize(("name", "habit"), _READ)
def test_ofd_reads_as_its_pdf(name: str, habit: str) -> None:
    content = ofd(_pages(name), HABITS[habit])
    blocks, _findings = _expected(name)
    assert _seen(OfdReader(languages=LANGUAGES).read(content)) == blocks


@pytest.mark.parametrize("name", PDFS)
def test_ofd_is_judged_as_its_pdf(name: str) -> None:
    report = checker().check("r.ofd", ofd(_pages(name), HABITS["many at once"]))
    assert _found(report) == _expected(name)[1]


@pytest.mark.parametrize("whole", [True, False])
def test_a_form_whose_rules_are_in_a_picture_is_unread_and_never_missing(whole: bool) -> None:
    pages = [_pictured(sheet, whole) for sheet in _pages("form of 2021")]
    report = checker().check("r.ofd", ofd(pages))
    assert not report.findings
    assert "picture" in {note.code for note in report.notes}
    open_rules = {one.rule.id for one in report.assessments if one.outcome is Outcome.NOT_ASSESSED}
    assert {"applications-present", "review-present"} <= open_rules


def _pictured(sheet: Page, whole: bool) -> Page:
    """Put the rules of a page into a picture."""
    level = [rule for rule in sheet.rulings if rule.horizontal]
    if not level:
        return sheet
    lefts, places, rights = zip(*((rule.start, rule.position, rule.end) for rule in level), strict=True)
    extent = (min(lefts), min(places), max(rights), max(places))
    return replace(sheet, rulings=(), images=((0.0, 0.0, sheet.width, sheet.height) if whole else extent,))


# --- pages ---------------------------------------------------------------------------------------------------

NEAR = 0.06  # points; files round two numbers to 0.01 mm for each place
_WIDE, _HIGH = 595.0, 842.0
_PLACES = st.tuples(*(st.integers(80, most).map(lambda half: half / 2) for most in (960, 1560)))  # points
_ANGLES = st.sampled_from([0, 1, 2, 3])


@st.composite
def _chars(draw: st.DrawFn) -> Char:
    (x, y), size, angle = draw(_PLACES), draw(st.sampled_from([7.5, 12.0, 22.0])), draw(_ANGLES)
    hidden, white = draw(st.sampled_from([(False, False), (True, False), (False, True)]))
    rise, fall = 0.88 * size, 0.12 * size
    high, low = {0: (y - rise, y + fall), 2: (y - fall, y + rise)}.get(angle, (y, y + size))
    left, right = {1: (x - rise, x + fall), 3: (x - fall, x + rise)}.get(angle, (x, x + size))
    foot = x if angle in {1, 3} else y
    return Char(
        draw(st.sampled_from("青屏县水务局")), left, high, right, low, foot, size, angle, False, hidden, white
    )


@st.composite
def _sheets(draw: st.DrawFn) -> Page:
    rules = [
        RuledLine(
            draw(st.booleans()), x, y, y + 60, draw(st.sampled_from([0.5, 1.0, 2.0])), draw(st.booleans())
        )
        for x, y in draw(st.lists(_PLACES, max_size=4, unique=True))
    ]
    boxes = [Box(x, y, x + 30, y + 20, draw(st.booleans())) for x, y in draw(st.lists(_PLACES, max_size=3))]
    images = [(x, y, x + 50, y + 40) for x, y in draw(st.lists(_PLACES, max_size=2))]
    return Page(
        1,
        _WIDE,
        _HIGH,
        tuple(draw(st.lists(_chars(), max_size=8))),
        tuple(rules),
        tuple(boxes),
        tuple(images),
    )


@given(_sheets(), st.sampled_from(sorted(HABITS)))
def test_what_stands_on_a_page_comes_back(sheet: Page, habit: str) -> None:
    habits = replace(HABITS[habit], text="char")
    back = next(ofd_pages(ofd([sheet], habits)).pages)
    _assert_near(back.chars, sheet.chars)
    _assert_near(sorted(back.rulings, key=_rounded), sorted(sheet.rulings, key=_rounded))
    _assert_near(sorted(back.boxes, key=_rounded), sorted(sheet.boxes, key=_rounded))
    _assert_near(back.images, sheet.images)
    _assert_near([(back.width, back.height)], [(sheet.width, sheet.height)])


def _rounded(mark: RuledLine | Box) -> tuple[float, ...]:
    """Order marks by the quarters of a point at which they stand."""
    return tuple(round(4 * part) / 4 for part in mark)


def _assert_near(found: Sequence[Any], expected: Sequence[Any]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        for value, wanted in zip(one, other, strict=True):
            assert value == (pytest.approx(wanted, abs=NEAR) if isinstance(wanted, float) else wanted)


def test_file_has_pages_of_their_own_sizes() -> None:
    pages = [Page(1, 595, 842), Page(2, 842, 595)]
    assert [(round(page.width), round(page.height)) for page in ofd_pages(ofd(pages)).pages] == [
        (595, 842),
        (842, 595),
    ]
