"""Excerpts of a rule's test documents: one with a problem, and one without."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from checker.cli import corpus
from checker.cli.policy import Policy
from checker.cli.setup import Setup
from checker.documents.document import Document, Paragraph
from checker.documents.submissions import content
from checker.errors import ReadError
from checker.forms.filing import Filing
from checker.judging.checks import Problem
from checker.judging.engine import Engine
from checker.judging.rules import Rule, RulePack
from checker.lazy_dataclasses import dataclass
from checker.packs.rule_documents import previous, rule_documents
from checker.text import clean

_MOST = 4  # lines of one excerpt


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a failing document, the finding, and the same lines of a passing document."""

    wrong: tuple[str, ...]
    found: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    block: int
    row: int | None = None


def excerpt(setup: Setup, pack: RulePack, rule: Rule, folder: Path) -> Excerpt | None:
    """Quote the first failing and passing document of a rule in a folder; `None` if none fails."""
    given = [
        one
        for one in rule_documents(corpus.documents(setup, [folder]), pack)
        if one.rule is not None and one.rule.id == rule.id
    ]
    engine = replace(setup.app.engine(readers=Policy(setup).readers([folder])), pack=pack)
    failing, passing = (
        next((one.path for one in given if one.fails is fails), None) for fails in (True, False)
    )
    bad, good = _read(engine, failing), _read(engine, passing)
    if failing is None or bad is None:
        return None
    judged = engine.judge("", bad, previous=_earlier(engine, failing))
    found = [finding for finding in judged.findings if finding.rule.id == rule.id]
    if not found:
        return None
    wrong, right = list(_lines(bad)), list(_lines(good)) if good else []
    places = tuple(_places(wrong, found[0].problem))
    found_text = (setup.render(found[0].place), setup.render(found[0].problem.message))
    return Excerpt(
        tuple(wrong[at].text for at in places), found_text, tuple(_counterparts(wrong, right, places))
    )


def _read(engine: Engine, path: Path | None) -> Document | None:
    try:
        return engine.read(path.as_posix(), content(path)) if path else None
    except ReadError:
        return None


def _earlier(engine: Engine, path: Path) -> Filing | None:
    beside = previous(path)
    try:
        return engine.filing(beside.as_posix(), content(beside)) if beside else None
    except ReadError:
        return None


def _lines(document: Document) -> Iterator[_Line]:
    """Iterate over paragraphs and table rows as lines."""
    for block in document.blocks:
        at = block.location.block
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield _Line(clean(block.text.strip(), 200), at)
            continue
        for row in range(block.height):
            cells = (" ".join(cell.text.split()) for cell in block.row(row))
            yield _Line(clean(" | ".join(cells), 200), at, row)


def _places(lines: Sequence[_Line], problem: Problem) -> Iterator[int]:
    """Find the lines of a problem: the rows of its cells, else its location."""
    rows = {(cell.block, cell.row) for cell in problem.cells}
    several = [at for at, line in enumerate(lines) if (line.block, line.row) in rows][:_MOST]
    if several or problem.location is None:
        yield from several
        return
    at_block = [at for at, line in enumerate(lines) if line.block == problem.location.block]
    at_row = [at for at in at_block if lines[at].row == problem.location.row]
    yield from (at_row or at_block)[:1]


def _counterparts(wrong: Sequence[_Line], right: Sequence[_Line], places: Sequence[int]) -> Iterator[str]:
    """Find the same lines in the passing document; if they are equal, the nearest lines that differ."""
    before, after = ([line.text for line in lines] for lines in (wrong, right))
    matched = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    same = [after[at] for place in places if (at := _aligned(matched, place)) is not None]
    if same and same != [before[place] for place in places]:
        yield from dict.fromkeys(same)
        return
    place = places[0] if places else 0
    other = [code for code in matched if code[0] in {"replace", "insert"}]
    if other:
        _kind, _start, _stop, first, last = min(other, key=lambda code: abs(code[1] - place))
        yield from after[first : min(last, first + _MOST)]
    else:
        yield from same


def _aligned(matched: Sequence[tuple[str, int, int, int, int]], place: int) -> int | None:
    """Return the position of a line in the other document."""
    for kind, start, stop, first, last in matched:
        if start <= place < stop and kind != "delete":
            return min(first + place - start, last - 1)
    return None
