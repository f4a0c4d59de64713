"""Documents that test rules: the name of each says which rule, and whether the rule finds a problem.

They are in folders named after packs: `annual-report-2021/title-year-fail-last-year.docx`; every rule passes in
`clean-pass-all.docx`. Where a rule compares with last year's report, that has the same name in the subfolder
`previous`. A rule across filings (`audit:`) is tested on a folder of documents, `filing-late-fail-a-day/`.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from checker.judging.reports import Outcome, Report
from checker.judging.rules import AuditRule, Provision, Rule, RulePack
from checker.lazy_dataclasses import dataclass

_KINDS = {"pass": False, "fail": True}
_PREVIOUS = "previous"
_ALL = "-pass-all"

AnyRule = TypeVar("AnyRule", Rule, AuditRule)


@dataclass(frozen=True, slots=True)
class RuleDocument:
    """A document that tests a rule, `None` for all; if it `fails`, the rule must find a problem in it."""

    path: Path
    rule: Rule | None
    fails: bool

    def about(self, rule: Provision) -> bool:
        """Return whether the document tests a rule."""
        return self.rule is None or rule.id == self.rule.id


@dataclass(frozen=True, slots=True)
class RuleFolder:
    """A folder of filings that tests a rule across filings."""

    path: Path
    rule: AuditRule
    fails: bool


def folder_of(pack: str) -> str:
    """Return the name of the folder with a pack's rule documents."""
    return pack.replace("/", "-")


def previous(path: Path) -> Path | None:
    """Return last year's report that belongs to a document, if any."""
    beside = path.parent / _PREVIOUS / path.name
    return beside if beside.is_file() else None


def rule_document(path: Path, pack: RulePack) -> RuleDocument | None:
    """Parse a document's name; return `None` if it names no rule of the pack."""
    if f"-{path.stem}".endswith(_ALL):
        return RuleDocument(path, None, fails=False)
    named = _named(path.stem, pack.rules)
    return None if named is None else RuleDocument(path, *named)


def rule_folders(folder: Path, pack: RulePack) -> Iterator[RuleFolder]:
    """Iterate over the folders, in this one, that test rules across filings."""
    for path in sorted(path for path in folder.iterdir() if path.is_dir()):
        if (named := _named(path.name, pack.audit)) is not None:
            yield RuleFolder(path, *named)


def _named(name: str, rules: Sequence[AnyRule]) -> tuple[AnyRule, bool] | None:
    """Return the rule that a name begins with, the longest one, and whether it must find a problem."""
    named = [
        (rule, fails)
        for rule in rules
        for kind, fails in _KINDS.items()
        if f"{name}-".startswith(f"{rule.id}-{kind}-")
    ]
    return max(named, key=lambda found: len(found[0].id)) if named else None


def candidates(paths: Iterable[Path], folders: Iterable[RuleFolder] = ()) -> Iterator[Path]:
    """Iterate over the documents that should test a rule of one filing: all but last year's reports and `folders`."""
    across = tuple(folder.path for folder in folders)
    return (
        path
        for path in paths
        if path.parent.name != _PREVIOUS and not any(path.is_relative_to(folder) for folder in across)
    )


def rule_documents(paths: Iterable[Path], pack: RulePack) -> Iterator[RuleDocument]:
    """Iterate over the documents that test rules of the pack."""
    return (found for path in candidates(paths) if (found := rule_document(path, pack)) is not None)


def untested(pack: RulePack, documents: Sequence[RuleDocument]) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """Iterate over the rules without a passing or a failing document, and the missing kinds."""
    tested = {(rule.id, one.fails) for one in documents for rule in ([one.rule] if one.rule else pack.rules)}
    for rule in pack.rules:
        if missing := tuple(kind for kind, fails in _KINDS.items() if (rule.id, fails) not in tested):
            yield rule, missing


def as_expected(one: RuleDocument, report: Report) -> bool:
    """Return whether a document is judged as its name says; a rule that is not assessed never is."""
    outcomes = {assessment.outcome for assessment in report.assessments if one.about(assessment.rule)}
    if outcomes & {Outcome.FAIL, Outcome.REVIEW} or any(one.about(found.rule) for found in report.findings):
        return one.fails
    return not one.fails and Outcome.NOT_ASSESSED not in outcomes
