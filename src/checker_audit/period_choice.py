"""Which reports are audited: a year, or the label of a period."""

from checker import Messages, UsageError
from checker.periods import label_of

_ = Messages(__package__)


def chosen_period(year: int | None, period: str | None) -> str:
    """Return the label of the period that --year or --period names; raise UsageError."""
    if (year is None) == (period is None):
        raise UsageError(_("give either --year or --period"))
    return str(year) if period is None else read_label(period)


def read_label(period: str) -> str:
    """Return the label that --period gives; raise UsageError."""
    label = label_of(period)
    if label is None:
        raise UsageError(_("“{period}” is not a period; write it like 2026-Q3 or FY2026", period=period))
    return label
