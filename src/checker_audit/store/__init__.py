"""The store of audits: reports, findings, assessments and facts of many runs and years, in SQLite or PostgreSQL."""

from checker_audit.store.audit_view import AuditView
from checker_audit.store.backlog import Pending
from checker_audit.store.claimed_rows import ClaimedRows
from checker_audit.store.claims import Claim, NoMatch, SubmissionSummary
from checker_audit.store.comparisons import Compared, Comparisons
from checker_audit.store.counts import AuditCounts, RuleCount
from checker_audit.store.runs import Run
from checker_audit.store.store import Identity, Store

__all__ = [
    "AuditCounts",
    "AuditView",
    "Claim",
    "ClaimedRows",
    "Compared",
    "Comparisons",
    "Identity",
    "NoMatch",
    "Pending",
    "RuleCount",
    "Run",
    "Store",
    "SubmissionSummary",
]
