"""Run the rules across filings: findings that name both filings, and an assessment of each rule for each body."""

from collections.abc import Iterable, Iterator, Sequence

from checker import (
    Assessment,
    Audit,
    AuditRule,
    BodyFilings,
    CrossFinding,
    CrossProblem,
    Finding,
    Message,
    Messages,
    NotAssessed,
    Problem,
)
from checker.forms.filing import place
from checker.judging.engine import Ruling, assess, broken

_ = Messages(__package__)


def run_rules(
    rules: Sequence[AuditRule], audit: Audit, bodies: Iterable[str]
) -> Iterator[tuple[str, Sequence[CrossFinding], Assessment]]:
    """Run every rule and yield, rule by rule and in the order of the bodies, the findings and the assessment."""
    names = tuple(bodies)
    for rule in rules:
        rulings: dict[str, Ruling] = {}
        findings: dict[str, list[CrossFinding]] = {}
        for across in _run(rule, audit, names):
            ruling = rulings.setdefault(across.body, Ruling())
            seen = across.observation
            if isinstance(seen, Problem):
                finding = Finding(rule, seen, _place(audit.filings_of(across.body), across, seen))
                ruling.findings.append(finding)
                found = CrossFinding(across.body, finding, across.filing, across.other)
                findings.setdefault(across.body, []).append(found)
            else:
                ruling.withhold(seen)
        for name in names:
            yield name, findings.get(name, ()), assess(rule, rulings.get(name, Ruling()))


def _run(rule: AuditRule, audit: Audit, names: Sequence[str]) -> Iterator[CrossProblem]:
    """Run the check of a rule; if it fails, this rule is not assessed for any body, and the other rules run."""
    try:
        yield from rule.check.run(rule.id, audit)
    except Exception as error:  # noqa: BLE001  # plugin code may raise anything
        reason = broken(_("check {name}", name=rule.check.name), error)
        yield from (CrossProblem(name, NotAssessed(reason, unread=True)) for name in names)


def _place(filings: BodyFilings | None, across: CrossProblem, problem: Problem) -> Message:
    """Describe the place: the heading, the cell and the page in the filing, else the file."""
    stored = next((f for f in filings.filings if f.path == across.filing), None) if filings else None
    heading = stored.headings.get(across.table, "") if stored else ""
    page = problem.location.page if problem.location else None
    parts: list[object] = [part for part in (heading, problem.within) if part]
    if page is not None:
        parts.append(_("page {page}", page=page))
    return place(parts or [across.filing or across.body])
