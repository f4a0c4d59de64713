"""The rules across filings, run over all that an audit remembers: findings that name both, an assessment a body."""

from collections.abc import Iterable, Iterator, Sequence

from checker.containment import ContainedError, contained_items
from checker.forms.filing import place
from checker.judging.audit_checks import Audit, BodyFilings, CrossProblem
from checker.judging.audit_results import CrossFinding
from checker.judging.checks import NotAssessed, Observation, Problem
from checker.judging.engine import RuleResult, assess, blamed, part_of
from checker.judging.reports import Assessment, Finding
from checker.judging.rules import AuditRule
from checker.messages import Message, Messages

_ = Messages(__package__)


def concluded(
    rules: Sequence[AuditRule], audit: Audit, bodies: Iterable[str]
) -> Iterator[tuple[str, Sequence[CrossFinding], Assessment]]:
    """Run every rule and tell, rule by rule and in the order of the bodies, what was found and how it ended."""
    names = tuple(bodies)
    for rule in rules:
        results: dict[str, RuleResult] = {}
        findings: dict[str, list[CrossFinding]] = {}
        for across in _run(rule, audit, names):
            result = results.setdefault(across.body, RuleResult())
            if isinstance(across.seen, Problem):
                finding = Finding(rule, across.seen, _place(audit.standing(across.body), across, across.seen))
                result.findings.append(finding)
                found = CrossFinding(across.body, finding, across.filing, across.other)
                findings.setdefault(across.body, []).append(found)
            else:
                result.withhold(across.seen)
        for name in names:
            yield name, findings.get(name, ()), assess(rule, results.get(name, RuleResult()))


def _run(rule: AuditRule, audit: Audit, names: Sequence[str]) -> Iterator[CrossProblem]:
    """Run a rule's check; one that breaks down leaves its own rule unjudged, for every body, and the others alone."""
    try:
        yield from map(_checked, contained_items(lambda: rule.check.run(rule.id, audit)))
    except ContainedError as error:
        reason = blamed(part_of(rule), error.message)
        yield from (CrossProblem(name, NotAssessed(reason, unread=True)) for name in names)


def _checked(across: object) -> CrossProblem:
    """Return what a check yielded; raise ContainedError where it is something else than checks may yield."""
    if isinstance(across, CrossProblem) and isinstance(across.seen, Observation):
        return across
    raise ContainedError(_("yielded {kind}, not CrossProblem", kind=type(across).__name__))


def _place(standing: BodyFilings | None, across: CrossProblem, problem: Problem) -> Message:
    """Say where it is: under which heading of the filing, in which cell, on which page; else in which file."""
    filed = next((f for f in standing.filings if f.path == across.filing), None) if standing else None
    heading = filed.headings.get(across.table, "") if filed else ""
    page = problem.location.page if problem.location else None
    parts: list[object] = [part for part in (heading, problem.within) if part]
    if page is not None:
        parts.append(_("page {page}", page=page))
    return place(parts or [across.filing or across.body])
