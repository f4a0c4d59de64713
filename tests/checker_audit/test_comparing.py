"""Each body is compared once: in a worker, and not again while nothing that its rules can see has changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import pytest

from checker.judging.audit_checks import Audit, AuditCheck, Body, BodyCheck, BodyFilings, CrossProblem
from checker.judging.audit_results import BodyReport
from checker.judging.checks import Problem
from checker.judging.reports import Outcome
from checker.judging.rules import RulePack
from checker.messages import Message
from checker_audit import comparing
from checker_audit.comparing import Comparing
from checker_audit.cross_checks import compare_bodies
from checker_audit.packed_filings import comparison_of
from checker_audit.record_json import conclusions_json
from checker_audit.store import AuditView, Claim, Identity, Run, Store
from checker_audit.workers.failures import TaskFailure
from checker_audit.workers.tasks import ResultKind, Task, TaskResult
from tests.support.fixed_times import LATER, NOW
from tests.support.sample_records import of, pack
from tests.support.store_runs import BOTH, Files, work

BODIES = (Body("市政府"), Body("甲局", parent="市政府"), Body("乙局", parent="市政府"), Body("丙局"))
FILES: Files = {
    "a.docx": of("甲局"),
    "b.docx": of("乙局"),
    "g.docx": of("市政府"),
    "a20.docx": of("甲局", 2020),
}


@dataclass
class Here:
    """Does in this process what workers do, and remembers the bodies; `fail` lets every task fail."""

    packs: Mapping[str, RulePack]
    fail: bool = False
    bodies: list[str] = field(default_factory=list)

    def run(self, tasks: Iterable[Task], *, budget: float | None = None) -> Iterator[TaskResult]:  # noqa: ARG002  # as of a pool
        for task in tasks:
            comparison = comparison_of(str(task.job["comparison"]))
            self.bodies += comparison.bodies
            if self.fail:
                yield TaskResult(task, ResultKind.FAILED, None, TaskFailure.CRASH, Message("it died"))
            else:
                found = conclusions_json(compare_bodies(comparison, self.packs))
                yield TaskResult(task, ResultKind.DONE, {"conclusions": found})


def compared(
    store: Store, files: Files, rules: RulePack, *, fail: bool = False, fresh: bool = False, name: str = "1"
) -> tuple[Sequence[BodyReport], list[str]]:
    """Audit files of bodies with the names in their titles; return the reports, and the bodies that were compared."""
    run = store.begin(Identity("2021", (name,), "digest"), NOW)
    work(run, files, stamp=name)
    run.set_bodies(BODIES)
    run.set_pack(rules)
    run.set_claims(claims(run))
    packs = {rules.id: rules}
    runner = Here(packs, fail)
    view = AuditView(run, rules, {rules.id: rules.form})
    Comparing(run, view, packs, "digest", fresh).compare(runner)
    run.finish(LATER)
    return list(view.body_reports()), runner.bodies


def claims(run: Run) -> Iterator[Claim]:
    for one in run.submissions():
        yield Claim(one.id, one.body, "filing" if one.year == 2021 else "before")


def concluded(reports: Sequence[BodyReport]) -> list[object]:
    return [(one.body.name, one.findings, one.assessments) for one in reports]


@BOTH
def test_a_body_is_compared_again_only_where_something_has_changed(place: str) -> None:
    with Store(place) as store:
        first, bodies = compared(store, FILES, pack())
        assert bodies == ["市政府", "甲局", "乙局", "丙局"]
        assert any(one.findings for one in first)
        again, bodies = compared(store, FILES, pack())
        assert bodies == []
        assert concluded(again) == concluded(first)
        _reports, bodies = compared(store, {**FILES, "a.docx": of("甲局", content="new")}, pack(), name="2")
        assert bodies == ["市政府", "甲局"], "the body, and the one above it"
        back, bodies = compared(store, FILES, pack(), name="3")
        assert bodies == []
        assert concluded(back) == concluded(first)


@BOTH
def test_a_fresh_audit_compares_everything_again(place: str) -> None:
    with Store(place) as store:
        first, _bodies = compared(store, FILES, pack())
        again, bodies = compared(store, FILES, pack(), fresh=True)
        assert bodies == [body.name for body in BODIES]
        assert concluded(again) == concluded(first)


def test_what_a_worker_could_not_compare_is_not_assessed_and_tried_again(tmp_path: Path) -> None:
    with Store(str(tmp_path / "audit.db")) as store:
        failed, _bodies = compared(store, FILES, pack(), fail=True)
        alone = {rule.id for rule in pack().audit if isinstance(rule.check, BodyCheck)}
        for one in failed:
            lost = [assessment for assessment in one.assessments if assessment.rule.id in alone]
            assert {(assessment.outcome, assessment.unread) for assessment in lost} == {
                (Outcome.NOT_ASSESSED, True)
            }
            assert "it died" in str(lost[0].reason)
        _reports, bodies = compared(store, FILES, pack())
        assert bodies == [body.name for body in BODIES]


def test_what_is_too_large_for_a_worker_is_compared_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(str(tmp_path / "one.db")) as store:
        wanted, _bodies = compared(store, FILES, pack())
    monkeypatch.setattr(comparing, "is_sendable", lambda _job: False)
    with Store(str(tmp_path / "other.db")) as store:
        found, bodies = compared(store, FILES, pack())
    assert (bodies, concluded(found)) == ([], concluded(wanted))


@dataclass(frozen=True)
class Fragile(BodyCheck):
    """Breaks for one body, speaks of another one where it should not, and finds something in a third."""

    name: ClassVar[str] = "fragile"

    def compare(self, rule: str, filings: BodyFilings, audit: Audit) -> Iterator[CrossProblem]:  # noqa: ARG002  # it needs no digest
        match filings.body.name:
            case "甲局":
                raise RuntimeError("odd")
            case "乙局":
                yield CrossProblem("丙局", Problem("filing-missing", Message("odd")))
            case "市政府":
                below = [audit.filings_of(child) for child in audit.children("市政府")]
                assert [one.body.name for one in below if one] == ["甲局", "乙局"]
                assert audit.filings_of("丙局") is None, "it sees no other bodies"
                yield CrossProblem("市政府", Problem("filing-missing", Message("found")))


def test_a_check_that_breaks_for_a_body_judges_the_others(tmp_path: Path) -> None:
    check: AuditCheck = Fragile()
    rules = replace(pack(), audit=(replace(pack().audit[0], check=check),))
    with Store(str(tmp_path / "audit.db")) as store:
        reports, _bodies = compared(store, FILES, rules)
    outcomes = {one.body.name: [assessment.outcome for assessment in one.assessments] for one in reports}
    assert outcomes == {
        "市政府": [Outcome.FAIL], "甲局": [Outcome.NOT_ASSESSED], "乙局": [Outcome.NOT_ASSESSED], "丙局": [Outcome.PASS],
    }  # fmt: skip
    assert [str(cross.finding.problem.message) for one in reports for cross in one.findings] == ["found"]
