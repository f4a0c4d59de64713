"""The rules across filings, run over all that an audit remembers: findings that name both, an assessment a body."""

from collections.abc import Iterable, Iterator, Sequence

from checker.forms.filing import place
from checker.judging.audit_checks import Audit, BodyFilings, CrossProblem
from checker.judging.audit_results import CrossFinding
from checker.judging.checks import NotAssessed, Problem
from checker.judging.engine import Ruling, assess, broken
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
        rulings: dict[str, Ruling] = {}
        findings: dict[str, list[CrossFinding]] = {}
        for across in _run(rule, audit, names):
            ruling = rulings.setdefault(across.body, Ruling())
            if isinstance(across.observation, Problem):
                finding = Finding(
                    rule,
                    across.observation,
                    _place(audit.filings_of(across.body), across, across.observation),
                )
                ruling.findings.append(finding)
                found = CrossFinding(across.body, finding, across.filing, across.other)
                findings.setdefault(across.body, []).append(found)
            else:
                ruling.withhold(across.observation)
        for name in names:
            yield name, findings.get(name, ()), assess(rule, rulings.get(name, Ruling()))


def _run(rule: AuditRule, audit: Audit, names: Sequence[str]) -> Iterator[CrossProblem]:
    """Run a rule's check; one that breaks down leaves its own rule unjudged, for every body, and the others alone."""
    try:
        yield from rule.check.run(rule.id, audit)
    except Exception as error:  # noqa: BLE001  # a plugin's own code runs here: anything may come
        reason = broken(_("check {name}", name=rule.check.name), error)
        yield from (CrossProblem(name, NotAssessed(reason, unread=True)) for name in names)


def _place(standing: BodyFilings | None, across: CrossProblem, problem: Problem) -> Message:
    """Say where it is: under which heading of the filing, in which cell, on which page; else in which file."""
    filed = next((f for f in standing.filings if f.path == across.filing), None) if standing else None
    heading = filed.headings.get(across.table, "") if filed else ""
    page = problem.location.page if problem.location else None
    parts: list[object] = [part for part in (heading, problem.within) if part]
    if page is not None:
        parts.append(_("page {page}", page=page))
    return place(parts or [across.filing or across.body])
