"""The report as SARIF 2.1.0: by the standard, or as GitHub reads it."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from urllib.parse import quote

from checker import Message, Messages, Outcome, Report, Style, clean, dataclass, regex
from checker_reporters.counts import verdict
from checker_reporters.entries import ReportEntry, entries
from checker_reporters.json_report import fix_json
from checker_reporters.log_commands import json_text
from checker_reporters.sarif_places import coordinates, logical
from checker_reporters.sarif_rules import LEVELS, Json, SarifDialect, SarifRules, text
from checker_reporters.wording import UNCUT, ReportWording, wording_for

_ = Messages(__package__)

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LIMIT = 25_000  # results of a run; GitHub refuses files with more
_KINDS = {
    Outcome.PASS: "pass",
    Outcome.FAIL: "fail",
    Outcome.REVIEW: "review",
    Outcome.NOT_ASSESSED: "open",
    Outcome.NOT_APPLICABLE: "notApplicable",
}
_MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "ofd": "application/ofd",
    "pdf": "application/pdf",
}
_DRIVE = regex(r"[A-Za-z]:(?=/)")


@dataclass(frozen=True, slots=True)
class SarifReporter:
    """Write reports as one run.

    The standard forbids lines in binary files: a place is a logical location, with page and box as its properties.
    GitHub needs lines, takes 25,000 results and shows neither kinds nor notifications: in its dialect every place
    is line 1 and named in the message, the most severe results are kept, and a failure to read is a result.
    `complete` adds the outcomes of rules without findings; GitHub has no use for them.
    """

    name: str = "sarif"
    dialect: SarifDialect = SarifDialect.STRICT
    complete: bool = False
    limit: int = LIMIT

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the log."""
        log = {"version": "2.1.0", "$schema": SCHEMA, "runs": [_Run(self, reports, style).json()]}
        yield json_text(log)


