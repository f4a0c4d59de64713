"""Reporters: write reports and audits for people and for programs."""

from collections.abc import Iterator

from checker import AuditReporter, Deferred, hookimpl

_REPORTERS = {
    "concise": "concise_report:ConciseReporter",
    "csv": "csv_report:CsvReporter",
    "github": "github_report:GithubReporter",
    "gitlab": "gitlab_report:GitlabReporter",
    "html": "html_report.reporter:HtmlReporter",
    "json": "json_report:JsonReporter",
    "junit": "junit_report:JunitReporter",
    "markdown": "markdown_report:MarkdownReporter",
    "sarif": "sarif_report:SarifReporter",
    "statistics": "concise_report:StatisticsReporter",
    "text": "text_report:TextReporter",
}
_VARIANTS = {
    "csv-excel": "csv_report:FOR_EXCEL",
    "github-summary": "markdown_report:FOR_SUMMARIES",
    "sarif-complete": "sarif_report:COMPLETE",
    "sarif-github": "sarif_report:FOR_GITHUB",
}


@hookimpl
def register_reporters() -> Iterator[Deferred]:
    """Provide the built-in reporters."""
    for name, where in _REPORTERS.items():
        yield Deferred(name, f"checker_reporters.{where}", arguments={})
    for name, where in _VARIANTS.items():
        yield Deferred(name, f"checker_reporters.{where}")


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
    yield DeferredReporter("workbook-facts", module="workbook", reporter="WITH_FACTS")
