"""The words that people read for the codes in tables of an audit."""

from collections.abc import Mapping

from checker import Category, Message, Messages, Outcome, Period, Report, RulePack, Severity, SubmissionState
from checker_reporters.audit.body_status import Arrival
from checker_reporters.audit.table_rows import Role
from checker_reporters.counts import Verdict
from checker_reporters.wording import VERDICTS

_ = Messages(__package__)

Words = Mapping[str, Message]


def own_label(report: Report) -> str | None:
    """Return the label of a report's period; `None` for a calendar year, which its number names."""
    period = report.period
    return None if period is None or period.label == str(period.year) else period.label


def period_name(period: Period, pack: RulePack) -> str:
    """Name a period: a calendar year by its number, any other as the language of the pack does."""
    return period.label if period.label == str(period.year) else pack.form.language.written_period(period)


ARRIVALS: Words = {
    Arrival.FILED: _("filed in time"),
    Arrival.LATE: _("filed late"),
    Arrival.MISSING: _("nothing filed"),
    Arrival.UNREAD: _("filed, not readable"),
}
BODY_VERDICTS: Words = {
    **{str(code): word for code, word in VERDICTS.items()},
    Arrival.MISSING: _("nothing filed"),
}
STATES: Words = {
    SubmissionState.OK: _("read"),
    SubmissionState.PARTIAL: _("partly read"),
    SubmissionState.ERROR: _("not readable"),
    SubmissionState.FAILED: _("reading failed"),
    SubmissionState.UNREACHED: _("not processed"),
}
ROLES: Words = {
    Role.COUNTS: _("the filing that counts"),
    Role.FURTHER: _("another filing"),
    Role.BEFORE: _("previous year's report"),
    Role.UNREAD: _("not readable"),
    Role.UNMATCHED: _("unassigned"),
    Role.ACROSS: _("between filings"),
}
SEVERITIES: Words = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.INFO: _("hint")}
CATEGORIES: Words = {
    Category.COMPLETENESS: _("completeness"),
    Category.ACCURACY: _("accuracy"),
    Category.TIMELINESS: _("timeliness"),
    Category.ORIGINALITY: _("originality"),
    Category.FORM: _("form"),
    Category.SAFETY: _("safety"),
}
OUTCOMES: Words = {
    Outcome.PASS: _("passed"),
    Outcome.FAIL: VERDICTS[Verdict.FAILS],
    Outcome.REVIEW: _("please check"),
    Outcome.NOT_ASSESSED: VERDICTS[Verdict.UNREAD],
    Outcome.NOT_APPLICABLE: _("not applicable"),
}
WAIVERS: Words = {"accepted": _("accepted"), "known": _("known")}
UNMATCHED_CODES: Words = {
    "unmatched": _("not on the roster"),
    "contested": _("several bodies possible"),
    "other-year": _("another year"),
    "other-kind": _("another kind of document"),
    "unread": _("not readable"),
}
