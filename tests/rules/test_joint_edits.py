"""Reports with several mistakes at once: all certain edits together solve what they say, and nothing contradicts itself."""

import random
import re
from functools import cache

import pytest

from checker import Document, Report, edited
from checker.judging.corrections import corrections
from checker.judging.engine import Engine
from checker.judging.rules import Severity
from tests.support.clean_drafts import clean
from tests.support.draft_reports import Draft, Line, word_file
from tests.support.engine import app

SEEDS = range(6)


@cache
def engine() -> Engine:
    """Build an engine that tries the edits of its findings."""
    return app().engine(fixes=True)


@cache
def judged(seed: int) -> tuple[Document, Report]:
    """Read and judge a report with mistakes."""
    content = word_file(with_mistakes(seed))
    return engine().read("a.docx", content), engine().check("a.docx", content)


def with_mistakes(seed: int) -> Draft:
    """Change cells of the tables and figures of the text, one to five."""
    chance, report = random.Random(seed), list(clean())  # noqa: S311  # no secret
    tables = [at for at, block in enumerate(report) if not isinstance(block, Line)]
    quoting = [
        at
        for at, block in enumerate(report)
        if isinstance(block, Line) and block.text[:3] in {"（二）", "（三）"}
    ]
    for _ in range(chance.randint(1, 5)):
        at = chance.choice(tables if chance.random() < 0.65 else quoting)
        block = report[at]
        if isinstance(block, Line):
            figure = chance.choice(list(re.finditer(r"[0-9]+(?=件)", block.text)) or [None])
            if figure is not None:
                wrong = f"{int(figure[0]) + chance.randint(1, 5)}"
                report[at] = Line(block.text[: figure.start()] + wrong + block.text[figure.end() :])
            continue
        grid = [list(row) for row in block]
        row, column = chance.choice(
            [(r, c) for r, line in enumerate(grid) for c, v in enumerate(line) if v.isdecimal()]
        )
        grid[row][column] = chance.choice(
            ["", "/", f"{int(grid[row][column]) + chance.randint(1, 9)}", f"{grid[row][column]}0"]
        )
        report[at] = tuple(map(tuple, grid))
    return tuple(report)


def new_in(after: Report, before: Report) -> list[str]:
    """List the findings that were not there before."""
    known = before.by_fingerprint()
    return [
        f"{one.rule.id}: {one.problem.message}"
        for mark, one in after.by_fingerprint().items()
        if mark not in known
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_all_certain_edits_together_solve_what_they_say_and_bring_nothing_new(seed: int) -> None:
    document, report = judged(seed)
    fixes = [fix for fix in report.fixes if fix.certain]
    after = engine().judge(
        "a.docx", edited(document, dict.fromkeys(edit for fix in fixes for edit in fix.edits))
    )
    assert new_in(after, report) == []
    assert not {one for fix in fixes for one in fix.solves} & after.by_fingerprint().keys()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_place_is_to_become_two_things(seed: int) -> None:
    _document, report = judged(seed)
    wanted: dict[object, set[object]] = {}
    for one in corrections(report, Severity.WARNING):
        if one.is_replacement and one.problem.location is not None and one.problem.location.row is not None:
            wanted.setdefault(one.problem.location, set()).add(one.problem.expected)
    assert all(len(texts) == 1 for texts in wanted.values())
