"""The report as JSON for other programs: the format `checker-report/1`."""

from collections import Counter
from collections.abc import Iterator, Sequence

from checker import (
    Assessment,
    Edit,
    Failure,
    Finding,
    Fix,
    Location,
    Message,
    Note,
    Outcome,
    Period,
    Report,
    Severity,
    Style,
    Urgency,
    Waiver,
    __version__,
    clean,
    corrections,
    dataclass,
)
from checker_reporters.counts import Verdict, count_reports
from checker_reporters.log_commands import json_text
from checker_reporters.wording import UNCUT

SCHEMA = "checker-report/1"

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class JsonReporter:
    """Write reports as one JSON object; the same reports are the same bytes."""

    name: str = "json"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the object; the schema is `report.schema.json` of the package `checker`."""
        everything = {
            "schema": SCHEMA,
            "tool": {"name": "checker", "version": __version__},
            "documents": [_document(report, style) for report in reports],
            "summary": _summary(reports, style.threshold),
        }
        yield json_text(everything)


def _document(report: Report, style: Style) -> Json:
    language = style.language or report.language
    return {
        "path": clean(report.path, UNCUT),
        "sha256": report.sha256,
        "format": clean(report.format),
        "pages": report.pages,
        "pack": clean(report.pack),
        "title": clean(report.title),
        "body": clean(report.body),
        "year": report.year,
        "period": _period(report.period) if report.period else None,
        "failure": _failure(report.failure, language) if report.failure else None,
        "conforms": report.conforms(style.threshold),
        "findings": [
            _finding(finding, fingerprint, language)
            for fingerprint, finding in report.by_fingerprint().items()
        ],
        "fixes": list(map(fix_json, report.fixes)),
        "corrections": _corrections(report, style.threshold),
        "assessments": [_assessment(assessment, language) for assessment in report.assessments],
        "notes": [_note(note, language) for note in report.notes],
    }


def _period(period: Period) -> Json:
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "label": period.label}


def _corrections(report: Report, threshold: Severity | None) -> Json:
    """Count the corrections of each urgency: findings that one change solves are one."""
    counted = Counter(one.urgency for one in corrections(report, threshold))
    return {urgency.value: counted[urgency] for urgency in Urgency}


def _failure(failure: Failure, language: str) -> Json:
    return {"code": failure.code, "message": failure.message.render(language)}


def _finding(finding: Finding, fingerprint: str, language: str) -> Json:
    rule, problem = finding.rule, finding.problem
    return {
        "rule": rule.id,
        "code": problem.code,
        "severity": finding.severity.value,
        "category": rule.category.value,
        "outcome": finding.outcome.value,
        "message": problem.message.render(language),
        "advice": problem.advice.render(language) if problem.advice else None,
        "clause": clean(rule.clause, UNCUT),
        "requirement": clean(rule.requirement, UNCUT),
        "place": finding.place.render(language),
        "location": _location(problem.location) if problem.location else None,
        "expected": _value(problem.expected, language),
        "actual": _value(problem.actual, language),
        "fingerprint": fingerprint,
        "waived": _waived(finding.waiver) if finding.waiver else None,
    }


def fix_json(fix: Fix) -> Json:
    """Write edits that belong together; their texts are uncut, so that they can be typed."""
    return {"edits": list(map(_edit, fix.edits)), "solves": list(fix.solves), "certain": fix.certain}


def _edit(edit: Edit) -> Json:
    return {
        "location": _location(edit.location),
        "start": edit.start,
        "end": edit.stop,
        "old": edit.old,
        "new": edit.new,
        "safe": edit.safe,
        "adds": edit.adds or None,
    }


def _waived(waiver: Waiver) -> Json:
    return {
        "kind": "known" if waiver.known else "accepted",
        "reason": clean(waiver.reason, UNCUT),
        "approver": clean(waiver.approver),
        "expires": waiver.expires.isoformat() if waiver.expires else None,
        "source": clean(waiver.source),
    }


def _location(location: Location) -> Json:
    return {
        "block": location.block,
        "page": location.page,
        "row": location.row,
        "column": location.column,
        "bbox": [round(edge, 2) for edge in location.bbox] if location.bbox else None,
    }


def _value(value: str | Message | None, language: str) -> str | None:
    if isinstance(value, Message):
        return value.render(language)
    return clean(value) if value is not None else None


def _assessment(assessment: Assessment, language: str) -> Json:
    return {
        "rule": assessment.rule.id,
        "outcome": assessment.outcome.value,
        "reason": assessment.reason.render(language) if assessment.reason else None,
    }


def _note(note: Note, language: str) -> Json:
    return {
        "code": note.code,
        "message": note.message.render(language),
        "page": note.page,
        "block": note.block,
        "lost": note.lost,
    }


def _summary(reports: Sequence[Report], threshold: Severity | None) -> Json:
    counts = count_reports(reports, threshold)
    return {
        "documents": len(reports),
        "conforming": counts.verdicts[Verdict.CONFORMS],
        "failing": counts.verdicts[Verdict.FAILS],
        "unreadable": counts.verdicts[Verdict.UNREAD],
        "findings": {
            **{severity.value: counts.findings[severity] for severity in Severity},
            "review": counts.review,
            "waived": counts.waived,
        },
        "not_assessed": counts.outcomes[Outcome.NOT_ASSESSED],
    }
