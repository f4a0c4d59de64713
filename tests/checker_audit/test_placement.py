import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.forms.form import Form
from checker.judging.audit_checks import Body
from checker.judging.audit_results import SubmissionState
from checker.judging.rules import Naming, RulePack, Years
from checker.periods import calendar_year
from checker_audit.intake.matching import Matcher
from checker_audit.period_from_path import PeriodFolders
from checker_audit.placement import ASIDE
from checker_audit.placement import claims as claims_of
from checker_audit.store import Claim, SubmissionSummary
from checker_languages.zh import CHINESE

PACK = RulePack(
    "annual-report/2021",
    "",
    "zh",
    Years(2021),
    Form(("政府信息公开工作年度报告", "政府信息公开年度报告"), language=CHINESE),
    (),
    naming=Naming(topics=("政府信息", "年"), heads=("局",)),
)
BODIES = (Body("乙局"), Body("甲局"), Body("丙局"))

FILED = SubmissionSummary(
    1, "in/1.docx", SubmissionState.OK, "docx", "", "甲局", 2024, "annual-report/2021", ""
)
NO_YEAR = replace(FILED, id=2, path="in/甲局.pdf", body="", year=None, pack="")
CUT = replace(NO_YEAR, state=SubmissionState.ERROR, failure="unreadable")
OTHER = replace(CUT, id=3, path="甲局/附件.docx", failure="not-this-kind")


def claims(*submissions: SubmissionSummary, earlier: dict[str, list[int]] | None = None) -> list[Claim]:
    return list(
        claims_of(submissions, Matcher(BODIES, PACK.naming), calendar_year(2024), PACK, earlier or {})
    )


@pytest.mark.parametrize(
    ("submission", "role"),
    [
        (FILED, "filing"),
        (replace(FILED, state=SubmissionState.PARTIAL), "filing"),
        (replace(FILED, body="", path="甲局/2024.docx"), "filing"),
        (replace(FILED, year=2023, pack="annual-report/2019"), "before"),
        (replace(FILED, year=None), "unread"),
        (CUT, "unread"),
        (replace(CUT, state=SubmissionState.FAILED, failure="timeout"), "unread"),
        (replace(CUT, state=SubmissionState.UNREACHED, failure="timeout"), "unread"),
        (replace(OTHER, path="甲局/2024年政府信息公开工作年度报告.docx"), "unread"),
        (replace(OTHER, path="in/甲局政府信息公开年度报告.docx"), "unread"),
    ],
)
def test_a_bodys_submission_has_its_role(submission: SubmissionSummary, role: str) -> None:
    assert claims(submission) == [Claim(submission.id, "甲局", role)]


@pytest.mark.parametrize(
    ("submission", "code", "reason"),
    [
        (replace(FILED, body="丁厅"), "unmatched", "no body on the roster is called “丁厅”"),
        (replace(FILED, body=""), "unmatched", "neither title nor path names a body"),
        (
            replace(FILED, body="", path="in/甲局、乙局.docx"),
            "contested",
            "may belong to any of several bodies",
        ),
        (
            replace(FILED, body="丁厅", pack="grant-report/2024"),
            "other-kind",
            "not a document of the kind that is audited",
        ),
        (replace(OTHER, path="in/附件.docx"), "other-kind", "not a document of the kind that is audited"),
        (replace(CUT, path="in/1.pdf"), "unread", "cannot be read, and its path names no body"),
        (replace(CUT, path="in/甲局、乙局.pdf"), "unread", "may belong to any of several bodies"),
    ],
)
def test_a_submission_without_a_body_says_why(submission: SubmissionSummary, code: str, reason: str) -> None:
    (claim,) = claims(submission)
    assert (claim.body, claim.role) == (None, "stray")
    assert claim.no_match is not None
    assert (claim.no_match.code, str(claim.no_match.reason)) == (code, reason)


def test_a_report_for_another_year_is_named_to_its_body() -> None:
    (claim,) = claims(replace(FILED, year=2021))
    assert claim.no_match is not None
    assert (claim.body, claim.role, claim.no_match.code) == ("甲局", "stray", "other-year")
    assert str(claim.no_match.reason) == "the report of 甲局 for 2021"


@pytest.mark.parametrize("submission", [OTHER, replace(FILED, pack="grant-report/2024")])
def test_a_document_of_another_kind_is_named_to_its_body(submission: SubmissionSummary) -> None:
    (claim,) = claims(submission)
    assert claim.no_match is not None
    assert (claim.body, claim.role, claim.no_match.code) == ("甲局", "stray", "other-kind")
    assert claim.no_match.claimants == ("甲局",)


