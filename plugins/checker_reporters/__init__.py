"""Reporters: write reports and audits for people and for programs."""

from collections.abc import Iterator

from checker import AuditReporter, Reporter, hookimpl


@hookimpl
def register_reporters() -> Iterator[Reporter]:
    """Provide the built-in reporters."""
    from checker_reporters.concise_report import ConciseReporter, StatisticsReporter
    from checker_reporters.csv_report import CsvReporter
    from checker_reporters.github_report import GithubReporter
    from checker_reporters.gitlab_report import GitlabReporter
    from checker_reporters.html_report.reporter import HtmlReporter
    from checker_reporters.json_report import JsonReporter
    from checker_reporters.junit_report import JunitReporter
    from checker_reporters.markdown_report import SUMMARY, MarkdownReporter
    from checker_reporters.sarif_report import SarifReporter
    from checker_reporters.sarif_rules import SarifDialect
    from checker_reporters.text_report import TextReporter

    yield ConciseReporter()
    yield CsvReporter()
    yield CsvReporter("csv-excel", excel=True)
    yield GithubReporter()
    yield MarkdownReporter("github-summary", SUMMARY)
    yield GitlabReporter()
    yield HtmlReporter()
    yield JsonReporter()
    yield JunitReporter()
    yield MarkdownReporter()
    yield SarifReporter()
    yield SarifReporter("sarif-complete", complete=True)
    yield SarifReporter("sarif-github", SarifDialect.GITHUB)
    yield StatisticsReporter()
    yield TextReporter()


@hookimpl
def register_audit_reporters() -> Iterator[AuditReporter]:
    """Provide the built-in audit reporters."""
    from checker_reporters.audit.dashboard.reporter import DashboardReporter
    from checker_reporters.audit.deferred import DeferredReporter
    from checker_reporters.audit.exports import CsvFormat, JsonLinesFormat, TableExport

    yield DashboardReporter()
    yield TableExport("csv", CsvFormat())
    yield TableExport("jsonl", JsonLinesFormat())
    yield DeferredReporter("letters")
    yield DeferredReporter("parquet", "parquet")
    yield DeferredReporter("workbook")
