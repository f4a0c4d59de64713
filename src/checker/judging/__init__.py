"""One filing judged: checks, rules, findings, reports."""

from checker.judging import needs

__all__ = ["needs"]
