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
    Observation,
    Problem,
)
from checker.containment import ContainedError, contained_items
from checker.forms.filing import place
from checker.judging.engine import RuleResult, assess, blamed, part_of

_ = Messages(__package__)


def run_rules(
    rules: Sequence[AuditRule], audit: Audit, bodies: Iterable[str]
) -> Iterator[tuple[str, Sequence[CrossFinding], Assessment]]:
    """Run every rule and yield, rule by rule and in the order of the bodies, the findings and the assessment."""
    names = tuple(bodies)
    for rule in rules:
        results: dict[str, RuleResult] = {}
        findings: dict[str, list[CrossFinding]] = {}
        for across in _run(rule, audit, names):
            result = results.setdefault(across.body, RuleResult())
            seen = across.observation
            if isinstance(seen, Problem):
                finding = Finding(rule, seen, _place(audit.filings_of(across.body), across, seen))
                result.findings.append(finding)
                found = CrossFinding(across.body, finding, across.filing, across.other)
                findings.setdefault(across.body, []).append(found)
            else:
                result.withhold(seen)
        for name in names:
            yield name, findings.get(name, ()), assess(rule, results.get(name, RuleResult()))


def _run(rule: AuditRule, audit: Audit, names: Sequence[str]) -> Iterator[CrossProblem]:
    """Run the check of a rule; if it fails, this rule is not assessed for any body, and the other rules run."""
    try:
        yield from map(_checked, contained_items(lambda: rule.check.run(rule.id, audit)))
    except ContainedError as error:
        reason = blamed(part_of(rule), error.message)
        yield from (CrossProblem(name, NotAssessed(reason, unread=True)) for name in names)


def _checked(across: object) -> CrossProblem:
    """Return what a check yielded; raise ContainedError if it is not what checks may yield."""
    if isinstance(across, CrossProblem) and isinstance(across.observation, Observation):
        return across
    raise ContainedError(_("yielded {kind}, not CrossProblem", kind=type(across).__name__))


def _place(filings: BodyFilings | None, across: CrossProblem, problem: Problem) -> Message:
    """Describe the place: the heading, the cell and the page in the filing, else the file."""
    stored = next((f for f in filings.filings if f.path == across.filing), None) if filings else None
    heading = stored.headings.get(across.table, "") if stored else ""
    page = problem.location.page if problem.location else None
    parts: list[object] = [part for part in (heading, problem.within) if part]
    if page is not None:
        parts.append(_("page {page}", page=page))
    return place(parts or [across.filing or across.body])
