from dataclasses import replace
from pathlib import Path

import pytest

from checker.errors import ConfigError
from checker.judging.baselines import Baseline, known, read_baseline, write_baseline
from checker.judging.reports import Report
from checker.judging.rules import Severity
from checker.periods import Cycle
from tests.support.clean_document import Drop, clean, judged


@pytest.fixture(scope="module")
def report() -> Report:
    return judged(Drop("一、", "二、")(clean()))


def baseline_of(report: Report, folder: Path) -> Baseline:
    write_baseline(folder / "baseline.json", known([report]))
    return read_baseline(folder / "baseline.json", "baseline.json")


def test_known_findings_are_listed_but_do_not_fail(report: Report, tmp_path: Path) -> None:
    marked = baseline_of(report, tmp_path).apply(replace(report, path="renamed.docx", sha256="1" * 64))
    assert report.failing(Severity.INFO)
    assert not marked.failing(Severity.INFO)
    assert len(marked.findings) == len(report.findings)
    assert all(finding.waiver and finding.waiver.known for finding in marked.findings)


def test_new_finding_fails_even_if_a_known_one_is_gone(report: Report, tmp_path: Path) -> None:
    baseline = baseline_of(report, tmp_path)
    other = judged(Drop("五、", "六、")(clean()))
    new = {f.fingerprint for f in other.findings} - {f.fingerprint for f in report.findings}
    failing = baseline.apply(other).failing(Severity.INFO)
    assert new
    assert {finding.fingerprint for finding in failing} == new


@pytest.mark.parametrize("change", [{"body": "另一局"}, {"year": 2023}, {"body": "", "sha256": "2" * 64}])
def test_baseline_of_one_report_does_not_apply_to_another(
    change: dict[str, str], report: Report, tmp_path: Path
) -> None:
    other = replace(report, **change)  # type: ignore[arg-type]  # one field at a time
    assert baseline_of(report, tmp_path).apply(other).failing(Severity.INFO) == other.failing(Severity.INFO)


def test_same_findings_write_the_same_baseline(report: Report, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    write_baseline(one, known([report]))
    write_baseline(other, reversed(list(known([report, report]))))
    assert one.read_bytes() == other.read_bytes()


LISTED = '{"schema": "checker-baseline/1", "findings": '
NO_TEXT = '[{"document": [], "year": 1, "fingerprint": "", "rule": "", "code": "", "place": ""}]'


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "checker-report/1", "findings": []}', '{"schema": "checker-baseline/1"}',
     f"{LISTED}[{{}}]}}", f"{LISTED}[1]}}", f"{LISTED}{NO_TEXT}}}"],
)  # fmt: skip
def test_file_that_is_not_a_baseline_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "baseline.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"baseline\.json is not a baseline"):
        read_baseline(tmp_path / "baseline.json", "baseline.json")


def test_baseline_of_one_quarter_does_not_apply_to_the_next(report: Report, tmp_path: Path) -> None:
    quarters = Cycle("quarter")
    second, third = (replace(report, year=2026, period=quarters.numbered(2026, number)) for number in (2, 3))
    baseline = baseline_of(second, tmp_path)
    assert [f.waiver is not None for f in baseline.apply(second).findings] == [True] * len(report.findings)
    assert [f.waiver for f in baseline.apply(third).findings] == [None] * len(report.findings)
