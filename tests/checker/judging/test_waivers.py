from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from checker.documents.document import Location
from checker.errors import ConfigError
from checker.judging.corrections import corrections
from checker.judging.reports import Report, fingerprints
from checker.judging.rules import Severity
from checker.judging.waivers import Entry, Waivers, read_waivers, write_waiver
from tests.support.clean_document import CellText, Drop, clean, judged

DAY = date(2026, 3, 31)
HEAD = '[[waiver]]\nrule = "overview-aspects"\nreason = "agreed"\n'


@pytest.fixture(scope="module")
def report() -> Report:
    found = judged(Drop("一、", "二、")(clean()))
    assert found.findings
    return found


def read(folder: Path, text: str) -> Waivers:
    file = folder / "checker-waivers.toml"
    file.write_text(text, encoding="utf-8")
    return read_waivers(file, file.name)


def waiver_of(report: Report, **entries: str) -> str:
    """Write a waiver of the first finding; `entries` replace its own."""
    first, body = report.findings[0], report.body
    own = {"rule": first.rule.id, "reason": "agreed", "body": body, "fingerprint": first.fingerprint}
    return "[[waiver]]\n" + "".join(f'{key} = "{value}"\n' for key, value in (own | entries).items() if value)


def codes(waivers: Waivers, report: Report, path: Path, day: date = DAY) -> list[str]:
    about = waivers.report([(path, report)], day)
    return [finding.problem.code for finding in about.findings] if about else []


def test_waived_finding_is_marked_and_does_not_fail(report: Report, tmp_path: Path) -> None:
    waivers = read(tmp_path, waiver_of(report, approver="张三") + "expires = 2026-03-31\n")
    marked = waivers.apply(report, tmp_path / "a.docx", DAY)
    assert len(marked.findings) == len(report.findings)
    assert (
        len(marked.failing(marked.findings[0].severity))
        == len(report.failing(report.findings[0].severity)) - 1
    )
    waiver = marked.findings[0].waiver
    assert waiver is not None
    assert (waiver.reason, waiver.approver, waiver.expires) == ("agreed", "张三", DAY)
    assert waiver.source == "checker-waivers.toml #1"
    assert codes(waivers, report, tmp_path / "a.docx") == []


def test_waiver_holds_through_its_last_day_and_is_reported_when_expired(
    report: Report, tmp_path: Path
) -> None:
    waivers = read(tmp_path, waiver_of(report) + "expires = 2026-03-31\n")
    path = tmp_path / "a.docx"
    later = DAY + timedelta(days=1)
    assert waivers.apply(report, path, DAY).findings[0].waiver
    assert waivers.apply(report, path, later).findings[0].waiver is None
    assert codes(waivers, report, path, DAY) == []
    assert codes(waivers, report, path, later) == ["waiver-expired"]
    about = waivers.report([(path, report)], later)
    assert about is not None
    assert "expired on 2026-03-31" in str(about.findings[0].problem.message)
    assert "renewed" in str(about.findings[0].problem.advice)


@pytest.mark.parametrize("entries", [{"rule": "contact"}, {"fingerprint": "0" * 16}])
def test_unused_waiver_is_a_finding(entries: dict[str, str], report: Report, tmp_path: Path) -> None:
    waivers = read(tmp_path, waiver_of(report, **entries))
    assert waivers.apply(report, tmp_path / "a.docx", DAY) == report
    assert codes(waivers, report, tmp_path / "a.docx") == ["waiver-unused"]


@pytest.mark.parametrize("entries", [{"body": "另一局"}, {"body": "", "path": "other/*.docx"}])
def test_waiver_of_another_submission_is_ignored(
    entries: dict[str, str], report: Report, tmp_path: Path
) -> None:
    waivers = read(tmp_path, waiver_of(report, **entries))
    assert waivers.apply(report, tmp_path / "a.docx", DAY) == report
    assert codes(waivers, report, tmp_path / "a.docx") == []


