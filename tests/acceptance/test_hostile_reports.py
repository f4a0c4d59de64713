"""Hostile things inside a report that conforms: each ends as a report or with a code, and is never passed unread."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from checker import Location, Paragraph
from checker.guard.children import Children, can_fork
from checker.guard.frames import Frame
from checker.guard.limits import ChildLimits
from tests.support.engine import checker
from tests.support.growth import cpu_seconds, grows_within
from tests.support.hostile_docx import HOSTILE_DOCX
from tests.support.hostile_pdf import HOSTILE_PDF
from tests.support.paths import CLEAN

# how those end that take no more than two seconds: a code, or whether the report conforms
ENDS: dict[str, str | bool] = {
    "clean.docx": True, "zip-two-documents.docx": "unreadable", "zip-20000-entries.docx": "too-large",
    "zip-lying-size.docx": "unreadable", "zip-encrypted-flag.docx": "encrypted", "zip-cut.docx": "unreadable",
    "zip-wrong-checksum.docx": "unreadable", "zip-overlapping.docx": "unreadable", "macros.docx": True,
    "zip-prefixed.docx": "wrong-format", "zip-behind-pdf.docx": "wrong-format", "zip-traversal.docx": True,
    "style-cycle.docx": True, "numbering-cycle.docx": True, "utf-16.docx": True, "utf-7.docx": "unreadable",
    "strict.docx": True, "laughs.docx": "unreadable", "entity-of-file.docx": "unreadable", "chunk.docx": False,
    "nested-controls.docx": "too-large", "external-template.docx": True, "text-of-20-mb.docx": "too-large",
    "clean.pdf": True, "kids-cycle.pdf": True, "tree-of-2-to-40.pdf": True, "forms-2-to-30.pdf": "too-large",
    "bomb-run-length.pdf": "too-large", "line-of-a-million.pdf": "too-large", "marked-content.pdf": "too-large",
    "widths-of-a-billion.pdf": "too-large", "encrypted.pdf": "encrypted", "cut.pdf": "unreadable",
    "no-unicode.pdf": False, "hidden-text.pdf": False,
}  # fmt: skip
WRITERS: dict[str, Callable[[], bytes]] = {
    **{f"{name}.docx": write for name, write in HOSTILE_DOCX.items()},
    **{f"{name}.pdf": write for name, write in HOSTILE_PDF.items()},
}


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_hostile_reports_end_with_their_codes_within_the_memory_of_a_child() -> None:
    names = list(ENDS)
    contents = [WRITERS[name]() for name in names]
    engine = checker()

    def work(task: int, _progress: object) -> Frame:
        report = engine.check(names[task], contents[task])
        return {"end": report.failure.code if report.failure else report.conforms()}

    ended = {
        names[task]: end["end"] if isinstance(end, dict) else end
        for task, end in Children(work, len(names), 2, ChildLimits())
    }
    assert ended == ENDS


def test_dates_in_one_paragraph_are_judged_in_time_that_grows_with_them() -> None:
    clean = checker().read("clean.docx", CLEAN.read_bytes())

    def seconds(count: int) -> float:
        paragraph = Paragraph("2024年1月" * count, Location(len(clean.blocks)))
        document = replace(clean, blocks=(*clean.blocks, paragraph))
        return cpu_seconds(lambda: checker().judge("dates.docx", document))

    seconds(1)
    # 16 times, if it were quadratic
    assert grows_within(9, 0.2, lambda: seconds(2_000), lambda: seconds(8_000))


def test_text_that_marked_content_cannot_show_is_not_read() -> None:
    report = checker().check("long.pdf", HOSTILE_PDF["actual-text-long"]())
    assert report.failure is None
