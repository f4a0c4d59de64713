from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from checker.formats import Style
from checker.judging.reports import Report
from checker.judging.rules import Severity
from checker_reporters.junit_report import JunitReporter

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "schemas" / "junit-10.xsd"))


def write(
    reports: Sequence[Report], style: Style | None = None, reporter: JunitReporter | None = None
) -> str:
    return "".join((reporter or JunitReporter()).write(reports, style or Style("zh")))


def read(text: str) -> etree._Element:
    tree = etree.fromstring(text.encode())
    SCHEMA.assertValid(tree)
    for suite in tree:
        for name, count in (
            ("tests", "*"),
            ("failures", "*/failure"),
            ("errors", "*/error"),
            ("skipped", "*/skipped"),
        ):
            assert suite.get(name) == str(len(suite.findall(count)))
    for name, count in (("tests", "*/*"), ("failures", "*/*/failure"), ("errors", "*/*/error")):
        assert tree.get(name) == str(len(tree.findall(count)))
    return tree


def endings(tree: etree._Element) -> list[str]:
    return [str(case[0].tag) if len(case) else "passed" for case in tree.iter("testcase")]


def test_report_equals_the_golden_file(
    reports: Sequence[Report], unread: Report, golden: Callable[[str, str], None]
) -> None:
    golden("report.junit.xml", write([*reports, unread]))


def test_report_keeps_the_schema_of_jenkins(
    reports: Sequence[Report], unread: Report, hostile: Report
) -> None:
    for some in ([], reports, [unread], [hostile]):
        read(write(some))


def test_failures_are_findings_at_the_threshold(faulty: Report) -> None:
    def failing(threshold: Severity | None) -> list[str]:
        return endings(read(write([faulty], Style("zh", threshold))))

    assert failing(Severity.ERROR) == ["failure", "skipped", "skipped", "skipped", "skipped"]
    assert failing(Severity.INFO) == ["failure", "failure", "skipped", "failure", "skipped"]
    assert failing(None) == ["skipped"] * 5


def test_failure_to_read_is_an_error(failed: Report, unread: Report) -> None:
    assert endings(read(write([failed]))) == ["error"]
    assert endings(read(write([unread]))) == ["error", "skipped"]


def test_document_without_findings_is_a_passed_test(conforming: Report) -> None:
    assert endings(read(write([conforming]))) == ["passed"]


def test_names_are_unique_in_a_document(hostile: Report) -> None:
    names = [case.get("name") for case in read(write([hostile])).iter("testcase")]
    assert len(names) == 2
    assert len(set(names)) == 2


def test_report_that_is_too_long_counts_what_is_left_out(faulty: Report) -> None:
    reporter = JunitReporter(limit=4000)
    tree = read(write([replace(faulty, path=f"{n}.docx") for n in range(9)], reporter=reporter))
    assert [suite.get("name") for suite in tree] == ["0.docx", "checker"]
    assert endings(tree)[-1] == "error"
    assert tree[-1][0][0].get("message") == "报告过长，略去 8 份文件"
