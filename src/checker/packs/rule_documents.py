"""Documents that prove rules: each is named after a rule and says whether that finds something in it.

They stand in folders named after packs: `annual-report-2021/title-year-fail-last-year.docx`. Where a rule compares
with the report of the year before, that has the same name in the folder `previous` beside. Rules across filings
(`audit:`) are not proved so: what they compare is an audit and no document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.judging.reports import Outcome, Report
from checker.judging.rules import Rule, RulePack

_KINDS = {"pass": False, "fail": True}
_PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Proof:
    """A document that proves a rule; `fails` says that the rule must find something in it."""

    path: Path
    rule: Rule
    fails: bool


def folder_of(pack: str) -> str:
    """Name the folder of a pack's proofs after its id."""
    return pack.replace("/", "-")


def previous(path: Path) -> Path | None:
    """Return the report of the year before that stands beside a document."""
    beside = path.parent / _PREVIOUS / path.name
    return beside if beside.is_file() else None


def proof(path: Path, pack: RulePack) -> Proof | None:
    """Read a document's name; `None` where it names no rule of the pack."""
    named = [
        (rule, fails)
        for rule in pack.rules
        for kind, fails in _KINDS.items()
        if path.stem.startswith(f"{rule.id}-{kind}-") or path.stem == f"{rule.id}-{kind}"
    ]
    if not named:
        return None
    rule, fails = max(named, key=lambda found: len(found[0].id))
    return Proof(path, rule, fails)


def candidates(paths: Iterable[Path]) -> Iterator[Path]:
    """Iterate over the documents that should prove a rule: all but the reports of the year before."""
    return (path for path in paths if path.parent.name != _PREVIOUS)


def proofs(paths: Iterable[Path], pack: RulePack) -> Iterator[Proof]:
    """Iterate over the documents that prove rules of the pack."""
    return (found for path in candidates(paths) if (found := proof(path, pack)) is not None)


def unproved(pack: RulePack, given: Sequence[Proof]) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """Iterate over the rules that lack a document of either kind, and the kinds that they lack."""
    there = {(one.rule.id, one.fails) for one in given}
    for rule in pack.rules:
        if lacking := tuple(kind for kind, fails in _KINDS.items() if (rule.id, fails) not in there):
            yield rule, lacking


def holds(one: Proof, report: Report) -> bool:
    """Tell whether a report shows what the document's name says; what was not judged shows nothing."""
    if any(finding.rule.id == one.rule.id for finding in report.findings):
        return one.fails
    judged = (assessment for assessment in report.assessments if assessment.rule.id == one.rule.id)
    return not one.fails and all(assessment.outcome is not Outcome.NOT_ASSESSED for assessment in judged)
