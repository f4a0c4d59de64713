"""One finding for each cause: what the same cells break is listed in the gravest finding that they lead to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.judging.checks import Statement
from checker.judging.reports import Finding
from checker.messages import Message, Messages

_ = Messages(__package__)

_LISTED = 5  # further problems that a finding lists


def by_cause(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Put findings with the same cause into the first of them; it stays what it is, and its message lists the others.

    The rules of the others fail all the same.
    """
    together: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        if finding.problem.cause:
            together.setdefault(finding.problem.cause, []).append(finding)
    for finding in findings:
        same = together.get(finding.problem.cause, [finding])
        if same[0] is finding:
            yield _with_others(finding, same[1:])


def correction_of(finding: Finding) -> tuple[object, ...] | None:
    """Return what findings that one correction solves have in common; `None` for one that stands alone."""
    problem = finding.problem
    if problem.location is None or problem.expected is None:
        return None
    return problem.location, problem.actual, problem.expected


def _with_others(finding: Finding, others: Sequence[Finding]) -> Finding:
    first = finding.problem
    stated: dict[Message, Statement] = {}
    for one in (finding, *others):
        for statement in one.problem.stated:
            stated.setdefault(statement.message, statement)
    statements = tuple(stated.values())
    texts = [_("{place}: {problem}", place=one.within, problem=one.message) for one in statements[1:]]
    if not texts:
        return finding
    listed = tuple(
        _("({number}) {problem}", number=n, problem=text) for n, text in enumerate(texts[:_LISTED], 1)
    )
    message = (
        _("{problem}; for the same reason: {others}", problem=first.message, others=listed)
        if len(texts) <= _LISTED
        else _("{problem}; for the same reason: {others}, and {count} more",
               problem=first.message, others=listed, count=len(texts) - _LISTED)
    )  # fmt: skip
    cells = tuple(dict.fromkeys((*first.cells, *(cell for other in others for cell in other.problem.cells))))
    shown, more = statements[: _LISTED + 1], len(texts) - _LISTED
    if more > 0:
        shown = (*shown, Statement(_("{count} more for the same reason", count=more)))
    merged = replace(first, message=message, cells=cells, statements=shown)
    return replace(finding, problem=merged)