def test_waiver_may_name_path_and_place(tmp_path: Path) -> None:
    report = judged(CellText(1, 4, 3, "9")(clean()))
    place = "三、收到和处理政府信息公开申请情况 › 申请人情况 / 自然人"
    assert report.findings[0].place.render("zh") == place
    waivers = read(tmp_path, waiver_of(report, body="", path="2024/*.docx", fingerprint="", place=place))
    assert waivers.apply(report, tmp_path / "2024" / "a.docx", DAY).findings[0].waiver
    assert waivers.apply(report, tmp_path / "2023" / "a.docx", DAY) == report
    section = waiver_of(report, fingerprint="", place=place.partition(" › ")[0])
    assert read(tmp_path, section).apply(report, tmp_path / "a.docx", DAY).findings[0].waiver
    part = waiver_of(report, fingerprint="", place=place[:-1])
    assert read(tmp_path, part).apply(report, tmp_path / "a.docx", DAY) == report


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + 'body = "x"\n', "neither place nor fingerprint is given"),
        (HEAD + 'place = "x"\n', "neither body nor path is given"),
        ('[[waiver]]\nrule = "x"\nbody = "x"\nplace = "x"\n', "no reason is given"),
        (HEAD + 'body = "x"\nplace = "x"\nexpires = "2026-03-31"\n', "expires should be a day"),
        (HEAD + 'body = "x"\nplace = "x"\nexpires = 2026-03-31T10:00:00\n', "expires should be a day"),
        (HEAD + 'body = "x"\nplace = "x"\nexpiry = 2026-03-31\n', "unknown keys: expiry"),
        (HEAD + 'body = 1\nplace = "x"\n', "body should be a text"),
        (HEAD + "body = ", "not TOML"),
        ("waiver = 1", "[[waiver]]"),
        ("waiver = [1]", "[[waiver]]"),
        ("[severity]\nx = 'off'", "[[waiver]]"),
    ],
)
def test_malformed_waiver_waives_nothing_and_is_reported(
    text: str, message: str, report: Report, tmp_path: Path
) -> None:
    waivers = read(tmp_path, text)
    assert waivers.entries == ()
    about = waivers.report([(tmp_path / "a.docx", report)], DAY)
    assert about is not None
    assert [finding.problem.code for finding in about.findings] == ["waiver-malformed"]
    assert message in str(about.findings[0].problem.message)


def test_submission_that_was_not_read_has_no_unused_waivers(report: Report, tmp_path: Path) -> None:
    waivers = read(tmp_path, waiver_of(report, rule="contact"))
    unread = replace(report, assessments=tuple(replace(a, unread=True) for a in report.assessments))
    assert codes(waivers, unread, tmp_path / "a.docx") == []


def test_written_waiver_is_read_back_and_other_content_stays(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "checker-waivers.toml"
    before = "\ufeff# 王五 keeps this file\r\n[[waiver]]\r\nrule = 'x'"
    file.write_text(before, encoding="utf-8", newline="")
    mark = next(fingerprints(report.findings))
    reason = 'said "so" \\ {here}\n[[waiver]]'
    rule = report.findings[0].rule.id
    write_waiver(file, Entry(0, rule, reason, body=report.body, fingerprint=mark, expires=DAY))
    assert file.read_bytes().startswith(before.encode())
    waivers = read_waivers(file, file.name)
    assert [number for number, _mistake in waivers.mistakes] == [1] * 3
    assert waivers.entries == (
        Entry(2, rule, 'said "so" \\ {here} [[waiver]]', report.body, fingerprint=mark, expires=DAY),
    )
    assert waivers.apply(report, tmp_path / "a.docx", DAY).findings[0].waiver


def test_file_without_waivers_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "checker-waivers.toml"
    file.write_text("waiver = [", encoding="utf-8")
    with pytest.raises(ConfigError, match="not TOML"):
        write_waiver(file, Entry(0, "x", "y"))
    assert file.read_text("utf-8") == "waiver = ["


def test_a_waiver_holds_for_all_that_the_same_correction_solves(report: Report, tmp_path: Path) -> None:
    place = replace(report.findings[0].problem, location=Location(3), actual="17", expected="16")
    other = replace(place, code="other", subject=("other",))
    elsewhere = replace(other, subject=("elsewhere",), location=Location(4))
    rule = replace(report.findings[0].rule, id="other-rule")
    first = replace(report.findings[0], problem=place)
    second, third = (replace(first, rule=rule, problem=problem) for problem in (other, elsewhere))
    joined = replace(report, findings=(first, second, third))
    marked = read(tmp_path, waiver_of(joined)).apply(joined, tmp_path / "a.docx", DAY)
    assert [finding.waiver is not None for finding in marked.findings] == [True, True, False]
    assert len(corrections(marked, Severity.INFO)) == 1
