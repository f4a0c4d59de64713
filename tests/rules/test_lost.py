"""Unread content makes nothing missing at its own place, and hides nothing elsewhere."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from checker.documents.document import Document, Note
from checker.errors import ReadError
from checker.judging.reports import Outcome
from checker.messages import Message
from tests.support.clean_document import Drop, clean, judged
from tests.support.clean_drafts import summary
from tests.support.engine import checker

HERE = Path(__file__).parent
EXPECTED: dict[str, list[dict[str, str]]] = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))


def with_picture(document: Document, block: int) -> Document:
    note = Note("picture", Message("a large picture stands here"), block=block, lost=True)
    return replace(document, notes=(note,))


def found(document: Document) -> list[str]:
    return [finding.problem.code for finding in judged(document).findings]


def test_picture_in_the_letterhead_hides_no_missing_section() -> None:
    document = with_picture(Drop("六、")(Drop("依据《政府信息公开信息处理费管理办法》")(clean())), 0)
    assert "section-missing" in found(document)


@pytest.mark.parametrize("away", [0, 1])
def test_section_is_not_assessed_if_a_picture_stands_in_its_place(away: int) -> None:
    document = Drop("六、")(Drop("依据《政府信息公开信息处理费管理办法》")(clean()))
    report = judged(with_picture(document, len(document.blocks) - away))
    assert "section-missing" not in [finding.problem.code for finding in report.findings]
    assert report.unread
    assert not report.conforms()


# --- text that was not read: nothing that may be there is called absent ------------------------------------

# a section that stands out of order on an unread page is missing where it should stand; all that is left of a Word file
# stands on the first page
APART = (
    "sections-order-fail",
    "sections-fail-9-and-10-swapped",
    "first-page-date-fail-only-in-section-16",
)
FAILING = sorted(n for n, wanted in EXPECTED.items() if wanted and not any(part in n for part in APART))
STRIDE = 11  # blocks between the places where documents are cut


def paged(document: Document, start: int, stop: int) -> Document:
    """Leave out the blocks of page 2, as a reader does that could not read it."""
    remaining = (*document.blocks[:start], *document.blocks[stop:])
    blocks = (
        replace(block, location=replace(block.location, block=at, page=1 if at < start else 3))
        for at, block in enumerate(remaining)
    )
    code, message = (
        ("timeout", "the time was up") if stop == len(document.blocks) else ("no-text-layer", "a scan")
    )
    note = Note(code, Message(message), 2, start - 1, lost=True)
    return replace(document, blocks=tuple(blocks), notes=(*document.notes, note))


@pytest.mark.parametrize(("at", "name"), list(enumerate(FAILING)), ids=FAILING)
def test_unread_page_makes_no_rule_pass_and_none_fail(at: int, name: str) -> None:
    path = HERE / name
    earlier = path.parent / "previous" / path.name
    previous = checker().filing(earlier.name, earlier.read_bytes()) if earlier.exists() else None
    document = checker().read(name, path.read_bytes())
    whole = {summary(finding) for finding in checker().judge(name, document, previous=previous).findings}
    last = len(document.blocks)
    for number, start in enumerate(
        range(2 + at % STRIDE, last, STRIDE), at
    ):  # places differ between documents
        stop = last if number % 2 else min(start + 3, last)  # the rest of the report is unread, or one page
        with suppress(ReadError):  # the year is unknown without the missing blocks
            report = checker().judge(name, paged(document, start, stop), previous=previous)
            outcomes = {assessment.rule.id: assessment.outcome for assessment in report.assessments}
            rules = {wanted["rule"] for wanted in EXPECTED[name]} & outcomes.keys()
            assert not {rule for rule in rules if outcomes[rule] in {"pass", "not_applicable"}}, (start, stop)
            fails = {summary(finding) for finding in report.findings if finding.outcome is Outcome.FAIL}
            assert fails <= whole, (start, stop)


def test_picture_leaves_the_text_assessed() -> None:
    report = judged(with_picture(clean(), len(clean().blocks) - 1))
    assert not report.unread
    assert report.conforms()


@pytest.mark.parametrize("stop", [0, 1, 2])
def test_section_is_missing_if_its_neighbours_were_read(stop: int) -> None:
    document = Drop("五、")(clean())
    after = next(b.location.block for b in document.paragraphs if b.text.startswith("六、"))
    report = judged(paged(document, after + 1 + stop, len(document.blocks)))
    missing = [f for f in report.findings if f.problem.code == "section-missing"]
    assert [f.problem.subject for f in missing] == [("存在的主要问题及改进情况",)]
    assert report.unread


def test_title_is_missing_if_everything_above_the_first_section_was_read() -> None:
    document = replace(clean(), blocks=clean().blocks[2:])
    cut = paged(document, len(document.blocks) - 2, len(document.blocks))
    assert "title-missing" in [f.problem.code for f in checker().judge("report.docx", cut).findings]
