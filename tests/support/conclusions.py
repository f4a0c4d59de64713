"""What rules across filings conclude in tests of the store."""

from collections.abc import Iterable, Sequence

from checker.judging.audit_results import CrossFinding
from checker.judging.reports import Assessment
from checker.judging.rules import RulePack
from checker_audit.conclusions import concluded
from checker_audit.store import Compared, Comparisons, Run


def conclude(
    run: Run, pack: RulePack, ended: Iterable[tuple[str, Sequence[CrossFinding], Assessment]], mark: str = ""
) -> None:
    """Write what one rule found about bodies; an equal mark stands for equal filings."""
    comparisons = Comparisons(run.engine, run.id, pack)
    comparisons.begin()
    some = [
        Compared(body, 0, f"{mark} {body}", concluded([(found, assessment)]))
        for body, found, assessment in ended
    ]
    if some:
        comparisons.write(some)
    comparisons.end(mark)
