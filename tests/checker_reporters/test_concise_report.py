"""One line a finding, and counts by rule; what could not be judged is never left out."""

from collections.abc import Sequence
from dataclasses import replace

from checker.formats import Style
from checker.judging.reports import Report
from checker_reporters.concise_report import ConciseReporter, StatisticsReporter


def concise(*reports: Report, language: str = "en") -> list[str]:
    return "".join(ConciseReporter().write(reports, Style(language))).splitlines()


def statistics(*reports: Report, language: str = "en") -> list[str]:
    return "".join(StatisticsReporter().write(reports, Style(language))).splitlines()


def test_each_finding_is_a_line_with_its_place_and_rule(faulty: Report) -> None:
    lines = concise(faulty, language="zh")
    assert lines[0].startswith(
        "年报/青屏县水务局2024年报告.docx：错误：三、收到和处理政府信息公开申请情况 › "
    )
    assert lines[0].endswith("相差 1 [applications-balance]")
    assert len(lines) == len(faulty.findings) + 2  # a rule that was not judged, and the total
    assert "[reviews-shape]" in lines[-2]


def test_a_document_without_findings_is_only_counted(conforming: Report) -> None:
    assert concise(conforming) == ["documents: 1 — conforms: 1"]
    assert statistics(conforming) == ["documents: 1 — conforms: 1"]


def test_what_could_not_be_judged_has_a_line(failed: Report, unread: Report) -> None:
    lines = concise(failed, unread)
    assert lines[0].startswith(f"{failed.path}: not judged: ")
    assert lines[0].endswith(" [no-text-layer]")
    assert any(line.startswith(f"{unread.path}: not judged: ") for line in lines)
    assert lines[-1] == "documents: 2 — could not be judged: 2"
    assert "not judged" in statistics(failed)[0]


def test_suggestions_do_not_read_like_nothing_to_do(faulty: Report, conforming: Report) -> None:
    warnings = replace(faulty, findings=faulty.findings[1:2], assessments=())
    total = concise(warnings, conforming)[-1]
    assert total == "documents: 2 — conforms: 2 (of which 1 with something left to do)"


def test_statistics_count_findings_and_documents_of_each_rule(faulty: Report) -> None:
    twice = replace(faulty, path="other.docx", findings=(*faulty.findings[:1], *faulty.findings[:1]))
    lines = statistics(faulty, twice)
    assert lines[0].split()[:6] == ["3", "error", "applications-balance", "in", "2", "documents"]
    assert lines[-1] == "documents: 2 — does not conform: 2"


def test_no_reports_are_no_text() -> None:
    assert concise() == statistics() == []


def test_hostile_text_is_inert(hostile: Report, reports: Sequence[Report]) -> None:
    named = replace(hostile, path="::add-mask::.docx")
    for lines in (concise(hostile, named, *reports), statistics(hostile, named)):
        assert all(line.isprintable() for line in lines)
        assert not any(line.startswith("::") for line in lines)
