"""Views of audits, and merged audits, are the same in both databases."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from checker.documents.document import Location
from checker.errors import AuditError
from checker.judging.audit_checks import Body, StoredFiling
from checker.judging.audit_results import BodyReport, CrossFinding, SubmissionState
from checker.judging.checks import NotAssessed, Problem
from checker.judging.reports import Assessment, Finding, Outcome
from checker.messages import Message
from checker_audit.store import AuditView, Claim, Identity, NoMatch, Store
from tests.support.conclusions import conclude
from tests.support.fixed_times import LATER, NOW
from tests.support.sample_records import example, of, pack, unreadable
from tests.support.store_runs import ANNUAL, BOTH, DIED, FILES, Files, direct, work
from tests.support.stores import contents

BODIES = (
    Body("甲局", ("甲",), "部门", "市政府"),
    Body("乙局"),
    Body("丙局"),
    Body("市政府", deadline=NOW.date()),
)
LAST = "2020.docx"


def concluded(store: Store, files: Files, claims: Sequence[tuple[str, str | None, str, int]]) -> AuditView:
    run = store.begin(ANNUAL, NOW)
    work(run, files)
    run.set_bodies(BODIES)
    run.set_pack(pack())
    numbers = {submission.path: submission.id for submission in run.submissions()}
    no_match = NoMatch("unmatched", Message("no body has the name"), ("甲局", "乙局"), "甲局")
    run.set_claims(
        Claim(numbers[path], body, role, rank, no_match if role == "stray" else None)
        for path, body, role, rank in claims
    )
    view = AuditView(run, pack(), {pack().id: pack().form})
    rule, location = pack().audit[0], Location(3, 1, 2, 1)
    cross = Problem(
        "filing-missing", Message("{x}", (("x", "\udcff"),)), location=location, actual="a\0\udc80"
    )
    found = CrossFinding("甲局", Finding(rule, cross, Message("a")), "a.docx", LAST)
    conclude(run, pack(), _conclusions(view.bodies, rule.id, found))
    run.finish(LATER)
    return view


def _conclusions(
    bodies: Iterable[Body], rule: str, found: CrossFinding
) -> Iterator[tuple[str, Sequence[CrossFinding], Assessment]]:
    for body in bodies:
        some = [found] if body.name == found.body else []
        reason = None if some else Message("why")
        outcome = Outcome.FAIL if some else Outcome.NOT_ASSESSED
        yield body.name, some, Assessment(found.finding.rule, outcome, reason, unread=not some)
    assert rule == found.finding.rule.id


CLAIMS = (
    ("a.docx", "甲局", "filing", 0),
    ("a.pdf", "甲局", "filing", 1),
    (LAST, "甲局", "before", 0),
    ("c.pdf", "乙局", "unread", 0),
    ("b.docx", None, "stray", 0),
    ("B.docx", None, "stray", 0),
)
CLAIMED: Files = {
    "a.docx": of("甲局"),
    "a.pdf": of("甲局", content="pdf"),
    LAST: of("甲局", 2020),
    "b.docx": of("庚局"),
    "B.docx": of("辛局"),
    "c.pdf": unreadable(),
}


@BOTH
def test_a_view_has_all_results_of_each_body(place: str) -> None:
    with Store(place) as store:
        view = concluded(store, CLAIMED, CLAIMS)
        one, two, three, four = view.body_reports()
        assert (one, two) == (view.report_of("甲局"), view.report_of("乙局"))
        assert [one.body, two.body, three.body, four.body] == list(BODIES)
        assert [submitted.report.path for submitted in one.submissions] == ["a.docx", "a.pdf"]
        assert [submitted.report.path for submitted in one.before] == [LAST]
        assert one.filings.filing is not None
        assert one.filings.filing.year == 2021
        assert len(one.submissions[0].report.findings) == len(example().findings) > 0
        assert [cross.finding.problem.actual for cross in one.findings] == ["a\ufffd\ufffd"]
        assert [cross.other for cross in one.findings] == [LAST]
        assert [(a.rule.id, a.outcome) for a in one.assessments] == [(pack().audit[0].id, Outcome.FAIL)]
        assert two.filings.filing is None
        assert [str(unread.reason) for unread in two.filings.unread] == ["is encrypted"]
        assert [submitted.state for submitted in two.submissions] == [SubmissionState.ERROR]
        assert (three.filings.filings, three.submissions) == ((), ())
        assert [unmatched.submission.report.path for unmatched in view.unmatched()] == ["B.docx", "b.docx"]
        assert {unmatched.claimants for unmatched in view.unmatched()} == {("甲局", "乙局")}
        assert [report.path for report in view.reports()] == sorted(CLAIMED)
        assert view.children("市政府") == ("甲局",)
        assert view.filings_of("nobody") is None
        counts = view.count()
        assert (counts.filed, counts.missing, counts.unread, counts.unmatched, counts.not_assessed) == (
            1,
            2,
            1,
            2,
            True,
        )


@BOTH
@pytest.mark.parametrize("read_role", ["filing", "unread"])
def test_a_run_has_one_number_of_findings_and_counts_those_in_other_files_apart(
    place: str, read_role: str
) -> None:
    claims = [
        (path, body, read_role if path.startswith("a.") else role, rank) for path, body, role, rank in CLAIMS
    ]
    with Store(place) as store:
        view = concluded(store, CLAIMED, claims)
        counts = view.count()
        judged = [finding for one in view.body_reports() for finding in _judging(one)]
        assert sum(one.count for one in counts.findings) == len(judged) > 0
        of_bodies = view.history.bodies(view.history.number).values()
        assert sum(one.errors + one.warnings + one.hints + one.review for one in of_bodies) == len(judged)
        aside = ("a.pdf", "b.docx", "B.docx")
        in_aside = sum(len(report.findings) for report in view.reports() if report.path in aside)
        assert sum(one.count for one in counts.aside) == in_aside > 0


def _judging(one: BodyReport) -> Iterator[Finding]:
    if one.submissions:
        yield from one.submissions[0].report.findings
    yield from (cross.finding for cross in one.findings)


@BOTH
def test_what_is_unread_of_the_year_before_stands_with_that_year(place: str) -> None:
    claims = [
        (path, body, "unread-before" if path == "c.pdf" else role, rank) for path, body, role, rank in CLAIMS
    ]
    with Store(place) as store:
        view = concluded(store, CLAIMED, claims)
        two = view.report_of("乙局")
        assert two is not None
        assert [one.path for one in two.filings.unread_before] == ["c.pdf"]
        assert (two.filings.unread, two.submissions) == ((), ())
        assert [submitted.report.path for submitted in two.before] == ["c.pdf"]
        assert (view.count().unread, view.count().missing) == (0, 3)


@BOTH
def test_a_document_of_another_kind_says_why_it_is_unread(place: str) -> None:
    claims = [(path, body, "unread" if path == "a.pdf" else role, rank) for path, body, role, rank in CLAIMS]
    with Store(place) as store:
        concluded(store, CLAIMED, claims)
        run = store.newest(ANNUAL.year)
        view = AuditView(run, pack("grant-report/2024"), {pack().id: pack().form})
        one = view.filings_of("甲局")
        assert one is not None
        assert [str(unread.reason) for unread in one.unread] == ["not a document of the kind that is audited"]


@BOTH
def test_what_an_audit_remembers_of_a_filing_is_what_was_read(place: str) -> None:
    with Store(place) as store:
        filed = concluded(store, CLAIMED, CLAIMS).filings_of("甲局")
        assert filed is not None
        one = filed.filing
        assert isinstance(one, StoredFiling)
        for table in example().tables:
            found = one.tables[table.id]
            assert isinstance(found, NotAssessed) == (table.absent is not None)
            if not isinstance(found, NotAssessed):
                texts = {(cell.row, cell.column): cell.text for cell in table.cells}
                assert {key: cell.cell.text for key, cell in found.cells.items()} == texts
        assert dict(one.digests) == example().digests


@BOTH
def test_filings_of_an_audit_of_last_year_can_be_found_by_the_next(place: str) -> None:
    with Store(place) as store:
        view = concluded(store, CLAIMED, CLAIMS)
        part = store.begin(replace(ANNUAL, shard="1/2"), LATER)
        part.finish(LATER)  # which knows of no body
        later = store.begin(Identity("2022", (), "digest"), LATER)
        found = later.filings_for("2021")
        ids = {submission.id: submission.path for submission in view._run.submissions()}  # noqa: SLF001  # whose numbers these are
        assert {body: [ids[one] for one in some] for body, some in found.items()} == {
            "甲局": ["a.docx", "a.pdf"]
        }


@BOTH
def test_what_is_concluded_again_is_there_once(place: str) -> None:
    with Store(place) as store:
        concluded(store, CLAIMED, CLAIMS)
    before = contents(place)
    with direct(place) as connection:
        connection.execute(text("UPDATE run SET finished = NULL"))
    with Store(place) as store:
        concluded(store, CLAIMED, CLAIMS)
    assert contents(place) == before


@BOTH
def test_as_many_findings_as_there_are_are_kept_in_their_order(place: str) -> None:
    names = [f"局{number}" for number in range(2500)]
    rule = pack().audit[0]

    def conclusions() -> Iterator[tuple[str, Sequence[CrossFinding], Assessment]]:
        for name in names:
            problems = [Problem("filing-missing", Message(word)) for word in ("one", "other")]
            found = [CrossFinding(name, Finding(rule, problem, Message("a"))) for problem in problems]
            yield name, found, Assessment(rule, Outcome.FAIL)

    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.set_bodies(map(Body, names))
        run.set_pack(pack())
        conclude(run, pack(), conclusions())
        pairs = [
            [str(cross.finding.problem.message) for cross in one.findings]
            for one in AuditView(run, pack(), {}).body_reports()
        ]
        assert pairs == [["one", "other"]] * len(names)


@pytest.mark.needs("postgres")
def test_both_databases_hold_the_same(empty: Callable[[str], str]) -> None:
    places = [empty(database) for database in ("sqlite", "postgresql")]
    for place in places:
        with Store(place) as store:
            concluded(store, CLAIMED, CLAIMS)
    assert contents(places[0]) == contents(places[1])


# --- parts ---


def part(place: str, number: int, files: Files, count: int = 2, digest: str = "digest") -> None:
    with Store(place) as store:
        run = store.begin(replace(ANNUAL, shard=f"{number}/{count}", digest=digest), NOW)
        work(run, files, digest)
        run.finish(LATER)


def merged(place: str, *parts: str) -> dict[str, list[str]]:
    with Store(place) as store:
        open_database = [Store(one) for one in parts]
        run = store.merge(open_database, "2021", LATER)
        assert run.counts().consistent
        for one in open_database:
            one.__exit__()
    return contents(place)


@BOTH
def test_parts_make_the_whole(place: str, tmp_path: Path) -> None:
    halves = [str(tmp_path / f"{number}.db") for number in (1, 2)]
    part(halves[0], 1, {"a.docx": of("甲局"), "c.pdf": unreadable()})
    part(halves[1], 2, {"b.docx": of("乙局"), "d.pdf": DIED, "a2.docx": of("甲局")})
    whole = str(tmp_path / "whole.db")
    with Store(whole) as store:
        work(store.begin(ANNUAL, NOW), {**FILES, "a2.docx": of("甲局")})
    assert merged(place, *halves) == contents(whole)
    assert merged(place, *halves)["reports"] == contents(whole)["reports"]  # another run, the same reports


def test_parts_that_are_not_all_make_no_whole(tmp_path: Path) -> None:
    halves = [str(tmp_path / f"{number}.db") for number in (1, 2)]
    part(halves[0], 1, {"a.docx": of("甲局")}, count=3)
    part(halves[1], 3, {"b.docx": of("乙局")}, count=3)
    with pytest.raises(AuditError, match="2/3"):
        merged(str(tmp_path / "whole.db"), *halves)


def test_parts_that_were_judged_differently_make_no_whole(tmp_path: Path) -> None:
    halves = [str(tmp_path / f"{number}.db") for number in (1, 2)]
    part(halves[0], 1, {"a.docx": of("甲局")})
    part(halves[1], 2, {"b.docx": of("乙局")}, digest="newer")
    with pytest.raises(AuditError, match="versions"):
        merged(str(tmp_path / "whole.db"), *halves)