def test_files_that_no_reader_reads_are_named_beside_the_filing_of_their_body() -> None:
    photos = [replace(CUT, id=20 + at, path=f"甲局/{at}.jpg", failure="other-format") for at in range(7)]
    filing, *others = sorted(claims(FILED, *photos), key=lambda claim: claim.submission)
    assert {claim.role for claim in others} == {ASIDE}
    assert filing.no_match is not None
    note = str(filing.no_match.reason)
    assert note == "files beside it that no reader reads: 7 (0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg, …)"
    (alone,) = claims(FILED)
    assert alone.no_match is None


def test_an_attachment_is_neither_a_filing_nor_unread() -> None:
    assert {claim.submission: claim.role for claim in claims(FILED, OTHER)} == {1: "filing", 3: "stray"}


def test_the_filing_that_counts_comes_first() -> None:
    first = replace(FILED, id=9, path="z/9.docx")
    others = [
        replace(FILED, id=8, path="z/9.pdf", format="pdf"),
        replace(FILED, id=7, path="a/9.html", format="html"),
        replace(FILED, id=6, body="", path="甲局/9.docx"),
        replace(FILED, id=5, state=SubmissionState.PARTIAL, path="a/9.docx"),
    ]
    found = claims(*reversed(others), first)
    assert [(claim.submission, claim.rank) for claim in found] == [(9, 0), (8, 1), (7, 2), (6, 3), (5, 4)]


def test_an_earlier_audits_filing_counts_where_this_one_has_none_for_the_year_before() -> None:
    ours = replace(FILED, year=2023)
    earlier = {"甲局": [40], "乙局": [41, 42]}
    assert claims(ours, earlier=earlier) == [
        Claim(1, "甲局", "before"),
        Claim(41, "乙局", "before"),
        Claim(42, "乙局", "before", 1),
    ]


def claimed(submission: SubmissionSummary) -> Claim:
    read = [replace(FILED, path=f"2023/{number}.docx", year=2023) for number in (1, 2)]
    folders = PeriodFolders.of(read, PACK.form)
    return next(
        claims_of([submission], Matcher(BODIES, PACK.naming), calendar_year(2024), PACK, {}, folders=folders)
    )


def test_an_unread_report_in_a_folder_of_last_year_is_not_for_the_year() -> None:
    assert claimed(replace(CUT, path="2023/甲局.pdf")) == Claim(2, "甲局", "unread-before")
    assert claimed(replace(CUT, path="2024/甲局.pdf")) == Claim(2, "甲局", "unread")
    assert claimed(replace(CUT, path="甲局2024年政府信息公开年度报告.pdf")) == Claim(2, "甲局", "unread")


@pytest.mark.parametrize(
    ("path", "year"), [("甲局2021年政府信息公开年度报告.pdf", 2021), ("2023/x.pdf", 2023)]
)
def test_an_unread_report_for_another_year_is_unmatched(path: str, year: int) -> None:
    claim = claimed(replace(CUT, path=path))
    assert claim.role == "stray"
    assert claim.no_match is not None
    assert claim.no_match.code == "other-year"
    assert str(claim.no_match.reason) == f"not read, and stored among the reports for {year}"


submissions = st.builds(
    SubmissionSummary,
    st.integers(0, 99),
    st.sampled_from(
        ["in/1.docx", "甲局/1.docx", "in/乙局.pdf", "in/甲局、乙局.pdf", "x/政府信息公开年度报告.pdf"]
    ),
    st.sampled_from(SubmissionState),
    st.sampled_from(["docx", "pdf", ""]),
    st.just(""),
    st.sampled_from(["", "甲局", "乙局", "丁厅"]),
    st.sampled_from([None, 2021, 2023, 2024]),
    st.sampled_from(["", "annual-report/2021", "grant-report/2024"]),
    st.sampled_from(["", "unreadable", "not-this-kind"]),
).map(lambda submission: replace(submission, path=f"{submission.id}/{submission.path}"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(submissions, max_size=12, unique_by=lambda submission: submission.id),
    st.randoms(use_true_random=False),
)
def test_every_submission_is_claimed_once_whatever_the_order(
    submissions: list[SubmissionSummary], chance: random.Random
) -> None:
    found = claims(*submissions)
    assert sorted(claim.submission for claim in found) == sorted(submission.id for submission in submissions)
    unmatched = [claim for claim in found if claim.role == "stray"]
    assert all((claim.body is None) <= (claim.role == "stray") for claim in found)
    assert all(
        claim.body is None or (claim.no_match and claim.no_match.code in {"other-year", "other-kind"})
        for claim in unmatched
    )
    shuffled = claims(*chance.sample(submissions, len(submissions)))
    assert {claim.submission: claim for claim in shuffled} == {claim.submission: claim for claim in found}
