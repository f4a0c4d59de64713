"""Fixes: edits that were tried, with the findings that they solve."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from checker.documents.document import Document, Paragraph
from checker.documents.edits import Edit, edited, overlap
from checker.errors import OutOfTime
from checker.judging.reports import Fix, Report
from checker.lazy_dataclasses import dataclass

_MOST, _LEAST = 100, 3  # proposals that are tried: each takes as long as judging the document
_WORK = 500_000  # characters to judge once more, all proposals together
_CELL = 12  # characters that take as long as a cell


def fixes(report: Report, document: Document, judge: Callable[[Document], Report]) -> tuple[Fix, ...]:
    """List the fixes of a report: each, made alone, solves findings and leads to no other one.

    Where several would solve the same finding, the one that solves most is listed; ways that are alternatives to each
    other are listed side by side.
    """
    return tuple(_chosen(list(_tried(report, document, judge))))


def _tried(report: Report, document: Document, judge: Callable[[Document], Report]) -> "Iterator[_Tried]":
    """Try proposals until the time is up: the report stands without the others."""
    before = report.by_fingerprint()
    with suppress(OutOfTime):
        for proposal in islice(_proposals(report), most_tried(document)):
            solved = _solved(proposal, before, document, judge)
            if solved is not None:
                yield _Tried(proposal, solved)


def most_tried(document: Document) -> int:
    """Return how many proposals are tried: fewer in a document that takes long to judge."""
    size = sum(
        len(block.text) if isinstance(block, Paragraph) else _CELL * len(block.cells)
        for block in document.blocks
    )
    return max(_LEAST, min(_MOST, _WORK // max(size, 1)))


@dataclass(frozen=True)
class _Proposal:
    edits: tuple[Edit, ...]
    finding: str
    certain: bool


@dataclass(frozen=True)
class _Tried:
    proposal: _Proposal
    solved: tuple[str, ...]


def _proposals(report: Report) -> Iterator[_Proposal]:
    """List the different edits of all findings, those that belong together as one."""
    seen: set[tuple[Edit, ...]] = set()
    for fingerprint, finding in report.by_fingerprint().items():
        edits = finding.problem.edits
        for way in dict.fromkeys(edit.way for edit in edits):
            together = tuple(edit for edit in edits if edit.way == way)
            if together not in seen:
                seen.add(together)
                yield _Proposal(together, fingerprint, certain=not way and not finding.problem.doubtful)


def _solved(
    proposal: _Proposal, before: Collection[str], document: Document, judge: Callable[[Document], Report]
) -> tuple[str, ...] | None:
    """List the findings that vanish; `None` where the own one does not, or another one comes."""
    try:
        after = judge(edited(document, proposal.edits))
    except ValueError:  # the text is not there, as after a merge of findings
        return None
    left = after.by_fingerprint()
    if after.failure is not None or proposal.finding in left or not set(left) <= set(before):
        return None
    return tuple(one for one in before if one not in left)


def _chosen(tried: Sequence[_Tried]) -> Iterator[Fix]:
    """Choose fixes, in the order of their findings: certain ones first, and nothing is solved twice."""
    solved: set[str] = set()
    chosen: list[_Tried] = []
    certain = [one for one in tried if one.proposal.certain]
    for one in sorted(certain, key=lambda one: -len(one.solved)):
        if one.proposal.finding not in solved and not any(_overlap(one, other) for other in chosen):
            chosen.append(one)
            solved.update(one.solved)
    chosen += [one for one in tried if not one.proposal.certain and one.proposal.finding not in solved]
    for one in sorted(chosen, key=tried.index):
        yield Fix(one.proposal.edits, one.solved, one.proposal.certain)


def _overlap(one: _Tried, other: _Tried) -> bool:
    return any(
        overlap(mine, theirs) or mine == theirs
        for mine in one.proposal.edits
        for theirs in other.proposal.edits
    )
