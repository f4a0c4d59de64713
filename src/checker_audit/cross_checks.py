"""Run the rules across filings: findings that name both filings, and an assessment of each rule for each body."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from checker import (
    Assessment,
    Audit,
    AuditRule,
    BodyCheck,
    BodyFilings,
    CrossFinding,
    CrossProblem,
    Finding,
    Message,
    Messages,
    NotAssessed,
    Observation,
    Problem,
    RulePack,
)
from checker.containment import ContainedError, contained_items
from checker.forms.filing import place
from checker.judging.engine import RuleResult, assess, blamed, part_of
from checker_audit.conclusions import Conclusions, concluded
from checker_audit.packed_filings import Comparison, SomeBodies

_ = Messages(__package__)


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


def compare_bodies(
    comparison: Comparison, packs: Mapping[str, RulePack], progress: Callable[[int, int], None] = _silent
) -> Sequence[Conclusions]:
    """Run all rules that judge each body on its own, body by body, so that every filing is unpacked once."""
    pack = packs[comparison.pack]
    rules = [rule for rule in pack.audit if isinstance(rule.check, BodyCheck)]
    some = SomeBodies(comparison, pack, {one.id: one.form for one in packs.values()})
    found = []
    for done, name in enumerate(comparison.bodies):
        progress(done, len(comparison.bodies))
        audit = some.around(name)
        found.append(concluded(run_body_rule(rule, audit.known[name], audit) for rule in rules))
    return found


def run_body_rule(
    rule: AuditRule, filings: BodyFilings, audit: Audit
) -> tuple[Sequence[CrossFinding], Assessment]:
    """Run a rule that judges each body on its own for one body; if its check fails, the rule is not assessed for it."""
    check, name = rule.check, filings.body.name
    assert isinstance(check, BodyCheck), "the others see all bodies at once"
    result, findings = RuleResult(), []
    try:
        for seen in contained_items(lambda: check.compare(rule.id, filings, audit)):
            across = _checked(seen, name)
            findings += _taken_in(rule, across, result, filings)
    except ContainedError as error:
        result, findings = RuleResult(), []
        result.withhold(NotAssessed(blamed(part_of(rule), error.message), unread=True))
    return findings, assess(rule, result)


def run_rule(
    rule: AuditRule, audit: Audit, bodies: Iterable[str]
) -> Iterator[tuple[str, Sequence[CrossFinding], Assessment]]:
    """Run a rule over all bodies at once; yield the findings and the assessment, in the order of the bodies."""
    names = tuple(bodies)
    results: dict[str, RuleResult] = {}
    findings: dict[str, list[CrossFinding]] = {}
    for across in _run(rule, audit, names):
        result = results.setdefault(across.body, RuleResult())
        filings = audit.filings_of(across.body) if isinstance(across.observation, Problem) else None
        if found := _taken_in(rule, across, result, filings):
            findings.setdefault(across.body, []).extend(found)
    for name in names:
        yield name, findings.get(name, ()), assess(rule, results.get(name, RuleResult()))


def _run(rule: AuditRule, audit: Audit, names: Sequence[str]) -> Iterator[CrossProblem]:
    """Run the check of a rule; if it fails, this rule is not assessed for any body, and the other rules run."""
    try:
        yield from map(_checked, contained_items(lambda: rule.check.run(rule.id, audit)))
    except ContainedError as error:
        reason = blamed(part_of(rule), error.message)
        yield from (CrossProblem(name, NotAssessed(reason, unread=True)) for name in names)


def _checked(across: object, body: str | None = None) -> CrossProblem:
    """Return what a check yielded, about this body or any; raise ContainedError if it is not what checks may yield."""
    if isinstance(across, CrossProblem) and isinstance(across.observation, Observation):
        if body in {None, across.body}:
            return across
        raise ContainedError(_("yielded something about another body: {body}", body=across.body))
    raise ContainedError(_("yielded {kind}, not CrossProblem", kind=type(across).__name__))


def _taken_in(
    rule: AuditRule, across: CrossProblem, result: RuleResult, filings: BodyFilings | None
) -> list[CrossFinding]:
    """Add what a check observed to the result of its rule, and return it if it is a finding."""
    seen = across.observation
    if not isinstance(seen, Problem):
        result.withhold(seen)
        return []
    finding = Finding(rule, seen, _place(filings, across, seen))
    result.findings.append(finding)
    return [CrossFinding(across.body, finding, across.filing, across.other)]


def _place(filings: BodyFilings | None, across: CrossProblem, problem: Problem) -> Message:
    """Describe the place: the heading, the cell and the page in the filing, else the file."""
    stored = next((f for f in filings.filings if f.path == across.filing), None) if filings else None
    heading = stored.headings.get(across.table, "") if stored else ""
    page = problem.location.page if problem.location else None
    parts: list[object] = [part for part in (heading, problem.within) if part]
    if page is not None:
        parts.append(_("page {page}", page=page))
    return place(parts or [across.filing or across.body])
