"""Every rule of every pack passes and fails on committed documents as `expected.json` lists; `make.py` writes both."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.judging.reports import Finding
from checker.judging.rules import Rule
from tests.rules import make
from tests.support.clean_drafts import clean as clean_report
from tests.support.clean_drafts import judged
from tests.support.engine import checker

HERE = Path(__file__).parent
EXPECTED: dict[str, list[dict[str, str]]] = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))


def pack_id(name: str) -> str:
    folder = name.partition("/")[0]
    family, _, edition = folder.rpartition("-")
    if folder.startswith("safety-data-sheet-"):
        return folder.replace("safety-data-sheet-", "safety-data-sheet/", 1)
    return f"{family}/{edition}"


def rules() -> Iterator[tuple[str, Rule]]:
    """Iterate over all rules; those that a newer edition takes over as they are, and has documents for, are its own."""
    for pack in checker().packs:
        newer = [p for p in checker().packs if p.id.split("/")[0] == pack.id.split("/")[0] and p.id > pack.id]
        tested = any(pack_id(name) == pack.id for name in EXPECTED)
        taken = [] if tested else [rule for other in newer for rule in other.rules]
        yield from ((pack.id, rule) for rule in pack.rules if rule not in taken)


@pytest.mark.parametrize(
    ("pack", "rule"), [pytest.param(pack, rule, id=f"{pack}-{rule.id}") for pack, rule in rules()]
)
def test_every_rule_has_a_passing_document_and_one_that_it_finds_wrong(pack: str, rule: Rule) -> None:
    documents = {name.split("/")[1]: wanted for name, wanted in EXPECTED.items() if pack_id(name) == pack}
    passing = [wanted for name, wanted in documents.items() if name.startswith(f"{rule.id}-pass-")]
    failing = [wanted for name, wanted in documents.items() if name.startswith(f"{rule.id}-fail-")]
    assert passing
    assert failing
    assert not any(passing)
    assert all(rule.id in [one["rule"] for one in wanted] for wanted in failing)


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_clean_reports_pass_every_rule(edition: str) -> None:
    report = judged(clean_report(edition))
    assert report.pack == f"annual-report/{edition}"
    # what compares with last year's report needs that
    assert {assessment.outcome for assessment in report.assessments} <= {"pass", "not_applicable"}
    assert report.findings == ()


@pytest.mark.parametrize("name", EXPECTED)
def test_document_shows_what_is_expected_and_nothing_else(name: str) -> None:
    path = HERE / name
    earlier = path.parent / "previous" / path.name
    previous = checker().filing(earlier.name, earlier.read_bytes()) if earlier.exists() else None
    report = checker().check(name, path.read_bytes(), previous=previous)
    assert report.failure is None
    assert not report.unread
    assert report.pack == pack_id(name)
    assert sorted((finding.rule.id, finding.problem.code) for finding in report.findings) == sorted(
        (wanted["rule"], wanted["code"]) for wanted in EXPECTED[name]
    )
    for wanted in EXPECTED[name]:
        assert any(says(finding, wanted) for finding in report.findings), wanted


def says(finding: Finding, wanted: dict[str, str]) -> bool:
    """Return whether a finding agrees with every field of the expected one."""
    problem = finding.problem
    return (
        (finding.rule.id, problem.code) == (wanted["rule"], wanted["code"])
        and wanted.get("place", "") in str(finding.place)
        and all(
            str(getattr(problem, part)) == wanted[part] for part in ("expected", "actual") if part in wanted
        )
    )


def test_committed_documents_are_up_to_date() -> None:
    written = dict(make.documents())
    committed = {str(path.relative_to(HERE)): path for path in HERE.rglob("*.docx")}
    assert {*committed, "expected.json"} == set(written)
    changed = [name for name, content in written.items() if (HERE / name).read_bytes() != content]
    assert changed == [], "run python -m tests.rules.make"
