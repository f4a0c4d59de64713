"""The store of audits: reports, findings, assessments and facts of many runs and years, in SQLite or PostgreSQL."""

from checker.audit.store.books import Books, Tally
from checker.audit.store.runs import Claim, Pending, Reading, Run, Walked
from checker.audit.store.store import Identity, Store

__all__ = ["Books", "Claim", "Identity", "Pending", "Reading", "Run", "Store", "Tally", "Walked"]
