"""The store loses nothing, and unchanged files are not read twice."""

import os
from dataclasses import replace

from sqlalchemy import text

from checker.judging.audit_results import SubmissionState
from checker.judging.reports import Failure
from checker.messages import Message
from checker_audit.intake.sources import FoundFile
from checker_audit.records import Record
from checker_audit.store import Store
from tests.support.fixed_times import LATER, NOW
from tests.support.sample_records import example, of, pack
from tests.support.store_runs import ANNUAL, BOTH, DIED, FILES, Files, direct, read, states, work
from tests.support.stores import contents


@BOTH
def test_unchanged_files_are_not_read_again(place: str) -> None:
    with Store(place) as store:
        first = store.begin(ANNUAL, NOW)
        assert work(first, FILES) == list(FILES)
        first.finish(NOW)
        second = store.begin(ANNUAL, LATER)
        assert second.id != first.id
        assert work(second, FILES) == ["d.pdf"]  # a process that died may not die again
        assert states(second) == states(first)
        assert second.counts() == first.counts()


@BOTH
def test_touched_files_are_recognised_by_their_content(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        work(run, FILES)
        run.finish(NOW)
        again = store.begin(ANNUAL, LATER)
        again.add_found([FoundFile(path, "2") for path in FILES], "digest")
        known = {pending.path: pending.known for pending in again.pending("digest")}
        expected = {path: one.sha256 for path, one in FILES.items() if isinstance(one, Record)}
        assert known == {**expected, "d.pdf": None}
        assert read(again, FILES) == ["d.pdf"]


@BOTH
def test_files_are_read_again_after_a_change_of_rules(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        work(run, FILES)
        run.finish(NOW)
        other = store.begin(replace(ANNUAL, digest="newer"), LATER)
        assert work(other, FILES, "newer") == list(FILES)


@BOTH
def test_the_suffix_is_a_part_of_the_key_of_a_report(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        assert work(run, {"a.docx": of("甲局"), "a.pdf": of("甲局"), "copy.docx": of("甲局")}) != []
    assert len(contents(place)["reports"]) == 2


@BOTH
def test_an_interrupted_audit_is_resumed_with_the_files_not_read(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.add_found([FoundFile(path, "1") for path in FILES], "digest")
        first, _second, third, fourth = run.pending("digest")
        run.add_record(first, of("甲局"), SubmissionState.OK, pack(), "digest")
        run.add_failure(third, DIED)
        run.add_failure(fourth, Failure("timeout", Message("too late")), SubmissionState.UNREACHED)
        run.flush()
    with Store(place) as store:
        again = store.begin(ANNUAL, LATER)
        assert again.id == run.id
        assert work(again, FILES) == ["b.docx", "d.pdf"]


@BOTH
def test_files_changed_before_an_audit_is_resumed_are_read_again(place: str) -> None:
    with Store(place) as store:
        work(store.begin(ANNUAL, NOW), FILES)
    with Store(place) as store:
        again = store.begin(ANNUAL, LATER)
        changed = [FoundFile(path, "2" if path == "a.docx" else "1") for path in FILES]
        again.add_found(changed, "digest")
        assert read(again, {**FILES, "a.docx": of("甲局", content="new")}) == ["a.docx"]


@BOTH
def test_removed_and_new_files_count_when_an_audit_is_resumed(place: str) -> None:
    with Store(place) as store:
        work(store.begin(ANNUAL, NOW), FILES)
    with Store(place) as store:
        again = store.begin(ANNUAL, LATER)
        files: Files = {"a.docx": of("甲局"), "e.docx": of("戊局")}
        assert work(again, files) == ["e.docx"]
        assert states(again) == {"a.docx": SubmissionState.OK, "e.docx": SubmissionState.OK}
        assert again.counts().consistent


@BOTH
def test_partial_reports_are_read_again_by_another_audit(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.add_found([FoundFile("a.docx", "1")], "digest")
        (pending,) = run.pending("digest")
        run.add_record(pending, of("甲局"), SubmissionState.PARTIAL, pack(), "digest")
        run.finish(NOW)
        assert run.counts().partial == 1
        assert work(store.begin(ANNUAL, LATER), {"a.docx": of("甲局")}) == ["a.docx"]


@BOTH
def test_a_fresh_audit_reads_everything_once_and_replaces_reports(place: str) -> None:
    better = replace(of("甲局"), title="新")
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        work(run, {"a.docx": of("甲局"), "b.docx": of("乙局")})
        run.finish(NOW)
    with Store(place) as store:
        again = store.begin(replace(ANNUAL, options=("fresh",)), LATER)
        again.add_found([FoundFile("a.docx", "1"), FoundFile("b.docx", "1")], "digest", fresh=True)
        first, _second = again.pending("digest")
        assert first.known is None
        again.add_record(first, better, SubmissionState.OK, pack(), "digest")
        again.flush()
    with Store(place) as store:  # it was interrupted
        again = store.begin(replace(ANNUAL, options=("fresh",)), LATER)
        again.add_found([FoundFile("a.docx", "1"), FoundFile("b.docx", "1")], "digest", fresh=True)
        assert [pending.path for pending in again.pending("digest")] == ["b.docx"]
        assert [submission.title for submission in again.submissions()] == ["新"]
    assert len(contents(place)["facts"]) == 2 * len([c for table in example().tables for c in table.cells])


@BOTH
def test_refused_files_are_errors(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.add_found([FoundFile("a.docx", "1", Message("is a link"))], "digest")
        assert list(run.pending("digest")) == []
        assert states(run) == {"a.docx": SubmissionState.ERROR}


# --- paths ---


@BOTH
def test_paths_of_any_bytes_are_stored(place: str) -> None:
    names = [
        b"\xe7\x94\xb2.docx",
        b"\xff\xfe.docx",
        b"\xe7\x94\xe7\x94\xb2\x80.docx",
        "\U0010fe80.docx".encode(),  # as bytes that are no UTF-8 are written in the store
        b"\x80.docx",
        b"a\nb\x1b[31m.docx",
        b"%00'\";--.docx",
    ]
    paths = [os.fsdecode(name) for name in names]
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.add_found([FoundFile(path, "1") for path in (*paths, "nul\0.docx")], "digest")
        assert [pending.path for pending in run.pending("digest")] == [*paths, "nul\0.docx"]
        assert run.counts().found == len(paths) + 1


@BOTH
def test_a_path_that_is_too_long_is_an_error_and_the_others_go_on(place: str) -> None:
    long = "深/" * 5000 + "a.docx"
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        run.add_found([FoundFile(long), FoundFile(f"{long}x"), FoundFile("b.docx")], "digest")
        assert [pending.path for pending in run.pending("digest")] == ["b.docx"]
        assert (run.counts().found, run.counts().error) == (3, 2)


@BOTH
def test_lost_submissions_are_noticed(place: str) -> None:
    with Store(place) as store:
        run = store.begin(ANNUAL, NOW)
        work(run, FILES)
        assert run.counts().consistent
        with direct(place) as connection:
            connection.execute(text("DELETE FROM submission WHERE path = 'b.docx'"))
        assert not run.counts().consistent
