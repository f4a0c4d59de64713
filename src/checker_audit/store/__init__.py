"""The store of audits: reports, findings, assessments and facts of many runs and years, in SQLite or PostgreSQL."""

from checker_audit.store.audit_view import AuditView
from checker_audit.store.counts import Tally
from checker_audit.store.pending import Pending, Walked
from checker_audit.store.runs import Claim, Reading, Run
from checker_audit.store.store import Identity, Store

__all__ = ["AuditView", "Claim", "Identity", "Pending", "Reading", "Run", "Store", "Tally", "Walked"]