@dataclass(frozen=True)
class _Run:
    reporter: SarifReporter
    reports: Sequence[Report]
    style: Style

    @cached_property
    def rules(self) -> SarifRules:
        return SarifRules(self.reports, wording_for(self.reports, self.style), self.reporter.dialect)

    @property
    def github(self) -> bool:
        return self.reporter.dialect is SarifDialect.GITHUB

    def json(self) -> Json:
        numbered = list(enumerate(self.reports))
        results = [result for index, report in numbered for result in self.results(index, report)]
        return {
            "tool": {"driver": self.rules.driver()},
            "language": self.rules.language,
            "columnKind": "unicodeCodePoints",
            "invocations": [
                {
                    "executionSuccessful": not any(report.unread for report in self.reports),
                    "toolExecutionNotifications": [
                        notice for index, report in numbered for notice in self.notices(index, report)
                    ],
                }
            ],
            "artifacts": [self.artifact(report) for report in self.reports],
            "taxonomies": self.rules.taxonomies(),
            "results": self.kept(results) if self.github else results,
        }

    def results(self, index: int, report: Report) -> Iterator[Json]:
        for entry in entries(report):
            # in the standard, a failure to read a file is a notification, not a result
            if entry.finding or (entry.unread and (self.github or entry.rule)):
                yield self.result(index, report, entry)
        if self.reporter.complete and not self.github:
            yield from self.outcomes(index, report)

    def result(self, index: int, report: Report, entry: ReportEntry) -> Json:
        wording = wording_for([report], self.style)
        first, *rest = wording.lines(entry)
        if self.github:
            first = wording.colon.join(filter(None, (wording.place(entry), first)))
        located = self.located(index, report)
        if entry.finding:
            located |= {"logicalLocations": [logical(entry.finding, wording)]}
            located |= {"properties": coordinates(entry.finding.problem.location)}
        return {
            **(
                self.rules.reference(report, entry.rule)
                if entry.rule
                else {"ruleId": wording.render(entry.code)}
            ),
            **self.severity(entry),
            "message": text("\n".join([first, *rest]), self.reporter.dialect),
            "locations": [located],
            "partialFingerprints": {
                "primaryLocationLineHash" if self.github else "structuralPlace/v1": entry.fingerprint
            },
            "suppressions": _suppressions(entry),
            "properties": _properties(entry, wording) | _fixes(report, entry),
        }

    def severity(self, entry: ReportEntry) -> Json:
        """Give kind and level of a result; GitHub knows only levels."""
        if self.github:
            return {"level": LEVELS[entry.severity]}
        fails = entry.outcome is Outcome.FAIL
        return {"kind": _KINDS[entry.outcome], "level": LEVELS[entry.severity] if fails else "none"}

    def outcomes(self, index: int, report: Report) -> Iterator[Json]:
        """Iterate over the outcomes of rules without a result so far."""
        wording = wording_for([report], self.style)
        for assessment in report.assessments:
            if assessment.unread or assessment.outcome in {Outcome.FAIL, Outcome.REVIEW}:
                continue
            reason = wording.render(assessment.reason or assessment.rule.requirement)
            yield {
                **self.rules.reference(report, assessment.rule),
                "kind": _KINDS[assessment.outcome],
                "level": "none",
                "message": text(reason, self.reporter.dialect),
                "locations": [self.located(index, report)],
            }

    def kept(self, results: list[Json]) -> list[Json]:
        """Keep the most severe results, as many as GitHub takes, and report how many were left out."""
        if len(results) <= self.reporter.limit:
            return results
        levels = list(LEVELS.values())
        kept = sorted(results, key=lambda result: levels.index(str(result["level"])))[
            : self.reporter.limit - 1
        ]
        left_out = _("too many findings: {count} are left out here", count=len(results) - len(kept))
        return [
            {
                "ruleId": "cut-short",
                "level": "error",
                "message": text(
                    wording_for(self.reports, self.style).render(left_out), self.reporter.dialect
                ),
                "locations": [self.located(0, self.reports[0])],
                "partialFingerprints": {"primaryLocationLineHash": "cut-short"},
            },
            *kept,
        ]

    def notices(self, index: int, report: Report) -> Iterator[Json]:
        """Iterate over what kept the tool from judging, and over the notes of the reader."""
        unread = [entry for entry in entries(report) if entry.unread]
        for entry in unread:
            rule = self.rules.reference(report, entry.rule) if entry.rule else {}
            about = {"associatedRule": {"id": rule["ruleId"], "index": rule["ruleIndex"]}} if rule else {}
            yield self.notice(index, report, entry.code, entry.message, "error") | about
        reported = {entry.message for entry in unread}
        for note in (note for note in report.notes if note.message not in reported):
            notice = self.notice(index, report, note.code, note.message, "warning" if note.lost else "note")
            yield notice | ({"properties": {"page": note.page}} if note.page is not None else {})

    def notice(self, index: int, report: Report, code: str, message: Message, level: str) -> Json:
        return {
            "descriptor": self.rules.notice(code),
            "level": level,
            "message": text(wording_for([report], self.style).render(message), self.reporter.dialect),
            "locations": [self.located(index, report)],
        }

    def located(self, index: int, report: Report) -> Json:
        physical: Json = {"artifactLocation": {"uri": uri(report.path), "index": index}}
        if self.github:
            physical["region"] = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
        return {"physicalLocation": physical}

    def artifact(self, report: Report) -> Json:
        wording = wording_for([report], self.style)
        known = {
            "title": wording.render(report.title),
            "body": wording.render(report.body),
            "pack": wording.render(report.pack),
        }
        numbers = {"year": report.year, "pages": report.pages}
        return {
            "location": {"uri": uri(report.path)},
            "roles": ["analysisTarget"],
            **({"mimeType": _MEDIA_TYPES[report.format]} if report.format in _MEDIA_TYPES else {}),
            **({"hashes": {"sha-256": report.sha256}} if report.sha256 else {}),
            "properties": {
                "verdict": verdict(report, self.style.threshold).value,
                **{name: words for name, words in known.items() if words},
                **{name: number for name, number in numbers.items() if number is not None},
            },
        }


def _suppressions(entry: ReportEntry) -> list[Json]:
    """List the waivers of a result; the list is empty if it has none."""
    if entry.finding is None or entry.finding.waiver is None:
        return []
    waiver = entry.finding.waiver
    reason = clean(waiver.reason or waiver.source, UNCUT)
    return [{"kind": "external", "status": "accepted", "justification": reason}]


def _properties(entry: ReportEntry, wording: ReportWording) -> Json:
    properties: Json = {
        "code": wording.render(entry.code),
        "outcome": entry.outcome.value,
        "severity": entry.severity.value,
    }
    if entry.rule:
        properties["category"] = entry.rule.category.value
    if entry.finding:
        problem = entry.finding.problem
        values = {"found": problem.actual, "expected": problem.expected, "advice": problem.advice}
        properties |= {name: wording.quote(value) for name, value in values.items() if value is not None}
    return properties


def _fixes(report: Report, entry: ReportEntry) -> Json:
    """List the edits that solve a result; SARIF's own `fixes` replace bytes of the file, which these are not."""
    solving = [fix_json(fix) for fix in report.fixes if entry.fingerprint in fix.solves]
    return {"fixes": solving} if solving else {}


def uri(path: str) -> str:
    """Write a path as a URI; relative paths stay relative."""
    try:
        quoted = quote(path, safe="/", errors="surrogateescape")  # the bytes of its name
    except UnicodeEncodeError:
        quoted = quote(path, safe="/", errors="replace")
    if path.startswith("/"):
        return f"file://{quoted}"
    drive = _DRIVE.match(path)
    return f"file:///{drive[0]}{quoted[len('C%3A') :]}" if drive else quoted


COMPLETE = SarifReporter("sarif-complete", complete=True)
FOR_GITHUB = SarifReporter("sarif-github", SarifDialect.GITHUB)
