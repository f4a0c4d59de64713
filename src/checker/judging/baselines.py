"""Baselines: findings that were there before, identified by the documents' content and not by their paths."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from checker.errors import ConfigError, reason_of
from checker.judging.reports import Finding, Report, Waiver
from checker.judging.waivers import marked
from checker.lazy_dataclasses import dataclass
from checker.messages import Messages
from checker.text import alphanumeric, clean

_ = Messages(__package__)

SCHEMA = "checker-baseline/1"
_LONGEST = 256 * 1024**2  # bytes of a file


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A finding of a baseline; `document` identifies what it is about: a body's name, else a file's SHA-256.

    `year`, and the label `period` where a year has several, distinguish reports of one body. The fingerprint holds
    rule, code and place, so that no finding passes for another one; `rule`, `code` and `place` are for people.
    """

    document: str
    year: int | None
    fingerprint: str
    rule: str
    code: str
    place: str
    period: str = ""

    @property
    def key(self) -> tuple[str, int | None, str, str, str]:
        return self.document, self.year, self.period, self.rule, self.fingerprint


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that are known."""

    source: str
    findings: tuple[Known, ...]

    def apply(self, report: Report) -> Report:
        """Mark the findings of a report that are known; waived ones stay waived."""
        keys = {known.key for known in self.findings}
        waiver = Waiver("", self.source, known=True)

        def known(finding: Finding, mark: str) -> Waiver | None:
            key = (_document(report), report.year, _period(report), finding.rule.id, mark)
            return waiver if key in keys else None

        return marked(report, known)


def known(reports: Iterable[Report]) -> Iterable[Known]:
    """Iterate over what a baseline of these reports holds: every finding that is not waived."""
    for report in reports:
        for mark, finding in report.by_fingerprint().items():
            if finding.waiver is None:
                place = clean(finding.place.render(report.language))
                yield Known(
                    _document(report),
                    report.year,
                    mark,
                    finding.rule.id,
                    finding.problem.code,
                    place,
                    _period(report),
                )


def write_baseline(file: Path, findings: Iterable[Known]) -> None:
    """Write a baseline; the same findings are the same bytes."""
    listed = [
        {name: value for name, value in asdict(finding).items() if name != "period" or value}
        for finding in sorted(set(findings), key=_order)
    ]
    text = json.dumps({"schema": SCHEMA, "findings": listed}, ensure_ascii=False, indent=2) + "\n"
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(_("cannot write {path}: {reason}", path=file, reason=reason_of(error))) from error


def read_baseline(file: Path, name: str) -> Baseline:
    """Read a baseline, called `name` in messages; raise ConfigError."""
    try:
        findings = tuple(map(_known, _tables(file)))
    except OSError as error:
        raise ConfigError(_("cannot read {path}: {reason}", path=name, reason=reason_of(error))) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ConfigError(_("{path} is not a baseline: {reason}", path=name, reason=str(error))) from error
    return Baseline(name, findings)


def _tables(file: Path) -> Sequence[Mapping[str, object]]:
    if file.stat().st_size > _LONGEST:
        raise ValueError("it is too long")
    content = json.loads(file.read_text("utf-8-sig"))
    if not isinstance(content, Mapping) or content.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    return tuple(content["findings"])


def _known(table: Mapping[str, object]) -> Known:
    finding = Known(**table)  # type: ignore[arg-type]  # checked in the next line
    texts = (finding.document, finding.fingerprint, finding.rule, finding.code, finding.place, finding.period)
    if not all(isinstance(text, str) for text in texts) or not isinstance(finding.year, int | None):
        raise TypeError("a text of a finding is not text, or its year is not a number")
    return finding


def _document(report: Report) -> str:
    return alphanumeric(report.body) or f"sha256:{report.sha256}"


def _period(report: Report) -> str:
    """Return the label of a report's period; empty for a calendar year, which its number names."""
    period = report.period
    return "" if period is None or period.label == str(report.year) else period.label


def _order(finding: Known) -> tuple[str, int, str, str, str]:
    return finding.document, finding.year or 0, finding.period, finding.rule, finding.fingerprint
