"""Conclusions: what the rules across filings found about a body, as the store keeps it and workers send it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker import Assessment, CrossFinding
from checker_audit import paths
from checker_audit.records import AssessmentRecord, FindingRecord, assessment_record, finding_record


@dataclass(frozen=True, slots=True)
class CrossRecord:
    """A finding between filings, with their paths as the store writes them."""

    found: FindingRecord
    filing: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What rules across filings found about one body, and how each of them ended."""

    findings: tuple[CrossRecord, ...] = ()
    assessments: tuple[AssessmentRecord, ...] = ()


def concluded(ended: Iterable[tuple[Sequence[CrossFinding], Assessment]]) -> Conclusions:
    """Make the record of what rules found about a body."""
    results = list(ended)
    found = (
        CrossRecord(finding_record(one.finding), paths.written(one.filing), paths.written(one.other))
        for findings, _assessment in results
        for one in findings
    )
    return Conclusions(tuple(found), tuple(assessment_record(one) for _findings, one in results))
