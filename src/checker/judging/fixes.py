"""Fixes: edits that were tried, with the findings that they solve."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from checker.documents.document import Document
from checker.documents.edits import Edit, edited
from checker.judging.reports import Finding, Fix, Report, fingerprints

MOST_TRIED = 100  # each takes as long as judging the document
_MOST_CELLS = 150_000  # judged for all that are tried: of a report with very many cells, fewer are


def fixes(report: Report, document: Document, judge: Callable[[Document], Report]) -> tuple[Fix, ...]:
    """List the fixes of a report: each, made alone, solves findings and leads to no other one.

    Where several would solve the same finding, the one that solves most is listed; ways that are alternatives to each
    other are listed side by side.
    """
    before = dict.fromkeys(fingerprints(report.findings))
    cells = sum(len(table.cells) for table in document.tables)
    most = min(MOST_TRIED, max(1, _MOST_CELLS // max(1, cells)))
    proposals = list(_proposals(report.findings))
    if len(proposals) > most:
        proposals.sort(key=lambda proposal: not proposal.certain)
    tried = [
        _Tried(proposal, solved)
        for proposal in proposals[:most]
        if (solved := _solved(proposal, before, document, judge)) is not None
    ]
    return tuple(_chosen(tried))


@dataclass(frozen=True)
class _Proposal:
    edits: tuple[Edit, ...]
    finding: str
    certain: bool


@dataclass(frozen=True)
class _Tried:
    proposal: _Proposal
    solved: tuple[str, ...]


def _proposals(findings: Sequence[Finding]) -> Iterator[_Proposal]:
    """List the different edits of all findings, those that belong together as one."""
    seen: set[tuple[Edit, ...]] = set()
    for finding, fingerprint in zip(findings, fingerprints(findings), strict=True):
        edits = finding.problem.edits
        for way in dict.fromkeys(edit.way for edit in edits):
            together = tuple(edit for edit in edits if edit.way == way)
            if together not in seen:
                seen.add(together)
                yield _Proposal(together, fingerprint, certain=not way and not finding.problem.doubtful)


def _solved(
    proposal: _Proposal, before: dict[str, None], document: Document, judge: Callable[[Document], Report]
) -> tuple[str, ...] | None:
    """List the findings that vanish; `None` where the own one does not, or another one comes."""
    try:
        after = judge(edited(document, proposal.edits))
    except ValueError:  # the text is not there, as after a merge of findings
        return None
    left = dict.fromkeys(fingerprints(after.findings))
    if after.failure is not None or proposal.finding in left or not left.keys() <= before.keys():
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
        (mine.location == theirs.location and mine.start < theirs.stop and theirs.start < mine.stop)
        or mine == theirs
        for mine in one.proposal.edits
        for theirs in other.proposal.edits
    )
